"""The page of the Word document: that of GB/T 9704, as the PDF's."""

from collections.abc import Callable

import pytest

from core.document.blocks import Document, Heading, Note, Paragraph, Table, TableCell, Title
from core.document.compose import compose
from core.report.report import Report
from core.writers.docx.writer import docx_of
from core.writers.pdf import page as printed
from tests.editions import each_edition
from tests.word_file import W, WordParagraph, WordTable, blocks_of, parts_of, value_of

TWIPS = 20
SIGNED = (Paragraph("示例街道办事处", "signature"), Paragraph("2025年1月20日", "signature"))


def document(*blocks: Title | Heading | Paragraph | Note | Table) -> Document:
    return Document("题", "单位", "题目", blocks)


def test_that_the_type_area_is_that_of_the_pdf_and_takes_its_lines_and_characters() -> None:
    parts = parts_of(docx_of(document(Paragraph("甲"))))
    (section,) = parts["word/document.xml"].iter(f"{W}sectPr")
    size = {key: int(value_of(section, "pgSz", key=key)) for key in "wh"}
    keys = ("top", "right", "bottom", "left")
    top, right, bottom, left = (int(value_of(section, "pgMar", key=key)) for key in keys)
    assert (size["w"], size["h"]) == pytest.approx([x * TWIPS for x in printed.PAGE], abs=1)
    assert left == pytest.approx(printed.LEFT * TWIPS, abs=1)
    width, height = size["w"] - left - right, size["h"] - top - bottom
    assert width == pytest.approx(printed.MEASURE * TWIPS, abs=1)
    assert height == pytest.approx(printed.HEIGHT * TWIPS, abs=1)

    normal = next(
        style
        for style in parts["word/styles.xml"].iter(f"{W}style")
        if style.get(f"{W}styleId") == "Normal"
    )
    pitch = int(value_of(normal, "pPr", "spacing", key="line"))
    assert value_of(normal, "pPr", "spacing", key="lineRule") == "exact"
    assert pitch == int(value_of(section, "docGrid", key="linePitch"))
    assert height // pitch == 22
    half_points = int(value_of(parts["word/styles.xml"], "docDefaults", "rPrDefault", "rPr", "sz"))
    character = half_points * 10 + int(value_of(normal, "rPr", "spacing"))
    assert half_points == 32
    assert width // character == 28


@each_edition
def test_that_tables_are_as_wide_as_the_text_and_their_rows_stay_whole(
    edition: str, new_report: Callable[[str], Report]
) -> None:
    blocks = blocks_of(docx_of(compose(new_report(edition))))
    tables = [block for block in blocks if isinstance(block, WordTable)]
    assert tables
    for table in tables:
        assert sum(table.widths) == table.width == int(printed.MEASURE * TWIPS)
        assert table.whole_rows == table.rows
        for cell in table.cells:
            assert cell.width == sum(table.widths[cell.column : cell.column + cell.columns])


def kept_rows(table: Table) -> list[bool]:
    """Of each row, whether it keeps on the page of the next one."""
    rows = parts_of(docx_of(document(table)))["word/document.xml"].iter(f"{W}tr")
    return [row.find(f"{W}tc/{W}p/{W}pPr/{W}keepNext") is not None for row in rows]


@pytest.mark.parametrize(
    ("rows", "is_list", "kept"),
    [(9, False, [True] * 8 + [False]), (90, False, [True] + [False] * 89),
     (9, True, [True] + [False] * 8)],
)  # fmt: skip
def test_that_a_table_stays_on_a_page_that_takes_all_of_it(
    rows: int, is_list: bool, kept: list[bool]
) -> None:
    cells = tuple(TableCell(str(row), row, 0) for row in range(rows))
    assert kept_rows(Table("表", rows, (1,), 1, cells, is_list)) == kept


def test_that_long_row_labels_are_set_to_the_left_and_figures_are_not() -> None:
    label = TableCell("一、本年新收政府信息公开申请数量", 0, 0, scope="Row")
    table = Table("表", 1, (3, 1), 0, (label, TableCell("1", 0, 1)))
    body = parts_of(docx_of(document(table)))["word/document.xml"]
    sides = [value_of(cell, "p", "pPr", "jc") for cell in body.iter(f"{W}tc")]
    assert sides == ["left", ""]


