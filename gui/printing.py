"""What the window shows as pages, saves as PDF and prints.

Imported when the first such action runs, for the window opens faster without it.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from core.document.catalogue import BY_ID
from core.formats import PDF
from core.writers.files import write_whole
from core.writers.pdf.page import PageSetup
from core.writers.pdf.writer import document_pdf, report_pdf
from gui.live_report import LiveReport
from gui.press import Press, Printable
from gui.preview import Preview
from gui.settings import Settings

if TYPE_CHECKING:
    from gui.main_window import MainWindow

REPORT = "report"  # what is printed: the report, or one of the catalogue's documents by its id


def printable_of(kind: str, live: LiveReport) -> Printable:
    """The report, or what else can be printed of it, as it is now."""
    if kind == REPORT:
        report = live.report
        return Printable(report.composed_title, partial(report_pdf, report))
    document = BY_ID[kind].of_report(live.report, live.checked)
    return Printable(document.title, partial(document_pdf, document))


class Printing(QObject):
    """The printing actions of one window. Every method raises Refused, having changed nothing."""

    def __init__(self, window: MainWindow, press: Press, settings: Settings) -> None:
        super().__init__(window)
        self._window = window
        self._press = press
        self._settings = settings
        self._kind: str = REPORT
        self.preview: Preview | None = None
        window.report_changed.connect(self._refresh)
        window.place_changed.connect(self._show_place)

    def show(self, kind: str) -> None:
        """Shows a document's pages in the preview, which from then on follows what is stored."""
        self._kind = kind
        if self.preview is None:
            self.preview = Preview(
                self._press, self._window.theme, self._settings, self._setup, self._window
            )
            self.preview.setup_changed.connect(self._keep_setup)
            self.preview.save_requested.connect(self._save_shown)
            self.preview.print_requested.connect(self._print_shown)
        self.preview.bring_to_front()
        self._refresh()
        self._show_place(self._window.place)

    def save(self, kind: str = REPORT) -> None:
        """Asks where to and saves a document's PDF."""
        live = self._window.live
        if live is None:
            return
        printable = printable_of(kind, live)
        sheets = self._press.make(printable, self._setup).result()
        path = self._window.files.ask_path(printable.name, "保存PDF", PDF)
        if path is None:
            return
        write_whole(path, sheets.pdf.content)
        if kind == REPORT and (count := len(live.checked.errors)):
            self._window.hint_line.say(f"已保存：{path}（还有{count}处错误没有改）", "warning")
        else:
            self._window.hint_line.say(f"已保存：{path}")

    def print(self, kind: str = REPORT) -> None:
        """Asks how to and prints a document."""
        from gui import print_job  # Qt's part for printing is not needed before

        live = self._window.live
        if live is None:
            return
        printable, setup = printable_of(kind, live), self._setup
        printer = print_job.printer_for(printable.name, setup.two_sided)
        sheets = self._press.make(printable, setup).result()
        shown = self.preview and self.preview.isVisible() and kind == self._kind
        current = self.preview.view.page if self.preview and shown else 0
        parent = self.preview if self.preview and shown else self._window
        if not print_job.ask_how_to_print(printer, len(sheets.sizes), parent):
            return
        if print_job.print_sheets(self._press, sheets, printer, current, parent):
            where = printer.outputFileName() or f"打印机“{printer.printerName()}”"
            self._window.hint_line.say(f"已送到{where}：{printable.name}")
        else:
            self._window.hint_line.say("已取消打印。", "hint")

    def close(self) -> None:
        """Closes the preview."""
        if self.preview:
            self.preview.close()

    @property
    def _setup(self) -> PageSetup:
        """How pages are made, as the clerk chose last."""
        return PageSetup(self._settings.two_sided, self._settings.landscape_tables)

    def _keep_setup(self, setup: PageSetup) -> None:
        self._settings.two_sided = setup.two_sided
        self._settings.landscape_tables = setup.landscape_tables
        self._settings.keep()

    def _refresh(self) -> None:
        if self.preview and self.preview.isVisible():
            if live := self._window.live:
                self.preview.show_printable(printable_of(self._kind, live))
            else:
                self.preview.close()

    def _show_place(self, name: str) -> None:
        if self.preview and self.preview.isVisible():
            self.preview.view.show_place(name if self._kind == REPORT else "")

    def _save_shown(self) -> None:
        self._window.attempt(partial(self.save, self._kind))

    def _print_shown(self) -> None:
        self._window.attempt(partial(self.print, self._kind))
