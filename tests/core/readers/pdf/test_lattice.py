from collections import Counter
from collections.abc import Callable, Sequence

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reportlab.lib.colors import Color, lightblue, white
from reportlab.lib.pagesizes import A4

from tests.core.readers.pdf.conftest import (
    Cell,
    Sheet,
    box_of,
    cells,
    draw_table,
    frame_cells,
    grids,
    paragraphs,
    plain,
    write_cells,
)

TABLE: list[Cell] = [
    (0, 0, 2, 1, "内容"),
    (0, 1, 1, 3, "申请人情况"),
    (1, 1, 1, 1, "自然人"),
    (1, 2, 1, 1, "商业\n企业"),
    (1, 3, 1, 1, "总计"),
    (2, 0, 1, 1, "新收"),
    (2, 1, 1, 1, "12"),
    (2, 2, 1, 1, "0"),
    (2, 3, 1, 1, "12"),
]
Draw = Callable[[Sheet], None]


def _frames(sheet: Sheet) -> None:
    frame_cells(sheet, TABLE)


def _each_line_in_two_pieces(sheet: Sheet) -> None:
    for cell in TABLE:
        left, bottom, width, height = box_of(cell)
        for x in (left, left + width):
            sheet.canvas.line(x, bottom, x, bottom + height / 3)
            sheet.canvas.line(x, bottom + height / 3 + 0.5, x, bottom + height)
        for y in (bottom, bottom + height):
            sheet.canvas.line(left, y, left + width, y)


def _thin_rectangles(sheet: Sheet) -> None:
    for cell in TABLE:
        left, bottom, width, height = box_of(cell)
        for side in (
            (left - 1, bottom, 2, height),
            (left + width - 1, bottom, 2, height),
            (left, bottom - 1, width, 2),
            (left, bottom + height - 1, width, 2),
        ):
            sheet.canvas.rect(*side, stroke=0, fill=1)


def _dashes(sheet: Sheet) -> None:
    for cell in TABLE:
        left, bottom, width, height = box_of(cell)
        for step in range(0, round(width), 3):
            sheet.canvas.rect(left + step, bottom, 1, 1, stroke=0, fill=1)
            sheet.canvas.rect(left + step, bottom + height, 1, 1, stroke=0, fill=1)
        for step in range(0, round(height), 3):
            sheet.canvas.rect(left, bottom + step, 1, 1, stroke=0, fill=1)
            sheet.canvas.rect(left + width, bottom + step, 1, 1, stroke=0, fill=1)


def _double_lines(sheet: Sheet) -> None:
    for cell in TABLE:
        left, bottom, width, height = box_of(cell)
        sheet.canvas.rect(left + 1, bottom + 1, width - 2, height - 2)


def _in_a_moved_form(sheet: Sheet) -> None:
    sheet.canvas.beginForm("frames")
    sheet.canvas.translate(-500, -500)
    sheet.canvas.scale(0.5, 0.5)
    for cell in TABLE:
        sheet.canvas.rect(*(2 * side for side in box_of(cell)))
    sheet.canvas.endForm()
    sheet.canvas.saveState()
    sheet.canvas.translate(500, 500)
    sheet.canvas.doForm("frames")
    sheet.canvas.restoreState()


def _areas_of_colour(sheet: Sheet) -> None:
    sheet.canvas.saveState()
    sheet.canvas.setFillColor(lightblue)
    sheet.canvas.setStrokeColor(white)
    for cell in TABLE:
        sheet.canvas.rect(*box_of(cell), stroke=1, fill=1)
    sheet.canvas.restoreState()


def _areas_and_lines(sheet: Sheet) -> None:
    sheet.canvas.saveState()
    sheet.canvas.setFillColor(lightblue)
    for cell in TABLE[:5]:
        sheet.canvas.rect(*box_of(cell), stroke=0, fill=1)
    sheet.canvas.restoreState()
    frame_cells(sheet, TABLE)


def _no_lines_at_the_sides(sheet: Sheet) -> None:
    for cell in TABLE:
        left, bottom, width, height = box_of(cell)
        sheet.canvas.line(left, bottom, left + width, bottom)
        sheet.canvas.line(left, bottom + height, left + width, bottom + height)
        if cell[1]:
            sheet.canvas.line(left, bottom, left, bottom + height)


