"""Tables: as wide as the text, rows that stay whole, cells that span.

Columns, type size and the height of rows are worked out as for the printed page, so that what
fits on one page there does so here; Word then breaks the lines itself. Lengths are points where
they are worked out, twips (1/20 point) where they are written.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property, lru_cache
from itertools import accumulate, pairwise

from docx.oxml.xmlchemy import BaseOxmlElement

from core.document.blocks import Table, TableCell
from core.record import record
from core.writers.docx.elements import element, paragraph, runs_of, writable
from core.writers.docx.page import MEASURE
from core.writers.docx.styles import LEADING, cell_style
from core.writers.docx.widths import ADVANCES
from core.writers.pdf.columns import Need, widths_by_need
from core.writers.pdf.lines import Line, balance_lines, widest_piece
from core.writers.table_measures import (
    FEW_LINES,
    LABEL_PADDING,
    LEAST_DEPTH,
    PADDING,
    SIZES,
    SMALLEST,
    SPARE_PADDING,
    left_labels,
)

TWIPS = 20
MOST_DEPTH = 3.0
# This part of a page is kept free, for faces that are wider than the ones reckoned with.
RESERVE = 0.03

# Which rows and columns of a table are said to head the others.
LABELLED: Mapping[str, str | int] = {"val": "0080", "firstRow": 0, "firstColumn": 1}
HEADED: Mapping[str, str | int] = {"val": "00A0", "firstRow": 1, "firstColumn": 1}


@record
class SetTable:
    """A table with its measures: type size, and column borders from the left.

    Row labels that end at column `labels` are set to the left, 0 if none are. `depth` is what is
    kept free above and below the text of a cell; a table that is not `whole` goes on to the next
    page wherever a page ends.
    """

    table: Table
    size: float
    edges: tuple[float, ...]
    labels: int
    depth: float = LEAST_DEPTH
    whole: bool = False

    def stands_left(self, cell: TableCell) -> bool:
        """Whether a cell is set to the left; others are centred."""
        if self.table.is_list:
            return not cell.scope
        return cell.scope == "Row" and cell.column + cell.columns == self.labels

    def width(self, cell: TableCell) -> float:
        """What a cell has for its text."""
        padding = LABEL_PADDING if self.stands_left(cell) else PADDING
        outer = self.edges[cell.column + cell.columns] - self.edges[cell.column]
        return outer - 2 * padding

    def lines(self, cell: TableCell) -> Sequence[Line]:
        """The lines that a cell's text takes, their widths in thousandths of the size."""
        return _lines(cell.text, round(self.width(cell) / self.size * 1000))

    @cached_property
    def heights(self) -> list[float]:
        """Those of the rows: what cells need, and a share of what spanning cells need."""
        pitch = self.size * LEADING
        heights = [pitch + 2 * self.depth] * self.table.rows
        for cell in sorted(self.table.cells, key=lambda cell: cell.rows):
            rows = range(cell.row, cell.row + cell.rows)
            needed = len(self.lines(cell)) * pitch + 2 * self.depth
            missing = needed - sum(heights[row] for row in rows)
            if missing > 0:
                for row in rows:
                    heights[row] += missing / cell.rows
        return heights

    def in_need(self) -> SetTable:
        """With other columns, if numbers or words need them."""
        widths = [right - left for left, right in pairwise(self.edges)]
        edges = accumulate(widths_by_need(widths, self._needs()), initial=0.0)
        return replace(self, edges=tuple(edges))

    def _needs(self) -> list[Need]:
        """What the columns need for the cells that stand in them alone.

        A data cell or a column header over several keeps at least the width of its text.
        """
        em = self.size / 1000
        least, most = [0.0] * len(self.table.widths), [0.0] * len(self.table.widths)
        for cell in self.table.cells:
            lines = [line.width * em for line in self.lines(cell)] or [0.0]
            around = 2 * ((LABEL_PADDING if self.stands_left(cell) else PADDING) + SPARE_PADDING)
            if cell.columns > 1:
                if cell.scope in (None, "Column"):
                    for column in range(cell.column, cell.column + cell.columns):
                        share = (max(lines) + around) / cell.columns
                        least[column] = max(least[column], share)
                continue
            needed = _widest(cell.text) * em
            if not cell.scope and len(lines) > FEW_LINES:
                needed = max(needed, sum(lines) / FEW_LINES)
            least[cell.column] = max(least[cell.column], max(lines) + around)
            most[cell.column] = max(most[cell.column], needed + around)
        return [Need(*pair) for pair in zip(least, most, strict=True)]


@lru_cache(4096)
def _widest(text: str) -> float:
    return widest_piece(text, ADVANCES)


