"""Where to go on when the open data file was deleted, moved away or replaced."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFileDialog

from core.refusal import Refused
from core.store.data_folder import choose_folder
from gui.shared.desk import Desk
from gui.shared.questions import choose, tell

BACK, ELSEWHERE = 0, 1  # the ways out


class NewPlace:
    """Asks once, however many writes are refused meanwhile."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._asking = False

    def ask_soon(self) -> None:
        """Asks as soon as what was refused has ended."""
        if not self._asking:
            self._asking = True
            QTimer.singleShot(0, self._ask)

    def _ask(self) -> None:
        try:
            folder = self._chosen_folder()
            if folder is None:
                return
            self._desk.reports.move_to(folder)
            if self._desk.usual:
                choose_folder(self._desk.usual, folder)  # where the next start looks
        except Refused as refusal:
            tell(self._desk.window, str(refusal))
            return
        finally:
            self._asking = False
        if self._desk.commit_pending_edit():  # what was refused before
            self._desk.say(f"全部内容已存到“{folder}”，接着在那里保存。")

    def _chosen_folder(self) -> Path | None:
        former = self._desk.reports.folder
        question = (
            "数据文件被删除、移走或换掉了，刚才填的没有存上。\n\n"
            f"它原来在“{former}”。已经存上的内容还在软件里，现在存到一个地方就不会丢；"
            "不存就关闭软件，会丢掉全部内容。"
        )
        way = choose(self._desk.window, question, ("存回原处", "存到别处…"), "以后再说")
        if way == BACK:
            return former
        named = ""
        if way == ELSEWHERE:
            named = QFileDialog.getExistingDirectory(self._desk.window, "数据存到哪个文件夹")
        return Path(named) if named else None
