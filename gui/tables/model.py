"""A grid of the form as a Qt model: headings and cells where the form prints them.

The model owns no value; it shows the report's and turns typing into edits.
"""

from __future__ import annotations

from typing import Any, Literal

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    Qt,
)

from core.checks.findings import SEVERITY_NAMES, Repair
from core.forms.definition import Cell
from core.forms.layout import Grid, Slot
from core.forms.rules import Severity
from core.record import record
from core.report.edits import Edit, set_cells
from core.report.sums import worked_out
from core.report.values import ValueRefused, parse_value
from core.session import SessionChange
from gui.shared.index import NO_INDEX, Index
from gui.shared.live_report import LiveReport, Rejection
from gui.shared.plain import tool_tip
from gui.shared.ways import Ways
from gui.tables.here import Here, Selected, repair_of

FIXED = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
EDITABLE = FIXED | Qt.ItemFlag.ItemIsEditable
HEADING = Qt.ItemFlag.NoItemFlags


@record
class Look:
    """How a cell looks now.

    `note` prints after the text; `mark` is the gravest finding that the cell is likely to blame
    for; `calculated` says whether the text is a total nobody typed, complete or not; a `rejected`
    text could not be stored. `last_year` is last year's value where it stands beside, else "", and
    `offered` what last year's report says of a blank cell, else "".
    """

    text: str
    note: str
    mark: Severity | None
    calculated: Literal["complete", "partial"] | None
    rejected: bool
    last_year: str = ""
    offered: str = ""


