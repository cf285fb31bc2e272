"""Files put together oddly: tables side by side, sections out of order, rows that lie loose."""

import random
from collections.abc import Callable
from dataclasses import replace

import pytest

from core.forms.definition import Form
from core.matching.match import NotAReport, match
from core.readers.contents import Block, Contents, Grid, GridCell, Paragraph
from core.report.report import Report
from core.report.values import parse_value
from tests.core.matching.layouts import LAYOUTS, contents_of, made_up_report

EDITIONS = ("2019", "2021")


def values(report: Report) -> dict[str, str]:
    return {cell: value.text for cell, value in report.cells.items()}


def set_total(report: Report, cell: str, text: str) -> None:
    value = parse_value(text, report.form.cells[cell].column)
    assert value is not None
    report.cells[cell] = value


def rows_of(grid: Grid) -> list[list[GridCell]]:
    rows: dict[int, list[GridCell]] = {}
    for cell in sorted(grid.cells, key=lambda cell: (cell.row, cell.column)):
        if cell.text:
            rows.setdefault(cell.row, []).append(cell)
    return [rows[row] for row in sorted(rows)]


def as_lines(contents: Contents, least: int = 1) -> Contents:
    """The contents with rows of grids as lines of text: those of at most so many cells, or all."""
    found: list[Block] = []
    for block in contents.blocks:
        if not isinstance(block, Grid):
            found.append(block)
            continue
        for row in rows_of(block):
            if least == 0 or len(row) <= least:
                found.append(Paragraph("  ".join(cell.text for cell in row)))
            else:
                found.append(Grid(tuple(row)))
    return replace(contents, blocks=tuple(found))


@pytest.mark.parametrize("edition", EDITIONS)
def test_that_tables_beside_one_another_are_read_apart(
    forms: tuple[Form, ...], form_of: Callable[[str], Form], edition: str
) -> None:
    report = made_up_report(form_of(edition), 4)
    blocks = contents_of(report).blocks
    grids = [block for block in blocks if isinstance(block, Grid)]
    largest = max(grids, key=lambda grid: grid.rows)
    left = grids[0]
    beside = tuple(replace(cell, column=cell.column + left.columns) for cell in largest.cells)
    kept = [Grid((*left.cells, *beside)) if b is left else b for b in blocks if b is not largest]
    reading = match(Contents(tuple(kept)), forms)

    assert reading.form.id == edition
    assert values(reading.report()) == values(report)


@pytest.mark.parametrize("edition", EDITIONS)
def test_that_sections_out_of_order_keep_their_texts(
    forms: tuple[Form, ...], form_of: Callable[[str], Form], edition: str
) -> None:
    report = made_up_report(form_of(edition), 5)
    blocks = list(contents_of(report).blocks)
    headings = [i for i, b in enumerate(blocks) if isinstance(b, Paragraph) and b.heading]
    second, after_tables = headings[1], headings[4]
    end = len(blocks) - len(report.texts["signature"].split("\n"))
    moved = [*blocks[:second], *blocks[after_tables:end], *blocks[second:after_tables]]
    reading = match(Contents((*moved, *blocks[end:])), forms)

    assert reading.report().texts == report.texts
    assert values(reading.report()) == values(report)


@pytest.mark.parametrize("edition", EDITIONS)
def test_that_an_empty_form_of_loose_names_is_refused(
    forms: tuple[Form, ...], new_report: Callable[..., Report], edition: str
) -> None:
    with pytest.raises(NotAReport, match="空白表"):
        match(as_lines(contents_of(new_report(edition))), forms)


@pytest.mark.parametrize("edition", EDITIONS)
def test_that_rows_of_figures_are_no_note(
    forms: tuple[Form, ...], form_of: Callable[[str], Form], edition: str
) -> None:
    report = made_up_report(form_of(edition), 6)
    report.notes["disclosure"] = "注：规章 3 件是示例的表注。"
    reading = match(as_lines(contents_of(report), least=0), forms)
    cell = "applications.granted.natural_person"

    assert reading.form.id == edition
    assert reading.report().notes == report.notes
    assert any(report.cells[cell].text in unplaced.text for unplaced in reading.unplaced)


def test_that_a_total_left_over_is_missing(forms: tuple[Form, ...], form_2021: Form) -> None:
    report = made_up_report(form_2021, 7)
    total = "applications.result_total.natural_person"
    contents = contents_of(report)

    def changed(grid: Grid) -> Grid:
        named = form_2021.cells[total].row.label
        cells = (replace(c, text="示例") if c.text == named else c for c in grid.cells)
        return replace(grid, cells=tuple(cells))

    blocks = tuple(changed(b) if isinstance(b, Grid) else b for b in contents.blocks)
    reading = match(replace(contents, blocks=blocks), forms)

    assert any(report.cells[total].text in unplaced.text for unplaced in reading.unplaced)
    assert total in {*reading.missing, *(found.cell for found in reading.unsure)}


