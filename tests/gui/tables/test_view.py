"""The keys of a spreadsheet, on the tables of the form."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication, QMenu

from core.forms.definition import Form
from core.forms.layout import grids_of
from gui.tables.here import Here
from gui.tables.tab import TableTab
from tests.gui.hands import AGENCY, CTRL, KEYPAD, SHIFT, Clerk, Key

FIRST = "applications.new_received.natural_person"
BELOW = "applications.carried_in.natural_person"
RIGHT = "applications.new_received.business"


def walk(clerk: Clerk, key: Qt.Key) -> list[str]:
    """The cells that a key leads through, until it leads no further."""
    cells = [clerk.current]
    while True:
        clerk.key(key)
        if clerk.current == cells[-1]:
            return cells
        cells.append(clerk.current)


@pytest.mark.parametrize("year", [2020, 2024])
@pytest.mark.parametrize("section", ["disclosure", "applications", "review_litigation"])
def test_that_arrows_reach_every_row_and_column_of_a_table_and_no_heading(
    clerk: Clerk, form_of: Callable[[str], Form], year: int, section: str
) -> None:
    clerk.start_report(AGENCY, year)
    (grid,) = grids_of(form_of("2019" if year == 2020 else "2021"), section)
    first = grid.cell_rows[0][0].cell
    assert first is not None
    clerk.go_to(first.id)

    down = walk(clerk, Key.Key_Down)
    assert [grid.by_cell[cell].row for cell in down] == [row[0].row for row in grid.cell_rows]
    up = walk(clerk, Key.Key_Up)
    assert [grid.by_cell[cell].row for cell in up] == [r[0].row for r in reversed(grid.cell_rows)]
    for row in grid.cell_rows:
        start = row[0].cell
        assert start is not None
        clerk.view.set_current(start.id)
        ids = [slot.cell.id for slot in row if slot.cell]
        assert walk(clerk, Key.Key_Right) == ids
        assert walk(clerk, Key.Key_Left) == ids[::-1]


def test_that_down_and_up_in_a_joined_table_keep_to_the_nearest_column(draft_2019: Clerk) -> None:
    draft_2019.go_to("documents.normative_documents.total_public")
    assert walk(draft_2019, Key.Key_Down) == [
        "documents.normative_documents.total_public",
        "licensing.licences.decisions",
        "licensing.other_services.decisions",
        "enforcement.penalties.decisions",
        "enforcement.coercion.decisions",
        "fees.administrative_fees.change",
        "procurement.centralised.amount",
    ]


@pytest.mark.parametrize(
    ("key", "modifier", "goal"),
    [
        (Key.Key_Return, None, "applications.granted.business"),
        (Key.Key_Enter, KEYPAD, "applications.granted.business"),
        (Key.Key_Return, SHIFT, "applications.new_received.business"),
        (Key.Key_Enter, KEYPAD | SHIFT, "applications.new_received.business"),
        (Key.Key_Tab, None, "applications.carried_in.research"),
        (Key.Key_Backtab, SHIFT, "applications.carried_in.natural_person"),
        (Key.Key_Up, None, "applications.new_received.business"),
        (Key.Key_Down, None, "applications.granted.business"),
    ],
)
@pytest.mark.parametrize("typed", ["", "7"])
def test_that_a_key_leads_to_the_same_cell_with_and_without_an_open_editor(
    draft: Clerk,
    key: Qt.Key,
    modifier: Qt.KeyboardModifier | None,
    goal: str,
    typed: str,
) -> None:
    draft.go_to("applications.carried_in.business")
    draft.keys(typed)
    assert (draft.editor is not None) == bool(typed)
    draft.key(key, modifier)
    assert draft.current == goal
    assert draft.focus is draft.view
    assert draft.stored == ({"applications.carried_in.business": typed} if typed else {})


def test_that_tab_goes_on_in_the_next_row_and_back(draft: Clerk) -> None:
    draft.go_to("applications.new_received.other")
    draft.key(Key.Key_Tab)
    assert draft.current == BELOW
    draft.key(Key.Key_Backtab, SHIFT)
    assert draft.current == "applications.new_received.other"


def test_that_tab_stops_at_totals_where_the_clerk_adds_them_up(draft: Clerk) -> None:
    draft.window.desk.ways.toggle_totals()
    draft.go_to("applications.new_received.other")
    draft.key(Key.Key_Tab)
    assert draft.current == "applications.new_received.total"
    draft.key(Key.Key_Tab)
    assert draft.current == BELOW


def test_that_tab_leaves_the_table_behind_its_last_cell(draft: Clerk) -> None:
    view = draft.go_to("applications.carried_out.total")
    draft.key(Key.Key_Tab)
    tab = draft.tabs.tab
    assert isinstance(tab, TableTab)
    assert draft.focus == tab.note_button
    draft.key(Key.Key_Space)
    assert draft.focus is tab.note  # type: ignore[comparison-overlap]  # moved by the key
    assert view.current_cell == "applications.carried_out.total"


def test_that_ctrl_tab_changes_the_tab_and_stores_what_is_being_typed(draft: Clerk) -> None:
    draft.go_to(FIRST)
    draft.keys("5")
    draft.key(Key.Key_Tab, CTRL)
    assert draft.tabs.currentIndex() == 3
    assert draft.stored == {FIRST: "5"}


def test_that_enter_after_tabs_goes_one_row_down_in_the_column_where_they_began(
    draft: Clerk,
) -> None:
    draft.go_to("applications.granted.business")
    for figure in "123":
        draft.keys(figure)
        draft.key(Key.Key_Tab)
    draft.keys("4")
    draft.key(Key.Key_Return)
    assert draft.current == "applications.partly_granted.business"
    draft.key(Key.Key_Return)
    assert draft.current == "applications.refused_state_secret.business"
    assert draft.stored == {
        f"applications.granted.{column}": figure
        for column, figure in zip(("business", "research", "social", "legal"), "1234", strict=True)
    }


@pytest.mark.parametrize("how", ["click", "arrow"])
def test_that_going_elsewhere_ends_the_run_of_tabs(draft: Clerk, how: str) -> None:
    draft.go_to(FIRST)
    draft.key(Key.Key_Tab)
    draft.key(Key.Key_Tab)
    if how == "click":
        draft.go_to("applications.granted.social")
    else:
        draft.key(Key.Key_Down)
    column = draft.current.rpartition(".")[2]
    draft.key(Key.Key_Return)
    assert draft.current.rpartition(".")[2] == column


@pytest.mark.parametrize(
    ("key", "goal"),
    [
        (Key.Key_Home, "applications.granted.natural_person"),
        (Key.Key_End, "applications.granted.total"),
        (Key.Key_PageUp, "applications.new_received.research"),
        (Key.Key_PageDown, "applications.carried_out.research"),
    ],
)
def test_that_home_end_and_page_keys_go_to_the_edges(draft: Clerk, key: Qt.Key, goal: str) -> None:
    draft.go_to("applications.granted.research")
    draft.key(key)
    assert draft.current == goal


@pytest.mark.parametrize("key", [Key.Key_Delete, Key.Key_Backspace])
def test_that_delete_blanks_the_whole_selection_in_one_undo_step(draft: Clerk, key: Qt.Key) -> None:
    block = [
        f"applications.{row}.{column}"
        for row in ("granted", "partly_granted")
        for column in ("natural_person", "business")
    ]
    figures = dict(zip(block, "1234", strict=True))
    for cell, figure in (figures | {FIRST: "9"}).items():
        draft.fill(cell, figure)
    draft.select(block[0], block[-1])
    draft.key(key)
    assert draft.stored == {FIRST: "9"}
    draft.ctrl("Z")
    assert draft.stored == figures | {FIRST: "9"}


def test_that_shift_and_arrows_select_what_delete_then_blanks(draft: Clerk) -> None:
    for cell in (FIRST, RIGHT, BELOW):
        draft.fill(cell, "3")
    draft.go_to(FIRST)
    draft.key(Key.Key_Right, SHIFT)
    draft.key(Key.Key_Down, SHIFT)
    draft.key(Key.Key_Delete)
    assert draft.stored == {}


def test_that_ctrl_a_selects_every_cell_and_no_heading(draft_2019: Clerk) -> None:
    draft_2019.go_to("fees.administrative_fees.change")
    draft_2019.ctrl("A")
    selected = [slot.cell for row in draft_2019.view.blocks.selected() for slot in row]
    section = draft_2019.live.report.form.sections[1]
    cells = draft_2019.live.report.form.cells.values()
    assert selected == [cell for cell in cells if cell.section is section]


def test_that_undo_and_redo_go_back_and_forth_from_the_table(draft: Clerk) -> None:
    draft.fill(FIRST, "1")
    draft.fill(FIRST, "2")
    draft.ctrl("Z")
    assert draft.shown(FIRST) == "1"
    assert draft.said == "已撤销：填写"
    draft.ctrl("Z")
    assert draft.shown(FIRST) == ""
    draft.ctrl("Z")
    assert draft.shown(FIRST) == ""
    draft.ctrl("Y")
    assert draft.stored == {FIRST: "1"}
    assert draft.said == "已重做：填写"
    draft.ctrl("Z", shift=True)
    assert draft.stored == {FIRST: "2"}


def test_that_what_is_wrong_in_the_current_cell_is_said_with_its_repair(filled: Clerk) -> None:
    said: list[Here] = []
    filled.tabs.here_changed.connect(said.append)
    culprit = "applications.partly_granted.natural_person"
    filled.fill(culprit, "2")
    view = filled.go_to(culprit)
    (finding,) = filled.live.checked.blamed[culprit]
    assert said[-1] == view.here
    assert view.here == Here(culprit, finding.message, "error", finding.culprits[0])
    assert view.here.repair is not None
    filled.live.session.mend(view.here.repair)
    assert said[-1] == view.here == Here(culprit)


def test_that_only_the_cell_to_blame_is_marked_and_said(filled: Clerk) -> None:
    culprit = "applications.partly_granted.natural_person"
    filled.fill(culprit, "2")
    model = filled.view.grid_model
    cells = filled.live.report.form.cells
    marked = [cell for cell in model.grid.by_cell if model.look_of(cells[cell]).mark]
    assert marked == [culprit]
    filled.go_to("applications.partly_granted.total")
    assert filled.view.here == Here("applications.partly_granted.total")


def test_that_what_is_refused_counts_as_an_error_until_it_is_mended_or_given_up(
    draft: Clerk,
) -> None:
    changed: list[str] = []
    draft.live.rejected_changed.connect(changed.append)
    draft.go_to(FIRST)
    draft.keys("1x")
    assert draft.live.rejected == {}
    draft.key(Key.Key_Return)
    assert draft.editor is not None
    assert draft.live.rejected[FIRST].text == "1x"
    assert draft.view.here.severity == "error"
    draft.key(Key.Key_Escape)
    assert draft.live.rejected == {}
    draft.keys("2x")
    draft.key(Key.Key_Return)
    draft.key(Key.Key_Backspace)
    draft.keys("3")
    draft.key(Key.Key_Return)
    assert draft.live.rejected == {}
    assert draft.stored == {FIRST: "3"}
    assert changed == [FIRST] * 4


def test_that_a_final_report_says_why_typing_does_nothing(
    draft: Clerk, monkeypatch: pytest.MonkeyPatch
) -> None:
    view = draft.go_to(FIRST)
    monkeypatch.setattr(draft.live.session.report, "status", "final")
    draft.keys("5")
    assert draft.editor is None
    assert view.current_cell == FIRST
    assert "已定稿" in draft.said
    for key in (Key.Key_F2, Key.Key_Delete):
        draft.key(key)
        assert draft.editor is None
    assert draft.live.report.cells == {}


def test_that_the_input_method_is_off_where_only_figures_are_typed(draft_2019: Clerk) -> None:
    enabled = Qt.InputMethodQuery.ImEnabled
    for cell_id, cell in draft_2019.live.report.form.cells.items():
        view = draft_2019.go_to(cell_id)
        takes_unit = bool(cell.column.units)
        assert view.inputMethodQuery(enabled) is takes_unit
        draft_2019.key(Key.Key_F2)
        assert draft_2019.editor is not None
        assert draft_2019.editor.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled) is (
            takes_unit
        )
        draft_2019.key(Key.Key_Escape)


def test_that_the_context_menu_offers_only_what_can_be_done(
    draft: Clerk, monkeypatch: pytest.MonkeyPatch
) -> None:
    offered: list[list[tuple[str, bool]]] = []

    def look_and_choose_to_blank() -> None:
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        offered.append([(action.text(), action.isEnabled()) for action in menu.actions()])
        menu.actions()[2].trigger()
        menu.close()

    def right_click() -> None:
        QTimer.singleShot(0, look_and_choose_to_blank)
        event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, view.mapToGlobal(place))
        QApplication.sendEvent(view.viewport(), event)

    draft.fill(FIRST, "4")
    view = draft.go_to(FIRST)
    place = view.visualRect(view.currentIndex()).center()
    right_click()
    assert draft.stored == {}
    monkeypatch.setattr(draft.live.session.report, "status", "final")
    right_click()
    names = ["复制", "粘贴", "清除", "向下填充", "括注…", "数据来源…", "这一格的历史…"]
    assert offered == [
        [(name, True) for name in names],
        [(name, name in ("复制", "这一格的历史…")) for name in names],
    ]
