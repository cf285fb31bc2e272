"""Long work: the window stays alive, says what it waits for, and lets it be stopped."""

import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtPrintSupport import QPrinterInfo
from PySide6.QtWidgets import QApplication, QDialog, QProgressDialog, QPushButton
from pytestqt.qtbot import QtBot

from core.refusal import Refused
from core.store.copies import Progress
from gui.shared.long_work import LongWork, WorkStopped
from gui.shared.side_thread import SideThread
from gui.window.main_window import MainWindow
from tests.gui.hands import Clerk, answer, choose_file

WORDS = "正在做一件事"


@pytest.fixture
def gate() -> Iterator[threading.Event]:
    """Holds the press's thread until it is set."""
    gate = threading.Event()
    yield gate
    gate.set()


@pytest.fixture
def held(draft: Clerk, gate: threading.Event) -> Callable[[], Future[bool]]:
    """Starts a job in the press that ends when the gate is set."""
    return partial(draft.window.acts.press.run, partial(gate.wait, 20))


def box_of(clerk: Clerk) -> QProgressDialog | None:
    boxes = [b for b in clerk.window.findChildren(QProgressDialog) if b.isVisible()]
    return boxes[0] if boxes else None


def wait_for_box(clerk: Clerk) -> QProgressDialog:
    clerk.qtbot.waitUntil(lambda: box_of(clerk) is not None)
    box = box_of(clerk)
    assert box is not None
    return box


def test_that_the_window_lives_on_and_goes_on_in_its_own_thread(
    draft: Clerk, gate: threading.Event, held: Callable[[], Future[bool]]
) -> None:
    came: list[object] = []
    beats: list[int] = []
    clock = QTimer(interval=5)
    clock.timeout.connect(lambda: beats.append(1))
    clock.start()
    draft.window.desk.work.wait_for(
        WORDS, held, lambda result: came.append((result, threading.current_thread()))
    )
    assert QGuiApplication.overrideCursor() is not None
    box = wait_for_box(draft)
    assert box.labelText() == f"{WORDS}…"
    assert len(beats) > 20
    assert came == []
    gate.set()
    draft.wait()
    assert came == [(True, threading.main_thread())]
    assert box_of(draft) is None
    assert QGuiApplication.overrideCursor() is None


def test_that_short_work_opens_no_box(draft: Clerk) -> None:
    work = draft.window.desk.work
    work.wait_for(WORDS, partial(draft.window.acts.press.run, lambda: 1), lambda _: None)
    draft.wait()
    draft.qtbot.waitUntil(lambda: not work.long.isActive())
    assert box_of(draft) is None


def test_that_a_refusal_is_told(draft: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = answer(monkeypatch)

    def refuse() -> None:
        raise Refused("读不了。")

    start = partial(draft.window.acts.press.run, refuse)
    draft.window.desk.work.wait_for(WORDS, start, lambda _: None)
    draft.wait()
    assert asked == ["读不了。"]


def test_that_stopping_drops_the_result_and_lets_other_work_begin(
    draft: Clerk, gate: threading.Event, held: Callable[[], Future[bool]]
) -> None:
    came: list[object] = []
    draft.window.desk.work.wait_for(WORDS, held, came.append)
    wait_for_box(draft).canceled.emit()
    assert not draft.window.desk.work.is_on
    assert draft.said == f"{WORDS}：已停止。"
    assert QGuiApplication.overrideCursor() is None
    start = partial(draft.window.acts.press.run, lambda: 2)
    draft.window.desk.work.wait_for(WORDS, start, came.append)
    gate.set()
    draft.wait()
    assert came == [2]


def test_that_no_other_action_begins_meanwhile(
    draft: Clerk, held: Callable[[], Future[bool]], monkeypatch: pytest.MonkeyPatch
) -> None:
    draft.window.desk.work.wait_for(WORDS, held, lambda _: None)
    monkeypatch.setattr("gui.window.new_report_dialog.NewReportDialog.exec", pytest.fail)
    draft.window.actions_["new"].trigger()
    assert draft.said == f"{WORDS}，请等它完成。"
    draft.window.desk.work.wait_for("另一件事", pytest.fail, lambda _: None)


def test_that_the_result_waits_for_a_box_that_is_open(
    draft: Clerk, gate: threading.Event, held: Callable[[], Future[bool]]
) -> None:
    came: list[object] = []
    box = QDialog(draft.window)
    box.setModal(True)
    box.show()
    draft.window.desk.work.wait_for(WORDS, held, came.append)
    gate.set()
    draft.qtbot.wait(300)
    assert came == []
    box.close()
    draft.wait()
    assert came == [True]


def test_that_the_window_can_be_closed_meanwhile(
    draft: Clerk, gate: threading.Event, held: Callable[[], Future[bool]]
) -> None:
    came: list[object] = []
    work: LongWork = draft.window.desk.work
    work.wait_for(WORDS, held, came.append)
    threading.Timer(0.2, gate.set).start()
    draft.window.close()
    assert not draft.window.isVisible()
    assert not work.is_on
    draft.qtbot.wait(0)
    assert came == []
    assert QGuiApplication.overrideCursor() is None


@pytest.mark.parametrize("action", ["open", "save_pdf", "print", "last_year"])
def test_that_no_action_on_files_waits_for_the_press(
    draft: Clerk, gate: threading.Event, tmp_path: Path, action: str,
    held: Callable[[], Future[bool]], monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", lambda: ["打印机"])
    answer(monkeypatch)
    choose_file(monkeypatch, tmp_path / "没有.nianbao")
    first = held()
    draft.window.actions_[action].trigger()  # would not come back
    assert not first.done()
    assert draft.window.desk.work.is_on
    draft.window.desk.work.stop()


# ---- what is needed here and now ----


@pytest.fixture
def side(window: MainWindow) -> Iterator[SideThread]:
    thread = SideThread("side", window)
    yield thread
    thread.close()


def box_in_front() -> QProgressDialog:
    found = QApplication.activeModalWidget()
    assert isinstance(found, QProgressDialog)
    return found


def test_that_short_work_shows_no_dialog_and_gives_its_result(
    window: MainWindow, side: SideThread
) -> None:
    assert window.desk.work.result_of("正在备份", side, lambda told: 7) == 7


def test_that_a_refusal_of_the_work_comes_out(window: MainWindow, side: SideThread) -> None:
    def refuse(told: Progress) -> None:
        raise WorkStopped("不行。")

    with pytest.raises(WorkStopped, match="不行"):
        window.desk.work.result_of("正在备份", side, refuse)


def test_that_long_work_shows_how_far_it_is_while_the_window_lives(
    window: MainWindow, side: SideThread
) -> None:
    seen: list[int] = []
    go_on = threading.Event()

    def work(told: Progress) -> str:
        told(0.42)
        assert go_on.wait(10)
        return "好"

    def look() -> None:
        seen.append(box_in_front().value())
        go_on.set()

    QTimer.singleShot(400, look)
    assert window.desk.work.result_of("正在备份", side, work) == "好"
    assert seen == [42]
    assert QApplication.activeModalWidget() is None


def test_that_long_work_can_be_stopped(window: MainWindow, side: SideThread, qtbot: QtBot) -> None:
    def work(told: Progress) -> None:
        for _ in range(1000):
            told(0.5)
            time.sleep(0.01)

    def stop() -> None:
        (button,) = box_in_front().findChildren(QPushButton)
        button.click()

    QTimer.singleShot(300, stop)
    with pytest.raises(WorkStopped, match="已经停止"):
        window.desk.work.result_of("正在备份", side, work)
