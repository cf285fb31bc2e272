"""What to do where the data file is damaged: the clerk decides, and nothing is thrown away."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path

from core.store.database import (
    FILE_NAME,
    DataFile,
    StoreDamaged,
    StoreRefused,
    open_database,
)
from core.store.salvage import salvage, set_aside
from gui.questions import choose, tell


def open_or_rescue(
    folder: Path,
    open_file: Callable[[Path], DataFile] = open_database,
    backup: Callable[[], Path | None] = lambda: None,
) -> DataFile:
    """Opens the data file; of a damaged one, what the clerk wants done with it.

    `backup` gives the newest good backup, None where there is none. Raises StoreRefused where
    the file cannot be opened, or the clerk leaves it as it is.
    """
    sentence = ""
    while True:
        try:
            return open_file(folder)
        except StoreDamaged as damaged:
            act = _ask(sentence or f"数据文件“{folder / FILE_NAME}”已损坏。", backup())
            if act is None:
                raise StoreRefused(str(damaged)) from damaged
            try:
                sentence = ""
                act(folder)
            except (StoreRefused, OSError) as refusal:
                sentence = str(refusal) if isinstance(refusal, StoreRefused) else "没有成功。"


def _ask(sentence: str, backup: Path | None) -> Callable[[Path], None] | None:
    """What the clerk wants done; None for nothing."""
    acts: dict[str, Callable[[Path], None]] = {"抢救读得出的内容": _salvage}
    if backup:
        acts["改用最近的备份"] = partial(_take, backup)
    acts["另起一个空的数据文件"] = _start_anew
    question = (
        f"{sentence}\n\n可以先抢救：读得出的内容存进一个新的数据文件，每份年报打开时再核对。"
        "不管选哪一种，损坏的文件都改名留在原来的文件夹里，不会删除。"
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


def _take(backup: Path, folder: Path) -> None:
    aside = set_aside(folder, datetime.now())
    shutil.copy(backup, folder / FILE_NAME)
    tell(None, f"已改用备份“{backup.name}”，备份以后填的内容不在里面。损坏的文件留在“{aside}”。")


def _start_anew(folder: Path) -> None:
    tell(None, f"已另起一个空的数据文件。损坏的文件留在“{set_aside(folder, datetime.now())}”。")
