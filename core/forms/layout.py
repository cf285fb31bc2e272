"""A section's tables as the grid that the form prints: merged headers, row groups, spans.

Decided once, here, for the window and for the page. Positions count from 0, heading rows and
label columns included.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property, lru_cache
from itertools import accumulate, groupby, pairwise
from typing import Literal

from core.forms.definition import Cell, Column, Form, Row, Table
from core.record import record

SlotRole = Literal["caption", "corner", "column_header", "row_header", "cell"]
Direction = Literal["left", "right", "up", "down", "next", "previous"]


@record
class Slot:
    """One printed rectangle of a grid: a heading (with its text) or a cell."""

    row: int
    column: int
    rows: int = 1
    columns: int = 1
    role: SlotRole = "cell"
    text: str = ""
    cell: Cell | None = None


@record
class Grid:
    """Slots that tile `rows` × `len(widths)` without gap or overlap.

    `widths` are relative; the first `header_rows` rows repeat where the grid breaks across
    pages.
    """

    rows: int
    widths: tuple[int, ...]
    header_rows: int
    slots: tuple[Slot, ...]

    @cached_property
    def cell_rows(self) -> tuple[tuple[Slot, ...], ...]:
        """The cells, row by row from left to right; rows of headings alone are left out."""
        cells = sorted((s for s in self.slots if s.cell), key=lambda s: (s.row, s.column))
        return tuple(tuple(row) for _, row in groupby(cells, key=lambda slot: slot.row))

    def neighbour(self, cell_id: str, direction: Direction) -> Slot | None:
        """The cell a key leads to, headings skipped; None at the edge.

        `next` and `previous` go on along the following or preceding row, as Tab does.
        """
        here = self.by_cell[cell_id]
        rows = self.cell_rows
        r = next(i for i, row in enumerate(rows) if here in row)
        c = rows[r].index(here)
        match direction:
            case "left" | "right":
                c += 1 if direction == "right" else -1
                return rows[r][c] if 0 <= c < len(rows[r]) else None
            case "up" | "down":
                r += 1 if direction == "down" else -1
                if not 0 <= r < len(rows):
                    return None
                return min(rows[r], key=lambda slot: _distance(slot, here))
            case "next" | "previous":
                cells = [slot for row in rows for slot in row]
                i = cells.index(here) + (1 if direction == "next" else -1)
                return cells[i] if 0 <= i < len(cells) else None

    @cached_property
    def by_cell(self) -> dict[str, Slot]:
        """The slot of each cell id."""
        return {slot.cell.id: slot for slot in self.slots if slot.cell}

    @cached_property
    def by_position(self) -> dict[tuple[int, int], Slot]:
        """The slot that covers each (row, column)."""
        return {
            (row, column): slot
            for slot in self.slots
            for row in range(slot.row, slot.row + slot.rows)
            for column in range(slot.column, slot.column + slot.columns)
        }


@lru_cache(maxsize=32)
def grids_of(form: Form, section_id: str) -> tuple[Grid, ...]:
    """The grids of one section: its joined tables as one, every other table by itself."""
    section = next(section for section in form.sections if section.id == section_id)
    grids: list[Grid] = []
    joined = [table for table in section.tables if table.joined]
    if joined:
        grids.append(_stack([_table_grid(form, table) for table in joined]))
    grids += [_table_grid(form, t) for t in section.tables if not t.joined]
    return tuple(grids)


def _distance(slot: Slot, other: Slot) -> int:
    """How many grid columns lie between two slots; 0 where one is below the other."""
    return max(
        slot.column - other.column - other.columns + 1,
        other.column - slot.column - slot.columns + 1,
        0,
    )


def _table_grid(form: Form, table: Table) -> Grid:
    return _one_row(form, table) if table.side_by_side else _crossed(form, table)


def _crossed(form: Form, table: Table) -> Grid:
    """A table with rows down and columns across, its caption above."""
    caption = 1 if table.caption else 0
    labels = len(table.label_widths)
    columns = [(*column.under, column.label) for column in table.columns]
    head = max(map(len, columns))
    top = caption + head
    slots = [Slot(caption, 0, head, labels, "corner", table.corner)]
    slots += _merged(columns, head, caption, labels, "column_header")
    paths = [(*row.under, row.label) for row in table.rows]
    slots += [_turned(slot) for slot in _merged(paths, labels, 0, top, "row_header")]
    slots += [
        Slot(top + r, labels + c, cell=_cell(form, table, row, column))
        for r, row in enumerate(table.rows)
        for c, column in enumerate(table.columns)
    ]
    widths = table.label_widths + table.column_widths
    if caption:
        slots.insert(0, Slot(0, 0, 1, len(widths), "caption", table.caption))
    return Grid(top + len(table.rows), widths, top, tuple(slots))


def _one_row(form: Form, table: Table) -> Grid:
    """A table whose rows stand side by side, each row's labels above its columns."""
    pairs = [(row, column) for row in table.rows for column in table.columns]
    paths = [(*row.under, row.label, *column.under, column.label) for row, column in pairs]
    head = max(map(len, paths))
    slots = _merged(paths, head, 0, 0, "column_header")
    slots += [Slot(head, i, cell=_cell(form, table, *pair)) for i, pair in enumerate(pairs)]
    return Grid(head + 1, table.column_widths * len(table.rows), head, tuple(slots))


def _cell(form: Form, table: Table, row: Row, column: Column) -> Cell:
    return form.cells[f"{table.id}.{row.id}.{column.id}"]


def _merged(
    paths: Sequence[tuple[str, ...]], depth: int, top: int, left: int, role: SlotRole
) -> list[Slot]:
    """Headings for paths side by side, `depth` levels deep: equal neighbours merge.

    The last heading of a path reaches down to the lowest level.
    """
    slots: list[Slot] = []
    for level in range(depth):
        start = 0
        while start < len(paths):
            path = paths[start]
            end = start + 1
            while end < len(paths) and paths[end][: level + 1] == path[: level + 1]:
                end += 1
            if level < len(path):
                reach = depth - level if level == len(path) - 1 else 1
                slots.append(Slot(top + level, left + start, reach, end - start, role, path[level]))
            start = end
    return slots


def _turned(slot: Slot) -> Slot:
    """The slot with rows and columns exchanged."""
    return replace(slot, row=slot.column, column=slot.row, rows=slot.columns, columns=slot.rows)


def _stack(grids: Sequence[Grid]) -> Grid:
    """Grids of one total width, one below the other as one continuous grid.

    The grid lines of all of them together become its columns, so that a table of three columns
    and one of four line up exactly.
    """
    edges = sorted({edge for grid in grids for edge in accumulate(grid.widths, initial=0)})
    index = {edge: i for i, edge in enumerate(edges)}
    slots: list[Slot] = []
    top = 0
    for grid in grids:
        at = list(accumulate(grid.widths, initial=0))
        for slot in grid.slots:
            first, last = index[at[slot.column]], index[at[slot.column + slot.columns]]
            slots.append(replace(slot, row=top + slot.row, column=first, columns=last - first))
        top += grid.rows
    widths = tuple(right - left for left, right in pairwise(edges))
    return Grid(top, widths, 0, tuple(slots))
