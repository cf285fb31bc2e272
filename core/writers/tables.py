"""What writers ask of a composed table: its rows, and the headers of its figures."""

from __future__ import annotations

from collections.abc import Mapping

from core.document.blocks import Table, TableCell


def rows_of(table: Table) -> list[list[TableCell]]:
    """The cells that begin in each row, from left to right."""
    rows: list[list[TableCell]] = [[] for _ in range(table.rows)]
    for cell in sorted(table.cells, key=lambda cell: (cell.row, cell.column)):
        rows[cell.row].append(cell)
    return rows


def headers_of(table: Table) -> Mapping[TableCell, tuple[TableCell, ...]]:
    """The headers of each cell with data, outermost first: those above it, then those beside it.

    Above it are the rows of headers nearest to it and those on top of them, up to other data: one
    grid may be several tables with captions and headers of their own. A corner heads no data.
    """
    at = {
        (row, column): cell
        for cell in table.cells
        for row in range(cell.row, cell.row + cell.rows)
        for column in range(cell.column, cell.column + cell.columns)
    }
    return {cell: (*_above(cell, at), *_beside(cell, at)) for cell in table.cells if not cell.scope}


_Places = Mapping[tuple[int, int], TableCell]


def _above(cell: TableCell, at: _Places) -> list[TableCell]:
    found: dict[TableCell, None] = {}
    columns = range(cell.column, cell.column + cell.columns)
    for row in range(cell.row - 1, -1, -1):
        here = dict.fromkeys(at[row, column] for column in columns)
        heads = [other for other in here if other.scope == "Column"]
        if heads:
            found |= dict.fromkeys(heads)
        elif found:
            break
    return list(reversed(found))


def _beside(cell: TableCell, at: _Places) -> list[TableCell]:
    beside = dict.fromkeys(at[cell.row, column] for column in range(cell.column))
    return [other for other in beside if other.scope == "Row"]
