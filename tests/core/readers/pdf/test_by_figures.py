"""Tables that no line down parts, whose names run over several lines."""

from collections.abc import Callable

import pytest

from core.readers.contents import Contents, Grid
from tests.core.readers.pdf.conftest import Sheet

NAMES = (("1.示例的第", "一个名称"), ("2.第二个",), ("3.第三个名", "称比较长有", "三行"))
COLUMNS = (200, 240, 280, 320, 360)
PITCH = 16
ROWS = [[str(100 * row + column) for column in range(5)] for row in range(3)]


def drawn(sheet: Sheet, gap: float, ruled: bool, numbered: bool = True) -> Contents:
    """Names in the middle of whose lines the figures stand, `gap` points between rows."""
    for x, name in zip(COLUMNS, "甲乙丙丁戊", strict=True):
        sheet.text(f"{name}列", x, 700)
    top = 680.0
    for names, figures in zip(NAMES, ROWS, strict=True):
        for i, name in enumerate(names):
            sheet.text(name if numbered else name.lstrip("123."), 90, top - PITCH * i)
        for x, figure in zip(COLUMNS, figures, strict=True):
            sheet.text(figure, x, top - PITCH * (len(names) - 1) / 2)
        top -= PITCH * len(names) + gap
        if ruled:
            sheet.canvas.line(80, top + PITCH - gap / 2 - 2, 400, top + PITCH - gap / 2 - 2)
    return sheet.read()


def rows_of(contents: Contents) -> list[tuple[str, list[str]]]:
    """The rows with figures: the name, and the figures."""
    (grid,) = [block for block in contents.blocks if isinstance(block, Grid)]
    rows: dict[int, list[str]] = {}
    for cell in sorted(grid.cells, key=lambda cell: (cell.row, cell.column)):
        rows.setdefault(cell.row, []).append("".join(cell.text.split()))
    return [(name, figures) for name, *figures in rows.values() if figures and figures[0].isdigit()]


@pytest.mark.parametrize(("gap", "ruled"), [(10, False), (0, False), (10, True)])
def test_that_names_of_several_lines_have_their_figures(
    sheet: Callable[..., Sheet], gap: float, ruled: bool
) -> None:
    wanted = [("".join(names), row) for names, row in zip(NAMES, ROWS, strict=True)]

    assert rows_of(drawn(sheet(), gap, ruled)) == wanted


def test_that_figures_between_which_no_name_can_be_told_make_no_row(
    sheet: Callable[..., Sheet],
) -> None:
    drawing = sheet()
    for row, figures in enumerate(ROWS):
        for x, figure in zip(COLUMNS, figures, strict=True):
            drawing.text(figure, x, 684 - 40 * row)
    for line in range(8):  # as many lines above as below: any may be the first of a name
        drawing.text("没有编号的名称", 90, 700 - PITCH * line)
    contents = drawing.read()
    names = [cell.text for b in contents.blocks if isinstance(b, Grid) for cell in b.cells]

    assert not any(name.count("名称") > 1 for name in names)


def test_that_names_of_fifteen_columns_stand_over_their_figures(
    sheet: Callable[..., Sheet],
) -> None:
    drawing = sheet()
    drawing.font(9)
    drawing.text("第一组的名称", 100, 700)
    drawing.text("第二组的名称", 300, 700)
    for column in range(15):
        for i, sign in enumerate(f"第{'甲乙丙丁戊'[column % 5]}列"):
            drawing.text(sign, 72 + 30 * column, 680 - 11 * i)
        drawing.text(str(100 + column), 72 + 30 * column, 640)
    (grid,) = [block for block in drawing.read().blocks if isinstance(block, Grid)]
    texts = ["".join(cell.text.split()) for cell in grid.cells]

    assert texts[:15] == [f"第{'甲乙丙丁戊'[i % 5]}列" for i in range(15)]
    assert texts[15:] == [str(100 + i) for i in range(15)]
