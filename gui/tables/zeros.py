"""Zeros in the place of blanks, and what is said of them."""

from __future__ import annotations

from core.report.edits import Edit
from core.report.report import Report
from gui.shared.desk import Desk


def enter_zeros(desk: Desk, edit: Edit) -> None:
    """Stores the zeros, and says how many went where."""
    if desk.live:
        desk.live.session.apply(edit)
        desk.say(_told(desk.live.report, edit), undoable=bool(edit.changes))


def _told(report: Report, edit: Edit) -> str:
    if not edit.changes:
        return "没有空着的格，不用补零。"
    form = report.form
    cells = [form.section_of(change.target.removeprefix("cells.")) for change in edit.changes]
    counts = (f"{s.number} {cells.count(s)}个" for s in form.sections if s in cells)
    return f"补了 {len(cells)} 个 0（{'，'.join(counts)}）。"
