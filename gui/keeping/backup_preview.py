"""What differs between now and a backup, before anything is restored."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from core.report.places import name_of_target, name_of_year, shown
from core.store.differences import Difference
from gui.shared.plain import Label, tool_tip
from gui.shared.window_place import resize_within_screen

SIZE = QSize(820, 520)


class BackupPreview(QDialog):
    """Asks what to restore: `everything`, or the one report `chosen`; accepted for either."""

    def __init__(self, name: str, found: Sequence[Difference], parent: QWidget) -> None:
        super().__init__(parent)
        self._found = found
        self.everything = False
        self.chosen: Difference | None = None
        self.setWindowTitle("查看与恢复")
        resize_within_screen(self, SIZE)
        self.summary = Label(summary(name, found))
        self.summary.setWordWrap(True)
        self.tree = QTreeWidget()
        self.tree.setHeaderLabels(["年报", "现在", "备份里"])
        self.tree.setAllColumnsShowFocus(True)
        self.tree.setAccessibleName("不同之处")
        self.one = QPushButton("恢复这份年报…(&O)")
        self.all = QPushButton("恢复全部…(&A)")
        self.cancel = QPushButton("不恢复")
        for button in (self.one, self.all, self.cancel):
            button.setAutoDefault(False)
        self.one.clicked.connect(self._take_one)
        self.all.clicked.connect(self._take_all)
        self.cancel.clicked.connect(self.reject)
        self.all.setEnabled(any(not difference.is_none for difference in found))
        self._lay_out()
        self._fill()
        self.tree.currentItemChanged.connect(self._show_choice)
        if found:
            self.tree.setCurrentItem(self._items[self._first()])
        self._show_choice()

    @property
    def current(self) -> Difference | None:
        """The report that is chosen in the list, by itself or by one of its places."""
        item = self.tree.currentItem()
        if item is None:
            return None
        return self._found[self.tree.indexOfTopLevelItem(item.parent() or item)]

    def _first(self) -> int:
        """The first report that can be restored by itself, else the first."""
        return next((i for i, each in enumerate(self._found) if _is_restorable(each)), 0)

    def _take_one(self) -> None:
        self.chosen = self.current
        self.accept()

    def _take_all(self) -> None:
        self.everything = True
        self.accept()

    def _show_choice(self) -> None:
        self.one.setEnabled(self.current is not None and _is_restorable(self.current))

    def _lay_out(self) -> None:
        header = self.tree.header()
        header.setStretchLastSection(False)
        for column in range(3):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        below = QHBoxLayout()
        below.addWidget(self.one)
        below.addWidget(self.all)
        below.addStretch(1)
        below.addWidget(self.cancel)
        column_ = QVBoxLayout(self)
        column_.addWidget(self.summary)
        column_.addWidget(self.tree, 1)
        column_.addLayout(below)

    def _fill(self) -> None:
        self._items = [_item(difference) for difference in self._found]
        self.tree.addTopLevelItems(self._items)
        for item in self._items:
            item.setFirstColumnSpanned(True)
        self.tree.expandAll()


def _item(difference: Difference) -> QTreeWidgetItem:
    """A report, with the places where it differs below it."""
    year = name_of_year(difference.year, difference.version)
    item = QTreeWidgetItem([f"{difference.agency.name} {year}：{difference.what}"])
    font = item.font(0)
    font.setBold(not difference.is_none)
    item.setFont(0, font)
    if difference.here is not None:
        for change in difference.changes:
            texts = (text or "（空）" for text in shown(change))
            name = name_of_target(change.target, difference.here.form)
            place = QTreeWidgetItem([name, *texts])
            for column in range(place.columnCount()):
                place.setToolTip(column, tool_tip(place.text(column)))
            item.addChild(place)
    return item


def _is_restorable(difference: Difference) -> bool:
    same = difference.comparable and not difference.changes
    return difference.there is not None and not same


def summary(name: str, found: Sequence[Difference]) -> str:
    """How many reports differ, in a sentence."""
    if not found:
        return f"{name}里没有年报，现在也没有。"
    count = sum(not difference.is_none for difference in found)
    if not count:
        return f"{name}和现在的数据没有不同。"
    return f"{name}和现在的数据比，{len(found)}份年报里有{count}份不同："
