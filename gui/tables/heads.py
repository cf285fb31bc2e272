"""The heads and labels of a table that stay in sight while its figures scroll."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFont, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHeaderView, QTableView, QWidget

from core.forms.layout import Slot
from gui.shared.theme import Theme
from gui.tables.headings import paint_heading


class Sheet(Protocol):
    """The table whose heads these are; it knows where everything is."""

    heading_pressed: Any  # a Signal, which carries the slot

    def font(self) -> QFont:
        """The font of headings."""

    def slot_rect(self, slot: Slot) -> QRect:
        """Where a heading is in the table's widget, its lines to the right and below included."""

    def sheet_rect(self) -> QRect:
        """Where the whole table is there, with the lines at its left and top."""

    def leads_to_current(self, slot: Slot) -> bool:
        """Whether a heading is the one right above the current cell, or right before it."""

    def ends_heads(self, slot: Slot) -> bool:
        """Whether a heading is at the lower edge of the heads."""


class Heads(QHeaderView):
    """The printed heads above a table's columns, or the labels before its rows, merged as printed.

    It is the table's header, so that Qt keeps the cells clear of it wherever they scroll.
    """

    def __init__(
        self,
        orientation: Qt.Orientation,
        slots: Sequence[Slot],
        theme: Theme,
        sheet: Sheet,
        view: QTableView,
    ) -> None:
        super().__init__(orientation, view)
        self._slots = slots
        self._theme = theme
        self._sheet = sheet
        self.thickness = 0
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setMinimumSectionSize(1)
        self.setSectionsClickable(True)
        across = orientation == Qt.Orientation.Horizontal
        bar = view.horizontalScrollBar() if across else view.verticalScrollBar()
        bar.valueChanged.connect(self.refresh)

    def sizeHint(self) -> QSize:
        return QSize(self.thickness, self.thickness)

    def refresh(self) -> None:
        """Paints anew: the current cell or what is in sight has changed."""
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        _paint(QPainter(self.viewport()), self._slots, self, self._sheet, self._theme)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        _press(event, self._slots, self, self._sheet)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Nothing is dragged here."""


class Corner(QWidget):
    """Where heads and labels meet: what is printed there. It selects the whole table."""

    def __init__(self, slots: Sequence[Slot], theme: Theme, sheet: Sheet, view: QWidget) -> None:
        super().__init__(view)
        self._slots = slots
        self._theme = theme
        self._sheet = sheet

    def paintEvent(self, event: QPaintEvent) -> None:
        _paint(QPainter(self), self._slots, self, self._sheet, self._theme)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        _press(event, self._slots, self, self._sheet)


def _paint(
    painter: QPainter, slots: Sequence[Slot], widget: QWidget, sheet: Sheet, theme: Theme
) -> None:
    """The headings of a widget, each with its lines to the right and below."""
    shades = theme.shades
    painter.fillRect(widget.rect(), shades.paper)
    painter.setFont(sheet.font())
    for slot in slots:
        rect = sheet.slot_rect(slot).translated(-widget.pos())
        seen = rect & widget.rect()
        if seen.isEmpty():
            continue
        inside = rect.adjusted(0, 0, -1, -1)
        leads = sheet.leads_to_current(slot)
        label = shades.paper if slot.role == "row_header" else shades.head
        words = QRect(inside)
        if slot.columns > 1:
            words.setLeft(seen.left())
            words.setRight(seen.right() - 1)
        if slot.rows > 1:
            words.setTop(seen.top())
            words.setBottom(seen.bottom() - 1)
        painter.save()
        painter.setClipRect(inside)
        paint_heading(
            painter, inside, slot, shades, ground=shades.cross if leads else label, seen=words
        )
        painter.restore()
        painter.setPen(shades.grid)
        painter.drawLine(rect.topRight(), rect.bottomRight())
        painter.setPen(shades.frame if sheet.ends_heads(slot) else shades.grid)
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
    edge = sheet.sheet_rect().translated(-widget.pos())
    painter.setPen(shades.grid)
    painter.drawLine(edge.topLeft(), edge.topRight())
    painter.drawLine(edge.topLeft(), edge.bottomLeft())


def _press(event: QMouseEvent, slots: Sequence[Slot], widget: QWidget, sheet: Sheet) -> None:
    place = event.position().toPoint() + widget.pos()
    for slot in slots:
        if sheet.slot_rect(slot).contains(place):
            sheet.heading_pressed.emit(slot)
