"""申请办理情况: one chart of how applications were closed, and the same as a table."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QScrollArea,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from core.document.outcomes_list import COLUMNS, Outcome, last_year_known, outcomes_of
from gui.overview.chart import Chart
from gui.shared.desk import Desk
from gui.shared.live_report import LiveReport
from gui.shared.modal import show_modal
from gui.shared.plain import Label
from gui.shared.theme import HEADING, UNIT, Theme, lettering
from gui.shared.window_place import resize_within_screen

SIZE = QSize(860, 480)


def show_overview(desk: Desk, print_: Callable[[], object]) -> None:
    """Opens the dialog on the open report."""
    if desk.live:
        dialog = OverviewDialog(desk.live, desk.theme, print_, desk.window)
        show_modal(dialog)


class OverviewDialog(QDialog):
    """Shows the open report as it is now; `print_` closes it and shows the pages to print."""

    def __init__(
        self, live: LiveReport, theme: Theme, print_: Callable[[], object], parent: QWidget
    ) -> None:
        super().__init__(parent)
        report, checked = live.report, live.checked
        outcomes = outcomes_of(report, checked)
        self.setWindowTitle("申请办理情况")
        resize_within_screen(self, SIZE)
        heading = Label(f"{report.year}年度申请办理结果，与上年比（件）")
        heading.setFont(lettering(HEADING, bold=True))
        self.chart = Chart(outcomes[:-1], (report.year, report.year - 1), theme)
        self.table = _table(outcomes)
        self.told = Label(_told(outcomes, last_year_known(checked)))
        self.told.setWordWrap(True)
        area = QScrollArea()
        area.setWidget(self.chart)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        middle = QHBoxLayout()
        middle.setSpacing(4 * UNIT)
        middle.addWidget(area, 3)
        middle.addWidget(self.table, 2)
        print_button = QPushButton("打印…(&P)")
        print_button.setAutoDefault(False)
        print_button.clicked.connect(self.accept)
        print_button.clicked.connect(print_)
        close = QPushButton("关闭")
        close.setDefault(True)
        close.clicked.connect(self.reject)
        below = QHBoxLayout()
        below.addWidget(print_button)
        below.addStretch(1)
        below.addWidget(close)
        column = QVBoxLayout(self)
        column.setSpacing(2 * UNIT)
        column.addWidget(heading)
        column.addWidget(self.told)
        column.addLayout(middle, 1)
        column.addLayout(below)


def _table(outcomes: tuple[Outcome, ...]) -> QTreeWidget:
    """The same numbers as text."""
    table = QTreeWidget()
    table.setHeaderLabels([column.label for column in COLUMNS])
    table.setRootIsDecorated(False)
    table.setAllColumnsShowFocus(True)
    table.setAccessibleName("申请办理情况表")
    for outcome in outcomes:
        item = QTreeWidgetItem(list(outcome.shown))
        for column in range(1, len(COLUMNS)):
            item.setTextAlignment(column, Qt.AlignmentFlag.AlignRight)
        table.addTopLevelItem(item)
    table.header().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    table.header().setStretchLastSection(False)
    table.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
    return table


def _told(outcomes: tuple[Outcome, ...], compares: bool) -> str:
    unknown = [] if compares else ["没有上年的年报，只有本年的数；有的话先导入或用“对照”打开"]
    if any(outcome.now is None for outcome in outcomes):
        unknown.append("画“—”的还没有填完")
    return (
        "；".join(unknown) + "。" if unknown else "本年的数随时按填写的算，上年的数取自上年的年报。"
    )
