"""A text of the form as it would be, to read, with its name and mark above."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from PySide6.QtCore import QObject, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QKeyEvent,
    QMouseEvent,
    QPalette,
    QTextCharFormat,
    QTextCursor,
)
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPlainTextEdit,
    QScrollArea,
    QSizePolicy,
    QTextEdit,
    QVBoxLayout,
)

from gui.shared.plain import Label
from gui.shared.theme import Theme
from gui.sources.form_grid import Shown

LINES = 6  # of a text that are seen at least


class TextShown(QFrame):
    """A text to read, with its name and mark above. `chosen` says that the clerk clicked it."""

    chosen = Signal()

    def __init__(self, name: str, show: Callable[[], Shown], theme: Theme) -> None:
        super().__init__()
        self._show = show
        self._theme = theme
        self._icon, self._name = Label(), Label(name)
        bold = QFont(self._name.font())
        bold.setBold(True)
        self._name.setFont(bold)
        self._words = Label()
        self._words.setStyleSheet(f"color: {theme.shades.ink2.name()}")
        self.body = TextBody()
        self.body.setAccessibleName(name)
        self.body.chosen.connect(self.chosen)
        head = QHBoxLayout()
        for part in (self._icon, self._name, self._words):
            head.addWidget(part)
        head.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(6, 4, 6, 4)
        column.setSpacing(2)
        column.addLayout(head)
        column.addWidget(self.body, 1)
        self.setFrameShape(QFrame.Shape.Box)
        self.set_current(False)
        self.refresh()

    def refresh(self) -> None:
        """Shows the text as it is now."""
        shown = self._show()
        if self.body.toPlainText() != shown.text:
            self.body.setPlainText(shown.text)
        self._icon.setPixmap(self._theme.icon(shown.mark or "ok").pixmap(QSize(14, 14)))
        self._icon.setVisible(bool(shown.mark))
        self._words.setText(shown.words)
        self.body.mark(shown.marked, self._theme.shades.tint["warning"])

    def set_current(self, is_current: bool) -> None:
        """Frames the text, or not."""
        self.setLineWidth(2 if is_current else 1)
        palette = self.palette()
        shades = self._theme.shades
        palette.setColor(self.foregroundRole(), shades.accent if is_current else shades.back)
        self.setPalette(palette)  # which the words in the frame would take over
        ink = QPalette()
        ink.setColor(QPalette.ColorRole.WindowText, shades.ink)
        self._name.setPalette(ink)
        self.setFrameShadow(QFrame.Shadow.Plain)

    def bring_into_sight(self, paragraph: int = 0) -> None:
        """Scrolls what the text stands in, so that its beginning is seen, or a paragraph of it."""
        self.body.go_to(paragraph)
        above: QObject | None = self.parent()
        while above and not isinstance(above, QScrollArea):
            above = above.parent()
        if isinstance(above, QScrollArea):
            above.ensureWidgetVisible(self)


class TextBody(QPlainTextEdit):
    """The words of a text; a click chooses it, and keys are left to the parent."""

    chosen = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setReadOnly(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUndoRedoEnabled(False)
        self.setMinimumHeight(self.fontMetrics().lineSpacing() + 8)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def mark(self, paragraphs: Iterable[int], ground: QColor) -> None:
        """Puts paragraphs, counted from 1, on a ground."""
        mark = QTextCharFormat()
        mark.setBackground(ground)
        selections = []
        for paragraph in paragraphs:
            selection: Any = QTextEdit.ExtraSelection()
            selection.cursor = self._paragraph(paragraph)
            selection.cursor.movePosition(
                QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor
            )
            selection.format = mark
            selections.append(selection)
        self.setExtraSelections(selections)

    def go_to(self, paragraph: int) -> None:
        """Scrolls a paragraph, counted from 1, into the middle; 0 for none."""
        if paragraph:
            self.setTextCursor(self._paragraph(paragraph))
            self.centerCursor()

    def _paragraph(self, number: int) -> QTextCursor:
        return QTextCursor(self.document().findBlockByNumber(number - 1))

    def sizeHint(self) -> QSize:
        lines = min(LINES, max(1, self.blockCount()))
        return QSize(200, self.fontMetrics().lineSpacing() * lines + 8)

    def minimumSizeHint(self) -> QSize:
        return self.minimumSize()  # Qt's own has room for scroll bars beside three lines

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        self.chosen.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in SCROLLING or event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().keyPressEvent(event)
        else:
            event.ignore()


SCROLLING = (
    Qt.Key.Key_Up,
    Qt.Key.Key_Down,
    Qt.Key.Key_PageUp,
    Qt.Key.Key_PageDown,
)
