"""A grid of the form as a Qt model."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QSignalSpy
from pytestqt.modeltest import ModelTester

from core.report.edits import replace_contents, set_cells, set_note
from core.report.report import Report
from gui.tables.model import Look, TableModel
from gui.tables.tab import TableTab
from tests.editions import each_shipped_edition
from tests.gui.hands import AGENCY, Clerk

FIRST = "applications.new_received.natural_person"
TOTAL = "applications.new_received.total"
Role = Qt.ItemDataRole


def models_of(clerk: Clerk) -> list[TableModel]:
    tabs = [tab for tab in clerk.tabs.tabs.values() if isinstance(tab, TableTab)]
    return [view.grid_model for tab in tabs for view in tab.views]


def look_of(clerk: Clerk, cell_id: str) -> Look:
    return clerk.model_of(cell_id).look_of(clerk.live.report.form.cells[cell_id])


def everything_about(clerk: Clerk) -> dict[str, tuple[object, ...]]:
    """All that can be seen or read of each cell."""
    roles = (Role.DisplayRole, Role.EditRole, Role.ToolTipRole, Role.AccessibleTextRole)
    return {
        cell: (look_of(clerk, cell), *(clerk.shown(cell, role) for role in roles))
        for cell in clerk.live.report.form.cells
    }


@pytest.mark.parametrize("year", [2020, 2024])
@pytest.mark.parametrize("section", ["disclosure", "applications", "review_litigation"])
def test_that_the_model_keeps_the_rules_of_qt_through_edits(
    clerk: Clerk, qtmodeltester: ModelTester, year: int, section: str
) -> None:
    clerk.start_report(AGENCY, year)
    tab = clerk.tabs.tabs[section]
    assert isinstance(tab, TableTab)
    for view in tab.views:
        qtmodeltester.check(view.grid_model)  # and again at every signal
        cell = view.current_cell
        clerk.live.session.apply(set_cells(clerk.live.report, {cell: "7"}))
        assert view.currentIndex().data() == "7"
        clerk.live.session.undo()
        assert view.currentIndex().data() == ""


def test_that_headings_can_be_read_but_not_chosen(draft: Clerk) -> None:
    for model in models_of(draft):
        for slot in model.grid.slots:
            if slot.cell is None:
                index = model.index(slot.row, slot.column)
                assert index.flags() == Qt.ItemFlag.NoItemFlags
                assert index.data() == slot.text
                assert index.data(Role.ToolTipRole) == slot.text
                assert index.data(Role.AccessibleTextRole) == slot.text
                assert not model.setData(index, "1")
    assert draft.live.report.cells == {}


def test_that_nothing_is_beyond_the_table(draft: Clerk) -> None:
    model = draft.model_of(FIRST)
    inside = model.index_of(FIRST)
    assert (model.rowCount(inside), model.columnCount(inside)) == (0, 0)
    assert model.data(QModelIndex()) is None
    assert not model.index_of("documents.regulations.issued").isValid()


@each_shipped_edition
def test_that_a_screen_reader_gets_where_a_cell_is_and_what_it_says(
    clerk: Clerk, edition: str
) -> None:
    clerk.start_report(AGENCY, 2020 if edition == "2019" else 2024)
    for cell_id, cell in clerk.live.report.form.cells.items():
        row = "，".join((*cell.row.under, cell.row.label))
        column = "，".join((*cell.column.under, cell.column.label))
        assert clerk.shown(cell_id, Role.AccessibleTextRole) == f"{row}；{column}；空"
    clerk.fill(FIRST, "12")
    row = "一、本年新收政府信息公开申请数量；申请人情况，"
    assert clerk.shown(FIRST, Role.AccessibleTextRole) == f"{row}自然人；12"
    partial = f"{row}总计；12；还没有填全的合计"
    assert clerk.shown(TOTAL, Role.AccessibleTextRole) == partial


def test_that_blank_typed_partial_and_complete_cells_look_different(draft: Clerk) -> None:
    assert look_of(draft, FIRST) == Look("", "", None, None, False)
    assert look_of(draft, TOTAL) == Look("", "", None, None, False)
    draft.fill(FIRST, "3")
    assert look_of(draft, FIRST) == Look("3", "", None, None, False)
    assert look_of(draft, TOTAL) == Look("3", "", None, "partial", False)
    for column in ("business", "research", "social", "legal", "other"):
        draft.fill(f"applications.new_received.{column}", "0")
    assert look_of(draft, TOTAL) == Look("3", "", None, "complete", False)
    draft.fill(TOTAL, "3")
    assert look_of(draft, TOTAL) == Look("3", "", None, None, False)


def test_that_a_calculated_total_opens_blank_for_typing(draft: Clerk) -> None:
    draft.fill(FIRST, "3")
    assert draft.shown(TOTAL) == "3"
    assert draft.shown(TOTAL, Role.EditRole) == ""


def test_that_a_broken_sum_marks_one_cell_and_the_tool_tips_of_all_explain(draft: Clerk) -> None:
    draft.fill(FIRST, "3")
    draft.fill(TOTAL, "2")
    (finding,) = (f for f in draft.live.checked.findings if TOTAL in f.cells and f.difference)
    assert not finding.culprits  # as long as the others are blank
    for cell in finding.cells:
        assert look_of(draft, cell).mark == ("error" if cell == finding.anchor else None)
        assert finding.message in draft.shown(cell, Role.ToolTipRole).split("\n")
    assert look_of(draft, "applications.granted.other").mark is None
    assert draft.shown("applications.granted.other", Role.ToolTipRole) is None


def test_that_a_hint_marks_more_lightly_than_an_error(draft: Clerk) -> None:
    draft.fill(FIRST, "/")
    assert look_of(draft, FIRST).mark == "hint"
    draft.fill(TOTAL, "2")
    for column in ("business", "research", "social", "legal", "other"):
        draft.fill(f"applications.new_received.{column}", "0")
    assert look_of(draft, TOTAL).mark == "error"
    assert look_of(draft, FIRST).mark == "hint"
    assert len(draft.shown(FIRST, Role.ToolTipRole).split("\n")) == 2


def test_that_a_note_stands_behind_the_figure_and_is_announced(draft: Clerk) -> None:
    draft.fill(FIRST, "22")
    spy = QSignalSpy(draft.model_of(FIRST).dataChanged)
    draft.live.session.apply(set_note(draft.live.report, FIRST, "（其中修订16件）"))
    assert look_of(draft, FIRST).note == "（其中修订16件）"
    assert spy.count() == 1
    assert draft.shown(FIRST) == "22"


def announced(clerk: Clerk, act: Callable[[], object]) -> list[str]:
    """The cells whose dataChanged comes from an act, each as often as it comes."""
    cells: list[str] = []

    def note(first: QModelIndex, last: QModelIndex) -> None:
        assert first == last
        model = first.model()
        assert isinstance(model, TableModel)
        cell = model.cell_at(first)
        assert cell is not None
        cells.append(cell.id)

    models = models_of(clerk)
    for model in models:
        model.dataChanged.connect(note)
    act()
    for model in models:
        model.dataChanged.disconnect(note)
    return cells


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (FIRST, "5"),
        (TOTAL, "7"),
        ("applications.granted.natural_person", "4"),
        ("applications.result_total.natural_person", "9"),
        ("applications.carried_out.total", "/"),
        ("review_litigation.direct_suit.total", "1"),
        ("documents.normative_documents.in_force", "3"),
        (FIRST, "abc"),
    ],
)
def test_that_exactly_the_changed_cells_are_announced_and_each_once(
    open_case: Callable[[str], Clerk], cell: str, text: str
) -> None:
    clerk = open_case("010")
    before = everything_about(clerk)
    model = clerk.model_of(cell)
    cells = announced(clerk, lambda: model.setData(model.index_of(cell), text))
    after = everything_about(clerk)
    changed = {c for c in before if before[c] != after[c]}
    assert cell in changed
    assert sorted(cells) == sorted(changed)


def test_that_typing_announces_the_edited_the_recalculated_and_the_newly_marked(
    draft: Clerk,
) -> None:
    draft.fill("applications.new_received.business", "2")
    draft.fill("applications.result_total.business", "1")
    draft.go_to("applications.carried_in.business")
    before = everything_about(draft)

    def type_figure() -> None:
        draft.keys("4")
        draft.key(Qt.Key.Key_Return)

    cells = announced(draft, type_figure)
    after = everything_about(draft)
    column = "applications.{}.business".format
    assert set(cells) == {c for c in before if before[c] != after[c]}
    assert "applications.carried_in.total" in cells  # recalculated
    assert look_of(draft, column("carried_in")).mark is None
    assert column("granted") not in cells


def test_that_an_edit_and_its_undo_announce_the_same_cells(filled: Clerk) -> None:
    session = filled.live.session
    there = announced(filled, lambda: session.apply(set_cells(session.report, {FIRST: "9"})))
    back = announced(filled, session.undo)
    assert sorted(there) == sorted(back)
    assert filled.live.checked.findings == ()


def test_that_a_package_taken_over_announces_no_cell_that_looks_as_before(
    filled: Clerk, new_report: Callable[..., Report]
) -> None:
    before = everything_about(filled)
    other = new_report("2019", {FIRST: "1"}, 2020)
    session = filled.live.session
    cells = announced(filled, lambda: session.apply(replace_contents(session.report, other, "")))
    after = everything_about(filled)
    assert {c for c in before if before[c] != after[c]} == set(cells)
    assert FIRST not in cells


def test_that_text_that_is_no_value_stays_in_view_and_out_of_the_report(draft: Clerk) -> None:
    draft.fill(FIRST, "5")
    model = draft.model_of(FIRST)
    assert not model.setData(model.index_of(FIRST), "五件")
    assert look_of(draft, FIRST) == Look("五件", "", "error", None, True)
    assert draft.shown(FIRST, Role.EditRole) == "五件"
    assert "“五件”不是数字" in draft.shown(FIRST, Role.ToolTipRole)
    assert draft.shown(FIRST, Role.AccessibleTextRole).startswith(
        "一、本年新收政府信息公开申请数量；申请人情况，自然人；五件；没有存上；“五件”不是数字"
    )
    assert draft.stored == {FIRST: "5"}
    assert model.setData(model.index_of(FIRST), "5")
    assert look_of(draft, FIRST) == Look("5", "", None, None, False)


def test_that_a_final_report_cannot_be_typed_into(
    draft: Clerk, monkeypatch: pytest.MonkeyPatch
) -> None:
    index = draft.model_of(FIRST).index_of(FIRST)
    assert index.flags() & Qt.ItemFlag.ItemIsEditable
    monkeypatch.setattr(draft.live.session.report, "status", "final")
    assert not index.flags() & Qt.ItemFlag.ItemIsEditable
    assert index.flags() & Qt.ItemFlag.ItemIsSelectable
