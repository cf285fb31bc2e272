"""全文数字: every number of the texts, what it speaks of, and whether it agrees."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QModelIndex, QSize, Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QTableView,
    QVBoxLayout,
)

from core.checks.findings import Figure
from core.checks.prose.by_hand import bind, places_by_hand
from core.refusal import one_line
from core.report.edits import current_text
from gui.shared.desk import Desk
from gui.shared.live_report import LiveReport
from gui.shared.modal import show_modal
from gui.shared.plain import Label, title, tool_tip
from gui.shared.questions import ask_one_of
from gui.shared.theme import UNIT
from gui.shared.window_place import resize_within_screen
from gui.texts.marks import is_told

SIZE = QSize(980, 560)
AROUND = 14  # characters of the text before and behind a number
FIGURE = Qt.ItemDataRole.UserRole
HEADS = ("部分", "数字", "原文", "核对", "表里的格")


def show_figures(desk: Desk) -> None:
    """Opens the list on the open report."""
    if desk.live:
        dialog = FiguresDialog(desk, desk.live)
        show_modal(dialog)


class FiguresDialog(QDialog):
    """Lists the numbers in the order of the texts; Enter goes to the one that is chosen."""

    def __init__(self, desk: Desk, live: LiveReport) -> None:
        super().__init__(desk.window)
        self._desk = desk
        self._live = live
        self.setWindowTitle(title("全文数字"))
        resize_within_screen(self, SIZE)
        self.count = Label()
        self.rows = QStandardItemModel(0, len(HEADS), self)
        self.rows.setHorizontalHeaderLabels(HEADS)
        self.table = QTableView()
        self.table.setModel(self.rows)
        self.table.setAccessibleName("全文数字")
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setTabKeyNavigation(False)
        self.table.verticalHeader().hide()
        head, modes = self.table.horizontalHeader(), QHeaderView.ResizeMode
        head.setSectionResizeMode(modes.ResizeToContents)
        for name in ("原文", "表里的格"):
            head.setSectionResizeMode(HEADS.index(name), modes.Stretch)
        self.to_text = self._button("到正文", self._go_to_text)
        self.to_cell = self._button("到表格", self._go_to_cell)
        self.other = self._button("指另一格…", self._bind)
        self.none = self._button("不是表里的数", partial(self._set, ()))
        self.back = self._button("按软件读的", partial(self._set, None))
        self.to_text.setDefault(True)
        close = self._button("关闭", self.accept)
        across = QHBoxLayout()
        for button in (self.to_text, self.to_cell, self.other, self.none, self.back):
            across.addWidget(button)
        across.addStretch(1)
        across.addWidget(close)
        column = QVBoxLayout(self)
        column.setSpacing(2 * UNIT)
        column.addWidget(self.count)
        column.addWidget(self.table, 1)
        column.addLayout(across)
        self.table.selectionModel().currentRowChanged.connect(self._show_ways)
        self.table.doubleClicked.connect(self._go_to_text)
        live.changed.connect(self._fill)
        self._fill()
        self.table.setFocus()

    @property
    def figure(self) -> Figure | None:
        """The number that is chosen; None where there is none."""
        found: Figure | None = self.table.currentIndex().siblingAtColumn(0).data(FIGURE)
        return found

    def _button(self, text: str, act: Callable[[], object]) -> QPushButton:
        button = QPushButton(text)
        button.setAutoDefault(False)
        button.clicked.connect(lambda _checked: act())
        return button

    def _fill(self) -> None:
        row = max(self.table.currentIndex().row(), 0)
        figures = [f for f in self._live.checked.figures if is_told(f)]
        self._by_hand = places_by_hand(self._live.report)
        self.rows.setRowCount(0)
        for figure in figures:
            cells = [QStandardItem(words) for words in self._words(figure)]
            cells[0].setData(figure, FIGURE)
            for cell in cells[2:]:
                cell.setToolTip(tool_tip(cell.text()))
            self.rows.appendRow(cells)
        states = [state_of(figure) for figure in figures]
        counts = [f"{name} {states.count(name)}" for name in STATES if name in states]
        self.count.setText(f"共 {len(figures)} 个数：{'，'.join(counts)}" if figures else "没有数")
        self.table.selectRow(min(row, len(figures) - 1))
        self._show_ways(self.table.currentIndex())

    def _words(self, figure: Figure) -> tuple[str, ...]:
        report, span = self._live.report, figure.span
        text = current_text(report, span.place.target)
        around = text[max(0, span.start - AROUND) : span.end + AROUND]
        state = state_of(figure)
        if figure.expected is not None and figure.agrees is False:
            state = f"{state}：应为 {figure.expected}"
        if self._is_by_hand(figure):
            state = f"{state}（手工指定）"
        names = ["·".join(report.form.cells[c.lstrip("+-")].path[-2:]) for c in figure.cells]
        section = span.place.section(report.form)
        return section.number, figure.text, one_line(around), state, "＋".join(names)

    def _is_by_hand(self, figure: Figure) -> bool:
        return (figure.span.place.target, figure.span.start) in self._by_hand

    def _show_ways(self, _index: QModelIndex) -> None:
        figure, writable = self.figure, not self._live.report.is_final
        by_hand = figure is not None and self._is_by_hand(figure)
        self.to_text.setEnabled(figure is not None)
        self.to_cell.setEnabled(figure is not None and bool(figure.cells))
        self.other.setEnabled(figure is not None and writable)
        self.none.setEnabled(figure is not None and writable and bool(figure.cells))
        self.back.setEnabled(by_hand and writable)

    # ---- acts ----

    def _go_to_text(self) -> None:
        if self.figure and self._desk.sheet:
            self._desk.sheet.show_span(self.figure.span)
            self.accept()

    def _go_to_cell(self) -> None:
        if self.figure and self.figure.cells and self._desk.sheet:
            self._desk.sheet.go_to(self.figure.cells[0].lstrip("+-"))
            self.accept()

    def _bind(self) -> None:
        cells = self._live.report.form.cells
        names = {" · ".join((c.section.number, *c.path[1:])): c.id for c in cells.values()}
        if figure := self.figure:
            question = f"“{figure.text}”说的是哪一格："
            if chosen := ask_one_of(self, "指另一格", question, list(names)):
                self._set((names[chosen],))

    def _set(self, cells: tuple[str, ...] | None) -> None:
        if figure := self.figure:
            self._live.apply(lambda: bind(self._live.report, figure.span, cells))


STATES = ("不符", "相符", "没有把握", "待填", "没有核对")


def state_of(figure: Figure) -> str:
    """Which of the states a number is in."""
    if not figure.cells and figure.agrees is None:
        return "没有核对"
    if figure.agrees is not None:
        return "相符" if figure.agrees else "不符"
    return "没有把握" if not figure.sure else "待填"
