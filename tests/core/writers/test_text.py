"""The report as plain text: lines to be pasted anywhere, tables as a spreadsheet takes them."""

from collections.abc import Callable
from dataclasses import replace

from core.document.blocks import Document, Heading, Note, Paragraph, Table, TableCell, Title
from core.document.compose import compose
from core.readers.package import read_package
from core.report.report import Report
from core.resources import Resources
from core.writers.text import text_bytes, text_of

TABLE = Table(
    "表",
    rows=3,
    widths=(1, 1, 1),
    header_rows=2,
    cells=(
        TableCell("事项", 0, 0, rows=2, scope="Both"),
        TableCell("申请人\n情况", 0, 1, columns=2, scope="Column"),
        TableCell("自然人", 1, 1, scope="Column"),
        TableCell("总计", 1, 2, scope="Column"),
        TableCell("新收", 2, 0, scope="Row"),
        TableCell("3", 2, 1),
        TableCell("", 2, 2),
    ),
)


def document(*blocks: Title | Heading | Paragraph | Note | Table) -> Document:
    return Document("题", "单位", "题目", blocks)


def test_that_a_block_is_a_line_and_a_heading_stands_off() -> None:
    blocks = (Title("题"), Heading("一、总体"), Paragraph("甲。"), Note("注：乙。"))
    assert text_of(document(*blocks)) == "题\n\n一、总体\n甲。\n注：乙。\n"


def test_that_a_row_is_a_line_with_tabs_and_a_wide_cell_stands_in_the_first_place() -> None:
    expected = "事项\t申请人 情况\t\n\t自然人\t总计\n新收\t3\t\n"
    assert text_of(document(TABLE)) == expected


def test_that_a_draft_says_that_it_is_one() -> None:
    draft = replace(document(Title("题")), watermark="草稿")
    assert text_of(draft) == "【草稿】\n题\n"


def test_that_all_that_is_composed_of_the_sample_stands_in_its_text(
    resources: Resources, forms: tuple, new_report: Callable[[str], Report]
) -> None:
    report = read_package(resources.sample, forms)
    text = text_bytes(report).decode("utf-8-sig")
    for block in compose(report).blocks:
        words = [cell.text for cell in block.cells] if isinstance(block, Table) else [block.text]
        for word in words:
            assert " ".join(word.split()) in text
    assert text_bytes(report) == text_bytes(read_package(resources.sample, forms))
    assert text_bytes(report) != text_bytes(new_report("2019"))
