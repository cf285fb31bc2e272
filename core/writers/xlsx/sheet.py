"""One sheet of a workbook: texts below each other over its whole width, and a table."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from math import ceil
from unicodedata import east_asian_width

from openpyxl.cell.cell import Cell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from core.document.blocks import Table
from core.readers.xlsx import AUTHOR
from core.refusal import Refused, quoted
from core.writers.characters import writable
from core.writers.table_measures import left_labels
from core.writers.xlsx.figures import Figure, figures_of

LONGEST = 16_000  # characters of a cell: it takes 32,767 units of UTF-16
HIGHEST = 400  # points of a row, of 409
LEADING, ROOM = 1.35, 6  # of a line, in type sizes; above and below a text, in points
WIDTH = 76  # of a sheet of texts, in digits of the usual face: that of a page
LABEL_WIDTH = 9.5  # at least that of a column with figures: four characters of its header

_LINE = Side(style="thin")
_BORDER = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_TABLE_FONT = Font(name="宋体", size=10.5)
_HEADER_FONT = Font(name="黑体", size=10.5)
# Text that looks like a formula is marked as text, also for who edits it.
_FORMULA = re.compile(r"[=+\-@\t]")
# What looks like a character written by its number is one for who reads the file.
_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


class SheetRefused(Refused):
    """A text does not fit into a cell."""


class Sheet:
    """Fills a worksheet from above. `results` are those of its formulas, by the cells' names."""

    def __init__(self, worksheet: Worksheet, table: Table | None) -> None:
        self._sheet = worksheet
        self._widths = _widths(table) if table else [float(WIDTH)]
        self._row = 1  # the next to be filled
        self.results: dict[str, Decimal] = {}
        for column, width in enumerate(self._widths, 1):
            worksheet.column_dimensions[get_column_letter(column)].width = width

    @property
    def width(self) -> float:
        """The width of all its columns, in digits."""
        return sum(self._widths)

    def add_text(self, text: str, font: Font, alignment: str = "left") -> None:
        """Adds a paragraph. One that is too long for a cell takes several."""
        for start in range(0, len(text) or 1, LONGEST):
            self._add_paragraph(text[start : start + LONGEST], font, alignment)

    def _add_paragraph(self, text: str, font: Font, alignment: str) -> None:
        first, height = self._row, _height(text, font, self.width)
        rows = ceil(height / HIGHEST)
        for row in range(first, first + rows):
            self._sheet.row_dimensions[row].height = height / rows
        cell = self._sheet.cell(first, 1)
        _set_text(cell, text)
        cell.font = font
        cell.alignment = Alignment(alignment, "top", wrap_text=True)
        self._merge(first, 1, rows, len(self._widths))
        self._row += rows

    def add_table(self, table: Table) -> None:
        """Adds the table that the sheet's columns were made for."""
        top, left = self._row, left_labels(table)
        figures = figures_of(table, top)
        for source in table.cells:
            cell = self._sheet.cell(top + source.row, 1 + source.column)
            self._set(cell, figures.get(source.cell_id) or Figure(source.text))
            is_left = source.scope == "Row" and source.column + source.columns == left
            is_left = is_left or (table.is_list and not source.scope)
            cell.font = _HEADER_FONT if source.scope in ("Column", "Both") else _TABLE_FONT
            cell.alignment = Alignment("left" if is_left else "center", "center", wrap_text=True)
            cell.border = _BORDER
            self._merge(cell.row, cell.column, source.rows, source.columns)
        for row, height in enumerate(self._heights(table, figures), top):
            self._sheet.row_dimensions[row].height = height
        if table.header_rows:
            self._keep_head(table, top)
        self._row += table.rows

    def _set(self, cell: Cell, figure: Figure) -> None:
        if isinstance(figure.content, str):
            _set_text(cell, figure.content)
            return
        cell.value = figure.formula or figure.content
        cell.number_format = figure.number_format
        if figure.formula:
            self.results[cell.coordinate] = figure.content
        if figure.comment:
            text = _checked(figure.comment)
            height = _height(text, _TABLE_FONT, 40)
            cell.comment = Comment(writable(text), AUTHOR, width=280, height=int(2 * height))
            self._sheet.page_setup.cellComments = "atEnd"

    def _merge(self, row: int, column: int, rows: int, columns: int) -> None:
        if rows > 1 or columns > 1:
            self._sheet.merge_cells(
                start_row=row,
                start_column=column,
                end_row=row + rows - 1,
                end_column=column + columns - 1,
            )

    def _heights(self, table: Table, figures: Mapping[str, Figure]) -> Sequence[float]:
        """The heights of a table's rows: what each cell needs, spread over those it spans."""
        heights = [_TABLE_FONT.size * LEADING + ROOM] * table.rows
        for cell in sorted(table.cells, key=lambda cell: cell.rows):
            rows = range(cell.row, cell.row + cell.rows)
            width = sum(self._widths[cell.column : cell.column + cell.columns])
            figure = figures.get(cell.cell_id)
            shown = cell.value if figure and figure.comment else cell.text
            needed = _height(shown, _TABLE_FONT, width)
            missing = needed - sum(heights[row] for row in rows)
            for row in rows:
                heights[row] += max(missing, 0) / cell.rows
        return [min(height, HIGHEST) for height in heights]

    def _keep_head(self, table: Table, top: int) -> None:
        """Keeps the head and the labels in sight, and prints the head on every page."""
        below = top + table.header_rows
        labels = min((cell.column for cell in table.cells if not cell.scope), default=0)
        self._sheet.freeze_panes = self._sheet.cell(below, 1 + labels)
        self._sheet.print_title_rows = f"{top}:{below - 1}"


def _widths(table: Table) -> list[float]:
    """The widths of a table's columns, so that those with figures alone are wide enough."""
    alone = [
        table.widths[cell.column] for cell in table.cells if not cell.scope and cell.columns == 1
    ]
    scale = max(WIDTH / sum(table.widths), LABEL_WIDTH / min(alone, default=sum(table.widths)))
    return [width * scale for width in table.widths]


def _height(text: str, font: Font, width: float) -> float:
    """The height that a text needs in columns of so many digits, in points."""
    in_line = max((width - 1.5) * 11 / font.size, 2)  # digits of the text's own size
    lines = (ceil(_digits(line) / (in_line - in_line % 2) or 1) for line in text.split("\n"))
    return sum(lines) * float(font.size) * LEADING + ROOM


def _digits(text: str) -> int:
    return sum(2 if east_asian_width(character) in "WFA" else 1 for character in text)


def _set_text(cell: Cell, text: str) -> None:
    written = _ESCAPED.sub("_x005F_", writable(_checked(text)))
    if written:
        cell.value = written
        cell.data_type = "s"  # whatever it begins with
        cell.quotePrefix = bool(_FORMULA.match(written))


def _checked(text: str) -> str:
    if len(text) > LONGEST:
        raise SheetRefused(
            f"{quoted(text)}这一格有{len(text)}字，电子表格的一格放不下；请把括注写短，或者导出成网页。"
        )
    return text
