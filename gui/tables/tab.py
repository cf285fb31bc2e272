"""The tab of a section that is a table: its sheet of paper, with the title above and the note."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from core.checks.findings import Span
from core.forms.definition import Section, Table
from core.forms.layout import Grid, grids_of
from core.report.edits import Edit
from core.report.texts import TextPlace
from gui.shared.live_report import LiveReport
from gui.shared.plain import Label
from gui.shared.theme import BODY, UNIT, Theme, lettering
from gui.shared.ways import Ways
from gui.tables.beside import Comparison
from gui.tables.explained import Explained
from gui.tables.model import TableModel
from gui.tables.view import TableView
from gui.texts.field import TextField, TextStyle
from gui.texts.underlines import TextUnderlines

WIDE = 1200  # pixels of a tab from which on the paper has a wide edge around it


class Paper(QWidget):
    """A sheet of paper with its edges; it goes on below."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, shades = QPainter(self), self._theme.shades
        painter.fillRect(self.rect(), shades.paper)
        painter.setPen(shades.line)
        painter.drawRect(self.rect().adjusted(0, 0, -1, 0))


class TableTab(QWidget):
    """One table section. `current_cell_changed` carries a cell id, `refused` a sentence.

    `here_changed` carries what there is to say of the current cell (`gui.tables.here.Here`).
    `note_requested` and `source_requested` ask for the dialogs of the current cell,
    `cell_requested` for a cell that a figure in the note speaks of, `span_requested` for words of
    a text; `table_pasted` is that of its views. The field of the note shows where there is one, or
    where it is asked for.
    """

    current_cell_changed = Signal(str)
    here_changed = Signal(object)
    refused = Signal(str)
    note_requested = Signal()
    source_requested = Signal()
    table_pasted = Signal(object)
    cell_requested = Signal(str)
    span_requested = Signal(object)

    def __init__(self, live: LiveReport, section: Section, theme: Theme, ways: Ways) -> None:
        super().__init__()
        self._live = live
        self._theme = theme
        self._ways = ways
        self._section = section
        self.views = [self._view(grid) for grid in grids_of(live.report.form, section.id)]
        place = TextPlace("notes", section.id)
        self.note = TextField(live, place.target, TextStyle(most_lines=4), self)
        self.note.setPlaceholderText("需要在表下说明口径的，写在这里（可不填）")
        self.note.document().setDocumentMargin(2)
        self.note.textChanged.connect(self._show_note)
        self.underlines = TextUnderlines(self.note, live, place, theme)
        self.underlines.cell_requested.connect(self.cell_requested)
        self.note_label = Label("表注")
        self.note_label.setBuddy(self.note)
        self.note_button = QPushButton("＋ 表注")
        self.note_button.setFlat(True)
        self.note_button.clicked.connect(self.show_note)
        self.about_last_year = Label()
        self._lay_out()
        self._show_note()
        self._show_ways()
        ways.changed.connect(self._show_ways)
        theme.zoomed.connect(self._set_type)
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

    def show_note(self) -> None:
        """Puts the cursor into the note below the tables."""
        self._show_note(wanted=True)
        self.note.setFocus()

    def show_text(self, key: str) -> None:
        """Puts the cursor into the note below the tables."""
        self.show_note()

    def show_words(self, key: str, start: int, end: int) -> None:
        """Selects words of the note below the tables, wherever the focus is."""
        self.note.select_words(start, end)

    def show_span(self, span: Span) -> None:
        """Puts the cursor at a place of the note, and what is said about it beside."""
        self._show_note(wanted=True)
        self.underlines.select(span.start)

    def resizeEvent(self, event: QResizeEvent) -> None:
        edge = UNIT * (4 if self.width() >= WIDE else 2)
        self._around.setContentsMargins(edge, edge - 2, edge, 0)
        super().resizeEvent(event)

    def _lay_out(self) -> None:
        above = QHBoxLayout()
        self.title = Label(self._section.heading)
        above.addWidget(self.title)
        above.addSpacing(3 * UNIT)
        above.addWidget(self.about_last_year)
        above.addStretch(1)
        above.addWidget(self.note_button)
        below = QHBoxLayout()
        below.addWidget(self.note_label)
        below.addWidget(self.note, 1)
        paper = Paper(self._theme)
        column = QVBoxLayout(paper)
        column.setContentsMargins(2 * UNIT, UNIT // 2, 2 * UNIT, UNIT // 2)
        column.setSpacing(UNIT // 2)
        column.addLayout(above)
        for view in self.views:
            column.addWidget(view, 1)
        column.addLayout(below)
        for table in self._section.tables:
            if table.side_by_side:  # a single row, which leaves room
                column.addWidget(self._what_explains(table), 1)
        column.addStretch(0)
        self._around = QVBoxLayout(self)
        self._around.addWidget(paper)
        order = (*self.views, self.note_button, self.note)
        for one, other in pairwise(order):
            self.setTabOrder(one, other)
        shades = self._theme.shades
        self.note_button.setStyleSheet(
            f"border: none; color: {shades.accent.name()}; padding: 1px 4px;"
        )
        self.about_last_year.setStyleSheet(f"color: {shades.ink2.name()}")
        self._set_type()

    def _what_explains(self, table: Table) -> QScrollArea:
        comparison = Comparison(self._live, table, self._theme)
        comparison.cell_requested.connect(self.cell_requested)
        comparison.span_requested.connect(self.span_requested)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 4 * UNIT, 2 * UNIT, 2 * UNIT)
        column.setSpacing(4 * UNIT)
        column.addWidget(comparison)
        column.addWidget(Explained(table, self._theme))
        column.addStretch(1)
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setWidget(inside)
        area.viewport().setAutoFillBackground(False)  # it lies on the paper
        inside.setAutoFillBackground(False)
        return area

    def _set_type(self) -> None:
        font = lettering(BODY, bold=True)
        font.setPointSizeF(font.pointSizeF() * self._theme.zoom / 100)
        self.title.setFont(font)

    def _show_note(self, wanted: bool = False) -> None:
        """Shows the note's field where there is a note, and from then on where it is wanted."""
        shown = wanted or bool(self.note.text) or self.note.isVisible()
        self.note.setVisible(shown)
        self.note_label.setVisible(shown)
        self.note_button.setVisible(not shown)

    def _show_ways(self) -> None:
        previous = self._live.session.previous
        shown = self._ways.last_year
        what = (
            f"左边灰字：{previous.year}年的数，0 不显示" if previous else "没有上年的年报可以对照"
        )
        self.about_last_year.setText(what if shown else "")

    def _view(self, grid: Grid) -> TableView:
        model = TableModel(self._live, grid, self._ways, self)
        view = TableView(self._live, model, self._theme, self._ways, self)
        view.current_cell_changed.connect(self.current_cell_changed)
        view.here_changed.connect(self.here_changed)
        view.refused.connect(self.refused)
        view.note_requested.connect(self.note_requested)
        view.source_requested.connect(self.source_requested)
        view.table_pasted.connect(self.table_pasted)
        return view
