"""The list of findings: single lines, and the one at hand opened as a card in its place."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QFrame,
    QListView,
    QStyledItemDelegate,
    QWidget,
)

from core.checks.findings import Finding
from gui.findings.card import Card
from gui.findings.lines import LINE, FindingsModel, Line, Place, place_of
from gui.shared.index import Index
from gui.shared.live_report import LiveReport
from gui.shared.theme import BADGE_SIZE, LABEL, UNIT, Theme, lettering

ROW, PADDING = 28, 10  # pixels: of a line at nine points, and what a larger letter has around it


class LineDelegate(QStyledItemDelegate):
    """A line of the list; where the card is, only its room."""

    def __init__(self, view: FindingsList, theme: Theme) -> None:
        super().__init__(view)
        self._view = view
        self._theme = theme

    def sizeHint(self, option: Any, index: Index) -> QSize:
        card = self._view.card
        if card is not None and index.row() == self._view.open_row:
            return QSize(1, card.height() + UNIT)
        return QSize(1, max(ROW, option.fontMetrics.height() + PADDING))

    def updateEditorGeometry(self, editor: QWidget, option: Any, _index: Index) -> None:
        editor.move(option.rect.topLeft())  # not beside an icon, as an editor would stand

    def paint(self, painter: QPainter, option: Any, index: Index) -> None:
        line: Line = index.data(LINE)
        painter.setFont(lettering(LABEL))
        if line.kind == "heading":
            self._paint_heading(painter, option.rect, index)
        elif index.row() != self._view.open_row:
            self._paint_row(painter, option.rect, index, line)

    def _paint_heading(self, painter: QPainter, rect: QRect, index: Index) -> None:
        painter.setPen(self._theme.shades.ink2)
        inside = rect.adjusted(UNIT, UNIT, -UNIT, 0)
        painter.drawText(inside, Qt.AlignmentFlag.AlignVCenter, index.data())

    def _paint_row(self, painter: QPainter, rect: QRect, index: Index, line: Line) -> None:
        shades, view = self._theme.shades, self._view
        is_under = view.viewport().underMouse() and view.under_mouse == index.row()
        painter.fillRect(rect, shades.hover if is_under else shades.card)
        painter.setPen(shades.line)
        painter.drawRect(rect.adjusted(0, -1, -1, -1))
        inside = rect.adjusted(2 * UNIT, 0, -2 * UNIT, 0)
        if line.finding:
            icon: QIcon = index.data(Qt.ItemDataRole.DecorationRole)
            top = inside.center().y() - BADGE_SIZE // 2 + 1
            icon.paint(painter, inside.left(), top, BADGE_SIZE, BADGE_SIZE)
            inside.adjust(BADGE_SIZE + 2 * UNIT, 0, 0, 0)
        painter.setPen(shades.ink2)
        painter.drawText(inside, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, "›")
        painter.setPen(shades.ink)
        words = painter.fontMetrics().elidedText(
            index.data(), Qt.TextElideMode.ElideRight, inside.width() - 3 * UNIT
        )
        painter.drawText(inside, Qt.AlignmentFlag.AlignVCenter, words)
        if view.hasFocus() and view.currentIndex() == index:
            painter.setPen(QPen(shades.accent, 2))
            painter.drawRect(rect.adjusted(1, 1, -1, -1))


class FindingsList(QListView):
    """The lines of the model, one of them open. Its signals carry findings and what its card sends.

    `chosen` says that a line was clicked, or Enter pressed on it.
    """

    chosen = Signal(object)
    went = Signal(str)

    def __init__(self, live: LiveReport, model: FindingsModel, theme: Theme) -> None:
        super().__init__()
        self._live = live
        self._theme = theme
        self._lines = model
        self.card: Card | None = None
        self.open_row = -1
        self.under_mouse = -1
        self._whole: Place | None = None  # the finding of which all is shown
        self.setModel(model)
        self.setItemDelegate(LineDelegate(self, theme))
        self.setFont(lettering(LABEL))
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.viewport().setAutoFillBackground(False)
        self.setAccessibleName("问题")
        self.entered.connect(self._on_entered)
        self.clicked.connect(self._choose)
        self.activated.connect(self._choose)

    @property
    def finding(self) -> Finding | None:
        """The finding that is open."""
        return self.card.finding if self.card else None

    def open(self, place: Place | None, in_sight: bool = False) -> None:
        """Opens a finding, and closes the one before; None closes it alone."""
        held = self._holds_focus
        if self.card is not None:
            self.card.hide()  # it is deleted only later
            self.setIndexWidget(self._lines.index(self.open_row), None)  # type: ignore[arg-type]
        row = self._lines.row_of(place)
        self.card, self.open_row = None, -1 if row is None else row
        if row is not None:
            self._put_card(row, place)
        self.scheduleDelayedItemsLayout()
        if held:
            self.setFocus()
        if row is not None:
            self.setCurrentIndex(self._lines.index(row))
            if in_sight:
                self.executeDelayedItemsLayout()
                self.scrollTo(self._lines.index(row))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.card is not None and self.card.width() != self.viewport().width():
            self.open(place_of(self.card.finding))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self.card is not None:
            self.open(place_of(self.card.finding))

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._on_entered(QModelIndex())

    def reset(self) -> None:
        """Lets the card go with the lines that there were."""
        held = self._holds_focus
        self.card, self.open_row = None, -1
        super().reset()
        if held:
            self.setFocus()  # else it would go to whatever comes next in the window

    @property
    def _holds_focus(self) -> bool:
        """Whether the keyboard is in the card."""
        focus = QApplication.focusWidget()
        return bool(self.card and focus and self.card.isAncestorOf(focus))

    def _put_card(self, row: int, place: Place | None) -> None:
        line, whole = self._lines.lines[row], place == self._whole
        self.card = card = Card(self._live, self._theme, line, self.viewport().width(), whole)
        card.went.connect(self.went)
        card.wanted.connect(lambda: self.chosen.emit(card.finding))
        card.unfolded.connect(self._show_whole)
        self.setIndexWidget(self._lines.index(row), card)
        before: QWidget = self
        for stop in card.stops:
            self.setTabOrder(before, stop)
            before = stop

    def _show_whole(self) -> None:
        if self.card is not None:
            self._whole = place_of(self.card.finding)
            self.open(self._whole, in_sight=True)

    def _on_entered(self, index: QModelIndex) -> None:
        self.under_mouse = index.row()
        self.viewport().update()

    def _choose(self, index: QModelIndex) -> None:
        line = self._lines.lines[index.row()]
        if line.kind == "fold":
            self._lines.unfold()
        elif line.finding:
            self.chosen.emit(line.finding)