def test_that_a_long_number_is_not_broken() -> None:
    """In the column of 10 mm that its table gives it; a digit takes half of its size."""
    cells = [TableCell("1", 0, column) for column in range(15)]
    cells[3] = TableCell("123456", 0, 3)
    (table, _) = blocks_of(docx_of(document(Table("表", 1, (1,) * 15, 0, tuple(cells)))))
    assert isinstance(table, WordTable)
    assert table.cells[3].width > table.cells[4].width
    assert table.cells[3].width >= 6 * 10.5 / 2 * TWIPS


def test_that_headings_begin_by_the_ids_that_word_knows_and_keep_with_what_follows() -> None:
    parts = parts_of(docx_of(document(Heading("一、甲"))))
    levels = {}
    for style in parts["word/styles.xml"].iter(f"{W}style"):
        if level := value_of(style, "pPr", "outlineLvl"):
            levels[style.get(f"{W}styleId"), value_of(style, "name")] = level
            assert style.find(f"{W}pPr/{W}keepNext") is not None
    assert levels == {(f"Heading{n}", f"heading {n}"): str(n - 1) for n in (1, 2, 3)}


def test_that_text_is_indented_by_two_characters() -> None:
    styles = {
        style.get(f"{W}styleId"): value_of(style, "pPr", "ind", key="firstLineChars")
        for style in parts_of(docx_of(document(Note("甲"))))["word/styles.xml"].iter(f"{W}style")
    }
    indented = {name for name, indent in styles.items() if indent}
    assert indented == {"BodyText", "Heading1", "Heading2", "Heading3", "TableNote"}
    assert {styles[name] for name in indented} == {"200"}


def test_that_neither_note_nor_signature_begins_a_page_by_itself() -> None:
    table = Table("表", 1, (1,), 0, (TableCell("1", 0, 0),))
    content = docx_of(
        document(table, Note("注：甲"), Heading("二、乙"), Paragraph("丙。"), *SIGNED)
    )
    (row,) = parts_of(content)["word/document.xml"].iter(f"{W}tr")
    assert row.find(f"{W}tc/{W}p/{W}pPr/{W}keepNext") is not None
    kept = [
        block.keeps_with_next for block in blocks_of(content) if isinstance(block, WordParagraph)
    ]
    assert kept == [False, False, True, True, False]  # a heading is kept by its style


def test_that_the_date_stands_four_characters_from_the_right_below_the_middle_of_the_name() -> None:
    body = parts_of(docx_of(document(Paragraph("丙。"), *SIGNED)))["word/document.xml"]
    name, date = (
        int(value_of(paragraph, "pPr", "ind", key="right"))
        for paragraph in body.iter(f"{W}p")
        if value_of(paragraph, "pPr", "pStyle") == "Signature"
    )
    em = 315  # twips
    assert date == pytest.approx(4 * em, abs=2)
    assert name + 7 * em / 2 == pytest.approx(date + 6.92 * em / 2, abs=20)


def test_that_a_name_wider_than_the_page_leaves_the_date_in_the_middle() -> None:
    long = Paragraph("示例" * 20, "signature")
    body = parts_of(docx_of(document(long, SIGNED[1])))["word/document.xml"]
    indents = [value_of(p, "pPr", "ind", key="right") for p in body.iter(f"{W}p")]
    assert indents[0] == ""
    assert 0 < int(indents[1]) < printed.MEASURE * TWIPS / 2


def test_that_a_title_is_broken_between_its_words() -> None:
    title = Title("示例街道办事处2024年政府信息公开工作年度报告")
    (found,) = blocks_of(docx_of(document(title)))
    assert isinstance(found, WordParagraph)
    assert found.text == "示例街道办事处2024年\n政府信息公开工作年度报告"
    spaced = Title("示例街道办事处2024年　政府信息公开工作年度报告 \n（公开）")
    (found,) = blocks_of(docx_of(document(spaced)))
    assert isinstance(found, WordParagraph)
    assert found.text.split("\n") == [
        "示例街道办事处2024年　", "政府信息公开工作年度报告 ", "（公开）"
    ]  # fmt: skip
    (short,) = blocks_of(docx_of(document(Title("年度报告"))))
    assert short == WordParagraph("年度报告", "Title", False)


def test_that_sub_headings_have_their_faces_and_the_text_behind_them_has_not() -> None:
    body = parts_of(docx_of(document(Paragraph("（一）主动公开。全年无。", level=2, lead=8))))[
        "word/document.xml"
    ]
    runs = [(value_of(run, "rPr", "rStyle"), "".join(run.itertext())) for run in body.iter(f"{W}r")]
    assert runs == [("Lead2", "（一）主动公开。"), ("", "全年无。")]
