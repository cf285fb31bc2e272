"""Where a key leads in a grid: only cells, headings are passed over."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView

from core.forms.layout import Direction, Grid, Slot

Action = QAbstractItemView.CursorAction


def goal(grid: Grid, here: Slot, action: Action, ctrl: bool) -> Slot | None:
    """The cell that a key leads to from the cell `here`; None at the edge."""
    if here.cell is None:
        return grid.cell_rows[0][0]
    return _edge(grid, here, action) if ctrl else _near(grid, here, action)


def along(grid: Grid, here: Slot, forward: bool, past_totals: bool) -> Slot | None:
    """The cell that Tab leads to, or Shift+Tab; None where it leads out of the grid."""
    slot: Slot | None = here
    while slot and slot.cell:
        slot = grid.neighbour(slot.cell.id, "next" if forward else "previous")
        if slot is None or not (past_totals and slot.cell and slot.cell.is_total):
            break
    return slot


def towards(key: int, back: bool) -> Direction:
    """Where a key that ends an edit leads; Enter down, and up where it is pressed with Shift."""
    if key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
        return "left" if key == Qt.Key.Key_Left else "right"
    enter = key in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
    return "up" if key == Qt.Key.Key_Up or (enter and back) else "down"


def under_heading(grid: Grid, heading: Slot) -> list[Slot]:
    """The cells of a row label's rows, or of a column heading's columns below it; none for words.

    In a grid of several tables a column ends where the next heading stands.
    """
    match heading.role:
        case "row_header":
            rows = range(heading.row, heading.row + heading.rows)
            return [slot for row in grid.cell_rows for slot in row if slot.row in rows]
        case "column_header":
            columns = range(heading.column, heading.column + heading.columns)
            below = [s for s in grid.slots if s.row >= heading.row + heading.rows]
            ends = [s.row for s in below if s.role in ("caption", "corner")]
            end = min(ends, default=grid.rows)
            return [s for s in below if s.cell and s.column in columns and s.row < end]
        case "corner":
            return [slot for row in grid.cell_rows for slot in row] if grid.header_rows else []
    return []


def _near(grid: Grid, here: Slot, action: Action) -> Slot | None:
    row = _row_of(grid, here)
    match action:
        case Action.MoveHome:
            return row[0]
        case Action.MoveEnd:
            return row[-1]
        case Action.MovePageUp:
            return _in_column(grid.cell_rows[0], here)
        case Action.MovePageDown:
            return _in_column(grid.cell_rows[-1], here)
    direction = _DIRECTIONS.get(action)
    return grid.neighbour(here.cell.id, direction) if direction and here.cell else None


def _edge(grid: Grid, here: Slot, action: Action) -> Slot:
    """Where Ctrl leads to: the ends of the table, of the row, of the column."""
    rows = grid.cell_rows
    match action:
        case Action.MoveHome:
            return rows[0][0]
        case Action.MoveEnd:
            return rows[-1][-1]
        case Action.MoveUp:
            return _in_column(rows[0], here)
        case Action.MoveDown:
            return _in_column(rows[-1], here)
    return _row_of(grid, here)[0 if action == Action.MoveLeft else -1]


def _row_of(grid: Grid, here: Slot) -> tuple[Slot, ...]:
    return next(row for row in grid.cell_rows if here in row)


def _in_column(row: tuple[Slot, ...], here: Slot) -> Slot:
    return min(row, key=lambda slot: abs(slot.column - here.column))


_DIRECTIONS: dict[Action, Direction] = {
    Action.MoveLeft: "left",
    Action.MoveRight: "right",
    Action.MoveUp: "up",
    Action.MoveDown: "down",
    Action.MoveNext: "next",
    Action.MovePrevious: "previous",
}
