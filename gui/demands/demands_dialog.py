"""地方要求: what superiors ask for, imported from their files, shown, and removed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QHeaderView,
    QPlainTextEdit,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
)

from core.checks.findings import SEVERITY_NAMES
from core.files import write_whole
from core.forms.demands import SUFFIX, Demands, read_demands
from core.refusal import Refused, one_line
from core.store.demands import KeptDemands, keep_demands, kept_demands, remove_demands
from gui.shared.desk import Desk
from gui.shared.modal import show_modal
from gui.shared.plain import Label
from gui.shared.questions import choose, confirm, tell
from gui.shared.theme import UNIT
from gui.shared.window_place import resize_within_screen

SIZE = QSize(760, 520)
NONE_YET = (
    "还没有地方要求。上级发来“地方要求”文件（.toml）的，点“导入”；没有的，不用管这里。"
    "文件只写要求，不是程序，导入以后随时可以移除。"
)


class DemandsDialog(QDialog):
    """All demands in force, with the words of the chosen ones; `changed` once any came or went."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.window)
        self._desk = desk
        self._kept: list[KeptDemands] = []
        self.changed = False
        self.setWindowTitle("地方要求")
        resize_within_screen(self, SIZE)
        self.list = QTreeWidget()
        self.list.setHeaderLabels(["名称", "来源", "年度", "用于"])
        self.list.setRootIsDecorated(False)
        self.list.setAllColumnsShowFocus(True)
        self.list.setAccessibleName("地方要求")
        self.words = QPlainTextEdit()
        self.words.setReadOnly(True)
        self.words.setTabChangesFocus(True)
        self.words.setAccessibleName("要求的内容")
        self.import_ = self._button("导入…(&I)", self.ask_file)
        self.remove = self._button("移除…(&R)", self.remove_current)
        self.sample = self._button("另存示例…(&S)", self.save_sample)
        self.close_ = self._button("关闭", self.reject)
        self._lay_out()
        self.list.currentItemChanged.connect(self._show_words)
        self._show()

    def ask_file(self) -> None:
        """Asks for a file that a superior hands out. Raises Refused."""
        home = self._desk.settings.folder or str(Path.home())
        name, _ = QFileDialog.getOpenFileName(
            self, "导入地方要求", home, f"地方要求 (*{SUFFIX});;全部文件 (*)"
        )
        if name:
            self.take(Path(name))

    def take(self, path: Path) -> None:
        """Shows what is in a file, and puts it in force if the clerk wants that. Raises Refused."""
        demands = read_demands(path, self._desk.reports.forms)
        live = self._desk.live
        ways = ["用于全部单位"]
        whose: list[int | None] = [None]
        if live:
            agency = self._desk.reports.agency_of(live.session.report_id)
            ways.append(f"只用于{one_line(agency.agency.name, 20)}")
            whose.append(agency.id)
        chosen = choose(self, _summary(demands), ways, "不导入")
        if chosen is not None:
            keep_demands(self._desk.reports, demands, whose[chosen], datetime.now())
            self._show(last=True)
            self.changed = True

    def remove_current(self) -> None:
        """Asks, and puts the chosen demands out of force. Raises Refused."""
        kept = self._current
        question = "移除以后不再按它核对，期限也不再按它算；年报里填写的内容不变。"
        if kept and confirm(self, "移除地方要求", question, "移除", "不移除"):
            remove_demands(self._desk.reports, kept.id)
            self._show()
            self.changed = True

    def save_sample(self) -> None:
        """Saves the made-up file that shows how demands are written. Raises Refused."""
        sample = self._desk.resources.demands
        home = Path(self._desk.settings.folder or Path.home())
        chosen, _ = QFileDialog.getSaveFileName(
            self, "另存示例", str(home / sample.name), f"地方要求 (*{SUFFIX})"
        )
        if chosen:
            path = Path(chosen if chosen.lower().endswith(SUFFIX) else f"{chosen}{SUFFIX}")
            write_whole(path, sample.read_bytes())
            tell(self, f"示例已经存到“{path}”，用记事本打开，照着里面的说明改。")

    @property
    def _current(self) -> KeptDemands | None:
        row = self.list.indexOfTopLevelItem(self.list.currentItem())
        return self._kept[row] if row >= 0 else None

    def _show(self, last: bool = False) -> None:
        self._kept = kept_demands(self._desk.reports)
        names = {entry.id: entry.agency.name for entry in self._desk.reports.agencies()}
        self.list.clear()
        for kept in self._kept:
            whose = "全部单位" if kept.agency is None else names.get(kept.agency, "")
            self.list.addTopLevelItem(QTreeWidgetItem([*_cells(kept.demands), whose]))
        if self._kept:
            row = len(self._kept) - 1 if last else 0
            self.list.setCurrentIndex(self.list.model().index(row, 0))
        self._show_words()

    def _show_words(self) -> None:
        kept = self._current
        self.remove.setEnabled(kept is not None)
        if kept is None:
            self.words.setPlainText(NONE_YET)
        elif kept.demands is None:
            self.words.setPlainText("这一份损坏了，没有用上；请移除，重新导入。")
        else:
            self.words.setPlainText(_told(kept.demands))

    def _button(self, text: str, act: Callable[[], object]) -> QPushButton:
        button = QPushButton(text)
        button.setAutoDefault(False)
        button.clicked.connect(partial(self._attempt, act))
        return button

    def _attempt(self, act: Callable[[], object]) -> None:
        try:
            act()
        except Refused as refusal:
            tell(self, str(refusal))

    def _lay_out(self) -> None:
        header = self.list.header()
        header.setStretchLastSection(False)
        for column in range(self.list.columnCount()):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        about = Label("上级在统一格式以外的要求：按它核对，问题里写明来源，编号 L 开头。")
        about.setWordWrap(True)
        below = QHBoxLayout()
        below.addWidget(self.import_)
        below.addWidget(self.remove)
        below.addWidget(self.sample)
        below.addStretch(1)
        below.addWidget(self.close_)
        column_ = QVBoxLayout(self)
        column_.setSpacing(2 * UNIT)
        column_.addWidget(about)
        column_.addWidget(self.list, 1)
        column_.addWidget(self.words, 2)
        column_.addLayout(below)