@pytest.mark.parametrize("edition", EDITIONS)
def test_that_most_sums_settle_columns_without_their_spans(
    forms: tuple[Form, ...], form_of: Callable[[str], Form], edition: str
) -> None:
    report = made_up_report(form_of(edition), 8)
    total = next(c for c in report.form.totals if c.id.endswith("granted.total"))
    set_total(report, total.id, "7")
    reading = match(LAYOUTS["merges_lost"](contents_of(report), random.Random(8)), forms)

    assert reading.unsure == ()
    assert values(reading.report()) == values(report)
    assert any("大多相符" in notice for notice in reading.notices)


@pytest.mark.parametrize("edition", EDITIONS)
def test_that_figures_that_add_up_in_no_row_settle_no_columns(
    forms: tuple[Form, ...], form_of: Callable[[str], Form], edition: str
) -> None:
    report = made_up_report(form_of(edition), 8, sums_hold=False)
    for number, total in enumerate(report.form.totals):
        set_total(report, total.id, str(100000 + number))
    reading = match(LAYOUTS["merges_lost"](contents_of(report), random.Random(8)), forms)

    assert reading.unsure
    assert not any("相符" in notice for notice in reading.notices)


def test_that_a_sum_settles_a_number_parted_by_a_line_end(
    forms: tuple[Form, ...], form_2021: Form
) -> None:
    report = made_up_report(form_2021, 9)
    total = report.cells["applications.new_received.total"].text
    contents = contents_of(report)

    def parted(cell: GridCell) -> GridCell:
        text = f"{total[:-1]}\n{total[-1]}"
        return replace(cell, text=text, doubt="示例的疑问。") if cell.text == total else cell

    blocks = tuple(
        replace(b, cells=tuple(map(parted, b.cells))) if isinstance(b, Grid) else b
        for b in contents.blocks
    )
    reading = match(replace(contents, blocks=blocks), forms)

    assert reading.unsure == ()
    assert values(reading.report()) == values(report)


@pytest.mark.parametrize("edition", EDITIONS)
def test_that_last_year_beside_each_column_is_left_aside(
    forms: tuple[Form, ...], form_of: Callable[[str], Form], edition: str
) -> None:
    report = made_up_report(form_of(edition), 10)
    blocks = contents_of(report).blocks
    largest = max((b for b in blocks if isinstance(b, Grid)), key=lambda grid: grid.rows)
    left = min(cell.column for cell in largest.cells if cell.text.isdigit())
    top = min(cell.row for cell in largest.cells if cell.text.isdigit())
    cells: list[GridCell] = []
    for cell in largest.cells:
        row = cell.row + (cell.row >= top)
        rows = cell.rows + (cell.row < top <= cell.row + cell.rows and cell.column < left)
        column = cell.column if cell.column < left else 2 * cell.column - left
        if cell.column >= left and cell.row < top:
            cells.append(replace(cell, column=column, columns=2 * cell.columns))
        else:
            cells.append(replace(cell, row=row, rows=rows, column=column))
        if cell.text.isdigit():
            cells.append(replace(cell, text="3", row=row, column=column + 1))
    for column in range(left, largest.columns):
        start = 2 * column - left
        cells += [GridCell("本年", top, start), GridCell("上年", top, start + 1)]
    doubled = tuple(Grid(tuple(cells)) if block is largest else block for block in blocks)
    reading = match(Contents(doubled), forms)

    assert values(reading.report()) == values(report)


def test_that_a_blank_row_is_not_filled_from_a_later_table(
    forms: tuple[Form, ...], form_2021: Form
) -> None:
    report, other = made_up_report(form_2021, 1), made_up_report(form_2021, 2)
    cell = "licensing.licences.decisions"
    del report.cells[cell]
    apart = [LAYOUTS["tables_apart"](contents_of(r), random.Random(1)) for r in (report, other)]
    reading = match(Contents((*apart[0].blocks, *apart[1].blocks)), forms)

    assert cell not in values(reading.report())


def test_that_the_report_in_front_is_read_where_only_the_one_behind_names_its_year(
    forms: tuple[Form, ...], form_2021: Form
) -> None:
    report, last = made_up_report(form_2021, 1), made_up_report(form_2021, 2)
    last.year -= 1
    del last.texts["preface"]
    report.texts["title"] = f"{report.agency.name}政府信息公开工作年度报告"
    last.texts["title"] = f"{report.agency.name}{last.year}年政府信息公开工作年度报告"
    both = (*contents_of(report).blocks, *contents_of(last).blocks)
    reading = match(Contents(both), forms)

    assert values(reading.report()) == values(report)


