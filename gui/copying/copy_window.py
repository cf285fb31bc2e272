"""A narrow window that stays on top and walks the figures in the order of the form.

The figure it is at is on the clipboard; Enter goes to the next.
"""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QSize, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QCheckBox, QListView, QVBoxLayout, QWidget

from core.forms.definition import Cell
from core.report.report import Report
from gui.shared.desk import Desk
from gui.shared.live_report import LiveReport
from gui.shared.plain import Label, title
from gui.shared.theme import BODY, HEADING, STYLE, TITLE, UNIT, Theme, lettering
from gui.shared.window_place import resize_within_screen

SIZE = QSize(320, 520)
CELL = Qt.ItemDataRole.UserRole
COPIED = "这个数已在剪贴板上，到网页里粘贴；回到这里按 Enter 换下一个。"
BLANK = "这一格空着，没有数可抄，剪贴板也是空的；按 Enter 换下一个。"


def show_copying(desk: Desk) -> None:
    """Opens the window on the open report, at the current cell; it goes with the report."""
    if desk.live:
        window = CopyWindow(desk.live, desk.theme, desk.window)
        desk.opened.connect(window.close)
        window.go_to(desk.place)
        window.show()


class CopyWindow(QWidget):
    """Follows one report as it is stored. Enter and Down go on, Up goes back, Esc closes."""

    def __init__(self, live: LiveReport, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Tool | Qt.WindowType.WindowStaysOnTopHint)
        self._live = live
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title("对照抄录"))
        self.setStyleSheet(STYLE)
        resize_within_screen(self, SIZE)
        self.where, self.row, self.column, self.figure = (Label() for _ in range(4))
        for label, font in (
            (self.row, lettering(BODY, bold=True)),
            (self.column, lettering(HEADING, bold=True)),
            (self.figure, lettering(TITLE, bold=True)),
        ):
            label.setFont(font)
            label.setWordWrap(True)
        self.column.setStyleSheet(f"color: {theme.shades.accent.name()}")
        self.totals = QCheckBox("合计也抄(&T)")
        self.totals.setChecked(True)
        self.cells = QStandardItemModel(self)
        self.list = QListView()
        self.list.setModel(self.cells)
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setAccessibleName("要抄的数")
        self.hint = Label()
        self.hint.setWordWrap(True)
        self.hint.setEnabled(False)
        column = QVBoxLayout(self)
        column.setSpacing(2 * UNIT)
        for part in (self.where, self.row, self.column, self.figure, self.hint, self.totals):
            column.addWidget(part)
        column.addWidget(self.list, 1)
        self.list.selectionModel().currentChanged.connect(self._show)
        self._fill()
        self.totals.toggled.connect(self._fill)
        live.changed.connect(self._fill)
        self.list.setFocus()

    def go_to(self, cell_id: str) -> None:
        """Goes to a cell; to the first where it is not listed."""
        ids = [self.cells.item(row).data(CELL) for row in range(self.cells.rowCount())]
        self._go(ids.index(cell_id) if cell_id in ids else 0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self._go(self.list.currentIndex().row() + 1)
            case Qt.Key.Key_Escape:
                self.close()
            case _:
                super().keyPressEvent(event)

    def _fill(self) -> None:
        """Lists the figures anew, at the cell where the clerk is."""
        here = self.list.currentIndex().data(CELL) or ""
        self.cells.clear()
        for cell in self._live.report.form.cells.values():
            if self.totals.isChecked() or not cell.is_total:
                text = f"{_words(cell)}　{_figure(cell, self._live) or '（空）'}"
                item = QStandardItem(text)
                item.setData(cell.id, CELL)
                self.cells.appendRow(item)
        self.go_to(here)

    def _go(self, row: int) -> None:
        self.list.setCurrentIndex(self.cells.index(min(row, self.cells.rowCount() - 1), 0))

    def _show(self, index: QModelIndex) -> None:
        cell = self._live.report.form.cells.get(index.data(CELL) or "")
        if cell is None:
            return  # the list is being made anew
        figure = _figure(cell, self._live)
        self.where.setText(f"{cell.section.heading}　{index.row() + 1} / {self.cells.rowCount()}")
        self.row.setText("·".join(cell.path[1:-1]))
        self.column.setText("·".join((*cell.column.under, cell.column.label)))
        self.figure.setText(figure or "（空）")
        self.hint.setText(COPIED if figure else BLANK)
        QGuiApplication.clipboard().setText(figure)


def _words(cell: Cell) -> str:
    return "·".join(cell.path[-2:])


def _figure(cell: Cell, live: LiveReport) -> str:
    """What the report says in a cell, a total that is complete too; "" for a blank one."""
    report: Report = live.report
    if value := report.cells.get(cell.id):
        return value.text
    total = live.totals.get(cell.id)
    return str(total.number) if total and total.complete else ""
