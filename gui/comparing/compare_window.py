"""对照公开的文件: the report at the left, the file at the right, and where they differ."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSplitter, QVBoxLayout, QWidget

from core.comparing.differences import Difference, compare
from core.comparing.listed import comparison_list, remarks_on, summary
from core.document.blocks import Document
from core.matching.reading import Reading, Spot
from core.refusal import one_line
from core.report.places import name_of_year
from core.report.report import Report
from gui.comparing.marks import Marks
from gui.shared.desk import Desk
from gui.shared.plain import Label, caption, title, tool_tip
from gui.sources.form_grid import Shown
from gui.sources.form_view import FormView
from gui.sources.place_list import PlainList
from gui.sources.source_view import SourceView

HEADING = 12  # points
ICON = QSize(16, 16)
NOT_THERE = "文件里没有找到"


class CompareWindow(QWidget):
    """A window beside the one that is typed in, which follows what becomes of the report.

    `name` is what the file is called, `reading` what it says. `print_requested` and
    `save_requested` carry the list of the differences. Raises ComparingRefused.
    """

    print_requested = Signal(object)
    save_requested = Signal(object)

    def __init__(self, desk: Desk, report: Report, reading: Reading, name: str) -> None:
        super().__init__(desk.window, Qt.WindowType.Window)
        self._desk = desk
        self._reading = reading
        self._name = name
        self.marks = Marks(report, compare(report, reading))
        self.place: int | None = None  # the number of the difference at hand
        agency = one_line(report.agency.name)
        year = name_of_year(report.year, report.version)
        self.setWindowTitle(title(f"对照 {agency} {year} 与“{one_line(name)}” - 年报"))
        self.form = FormView(report.form, self._shown, self.marks.texts, desk.theme)
        self.source = SourceView(reading.contents, desk.theme)
        self.list = PlainList(3, 2, desk.theme)
        self._icon, self.verdict, self.remarks = Label(), Label(), Label()
        self.where, self.told = Label(), Label()
        self.before = _button("上一处　Shift+F8")
        self.after = _button("下一处　F8")
        self.print = _button("打印清单…")
        self.save = _button("保存清单 PDF…")
        self._lay_out()
        self._connect()
        self._show()
        self.resize(desk.window.size())

    @property
    def document(self) -> Document:
        """The list of the differences, to be printed."""
        report = self.marks.report
        remarks = remarks_on(report, self._reading)
        return comparison_list(report, self._name, self.marks.differences, remarks)

    def follow(self, report: Report) -> None:
        """Compares anew with what the report has become."""
        current = self._at_hand.target if self._at_hand else ""
        self.marks = Marks(report, compare(report, self._reading))
        self.place = None
        self._show(current)

    def go(self, number: int) -> None:
        """Goes to a difference, on both sides."""
        self.place = number
        difference = self.marks.differences[number]
        self.list.set_current(number)
        self._tell(self.marks.told(number))
        self.form.go_to(difference.target, difference.paragraph)
        self._show_source(difference.where, difference.spot, difference.blocks)

    def step(self, step: int) -> None:
        """Goes to the next (1) or the previous (-1) difference, round the end."""
        if count := len(self.marks.differences):
            here = self.place if self.place is not None else -1 if step > 0 else count
            self.go((here + step) % count)

    def bring_to_front(self) -> None:
        """Opens the window, or brings it back into sight."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()
        self.form.take_focus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    # ---- showing ----

    @property
    def _at_hand(self) -> Difference | None:
        return None if self.place is None else self.marks.differences[self.place]

    def _shown(self, target: str) -> Shown:
        return self.marks.shown(target)

    def _show(self, target: str = "") -> None:
        """Shows all anew, and the difference at a place, or else the first."""
        marks = self.marks
        count = len(marks.differences)
        self._icon.setPixmap(self._desk.theme.icon("differs" if count else "ok").pixmap(ICON))
        self.verdict.setText(summary(self._name, marks.differences))
        remarks = remarks_on(marks.report, self._reading)
        self.remarks.setText("\n".join(remarks))
        self.remarks.setVisible(bool(remarks))
        self.list.put([marks.row(number) for number in range(count)])
        self.list.setVisible(bool(count))
        for button in (self.before, self.after):
            button.setEnabled(bool(count))
        self.form.refresh_all()
        for section in marks.report.form.sections:
            here = marks.count_in(section.id)
            icon, words = ("differs", f"{here} 处不同") if here else ("ok", "相同")
            self.form.set_state(section.id, icon, words)
        if count:
            self.go(marks.number_at(target) or 0)
        else:
            self._tell("")
            self._show_source("", None, (0,))

    def _tell(self, words: str) -> None:
        self.told.setText(words)
        self.told.setVisible(bool(words))

    def _show_source(self, where: str, spot: Spot | None, blocks: tuple[int, ...]) -> None:
        told = where or (NOT_THERE if self.place is not None else "")
        self.where.setText(f"文件　{one_line(told, 200)}" if told else "文件")
        if spot:
            self.source.show_cell(*spot)
        else:
            self.source.show_blocks(blocks)

    def _on_target(self, target: str) -> None:
        """Goes where the clerk went in the form: to a difference, or to what is the same."""
        number = self.marks.number_at(target)
        if number is not None:
            self.go(number)
            return
        self.place = None
        self.list.set_current(None)
        self._tell("")
        self.form.go_to(target)
        kind, _, key = target.partition(".")
        if kind == "cells":
            cells = (cell for cell in self._reading.cells if cell.cell == key)
            if cell := next(cells, None):
                self._show_source(f"{cell.where}　相同", cell.spot, ())
        else:
            texts = (text for text in self._reading.texts if text.target == target)
            if text := next(texts, None):
                self._show_source(f"{text.where}　相同", None, text.blocks)

    # ---- parts ----

    def _connect(self) -> None:
        self.form.chosen.connect(self._on_target)
        self.list.chosen.connect(self.go)
        self.before.clicked.connect(partial(self.step, -1))
        self.after.clicked.connect(partial(self.step, 1))
        self.print.clicked.connect(lambda: self.print_requested.emit(self.document))
        self.save.clicked.connect(lambda: self.save_requested.emit(self.document))
        acts: list[tuple[str, Callable[[], object]]] = [
            ("F8", partial(self.step, 1)),
            ("Shift+F8", partial(self.step, -1)),
            ("Ctrl+P", self.print.click),
        ]
        for i in range(self.form.count()):
            acts.append((f"Alt+{i + 1}", partial(self.form.setCurrentIndex, i)))
        for keys, act in acts:
            QShortcut(QKeySequence(keys), self).activated.connect(act)

    def _lay_out(self) -> None:
        font = QFont(self.verdict.font())
        font.setPointSizeF(HEADING)
        font.setBold(True)
        self.verdict.setFont(font)
        self.verdict.setWordWrap(True)
        self.remarks.setWordWrap(True)
        self.where.setWordWrap(True)
        self.told.setWordWrap(True)
        top = QHBoxLayout()
        top.addWidget(self._icon)
        top.addWidget(self.verdict, 1)
        for button in (self.before, self.after, self.save, self.print):
            top.addWidget(button)
        right = QWidget()
        beside = QVBoxLayout(right)
        beside.setContentsMargins(4, 0, 0, 0)
        beside.addWidget(self.where)
        beside.addWidget(self.source, 3)
        beside.addWidget(self.told)
        beside.addWidget(self.list, 2)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.addWidget(self.form)
        splitter.addWidget(right)
        splitter.setChildrenCollapsible(False)
        splitter.setSizes([1000, 1000])
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 8)
        column.addLayout(top)
        column.addWidget(self.remarks)
        column.addWidget(splitter, 1)


def _button(words: str) -> QPushButton:
    button = QPushButton(caption(words))
    button.setToolTip(tool_tip(words))
    button.setAutoDefault(False)
    return button
