"""Reports in layouts as offices make them, read back: nothing that is sure is wrong."""

import random
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.forms.definition import Form
from core.matching.match import NotAReport, match
from core.matching.reading import Reading
from core.readers.contents import Contents, Grid, GridCell, Paragraph
from core.report.report import Report
from tests.core.matching.layouts import AGENCY, LAYOUTS, contents_of, made_up_report

EDITIONS = ("2019", "2021")
# Layouts that leave out what told the columns: read, but marked.
MARKED = {"merges_lost"}


def values(report: Report) -> dict[str, str]:
    return {cell: value.text for cell, value in report.cells.items()}


def wrong(reading: Reading, report: Report) -> dict[str, tuple[str, str]]:
    """The cells that are sure and not as they were."""
    true = values(report)
    return {
        cell.cell: (cell.value, true.get(cell.cell, ""))
        for cell in reading.cells
        if not cell.doubt and cell.value != true.get(cell.cell)
    }


def with_cell(contents: Contents, old: str, new: str) -> Contents:
    """The contents with the text of one cell changed."""
    blocks = tuple(
        replace(
            block,
            cells=tuple(replace(c, text=new) if c.text == old else c for c in block.cells),
        )
        if isinstance(block, Grid)
        else block
        for block in contents.blocks
    )
    return replace(contents, blocks=blocks)


@pytest.mark.parametrize(
    ("edition", "sums_hold"), [(edition, at % 2 == 0) for at, edition in enumerate(EDITIONS)]
)
@pytest.mark.parametrize("layout", LAYOUTS)
def test_that_a_layout_is_read_whole(
    forms: tuple[Form, ...],
    form_of: Callable[[str], Form],
    edition: str,
    sums_hold: bool,
    layout: str,
) -> None:
    report = made_up_report(form_of(edition), 1, sums_hold)
    reading = match(LAYOUTS[layout](contents_of(report), random.Random(1)), forms)

    assert reading.form.id == edition
    assert wrong(reading, report) == {}
    assert values(reading.report(take_unsure=True)) == values(report)
    if layout not in MARKED:
        assert reading.unsure == ()
        assert reading.report().texts == report.texts
        assert reading.report().notes == {}
        assert (reading.agency, reading.year) == (AGENCY, report.year)


# All is drawn before anything is made of it: what a test draws must not hang on what it runs.
@settings(max_examples=25)
@given(
    edition=st.sampled_from(EDITIONS),
    seed=st.integers(0, 10**6),
    sums_hold=st.booleans(),
    names=st.lists(st.sampled_from(list(LAYOUTS)), min_size=2, max_size=4),
)
def test_that_no_mixture_of_layouts_makes_a_sure_cell_wrong(
    forms: tuple[Form, ...],
    form_of: Callable[[str], Form],
    edition: str,
    seed: int,
    sums_hold: bool,
    names: list[str],
) -> None:
    form = form_of(edition)
    report = made_up_report(form, seed, sums_hold)
    contents = contents_of(report)
    # Parts of a table that were cut off its head are not put into another order afterwards.
    for name in sorted(names, key=lambda name: name != "columns_reordered"):
        contents = LAYOUTS[name](contents, random.Random(seed))
    try:
        reading = match(contents, forms)
    except NotAReport:
        return

    if reading.form is form:
        assert wrong(reading, report) == {}


@pytest.mark.parametrize(
    "text",
    ["3?", "1 2", "l5", "O", "无", "约20", "12%", "12（存疑）", "若干", "-3", "1.5"],
)
def test_that_what_is_no_clear_figure_is_not_read(
    forms: tuple[Form, ...], form_2021: Form, text: str
) -> None:
    report = made_up_report(form_2021, 1)
    cell = "applications.granted.research"
    contents = with_cell(contents_of(report), report.cells[cell].text, text)
    reading = match(contents, forms)
    (found,) = [reading for reading in reading.cells if reading.cell == cell]

    assert (found.value, bool(found.doubt)) == ("", True)
    del report.cells[cell]
    assert wrong(reading, report) == {}


@pytest.mark.parametrize(
    ("text", "value", "marked"),
    [
        ("１２", "12", True), ("1,205", "1205", True), ("12件", "12", True), ("/", "/", False),
        ("—", "/", False), ("-", "/", False), ("不适用", "/", False), ("0", "0", False),
    ],
)  # fmt: skip
def test_that_figures_in_other_writings_are_converted(
    forms: tuple[Form, ...], form_2021: Form, text: str, value: str, marked: bool
) -> None:
    report = made_up_report(form_2021, 1)
    cell = "applications.granted.research"
    reading = match(with_cell(contents_of(report), report.cells[cell].text, text), forms)
    (found,) = [reading for reading in reading.cells if reading.cell == cell]

    assert (found.value, found.read, bool(found.doubt)) == (value, text, marked)


