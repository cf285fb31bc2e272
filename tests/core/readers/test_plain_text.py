"""Plain text: its encodings, its paragraphs and the tables written in it. All of it is made up."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.readers.confined import confined
from core.readers.contents import Contents, Grid, Paragraph, contents_from_bytes
from core.readers.plain_text import TextRefused, text_contents
from core.report.report import Report
from core.writers.text import text_bytes

SENTENCE = "示例街道2024年收到申请3件，均已答复。"


def read(text: str | bytes) -> Contents:
    content = text.encode() if isinstance(text, str) else text
    return contents_from_bytes(text_contents(content))


def paragraphs(text: str | bytes) -> list[str]:
    return [block.text for block in read(text).blocks if isinstance(block, Paragraph)]


def grids(text: str) -> list[Grid]:
    return [block for block in read(text).blocks if isinstance(block, Grid)]


def rows(text: str) -> list[list[str]]:
    """The only grid, row by row; every column has its place."""
    (grid,) = grids(text)
    found = [[""] * grid.columns for _ in range(grid.rows)]
    for cell in grid.cells:
        found[cell.row][cell.column] = cell.text
    return found


@pytest.mark.parametrize(
    "content",
    [
        SENTENCE.encode(),
        SENTENCE.encode("utf-8-sig"),
        SENTENCE.encode("gb18030"),
        SENTENCE.encode("utf-16"),
        SENTENCE.encode("utf-16-le"),
        SENTENCE.encode("utf-16-be"),
        b"\xfe\xff" + SENTENCE.encode("utf-16-be"),
    ],
)
def test_that_the_encoding_is_told_by_the_bytes(content: bytes) -> None:
    assert paragraphs(content) == [SENTENCE]
    assert confined(text_contents, content) == text_contents(content)


@pytest.mark.parametrize(
    "content", [bytes(range(256)) * 9, b"\x7fELF\0\0\1\2", b"\xff" * 99, b"\0\1\2\3" * 99]
)
def test_that_what_is_no_text_is_refused_in_words(content: bytes) -> None:
    with pytest.raises(TextRefused, match="UTF-8"):
        text_contents(content)


def test_that_more_lines_than_a_report_can_have_are_refused() -> None:
    with pytest.raises(TextRefused, match="100000 行"):
        text_contents(b"\n" * 100_000)


def test_that_a_line_is_a_paragraph_and_has_its_number() -> None:
    assert read("甲\r\n\r\n　　乙\r丙").blocks == (
        Paragraph("甲", "第1行"),
        Paragraph("乙", "第3行"),
        Paragraph("丙", "第4行"),
    )


def test_that_marks_of_headings_are_read_as_such() -> None:
    assert read("## 一、总体情况\n\n#1号文件").blocks == (
        Paragraph("一、总体情况", "第1行", heading=True),
        Paragraph("#1号文件", "第3行"),
    )


@pytest.mark.parametrize("page_end", ["\n\n\n\n", "\n\f", "\f"])
def test_that_a_sentence_cut_by_the_end_of_a_page_is_together_again(page_end: str) -> None:
    assert paragraphs(f"今年，我们依申请{page_end}公开 1 件。\n下一段") == [
        "今年，我们依申请公开 1 件。",
        "下一段",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "示例街道政府信息公开工作年度报告\n\n\n\n根据条例，编制本报告。",  # a title
        "今年，我们依申请公开1件。\n\n\n\n明年再说。",
        "今年，我们公开了\n\n\n\n二、主动公开情况",
        "今年，我们公开了\n\n公开 1 件。",  # no end of a page
    ],
)
def test_that_what_is_whole_is_not_put_together(text: str) -> None:
    assert len(paragraphs(text)) == 2


def test_that_lines_with_tabs_are_a_table() -> None:
    assert rows("前\n甲\t1\t\n\t2\t3\n后") == [["甲", "1", ""], ["", "2", "3"]]


@pytest.mark.parametrize("text", ["\t甲的事情\n\t乙的事情", "落款\t2024年"])
def test_that_a_tab_alone_makes_no_table(text: str) -> None:
    assert grids(text) == []


def test_that_the_end_of_a_page_does_not_end_a_table_but_an_empty_line_does() -> None:
    assert rows("甲\t1\n乙\t2\n\n\n丙\t3") == [["甲", "1"], ["乙", "2"], ["丙", "3"]]
    assert len(grids("甲\t1\n乙\t2\n\n丙\t3\n丁\t4")) == 2


def test_that_values_are_brought_under_their_header_where_labels_take_more_fields() -> None:
    """Some rows have two fields of labels, one has three; nothing is known of the words."""
    head = "项\t\t红\t绿\t蓝\t"
    one, more = "一\t\t1\t2\t3\t", "\t三\t四\t5\t6\t7"

    assert rows("\n".join([head, one, one, more])) == [
        ["项", "", "", "红", "绿", "蓝"],
        ["一", "", "", "1", "2", "3"],
        ["一", "", "", "1", "2", "3"],
        ["", "三", "四", "5", "6", "7"],
    ]


def test_that_a_row_with_a_value_missing_among_shifted_ones_is_in_doubt() -> None:
    head = "项\t\t红\t绿\t蓝"
    full, shifted, short = "一\t\t1\t2\t3", "\t三\t四\t5\t6\t7", "\t\t五\t\t6\t7"
    (grid,) = grids("\n".join([head, full, full, shifted, short]))
    doubts = {cell.row for cell in grid.cells if cell.doubt}

    assert doubts == {4}


def test_that_a_value_with_a_note_behind_it_is_one_like_the_others() -> None:
    noted = "项\t甲\t乙\n一\t2（其中修订2件）\t3\n二\t4\t5"
    assert rows(noted)[1:] == [["一", "2（其中修订2件）", "3"], ["二", "4", "5"]]
    (grid,) = grids(noted)
    assert not any(cell.doubt for cell in grid.cells)


def test_that_a_row_with_more_values_than_columns_is_in_doubt() -> None:
    (grid,) = grids("项\t\t红\t绿\n一\t\t1\t2\n二\t\t1\t2\n三\t4\t5\t6")

    assert {(cell.row, cell.text) for cell in grid.cells if cell.doubt} == {
        (3, "4"),
        (3, "5"),
        (3, "6"),
    }


def test_that_a_blank_value_at_either_end_moves_nothing() -> None:
    """As many values in both rows, but under other names of the header."""
    text = "项\t红\t绿\t蓝\n一\t\t1\t2\n二\t3\t4\t\n三\t\t5\t6"

    assert rows(text) == [line.split("\t") for line in text.split("\n")]


def test_that_bars_part_the_cells_of_a_table() -> None:
    assert rows("| 甲 | 乙 |\n|---|:-:|\n| 丙 | 1<br>2 |\n| 丁 |  |") == [
        ["甲", "乙"],
        ["丙", "1\n2"],
        ["丁", ""],
    ]


def test_that_a_box_with_rules_has_rows_of_several_lines() -> None:
    drawn = "┌──┬──┐\n│甲 │ 乙│\n│ 项│   │\n├──┼──┤\n│丙 │ 1 │\n├──┼──┤\n│丁 │ 2 │\n└──┴──┘"

    assert rows(drawn) == [["甲\n项", "乙"], ["丙", "1"], ["丁", "2"]]


def test_that_commas_part_the_cells_of_a_table_where_they_do_so_three_times_alike() -> None:
    assert rows('项,红,绿\n一,1,"1,205"\n二,3,4') == [
        ["项", "红", "绿"],
        ["一", "1", "1,205"],
        ["二", "3", "4"],
    ]
    assert grids("甲,乙,丙。\n丁,戊,己,庚。\n一,二,三") == []


def test_that_prose_with_separated_figures_is_no_table() -> None:
    assert grids("共1,205,300件；\n共1,205,300件；\n共1,205,300件；\n") == []


def test_that_quotation_marks_of_a_spreadsheet_are_no_part_of_its_cells() -> None:
    assert rows('"甲\n乙"\t"1,205"\n丙\t"称""丁"""') == [["甲\n乙", "1,205"], ["丙", '称"丁"']]
    assert paragraphs('"甲\n乙"') == ['"甲', '乙"']


