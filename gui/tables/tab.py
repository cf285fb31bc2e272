"""The tab of a section that is a table: its grids and the note below them."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from core.checks.findings import Span
from core.forms.definition import Section
from core.forms.layout import Grid, grids_of
from core.report.edits import Edit
from core.report.texts import TextPlace
from gui.shared.live_report import LiveReport
from gui.shared.plain import Label
from gui.shared.theme import Theme
from gui.tables.model import TableModel
from gui.tables.view import TableView
from gui.texts.field import TextField, TextStyle
from gui.texts.underlines import TextUnderlines


class TableTab(QWidget):
    """One table section. `current_cell_changed` carries a cell id, `refused` a sentence.

    `note_requested` asks for the dialog of the current cell's note, `cell_requested` for a cell
    that a figure in the note speaks of, `table_pasted` is that of its views.
    """

    current_cell_changed = Signal(str)
    refused = Signal(str)
    note_requested = Signal()
    table_pasted = Signal(object)
    cell_requested = Signal(str)

    def __init__(self, live: LiveReport, section: Section, theme: Theme) -> None:
        super().__init__()
        self.views = [
            self._view(live, grid, theme) for grid in grids_of(live.report.form, section.id)
        ]
        place = TextPlace("notes", section.id)
        self.note = TextField(live, place.target, TextStyle(most_lines=4), self)
        self.note.setPlaceholderText("需要在表下说明口径的，写在这里（可不填）")
        self.note.document().setDocumentMargin(2)
        self.underlines = TextUnderlines(self.note, live, place, theme)
        self.underlines.cell_requested.connect(self.cell_requested)
        label = Label("表注")
        label.setBuddy(self.note)
        below = QHBoxLayout()
        below.addWidget(label)
        below.addWidget(self.note, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 4, 4, 4)
        column.setSpacing(2)
        for view in self.views:
            column.addWidget(view, 1)
        column.addLayout(below)
        column.addStretch(0)
        self.setFocusProxy(self.views[0])

    def commit_pending_edit(self) -> bool:
        """Stores what is being typed; False where that is refused or was refused before."""
        refused = [view for view in self.views if not view.commit_pending_edit()]
        return self.note.commit_pending_edit() and not refused

    def unstored_edits(self) -> list[Edit]:
        """What could not be stored. Raises Refused where it never can be."""
        of_cells = [edit for view in self.views for edit in view.grid_model.unstored_edits()]
        return of_cells + self.note.unstored_edits()

    @property
    def view(self) -> TableView:
        """The view the clerk is in, or the first."""
        return next((view for view in self.views if view.hasFocus()), self.views[0])

    @property
    def current_cell(self) -> str:
        """The id of the current cell."""
        return self.view.current_cell

    def show_cell(self, cell_id: str) -> None:
        """Makes a cell of this section current and gives it the keyboard."""
        for view in self.views:
            if cell_id in view.grid_model.grid.by_cell:
                view.setFocus()
                view.set_current(cell_id)

    def show_text(self, key: str) -> None:
        """Puts the cursor into the note below the tables."""
        self.note.setFocus()

    def show_words(self, key: str, start: int, end: int) -> None:
        """Selects words of the note below the tables, wherever the focus is."""
        self.note.select_words(start, end)

    def show_span(self, span: Span) -> None:
        """Puts the cursor at a place of the note, and what is said about it beside."""
        self.underlines.select(span.start)

    def _view(self, live: LiveReport, grid: Grid, theme: Theme) -> TableView:
        view = TableView(live, TableModel(live, grid, self), theme, self)
        view.current_cell_changed.connect(self.current_cell_changed)
        view.refused.connect(self.refused)
        view.note_requested.connect(self.note_requested)
        view.table_pasted.connect(self.table_pasted)
        return view
