"""Fixtures for tests of the window: a real window over a real SQLite file."""

import gc
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from core.forms.definition import Form
from core.readers.package import read_package
from core.report.report import Report
from core.resources import Resources
from gui.application import make_application, make_window
from gui.window.main_window import MainWindow
from tests.gui.hands import AGENCY, Clerk

OpenWindow = Callable[[], MainWindow]


def nobody_answers(box: QMessageBox) -> int:
    """Fails the test in place of a box that waits for ever."""
    raise AssertionError(f"a box that the test does not answer: {box.text()}")


QMessageBox.exec = nobody_answers  # type: ignore[method-assign, assignment]


@pytest.fixture(scope="session")
def qapp(resources: Resources) -> Iterator[QApplication]:
    """The application as the program makes it, for pytest-qt."""
    application = make_application(resources)
    yield application
    # What was copied would outlive Python, and take the process with it at its very end.
    application.clipboard().clear()


@pytest.fixture(autouse=True)
def collected_between_tests(qapp: QApplication) -> Iterator[None]:
    """Cyclic garbage is collected only while no event is handled.

    Collected in the middle of one, a widget that Qt still uses would go, and the process with it.
    What a collection leaves is not looked through again: that took half the time of these tests.
    It comes before a test, for until then pytest holds on to the window of the last one.
    """
    gc.collect()
    gc.freeze()
    gc.disable()
    yield
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.enable()


@pytest.fixture
def open_window(
    resources: Resources, folder: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> Iterator[OpenWindow]:
    """Opens the program's window over the test's data folder, as often as it is called.

    The texts are checked without the pause in which a report shows: hundreds of tests wait for it.
    """
    monkeypatch.setattr("gui.texts.check.PAUSE", 0)
    windows: list[MainWindow] = []

    def open_one() -> MainWindow:
        window = make_window(resources, folder)
        window.resize(1366, 697)
        windows.append(window)
        with qtbot.waitActive(window):
            window.show()
            window.activateWindow()
        window.desk.open_last_report()
        return window

    yield open_one
    for window in windows:
        window.hide()
        window.let_go()
        window.deleteLater()


@pytest.fixture
def window(open_window: OpenWindow) -> MainWindow:
    return open_window()


@pytest.fixture
def clerk(window: MainWindow, qtbot: QtBot) -> Clerk:
    """Hands on the keyboard of a window without a report."""
    return Clerk(window, qtbot)


@pytest.fixture
def draft(clerk: Clerk) -> Clerk:
    """Hands on an empty report on the edition in force."""
    clerk.start_report(AGENCY, 2024)
    return clerk


@pytest.fixture
def draft_2019(clerk: Clerk) -> Clerk:
    """Hands on an empty report on the edition of 2019 and 2020."""
    clerk.start_report(AGENCY, 2020)
    return clerk


@pytest.fixture(scope="session")
def sample_path(root: Path) -> Path:
    """The package of the sample report, in which nothing is wrong."""
    return root / "resources" / "samples" / "sample.nianbao"


@pytest.fixture
def sample(sample_path: Path, forms: tuple[Form, ...]) -> Report:
    return read_package(sample_path, forms)


@pytest.fixture
def filled(clerk: Clerk, sample_path: Path) -> Clerk:
    """Hands on the sample report, opened from its package."""
    clerk.window.acts.files.open_package(sample_path)
    clerk.wait()
    clerk.wait_for_texts()
    return clerk


@pytest.fixture
def open_case(
    clerk: Clerk, tmp_path: Path, package_of_case: Callable[[str], dict[str, Any]]
) -> Callable[[str], Clerk]:
    """Opens the figures of one published report, by the first characters of its id."""

    def open_one(case: str) -> Clerk:
        path = tmp_path / f"{case}.nianbao"
        path.write_text(json.dumps(package_of_case(case)), encoding="utf-8")
        clerk.window.acts.files.open_package(path)
        clerk.wait()
        clerk.wait_for_texts()
        return clerk

    return open_one
