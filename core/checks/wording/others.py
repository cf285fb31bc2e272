"""Another office in the place of the one that reports, as a copied report leaves it.

Other offices have many good reasons to stand in a text. So a name counts only where the words
around it say whose report it is, or who did what reports tell of, and where it cannot be the
agency's own, shortened or whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from core.checks.flaws import Flaw, Written
from core.forms.rules import WordingRule
from core.report.report import Agency

_YEAR = "(?:(?:19|20)[0-9]{2}|二[〇○零][〇○零一二三四五六七八九]{2})年度?"
_HAN = r"[\u4e00-\u9fff]"
_SAYS = "公布|发布|编制|形成|现将|撰写"
# Whose report it says to be: 现公布某某局2023年政府信息公开工作年度报告.
_REPORTS = re.compile(
    rf"(?:^|(?<={_SAYS}))((?:(?!{_SAYS}){_HAN}){{2,24}}?(?:局|委|委员会|管委会|厅|办公[室厅]|镇|乡|街道?|办事处|政府|[省市县区旗州]))"
    rf"(?=(?:{_YEAR})?政府信息公开(?:工作)?(?:情况|年度)?报告|{_YEAR}政府信息公开)",
    re.MULTILINE,
)
# Who did what the report is about, at the head of a sentence: 某某镇共收到政府信息公开申请.
_DID = (
    r"(?:全年|年内|本年度?|累计|共|新)*+"
    r"(?:未收到|没有收到|收到|接到|受理|收办|办结|主动公开(?=政府|各类|信息|[0-9]))"
)
_ACTS = re.compile(
    rf"(?:^|(?<=[。；]))(?:{_YEAR}[，,]?)?({_HAN}{{2,12}}?(?:局|镇|乡|街道|办事处|人民政府))"
    rf"(?=(?:{_YEAR}[，,]?)?{_DID})",
    re.MULTILINE,
)
_NO_NAME = re.compile(
    "[各本该我全等及的和其某原辖属下两级是]|乡镇|镇街|部门|单位|相关|通过|依托|围绕|发挥|利用|督促|指导|要求|支持|加强"
    "|组织|协调|推动|确保|根据|按照|由|截至|同时|今年|去年"
)
_PLACE = re.compile(rf"({_HAN}{{2,8}}?(?:省|市(?!场|政(?!府)|管|容)|县|区(?!域)|旗|州|盟))(?!直)")
_TOWNSHIP = re.compile("(?:镇|乡|街道?)(?:人民政府|办事处)?$")
_KIND = re.compile("(?:局|委员会|委|厅|办公[室厅])$")
_GOVERNMENT = re.compile("(?:政府|办公[室厅])$")


def other_report(rule: WordingRule, written: Written) -> Iterator[Flaw]:
    """A report says of itself, and of what was done, that it is the agency's own."""
    yield from others_as_own(written)


@lru_cache(maxsize=1)  # asked again for the names that are left to be hinted at
def others_as_own(written: Written) -> tuple[Flaw, ...]:
    """Where another office stands in the place of the agency."""
    agency = written.about.agency
    found = []
    for place, text in written.texts:
        reports = [m for m in _REPORTS.finditer(text) if is_anothers(m[1], agency.name)]
        acts = [m for m in _ACTS.finditer(text) if _cannot_tell_of(m[1], agency)]
        names = {m.span(1): m for m in (*reports, *acts)}
        found += [Flaw(place, *span, m[1]) for span, m in sorted(names.items())]
    return tuple(found)


def is_anothers(name: str, own: str) -> bool:
    """Whether a name cannot be an agency's own, shortened or whole."""
    if _NO_NAME.search(name) or _is_short_for(name, own) or own in name:
        return False
    place, rest = _parted(name)
    own_place, own_rest = _parted(own)
    elsewhere = bool(place) and bool(own_place) and place not in own
    if _GOVERNMENT.search(name) and not _TOWNSHIP.search(name) and not elsewhere:
        return False  # 县政府 and 县政府办公室 are above it
    if elsewhere and _tier(place) in map(_tier, _PLACE.findall(own)):
        return True
    if not rest or _is_short_for(rest, own_rest) or own_rest in rest:
        return False
    if not set(_KIND.sub("", rest)) & set(own_rest):
        return True
    renamed = rest[-1] != own_rest[-1:]  # 卫健局 may be what was and will be 卫健委
    both = bool(_TOWNSHIP.search(rest)) == bool(_TOWNSHIP.search(own_rest))
    return elsewhere or not (renamed and both) or bool(_TOWNSHIP.search(rest))


def _cannot_tell_of(name: str, agency: Agency) -> bool:
    """Whether an agency's report cannot tell what an office has done: it is one like itself.

    A government tells of its bureaus, and those of a city of those of its counties.
    """
    if not is_anothers(name, agency.name):
        return False
    if agency.tier == "township":
        return bool(_TOWNSHIP.search(name))
    place, _ = _parted(name)
    if agency.tier != "county" or not place or place in agency.name:
        return False
    return agency.kind == "department" or bool(_GOVERNMENT.search(name))


def _parted(name: str) -> tuple[str, str]:
    """The last place that a name begins with, and what stands behind it."""
    place, at_end = "", 0
    while found := _PLACE.match(name, at_end):
        place, at_end = found[1], found.end()
    return place, name[at_end:]


def _tier(place: str) -> str:
    """Places of one tier: districts are beside counties."""
    return "县" if place[-1] in "县区旗" else place[-1]


def _is_short_for(name: str, own: str) -> bool:
    """Whether the characters of a name stand in another in this order: 住建局, 住房和城乡建设局."""
    signs = iter(own)
    return all(sign in signs for sign in name)
