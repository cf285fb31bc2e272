import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from gui.shared.side_thread import SideThread


@pytest.fixture
def side() -> Iterator[SideThread]:
    parent = QObject()
    side = SideThread("side", parent)
    yield side
    side.close()


def test_that_jobs_run_in_their_order_and_are_told_of_in_the_window_s_thread(
    side: SideThread, qtbot: QtBot
) -> None:
    told: list[tuple[int, bool, bool]] = []
    here = threading.current_thread()

    def work(number: int) -> tuple[int, threading.Thread]:
        return number, threading.current_thread()

    for number in range(3):
        side.when_done(
            side.submit(work, number),
            lambda job: told.append(
                (job.result()[0], job.result()[1] is here, threading.current_thread() is here)
            ),
        )
    qtbot.waitUntil(lambda: len(told) == 3)
    assert told == [(0, False, True), (1, False, True), (2, False, True)]


def test_that_a_job_that_is_done_already_is_told_of_later(side: SideThread, qtbot: QtBot) -> None:
    job = side.submit(int)
    job.result()
    told: list[object] = []
    side.when_done(job, told.append)
    assert told == []
    qtbot.waitUntil(lambda: told == [job])


def test_that_a_closed_thread_ends_its_job_and_tells_of_none(
    side: SideThread, qtbot: QtBot
) -> None:
    gate, told = threading.Event(), list[object]()
    running, waiting = side.submit(gate.wait, 10), side.submit(int)
    side.when_done(running, told.append)
    side.when_done(waiting, told.append)
    threading.Timer(0.05, gate.set).start()
    side.close()
    assert running.done()
    assert waiting.cancelled()
    qtbot.wait(20)
    assert told == []
