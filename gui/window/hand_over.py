"""A second start hands its file to the window that runs, through a file of the data folder.

The file holds a path and nothing else; whatever else it holds comes to nothing. No network and no
port is needed for it, and it works in a folder on a stick too.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication

from core.files import write_whole
from core.readers.content import file_content
from core.refusal import Refused
from gui.shared.desk import Desk

FILE_NAME = "请打开.txt"
LONGEST_PATH = 16_384  # bytes
PATIENCE = 3.0  # seconds that the running window has to take the file
LOOK = 0.05  # seconds
RETRY = 500  # milliseconds


def hand_over(data: Path, file: Path | None) -> bool:
    """Asks the window that runs over a data folder to open a file, or just to come to the front.

    False where no window takes it, and then nothing is left behind.
    """
    request = data / FILE_NAME
    try:
        write_whole(request, os.fsencode(file.absolute()) if file else b"")
    except Refused:
        return False
    end = time.monotonic() + PATIENCE
    while request.exists():
        if time.monotonic() > end:
            with suppress(OSError):
                request.unlink()
                return False
            return True  # taken at the last moment
        time.sleep(LOOK)
    return True


class Reception(QObject):
    """Opens in a window what second starts hand over; a box that is open is closed first."""

    def __init__(self, desk: Desk, open_file: Callable[[Path], object]) -> None:
        super().__init__(desk)
        self._window = desk.window
        self._open_file = open_file
        self._request = desk.data / FILE_NAME
        self._asked: Path | None = None
        self._watcher = QFileSystemWatcher([str(desk.data)], self)
        self._watcher.directoryChanged.connect(self._take)
        self._retry = QTimer(self, singleShot=True, interval=RETRY)
        self._retry.timeout.connect(self._open)
        self._take()  # what was asked while this window was coming

    def _take(self) -> None:
        try:
            is_new = time.time() - self._request.stat().st_mtime < 2 * PATIENCE
            content = file_content(self._request, LONGEST_PATH)
        except FileNotFoundError:
            return
        except (OSError, Refused):
            is_new, content = True, b""
        with suppress(OSError):
            self._request.unlink()
        if not is_new:
            return  # of a start that was killed, long ago
        self._come_to_front()
        self._asked = _path_in(content)
        self._open()

    def _open(self) -> None:
        if QApplication.activeModalWidget():
            self._retry.start()
        elif path := self._asked:
            self._asked = None
            self._open_file(path)

    def _come_to_front(self) -> None:
        window = QApplication.activeModalWidget() or self._window
        window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
        window.raise_()
        window.activateWindow()


def _path_in(content: bytes) -> Path | None:
    """The file that was asked for; None where that is no whole path of a file that there is."""
    if not content or b"\0" in content:
        return None
    try:
        path = Path(os.fsdecode(content))
        return path if path.is_absolute() and path.is_file() else None
    except (OSError, ValueError):
        return None
