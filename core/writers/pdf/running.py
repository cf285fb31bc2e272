"""Running text from edge to edge: which characters a line takes, and where each of them stands.

A full-width mark takes the room of a character, but of two side by side the blank between them
is halved, and the last of a line takes half its room (GB/T 15834-2011, 5.1.10). Where that saves a
line from being stretched or the last word of a paragraph from a line of its own, the others give
up as much of their blank half as is needed (5.1.11). Between Chinese characters and Latin ones or
figures stands an eighth of the type size, whether a space was typed there or not. What a line
lacks then is added to its spaces, and the rest between its characters, but never inside a Latin
word, a number, a dash or an ellipsis.

All widths are thousandths of the type size.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from math import inf
from operator import add
from typing import NamedTuple

from core.chinese.punctuation import HAN
from core.writers.pdf.lines import LATIN, RAISED_OR_LOWERED, TOLERANCE, ends_of, pieces
from core.writers.pdf.marks import BLANK_BEFORE, BLANK_BEHIND, FULL_WIDTH, squeezed

# The most that characters are spread to fill a line.
WIDEST_GAP = 500
# The same where words or an address take most of the line: ragged, it looks better than torn.
WIDEST_GAP_IN_WORDS = 200
# A mark squeezed of all its blank half looks as bad as characters spread by this.
SQUEEZED_LIKE_GAP = 75
# What stands between a Chinese character and a Latin one or a figure.
MIXED_GAP = 125
# The most that a space between words grows before the characters are spread.
WIDEST_SPACE = 250

_INSEPARABLE = re.compile(rf"[{LATIN}](?=[{LATIN}])|([—―…])(?=\1)")
# Where two scripts meet, with or without one typed space: 共12件, 共 12 件.
_MIXED = re.compile(rf"[{HAN}](?= ?[0-9A-Za-z])|[0-9A-Za-z%{RAISED_OR_LOWERED}](?= ?[{HAN}])")


class Run(NamedTuple):
    """Characters of a text, from `start` to `stop`, with the same space between any two.

    `left` is the distance of the first from the beginning of the line.
    """

    start: int
    stop: int
    left: float
    spacing: float


class RunningText:
    """A text without spaces at its ends, its characters' widths, and what may come between them.

    `tracking` comes between any two characters that may be parted; it may be negative. No run
    goes past the `seam`, where the face changes.
    """

    def __init__(self, text: str, widths: Sequence[float], tracking: float, seam: int = 0) -> None:
        self._text = text
        self._widths = widths
        self._tracking = tracking
        self._seam = seam
        count = len(text)
        # Of the gap behind each character: whether it can grow, and by how much it can shrink.
        self._grows = [True] * count
        for match in _INSEPARABLE.finditer(text):
            self._grows[match.start()] = False
        self._shrinks = [0.0] * count
        # What comes behind each character besides its width and the tracking.
        self._gaps = [0.0] * count
        self._halves: dict[int, float] = {}
        for i, character in enumerate(text):
            if widths[i] < FULL_WIDTH:
                continue
            if character in BLANK_BEHIND:
                self._halves[i] = widths[i] / 2
                self._shrinks[i] += widths[i] / 2
            elif i and character in BLANK_BEFORE:
                self._shrinks[i - 1] += widths[i] / 2
        for i, closer in squeezed(text, widths):
            self._gaps[i] -= closer
            self._shrinks[i] -= closer
        self._part_scripts()
        gaps = (own + tracking * grows for own, grows in zip(self._gaps, self._grows, strict=True))
        self._ends = ends_of(map(add, widths, gaps))
        self._shrinkable = ends_of(self._shrinks)

    def _part_scripts(self) -> None:
        """Has the same gap wherever two scripts meet, in place of a typed space too."""
        for match in _MIXED.finditer(self._text):
            behind = match.end()
            if self._text[behind] == " ":
                self._gaps[behind] += MIXED_GAP - self._widths[behind]
            else:
                self._gaps[behind - 1] += MIXED_GAP
                self._shrinks[behind - 1] += MIXED_GAP

    def lines(self, measure: float, indent: float) -> Iterator[tuple[int, int]]:
        """Start and end of each line; `indent` shortens the first one."""
        limit, whole = measure - indent + TOLERANCE, measure + TOLERANCE
        start = stop = 0
        for first, last in pieces(self._text, self._ends, limit, whole):
            if stop > start:
                excess = self._width(start, last) - limit
                if excess > 0 and not self._draws_in(start, stop, last, excess, limit):
                    yield start, stop
                    start, limit = first, whole
            else:
                start = first
            stop = last
        if stop > start:
            yield start, stop

    def _draws_in(self, start: int, stop: int, last: int, excess: float, limit: float) -> bool:
        """Whether a line that ends at `stop` also takes the piece that ends at `last`.

        It does where marks can give up the excess, if that looks better than the line stretched
        without the piece, or if the paragraph ends with it.
        """
        shrinkable = self._shrinkable[last - 1] - self._shrinkable[start]
        if excess > shrinkable:
            return False
        gap = (limit - self._width(start, stop)) / (sum(self._grows[start : stop - 1]) or 1)
        return last == len(self._text) or excess / shrinkable * SQUEEZED_LIKE_GAP < gap

    def _width(self, start: int, stop: int) -> float:
        """The width of a line, none of its marks squeezed but the last."""
        last_gap = self._tracking * self._grows[stop - 1] + self._gaps[stop - 1]
        return self._ends[stop] - self._ends[start] - last_gap - self._halves.get(stop - 1, 0.0)

    def runs(self, start: int, stop: int, measure: float) -> Iterator[Run]:
        """Where the characters of a line stand.

        It fills the measure unless it is the last or would be torn apart.
        """
        missing = measure - self._width(start, stop)
        spacing, share, space = self._tracking, 0.0, 0.0
        if missing < -TOLERANCE:
            share = missing / (self._shrinkable[stop - 1] - self._shrinkable[start] or inf)
        elif stop < len(self._text) and (growing := sum(self._grows[start : stop - 1])):
            if spaces := self._text.count(" ", start, stop - 1):
                space = min(missing / spaces, WIDEST_SPACE)
            gap = (missing - spaces * space) / growing
            is_words = 2 * growing < stop - start
            widest = WIDEST_GAP_IN_WORDS if is_words else WIDEST_GAP
            spacing, space = (spacing + gap, space) if gap <= widest else (spacing, 0.0)
        return self._runs(start, stop, spacing, share, space)

    def _runs(
        self, start: int, stop: int, spacing: float, share: float, space: float
    ) -> Iterator[Run]:
        """Runs end where a gap is not that of the others, and around Latin words."""
        first, left, here = start, 0.0, 0.0
        for i in range(start, stop - 1):
            is_word = not self._grows[first]
            own = self._gaps[i] + share * self._shrinks[i] + space * (self._text[i] == " ")
            here += self._widths[i] + spacing * self._grows[i] + own
            ends = self._grows[i] if is_word else not self._grows[i + 1]
            if ends or own or i + 1 == self._seam:
                yield Run(first, i + 1, left, 0.0 if is_word else spacing)
                first, left = i + 1, here
        yield Run(first, stop, left, spacing if self._grows[first] else 0.0)
