"""What stands beside the start page: the backups, help, and the keys."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from gui.shared.days import when
from gui.shared.desk import Desk
from gui.shared.plain import Label, caption
from gui.shared.theme import HEADING, STYLE, UNIT, lettering

if TYPE_CHECKING:
    from gui.keeping.backup_keeper import BackupKeeper

WIDTH = 300
MOST_BACKUPS = 5
KEYS = (("选年报", "↑ ↓"), ("打开", "Enter"), ("新建", "Ctrl+N"), ("打开数据包", "Ctrl+O"),
        ("导入", "Ctrl+I"), ("帮助", "F1"))  # fmt: skip


class Aside(QWidget):
    """Three lists, one below the other."""

    def __init__(self, desk: Desk, actions: Mapping[str, QAction], keeper: BackupKeeper) -> None:
        super().__init__()
        self._theme = desk.theme
        self.setStyleSheet(STYLE)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(5 * UNIT, 6 * UNIT, 5 * UNIT, 6 * UNIT)
        self._column.setSpacing(2 * UNIT)
        self._head("备份")
        backups = keeper.backups.all()[:MOST_BACKUPS]
        for backup in backups:
            self._line(when(backup.at, datetime.now()), backup.reason)
        if not backups:
            self._line("还没有；填了年报就会自动备份。", "")
        self._button(actions["backups"])
        self._head("帮助")
        self._button(actions["manual"])
        self._button(actions["filing_flow"])
        self._head("键盘")
        for what, keys in KEYS:
            self._line(what, keys)
        self._column.addStretch(1)
        aside = Label("填写的内容随时自动保存，都在这台电脑上，不上网。")
        aside.setWordWrap(True)
        aside.setEnabled(False)
        self._column.addWidget(aside)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, shades = QPainter(self), self._theme.shades
        painter.fillRect(self.rect(), shades.chrome)
        painter.fillRect(0, 0, 1, self.height(), shades.line)

    def _head(self, words: str) -> None:
        if self._column.count():
            self._column.addSpacing(4 * UNIT)
        head = Label(words)
        head.setFont(lettering(HEADING, bold=True))
        self._column.addWidget(head)

    def _line(self, words: str, aside: str) -> None:
        across = QHBoxLayout()
        across.addWidget(Label(words), 1)
        at_right = Label(aside)
        at_right.setEnabled(False)
        across.addWidget(at_right)
        self._column.addLayout(across)

    def _button(self, action: QAction) -> None:
        button = QPushButton(action.icon(), caption(action.text()))
        button.clicked.connect(action.trigger)
        across = QHBoxLayout()
        across.addWidget(button)
        across.addStretch(1)
        self._column.addLayout(across)
