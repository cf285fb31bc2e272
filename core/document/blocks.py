"""The blocks a document is made of. Writers draw them; none carries a rule of the statute.

Each block has its `role`, the name of its structure type in a tagged PDF (ISO 32000-1, 14.8.4).
"""

from __future__ import annotations

from typing import ClassVar, Literal, NamedTuple

from core.record import record

Role = Literal[
    "Document", "Title", "H1", "H2", "H3", "P", "Note",
    "Table", "THead", "TBody", "TR", "TH", "TD",
]  # fmt: skip
Scope = Literal["Column", "Row", "Both"]


@record
class Title:
    """The report's title."""

    role: ClassVar[Role] = "Title"
    text: str


@record
class Heading:
    """A section's heading, number included. `section` is the section's id, "" for none."""

    role: ClassVar[Role] = "H1"
    text: str
    section: str = ""


@record
class Paragraph:
    """A paragraph of running text, without its indent. `kind` says how it is set.

    `level` is that of its number, 1 for “一、” to 4 for “（1）”, 0 if it has none. Its first `lead`
    characters are a sub-heading: none, those of the first sentence, or all.
    """

    text: str
    kind: Literal["body", "signature"] = "body"
    level: int = 0
    lead: int = 0

    @property
    def role(self) -> Role:
        """H2 or H3 if all of it is a sub-heading.

        “一、” and “（一）” both stand below the heading of a section, seldom one below the other.
        """
        if not self.lead or self.lead < len(self.text):
            return "P"
        return "H2" if self.level <= 2 else "H3"


@record
class Note:
    """A note below a section's tables."""

    role: ClassVar[Role] = "Note"
    text: str


class TableCell(NamedTuple):
    """One rectangle of a table; positions count from 0.

    A header cell has a `scope`, a cell of a list only its `text`. A data cell has its
    `cell_id`, its `value` in canonical form ("" for a blank, calculated totals included), and in
    `sum_of` the cells that the form adds up in it; its `text` is the value with the note printed
    behind it.
    """

    text: str
    row: int
    column: int
    rows: int = 1
    columns: int = 1
    scope: Scope | None = None
    cell_id: str = ""
    value: str = ""
    sum_of: tuple[str, ...] = ()

    @property
    def role(self) -> Role:
        """TH for a header cell, TD for data."""
        return "TH" if self.scope else "TD"


@record
class Table:
    """Cells that tile `rows` × `len(widths)`. `widths` are relative.

    The first `header_rows` rows repeat on every page the table continues on. A list holds
    running text: it is set to the left and goes on to the next page wherever a page ends. The rows
    of one that is filled `by_hand` have room for that.
    """

    role: ClassVar[Role] = "Table"
    title: str
    rows: int
    widths: tuple[int, ...]
    header_rows: int
    cells: tuple[TableCell, ...]
    is_list: bool = False
    by_hand: bool = False


Block = Title | Heading | Paragraph | Note | Table


@record
class Document:
    """A whole document. `title`, `author` and `subject` are its metadata.

    `watermark` is the word across each page, "" for none. `date` is the ISO date on which it was
    made final, None if it was not. `check_code` is that of what it says, "" for none.
    """

    title: str
    author: str
    subject: str
    blocks: tuple[Block, ...]
    language: str = "zh-CN"
    watermark: str = ""
    date: str | None = None
    check_code: str = ""
