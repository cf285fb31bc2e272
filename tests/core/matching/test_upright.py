"""Tables that stand upright and are cut, and rows of which nobody knows where they belong."""

import random
from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest

from core.forms.definition import Form
from core.matching.match import match
from core.matching.reading import Reading
from core.matching.upright import with_whole_tables
from core.readers.contents import Block, Contents, Grid, GridCell, Paragraph
from core.report.report import Report
from tests.core.matching.layouts import LAYOUTS, contents_of, made_up_report


def values(report: Report) -> dict[str, str]:
    return {cell: value.text for cell, value in report.cells.items()}


def cut_below(grid: Grid, row: int, split: bool) -> tuple[Grid, Grid]:
    """The grid in two; `split` cuts the row above through, its names in both, its figures above."""
    first: list[GridCell] = []
    rest: list[GridCell] = []
    for cell in grid.cells:
        end = cell.row + cell.rows
        text, tail = cell.text, ""
        if split and cell.row < row <= end and len(text) > 3 and not text.isdecimal():
            text, tail = text[:2], text[2:]
        down = row - split  # the row that was cut is in both
        if cell.row < row:
            first.append(replace(cell, text=text, rows=min(end, row) - cell.row))
        if end > down:
            top = max(cell.row, down)
            kept = tail if cell.row < row else text
            rest.append(replace(cell, text=kept, row=top - down, rows=end - top))
    return replace(grid, cells=tuple(first)), replace(grid, cells=tuple(rest), continues=True)


def is_wide(block: Block) -> bool:
    return isinstance(block, Grid) and block.columns > 20


@pytest.mark.parametrize(
    ("row", "split", "between"),
    [(3, False, []), (3, True, []), (6, False, [Paragraph("- 4 -")]), (6, True, [])],
)
def test_that_an_upright_table_goes_on_over_the_end_of_a_page(
    forms: tuple[Form, ...], form_2021: Form, row: int, split: bool, between: Sequence[Block]
) -> None:
    report = made_up_report(form_2021, 3)
    blocks: list[Block] = []
    for block in LAYOUTS["upright"](contents_of(report), random.Random(1)).blocks:
        if isinstance(block, Grid) and is_wide(block):
            above, below = cut_below(block, row, split)
            blocks += [above, *between, below]
        else:
            blocks.append(block)
    reading = match(Contents(tuple(blocks)), forms)

    assert values(reading.report()) == values(report)
    assert all(_stands_there(reading, cell.cell) for cell in reading.cells)


def _stands_there(reading: Reading, cell: str) -> bool:
    (found,) = (c for c in reading.cells if c.cell == cell)
    assert found.spot
    grid = reading.contents.blocks[found.spot.block]
    assert isinstance(grid, Grid)
    return any((c.row, c.column, c.text) == (*found.spot[1:], found.read) for c in grid.cells)


def test_that_no_figure_is_lost_where_the_cells_of_a_row_that_was_cut_differ() -> None:
    above = Grid(
        (GridCell("项目", 0, 0), GridCell("新收", 1, 0), GridCell("其中", 1, 1, columns=2))
    )
    below = Grid(
        (GridCell("申请", 0, 0), GridCell("5", 0, 1), GridCell("6", 0, 2), GridCell("办结", 1, 0))
    )
    whole = with_whole_tables(
        Contents((above, below)), lambda grid: grid.rows**2, lambda text: text == "新收申请"
    )

    texts = [cell.text for block in whole.blocks for cell in getattr(block, "cells", ())]
    assert "".join(texts).replace("\n", "") == "项目新收其中申请56办结"


def test_that_a_table_of_last_year_is_no_end_of_an_upright_one(
    forms: tuple[Form, ...], form_2021: Form
) -> None:
    report, last = made_up_report(form_2021, 3), made_up_report(form_2021, 4)
    upright = LAYOUTS["upright"](contents_of(report), random.Random(1)).blocks
    at = next(i for i, block in enumerate(upright) if is_wide(block))
    whole = upright[at]
    assert isinstance(whole, Grid)
    above, _ = cut_below(whole, 4, split=False)
    tables = [b for b in contents_of(last).blocks if isinstance(b, Grid)]
    other = max(tables, key=lambda grid: grid.rows)
    line = Paragraph(f"附：{report.year - 1}年度收到和处理政府信息公开申请情况（上年数据）")
    reading = match(Contents((*upright[:at], above, line, other, *upright[at + 1 :])), forms)

    true, read = values(report), values(reading.report())
    assert {cell: read[cell] for cell in read} == {cell: true.get(cell) for cell in read}


def test_that_figures_beside_a_blank_column_are_not_shifted_into_it(
    forms: tuple[Form, ...], form_of: Callable[[str], Form]
) -> None:
    """A column of another table's that few rows fill, and a row with a blank of its own."""
    report = made_up_report(form_of("2021"), 5)
    contents = LAYOUTS["column_between"](contents_of(report), random.Random(2))
    grid = max((b for b in contents.blocks if isinstance(b, Grid)), key=lambda g: g.rows)
    figures = [c for c in grid.cells if c.text.isdigit()]
    columns = sorted({c.column for c in figures if c.row > 3})
    names = {c.column for c in grid.cells if "计" in c.text and c.row < 3}
    extra = min(names & set(columns))  # 小计
    row = figures[-1].row
    cells = tuple(
        replace(c, text="") if (c.row, c.column) == (row, columns[0]) else c
        for c in grid.cells
        if c.column != extra or c.row in (0, row)
    )
    changed = tuple(Grid(cells) if block is grid else block for block in contents.blocks)
    true, read = values(report), values(match(Contents(changed), forms).report())

    assert {cell: read[cell] for cell in read} == {cell: true.get(cell) for cell in read}


def test_that_upright_tables_below_one_another_in_a_sheet_are_read_apart(
    forms: tuple[Form, ...], form_2021: Form
) -> None:
    report = made_up_report(form_2021, 6)
    blocks: list[Block] = []
    for block in LAYOUTS["upright"](contents_of(report), random.Random(1)).blocks:
        above = blocks[-2] if len(blocks) > 1 else None
        if isinstance(block, Grid) and isinstance(above, Grid) and is_wide(above):
            heading = blocks.pop()
            assert isinstance(heading, Paragraph)
            down = above.rows + 1
            line = GridCell(heading.text, above.rows, 0)
            moved = (replace(cell, row=cell.row + down) for cell in block.cells)
            blocks[-1] = replace(above, cells=(*above.cells, line, *moved))
        else:
            blocks.append(block)
    reading = match(Contents(tuple(blocks)), forms)

    assert values(reading.report()) == values(report)
    assert [text.text for text in reading.texts] == [
        text.text for text in match(contents_of(report), forms).texts
    ]
