"""A grid of the form as a Qt model: headings and cells where the form prints them.

The model owns no value; it shows the report's and turns typing into edits.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    Qt,
)

from core.checks.findings import Finding
from core.forms.definition import Cell
from core.forms.layout import Grid, Slot
from core.forms.rules import Severity
from core.report.edits import Edit, set_cells
from core.report.values import ValueRefused, parse_value
from core.session import SessionChange
from gui.shared.index import NO_INDEX, Index
from gui.shared.live_report import LiveReport
from gui.shared.plain import tool_tip

FIXED = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
EDITABLE = FIXED | Qt.ItemFlag.ItemIsEditable
HEADING = Qt.ItemFlag.NoItemFlags


@dataclass(frozen=True)
class Look:
    """How a cell looks now.

    `note` prints after the text; `mark` is the gravest finding; it is `muted` where another cell
    is likely to blame for it; `calculated` says whether the text is a total nobody typed, complete
    or not; a `rejected` text could not be stored.
    """

    text: str
    note: str
    mark: Severity | None
    calculated: Literal["complete", "partial"] | None
    rejected: bool
    muted: bool = False


class Rejection(NamedTuple):
    """A text that could not be stored, and the sentence that says why."""

    text: str
    reason: str


class TableModel(QAbstractTableModel):
    """One grid over the live report.

    Text that could not be stored is kept in `rejected` and shown, so that nothing typed is lost.
    """

    def __init__(self, live: LiveReport, grid: Grid, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.live = live
        self.grid = grid
        self.rejected: dict[str, Rejection] = {}
        live.changed.connect(self._on_changed)

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

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        cell = self.cell_at(index)
        if cell is None or role != Qt.ItemDataRole.EditRole:
            return False
        text = str(value)
        if self.live.apply(lambda: set_cells(self.live.report, {cell.id: text}), origin=self):
            self.accept(cell.id)
            return True
        self.rejected[cell.id] = Rejection(text, self.live.refusal)
        self._repaint(cell.id)
        return False

    def store_rejected(self) -> str:
        """Tries again to store what could not be stored; a cell that still cannot, or ""."""
        for cell_id, rejection in tuple(self.rejected.items()):
            self.setData(self.index_of(cell_id), rejection.text)
        return next(reversed(self.rejected), "")

    def unstored_edits(self) -> list[Edit]:
        """What could not be stored. Raises Refused where it is no value."""
        report = self.live.report
        return [set_cells(report, {cell: kept.text}) for cell, kept in self.rejected.items()]

    def accept(self, cell_id: str) -> None:
        """Shows what is stored in a cell, no longer what could not be."""
        if self.rejected.pop(cell_id, None):
            self._repaint(cell_id)

    def look_of(self, cell: Cell) -> Look:
        """How a cell looks, for the delegate: one call, for painting asks for every cell."""
        findings = self.live.checked.by_cell.get(cell.id)
        total = self.live.totals.get(cell.id)
        rejected = cell.id in self.rejected
        return Look(
            text=self._shown(cell),
            note=self.live.report.notes.get(cell.id, ""),
            mark="error" if rejected else findings[0].severity if findings else None,
            calculated=("complete" if total.complete else "partial") if total else None,
            rejected=rejected,
            muted=not rejected and self._is_muted(cell, findings or ()),
        )

    def _is_muted(self, cell: Cell, findings: tuple[Finding, ...]) -> bool:
        """Whether what is wrong in a cell is most likely the fault of another, or of a text."""
        if not findings or cell.id in self.live.checked.suspects:
            return False
        return all(f.culprits or f.is_follow_on or f.spans for f in findings)

    def takes_unit(self, index: Index) -> bool:
        """Whether a unit is written behind the figure at a position."""
        cell = self.cell_at(index)
        return cell is not None and bool(cell.column.units)

    def refusal_of(self, index: Index, text: str) -> str | None:
        """Why the text is no value for the cell at a position; None where it is one."""
        cell = self.cell_at(index)
        try:
            if cell:
                parse_value(text, cell.column)
        except ValueRefused as refusal:
            return str(refusal)
        return None

    def findings_text(self, cell: Cell) -> str:
        """What is wrong in a cell, a sentence a line; "" where nothing is."""
        if rejection := self.rejected.get(cell.id):
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
                return tool_tip(self.findings_text(cell)) or None
            case Qt.ItemDataRole.AccessibleTextRole:
                return " ".join((*cell.path, self._shown(cell) or "空"))
        return None

    def _shown(self, cell: Cell) -> str:
        total = self.live.totals.get(cell.id)
        return self._typed(cell) or (str(total.number) if total else "")

    def _typed(self, cell: Cell) -> str:
        if rejection := self.rejected.get(cell.id):
            return rejection.text
        value = self.live.report.cells.get(cell.id)
        return value.text if value else ""

    def _on_changed(self, change: SessionChange) -> None:
        for target in change.targets:
            if target.startswith("cells."):
                self.accept(target.removeprefix("cells."))
        # Exact cells, never a range: a range would wipe what is being typed in another cell.
        for cell_id in change.cells & self.grid.by_cell.keys():
            self._repaint(cell_id)

    def _repaint(self, cell_id: str) -> None:
        index = self.index_of(cell_id)
        self.dataChanged.emit(index, index)


_TEXT_ROLES = (
    Qt.ItemDataRole.DisplayRole,
    Qt.ItemDataRole.ToolTipRole,
    Qt.ItemDataRole.AccessibleTextRole,
)
