"""Making a new report."""

from datetime import date

import pytest
from PySide6.QtWidgets import QDialog, QDialogButtonBox

from core.agenda import year_to_report
from core.report.report import Agency
from gui.window import new_report_dialog
from gui.window.new_report_dialog import NewReportDialog
from tests.gui.hands import AGENCY, CTRL, Clerk, Key

OTHER = Agency("示例县财政局", "county", "department")


@pytest.fixture
def dialog(clerk: Clerk) -> NewReportDialog:
    """The dialog over a store with one agency, which has a report for 2024."""
    clerk.start_report(AGENCY, 2024)
    return NewReportDialog(clerk.window.desk.reports, clerk.window)


def press_ok(dialog: NewReportDialog) -> None:
    (box,) = dialog.findChildren(QDialogButtonBox)
    accept = QDialogButtonBox.ButtonRole.AcceptRole
    next(b for b in box.buttons() if box.buttonRole(b) == accept).click()


def test_that_a_kept_agency_gets_a_report_for_another_year(
    clerk: Clerk, dialog: NewReportDialog
) -> None:
    dialog.show()
    assert dialog.agency.currentText() == AGENCY.name
    assert not dialog.name.isVisible()
    dialog.year.setValue(2023)
    press_ok(dialog)
    assert dialog.result() == QDialog.DialogCode.Accepted
    assert dialog.report_id is not None
    report = clerk.window.desk.reports.load(dialog.report_id)
    assert (report.agency, report.year, report.form.id) == (AGENCY, 2023, "2021")


def test_that_a_new_agency_is_kept_with_its_report(clerk: Clerk, dialog: NewReportDialog) -> None:
    dialog.show()
    dialog.agency.setCurrentText("新的单位…")
    assert dialog.name.isVisible()
    dialog.name.setText("  示例县财政局 ")
    dialog.tier.setCurrentText("县（市、区）")
    dialog.kind.setCurrentText("部门")
    dialog.year.setValue(2020)
    press_ok(dialog)
    assert dialog.report_id is not None
    report = clerk.window.desk.reports.load(dialog.report_id)
    assert (report.agency, report.year, report.form.id) == (OTHER, 2020, "2019")
    assert [e.agency for e in clerk.window.desk.reports.agencies()] == [AGENCY, OTHER]


@pytest.mark.parametrize(
    ("year", "edition"),
    [
        (2019, "2019版格式（国办公开办函〔2019〕60号），由年度决定"),
        (2020, "2019版格式（国办公开办函〔2019〕60号），由年度决定"),
        (2021, "2021版格式（国办公开办函〔2021〕30号），由年度决定"),
        (2025, "2021版格式（国办公开办函〔2021〕30号），由年度决定"),
    ],
)
def test_that_the_edition_follows_the_year(
    dialog: NewReportDialog, year: int, edition: str
) -> None:
    dialog.year.setValue(year)
    assert dialog.edition.text() == edition


def test_that_no_year_before_the_first_edition_can_be_chosen(dialog: NewReportDialog) -> None:
    dialog.year.setValue(2008)
    assert dialog.year.value() == 2019


def test_that_a_year_that_has_its_report_is_refused_in_words_and_can_be_mended(
    clerk: Clerk, dialog: NewReportDialog
) -> None:
    dialog.show()
    dialog.year.setValue(2024)
    press_ok(dialog)
    assert dialog.isVisible()
    assert dialog.report_id is None
    assert dialog.refusal.text() == "这个单位已经有2024年度的年报，请直接打开它。"
    assert dialog.refusal.isVisible()
    assert len(clerk.window.desk.reports.reports()) == 1
    dialog.year.setValue(2025)
    assert not dialog.refusal.isVisible()
    press_ok(dialog)
    assert dialog.report_id is not None


