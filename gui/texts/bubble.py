"""What is said about a marked place of a text, with the ways on from there."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from gui.shared.plain import Label, caption
from gui.shared.theme import UNIT, Theme
from gui.texts.marks import TextMark

WIDEST = 360


class MarkBubble(QFrame):
    """A small box over a text on a `desk`. `cell_requested` carries the id of the cell to go to.

    `rewrite_requested` carries the `Rewrite` to make.
    """

    cell_requested = Signal(str)
    rewrite_requested = Signal(object)

    def __init__(self, theme: Theme, desk: QWidget) -> None:
        super().__init__(desk)
        self.desk = desk
        self._theme = theme
        self._mark: TextMark | None = None
        self.setFrameShape(QFrame.Shape.Box)
        self.setAutoFillBackground(True)
        self.words = Label()
        self.words.setWordWrap(True)
        self.to_cell = QPushButton("到表格")
        self.to_cell.clicked.connect(self._go)
        self.replace = QPushButton()
        self.replace.clicked.connect(self._rewrite)
        for button in (self.to_cell, self.replace):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # typing goes on in the text
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(8, 6, 8, 6)
        column.addWidget(self.words)
        row = QHBoxLayout()
        row.addWidget(self.to_cell)
        row.addWidget(self.replace)
        row.addStretch(1)
        column.addLayout(row)
        self.hide()

    def show_mark(self, mark: TextMark | None, line: QRect) -> None:
        """Shows a mark's words below its line on the desk; None hides the box.

        Above the line where there is no room in sight below it.
        """
        self._mark = mark
        if mark is None:
            self.hide()
            return
        colour = self._theme.shades.state[mark.severity].name() if mark.severity else ""
        self.words.setStyleSheet(f"color: {colour}" if colour else "")
        self.words.setText(mark.words)
        self.to_cell.setVisible(bool(mark.cell))
        self.replace.setVisible(mark.rewrite is not None)
        if mark.rewrite:
            words = mark.rewrite.text
            self.replace.setText(caption(f"改为“{words}”" if words else mark.rewrite.what))
        width = min(WIDEST, self.fontMetrics().horizontalAdvance(mark.words) + 32) - 16
        self.words.setMinimumSize(0, 0)  # which would be part of the height it asks for
        self.words.setFixedSize(width, self.words.heightForWidth(width))
        self._column.activate()  # a hidden box would keep the height of what it said before
        self.resize(self._column.sizeHint())
        room = self.desk.visibleRegion().boundingRect()
        left = max(0, min(line.left(), self.desk.width() - self.width()))
        top, above = line.bottom() + UNIT, line.top() - UNIT - self.height()
        if top + self.height() > room.bottom() and above >= room.top():
            top = above
        self.move(left, top)
        self.show()
        self.raise_()

    def _go(self) -> None:
        if self._mark:
            self.cell_requested.emit(self._mark.cell)
        self.hide()

    def _rewrite(self) -> None:
        if self._mark and self._mark.rewrite:
            self.rewrite_requested.emit(self._mark.rewrite)
        self.hide()
