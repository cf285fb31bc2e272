"""What stands on every page and is no part of the text: page numbers, running heads and feet."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from core.readers.pdf.frame import Box
from core.readers.pdf.lines import Line

EDGE = 0.14  # of the page's height, above and below: there it may stand
DEEPEST = 2  # lines from the edge
_SIDE = r"[-—–―－_·•~～\s]*+"
PAGE_NUMBER = re.compile(
    rf"{_SIDE}(?:第\s*+)?(?P<number>\d{{1,4}}+)\s*+页?[,，/／\s]*+(?:共?\s*+(?P<of>\d{{1,4}}+)\s*+页?)?{_SIDE}"
)
DIGITS = re.compile(r"\d+")


def without_furniture(pages: Sequence[tuple[Box, list[Line]]], filled: Sequence[list[Box]]) -> None:
    """Takes what belongs to the pages out of their lines.

    `filled` are the tables of each page: what stands between two of them is no furniture.
    """
    edges = [list(_edges(box, lines, boxes)) for (box, lines), boxes in zip(pages, filled)]  # noqa: B905
    often = Counter(key for lines in edges for key in {_key(line, where) for line, where in lines})
    enough = 2 if len(pages) < 4 else max(3, len(pages) // 3)
    numbers = Counter(
        number - index
        for index, lines in enumerate(edges)
        for number in {_number(line) for line, _ in lines}
        if number is not None
    )
    for index, ((_, lines), candidates) in enumerate(zip(pages, edges, strict=True)):
        for line, where in candidates:
            number = _number(line)
            bare = line.text.strip().isdigit()
            counted = number is not None and (
                not bare or numbers[number - index] > 1 or (len(pages) == 1 and number == 1)
            )
            paged = PAGE_NUMBER.fullmatch(line.text) and not bare
            if counted or paged or often[_key(line, where)] >= enough:
                lines.remove(line)


def _edges(page: Box, lines: list[Line], tables: list[Box]) -> Iterator[tuple[Line, str]]:
    """The outermost lines, with where they stand."""
    first = min((box.top for box in tables), default=page.bottom)
    last = max((box.bottom for box in tables), default=page.top)
    for line in lines[:DEEPEST]:
        if line.y < page.top + EDGE * page.height and line.y < first:
            yield line, "top"
    for line in lines[-DEEPEST:]:
        if line.y > page.bottom - EDGE * page.height and line.y > last:
            yield line, "bottom"


def _key(line: Line, where: str) -> tuple[str, str, int]:
    """What a running line has in common on all pages, whatever its numbers."""
    return DIGITS.sub("0", line.text), where, round(line.y / 4)


def _number(line: Line) -> int | None:
    match = PAGE_NUMBER.fullmatch(line.text)
    return int(match["number"]) if match and match["number"] else None
