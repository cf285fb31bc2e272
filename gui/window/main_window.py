"""The window: the open report between a tool bar and a hint line."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import QMimeData, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QMainWindow, QVBoxLayout, QWidget

from core.checks.findings import Repair
from core.refusal import Refused, one_line
from core.report.edits import EditRefused
from core.report.places import name_of_year
from core.report.report import Report
from core.resources import Resources
from core.session import SessionChange
from core.store.database import StoreRefused
from core.store.reports import Reports
from gui.keeping.backup_keeper import BackupKeeper
from gui.keeping.new_place import NewPlace
from gui.shared.days import days_left
from gui.shared.desk import Desk, ways_out
from gui.shared.live_report import LiveReport
from gui.shared.plain import title
from gui.shared.theme import BARS, STYLE
from gui.shared.window_place import place_of, put_back
from gui.starting.start_page import StartPage
from gui.texts.check import TextCheck
from gui.window.actions import CHOOSER, Actions
from gui.window.acts import Acts
from gui.window.hint_line import HintLine
from gui.window.report_chooser import ReportChooser
from gui.window.state_label import StateLabel
from gui.window.tool_bar import ToolBar
from gui.window.unsaved import may_close
from gui.window.workspace import Workspace

DRESSING_PAUSE = 200  # milliseconds in which the window shows


class MainWindow(QMainWindow):
    """The frame around the open report, which makes all other parts and gives them the desk.

    The arguments are the desk's; what is opened and said goes by `desk`.
    """

    def __init__(
        self, reports: Reports, resources: Resources, data: Path, usual: Path | None = None
    ) -> None:
        super().__init__()
        self.desk = Desk(self, reports, resources, data, usual)
        self.keeper = BackupKeeper(self.desk)
        self.texts = TextCheck(self.desk)
        self.workspace = Workspace(self.desk)
        self.acts = Acts(self.desk, self.workspace, self.keeper, self.texts)
        self.actions_ = Actions(self.desk, self.acts)
        self.chooser = ReportChooser(reports, self.desk.theme, self)
        self.hint_line = HintLine(self.desk.theme)
        self.acts.foot, self.acts.keys = self.hint_line, self.actions_
        self.state_label = StateLabel(self.menuBar())
        self._new_place = NewPlace(self.desk)
        self._saved_at = ""
        self._refused = QTimer(self, singleShot=True, interval=0)
        self._lay_out()
        self._connect()
        self._show_state()

    def restore_geometry(self) -> None:
        """Puts the window where it was last, if it was."""
        put_back(self, self.desk.settings.window)

    def closeEvent(self, event: QCloseEvent) -> None:
        desk = self.desk
        if not desk.commit_pending_edit() and not may_close(desk, self.acts.files.save_package):
            event.ignore()
            return
        desk.settings.window = place_of(self)
        desk.note_place()
        desk.settings.keep()
        self.hide()  # for what runs beside the window may take a while to end
        self.let_go()
        super().closeEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _files_in(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        files = _files_in(event.mimeData())
        event.acceptProposedAction()
        # Later, for the program that the file comes from waits until this event is handled.
        QTimer.singleShot(0, partial(self.desk.attempt, partial(self._open_dropped, files)))

    def open_file(self, path: Path) -> None:
        """Opens a file as if it had been dropped into the window."""
        self.desk.attempt(partial(self._open_dropped, [path]))

    def let_go(self) -> None:
        """Gives the data file back and ends what runs beside the window."""
        self.desk.stop_work()
        self.texts.close()
        self.keeper.close()
        self.desk.reports.close()
        self.acts.close()

    # ---- parts ----

    def _lay_out(self) -> None:
        self.workspace.addWidget(StartPage(self.desk, self.actions_, self.keeper))
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        across = self.desk.side_by_side
        across.setHandleWidth(1)
        across.setChildrenCollapsible(False)
        across.addWidget(self.workspace)
        across.setStretchFactor(0, 1)
        column.addWidget(across, 1)
        column.addWidget(self.hint_line)
        self.hint_line.add(self.acts.word_count)
        self.setCentralWidget(middle)
        self.menuBar().setStyleSheet(BARS)
        self.hint_line.setStyleSheet(STYLE)
        QTimer.singleShot(DRESSING_PAUSE, self, partial(self.setStyleSheet, STYLE))
        self.menuBar().setNativeMenuBar(False)  # which has no room for the state
        self.actions_.fill_menus(self.menuBar())
        self.chooser.add_actions(self.actions_[name] for name in CHOOSER)
        self._bar = self._tool_bar()
        self.addToolBar(self._bar)
        self.setWindowIcon(self.desk.theme.program_icon)
        self.setAcceptDrops(True)

    def _tool_bar(self) -> ToolBar:
        bar = ToolBar(self)
        bar.add_icon(self.actions_["home"])
        bar.addWidget(self.chooser)
        self.actions_.fill_tool_bar(bar)
        return bar

    def _connect(self) -> None:
        self.desk.opened.connect(self._show_opened)
        self.desk.report_changed.connect(self._show_state)
        self.desk.acted.connect(self._show_state)
        self.desk.said.connect(self.hint_line.say)
        self.desk.saved.connect(self.hint_line.say_saved)
        self.hint_line.open_asked.connect(self.desk.show_file)
        self.desk.theme.zoomed.connect(self._keep_zoom)
        self.hint_line.undo_asked.connect(self.actions_["undo"].trigger)
        self.hint_line.mend_asked.connect(self._mend)
        self.hint_line.zoom_asked.connect(self.desk.theme.set_zoom)
        self.desk.doubted.connect(partial(self.desk.carry_out, self.acts.settle))
        self.desk.gone.connect(self._new_place.ask_soon)
        self.keeper.changed.connect(self._show_state)
        self.chooser.chosen.connect(self._choose_report)
        self.state_label.clicked.connect(self.actions_["backups"].trigger)
        self.workspace.current_cell_changed.connect(self._show_cell)
        self.workspace.here_changed.connect(self.hint_line.show_here)
        self.workspace.note_requested.connect(self.actions_["note"].trigger)
        self.workspace.source_requested.connect(self.actions_["source"].trigger)
        self.workspace.table_pasted.connect(self._on_table_pasted)
        self._refused.timeout.connect(self._show_saved)
        hints = QGuiApplication.styleHints()  # after the application, which changes the palette
        hints.colorSchemeChanged.connect(self._take_colours, Qt.ConnectionType.QueuedConnection)

    def _open_dropped(self, files: list[Path]) -> None:
        if len(files) > 1:
            raise Refused(f"拖进来了{len(files)}个文件，没有打开；请一次拖一个。")
        self.acts.foreign.open(files[0])

    def _on_table_pasted(self, fill: Callable[[], object] | None) -> None:
        self.desk.attempt(partial(self.acts.foreign.ask_pasted, fill))

    def _mend(self, repair: Repair) -> None:
        if live := self.desk.live:
            self.desk.attempt(partial(live.session.mend, repair))
            self.desk.say("已改正。", undoable=True)

    def _keep_zoom(self, zoom: int) -> None:
        self.desk.settings.zoom = zoom
        self.desk.settings.keep()

    def _choose_report(self, report_id: int) -> None:
        self.desk.attempt(partial(self.desk.open_report, report_id))

    def _act(self, name: str) -> None:
        self.actions_[name].trigger()

    # ---- showing ----

    def _take_colours(self) -> None:
        """Takes the colours in force, which style sheets keep from when they were set."""
        self.actions_.show_icons()
        if preview := self.acts.printing.preview:
            preview.take_colours()
        for widget in (self, self.menuBar(), self._bar, self.hint_line):
            sheet = widget.styleSheet()
            widget.setStyleSheet("")
            widget.setStyleSheet(sheet)
        desk = self.desk
        if desk.live and desk.commit_pending_edit():  # else what is on screen stays as it is
            desk.note_place()
            self._choose_report(desk.live.session.report_id)

    def _show_opened(self) -> None:
        self._saved_at = ""
        self.hint_line.show_cell(None, "")
        if live := self.desk.live:
            live.changed.connect(self._on_changed)
            live.refused.connect(self._on_refused)
            live.given_up.connect(self._show_saved)
            live.wanted.connect(self._act)
        if self.workspace.tabs:
            self._show_cell(self.workspace.tabs.tab.current_cell)

    def _show_state(self) -> None:
        live = self.desk.live
        self.actions_.show_state()
        self._show_tools()
        self.chooser.show_report(live)
        self._bar.fit()
        if live is None:
            self.setWindowTitle("年报")
            self.state_label.show_state("", self.keeper)
            return
        report = live.report
        year = name_of_year(report.year, report.version)
        self.setWindowTitle(title(f"{one_line(report.agency.name)} {year} - 年报"))
        self._show_saved()

    def _show_saved(self) -> None:
        if live := self.desk.live:
            self.state_label.show_state(self._saved(live), self.keeper, _due(live.report))

    def _saved(self, live: LiveReport) -> str:
        """How safe what is on screen is."""
        saved = f"✓ 已自动保存 {self._saved_at}".rstrip()
        if live.report.is_final:
            saved = "已定稿，只读"
        elif self.desk.has_unstored:
            saved = "有内容没有存上"
        elif hindrance := self.desk.reports.hindrance:
            saved = f"{hindrance}，只读"
        if doubts := live.session.doubts:
            saved = f"有 {len(doubts)} 处待核对，只读"
        if live.session.texts_wait:
            saved += "　正文正在核对…"
        return saved

    def _show_tools(self) -> None:
        """Shows the tools of texts while one is in front."""
        tabs = self.workspace.tabs
        self.actions_.show_tools(of_text=tabs is not None and tabs.section.text)

    def _show_cell(self, cell_id: str) -> None:
        self._show_tools()
        self.hint_line.show_cell(self.desk.live, cell_id)

    def _on_changed(self, change: SessionChange) -> None:
        if change.targets:  # else only what is found in the report has changed
            self._saved_at = f"{datetime.now():%H:%M}"
            self.hint_line.end_message()  # such as why something was not stored

    def _on_refused(self, sentence: str) -> None:
        refusal = self.desk.live.last_refused if self.desk.live else None
        stays = isinstance(refusal, StoreRefused | EditRefused)  # on screen, what was written
        self.desk.say(sentence + (ways_out(refusal) if stays else ""), "error")
        self._refused.start()  # a table keeps what was refused from now on


def _due(report: Report) -> str:
    """How long there is until a draft must be published; "" where that is not laid down."""
    due = report.form.due(report.agency.kind, report.agency.tier, report.year)
    if due is None or report.is_final:
        return ""
    return f"{due.month}月{due.day}日前公布，{days_left(due, date.today())}"


def _files_in(data: QMimeData) -> list[Path]:
    """The files of this computer that are dragged."""
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