@lru_cache(4096)
def _lines(text: str, measure: int) -> Sequence[Line]:
    return balance_lines(text, ADVANCES, measure)


def set_table(table: Table, room: float) -> SetTable:
    """The table with its measures, not higher than `room` if that can be."""
    scale = MEASURE / TWIPS / sum(table.widths)
    edges = tuple(accumulate((width * scale for width in table.widths), initial=0.0))
    plain = SetTable(table, SIZES[0], edges, left_labels(table), MOST_DEPTH)
    if table.is_list:
        return plain
    fitted = replace(plain.in_need(), depth=LEAST_DEPTH, whole=True)
    for size in SIZES:
        in_size = replace(fitted, size=size)
        spare = room * (1 - RESERVE) - sum(in_size.heights)
        if spare >= 0:
            depth = LEAST_DEPTH + spare / table.rows / 2
            return replace(in_size, depth=min(depth, MOST_DEPTH))
    return plain.in_need()


def table_element(this: SetTable, keeps_with_next: bool = False) -> BaseOxmlElement:
    """The table, which keeps on the page of what follows it if it `keeps_with_next`.

    One that is `whole` does not begin on a page that has no room for all of it.
    """
    edges = [round(edge * TWIPS) for edge in this.edges]
    table, rows = this.table, _rows(this.table)
    margins = {"top": 0, "left": PADDING, "bottom": 0, "right": PADDING}
    return element(
        "tbl",
        element(
            "tblPr",
            element("tblStyle", val="TableGrid"),
            element("tblW", w=edges[-1], type="dxa"),
            element("jc", val="center"),
            element("tblLayout", type="fixed"),
            element(
                "tblCellMar",
                *(
                    element(side, w=round(width * TWIPS), type="dxa")
                    for side, width in margins.items()
                ),
            ),
            element("tblLook", **HEADED if table.header_rows else LABELLED),
            element("tblCaption", val=" ".join(writable(table.title).split())),
        ),
        element("tblGrid", *(element("gridCol", w=b - a) for a, b in pairwise(edges))),
        *(_row(this, number, row, edges, keeps_with_next) for number, row in enumerate(rows)),
    )


def _rows(table: Table) -> list[list[TableCell]]:
    """The cells that reach into each row, from left to right."""
    rows: list[list[TableCell]] = [[] for _ in range(table.rows)]
    for cell in table.cells:
        for row in range(cell.row, cell.row + cell.rows):
            rows[row].append(cell)
    return [sorted(row, key=lambda cell: cell.column) for row in rows]


def _row(
    this: SetTable, number: int, cells: list[TableCell], edges: list[int], keeps_with_next: bool
) -> BaseOxmlElement:
    is_head = number < this.table.header_rows
    is_last = number == this.table.rows - 1
    keeps = keeps_with_next if is_last else this.whole or is_head
    height = round(this.heights[number] * TWIPS)
    return element(
        "tr",
        element(
            "trPr",
            element("cantSplit"),
            element("trHeight", val=height, hRule="atLeast"),
            element("tblHeader") if is_head else None,
        ),
        *(_cell(this, cell, cell.row == number, edges, keeps) for cell in cells),
    )


def _cell(
    this: SetTable, cell: TableCell, is_first: bool, edges: list[int], keeps: bool
) -> BaseOxmlElement:
    """A cell in one of its rows; its text stands in the first."""
    width = edges[cell.column + cell.columns] - edges[cell.column]
    merge = element("vMerge", val="restart") if is_first else element("vMerge")
    return element(
        "tc",
        element(
            "tcPr",
            element("tcW", w=width, type="dxa"),
            element("gridSpan", val=cell.columns) if cell.columns > 1 else None,
            merge if cell.rows > 1 else None,
            element("vAlign", val="center"),
        ),
        paragraph(
            cell_style(this.size, bool(cell.scope)),
            _runs(this, cell) if is_first else (),
            element("keepNext") if keeps else None,
            *_left(this, cell),
        ),
    )


def _left(this: SetTable, cell: TableCell) -> Iterator[BaseOxmlElement]:
    if this.stands_left(cell):
        beyond = round((LABEL_PADDING - PADDING) * TWIPS)
        yield element("ind", left=beyond, right=beyond)
        yield element("jc", val="left")


def _runs(this: SetTable, cell: TableCell) -> Iterator[BaseOxmlElement]:
    widest, width = _widest(cell.text) * this.size / 1000, this.width(cell)
    if cell.scope or this.table.is_list or widest <= width:
        return runs_of(cell.text)
    size = max(SMALLEST, this.size * width / widest // 0.5 * 0.5)
    return runs_of(cell.text, "", element("sz", val=f"{size * 2:g}"))
