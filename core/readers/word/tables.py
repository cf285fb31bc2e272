"""Which cells of a table are shown, and where: merges, skipped columns, deleted rows and cells."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate, chain, pairwise
from typing import NamedTuple

from core.readers.word.pieces import Place
from core.readers.word.xml import Element, attribute, child, is_on, name_of, number

MOST_ROWS = 2_000
MOST_COLUMNS = 100
_SAME_EDGE = 60  # twips, a millimetre, by which the edges of two cells may differ
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


@dataclass
class _Row:
    """A row that is shown: its cells, how many columns each takes and are before them."""

    cells: list[tuple[Element, bool]]  # and whether it asks to be filled in
    spans: list[int]
    before: int
    widths: list[int]  # of what is before the cells, and of each, in twips; 0 where not said


def placed(table: Element, left_out: Counter[str]) -> list[Placed]:
    """The cells of a table, those that merely go on with another left out.

    A table has at most 2,000 rows of 100 columns; `left_out` counts what is beyond, and what was
    deleted or hidden.
    """
    rows = list(_rows(table, left_out))
    if len({row.before + sum(row.spans) for row in rows}) > 1:
        _span_by_width(rows)
    merges: list[_Merge] = []
    above: dict[int, _Merge] = {}  # by its first column, what a cell below may go on with
    for at, row in enumerate(rows):
        above = _place_row(row, at, above, merges, left_out)
    return [merge.placed() for merge in merges]


def _rows(table: Element, left_out: Counter[str]) -> Iterator[_Row]:
    count = 0
    for element, _ in _inner(table, "tr"):
        properties = child(element, "trPr")
        if child(properties, "del") is not None:
            left_out["del"] += 1
        elif is_on(child(properties, "hidden")):
            left_out["vanish"] += 1
        elif count == MOST_ROWS:
            left_out["beyond"] += 1
        else:
            count += 1
            yield _row(element, properties, left_out)


def _row(element: Element, properties: Element | None, left_out: Counter[str]) -> _Row:
    cells = []
    spans = []
    before = child(properties, "gridBefore")
    widths = [_width(child(properties, "wBefore"))]
    for cell, asks in _inner(element, "tc"):
        own = child(cell, "tcPr")
        if child(own, "cellDel") is not None:
            left_out["del"] += 1
            continue
        cells.append((cell, asks))
        spans.append(_span(child(own, "gridSpan"), 1))
        widths.append(_width(child(own, "tcW")))
    return _Row(cells, spans, _span(before, 0), widths)


def _width(element: Element | None) -> int:
    return number(attribute(element, "w")) if attribute(element, "type") in ("", "dxa") else 0


def _span_by_width(rows: list[_Row]) -> None:
    """Counts the columns by the edges of the cells, where rows do not say how many they take.

    So Word shows them. It needs the widths of all cells, and rows that are equally wide.
    """
    if not all(all(row.widths[1:]) for row in rows):
        return
    edges = [list(accumulate(row.widths)) for row in rows]
    ends = [row_edges[-1] for row_edges in edges]
    if max(ends) - min(ends) > _SAME_EDGE:
        return
    known = sorted({0, *chain.from_iterable(edges)})
    columns = {known[0]: 0}
    for last, edge in pairwise(known):
        columns[edge] = columns[last] + (edge - last > _SAME_EDGE)
    for row, row_edges in zip(rows, edges, strict=True):
        row.before = columns[row_edges[0]]
        row.spans = [max(1, columns[right] - columns[left]) for left, right in pairwise(row_edges)]


def _place_row(
    row: _Row, at: int, above: dict[int, _Merge], merges: list[_Merge], left_out: Counter[str]
) -> dict[int, _Merge]:
    """Puts the cells of a row among the merges; gives what the next row may go on with."""
    below: dict[int, _Merge] = {}
    last: _Merge | None = None
    column = row.before
    for (cell, asks), columns in zip(row.cells, row.spans, strict=True):
        columns = min(columns, MOST_COLUMNS - column)
        if columns <= 0:
            left_out["beyond"] += 1
            break
        properties = child(cell, "tcPr")
        upper = above.get(column) if _goes_on(properties, "vMerge") else None
        if last and _goes_on(properties, "hMerge"):
            if last.row == at:  # else it was counted in the row above
                last.columns += columns
        elif upper and upper.columns == columns:
            upper.rows += 1
            last = below[column] = upper
        else:
            last = below[column] = _Merge(cell, at, column, columns, asks)
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
