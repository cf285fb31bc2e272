"""统计期限: the figures are those of 1 January to 31 December of the year."""

from __future__ import annotations

import re
from collections.abc import Iterator

from core.checks.flaws import About, Flaw
from core.chinese.numerals import small_number
from core.forms.rules import WordingRule
from core.report.texts import TextPlace

# 12月30日, 2021年12月30日, 2021[年]12[月]30日, 2021.12.30, 2021-12-30 and 二〇二一年一月一日.
_NUMERAL = r"[\d０-９一二三四五六七八九十〇○零]"
_DATE = (
    rf"(?:({_NUMERAL}{{4}})\s*+\[?[年./-]\]?度?\s*+)?"
    rf"({_NUMERAL}{{1,3}})\s*+\[?[月./-]\]?(?:\s*+({_NUMERAL}{{1,3}})\s*+\[?[日号]?\]?)?"
)
_RANGE = re.compile(rf"{_DATE}\s*+[起，,]{{0,2}}\s*+(?:至|到|[-—–－~～一]{{1,2}})\s*{_DATE}")
_SENTENCE = re.compile(r"[^。；;！？]+")
# A sentence speaks of the period of the report's figures; only the dates after this are it.
_PERIOD = re.compile(
    r"统计(?:的)?(?:期限|时限|时间|周期|区间|期间|范围|口径|[自从])"
    r"|(?:数据|报告)[^，。]{0,8}(?:期限|时限|时间|起止|区间)"
)


def period(rule: WordingRule, place: TextPlace, paragraph: str, about: About) -> Iterator[Flaw]:
    """The period that the figures are said to cover is the whole year of the report.

    The common ways of writing it are all right: with the year once or twice or not at all, with
    months alone, with dots, hyphens or Chinese numerals.
    """
    for sentence in _SENTENCE.finditer(paragraph):
        spoken_of = _PERIOD.search(paragraph, sentence.start(), sentence.end())
        if spoken_of is None:
            continue
        for found in _RANGE.finditer(paragraph, spoken_of.end(), sentence.end()):
            yield from _wrong_date(found, 1, (1, 1), place, about.year)
            yield from _wrong_date(found, 4, (12, 31), place, about.year)


def _wrong_date(
    found: re.Match[str], group: int, wanted: tuple[int, int], place: TextPlace, year: int
) -> Iterator[Flaw]:
    """A flaw where the date that begins with a group is not the wanted day of the year."""
    texts = found.group(group, group + 1, group + 2)
    written_year, month, day = (small_number(text) if text else None for text in texts)
    right_day = day is None or day == wanted[1]
    if written_year in (None, year) and month == wanted[0] and right_day:
        return
    start = found.start(group if texts[0] else group + 1)
    end = found.end() if group > 1 else _end_of_date(found)
    right = f"{wanted[0]}月{wanted[1]}日"
    if texts[0]:
        right = f"{year}年{right}"
    yield Flaw(place, start, end, found.string[start:end], f"{year}年1月1日至12月31日", right)


def _end_of_date(found: re.Match[str]) -> int:
    """Where the first date of a range ends, with its last unit."""
    end = found.end(3) if found.group(3) else found.end(2)
    while end < len(found.string) and found.string[end] in "[]月日号":
        end += 1
    return end