MAKERS = [
    _frames,
    _each_line_in_two_pieces,
    _thin_rectangles,
    _dashes,
    _double_lines,
    _in_a_moved_form,
    _areas_of_colour,
    _areas_and_lines,
    _no_lines_at_the_sides,
]


@pytest.mark.parametrize("draw", MAKERS)
def test_that_cells_are_found_however_their_lines_are_drawn(
    draw: Draw, sheet: Callable[..., Sheet]
) -> None:
    page = sheet()
    draw(page)
    write_cells(page, TABLE)
    read = page.read()
    (grid,) = grids(read)
    assert cells(grid) == TABLE
    assert grid.where == "第1页第1个表"
    assert paragraphs(read) == []


@pytest.mark.parametrize("quarters", [1, 2, 3])
@pytest.mark.parametrize("marked", [True, False])
def test_that_a_turned_page_reads_the_same(
    quarters: int, marked: bool, sheet: Callable[..., Sheet]
) -> None:
    """By /Rotate, or with everything on it lying on its side."""
    width, height = A4
    # ReportLab takes the size of a marked page as it is seen.
    page = sheet(A4 if marked or quarters == 2 else (height, width))
    if marked:
        page.canvas.setPageRotation(90 * quarters)
    # What turns the sheet back, so that it is seen upright.
    page.canvas.translate(*{1: (height, 0), 2: (width, height), 3: (0, width)}[quarters])
    page.canvas.rotate(90 * quarters)
    draw_table(page, TABLE)
    page.text("表格前面的一段话。")
    read = page.read()
    assert [cells(grid) for grid in grids(read)] == [TABLE]
    assert paragraphs(read) == ["表格前面的一段话。"]


def test_that_text_drawn_twice_to_look_bold_counts_once(sheet: Callable[..., Sheet]) -> None:
    page = sheet()
    draw_table(page, TABLE)
    page.canvas.translate(0.4, 0.1)
    write_cells(page, TABLE)
    (grid,) = grids(page.read())
    assert cells(grid) == TABLE


@pytest.mark.parametrize(
    "letters",
    [
        "三本年度办理结果",
        "（三）不予公开",
        ["三、", *"本年度办理结果"],
        ["三、", *"本年度办理结果", "（续）"],
    ],
)
def test_that_letters_one_below_the_other_are_one_text(
    letters: Sequence[str], sheet: Callable[..., Sheet]
) -> None:
    page = sheet()
    table: list[Cell] = [(0, 0, 5, 1, "\n".join(letters)), *plain([["", "1"]] * 5)[1::2]]
    draw_table(page, table)
    (grid,) = grids(page.read())
    assert grid.cells[0].text == "".join(letters)


@pytest.mark.parametrize("angle", [90, 270])
def test_that_text_on_its_side_is_read_along_its_lines(
    angle: int, sheet: Callable[..., Sheet]
) -> None:
    page = sheet()
    table: list[Cell] = [(0, 0, 4, 1, ""), *plain([["", "公开"]] * 4)[1::2]]
    draw_table(page, table)
    page.canvas.translate(112, 640)
    page.canvas.rotate(angle)
    page.canvas.drawCentredString(0, 2, "本年度办理")
    page.canvas.drawCentredString(0, -12, "结果")
    (grid,) = grids(page.read())
    assert grid.cells[0].text == "本年度办理\n结果"


def test_that_a_number_over_a_line_stands_in_one_cell_and_is_in_doubt(
    sheet: Callable[..., Sheet],
) -> None:
    page = sheet()
    table = plain([["件数", "1", "2"]])
    draw_table(page, table)
    page.canvas.drawString(72 + 80 - 14, 700 - 26, "12345")
    (grid,) = grids(page.read())
    (crossed,) = [cell for cell in grid.cells if "12345" in cell.text]
    assert "12345" in crossed.text
    assert "线" in crossed.doubt


