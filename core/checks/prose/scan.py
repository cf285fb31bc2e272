"""Every number of a paragraph with its unit, and what kind of thing it counts.

Dates, years, document numbers, articles, ordinals, telephone numbers and set phrases such as
十四五 are recognised here, so that nobody takes them for figures.
"""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from core.chinese.numbering import NUMERALS, SECTION
from core.chinese.numerals import WESTERN_DIGITS, NoFigure, Number, value_of
from core.chinese.widths import half_width_figures

Kind = Literal["count", "money", "percent", "year", "date"]

FIGURES: tuple[Kind, ...] = ("count", "money")  # the kinds that may speak of a cell
COUNT_UNITS = (
    "人次", "件次", "人", "件", "宗", "份", "条", "起", "次", "个", "篇", "例", "项", "部",
    "家", "名", "位", "期", "场", "批", "类", "类别", "页", "处", "户", "封", "本", "册",
    "台", "幅", "张", "方面",
)  # fmt: skip
_YUAN = {"元": 1, "万元": 10**4, "亿元": 10**8}
MONEY_UNITS = tuple(_YUAN)
PERCENT_UNITS = ("个百分点", "百分点", "%", "‰")

_WESTERN = rf"{WESTERN_DIGITS}(?:\s?(?:万亿|[万亿])(?!元))?"
# No number is longer; else every place of a long run of numerals would be tried to its end.
_CHINESE = r"(?:(?!百分点)[〇零一二两三四五六七八九十百千万]){1,30}+"
_UNITS = "|".join(sorted((*PERCENT_UNITS, *MONEY_UNITS, *COUNT_UNITS), key=len, reverse=True))
# What looks like a number and is none. The longest forms stand first.
_NO_FIGURE = "|".join(
    (
        r"〔\s*[0-9]{4}\s*〕\s*+(?:第\s*+)?[0-9]+\s*号",
        r"[\[（(]\s*[0-9]{4}\s*[\]）)]\s*+(?:第\s*+)?[0-9]+\s*号",
        r"第\s*(?:[0-9]+|[〇零一二两三四五六七八九十百]+)\s*[条款项章节号届次批期个件名位类部份起]*",
        rf"[（(]\s*(?:[0-9]{{1,2}}|[{NUMERALS}]{{1,3}})\s*[）)]",
        r"0[0-9]{2,3}\s?[-—－–]\s?[0-9]{7,8}(?:\s?[-—－–]\s?[0-9]{1,6})?",
        r"(?<![0-9])1[3-9][0-9]{9}(?![0-9])",
        r"[A-Za-z][A-Za-z._%+/:@-]{0,100}+[0-9][A-Za-z0-9._%+/:@-]*",
        r"[A-Za-z]{1,40}+(?:/[A-Za-z]{0,40}+)?\s[0-9]+(?:[-—][0-9]+)?",
        r"[0-9]+[A-Za-z][A-Za-z0-9./:@-]*",
        r"(?<![0-9])(?:12345|12315)(?![0-9])",
        r"[0-9]{6,}(?=\s*(?:[，。；,;）)]|$))",
        r"[0-9]++\s*+(?:[-—－–~～至]\s*+[0-9]++\s*+)?(?:个?工作日|个?自然日|个?小时|分钟|个?月(?!份|[0-9]|底|末))",
        r"[0-9]{1,2}\s*[:：]\s*[0-9]{2}",
        r"[0-9]+\s?号(?!召)",
        r"(?:^|(?<=[。；;\s]))[0-9]{1,2}\s?[.．、](?![0-9])",
        rf"[{NUMERALS}两][是则](?=[^否])",
        rf"(?:^|(?<=[。；;：\s])){SECTION}",
        r"十[一二三四五]五|三安全一稳定|一网通办|双公示|两会|三公|一件事|一次性|一体化|一站式|一对一|四不两直|五位一体|两微一端",
        r"[一二两三四五六七八九十]{1,3}(?:大)?类",
        r"一[个条项份]*(?:不漏|样|定|致|般|步|些|直|同|律|线|流|时|方面|系列)",
    )
)
_DATES = "|".join(
    (
        r"(?P<year>(?:[0-9]{4}|[一二][〇零一二三四五六七八九]{3})\s*年)",
        r"(?P<date>[0-9]{1,2}\s*(?:月份|月|日|号(?![0-9])))",
    )
)
_SCANNER = re.compile(
    r"(?=[0-9A-Za-z〔\[（(第〇零一二两三四五六七八九十百千万])(?:"
    rf"(?P<none>{_NO_FIGURE})|{_DATES}|百分之(?P<hundredths>{_CHINESE}|{WESTERN_DIGITS})"
    rf"|(?P<western>{_WESTERN})(?P<about>\s*(?:余|多|来))?\s?(?P<unit>{_UNITS})?"
    rf"|(?P<chinese>{_CHINESE})(?P<roughly>余|多)?(?P<measure>{_UNITS}))"
)
_ROUGHLY = re.compile(r"(?:约|近|大约|超过|超|逾|不少于|至少|不足|达到?约)\s*$")
_NO_DIGIT = re.compile(r"\D")
# After these a number counts something else: 3个工作日, 2年来, 一件事.
_NOT_AFTER = re.compile(r"工作日|自然日|小时|月|年|世纪|百分点|以上|以内")


