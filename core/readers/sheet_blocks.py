"""A sheet to paragraphs and grids, for a sheet has both in its cells and does not tell them apart.

A row with one text in it is a paragraph unless it belongs to the rows around it: by its lines, or
where the sheet has none by the figures that follow it. Rows that are blank part nothing, for
tables have such too.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from itertools import pairwise

from core.readers.contents import Block, Grid, GridCell, Paragraph
from core.readers.sheet import Sheet, SheetCell, too_many
from core.readers.spaces import without_held
from core.readers.text.typed import with_typed_tables
from core.record import record

MOST_SLOTS = 200_000  # places in the grids of a sheet; 30 rows of 10 columns are usual
LONGEST_LABEL = 60  # characters; a longer text alone in its row is a paragraph, lines or not
_FIGURE = re.compile(r"[-+]?[0-9０-９.,，]+|[/／—－-]+")
BLANK = SheetCell("")
_ENDS = ("。", "：", "；", ":", "！")  # of a paragraph


@record
class _Item:
    """A cell that shows something, or cells that are merged, by the places that are shown."""

    cell: SheetCell
    row: int
    column: int
    rows: int = 1
    columns: int = 1

    @property
    def text(self) -> str:
        return self.cell.text


def sheet_blocks(sheet: Sheet, where: str) -> list[Block]:
    """The blocks of a sheet, all standing at `where`. Raises OfficeRefused for one too large."""
    rows = sorted({row for row, _ in sheet.cells if sheet.shows_row(row)})
    columns = sorted({column for _, column in sheet.cells if sheet.shows_column(column)})
    items, blanks, ruled = _items(sheet, rows, columns)
    return with_typed_tables(list(_Layout(items, blanks, ruled).blocks(where)), where)


def _items(
    sheet: Sheet, rows: list[int], columns: list[int]
) -> tuple[list[_Item], list[_Item], set[tuple[int, int]]]:
    """What shows something, in reading order, what is merged and blank, and blank ruled places."""
    items: list[_Item] = []
    blanks: list[_Item] = []
    ruled: set[tuple[int, int]] = set()
    covered: set[tuple[int, int]] = set()
    slots_left = MOST_SLOTS
    for area in sheet.merged:
        top, bottom = bisect_left(rows, area.top), bisect_left(rows, area.bottom + 1)
        left, right = bisect_left(columns, area.left), bisect_left(columns, area.right + 1)
        slots_left -= (bottom - top) * (right - left)
        if slots_left < 0:
            raise too_many()
        slots = {(row, column) for row in range(top, bottom) for column in range(left, right)}
        if not slots or slots & covered:
            continue
        covered |= slots
        cell = sheet.cells.get((area.top, area.left), BLANK)
        item = _Item(cell, top, left, bottom - top, right - left)
        if cell.text or cell.doubt:
            items.append(item)
        else:
            blanks.append(item)
            ruled |= {(row, left) for row in range(top, bottom) if cell.style.bordered}
    row_places = {row: place for place, row in enumerate(rows)}
    column_places = {column: place for place, column in enumerate(columns)}
    for (row, column), cell in sheet.cells.items():
        place = row_places.get(row, -1), column_places.get(column, -1)
        if min(place) < 0 or place in covered:
            continue
        if cell.text.strip() or cell.doubt:
            items.append(_Item(cell, *place))
        elif cell.style.bordered:
            ruled.add(place)
    return sorted(items, key=lambda item: (item.row, item.column)), blanks, ruled


class _Layout:
    """The items of a sheet, row by row."""

    def __init__(
        self, items: list[_Item], blanks: list[_Item], ruled: set[tuple[int, int]]
    ) -> None:
        self._blanks = blanks
        self._rows: dict[int, list[_Item]] = {}
        for item in items:
            self._rows.setdefault(item.row, []).append(item)
        used = {item.column for item in items}
        last = max((item.column + item.columns for item in items), default=0)
        self._width = last - min(used, default=0)
        self._ruled_rows = {row for row, column in ruled if column in used}
        self._has_lines = any(item.cell.style.bordered for item in items)
        hanging = {
            row for item in items if item.rows > 1 for row in range(item.row, item.row + item.rows)
        }
        self._tabular = {
            row
            for row, found in self._rows.items()
            if len(found) > 1
            or found[0].cell.is_number
            or row in hanging
            or row in self._ruled_rows
        }

    def blocks(self, where: str) -> Iterator[Block]:
        gathered: list[_Item] = []
        in_tables = self._rows_of_tables()
        for row, found in self._rows.items():
            if row in in_tables:
                gathered += found
                continue
            yield from _grid(gathered, self._blanks, where)
            gathered = []
            yield from _paragraphs(found[0].cell, where)
        yield from _grid(gathered, self._blanks, where)

    def _rows_of_tables(self) -> set[int]:
        """The rows with several cells, and those with one that belong to them."""
        order = list(self._rows)
        beside = {row for pair in pairwise(order) for row in pair if self._tabular & set(pair)}
        tabular = sorted(self._tabular)
        joined = set(self._tabular)
        for row in order:
            item = self._rows[row][0]
            if row in joined or len(item.text) > LONGEST_LABEL:
                continue
            if self._has_lines:
                belongs = item.cell.style.bordered and row in beside
            else:
                place = bisect_left(tabular, row)
                inside = 0 < place < len(tabular) and item.columns < self._width
                prose = item.text.rstrip().endswith(_ENDS)
                # Headings of a table that begins have figures nowhere beside them.
                belongs = inside and not prose and self._has_figure(tabular[place])
            if belongs:
                joined.add(row)
        return joined

    def _has_figure(self, row: int) -> bool:
        return any(
            item.cell.is_number or _FIGURE.fullmatch(item.text.strip()) for item in self._rows[row]
        )


def _paragraphs(cell: SheetCell, where: str) -> Iterator[Paragraph]:
    for line in cell.text.split("\n"):
        _, text = without_held(line)
        if text:
            yield Paragraph(text, where, centred=cell.style.centred, typed=line)


def _grid(items: list[_Item], blanks: list[_Item], where: str) -> Iterator[Grid]:
    """The items as a grid of the rows and columns in which one begins, blanks between them."""
    if not items:
        return
    rows = sorted({item.row for item in items})
    columns = sorted({item.column for item in items})
    if len(rows) * len(columns) > MOST_SLOTS:
        raise too_many()
    cells = []
    free = {(row, column) for row in range(len(rows)) for column in range(len(columns))}
    for item in (*items, *blanks):
        top, bottom = _between(rows, item.row, item.rows)
        left, right = _between(columns, item.column, item.columns)
        slots = {(r, c) for r in range(top, bottom) for c in range(left, right)}
        if not slots:
            continue  # blank, and outside of this grid
        free -= slots
        lines = list(_lines(item.text))
        text = "\n".join(line for line, _ in lines)
        held = lines[0][1] if lines else 0.0
        indent = item.cell.style.indent + round(held)
        cells.append(GridCell(text, top, left, bottom - top, right - left, item.cell.doubt, indent))
    cells += (GridCell("", row, column) for row, column in free)
    yield Grid(tuple(sorted(cells, key=lambda cell: (cell.row, cell.column))), where)


def _between(lines: list[int], start: int, count: int) -> tuple[int, int]:
    return bisect_left(lines, start), bisect_left(lines, start + count)


def _lines(text: str) -> Iterable[tuple[str, float]]:
    """The lines of a cell that have text, each with how far it is set in by spaces."""
    for line in text.split("\n"):
        held, plain = without_held(line)
        if plain:
            yield plain, held
