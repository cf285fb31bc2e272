"""备份与恢复, by its buttons, on real files."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QTreeWidgetItem
from pytestqt.qtbot import QtBot

from core.report.edits import set_cells
from core.resources import Resources
from core.store.copies import copy_database, require_whole
from gui import application
from gui.keeping.backup_dialog import STATE, BackupDialog
from gui.keeping.backup_preview import BackupPreview
from tests.gui.conftest import OpenWindow
from tests.gui.hands import AGENCY, Clerk, Key, answer, choose_file, choose_folder
from tests.gui.window.test_report_files import FIRST, kept

Act = Callable[[BackupPreview], None]


@pytest.fixture
def dialog(draft: Clerk) -> BackupDialog:
    """The dialog over a draft in which one cell is 7, with one backup of that."""
    draft.fill(FIRST, "7")
    dialog = BackupDialog(draft.window.desk, draft.window.keeper)
    dialog.show()
    draft.click_on(dialog.now)
    return dialog


def preview(monkeypatch: pytest.MonkeyPatch, act: Act) -> list[BackupPreview]:
    """Does something in the next preview; returns the previews that were shown."""
    shown: list[BackupPreview] = []

    def stand_in(self: BackupPreview) -> int:
        shown.append(self)
        self.show()
        act(self)
        self.close()
        return self.result()

    monkeypatch.setattr(BackupPreview, "exec", stand_in)
    return shown


def put(clerk: Clerk, text: str) -> None:
    """Another figure, which the clerk typed before the dialog came in front."""
    clerk.live.session.apply(set_cells(clerk.live.report, {FIRST: text}))


def first(dialog: BackupDialog) -> QTreeWidgetItem:
    """The newest backup in the list."""
    item = dialog.list.topLevelItem(0)
    assert item
    return item


def rows(shown: BackupPreview) -> list[list[str]]:
    """The lines of a preview, a report's with its places after it."""
    lines = []
    for i in range(shown.tree.topLevelItemCount()):
        item = shown.tree.topLevelItem(i)
        assert item
        lines.append([item.text(0)])
        for j in range(item.childCount()):
            lines.append([item.child(j).text(column) for column in range(3)])
    return lines


def test_that_a_backup_is_made_listed_and_found_good(dialog: BackupDialog, qtbot: QtBot) -> None:
    assert dialog.list.topLevelItemCount() == 1
    assert first(dialog).text(1) == "手动"
    assert dialog.last.text().startswith("今天 ")
    qtbot.waitUntil(lambda: first(dialog).text(STATE) == "完好")


