"""确认导入, by its keys and buttons, on readings made by hand."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from core.matching.choosing import Choosing
from core.matching.reading import Reading
from core.refusal import Refused
from core.report.edits import set_cells
from core.report.report import Agency, Report
from gui.importing.destination import Destination
from gui.importing.import_dialog import ImportDialog
from gui.importing.marks import NOT_FOUND
from gui.window.main_window import MainWindow
from tests.gui.hands import CTRL, SHIFT, Clerk, Key, answer
from tests.made_up_reading import ASIDE, reading_of, unsure_text

SPACED = "applications.declined_petition.natural_person"
UNREAD = "applications.refused_law.total"
SURE = "applications.new_received.natural_person"
LOST = ("applications.carried_out.social", "applications.carried_out.legal")
DOUBT = "数字中间有空格。"
NOTICE = "文件里还有一个表，没有读入。"


@pytest.fixture
def report(report_of_case: Callable[[str], Report]) -> Report:
    """The figures of a published report, under the sample agency's name and with a text."""
    report = report_of_case("010")
    report.agency = Agency("示例街道办事处", "township", "branch")
    report.texts = {"general": "概述。", "problems": "（一）问题。\n（二）措施。"}
    return report


@pytest.fixture
def reading(report: Report) -> Reading:
    """What a file has of it: three places unsure, two cells not found."""
    doubts = {
        SPACED: ("3 05", "305", DOUBT),
        UNREAD: ("约20", "", "“约20”不是数字，没有猜。"),
    }
    read = reading_of(report, doubts, frozenset(LOST), (NOTICE,))
    return unsure_text(read, "texts.problems", "标题与格式的不同。")


class Entered(list[tuple[Choosing, Destination]]):
    """What the dialog has entered; raises what it is given to raise."""

    refusal: Refused | None = None

    def __call__(self, choosing: Choosing, goal: Destination) -> None:
        if self.refusal:
            raise self.refusal
        self.append((choosing, goal))


@pytest.fixture
def entered() -> Entered:
    return Entered()


@pytest.fixture
def open_dialog(
    window: MainWindow, entered: Entered, qtbot: QtBot
) -> Iterator[Callable[[Reading], ImportDialog]]:
    made: list[ImportDialog] = []

    def open_one(reading: Reading) -> ImportDialog:
        dialog = ImportDialog(window.desk, reading, "年报.docx", entered)
        made.append(dialog)
        dialog.show()
        dialog.activateWindow()
        qtbot.waitUntil(lambda: QApplication.activeWindow() is dialog)
        return dialog

    yield open_one
    for dialog in made:
        dialog.done(0)
        dialog.deleteLater()


@pytest.fixture
def dialog(open_dialog: Callable[[Reading], ImportDialog], reading: Reading) -> ImportDialog:
    return open_dialog(reading)


def press(qtbot: QtBot, key: Qt.Key, modifier: Qt.KeyboardModifier | None = None) -> None:
    focus = QApplication.focusWidget()
    assert focus
    qtbot.keyClick(focus, key, modifier or Qt.KeyboardModifier.NoModifier)


def at(dialog: ImportDialog) -> str:
    """The target of the place at hand."""
    assert dialog.place is not None
    return dialog.choosing.places[dialog.place].target


def outcome(dialog: ImportDialog, cell: str) -> str:
    value = dialog.choosing.outcome().cells.get(cell)
    return value.text if value else ""


def fill_in(dialog: ImportDialog) -> str:
    return dialog.screen_.fill_in.text()


def test_that_it_opens_on_the_first_unsure_place_with_what_was_read_and_why(
    dialog: ImportDialog,
) -> None:
    assert at(dialog) == f"cells.{UNREAD}"
    dialog.step(1)
    card = dialog.screen_.card
    assert "“3 05” → 305" in card.headline.text()
    assert DOUBT in card.reason.text()
    assert card.take.text() == "采用 305　Enter"
    assert "“（五）1.信访举报投诉类”行“自然人”列" in dialog.screen_.where.text()
    grid = dialog.screen_.form.grid
    assert grid
    assert grid.current_cell == SPACED


def test_that_the_counts_say_what_waits_and_what_enters(
    dialog: ImportDialog, report: Report, qtbot: QtBot
) -> None:
    texts = [button.text() for button in dialog.screen_.filters.values()]
    cells = len(report.cells)
    assert texts == [f"全部 {cells + 2}", "待定 3", "没找到 2"]
    assert fill_in(dialog) == f"填入 {cells - 4} 格、1 段文字"
    dialog.step(1)
    press(qtbot, Key.Key_Return)
    assert dialog.screen_.filters["unsure"].text() == "待定 2"
    assert fill_in(dialog) == f"填入 {cells - 3} 格、1 段文字"