def test_that_steady_gaps_part_the_cells_of_a_table() -> None:
    lines = ["名            宽的一些", "项            一    二", "很长的项目    1     12"]
    (grid,) = grids("\n".join([*lines, "丙                  3"]))

    assert [(c.text, c.row, c.column, c.columns) for c in grid.cells] == [
        ("名", 0, 0, 1),
        ("宽的一些", 0, 1, 2),
        ("项", 1, 0, 1),
        ("一", 1, 1, 1),
        ("二", 1, 2, 1),
        ("很长的项目", 2, 0, 1),
        ("1", 2, 1, 1),
        ("12", 2, 2, 1),
        ("丙", 3, 0, 1),
        ("3", 3, 2, 1),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "签发：甲    日期：乙\n一  二\n三四五六七八九十  十一",  # not in line
        "甲  1\n乙  2",  # too few to tell
        "甲    1\n乙    2\n丙         3",  # under no column
    ],
)
def test_that_other_gaps_make_no_table(text: str) -> None:
    assert grids(text) == []


def test_that_a_table_of_one_row_is_told_by_its_head_in_line() -> None:
    (grid,) = grids("信息内容        本年数量  总数\n行政许可        5         12")

    assert [(c.text, c.row, c.column) for c in grid.cells] == [
        ("信息内容", 0, 0),
        ("本年数量", 0, 1),
        ("总数", 0, 2),
        ("行政许可", 1, 0),
        ("5", 1, 1),
        ("12", 1, 2),
    ]


