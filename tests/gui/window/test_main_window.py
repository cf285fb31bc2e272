"""The window: what is open, what is asked before it is gone, what is kept when things go wrong."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from core.report.report import Agency
from core.resources import Resources
from core.store.copies import opened_copy
from gui.application import make_window
from gui.starting.start_page import StartPage
from gui.window.main_window import MainWindow
from tests.gui.hands import AGENCY, Clerk, Key, answer, type_answers

FIRST = "applications.new_received.natural_person"
NEXT = "applications.carried_in.natural_person"
TOTAL = "applications.new_received.total"
OTHER = Agency("示例县财政局", "county", "department")
OpenWindow = Callable[[], MainWindow]


def years(window: MainWindow) -> list[tuple[str, int]]:
    return [(entry.agency.agency.name, entry.year) for entry in window.desk.reports.reports()]


# ---- what is open ----


def test_that_the_start_page_says_what_to_do_while_there_is_no_report(
    clerk: Clerk, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert clerk.window.desk.live is None
    (page,) = clerk.window.findChildren(StartPage)
    assert page.isVisible()
    assert clerk.window.windowTitle() == "年报"
    assert clerk.window.state_label.words == ""
    ways = [button for button in page.findChildren(QPushButton) if not button.text()]
    buttons = {button.accessibleName(): button for button in ways}
    assert list(buttons) == ["新建年报", "导入…", "打开填报数据包…"]
    asked: list[str] = []
    for name in (
        "window.new_report_dialog.NewReportDialog.exec",
        "importing.foreign_files.ForeignFiles.ask",
        "window.report_files.ReportFiles.ask_package",
    ):
        monkeypatch.setattr(f"gui.{name}", lambda _, name=name: asked.append(name))
    for button in buttons.values():
        clerk.click_on(button)
    assert len(asked) == 3
    clerk.start_report(AGENCY, 2024)
    assert not page.isVisible()


def test_that_the_window_names_the_report_and_its_edition(draft: Clerk) -> None:
    assert draft.window.windowTitle() == "示例街道办事处 2024年度 - 年报"
    assert draft.window.state_label.words == "✓ 已自动保存　正文正在核对…"
    draft.wait_for_texts()
    assert draft.window.state_label.words == "✓ 已自动保存"


def test_that_only_what_was_stored_is_called_stored(
    draft: Clerk, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer(monkeypatch)
    draft.wait_for_texts()
    draft.live.session.reports.database.conn.execute("pragma query_only = on")
    draft.window.actions_["fill_zeros"].trigger()
    assert draft.window.state_label.words == "✓ 已自动保存"
    draft.live.session.reports.database.conn.execute("pragma query_only = off")
    draft.window.actions_["fill_zeros"].trigger()
    assert draft.window.state_label.words.startswith("✓ 已自动保存 ")


def test_that_undo_and_redo_lead_to_what_they_change(draft: Clerk) -> None:
    cell = "applications.granted.natural_person"
    draft.fill(cell, "3")
    draft.tabs.show_section("problems")
    draft.window.actions_["undo"].trigger()
    assert draft.tabs.tab is draft.tabs.tabs["applications"]
    assert draft.current == cell
    draft.tabs.show_section("general")
    draft.window.actions_["redo"].trigger()
    assert draft.tabs.tab is draft.tabs.tabs["applications"]
    draft.write(draft.field("signature"), "示例街道办事处")
    draft.tabs.show_section("general")
    draft.window.actions_["undo"].trigger()
    assert draft.tabs.tab is draft.tabs.tabs["other_matters"]


def test_that_the_report_open_last_is_opened_again(open_window: OpenWindow, clerk: Clerk) -> None:
    clerk.start_report(AGENCY, 2020)
    clerk.start_report(OTHER, 2023)
    clerk.start_report(AGENCY, 2024)
    clerk.window.desk.open_report(clerk.window.desk.reports.reports()[1].id)
    clerk.window.close()
    again = open_window()
    assert again.desk.live is not None
    assert (again.desk.live.report.agency, again.desk.live.report.year) == (AGENCY, 2020)


def test_that_the_newest_report_opens_where_the_last_one_is_gone(
    open_window: OpenWindow, clerk: Clerk
) -> None:
    for year in (2023, 2024, 2022):
        clerk.start_report(AGENCY, year)
    clerk.window.desk.reports.delete_report(clerk.live.session.report_id)
    clerk.window.close()
    again = open_window()
    assert again.desk.live is not None
    assert again.desk.live.report.year == 2024


def test_that_the_window_comes_back_in_its_size(
    clerk: Clerk, resources: Resources, folder: Path
) -> None:
    clerk.window.resize(780, 650)  # Qt's screen of this platform is 800 × 800
    clerk.window.close()
    again = make_window(resources, folder)
    assert (again.width(), again.height()) == (780, 650)
    again.desk.reports.close()
    again.deleteLater()


# ---- what is asked ----


@pytest.mark.parametrize("replies", [(True, True), (True, False), (False,)])
def test_that_a_report_is_deleted_only_after_two_questions(
    draft: Clerk, monkeypatch: pytest.MonkeyPatch, replies: tuple[bool, ...]
) -> None:
    draft.start_report(AGENCY, 2023)
    draft.fill(FIRST, "3")
    asked = answer(monkeypatch, *replies)
    draft.window.actions_["delete_report"].trigger()
    assert len(asked) == len(replies)
    assert all("示例街道办事处2023年度的年报" in question for question in asked)
    if all(replies):
        assert "用“备份与恢复”找回" in asked[-1]
        (backup,) = draft.window.keeper.backups.all()
        with opened_copy(backup.paths[0], draft.window.desk.reports.forms) as copy:
            assert [kept.year for kept in copy.reports()] == [2024, 2023]
        assert years(draft.window) == [(AGENCY.name, 2024)]
        assert draft.live.report.year == 2024
    else:
        assert years(draft.window) == [(AGENCY.name, 2024), (AGENCY.name, 2023)]
        assert draft.stored == {FIRST: "3"}


@pytest.mark.parametrize("replies", [(True, True), (True, False), (False,)])
def test_that_an_agency_is_deleted_only_after_two_questions(
    draft: Clerk, monkeypatch: pytest.MonkeyPatch, replies: tuple[bool, ...]
) -> None:
    draft.start_report(AGENCY, 2023)
    draft.start_report(OTHER, 2023)
    draft.window.desk.open_report(draft.window.desk.reports.reports()[0].id)
    asked = answer(monkeypatch, *replies)
    draft.window.actions_["delete_agency"].trigger()
    assert len(asked) == len(replies)
    if all(replies):
        assert "2 份年报会全部删除。" in asked[-1]
        assert [b.reason for b in draft.window.keeper.backups.all()] == ["删除前"]
        assert years(draft.window) == [(OTHER.name, 2023)]
        assert draft.live.report.agency == OTHER
    else:
        assert len(years(draft.window)) == 3
        assert draft.live.report.agency == AGENCY


def test_that_deleting_the_only_report_leads_to_the_start_page(
    draft: Clerk, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer(monkeypatch)
    draft.window.actions_["delete_report"].trigger()
    (page,) = draft.window.findChildren(StartPage)
    assert page.isVisible()
    assert draft.window.desk.live is None
    draft.window.actions_["panel"].trigger()
    assert draft.window.desk.commit_pending_edit()


def test_that_enter_alone_answers_no_question_with_yes(
    draft: Clerk, monkeypatch: pytest.MonkeyPatch
) -> None:
    defaults: list[str] = []
    others: set[str] = set()

    def note(box: QMessageBox) -> int:
        defaults.append(box.defaultButton().text())
        others.update(button.text() for button in box.buttons())
        assert box.icon() == QMessageBox.Icon.NoIcon
        return QMessageBox.StandardButton.No

    monkeypatch.setattr(QMessageBox, "exec", note)
    draft.window.actions_["delete_report"].trigger()
    draft.window.actions_["delete_agency"].trigger()
    assert defaults == ["不删"] * 2
    assert others == {"删除", "不删"}


@pytest.mark.parametrize("yes", [True, False])
def test_that_closing_asks_where_something_typed_would_be_lost(
    draft: Clerk, monkeypatch: pytest.MonkeyPatch, yes: bool
) -> None:
    asked = answer(monkeypatch, yes=yes)
    draft.go_to(FIRST)
    draft.keys("x")
    draft.tabs.show_section("general")
    draft.window.actions_["quit"].trigger()
    assert asked == ["有内容没有存上，现在关闭就会丢掉它。仍要关闭吗？"]
    assert draft.window.isVisible() is not yes
    if not yes:
        assert draft.current == FIRST
        assert draft.shown(FIRST) == "x"
        draft.keys("3")
        draft.key(Key.Key_Return)
        draft.window.close()
        assert len(asked) == 1
        assert not draft.window.isVisible()


def test_that_closing_with_a_refused_figure_still_stores_what_was_written(
    draft: Clerk, open_window: OpenWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer(monkeypatch)
    draft.go_to(FIRST)
    draft.keys("x")
    draft.write(draft.field("signature"), "示例街道办事处")
    draft.window.close()
    again = open_window()
    assert again.desk.live is not None
    assert again.desk.live.report.texts == {"signature": "示例街道办事处"}


# ---- 定稿 ----


def test_that_errors_keep_a_report_a_draft_and_are_told(
    filled: Clerk, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = answer(monkeypatch)
    filled.fill(TOTAL, "5")
    filled.window.actions_["finalise"].trigger()
    root = filled.live.checked.roots[0].message
    assert asked == [f"还差 1 处，才能定稿\n必须改好　1 处\n{root}"]
    assert not filled.live.report.is_final


def test_that_a_no_leaves_a_draft(filled: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = answer(monkeypatch, yes=False)
    filled.window.actions_["finalise"].trigger()
    assert len(asked) == 1
    assert not filled.live.report.is_final


def test_that_a_final_report_is_read_only_everywhere_until_it_is_reopened(
    filled: Clerk, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer(monkeypatch)
    filled.fill(FIRST, "1")
    window = filled.window
    window.actions_["finalise"].trigger()
    assert filled.live.report.is_final
    assert filled.live.report.finalised_on == date.today().isoformat()
    assert "（定稿）" in window.chooser.text()
    filled.go_to(FIRST)
    for key in (Key.Key_5, Key.Key_F2):
        filled.key(key)
        assert filled.editor is None
    filled.key(Key.Key_Delete)
    assert "已经定稿" in filled.said
    for field in (filled.field("general"), filled.field("signature"), filled.note("disclosure")):
        before = field.text
        assert field.isReadOnly()
        filled.qtbot.keyClick(field, Key.Key_A)
        filled.qtbot.keyClick(field, Key.Key_Return)
        assert not field.inputMethodQuery(Qt.InputMethodQuery.ImEnabled)
        assert field.text == before
    filled.ctrl("Z")
    assert filled.stored[FIRST] == "1"
    assert not window.actions_["undo"].isEnabled()

    asked = type_answers(monkeypatch, None, "", "漏了一件。")
    window.actions_["reopen"].trigger()
    assert filled.live.report.is_final
    window.actions_["reopen"].trigger()
    assert len(asked) == 3
    assert not filled.live.report.is_final
    assert not filled.field("general").isReadOnly()
    filled.fill(FIRST, "2")
    assert filled.stored[FIRST] == "2"


def test_that_a_final_report_opens_read_only(
    filled: Clerk, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer(monkeypatch)
    filled.window.actions_["finalise"].trigger()
    filled.window.desk.open_report(filled.live.session.report_id)
    assert filled.field("general").isReadOnly()
    filled.go_to(FIRST)
    filled.keys("5")
    assert filled.editor is None


# ---- the data file cannot be written ----


@pytest.mark.parametrize("keys", [[Key.Key_Return], [Key.Key_F2, Key.Key_Return]])
def test_that_a_figure_that_cannot_be_stored_stays_in_view_and_is_stored_by_enter(
    draft: Clerk, keys: list[Qt.Key]
) -> None:
    draft.stop_writing()
    draft.go_to(FIRST)
    draft.keys("12")
    draft.key(Key.Key_Return)
    assert draft.shown(FIRST) == "12"
    assert draft.current == FIRST
    sentence = "没有存上：数据文件夹写不进去，可能是磁盘满了或没有写入权限"
    assert sentence in draft.said
    assert sentence in draft.view.here.sentence
    draft.key(Key.Key_Return)
    assert draft.current == FIRST
    assert draft.stored == {}
    draft.let_write()
    for key in keys:
        draft.key(key)
    assert draft.stored == {FIRST: "12"}
    assert draft.current == NEXT
    assert draft.view.here.sentence == ""


@pytest.mark.parametrize("act", ["save_pdf", "close", "undo"])
def test_that_a_figure_that_could_not_be_stored_is_stored_by_the_next_act(
    draft: Clerk, monkeypatch: pytest.MonkeyPatch, act: str
) -> None:
    asked = answer(monkeypatch, yes=False)
    monkeypatch.setattr("gui.pages.printing.Printing.save", lambda *_: None)
    draft.fill(NEXT, "1")
    draft.stop_writing()
    draft.go_to(FIRST)
    draft.keys("12")
    draft.note("applications")
    assert draft.shown(FIRST) == "12"
    for _ in range(2):
        draft.window.actions_["save_pdf"].trigger()
        draft.wait()
        assert "没有存上" in draft.said
        assert draft.stored == {NEXT: "1"}
    draft.let_write()
    stored: list[dict[str, str]] = []
    draft.live.changed.connect(lambda _: stored.append(draft.stored))
    if act == "close":
        draft.window.close()
    else:
        draft.window.actions_[act].trigger()
    assert stored[0] == {NEXT: "1", FIRST: "12"}
    assert asked == []


def test_that_blanking_that_cannot_be_stored_changes_nothing_and_says_so(
    draft: Clerk, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = answer(monkeypatch)
    draft.fill(FIRST, "1")
    draft.stop_writing()
    draft.go_to(FIRST)
    draft.key(Key.Key_Delete)
    assert "没有存上" in draft.said
    assert draft.shown(FIRST) == "1"
    draft.ctrl("Z")
    assert "没有存上" in asked[0]
    assert draft.shown(FIRST) == "1"
    assert draft.stored == {FIRST: "1"}


def test_that_an_action_that_cannot_be_stored_is_told_in_a_message(
    draft: Clerk, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = answer(monkeypatch)
    draft.stop_writing()
    draft.window.actions_["fill_zeros"].trigger()
    assert len(asked) == 1
    assert "没有存上" in asked[0]
    assert draft.live.report.cells == {}
    draft.let_write()


def test_that_a_damaged_settings_file_does_not_stop_the_start(
    open_window: OpenWindow, folder: Path, qtbot: QtBot
) -> None:
    first = Clerk(open_window(), qtbot)
    first.start_report(AGENCY, 2024)
    first.window.close()
    (folder / "窗口.json").write_text('{"report": "abc", "window": "xyz"}', encoding="utf-8")
    again = Clerk(open_window(), qtbot)
    assert again.live.report.year == 2024


def test_that_a_closed_report_is_let_go(clerk: Clerk) -> None:
    clerk.start_report(AGENCY, 2023)
    former = clerk.live
    with clerk.qtbot.waitSignal(former.destroyed):
        clerk.start_report(AGENCY, 2024)


def test_that_finalising_names_the_sections_without_text(
    draft: Clerk, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = answer(monkeypatch, yes=False)
    draft.window.actions_["fill_zeros"].trigger()
    draft.window.actions_["finalise"].trigger()
    assert asked[-1].startswith("还差 3 处，才能定稿\n")
    for section in ("一、总体情况", "五、存在的主要问题及改进情况", "六、"):
        assert f"\n“{section}" in asked[-1]
    assert not draft.live.report.is_final


def test_that_typing_goes_into_the_tab_that_comes_to_the_front(draft: Clerk) -> None:
    draft.tabs.setCurrentIndex(2)
    draft.keys("7")
    draft.key(Key.Key_Return)
    assert draft.stored == {"applications.new_received.natural_person": "7"}
    draft.tabs.setCurrentIndex(4)
    draft.commit("示例。")
    assert draft.window.desk.commit_pending_edit()
    assert draft.live.report.texts == {"problems": "示例。"}


def test_that_finalising_tells_of_warnings_that_stand(
    filled: Clerk, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = answer(monkeypatch, yes=False)
    filled.fill("documents.normative_documents.made", "1")
    filled.fill("documents.normative_documents.newly_public", "2")
    filled.fill("documents.normative_documents.total_public", "9")
    filled.window.actions_["finalise"].trigger()

    assert asked[0].startswith("还有 1 处警告没有改正，也没有写说明\n")
    assert filled.live.report.status == "draft"


# ---- where the clerk was ----


@pytest.mark.parametrize("place", ["applications.granted.other", "problems", "general"])
def test_that_the_window_opens_where_the_clerk_was(
    draft: Clerk, open_window: OpenWindow, place: str
) -> None:
    if place in draft.live.report.form.cells:
        draft.go_to(place)
    else:
        draft.field(place)
    draft.window.close()
    again = Clerk(open_window(), draft.qtbot)
    assert again.window.desk.place == place
    assert again.tabs.isAncestorOf(again.focus)


def test_that_another_report_opens_at_its_beginning(draft: Clerk) -> None:
    draft.go_to("applications.granted.other")
    draft.start_report(OTHER, 2024)
    assert draft.window.desk.place == "general"


def test_that_a_place_the_form_does_not_have_is_no_place(
    draft: Clerk, open_window: OpenWindow, folder: Path
) -> None:
    draft.window.close()
    kept = folder / "窗口.json"
    text = kept.read_text(encoding="utf-8").replace('"general"', '"a.b.c"')
    assert "a.b.c" in text
    kept.write_text(text, encoding="utf-8")
    assert Clerk(open_window(), draft.qtbot).window.desk.place == "general"


def test_that_enter_on_the_start_page_begins(clerk: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    begun: list[str] = []
    monkeypatch.setattr(
        "gui.window.new_report_dialog.NewReportDialog.exec", lambda _: begun.append("new")
    )
    clerk.key(Key.Key_Return)
    assert begun == ["new"]


@pytest.mark.parametrize("way", ["cell", "text", "note", "paste", "delete"])
def test_that_a_final_report_says_what_to_do_where_something_is_typed(
    filled: Clerk, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    answer(monkeypatch)
    filled.window.actions_["finalise"].trigger()
    filled.go_to(FIRST)
    filled.window.hint_line.end_message()
    match way:
        case "cell":
            filled.keys("5")
        case "text":
            filled.field("general")
            filled.keys("a")
        case "note":
            filled.note("disclosure")
            filled.keys("a")
        case "paste":
            filled.field("general")
            filled.ctrl("V")
        case "delete":
            filled.field("general")
            filled.key(Key.Key_Backspace)
    assert "已定稿" in filled.said
    assert "先“撤销定稿”" in filled.said
