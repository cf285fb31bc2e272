"""What to do where the data file is damaged: the clerk decides, and nothing is thrown away."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path

from core.refusal import quoted
from core.store.backups import Backup, Backups
from core.store.database import (
    FILE_NAME,
    DataFile,
    StoreDamaged,
    StoreRefused,
    StoreUnwritable,
    open_database,
    open_for_reading,
)
from core.store.differences import Difference, what_is_lost
from core.store.salvage import go_back, is_missing, salvage, set_aside
from gui.shared.questions import choose, tell

TAKE_BACKUP, START_ANEW = "改用最近的备份", "另起一个空的数据文件"
NAMED = 5  # reports that are named in a box


def open_or_rescue(
    folder: Path,
    open_file: Callable[[Path], DataFile] = open_database,
    backups: Backups | None = None,
) -> DataFile:
    """Opens the data file; of a damaged one, what the clerk wants done with it.

    One that cannot be written is opened for reading. The newest good one of `backups` is offered,
    also where the data file is missing. Raises StoreRefused where the file cannot be opened, or
    the clerk leaves it as it is.
    """
    if backups and is_missing(folder):
        _offer_backup(folder, backups)
    sentence = ""
    while True:
        try:
            return _opened(folder, open_file)
        except StoreDamaged as damaged:
            act = _ask(sentence or f"数据文件“{folder / FILE_NAME}”已损坏。", folder, backups)
            if act is None:
                raise StoreRefused(str(damaged)) from damaged
            try:
                sentence = ""
                act(folder)
            except (StoreRefused, OSError) as refusal:
                sentence = str(refusal) if isinstance(refusal, StoreRefused) else "没有成功。"


def _offer_backup(folder: Path, backups: Backups) -> None:
    """Asks what is to take the place of a data file that is missing, where there is a backup.

    Raises StoreRefused where that cannot be written, or the clerk leaves it as it is.
    """
    if (backup := backups.newest_good()) is None:
        return
    path = folder / FILE_NAME
    question = (
        f"数据文件“{path}”不见了，或者是空的：可能被移走、被别的软件删除，或断电时没有写完。\n\n"
        "知道移到了哪里的，请退出，放回原处再打开。"
        f"最近的备份是 {backup.at:%Y-%m-%d %H:%M} 做的；改用它，那以后填的内容就不在里面了。"
    )
    way = choose(None, question, (TAKE_BACKUP, START_ANEW), "退出")
    if way is None:
        raise StoreRefused(f"数据文件“{path}”不见了，或者是空的，没有打开；请放回原处再试。")
    if way == 0:
        go_back(folder, backup.paths[0], datetime.now())
        tell(None, f"已改用备份“{backup.paths[0].name}”，备份以后填的内容不在里面，请核对。")


def _opened(folder: Path, open_file: Callable[[Path], DataFile]) -> DataFile:
    try:
        return open_file(folder)
    except StoreUnwritable as unwritable:
        return open_for_reading(folder, unwritable)


def _ask(sentence: str, folder: Path, backups: Backups | None) -> Callable[[Path], None] | None:
    """What the clerk wants done; None for nothing."""
    acts: dict[str, Callable[[Path], None]] = {"抢救读得出的内容": _salvage}
    loss = ""
    if backups and (backup := backups.newest_good()):
        acts[TAKE_BACKUP] = partial(_take, backup)
        lost = what_is_lost(folder / FILE_NAME, backup.paths[0], backups.forms)
        loss = f"最近的备份是 {backup.at:%Y-%m-%d %H:%M} 做的；{_said(lost)}"
    acts[START_ANEW] = _start_anew
    question = (
        f"{sentence}\n\n可以先抢救：读得出的内容存进一个新的数据文件，每份年报打开时再核对。"
        f"{loss}不管选哪一种，损坏的文件都改名留在原来的文件夹里，不会删除。"
    )
    way = choose(None, question, tuple(acts), "退出")
    return None if way is None else list(acts.values())[way]


def _salvage(folder: Path) -> None:
    done = salvage(folder, datetime.now())
    found = (
        f"全部内容都读出来了，共 {done.reports} 份年报。"
        if done.whole
        else f"读出了 {done.reports} 份年报，但有些内容读不出来；"
        "请逐份打开核对，并与打印的或上报的对照。"
    )
    tell(None, f"{found}损坏的文件留在“{done.aside}”。")


def _said(lost: list[Difference] | None) -> str:
    """What going back to the backup would lose, in a sentence."""
    if lost is None:
        return "改用它，那以后填的内容就不在里面了。"
    if not lost:
        return "和损坏的文件里读得出的内容没有不同。"
    named = [f"{quoted(d.agency.name)}{d.year}年度（{d.what}）" for d in lost[:NAMED]]
    more = f"等 {len(lost)} 份年报" if len(lost) > NAMED else ""
    return f"改用它，下面这些现在的内容就不在里面了：{'、'.join(named)}{more}。"


def _take(backup: Backup, folder: Path) -> None:
    aside = go_back(folder, backup.paths[0], datetime.now())
    name = backup.paths[0].name
    tell(None, f"已改用备份“{name}”，备份以后填的内容不在里面。损坏的文件留在“{aside}”。")


def _start_anew(folder: Path) -> None:
    tell(None, f"已另起一个空的数据文件。损坏的文件留在“{set_aside(folder, datetime.now())}”。")
