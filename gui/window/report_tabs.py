"""The six tabs, made from the form, each with its state in its label."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias, cast

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from core.checks.findings import Finding
from core.checks.progress import progress_of
from core.forms.definition import Section
from core.report.edits import Edit
from core.report.texts import TextPlace
from gui.shared.live_report import LiveReport
from gui.shared.plain import caption, tool_tip
from gui.shared.theme import Theme
from gui.shared.ways import Ways
from gui.texts.tab import TextTab

if TYPE_CHECKING:
    from gui.tables.tab import TableTab
    from gui.tables.view import TableView

    Tab: TypeAlias = TableTab | TextTab

FIRST_PAUSE = 300  # milliseconds that the window takes to show, even on a slow computer
FILLING_PAUSE = 50  # milliseconds between two tabs


class ReportTabs(QTabWidget):
    """The report on screen. `current_cell_changed` carries a cell id, "" in a text tab.

    `here_changed` carries what there is to say of the current cell (`gui.tables.here.Here`), None
    in a text tab. `note_requested` and `source_requested` ask for the dialogs of the current cell,
    `table_pasted` is the tables'.
    """

    current_cell_changed = Signal(str)
    refused = Signal(str)
    here_changed = Signal(object)
    note_requested = Signal()
    source_requested = Signal()
    table_pasted = Signal(object)

    def __init__(
        self, live: LiveReport, theme: Theme, ways: Ways, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._ways = ways
        self._live = live
        self._theme = theme
        self.setDocumentMode(True)
        self.tabBar().setFocusPolicy(Qt.FocusPolicy.NoFocus)  # typing goes into the tab in front
        self._sections = live.report.form.sections
        self.filled: dict[str, Tab] = {}
        for _ in self._sections:
            page = QWidget()
            QVBoxLayout(page).setContentsMargins(0, 0, 0, 0)
            self.addTab(page, "")
        self._fill(self._sections[0])
        # The window shows sooner; the other tabs are filled while the clerk looks at the first.
        self.pause = QTimer(self, interval=FIRST_PAUSE)
        self.pause.timeout.connect(self._fill_next)
        self.pause.start()
        self._show_states()
        live.changed.connect(self._show_states)
        self.currentChanged.connect(self._on_tab_changed)

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
        ids = [section.id for section in self._sections]
        self.setCurrentIndex(ids.index(section_id))
        return self.tab

    def show_target(self, target: str) -> None:
        """Goes to what a change's target names, as far as it has a place."""
        key = target.partition(".")[2]
        form = self._live.report.form
        if key in form.cells:
            self.show_section(form.section_of(key).id).show_cell(key)
        elif place := TextPlace.of(target):
            self.show_section(place.section(form).id).show_text(key)

    def show_cell(self, cell_id: str) -> None:
        """Goes to a cell."""
        self.show_section(self._live.report.form.section_of(cell_id).id).show_cell(cell_id)

    def show_finding(self, finding: Finding) -> None:
        """Goes to the words or the cell that a finding is about, or to its section."""
        form = self._live.report.form
        span = next(iter(finding.spans), None)
        if span and span.place.key in form.cells:  # the note behind a cell
            self.show_cell(span.place.key)
        elif span:
            self.show_section(span.place.section(form).id).show_span(span)
        elif finding.anchor:
            self.show_cell(finding.anchor)
        else:
            self.show_section(finding.section)

    def _fill(self, section: Section) -> Tab:
        """The tab of a section, put on its page when it is first asked for."""
        if section.id not in self.filled:
            self.filled[section.id] = tab = self._tab(section)
            layout = cast("QVBoxLayout", self.widget(self._sections.index(section)).layout())
            layout.addWidget(tab)
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
        tab.here_changed.connect(self.here_changed)
        tab.note_requested.connect(self.note_requested)
        tab.source_requested.connect(self.source_requested)
        tab.table_pasted.connect(self.table_pasted)
        return tab

    def _show_states(self) -> None:
        report, checked = self._live.report, self._live.checked
        reading = self._live.session.texts_wait
        for i, section in enumerate(self._sections):
            progress = progress_of(section, report, checked)
            if progress.errors:
                icon = "error"
            elif progress.empty or progress.blanks or (section.text and reading):
                icon = "pending"
            else:
                icon = "warning" if progress.warnings else "ok"
            words = f"　{progress.words}" if progress.words else ""
            self.setTabIcon(i, self._theme.icon(icon))
            self.setTabText(i, caption(f"{section.number} {section.tab}{words}"))
            done = "正文正在核对" if section.text and reading else "已填好"
            state = progress.words or done
            self.setTabToolTip(i, tool_tip(f"{section.heading}：{state}"))

    def _on_tab_changed(self) -> None:
        self.tab.setFocus()
        if self.section.text:
            self.here_changed.emit(None)
        self.current_cell_changed.emit(self.tab.current_cell)
