"""How tables are set, the same in every writer that sets pages; all measures are points."""

from __future__ import annotations

from core.document.blocks import Table

# Padding left and right of a cell's text; left-aligned labels get more.
PADDING = 1.0
LABEL_PADDING = 3.0
# Extra padding where another column has room to spare.
SPARE_PADDING = 1.0
# A number with a note takes about this many lines, if another column has room to spare.
FEW_LINES = 3
# The largest type with which a table fits on one page is taken; if none does, the first.
SIZES = (10.5, 10.0, 9.5, 9.0, 8.5, 8.0)
# What is left of the page goes above and below the text of each cell, up to a writer's limit.
LEAST_DEPTH = 1.5
# A number that is too wide for its column is set smaller, down to this, before it is broken.
SMALLEST = 6.0
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
