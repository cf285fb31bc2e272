"""Full-width marks: which half of them is blank, and how much two side by side stand closer.

The blank between two marks is halved wherever they stand: 》、《 and ），
(GB/T 15834-2011, 5.1.10).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

# Marks of mainland shape: those with a blank right half, and those with a blank left half.
# Question and exclamation marks are not among them: many faces centre them.
BLANK_BEHIND = "，。、；：”’）》〉】〕〗」』］｝"
BLANK_BEFORE = "（《〈【〔〖「『［｛“‘"
# A mark that is narrower, in thousandths of the type size, comes from a face in which its blank
# half is missing.
FULL_WIDTH = 900

_BEHIND, _BEFORE = re.escape(BLANK_BEHIND), re.escape(BLANK_BEFORE)
_PAIR = re.compile(f"[{_BEHIND}](?=[{_BEHIND}{_BEFORE}])|[{_BEFORE}](?=[{_BEFORE}])")


def squeezed(text: str, widths: Sequence[float]) -> Iterator[tuple[int, float]]:
    """The first mark of each pair, and how much closer the second one stands to it."""
    for match in _PAIR.finditer(text):
        first = match.start()
        if min(widths[first : first + 2]) >= FULL_WIDTH:
            yield first, widths[first] / 2


def squeezed_widths(text: str, advances: Mapping[int, float]) -> list[float]:
    """How far behind each character the next one begins, when they stand side by side."""
    widths = [advances[ord(character)] for character in text]
    for first, closer in squeezed(text, widths):
        widths[first] -= closer
    return widths


def placed_parts(text: str, advances: Mapping[int, float]) -> Iterator[tuple[float, str]]:
    """The text in parts between which two marks stand side by side, and where each begins."""
    start, left = 0, 0.0
    if _PAIR.search(text):
        widths = squeezed_widths(text, advances)
        for match in _PAIR.finditer(text):
            yield left, text[start : match.end()]
            left += sum(widths[start : match.end()])
            start = match.end()
    yield left, text[start:]
