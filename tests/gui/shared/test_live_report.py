"""A session as a Qt object."""

from core.report.edits import set_cells
from core.session import Session, SessionChange
from gui.shared.live_report import LiveReport
from tests.gui.hands import Clerk

FIRST = "applications.new_received.natural_person"


def test_that_a_change_is_told_with_its_cells_and_its_origin(draft: Clerk) -> None:
    changes: list[SessionChange] = []
    draft.live.changed.connect(changes.append)
    assert draft.live.apply(lambda: set_cells(draft.live.report, {FIRST: "3"}), origin="我")
    (change,) = changes
    assert change.targets == {f"cells.{FIRST}"}
    assert change.cells == {FIRST, "applications.new_received.total"}
    assert change.origin == "我"
    assert draft.live.totals["applications.new_received.total"].number == 3


def test_that_a_refusal_is_told_in_words_and_kept(session: Session) -> None:
    live = LiveReport(session)
    told: list[str] = []
    live.refused.connect(told.append)
    assert not live.apply(lambda: set_cells(live.report, {FIRST: "三"}))
    assert told == [live.refusal]
    assert "“三”不是数字" in live.refusal
    assert live.report.cells == {}
    assert not live.checked.by_cell


def test_that_an_edit_without_changes_is_not_told(draft: Clerk) -> None:
    with draft.qtbot.assertNotEmitted(draft.live.changed):
        assert draft.live.apply(lambda: set_cells(draft.live.report, {FIRST: ""}))