class TableModel(QAbstractTableModel):
    """One grid over the live report.

    Text that could not be stored is kept by the live report and shown, so that nothing typed is
    lost.
    """

    def __init__(
        self, live: LiveReport, grid: Grid, ways: Ways, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.live = live
        self.grid = grid
        self._ways = ways
        live.changed.connect(self._on_changed)
        live.rejected_changed.connect(self._repaint)

    @property
    def rejected(self) -> dict[str, Rejection]:
        """What could not be stored in this grid's cells, the latest last."""
        kept = self.live.rejected
        return {cell: kept[cell] for cell in kept if cell in self.grid.by_cell}

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        return 0 if parent.isValid() else self.grid.rows

    def columnCount(self, parent: Index = NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self.grid.widths)

    def slot_at(self, index: Index) -> Slot:
        """The heading or cell that covers a position."""
        return self.grid.by_position[index.row(), index.column()]

    def cell_at(self, index: Index) -> Cell | None:
        """The cell at a position; None for a heading or no position."""
        return self.slot_at(index).cell if index.isValid() else None

    def index_of(self, cell_id: str) -> QModelIndex:
        """Where a cell is; an invalid index where it is not in this grid."""
        slot = self.grid.by_cell.get(cell_id)
        return self.index(slot.row, slot.column) if slot else NO_INDEX

    def flags(self, index: Index) -> Qt.ItemFlag:
        if self.cell_at(index) is None:
            return HEADING
        return FIXED if self.live.report.is_final else EDITABLE

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        slot = self.slot_at(index)
        if slot.cell is None:
            return slot.text if role in _TEXT_ROLES else None
        return self._cell_data(slot.cell, role)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """The headings above a column or before a row of cells, for those who hear them."""
        if role not in _TEXT_ROLES:
            return None
        across = orientation == Qt.Orientation.Horizontal
        for slot in self.grid.by_cell.values():
            if slot.cell and section == (slot.column if across else slot.row):
                line = slot.cell.column if across else slot.cell.row
                return "，".join((*line.under, line.label))
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        cell = self.cell_at(index)
        if cell is None or role != Qt.ItemDataRole.EditRole:
            return False
        text, report = str(value), self.live.report
        if self.live.apply(lambda: set_cells(report, {cell.id: worked_out(text)}), origin=self):
            self.live.accept(cell.id)
            return True
        self.live.reject(cell.id, text, self.live.refusal)
        return False

    def store_rejected(self) -> str:
        """Tries again to store what could not be stored; a cell that still cannot, or ""."""
        for cell_id, rejection in self.rejected.items():
            self.setData(self.index_of(cell_id), rejection.text)
        return next(reversed(self.rejected), "")  # asked anew: what is stored is rejected no more

    def unstored_edits(self) -> list[Edit]:
        """What could not be stored. Raises Refused where it is no value."""
        report = self.live.report
        return [
            set_cells(report, {cell: worked_out(kept.text)}) for cell, kept in self.rejected.items()
        ]

    def look_of(self, cell: Cell) -> Look:
        """How a cell looks, for the delegate: one call, for painting asks for every cell."""
        total = self.live.totals.get(cell.id)
        return Look(
            text=self._shown(cell),
            note=self.live.report.notes.get(cell.id, ""),
            mark=self._mark(cell),
            calculated=("complete" if total.complete else "partial") if total else None,
            rejected=cell.id in self.live.rejected,
            last_year=self._last_year(cell) if self._ways.last_year else "",
            offered=self._offered(cell),
        )

    def here(self, cell: Cell, selected: Selected | None = None) -> Here:
        """What there is to say of a cell, and of those `selected` with it."""
        checked, mark = self.live.checked, self._mark(cell)
        rejection = self.live.rejected.get(cell.id)
        sentence = rejection.reason if rejection else ""
        repair = None if rejection else repair_of(checked, cell.id)
        if mark and not rejection:
            sentence = checked.blamed[cell.id][0].message
        elif offered := self._offered(cell):
            sentence = f"按上年的年报是 {offered}：可以采用，也可以照实填。"
            repair = Repair({cell.id: checked.offers[cell.id]})
        return Here(
            cell.id,
            sentence,
            mark,
            repair,
            self.live.report.sources.get(cell.id, ""),
            selected,
        )

    def _mark(self, cell: Cell) -> Severity | None:
        if cell.id in self.live.rejected:
            return "error"
        findings = self.live.checked.blamed.get(cell.id)
        return findings[0].severity if findings else None

    def _last_year(self, cell: Cell) -> str:
        """Last year's value; "" for 0 and where it is not known."""
        return str(self.live.session.last_year(cell.id) or "")

    def _offered(self, cell: Cell) -> str:
        if cell.id in self.live.rejected:
            return ""
        return str(self.live.checked.offers.get(cell.id, ""))

    def takes_unit(self, index: Index) -> bool:
        """Whether a unit is written behind the figure at a position."""
        cell = self.cell_at(index)
        return cell is not None and bool(cell.column.units)

    def refusal_of(self, index: Index, text: str) -> str | None:
        """Why the text is no value for the cell at a position; None where it is one."""
        cell = self.cell_at(index)
        try:
            if cell:
                parse_value(worked_out(text), cell.column)
        except ValueRefused as refusal:
            return str(refusal)
        return None

    def findings_text(self, cell: Cell) -> str:
        """What is wrong in a cell, a sentence a line; "" where nothing is."""
        if rejection := self.live.rejected.get(cell.id):
            return rejection.reason
        findings = self.live.checked.by_cell.get(cell.id, ())
        sentences = [finding.message for finding in findings]
        if (value := self.live.checked.suspects.get(cell.id)) is not None:
            sentences.append(f"从合计推算，这一格可能应填 {value}。")
        return "\n".join(sentences)

    def _cell_data(self, cell: Cell, role: int) -> Any:
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._shown(cell)
            case Qt.ItemDataRole.EditRole:
                return self._typed(cell)
            case Qt.ItemDataRole.ToolTipRole:
                return tool_tip("\n".join(filter(None, self._told(cell)))) or None
            case Qt.ItemDataRole.AccessibleTextRole:
                return self._spoken(cell)
        return None

    def _told(self, cell: Cell) -> tuple[str, str]:
        """What is wrong in a cell, and who gave its number."""
        source = self.live.report.sources.get(cell.id)
        return self.findings_text(cell), f"数据来源：{source}" if source else ""

    def _spoken(self, cell: Cell) -> str:
        """Row, column, value and state, for those who hear it."""
        look = self.look_of(cell)
        states = {
            "已定稿": self.live.report.is_final,
            "没有存上": look.rejected,
            SEVERITY_NAMES[look.mark or "error"]: look.mark is not None and not look.rejected,
            "软件合计": look.calculated == "complete",
            "还没有填全的合计": look.calculated == "partial",
            f"上年 {look.last_year}": bool(look.last_year),
        }
        row = "，".join((*cell.row.under, cell.row.label))
        column = "，".join((*cell.column.under, cell.column.label))
        state = "，".join(words for words, holds in states.items() if holds)
        said = (row, column, (look.text or "空") + look.note, state, *self._told(cell))
        return "；".join(filter(None, said))

    def _shown(self, cell: Cell) -> str:
        total = self.live.totals.get(cell.id)
        return self._typed(cell) or (str(total.number) if total else "")

    def _typed(self, cell: Cell) -> str:
        if rejection := self.live.rejected.get(cell.id):
            return rejection.text
        value = self.live.report.cells.get(cell.id)
        return value.text if value else ""

    def _on_changed(self, change: SessionChange) -> None:
        sources = set()
        for target in change.targets:
            kind, _, key = target.partition(".")
            if kind == "cells":
                self.live.accept(key)
            elif kind == "sources":
                sources.add(key)
        # Exact cells, never a range: a range would wipe what is being typed in another cell.
        for cell_id in change.cells | sources:
            self._repaint(cell_id)

    def _repaint(self, cell_id: str) -> None:
        index = self.index_of(cell_id)
        if index.isValid():
            self.dataChanged.emit(index, index)


_TEXT_ROLES = (
    Qt.ItemDataRole.DisplayRole,
    Qt.ItemDataRole.ToolTipRole,
    Qt.ItemDataRole.AccessibleTextRole,
)
