"""Filling a table as fast as in a spreadsheet."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface, QImage
from PySide6.QtTest import QTest

from core.report.edits import set_cells, set_sources
from core.report.report import Report
from gui.tables.here import Here, Selected
from gui.tables.view import TableView
from tests.gui.hands import ALT, CTRL, SHIFT, Clerk, Key, type_answers

FIRST = "applications.new_received.natural_person"
RIGHT = "applications.new_received.business"
TOTAL = "applications.new_received.total"
BELOW = "applications.carried_in.natural_person"
CORNER = "applications.carried_in.business"
BLOCK = [FIRST, RIGHT, BELOW, CORNER]


def test_that_ctrl_enter_fills_the_selection_with_what_is_typed(draft: Clerk) -> None:
    draft.select(FIRST, CORNER)
    draft.keys("7")
    draft.key(Key.Key_Return, CTRL)
    assert draft.editor is None
    assert draft.stored == dict.fromkeys(BLOCK, "7")
    assert draft.view.blocks.ids == BLOCK
    draft.ctrl("Z")
    assert draft.stored == {}


def test_that_ctrl_enter_takes_no_text_that_is_no_value(draft: Clerk) -> None:
    draft.select(FIRST, CORNER)
    draft.keys("x")
    draft.key(Key.Key_Return, CTRL)
    assert draft.editor is not None
    assert "“x”不是数字" in draft.said
    draft.keys("=2+3")
    draft.key(Key.Key_Enter, CTRL)
    assert draft.stored == dict.fromkeys(BLOCK, "5")


def test_that_ctrl_d_repeats_the_first_selected_row_downwards(draft: Clerk) -> None:
    draft.live.session.apply(set_cells(draft.live.report, {FIRST: "3", CORNER: "9"}))
    draft.select(FIRST, "applications.granted.business")
    draft.ctrl("D")
    rows = ("new_received", "carried_in", "granted")
    assert draft.stored == {f"applications.{row}.natural_person": "3" for row in rows}


def test_that_ctrl_d_in_one_cell_repeats_the_one_above(draft: Clerk) -> None:
    draft.fill(FIRST, "3")
    assert draft.current == BELOW
    draft.ctrl("D")
    assert draft.stored == {FIRST: "3", BELOW: "3"}
    draft.go_to(FIRST)
    draft.ctrl("D")  # nothing is above
    assert draft.stored == {FIRST: "3", BELOW: "3"}


def test_that_a_sum_is_worked_out_and_a_wrong_one_refused(draft: Clerk) -> None:
    draft.fill(FIRST, "=12+3-5")
    assert draft.stored == {FIRST: "10"}
    draft.go_to(BELOW)
    draft.keys("=2*3")
    draft.key(Key.Key_Return)
    assert draft.editor is not None
    assert "算不出来" in draft.said
    assert draft.live.rejected[BELOW].text == "=2*3"


def drag(clerk: Clerk, first: str, last: str) -> TableView:
    """Selects with the mouse held down."""
    view = clerk.go_to(last)
    start, end = (
        view.visualRect(view.grid_model.index_of(cell)).center() for cell in (first, last)
    )
    button = Qt.MouseButton.LeftButton
    QTest.mousePress(view.viewport(), button, pos=start)
    for place in (QRect(start, end).center(), end):
        QTest.mouseMove(view.viewport(), place)
    QTest.mouseRelease(view.viewport(), button, pos=end)
    return view


@pytest.mark.parametrize(("first", "last"), [(FIRST, CORNER), (CORNER, FIRST)])
@pytest.mark.parametrize("how", ["drag", "shift-click", "shift-arrows"])
def test_that_typing_goes_into_the_cell_where_the_selection_began(
    draft: Clerk, first: str, last: str, how: str
) -> None:
    if how == "drag":
        drag(draft, first, last)
    elif how == "shift-click":
        draft.select(first, last)
    else:
        draft.go_to(first)
        keys = (Key.Key_Down, Key.Key_Right) if first == FIRST else (Key.Key_Up, Key.Key_Left)
        for key in keys:
            draft.key(key, SHIFT)
    assert draft.view.blocks.ids == BLOCK
    draft.keys("5")
    assert draft.view.blocks.ids == BLOCK
    draft.key(Key.Key_Return)
    assert draft.stored == {first: "5"}


def test_that_the_sum_of_a_selection_is_told(draft: Clerk) -> None:
    said: list[Here] = []
    draft.tabs.here_changed.connect(said.append)
    draft.live.session.apply(set_cells(draft.live.report, {FIRST: "3", RIGHT: "/", CORNER: "4"}))
    draft.select(FIRST, CORNER)
    assert said[-1].selected == Selected(7, 3)
    assert said[-1].selected.words == "合计 7　平均 2.33　3 格"
    draft.go_to(FIRST)
    assert said[-1].selected is None


def test_that_averages_are_written_short() -> None:
    assert Selected.of([1, 2]).words == "合计 3　平均 1.5　2 格"
    assert Selected.of([1000, 1000]).words == "合计 2000　平均 1000　2 格"
    assert Selected.of([]).words == "选中的格都空着"


def blank_in(clerk: Clerk, section: str) -> list[str]:
    cells = clerk.live.report.form.cells.values()
    return [
        c.id for c in cells
        if c.section.id == section and not c.is_total and c.id not in clerk.live.report.cells
    ]  # fmt: skip


def test_that_alt_0_fills_zeros_into_the_table_in_front(draft: Clerk) -> None:
    draft.fill(FIRST, "3")
    draft.key(Key.Key_0, ALT)
    assert blank_in(draft, "applications") == []
    assert blank_in(draft, "disclosure")
    assert blank_in(draft, "review_litigation")
    assert draft.stored[FIRST] == "3"
    assert TOTAL not in draft.stored
    assert draft.said.startswith("补了 ")


def test_that_alt_0_fills_zeros_into_the_selection_alone(draft: Clerk) -> None:
    draft.select(FIRST, CORNER)
    draft.key(Key.Key_0, ALT)
    assert draft.stored == dict.fromkeys(BLOCK, "0")


def test_that_all_tables_are_filled_with_zeros_on_request(draft: Clerk) -> None:
    draft.go_to(FIRST)
    draft.window.actions_["fill_all_zeros"].trigger()
    for section in ("disclosure", "applications", "review_litigation"):
        assert blank_in(draft, section) == []


def test_that_the_ways_of_tables_are_kept_and_shown_in_the_menu(draft: Clerk) -> None:
    actions, settings = draft.window.actions_, draft.window.desk.settings
    assert (settings.last_year_beside, settings.totals_by_program) == (False, True)
    for name in ("last_year_beside", "totals_by_program"):
        on = actions[name].isChecked()
        actions[name].trigger()
        assert actions[name].isChecked() is not on
        assert getattr(settings, name) is not on


def test_that_last_years_value_stands_beside_when_it_is_asked_for(
    draft: Clerk, new_report: Callable[..., Report]
) -> None:
    form = draft.live.report.form
    previous = new_report(form.id, {FIRST: "31", RIGHT: "0"}, draft.live.report.year - 1)
    draft.live.session.compare_with(previous)
    view = draft.go_to("applications.granted.other")
    model, before = view.grid_model, view.grab().toImage()
    assert model.look_of(form.cells[FIRST]).last_year == ""
    draft.window.desk.ways.toggle_last_year()
    assert model.look_of(form.cells[FIRST]).last_year == "31"
    assert model.look_of(form.cells[RIGHT]).last_year == ""
    assert view.grab().toImage() != before
    draft.fill(FIRST, "4")
    assert model.look_of(form.cells[FIRST]).text == "4"


def test_that_a_source_is_told_and_never_part_of_what_is_printed(
    draft: Clerk, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft.fill(FIRST, "3")
    view = draft.go_to(FIRST)
    asked = type_answers(monkeypatch, " 信访科 1月8日 ")
    draft.window.actions_["source"].trigger()
    assert "本年新收·自然人" in asked[0][0]
    assert draft.live.report.sources == {FIRST: "信访科 1月8日"}
    assert view.here.source == "信访科 1月8日"
    assert draft.shown(FIRST, Qt.ItemDataRole.ToolTipRole) == "数据来源：信访科 1月8日"
    draft.ctrl("Z")
    assert draft.live.report.sources == {}
    assert draft.shown(FIRST, Qt.ItemDataRole.ToolTipRole) is None


def test_that_all_selected_cells_get_the_source(
    draft: Clerk, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft.go_to(FIRST)
    draft.key(Key.Key_Right, SHIFT)
    type_answers(monkeypatch, "信访科")
    draft.window.actions_["source"].trigger()
    assert list(draft.live.report.sources.values()) == ["信访科", "信访科"]
    assert FIRST in draft.live.report.sources
    draft.ctrl("Z")
    assert draft.live.report.sources == {}


def ink_box(image: QImage, left: int) -> tuple[int, int, int, int]:
    """Where dark ink begins and ends behind `left`, within the frame of a cell."""
    ink = [
        (x, y)
        for x in range(left, image.width() - 4)
        for y in range(4, image.height() - 4)
        if image.pixelColor(x, y).lightness() < 128
    ]
    across, down = zip(*ink, strict=True)
    return min(across), max(across), min(down), max(down)


def test_that_the_editor_keeps_frame_and_place_of_the_figure(draft: Clerk) -> None:
    for cell in (FIRST, TOTAL, "review_litigation.review.upheld"):
        draft.fill(cell, "18")
        view = draft.go_to(cell)
        rect = view.visualRect(view.currentIndex())
        shown = view.viewport().grab(rect).toImage()
        draft.key(Key.Key_F2)
        editor = draft.editor
        assert editor is not None
        editor.setCursorPosition(0)
        edited = view.viewport().grab(rect).toImage()
        frame = [(x, y) for x in (0, 1) for y in range(rect.height())]
        assert all(shown.pixel(x, y) == edited.pixel(x, y) for x, y in frame)
        boxes = [ink_box(image, rect.width() - 12) for image in (shown, edited)]
        assert all(abs(a - b) <= 1 for a, b in zip(*(box[:2] for box in boxes), strict=True)), cell
        assert boxes[0][2:] == boxes[1][2:], cell
        draft.key(Key.Key_Escape)


def accessible(view: TableView, cell: str) -> QAccessibleInterface:
    """What a screen reader gets for a cell, from Qt's own bridge: a table of headers and cells."""
    index = view.grid_model.index_of(cell)
    columns = view.grid_model.columnCount() + 1
    table = QAccessible.queryAccessibleInterface(view)
    assert table.role() == QAccessible.Role.Table
    found = table.child((index.row() + 1) * columns + index.column() + 1)
    assert found.role() == QAccessible.Role.Cell
    return found


def test_that_a_screen_reader_is_told_row_column_value_and_state(draft: Clerk) -> None:
    draft.fill(FIRST, "3")
    draft.fill("applications.refused_law.business", "2x")
    draft.go_to("applications.refused_law.business")
    draft.live.session.apply(set_sources(draft.live.report, (FIRST,), "信访科"))
    name = QAccessible.Text.Name
    view = draft.view
    assert accessible(view, FIRST).text(name) == (
        "一、本年新收政府信息公开申请数量；申请人情况，自然人；3；数据来源：信访科"
    )
    header = QAccessible.queryAccessibleInterface(view).child(4)
    assert header.role() == QAccessible.Role.ColumnHeader
    assert header.text(name) == "申请人情况，自然人"
    assert accessible(view, TOTAL).text(name).endswith("申请人情况，总计；3；还没有填全的合计")
    told = accessible(view, "applications.refused_law.business").text(name)
    assert told.startswith(
        "三、本年度办理结果，（三）不予公开，2.其他法律行政法规禁止公开；"
        "申请人情况，法人或其他组织，商业企业；2x；没有存上；“2x”不是数字"
    )
