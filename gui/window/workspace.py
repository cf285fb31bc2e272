"""The middle of the window: the open report's tabs, what was found in it at the right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

from core.checks.findings import Finding
from gui.findings.head import STRIP
from gui.findings.panel import FOLDED_BELOW, FindingsPanel
from gui.shared.desk import Desk
from gui.shared.live_report import LiveReport
from gui.window.report_tabs import ReportTabs

if TYPE_CHECKING:
    from gui.window.find_bar import FindBar


class Workspace(QStackedWidget):
    """Shows what is open on the desk; the start page, which is its first, while nothing is.

    `tabs` and `panel` are the open report's, None while there is none. `current_cell_changed`,
    `here_changed`, `note_requested`, `source_requested` and `table_pasted` are those of the tabs.
    """

    current_cell_changed = Signal(str)
    here_changed = Signal(object)
    note_requested = Signal()
    source_requested = Signal()
    table_pasted = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._shows_panel = True
        self.tabs: ReportTabs | None = None
        self.panel: FindingsPanel | None = None
        self._find_bar: FindBar | None = None
        desk.opened.connect(self._show_opened)
        desk.place_changed.connect(self._on_place_changed)

    def show_last_change(self) -> None:
        """Brings the place of the last change into sight."""
        if self.tabs and self._desk.last_change:
            self.tabs.show_target(min(self._desk.last_change.targets))

    def go_to_finding(self, step: int) -> None:
        """Goes to the next (1) or the previous (-1) finding."""
        if self.panel:
            self.panel.go(step)

    def do_first(self) -> None:
        """Presses the first button of the finding that is open."""
        if self.panel:
            self.panel.do_first()

    def minimumSizeHint(self) -> QSize:
        hint = super().minimumSizeHint()
        if self.panel and self.width() >= FOLDED_BELOW:  # made narrow, the panel folds by itself
            hint.setWidth(hint.width() - self.panel.minimumWidth() + STRIP)
        return hint

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.panel:
            self.panel.fit(self.width())

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
            self.setCurrentIndex(self.addWidget(self.tabs))
            self.panel.fit(self._desk.window.width())
            self.tabs.put_beside(self.panel, self.panel.minimumWidth())
            self.panel.setVisible(self._shows_panel)
            live.setParent(self.tabs)  # and so goes with what shows it
            self.tabs.tab.setFocus()
        else:
            self.setCurrentIndex(0)
            self.widget(0).setFocus()
        if former > 0:
            gone = self.widget(former)
            self.removeWidget(gone)
            gone.deleteLater()

    def _tabs(self, live: LiveReport) -> ReportTabs:
        tabs = ReportTabs(live, self._desk.theme, self._desk.ways, self._desk.first_place)
        tabs.current_cell_changed.connect(self._on_cell_changed)
        tabs.refused.connect(lambda sentence: self._desk.say(sentence, "error"))
        tabs.here_changed.connect(self.here_changed)
        tabs.note_requested.connect(self.note_requested)
        tabs.source_requested.connect(self.source_requested)
        tabs.table_pasted.connect(self.table_pasted)
        return tabs

    def _panel(self, live: LiveReport) -> FindingsPanel:
        panel = FindingsPanel(live, self._desk.theme)
        panel.chosen.connect(self.go_to)
        panel.went.connect(self._show_target)
        panel.said.connect(self._desk.say)
        # Once the window that folds it has the size that it is getting.
        panel.room_wanted.connect(self._give_room, Qt.ConnectionType.QueuedConnection)
        return panel

    def _give_room(self, width: int) -> None:
        if self.tabs:
            self.tabs.give_room(width)

    def _on_cell_changed(self, cell_id: str) -> None:
        self.current_cell_changed.emit(cell_id)
        self._desk.place_changed.emit(self._desk.place)

    def _show_target(self, target: str) -> None:
        if self.tabs:
            self.tabs.show_target(target)
            self._desk.place_changed.emit(self._desk.place)

    def _on_place_changed(self) -> None:
        if self.panel:
            self.panel.show_place(self._desk.place)

    def go_to(self, place: Finding | str) -> None:
        """Goes to what a finding is about, or to a section by its id."""
        if self.tabs is None:
            return
        if isinstance(place, str):
            self.tabs.show_section(place).setFocus()
        else:
            self.tabs.show_finding(place)
            self._desk.place_changed.emit(place.anchor or place.section)

    def next_area(self, foot: QWidget) -> None:
        """Gives the keyboard to the next of report, panel and foot, as far as they take it."""
        if self.tabs is None:
            return
        focus = QApplication.focusWidget() or self
        areas: list[QWidget] = [self.tabs.pages, *([self.panel] if self.panel else []), foot]
        here = next((i for i, area in enumerate(areas) if area.isAncestorOf(focus)), len(areas) - 1)
        for area in (*areas[here + 1 :], *areas[:here]):
            if area is self.tabs.pages:
                self.tabs.tab.setFocus(Qt.FocusReason.TabFocusReason)
                return
            if widget := _first_in(area):
                widget.setFocus(Qt.FocusReason.TabFocusReason)
                return


def _first_in(area: QWidget) -> QWidget | None:
    """The first widget of an area that takes the keyboard; None where none does."""
    tab = Qt.FocusPolicy.TabFocus
    return next(
        (
            widget
            for widget in area.findChildren(QWidget)
            if widget.focusPolicy() & tab and widget.isVisible() and widget.isEnabled()
        ),
        None,
    )
