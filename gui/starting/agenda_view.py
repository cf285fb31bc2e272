"""The card of the year that is due, and below it the reports of each agency."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QPalette
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from core.agenda import Item, agenda, year_to_report
from core.next_year import begin
from core.refusal import one_line
from core.report.report import KINDS, TIERS
from core.store.database import StoreRefused
from gui.shared.days import days_left
from gui.shared.desk import Desk
from gui.shared.plain import Label
from gui.shared.theme import BODY, HEADING, STYLE, TITLE, UNIT, Theme, lettering
from gui.starting.report_row import ReportRow
from gui.starting.way import Way, way_button

WIDEST = 900
MOST_ITEMS = 40  # reports that are listed; the chooser finds all
WAYS = (  # an action, and what it is for
    ("import", "往年的 Word、网页、PDF"),
    ("open", "别处带来的数据包"),
)


class AgendaView(QScrollArea):
    """`first` is the button of the likeliest way to begin."""

    def __init__(self, desk: Desk, actions: Mapping[str, QAction]) -> None:
        super().__init__()
        self._desk = desk
        self._actions = actions
        self._today = date.today()
        self._year = year_to_report(self._today)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setStyleSheet(STYLE)
        _paint_ground(self.viewport(), desk.theme, window=True)
        try:
            groups = agenda(desk.reports, self._today, MOST_ITEMS)
        except StoreRefused:
            groups = []  # what is wrong was said when the window opened
        due = next((item for group in groups for item in group if item.year == self._year), None)
        self.first, card = self._due_card(due, groups)
        inside = QWidget()
        inside.setMaximumWidth(WIDEST)
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6 * UNIT)
        column.addWidget(card)
        for group in groups:
            column.addWidget(self._agency(group))
        column.addStretch(1)
        middle = QWidget()
        _paint_ground(middle, desk.theme, window=True)
        across = QHBoxLayout(middle)
        across.setContentsMargins(6 * UNIT, 6 * UNIT, 6 * UNIT, 6 * UNIT)
        across.addWidget(inside, 1, Qt.AlignmentFlag.AlignTop)
        self.setWidget(middle)

    # ---- the year that is due ----

    def _due_card(
        self, due: Item | None, groups: Iterable[list[Item]]
    ) -> tuple[QPushButton, QFrame]:
        title = Label(f"该做{self._year}年度年报了")
        if due and due.is_final:
            title.setText(f"{self._year}年度年报已经定稿")
        title.setFont(lettering(TITLE, bold=True))
        top = QHBoxLayout()
        top.setSpacing(3 * UNIT)
        top.addWidget(title)
        if due:
            name = Label(one_line(due.agency.agency.name))
            name.setEnabled(False)
            top.addWidget(name, 1)
        if due and due.due and not due.is_final:
            by = due.due
            top.addWidget(Label(f"{by.month}月{by.day}日前公布，{days_left(by, self._today)}"))
        buttons = QHBoxLayout()
        buttons.setSpacing(3 * UNIT)
        ways = self._ways(due, groups)
        made = [way_button(way, self._desk.theme, first=way is ways[0]) for way in ways]
        for button in made:
            buttons.addWidget(button, 1)
        card = _card(self._desk.theme)
        column = QVBoxLayout(card)
        column.setContentsMargins(4 * UNIT, 4 * UNIT, 4 * UNIT, 4 * UNIT)
        column.setSpacing(3 * UNIT)
        column.addLayout(top)
        column.addLayout(buttons)
        return made[0], card

    def _ways(self, due: Item | None, groups: Iterable[list[Item]]) -> list[Way]:
        ways = [self._way("new", "选好单位和年度就填"), *(self._way(*way) for way in WAYS)]
        if due and due.entry and not due.is_final:
            rest = due.standing.next_step if due.standing else "上次填到的地方"
            go_on = partial(self._open, due.entry.id)
            ways = [Way("继续填写", "", rest, "new", go_on), *ways[1:]]
        elif due and not due.entry and self._has_last(due, groups):
            ways[0] = Way("以上年为底稿新建", "", "单位、文字带来，上年结转可采用", "last-year",
                          partial(self._begin, due))  # fmt: skip
        return ways

    def _way(self, name: str, about: str) -> Way:
        action = self._actions[name]
        return Way(action.text(), action.shortcut().toString(), about, name, action.trigger)

    def _has_last(self, due: Item, groups: Iterable[list[Item]]) -> bool:
        return any(
            item.entry is not None and item.agency == due.agency and item.year == due.year - 1
            for group in groups
            for item in group
        )

    # ---- the reports ----

    def _agency(self, group: list[Item]) -> QWidget:
        agency = group[0].agency.agency
        name = Label(one_line(agency.name))
        name.setFont(lettering(HEADING, bold=True))
        what = Label(f"{TIERS.get(agency.tier, '')} · {KINDS.get(agency.kind, '')}")
        what.setEnabled(False)
        head = QHBoxLayout()
        head.setSpacing(3 * UNIT)
        head.addWidget(name)
        head.addWidget(what, 1)
        card = _card(self._desk.theme)
        rows = QVBoxLayout(card)
        rows.setContentsMargins(1, 1, 1, 1)
        rows.setSpacing(0)
        for item in group:
            act, run = self._likely_act(item, group)
            row = ReportRow(item, act, self._desk.theme, self._today)
            row.clicked.connect(lambda _checked, run=run: run())
            rows.addWidget(row)
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * UNIT)
        column.addLayout(head)
        column.addWidget(card)
        return whole

    def _likely_act(self, item: Item, group: list[Item]) -> tuple[str, Callable[[], object]]:
        """What is most likely done with a report: its words, and the act."""
        if item.entry is None and self._has_last(item, [group]):
            return "以上年为底稿新建", partial(self._begin, item)
        if item.entry is None:
            return "新建", partial(self._begin, item)
        if item.is_final:
            return "查看", partial(self._open, item.entry.id)
        return "继续填写", partial(self._open, item.entry.id)

    def _open(self, report: int) -> None:
        self._desk.attempt(partial(self._desk.open_report, report))

    def _begin(self, item: Item) -> None:
        self._desk.attempt(partial(self._begin_now, item))

    def _begin_now(self, item: Item) -> None:
        session = begin(self._desk.reports, item.agency.id, item.year)
        self._desk.open_report(session.report_id)


def _card(theme: Theme) -> QFrame:
    card = QFrame()
    card.setFrameShape(QFrame.Shape.StyledPanel)
    card.setAutoFillBackground(True)
    card.setFont(lettering(BODY))
    _paint_ground(card, theme, window=False)
    return card


def _paint_ground(widget: QWidget, theme: Theme, window: bool) -> None:
    palette, shades = widget.palette(), theme.shades
    palette.setColor(QPalette.ColorRole.Window, shades.window if window else shades.card)
    widget.setPalette(palette)
    widget.setAutoFillBackground(True)