def test_that_a_date_over_a_table_makes_it_none_of_another_year(
    forms: tuple[Form, ...], form_2021: Form
) -> None:
    report = made_up_report(form_2021, 1)
    blocks = list(contents_of(report).blocks)
    at = next(i for i, b in enumerate(blocks) if isinstance(b, Grid) and b.rows > 20)
    blocks.insert(at, Paragraph(f"填表人：示例　填表日期：{report.year + 1}年1月8日"))
    reading = match(Contents(tuple(blocks)), forms)

    assert reading.unsure == ()
    assert values(reading.report()) == values(report)


def test_that_a_blank_cell_in_doubt_is_marked(forms: tuple[Form, ...], form_2021: Form) -> None:
    report = made_up_report(form_2021, 1)
    total = "applications.new_received.total"
    grids = [
        replace(b, cells=tuple(_without_result(c, report.cells[total].text) for c in b.cells))
        if isinstance(b, Grid)
        else b
        for b in contents_of(report).blocks
    ]
    reading = match(Contents(tuple(grids)), forms)

    assert [(c.cell, c.value) for c in reading.unsure] == [(total, "")]


def _without_result(cell: GridCell, text: str) -> GridCell:
    return replace(cell, text="", doubt="公式没有存结果。") if cell.text == text else cell


def test_that_a_form_of_placeholders_is_refused(
    forms: tuple[Form, ...], new_report: Callable[..., Report]
) -> None:
    report = new_report("2021")
    report.texts = {"other_matters": "××年没有其他事项", "signature": "××单位\n××年×月×日"}

    with pytest.raises(NotAReport, match="空白表"):
        match(contents_of(report), forms)


def test_that_columns_in_two_tables_are_one_table(forms: tuple[Form, ...], form_2021: Form) -> None:
    report = made_up_report(form_2021, 1)
    found: list[Block] = []
    for block in LAYOUTS["header_flattened"](contents_of(report), random.Random(1)).blocks:
        found.append(block)
        if isinstance(block, Grid) and block.rows > 20:
            names, figures = block.columns - 7, block.columns - 4
            left = tuple(c for c in block.cells if c.column < figures)
            right = tuple(
                replace(c, column=c.column - 3 * (c.column >= figures))
                for c in block.cells
                if c.column < names or c.column >= figures
            )
            found[-1:] = [Grid(left), Paragraph("（续表）"), Grid(right)]
    reading = match(Contents(tuple(found)), forms)

    assert reading.unsure == ()
    assert values(reading.report()) == values(report)