def test_that_values_out_of_line_stand_by_their_order_under_as_many_names() -> None:
    (grid,) = grids("信息内容        本年数量  总数\n行政许可         5         12")

    assert [(c.text, c.column) for c in grid.cells if c.row] == [
        ("行政许可", 0),
        ("5", 1),
        ("12", 2),
    ]


@pytest.mark.parametrize(("quote", "gap"), [("“", "      "), ("", "        "), ("“", "       ")])
def test_that_labels_on_levels_have_columns_however_wide_quotes_are(quote: str, gap: str) -> None:
    lines = [
        "                            情况",
        "                            人    法人  总计",
        "一、新收                    84    11    95",
        "三、办理  （一）公开        1     2     3",
        "          （二）部分  1.甲  4           4",
        f"                      2.{quote}{gap[4:]}5     1     6",
    ]
    (grid,) = grids("\n".join(lines))
    places = {c.text: (c.row, c.column, c.columns) for c in grid.cells}

    assert places["情况"] == (0, 3, 3)
    assert places["总计"] == (1, 5, 1)
    assert places["一、新收"] == (2, 0, 3)
    assert places["（一）公开"] == (3, 1, 2)
    assert places["1.甲"] == (4, 2, 1)
    assert [c.column for c in grid.cells if c.row == 4] == [1, 2, 3, 5]
    assert not any(c.doubt for c in grid.cells)


def test_that_a_value_that_a_label_runs_into_is_parted_from_it() -> None:
    (grid,) = grids("甲            5     12\n乙            6     3\n很长的一个项目7     4")

    assert [(c.text, c.column) for c in grid.cells if c.row == 2] == [
        ("很长的一个项目", 0),
        ("7", 1),
        ("4", 2),
    ]
    assert not any(c.doubt for c in grid.cells)


@pytest.mark.parametrize(
    ("line", "doubts"),
    [
        ("丙            5       3", {"5", "3"}),
        ("一个长得多的项目  6     3", {"6", "3"}),  # pushed aside
    ],
)
def test_that_a_value_out_of_line_is_in_doubt(line: str, doubts: set[str]) -> None:
    (grid,) = grids(
        f"项            红    绿\n甲            5     12\n乙            7     42\n{line}"
    )

    assert {c.text for c in grid.cells if c.doubt} == doubts
    assert [c.column for c in grid.cells if c.row == 3] == [0, 1, 2]


def test_that_the_rest_of_a_label_on_a_line_by_itself_is_put_to_it() -> None:
    rows = ["项            红  绿", "很长的", "一个项目      5   1", "另一个很长    6   2"]
    (grid,) = grids("\n".join([*rows, "的项目", "丙            7   3"]))

    assert [c.text for c in grid.cells if not c.column] == [
        "项\n很长的",  # nothing tells a label that goes on from one that begins
        "一个项目",
        "另一个很长\n的项目",
        "丙",
    ]


