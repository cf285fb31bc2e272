"""A grid of the form on screen, with the keys of a spreadsheet."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, cast

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QPalette,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QLineEdit,
    QMenu,
    QSizePolicy,
    QTableView,
    QWidget,
)

from core.forms.layout import Direction, Slot
from core.refusal import Refused
from core.report.edits import set_cells
from gui.shared.index import Index
from gui.shared.live_report import LiveReport
from gui.shared.theme import Theme
from gui.tables import fitting
from gui.tables.bubble import CellBubble
from gui.tables.clipboard import (
    Block,
    cut_block,
    holds_table,
    place_block,
    read_block,
    write_block,
)
from gui.tables.delegate import CellDelegate
from gui.tables.headings import heading_size
from gui.tables.model import TableModel

CTRL = Qt.KeyboardModifier.ControlModifier


class TableView(QTableView):
    """Shows one `TableModel`. Only cells can be current; headings are passed over.

    `current_cell_changed` carries the id of the current cell, `refused` a sentence;
    `note_requested` asks for the dialog of the current cell's note. `table_pasted` says that a
    table of a web page or a document was pasted that does not go where it would, and carries what
    fills the selected cells alone with it, None where but one is selected.
    """

    current_cell_changed = Signal(str)
    refused = Signal(str)
    note_requested = Signal()
    table_pasted = Signal(object)

    def __init__(self, live: LiveReport, model: TableModel, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._live = live
        self._theme = theme
        self._tab_start: int | None = None  # grid column where a run of Tabs began
        self.bubble = CellBubble(self, theme)
        self.setModel(model)
        self.cells = CellDelegate(theme, self)
        self.cells.typing_refused.connect(self.refused)
        self.cells.typing_refused.connect(self.bubble.say)
        self.cells.moved_on.connect(self._move_on)
        self.setItemDelegate(self.cells)
        self._set_up_frame()
        for slot in model.grid.slots:
            if slot.rows > 1 or slot.columns > 1:
                self.setSpan(slot.row, slot.column, slot.rows, slot.columns)
        model.dataChanged.connect(self._on_data_changed)
        self.set_current(model.grid.cell_rows[0][0].cell.id)  # type: ignore[union-attr]

    @property
    def grid_model(self) -> TableModel:
        """The model, as what it is."""
        return cast("TableModel", self.model())

    def set_current(self, cell_id: str) -> None:
        """Makes a cell current and shows it."""
        index = self.grid_model.index_of(cell_id)
        self.selectionModel().setCurrentIndex(
            index, QItemSelectionModel.SelectionFlag.ClearAndSelect
        )
        self.scrollTo(index)

    @property
    def current_cell(self) -> str:
        """The id of the current cell."""
        cell = self.grid_model.cell_at(self.currentIndex())
        return cell.id if cell else ""

    def commit_pending_edit(self) -> bool:
        """Stores what is being typed; False where that is refused, and that cell is current."""
        if self.state() == QAbstractItemView.State.EditingState:
            self.setFocus()  # an editor that loses the focus hands its text to the model
        refused = self.grid_model.store_rejected()
        if refused:
            self.setFocus()
            self.set_current(refused)
        return not refused

    def selected_cells(self) -> list[list[Slot]]:
        """The selected cells, row by row."""
        model = self.grid_model
        chosen = {model.slot_at(index) for index in self.selectedIndexes()}
        rows = [[slot for slot in row if slot in chosen] for row in model.grid.cell_rows]
        return [row for row in rows if row]

    def copy(self) -> None:
        """Puts the selected cells on the clipboard, as Excel and WPS read them."""
        model = self.grid_model
        texts = [
            [model.index(s.row, s.column).data() or "" for s in row]
            for row in self.selected_cells()
        ]
        QGuiApplication.clipboard().setText(write_block(texts))

    def paste(self) -> None:
        """Enters the clipboard's block from the selection's first cell on, all of it or nothing."""
        text = QGuiApplication.clipboard().text()
        if text and self._is_table_of_another_shape(text):
            many = len(self.selectedIndexes()) > 1
            self.table_pasted.emit(partial(self._paste_selected, text) if many else None)
        elif text:
            self._enter(lambda: self._pasted(read_block(text)), "粘贴")

    def blank_selection(self) -> None:
        """Blanks the selected cells."""
        chosen = {_id(slot): "" for row in self.selected_cells() for slot in row}
        self._enter(lambda: chosen, "清除")

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = QMenu(self)
        draft = not self._live.report.is_final
        for text, act, possible in (
            ("复制", self.copy, True),
            ("粘贴", self.paste, draft),
            ("清除", self.blank_selection, draft),
            ("括注…", self.note_requested.emit, draft),
        ):
            menu.addAction(text, act).setEnabled(possible)
        menu.exec(event.globalPos())
        menu.deleteLater()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.matches(QKeySequence.StandardKey.Cut):
            self.copy()
            self.blank_selection()
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.paste()
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.blank_selection()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._move_on(event.key(), event.modifiers())
        elif event.key() == Qt.Key.Key_Escape and self.current_cell in self.grid_model.rejected:
            self.grid_model.accept(self.current_cell)
            self._live.given_up.emit()
        else:
            super().keyPressEvent(event)

    def edit(self, index: Index, trigger: Any, event: QEvent) -> bool:  # type: ignore[override]
        opened = super().edit(index, trigger, event)
        editor = self.indexWidget(index) if opened else None
        if isinstance(editor, QLineEdit):
            keeps = trigger in _KEEPING
            self.cells.overwriting = not keeps
            if keeps:
                editor.end(False)  # Qt selects everything, and the next key would overwrite it
            editor.textEdited.connect(self.bubble.hide)
        return opened

    def selectionCommand(self, index: Index, event: QEvent | None = None) -> Any:
        if isinstance(event, QKeyEvent) and event.modifiers() & CTRL:
            # Qt would leave the selection behind, and Delete would blank what is not current.
            shift = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            flags = QItemSelectionModel.SelectionFlag
            return flags.SelectCurrent if shift else flags.ClearAndSelect
        return super().selectionCommand(index, event)

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        slot = self._edge(action) if modifiers & CTRL else self._slot_for(action)
        return self.model().index(slot.row, slot.column) if slot else self.currentIndex()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes from cell to cell, and out of the table at its end."""
        if not self._neighbour("next" if forward else "previous"):
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
        self._tab_start = None
        self.viewport().update()  # the tinted row and column move
        self._show_findings()
        if self.current_cell:
            self.current_cell_changed.emit(self.current_cell)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.current_cell_changed.emit(self.current_cell)
        self._show_findings()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.bubble.hide()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._show_findings()  # the focus may have come while the tab was behind another

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        width = self.viewport().width()
        self._fit()
        if self.viewport().width() != width:
            self._fit()  # with the heights of the rows the scroll bar has come or gone
        self.bubble.follow()

    def _set_up_frame(self) -> None:
        self.horizontalHeader().hide()
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(fitting.LOWEST_ROW - 2)
        self.horizontalHeader().setMinimumSectionSize(16)
        self.setFrameShape(QFrame.Shape.Box)
        self.viewport().setBackgroundRole(QPalette.ColorRole.Window)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.AnyKeyPressed
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.DoubleClicked
        )

    def _slot_for(self, action: QAbstractItemView.CursorAction) -> Slot | None:
        rows = self.grid_model.grid.cell_rows
        here = self.grid_model.slot_at(self.currentIndex())
        row = next((row for row in rows if here in row), rows[0])
        match action:
            case QAbstractItemView.CursorAction.MoveHome:
                return row[0]
            case QAbstractItemView.CursorAction.MoveEnd:
                return row[-1]
            case QAbstractItemView.CursorAction.MovePageUp:
                return self._in_column(rows[0], here)
            case QAbstractItemView.CursorAction.MovePageDown:
                return self._in_column(rows[-1], here)
        direction = _DIRECTIONS.get(action)
        return self._neighbour(direction) if direction else None

    def _edge(self, action: QAbstractItemView.CursorAction) -> Slot | None:
        """Where Ctrl leads to: the ends of the table, of the row, of the column."""
        rows = self.grid_model.grid.cell_rows
        here = self.grid_model.slot_at(self.currentIndex())
        match action:
            case QAbstractItemView.CursorAction.MoveHome:
                return rows[0][0]
            case QAbstractItemView.CursorAction.MoveEnd:
                return rows[-1][-1]
            case QAbstractItemView.CursorAction.MoveUp:
                return self._in_column(rows[0], here)
            case QAbstractItemView.CursorAction.MoveDown:
                return self._in_column(rows[-1], here)
        row = next((row for row in rows if here in row), rows[0])
        return row[0] if action == QAbstractItemView.CursorAction.MoveLeft else row[-1]

    def _in_column(self, row: tuple[Slot, ...], here: Slot) -> Slot:
        return min(row, key=lambda slot: abs(slot.column - here.column))

    def _neighbour(self, direction: Direction) -> Slot | None:
        cell_id = self.current_cell
        return self.grid_model.grid.neighbour(cell_id, direction) if cell_id else None

    def _move_on(self, key: int, modifiers: Qt.KeyboardModifier) -> None:
        """Enter goes down, after Tabs back in the column where they began; Tab goes right."""
        if not self._store_again():
            return
        start = self._tab_start
        back = bool(modifiers & Qt.KeyboardModifier.ShiftModifier)
        if key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            backwards = back or key == Qt.Key.Key_Backtab
            column = self.currentIndex().column() if start is None else start
            self._go(self._neighbour("previous" if backwards else "next"))
            self._tab_start = column
            return
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self._go(self._neighbour("left" if key == Qt.Key.Key_Left else "right"))
            return
        up = key == Qt.Key.Key_Up or (key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and back)
        if start is not None and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            index = self.model().index(self.currentIndex().row(), start)
            self._go(self.grid_model.slot_at(index))
        self._go(self._neighbour("up" if up else "down"))

    def _store_again(self) -> bool:
        """Stores the current cell's text where that was refused before; False if it still is."""
        model = self.grid_model
        rejection = model.rejected.get(self.current_cell)
        return not rejection or model.setData(self.currentIndex(), rejection.text)

    def _go(self, slot: Slot | None) -> None:
        if slot and slot.cell:
            self.set_current(slot.cell.id)

    def _enter(self, make_texts: Callable[[], dict[str, str]], what: str) -> None:
        def enter() -> None:
            texts = make_texts()
            self._live.session.apply(set_cells(self._live.report, texts, what), origin=self)
            for cell_id in texts:
                self.grid_model.accept(cell_id)

        self._live.attempt(enter)

    def _pasted(self, block: Block) -> dict[str, str]:
        """The block by cell. A single value fills the whole selection. Raises Refused."""
        selected = [_id(slot) for row in self.selected_cells() for slot in row]
        if len(block) == len(block[0]) == 1 and len(selected) > 1:
            texts = dict.fromkeys(selected, block[0][0])
        else:
            first = selected[0] if selected else self.current_cell
            texts = place_block(block, self.grid_model.grid, first)
        return self._checked(texts)

    def _checked(self, texts: dict[str, str]) -> dict[str, str]:
        """The texts, each a value of its cell. Raises Refused."""
        for cell_id, text in texts.items():
            index = self.grid_model.index_of(cell_id)
            if refusal := self.grid_model.refusal_of(index, text):
                name = "·".join(self._live.report.form.cells[cell_id].path[-2:])
                raise Refused(f"没有粘贴：{name}的{refusal}")
        return texts

    def _is_table_of_another_shape(self, text: str) -> bool:
        """Whether a table was copied, not cells of a sheet, that cannot be entered as it is."""
        if self._live.report.is_final or not holds_table(QGuiApplication.clipboard().mimeData()):
            return False
        try:
            self._pasted(read_block(text))
        except Refused:
            return True
        return False

    def _paste_selected(self, text: str) -> None:
        """Enters of a block what falls on the selected cells."""
        self._enter(
            lambda: self._checked(cut_block(read_block(text), self.selected_cells())), "粘贴"
        )

    def _on_data_changed(self, first: Index, _last: Index) -> None:
        if first == self.currentIndex():
            self._show_findings()

    def _show_findings(self) -> None:
        """Explains the current cell beside it."""
        cell = self.grid_model.cell_at(self.currentIndex())
        if cell and self.hasFocus() and self.isVisible():
            mark = self.grid_model.look_of(cell).mark
            self.bubble.say(self.grid_model.findings_text(cell), mark or "error")
        else:
            self.bubble.hide()

    def _fit(self) -> None:
        """Columns and rows fill the view, as far as the headings allow."""
        grid = self.grid_model.grid
        widths = fitting.column_widths(grid, self.viewport().width(), self._heading_size)
        for column, width in enumerate(widths):
            self.setColumnWidth(column, width)
        needed = fitting.needed_heights(grid, widths, self._heading_size)
        self.setMaximumHeight(sum(fitting.highest(needed)) + 2 * self.frameWidth())
        for row, height in enumerate(fitting.row_heights(needed, self.viewport().height())):
            self.setRowHeight(row, height)

    def _heading_size(self, slot: Slot, width: int) -> QSize:
        return heading_size(slot, width, self.font())


_DIRECTIONS: dict[QAbstractItemView.CursorAction, Direction] = {
    QAbstractItemView.CursorAction.MoveLeft: "left",
    QAbstractItemView.CursorAction.MoveRight: "right",
    QAbstractItemView.CursorAction.MoveUp: "up",
    QAbstractItemView.CursorAction.MoveDown: "down",
    QAbstractItemView.CursorAction.MoveNext: "next",
    QAbstractItemView.CursorAction.MovePrevious: "previous",
}
_KEEPING = (
    QAbstractItemView.EditTrigger.EditKeyPressed,
    QAbstractItemView.EditTrigger.DoubleClicked,
)


def _id(slot: Slot) -> str:
    return slot.cell.id if slot.cell else ""
