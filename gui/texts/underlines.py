"""Underlines in a text field, and the box that a click on one opens."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QHelpEvent, QMouseEvent, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QToolTip

from core.checks.findings import Rewrite
from core.report.texts import TextPlace
from gui.shared.live_report import LiveReport
from gui.shared.plain import tool_tip
from gui.shared.theme import Theme
from gui.texts.bubble import MarkBubble
from gui.texts.field import TextField
from gui.texts.marks import TextMark, marks_of
from gui.texts.positions import QtPositions, cursor_over, marked


class TextUnderlines(QObject):
    """Underlines what is marked in one text. `cell_requested` carries the id of a cell to go to.

    Between two checks the underlines move along with what is typed.
    """

    cell_requested = Signal(str)

    def __init__(self, field: TextField, live: LiveReport, place: TextPlace, theme: Theme) -> None:
        """`place` is where the field's text stands in the report."""
        super().__init__(field)
        self._field = field
        self._live = live
        self._place = place
        self._theme = theme
        self._marked: list[tuple[QTextCursor, TextMark]] = []
        self._bubble: MarkBubble | None = None
        field.viewport().installEventFilter(self)
        field.installEventFilter(self)
        field.textChanged.connect(self._hide)
        live.changed.connect(self._refresh)
        self._refresh()

    @property
    def marks(self) -> list[TextMark]:
        """The marks that are underlined now."""
        return [mark for _, mark in self._marked]

    @property
    def bubble(self) -> MarkBubble:
        """The box, made when it is first needed."""
        if self._bubble is None:
            desk = self._field.parentWidget() or self._field
            self._bubble = MarkBubble(self._theme, desk)
            self._bubble.cell_requested.connect(self.cell_requested)
            self._bubble.rewrite_requested.connect(self._rewrite)
        return self._bubble

    def mark_at(self, position: int) -> TextMark | None:
        """The mark that covers a position of the document; None where there is none."""
        for cursor, mark in self._marked:
            if cursor.selectionStart() <= position <= cursor.selectionEnd():
                return mark
        return None

    def select(self, mark_start: int) -> None:
        """Puts the cursor at a code point of the text, and its mark's box beside it."""
        cursor = self._field.textCursor()
        cursor.setPosition(QtPositions(self._field.text)[mark_start])
        self._field.setTextCursor(cursor)
        self._field.setFocus()
        self._show(self.mark_at(cursor.position()))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut:
            self._hide()
        elif event.type() == QEvent.Type.MouseButtonRelease and isinstance(event, QMouseEvent):
            self._on_click(event)
        elif event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            mark = self.mark_at(self._field.cursorForPosition(event.pos()).position())
            QToolTip.showText(event.globalPos(), tool_tip(mark.words if mark else ""))
            return True
        return super().eventFilter(watched, event)

    def _on_click(self, event: QMouseEvent) -> None:
        selecting = self._field.textCursor().hasSelection()
        if event.button() == Qt.MouseButton.LeftButton and not selecting:
            place = event.position().toPoint()
            self._show(self.mark_at(self._field.cursorForPosition(place).position()))

    def _show(self, mark: TextMark | None) -> None:
        if mark is None:
            self._hide()
            return
        line, desk = self._field.cursorRect(), self.bubble.desk
        line.moveTopLeft(self._field.viewport().mapTo(desk, line.topLeft()))
        self.bubble.show_mark(mark, line)

    def _hide(self) -> None:
        if self._bubble:
            self._bubble.hide()

    def _rewrite(self, rewrite: Rewrite) -> None:
        """Makes a rewrite, unless what was typed meanwhile has moved or settled it."""
        self._field.commit_pending_edit()
        if any(mark.rewrite == rewrite for mark in self.marks):
            self._live.attempt(lambda: self._live.session.rewrite(rewrite))

    def _refresh(self) -> None:
        text = self._field.text
        if not self._field.is_stored:
            return  # spans are of what is stored; the next storing brings new ones
        marks = marks_of(self._place, self._live.checked, self._live.report.form)
        if marks == tuple(self.marks):
            return
        positions = QtPositions(text)
        self._marked = [
            (cursor_over(self._field.document(), positions, mark.span.start, mark.span.end), mark)
            for mark in marks
        ]
        # Those of findings are drawn over those of figures.
        self._field.underline(
            [marked(cursor, self._format(mark)) for cursor, mark in reversed(self._marked)]
        )
        self._hide()

    def _format(self, mark: TextMark) -> QTextCharFormat:
        """A wave for what is wrong, dots for what is known: told apart without their colours."""
        style = QTextCharFormat()
        shades = self._theme.shades
        if mark.severity in ("error", "warning"):
            style.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
            style.setUnderlineColor(shades.state[mark.severity])
        elif mark.severity == "hint":
            style.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DashUnderline)
            style.setUnderlineColor(shades.state["hint"])
        elif mark.read is False:
            style.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DotLine)
            style.setUnderlineColor(shades.ink3)
        else:
            style.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DotLine)
            style.setUnderlineColor(shades.ink2 if mark.read else shades.state["hint"])
        return style
