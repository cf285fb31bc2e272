"""The explanation beside the current cell: what is wrong there, in words."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QFrame, QTableView

from core.forms.rules import Severity
from gui.shared.plain import Label
from gui.shared.theme import Theme
from gui.tables.model import TableModel

WIDEST = 360


class CellBubble(Label):
    """A note over the table, next to the current cell; it takes no clicks and no focus."""

    def __init__(self, view: QTableView, theme: Theme) -> None:
        super().__init__(parent=view.viewport())
        self._view = view
        self._theme = theme
        self.setWordWrap(True)
        self.setMargin(6)
        self.setFrameShape(QFrame.Shape.Box)
        self.setAutoFillBackground(True)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def say(self, text: str, severity: Severity = "error") -> None:
        """Shows the text beside the current cell, or hides where there is none."""
        if not text:
            self.hide()
            return
        shades = self._theme.shades
        colour = shades.state[severity].name()
        self.setStyleSheet(
            f"background: {shades.base.name()}; color: {colour}; border: 1px solid {colour};"
        )
        self.setText(text)
        width = min(WIDEST, self.fontMetrics().horizontalAdvance(text) + 24)
        self.resize(width, self.heightForWidth(width))
        self.follow()
        self.show()
        self.raise_()

    def follow(self) -> None:
        """Moves to where the current cell is now."""
        self.move(self._place())

    def _place(self) -> QPoint:
        """Over the labels below the cell's row, or above it at the bottom, and beside the cell.

        So the figures stay in sight; a table without labels has it below the cell.
        """
        cell = self._view.visualRect(self._view.currentIndex())
        room = self._view.viewport().rect()
        below = cell.bottom() + 4
        top = below if below + self.height() <= room.bottom() else cell.top() - self.height() - 4
        beside = self._first_figures() - self.width() - 4
        left = beside if beside >= 0 else cell.right() - self.width() + 1
        return QPoint(max(min(left, room.right() - self.width()), 0), max(top, 0))

    def _first_figures(self) -> int:
        """Where the labels of the rows end."""
        grid = cast("TableModel", self._view.model()).grid
        return min(self._view.columnViewportPosition(slot.column) for slot in grid.by_cell.values())
