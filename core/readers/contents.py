"""What readers of foreign files give: paragraphs and grids in reading order, and where they stood.

Readers know nothing of the form, and the matcher (`core.matching`) nothing of files. Between them
the contents go as bytes, for files of others are read in a confined process.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import field, replace
from functools import cached_property
from typing import Any

from core.record import record


@record
class Paragraph:
    """A paragraph of running text, as it is shown: no hidden or deleted words, numbers included.

    `where` says where it stands, in the clerk's words: 第2页. `heading` says that the file marks
    it as a heading (a style, an <h2>), `centred` that it stands in the middle. `typed` is the text
    with the white space that sets it apart, for readers alone: it does not go on as bytes.
    """

    text: str
    where: str = ""
    heading: bool = False
    centred: bool = False
    typed: str = ""


@record
class GridCell:
    """One rectangle of a grid; positions count from 0.

    `text` is what is shown, its lines parted by newlines; `doubt` is why that may not be what the
    file means, in one Chinese sentence, "" for no doubt. `indent` is how far its text is set in,
    in characters, where the file says so.
    """

    text: str
    row: int
    column: int
    rows: int = 1
    columns: int = 1
    doubt: str = ""
    indent: int = 0


@record
class Grid:
    """Cells of a table, none over another; they need not tile it.

    A table that only lays out others is none: what is in it stands in the contents by itself. A
    `continues` grid goes on with the one before, from which a page end parted it.
    """

    cells: tuple[GridCell, ...]
    where: str = ""
    continues: bool = False

    @cached_property
    def rows(self) -> int:
        """How many rows the cells span."""
        return max((cell.row + cell.rows for cell in self.cells), default=0)

    @cached_property
    def columns(self) -> int:
        """How many columns the cells span."""
        return max((cell.column + cell.columns for cell in self.cells), default=0)


Block = Paragraph | Grid


@record
class Contents:
    """What is in a file. `title` is that of its metadata, such as <title>; "" for none.

    `notices` are sentences for the clerk about what was left out: 2 张隐藏的工作表没有读.
    """

    blocks: tuple[Block, ...]
    title: str = ""
    notices: tuple[str, ...] = field(default=())


def numbered(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks with where they stand, counted from the first as a clerk counts."""
    grids = paragraphs = 0
    for block in blocks:
        if isinstance(block, Grid):
            grids += 1
            yield replace(block, where=f"第{grids}个表")
        else:
            paragraphs += 1
            yield replace(block, where=f"第{paragraphs}段")


def contents_bytes(contents: Contents) -> bytes:
    """The contents as bytes, out of a confined process."""
    data = {
        "title": contents.title,
        "notices": contents.notices,
        "blocks": [_as_data(block) for block in contents.blocks],
    }
    # Half of a character beyond U+FFFF, which some files hold, would be no UTF-8.
    return json.dumps(data, ensure_ascii=False).encode("utf-8", "replace")


def contents_from_bytes(data: bytes) -> Contents:
    """The contents that `contents_bytes` made bytes of."""
    read: dict[str, Any] = json.loads(data)
    blocks = tuple(_block(block) for block in read["blocks"])
    return Contents(blocks, read["title"], tuple(read["notices"]))


def _as_data(block: Block) -> list[Any]:
    if isinstance(block, Paragraph):
        return [block.text, block.where, block.heading, block.centred]
    cells = [[c.text, c.row, c.column, c.rows, c.columns, c.doubt, c.indent] for c in block.cells]
    return [cells, block.where, block.continues]


def _block(data: list[Any]) -> Block:
    first, *rest = data
    if isinstance(first, str):
        return Paragraph(first, *rest)
    return Grid(tuple(GridCell(*cell) for cell in first), *rest)
