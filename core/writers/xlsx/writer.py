"""Report to spreadsheet: a sheet a section, in order, and so a sheet a table.

A section's heading stands above its table, the notes below: the sheets, read one after the other,
are the report. Its figures are numbers, its totals sums of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from core.document.blocks import Block, Document, Heading, Note, Paragraph, Table, Title
from core.document.compose import compose
from core.report.report import Report
from core.writers.xlsx.file import file_content
from core.writers.xlsx.sheet import Sheet

A4 = 9
SIDES = 0.5  # inches of blank on both sides of a page
UPRIGHT = 120  # the widest sheet that is printed upright, in digits
LONGEST_NAME = 31  # of a sheet
USUAL_FONT = Font(name="宋体", size=11)
TITLE_FONT = Font(name="宋体", size=18, bold=True)
HEADING_FONT = Font(name="黑体", size=13)
BODY_FONT = Font(name="宋体", size=12)
SUBHEADING_FONT = Font(name="宋体", size=12, bold=True)
NOTE_FONT = Font(name="宋体", size=10.5)
# Behind which blocks a block begins a new sheet.
ENDS: Mapping[type[Block], tuple[type[Block], ...]] = {Heading: (Heading, Table), Table: (Table,)}
_NOT_IN_NAMES = re.compile(r"[\\/:*?\[\]\x00-\x1f]|^'|'$")


def xlsx_bytes(report: Report) -> bytes:
    """The content of the report's XLSX file. Raises SheetRefused."""
    names = {section.id: f"{section.number} {section.tab}" for section in report.form.sections}
    return document_xlsx(compose(report), names)


def document_xlsx(document: Document, names: Mapping[str, str]) -> bytes:
    """The document as a workbook. `names` are short ones of its sections, by their ids.

    Raises SheetRefused.
    """
    book = Workbook()
    book._fonts[0] = USUAL_FONT  # in whose digits columns are measured
    book.remove(book.worksheets[0])
    results = {}
    for blocks in _sheets(document.blocks):
        worksheet = book.create_sheet(_name(blocks, names, book.sheetnames))
        table = next((block for block in blocks if isinstance(block, Table)), None)
        sheet = Sheet(worksheet, table)
        if document.watermark and len(book.worksheets) == 1:
            sheet.add_text(f"【{document.watermark}】", HEADING_FONT, "center")
        for block in blocks:
            _add(block, sheet)
        _set_page(worksheet, document.watermark, is_upright=sheet.width <= UPRIGHT)
        results[worksheet.title] = sheet.results
    return file_content(book, results, document)


def _sheets(blocks: Iterable[Block]) -> list[list[Block]]:
    """The blocks of each sheet: a heading begins one, and so does a second table."""
    sheets: list[list[Block]] = [[]]
    for block in blocks:
        ends = ENDS.get(type(block), ())
        if any(isinstance(other, ends) for other in sheets[-1]):
            sheets.append([])
        sheets[-1].append(block)
    return sheets


def _name(blocks: Iterable[Block], names: Mapping[str, str], taken: Iterable[str]) -> str:
    """A name for a sheet, after its section or its table, that no other has."""
    first = next((block for block in blocks if isinstance(block, Heading | Table)), None)
    match first:
        case Heading(text, section):
            wanted = names.get(section, text)
        case Table(title):
            wanted = title
        case _:
            wanted = ""
    wanted = _NOT_IN_NAMES.sub(" ", wanted).strip() or "正文"
    number = 1
    name = wanted[:LONGEST_NAME]
    while name.lower() in {other.lower() for other in taken}:
        number += 1
        name = f"{wanted[: LONGEST_NAME - 5]}（{number}）"
    return name


def _add(block: Block, sheet: Sheet) -> None:
    match block:
        case Table():
            sheet.add_table(block)
        case Title(text):
            sheet.add_text(text, TITLE_FONT, "center")
        case Heading(text):
            sheet.add_text(text, HEADING_FONT)
        case Note(text):
            sheet.add_text(text, NOTE_FONT)
        case Paragraph(text, kind="signature"):
            sheet.add_text(text, BODY_FONT, "right")
        case Paragraph(text):
            sheet.add_text(text, BODY_FONT if block.role == "P" else SUBHEADING_FONT)


def _set_page(worksheet: Worksheet, watermark: str, is_upright: bool) -> None:
    """A4, as wide as the page, numbered; a draft says so above each."""
    setup = worksheet.page_setup
    setup.paperSize = A4
    setup.orientation = "portrait" if is_upright else "landscape"
    setup.fitToWidth, setup.fitToHeight = 1, 0
    worksheet.sheet_properties.pageSetUpPr.fitToPage = True
    worksheet.page_margins.left = worksheet.page_margins.right = SIDES
    worksheet.print_options.horizontalCentered = True
    worksheet.oddFooter.center.text = "— &P —"
    if watermark:
        worksheet.oddHeader.center.text = watermark
        worksheet.oddHeader.center.size = 20
