"""The line below the tabs: where the clerk is, what goes here, and what just happened."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from core.forms.definition import Cell
from gui.shared.live_report import LiveReport
from gui.shared.plain import Label, tool_tip
from gui.shared.theme import Theme

MESSAGE_TIME = 8000  # milliseconds


class ElidedLabel(Label):
    """A label of one line that ends in … where it does not fit; the whole is in its tool tip."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def setText(self, text: str) -> None:
        super().setText(text)
        self.setToolTip(tool_tip(text))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        elide = Qt.TextElideMode.ElideRight
        shown = self.fontMetrics().elidedText(self.text(), elide, self.width())
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter, shown)


class HintLine(QWidget):
    """Shows the path and hint of the current cell; a message takes its place for a while."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.icon = Label()
        self._where = Label()
        self.hint = ElidedLabel()
        self._across = across = QHBoxLayout(self)
        across.setContentsMargins(12, 4, 12, 4)
        across.setSpacing(8)
        for label in (self.icon, self._where):
            across.addWidget(label)
        across.addWidget(self.hint, 1)
        self.icon.hide()
        self.message_time = QTimer(self, singleShot=True, interval=MESSAGE_TIME)
        self.message_time.timeout.connect(self.end_message)
        self._place: tuple[str, str] = ("", "")
        self.setMinimumHeight(28)

    def add(self, widget: QWidget) -> None:
        """Puts something at the line's end that stays there."""
        self._across.addWidget(widget)

    def show_cell(self, live: LiveReport | None, cell_id: str) -> None:
        """Describes a cell; "" for none. A message stays while the place is the same."""
        cell = live.report.form.cells[cell_id] if live and cell_id else None
        place = ("", "")
        if live and cell:
            last = live.session.last_year(cell_id)
            before = f"上年 {last}　" if last is not None else ""
            place = (" › ".join(cell.path), before + _hint(cell))
        if place != self._place:
            self._place = place
            self.end_message()

    def say(self, sentence: str, icon: str = "ok") -> None:
        """Shows a message; `icon` is a state's name."""
        self.icon.setPixmap(self._theme.icon(icon).pixmap(16, 16))
        self.icon.show()
        self._where.clear()
        self.hint.setText(sentence)
        self.message_time.start()

    def end_message(self) -> None:
        """Shows path and hint of the current cell again."""
        where, hint = self._place
        self.message_time.stop()
        self.icon.hide()
        self._where.setText(where)
        self.hint.setText(hint)

    @property
    def text(self) -> str:
        """What the line says now."""
        return "　".join(part for part in (self._where.text(), self.hint.text()) if part)


def _hint(cell: Cell) -> str:
    """The row's hint, or where the row has none the column's; where it comes from in brackets."""
    row, column = cell.row, cell.column
    parts = [f"{part.hint}〔{part.hint_source}〕" for part in (row, column) if part.hint]
    return "　".join(parts)
