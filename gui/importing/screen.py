"""What stands on the screen that confirms an import, and where; what it does is the dialog's."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QSplitter,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from core.checks.findings import SEVERITY_NAMES, WORST_FIRST
from core.matching.reading import Reading, Spot
from core.refusal import one_line
from gui.importing.card import PlaceCard
from gui.importing.destination import DestinationLine
from gui.importing.lists import Lists
from gui.importing.marks import NOT_FOUND, Marks
from gui.importing.walk import Walk, Which
from gui.shared.plain import Label, caption, tool_tip
from gui.shared.theme import Theme
from gui.sources.form_grid import Show
from gui.sources.form_view import FormView
from gui.sources.source_view import SourceView

if TYPE_CHECKING:
    from core.checks.findings import CheckResult

FILTERS: dict[Which, tuple[str, str]] = {  # words and icon
    "all": ("全部", "ok"),
    "unsure": ("待定", "warning"),
    "missing": ("没找到", "missing"),
}
MOST_NOTICES = 3  # lines that are seen at once
HEADING = 12  # points
ICON = QSize(14, 14)


class ImportScreen(QWidget):
    """The form at the left; source, place at hand and lists at the right; the acts below.

    `filtered` carries which places the clerk wants to go through. `texts` are the targets of the
    texts that the form shows.
    """

    filtered = Signal(str)

    def __init__(
        self,
        reading: Reading,
        name: str,
        destination: DestinationLine,
        show: Show,
        texts: Iterable[str],
        theme: Theme,
    ) -> None:
        super().__init__()
        self._theme = theme
        self._name = one_line(name)
        self._form = reading.form
        self.notices = tuple(dict.fromkeys((*reading.contents.notices, *reading.notices)))
        self.destination = destination
        self.form = FormView(reading.form, show, texts, theme)
        self.source = SourceView(reading.contents, theme)
        self.card = PlaceCard(theme)
        self.lists = Lists(reading.unplaced, theme)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.heading, self.where, self.refusal = Label(), Label(), Label()
        self._verdict_icon, self.verdict = Label(), Label()
        self.filters = {which: self._filter(which) for which in FILTERS}
        self.all = _button("全部采用", "可靠的和待定的都填，没有读出数的除外")
        self.sure = _button("只要可靠的", "待定的都不填")
        self.none = _button("都不要", "先全部去掉，再逐处采用")
        self.give_up = _button("放弃　Esc")
        self.fill_in = _button("", "Ctrl+Enter")
        self._lay_out()

    def show_all(self, marks: Marks, walk: Walk) -> None:
        """Shows every place as it is now, and lists those that are gone through."""
        self.lists.show_places(walk.numbers, marks)
        self.form.refresh_all()
        for section in self._form.sections:
            self._show_state(section.id, marks)

    def refresh(self, number: int, marks: Marks) -> None:
        """Shows a place as it is now, and what follows from it."""
        self.form.refresh(marks.choosing.places[number].target)
        self.lists.refresh(number, marks)
        self._show_state(marks.section(number), marks)

    def show_place(self, number: int, marks: Marks, position: str) -> None:
        """Brings a place to the front, in the form and where it was read from."""
        place = marks.choosing.places[number]
        self.form.go_to(place.target)
        self.lists.set_current(number)
        where = NOT_FOUND if place.kind == "missing" else place.where
        self.show_source(where, place.spot, place.blocks)
        self.show_card(number, marks, position)

    def show_card(self, number: int, marks: Marks, position: str) -> None:
        """Says what is to be decided at a place."""
        place = marks.choosing.places[number]
        is_open = marks.choosing.waits(number)
        self.card.show_place(
            marks.icon(number), marks.headline(number), marks.reason(number), position, is_open
        )
        self.card.show_ways(*marks.ways(number), can_type=bool(place.cell))

    def show_source(self, where: str, spot: Spot | None, blocks: Iterable[int]) -> None:
        """Shows a place in the file, which `where` names."""
        self.where.setText(f"原文　{one_line(where, 200)}")
        if spot:
            self.source.show_cell(*spot)
        else:
            self.source.show_blocks(blocks)

    def show_findings(self, checked: CheckResult, blanks: int) -> None:
        """Says what the checks say of the whole, in which so many cells are blank."""
        findings = checked.faults
        self.lists.show_findings(findings)
        counts = Counter(finding.severity for finding in findings)
        words = [f"{counts[s]} {SEVERITY_NAMES[s]}" for s in WORST_FIRST if counts[s]]
        worst = next((s for s in WORST_FIRST if counts[s]), "ok")
        blank = f"{blanks} 格空着，" if blanks else ""
        told = "、".join(words) if words else "算得出的都相符"
        self.show_verdict(worst, f"照这样填入：{blank}{told}。")

    def show_counts(self, goal: str, walk: Walk, cells: int, texts: int) -> None:
        """Says where it goes, how many places there are to go through, and how many enter.

        A `goal` of "" is none yet, and nothing can enter.
        """
        heading = "　".join(filter(None, ("确认导入", self._name, goal and f"›　{goal}")))
        self.heading.setText(heading)
        self.heading.setToolTip(tool_tip(heading))
        for which, button in self.filters.items():
            button.setText(f"{FILTERS[which][0]} {walk.count(which)}")
            button.setChecked(walk.which == which)
        parts = [f"{cells} 格"] if cells or not texts else []
        parts += [f"{texts} 段文字"] if texts else []
        self.fill_in.setText(f"填入 {'、'.join(parts)}")
        self.fill_in.setEnabled(bool(goal and (cells or texts)))

    def show_verdict(self, icon: str, words: str) -> None:
        """Says what the checks say of the whole."""
        self._verdict_icon.setPixmap(self._theme.icon(icon).pixmap(ICON))
        self.verdict.setText(words)
        self.verdict.setToolTip(tool_tip(words))

    def refuse(self, sentence: str) -> None:
        """Says why it cannot be entered; "" for no reason."""
        self.refusal.setText(sentence)
        self.refusal.setVisible(bool(sentence))

    def _show_state(self, section: str, marks: Marks) -> None:
        waiting, missing = marks.open_in(section)
        words = [f"{waiting} 处待定"] if waiting else []
        words += [f"{missing} 格没找到"] if missing else []
        icon = "warning" if waiting else "missing" if missing else "ok"
        self.form.set_state(section, icon, "，".join(words) or "都已确认")

    def _filter(self, which: Which) -> QToolButton:
        button = QToolButton()
        button.setCheckable(True)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setIcon(self._theme.icon(FILTERS[which][1]))
        button.setIconSize(ICON)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.clicked.connect(partial(self.filtered.emit, which))
        return button

    def _lay_out(self) -> None:
        font = QFont(self.heading.font())
        font.setPointSizeF(HEADING)
        font.setBold(True)
        self.heading.setFont(font)
        for line in (self.heading, self.verdict):  # cut rather than wider than the screen
            line.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.refusal.setStyleSheet(f"color: {self._theme.shades.state['error'].name()}")
        self.refusal.hide()
        self.where.setWordWrap(True)
        top = QHBoxLayout()
        top.addWidget(self.heading, 1)
        group = QButtonGroup(self)
        for button in self.filters.values():
            group.addButton(button)
            top.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 8)
        column.addLayout(top)
        column.addWidget(self.destination)
        if self.notices:
            column.addLayout(self._noticed())
        column.addWidget(self.refusal)
        column.addWidget(self.splitter, 1)
        column.addLayout(self._foot())
        self.splitter.addWidget(self.form)
        self.splitter.addWidget(self._right())
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setSizes([1000, 1000])

    def _right(self) -> QWidget:
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(4, 0, 0, 0)
        column.addWidget(self.where)
        column.addWidget(self.source, 3)
        column.addWidget(self.card)
        column.addWidget(self.lists, 3)
        for part in (self.source, self.lists):  # they share the room there is, and ask for none
            part.setMinimumHeight(part.minimumSizeHint().height())
            part.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)
        area = QScrollArea()  # for a screen that is too low for all of it
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidgetResizable(True)
        area.setWidget(right)
        return area

    def _noticed(self) -> QHBoxLayout:
        words = QPlainTextEdit("\n".join(self.notices))
        words.setReadOnly(True)
        words.setFrameShape(QFrame.Shape.NoFrame)
        words.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        words.document().setDocumentMargin(2)
        words.viewport().setAutoFillBackground(False)
        lines = min(len(self.notices), MOST_NOTICES)
        words.setFixedHeight(lines * self.fontMetrics().lineSpacing() + 8)
        sign = Label()
        sign.setPixmap(self._theme.icon("warning").pixmap(ICON))
        row = QHBoxLayout()
        row.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(words, 1)
        return row

    def _foot(self) -> QHBoxLayout:
        bold = QFont(self.fill_in.font())
        bold.setBold(True)
        self.fill_in.setFont(bold)
        self.fill_in.setObjectName("filled")
        foot = QHBoxLayout()
        foot.addWidget(self._verdict_icon)
        foot.addWidget(self.verdict, 1)
        for part in (self.all, self.sure, self.none, self.give_up, self.fill_in):
            foot.addWidget(part)
        return foot


def _button(words: str, tip: str = "") -> QPushButton:
    """A button that Enter alone does not press."""
    button = QPushButton(caption(words))
    button.setToolTip(tool_tip(tip))
    button.setAutoDefault(False)
    return button