@pytest.mark.parametrize(
    ("name", "sentence"),
    [("  ", "请填写单位名称。"), (AGENCY.name, f"已经有单位“{AGENCY.name}”")],
)
def test_that_an_agency_without_a_new_name_is_refused(
    clerk: Clerk, dialog: NewReportDialog, name: str, sentence: str
) -> None:
    dialog.agency.setCurrentText("新的单位…")
    dialog.name.setText(name)
    dialog.year.setValue(2023)
    press_ok(dialog)
    assert sentence in dialog.refusal.text()
    assert len(clerk.window.desk.reports.agencies()) == 1
    assert len(clerk.window.desk.reports.reports()) == 1


def test_that_the_first_key_goes_into_the_name_of_a_new_agency(clerk: Clerk) -> None:
    dialog = NewReportDialog(clerk.window.desk.reports, clerk.window)
    dialog.open()
    clerk.qtbot.waitUntil(dialog.isActiveWindow)
    clerk.commit("示例县财政局")
    assert dialog.name.text() == "示例县财政局"
    clerk.key(Key.Key_Return)
    assert dialog.report_id is not None
    assert clerk.window.desk.reports.agencies()[0].agency.name == "示例县财政局"


def test_that_a_kept_agency_s_report_is_two_keys_away(
    clerk: Clerk, dialog: NewReportDialog
) -> None:
    dialog.open()
    clerk.qtbot.waitUntil(dialog.isActiveWindow)
    assert dialog.year.hasFocus()
    clerk.key(Key.Key_Up)
    clerk.key(Key.Key_Return)
    assert dialog.report_id is not None


def test_that_its_buttons_are_verbs(dialog: NewReportDialog) -> None:
    (box,) = dialog.findChildren(QDialogButtonBox)
    assert {button.text() for button in box.buttons()} == {"新建", "不建"}


def test_that_cancelling_makes_nothing(clerk: Clerk, dialog: NewReportDialog) -> None:
    dialog.year.setValue(2023)
    dialog.reject()
    assert dialog.report_id is None
    assert len(clerk.window.desk.reports.reports()) == 1


@pytest.mark.parametrize(
    ("today", "year"),
    [
        (date(2025, 1, 4), 2024),
        (date(2025, 9, 30), 2024),
        (date(2025, 10, 1), 2025),
        (date(2025, 12, 31), 2025),
    ],
)
def test_that_the_year_offered_is_the_one_that_is_due(today: date, year: int) -> None:
    assert year_to_report(today) == year


def test_that_the_window_opens_what_the_dialog_made(
    clerk: Clerk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fill_in(dialog: NewReportDialog) -> int:
        dialog.name.setText("示例县财政局")
        dialog.year.setValue(2022)
        press_ok(dialog)
        return dialog.result()

    monkeypatch.setattr(new_report_dialog.NewReportDialog, "exec", fill_in)
    clerk.window.activateWindow()
    clerk.qtbot.keyClick(clerk.window, Key.Key_N, CTRL)
    assert clerk.live.report.year == 2022
    assert clerk.window.windowTitle() == "示例县财政局 2022年度 - 年报"

    def cancel(dialog: NewReportDialog) -> int:
        dialog.reject()
        return dialog.result()

    monkeypatch.setattr(new_report_dialog.NewReportDialog, "exec", cancel)
    clerk.ctrl("N")
    assert clerk.live.report.year == 2022


def test_that_what_an_agency_is_follows_from_its_name_until_the_clerk_says(
    dialog: NewReportDialog, clerk: Clerk
) -> None:
    dialog.show()
    dialog.agency.setCurrentText("新的单位…")
    for letter in "示例镇人民政府":
        dialog.name.insert(letter)
        dialog.name.textEdited.emit(dialog.name.text())
    assert (dialog.tier.currentText(), dialog.kind.currentText()) == ("乡（镇、街道）", "本级政府")
    dialog.kind.setFocus()
    clerk.qtbot.keyClick(dialog.kind, Key.Key_Down)
    chosen = dialog.kind.currentText()
    assert chosen != "本级政府"
    dialog.name.setText("示例街道办事处")
    dialog.name.textEdited.emit(dialog.name.text())
    assert dialog.kind.currentText() == chosen