def test_that_enter_takes_and_goes_on_and_delete_leaves_blank(
    dialog: ImportDialog, qtbot: QtBot
) -> None:
    press(qtbot, Key.Key_Delete)
    assert at(dialog) == f"cells.{SPACED}"
    press(qtbot, Key.Key_Enter)
    assert at(dialog) == "texts.problems"
    press(qtbot, Key.Key_Return)
    assert outcome(dialog, UNREAD) == ""
    assert outcome(dialog, SPACED) == "305"
    assert dialog.choosing.outcome().texts["problems"] == "（一）问题。\n（二）措施。"
    assert dialog.screen_.filters["unsure"].text() == "待定 0"


def test_that_enter_takes_nothing_where_nothing_was_read_and_says_so(
    dialog: ImportDialog, qtbot: QtBot
) -> None:
    press(qtbot, Key.Key_Return)
    assert at(dialog) == f"cells.{UNREAD}"
    assert "可以直接输入，或按 Del 留空" in dialog.screen_.card.refusal.text()
    assert dialog.screen_.card.take.isHidden()


def test_that_digits_type_over_and_what_is_no_value_is_refused_in_words(
    dialog: ImportDialog, qtbot: QtBot
) -> None:
    press(qtbot, Key.Key_2)
    field = dialog.screen_.card.field
    assert QApplication.focusWidget() is field
    qtbot.keyClicks(field, "7x")
    press(qtbot, Key.Key_Return)
    assert at(dialog) == f"cells.{UNREAD}"
    assert "“27x”不是数字" in dialog.screen_.card.refusal.text()
    field.setText("27")
    press(qtbot, Key.Key_Return)
    assert outcome(dialog, UNREAD) == "27"
    assert at(dialog) == f"cells.{SPACED}"
    assert QApplication.focusWidget() is dialog.screen_.form.grid
    press(qtbot, Key.Key_9)
    press(qtbot, Key.Key_Escape)  # which gives up what is being typed, not the import
    assert dialog.isVisible()
    assert field.text() == ""
    assert dialog.choosing.waits(dialog.choosing.by_cell[SPACED])


def test_that_f8_goes_round_and_shift_f8_back(dialog: ImportDialog, qtbot: QtBot) -> None:
    seen = []
    for _ in range(4):
        seen.append(at(dialog))
        press(qtbot, Key.Key_F8)
    assert seen == [f"cells.{UNREAD}", f"cells.{SPACED}", "texts.problems", f"cells.{UNREAD}"]
    press(qtbot, Key.Key_F8, SHIFT)
    assert at(dialog) == f"cells.{UNREAD}"


def test_that_the_filter_goes_through_what_was_not_found(
    dialog: ImportDialog, qtbot: QtBot
) -> None:
    dialog.screen_.filters["missing"].click()
    assert at(dialog) == f"cells.{LOST[0]}"
    assert NOT_FOUND in dialog.screen_.where.text()
    assert dialog.screen_.lists.places.lines.rowCount() == 2
    press(qtbot, Key.Key_4)
    press(qtbot, Key.Key_Return)
    assert outcome(dialog, LOST[0]) == "4"
    assert at(dialog) == f"cells.{LOST[1]}"
    assert dialog.screen_.filters["missing"].text() == "没找到 1"


def test_that_a_sure_cell_can_be_taken_off_and_put_back(dialog: ImportDialog, qtbot: QtBot) -> None:
    before = outcome(dialog, SURE)
    grid = dialog.screen_.form.grid
    assert before
    assert grid
    index = grid.model_.index(*slot(grid, SURE))
    qtbot.mouseClick(
        grid.viewport(), Qt.MouseButton.LeftButton, pos=grid.visualRect(index).center()
    )
    assert at(dialog) == f"cells.{SURE}"
    press(qtbot, Key.Key_Delete)
    assert outcome(dialog, SURE) == ""
    assert grid.model_.shown_at(grid.model_.grid.by_cell[SURE]).mark == "left"
    dialog.go(dialog.choosing.by_cell[SURE])
    press(qtbot, Key.Key_Return)
    assert outcome(dialog, SURE) == before


def slot(grid: QWidget, cell: str) -> tuple[int, int]:
    found = grid.model_.grid.by_cell[cell]  # type: ignore[attr-defined]
    return found.row, found.column


