"""Which cells of a table are shown, and where: merges, skipped columns, deleted rows and cells."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from core.readers.word.pieces import Place
from core.readers.word.xml import Element, attribute, child, is_on, name_of, number

MOST_ROWS = 2_000
MOST_COLUMNS = 100
_WRAPPERS = {"sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo"}


class Placed(NamedTuple):
    """A cell and its place; `asks` says that it holds nothing but the words that ask to fill it."""

    element: Element
    place: Place
    asks: bool


class _Merge:
    """A cell on the way, which those below or beside it may go on."""

    def __init__(self, element: Element, row: int, column: int, columns: int, asks: bool) -> None:
        self.element, self.asks = element, asks
        self.row, self.column, self.columns = row, column, columns
        self.rows = 1

    def placed(self) -> Placed:
        place = Place(self.row, self.column, self.rows, self.columns)
        return Placed(self.element, place, self.asks)


def placed(table: Element, left_out: Counter[str]) -> list[Placed]:
    """The cells of a table, those that merely go on with another left out.

    A table has at most 2,000 rows of 100 columns; `left_out` counts what is beyond, and what was
    deleted or hidden.
    """
    merges: list[_Merge] = []
    above: dict[int, _Merge] = {}  # by its first column, what a cell below may go on with
    row = 0
    for element, _ in _inner(table, "tr"):
        properties = child(element, "trPr")
        if child(properties, "del") is not None:
            left_out["del"] += 1
        elif is_on(child(properties, "hidden")):
            left_out["vanish"] += 1
        elif row == MOST_ROWS:
            left_out["beyond"] += 1
        else:
            above = _place_row(element, row, above, merges, left_out)
            row += 1
    return [merge.placed() for merge in merges]


def _place_row(
    element: Element,
    row: int,
    above: dict[int, _Merge],
    merges: list[_Merge],
    left_out: Counter[str],
) -> dict[int, _Merge]:
    """Puts the cells of a row among the merges; gives what the next row may go on with."""
    below: dict[int, _Merge] = {}
    last: _Merge | None = None
    column = _span(child(element, "trPr", "gridBefore"), 0)
    for cell, asks in _inner(element, "tc"):
        properties = child(cell, "tcPr")
        if child(properties, "cellDel") is not None:
            left_out["del"] += 1
            continue
        columns = min(_span(child(properties, "gridSpan"), 1), MOST_COLUMNS - column)
        if columns <= 0:
            left_out["beyond"] += 1
            break
        upper = above.get(column) if _goes_on(properties, "vMerge") else None
        if last and _goes_on(properties, "hMerge"):
            if last.row == row:  # else the whole row of it was counted above
                last.columns += columns
        elif upper and upper.columns == columns:
            upper.rows += 1
            last = below[column] = upper
        else:
            last = below[column] = _Merge(cell, row, column, columns, asks)
            merges.append(last)
        column += columns
    return below


def _goes_on(properties: Element | None, kind: str) -> bool:
    """Whether a cell is the rest of the one above (vMerge) or before (hMerge)."""
    merge = child(properties, kind)
    return merge is not None and attribute(merge) != "restart"


def _span(element: Element | None, least: int) -> int:
    return max(least, number(attribute(element), MOST_COLUMNS if attribute(element) else least))


def _inner(parent: Element, wanted: str, asks: bool = False) -> Iterator[tuple[Element, bool]]:
    """The rows of a table or the cells of a row, also those within content controls."""
    for element in parent:
        name = name_of(element)
        if name == wanted:
            yield element, asks
        elif name in _WRAPPERS:
            asked = bool(is_on(child(element, "sdtPr", "showingPlcHdr")))
            yield from _inner(element, wanted, asks or asked)
