"""What the sheets of a workbook show is read, with the doubts that remain."""

import io
from collections.abc import Callable
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.worksheet.worksheet import Worksheet

from core.readers.contents import Contents, Grid, GridCell, Paragraph, contents_from_bytes
from core.readers.office_zip import OfficeRefused
from core.readers.sheet import MOST_CELLS
from core.readers.xlsx import AUTHOR, xlsx_contents

WHERE = "工作表“表三”"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
KINDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
LINE = Border(*[Side(style="thin")] * 4)


def read(content: bytes) -> Contents:
    return contents_from_bytes(xlsx_contents(content))


def saved(book: Workbook) -> bytes:
    book.save(made := io.BytesIO())
    return made.getvalue()


def made(fill: Callable[[Worksheet], Any], lines: bool = False) -> Contents:
    """A sheet filled by openpyxl, with lines around its cells if asked."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "表三"
    fill(sheet)
    for row in sheet.iter_rows() if lines else ():
        for cell in row:
            cell.border = LINE
    return read(saved(book))


def raw(sheet: str, strings: str = "", main: str = MAIN, workbook: str = "") -> bytes:
    """A workbook of one sheet, written by hand."""
    relation = '<Relationship Id="{}" Type="{}/{}" Target="{}"/>'.format
    parts = {
        "_rels/.rels": relation("a", KINDS, "officeDocument", "/xl/book.xml"),
        "xl/_rels/book.xml.rels": relation("b", KINDS, "worksheet", "sheets/a.xml")
        + relation("c", KINDS, "sharedStrings", "strings.xml"),
        "xl/book.xml": f'<workbook xmlns="{main}" xmlns:r="{KINDS}">{workbook}<sheets>'
        '<sheet name="表三" sheetId="1" r:id="b"/></sheets></workbook>',
        "xl/strings.xml": f'<sst xmlns="{main}">{strings}</sst>',
        "xl/sheets/a.xml": f'<worksheet xmlns="{main}">{sheet}</worksheet>',
    }
    with ZipFile(content := io.BytesIO(), "w", ZIP_DEFLATED) as file:
        for name, part in parts.items():
            file.writestr(name, f"<a>{part}</a>" if name.endswith("rels") else part)
    return content.getvalue()


def rows(contents: Contents) -> list[list[str]]:
    (found,) = (block for block in contents.blocks if isinstance(block, Grid))
    lines: list[list[str]] = [[] for _ in range(found.rows)]
    for cell in found.cells:
        lines[cell.row].append(cell.text)
    return lines


def append(*lines: list[Any]) -> Callable[[Worksheet], None]:
    def fill(sheet: Worksheet) -> None:
        for line in lines:
            sheet.append(line)

    return fill


def test_that_prose_around_and_between_tables_is_paragraphs() -> None:
    def fill(sheet: Worksheet) -> None:
        append(
            ["示例街道年度报告"], ["一、总体情况"], ["　　第一段。\n第二段。"], ["项目", "数"],
            ["甲", 1], [], ["二、其他情况说明如下："], ["乙", 2], ["丙", 3], ["单位：示例街道"],
        )(sheet)  # fmt: skip
        sheet.merge_cells("A1:B1")
        sheet["A1"].alignment = Alignment(horizontal="center")

    found = made(fill).blocks
    assert found[:4] == (
        Paragraph("示例街道年度报告", WHERE, centred=True),
        Paragraph("一、总体情况", WHERE),
        Paragraph("第一段。", WHERE),
        Paragraph("第二段。", WHERE),
    )
    assert [type(block) for block in found[4:]] == [Grid, Paragraph, Grid, Paragraph]


def test_that_a_label_alone_in_its_row_belongs_to_the_table_around_it() -> None:
    assert rows(made(append(["项", "数"], ["甲"], ["乙", 2]))) == [
        ["项", "数"],
        ["甲", ""],
        ["乙", "2"],
    ]
    headed = made(append(["项", "数"], ["甲", 1], ["二、数"], ["项", "数"], ["乙", 2])).blocks
    assert [type(block) for block in headed] == [Grid, Paragraph, Grid]
    ruled = made(append(["项", "数"], ["甲", 1], ["乙", None]), lines=True)
    assert rows(ruled) == [["项", "数"], ["甲", "1"], ["乙", ""]]


def test_that_merged_cells_span_what_is_shown() -> None:
    def fill(sheet: Worksheet) -> None:
        append(["组", "甲", None, "总计"], [None, "乙", "丙", None], ["行", 1, 2, 3])(sheet)
        for area in ("A1:A2", "B1:C1", "D1:D2"):
            sheet.merge_cells(area)
        sheet.insert_cols(3)
        sheet.column_dimensions["C"].hidden = True

    (found,) = made(fill, lines=True).blocks
    assert isinstance(found, Grid)
    assert found.rows == 3
    assert [c for c in found.cells if c.text in ("组", "总计")] == [
        GridCell("组", 0, 0, 2, 1),
        GridCell("总计", 0, 3),
    ]


def test_that_merged_cells_span_as_much_where_they_are_blank() -> None:
    def fill(sheet: Worksheet) -> None:
        append(["行", "甲", None, "丙"], ["一", 1, "半", 3], ["二", None, None, 4])(sheet)
        for area in ("B1:C1", "B3:C3"):
            sheet.merge_cells(area)

    (found,) = made(fill, lines=True).blocks
    assert isinstance(found, Grid)
    assert [c for c in found.cells if c.columns > 1] == [
        GridCell("甲", 0, 1, 1, 2),
        GridCell("", 2, 1, 1, 2),
    ]


def test_that_what_is_hidden_is_not_there_and_is_said() -> None:
    def fill(sheet: Worksheet) -> None:
        append(["项", "隐", "数"], ["甲", 9, 1], ["隐", 9, 9], ["乙", 9, 2])(sheet)
        sheet.column_dimensions["B"].hidden = True
        sheet.row_dimensions[3].hidden = True
        sheet["A1"].comment = Comment("批", "某")
        for name, state in (("一", "hidden"), ("二", "veryHidden"), ("三", "hidden")):
            other = sheet.parent.create_sheet(name)
            other.sheet_state = state
            other["A1"] = None if name == "三" else "隐"

    found = made(fill)
    assert rows(found) == [["项", "数"], ["甲", "1"], ["乙", "2"]]
    assert found.notices == (
        f"{WHERE}里隐藏的行、列没有读。",
        f"{WHERE}里的批注没有读。",
        "2 张隐藏的工作表没有读。",
    )


def test_that_values_of_every_kind_are_text() -> None:
    strings = (
        "<si><t>甲</t></si><si><r><t>乙</t></r><r><rPr><strike/></rPr><t>旧</t></r>"
        "<r><t>_x000D_丙</t></r><rPh><t>yi</t></rPh></si>"
    )
    cells = (
        '<c t="s"><v>0</v></c><c t="s"><v>1</v></c><c t="s"><v>9</v></c>'
        '<c t="inlineStr"><is><t>丁</t></is></c><c t="b"><v>1</v></c><c t="e"><v>#REF!</v></c>'
        '<c t="str"><f>A1</f><v>戊</v></c><c><f>1+1</f><v>2</v></c><c><f>1+1</f><v></v></c>'
        '<c t="str"><f>""</f></c><c t="d"><v>2024-01-20</v></c>'
    )
    (grid,) = read(raw(f"<sheetData><row>{cells}</row></sheetData>", strings)).blocks
    assert isinstance(grid, Grid)
    # Those without a value take no column.
    assert [cell.text for cell in grid.cells] == [
        "甲", "乙\n丙", "丁", "TRUE", "#REF!", "戊", "2", "", "2024-01-20",
    ]  # fmt: skip
    assert [cell.doubt[:6] for cell in grid.cells if cell.doubt] == ["公式没有存结"]


def test_that_numbers_are_read_by_their_format() -> None:
    def fill(sheet: Worksheet) -> None:
        append(["甲", 0, 0, 12.5], ["乙", 3, 4, 5])(sheet)
        sheet["B1"].number_format = '0;-0;"-"'
        sheet["C1"].number_format = '0;-0;"/"'
        sheet["D1"].number_format = "0.00"

    (grid,) = made(fill).blocks
    assert isinstance(grid, Grid)
    assert [(c.text, bool(c.doubt)) for c in grid.cells[1:4]] == [
        ("0", False), ("0", True), ("12.50", False),
    ]  # fmt: skip


def test_that_a_sheet_that_shows_no_zeros_has_doubtful_ones() -> None:
    def fill(sheet: Worksheet) -> None:
        append(["甲", 0])(sheet)
        sheet.sheet_view.showZeros = False

    (grid,) = made(fill).blocks
    assert isinstance(grid, Grid)
    assert "不显示 0" in grid.cells[1].doubt


def test_that_struck_cells_are_left_out_and_said() -> None:
    def fill(sheet: Worksheet) -> None:
        append(["甲", 1, 3], ["乙", 2, 4])(sheet)
        sheet["B1"].font = Font(strike=True)

    found = made(fill)
    assert rows(found) == [["甲", "", "3"], ["乙", "2", "4"]]
    assert found.notices == ("有 1 处划掉（带删除线）的文字没有读。",)


def test_that_the_indent_of_a_cell_is_kept() -> None:
    def fill(sheet: Worksheet) -> None:
        append(["甲", 1], ["　　乙", 2])(sheet)
        sheet["A1"].alignment = Alignment(indent=1)

    (grid,) = made(fill).blocks
    assert isinstance(grid, Grid)
    assert [(c.text, c.indent) for c in grid.cells if c.column == 0] == [("甲", 1), ("乙", 2)]


def test_that_strict_files_rows_without_numbers_and_days_since_1904_are_read() -> None:
    content = raw(
        '<sheetFormatPr zeroHeight="1"/><sheetData><row><c><v>1</v></c><c><v>2</v></c></row>'
        '<row r="5"><c r="B5"><v>3</v></c></row></sheetData>',
        main="http://purl.oclc.org/ooxml/spreadsheetml/main",
        workbook='<workbookPr date1904="1"/>',
    )
    assert rows(read(content)) == [["1", "2"], ["", "3"]]


def test_that_the_order_of_the_sheets_and_the_title_are_those_of_the_book() -> None:
    book = Workbook()
    book.properties.title = "示例年报"
    for name in ("乙", "甲"):
        book.create_sheet(name)["A1"] = name
    found = read(saved(book))

    assert found.title == "示例年报"
    assert [block.where for block in found.blocks] == ["工作表“乙”", "工作表“甲”"]


ROW = "<row>" + "<c><v>1</v></c>" * 10 + "</row>"


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"PK", "已损坏"),
        (saved(Workbook()), "没有显示出来的内容"),
        (raw("<sheetData/>")[:-50], "已损坏"),
        (raw("<sheetData>" + ROW * (MOST_CELLS // 10 + 1) + "</sheetData>"), "单元格太多"),
        (raw('<sheetData><row r="2000000"><c/></row></sheetData>'), "单元格太多"),
        (raw('<sheetData><row><c r="ZZZ1"/></row></sheetData>'), "单元格太多"),
        (
            raw(
                f"<sheetData>{ROW * 1000}</sheetData><mergeCells>"
                + '<mergeCell ref="A1:XFD1048576"/>' * 10_000
                + "</mergeCells>"
            ),
            "单元格太多",
        ),
        (raw("<sheetData>" + "<a>" * 20_000 + "</a>" * 20_000 + "</sheetData>"), "内容太大"),
    ],
)
def test_that_what_is_no_workbook_or_too_large_is_refused_in_words(
    content: bytes, sentence: str
) -> None:
    with pytest.raises(OfficeRefused, match=sentence):
        read(content)


def test_that_a_file_of_word_is_told_from_a_workbook() -> None:
    with ZipFile(content := io.BytesIO(), "w") as file:
        file.writestr("word/document.xml", "<a/>")
    with pytest.raises(OfficeRefused, match="不是 Excel 工作簿"):
        read(content.getvalue())


def test_that_a_sheet_may_claim_any_size() -> None:
    content = raw(
        '<dimension ref="A1:XFD1048576"/><cols><col min="1" max="16384" hidden="0"/></cols>'
        '<sheetData><row r="1"><c r="A1"><v>1</v></c><c r="XFD1"><v>2</v></c></row>'
        '<row r="1048576"><c r="A1048576"><v>3</v></c><c r="XFD1048576"><v>4</v></c></row>'
        "</sheetData>"
    )
    assert rows(read(content)) == [["1", "2"], ["3", "4"]]


TEXTS = st.text("甲乙丙一（）/ab", min_size=1, max_size=5)
VALUES = st.none() | st.integers(0, 10**9) | TEXTS


@given(
    st.lists(st.lists(VALUES, min_size=3, max_size=3), min_size=1, max_size=5).map(
        lambda lines: [["项", "甲", "乙", "丙"], *(["行", *line] for line in lines)]
    )
)
def test_that_what_is_written_as_a_sheet_comes_back(lines: list[list[Any]]) -> None:
    expected = [["" if value is None else str(value) for value in line] for line in lines]
    assert rows(made(append(*lines), lines=True)) == expected


@given(st.data())
def test_that_a_changed_workbook_is_read_or_refused(data: st.DataObject) -> None:
    content = bytearray(raw(f'<sheetData>{ROW}<row><c t="s"><v>0</v></c></row></sheetData>'))
    for _ in range(data.draw(st.integers(1, 5))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    try:
        read(bytes(content))
    except OfficeRefused as refusal:
        assert str(refusal)


def test_that_a_note_of_ours_stands_behind_its_number_and_no_other_comment_does() -> None:
    def fill(sheet: Worksheet) -> None:
        append(["项", "数"], ["甲", 22], ["乙", 3], ["丙", 4])(sheet)
        sheet["B2"].comment = Comment("（其中修订16件）\n各项相加是3。", AUTHOR)
        sheet["B3"].comment = Comment("各项相加是3。", AUTHOR)

    found = made(fill)
    assert rows(found) == [["项", "数"], ["甲", "22（其中修订16件）"], ["乙", "3"], ["丙", "4"]]
    assert found.notices == ()

    def by_others(sheet: Worksheet) -> None:
        fill(sheet)
        sheet["B4"].comment = Comment("（请核对）", "某")

    found = made(by_others)
    assert rows(found)[1:] == [["甲", "22（其中修订16件）"], ["乙", "3"], ["丙", "4"]]
    assert found.notices == (f"{WHERE}里的批注没有读。",)