def test_that_arrows_move_in_the_form_and_the_source_follows(
    dialog: ImportDialog, qtbot: QtBot
) -> None:
    dialog.go(dialog.choosing.by_cell[SURE])
    press(qtbot, Key.Key_Right)
    assert at(dialog) == "cells.applications.new_received.business"
    assert "“商业企业”列" in dialog.screen_.where.text()


def test_that_marks_differ_in_shape_and_are_said(dialog: ImportDialog) -> None:
    shown = dialog.marks.shown
    assert (shown(f"cells.{SPACED}").mark, shown(f"cells.{SPACED}").text) == ("warning", "305")
    assert (shown(f"cells.{LOST[0]}").mark, shown(f"cells.{LOST[0]}").text) == ("missing", "")
    assert shown(f"cells.{SURE}").mark == ""
    assert DOUBT in shown(f"cells.{SPACED}").words
    grid = dialog.screen_.form.grid
    assert grid
    index = grid.model_.index(*slot(grid, LOST[0]))
    assert NOT_FOUND in index.data(Qt.ItemDataRole.AccessibleTextRole)


@pytest.mark.parametrize(
    ("button", "spaced", "sure", "waits"),
    [("all", True, True, 1), ("sure", False, True, 0), ("none", False, False, 0)],
)
def test_that_all_the_sure_or_none_are_taken_at_once(
    dialog: ImportDialog, button: str, spaced: bool, sure: bool, waits: int
) -> None:
    getattr(dialog.screen_, button).click()
    assert bool(outcome(dialog, SPACED)) is spaced
    assert bool(outcome(dialog, SURE)) is sure
    assert dialog.screen_.filters["unsure"].text() == f"待定 {waits}"
    assert dialog.screen_.fill_in.isEnabled() is sure


def test_that_what_has_no_place_is_listed_shown_and_copied(
    dialog: ImportDialog, qtbot: QtBot
) -> None:
    lists = dialog.screen_.lists
    assert lists.tabText(1) == "没有放进表的 1"
    lists.setCurrentWidget(lists.unplaced)
    lists.unplaced.setFocus()
    qtbot.keyClick(lists.unplaced, Key.Key_Down)
    assert dialog.screen_.where.text().endswith("第3页最后一段")
    qtbot.keyClick(lists.unplaced, Key.Key_C, CTRL)
    assert QApplication.clipboard().text() == f"第3页最后一段\n{ASIDE}"


def test_that_the_checks_say_what_they_find_of_the_whole(
    dialog: ImportDialog, qtbot: QtBot
) -> None:
    qtbot.waitUntil(lambda: dialog.screen_.verdict.text() != "", timeout=10_000)
    before = dialog.screen_.verdict.text()
    assert before.startswith("照这样填入：")
    dialog.go(dialog.choosing.by_cell[SURE])
    dialog.type("1")
    qtbot.waitUntil(lambda: "1 错误" in dialog.screen_.verdict.text(), timeout=10_000)
    lists = dialog.screen_.lists
    assert any("新收" in row.words[0] for row in lists.findings.lines.rows)


def test_that_ctrl_enter_enters_into_a_new_report(
    dialog: ImportDialog, entered: Entered, report: Report, qtbot: QtBot
) -> None:
    press(qtbot, Key.Key_Return, CTRL)
    ((choosing, goal),) = entered
    assert dialog.result() == QDialog.DialogCode.Accepted
    assert goal.report_id is None
    assert goal.report == Report(report.agency, report.year, report.form)
    assert choosing.outcome().texts == {"general": "概述。"}


def test_that_what_cannot_be_entered_is_said_and_nothing_decided_is_lost(
    dialog: ImportDialog, entered: Entered, qtbot: QtBot
) -> None:
    entered.refusal = Refused("磁盘满了，没有存上。")
    press(qtbot, Key.Key_Delete)
    press(qtbot, Key.Key_Return, CTRL)
    assert dialog.isVisible()
    assert dialog.screen_.refusal.text() == "磁盘满了，没有存上。"
    assert dialog.choosing.is_begun
    entered.refusal = None
    dialog.screen_.fill_in.click()
    assert len(entered) == 1


