import pytest
from PySide6.QtCore import QSize

from core.forms.definition import Form
from core.forms.layout import Grid, Slot, grids_of
from gui.tables import fitting


@pytest.fixture(params=["disclosure", "applications", "review_litigation"])
def grid(request: pytest.FixtureRequest, form_2021: Form) -> Grid:
    return grids_of(form_2021, request.param)[0]


def size_of(slot: Slot, width: int) -> QSize:
    """A heading of ten pixels a character, wrapped within a width."""
    needed = 10 * len(slot.text)
    lines = -(-needed // max(width, 10))
    return QSize(min(needed, width), 14 * lines)


@pytest.mark.parametrize("available", [500, 1100, 4000])
def test_that_columns_fill_the_view_to_the_pixel(grid: Grid, available: int) -> None:
    widths = fitting.column_widths(grid, available, size_of)
    assert len(widths) == len(grid.widths)
    assert sum(widths) == available


def test_that_figures_keep_room_for_eight_digits(form_2021: Form) -> None:
    grid = grids_of(form_2021, "applications")[0]
    widths = fitting.column_widths(grid, 1100, size_of)
    figures = min(slot.column for slot in grid.by_cell.values())
    assert min(widths[figures:]) >= fitting.NARROWEST_FIGURES


def test_that_rows_grow_into_the_room_there_is_and_not_beyond(grid: Grid) -> None:
    widths = fitting.column_widths(grid, 1100, size_of)
    needed = fitting.needed_heights(grid, widths, size_of)
    highest = fitting.highest(needed)
    assert fitting.row_heights(needed, 0) == needed
    assert fitting.row_heights(needed, sum(needed) + grid.rows) == [h + 1 for h in needed]
    assert fitting.row_heights(needed, 10 * sum(highest)) == highest
