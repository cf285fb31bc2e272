"""How like two labels are: their words, whatever their widths, spaces, marks and numbering."""

from __future__ import annotations

import re
from functools import lru_cache

from core.chinese.numbering import NUMERALS, number_in
from core.chinese.widths import half_width
from core.record import record

_BEGINS, _ADDED = 0.7, 3  # for up to three characters added: 情况, 总数
LEAST = 0.6  # likeness below which words are no name of a place
LONGEST = 90  # characters: no label of the form is longer, not even with its group before it
_SPACES = re.compile(r"\s+")
_MARKS = re.compile(r"[\W_]+")
_BRACKETS = re.compile(r"[（(][^（()）]*[)）]")
_NUMBER = re.compile(
    rf"[((\[【〔][{NUMERALS}\d]{{1,3}}[))\]】〕][.、,:]?|[{NUMERALS}]{{1,3}}[、.,:]"
    r"|第[一二三四五六七八九十\d]{1,3}[项部分]{1,2}[、.,:]?|\d{1,2}(?:[.、,:)]|(?=[\u4e00-\u9fff]))|[①-⑳]"
)
# The same between a group and its row in one cell: （三）不予公开1.属于国家秘密.
_INSIDE = re.compile(rf"(?<=.)(?:[((][{NUMERALS}\d]{{1,3}}[))][、.]?|\d{{1,2}}[.、](?!\d)|[①-⑳])")
_CIRCLED = {chr(ord("①") + i): i + 1 for i in range(20)}


@record
class Label:
    """The words of a label without marks, and the number it begins with; 0 for none."""

    words: str
    number: int = 0


@lru_cache(maxsize=20_000)
def label_of(text: str) -> Label:
    """A label taken apart: `（三）1. 属于 国家秘密` is 属于国家秘密 with the number 1."""
    rest, number = half_width(_SPACES.sub("", text)), 0
    while (found := _NUMBER.match(rest)) and found.end() < len(rest):
        number = _CIRCLED.get(found[0]) or number_in(found[0])
        rest = rest[found.end() :]
    return Label(_MARKS.sub("", _INSIDE.sub("", rest)).lower(), number)


def words_of(text: str) -> str:
    """The words of a text alone."""
    return label_of(text).words


def without_remarks(text: str) -> str:
    """A label without what stands in brackets behind its name."""
    shorter = _BRACKETS.sub("", half_width(text[1:]))
    return text[:1] + shorter if words_of(text[:1] + shorter) else text


@lru_cache(maxsize=20_000)
def likeness(read: str, wanted: str) -> float:
    """How like the words are, from LEAST to 1, or 0: those that both have, in one order.

    Words of four characters or more that are part of the others count for more, and those that
    begin with all of the wanted: labels are shortened, and get words added.
    """
    if read == wanted:
        return 1.0 if read else 0.0
    if len(read) > LONGEST or not read or not wanted:
        return 0.0
    total = len(read) + len(wanted)
    both = 0.0
    if 2 * _most_common(read, wanted) >= LEAST * total:
        both = 2 * _common(read, wanted) / total
    short, long = sorted((read, wanted), key=len)
    if len(short) >= 4 and short in long:
        both = max(both, 0.6 + 0.4 * len(short) / len(long))
    if len(wanted) >= 2 and read.startswith(wanted) and len(read) <= len(wanted) + _ADDED:
        both = max(both, _BEGINS)
    return both if both >= LEAST else 0.0


def _most_common(one: str, other: str) -> int:
    """What `_common` cannot exceed, found much faster: no sign that only one has counts."""
    signs, others = _signs(one), _signs(other)
    shared = len(signs & others)
    return shared + min(len(one) - len(signs), len(other) - len(others))


@lru_cache(maxsize=20_000)
def _signs(words: str) -> frozenset[str]:
    return frozenset(words)


def _common(one: str, other: str) -> int:
    """The length of the longest common subsequence (bit-parallel, after Hyyrö 2004)."""
    places: dict[str, int] = {}
    for i, sign in enumerate(one):
        places[sign] = places.get(sign, 0) | 1 << i
    all_of_it = (1 << len(one)) - 1
    row = all_of_it
    for sign in other:
        met = row & places.get(sign, 0)
        row = ((row + met) | (row - met)) & all_of_it
    return len(one) - row.bit_count()
