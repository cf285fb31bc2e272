"""Whether a file that was put online says what the open report says."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from core.comparing.differences import ComparingRefused
from core.forms.definition import Form
from core.matching.reading import Reading
from core.refusal import quoted
from gui.comparing.compare_window import CompareWindow
from gui.pages.press import Press
from gui.pages.printing import Printing
from gui.shared.desk import Desk
from gui.shared.file_dialogs import ask_what_to_read


class PublishedFiles:
    """The acts of one window on files that were put online. Every method raises Refused."""

    def __init__(self, desk: Desk, press: Press, printing: Printing) -> None:
        self._desk = desk
        self._press = press
        self._printing = printing
        self.window: CompareWindow | None = None
        desk.opened.connect(self.close)
        desk.report_changed.connect(self._follow)

    def ask(self) -> None:
        """Asks for a file and shows where it differs."""
        if path := ask_what_to_read(self._desk, "对照公开的文件"):
            self.open(path)

    def open(self, path: Path) -> None:
        """Reads a file as anybody's and shows where it differs from the open report."""
        read = partial(_read_file, path, self._desk.reports.forms)
        start = partial(self._press.run, read)
        words = f"正在读取{quoted(path.name)}"
        self._desk.work.wait_for(words, start, partial(self._show, path.name))

    def close(self) -> None:
        """Closes the window, whose report is no longer the open one."""
        if self.window:
            self.window.close()
            self.window.deleteLater()
            self.window = None

    def _show(self, name: str, reading: Reading) -> None:
        if not self._desk.live:
            return
        self.close()
        window = CompareWindow(self._desk, self._desk.live.report, reading, name)
        window.print_requested.connect(self._printing.try_to_print)
        window.save_requested.connect(self._printing.try_to_save)
        self.window = window
        window.bring_to_front()

    def _follow(self) -> None:
        if self.window and self.window.isVisible() and self._desk.live:
            try:
                self.window.follow(self._desk.live.report)
            except ComparingRefused:
                self.close()


def _read_file(path: Path, forms: Sequence[Form]) -> Reading:
    """What a file shows. The libraries that it takes are imported with the first one read."""
    from core.importing import read_foreign

    return read_foreign(path, forms)
