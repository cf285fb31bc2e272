"""Tables that were typed as paragraphs, in files of every kind. All of them are made here."""

from io import BytesIO

import openpyxl
import pytest

from core.readers.contents import Block, Contents, Grid, Paragraph, contents_from_bytes
from core.readers.docx import docx_contents
from core.readers.html import html_contents
from core.readers.text.typed import with_typed_tables
from core.readers.xlsx import xlsx_contents
from tests.wordml import document, p

HEAD, ROWS = ["项目", "甲", "乙"], [["收到", "12", "3"], ["办结", "45", "678"]]
ALIGNED = ["项目      甲    乙", "收到      12    3", "办结      45    678"]


def grids(contents: Contents) -> list[list[list[str]]]:
    return [texts(block) for block in contents.blocks if isinstance(block, Grid)]


def texts(grid: Grid) -> list[list[str]]:
    return [[c.text for c in grid.cells if c.row == row and c.text] for row in range(grid.rows)]


def found(*lines: str) -> list[Block]:
    return with_typed_tables([Paragraph(line.strip(), typed=line) for line in lines])


def with_tabs(row: list[str]) -> str:
    return p("<w:r><w:tab/></w:r>".join(f"<w:r><w:t>{text}</w:t></w:r>" for text in row))


def test_that_paragraphs_with_tabs_are_a_table_in_a_word_document() -> None:
    body = with_tabs(["表前。"]) + "".join(map(with_tabs, [HEAD, *ROWS])) + with_tabs(["表后。"])
    read = contents_from_bytes(docx_contents(document(body)))

    assert grids(read) == [[HEAD, *ROWS]]
    assert [block.where for block in read.blocks] == ["第1段", "第1个表", "第2段"]


def test_that_a_preformatted_text_is_a_table_in_a_web_page() -> None:
    lines = "\n".join(ALIGNED)
    read = contents_from_bytes(html_contents(f"<p>表前。</p><pre>{lines}</pre>".encode()))

    assert grids(read) == [[HEAD, *ROWS]]


def test_that_lines_in_cells_of_a_spreadsheet_are_a_table() -> None:
    book, file = openpyxl.Workbook(), BytesIO()
    for line in ["表前。", *ALIGNED]:
        book.worksheets[0].append([line])
    book.save(file)

    assert grids(contents_from_bytes(xlsx_contents(file.getvalue()))) == [[HEAD, *ROWS]]


@pytest.mark.parametrize("tabs", [(1, 3), (3, 1)])
def test_that_as_many_tabs_as_it_took_come_to_the_same_column(tabs: tuple[int, int]) -> None:
    few, many = ("\t" * count for count in tabs)
    (grid,) = found(f"项目{few}甲\t乙", f"收到{few}12\t3", f"本年度办结{many}45\t678")

    assert isinstance(grid, Grid)
    assert {c.column for c in grid.cells if c.text in ("12", "45")} == {max(tabs)}
    assert not any(c.doubt for c in grid.cells)


def test_that_values_in_rows_of_other_lengths_are_in_doubt() -> None:
    (grid,) = found("项目   甲  乙", "收到  12     3", "办结      45   67", "其他 情形     8")

    assert isinstance(grid, Grid)
    assert {c.text for c in grid.cells if c.doubt} == {"8"}


@pytest.mark.parametrize(
    "lines",
    [
        ["一、总体情况\t1", "二、主动公开\t2", "三、收到和处理\t3"],
        ["联系人：张三  电话：12345", "地址：示例路1号  邮编：200000"],
        ["　　本年度公开 12 条，  其中 3 条。", "　　没有  其他事项。"],
    ],
)
def test_that_lists_and_prose_with_gaps_stay_paragraphs(lines: list[str]) -> None:
    assert [block for block in found(*lines) if isinstance(block, Grid)] == []