def test_that_numbers_drawn_at_one_go_part_at_the_line_between_them(
    sheet: Callable[..., Sheet],
) -> None:
    page = sheet()
    frame_cells(page, plain([["", "", ""]]), width=30)
    text = page.canvas.beginText(72 + 30 - 25, 680)
    text.textOut("2363 12")
    page.canvas.drawText(text)
    (grid,) = grids(page.read())
    assert [(cell.text, cell.doubt) for cell in grid.cells] == [("2363", ""), ("12", ""), ("", "")]


def test_that_numbers_below_one_another_in_a_cell_are_in_doubt(
    sheet: Callable[..., Sheet],
) -> None:
    page = sheet()
    draw_table(page, plain([["规章\n文件", "1\n0", "12"]]))
    (grid,) = grids(page.read())
    assert [cell.text for cell in grid.cells] == ["规章\n文件", "1\n0", "12"]
    assert [bool(cell.doubt) for cell in grid.cells] == [False, True, False]


@pytest.mark.parametrize(
    ("row", "set_in", "joined"),
    [
        (["2270\n1", "12", "3"], 4, ["22701", "12", "3"]),
        (["2270\n1", "12\n3", "3"], 4, ["22701", "12\n3", "3"]),  # there was room for the 3
        (["2270\n1", "1204\n3", "3120\n45"], 4, None),  # two figures in each
        (["2270\n1", "12", "3"], 0, None),  # where the text begins, no border tells
        (["2270\n12345", "12", "3"], 4, None),  # no line is longer than the first
    ],
)
def test_that_a_number_its_cell_is_too_narrow_for_is_one(
    row: list[str], set_in: float, joined: list[str] | None, sheet: Callable[..., Sheet]
) -> None:
    page = sheet()
    table = plain([row, ["规章", "文件", "数"]])
    frame_cells(page, table, width=36)
    for index, (line, column, *_, text) in enumerate(table):
        for below, words in enumerate(text.split("\n")):
            x = 72 + 36 * column + (set_in or 1 + 1.5 * index)
            page.canvas.drawString(x, 700 - 30 * line - 12 - 13 * below, words)
    (grid,) = grids(page.read())
    found = [cell for cell in grid.cells if cell.row == 0]
    assert [cell.text for cell in found] == (joined or row)
    assert [bool(cell.doubt) for cell in found] == ["\n" in text for text in joined or row]


def test_that_lines_under_the_text_of_a_cell_do_not_cut_it(sheet: Callable[..., Sheet]) -> None:
    page = sheet()
    table = plain([["主动公开情\n主动公开情", "1"], ["规章", "2"]])
    draw_table(page, table, width=64)
    for y in (685 + 1, 685 - 12):
        page.canvas.line(74, y, 134, y)
    (grid,) = grids(page.read())
    assert cells(grid) == table


@pytest.mark.parametrize(("size", "height"), [(10, 14), (3.7, 5.1)])
def test_that_borders_close_below_text_that_fills_its_cells_are_no_underlines(
    size: float, height: float, sheet: Callable[..., Sheet]
) -> None:
    page = sheet()
    page.font(size)
    table = plain([["行政规范", "123456"], ["信息内容", "65"], ["规章", "7"], ["行政", "8"]])
    width = 4 * size + 2
    frame_cells(page, table, width=width, height=height)
    for row, column, _, _, text in table:
        base = 700 - (row + 1) * height + 0.38 * size
        if column:
            page.canvas.drawRightString(72 + 2 * width - 1, base, text)
        else:
            page.canvas.drawString(72 + 1, base, text)
    (grid,) = grids(page.read())
    assert cells(grid) == table
    assert not any(cell.doubt for cell in grid.cells)


def test_that_words_that_run_out_of_their_cell_leave_the_next_alone(
    sheet: Callable[..., Sheet],
) -> None:
    page = sheet()
    frame_cells(page, plain([["", "", ""]]))
    page.canvas.drawString(74, 685, "行政机关不再处理")
    page.canvas.drawRightString(72 + 158, 685, "66")
    (grid,) = grids(page.read())
    assert [(cell.text, cell.doubt) for cell in grid.cells] == [
        ("行政机关不再处理", ""),
        ("66", ""),
        ("", ""),
    ]


