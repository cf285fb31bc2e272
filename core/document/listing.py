"""Lists that print as a table: one entry of running text a row."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from core.document.blocks import Table, TableCell
from core.record import record


@record
class ListColumn:
    """A column of a list; `width` is relative. One that `names` the entries heads their rows."""

    label: str
    width: int
    names: bool = False


def list_table(
    title: str,
    columns: Sequence[ListColumn],
    entries: Iterable[tuple[str, ...]],
    by_hand: bool = False,
) -> Table:
    """The entries, each a row with one text for each column, below a header."""
    cells = [TableCell(column.label, 0, i, scope="Column") for i, column in enumerate(columns)]
    row = 0
    for row, entry in enumerate(entries, 1):
        for i, (column, text) in enumerate(zip(columns, entry, strict=True)):
            cells.append(TableCell(text, row, i, scope="Row" if column.names else None))
    widths = tuple(column.width for column in columns)
    return Table(title, row + 1, widths, 1, tuple(cells), is_list=True, by_hand=by_hand)
