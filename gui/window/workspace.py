"""The middle of the window: the open report's tabs, what was found in it at the right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSplitter, QStackedWidget, QWidget

from core.checks.findings import Finding
from gui.findings.panel import FindingsPanel
from gui.shared.desk import Desk
from gui.shared.live_report import LiveReport
from gui.window.report_tabs import ReportTabs

if TYPE_CHECKING:
    from gui.window.find_bar import FindBar

PANEL_WIDTH = 240


class Workspace(QStackedWidget):
    """Shows what is open on the desk; the start page, which is its first, while nothing is.

    `tabs` and `panel` are the open report's, None while there is none. `current_cell_changed`,
    `note_requested` and `table_pasted` are those of the tabs.
    """

    current_cell_changed = Signal(str)
    note_requested = Signal()
    table_pasted = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._shows_panel = True
        self.tabs: ReportTabs | None = None
        self.panel: FindingsPanel | None = None
        self._find_bar: FindBar | None = None
        desk.opened.connect(self._show_opened)

    def show_last_change(self) -> None:
        """Brings the place of the last change into sight."""
        if self.tabs and self._desk.last_change:
            self.tabs.show_target(min(self._desk.last_change.targets))

    def go_to_finding(self, step: int) -> None:
        """Goes to the next (1) or the previous (-1) finding."""
        if self.panel:
            self.panel.go(step)

    @property
    def find_bar(self) -> FindBar | None:
        """What finds words in the open report; None while there is none."""
        if self.tabs and self._find_bar is None:
            from gui.window.find_bar import FindBar  # not needed to open the window

            self._find_bar = FindBar(self._desk, self.tabs)
        return self._find_bar

    def toggle_panel(self) -> None:
        """Shows or hides the findings panel, of this report and those opened later."""
        self._shows_panel = not self._shows_panel
        if self.panel:
            self.panel.setVisible(self._shows_panel)

    def _show_opened(self) -> None:
        former = self.currentIndex()
        self.tabs = self.panel = self._find_bar = self._desk.sheet = None
        if live := self._desk.live:
            self.tabs = self._desk.sheet = self._tabs(live)
            self.panel = self._panel(live)
            self.setCurrentIndex(self.addWidget(self._side_by_side(live, self.tabs, self.panel)))
            self.tabs.tab.setFocus()
        else:
            self.setCurrentIndex(0)
        if former > 0:
            gone = self.widget(former)
            self.removeWidget(gone)
            gone.deleteLater()

    def _tabs(self, live: LiveReport) -> ReportTabs:
        tabs = ReportTabs(live, self._desk.theme)
        tabs.current_cell_changed.connect(self._on_cell_changed)
        tabs.refused.connect(lambda sentence: self._desk.say(sentence, "error"))
        tabs.note_requested.connect(self.note_requested)
        tabs.table_pasted.connect(self.table_pasted)
        return tabs

    def _panel(self, live: LiveReport) -> FindingsPanel:
        panel = FindingsPanel(live, self._desk.theme)
        panel.chosen.connect(self._show_finding)
        return panel

    def _side_by_side(self, live: LiveReport, tabs: ReportTabs, panel: FindingsPanel) -> QSplitter:
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.addWidget(tabs)
        splitter.addWidget(panel)
        panel.setVisible(self._shows_panel)
        splitter.setStretchFactor(0, 1)
        splitter.setSizes([self._desk.window.width() - PANEL_WIDTH, PANEL_WIDTH])
        splitter.setChildrenCollapsible(False)
        live.setParent(splitter)  # and so goes with what shows it
        return splitter

    def _on_cell_changed(self, cell_id: str) -> None:
        self.current_cell_changed.emit(cell_id)
        self._desk.place_changed.emit(self._desk.place)

    def _show_finding(self, finding: Finding) -> None:
        if self.tabs:
            self.tabs.show_finding(finding)
            self._desk.place_changed.emit(finding.anchor or finding.section)
