"""The dialog 备份与恢复: what backups there are, where they go, and the way back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
)

from core.refusal import Refused
from core.store.backups import Backup
from gui.keeping.backup_keeper import BackupKeeper
from gui.keeping.data_place import change_folder
from gui.keeping.restoring import preview_and_restore
from gui.shared.days import when
from gui.shared.desk import Desk
from gui.shared.modal import show_modal
from gui.shared.plain import Label, tool_tip
from gui.shared.questions import tell
from gui.shared.window_place import resize_within_screen

SIZE = QSize(760, 520)
COPIES = "年报备份 (*.db)"
TIME, REASON, BYTES, PLACE, STATE = range(5)


class BackupDialog(QDialog):
    """Closes once data are restored or moved, for then the window shows something else."""

    def __init__(self, desk: Desk, keeper: BackupKeeper) -> None:
        super().__init__(desk.window)
        self._desk = desk
        self._keeper = keeper
        self.setWindowTitle("备份与恢复")
        resize_within_screen(self, SIZE)
        self.last = Label()
        self.second = Label()
        self.folder = Label()
        self.list = QTreeWidget()
        self.now = self._button("立即备份(&B)", self.back_up)
        self.choose = self._button("选择…(&S)", self.choose_second)
        self.drop = self._button("不再使用", self.drop_second)
        self.move_data = self._button("更改…(&C)", self.move_to_folder)
        self.restore = self._button("查看与恢复…(&R)", self.restore_current)
        self.restore_file = self._button("从文件恢复…(&F)", self.restore_from_file)
        self.save = self._button("另存一份到U盘…(&U)", self.save_copy)
        self.close_ = self._button("关闭", self.reject)
        self._lay_out()
        self._backups: list[Backup] = []
        self._items: list[QTreeWidgetItem] = []  # of the backups, in the same order
        self.list.itemActivated.connect(lambda: self._attempt(self.restore_current))
        self.list.currentItemChanged.connect(self._show_choice)
        self._show()

    def done(self, result: int) -> None:
        self._items = []
        super().done(result)

    # ---- what the buttons do ----

    def back_up(self) -> None:
        """立即备份."""
        if self._keeper.make("手动") is None:
            tell(self, "还没有年报，没有要备份的内容。")
        self._show()

    def choose_second(self) -> None:
        """Asks for the second folder, and puts a first backup there."""
        named = QFileDialog.getExistingDirectory(self, "第二个备份位置（如U盘、D盘）")
        if named:
            self._keeper.set_second(Path(named))
            self.back_up()

    def drop_second(self) -> None:
        """Makes no more backups in the second folder; those that are there stay."""
        self._keeper.set_second(None)
        self._show()

    def move_to_folder(self) -> None:
        """Puts the data into another folder."""
        if change_folder(self._desk, self._keeper, self):
            self.accept()
            self._desk.window.close()

    def restore_current(self) -> None:
        """Shows what differs from the chosen backup, and restores what the clerk wants."""
        if (chosen := self.list.indexOfTopLevelItem(self.list.currentItem())) >= 0:
            backup = self._backups[chosen]
            self._restore(backup.paths[0], f"{when(backup.at, datetime.now())}的备份")

    def restore_from_file(self) -> None:
        """The same with a file from elsewhere, such as another computer's."""
        name, _ = QFileDialog.getOpenFileName(self, "从备份文件恢复", self._home(), COPIES)
        if name:
            self._restore(Path(name), f"“{Path(name).name}”")

    def save_copy(self) -> None:
        """Writes a copy of all data where the clerk wants it."""
        name = f"年报数据 {datetime.now():%Y-%m-%d %H%M}.db"
        chosen, _ = QFileDialog.getSaveFileName(
            self, "另存一份到U盘", str(Path(self._home()) / name), COPIES
        )
        if chosen:
            path = Path(chosen) if chosen.lower().endswith(".db") else Path(f"{chosen}.db")
            database = self._desk.reports.database
            self._keeper.wait(
                "正在保存", lambda told: self._keeper.backups.save_copy(database, path, told)
            )
            tell(self, f"全部数据已经存到“{path}”，在别的电脑上用“从文件恢复”打开。")

    def _restore(self, path: Path, name: str) -> None:
        if preview_and_restore(self._desk, self._keeper, self, path, name):
            self.accept()

    def _home(self) -> str:
        return str(self._keeper.second or Path.home())

    def _attempt(self, act: Callable[[], object]) -> None:
        try:
            act()
        except Refused as refusal:
            tell(self, str(refusal))
            self._show()

    # ---- showing ----

    def _button(self, text: str, act: Callable[[], object]) -> QPushButton:
        button = QPushButton(text)
        button.setAutoDefault(False)
        button.clicked.connect(partial(self._attempt, act))
        return button

    def _lay_out(self) -> None:
        places = QGridLayout()
        places.setColumnStretch(1, 1)
        rows = (
            ("上次备份", self.last, [self.now]),
            ("第二个备份位置", self.second, [self.choose, self.drop]),
            ("数据文件夹", self.folder, [self.move_data]),
        )
        for row, (name, label, buttons) in enumerate(rows):
            places.addWidget(Label(f"{name}："), row, 0)
            label.setWordWrap(True)
            places.addWidget(label, row, 1)
            for column, button in enumerate(buttons, start=2):
                places.addWidget(button, row, column)
        self.list.setHeaderLabels(["时间", "原因", "大小", "位置", "状态"])
        self.list.setRootIsDecorated(False)
        self.list.setAllColumnsShowFocus(True)
        self.list.setAccessibleName("备份")
        self.list.header().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        below = QHBoxLayout()
        for button in (self.restore, self.restore_file, self.save):
            below.addWidget(button)
        below.addStretch(1)
        below.addWidget(self.close_)
        column_ = QVBoxLayout(self)
        column_.addLayout(places)
        column_.addSpacing(8)
        column_.addWidget(self.list, 1)
        column_.addLayout(below)

    def _show(self) -> None:
        """Shows everything as it is now, and has the backups read through one after another."""
        keeper, now = self._keeper, datetime.now()
        self._backups = keeper.backups.all()
        newest = next(iter(self._backups), None)
        said = f"{when(newest.at, now)}（{newest.reason}）" if newest else "还没有备份"
        self.last.setText(f"{said}　{keeper.trouble}".strip())
        self.second.setText(_second_place(keeper.second))
        self.drop.setEnabled(keeper.second is not None)
        self.folder.setText(str(self._desk.data))
        self.move_data.setEnabled(self._desk.usual is not None)
        self.move_data.setToolTip(tool_tip("" if self._desk.usual else "这次是用 --data 指定的"))
        self.list.clear()
        self._items = [QTreeWidgetItem(_cells(b, keeper.backups.folder)) for b in self._backups]
        self.list.addTopLevelItems(self._items)
        if self._items:
            self.list.setCurrentItem(self._items[0])
        self._show_choice()
        self._check_from(0)

    def _show_choice(self) -> None:
        self.restore.setEnabled(self.list.currentItem() is not None)

    def _check_from(self, row: int) -> None:
        """Has the backups read through, one after another."""
        if row < len(self._items):
            then = partial(self._show_state_of, self._items, row)
            self._keeper.check(self._backups[row], then)

    def _show_state_of(self, items: list[QTreeWidgetItem], row: int, trouble: str) -> None:
        if items is self._items:  # else the list was made anew meanwhile, or is gone
            items[row].setText(STATE, "不能用" if trouble else "完好")
            items[row].setToolTip(STATE, tool_tip(trouble))
            self._check_from(row + 1)


def show_backups(desk: Desk, keeper: BackupKeeper) -> None:
    """Opens the dialog."""
    dialog = BackupDialog(desk, keeper)
    show_modal(dialog)


def _second_place(folder: Path | None) -> str:
    if folder is None:
        return "没有设；在U盘或另一个盘上再存一份，更保险"
    return str(folder) if folder.is_dir() else f"{folder}（现在找不到，U盘没有插？）"


def _cells(backup: Backup, near: Path) -> list[str]:
    places = ["数据文件夹" if path.parent == near else "第二个位置" for path in backup.paths]
    size = f"{backup.size / 1_000_000:.1f} MB"
    return [f"{backup.at:%Y-%m-%d %H:%M}", backup.reason, size, "、".join(places), "正在核对…"]
