"""What 整理段落 would do, shown before it is done; each can be taken off."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QTextCharFormat
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QTextEdit,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from core.report.edits import common_length
from core.report.tidying import Untidy, untidy
from gui.shared.live_report import LiveReport
from gui.shared.plain import Label, caption, tool_tip
from gui.shared.theme import Theme
from gui.shared.window_place import resize_within_screen

SIZE = QSize(860, 560)
BEFORE = 6  # characters before the first that differs
EXCERPT = 60
LONGEST_COMPARED = 3000  # characters of a paragraph whose differences are marked
SHOWN_AS = {" ": "·", "\u3000": "□", "\t": "→", "\xa0": "·", "\v": "↵", "\u2028": "↵", "\n": "↵"}
SIGNS = str.maketrans(SHOWN_AS)
COLUMNS = ("位置", "现在", "整理后")
Index = QModelIndex | QPersistentModelIndex


class TidyModel(QAbstractTableModel):
    """The paragraphs that differ, each with a box in front that takes it off."""

    def __init__(self, live: LiveReport, parent: QWidget) -> None:
        super().__init__(parent)
        self._live = live
        self.found: tuple[Untidy, ...] = ()
        self.off: set[int] = set()

    def find(self, digits: bool) -> None:
        """Finds them anew, all of them on."""
        self.beginResetModel()
        self.found = untidy(self._live.report, digits)
        self.off = set()
        self.endResetModel()

    @property
    def chosen(self) -> list[Untidy]:
        """Those that are on."""
        return [found for row, found in enumerate(self.found) if row not in self.off]

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent and parent.isValid() else len(self.found)

    def columnCount(self, parent: Index | None = None) -> int:
        return len(COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return COLUMNS[section]
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsUserCheckable if index.column() == 0 else flags

    def data(self, index: Index, role: int = 0) -> Any:
        found = self.found[index.row()]
        if role == Qt.ItemDataRole.CheckStateRole and index.column() == 0:
            states = Qt.CheckState
            return states.Unchecked if index.row() in self.off else states.Checked
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            words = (self._place(found), *excerpts(found))[index.column()]
            return words if role == Qt.ItemDataRole.DisplayRole else tool_tip(words)
        return None

    def setData(self, index: Index, value: Any, role: int = 0) -> bool:
        if role != Qt.ItemDataRole.CheckStateRole:
            return False
        if Qt.CheckState(value) == Qt.CheckState.Checked:
            self.off.discard(index.row())
        else:
            self.off.add(index.row())
        self.dataChanged.emit(index, index, [role])
        return True

    def _place(self, found: Untidy) -> str:
        name = found.place.name(self._live.report.form)
        return f"{name} 第{found.paragraph}段" + ("之前" if found.is_blank else "")


class TidyDialog(QDialog):
    """Lists what would be tidied. Accepted, `chosen` is what the clerk left on."""

    def __init__(self, live: LiveReport, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setWindowTitle("整理段落")
        resize_within_screen(self, SIZE)
        self.model = TidyModel(live, self)
        self.told = Label(
            "整理前先看一遍：不想改的，去掉前面的勾。空格显示为 ·，全角空格为 □，换行为 ↵。"
        )
        self.told.setWordWrap(True)
        self.list = QTreeView()
        self.list.setModel(self.model)
        self.list.setRootIsDecorated(False)
        self.list.setUniformRowHeights(True)  # there may be thousands
        self.list.setAllColumnsShowFocus(True)
        self.list.setAlternatingRowColors(True)
        self.list.setAccessibleName("要整理的段落")
        self.before, self.after = QTextEdit(), QTextEdit()
        for pane, name in ((self.before, "现在"), (self.after, "整理后")):
            pane.setReadOnly(True)
            pane.setTabChangesFocus(True)
            pane.setAccessibleName(name)
        self.digits = QCheckBox("全角数字改为半角")
        self.digits.setChecked(True)
        self.do = QPushButton()
        self.do.setDefault(True)
        self.leave = QPushButton("再看看")
        self._lay_out()
        self.digits.toggled.connect(self._find)
        self.do.clicked.connect(self.accept)
        self.leave.clicked.connect(self.reject)
        self.model.dataChanged.connect(self._show_count)
        self.list.selectionModel().currentChanged.connect(self._show_current)
        self._find()

    @property
    def chosen(self) -> list[Untidy]:
        """What is to be done."""
        return self.model.chosen

    def _find(self) -> None:
        self.model.find(self.digits.isChecked())
        self.list.setCurrentIndex(self.model.index(0, 0))
        self._show_current(self.list.currentIndex())
        self._show_count()

    def _show_count(self) -> None:
        count = len(self.chosen)
        self.do.setText(caption(f"整理这 {count} 处"))
        self.do.setEnabled(count > 0)

    def _show_current(self, index: QModelIndex) -> None:
        """Shows the whole paragraph, old and new, with what differs marked."""
        old = new = ""
        if index.isValid():
            old, new = (self.model.found[index.row()].old, self.model.found[index.row()].new)
        old, new = visible(old), visible(new)
        spans: list[tuple[int, int, int, int]] = []
        if max(len(old), len(new)) <= LONGEST_COMPARED:
            matcher = SequenceMatcher(None, old, new, autojunk=False)
            spans = [codes[1:] for codes in matcher.get_opcodes() if codes[0] != "equal"]
        tints = self._theme.shades.tint
        self._fill(self.before, old, [span[:2] for span in spans], "warning", tints["warning"])
        self._fill(self.after, new, [span[2:] for span in spans], "hint", tints["hint"])

    def _fill(
        self, pane: QTextEdit, text: str, spans: list[tuple[int, int]], state: str, tint: Any
    ) -> None:
        pane.clear()
        cursor = pane.textCursor()
        marked = QTextCharFormat()
        marked.setBackground(tint)
        marked.setForeground(self._theme.shades.state[state])  # type: ignore[index]
        marked.setFontUnderline(True)  # not by colour alone
        end = 0
        for start, stop in spans:
            cursor.insertText(text[end:start], QTextCharFormat())
            cursor.insertText(text[start:stop], marked)
            end = stop
        cursor.insertText(text[end:], QTextCharFormat())

    def _lay_out(self) -> None:
        header = self.list.header()
        header.setSectionsMovable(False)
        header.setStretchLastSection(True)
        width = self.fontMetrics().horizontalAdvance
        self.list.setColumnWidth(0, width("第五部分的备注 第100段之前") + 40)
        self.list.setColumnWidth(1, SIZE.width() // 3)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Interactive)
        panes = QHBoxLayout()
        for pane in (self.before, self.after):
            pane.setMaximumHeight(140)
            panes.addWidget(pane)
        foot = QHBoxLayout()
        foot.addWidget(self.digits)
        foot.addStretch(1)
        foot.addWidget(self.leave)
        foot.addWidget(self.do)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(8)
        column.addWidget(self.told)
        column.addWidget(self.list, 1)
        column.addLayout(panes)
        column.addLayout(foot)


def visible(text: str) -> str:
    """A text whose spaces and line ends can be seen."""
    return text.translate(SIGNS)


def excerpts(found: Untidy) -> tuple[str, str]:
    """Old and new from shortly before where they begin to differ."""
    start = max(0, common_length(found.old, found.new) - BEFORE)
    shown = []
    for text in (found.old, found.new):
        more = "…" if start + EXCERPT < len(text) else ""
        shown.append(("…" if start else "") + visible(text[start : start + EXCERPT]) + more)
    return shown[0], shown[1] if found.new.strip() else "（去掉空行）"
