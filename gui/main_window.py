"""The window: the open report between a tool bar and a hint line, findings at the right."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QMainWindow,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from core.checks.findings import Finding
from core.refusal import Refused, one_line
from core.report.edits import Edit, EditRefused, fill_zeros, set_note
from core.report.places import name_of_year
from core.resources import Resources
from core.session import Session, SessionChange
from core.store.database import StoreGone, StoreRefused
from core.store.reports import Reports
from gui import finalising, unsaved
from gui.actions import Actions
from gui.backup_keeper import BackupKeeper
from gui.findings_panel import FindingsPanel
from gui.hint_line import HintLine
from gui.live_report import LiveReport
from gui.new_place import NewPlace
from gui.plain import title
from gui.questions import ask_note, show_about, tell
from gui.report_chooser import ReportChooser
from gui.report_tabs import ReportTabs
from gui.settings import Settings
from gui.start_page import StartPage
from gui.state_label import StateLabel
from gui.text_check import TextCheck
from gui.theme import Theme
from gui.window_place import place_of, put_back

if TYPE_CHECKING:
    from gui.long_work import LongWork
    from gui.press import Press
    from gui.printing import Printing
    from gui.report_files import ReportFiles

PANEL_WIDTH = 240


class MainWindow(QMainWindow):
    """Everything the clerk sees. `live` is the open report, None while there is none.

    `report_changed` says that another report is shown, or the same with other contents;
    `place_changed` carries where the clerk goes, as `place`. `data` is the folder of what the
    program keeps, `usual` where it is unless another is chosen, None where none can be, and
    `next_data` the one chosen for the next window. The window takes over `reports` and closes
    them when it is closed.
    """

    report_changed = Signal()
    place_changed = Signal(str)

    def __init__(
        self, reports: Reports, resources: Resources, data: Path, usual: Path | None = None
    ) -> None:
        super().__init__()
        self.reports = reports
        self._resources = resources
        self.data = data
        self.usual = usual
        self.next_data: Path | None = None
        self._settings = Settings.of(data)
        self.keeper = BackupKeeper(reports, data, self._settings, self)
        self.keeper.changed.connect(self._show_state)
        self.theme = Theme(resources)
        self.live: LiveReport | None = None
        self.tabs: ReportTabs | None = None
        self.panel: FindingsPanel | None = None
        self.chooser = ReportChooser(reports, self)
        self.chooser.chosen.connect(self._choose_report)
        self.new_place = NewPlace(self)
        self.hint_line = HintLine(self.theme)
        self.state_label = StateLabel()
        self.state_label.clicked.connect(lambda: self.attempt(self.show_backups))
        self.actions_ = Actions(self)
        self.texts = TextCheck(self)
        self._refused = QTimer(self, singleShot=True, interval=0)
        self._refused.timeout.connect(self._show_saved)
        self._pages = QStackedWidget()
        self._start_page = StartPage([self.actions_.new, self.actions_.open])
        self._pages.addWidget(self._start_page)
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._pages, 1)
        column.addWidget(self.hint_line)
        self.setCentralWidget(middle)
        self.setWindowIcon(self.theme.program_icon)
        self._show_report(None)

    # ---- opening and closing ----

    def restore_geometry(self) -> None:
        """Puts the window where it was last, if it was."""
        put_back(self, self._settings.window)

    def open_report(self, report_id: int) -> None:
        """Opens a kept report in the tabs. Raises StoreRefused."""
        live = LiveReport(Session(self.reports, report_id, texts_later=True))
        live.changed.connect(self._on_changed)
        live.refused.connect(self._on_refused)
        live.given_up.connect(self._show_saved)
        live.gone.connect(self.new_place.ask_soon)
        self._show_report(live)
        self._settings.report = report_id
        self._settings.keep()

        self.settle()
        for notice in live.session.notices:
            tell(self, notice)

    def settle(self) -> None:
        """核对损坏的内容, where the open report has any."""
        if self.live and self.live.session.doubts:
            from gui.doubts_dialog import ask  # hardly ever needed

            if ask(self, self.live.session, self.reports.forms):
                self.open_report(self.live.session.report_id)

    def open_last_report(self) -> None:
        """Opens the report that was open last, or the newest one there is."""
        kept = [entry.id for entry in self.reports.reports()]
        if kept:
            last = self._settings.report
            self.open_report(last if last in kept else kept[0])

    def open_package(self, path: Path) -> None:
        """Takes a package into the store and opens it, as soon as it is read."""
        self.files.open_package(path)

    def commit_pending_edit(self) -> bool:
        """Stores what is being typed; False, with the reason shown, where that is refused."""
        QGuiApplication.inputMethod().commit()  # a word still underlined is typed too
        if self.tabs is None or self.tabs.commit_pending_edit():
            return True
        if self.live:
            self._say_refusal(self.live.refusal + unsaved.ways_out(self.live.last_refused))
        return False

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self.commit_pending_edit() and not unsaved.may_close(self):
            event.ignore()
            return
        self._settings.window = place_of(self)
        self._settings.keep()
        self.hide()  # for what runs beside the window may take a while to end
        self.let_go()
        super().closeEvent(event)

    def let_go(self) -> None:
        """Gives the data file back and ends what runs beside the window."""
        if "work" in vars(self):  # else it was not needed, like the next
            self.work.stop()
        self.texts.close()
        self.keeper.close()
        self.reports.close()
        for part in ("_printing", "press"):
            if part in vars(self):
                vars(self)[part].close()

    # ---- what the actions do; each runs after pending input was stored ----

    def new_report(self) -> None:
        """新建."""
        from gui.new_report_dialog import NewReportDialog  # not needed to open the window

        dialog = NewReportDialog(self.reports, self)
        if dialog.exec() == QDialog.DialogCode.Accepted and dialog.report_id is not None:
            self.open_report(dialog.report_id)
        dialog.deleteLater()

    def ask_package(self) -> None:
        """打开填报数据包."""
        self.files.ask_package()

    def compare_with_last_year(self) -> None:
        """对照上年年报."""
        if self.live:
            self.files.ask_last_year(self.live)

    def save_package(self) -> None:
        """另存数据包."""
        if self.live:
            self.files.save_package(unsaved.report_on_screen(self, self.live))

    def export(self) -> None:
        """导出."""
        if self.live:
            self.files.export(unsaved.report_on_screen(self, self.live))

    def preview(self, kind: str = "report") -> None:
        """预览, of the report or of what else can be printed."""
        if self.live:
            self._printing.show(kind)

    def save_pdf(self) -> None:
        """保存PDF."""
        if self.live:
            self._printing.save()

    def print(self) -> None:
        """打印."""
        if self.live:
            self._printing.print()

    def show_backups(self) -> None:
        """备份与恢复."""
        from gui.backup_dialog import BackupDialog

        dialog = BackupDialog(self)
        dialog.exec()
        dialog.deleteLater()

    def reassure(self) -> None:
        """Answers the habit of pressing Ctrl+S."""
        self.hint_line.say("填写的内容都已经自动保存在本机。")

    def undo(self) -> None:
        """撤销."""
        if self.live and (what := self.live.session.undo()):
            self._show_last_change()
            self.hint_line.say(f"已撤销：{what}")

    def redo(self) -> None:
        """重做."""
        if self.live and (what := self.live.session.redo()):
            self._show_last_change()
            self.hint_line.say(f"已重做：{what}")

    def fill_zeros(self) -> None:
        """一键补零."""
        if self.live:
            edit = fill_zeros(self.live.report)
            self.live.session.apply(edit)
            self.hint_line.say(self._filled(edit))

    def _filled(self, edit: Edit) -> str:
        """How many zeros went where."""
        if not (self.live and edit.changes):
            return "没有空着的格，不用补零。"
        form = self.live.report.form
        cells = [form.section_of(change.target.removeprefix("cells.")) for change in edit.changes]
        counts = (f"{s.number} {cells.count(s)}个" for s in form.sections if s in cells)
        return f"补了 {len(cells)} 个 0（{'，'.join(counts)}）；不对的可以撤销。"

    def edit_note(self) -> None:
        """括注."""
        cell_id = self.tabs.tab.current_cell if self.tabs else ""
        if self.live and not cell_id:
            self.hint_line.say("括注印在表里的数字后面：请先选中一格。", "hint")
        elif self.live:
            name = "·".join(self.live.report.form.cells[cell_id].path[-2:])
            note = ask_note(self, name, self.live.report.notes.get(cell_id, ""))
            if note is not None:
                self.live.session.apply(set_note(self.live.report, cell_id, note))

    def finalise(self) -> None:
        """定稿."""
        finalising.finalise(self)

    def reopen(self) -> None:
        """撤销定稿."""
        finalising.reopen(self)

    def correct(self) -> None:
        """更正已发布的年报."""
        finalising.correct(self)

    def show_published(self) -> None:
        """定稿时的内容."""
        if self.live:
            from gui.published_dialog import PublishedDialog

            dialog = PublishedDialog(self, self.live)
            dialog.exec()
            dialog.deleteLater()

    def show_agency(self) -> None:
        """单位资料."""
        if self.live:
            from gui.agency_dialog import ask

            report = self.live.session.report_id
            if ask(self, self.reports, self.reports.agency_of(report), self.live.report.year):
                self.open_report(report)

    def delete_report(self) -> None:
        """删除年报, asked twice."""
        if self.live:
            self.files.delete_report(self.live)

    def delete_agency(self) -> None:
        """删除单位, asked twice."""
        if self.live:
            self.files.delete_agency(self.live)

    def close_report(self) -> None:
        """Puts the report that was open last in place of the one that is gone."""
        self._show_report(None)
        self.open_last_report()

    def go_to_finding(self, step: int) -> None:
        """Goes to the next (1) or the previous (-1) finding."""
        if self.panel:
            self.panel.go(step)

    def toggle_panel(self, shown: bool) -> None:
        """Shows or hides the findings panel."""
        if self.panel:
            self.panel.setVisible(shown)

    def about(self) -> None:
        """关于."""
        show_about(self, self._resources.licences)

    def attempt(self, act: Callable[[], object], saves: bool = False) -> None:
        """Runs an action once pending input is stored; a refusal is shown in a message box.

        What `saves` the report elsewhere is done too where the data file alone cannot be written.
        """
        if "work" in vars(self) and self.work.is_on:
            self.work.say_wait()
        elif self.commit_pending_edit() or (saves and unsaved.can_be_saved(self)):
            self.carry_out(act)

    def carry_out(self, act: Callable[[], object]) -> None:
        """Does something for an action; a refusal is shown in a message box."""
        try:
            act()
        except StoreGone:
            self.new_place.ask_soon()
        except Refused as refusal:
            tell(self, str(refusal))
        self._show_state()

    # ---- showing ----

    @property
    def place(self) -> str:
        """The id of the current cell, or of the section whose text is in front; "" for none."""
        return self.tabs.tab.current_cell or self.tabs.section.id if self.tabs else ""

    @cached_property
    def work(self) -> LongWork:
        """What the clerk waits for."""
        from gui.long_work import LongWork  # like the next three, not needed to open the window

        return LongWork(self)

    @cached_property
    def press(self) -> Press:
        """What makes PDFs and reads them, in a thread of its own."""
        from gui.press import Press

        return Press(self._resources.fonts, self.data, self)

    @cached_property
    def files(self) -> ReportFiles:
        """The actions on files."""
        from gui.report_files import ReportFiles

        return ReportFiles(self, self._settings)

    @cached_property
    def _printing(self) -> Printing:
        from gui.printing import Printing

        return Printing(self, self.press, self._settings)

    def _show_report(self, live: LiveReport | None) -> None:
        """Puts a report's widgets in place of the former ones; None shows the start page."""
        former = self._pages.currentWidget()
        self.live = live
        self.texts.watch(live)
        self._saved_at = ""
        self._last_change: SessionChange | None = None
        if live is None:
            self.tabs = self.panel = None
            self._pages.setCurrentWidget(self._start_page)
        else:
            self._pages.setCurrentIndex(self._pages.addWidget(self._workspace(live)))
            cast(ReportTabs, self.tabs).tab.setFocus()
        if former is not None and former is not self._start_page:
            self._pages.removeWidget(former)
            former.deleteLater()
        self.hint_line.show_cell(None, "")
        self._show_state()
        self.report_changed.emit()

    def _workspace(self, live: LiveReport) -> QWidget:
        self.tabs = ReportTabs(live, self.theme)
        self.panel = FindingsPanel(live, self.theme)
        self.tabs.current_cell_changed.connect(self._show_cell)
        self.tabs.refused.connect(self._say_refusal)
        self.tabs.note_requested.connect(self.actions_.note.trigger)
        self.panel.chosen.connect(self._show_finding)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.addWidget(self.tabs)
        splitter.addWidget(self.panel)
        self.panel.setVisible(self.actions_.panel.isChecked())
        splitter.setStretchFactor(0, 1)
        splitter.setSizes([self.width() - PANEL_WIDTH, PANEL_WIDTH])
        splitter.setChildrenCollapsible(False)
        live.setParent(splitter)  # and so goes with what shows it
        return splitter

    def _show_state(self) -> None:
        live = self.live
        self.actions_.show_state(live)
        self.chooser.show_report(live)
        if live is None:
            self.setWindowTitle("年报")
            self.state_label.show_state("", "", self.keeper)
            return
        report = live.report
        year = name_of_year(report.year, report.version)
        self.setWindowTitle(title(f"{one_line(report.agency.name)} {year} - 年报"))
        self._show_saved()

    def _show_saved(self) -> None:
        if (live := self.live) is None:
            return
        saved = f"✓ 已自动保存 {self._saved_at}".rstrip()
        if live.report.is_final:
            saved = "已定稿，只读"
        elif unsaved.is_there(self):
            saved = "有内容没有存上"
        elif self.reports.hindrance:
            saved = f"{self.reports.hindrance}，只读"
        if doubts := live.session.doubts:
            saved = f"有 {len(doubts)} 处待核对，只读"
        if live.session.texts_wait:
            saved += "　正文正在核对…"
        self.state_label.show_state(live.report.form.name, saved, self.keeper)

    def _show_cell(self, cell_id: str) -> None:
        self.hint_line.show_cell(self.live, cell_id)
        self.place_changed.emit(self.place)

    def _show_finding(self, finding: Finding) -> None:
        cast(ReportTabs, self.tabs).show_finding(finding)
        self.place_changed.emit(finding.anchor or finding.section)

    def _on_refused(self, sentence: str) -> None:
        refusal = cast(LiveReport, self.live).last_refused
        stays = isinstance(refusal, StoreRefused | EditRefused)  # on screen, what was written
        self._say_refusal(sentence + (unsaved.ways_out(refusal) if stays else ""))
        self._refused.start()  # a table keeps what was refused from now on

    def _say_refusal(self, sentence: str) -> None:
        self.hint_line.say(sentence, "error")

    def _on_changed(self, change: SessionChange) -> None:
        if change.targets:  # else only what is found in the report has changed
            self._last_change = change
            self._saved_at = f"{datetime.now():%H:%M}"
            self.hint_line.end_message()  # such as why something was not stored
        self._show_state()
        self.report_changed.emit()

    def _show_last_change(self) -> None:
        """Brings the place of the last change into sight."""
        if self.tabs and self._last_change:
            self.tabs.show_target(min(self._last_change.targets))

    def _choose_report(self, report_id: int) -> None:
        self.attempt(lambda: self.open_report(report_id))
