"""The explanation beside the current cell: what is wrong there, in words."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QFrame, QLabel, QTableView

from core.forms.definition import Severity
from gui.theme import Theme

WIDEST = 360


class CellBubble(QLabel):
    """A note over the table, next to the current cell; it takes no clicks and no focus."""

    def __init__(self, view: QTableView, theme: Theme) -> None:
        super().__init__(view.viewport())
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
        """Below the cell, or above it at the bottom: its row and its heading stay in sight."""
        cell = self._view.visualRect(self._view.currentIndex())
        room = self._view.viewport().rect()
        below = cell.bottom() + 4
        top = below if below + self.height() <= room.bottom() else cell.top() - self.height() - 4
        left = min(cell.right() - self.width() + 1, room.right() - self.width())
        return QPoint(max(left, 0), max(top, 0))