def test_that_a_group_named_in_its_middle_takes_no_row_from_another(
    forms: tuple[Form, ...], form_2021: Form
) -> None:
    report = made_up_report(form_2021, 1)
    contents = contents_of(report)

    def lowered(grid: Grid) -> Grid:
        groups = [c for c in grid.cells if c.rows > 2 and c.column == 1]
        cells: list[GridCell] = [c for c in grid.cells if c not in groups]
        for group in groups:
            texts = [group.text if i == group.rows // 2 else "" for i in range(group.rows)]
            cells += [GridCell(text, group.row + i, 1) for i, text in enumerate(texts)]
        return replace(grid, cells=tuple(cells))

    blocks = tuple(lowered(b) if isinstance(b, Grid) else b for b in contents.blocks)
    reading = match(replace(contents, blocks=blocks), forms)

    assert reading.unsure == ()
    assert values(reading.report()) == values(report)


def test_that_a_total_settles_a_row_with_one_figure_more(
    forms: tuple[Form, ...], form_2021: Form
) -> None:
    report = made_up_report(form_2021, 1)
    first = report.cells["applications.granted.natural_person"].text

    def longer(grid: Grid) -> Grid:
        row = next((c.row for c in grid.cells if c.text == first and grid.rows > 20), -1)
        odd = (
            replace(c, column=c.column + (c.text != first), doubt="示例的疑问。")
            if c.row == row and c.text.isdigit()
            else c
            for c in grid.cells
        )
        more = [GridCell("7", row, c.column + 1) for c in grid.cells if c.text == first]
        return replace(grid, cells=(*odd, *more)) if row >= 0 else grid

    blocks = tuple(longer(b) if isinstance(b, Grid) else b for b in contents_of(report).blocks)
    reading = match(Contents(blocks), forms)

    assert reading.unsure == ()
    assert values(reading.report()) == values(report)
    assert any("多出一个数" in notice for notice in reading.notices)


def test_that_one_zero_more_in_a_row_of_zeros_leaves_one_way(
    forms: tuple[Form, ...], form_2021: Form
) -> None:
    report = made_up_report(form_2021, 1)
    row = "applications.granted."
    zeros = [cell for cell in report.cells if cell.startswith(row)]
    texts = {report.cells[cell].text for cell in zeros}
    grids = [block for block in contents_of(report).blocks if isinstance(block, Grid)]
    largest = max(grids, key=lambda grid: grid.rows)
    first = report.cells[zeros[0]].text
    at = next(c.row for c in largest.cells if c.text == first)
    cells = [replace(c, text="0") if c.row == at and c.text in texts else c for c in largest.cells]
    cells.append(GridCell("0", at, largest.columns))
    blocks = (
        replace(b, cells=tuple(cells)) if isinstance(b, Grid) and b.cells == largest.cells else b
        for b in contents_of(report).blocks
    )
    reading = match(Contents(tuple(blocks)), forms)

    assert reading.unsure == ()
    assert {values(reading.report())[cell] for cell in zeros} == {"0"}


def test_that_rows_below_a_cut_that_add_up_in_another_order_are_in_doubt(
    forms: tuple[Form, ...], form_2021: Form
) -> None:
    report = made_up_report(form_2021, 7)
    blocks = list(LAYOUTS["header_flattened"](contents_of(report), random.Random(1)).blocks)
    at = next(i for i, b in enumerate(blocks) if isinstance(b, Grid) and b.rows > 20)
    grid = blocks[at]
    assert isinstance(grid, Grid)
    last = max(cell.column for cell in grid.cells)
    first = min(cell.column for cell in grid.cells if cell.text.isdigit())
    above = [cell for cell in grid.cells if cell.row + cell.rows <= 17]
    below = [
        replace(c, row=c.row - 17, column=first if c.column == last else c.column + 1)
        if c.column >= first
        else replace(c, row=max(c.row - 17, 0), rows=c.rows - max(17 - c.row, 0))
        for c in grid.cells
        if c.row + c.rows > 17
    ]
    blocks[at : at + 1] = [Grid(tuple(above)), Grid(tuple(below), continues=True)]
    true, read = values(report), values(match(Contents(tuple(blocks)), forms).report())

    assert len(read) < len(true)
    assert {cell: read[cell] for cell in read} == {cell: true[cell] for cell in read}


def test_that_a_head_on_another_page_whose_columns_lie_elsewhere_names_none(
    forms: tuple[Form, ...], form_2021: Form
) -> None:
    report = made_up_report(form_2021, 8, sums_hold=False)
    blocks = list(LAYOUTS["header_flattened"](contents_of(report), random.Random(1)).blocks)
    at = next(i for i, b in enumerate(blocks) if isinstance(b, Grid) and b.rows > 20)
    grid = blocks[at]
    assert isinstance(grid, Grid)
    first = min(cell.column for cell in grid.cells if cell.text.isdigit())
    # The third column of figures begins one place further to the left than its name, and so on.
    head = [c for c in grid.cells if c.row == 0]
    wide = [
        replace(c, column=c.column + (c.column > first + 1), columns=1 + (c.column == first + 1))
        if c.column >= first
        else c
        for c in head
    ]
    rows = [replace(c, row=c.row - 1) for c in grid.cells if c.row > 0]
    blank = GridCell("", 0, 1 + max(cell.column for cell in grid.cells))
    blocks[at : at + 1] = [Grid(tuple(wide)), Grid((*rows, blank), continues=True)]
    true, read = values(report), values(match(Contents(tuple(blocks)), forms).report())

    assert {cell: read[cell] for cell in read} == {cell: true[cell] for cell in read}


def test_that_a_line_over_a_table_names_no_row_of_all_figures_together(
    forms: tuple[Form, ...], form_2021: Form
) -> None:
    report = made_up_report(form_2021, 9)
    blocks = list(contents_of(report).blocks)
    at = max(i for i, block in enumerate(blocks) if isinstance(block, Grid))
    grid = blocks[at]
    assert isinstance(grid, Grid)
    low = max(cell.row for cell in grid.cells) - 1
    kept = [replace(c, row=max(c.row - low, 0), rows=1) for c in grid.cells if c.row + c.rows > low]
    texts = ["", "复议后起诉"]
    blocks[at : at + 1] = [*map(Paragraph, texts), Grid(tuple(kept))]
    true, read = values(report), values(match(Contents(tuple(blocks)), forms).report())

    assert {cell: read[cell] for cell in read} == {cell: true[cell] for cell in read}
