"""The workbook: a sheet a section, figures as numbers, totals as sums with their results."""

from collections.abc import Callable
from decimal import Decimal
from html import unescape
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from core.document.blocks import Document, Heading, Table, TableCell, Title
from core.document.compose import compose
from core.report.report import Report
from core.report.values import parse_value
from core.writers.xlsx.sheet import LONGEST, SheetRefused
from core.writers.xlsx.writer import document_xlsx, xlsx_bytes
from tests.editions import NEWEST, each_edition, each_shipped_edition

NewReport = Callable[..., Report]
APPLICANTS = ("natural_person", "business", "research", "social", "legal", "other")
NAMES = [
    "一 总体情况",
    "二 主动公开",
    "三 收到和处理申请",
    "四 复议诉讼",
    "五 问题及改进",
    "六 其他事项",
]


def opened(content: bytes, **how: Any) -> Workbook:
    return load_workbook(BytesIO(content), **how)


def row(**texts: str) -> dict[str, str]:
    """Figures of one row of applications."""
    return {f"applications.granted.{column}": text for column, text in texts.items()}


def found(sheet: Worksheet, label: str) -> tuple:
    """The cells of the row that has this label."""
    return next(line for line in sheet.iter_rows() if label in [cell.value for cell in line])


@each_edition
def test_that_every_section_is_a_sheet_with_a_short_name(
    new_report: NewReport, edition: str
) -> None:
    book = opened(xlsx_bytes(new_report(edition)))
    assert book.sheetnames == NAMES
    tables = [sheet.title for sheet in book if sheet.merged_cells.ranges]
    assert tables == [*NAMES[1:4]]


@each_edition
def test_that_a_sheet_has_the_spans_of_its_table(new_report: NewReport, edition: str) -> None:
    report = new_report(edition)
    tables = [block for block in compose(report).blocks if isinstance(block, Table)]
    book = opened(xlsx_bytes(report))
    for name, table in zip(NAMES[1:4], tables, strict=True):
        spans = {
            (r.min_row - 2, r.min_col - 1, r.size["rows"], r.size["columns"])
            for r in book[name].merged_cells.ranges
            if r.min_row > 1  # the heading
        }
        expected = {
            (c.row, c.column, c.rows, c.columns) for c in table.cells if c.rows * c.columns > 1
        }
        assert spans == expected


def test_that_a_total_is_a_formula_with_its_result(new_report: NewReport) -> None:
    report = new_report(NEWEST, row(**dict.fromkeys(APPLICANTS, "2")))
    content = xlsx_bytes(report)
    formulas, results = opened(content), opened(content, data_only=True)
    cells = found(formulas[NAMES[2]], "（一）予以公开")
    assert [cell.value for cell in cells[-7:-1]] == [2] * 6
    line = cells[0].row
    assert cells[-1].value == f"=SUM(D{line}:I{line})"
    assert results[NAMES[2]][cells[-1].coordinate].value == 12


def test_that_every_formula_of_a_full_report_has_its_result(
    report_of_case: Callable[[str], Report],
) -> None:
    content = xlsx_bytes(report_of_case("010"))
    formulas, results = opened(content), opened(content, data_only=True)
    count = 0
    for sheet in formulas:
        for cell in (cell for line in sheet.iter_rows() for cell in line):
            if cell.data_type == "f":
                count += 1
                assert isinstance(results[sheet.title][cell.coordinate].value, int)
    assert count > 20


def test_that_a_typed_total_that_differs_is_kept_with_a_comment(new_report: NewReport) -> None:
    report = new_report(NEWEST, row(**dict.fromkeys(APPLICANTS, "2"), total="13"))
    cells = found(opened(xlsx_bytes(report))[NAMES[2]], "（一）予以公开")
    assert cells[-1].value == 13
    assert cells[-1].comment.text == "各项相加是12，与填写的13不同。"


def test_that_a_blank_total_with_blank_addends_is_blank(new_report: NewReport) -> None:
    cells = found(
        opened(xlsx_bytes(new_report(NEWEST, row(natural_person="1"))))[NAMES[2]], "（一）予以公开"
    )
    assert [cell.value for cell in cells[-7:]] == [1, *[None] * 6]


def test_that_a_note_is_a_comment_of_its_number(new_report: NewReport) -> None:
    report = new_report(NEWEST, row(natural_person="22", legal="/"))
    report.notes = {
        "applications.granted.natural_person": "（其中修订16件）",
        "applications.granted.legal": "（无）",
    }
    cells = found(opened(xlsx_bytes(report))[NAMES[2]], "（一）予以公开")
    assert (cells[3].value, cells[3].comment.text) == (22, "（其中修订16件）")
    assert (cells[7].value, cells[7].comment) == ("/（无）", None)


@each_shipped_edition
@pytest.mark.parametrize("text", ["=1+1", "+86 10", "-3件", "@SUM(A1)", '=HYPERLINK("x")', "\t=1"])
def test_that_no_text_becomes_a_formula(new_report: NewReport, edition: str, text: str) -> None:
    report = new_report(edition)
    report.texts = {**dict.fromkeys(report.form.text_ids, text), "title": text}
    report.notes = dict.fromkeys(report.form.note_ids, text)
    content = xlsx_bytes(report)
    for sheet in opened(content):
        assert not [c for line in sheet.iter_rows() for c in line if c.data_type == "f"]
    with ZipFile(BytesIO(content)) as file:
        sheets = [file.read(name) for name in file.namelist() if "worksheets/sheet" in name]
    assert not any(b"<f>" in sheet for sheet in sheets)


