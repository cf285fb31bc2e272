"""对照公开的文件: the report at the left, the file at the right, and where they differ."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from core.comparing.differences import Difference, compare
from core.comparing.listed import comparison_list, remarks_on, summary
from core.document.blocks import Document
from core.matching.reading import Reading, Spot
from core.refusal import one_line
from core.report.places import name_of_year
from core.report.report import Report
from gui.comparing.marks import Marks
from gui.comparing.window import ComparingWindow, show_states
from gui.shared.desk import Desk
from gui.shared.plain import Label, title
from gui.sources.form_grid import Shown
from gui.sources.form_view import FormView
from gui.sources.source_view import SourceView

HEADING = 12  # points
ICON = QSize(16, 16)
NOT_THERE = "文件里没有找到"


class CompareWindow(ComparingWindow):
    """A window beside the one that is typed in, which follows what becomes of the report.

    `name` is what the file is called, `reading` what it says. Raises ComparingRefused.
    """

    def __init__(self, desk: Desk, report: Report, reading: Reading, name: str) -> None:
        super().__init__(desk, 3, "保存清单 PDF…", "打印清单…")
        self._reading = reading
        self._name = name
        self.marks = Marks(report, compare(report, reading))
        agency = one_line(report.agency.name)
        year = name_of_year(report.year, report.version)
        self.setWindowTitle(title(f"对照 {agency} {year} 与“{one_line(name)}” - 年报"))
        self.form = FormView(report.form, self._shown, self.marks.texts, desk.theme)
        self.source = SourceView(reading.contents, desk.theme)
        self.remarks, self.where, self.told = Label(), Label(), Label()
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

    @property
    def count(self) -> int:
        return len(self.marks.differences)

    @property
    def first_form(self) -> FormView:
        return self.form

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
        show_states(self.form, marks)
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
        for i in range(self.form.count()):
            self._add_key(f"Alt+{i + 1}", partial(self.form.setCurrentIndex, i))

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