def test_that_a_broken_backup_is_said_to_be_no_good(
    dialog: BackupDialog, draft: Clerk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = answer(monkeypatch)
    newest = draft.window.keeper.backups.all()[0].paths[0]
    newest.write_bytes(b"broken")
    draft.click_on(dialog.restore)
    assert "请换一个备份" in asked[-1]
    qtbot.waitUntil(lambda: first(dialog).text(STATE) == "不能用")
    assert draft.stored == {FIRST: "7"}


def test_that_the_preview_tells_what_differs_in_the_forms_words(
    dialog: BackupDialog, draft: Clerk, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(draft, "8")
    shown = preview(monkeypatch, lambda p: p.cancel.click())
    draft.click_on(dialog.restore)
    assert rows(shown[0]) == [
        [f"{AGENCY.name} 2024年度：1处不同"],
        ["第三部分 一、本年新收·自然人", "8", "7"],
    ]
    assert draft.stored == {FIRST: "8"}
    assert dialog.isVisible()


def test_that_one_report_is_restored_as_one_step_of_undo(
    dialog: BackupDialog, draft: Clerk, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(draft, "8")
    draft.start_report(AGENCY, 2023)
    asked = answer(monkeypatch)
    preview(monkeypatch, lambda p: p.one.click())
    draft.click_on(dialog.restore)
    assert "可以撤销；别的年报不动" in asked[0]
    assert draft.live.report.year == 2024
    assert draft.stored == {FIRST: "7"}
    assert len(kept(draft.window)) == 2
    draft.window.actions_["undo"].trigger()
    assert draft.stored == {FIRST: "8"}
    assert draft.window.keeper.backups.all()[0].reason == "恢复前"
    assert not dialog.isVisible()


def test_that_a_deleted_report_is_made_anew(
    dialog: BackupDialog, draft: Clerk, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer(monkeypatch)
    draft.window.actions_["delete_report"].trigger()
    assert kept(draft.window) == []
    shown = preview(monkeypatch, lambda p: p.one.click())
    draft.click_on(dialog.restore)
    assert rows(shown[0]) == [[f"{AGENCY.name} 2024年度：现在没有，备份里有"]]
    assert kept(draft.window) == [(AGENCY.name, 2024, "draft")]
    assert draft.stored == {FIRST: "7"}


def test_that_everything_is_restored_and_what_was_there_is_backed_up(
    dialog: BackupDialog, draft: Clerk, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(draft, "8")
    draft.start_report(AGENCY, 2023)
    asked = answer(monkeypatch)
    preview(monkeypatch, lambda p: p.all.click())
    draft.click_on(dialog.restore)
    assert "现在有、备份里没有的1份年报会没有了" in asked[0]
    assert kept(draft.window) == [(AGENCY.name, 2024, "draft")]
    assert draft.stored == {FIRST: "7"}
    put(draft, "9")
    assert draft.stored == {FIRST: "9"}
    draft.window.actions_["undo"].trigger()

    again = BackupDialog(draft.window.desk, draft.window.keeper)
    again.show()
    draft.click_on(again.restore)  # the newest is what was before the restore
    assert len(kept(draft.window)) == 2


def test_that_nothing_is_restored_without_a_yes(
    dialog: BackupDialog, draft: Clerk, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(draft, "8")
    answer(monkeypatch, yes=False)
    for act in (lambda p: p.one.click(), lambda p: p.all.click()):
        preview(monkeypatch, act)
        draft.click_on(dialog.restore)
    assert draft.stored == {FIRST: "8"}
    assert len(draft.window.keeper.backups.all()) == 1


def test_that_a_final_report_is_not_replaced(
    filled: Clerk, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled.window.keeper.make("手动")
    asked = answer(monkeypatch)
    filled.window.actions_["finalise"].trigger()
    dialog = BackupDialog(filled.window.desk, filled.window.keeper)
    dialog.show()
    dialog.list.setFocus()
    filled.key(Key.Key_Down)
    shown = preview(monkeypatch, lambda p: p.one.click())
    filled.click_on(dialog.restore)
    assert [line[1:] for line in rows(shown[0])[1:]] == [
        ["定稿", "草稿"],
        [filled.live.report.finalised_on, "（空）"],
    ]
    assert "已经定稿，没有替换" in asked[-1]
    assert filled.live.report.is_final


def test_that_a_copy_is_saved_and_opened_from_another_place(
    dialog: BackupDialog, draft: Clerk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = answer(monkeypatch)
    choose_file(monkeypatch, tmp_path / "年报数据")
    draft.click_on(dialog.save)
    path = tmp_path / "年报数据.db"
    assert str(path) in asked[-1]
    put(draft, "8")
    choose_file(monkeypatch, path)
    preview(monkeypatch, lambda p: p.all.click())
    draft.click_on(dialog.restore_file)
    assert draft.stored == {FIRST: "7"}


def test_that_the_data_file_itself_is_never_written_over(
    dialog: BackupDialog, draft: Clerk, monkeypatch: pytest.MonkeyPatch, folder: Path
) -> None:
    asked = answer(monkeypatch)
    choose_file(monkeypatch, folder / "nianbao.db")
    draft.click_on(dialog.save)
    assert "正在用的数据文件" in asked[-1]
    put(draft, "8")
    assert draft.stored == {FIRST: "8"}


def test_that_a_second_folder_is_chosen_used_and_given_up(
    dialog: BackupDialog, draft: Clerk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stick = tmp_path / "U盘"
    stick.mkdir()
    choose_folder(monkeypatch, stick)
    draft.click_on(dialog.choose)
    assert first(dialog).text(3) == "数据文件夹、第二个位置"
    assert dialog.second.text() == str(stick)
    draft.click_on(dialog.drop)
    assert draft.window.keeper.second is None
    assert len(list(stick.rglob("*.db"))) == 1


def test_that_enter_opens_the_preview_of_a_backup(
    dialog: BackupDialog, draft: Clerk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = preview(monkeypatch, lambda p: p.cancel.click())
    dialog.list.setFocus()
    qtbot.keyClick(dialog.list, Key.Key_Return)
    assert shown[0].summary.text().endswith("没有不同。")
    assert not shown[0].all.isEnabled()


def test_that_names_are_never_taken_as_rich_text(
    dialog: BackupDialog, draft: Clerk, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = preview(monkeypatch, lambda p: p.cancel.click())
    draft.click_on(dialog.restore)
    read = [dialog.last, dialog.second, dialog.folder, shown[0].summary]
    assert {label.textFormat() for label in read} == {Qt.TextFormat.PlainText}
    assert set(read) <= {*dialog.findChildren(QLabel), *shown[0].findChildren(QLabel)}


def test_that_the_data_move_to_another_folder_and_the_old_ones_stay(
    draft: Clerk,
    resources: Resources,
    folder: Path,
    tmp_path: Path,
    open_window: OpenWindow,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    draft.fill(FIRST, "7")
    draft.window.desk.usual = folder
    other = tmp_path / "新的"
    other.mkdir()
    asked = answer(monkeypatch)
    choose_folder(monkeypatch, other)
    dialog = BackupDialog(draft.window.desk, draft.window.keeper)
    dialog.show()
    draft.click_on(dialog.move_data)
    assert f"原来的数据留在“{folder}”" in asked[0]
    assert not draft.window.isVisible()
    assert draft.window.desk.next_data == other

    window = application.make_window(resources, other, folder)
    assert window.desk.reports.load(1).cells[FIRST].text == "7"
    window.let_go()
    window.deleteLater()
    assert open_window().desk.reports.load(1).cells[FIRST].text == "7"


def test_that_data_that_are_already_there_are_used_and_not_written_over(
    draft: Clerk, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "新的"
    other.mkdir()
    copy_database(
        draft.window.desk.reports.database.conn, other / "nianbao.db", require_whole, pause=0
    )
    before = (other / "nianbao.db").read_bytes()
    draft.fill(FIRST, "7")
    draft.window.desk.usual = folder
    asked = answer(monkeypatch)
    choose_folder(monkeypatch, other)
    dialog = BackupDialog(draft.window.desk, draft.window.keeper)
    draft.click_on(dialog.move_data)
    assert "改用那里的数据吗" in asked[0]
    assert (other / "nianbao.db").read_bytes() == before
    assert draft.window.desk.next_data == other


def test_that_data_named_on_the_command_line_cannot_be_moved(dialog: BackupDialog) -> None:
    assert not dialog.move_data.isEnabled()
