"""Heads and labels stay in sight, and the current cell is never under them."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget

from core.forms.definition import Form
from core.forms.layout import Slot
from gui.tables.view import TableView
from tests.gui.hands import AGENCY, CTRL, Clerk, Key

FIRST = "applications.new_received.natural_person"
LAST = "applications.carried_out.total"


def heads_of(view: TableView) -> list[Slot]:
    grid = view.grid_model.grid
    return [slot for slot in grid.slots if slot.row < grid.header_rows]


def cell_rect(view: TableView) -> QRect:
    """Where the current cell is in the view."""
    return view.visualRect(view.currentIndex()).translated(view.viewport().pos())


def is_whole(view: TableView) -> bool:
    """Whether the current cell can be seen as a whole, clear of heads and labels."""
    return view.viewport().geometry().contains(cell_rect(view))


def small(clerk: Clerk, width: int, height: int) -> TableView:
    """表三 in a window where it has no room."""
    view = clerk.go_to(FIRST)
    clerk.window.workspace.setMinimumSize(1, 1)
    clerk.tabs.window().resize(width, height)
    QApplication.processEvents()
    QApplication.sendPostedEvents()
    QApplication.processEvents()
    return view


@pytest.mark.parametrize(
    ("size", "zoom"),
    [*(((1024, 660), zoom) for zoom in (100, 125, 150, 200)), ((860, 420), 100), ((860, 420), 150)],
)
def test_that_every_cell_is_reached_clear_of_the_heads_by_keys(
    draft: Clerk, size: tuple[int, int], zoom: int
) -> None:
    draft.window.desk.theme.set_zoom(zoom)
    view = small(draft, *size)
    tops = {slot: view.slot_rect(slot).top() for slot in heads_of(view)}
    rows = len(view.grid_model.grid.cell_rows)
    for key, times in ((Key.Key_Down, rows), (Key.Key_Right, 7), (Key.Key_Up, rows)):
        for _ in range(times):
            draft.key(key)
            assert is_whole(view), (view.current_cell, cell_rect(view))
            assert {slot: view.slot_rect(slot).top() for slot in tops} == tops
    draft.key(Key.Key_End, CTRL)
    assert view.current_cell == LAST
    assert is_whole(view)
    assert view.verticalScrollBar().value() > 0
    draft.key(Key.Key_Home, CTRL)
    assert view.current_cell == FIRST
    assert is_whole(view)
    assert (view.verticalScrollBar().value(), view.horizontalScrollBar().value()) == (0, 0)


def test_that_the_labels_of_rows_stay_when_figures_scroll_sideways(draft: Clerk) -> None:
    draft.window.desk.theme.set_zoom(200)
    view = small(draft, 1024, 660)
    grid = view.grid_model.grid
    labels = [s for s in grid.slots if s.role == "row_header"]
    before = {slot: view.slot_rect(slot).left() for slot in labels}
    draft.key(Key.Key_End)
    assert view.horizontalScrollBar().value() > 0
    assert is_whole(view)
    assert {slot: view.slot_rect(slot).left() for slot in labels} == before


def test_that_typing_brings_a_cell_back_that_was_scrolled_away(draft: Clerk) -> None:
    view = small(draft, 1024, 420)
    view.verticalScrollBar().setValue(view.verticalScrollBar().maximum())
    assert not is_whole(view)
    draft.keys("7")
    assert draft.editor is not None
    assert is_whole(view)
    draft.key(Key.Key_Return)
    assert draft.stored == {FIRST: "7"}


def test_that_heads_and_cells_stand_in_line(draft: Clerk) -> None:
    draft.window.desk.theme.set_zoom(200)
    view = small(draft, 1024, 660)
    draft.key(Key.Key_End)
    grid = view.grid_model.grid
    for slot in (s for s in grid.slots if s.role == "column_header" and s.columns == 1):
        for row in grid.cell_rows:
            cell = next(s for s in row if s.column == slot.column)
            across, below = view.slot_rect(slot), view.slot_rect(cell)
            assert (across.left(), across.width()) == (below.left(), below.width())


def click(clerk: Clerk, slot: Slot) -> list[str]:
    """Clicks on a heading, wherever it is painted; what is selected then."""
    view = clerk.view
    place = view.slot_rect(slot).center()
    widget: QWidget | None = view.childAt(place)
    assert widget is not None
    inside = widget.mapFrom(view, place)
    clerk.qtbot.mouseClick(widget, Qt.MouseButton.LeftButton, pos=inside)
    return view.blocks.ids


def test_that_a_click_on_a_head_or_a_label_selects_what_it_is_of(
    draft: Clerk, form_2021: Form
) -> None:
    view = draft.go_to("applications.granted.research")
    grid = view.grid_model.grid
    cells = grid.by_cell
    for slot in (s for s in grid.slots if s.role == "column_header"):
        columns = range(slot.column, slot.column + slot.columns)
        assert click(draft, slot) == [c for c in cells if cells[c].column in columns]
        assert view.current_cell == view.blocks.ids[0]
    for slot in (s for s in grid.slots if s.role == "row_header"):
        rows = range(slot.row, slot.row + slot.rows)
        assert click(draft, slot) == [c for c in cells if cells[c].row in rows]
    corner = next(s for s in grid.slots if s.role == "corner")
    assert click(draft, corner) == list(cells)


def test_that_a_heading_between_tables_selects_its_part_alone(clerk: Clerk) -> None:
    clerk.start_report(AGENCY, 2020)
    view = clerk.go_to("licensing.licences.change")
    slots = view.grid_model.grid.slots
    heading = next(s for s in slots if s.text == "上一年项目数量")
    assert click(clerk, heading) == [
        "licensing.licences.previous_items",
        "licensing.other_services.previous_items",
    ]
    label = next(s for s in slots if s.text == "行政处罚")
    assert click(clerk, label) == [
        f"enforcement.penalties.{column}" for column in ("previous_items", "change", "decisions")
    ]


def test_that_ctrl_and_the_wheel_make_tables_larger_and_smaller(draft: Clerk) -> None:
    view = draft.go_to(FIRST)
    before = cell_rect(view).height(), view.font().pointSizeF()
    place = view.viewport().rect().center()

    def turn(delta: int) -> None:
        event = QWheelEvent(
            place.toPointF(), view.viewport().mapToGlobal(place).toPointF(), QPoint(),
            QPoint(0, delta), Qt.MouseButton.NoButton, CTRL, Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(view.viewport(), event)

    turn(120)
    assert draft.window.desk.theme.zoom == 110
    assert view.font().pointSizeF() > before[1]
    for _ in range(30):
        turn(-120)
    assert draft.window.desk.theme.zoom == 80
    for _ in range(2):
        turn(120)
    assert (cell_rect(view).height(), view.font().pointSizeF()) == before


@pytest.mark.parametrize("scale", ["1.25", "2"])
def test_that_heads_stay_on_scaled_screens(root: Path, tmp_path: Path, scale: str) -> None:
    """A screen of 1366×768 has so much less room at 125 % and 200 %."""
    width, height = round(1366 / float(scale)), round(697 / float(scale))
    done = subprocess.run(
        [sys.executable, "-c", SCALED, str(tmp_path / "data"), str(width), str(height)],
        cwd=root,
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen", "QT_SCALE_FACTOR": scale},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.stdout.splitlines() == [f"clear of the heads at {float(scale)}"], done.stderr


SCALED = """
import os, sys
from pathlib import Path
from core.resources import Resources
from gui.application import make_application, make_window
resources = Resources(Path("resources"))
application = make_application(resources)
window = make_window(resources, Path(sys.argv[1]))
window.acts.files.open_package(resources.sample)
while window.desk.work.is_on:
    application.processEvents()
tab = window.workspace.tabs.show_section("applications")
tab.setParent(None)  # for the window may need more room than the screen has
tab.resize(int(sys.argv[2]), int(sys.argv[3]) - 170)
tab.show()
application.processEvents()
view = tab.view
for cell in (*view.grid_model.grid.by_cell, next(iter(view.grid_model.grid.by_cell))):
    view.set_current(cell)
    rect = view.visualRect(view.currentIndex())
    assert view.viewport().rect().contains(rect), (cell, rect)
    for slot in view.grid_model.grid.slots:
        if slot.row < view.grid_model.grid.header_rows and not slot.columns > 1:
            assert view.slot_rect(slot).bottom() < view.viewport().y() + rect.top(), slot
assert view.verticalScrollBar().maximum() > 0
print("clear of the heads at", tab.devicePixelRatio(), flush=True)
os._exit(0)
"""
