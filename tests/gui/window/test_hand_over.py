"""A second start opens its file in the window that runs, and nothing else can be asked for so."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog

from gui.window import hand_over as module
from gui.window.hand_over import FILE_NAME, PATIENCE, Reception, hand_over
from tests.gui.hands import AGENCY, Clerk, answer


@pytest.fixture
def received(clerk: Clerk) -> Clerk:
    """Hands on a window that takes what second starts hand over."""
    Reception(clerk.window.desk, clerk.window.open_file)
    return clerk


def ask(clerk: Clerk, content: bytes) -> None:
    """Asks as a second start does, and waits until that is taken."""
    request = clerk.window.desk.data / FILE_NAME
    request.write_bytes(content)
    clerk.qtbot.waitUntil(lambda: not request.exists())


def start(root: Path, folder: Path, *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "main.py", *arguments, "--data", str(folder)],
        cwd=root,
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
        stderr=subprocess.PIPE,
        text=True,
    )


def test_that_a_second_start_opens_its_file_in_the_window_that_runs(
    received: Clerk, root: Path, folder: Path, sample_path: Path
) -> None:
    received.start_report(AGENCY, 2024)
    received.go_to("applications.granted.other")
    received.keys("3")
    second = start(root, folder, os.path.relpath(sample_path, root))
    received.qtbot.waitUntil(lambda: second.poll() is not None, timeout=30_000)
    assert (second.returncode, second.communicate()[1]) == (0, "")
    received.qtbot.waitUntil(lambda: received.live.report.year == 2020, timeout=20_000)
    assert received.window.windowTitle() == "示例街道 2020年度 - 年报"
    kept = received.window.desk.reports.reports()
    first = next(entry.id for entry in kept if entry.year == 2024)
    stored = received.window.desk.reports.load(first).cells
    assert {cell: value.text for cell, value in stored.items()} == {
        "applications.granted.other": "3"
    }


def test_that_a_second_start_without_a_file_brings_the_window_to_the_front(
    received: Clerk,
) -> None:
    received.window.showMinimized()
    ask(received, b"")
    assert not received.window.windowState() & Qt.WindowState.WindowMinimized


@pytest.mark.parametrize(
    "content",
    [
        b"\0",
        b"relative.nianbao",
        b"/no/such/file",
        b"/dev/null",
        b"/",
        b"\xff\xfe" * 99,
        b"x" * 20_000,
        b"/" + b"x" * 5_000,
        "《》\n；rm".encode(),
    ],
)
def test_that_odd_contents_open_nothing_and_disturb_nothing(
    received: Clerk, monkeypatch: pytest.MonkeyPatch, content: bytes
) -> None:
    asked = answer(monkeypatch)
    ask(received, content)
    assert asked == []
    assert received.window.desk.live is None


def test_that_what_is_no_file_in_its_place_is_not_read(received: Clerk, folder: Path) -> None:
    os.mkfifo(folder / FILE_NAME)
    received.qtbot.waitUntil(lambda: not (folder / FILE_NAME).exists())
    assert received.window.desk.live is None


def test_that_a_request_forgotten_long_ago_opens_nothing(
    clerk: Clerk, folder: Path, sample_path: Path
) -> None:
    request = folder / FILE_NAME
    request.write_bytes(os.fsencode(sample_path))
    long_ago = time.time() - 100 * PATIENCE
    os.utime(request, (long_ago, long_ago))
    Reception(clerk.window.desk, clerk.window.open_file)
    assert not request.exists()
    assert not clerk.window.desk.work.is_on
    assert clerk.window.desk.live is None


def test_that_the_file_waits_until_a_dialog_is_closed(
    received: Clerk, sample_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "RETRY", 1)
    dialog = QDialog(received.window)
    dialog.setModal(True)
    dialog.show()
    ask(received, os.fsencode(sample_path))
    assert received.window.desk.live is None
    assert not received.window.desk.work.is_on
    dialog.close()
    received.qtbot.waitUntil(lambda: received.window.desk.live is not None, timeout=20_000)
    assert received.live.report.year == 2020


def test_that_nothing_is_left_where_no_window_takes_it(
    tmp_path: Path, sample_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "PATIENCE", 0.1)
    assert not hand_over(tmp_path, sample_path)
    assert not hand_over(tmp_path / "没有", sample_path)
    assert list(tmp_path.iterdir()) == []
