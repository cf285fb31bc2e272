"""One report in the list of the start page, as a row that is a button."""

from __future__ import annotations

from datetime import date, datetime

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton

from core.agenda import Item
from core.report.places import name_of_year
from gui.shared.days import days_left, when
from gui.shared.plain import caption
from gui.shared.theme import BADGE_SIZE, BODY, UNIT, Theme, lettering

# Where the columns begin, as shares of the width: year, state, deadline, last change.
YEAR, STATE, DUE, CHANGED = 0.02, 0.2, 0.5, 0.71
EDGE = 2  # of the focus frame
MIDDLE = Qt.AlignmentFlag.AlignVCenter


class ReportRow(QAbstractButton):
    """Year, state, deadline, last change, and the likely act, which a click or Enter does."""

    def __init__(self, item: Item, act: str, theme: Theme, today: date) -> None:
        super().__init__()
        self._theme = theme
        version = item.entry.version if item.entry else 1
        self.year = name_of_year(item.year, version)
        self.icon_name, self.state = state_of(item)
        self.due = ""
        if item.due and not item.is_final:
            left = days_left(item.due, today)
            self.due = f"{item.due.month}月{item.due.day}日　{left}"
        self.changed = when(item.changed, datetime.now()) if item.changed else ""
        self.act = act
        self.setText(caption(act))
        self.setFont(lettering(BODY))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        said = (self.year, self.state, self.due, self.changed)
        self.setAccessibleName(f"{'，'.join(part for part in said if part)}；{act}")

    def sizeHint(self) -> QSize:
        return QSize(400, self.fontMetrics().height() + 5 * UNIT)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Up:
                self.focusPreviousChild()
            case Qt.Key.Key_Down:
                self.focusNextChild()
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.click()
            case _:
                super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, shades = QPainter(self), self._theme.shades
        if self.underMouse():
            painter.fillRect(self.rect(), shades.hover)
        painter.setPen(shades.line)
        painter.drawLine(self.rect().bottomLeft(), self.rect().bottomRight())
        painter.setFont(lettering(BODY, bold=True))
        self._write(painter, YEAR, STATE, self.year, shades.ink)
        painter.setFont(self.font())
        corner = QRect(self._x(STATE), (self.height() - BADGE_SIZE) // 2, BADGE_SIZE, BADGE_SIZE)
        self._theme.icon(self.icon_name).paint(painter, corner)
        ink = shades.error if self.icon_name == "error" else shades.ink
        self._write(painter, STATE, DUE, self.state, ink, BADGE_SIZE + UNIT)
        self._write(painter, DUE, CHANGED, self.due, shades.ink)
        self._write(painter, CHANGED, 0.84, self.changed, shades.ink2)
        painter.setPen(shades.accent)
        inside = self.rect().adjusted(0, 0, -3 * UNIT, 0)
        painter.drawText(inside, MIDDLE | Qt.AlignmentFlag.AlignRight, self.act)
        if self.hasFocus():
            painter.setPen(QPen(shades.accent, EDGE))
            painter.drawRect(self.rect().adjusted(1, 1, -EDGE, -EDGE))

    def _x(self, share: float) -> int:
        return round(share * self.width())

    def _write(
        self, painter: QPainter, start: float, end: float, words: str, ink: QColor, indent: int = 0
    ) -> None:
        left = self._x(start) + indent
        place = QRect(left, 0, self._x(end) - left - UNIT, self.height())
        elided = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, place.width())
        painter.setPen(ink)
        painter.drawText(place, MIDDLE, elided)


def state_of(item: Item) -> tuple[str, str]:
    """How far a report is: the name of an icon, and a few words."""
    if item.entry is None:
        return "pending", "还没有建"
    if item.is_final:
        return "final", "已定稿"
    standing = item.standing
    if standing is None:
        return "error", "打开核对"
    blanks = f"{standing.blanks} 格未填" if standing.blanks else ""
    if standing.errors:
        return "error", f"{standing.errors} 错误　{blanks}".rstrip()
    if blanks:
        return ("pending" if standing.blanks == standing.cells else "begun"), blanks
    if standing.unwritten:
        return "begun", f"{len(standing.unwritten)} 部分未写"
    return "ok", "数字填好了"
