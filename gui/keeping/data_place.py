"""Where the data are: another folder for them, and what to do where theirs is not there."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from core.refusal import Refused
from core.store.data_folder import (
    DataFolderMissing,
    choose_folder,
    chosen_folder,
    copy_data,
    has_data,
)
from gui.keeping.backup_keeper import BackupKeeper
from gui.shared.desk import Desk
from gui.shared.questions import choose, confirm, tell

OTHER, DEFAULT = 1, 2  # of the ways out, where 0 is to try again


def change_folder(desk: Desk, keeper: BackupKeeper, parent: QWidget) -> bool:
    """Asks for another folder and has the next window work there; whether it is to be opened.

    The data are copied there, unless there are some already and the clerk wants to go on with
    those; what is in the former folder stays. Raises Refused, having changed nothing.
    """
    usual = desk.usual
    named = QFileDialog.getExistingDirectory(parent, "新的数据文件夹", str(desk.data))
    folder = Path(named)
    if usual is None or not named or folder == desk.data:
        return False
    left = f"原来的数据留在“{desk.data}”，不再更新。"
    if has_data(folder):
        question = f"“{folder}”里已经有年报的数据，改用那里的数据吗？{left}"
        if not confirm(parent, "更改数据文件夹", question, "改用", "不改"):
            return False
    else:
        question = f"全部数据会复制到“{folder}”，以后都存在那里。{left}现在更改吗？"
        if not confirm(parent, "更改数据文件夹", question, "复制并改用", "不改"):
            return False
        reports = desk.reports
        keeper.wait("正在复制数据", lambda told: copy_data(reports, folder, reports.forms, told))
    choose_folder(usual, folder)
    desk.next_data = folder
    return True


def find_data(usual: Path) -> Path | None:
    """The data folder, asked for where the one that was chosen is not there; None to give up."""
    while True:
        try:
            return chosen_folder(usual)
        except DataFolderMissing as missing:
            if not _ask(usual, str(missing)):
                return None


def _ask(usual: Path, sentence: str) -> bool:
    """Whether to look again, once the clerk has plugged the stick in or chosen a folder."""
    question = f"{sentence}\n\n默认的文件夹是“{usual}”，那里可能没有最近填的内容。"
    way = choose(None, question, ("再试一次", "另选文件夹…", "用默认文件夹"), "退出")
    try:
        if way == OTHER:
            if named := QFileDialog.getExistingDirectory(None, "数据所在的文件夹"):
                choose_folder(usual, Path(named))
        elif way == DEFAULT:
            choose_folder(usual, usual)
    except Refused as refusal:
        tell(None, str(refusal))
    return way is not None
