"""A report on its way into a file: what is printed, and what is true of it whatever is printed.

A table is a matrix of boxes; a box that stands in several places is merged. So rows and columns
can be moved, cut and turned as lists, and merges follow or break as they do in real files.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from random import Random
from typing import Any, Literal, NamedTuple

from core.document.compose import printed_paragraphs
from core.forms.layout import grids_of
from core.report.package import package_of
from core.report.report import Report

Kind = Literal["title", "heading", "body", "note", "signature", "furniture"]

PAGE_END = "\f"  # the text of a paragraph that is none, but ends the page


@dataclass(eq=False)
class Box:
    """One cell as printed; `cell` is the form's id, "" for a label.

    `manner` is a number format, or `hidden:8`, `deleted:8` for what stands there unseen beside the
    text, or `inserted`.
    """

    text: str = ""
    cell: str = ""
    indent: int = 0
    manner: str = ""


class Place(NamedTuple):
    """A box and the rectangle that it fills."""

    box: Box
    row: int
    column: int
    rows: int
    columns: int


@dataclass(eq=False)
class Sheet:
    """A table: its matrix, the rows of its head, the columns of its labels, its section's id."""

    matrix: list[list[Box]]
    head: int = 0
    labels: int = 0
    section: str = ""
    name: str = ""

    def places(self) -> Iterator[Place]:
        """The rectangles, row by row; a box whose places do not meet gives several."""
        seen: set[tuple[int, int]] = set()
        for r, row in enumerate(self.matrix):
            for c, box in enumerate(row):
                if (r, c) in seen:
                    continue
                columns = 1
                while c + columns < len(row) and row[c + columns] is box:
                    columns += 1
                rows = 1
                while self._has(box, r + rows, c, columns):
                    rows += 1
                seen |= {(r + i, c + j) for i in range(rows) for j in range(columns)}
                yield Place(box, r, c, rows, columns)

    def _has(self, box: Box, row: int, column: int, columns: int) -> bool:
        return row < len(self.matrix) and all(
            other is box for other in self.matrix[row][column : column + columns]
        ) and len(self.matrix[row]) >= column + columns  # fmt: skip

    def boxes(self) -> list[Box]:
        """Every box once, in reading order."""
        return list({id(box): box for row in self.matrix for box in row}.values())

    def row_of(self, row_id: str) -> int:
        """The first row with a cell of that row of the form."""
        return next(
            r
            for r, row in enumerate(self.matrix)
            if any(box.cell.split(".")[1:2] == [row_id] for box in row)
        )


@dataclass(eq=False)
class Para:
    """A paragraph; `section` is that of a heading. What is not plain, `manner` says.

    It is one of hidden, deleted, inserted, numbered (by an automatic list), boxed and textbox.
    """

    text: str
    kind: Kind = "body"
    manner: str = ""
    section: str = ""


@dataclass(eq=False)
class Draft:
    """The blocks of a file and its truth, which manners change both."""

    report: Report
    blocks: list[Para | Sheet]
    package: dict[str, Any]
    random: Random
    page_title: str = ""  # of the file's metadata
    layout: str = ""  # table: one that lays out the page; web: what websites put around
    unsure: set[str] = field(default_factory=set)
    alternatives: dict[str, list[str | None]] = field(default_factory=dict)

    def sheet(self, section: str) -> Sheet:
        """The first table of a section."""
        return next(s for s in self.sheets if s.section == section)

    @property
    def sheets(self) -> list[Sheet]:
        """The tables of the report itself."""
        return [block for block in self.blocks if isinstance(block, Sheet) and block.section]

    @property
    def cells(self) -> dict[str, str]:
        """What is true of the cells."""
        cells: dict[str, str] = self.package["cells"]
        return cells

    def box(self, cell: str) -> Box:
        """Where a cell is printed."""
        return next(b for s in self.sheets for b in s.boxes() if b.cell == cell)

    def index(self, block: Para | Sheet) -> int:
        """Where a block stands."""
        return next(i for i, other in enumerate(self.blocks) if other is block)

    def heading(self, section: str) -> Para:
        """The heading of a section."""
        return next(b for b in self.blocks if isinstance(b, Para) and b.section == section)

    def may_be_blank(self, cell: str) -> None:
        """The cell is true, and may be left blank and marked."""
        self.unsure.add(cell)

    def must_be_blank(self, cell: str, text: str | None = None) -> None:
        """Nothing sure can be read for the cell: it is to be left blank, and marked."""
        self.cells.pop(cell, None)
        self.unsure.add(cell)
        if text is not None:
            self.box(cell).text = text


Manner = Callable[[Draft], None]


def draft_of(report: Report, random: Random) -> Draft:
    """The report as its form prints it."""
    package = package_of(report)
    package["texts"]["title"] = report.title
    draft = Draft(report, list(_blocks(report)), package, random, report.title)
    draft.package["cells"] = dict(package["cells"])
    return draft


def _blocks(report: Report) -> Iterator[Para | Sheet]:
    yield Para(report.title, "title")
    for text in printed_paragraphs(report.texts.get("preface", "")):
        yield Para(text)
    for section in report.form.sections:
        yield Para(section.heading, "heading", section=section.id)
        for text in printed_paragraphs(report.texts.get(section.id, "")):
            yield Para(text)
        yield from sheets_of(report, section.id)
        for text in printed_paragraphs(report.notes.get(section.id, "")):
            yield Para(text, "note")
    for text in printed_paragraphs(report.texts.get("signature", "")):
        yield Para(text, "signature")


def sheets_of(report: Report, section: str) -> Iterator[Sheet]:
    """The tables of a section as its form prints them."""
    for grid in grids_of(report.form, section):
        matrix = [[Box() for _ in grid.widths] for _ in range(grid.rows)]
        for slot in grid.slots:
            box = Box(slot.text)
            if slot.cell:
                # A total that was not typed stays blank: it was published so.
                value = report.cells.get(slot.cell.id)
                box = Box(value.text if value else "", slot.cell.id)
            for r in range(slot.row, slot.row + slot.rows):
                for c in range(slot.column, slot.column + slot.columns):
                    matrix[r][c] = box
        first = min(s.column for s in grid.slots if s.cell)
        yield Sheet(matrix, grid.header_rows, first, section)
