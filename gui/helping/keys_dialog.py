"""按键一览: the keys, which are those of the actions."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QDialog, QGridLayout, QVBoxLayout, QWidget

from gui.shared.fields import act_buttons
from gui.shared.plain import Label
from gui.shared.theme import HEADING, UNIT, lettering

COLUMNS = 3
# What is pressed in a table, where no action stands for it.
IN_TABLES = (
    ("Enter", "下一行"),
    ("Tab", "下一格"),
    ("F2", "改这一格"),
    ("Delete", "清除"),
    ("Esc", "放弃输入"),
)


class KeysDialog(QDialog):
    """Shows every key on one page."""

    def __init__(self, actions: Mapping[str, QAction], parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("按键一览")
        column = QVBoxLayout(self)
        column.setContentsMargins(6 * UNIT, 4 * UNIT, 6 * UNIT, 4 * UNIT)
        column.setSpacing(2 * UNIT)
        column.addWidget(_heading("键盘"))
        column.addLayout(_listed([*IN_TABLES, *_keys(actions)]))
        column.addStretch(1)
        buttons = act_buttons(self, "回到年报", "")
        column.addWidget(buttons)


def _keys(actions: Mapping[str, QAction]) -> list[tuple[str, str]]:
    native = QKeySequence.SequenceFormat.NativeText
    return [
        (action.shortcut().toString(native), action.text().removesuffix("…"))
        for action in actions.values()
        if not action.shortcut().isEmpty()
    ]


def _listed(keys: list[tuple[str, str]]) -> QGridLayout:
    """Keys and what they do, down one column after the other."""
    grid = QGridLayout()
    grid.setHorizontalSpacing(4 * UNIT)
    rows = -(-len(keys) // COLUMNS)
    for place, (key, what) in enumerate(keys):
        column, row = divmod(place, rows)
        name = Label(key)
        name.setFont(lettering(bold=True))
        grid.addWidget(name, row, 2 * column)
        grid.addWidget(Label(what), row, 2 * column + 1)
    return grid


def _heading(text: str) -> Label:
    heading = Label(text)
    heading.setFont(lettering(HEADING, bold=True))
    return heading
