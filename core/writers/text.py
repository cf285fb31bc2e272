"""Report to plain text, to be pasted anywhere: a line a paragraph, and a line a row of a table.

The cells of a row stand between tabs, as a spreadsheet takes them from the clipboard; a cell over
several rows or columns stands in the first of each.
"""

from __future__ import annotations

from collections.abc import Iterator

from core.document.blocks import Block, Document, Heading, Table
from core.document.compose import compose
from core.report.report import Report


def text_bytes(report: Report) -> bytes:
    """The content of the text file, marked as UTF-8 for the editors that would guess else."""
    return text_of(compose(report)).encode("utf-8-sig")


def text_of(document: Document) -> str:
    """The document's lines. Its watermark stands above them, an empty line before a heading."""
    lines = [f"【{document.watermark}】"] if document.watermark else []
    for block in document.blocks:
        lines += _lines(block)
    return "\n".join(lines) + "\n"


def _lines(block: Block) -> Iterator[str]:
    match block:
        case Table():
            yield from _rows(block)
        case Heading():
            yield ""
            yield block.text
        case _:
            yield block.text


def _rows(table: Table) -> Iterator[str]:
    rows = [[""] * len(table.widths) for _ in range(table.rows)]
    for cell in table.cells:
        rows[cell.row][cell.column] = " ".join(cell.text.split())
    yield from ("\t".join(row) for row in rows)
