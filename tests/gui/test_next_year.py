"""This year's report begun from last year's, in the window. All texts are made up."""

import pytest
from PySide6.QtWidgets import QPushButton

from core.report.edits import set_cells, set_text
from gui.window.badges import badge_of
from gui.window.new_report_dialog import NewReportDialog
from tests.gui.hands import AGENCY, Clerk, Key

PASSED_ON = {
    "applications.carried_out.natural_person": "118", "applications.carried_out.business": "3",
}  # fmt: skip
PERSON, BUSINESS = "applications.carried_in.natural_person", "applications.carried_in.business"


@pytest.fixture
def begun(clerk: Clerk) -> Clerk:
    """Hands on the report of 2024, begun from that of 2023 by the dialog."""
    clerk.start_report(AGENCY, 2023)
    session = clerk.live.session
    session.apply(set_cells(session.report, PASSED_ON))
    session.apply(set_text(session.report, "general", "街道的情况。"))
    dialog = NewReportDialog(clerk.window.desk.reports, clerk.window)
    dialog.year.setValue(2024)
    assert dialog.base.isChecked()
    dialog.accept()
    assert dialog.report_id is not None
    clerk.window.desk.open_report(dialog.report_id)
    clerk.wait_for_texts()
    return clerk


def test_that_a_base_is_offered_only_where_there_is_one(clerk: Clerk) -> None:
    clerk.start_report(AGENCY, 2023)
    dialog = NewReportDialog(clerk.window.desk.reports, clerk.window)
    dialog.show()
    for year, offered in ((2024, True), (2025, False), (2024, True)):
        dialog.year.setValue(year)
        assert dialog.base.isVisible() is offered
    assert "2023" in dialog.base.text()
    dialog.base.setChecked(False)
    dialog.accept()
    assert dialog.report_id is not None
    assert clerk.window.desk.reports.load(dialog.report_id).texts == {}


def test_that_last_years_numbers_stand_in_blank_cells_and_are_no_values(begun: Clerk) -> None:
    assert begun.model_of(PERSON).look_of(begun.live.report.form.cells[PERSON]).offered == "118"
    assert begun.stored == {}
    begun.go_to(PERSON)
    assert begun.said.endswith("按上年的年报是 118：可以采用，也可以照实填。")
    assert begun.window.hint_line.button.text() == "采用 118"
    begun.click_on(begun.window.hint_line.button)
    assert begun.stored == {PERSON: "118"}


def test_that_typing_takes_the_place_of_what_is_offered(begun: Clerk) -> None:
    begun.go_to(BUSINESS)
    begun.keys("4")
    begun.key(Key.Key_Return)
    assert begun.stored == {BUSINESS: "4"}
    assert begun.model_of(BUSINESS).look_of(begun.live.report.form.cells[BUSINESS]).offered == ""


def test_that_all_are_taken_by_one_click_and_zeros_leave_them_out(begun: Clerk) -> None:
    panel = begun.window.workspace.panel
    assert panel is not None
    buttons = {b.text(): b for b in panel.unfilled.findChildren(QPushButton)}
    begun.click_on(buttons["全部采用"])
    assert begun.stored == {PERSON: "118", BUSINESS: "3"}
    assert begun.said == "采用了上年年报的 2 个数；不对的可以撤销。"
    begun.window.actions_["undo"].trigger()
    panel.unfilled.zeros.emit("applications")
    assert PERSON not in begun.stored
    assert begun.stored["applications.new_received.natural_person"] == "0"


def test_that_a_tab_says_that_its_text_is_last_years(begun: Clerk) -> None:
    section = begun.live.report.form.sections[0]
    live = begun.live
    faults = [f for f in live.checked.faults if f.section == section.id and f.severity != "hint"]
    assert faults == []
    assert badge_of(section, live, 0).words == "上年底稿"
    live.session.apply(set_text(live.report, "general", "街道今年的情况。"))
    assert badge_of(section, live, 0).words != "上年底稿"
