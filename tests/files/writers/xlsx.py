"""A draft as a spreadsheet: on one sheet or several, numbers as numbers or as text."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Side
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from tests.files.draft import Draft, Para, Sheet
from tests.files.writers.archive import rezipped

_RULES = Border(*[Side("thin")] * 4)


@dataclass(frozen=True)
class Xlsx:
    """How the file is written."""

    sheets: str = "one"  # one · section: a sheet a section · table: a sheet a table
    numbers: bool = True
    left: int = 0  # blank columns before everything
    hidden: str = ""  # sheet: another report's 表三 on a hidden sheet; row: in hidden rows
    gaps: bool = False  # a blank row between the rows of tables
    fit: bool = False  # prints as wide as a page


def xlsx_bytes(draft: Draft, how: Xlsx | None = None) -> bytes:
    """The file."""
    how = how or Xlsx()
    book = Workbook()
    page = book.active
    assert isinstance(page, Worksheet)
    page.title = "年报"
    if how.fit:
        page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        page.page_setup.fitToHeight = 0
    row = 1
    book.properties.title = draft.page_title
    for block in draft.blocks:
        starts = isinstance(block, Para) and block.kind == "heading"
        if row > 1 and (
            (how.sheets == "section" and starts)
            or (how.sheets == "table" and isinstance(block, Sheet))
        ):
            page = book.create_sheet(f"表{len(book.worksheets)}")
            row = 1
        row = (
            _paragraph(page, block, row, how)
            if isinstance(block, Para)
            else _table(page, block, row, how)
        )
    if how.hidden == "sheet":
        _hide_a_sheet(book, draft)
    buffer = BytesIO()
    book.save(buffer)
    return rezipped(buffer.getvalue())


def _paragraph(page: Worksheet, para: Para, row: int, how: Xlsx) -> int:
    for line in para.text.split("\n"):
        cell = page.cell(row, 1 + how.left, line)
        page.merge_cells(
            start_row=row, end_row=row, start_column=1 + how.left, end_column=10 + how.left
        )
        if para.kind == "title":
            cell.alignment = Alignment(horizontal="center")
        if para.manner == "hidden":
            page.row_dimensions[row].hidden = True
        row += 1
    return row


def _table(page: Worksheet, sheet: Sheet, top: int, how: Xlsx) -> int:
    step = 2 if how.gaps else 1
    for box, row, column, tall, wide in sheet.places():
        at = page.cell(top + row * step, 1 + how.left + column)
        text: str | float = box.text
        if box.cell and how.numbers and box.text:
            text = _number(box.text)
        at.value = text if text != "" else None
        if box.manner and ":" not in box.manner:
            at.number_format = box.manner
        at.alignment = Alignment(indent=box.indent, wrap_text=True, vertical="center")
        if column < sheet.labels and wide == 1:
            page.column_dimensions[at.column_letter].width = 26
        for cells in page.iter_rows(at.row, at.row + tall - 1, at.column, at.column + wide - 1):
            for cell in cells:
                cell.border = _RULES
        if (tall > 1 or wide > 1) and not how.gaps:
            page.merge_cells(start_row=at.row, end_row=at.row + tall - 1,
                             start_column=at.column, end_column=at.column + wide - 1)  # fmt: skip
    return top + len(sheet.matrix) * step + 1


def _number(text: str) -> str | float:
    if text.removeprefix("-").isdecimal() and text.isascii():
        return int(text)
    whole, point, rest = text.partition(".")
    if (
        point
        and whole.isdecimal()
        and rest.isdecimal()
        and text.isascii()
        and not rest.endswith("0")
    ):
        return float(text)
    return text


def _hide_a_sheet(book: Workbook, draft: Draft) -> None:
    page = book.create_sheet("底稿", 0)
    row = 1
    for sheet in draft.sheets:
        for line in sheet.matrix:
            for column, box in enumerate(line, 1):
                page.cell(row, column, "9999" if box.cell else box.text)
            row += 1
    page.sheet_state = "hidden"
    book.active = 1
