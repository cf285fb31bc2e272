"""What the window shows as pages, saves as PDF and prints.

Imported when the first such action runs, for the window opens faster without it.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject

from core.agenda import year_to_report
from core.checks.findings import CheckResult
from core.document.blocks import Document
from core.document.catalogue import BY_ID
from core.files import write_whole
from core.formats import PDF
from core.report.report import Report
from core.writers.pdf.page import PageSetup
from core.writers.pdf.writer import document_pdf, report_pdf
from gui.pages.press import Press, Printable, Sheets
from gui.pages.preview import Preview
from gui.shared.desk import UNSTORED_TOO, Desk
from gui.shared.file_dialogs import ask_where_to_save
from gui.shared.live_report import LiveReport
from gui.texts.check import TextCheck

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter


WIDE = 1600  # pixels of a window that has room for the preview
REPORT = "report"  # what is printed: the report, or one of the catalogue's documents by its id


def printable_of(kind: str, report: Report, checked: CheckResult) -> Printable:
    """The report, or what else can be printed of it."""
    if kind == REPORT:
        return _printable_report(report)
    return _printable(BY_ID[kind].of_report(report, checked))


def _printable_report(report: Report) -> Printable:
    return Printable(report.file_title, partial(report_pdf, report))


def _printable(document: Document) -> Printable:
    return Printable(document.title, partial(document_pdf, document))


class Printing(QObject):
    """The printing actions of one window.

    Every method raises Refused, having changed nothing; but for those that try.
    """

    def __init__(self, desk: Desk, press: Press, texts: TextCheck) -> None:
        super().__init__(desk)
        self._desk = desk
        self._press = press
        self._texts = texts
        self._kind: str = REPORT
        self.preview: Preview | None = None
        self.aside: Preview | None = None  # of another report, which follows nothing
        desk.report_changed.connect(self._refresh)
        desk.place_changed.connect(self._show_place)

    def show(self, kind: str) -> None:
        """Shows a document's pages in the preview, which from then on follows what is stored.

        Asked again for what it shows beside the report, the preview goes.
        """
        if self._now(kind) is None:
            return
        preview = self._preview()
        if kind == self._kind and preview.is_docked and preview.isVisible():
            preview.close()
            return
        self._kind = kind
        preview.view.leads = kind == REPORT
        self._put(preview)
        self._refresh()
        self._show_place(self._desk.place)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Takes the preview out of a window that has become too narrow, and back."""
        preview = self.preview if event.type() is QEvent.Type.Resize else None
        if preview and preview.isVisible() and preview.is_docked != self._has_room:
            self._put(preview)
        return super().eventFilter(watched, event)

    def _preview(self) -> Preview:
        if self.preview is None:
            desk = self._desk
            self.preview = Preview(self._press, desk.theme, desk.settings, self.setup, desk.window)
            self.preview.setup_changed.connect(self.keep_setup)
            self.preview.save_requested.connect(self._save_shown)
            self.preview.print_requested.connect(self._print_shown)
            self.preview.moved.connect(self._move)
            self.preview.view.place_chosen.connect(self._go_to)
            desk.window.installEventFilter(self)
        return self.preview

    @property
    def _has_room(self) -> bool:
        """Whether the preview stands beside the report."""
        return not self._desk.settings.preview_apart and self._desk.window.width() >= WIDE

    def _put(self, preview: Preview) -> None:
        preview.move_.setVisible(self._desk.window.width() >= WIDE)
        if self._has_room:
            preview.dock(self._desk.side_by_side)
        else:
            preview.stand_apart()

    def _move(self, apart: bool) -> None:
        self._desk.settings.preview_apart = apart
        self._desk.settings.keep()
        self._put(self._preview())

    def _go_to(self, place: str) -> None:
        if self._desk.sheet:
            self._desk.window.activateWindow()
            self._desk.sheet.go_to(place)

    def save(self, kind: str = REPORT) -> None:
        """Asks where to and saves a document's PDF."""
        if self._desk.live is None and (document := self._of_edition(kind)):
            self.save_document(document)
        self._with(kind, partial(self._make_to_save, kind))

    def _with(self, kind: str, act: Callable[[LiveReport], object]) -> None:
        """Does something with the report, when what a document of this kind needs is known."""
        if (live := self._desk.live) and kind != REPORT and BY_ID[kind].needs == "findings":
            self._texts.when_checked(partial(act, live))
        elif live:
            act(live)

    def _now(self, kind: str) -> Printable | None:
        """A document as it is now; None where it needs a report, and none is open."""
        if live := self._desk.live:
            return printable_of(kind, live.report, live.checked)
        document = self._of_edition(kind)
        return _printable(document) if document else None

    def _of_edition(self, kind: str) -> Document | None:
        """A document that needs no report, on the form of the year that is due."""
        if kind == REPORT or BY_ID[kind].needs != "edition":
            return None
        form = self._desk.reports.form_for(year_to_report(date.today()))
        return BY_ID[kind].of_edition(form)

    def _make_to_save(self, kind: str, live: LiveReport) -> None:
        report = self._desk.report_on_screen() if kind == REPORT else live.report
        printable = printable_of(kind, report, live.checked)
        unstored = UNSTORED_TOO if report is not live.report else ""
        self._make(printable, partial(self._save, live, kind, printable.name, unstored))

    def _make(self, printable: Printable, then: Callable[[Sheets], object]) -> None:
        """Makes a document's PDF, and goes on when it is there."""
        start = partial(self._press.make, printable, self.setup)
        self._desk.work.wait_for("正在生成 PDF", start, then)

    def _save(self, live: LiveReport, kind: str, name: str, unstored: str, sheets: Sheets) -> None:
        path = ask_where_to_save(self._desk, name, "保存PDF", PDF)
        if path is None:
            return
        write_whole(path, sheets.pdf.content)
        more, icon = unstored, "ok"
        if kind == REPORT and (count := len(live.checked.errors)):
            more, icon = f"{more}（还有{count}处错误没有改）", "warning"
        elif kind == REPORT and live.session.texts_wait:
            more, icon = f"{more}（正文还没有核对完）", "warning"
        self._desk.say_saved(path, more, icon)

    def print(self, kind: str = REPORT) -> None:
        """Asks how to and prints a document."""
        if self._desk.live is None and (document := self._of_edition(kind)):
            self.print_document(document)
        self._with(kind, partial(self._make_to_print, kind))

    def _make_to_print(self, kind: str, live: LiveReport) -> None:
        from gui.pages import print_job  # Qt's part for printing is not needed before

        printable = printable_of(kind, live.report, live.checked)
        printer = print_job.printer_for(printable.name, self.setup.two_sided)
        self._make(printable, partial(self._print, kind, printable.name, printer))

    def _print(self, kind: str, name: str, printer: QPrinter, sheets: Sheets) -> None:
        from gui.pages import print_job

        shown = self.preview and self.preview.isVisible() and kind == self._kind
        current = self.preview.view.page if self.preview and shown else 0
        parent = self.preview if self.preview and shown else self._desk.window
        if not print_job.ask_how_to_print(printer, len(sheets.sizes), parent):
            return
        if print_job.print_sheets(self._press, sheets, printer, current, parent):
            where = printer.outputFileName() or f"打印机“{printer.printerName()}”"
            self._desk.say(f"已送到{where}：{name}")
        else:
            self._desk.say("已停止打印。", "hint")

    def save_document(self, document: Document) -> None:
        """Asks where to and saves another document."""
        self._save_printable(_printable(document))

    def save_report(self, report: Report) -> None:
        """Asks where to and saves the pages of a report that may not be the open one."""
        self._save_printable(_printable_report(report))

    def show_report(self, report: Report) -> None:
        """Shows the pages of a report that may not be the open one, such as an old version."""
        if self.aside:
            self.aside.close()
            self.aside.deleteLater()
        desk, printable = self._desk, _printable_report(report)
        aside = Preview(self._press, desk.theme, desk.settings, self.setup, desk.window)
        aside.move_.setVisible(False)
        for asked, act in (
            (aside.save_requested, self._save_printable),
            (aside.print_requested, self._print_printable),
        ):
            asked.connect(partial(desk.attempt, partial(act, printable)))
        aside.setup_changed.connect(self.keep_setup)
        aside.show_printable(printable)
        aside.stand_apart()
        self.aside = aside

    def _save_printable(self, printable: Printable) -> None:
        self._make(printable, partial(self._save_other, printable.name))

    def _save_other(self, name: str, sheets: Sheets) -> None:
        if path := ask_where_to_save(self._desk, name, "保存PDF", PDF):
            write_whole(path, sheets.pdf.content)
            self._desk.say_saved(path)

    def print_document(self, document: Document) -> None:
        """Asks how to and prints another document."""
        self._print_printable(_printable(document))

    def try_to_print(self, document: Document) -> None:
        """`print_document` for a button: what is refused is told."""
        self._desk.attempt(partial(self.print_document, document))

    def try_to_save(self, document: Document) -> None:
        """`save_document` for a button: what is refused is told."""
        self._desk.attempt(partial(self.save_document, document), saves=True)

    def _print_printable(self, printable: Printable) -> None:
        from gui.pages import print_job

        printer = print_job.printer_for(printable.name, self.setup.two_sided)
        self._make(printable, partial(self._print, "", printable.name, printer))

    def close(self) -> None:
        """Closes the previews."""
        for preview in (self.preview, self.aside):
            if preview:
                preview.close()

    @property
    def setup(self) -> PageSetup:
        """How pages are made, as the clerk chose last."""
        return PageSetup(self._desk.settings.two_sided, self._desk.settings.landscape_tables)

    def keep_setup(self, setup: PageSetup) -> None:
        """Remembers how pages are made."""
        self._desk.settings.two_sided = setup.two_sided
        self._desk.settings.landscape_tables = setup.landscape_tables
        self._desk.settings.keep()

    def _refresh(self) -> None:
        if self.preview and self.preview.isVisible():
            if printable := self._now(self._kind):
                self.preview.show_printable(printable)
            else:
                self.preview.close()

    def _show_place(self, name: str) -> None:
        if self.preview and self.preview.isVisible():
            self.preview.view.show_place(name if self._kind == REPORT else "")

    def _save_shown(self) -> None:
        self._desk.attempt(partial(self.save, self._kind), saves=True)

    def _print_shown(self) -> None:
        self._desk.attempt(partial(self.print, self._kind))
