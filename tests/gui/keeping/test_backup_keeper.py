"""Backups by themselves: on opening, once a day, before what changes much; and what is said."""

import time
from datetime import datetime, timedelta
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from core.store.backups import Backup
from core.store.copies import opened_copy
from gui.keeping.backup_keeper import BackupKeeper
from gui.shared.days import when
from gui.window.main_window import MainWindow
from tests.gui.conftest import OpenWindow
from tests.gui.hands import Clerk, answer
from tests.gui.window.test_report_files import FIRST, open_by_menu, package

NOW = datetime(2026, 11, 27, 9, 30)


def reasons(window: MainWindow) -> list[str]:
    return [backup.reason for backup in window.keeper.backups.all()]


def start(window: MainWindow, qtbot: QtBot) -> BackupKeeper:
    with qtbot.waitSignal(window.keeper.changed):
        window.keeper.start()
    return window.keeper


def test_that_nothing_is_backed_up_while_there_is_no_report(
    window: MainWindow, qtbot: QtBot
) -> None:
    keeper = start(window, qtbot)
    assert keeper.last is None
    assert window.state_label.words == "还没有备份"
    assert not keeper.backups.folder.exists()


def test_that_a_backup_is_made_on_opening_where_none_is_of_the_last_day(
    draft: Clerk, open_window: OpenWindow, qtbot: QtBot
) -> None:
    draft.fill(FIRST, "7")
    draft.window.let_go()
    window = open_window()
    keeper = start(window, qtbot)
    assert keeper.trouble == ""
    assert keeper.last
    assert reasons(window) == ["开机"]
    assert window.state_label.words.endswith(f"备份 今天 {keeper.last.at:%H:%M}")

    window.let_go()
    window = open_window()
    start(window, qtbot)
    assert reasons(window) == ["开机"]

    keeper = window.keeper
    assert keeper.last
    path = keeper.last.paths[0]
    old = (keeper.last.at - timedelta(days=1)).strftime("%Y-%m-%d %H%M%S")
    path.rename(path.with_name(f"年报备份 {old} 开机.db"))
    with qtbot.waitSignal(keeper.changed):
        keeper.look.timeout.emit()
    assert reasons(window) == ["每日", "开机"]


def test_that_the_state_is_short_where_there_is_little_room(draft: Clerk, qtbot: QtBot) -> None:
    start(draft.window, qtbot)
    draft.fill(FIRST, "7")
    label = draft.window.state_label
    for width in (1366, 1024):
        draft.window.resize(width, 697)
        qtbot.waitUntil(lambda: label.isVisible() and label.text() != "")
        assert "✓" in label.text()
        assert "备份 今天" in label.text()
        assert label.fontMetrics().horizontalAdvance(label.text()) <= label.width()
        assert label.mapTo(draft.window, label.rect().topRight()).x() < width


def test_that_a_backup_comes_before_an_import_and_has_what_was_before(
    draft: Clerk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer(monkeypatch)
    draft.fill(FIRST, "3")
    open_by_menu(draft, package(tmp_path / "a.nianbao"), monkeypatch)
    assert draft.stored == {FIRST: "7"}
    assert reasons(draft.window) == ["导入前"]
    path = draft.window.keeper.backups.all()[0].paths[0]
    with opened_copy(path, draft.window.desk.reports.forms) as copy:
        assert copy.load(1).cells[FIRST].text == "3"


def test_that_a_backup_comes_before_finalising(
    filled: Clerk, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer(monkeypatch)
    filled.window.actions_["finalise"].trigger()
    assert filled.live.report.is_final
    assert reasons(filled.window) == ["定稿前"]
    path = filled.window.keeper.backups.all()[0].paths[0]
    with opened_copy(path, filled.window.desk.reports.forms) as copy:
        assert not copy.load(1).is_final


@pytest.mark.parametrize("anyway", [True, False])
def test_that_the_clerk_decides_where_the_backup_before_fails(
    filled: Clerk, monkeypatch: pytest.MonkeyPatch, anyway: bool
) -> None:
    filled.window.keeper.backups.folder.touch()  # a file where the folder should be
    asked = answer(monkeypatch, True, anyway)
    filled.window.actions_["finalise"].trigger()
    assert "备份没有做成" in asked[1]
    assert "仍要定稿吗" in asked[1]
    assert filled.live.report.is_final == anyway


def test_that_a_backup_that_fails_by_itself_is_said_and_stops_nothing(
    draft: Clerk, qtbot: QtBot
) -> None:
    draft.window.keeper.backups.folder.touch()
    start(draft.window, qtbot)
    assert draft.window.state_label.words.endswith("备份没有做成")
    assert "备份没有做成：" in draft.window.state_label.toolTip()
    draft.fill(FIRST, "7")
    assert draft.stored == {FIRST: "7"}


def test_that_a_second_folder_that_is_missing_is_said(
    draft: Clerk, qtbot: QtBot, tmp_path: Path
) -> None:
    draft.window.keeper.set_second(tmp_path / "U盘")
    keeper = start(draft.window, qtbot)
    assert keeper.last
    assert "U盘没有插" in draft.window.state_label.toolTip()


def test_that_a_second_folder_is_remembered(
    draft: Clerk, open_window: OpenWindow, tmp_path: Path
) -> None:
    draft.window.keeper.set_second(tmp_path)
    draft.window.let_go()
    assert open_window().keeper.backups.second == tmp_path


def test_that_closing_while_a_backup_is_made_leaves_nothing_half(draft: Clerk) -> None:
    database = draft.window.desk.reports.database
    with database.atomic():
        for _ in range(3000):
            database.execute("insert into edit (report, at, what) values (1, '', ?)", ["填" * 1200])
    draft.window.keeper.start()
    draft.qtbot.waitUntil(draft.window.keeper.backups.folder.exists)
    draft.window.close()
    assert list(draft.window.keeper.backups.folder.iterdir()) == []


@pytest.mark.parametrize(
    ("before", "words"),
    [
        (timedelta(minutes=5), "今天 09:25"),
        (timedelta(hours=10), "昨天"),
        (timedelta(days=3), "3天前"),
        (timedelta(days=-1), "2026-11-28"),
    ],
)
def test_that_times_are_said_as_people_say_them(before: timedelta, words: str) -> None:
    assert when(NOW - before, NOW) == words


def test_that_what_ends_as_the_window_closes_reaches_nobody(
    clerk: Clerk, monkeypatch: pytest.MonkeyPatch
) -> None:
    keeper = clerk.window.keeper
    heard: list[str] = []
    go_on = Event()
    monkeypatch.setattr(keeper.backups, "require_good", lambda _: go_on.wait(10))
    keeper.check(Backup(NOW, "手动", (Path("a.db"),)), heard.append)
    go_on.set()
    time.sleep(0.1)  # the result is on its way to the window, which looks at no events
    keeper.close()  # as the window does before it closes the data file
    QApplication.processEvents()

    assert heard == []
