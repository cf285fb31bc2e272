"""Numbers in front of headings and items: 一、 （一） 1. （1）, and 一是 二是 in a row.

Source: GB/T 9704-2012, 7.3.3, for the four levels. “1、” and half-width brackets are no standard
numbers, but typed all the time.
"""

from __future__ import annotations

import re

from core.chinese.numerals import small_number
from core.chinese.widths import full_width_figures
from core.record import record

NUMERALS = "一二三四五六七八九十"
SECTION = rf"[{NUMERALS}]{{1,3}}、"
PART = rf"[（(][{NUMERALS}]{{1,3}}[)）]"
ITEM = r"\d{1,2}[.．、](?!\d)"
SUB_ITEM = r"[（(]\d{1,2}[)）]"
IN_A_ROW = rf"[{NUMERALS}]{{1,2}}是(?!否)"

_LEVELS = (SECTION, PART, ITEM, SUB_ITEM)
_NUMBERED = re.compile(r"\s*+(?:" + "|".join(f"({level})" for level in _LEVELS) + ")")
_NUMBER = re.compile(rf"\d+|[{NUMERALS}]+")


@record
class Heading:
    """The number that a paragraph begins with: its level (1 for 一、 to 4 for （1）) and value.

    `start` and `end` are code points of the paragraph, `value` is 0 for what is no number.
    """

    level: int
    value: int
    start: int
    end: int


def heading_of(paragraph: str) -> Heading | None:
    """The number that a paragraph begins with, after any blanks; None where it has none."""
    found = _NUMBERED.match(paragraph)
    if not found or not found.lastindex:
        return None
    level = found.lastindex
    return Heading(level, number_in(found[level]), found.start(level), found.end())


def number_in(words: str) -> int:
    """The value of the number in such words as （三）, 3. or 三是; 0 for none."""
    number = _NUMBER.search(words)
    return small_number(number[0]) if number else 0


def next_number(paragraph: str) -> str:
    """The number of the paragraph that follows one, in the same manner: （二） → （三）, 9. → 10.

    "" where the paragraph has none, or none follows that could be written so.
    """
    heading = heading_of(paragraph)
    if heading is None or not heading.value:
        return ""
    number = paragraph[heading.start : heading.end]
    digits = _NUMBER.search(number)
    assert digits  # or there would be no value
    following = _written_like(digits[0], heading.value + 1)
    after = number[: digits.start()] + following + number[digits.end() :]
    again = heading_of(after)
    fits = again and (again.level, again.value) == (heading.level, heading.value + 1)
    return after if fits else ""


def _written_like(digits: str, value: int) -> str:
    if not digits[0].isdecimal():
        tens, ones = divmod(value, 10)
        ten = "十" if tens == 1 else f"{NUMERALS[tens - 1]}十" if 1 < tens < 10 else ""
        return ten + (NUMERALS[ones - 1] if ones else "")
    return str(value) if digits.isascii() else full_width_figures(str(value))
