"""Who reports and for which year, as the words of a report tell it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from core.chinese.numerals import digits_of
from core.record import record
from core.report.report import Agency, Kind, Tier

UNKNOWN = "未写明单位"

_YEAR = re.compile(
    r"(?<![0-9])(20[0-9]{2})(?=\s*+年)|(二[〇○零0][一二三四五六七八九〇○零]{2})(?=\s*+年)"
)
_ANY_YEAR = re.compile(r"(?<![0-9])(20[0-3][0-9])(?![0-9])")
_PERIOD = re.compile(
    r"(20[0-9]{2})\s*+年?[-./年]?\s*+0?1\s*+[-./月]\s*+0?1\s*+日?\s*+[起]?\s*+(?:至|到|—|-|－|~|～)"
)
_SIGNED = re.compile(
    r"(20[0-9]{2}|二[〇○零][一二三四五六七八九〇○零]{2})\s*+[年./-]\s*+[0-9一二三四五六七八九十]{1,2}\s*+[月./-]"
)
_TITLE = re.compile(
    r"^(?:关于|附件?[0-9：:]*)?(?P<name>.*?)"
    r"(?:[（(]?(?:20[0-9]{2}|二[〇○零].{2})\s*+年?度?[）)]?(?:的)?)?"
    r"(?:政府|政务)?信息公开(?:工作)?(?:情况)?(?:的)?(?:年度|工作)*(?:报告|年报|情况).*$"
)
_LEADING_YEAR = re.compile(r"^(?:20[0-9]{2}|二[〇○零].{2})\s*+年?度?")
_EDGES = " 　:：《》【】“”\"'-—_·.,，。、（(）)"

# The last words of an agency's name, and what it is then; the first that fits.
_KINDS: tuple[tuple[re.Pattern[str], Tier | None, Kind], ...] = (
    (re.compile(r"街道(?:办事处|党政办|办)?$"), "township", "branch"),
    (re.compile(r"(?:镇|乡)(?:人民)?政府$|(?:镇|乡)$"), "township", "government"),
    (re.compile(r"(?:镇|乡|街道).{0,6}(?:办公室|中心|所)$"), "township", "department"),
    (re.compile(r"行政公署$|地区$|管理委员会$|管委会$|派出"), None, "branch"),
    (re.compile(r"(?:人民政府|政府)办公[厅室]$|政府办$"), None, "office_for_government"),
    (re.compile(r"(?:人民政府|政府|[省市县区旗州盟])$"), None, "government"),
)
_MUNICIPALITIES = ("北京市", "上海市", "天津市", "重庆市")
_OF_ITS_OWN = re.compile(r"(?:本级|的)$")
_HANZI = re.compile("[\u4e00-\u9fff]{2}")
_FOLDERS = re.compile(r"[\\/]")
_TOWNSHIP = re.compile(r"街道|(?<!城)[镇乡](?!镇|村)")
_NATIONAL = re.compile(r"^(?:国务院|国家|中华人民共和国|全国)")
_PLACES = re.compile(
    r"[\u4e00-\u9fff]{1,12}?(?:特别行政区|自治[区州县旗]|[省市州盟县区旗]|地区)(?!政府办公)"
)


@record
class Years:
    """The years that a file names, by where it names them; 0 for none."""

    title: int = 0
    period: int = 0
    signature: int = 0
    file: int = 0
    mentioned: int = 0  # most often in the texts

    @property
    def best(self) -> int:
        """The year that counts: the title's, else the next that is named; 0 for none."""
        return self.title or self.period or self.signature or self.file or self.mentioned

    @property
    def named(self) -> list[int]:
        """The different years, in that order."""
        return list(dict.fromkeys(y for y in (self.title, self.period, self.signature) if y))


def years_in(title: str, texts: Iterable[str], signature: str, file_name: str) -> Years:
    """The years that a report and its file name tell."""
    written = list(texts)
    period = next((found for text in written if (found := _PERIOD.search(text))), None)
    mentioned = Counter(match[0] for text in written for match in _YEAR.finditer(text))
    signed = list(_SIGNED.finditer(signature))
    in_file = _YEAR.search(file_name) or _ANY_YEAR.search(file_name)
    return Years(
        year_in(title),
        int(period[1]) if period else 0,
        int(digits_of(signed[-1][1])) - 1 if signed else 0,
        int(digits_of(in_file[0])) if in_file else 0,
        int(digits_of(mentioned.most_common(1)[0][0])) if mentioned else 0,
    )


def year_in(text: str) -> int:
    """The first year that a text names; 0 for none."""
    found = _YEAR.search(text)
    return int(digits_of(found[1] or found[2])) if found else 0


def name_in(title: str) -> str:
    """The agency's name that stands in a title; "" for none."""
    plain = _LEADING_YEAR.sub("", "".join(title.split()).strip(_EDGES)).strip(_EDGES)
    found = _TITLE.match(plain)
    if not found:
        return ""
    name = _LEADING_YEAR.sub("", found["name"].strip(_EDGES)).strip(_EDGES)
    name = _OF_ITS_OWN.sub("", name).removesuffix("政府信息公开").removesuffix("政务公开")
    return name if _HANZI.search(name) and len(name) <= 60 else ""


def name_of_file(file_name: str) -> str:
    """The agency's name that a file is called by; "" for none."""
    stem = _FOLDERS.split(file_name)[-1].rsplit(".", 1)[0]
    return name_in(stem)


def agency_of(name: str) -> Agency:
    """The agency, its tier and kind told by the words of its name."""
    for pattern, tier, kind in _KINDS:
        if pattern.search(name):
            return Agency(name, tier or _tier(name), kind)
    return Agency(name or UNKNOWN, _tier(name), "department")


def _tier(name: str) -> Tier:
    if _NATIONAL.search(name):
        return "national"
    if _TOWNSHIP.search(name):
        return "township"
    places = _PLACES.findall(name)
    if not places:
        return "county"
    last = places[-1]
    if last.endswith(("县", "区", "旗")) and not last.endswith("自治区"):
        return "county"
    if last.endswith(("省", "自治区", "特别行政区")) or last in _MUNICIPALITIES:
        return "province"
    over = [place for place in places[:-1] if not place.endswith(("省", "自治区"))]
    return "county" if over else "city"
