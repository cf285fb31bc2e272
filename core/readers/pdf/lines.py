"""Characters to lines of text, as they are read."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from core.readers.pdf.glyphs import Glyph

SAME_LINE = 0.45  # of the size that two characters of a line may stand higher or lower
LATIN_GAP = 0.25  # of the size: so far apart stand Latin words and numbers that have no space
DIGIT_GAP = 0.15  # the same of digits: what stands so far apart may be two numbers
NUMBERS = re.compile(r"[-+]?\d[-+\d., ]*")
WIDE_GAP = 1.5  # of the size: so far apart stand other characters that are not one word


class Line(NamedTuple):
    """A line of text with the box of its ink; `y` is its middle."""

    text: str
    left: float
    right: float
    y: float
    size: float
    glyphs: tuple[Glyph, ...]

    @property
    def top(self) -> float:
        """Where it begins."""
        return self.y - self.size / 2

    @property
    def bottom(self) -> float:
        """Where it ends."""
        return self.y + self.size / 2


def lines_of(glyphs: Iterable[Glyph]) -> list[Line]:
    """The lines that glyphs make up, from the top down. Spaces make none."""
    rows: list[list[Glyph]] = []
    y = size = 0.0
    spaces = []
    for glyph in sorted(glyphs, key=lambda glyph: glyph.y):
        if glyph.blank:
            spaces.append(glyph)
            continue
        if not rows or glyph.y - y > SAME_LINE * max(size, glyph.size):
            rows.append([])
            size = 0.0
        row = rows[-1]
        row.append(glyph)
        y = row[0].y if len(row) == 1 else (y * (len(row) - 1) + glyph.y) / len(row)
        size = max(size, glyph.size)
    _put_spaces(rows, spaces)
    return [_line(row) for row in rows]


def line_of(glyphs: Sequence[Glyph]) -> Line:
    """The one line that glyphs make up, one of them no space."""
    return _line(glyphs)


def _put_spaces(rows: list[list[Glyph]], spaces: list[Glyph]) -> None:
    """Puts each space into the line it stands in, if any."""
    at = 0
    for space in spaces:  # from the top down, as the rows are
        while at + 1 < len(rows) and abs(rows[at + 1][0].y - space.y) <= abs(
            rows[at][0].y - space.y
        ):
            at += 1
        if rows and abs(rows[at][0].y - space.y) <= SAME_LINE * max(space.size, rows[at][0].size):
            rows[at].append(space)


def _line(glyphs: Sequence[Glyph]) -> Line:
    inked = sorted(glyphs, key=lambda glyph: (glyph.x, glyph.right))
    while inked[0].blank:
        inked.pop(0)
    while inked[-1].blank:
        inked.pop()
    shown = [glyph for glyph in inked if not glyph.blank]
    pieces = [inked[0].text]
    for previous, glyph in pairwise(inked):
        if glyph.blank:
            glyph = glyph._replace(text=" ")
            if previous.blank:
                continue
        elif not previous.blank and _apart(previous, glyph):
            pieces.append(" ")
        pieces.append(glyph.text)
    sizes = Counter(round(glyph.size, 1) for glyph in shown)
    return Line(
        "".join(pieces),
        min(glyph.left for glyph in shown),
        max(glyph.right for glyph in shown),
        sum(glyph.y for glyph in shown) / len(shown),
        max(sizes, key=sizes.__getitem__),  # most_common would import heapq
        tuple(inked),
    )


def _apart(glyph: Glyph, other: Glyph) -> bool:
    narrow = not wide(glyph.text) and not wide(other.text)
    needed = LATIN_GAP if narrow else WIDE_GAP
    if glyph.text.isdecimal() and other.text.isdecimal():
        needed = DIGIT_GAP
    return other.left - glyph.right > needed * max(glyph.size, other.size)


def wide(text: str) -> bool:
    """Whether a character is Chinese, or as wide."""
    return unicodedata.east_asian_width(text[0]) in "WF" or text in "“”‘’…—·"


def joined(text: str, more: str) -> str:
    """Two lines as one: a space between them only where both are Latin."""
    if not text or not more:
        return text + more
    space = not wide(text[-1]) and not wide(more[0]) and text[-1] != " " and more[0] != " "
    return text + (" " if space else "") + more


def text_of(glyphs: Sequence[Glyph]) -> str:
    """The text of a cell, its lines parted by newlines; one below the other is one line."""
    lies = Counter(glyph.quarters for glyph in glyphs if not glyph.blank)
    if not lies:
        return ""
    quarters = max(lies, key=lies.__getitem__)
    if quarters:
        glyphs = [
            (glyph if glyph.quarters == quarters else glyph._replace(quarters=quarters)).turned()
            for glyph in glyphs
        ]
    lines = lines_of(glyphs)
    if not quarters and _is_one_column(lines):
        return "".join(line.text for line in lines)
    if not quarters and (columns := _columns_of(glyphs)) is not None:
        return columns
    return "\n".join(line.text for line in lines)


def numbers_below_one_another(text: str) -> bool:
    """Whether more than one line is numbers: one broken, or several rows that no line parts."""
    return sum(bool(NUMBERS.fullmatch(line)) for line in text.split("\n")) > 1


def _is_one_column(lines: Sequence[Line]) -> bool:
    """Whether most lines are one Chinese character, and the others have the same middle.

    Those are a number with its mark, or what stands in brackets: 三、and （续）.
    """
    single = [line for line in lines if len(line.glyphs) == 1 and wide(line.text)]
    middle = sum(line.left + line.right for line in single[:1]) / 2
    return len(single) > len(lines) / 2 and all(
        abs((line.left + line.right) / 2 - middle) <= SAME_LINE / 2 * line.size for line in lines
    )


def _columns_of(glyphs: Sequence[Glyph]) -> str | None:
    """The text where it is written downwards, in columns from the right; None where it is not."""
    shown = [glyph for glyph in glyphs if not glyph.blank]
    downwards = sum(
        abs(glyph.x - before.x) <= SAME_LINE * glyph.size
        and 0.5 * glyph.size < glyph.y - before.y < 2.5 * glyph.size
        for before, glyph in pairwise(shown)
    )
    letters = sum(wide(glyph.text) for glyph in shown)
    if len(shown) < 2 or downwards < 0.6 * (len(shown) - 1) or letters < 0.6 * len(shown):
        return None
    columns: list[list[Glyph]] = []
    for glyph in sorted(shown, key=lambda glyph: -glyph.x):
        if not columns or columns[-1][0].x - glyph.x > 0.8 * glyph.size:
            columns.append([])
        columns[-1].append(glyph)
    return "".join("".join(line.text for line in lines_of(column)) for column in columns)
