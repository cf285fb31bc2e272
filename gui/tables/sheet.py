"""A grid of the form as a table on paper: as large as its words and the room make it.

Heads and labels stay in sight where the figures scroll.
"""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QMouseEvent, QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QSizePolicy, QTableView, QWidget

from core.forms.layout import Slot
from gui.shared.theme import LABEL, TITLE, Theme, lettering
from gui.tables import fitting
from gui.tables.headings import heading_size
from gui.tables.heads import Corner, Heads
from gui.tables.model import TableModel


class SheetView(QTableView):
    """Shows one `TableModel`, headings above and before all cells as Qt's headers.

    `figures` is the font of figures, which are larger in a small table. `heading_pressed` carries
    the slot of a heading that the mouse was pressed on.
    """

    heading_pressed = Signal(object)

    def __init__(self, model: TableModel, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._sizes = fitting.Sizes([], [], [])
        self._fitted = (QSize(), 0)  # the size and the zoom that the sizes are for
        self.figures = QFont()
        self._labels = 0  # columns of labels that stay in sight
        self._corner: Corner | None = None
        self.setModel(model)
        self._set_up_frame()
        self._set_up_heads()
        theme.zoomed.connect(self._fit)

    @property
    def grid_model(self) -> TableModel:
        """The model, as what it is."""
        return cast("TableModel", self.model())

    @property
    def current_cell(self) -> str:
        """The id of the current cell."""
        cell = self.grid_model.cell_at(self.currentIndex())
        return cell.id if cell else ""

    def slot_rect(self, slot: Slot) -> QRect:
        """Where a heading or a cell is in the view, its lines to the right and below included."""
        sizes = self._sizes
        first, last = slot.row + slot.rows, slot.column + slot.columns
        size = QSize(sum(sizes.widths[slot.column : last]), sum(sizes.heights[slot.row : first]))
        return QRect(QPoint(self._left(slot.column), self._top(slot.row)), size)

    def sheet_rect(self) -> QRect:
        """Where the whole table is in the view, with the lines at its left and top."""
        origin = QPoint(self._left(0), self._top(0))
        lines = QPoint(bool(self._labels), bool(self.grid_model.grid.header_rows))
        size = QSize(sum(self._sizes.widths), sum(self._sizes.heights))
        return QRect(origin - lines, size)

    def leads_to_current(self, slot: Slot) -> bool:
        """Whether a heading is the one right above the current cell, or right before it."""
        current, grid = self.currentIndex(), self.grid_model.grid
        if slot.role == "column_header":
            beneath = grid.by_position.get((slot.row + slot.rows, slot.column))
            lowest = beneath is not None and beneath.cell is not None
            return lowest and slot.column == current.column()
        beside = grid.by_position.get((slot.row, slot.column + slot.columns))
        leaf = beside is not None and beside.cell is not None
        return slot.role == "row_header" and leaf and slot.row == current.row()

    def ends_heads(self, slot: Slot) -> bool:
        """Whether a heading is at the lower edge of the heads."""
        return slot.row + slot.rows == self.grid_model.grid.header_rows

    def refresh(self) -> None:
        """Paints anew: another cell is the current one, or all look different."""
        self.viewport().update()
        for heads in (self._above, self._before):
            heads.refresh()
        if self._corner:
            self._corner.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        paper = QPainter(self.viewport())
        paper.fillRect(event.rect(), self._theme.shades.paper)
        paper.end()
        super().paintEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        slot = self.grid_model.slot_at(index) if index.isValid() else None
        if slot and slot.cell is None:  # a heading between cells
            self.heading_pressed.emit(slot)
        else:
            super().mousePressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def updateGeometries(self) -> None:
        super().updateGeometries()
        if self._corner:
            self._corner.setGeometry(0, 0, self._before.thickness, self._above.thickness)
            self._corner.raise_()

    def _set_up_frame(self) -> None:
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)  # the delegate draws it, and heads do
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)  # or all paints twice
        self.setCornerButtonEnabled(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def _set_up_heads(self) -> None:
        """Gives the headings above and before all cells to the headers; the others have spans."""
        grid = self.grid_model.grid
        self._labels = fitting.label_columns(grid) if grid.header_rows else 0
        above: list[Slot] = []
        before: list[Slot] = []
        corner: list[Slot] = []
        for slot in grid.slots:
            if slot.row < grid.header_rows:
                (corner if slot.column < self._labels else above).append(slot)
            elif slot.column < self._labels:
                before.append(slot)
            elif slot.rows > 1 or slot.columns > 1:
                self.setSpan(slot.row, slot.column, slot.rows, slot.columns)
        self._above = Heads(Qt.Orientation.Horizontal, above, self._theme, self, self)
        self._before = Heads(Qt.Orientation.Vertical, before, self._theme, self, self)
        self._corner = Corner(corner, self._theme, self, self) if corner else None
        self.setHorizontalHeader(self._above)
        self.setVerticalHeader(self._before)
        self._above.setVisible(bool(grid.header_rows))
        self._before.setVisible(bool(self._labels))
        for row in range(grid.header_rows):
            self.setRowHidden(row, True)
        for column in range(self._labels):
            self.setColumnHidden(column, True)

    def _fit(self) -> None:
        """Sizes for the room there is; where the table is higher, a scroll bar takes some of it."""
        grid, lines, zoom = self.grid_model.grid, QSize(1, 1), self._theme.zoom
        if self._fitted == (self.size(), zoom):
            return  # the viewport alone has another size, as the headers have
        self._fitted = (self.size(), zoom)
        self.setFont(self._zoomed(LABEL))
        self.figures = self._zoomed(TITLE if fitting.is_small(grid) else LABEL)
        room = self.size() - lines
        sizes = fitting.on_paper(grid, room, self._heading_size, zoom)
        if sum(sizes.heights) > room.height():
            room -= QSize(self.verticalScrollBar().sizeHint().width(), 0)
            sizes = fitting.on_paper(grid, room, self._heading_size, zoom)
        self._sizes = sizes
        self._above.thickness = sum(sizes.heights[: grid.header_rows]) + 1
        self._before.thickness = sum(sizes.widths[: self._labels]) + 1
        for column, width in enumerate(sizes.widths[self._labels :], self._labels):
            self.setColumnWidth(column, width)
        for row, height in enumerate(sizes.heights[grid.header_rows :], grid.header_rows):
            self.setRowHeight(row, height)
        self.setMaximumHeight(sum(sizes.highest) + 1)
        self.updateGeometries()
        self.refresh()

    def _zoomed(self, step: int) -> QFont:
        font = lettering(step)
        font.setPointSizeF(font.pointSizeF() * self._theme.zoom / 100)
        return font

    def _heading_size(self, slot: Slot, width: int) -> QSize:
        return heading_size(slot, width, self.font())

    def _left(self, column: int) -> int:
        """Where a column begins in the view."""
        if column < self._labels:
            return 1 + sum(self._sizes.widths[:column])
        return self.viewport().x() + self.columnViewportPosition(column)

    def _top(self, row: int) -> int:
        """Where a row begins in the view."""
        heads = self.grid_model.grid.header_rows
        if row < heads:
            return 1 + sum(self._sizes.heights[:row])
        return self.viewport().y() + self.rowViewportPosition(row)
