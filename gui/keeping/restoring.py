"""Going back to a backup: a look at what differs, then all of it or one report."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QWidget

from core.report.places import name_of_year
from core.report.report import Report
from core.store.copies import opened_copy, restore
from core.store.differences import Difference, differences
from core.store.reports import Reports
from core.taking_in import take_in
from gui.keeping.backup_keeper import BackupKeeper
from gui.keeping.backup_preview import BackupPreview
from gui.shared.desk import Desk
from gui.shared.modal import show_modal
from gui.shared.questions import confirm


def preview_and_restore(
    desk: Desk, keeper: BackupKeeper, parent: QWidget, path: Path, name: str
) -> bool:
    """Shows what differs from the copy at `path`, called `name`; whether anything was restored.

    Raises Refused, having changed nothing.
    """
    found = keeper.wait("正在比较", lambda _: _differences(desk.reports, path))
    preview = BackupPreview(name, found, parent)
    wanted = show_modal(preview)
    everything, chosen = preview.everything, preview.chosen
    if not wanted:
        return False
    if everything:
        return _restore_all(desk, keeper, parent, path, name, found)
    if chosen and chosen.there:
        return _restore_one(desk, keeper, parent, chosen, chosen.there, name)
    return False


def _differences(reports: Reports, path: Path) -> list[Difference]:
    with opened_copy(path, reports.forms) as copy:
        return differences(reports, copy)


def _restore_all(
    desk: Desk,
    keeper: BackupKeeper,
    parent: QWidget,
    path: Path,
    name: str,
    found: Sequence[Difference],
) -> bool:
    gone = sum(difference.there is None for difference in found)
    loss = f"现在有、备份里没有的{gone}份年报会没有了。" if gone else ""
    question = (
        f"现在的全部数据会换成{name}里的。{loss}"
        "换之前先把现在的数据备份一份，所以还能换回来。恢复全部吗？"
    )
    if not confirm(parent, "恢复全部", question, "恢复全部") or not keeper.make_before("恢复"):
        return False
    database, forms = desk.reports.database, desk.reports.forms
    keeper.wait("正在恢复", lambda told: restore(database, path, forms, told))
    desk.close_report()
    desk.say(f"已恢复{name}；恢复前的数据也在备份里。")
    return True


def _restore_one(
    desk: Desk,
    keeper: BackupKeeper,
    parent: QWidget,
    chosen: Difference,
    report: Report,
    name: str,
) -> bool:
    which = f"{report.agency.name}{name_of_year(report.year, report.version)}的年报"
    question = (
        f"{which}会换成{name}里的内容，可以撤销；别的年报不动。恢复吗？"
        if chosen.here
        else f"{which}现在没有了，会照{name}里的内容重新建一份；别的年报不动。恢复吗？"
    )
    if not confirm(parent, "恢复这份年报", question, "恢复") or not keeper.make_before("恢复"):
        return False
    session = take_in(desk.reports, report, "从备份恢复")
    desk.open_report(session.report_id)
    desk.say(f"已从{name}恢复{which}。")
    return True