def test_that_esc_asks_only_once_something_is_decided(
    open_dialog: Callable[[Reading], ImportDialog],
    reading: Reading,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked = answer(monkeypatch, False, True)
    first = open_dialog(reading)
    press(qtbot, Key.Key_Escape)
    assert (first.isVisible(), asked) == (False, [])
    second = open_dialog(reading)
    press(qtbot, Key.Key_Delete)
    press(qtbot, Key.Key_Escape)
    assert (second.isVisible(), len(asked)) == (True, 1)
    press(qtbot, Key.Key_Escape)
    assert (second.isVisible(), len(asked)) == (False, 2)


def test_that_the_open_report_shows_what_differs_and_keeps_what_is_not_taken(
    clerk: Clerk,
    open_dialog: Callable[[Reading], ImportDialog],
    reading: Reading,
    report: Report,
    entered: Entered,
    qtbot: QtBot,
) -> None:
    clerk.start_report(report.agency, report.year)
    clerk.live.session.apply(set_cells(clerk.live.report, {SURE: "1", LOST[0]: "6"}))
    dialog = open_dialog(reading)
    assert dialog.screen_.filters["unsure"].text() == "待定 4"
    assert at(dialog) == f"cells.{SURE}"
    shown = dialog.marks.shown(f"cells.{SURE}")
    assert (shown.mark, shown.text) == ("differs", f"1→{report.cells[SURE].text}")
    assert "现在是 1 → " in dialog.screen_.card.headline.text()
    assert dialog.screen_.card.leave.text() == "保留 1　Del"
    assert dialog.marks.shown(f"cells.{LOST[0]}").text == "6"
    press(qtbot, Key.Key_Delete)
    press(qtbot, Key.Key_Return, CTRL)
    assert entered[0][1].report_id == clerk.live.session.report_id
    assert outcome(dialog, SURE) == "1"
    assert outcome(dialog, LOST[0]) == "6"


def test_that_the_clerk_can_name_another_agency_and_year(
    dialog: ImportDialog, entered: Entered, qtbot: QtBot
) -> None:
    press(qtbot, Key.Key_Delete)
    line = dialog.findChild(QWidget, "agency")
    assert isinstance(line, QLineEdit)
    line.setText("示例市数据局")
    dialog.destination.year.setValue(2022)
    qtbot.waitUntil(lambda: "示例市数据局2022年度（新建）" in dialog.screen_.heading.text())
    assert dialog.choosing.is_begun  # what was decided goes along
    dialog.screen_.fill_in.click()
    report = entered[0][1].report
    assert (report.agency.name, report.year) == ("示例市数据局", 2022)


def test_that_enter_in_the_name_decides_nothing(dialog: ImportDialog, qtbot: QtBot) -> None:
    line = dialog.findChild(QWidget, "agency")
    assert line
    line.setFocus()
    press(qtbot, Key.Key_Return)
    press(qtbot, Key.Key_Delete)
    assert not dialog.choosing.is_begun
    assert dialog.isVisible()


def test_that_a_final_report_of_the_same_year_takes_nothing(
    filled: Clerk, open_dialog: Callable[[Reading], ImportDialog], entered: Entered
) -> None:
    filled.live.session.finalise(date(2025, 1, 20))
    dialog = open_dialog(reading_of(filled.live.report))
    assert "已经定稿，没有填入；要填入，请先“撤销定稿”" in dialog.screen_.refusal.text()
    assert not dialog.screen_.fill_in.isEnabled()
    dialog.accept()
    assert entered == []


def test_that_a_file_that_names_nobody_waits_for_a_name(
    open_dialog: Callable[[Reading], ImportDialog], reading: Reading, qtbot: QtBot
) -> None:
    dialog = open_dialog(replace(reading, agency=Agency("", "township", "branch"), year=0))
    assert not dialog.screen_.fill_in.isEnabled()
    assert "没有读出单位名称" in dialog.screen_.refusal.text()
    line = dialog.findChild(QWidget, "agency")
    assert isinstance(line, QLineEdit)
    line.setText("示例街道办事处")
    qtbot.waitUntil(lambda: "没有读出年度" in dialog.screen_.refusal.text())
    dialog.destination.year.setValue(2023)
    qtbot.waitUntil(dialog.screen_.fill_in.isEnabled)
    assert dialog.screen_.refusal.isHidden()


def test_that_notices_stand_on_top(dialog: ImportDialog) -> None:
    assert dialog.screen_.notices == (NOTICE,)
    words = [field.toPlainText() for field in dialog.screen_.findChildren(QPlainTextEdit)]
    assert NOTICE in words


def test_that_it_fits_a_small_screen_at_double_size(dialog: ImportDialog) -> None:
    dialog.resize(683, 353)
    assert (dialog.width(), dialog.height()) == (683, 353)
    buttons = (dialog.screen_.fill_in, dialog.screen_.give_up)
    assert all(dialog.rect().contains(b.mapTo(dialog, b.rect().bottomRight())) for b in buttons)
