"""How many keys a clerk needs besides the digits: 表三 of the densest published reports."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.gui.hands import AGENCY, ALT, Clerk, Key

BUDGET = 60


@pytest.mark.parametrize("case", ["010", "011"])
def test_that_the_table_of_applications_needs_few_keys_besides_its_digits(
    clerk: Clerk, package_of_case: Callable[[str], dict[str, Any]], case: str
) -> None:
    """Along each row with Tab to its last figure, on with Enter, and zeros at the end by Alt+0."""
    package = package_of_case(case)
    clerk.start_report(AGENCY, package["year"])
    clerk.tabs.show_section("applications")
    grid = clerk.view.grid_model.grid
    assert clerk.focus is clerk.view
    assert clerk.current == next(iter(grid.by_cell))
    pressed = 0

    def press(key: Key, *modifier: Any) -> None:
        nonlocal pressed
        clerk.key(key, *modifier)
        pressed += 1

    for row in grid.cell_rows:
        cells = [slot.cell for slot in row if slot.cell and not slot.cell.is_total]
        published = [package["cells"].get(cell.id, "0") for cell in cells]
        figures = ["" if figure == "0" else figure for figure in published]
        last = max((i for i, figure in enumerate(figures) if figure), default=0)
        for i, (cell, figure) in enumerate(zip(cells, figures, strict=True)):
            if i > last:
                break
            if i:
                press(Key.Key_Tab)
            assert clerk.current == cell.id
            clerk.keys(figure)
        press(Key.Key_Return)
    press(Key.Key_0, ALT)
    expected = {c: v for c, v in package["cells"].items() if c in grid.by_cell}
    assert {cell: clerk.shown(cell) for cell in expected} == expected
    print(f"{case}: {pressed} keys besides the digits")
    assert pressed <= BUDGET
