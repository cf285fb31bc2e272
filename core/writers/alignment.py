"""Where the text of a table's cells stands, the same in every writer that sets pages."""

from __future__ import annotations

from core.document.blocks import Table

# A table with a row label of more characters than this has its row labels set to the left.
LONG_LABEL = 12


def left_labels(table: Table) -> int:
    """The column that row labels set to the left end at: the first with data; 0 if none are."""
    column = min((cell.column for cell in table.cells if not cell.scope), default=0)
    is_long = any(
        len(cell.text) > LONG_LABEL
        for cell in table.cells
        if cell.scope == "Row" and cell.column + cell.columns == column
    )
    return column if is_long else 0
