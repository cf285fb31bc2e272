"""The explanation beside the current cell: what is wrong there, in words."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtWidgets import QFrame, QLabel, QTableView

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

    def say(self, sentence: str) -> None:
        """Shows a sentence beside the current cell."""
        self.explain(sentence, self._view.currentIndex())

    def explain(self, text: str, index: QModelIndex) -> None:
        """Shows the text beside a cell, or hides where there is none."""
        if not text:
            self.hide()
            return
        shades = self._theme.shades
        self.setStyleSheet(
            f"background: {shades.base.name()}; color: {shades.state['error'].name()};"
            f"border: 1px solid {shades.state['error'].name()};"
        )
        self.setText(text)
        width = min(WIDEST, self.fontMetrics().horizontalAdvance(text) + 24)
        self.resize(width, self.heightForWidth(width))
        self.move(self._place(index))
        self.show()
        self.raise_()

    def _place(self, index: QModelIndex) -> QPoint:
        """Below the cell, or above it at the bottom: its row and its heading stay in sight."""
        cell = self._view.visualRect(index)
        room = self._view.viewport().rect()
        below = cell.bottom() + 4
        top = below if below + self.height() <= room.bottom() else cell.top() - self.height() - 4
        left = min(cell.right() - self.width() + 1, room.right() - self.width())
        return QPoint(max(left, 0), max(top, 0))