def test_that_text_that_looks_like_a_formula_is_marked_as_text(new_report: NewReport) -> None:
    report = new_report(NEWEST)
    report.texts = {"problems": "=1+1\n正常"}
    sheet = opened(xlsx_bytes(report))["五 问题及改进"]
    assert [(c.value, c.quotePrefix) for (c,) in sheet["A2:A3"]] == [
        ("=1+1", True),
        ("正常", False),
    ]


def test_that_what_looks_like_an_escape_is_read_as_it_was_typed(new_report: NewReport) -> None:
    report = new_report(NEWEST)
    report.texts = {"problems": "_x0041_\x07编号_x_"}
    content = xlsx_bytes(report)
    with ZipFile(BytesIO(content)) as file:
        sheet = unescape(file.read("xl/worksheets/sheet5.xml").decode())
    assert "<t>_x005F_x0041_编号_x_</t>" in sheet


def test_that_a_paragraph_longer_than_a_cell_is_kept_whole(new_report: NewReport) -> None:
    report = new_report(NEWEST)
    text = "".join(chr(0x4E00 + i % 20_000) for i in range(2 * LONGEST + 5)) + "𬱖"
    report.texts = {"problems": text}
    sheet = opened(xlsx_bytes(report))["五 问题及改进"]
    pieces = [c.value for line in sheet.iter_rows(min_row=2) for c in line if c.value]
    assert "".join(pieces) == text
    assert all(len(piece.encode("utf-16-le")) // 2 <= 32_767 for piece in pieces)
    assert all(d.height <= 409 for d in sheet.row_dimensions.values())


def test_that_a_note_longer_than_a_cell_is_refused_in_words(new_report: NewReport) -> None:
    report = new_report(NEWEST, row(natural_person="1"))
    report.notes = {"applications.granted.natural_person": "注" * (LONGEST + 1)}
    with pytest.raises(SheetRefused, match="电子表格的一格放不下；请把括注写短"):
        xlsx_bytes(report)


@each_edition
def test_that_the_head_stays_in_sight_and_prints_on_every_page(
    new_report: NewReport, edition: str
) -> None:
    book = opened(xlsx_bytes(new_report(edition)))
    assert [book[name].freeze_panes for name in NAMES[1:4]] == [None, "D5", "A5"]
    assert [book[name].print_title_rows for name in NAMES[1:4]] == [None, "$2:$4", "$2:$4"]
    for sheet in book:
        assert (sheet.page_setup.paperSize, sheet.page_setup.fitToWidth) == (9, 1)
        assert sheet.page_setup.fitToHeight == 0
        assert sheet.sheet_properties.pageSetUpPr.fitToPage


def test_that_a_draft_says_so_above_the_text_and_on_every_page(new_report: NewReport) -> None:
    report = new_report(NEWEST)
    book = opened(xlsx_bytes(report))
    assert [book.worksheets[0][place].value for place in ("A1", "A2")] == ["【草稿】", report.title]
    assert {sheet.oddHeader.center.text for sheet in book} == {"草稿"}
    report.status = "final"
    book = opened(xlsx_bytes(report))
    assert book.worksheets[0]["A1"].value == report.title
    assert {sheet.oddHeader.center.text for sheet in book} == {None}


def test_that_equal_reports_give_equal_bytes_without_the_time(new_report: NewReport) -> None:
    report = new_report(NEWEST, row(natural_person="1"))
    report.notes = {"applications.granted.natural_person": "（注）"}
    assert xlsx_bytes(report) == xlsx_bytes(report)
    with ZipFile(BytesIO(xlsx_bytes(report))) as file:
        assert {entry.date_time[0] for entry in file.infolist()} == {1980}
    report.finalised_on, report.status = "2025-01-20", "final"
    properties = opened(xlsx_bytes(report)).properties
    assert properties.modified.date().isoformat() == "2025-01-20"
    assert (properties.creator, properties.title) == (report.agency.name, report.title)


def test_that_sheets_have_names_of_their_own_that_are_allowed() -> None:
    table = Table("a/b:[c]*?" + "长" * 40, 1, (1,), 0, (TableCell("1", 0, 0),))
    document = Document("题", "单位", "题目", (Title("题"), table, table, Heading("'甲'"), table))
    names = opened(document_xlsx(document, {})).sheetnames
    assert len(names) == len(set(names)) == 3
    assert all(len(name) <= 31 and not set(name) & set("\\/:*?[]'") for name in names)
    assert names[2] == "甲"


def test_that_money_keeps_its_digits(new_report: NewReport) -> None:
    report = new_report(NEWEST)
    (fees,) = (cell for cell in report.form.cells.values() if cell.column.value == "money")
    value = parse_value("190.4573790", fees.column)
    assert value is not None
    report.cells[fees.id] = value
    sheet = opened(xlsx_bytes(report))[NAMES[1]]
    (cell,) = (c for line in sheet.iter_rows() for c in line if c.number_format == "0.0000000")
    assert Decimal(str(cell.value)) == Decimal("190.457379")
