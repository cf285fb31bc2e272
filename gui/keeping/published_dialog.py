"""定稿时的内容: what was published of a report, and what differs from it now."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QSize
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QListWidget,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
)

from core.files import write_whole
from core.formats import PACKAGE
from core.readers.package import report_from_bytes
from core.refusal import Refused
from core.report.changes import changes_between
from core.report.places import name_of_target, shown
from core.report.report import Report
from core.store.published import Published
from core.store.reports import Reports
from gui.shared.desk import Desk
from gui.shared.file_dialogs import ask_where_to_save
from gui.shared.live_report import LiveReport
from gui.shared.plain import Label, tool_tip
from gui.shared.questions import tell

SIZE = QSize(820, 520)


@dataclass(frozen=True)
class Publication:
    """One 定稿 of the year's report, with the version it was of."""

    version: int
    published: Published

    @property
    def name(self) -> str:
        """What the list calls it."""
        return f"{self.published.finalised_on} 定稿（第{self.version}版）"


class PublishedDialog(QDialog):
    """Every publication of the open report's year, the latest first, beside what stands now."""

    def __init__(self, desk: Desk, live: LiveReport) -> None:
        super().__init__(desk.window)
        self._desk = desk
        self._report = live.report
        self._found = _publications(desk.reports, live)
        self.setWindowTitle("定稿时的内容")
        self.resize(SIZE)
        self.list = QListWidget()
        self.list.setAccessibleName("定稿")
        self.list.addItems([publication.name for publication in self._found])
        self.told = Label()
        self.told.setWordWrap(True)
        self.tree = QTreeWidget()
        self.tree.setHeaderLabels(["位置", "定稿时", "现在"])
        self.tree.setRootIsDecorated(False)
        self.tree.setAllColumnsShowFocus(True)
        self.tree.setAccessibleName("不同之处")
        self.save = QPushButton("另存当时的数据包…(&S)")
        self.save.setAutoDefault(False)
        self.save.clicked.connect(self._save)
        self._lay_out()
        self.list.currentRowChanged.connect(self._show)
        self.list.setCurrentRow(0)
        self._show()

    @property
    def current(self) -> Publication | None:
        """The publication that is chosen; None where there is none."""
        row = self.list.currentRow()
        return self._found[row] if row >= 0 else None

    def _show(self) -> None:
        """Lists what differs between the chosen publication and the open report."""
        self.tree.clear()
        package = self.current.published.package if self.current else None
        self.save.setEnabled(package is not None)
        if package is None:
            self.told.setText("这份年报还没有定稿过；定稿时会把当时的内容原样封存在这里。")
            return
        try:
            then = report_from_bytes(package, self._desk.reports.forms)
        except Refused as refusal:
            self.told.setText(str(refusal))
            return
        items = _items(then, self._report)
        self.tree.addTopLevelItems(items)
        what = f"有 {len(items)} 处不同" if items else "没有不同"
        self.told.setText(f"定稿时的内容已经原样封存，不会再变。现在打开的这一版与它{what}。")

    def _save(self) -> None:
        """Asks where to and writes the package, byte for byte as it was frozen."""
        if not (self.current and self.current.published.package):
            return
        name = f"{self._report.composed_title}（{self.current.name}）"
        path = ask_where_to_save(self._desk, name, "另存当时的数据包", PACKAGE)
        if path is None:
            return
        try:
            write_whole(path, self.current.published.package)
        except Refused as refusal:
            tell(self, str(refusal))
            return
        self._desk.say(f"已保存：{path}")

    def _lay_out(self) -> None:
        header = self.tree.header()
        header.setStretchLastSection(False)
        for column in range(3):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        self.list.setMaximumHeight(5 * self.fontMetrics().lineSpacing() + 12)
        close = QPushButton("关闭")
        close.clicked.connect(self.reject)
        below = QHBoxLayout()
        below.addWidget(self.save)
        below.addStretch()
        below.addWidget(close)
        column_ = QVBoxLayout(self)
        column_.addWidget(self.list)
        column_.addWidget(self.told)
        column_.addWidget(self.tree, 1)
        column_.addLayout(below)


def _publications(reports: Reports, live: LiveReport) -> list[Publication]:
    entries = reports.reports()
    own = next(entry for entry in entries if entry.id == live.session.report_id)
    return [
        Publication(entry.version, published)
        for entry in entries
        if (entry.agency.id, entry.year) == (own.agency.id, own.year)
        for published in reports.published(entry.id)
        if published.package
    ]


def _items(then: Report, now: Report) -> list[QTreeWidgetItem]:
    """A line for every place where a report is not what it was."""
    items = []
    for change in changes_between(then, now):
        texts = (text or "（空）" for text in shown(change))
        item = QTreeWidgetItem([name_of_target(change.target, then.form), *texts])
        for column in range(item.columnCount()):
            item.setToolTip(column, tool_tip(item.text(column)))
        items.append(item)
    return items
