"""A sheet of a workbook: its cells by row and column, what is merged, and what is hidden."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from core.readers.office_zip import Element, OfficeRefused
from core.readers.sheet_styles import PLAIN, CellStyle, is_on, number_of
from core.record import record

MOST_CELLS = 100_000  # of all sheets together; a report has a few hundred
MOST_MERGED = 20_000
LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
_REFERENCE = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")


@record
class SheetCell:
    """What a cell shows, why that is in doubt ("" for no doubt), and how it is set."""

    text: str
    doubt: str = ""
    is_number: bool = False
    style: CellStyle = PLAIN


@record
class Area:
    """A rectangle of merged cells, from its first to its last row and column."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass
class Sheet:
    """A sheet; rows and columns count from 0."""

    root: Element
    cells: dict[tuple[int, int], SheetCell] = field(default_factory=dict)

    def __post_init__(self) -> None:
        view = self.root.find("{*}sheetViews/{*}sheetView")
        self.shows_zeros = view is None or view.get("showZeros", "1") not in ("0", "false")
        self.merged = list(self._areas())
        self._hidden_columns = set(self._columns_not_shown())
        self._hidden_rows: set[int] = set()
        formats = self.root.find("{*}sheetFormatPr")
        self._hides_rows = formats is not None and is_on(formats.get("zeroHeight"))
        self._shown_rows: set[int] = set()

    def elements(self) -> Iterator[tuple[int, int, Element]]:
        """The <c> elements with their row and column; those that say nothing of it follow on."""
        row = -1
        for line in self.root.iterfind("{*}sheetData/{*}row"):
            row = (number_of(line.get("r")) or row + 2) - 1
            if row >= LAST_ROW:
                raise too_many()
            if is_on(line.get("hidden")) or line.get("ht") in ("0", "0.0"):
                self._hidden_rows.add(row)
            else:
                self._shown_rows.add(row)
            column = -1
            for cell in line.iterfind("{*}c"):
                found = _REFERENCE.fullmatch(cell.get("r") or "")
                column = _column(found[1]) if found else column + 1
                if column >= LAST_COLUMN:
                    raise too_many()
                yield row, column, cell

    @property
    def has_hidden(self) -> bool:
        """Whether a row or column that is hidden has something in it."""
        return any(
            cell.text and not (self.shows_row(row) and self.shows_column(column))
            for (row, column), cell in self.cells.items()
        )

    def shows_row(self, row: int) -> bool:
        """Whether a row is shown."""
        return row not in self._hidden_rows and (not self._hides_rows or row in self._shown_rows)

    def shows_column(self, column: int) -> bool:
        """Whether a column is shown."""
        return column not in self._hidden_columns

    def _columns_not_shown(self) -> Iterator[int]:
        last = 0
        for column in self.root.iterfind("{*}cols/{*}col"):
            first = max(last, number_of(column.get("min")) - 1)  # they stand in order
            last = max(first, min(number_of(column.get("max")), LAST_COLUMN))
            if is_on(column.get("hidden")) or column.get("width") in ("0", "0.0"):
                yield from range(first, last)

    def _areas(self) -> Iterator[Area]:
        for number, merged in enumerate(self.root.iterfind("{*}mergeCells/{*}mergeCell")):
            if number > MOST_MERGED:
                raise too_many()
            first, _, last = (merged.get("ref") or "").partition(":")
            corners = _REFERENCE.fullmatch(first), _REFERENCE.fullmatch(last)
            if corners[0] and corners[1]:
                rows = sorted(int(corner[2]) - 1 for corner in corners if corner)
                columns = sorted(_column(corner[1]) for corner in corners if corner)
                yield Area(rows[0], columns[0], rows[1], columns[1])


def place_of(reference: str) -> tuple[int, int] | None:
    """The row and column of a cell that is called such as B3; None for what is no cell."""
    found = _REFERENCE.fullmatch(reference)
    return (int(found[2]) - 1, _column(found[1])) if found else None


def too_many() -> OfficeRefused:
    """For a workbook with far more in it than a report."""
    return OfficeRefused("里的单元格太多，不会是年报，没有打开；请另选一个文件。")


def _column(letters: str) -> int:
    column = 0
    for letter in letters.upper():
        column = 26 * column + ord(letter) - ord("A") + 1
    return column - 1
