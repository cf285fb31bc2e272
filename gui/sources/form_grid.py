"""A table of the form as it would be, to look at: a mark in each cell that needs one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QStyledItemDelegate, QTableView

from core.forms.layout import Direction, Grid, Slot
from core.record import record
from gui.shared.index import NO_INDEX, Index
from gui.shared.plain import tool_tip
from gui.shared.theme import Shades, Theme
from gui.tables import fitting
from gui.tables.headings import PADDING, heading_size, is_row_label, paint_heading

ICON = 12
SMALLEST_FIGURE = 6.0  # points
DIGITS = "000000"  # that the narrowest column has room for
RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


@record
class Shown:
    """What a place shows. `mark` is an icon's name, "" for none; `words` say what it means.

    `short` stands in a cell that is too narrow for `text`, "" for nothing shorter.
    `is_loud` puts the place on the ground of warnings; what is `faint` was not written by anybody.
    Of a text `marked` are the paragraphs that have that ground, counted from 1.
    """

    text: str = ""
    mark: str = ""
    words: str = ""
    is_loud: bool = False
    faint: bool = False
    short: str = ""
    marked: tuple[int, ...] = ()


Show = Callable[[str], Shown]  # of a target, as in changes


class FormModel(QAbstractTableModel):
    """A grid of the form with what each cell shows."""

    def __init__(self, grid: Grid, show: Show, parent: QObject) -> None:
        super().__init__(parent)
        self.grid = grid
        self._show = show

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        return 0 if parent.isValid() else self.grid.rows

    def columnCount(self, parent: Index = NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self.grid.widths)

    def slot_at(self, index: Index) -> Slot:
        """The heading or cell that covers a position."""
        return self.grid.by_position[index.row(), index.column()]

    def shown_at(self, slot: Slot) -> Shown:
        """What a cell shows."""
        return self._show(f"cells.{slot.cell.id}") if slot.cell else Shown(slot.text)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid() or self.slot_at(index).cell is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        slot = self.slot_at(index)
        shown = self.shown_at(slot)
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return shown.text
            case Qt.ItemDataRole.ToolTipRole:
                return tool_tip(shown.words if slot.cell else slot.text) or None
            case Qt.ItemDataRole.AccessibleTextRole:
                path = slot.cell.path if slot.cell else ()
                return " ".join((*path, shown.text or "空", shown.words))
        return None


class FormGrid(QTableView):
    """One grid of the form. Only cells can be current; `chosen` carries the one gone to."""

    chosen = Signal(str)

    def __init__(self, grid: Grid, show: Show, theme: Theme) -> None:
        super().__init__()
        self.model_ = FormModel(grid, show, self)
        self._quiet = False
        self.setModel(self.model_)
        self.setItemDelegate(FormDelegate(theme, self))
        for header in (self.horizontalHeader(), self.verticalHeader()):
            header.hide()
            header.setMinimumSectionSize(14)
        self.setFrameShape(QFrame.Shape.Box)
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        for slot in grid.slots:
            if slot.rows > 1 or slot.columns > 1:
                self.setSpan(slot.row, slot.column, slot.rows, slot.columns)

    @property
    def current_cell(self) -> str:
        """The id of the current cell; "" where none of this grid is."""
        index = self.currentIndex()
        cell = self.model_.slot_at(index).cell if index.isValid() else None
        return cell.id if cell else ""

    def set_current(self, cell: str) -> None:
        """Makes a cell current and brings it into sight; none where it is not of this grid."""
        slot = self.model_.grid.by_cell.get(cell)
        index = self.model_.index(slot.row, slot.column) if slot else NO_INDEX
        if index != self.currentIndex():
            self._quiet = True
            self.setCurrentIndex(index)
            self._quiet = False
        if slot:
            self.scrollTo(index)

    def refresh(self, cell: str) -> None:
        """Paints a cell anew."""
        if slot := self.model_.grid.by_cell.get(cell):
            self.update(self.model_.index(slot.row, slot.column))

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        for index in (current, previous):  # whose tinted rows and columns move
            place = self.visualRect(index)
            width, height = self.viewport().width(), self.viewport().height()
            self.viewport().update(0, place.y(), width, place.height())
            self.viewport().update(place.x(), 0, place.width(), height)
        if not self._quiet and self.current_cell:
            self.chosen.emit(self.current_cell)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _MOVES:
            super().keyPressEvent(event)
        else:
            event.ignore()

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        direction = _DIRECTIONS.get(action)
        here = self.current_cell
        slot = self.model_.grid.neighbour(here, direction) if direction and here else None
        return self.model_.index(slot.row, slot.column) if slot else self.currentIndex()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        grid, metrics = self.model_.grid, self.fontMetrics()
        narrowest = metrics.horizontalAdvance(DIGITS) + 2 * PADDING
        room = self.viewport().size()
        widths = fitting.column_widths(grid, room.width(), self._heading_size, narrowest)
        for column, width in enumerate(widths):
            self.setColumnWidth(column, width)
        needed = fitting.needed_heights(grid, widths, self._heading_size)
        self.setMaximumHeight(sum(fitting.highest(needed)) + 2 * self.frameWidth())
        for row, height in enumerate(fitting.row_heights(needed, room.height())):
            self.setRowHeight(row, height)
        if self.current_cell:
            self.scrollTo(self.currentIndex())

    def _heading_size(self, slot: Slot, width: int) -> QSize:
        if is_row_label(slot) and width < fitting.ONE_LINE:
            return QSize(width, self.fontMetrics().height() + 2)
        return heading_size(slot, width, self.font())


class FormDelegate(QStyledItemDelegate):
    """Paints headings as the tables do, and cells with their marks."""

    def __init__(self, theme: Theme, view: FormGrid) -> None:
        super().__init__(view)
        self._theme = theme
        self._view = view

    def paint(self, painter: QPainter, option: Any, index: Index) -> None:
        slot = self._view.model_.slot_at(index)
        shades = self._theme.shades
        if slot.cell is None:
            paint_heading(painter, option.rect, slot, shades, shortened=True)
        else:
            self._paint_cell(painter, option.rect, index, slot, shades)

    def sizeHint(self, option: Any, index: Index) -> QSize:
        return QSize(0, 0)  # the view gives rows and columns their sizes

    def _paint_cell(
        self, painter: QPainter, rect: QRect, index: Index, slot: Slot, shades: Shades
    ) -> None:
        shown = self._view.model_.shown_at(slot)
        current = self._view.currentIndex()
        is_total = slot.cell is not None and slot.cell.is_total
        ground = shades.total if is_total else shades.paper
        if shown.is_loud:
            ground = shades.tint["warning"]
        elif current.isValid() and (
            index.row() == current.row() or index.column() == current.column()
        ):
            ground = shades.cross
        painter.fillRect(rect, ground)
        inner = rect.adjusted(PADDING, 0, -PADDING, 0)
        if shown.mark:
            left = inner.left() - 1 if shown.text else inner.center().x() - ICON // 2
            place = QRect(left, inner.center().y() - ICON // 2 + 1, ICON, ICON)
            self._theme.icon(shown.mark).paint(painter, place)
            inner.setLeft(inner.left() + ICON)
        painter.setPen(shades.ink2 if shown.faint else shades.ink)
        _draw_to_fit(painter, inner, shown)
        if index == current:
            painter.setPen(QPen(shades.accent, 2))
            painter.drawRect(rect.adjusted(1, 1, -1, -1))


def _draw_to_fit(painter: QPainter, rect: QRect, shown: Shown) -> None:
    """Draws a figure whole, smaller where it is too long."""
    text = shown.text
    if shown.short and painter.fontMetrics().horizontalAdvance(text) > rect.width():
        text = shown.short
    if painter.fontMetrics().horizontalAdvance(text) <= rect.width():
        painter.drawText(rect, RIGHT, text)
        return
    painter.save()
    font = painter.font()
    while (
        painter.fontMetrics().horizontalAdvance(text) > rect.width()
        and font.pointSizeF() > SMALLEST_FIGURE
    ):
        font.setPointSizeF(font.pointSizeF() - 0.5)
        painter.setFont(font)
    dots = Qt.TextElideMode.ElideLeft
    painter.drawText(rect, RIGHT, painter.fontMetrics().elidedText(text, dots, rect.width()))
    painter.restore()


_MOVES = (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down)
_DIRECTIONS: dict[QAbstractItemView.CursorAction, Direction] = {
    QAbstractItemView.CursorAction.MoveLeft: "left",
    QAbstractItemView.CursorAction.MoveRight: "right",
    QAbstractItemView.CursorAction.MoveUp: "up",
    QAbstractItemView.CursorAction.MoveDown: "down",
}