def show_demands(desk: Desk) -> None:
    """The dialog; the open report is opened again where something else is asked of it now."""
    dialog = DemandsDialog(desk)
    show_modal(dialog)
    if dialog.changed and desk.live:
        desk.open_report(desk.live.session.report_id)


def _cells(demands: Demands | None) -> list[str]:
    if demands is None:
        return ["（损坏）", "", ""]
    return [demands.name, f"{demands.issuer}{demands.document}", demands.years]


def _summary(demands: Demands) -> str:
    """What is asked before demands are put in force."""
    count = len(demands.demands) + len(demands.deadlines)
    blocking = sum(1 for demand in demands.demands if demand.get("blocking"))
    held = f"，其中{blocking}条没做到不能定稿" if blocking else "；没做到的只提醒，不挡定稿"
    return (
        f"《{demands.name}》\n{demands.issuer}{demands.document}，用于{demands.years}，"
        f"共{count}条要求{held}。\n{demands.remark}\n\n要按它核对哪些年报？"
    )


def _told(demands: Demands) -> str:
    """Every demand in its own words, with its number and how grave it is."""
    lines = [f"《{demands.name}》", f"{demands.issuer}{demands.document}，用于{demands.years}"]
    lines += [demands.remark] if demands.remark else []
    for number, demand in enumerate(demands.demands, 1):
        severity = SEVERITY_NAMES[demand.get("severity", "warning")]
        lines.append(f"L{number:02}　{severity}　{demand['states']}")
    lines += [f"期限　　　{deadline['states']}" for deadline in demands.deadlines]
    return "\n".join(lines)
