"""The blocks a document is made of. Writers draw them; none carries a rule of the statute.

Each block has its `role`, the name of its structure type in a tagged PDF (ISO 32000-1, 14.8.4).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

Role = Literal["Title", "H1", "P", "Note", "Table", "TR", "TH", "TD"]
Scope = Literal["Column", "Row", "Both"]


@dataclass(frozen=True)
class Title:
    """The report's title."""

    role: ClassVar[Role] = "Title"
    text: str


@dataclass(frozen=True)
class Heading:
    """A section's heading, number included. `section` is the section's id, "" for none."""

    role: ClassVar[Role] = "H1"
    text: str
    section: str = ""


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of running text, without its indent. `kind` says how it is set."""

    role: ClassVar[Role] = "P"
    text: str
    kind: Literal["body", "signature"] = "body"


@dataclass(frozen=True)
class Note:
    """A note below a section's tables."""

    role: ClassVar[Role] = "Note"
    text: str


@dataclass(frozen=True)
class TableCell:
    """One rectangle of a table; positions count from 0.

    A header cell has a `scope`. A data cell has its `cell_id`, its `value` in canonical form
    ("" for a blank, calculated totals included), and in `sum_of` the cells that the form adds
    up in it; its `text` is the value with the note printed behind it.
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


@dataclass(frozen=True)
class Table:
    """Cells that tile `rows` × `len(widths)`. `widths` are relative.

    The first `header_rows` rows repeat on every page the table continues on.
    """

    role: ClassVar[Role] = "Table"
    title: str
    rows: int
    widths: tuple[int, ...]
    header_rows: int
    cells: tuple[TableCell, ...]


Block = Title | Heading | Paragraph | Note | Table


@dataclass(frozen=True)
class Document:
    """A whole document. `title`, `author` and `subject` are its metadata."""

    title: str
    author: str
    subject: str
    blocks: tuple[Block, ...]
    language: str = "zh-CN"