def test_that_a_blank_cell_is_not_read_as_nought(forms: tuple[Form, ...], form_2021: Form) -> None:
    report = made_up_report(form_2021, 1)
    cell = "applications.granted.research"
    reading = match(with_cell(contents_of(report), report.cells[cell].text, ""), forms)

    assert cell in reading.missing
    assert cell not in {found.cell for found in reading.cells}


def test_that_two_figures_for_seven_columns_leave_the_row_blank_and_marked(
    forms: tuple[Form, ...], form_2021: Form
) -> None:
    report = made_up_report(form_2021, 1)
    contents = contents_of(report)
    first = report.cells["applications.granted.natural_person"].text

    def cut(grid: Grid) -> Grid:
        row = next((c.row for c in grid.cells if c.text == first), None)
        kept = tuple(
            c for c in grid.cells if c.row != row or not c.text.isdigit() or c.text == first
        )
        return replace(grid, cells=(*kept, GridCell("88", row, 8))) if row else grid

    blocks = tuple(cut(b) if isinstance(b, Grid) else b for b in contents.blocks)
    reading = match(replace(contents, blocks=blocks), forms)
    row = [found for found in reading.cells if found.cell.startswith("applications.granted.")]

    assert {found.value for found in row} == {""}
    assert all(found.doubt for found in row)
    assert any(first in unplaced.text for unplaced in reading.unplaced)


def test_that_a_note_behind_a_figure_is_the_cells_note(
    forms: tuple[Form, ...], form_2021: Form
) -> None:
    report = made_up_report(form_2021, 1)
    report.notes["documents.normative_documents.in_force"] = "（其中修订3件）"
    report.notes["disclosure"] = "注：这是示例的表注。"
    reading = match(contents_of(report), forms)

    assert reading.report().notes == report.notes
    assert values(reading.report()) == values(report)


def test_that_two_tables_that_differ_are_never_mixed(
    forms: tuple[Form, ...], form_2021: Form
) -> None:
    report, other = made_up_report(form_2021, 1), made_up_report(form_2021, 2)
    grids = [b for b in contents_of(other).blocks if isinstance(b, Grid)]
    found = []
    for block in contents_of(report).blocks:
        found.append(block)
        if isinstance(block, Grid) and block.rows > 20:
            found += [Paragraph("（二）本级机关单独的数据"), grids[1]]
    reading = match(Contents(tuple(found)), forms)

    assert wrong(reading, report) == {}
    assert any("2个表" in notice for notice in reading.notices)
    assert {c.cell for c in reading.unsure} <= {c for c in form_2021.cells if "applications" in c}


def test_that_last_years_report_behind_is_left_out(
    forms: tuple[Form, ...], form_2021: Form
) -> None:
    report, other = made_up_report(form_2021, 1), made_up_report(form_2021, 2)
    report.year = other.year + 1
    blocks = (*contents_of(report).blocks, Paragraph("附件："), *contents_of(other).blocks)
    reading = match(Contents(blocks), forms)

    assert reading.year == report.year
    assert values(reading.report()) == values(report)
    assert reading.unsure == ()
    assert any("不止一份" in notice for notice in reading.notices)


def test_that_a_single_row_of_another_edition_is_kept_aside(
    forms: tuple[Form, ...], form_2019: Form, form_2021: Form
) -> None:
    old, new = made_up_report(form_2019, 1), made_up_report(form_2021, 2)
    grids = [b for b in contents_of(old).blocks if isinstance(b, Grid)]
    blocks = [
        grids[1] if isinstance(b, Grid) and b.rows > 20 else b for b in contents_of(new).blocks
    ]
    reading = match(Contents(tuple(blocks)), forms)
    other = old.cells["applications.other.natural_person"].text

    assert reading.form is form_2021
    assert any(other in unplaced.text for unplaced in reading.unplaced)
    assert not any(".other_rest." in found.cell for found in reading.cells)


@pytest.mark.parametrize("edition", EDITIONS)
def test_that_an_empty_form_is_refused(
    forms: tuple[Form, ...], new_report: Callable[..., Report], edition: str
) -> None:
    with pytest.raises(NotAReport, match="空白表"):
        match(contents_of(new_report(edition)), forms)


def test_that_what_is_no_report_is_refused(forms: tuple[Form, ...]) -> None:
    roster = Grid((GridCell("姓名", 0, 0), GridCell("日期", 0, 1), GridCell("某某", 1, 0)))

    with pytest.raises(NotAReport, match="不像"):
        match(Contents((Paragraph("示例县值班安排"), roster)), forms)
    with pytest.raises(NotAReport, match="不像"):
        match(Contents(()), forms)


def test_that_a_report_from_before_the_first_edition_is_refused(forms: tuple[Form, ...]) -> None:
    texts = ("示例县2017年政府信息公开工作年度报告", "一、概述", "示例的文字。", "二、主动公开情况")

    with pytest.raises(NotAReport, match="2017年度"):
        match(Contents(tuple(map(Paragraph, texts))), forms)
