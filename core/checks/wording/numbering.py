"""Numbers of sub-headings: （一）（二）…, 1. 2. … and 一是…二是….

Source: GB/T 9704-2012, 7.3.3. “一、” is the level of the six sections, and so not for their texts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from core.checks.flaws import Flaw, Written
from core.forms.rules import WordingRule
from core.report.texts import TextPlace, paragraphs_of

_NUMERALS = "零一二三四五六七八九"
_LEVELS = (
    re.compile(r"\s*([一二三四五六七八九十]{1,3})、"),
    re.compile(r"\s*[（(]([一二三四五六七八九十]{1,3})[)）]"),
    re.compile(r"\s*(\d{1,2})[.．、](?!\d)"),
    re.compile(r"\s*[（(](\d{1,2})[)）]"),
)
_SECTION = 0
_IN_A_ROW = re.compile(r"(?:^|(?<=[。；，：:;,、\s]))([一二三四五六七八九十]{1,2})是(?!否)")
# A paragraph that only announces what follows: its numbers may begin anew.
_ANNOUNCES = re.compile(r"[：:]\s*$|[^。；]{1,20}$")
_CUT = re.compile(r"…|\.{3}")


def numbering(rule: WordingRule, written: Written) -> Iterator[Flaw]:
    """Every number follows the one before it on its level, or begins at 1."""
    for place, text in written.sections:
        if _CUT.search(text):
            continue  # the missing numbers may be in what was left out
        yield from _headings(place, text)
        for begin, paragraph in paragraphs_of(text):
            yield from _in_a_row(place, begin, paragraph)


def _headings(place: TextPlace, text: str) -> Iterator[Flaw]:
    """Flaws of the numbers that paragraphs begin with."""
    last = [0] * len(_LEVELS)
    announced = True
    for begin, paragraph in paragraphs_of(text):
        level, found = _number_at(paragraph)
        if found is None:
            announced = announced or bool(_ANNOUNCES.match(paragraph))
            continue
        number = _value(found.group(1))
        start, end = begin + len(paragraph) - len(paragraph.lstrip()), begin + found.end()
        if level == _SECTION:
            yield Flaw(place, start, end, "level", "正文的小标题从（一）编起")
        elif number != last[level] + 1 and not (number == 1 and announced):
            yield Flaw(place, start, end, found.group().strip(), _wanted(last[level], number))
        last = [*last[:level], number, *[0] * (len(_LEVELS) - level - 1)]
        announced = False


def _number_at(paragraph: str) -> tuple[int, re.Match[str] | None]:
    for level, pattern in enumerate(_LEVELS):
        if found := pattern.match(paragraph):
            return level, found
    return 0, None


def _in_a_row(place: TextPlace, begin: int, paragraph: str) -> Iterator[Flaw]:
    """Flaws of 一是…二是…: a list begins at 一 and leaves none out."""
    last = 0
    for found in _IN_A_ROW.finditer(paragraph):
        number = _value(found.group(1))
        if number not in (1, last + 1) and last:
            start, end = begin + found.start(), begin + found.end()
            yield Flaw(place, start, end, found.group(), _wanted(last, number))
        last = number


def _wanted(last: int, number: int) -> str:
    if number <= last:
        return f"前面已经编到{last}"
    return f"前面只编到{last}" if last else "前面没有1"


def _value(text: str) -> int:
    """A number up to 99 in digits or Chinese numerals, 0 for what is none, such as 十十."""
    if text.isdecimal():
        return int(text)
    tens, ten, ones = text.partition("十")
    if len(tens) > 1 or len(ones) > 1 or "十" in ones:
        return 0
    high = _NUMERALS.index(tens) if tens else 1
    return (high * 10 if ten else high) + (_NUMERALS.index(ones) if ones else 0)
