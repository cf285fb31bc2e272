"""Acts on the selected cells of a table as one step of undo: copy, paste, blank, fill."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication

from core.forms.layout import Slot
from core.refusal import Refused
from core.report.edits import Edit, fill_zeros, set_cells
from core.report.sums import worked_out
from gui.shared.live_report import LiveReport
from gui.tables.clipboard import (
    Block,
    cut_block,
    holds_table,
    place_block,
    read_block,
    write_block,
)
from gui.tables.sheet import SheetView


class Blocks(QObject):
    """What one view does with its selection. `table_pasted` is the view's."""

    table_pasted = Signal(object)

    def __init__(self, view: SheetView, live: LiveReport) -> None:
        super().__init__(view)
        self._view = view
        self._live = live

    def selected(self) -> list[list[Slot]]:
        """The selected cells, row by row."""
        chosen = {(index.row(), index.column()) for index in self._view.selectedIndexes()}
        rows = [
            [slot for slot in row if (slot.row, slot.column) in chosen]
            for row in self._view.grid_model.grid.cell_rows
        ]
        return [row for row in rows if row]

    @property
    def ids(self) -> list[str]:
        """The ids of the selected cells, row by row."""
        return [_id(slot) for row in self.selected() for slot in row]

    def copy(self) -> None:
        """Puts the selected cells on the clipboard, as Excel and WPS read them."""
        model = self._view.grid_model
        texts = [
            [model.index(s.row, s.column).data() or "" for s in row] for row in self.selected()
        ]
        QGuiApplication.clipboard().setText(write_block(texts))

    def paste(self) -> None:
        """Enters the clipboard's block from the selection's first cell on, all of it or nothing."""
        text = QGuiApplication.clipboard().text()
        if text and self._is_table_of_another_shape(text):
            many = len(self._view.selectedIndexes()) > 1
            self.table_pasted.emit(partial(self._paste_selected, text) if many else None)
        elif text:
            self._enter(lambda: self._pasted(read_block(text)), "粘贴")

    def blank(self) -> None:
        """Blanks the selected cells."""
        self._enter(lambda: dict.fromkeys(self.ids, ""), "清除")

    def fill(self, text: str) -> None:
        """Enters one text into every selected cell."""
        self._enter(lambda: self._checked(dict.fromkeys(self.ids, text), "没有填充"), "填充")

    def fill_down(self) -> None:
        """Repeats the first selected row in those below; of one row alone, the one above it."""
        rows = self.selected()
        grid = self._view.grid_model.grid
        if len(rows) == 1:
            above = {_id(slot): grid.neighbour(_id(slot), "up") for slot in rows[0]}
            sources = {cell: _id(slot) for cell, slot in above.items() if slot}
        else:
            first = {slot.column: _id(slot) for slot in rows[0]}
            sources = {
                _id(slot): first[slot.column]
                for row in rows[1:]
                for slot in row
                if slot.column in first
            }
        typed = {cell: value.text for cell, value in self._live.report.cells.items()}
        texts = {cell: typed.get(source, "") for cell, source in sources.items()}
        self._enter(lambda: self._checked(texts, "没有向下填充"), "向下填充")

    def zeros(self) -> Edit:
        """补零: 0 into the blank cells of the selection, of the table where but one is selected."""
        chosen = self.ids
        table = self._view.grid_model.grid.by_cell
        return fill_zeros(self._live.report, chosen if len(chosen) > 1 else table)

    def _enter(self, make_texts: Callable[[], dict[str, str]], what: str) -> None:
        def enter() -> None:
            texts = make_texts()
            edit = set_cells(self._live.report, texts, what)
            self._live.session.apply(edit, origin=self._view)
            for cell_id in texts:
                self._live.accept(cell_id)

        self._live.attempt(enter)

    def _pasted(self, block: Block) -> dict[str, str]:
        """The block by cell. A single value fills the whole selection. Raises Refused."""
        selected = self.ids
        if len(block) == len(block[0]) == 1 and len(selected) > 1:
            texts = dict.fromkeys(selected, block[0][0])
        else:
            first = selected[0] if selected else self._view.current_cell
            texts = place_block(block, self._view.grid_model.grid, first)
        return self._checked(texts)

    def _checked(self, texts: dict[str, str], not_done: str = "没有粘贴") -> dict[str, str]:
        """The texts, each a value of its cell, sums worked out. Raises Refused."""
        for cell_id, text in texts.items():
            index = self._view.grid_model.index_of(cell_id)
            if refusal := self._view.grid_model.refusal_of(index, text):
                name = "·".join(self._live.report.form.cells[cell_id].path[-2:])
                raise Refused(f"{not_done}：{name}的{refusal}")
        return {cell_id: worked_out(text) for cell_id, text in texts.items()}

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
        self._enter(lambda: self._checked(cut_block(read_block(text), self.selected())), "粘贴")


def _id(slot: Slot) -> str:
    return slot.cell.id if slot.cell else ""
