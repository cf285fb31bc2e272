"""A grid of the form on screen, with the keys of a spreadsheet."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, QItemSelection, QModelIndex, Qt, Signal
from PySide6.QtCore import QItemSelectionModel as Selection
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLineEdit,
    QMenu,
    QWidget,
)

from core.forms.layout import Slot
from gui.shared.index import Index
from gui.shared.live_report import LiveReport
from gui.shared.theme import Theme
from gui.shared.ways import Ways
from gui.tables import moves
from gui.tables.blocks import Blocks
from gui.tables.delegate import CellDelegate
from gui.tables.here import Here, Selected
from gui.tables.model import TableModel
from gui.tables.sheet import SheetView

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
Flag = Selection.SelectionFlag
Trigger = QAbstractItemView.EditTrigger


class TableView(SheetView):
    """Shows one `TableModel`. Only cells can be current; headings are passed over.

    `current_cell_changed` carries the id of the current cell, `here_changed` what there is to say
    of it (`Here`), `refused` a sentence; `note_requested` and `source_requested` ask for the
    dialogs of the current cell. `table_pasted` says that a table of a web page or a document was
    pasted that does not go where it would, and carries what fills the selected cells alone with
    it, None where but one is selected.
    """

    current_cell_changed = Signal(str)
    here_changed = Signal(object)
    refused = Signal(str)
    note_requested = Signal()
    source_requested = Signal()
    table_pasted = Signal(object)

    def __init__(
        self, live: LiveReport, model: TableModel, theme: Theme, ways: Ways, parent: QWidget
    ) -> None:
        super().__init__(model, theme, parent)
        self._live = live
        self._ways = ways
        self._tab_start: int | None = None  # grid column where a run of Tabs began
        self._anchor = ""  # the id of the cell where the selection was begun
        self._extends = False  # the key or the click at hand makes the selection larger
        self._said: Here | None = None
        self.blocks = Blocks(self, live)
        self.blocks.table_pasted.connect(self.table_pasted)
        self.cells = CellDelegate(theme, self)
        self.cells.typing_refused.connect(self.refused)
        self.cells.moved_on.connect(self._move_on)
        self.cells.filled.connect(self.blocks.fill)
        self.cells.given_up.connect(self._give_up)
        self.setItemDelegate(self.cells)
        self.setTabKeyNavigation(False)
        self.setEditTriggers(Trigger.AnyKeyPressed | Trigger.EditKeyPressed | Trigger.DoubleClicked)
        model.dataChanged.connect(self._on_data_changed)
        self.heading_pressed.connect(self.select_under)
        ways.changed.connect(self.refresh)
        self.set_current(model.grid.cell_rows[0][0].cell.id)  # type: ignore[union-attr]

    def set_current(self, cell_id: str) -> None:
        """Makes a cell current and shows it."""
        index = self.grid_model.index_of(cell_id)
        self._extends = False
        self.selectionModel().setCurrentIndex(index, Flag.ClearAndSelect)
        self.scrollTo(index)

    @property
    def here(self) -> Here:
        """What there is to say of the current cell, and of those selected with it."""
        model = self.grid_model
        chosen = self.blocks.ids
        selected = None
        if len(chosen) > 1:
            facts = self._live.checked.facts
            numbers = facts.numbers if facts else {}
            selected = Selected.of(numbers[cell] for cell in chosen if cell in numbers)
        cell = model.cell_at(self.currentIndex())
        return model.here(cell, selected) if cell else Here("")

    def commit_pending_edit(self) -> bool:
        """Stores what is being typed; False where that is refused, and that cell is current."""
        if self.state() == QAbstractItemView.State.EditingState:
            self.setFocus()  # an editor that loses the focus hands its text to the model
        refused = self.grid_model.store_rejected()
        if refused:
            self.setFocus()
            self.set_current(refused)
        return not refused

    def select_under(self, heading: Slot) -> None:
        """Selects the cells that a heading is of; the first becomes the current one."""
        slots = moves.under_heading(self.grid_model.grid, heading)
        if not slots or not self._store_again():
            return
        chosen = QItemSelection()
        for slot in slots:
            index = self.model().index(slot.row, slot.column)
            chosen.select(index, index)
        first = self.model().index(slots[0].row, slots[0].column)
        self.setFocus()
        self._extends = False
        self.selectionModel().setCurrentIndex(first, Flag.NoUpdate)
        self.selectionModel().select(chosen, Flag.ClearAndSelect)

    # ---- events ----

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = QMenu(self)
        draft = not self._live.report.is_final
        for text, act, possible in (
            ("复制", self.blocks.copy, True),
            ("粘贴", self.blocks.paste, draft),
            ("清除", self.blocks.blank, draft),
            ("向下填充", self.blocks.fill_down, draft),
            ("括注…", self.note_requested.emit, draft),
            ("数据来源…", self.source_requested.emit, draft),
            ("这一格的历史…", partial(self._live.wanted.emit, "history_here"), True),
        ):
            menu.addAction(text, act).setEnabled(possible)
        menu.exec(event.globalPos())
        menu.deleteLater()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.blocks.copy()
        elif event.matches(QKeySequence.StandardKey.Cut):
            self.blocks.copy()
            self.blocks.blank()
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.blocks.paste()
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.blocks.blank()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._move_on(event.key(), event.modifiers())
        elif event.key() == Qt.Key.Key_Escape and self.current_cell in self._live.rejected:
            self._give_up()
        else:
            if event.text().isprintable() and event.text() and not event.modifiers() & CTRL:
                self._go_to_anchor()
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        dragged = self.state() == QAbstractItemView.State.DragSelectingState
        super().mouseReleaseEvent(event)
        if dragged:
            self._go_to_anchor()

    def edit(self, index: Index, trigger: Any, event: QEvent) -> bool:  # type: ignore[override]
        opened = super().edit(index, trigger, event)
        editor = self.indexWidget(index) if opened else None
        if isinstance(editor, QLineEdit):
            self.scrollTo(index)
            keeps = trigger in (Trigger.EditKeyPressed, Trigger.DoubleClicked)
            self.cells.overwriting = not keeps
            if keeps:
                editor.end(False)  # Qt selects everything, and the next key would overwrite it
        return opened

    def selectionCommand(self, index: Index, event: QEvent | None = None) -> Any:
        shift = isinstance(event, QKeyEvent | QMouseEvent) and bool(event.modifiers() & SHIFT)
        if event:
            self._extends = shift or event.type() == QEvent.Type.MouseMove
        if isinstance(event, QKeyEvent) and event.modifiers() & CTRL:
            # Qt would leave the selection behind, and Delete would blank what is not current.
            return Flag.SelectCurrent if shift else Flag.ClearAndSelect
        return super().selectionCommand(index, event)

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        here = self.grid_model.slot_at(self.currentIndex())
        slot = moves.goal(self.grid_model.grid, here, action, bool(modifiers & CTRL))
        return self.model().index(slot.row, slot.column) if slot else self.currentIndex()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes from cell to cell, and out of the table at its end."""
        if not self._along(forward):
            return super().focusNextPrevChild(forward)
        key = Qt.Key.Key_Tab if forward else Qt.Key.Key_Backtab
        self._move_on(key, Qt.KeyboardModifier.NoModifier)
        return True

    def keyboardSearch(self, search: str) -> None:
        if self._live.report.is_final:  # instead of jumping to what was typed
            self._live.refuse_final()

    def inputMethodQuery(self, query: Qt.InputMethodQuery) -> Any:
        if query == Qt.InputMethodQuery.ImEnabled:
            # Figures need none, and one would swallow the first key.
            return self.grid_model.takes_unit(self.currentIndex())
        return super().inputMethodQuery(query)

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if not current.isValid():  # Qt 6.8 comes here, and below, as soon as it is given a model
            return
        self._tab_start = None
        if not self._extends:
            self._anchor = self.current_cell
        self.refresh()  # the tinted row and column move
        self._say_here()
        if self.current_cell:
            self.current_cell_changed.emit(self.current_cell)

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        super().selectionChanged(selected, deselected)
        if self.currentIndex().isValid():
            self._say_here()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.current_cell_changed.emit(self.current_cell)
        self.here_changed.emit(self.here)

    # ---- what keys do ----

    def _along(self, forward: bool) -> Slot | None:
        here = self.grid_model.slot_at(self.currentIndex())
        return moves.along(self.grid_model.grid, here, forward, self._ways.totals_by_program)

    def _move_on(self, key: int, modifiers: Qt.KeyboardModifier) -> None:
        """Enter goes down, after Tabs back in the column where they began; Tab goes right."""
        if not self._store_again():
            return
        start = self._tab_start
        back = bool(modifiers & SHIFT)
        if key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            column = self.currentIndex().column() if start is None else start
            self._go(self._along(not back and key == Qt.Key.Key_Tab))
            self._tab_start = column
            return
        if start is not None and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            index = self.model().index(self.currentIndex().row(), start)
            self._go(self.grid_model.slot_at(index))
        grid = self.grid_model.grid
        self._go(grid.neighbour(self.current_cell, moves.towards(key, back)))

    def _store_again(self) -> bool:
        """Stores the current cell's text where that was refused before; False if it still is."""
        rejection = self._live.rejected.get(self.current_cell)
        return not rejection or self.grid_model.setData(self.currentIndex(), rejection.text)

    def _give_up(self) -> None:
        """Shows what is stored in the current cell again."""
        self._live.accept(self.current_cell)
        self._live.given_up.emit()

    def _go(self, slot: Slot | None) -> None:
        if slot and slot.cell:
            self.set_current(slot.cell.id)

    def _go_to_anchor(self) -> None:
        """Typing goes into the cell where several were begun to be selected."""
        index = self.grid_model.index_of(self._anchor)
        if index.isValid() and index != self.currentIndex():
            self.selectionModel().setCurrentIndex(index, Flag.NoUpdate)

    # ---- saying what changed ----

    def _on_data_changed(self, first: Index, _last: Index) -> None:
        if first == self.currentIndex():
            self._say_here()

    def _say_here(self) -> None:
        here = self.here
        if here != self._said:
            self._said = here
            self.here_changed.emit(here)
