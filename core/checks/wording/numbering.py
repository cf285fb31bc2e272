"""Numbers of sub-headings: （一）（二）…, 1. 2. … and 一是…二是….

Source: GB/T 9704-2012, 7.3.3. “一、” is the level of the six sections, and so not for their texts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from core.checks.flaws import Flaw, Written
from core.chinese.numbering import IN_A_ROW, heading_of, number_in
from core.forms.rules import WordingRule
from core.report.texts import TextPlace, paragraphs_of

_LEVELS = 4
_SECTION = 1  # the level
_IN_A_ROW = re.compile(rf"(?:^|(?<=[。；，：:;,、\s])){IN_A_ROW}")
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
    last = [0] * (_LEVELS + 1)
    announced = True
    for begin, paragraph in paragraphs_of(text):
        found = heading_of(paragraph)
        if found is None:
            announced = announced or bool(_ANNOUNCES.match(paragraph))
            continue
        level, number = found.level, found.value
        start, end = begin + found.start, begin + found.end
        if level == _SECTION:
            yield Flaw(place, start, end, "level", "正文的小标题从（一）编起")
        elif number != last[level] + 1 and not (number == 1 and announced):
            written = paragraph[found.start : found.end]
            yield Flaw(place, start, end, written, _wanted(last[level], number))
        last = [*last[:level], number, *[0] * (_LEVELS - level)]
        announced = False


def _in_a_row(place: TextPlace, begin: int, paragraph: str) -> Iterator[Flaw]:
    """Flaws of 一是…二是…: a list begins at 一 and leaves none out."""
    last = 0
    for found in _IN_A_ROW.finditer(paragraph):
        number = number_in(found.group())
        if number not in (1, last + 1) and last:
            start, end = begin + found.start(), begin + found.end()
            yield Flaw(place, start, end, found.group(), _wanted(last, number))
        last = number


def _wanted(last: int, number: int) -> str:
    if number <= last:
        return f"前面已经编到{last}"
    return f"前面只编到{last}" if last else "前面没有1"
