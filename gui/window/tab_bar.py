"""The tabs' own bar: all equally wide, the name at the left, the state at the right."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QCursor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QTabBar, QWidget

from gui.shared.plain import caption, tool_tip
from gui.shared.theme import BADGE_SIZE, BODY, LABEL, UNIT, Theme, lettering
from gui.window.badges import Badge

EDGE = 3 * UNIT  # between the edge of a tab and what stands in it
LINE = 2  # pixels above the tab in front
LOWEST = 34


class TabBar(QTabBar):
    """Shows one badge a tab; for who cannot see it, the text of a tab says it too."""

    def __init__(self, names: Sequence[str], theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._names = names
        self._badges = [Badge("", "")] * len(names)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # typing goes into the tab in front
        self.setDrawBase(False)
        self.setUsesScrollButtons(False)
        self.setExpanding(True)
        self.setElideMode(Qt.TextElideMode.ElideNone)
        self.setMouseTracking(True)
        for name in names:
            self.addTab(caption(name))

    def show_badge(self, index: int, badge: Badge, about: str) -> None:
        """Shows how far a section is; `about` is its tool tip."""
        if badge != self._badges[index]:
            self._badges[index] = badge
            self.setTabIcon(index, self._theme.icon(badge.icon))
            self.setTabText(index, caption(f"{self._names[index]}　{badge.words}"))
        self.setTabToolTip(index, tool_tip(about))
        self.update()

    def tabSizeHint(self, index: int) -> QSize:
        height = max(LOWEST, QFontMetrics(lettering(BODY)).height() + 3 * UNIT)
        return QSize(max(self.width() // max(self.count(), 1), 1), height)

    def minimumTabSizeHint(self, index: int) -> QSize:
        return QSize(1, self.tabSizeHint(index).height())

    def minimumSizeHint(self) -> QSize:
        return QSize(1, super().minimumSizeHint().height())

    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.MouseMove, QEvent.Type.Leave, QEvent.Type.Enter):
            self.update()
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        shades = self._theme.shades
        painter.fillRect(self.rect(), shades.chrome)
        under = self.tabAt(self.mapFromGlobal(QCursor.pos())) if self.underMouse() else -1
        for index in range(self.count()):
            self._paint_tab(painter, index, hovered=index == under)
        painter.setPen(shades.line)
        bottom = self.rect().bottom()
        front = self.tabRect(self.currentIndex())
        painter.drawLine(0, bottom, front.left() - 1, bottom)
        painter.drawLine(front.right() + 1, bottom, self.rect().right(), bottom)

    def _paint_tab(self, painter: QPainter, index: int, hovered: bool) -> None:
        shades, rect = self._theme.shades, self.tabRect(index)
        front = index == self.currentIndex()
        if front or hovered:
            painter.fillRect(rect, shades.window if front else shades.hover)
        painter.setPen(shades.line)
        painter.drawLine(rect.topRight(), rect.bottomRight())
        if front:
            painter.fillRect(QRect(rect.topLeft(), QSize(rect.width(), LINE)), shades.accent)
        left = self._paint_badge(painter, rect, index)
        font = lettering(BODY, bold=front)
        room = rect.adjusted(EDGE, 0, left - rect.right() - UNIT, 0)
        name = QFontMetrics(font).elidedText(
            self._names[index], Qt.TextElideMode.ElideRight, room.width()
        )
        painter.setFont(font)
        painter.setPen(shades.ink)
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, name)

    def _paint_badge(self, painter: QPainter, rect: QRect, index: int) -> int:
        """Paints the state, its words only where the whole name fits; returns where it begins."""
        badge, metrics = self._badges[index], QFontMetrics(lettering(LABEL))
        words = metrics.horizontalAdvance(badge.words)
        left = rect.right() - EDGE - words - UNIT - BADGE_SIZE
        name = QFontMetrics(lettering(BODY, bold=True)).horizontalAdvance(self._names[index])
        if left - rect.left() < name + EDGE + UNIT:
            left = rect.right() - 2 * UNIT - BADGE_SIZE
        else:
            painter.setFont(lettering(LABEL))
            painter.setPen(self._colour(badge))
            place = QRect(left + BADGE_SIZE + UNIT, rect.top(), words + 1, rect.height())
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, badge.words)
        if badge.icon:
            corner = QPoint(left, rect.center().y() - BADGE_SIZE // 2)
            self._theme.icon(badge.icon).paint(
                painter, QRect(corner, QSize(BADGE_SIZE, BADGE_SIZE))
            )
        return left

    def _colour(self, badge: Badge) -> QColor:
        shades = self._theme.shades
        return {"error": shades.error, "warning": shades.warn, "quiet": shades.ink2}[badge.tone]
