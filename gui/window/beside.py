"""What is asked and written beside figures: 括注, and 数据来源."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping

from PySide6.QtWidgets import QWidget

from core.report.edits import Edit, set_note, set_sources
from core.report.report import Report
from gui.shared.desk import Desk
from gui.shared.questions import ask_note, ask_source


def write_note(desk: Desk) -> None:
    """括注 of the current cell."""
    if desk.live:
        hint = "括注印在表里的数字后面：请先选中一格。"
        _write(desk, desk.live.report.notes, ask_note, set_note, hint)


def write_source(desk: Desk, chosen: Collection[str]) -> None:
    """数据来源 of the current cell, and of all that are `chosen` with it."""

    def edit(report: Report, cell: str, source: str) -> Edit:
        return set_sources(report, chosen if cell in chosen else (cell,), source)

    if desk.live:
        hint = "数据来源是一格的数由谁提供：请先选中一格。"
        _write(desk, desk.live.report.sources, ask_source, edit, hint)


def _write(
    desk: Desk,
    written: Mapping[str, str],
    ask: Callable[[QWidget, str, str], str | None],
    edit: Callable[[Report, str, str], Edit],
    hint: str,
) -> None:
    """Asks for what is `written` beside the current cell; says the `hint` outside of one."""
    live = desk.live
    cell = live.report.form.cells.get(desk.place) if live else None
    if live is None or cell is None:
        desk.say(hint, "hint")
        return
    text = ask(desk.window, "·".join(cell.path[-2:]), written.get(cell.id, ""))
    if text is not None:
        live.session.apply(edit(live.report, cell.id, text))
