"""Breaking Chinese text into lines: pure functions over text and the widths of its characters.

No line begins with a closing mark or ends with an opening one, dashes and ellipses stay whole
(GB/T 15834-2011, 5.1), and Latin words and numbers are not broken. What is wider than a line
gives these rules up, one after the other, because no line may be wider than the measure.

All widths are in one unit, in this program thousandths of the type size.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

NO_LINE_ENDS_WITH = "（《〈【〔〖「『［｛“‘([{"
NO_LINE_BEGINS_WITH = "，。、；：？！”’）》〉】〕〗」』］｝…·～／％‰℃°,.;:?!)]}%"
SPACES = " \u3000"

_LATIN = "!-~¡-\u024f\u0370-\u04ffＡ-Ｚａ-ｚ０-９"
_WORD = rf"[{_LATIN}]*(?![(\[{{])[{_LATIN}]"
_TOLERANCE = 1e-6


def _pieces_around(core: str) -> re.Pattern[str]:
    """Matches a core with the marks that must not be parted from it and the spaces behind it.

    The first group is the piece without those spaces. A no-break space joins two pieces.
    """
    opening = rf"(?:[{re.escape(NO_LINE_ENDS_WITH)}][{SPACES}]*)*"
    closing = rf"(?:[{SPACES}]*[{re.escape(NO_LINE_BEGINS_WITH)}])*"
    piece = f"{opening}(?:{core}){closing}"
    return re.compile(rf"({piece}(?:\u00a0+{piece})*)[{SPACES}]*", re.DOTALL)


_WHOLE_WORDS = _pieces_around(f"{_WORD}|[—―]+|.")
_WITH_THEIR_MARKS = _pieces_around(".")
_CHARACTERS = re.compile(rf"(.)[{SPACES}]*", re.DOTALL)
_RULES = (_WHOLE_WORDS, _WITH_THEIR_MARKS, _CHARACTERS)


@dataclass(frozen=True, slots=True)
class Line:
    """One line without the spaces at its ends, and its width."""

    text: str
    width: float


def break_lines(
    text: str,
    advances: Mapping[int, float],
    measure: float,
    indent: float = 0.0,
    tracking: float = 0.0,
) -> list[Line]:
    """The lines of a text, each filled as far as the rules allow.

    `advances` gives the width of every code point of the text. `indent` shortens the first line;
    `tracking` comes between any two characters, may be negative, and is part of a line's
    width. A line feed ends a line. Blank lines are left out, so a blank text has none.
    A single character wider than the measure has its line for itself.
    """
    return [
        line
        for part in text.split("\n")
        for line in _broken(part.strip(SPACES), advances, measure, indent, tracking)
    ]


def widest_piece(text: str, advances: Mapping[int, float]) -> float:
    """The width of the widest part of a text that a line break should not divide; 0 if blank."""
    widths = (
        sum(advances[ord(character)] for character in match[1])
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


def _broken(
    text: str, advances: Mapping[int, float], measure: float, indent: float, tracking: float
) -> Iterator[Line]:
    ends = list(
        accumulate((advances[ord(character)] + tracking for character in text), initial=0.0)
    )
    whole = measure + tracking + _TOLERANCE
    limit = whole - indent
    if text and ends[-1] <= limit:
        yield Line(text, ends[-1] - tracking)
        return
    start = stop = 0
    for first, last in _pieces(text, 0, len(text), ends, (limit, whole), _RULES):
        if stop > start and ends[last] - ends[start] > limit:
            yield Line(text[start:stop], ends[stop] - ends[start] - tracking)
            start, limit = first, whole
        stop = last
    if stop > start:
        yield Line(text[start:stop], ends[stop] - ends[start] - tracking)


def _pieces(
    text: str,
    start: int,
    end: int,
    ends: Sequence[float],
    limits: tuple[float, float],
    rules: Sequence[re.Pattern[str]],
) -> Iterator[tuple[int, int]]:
    """Start and end of each piece.

    One wider than a line is divided by the next rule; `limits` are those of the first line and
    of the others.
    """
    for match in rules[0].finditer(text, start, end):
        first, last = match.span(1)
        if len(rules) > 1 and ends[last] - ends[first] > limits[first > 0]:
            yield from _pieces(text, first, last, ends, limits, rules[1:])
        else:
            yield first, last
