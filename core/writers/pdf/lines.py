"""Breaking Chinese text into lines: pure functions over text and the widths of its characters.

No line begins with a closing mark or ends with an opening one, dashes and ellipses stay whole
(GB/T 15834-2011, 5.1), Latin words and numbers are not broken, and a figure keeps its unit. An
address of the web or of mail is broken behind its marks. What is wider than a line gives these
rules up, the last first, because no line may be wider than the measure.

All widths are in one unit, in this program thousandths of the type size.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate, pairwise
from typing import NamedTuple

from core.chinese.punctuation import NO_LINE_BEGINS_WITH, NO_LINE_ENDS_WITH
from core.writers.pdf.marks import squeezed_widths

SPACES = " \u3000"

# Figures above and below the line: m², CO₂, 10⁶.
RAISED_OR_LOWERED = "²³¹⁰-ₜ"
LATIN = f"!-~¡-¶¸-\u024f\u0370-\u04ffＡ-Ｚａ-ｚ０-９{RAISED_OR_LOWERED}"
_WORD = rf"[{LATIN}]*(?![(\[{{])[{LATIN}]"
# What is counted or measured right behind a figure: 12件, 3.5万元, 1,200余人次, 2023年度, 第12条.
_UNIT = (
    r"(?:[余多]?(?:[百千]?[万亿]|[百千])?[余多]?"
    r"(?:人次|件次|户次|公里|公顷|平方米|立方米|千米|千克|公斤|小时|分钟|年[度底初]|月[份底初]|"
    r"[件条项次人个份篇期场家户起宗例批部本册张页字年月日天时分秒岁届号款章节级类位名处所元吨米亩倍])"
    r"|[余多]?[百千]?[万亿])"
)
_FIGURE = rf"(?:第(?=[0-9０-９]))?{_WORD}(?:(?<=[0-9０-９{RAISED_OR_LOWERED}])[ \u00a0]?{_UNIT})?"
# The year and the number of a document, whose opening bracket is in front of it: 〔2021〕30号.
_DOCUMENT_NUMBER = r"\d{4}[〕］】）)\]]第?\d+号"
_DASHES = "[—―]+"
TOLERANCE = 1e-6


def _pieces_around(core: str) -> re.Pattern[str]:
    """Matches a core with the marks that must not be parted from it and the spaces behind it.

    The first group is the piece without those spaces. A no-break space joins two pieces, and so
    does a slash. One dash alone is a hyphen, which begins no line (GB/T 15834-2011, 5.1.6).
    """
    opening = rf"(?:[{re.escape(NO_LINE_ENDS_WITH)}][{SPACES}]*)*"
    ending = re.escape(NO_LINE_BEGINS_WITH) + RAISED_OR_LOWERED
    closing = rf"(?:[{SPACES}]*(?:[{ending}]|(?<!—)—(?!—)))*"
    piece = f"{opening}(?:{core}){closing}"
    return re.compile(rf"({piece}(?:(?:\u00a0+|(?<=／)){piece})*)[{SPACES}]*", re.DOTALL)


_WITH_UNITS = _pieces_around(f"{_DOCUMENT_NUMBER}|{_FIGURE}|{_DASHES}|.")
_WHOLE_WORDS = _pieces_around(f"{_WORD}|{_DASHES}|.")
_WITH_THEIR_MARKS = _pieces_around("——|――|.")  # a row of dashes is parted between two of them
_CHARACTERS = re.compile(rf"(.)[{SPACES}]*", re.DOTALL)
_ADDRESS = re.compile(r"://|www\.|@")
# The end of a name stays with it: .cn
_INSIDE_ADDRESS = re.compile(r"(?<=[^/][/?&@])(?=[0-9A-Za-z])|(?<=\.)(?=[0-9A-Za-z]{3})")
_RULES = (_WITH_UNITS, _WHOLE_WORDS, _WITH_THEIR_MARKS, _CHARACTERS)


class Line(NamedTuple):
    """One line without the spaces at its ends, and its width.

    Of two marks that a line break parts, the first is counted by half: the other is blank.
    """

    text: str
    width: float


def break_lines(text: str, advances: Mapping[int, float], measure: float) -> list[Line]:
    """The lines of a text, each filled as far as the rules allow.

    `advances` gives the width of every code point of the text. A line feed ends a line. Blank
    lines are left out, so a blank text has none. A single character wider than the measure has
    its line for itself.
    """
    return [
        line for part in text.split("\n") for line in _broken(part.strip(SPACES), advances, measure)
    ]


def widest_piece(text: str, advances: Mapping[int, float]) -> float:
    """The width of the widest part of a text that a line break should not divide; 0 if blank."""
    widths = (
        sum(squeezed_widths(match[1], advances))
        for part in text.split("\n")
        for match in _WHOLE_WORDS.finditer(part)
    )
    return max(widths, default=0.0)


def balance_lines(text: str, advances: Mapping[int, float], measure: float) -> list[Line]:
    """As few lines as `break_lines` needs, and as equal in width as they can be."""
    lines = break_lines(text, advances, measure)
    while len(lines) > 1:
        widest = max(line.width for line in lines)
        narrower = break_lines(text, advances, widest - 1)
        if len(narrower) > len(lines) or max(line.width for line in narrower) >= widest:
            break
        lines = narrower
    return lines


def stack_lines(text: str, advances: Mapping[int, float]) -> list[Line]:
    """Each character on a line, with the marks that must not be parted from it; words whole."""
    return [
        Line(match[1], sum(squeezed_widths(match[1], advances)))
        for part in text.split("\n")
        for match in _WHOLE_WORDS.finditer(part)
    ]


def _broken(text: str, advances: Mapping[int, float], measure: float) -> Iterator[Line]:
    ends = ends_of(squeezed_widths(text, advances))
    limit = measure + TOLERANCE
    if text and ends[-1] <= limit:
        yield Line(text, ends[-1])
        return
    start = stop = 0
    for first, last in pieces(text, ends, limit, limit):
        if stop > start and ends[last] - ends[start] > limit:
            yield Line(text[start:stop], ends[stop] - ends[start])
            start = first
        stop = last
    if stop > start:
        yield Line(text[start:stop], ends[stop] - ends[start])


def ends_of(widths: Iterable[float]) -> list[float]:
    """Where each character begins when they stand side by side, and where the last one ends."""
    return list(accumulate(widths, initial=0.0))


def pieces(
    text: str, ends: Sequence[float], first_limit: float, limit: float
) -> Iterator[tuple[int, int]]:
    """Start and end of each part of a text that a line break may stand before.

    What is wider than its line is in smaller parts; `first_limit` is the width of the first line,
    `limit` that of the others. `ends` are those of the characters, as from `ends_of`.
    """

    def divided(
        start: int, stop: int, rules: Sequence[re.Pattern[str]]
    ) -> Iterator[tuple[int, int]]:
        for match in rules[0].finditer(text, start, stop):
            first, last = match.span(1)
            inside = _INSIDE_ADDRESS.finditer(match[1]) if _ADDRESS.search(match[1]) else ()
            places = (first, *(first + place.start() for place in inside), last)
            for one, other in pairwise(places):
                if len(rules) > 1 and ends[other] - ends[one] > (limit if one else first_limit):
                    yield from divided(one, other, rules[1:])
                else:
                    yield one, other

    return divided(0, len(text), _RULES)
