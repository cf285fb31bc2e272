import time
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QProgressDialog, QPushButton
from pytestqt.qtbot import QtBot

from core.store.copies import Progress
from gui.main_window import MainWindow
from gui.waiting import WorkStopped, wait_for


def dialog() -> QProgressDialog:
    found = QApplication.activeModalWidget()
    assert isinstance(found, QProgressDialog)
    return found


def test_that_short_work_shows_no_dialog_and_gives_its_result(window: MainWindow) -> None:
    with ThreadPoolExecutor(1) as thread:
        assert wait_for(window, "…", thread, lambda told: 7) == 7


def test_that_a_refusal_of_the_work_comes_out(window: MainWindow) -> None:
    def refuse(told: Progress) -> None:
        raise WorkStopped("不行。")

    with ThreadPoolExecutor(1) as thread, pytest.raises(WorkStopped, match="不行"):
        wait_for(window, "…", thread, refuse)


def test_that_long_work_shows_how_far_it_is_while_the_window_lives(window: MainWindow) -> None:
    seen: list[int] = []
    go_on = Event()

    def work(told: Progress) -> str:
        told(0.42)
        assert go_on.wait(10)
        return "好"

    def look() -> None:
        seen.append(dialog().value())
        go_on.set()

    QTimer.singleShot(400, look)
    with ThreadPoolExecutor(1) as thread:
        assert wait_for(window, "正在备份…", thread, work) == "好"
    assert seen == [42]
    assert QApplication.activeModalWidget() is None


def test_that_long_work_can_be_stopped(window: MainWindow, qtbot: QtBot) -> None:
    def work(told: Progress) -> None:
        for _ in range(1000):
            told(0.5)
            time.sleep(0.01)

    def stop() -> None:
        (button,) = dialog().findChildren(QPushButton)
        button.click()

    QTimer.singleShot(300, stop)
    with ThreadPoolExecutor(1) as thread, pytest.raises(WorkStopped, match="已经停止"):
        wait_for(window, "正在备份…", thread, work)
