"""The borders of a table whose cells span rows and columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from core.document.blocks import Table


def borders_of(
    table: Table, xs: Sequence[float], ys: Sequence[float]
) -> Iterator[tuple[float, float, float, float]]:
    """The lines around all cells, each as long as it can be, from (x, y) to (x, y).

    `xs` and `ys` are the places of all column and row borders.
    """
    owners = {
        (row, column): number
        for number, cell in enumerate(table.cells)
        for row in range(cell.row, cell.row + cell.rows)
        for column in range(cell.column, cell.column + cell.columns)
    }
    rows, columns = range(table.rows), range(len(table.widths))
    for row in range(table.rows + 1):
        drawn = [owners.get((row - 1, c)) != owners.get((row, c)) for c in columns]
        for start, end in _runs(drawn):
            yield xs[start], ys[row], xs[end], ys[row]
    for column in range(len(table.widths) + 1):
        drawn = [owners.get((r, column - 1)) != owners.get((r, column)) for r in rows]
        for start, end in _runs(drawn):
            yield xs[column], ys[start], xs[column], ys[end]


def _runs(flags: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """Start and end of each run of true values."""
    place = 0
    for value, run in groupby(flags):
        start, place = place, place + len(list(run))
        if value:
            yield start, place
