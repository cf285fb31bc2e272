"""Correcting what an agency is called and is."""

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtWidgets import QDialog, QDialogButtonBox

from core.report.edits import fill_zeros, replace_contents, set_cells
from core.report.report import Agency
from core.session import Session
from gui.shared.plain import Label
from gui.window.agency_dialog import AgencyDialog
from tests.gui.hands import AGENCY, Clerk, answer
from tests.written import WRITTEN

NEW = replace(AGENCY, name="新的街道办事处")
CODE = "9144030071526726XG"


def publish(clerk: Clerk, year: int) -> None:
    """Makes and finalises a report of the agency in which nothing is wrong."""
    reports = clerk.window.desk.reports
    session = Session(reports, reports.create_report(reports.agencies()[0].id, year))
    session.apply(replace_contents(session.report, replace(session.report, texts=WRITTEN), "填写"))
    session.apply(fill_zeros(session.report))
    session.apply(set_cells(session.report, {"licensing.licences.decisions": "1"}))
    session.finalise(date(2025, 1, 20))


def open_dialog(clerk: Clerk) -> AgencyDialog:
    reports = clerk.window.desk.reports
    dialog = AgencyDialog(reports, reports.agencies()[0], clerk.live.report.year, clerk.window)
    dialog.show()
    return dialog


def press_ok(dialog: AgencyDialog) -> None:
    (box,) = dialog.findChildren(QDialogButtonBox)
    accept = QDialogButtonBox.ButtonRole.AcceptRole
    next(b for b in box.buttons() if box.buttonRole(b) == accept).click()


def names(clerk: Clerk) -> dict[int, str]:
    reports = clerk.window.desk.reports
    return {e.year: reports.load(e.id).agency.name for e in reports.reports()}


def test_that_code_and_superior_are_added_without_a_question(draft: Clerk) -> None:
    dialog = open_dialog(draft)
    dialog.code.setText("9144 0300 7152 6726 xg")
    dialog.superior.setText(" 示例区人民政府")
    assert not dialog.when.isVisible()
    press_ok(dialog)

    assert dialog.result() == QDialog.DialogCode.Accepted
    (entry,) = draft.window.desk.reports.agencies()
    assert entry.agency == replace(AGENCY, code=CODE, superior="示例区人民政府")
    assert entry.former == ()


def test_that_a_new_name_is_asked_from_which_year_it_holds(draft: Clerk) -> None:
    publish(draft, 2023)
    dialog = open_dialog(draft)
    dialog.name.setText(NEW.name)

    assert dialog.when.isVisible()
    assert dialog.since.isChecked()
    assert dialog.year.value() == 2024
    assert "2024年度的年报改用新的；2023年度的不变。" in dialog.consequence.text()
    press_ok(dialog)
    assert names(draft) == {2024: NEW.name, 2023: AGENCY.name}
    again = open_dialog(draft)
    told = {label.text() for label in again.findChildren(Label)}
    assert f"{AGENCY.name}，乡（镇、街道），派出机关（街道）（至2023年度）" in told


def test_that_a_year_from_which_nothing_changes_is_told(draft: Clerk) -> None:
    dialog = open_dialog(draft)
    dialog.name.setText(NEW.name)
    dialog.year.setValue(2030)
    assert dialog.consequence.text().startswith("现有的年报都不改。")


def test_that_a_mistake_is_corrected_on_all_reports(draft: Clerk) -> None:
    draft.start_report(AGENCY, 2022)
    dialog = open_dialog(draft)
    dialog.kind.setCurrentText("部门")
    dialog.always.setChecked(True)

    assert not dialog.year.isEnabled()
    assert "2022、2024年度的年报改用新的。" in dialog.consequence.text()
    press_ok(dialog)
    reports = draft.window.desk.reports
    assert {reports.load(e.id).agency.kind for e in reports.reports()} == {"department"}


def test_that_a_refusal_is_shown_and_keeps_the_dialog_open(draft: Clerk) -> None:
    publish(draft, 2023)
    dialog = open_dialog(draft)
    dialog.name.setText(NEW.name)
    dialog.always.setChecked(True)
    press_ok(dialog)
    assert dialog.isVisible()
    assert dialog.refusal.text() == (
        "2023年度的年报已经定稿，上面的单位不能改；请从2024年度起用新的，或先“撤销定稿”。"
    )
    dialog.since.setChecked(True)
    assert not dialog.refusal.isVisible()
    dialog.code.setText("123")
    press_ok(dialog)
    assert "18 位，填了 3 位" in dialog.refusal.text()
    assert set(names(draft).values()) == {AGENCY.name}


def test_that_the_window_shows_the_agency_as_corrected(
    draft: Clerk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def correct(dialog: AgencyDialog) -> int:
        dialog.name.setText(NEW.name)
        dialog.accept()
        return dialog.result()

    monkeypatch.setattr(AgencyDialog, "exec", correct)
    draft.window.actions_["agency"].trigger()

    assert draft.live.report.agency == NEW
    assert NEW.name in draft.window.windowTitle()
    assert NEW.name in draft.window.chooser.text()


def test_that_two_agencies_of_one_name_are_deleted_one_by_one(
    draft: Clerk, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer(monkeypatch)
    other = Agency(AGENCY.name, AGENCY.tier, "department")
    draft.start_report(other, 2024)
    draft.window.actions_["delete_agency"].trigger()

    assert [entry.agency for entry in draft.window.desk.reports.agencies()] == [AGENCY]
