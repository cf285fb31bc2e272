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
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLineEdit,
    QStyledItemDelegate,
    QWidget,
)

from gui.shared.index import Index
from gui.shared.theme import Shades, Theme
from gui.tables.headings import PADDING, paint_heading
from gui.tables.model import Look, TableModel

ICON = 12
SHORT = 4  # digits that fit even into the narrowest cell
SMALLEST_FIGURE = 6.0  # points
RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
Option = Any  # a QStyleOptionViewItem, whose fields the type hints of PySide6 leave out


class CellDelegate(QStyledItemDelegate):
    """Paints the form and edits its cells.

    `typing_refused` carries the sentence when Enter or Tab is pressed on text that is no value;
    the editor then stays open. `moved_on` tells which key ended an edit. `overwriting` says that
    the editor was opened by typing, where Left and Right lead to the next cell, not in the text.
    What stands in an open editor is stored when it is left and not before: half a figure is none.
    """

    typing_refused = Signal(str)
    moved_on = Signal(int, object)  # Qt.Key, Qt.KeyboardModifiers

    def __init__(self, theme: Theme, view: QAbstractItemView) -> None:
        super().__init__(view)
        self._theme = theme
        self._view = view
        self.overwriting = False

    def paint(self, painter: QPainter, option: Option, index: Index) -> None:
        model = cast("TableModel", self._view.model())
        slot = model.slot_at(index)
        shades = self._theme.shades
        if slot.cell is None:
            paint_heading(painter, option.rect, slot, shades)
        else:
            self._paint_cell(painter, option, index, model.look_of(slot.cell), shades)

    def createEditor(self, parent: QWidget, option: Option, index: Index) -> QWidget:
        editor = QLineEdit(parent)
        editor.setFrame(False)
        editor.setAlignment(Qt.AlignmentFlag.AlignRight)
        editor.setTextMargins(PADDING - 2, 0, PADDING - 2, 0)
        editor.setLocale(QLocale.c())
        # Figures are typed as they are: an input method would hold them back in its own window.
        # It is needed for a unit alone: 780877.39元.
        takes_unit = cast("TableModel", self._view.model()).takes_unit(index)
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
        editor.setGeometry(option.rect)

    def sizeHint(self, option: Option, index: Index) -> QSize:
        return QSize(0, 0)  # the view gives rows and columns their sizes

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(editor, QLineEdit):
            key = cast("QKeyEvent", event)
            if key.modifiers() & Qt.KeyboardModifier.ControlModifier:
                return False  # Ctrl+Tab is the tabs'
            if key.key() in _LEAVING or (self.overwriting and key.key() in _SIDEWAYS):
                return self._leave(editor, key)
        return super().eventFilter(editor, event)

    def _leave(self, editor: QLineEdit, event: QKeyEvent) -> bool:
        """Stores what was typed and moves on; text that is no value keeps the editor open."""
        model = cast("TableModel", self._view.model())
        if refusal := model.refusal_of(self._view.currentIndex(), editor.text()):
            editor.selectAll()
            self.typing_refused.emit(refusal)
            return True
        self.commitData.emit(editor)
        self.closeEditor.emit(editor, QStyledItemDelegate.EndEditHint.NoHint)
        self.moved_on.emit(event.key(), event.modifiers())
        return True

    def _paint_cell(
        self, painter: QPainter, option: Option, index: Index, look: Look, shades: Shades
    ) -> None:
        current = self._view.currentIndex()
        painter.fillRect(option.rect, self._background(index, current, look, shades))
        rect = option.rect.adjusted(PADDING, 0, -PADDING, 0)
        if look.mark and not look.muted:
            place = QRect(rect.left() - 1, rect.center().y() - ICON // 2 + 1, ICON, ICON)
            self._theme.icon(look.mark).paint(painter, place)
            rect.setLeft(rect.left() + ICON)
        painter.setPen(_ink(look, shades))
        if look.note or look.calculated == "partial" or len(look.text) > SHORT:
            painter.save()
            _draw_figure_to_fit(painter, rect, look)
            painter.restore()
        elif look.text:
            painter.drawText(rect, RIGHT, look.text)
        if index == current:
            painter.setPen(QPen(shades.accent, 2))
            painter.drawRect(option.rect.adjusted(1, 1, -1, -1))

    def _background(self, index: Index, current: QModelIndex, look: Look, shades: Shades) -> QColor:
        if index != current and self._view.selectionModel().isSelected(index):
            return shades.selected
        if look.mark in ("error", "warning") and not look.muted:
            return shades.tint[look.mark]
        if look.muted and look.mark:
            return shades.muted[look.mark]
        if index.row() == current.row() or index.column() == current.column():
            return shades.crossing
        return shades.calculated if look.calculated else shades.base


_LEAVING = (
    Qt.Key.Key_Return,
    Qt.Key.Key_Enter,
    Qt.Key.Key_Tab,
    Qt.Key.Key_Backtab,
    Qt.Key.Key_Up,
    Qt.Key.Key_Down,
)
_SIDEWAYS = (Qt.Key.Key_Left, Qt.Key.Key_Right)


def _ink(look: Look, shades: Shades) -> QColor:
    if look.mark in ("error", "warning") and not look.muted:
        return shades.state[look.mark]
    return shades.faint if look.calculated else shades.text


def _draw_figure_to_fit(painter: QPainter, rect: QRect, look: Look) -> None:
    """Draws a figure whole, smaller where it is too long; a note may end in dots."""
    font = painter.font()
    font.setItalic(look.calculated == "partial")
    painter.setFont(font)
    while painter.fontMetrics().horizontalAdvance(look.text) > rect.width():
        if font.pointSizeF() <= SMALLEST_FIGURE:
            break
        font.setPointSizeF(font.pointSizeF() - 0.5)
        painter.setFont(font)
    text = painter.fontMetrics().elidedText(
        look.text + look.note, Qt.TextElideMode.ElideRight, rect.width()
    )
    painter.drawText(rect, RIGHT, text if look.note else look.text)