def test_that_a_boxed_heading_that_touches_a_table_is_no_row_of_it(
    sheet: Callable[..., Sheet],
) -> None:
    page = sheet()
    page.canvas.rect(77, 700, 230, 25)
    page.text("二、主动公开政府信息情况", x=80, y=708)
    table = plain([["规章", "1", "2"], ["文件", "3", "4"]])
    draw_table(page, table)
    read = page.read()
    assert paragraphs(read) == ["二、主动公开政府信息情况"]
    assert [cells(grid) for grid in grids(read)] == [table]


def test_that_boxes_around_the_lines_of_prose_are_no_table(sheet: Callable[..., Sheet]) -> None:
    page = sheet()
    lines = [
        "　　本年度依法主动公开政府信息一千二百条，其中规范性文件十二件，另外还有财",
        "政信息若干。",
        "　　下一步继续努力。",
    ]
    page.lines(lines, y=760)
    for index in range(3):
        page.canvas.rect(70, 755 - 20 * index, 444, 20)
    table = plain([["规章", "1"], ["文件", "2"]])
    draw_table(page, table, x=70, top=715, width=222)
    read = page.read()
    assert paragraphs(read) == ["".join(lines[:2]).strip("　"), lines[2].strip("　")]
    assert [cells(grid) for grid in grids(read)] == [table]


def test_that_a_table_that_lays_out_others_is_none(sheet: Callable[..., Sheet]) -> None:
    page = sheet()
    page.canvas.rect(50, 400, 500, 400)
    page.canvas.line(60, 400, 60, 800)
    page.text("一、总体情况", y=760)
    draw_table(page, TABLE)
    read = page.read()
    assert paragraphs(read) == ["一、总体情况"]
    assert [cells(grid) for grid in grids(read)] == [TABLE]


def test_that_a_chart_without_text_is_no_table(sheet: Callable[..., Sheet]) -> None:
    page = sheet()
    page.canvas.grid(range(100, 400, 30), range(100, 400, 30))
    page.text("图一")
    read = page.read()
    assert grids(read) == []
    assert paragraphs(read) == ["图一"]


def test_that_an_underline_and_a_watermark_change_nothing(sheet: Callable[..., Sheet]) -> None:
    page = sheet()
    draw_table(page, TABLE)
    page.canvas.line(80, 640, 140, 640)
    page.canvas.saveState()
    page.canvas.setFont("foreign", 40)
    page.canvas.setFillColor(Color(0.5, 0.5, 0.5, 0.4))
    page.canvas.translate(200, 600)
    page.canvas.rotate(45)
    page.text("草稿", 0, 0)
    page.canvas.restoreState()
    (grid,) = grids(page.read())
    assert sorted(text for *_, text in cells(grid)) == sorted(text for *_, text in TABLE)


@st.composite
def _tables(draw: st.DrawFn) -> list[Cell]:
    """Tables with cells merged at random, each with text of its own."""
    rows, columns = draw(st.integers(2, 6)), draw(st.integers(2, 5))
    free = {(j, i) for j in range(rows) for i in range(columns)}
    table: list[Cell] = []
    for j in range(rows):
        for i in range(columns):
            if (j, i) not in free:
                continue
            high, wide = draw(st.integers(1, 2)), draw(st.integers(1, 2))
            place = {(j + y, i + x) for y in range(high) for x in range(wide)}
            if not place <= free:
                high = wide = 1
                place = {(j, i)}
            free -= place
            text = draw(st.text("一二三公开0123456789", max_size=5))
            table.append((j, i, high, wide, text))
    return table


@given(table=_tables())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_that_no_character_is_lost_doubled_or_moved_to_another_cell(
    table: list[Cell], sheet: Callable[..., Sheet]
) -> None:
    page = sheet()
    draw_table(page, table)
    page.text("前言")
    read = page.read()
    written = Counter("前言" + "".join(cell[-1] for cell in table))
    found = Counter("".join(paragraphs(read)))
    for grid in grids(read):
        found.update("".join(cell.text for cell in grid.cells))
        by_text = sorted(cell.text for cell in grid.cells if cell.text)
        assert by_text == sorted(cell[-1] for cell in table if cell[-1])
    assert found == written
