"""The desk: what is open, where things lie, and how a part says something or has it done."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QSplitter, QWidget

from core.checks.findings import Span
from core.refusal import Refused, quoted
from core.report.edits import Edit, edited
from core.report.report import Report
from core.resources import Resources
from core.session import Session, SessionChange
from core.store.database import StoreGone, StoreRefused
from core.store.reports import Reports
from gui.shared.live_report import LiveReport
from gui.shared.questions import open_path, tell
from gui.shared.settings import Settings
from gui.shared.theme import Theme
from gui.shared.ways import Ways

if TYPE_CHECKING:
    from gui.shared.long_work import LongWork

UNSTORED_TOO = "（没有存进本机的内容也在里面）"


class Sheet(Protocol):
    """The open report where the clerk writes in it."""

    @property
    def place(self) -> str:
        """The id of the current cell, or of the section whose text is in front."""

    def go_to(self, place: str) -> None:
        """Goes to a `place`, and gives it the keyboard."""

    def show_span(self, span: Span) -> None:
        """Goes to words of a text."""

    def commit_pending_edit(self) -> bool:
        """Stores what is being typed; False where that is refused."""

    def unstored_edits(self) -> list[Edit]:
        """What is on screen and could not be stored. Raises Refused where it never can be."""


class Desk(QObject):
    """What all parts of one window share; they take it, and so need not know the window.

    `live` is the open report, None while there is none, and `sheet` where the clerk writes in it;
    `first_place` is where the clerk was when it was open last, "" where that is not known.
    `data` is the folder of what the program keeps, `usual` where it is unless another is chosen,
    None where none can be, and `next_data` the one chosen for the next window. `ways` are how the
    clerk likes the tables, kept in `settings`. `window` is what boxes belong to, and `side_by_side`
    its middle, where something may stand beside the report. The window closes `reports` with
    itself.

    `opened` says that another report is open, or none; `report_changed` that too, or that the same
    has other contents; `place_changed` carries where the clerk goes, as `place`; `said` a sentence,
    the name of its icon, and whether it is of an act that can be undone; `saved` a sentence, its
    icon and the path of a file that was saved; `acted` that an action has ended; `gone` that the
    data file is no longer in its place; `doubted` that the report just opened was damaged, and is
    to be settled.
    """

    opened = Signal()
    report_changed = Signal()
    place_changed = Signal(str)
    said = Signal(str, str, bool)
    saved = Signal(str, str, object)
    acted = Signal()
    gone = Signal()
    doubted = Signal()

    def __init__(
        self,
        window: QWidget,
        reports: Reports,
        resources: Resources,
        data: Path,
        usual: Path | None = None,
    ) -> None:
        super().__init__(window)
        self.window = window
        self.side_by_side = QSplitter(Qt.Orientation.Horizontal)
        self.reports = reports
        self.resources = resources
        self.data = data
        self.usual = usual
        self.next_data: Path | None = None
        self.settings = Settings.of(data)
        self.ways = Ways(self.settings, self)
        self.theme = Theme(resources, self.settings.zoom)
        self.live: LiveReport | None = None
        self.sheet: Sheet | None = None
        self.first_place = ""
        self.last_change: SessionChange | None = None  # of what is written in the open report

    # ---- the open report ----

    def open_report(self, report_id: int) -> None:
        """Opens a kept report. Raises StoreRefused."""
        live = LiveReport(Session(self.reports, report_id, texts_later=True))
        live.gone.connect(self.gone)
        self.note_place()
        self.first_place = self.settings.place if report_id == self.settings.report else ""
        self.settings.report, self.settings.place = report_id, self.first_place
        self.settings.keep()
        self._show(live)
        live.changed.connect(self._on_changed)
        if live.session.doubts:
            self.doubted.emit()
        for notice in live.session.notices:
            tell(self.window, notice)

    def open_last_report(self) -> None:
        """Opens the report that was open last, or the newest one there is."""
        kept = [entry.id for entry in self.reports.reports()]
        if kept:
            last = self.settings.report
            self.open_report(last if last in kept else kept[0])

    def close_report(self) -> None:
        """Puts the report that was open last in place of the one that is gone."""
        self._show(None)
        self.open_last_report()

    def leave_report(self) -> None:
        """Goes back to the start page; the next start opens the report where the clerk left it."""
        self.note_place()
        self.settings.keep()
        self._show(None)

    @property
    def place(self) -> str:
        """The id of the current cell, or of the section whose text is in front; "" for none."""
        return self.sheet.place if self.sheet else ""

    def note_place(self) -> None:
        """Remembers where the clerk is in the open report; `Settings.keep` writes it down."""
        if self.sheet:
            self.settings.place = self.place

    def _show(self, live: LiveReport | None) -> None:
        self.live = live
        self.last_change = None
        self.opened.emit()
        self.report_changed.emit()

    def _on_changed(self, change: SessionChange) -> None:
        if change.targets:  # else only what is found in the report has changed
            self.last_change = change
        self.report_changed.emit()

    # ---- what is written and not stored yet ----

    def commit_pending_edit(self) -> bool:
        """Stores what is being typed; False, with the reason said, where that is refused."""
        QGuiApplication.inputMethod().commit()  # a word still underlined is typed too
        if self.sheet is None or self.sheet.commit_pending_edit():
            return True
        if self.live:
            self.say(self.live.refusal + ways_out(self.live.last_refused), "error")
        return False

    def report_on_screen(self) -> Report:
        """The open report with what could not be stored put in. Raises Refused if no value."""
        assert self.live is not None
        report = self.live.report
        for edit in self.sheet.unstored_edits() if self.sheet else ():
            report = edited(report, edit)
        return report

    @property
    def can_be_saved(self) -> bool:
        """Whether the report on screen can be saved elsewhere, what could not be stored too."""
        try:
            return self.live is not None and bool(self.report_on_screen())
        except Refused:
            return False

    @property
    def has_unstored(self) -> bool:
        """Whether something on screen could not be stored."""
        try:
            return self.sheet is not None and bool(self.sheet.unstored_edits())
        except Refused:
            return True

    # ---- saying and doing ----

    def say(self, sentence: str, icon: str = "ok", undoable: bool = False) -> None:
        """Says in passing what just happened; `icon` is a state's name.

        What is `undoable` is offered to be undone beside the sentence.
        """
        self.said.emit(sentence, icon, undoable)

    def say_saved(self, path: Path, more: str = "", icon: str = "ok") -> None:
        """Says that a file was saved, which is offered to be opened, and what `more` there is."""
        self.saved.emit(f"已保存：{path}{more}", icon, path)

    def show_file(self, path: Path) -> None:
        """Opens a file or a folder with the system's own program."""
        if not open_path(path):
            tell(self.window, f"打不开{quoted(path.name)}，它在：{path.parent}")

    def attempt(self, act: Callable[[], object], saves: bool = False) -> None:
        """Runs an action once pending input is stored; a refusal is shown in a message box.

        What `saves` the report elsewhere is done too where the data file alone cannot be written.
        """
        if "work" in vars(self) and self.work.is_on:
            self.work.say_wait()
        elif self.commit_pending_edit() or (saves and self.can_be_saved):
            self.carry_out(act)

    def carry_out(self, act: Callable[[], object]) -> None:
        """Does something for an action; a refusal is shown in a message box."""
        try:
            act()
        except StoreGone:
            self.gone.emit()
        except Refused as refusal:
            tell(self.window, str(refusal))
        self.acted.emit()

    @cached_property
    def work(self) -> LongWork:
        """What the clerk waits for."""
        from gui.shared.long_work import LongWork  # not needed to open the window

        return LongWork(self.window, self.say, self.carry_out)

    def stop_work(self) -> None:
        """Drops what the clerk waits for, if anything."""
        if "work" in vars(self):
            self.work.stop()


def ways_out(refusal: Refused | None) -> str:
    """What can be done about what is on screen and was not stored, for the end of the refusal."""
    if isinstance(refusal, StoreRefused):
        return "也可以先“另存数据包”或“保存PDF”，没有存上的都会带上；按 Esc 放弃。"
    return "改好它，或按 Esc 放弃。"