def test_that_a_caption_between_two_tables_set_with_spaces_parts_them() -> None:
    table = "信息内容    数量\n行政许可    5\n行政确认    7"

    assert len(grids(f"{table}\n第二十条\n{table}")) == 2


def test_that_centred_labels_and_values_have_their_columns() -> None:
    pairs = [(1, 23), (456, 7), (8, 90), (12, 345), (67, 8), (9, 1011), (2, 34), (5, 6)]
    labels = ["甲", "甲甲甲", "甲甲", "甲甲甲甲", "甲" * 6, "甲" * 5, "甲" * 7, "甲" * 8]
    lines = [
        " " * (8 - len(label)) + label + " " * (8 - len(label)) + f"{first:^10}{second:^10}"
        for label, (first, second) in zip(labels, pairs, strict=True)
    ]
    (grid,) = grids("\n".join(lines))

    assert [(c.text, c.column) for c in grid.cells] == [
        (str(text), column)
        for label, pair in zip(labels, pairs, strict=True)
        for column, text in enumerate((label, *pair))
    ]
    assert not any(c.doubt for c in grid.cells)


def test_that_blanks_at_the_end_of_rows_in_line_leave_no_doubt() -> None:
    text = "项\t\t红\t绿\t蓝\n一\t\t1\t2\t3\n二\t三\t4\t\t5\n\t四\t\t6\t7\n五\t\t8\n六\t\t\t9"
    (grid,) = grids(text)

    assert not any(c.doubt for c in grid.cells)
    assert [(c.text, c.column) for c in grid.cells if c.row == 3 and c.text] == [
        ("四", 1),
        ("6", 3),
        ("7", 4),
    ]


@pytest.mark.parametrize(("columns", "lines"), [(200, 3), (3, 2001)])
def test_that_a_table_has_bounds(columns: int, lines: int) -> None:
    contents = read("\n".join(["\t".join("1" * columns)] * lines))
    (grid,) = contents.blocks

    assert isinstance(grid, Grid)
    assert (grid.rows, grid.columns) == (min(lines, 2000), min(columns, 100))
    assert contents.notices


@pytest.mark.parametrize("edition", ["2019", "2021"])
def test_that_the_programs_own_text_comes_back(edition: str, new_report) -> None:
    report: Report = new_report(edition)
    report.texts["general"] = SENTENCE
    written = text_bytes(report)
    contents = contents_from_bytes(text_contents(written))
    shown = [line.strip() for line in written.decode("utf-8-sig").split("\n") if "\t" not in line]

    assert [b.text for b in contents.blocks if isinstance(b, Paragraph)] == list(
        filter(None, shown)
    )
    assert len([b for b in contents.blocks if isinstance(b, Grid)]) >= 3


LINES = st.text(st.characters(categories=["L"]), min_size=1, max_size=20)
ENCODINGS = st.sampled_from(["utf-8", "utf-8-sig", "utf-16"])


@given(st.lists(LINES), ENCODINGS)
def test_that_any_lines_come_back(lines: list[str], encoding: str) -> None:
    assert paragraphs("\n".join(lines).encode(encoding)) == lines


@given(st.binary(max_size=300))
def test_that_any_bytes_are_read_or_refused(content: bytes) -> None:
    try:
        read(content)
    except TextRefused as refusal:
        assert str(refusal).endswith("。")


def test_that_blanks_within_rows_and_at_their_ends_are_blanks_of_their_columns() -> None:
    rows = ["项目\t甲\t乙\t组\t丙\t丁", "收到\t1\t2\t\t3\t4", "办结\t\t5\t\t6", "结转\t7\t\t\t8\t9"]
    (grid,) = grids("\n".join(rows))
    cells = {(c.row, c.column): c.text for c in grid.cells}

    assert [cells[2, column] for column in range(6)] == ["办结", "", "5", "", "6", ""]
    assert not any(c.doubt for c in grid.cells)


def test_that_names_out_of_line_stand_over_no_value() -> None:
    lines = ["信息内容    本年数量   总数", "规章  1   22  3", "规范性文件   44     5   6"]
    (grid,) = grids("\n".join(lines))

    values = {c.column for c in grid.cells if c.text.isdigit()}
    assert values == {1, 2, 3}
    assert not values & {c.column for c in grid.cells if c.row == 0}
