"""Kills while someone types into a text field without a pause: at most two seconds may be lost."""

from __future__ import annotations

import os
import signal
import time
from itertools import cycle
from pathlib import Path
from random import Random

from core.store.database import open_database
from core.store.reports import Reports
from tests.attack.clerk import start_report
from tests.attack.row import FINE, RESOURCES, Row, Verdict, forms

BETWEEN_KEYS = 50  # milliseconds
EVER_UNSAVED = 2.2  # seconds; the program promises 2
EARLIEST, LATEST = 2.5, 8.0  # seconds after the first key
KEY_SET = "abcdefghijklmnopqrstuvwxyz ,."


def killed_while_typing(random: Random, folder: Path, _number: int) -> Verdict:
    """Kills a window at a random moment of typing, and looks for what was typed till then."""
    report = start_report(folder)
    announced, say = os.pipe()
    if not (window := os.fork()):
        try:
            _type(folder, report, say)
        finally:
            os._exit(1)
    os.close(say)
    typed = [(time.monotonic(), key) for key in os.read(announced, 1).decode()]
    end = time.monotonic() + EARLIEST + random.random() * (LATEST - EARLIEST)
    os.set_blocking(announced, False)
    while time.monotonic() < end:
        time.sleep(0.005)
        try:
            keys = os.read(announced, 1 << 16).decode()
        except BlockingIOError:
            continue
        typed += [(time.monotonic(), key) for key in keys]
    killed = time.monotonic()
    os.kill(window, signal.SIGKILL)
    os.waitpid(window, 0)
    text = "".join(key for _, key in typed)
    sure = sum(at < killed - EVER_UNSAVED for at, _ in typed)
    stored = Reports(open_database(folder), forms()).load(report).texts.get("general", "")
    if not (KEY_SET * len(text)).startswith(stored):
        return Verdict("something else stored", f"{stored!r} for {text!r}")
    if len(stored) < sure:
        lost = killed - typed[len(stored)][0]
        return Verdict("lost", f"{lost:.1f} s of typing, {len(text) - len(stored)} characters")
    return Verdict(FINE, f"{len(stored)} of {len(text)} characters were stored")


def _type(folder: Path, report: int, say: int) -> None:
    """Opens the window and types, until killed."""
    from PySide6.QtCore import QTimer
    from PySide6.QtTest import QTest

    from gui.application import make_application, make_window
    from gui.texts.tab import TextTab

    application = make_application(RESOURCES)
    window = make_window(RESOURCES, folder)
    window.show()
    window.desk.open_report(report)
    assert window.workspace.tabs
    tab = window.workspace.tabs.show_section("general")
    assert isinstance(tab, TextTab)
    field = tab.fields["general"]
    field.setFocus()
    keys = cycle(KEY_SET)

    def press_key() -> None:
        key = next(keys)
        QTest.keyClicks(field, key)
        os.write(say, key.encode())

    timer = QTimer(interval=BETWEEN_KEYS)
    timer.timeout.connect(press_key)
    QTimer.singleShot(500, timer.start)  # once the window has come to rest
    application.exec()


ROWS = (Row("kills-while-typing", 10, killed_while_typing, 60, forms),)
