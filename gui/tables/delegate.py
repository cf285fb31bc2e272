"""How headings and cells look, and the editor that opens over a cell."""

from __future__ import annotations

from typing import Any, cast

from PySide6.QtCore import (
    QEvent,
    QLocale,
    QModelIndex,
    QObject,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QLineEdit,
    QStyledItemDelegate,
    QWidget,
)

from core.forms.layout import Slot
from gui.shared.index import Index
from gui.shared.theme import Shades, Theme
from gui.tables.headings import PADDING, paint_heading
from gui.tables.model import Look, TableModel
from gui.tables.sheet import SheetView

ICON = 12
SHORT = 4  # digits that fit even into the narrowest cell
SMALLEST_FIGURE = 6.0  # points
EDGE = 6  # behind a figure; just where an editor has it too
INSET = 2  # the focus frame, which an editor leaves in sight
GRAVE = ("error", "warning")  # what a hint is not
LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
Option = Any  # a QStyleOptionViewItem, whose fields the type hints of PySide6 leave out


class CellDelegate(QStyledItemDelegate):
    """Paints the form and edits its cells.

    `typing_refused` carries the sentence when Enter or Tab is pressed on text that is no value;
    the editor then stays open. `moved_on` tells which key ended an edit, `filled` carries the text
    that Ctrl+Enter puts into every selected cell; `given_up` says that Esc ended it. `overwriting`
    says that the editor was opened by typing, where Left and Right lead to the next cell, not in
    the text.
    What stands in an open editor is stored when it is left and not before: half a figure is none.
    """

    typing_refused = Signal(str)
    moved_on = Signal(int, object)  # Qt.Key, Qt.KeyboardModifiers
    filled = Signal(str)
    given_up = Signal()

    def __init__(self, theme: Theme, view: SheetView) -> None:
        super().__init__(view)
        self._theme = theme
        self._view = view
        self.overwriting = False

    def paint(self, painter: QPainter, option: Option, index: Index) -> None:
        model = self._view.grid_model
        slot = model.slot_at(index)
        shades = self._theme.shades
        if slot.cell is None:
            painter.setFont(self._view.font())
            inside = option.rect.adjusted(0, 0, -1, -1)
            ground = shades.paper if slot.role == "row_header" else shades.head
            if self._view.leads_to_current(slot):
                ground = shades.cross
            paint_heading(painter, inside, slot, shades, ground=ground)
        else:
            look = model.look_of(slot.cell)
            self._paint_cell(painter, option.rect, index, look, slot.cell.is_total)
        _paint_lines(painter, option.rect, slot, shades)

    def createEditor(self, parent: QWidget, option: Option, index: Index) -> QWidget:
        editor = QLineEdit(parent)
        editor.setFrame(False)
        editor.setAlignment(Qt.AlignmentFlag.AlignRight)
        cell = self._view.grid_model.cell_at(index)
        editor.setFont(self._font(cell is not None and cell.is_total))
        editor.setLocale(QLocale.c())
        # Figures are typed as they are: an input method would hold them back in its own window.
        # It is needed for a unit alone: 780877.39元.
        takes_unit = self._view.grid_model.takes_unit(index)
        editor.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, takes_unit)
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        line = cast("QLineEdit", editor)
        if not line.isModified():  # a repaint of the cell must not undo what is being typed
            line.setText(index.data(Qt.ItemDataRole.EditRole))

    def setModelData(self, editor: QWidget, model: QObject, index: Index) -> None:
        line = cast("QLineEdit", editor)
        if line.isModified():
            cast("TableModel", model).setData(index, line.text())

    def updateEditorGeometry(self, editor: QWidget, option: Option, index: Index) -> None:
        """Within the focus frame, the text on the baseline of the figure that was painted."""
        inside = option.rect.adjusted(INSET, INSET, -INSET - 1, -INSET - 1)
        editor.setGeometry(inside)
        exact = QFontMetricsF(editor.font())
        painted = round((option.rect.height() - 1 - exact.height()) / 2 + exact.ascent())
        room = inside.height() - 2 - editor.fontMetrics().height()
        typed = round(INSET + 1 + int((room + 1) / 2) + exact.ascent())  # as QLineEdit has it
        lower = 2 * max(typed - painted, 0)
        cast("QLineEdit", editor).setTextMargins(0, 0, EDGE - INSET - 4, lower)

    def sizeHint(self, option: Option, index: Index) -> QSize:
        return QSize(0, 0)  # the view gives rows and columns their sizes

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(editor, QLineEdit):
            key = cast("QKeyEvent", event)
            if key.modifiers() & Qt.KeyboardModifier.ControlModifier:
                if key.key() in _ENTER:
                    return self._fill(editor)
                return False  # Ctrl+Tab is the tabs'
            if key.key() == Qt.Key.Key_Escape:
                self.closeEditor.emit(editor, QStyledItemDelegate.EndEditHint.RevertModelCache)
                self.given_up.emit()
                return True
            if key.key() in _LEAVING or (self.overwriting and key.key() in _SIDEWAYS):
                return self._leave(editor, key)
        return super().eventFilter(editor, event)

    def _leave(self, editor: QLineEdit, event: QKeyEvent) -> bool:
        """Stores what was typed and moves on; text that is no value keeps the editor open."""
        if self._is_taken(editor):
            self.commitData.emit(editor)
            self.closeEditor.emit(editor, QStyledItemDelegate.EndEditHint.NoHint)
            self.moved_on.emit(event.key(), event.modifiers())
        return True

    def _fill(self, editor: QLineEdit) -> bool:
        """Hands on what was typed for all selected cells."""
        if self._is_taken(editor):
            text = editor.text()
            self.closeEditor.emit(editor, QStyledItemDelegate.EndEditHint.RevertModelCache)
            self.filled.emit(text)
        return True

    def _is_taken(self, editor: QLineEdit) -> bool:
        """Whether what was typed is a value; what is none counts as an error until it is mended."""
        model, index = self._view.grid_model, self._view.currentIndex()
        refusal, cell = model.refusal_of(index, editor.text()), model.cell_at(index)
        if refusal and cell:
            model.live.reject(cell.id, editor.text(), refusal)
            editor.selectAll()
            self.typing_refused.emit(refusal)
        return not refusal

    def _font(self, total: bool) -> QFont:
        font = QFont(self._view.figures)
        font.setBold(total)
        return font

    def _paint_cell(
        self, painter: QPainter, rect: QRect, index: Index, look: Look, total: bool
    ) -> None:
        shades, current = self._theme.shades, self._view.currentIndex()
        inside = rect.adjusted(0, 0, -1, -1)
        painter.fillRect(inside, self._background(index, current, look, total))
        place = inside.adjusted(PADDING, 0, -EDGE, 0)
        if mark := look.mark or ("last-year" if look.offered else None):
            size = round(ICON * self._theme.zoom / 100)
            icon = QRect(place.left(), place.center().y() - size // 2 + 1, size, size)
            self._theme.icon(mark).paint(painter, icon)
            place.setLeft(icon.right() + 2)
        painter.save()
        painter.setFont(self._font(total or look.mark in GRAVE))
        painter.setPen(_ink(look, shades))
        if look.note or len(look.text) > SHORT:
            _draw_figure_to_fit(painter, place, look)
        elif look.text:
            painter.drawText(place, RIGHT, look.text)
        elif look.offered:
            painter.setPen(shades.accent)
            painter.drawText(place, RIGHT, look.offered)
        if look.last_year and not look.mark and not look.offered:
            self._paint_last_year(painter, place, look)
        painter.restore()
        if index == current:
            painter.setPen(QPen(shades.accent, 2))
            painter.drawRect(inside.adjusted(1, 1, -1, -1))

    def _paint_last_year(self, painter: QPainter, place: QRect, look: Look) -> None:
        """At the left, where there is room beside the figure, so that it never passes for one."""
        taken = painter.fontMetrics().horizontalAdvance(look.text + look.note) if look.text else -4
        painter.setFont(self._view.font())
        if painter.fontMetrics().horizontalAdvance(look.last_year) + 4 + taken <= place.width():
            painter.setPen(self._theme.shades.ink2)
            painter.drawText(place, LEFT, look.last_year)

    def _background(self, index: Index, current: QModelIndex, look: Look, total: bool) -> QColor:
        shades = self._theme.shades
        if index != current and self._view.selectionModel().isSelected(index):
            return shades.sel
        if look.mark and look.mark in GRAVE:
            return shades.tint[look.mark]
        if index == current:
            return shades.total if total else shades.field
        if index.row() == current.row() or index.column() == current.column():
            return shades.sel if total else shades.cross
        return shades.total if total else shades.field


_LEAVING = (
    Qt.Key.Key_Return,
    Qt.Key.Key_Enter,
    Qt.Key.Key_Tab,
    Qt.Key.Key_Backtab,
    Qt.Key.Key_Up,
    Qt.Key.Key_Down,
)
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_SIDEWAYS = (Qt.Key.Key_Left, Qt.Key.Key_Right)


def _paint_lines(painter: QPainter, rect: QRect, slot: Slot, shades: Shades) -> None:
    """The lines of the table to the right of a cell and below it, and at the table's own edges."""
    painter.setPen(shades.grid)
    painter.drawLine(rect.topRight(), rect.bottomRight())
    painter.drawLine(rect.bottomLeft(), rect.bottomRight())
    if slot.column == 0:
        painter.drawLine(rect.topLeft(), rect.bottomLeft())
    if slot.row == 0:
        painter.drawLine(rect.topLeft(), rect.topRight())


def _ink(look: Look, shades: Shades) -> QColor:
    if look.mark and look.mark in GRAVE:
        return shades.state[look.mark]
    return shades.ink2 if look.calculated == "partial" else shades.ink


def _draw_figure_to_fit(painter: QPainter, rect: QRect, look: Look) -> None:
    """Draws a figure whole, smaller where it is too long; a note may end in dots."""
    font = painter.font()
    while painter.fontMetrics().horizontalAdvance(look.text) > rect.width():
        if font.pointSizeF() <= SMALLEST_FIGURE:
            break
        font.setPointSizeF(font.pointSizeF() - 0.5)
        painter.setFont(font)
    text = painter.fontMetrics().elidedText(
        look.text + look.note, Qt.TextElideMode.ElideRight, rect.width()
    )
    painter.drawText(rect, RIGHT, text if look.note else look.text)
