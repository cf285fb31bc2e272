"""Lists beside the form: the places to decide, what has no place, what the checks say."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView

from core.record import record
from core.refusal import one_line
from gui.shared.index import NO_INDEX, Index
from gui.shared.plain import tool_tip
from gui.shared.theme import Theme

LONGEST = 200  # characters of what a row shows
MEASURED = 300  # rows whose words decide how wide the columns are
LEAST = 5  # characters that a column has room for
WIDEST, ROOM = 320, 32  # pixels of a column, and in it for an icon and its margins


@record
class Row:
    """A line of a list: its words by column, an icon's name, "" for none, and the whole of it."""

    words: tuple[str, ...]
    icon: str = ""
    whole: str = ""


class Rows(QAbstractTableModel):
    """Lines with an icon at the left."""

    def __init__(self, columns: int, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._columns = columns
        self._theme = theme
        self.rows: list[Row] = []

    def put(self, rows: Sequence[Row]) -> None:
        """Shows other lines."""
        if list(rows) != self.rows:
            self.beginResetModel()
            self.rows = list(rows)
            self.endResetModel()

    def change(self, number: int, row: Row) -> None:
        """Shows one line anew."""
        self.rows[number] = row
        self.dataChanged.emit(self.index(number, 0), self.index(number, self._columns - 1))

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = NO_INDEX) -> int:
        return 0 if parent.isValid() else self._columns

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return one_line(row.words[index.column()], LONGEST)
            case Qt.ItemDataRole.ToolTipRole:
                return tool_tip(row.whole or row.words[index.column()]) or None
            case Qt.ItemDataRole.DecorationRole if index.column() == 0 and row.icon:
                return self._theme.icon_in_list(row.icon)
        return None


class PlainList(QTableView):
    """Lines of which one is current. `chosen` carries its number when the clerk goes there.

    The column `stretched` takes the room that is left. A key that moves nowhere is left to the
    parent; Ctrl+C copies the whole of the line.
    """

    chosen = Signal(int)

    def __init__(self, columns: int, stretched: int, theme: Theme) -> None:
        super().__init__()
        self.lines = Rows(columns, theme, self)
        self._quiet = False
        self._least = self.fontMetrics().horizontalAdvance("国" * LEAST)
        self.setModel(self.lines)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 10)
        header = self.horizontalHeader()
        header.hide()
        header.setMinimumSectionSize(60)
        header.setSectionResizeMode(stretched, QHeaderView.ResizeMode.Stretch)

    def put(self, rows: Sequence[Row]) -> None:
        """Shows other lines, none of them current."""
        self._quiet = True
        self.lines.put(rows)
        self._quiet = False
        # Once, and not with each line that changes, for which Qt would measure them all.
        for column in range(self.lines.columnCount()):
            words = (one_line(row.words[column]) for row in rows[:MEASURED])
            needed = max(map(self.fontMetrics().horizontalAdvance, words), default=0)
            self.setColumnWidth(column, min(max(needed, self._least) + ROOM, WIDEST))

    def set_current(self, number: int | None) -> None:
        """Makes a line current, without telling of it; None for none."""
        index = NO_INDEX if number is None else self.lines.index(number, 0)
        self._quiet = True
        if number is None:
            self.clearSelection()
        self.setCurrentIndex(index)
        self._quiet = False

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if current.isValid() and not self._quiet:
            self.chosen.emit(current.row())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy) and self.currentIndex().isValid():
            row = self.lines.rows[self.currentIndex().row()]
            QGuiApplication.clipboard().setText(row.whole or "　".join(row.words))
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            super().keyPressEvent(event)
        else:
            event.ignore()
