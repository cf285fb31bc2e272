"""What the window shows as pages, saves as PDF and prints.

Imported when the first such action runs, for the window opens faster without it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QObject

from core.document.blank_form import blank_form
from core.document.explanations_list import explanations_list
from core.document.findings_list import findings_list
from core.document.rule_book import rule_book
from core.writers.files import write_whole
from core.writers.pdf.page import PageSetup
from core.writers.pdf.writer import document_pdf, report_pdf
from gui.live_report import LiveReport
from gui.press import Press, Printable
from gui.preview import Preview
from gui.settings import Settings

if TYPE_CHECKING:
    from gui.main_window import MainWindow

Kind = Literal["report", "blank_form", "rule_book", "findings_list", "explanations_list"]
PDFS = "PDF 文件 (*.pdf)"


def _report(live: LiveReport) -> Printable:
    report = live.report
    return Printable(report.composed_title, partial(report_pdf, report))


def _blank_form(live: LiveReport) -> Printable:
    form = live.report.form
    return Printable(f"空白表（{form.name}）", partial(document_pdf, blank_form(form)))


def _rule_book(live: LiveReport) -> Printable:
    form = live.report.form
    return Printable(f"核对规则（{form.name}）", partial(document_pdf, rule_book(form)))


def _findings_list(live: LiveReport) -> Printable:
    document = findings_list(live.report, live.checked)
    return Printable(document.title, partial(document_pdf, document))


def _explanations_list(live: LiveReport) -> Printable:
    document = explanations_list(live.report, live.checked)
    return Printable(document.title, partial(document_pdf, document))


PRINTABLES: Mapping[Kind, Callable[[LiveReport], Printable]] = {
    "report": _report,
    "blank_form": _blank_form,
    "rule_book": _rule_book,
    "findings_list": _findings_list,
    "explanations_list": _explanations_list,
}


class Printing(QObject):
    """The printing actions of one window. Every method raises Refused, having changed nothing."""

    def __init__(self, window: MainWindow, press: Press, settings: Settings) -> None:
        super().__init__(window)
        self._window = window
        self._press = press
        self._settings = settings
        self._kind: Kind = "report"
        self.preview: Preview | None = None
        window.report_changed.connect(self._refresh)
        window.place_changed.connect(self._show_place)

    def show(self, kind: Kind) -> None:
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

    def save(self, kind: Kind = "report") -> None:
        """Asks where to and saves a document's PDF."""
        live = self._window.live
        if live is None:
            return
        printable = PRINTABLES[kind](live)
        sheets = self._press.make(printable, self._setup).result()
        path = self._window.files.ask_path(printable.name, "保存PDF", ".pdf", PDFS)
        if path is None:
            return
        write_whole(path, sheets.pdf.content)
        if kind == "report" and (count := len(live.checked.errors)):
            self._window.hint_line.say(f"已保存：{path}（还有{count}处错误没有改）", "warning")
        else:
            self._window.hint_line.say(f"已保存：{path}")

    def print(self, kind: Kind = "report") -> None:
        """Asks how to and prints a document."""
        from gui import print_job  # Qt's part for printing is not needed before

        live = self._window.live
        if live is None:
            return
        printable, setup = PRINTABLES[kind](live), self._setup
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
                self.preview.show_printable(PRINTABLES[self._kind](live))
            else:
                self.preview.close()

    def _show_place(self, name: str) -> None:
        if self.preview and self.preview.isVisible():
            self.preview.view.show_place(name if self._kind == "report" else "")

    def _save_shown(self) -> None:
        self._window.attempt(partial(self.save, self._kind))

    def _print_shown(self) -> None:
        self._window.attempt(partial(self.print, self._kind))
