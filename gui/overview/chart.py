"""A chart of paired bars: for each outcome this year's number above last year's."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from core.document.outcomes_list import UNKNOWN, Outcome
from gui.shared.theme import LABEL, UNIT, Theme, lettering

BAR = 4 * UNIT
GAP = 3 * UNIT  # between two outcomes
LEGEND = 8 * UNIT


class Chart(QWidget):
    """Draws outcomes; last year's bars are hatched, so that colour alone tells nothing."""

    def __init__(self, outcomes: Sequence[Outcome], years: tuple[int, int], theme: Theme) -> None:
        super().__init__()
        self._outcomes = outcomes
        self._years = years
        self._theme = theme
        self.setFont(lettering(LABEL))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("申请办理情况图")
        self.setAccessibleDescription(
            "；".join(f"{name} 本年{now} 上年{last}" for name, now, last, _ in _shown(outcomes))
        )

    def sizeHint(self) -> QSize:
        return QSize(640, LEGEND + len(self._outcomes) * (2 * BAR + GAP) + 2 * UNIT)

    def minimumSizeHint(self) -> QSize:
        return QSize(420, self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        shades, metrics = self._theme.shades, QFontMetrics(self.font())
        painter = QPainter(self)
        painter.setFont(self.font())
        names = max((metrics.horizontalAdvance(o.name) for o in self._outcomes), default=0)
        left = names + 5 * UNIT
        number = metrics.horizontalAdvance("000000") + 2 * UNIT
        room = self.width() - left - number
        most = max((n for o in self._outcomes for n in (o.now, o.last) if n), default=1)
        self._draw_legend(painter, left)
        top = float(LEGEND)
        painter.setPen(QPen(shades.frame, 1))
        painter.drawLine(left, LEGEND, left, self.height() - 2 * UNIT)
        for outcome in self._outcomes:
            painter.setPen(shades.ink)
            label = QRectF(2 * UNIT, top, names + UNIT, 2 * BAR)
            painter.drawText(label, Qt.AlignmentFlag.AlignVCenter, outcome.name)
            for row, value in enumerate((outcome.now, outcome.last)):
                length = float(value or 0) / float(most) * room
                bar = QRectF(left, top + row * BAR + 1, length, BAR - 2)
                self._draw_bar(painter, bar, is_last=row == 1)
                painter.setPen(shades.ink2 if row else shades.ink)
                words = QRectF(bar.right() + UNIT, top + row * BAR, number, BAR)
                told = UNKNOWN if value is None else str(value)
                painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, told)
            top += 2 * BAR + GAP

    def _draw_legend(self, painter: QPainter, left: int) -> None:
        metrics, x = QFontMetrics(self.font()), left
        for row, year in enumerate(self._years):
            self._draw_bar(painter, QRectF(x, UNIT, BAR, BAR - 2), is_last=row == 1)
            painter.setPen(self._theme.shades.ink)
            words = f"{year}年"
            x += BAR + 2 * UNIT
            painter.drawText(x, UNIT + metrics.ascent(), words)
            x += metrics.horizontalAdvance(words) + 4 * UNIT

    def _draw_bar(self, painter: QPainter, bar: QRectF, is_last: bool) -> None:
        shades = self._theme.shades
        if is_last:
            painter.setPen(QPen(shades.frame, 1))
            painter.setBrush(QBrush(shades.frame, Qt.BrushStyle.BDiagPattern))
        else:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(shades.accent)
        if bar.width() > 0:
            painter.drawRect(bar)


def _shown(outcomes: Sequence[Outcome]) -> list[tuple[str, str, str, str]]:
    return [outcome.shown for outcome in outcomes]
