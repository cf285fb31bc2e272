"""What an agency is, as its name tells: a guess that the clerk sees and may correct."""

from __future__ import annotations

import re

from core.report.report import Kind, Tier

# The last word of a name that says where the agency is decides: 示例市示例区财政局 is a district's.
_TIERS: tuple[tuple[re.Pattern[str], Tier], ...] = (
    (re.compile(r"街道|(?:[镇乡]|苏木)(?:人民政府|$)"), "township"),
    (re.compile(r"(?<!社)[县区旗](?!域)"), "county"),
    (re.compile(r"市(?!场)|州(?!省)|盟"), "city"),
    (re.compile(r"省|自治区"), "province"),
    (re.compile(r"国家|中华人民共和国|国务院"), "national"),
)
# The first that fits.
_KINDS: tuple[tuple[tuple[str, ...], Kind], ...] = (
    (("政府办公厅", "政府办公室"), "office_for_government"),
    (("街道", "街道办事处", "行政公署"), "branch"),
    (("人民政府", "镇", "乡", "苏木"), "government"),
    (("局", "厅", "部", "署", "会", "委", "办", "院", "室", "中心"), "department"),
)
_REGION = re.compile(r"(?:内蒙古|广西壮族|西藏|宁夏回族|新疆维吾尔)?自治区")
_URBAN = re.compile(r"城市(?=管理|更新)")  # names no place
_MUNICIPALITY = re.compile(r"^(?:北京|天津|上海|重庆)市")


def guess_of(name: str) -> tuple[Tier, Kind] | None:
    """Tier and kind by an agency's name; None where it tells neither."""
    place, municipality = _URBAN.sub("", _REGION.sub("省", name)), _MUNICIPALITY.match(name)
    if municipality:
        place = "省" + place[municipality.end() :]
    tier = next((tier for pattern, tier in _TIERS if pattern.search(place)), None)
    kind = _kind_of(name)
    if tier is None or kind is None:
        return None
    return tier, kind


def _kind_of(name: str) -> Kind | None:
    return next((kind for ends, kind in _KINDS if name.endswith(ends)), None)
