"""The six tabs, made from the form, each with its state in its label."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias, cast

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QPalette, QWheelEvent
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QSplitter,
    QStackedWidget,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from core.checks.findings import Finding, Span
from core.forms.definition import Section
from core.refusal import Refused
from core.report.edits import Edit
from core.report.texts import TextPlace
from gui.shared.live_report import LiveReport
from gui.shared.theme import ZOOM_STEP, Theme
from gui.shared.ways import Ways
from gui.texts.tab import TextTab
from gui.window.badges import badge_of
from gui.window.tab_bar import TabBar

if TYPE_CHECKING:
    from gui.tables.tab import TableTab
    from gui.tables.view import TableView

    Tab: TypeAlias = TableTab | TextTab

FIRST_PAUSE = 300  # milliseconds that the window takes to show, even on a slow computer
FILLING_PAUSE = 50  # milliseconds between two tabs


class ReportTabs(QWidget):
    """The report on screen: a bar of tabs above the one in front, and what stands beside it.

    `current_cell_changed` carries a cell id, "" in a text tab; `here_changed` what there is to say
    of the current cell (`gui.tables.here.Here`), None in a text tab.

    `place` is where it begins: a cell or a section, its first one where there is no such.
    `note_requested` and `source_requested` ask for the dialogs of the current cell, `table_pasted`
    is the tables'.
    """

    current_cell_changed = Signal(str)
    refused = Signal(str)
    here_changed = Signal(object)
    note_requested = Signal()
    source_requested = Signal()
    table_pasted = Signal(object)

    def __init__(
        self,
        live: LiveReport,
        theme: Theme,
        ways: Ways,
        place: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._ways = ways
        self._live = live
        self._theme = theme
        self._sections = live.report.form.sections
        self.filled: dict[str, Tab] = {}
        self._bar = TabBar([f"{s.number} {s.tab}" for s in self._sections], theme)
        self.pages = QStackedWidget()
        for _ in self._sections:
            page = QWidget()
            QVBoxLayout(page).setContentsMargins(0, 0, 0, 0)
            self.pages.addWidget(page)
        self._lay_out()
        self.setCurrentIndex(self._index_of(place))
        if place in live.report.form.cells:
            self.tab.show_cell(place)
        self._fill(self.section)
        # The window shows sooner; the other tabs are filled while the clerk looks at the first.
        self.pause = QTimer(self, interval=FIRST_PAUSE)
        self.pause.timeout.connect(self._fill_next)
        self.pause.start()
        self._show_states()
        live.changed.connect(self._show_states)
        live.given_up.connect(self._show_states)
        # What is refused is kept by a tab only after it was told.
        live.refused.connect(self._show_states, Qt.ConnectionType.QueuedConnection)
        live.rejected_changed.connect(self._show_states)
        self._bar.currentChanged.connect(self._on_tab_changed)

    def tabBar(self) -> QTabBar:
        """The bar."""
        return self._bar

    def count(self) -> int:
        """How many tabs there are."""
        return self._bar.count()

    def currentIndex(self) -> int:
        """Which tab is in front."""
        return self._bar.currentIndex()

    def setCurrentIndex(self, index: int) -> None:
        """Brings a tab to the front."""
        self._bar.setCurrentIndex(index)
        self.pages.setCurrentIndex(index)

    def step(self, by: int) -> None:
        """Goes to the next (1) or the previous (-1) tab, round and round."""
        self.setCurrentIndex((self.currentIndex() + by) % self.count())

    def put_beside(self, panel: QWidget, width: int) -> None:
        """Puts a panel at the right of the tabs, below the bar."""
        self._split.addWidget(panel)
        self._split.setStretchFactor(0, 1)
        self.give_room(width, self.window().width())
        self._split.setChildrenCollapsible(False)

    def give_room(self, width: int, whole: int = 0) -> None:
        """Makes the panel so wide, of what there is or of what there will be."""
        self._split.setSizes([max((whole or self.width()) - width, width), width])

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Zooms where the wheel is turned with Ctrl."""
        ctrl = Qt.KeyboardModifier.ControlModifier
        if isinstance(event, QWheelEvent) and event.modifiers() & ctrl:
            step = ZOOM_STEP if event.angleDelta().y() > 0 else -ZOOM_STEP
            self._theme.set_zoom(self._theme.zoom + step)
            return True
        return super().eventFilter(watched, event)

    @property
    def tabs(self) -> dict[str, Tab]:
        """All tabs by section, in the order of the form."""
        return {section.id: self._fill(section) for section in self._sections}

    @property
    def section(self) -> Section:
        """The section whose tab is in front."""
        return self._sections[self.currentIndex()]

    @property
    def tab(self) -> Tab:
        """The tab in front."""
        return self._fill(self.section)

    @property
    def table(self) -> TableView | None:
        """The table that the clerk is in; None in a text."""
        return None if self.section.text else cast("TableTab", self.tab).view

    @property
    def place(self) -> str:
        """The id of the current cell, or of the section in front where that is a text."""
        return self.tab.current_cell or self.section.id

    def commit_pending_edit(self) -> bool:
        """Stores what is being typed, in whatever tab; False where something is refused.

        The tab with the last refused entry then comes to the front.
        """
        refused = [s for s, tab in self.filled.items() if not tab.commit_pending_edit()]
        if refused:
            self.show_section(refused[-1])
        return not refused

    def unstored_edits(self) -> list[Edit]:
        """What is on screen and could not be stored. Raises Refused where it never can be."""
        return [edit for tab in self.filled.values() for edit in tab.unstored_edits()]

    def show_section(self, section_id: str) -> Tab:
        """Brings a section's tab to the front."""
        self.setCurrentIndex(self._index_of(section_id))
        return self.tab

    def show_target(self, target: str) -> None:
        """Goes to what a change's target names, as far as it has a place."""
        key = target.partition(".")[2]
        form = self._live.report.form
        if key in form.cells:
            self.show_section(form.section_of(key).id).show_cell(key)
        elif place := TextPlace.of(target):
            self.show_section(place.section(form).id).show_text(key)

    def go_to(self, place: str) -> None:
        """Goes to the cell or the section with an id, and gives it the keyboard."""
        if place in self._live.report.form.cells:
            self.show_cell(place)
        else:
            self.show_section(place)
        self.tab.setFocus()

    def show_cell(self, cell_id: str) -> None:
        """Goes to a cell."""
        self.show_section(self._live.report.form.section_of(cell_id).id).show_cell(cell_id)

    def show_finding(self, finding: Finding) -> None:
        """Goes to the words or the cell that a finding is about, or to its section."""
        if span := next(iter(finding.spans), None):
            self.show_span(span)
        elif finding.anchor:
            self.show_cell(finding.anchor)
        else:
            self.show_section(finding.section)

    def show_span(self, span: Span) -> None:
        """Goes to words of a text or a table's note, and opens what is said about them.

        Those behind a cell stand in no field: the cell is gone to.
        """
        form = self._live.report.form
        if span.place.key in form.cells:
            self.show_cell(span.place.key)
        else:
            self.show_section(span.place.section(form).id).show_span(span)

    def _index_of(self, place: str) -> int:
        """The tab of a section or a cell; the first where there is no such."""
        form = self._live.report.form
        section = form.section_of(place).id if place in form.cells else place
        ids = [section.id for section in self._sections]
        return ids.index(section) if section in ids else 0

    def _fill(self, section: Section) -> Tab:
        """The tab of a section, put on its page when it is first asked for."""
        if section.id not in self.filled:
            self.filled[section.id] = tab = self._tab(section)
            layout = cast("QVBoxLayout", self.pages.widget(self._sections.index(section)).layout())
            layout.addWidget(tab)
            for area in tab.findChildren(QAbstractScrollArea):
                area.viewport().installEventFilter(self)
            if isinstance(tab, QAbstractScrollArea):
                tab.viewport().installEventFilter(self)
                tab.setPalette(self.pages.palette())
            tab.show()
            layout.activate()
        return self.filled[section.id]

    def _fill_next(self) -> None:
        self.pause.setInterval(FILLING_PAUSE)
        waiting = [section for section in self._sections if section.id not in self.filled]
        if waiting:
            self._fill(waiting[0])
        else:
            self.pause.stop()

    def _tab(self, section: Section) -> Tab:
        if section.text:
            text_tab = TextTab(self._live, section, self._theme)
            text_tab.cell_requested.connect(self.show_cell)
            return text_tab
        from gui.tables.tab import TableTab  # the window opens on a text and need not wait for it

        tab = TableTab(self._live, section, self._theme, self._ways)
        tab.current_cell_changed.connect(self.current_cell_changed)
        tab.refused.connect(self.refused)
        tab.cell_requested.connect(self.show_cell)
        tab.span_requested.connect(self.show_span)
        tab.here_changed.connect(self.here_changed)
        tab.note_requested.connect(self.note_requested)
        tab.source_requested.connect(self.source_requested)
        tab.table_pasted.connect(self.table_pasted)
        return tab

    def _lay_out(self) -> None:
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._split.setHandleWidth(1)
        self._split.addWidget(self.pages)
        ground = self.pages.palette()
        ground.setColor(QPalette.ColorRole.Window, self._theme.shades.window)
        self.pages.setPalette(ground)
        self.pages.setAutoFillBackground(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._bar)
        column.addWidget(self._split, 1)

    def _show_states(self) -> None:
        for index, section in enumerate(self._sections):
            badge = badge_of(section, self._live, self._refused_in(section))
            self._bar.show_badge(index, badge, f"{section.heading}：{badge.words}")

    def _refused_in(self, section: Section) -> int:
        """How many entries of a section could not be stored."""
        tab = self.filled.get(section.id)
        if tab is None:
            return 0
        try:
            return len(tab.unstored_edits())
        except Refused:  # one is no value at all
            return 1

    def _on_tab_changed(self, index: int) -> None:
        self.pages.setCurrentIndex(index)
        self.tab.setFocus()
        if self.section.text:
            self.here_changed.emit(None)
        self.current_cell_changed.emit(self.tab.current_cell)