class Numeral(NamedTuple):
    """A number of a paragraph: code points `start` to `end`, its unit included.

    `digits` is the numeral without its unit. `value` is as written, 1.2万条 being 12000;
    `amount` has money in 元. `rough` says that it is 余, 多, 约 or 近: such a number is compared
    with nothing.
    """

    start: int
    end: int
    text: str
    digits: str
    value: Number
    unit: str
    kind: Kind
    rough: bool = False

    @property
    def step(self) -> int:
        """What one in its last place is worth: 100 in 5.28万件, 1 in 52800件."""
        plain = half_width_figures(self.digits).strip()
        myriads = {"万": 10**4, "亿": 10**8}.get(plain[-1:], 1)
        if myriads == 1 or not plain[:1].isdecimal():
            return 1
        places = len(plain[:-1].strip().partition(".")[2])
        return max(1, myriads // int(10**places))

    @property
    def amount(self) -> Number:
        """The value in one unit for all of its kind: money in 元."""
        amount = self.value * _YUAN.get(self.unit, 1)
        return int(amount) if amount == int(amount) else amount


def scan(paragraph: str) -> tuple[Numeral, ...]:
    """All numbers of a paragraph, in order; those longer than any figure are left out."""
    plain = half_width_figures(paragraph)
    found = []
    for match in _SCANNER.finditer(plain):
        if match.lastgroup == "none":
            continue
        try:
            found.append(_numeral(match, paragraph, plain))
        except NoFigure:
            continue
    return tuple(found)


def _numeral(match: re.Match[str], paragraph: str, plain: str) -> Numeral:
    """The number at a match. Raises NoFigure where the match is none."""
    start, end = match.span()
    written = paragraph[start:end]
    group = match.lastgroup
    if group == "year":
        digits = written[:-1].strip()
        return Numeral(start, end, written, digits, value_of(digits), "年", "year")
    if group == "date":
        digits = _NO_DIGIT.sub("", half_width_figures(written))
        return Numeral(start, end, written, digits, int(digits), written[-1], "date")
    if group == "hundredths":
        digits = match["hundredths"]
        return Numeral(start, end, written, digits, value_of(digits), "%", "percent")
    group = "western" if match["western"] else "chinese"
    digits = paragraph[match.start(group) : match.end(group)]
    unit = match["unit"] or match["measure"] or ""
    if unit in ("个", "") and _NOT_AFTER.match(plain, end):
        raise NoFigure
    rough = bool(
        match["about"] or match["roughly"] or _ROUGHLY.search(plain[max(0, start - 4) : start])
    )
    value = value_of(digits)
    if unit in MONEY_UNITS:
        return Numeral(start, end, written, digits, value, unit, "money", rough)
    kind: Kind = "percent" if unit in PERCENT_UNITS else "count"
    return Numeral(start, end, written, digits, value, unit, kind, rough)
