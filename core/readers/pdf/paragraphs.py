"""Lines to paragraphs: by indent, pitch, size, and whether a line goes to the right edge."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from core.chinese.numbering import heading_of
from core.readers.pdf.lines import Line, joined

INDENT = 1.3  # characters: so far set in begins a paragraph
FULL = 2.2  # characters that a line which goes on may lack at the right
WIDE_PITCH = 1.3  # times the pitch of lines: so far apart are two paragraphs
WIDE_MARGIN = 1.7  # times the left margin: so wide a right one is none
NARROW = 0.4  # of the page's width: no text is set so narrow
SAME_SIZE = 0.12
ENDS = ("。", "；", "：")  # of a paragraph before one with a number
DATE = re.compile(r"\d{4}年\d{1,2}月\d{1,2}日")
FIRST_WORD = re.compile(r"[!-~]*")


class Measure(NamedTuple):
    """The edges of the text of a document, and how far its lines are apart, in their size."""

    left: float
    right: float
    pitch: float


def measure_of(pages: Sequence[Sequence[Line]], width: float) -> Measure:
    """The measure of the lines of all pages of a width."""
    lines = [line for page in pages for line in page]
    if not lines:
        return Measure(0, 0, 0)
    enough = min(3, 1 + len(lines) // 8)
    lefts = Counter(round(line.left / 3) for line in lines)
    rights = Counter(round(line.right / 6) for line in lines)
    left = min((at for at, count in lefts.items() if count >= enough), default=min(lefts)) * 3.0
    right = max((at for at, count in rights.items() if count >= enough), default=max(rights)) * 6.0
    ends = sum(right - 6 <= line.right for line in lines)
    if width - right > WIDE_MARGIN * left and (ends < 3 or right - left < NARROW * width):
        right = width - left  # for no line is full
    pitches = sorted(
        (line.y - before.y) / line.size
        for page in pages
        for before, line in pairwise(page)
        if abs(line.size - before.size) <= SAME_SIZE * line.size
        and line.y - before.y < 4 * line.size
    )
    # A low one of them, for where paragraphs are short most lines are the first of one.
    return Measure(left, right, pitches[len(pitches) // 3] if pitches else 0)


def goes_on(before: Line, line: Line, measure: Measure, new_page: bool = False) -> bool:
    """Whether a line goes on with the paragraph of the line before."""
    size = line.size
    if abs(size - before.size) > SAME_SIZE * max(size, before.size):
        return False
    if line.left - measure.left > INDENT * size:
        return False
    if not new_page and line.y - before.y > max(WIDE_PITCH * measure.pitch, 1.1) * size:
        return False
    if before.text.endswith(ENDS) and heading_of(line.text):
        return False  # in a text of short paragraphs no line tells where the left edge is
    if DATE.fullmatch(before.text.strip()):
        return False  # a signature may end at the right edge
    word = len(FIRST_WORD.match(line.text)[0]) * size * 0.55  # type: ignore[index]
    return measure.right - before.right < max(FULL * size, word + size)


def is_centred(line: Line, measure: Measure) -> bool:
    """Whether a line stands in the middle and is short."""
    before, behind = line.left - measure.left, measure.right - line.right
    return before > INDENT * line.size and abs(before - behind) < INDENT * line.size


def text_of_lines(lines: Sequence[Line]) -> str:
    """The lines of a paragraph as one."""
    text = ""
    for line in lines:
        text = joined(text, line.text)
    return text
