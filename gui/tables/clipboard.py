"""Blocks of cells as spreadsheets put them on the clipboard: tabs, newlines, quotes."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from PySide6.QtCore import QMimeData

from core.forms.layout import Grid, Slot
from core.refusal import Refused

Block = list[list[str]]


class PasteRefused(Refused):
    """The block does not fit where it would go."""


def read_block(text: str) -> Block:
    """The rows of a copied block, each as long as the longest; at least one cell.

    Raises PasteRefused where it is no block.
    """
    lines = io.StringIO(text.replace("\r\n", "\n").replace("\r", "\n"))
    try:
        rows = [row or [""] for row in csv.reader(lines, delimiter="\t")] or [[""]]
    except csv.Error as error:
        raise PasteRefused("没有粘贴：剪贴板里的不是表格数字，请重新复制。") from error
    width = max(map(len, rows))
    return [row + [""] * (width - len(row)) for row in rows]


def write_block(block: Block) -> str:
    """The block as Excel and WPS paste it."""
    out = io.StringIO()
    csv.writer(out, delimiter="\t", lineterminator="\n").writerows(block)
    return out.getvalue()


def place_block(block: Block, grid: Grid, first: str) -> dict[str, str]:
    """The block's texts by cell id, its corner on the cell `first`.

    Rows of headings are passed over. Raises PasteRefused where the block reaches out of the
    table.
    """
    rows = grid.cell_rows
    here = grid.by_cell[first]
    top = next(i for i, row in enumerate(rows) if here in row)
    left = rows[top].index(here)
    texts: dict[str, str] = {}
    for i, line in enumerate(block):
        slots = rows[top + i][left:] if top + i < len(rows) else ()
        if len(line) > len(slots):
            raise PasteRefused(
                f"没有粘贴：要粘贴的有{len(block)}行{len(line)}列，从这一格起放不下；"
                "请选好左上角的格，或少复制一些。"
            )
        texts |= {slot.cell.id: text for slot, text in zip(slots, line, strict=False) if slot.cell}
    return texts


def cut_block(block: Block, cells: Sequence[Sequence[Slot]]) -> dict[str, str]:
    """What of a block falls on cells, given row by row, by cell id; the corners lie together."""
    return {
        slot.cell.id: text
        for line, row in zip(block, cells, strict=False)
        for text, slot in zip(line, row, strict=False)
        if slot.cell
    }


def holds_table(data: QMimeData | None) -> bool:
    """Whether a table of a web page or a document was copied."""
    return data is not None and data.hasHtml() and "<table" in data.html().lower()
