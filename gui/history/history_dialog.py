"""历史: the versions of the open report at the first tab, at the second every change."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QSize
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QHBoxLayout,
    QPushButton,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from core.record import record
from core.refusal import Refused, one_line
from core.report.changes import changes_between
from core.report.edits import Change
from core.report.places import name_of_moment, name_of_target, name_of_year, shown
from core.report.report import Report
from core.store.history import Past, history_of
from core.versions import Version, versions_of
from gui.shared.desk import Desk
from gui.shared.live_report import LiveReport
from gui.shared.plain import Label, caption
from gui.shared.questions import tell
from gui.shared.theme import HEADING, UNIT, lettering
from gui.shared.window_place import resize_within_screen
from gui.sources.place_list import PlainList, Row

SIZE = QSize(980, 600)
NOTHING = "（空）"
LISTED = 24  # characters of a text in a line
ALL = "全部"
MOST = 5000  # changes that are listed; the years of a report have some thousand


@record
class VersionActs:
    """What can be done with a version. Each may raise Refused."""

    load: Callable[[Version], Report]
    look_at: Callable[[Version], object]
    save_pdf: Callable[[Version], object]
    save_package: Callable[[Version], object]
    compare: Callable[[Version], object]


class HistoryDialog(QDialog):
    """What became of the open report; of one place, by its id, where `place` names one."""

    def __init__(self, desk: Desk, live: LiveReport, acts: VersionActs, place: str = "") -> None:
        super().__init__(desk.window)
        self._desk = desk
        self._live = live
        self._acts = acts
        self._place = place
        self._versions = versions_of(desk.reports, live.session.report_id)
        report = live.report
        self.setWindowTitle("历史")
        resize_within_screen(self, SIZE)
        self.versions = PlainList(3, 2, desk.theme)
        self.versions.setAccessibleName("版本")
        self.changes = PlainList(2, 1, desk.theme)
        self.changes.setAccessibleName("与前一版的不同")
        self.log = PlainList(4, 2, desk.theme)
        self.log.setAccessibleName("修改记录")
        self.told, self.counted = Label(), Label()
        self.only = QComboBox()
        self.only.setAccessibleName("看哪里")
        self.only.addItem(ALL)
        if place:
            self.only.addItem(f"只看：{name_of_target(self._targets(place)[0], report.form)}")
        self._buttons: dict[str, QPushButton] = {}
        self.tabs = QTabWidget()
        self.tabs.addTab(self._version_page(), "版本")
        self.tabs.addTab(self._log_page(), "修改记录")
        self._lay_out(f"{one_line(report.agency.name)} {name_of_year(report.year)}")
        self._fill_versions()
        self.only.currentIndexChanged.connect(self._fill_log)
        self.versions.chosen.connect(self._show_version)
        if place:
            self.tabs.setCurrentIndex(1)
            self.only.setCurrentIndex(1)
            self.log.setFocus()
        else:
            self._fill_log()
            self.versions.setFocus()

    @property
    def current(self) -> Version:
        """The version that is chosen."""
        return self._versions[max(0, self.versions.currentIndex().row())]

    def button(self, words: str) -> QPushButton:
        """What does something with the chosen version, by its words."""
        return self._buttons[words]

    # ---- versions ----

    def _fill_versions(self) -> None:
        self.versions.put([self._version_row(version) for version in self._versions])
        self.versions.set_current(0)
        self._show_version(0)

    def _version_row(self, version: Version) -> Row:
        when = f"{name_of_moment(version.at)} 定稿" if version.at else ""
        icon = "final" if version.finalised_on else "begun"
        return Row((version.name, when, version.why), icon)

    def _show_version(self, number: int) -> None:
        """Lists what a version changed of the one before it."""
        version = self._versions[number]
        self._buttons["另存数据包…"].setEnabled(version.package is not None)
        former = next(iter(self._versions[number + 1 :]), None)
        self.changes.put([])
        if former is None:
            self.told.setText("这是最早的一版。")
            return
        try:
            was, now = (self._acts.load(each) for each in (former, version))
        except Refused as refusal:
            self.told.setText(str(refusal))
            return
        changes = changes_between(was, now)
        what = f"改了 {len(changes)} 处" if changes else "没有改动"
        self.told.setText(f"比 {former.name} {what}")
        self.changes.put(
            [Row((name_of_target(c.target, was.form), _sides(c)), "differs") for c in changes]
        )

    def _version_page(self) -> QWidget:
        acts: list[tuple[str, Callable[[Version], object]]] = [
            ("打开看看", self._acts.look_at),
            ("保存PDF…", self._acts.save_pdf),
            ("另存数据包…", self._acts.save_package),
            ("对照…", self._acts.compare),
        ]
        across = QHBoxLayout()
        for words, act in acts:
            button = QPushButton(caption(words))
            button.setAutoDefault(False)
            button.clicked.connect(partial(self._do, act))
            self._buttons[words] = button
            across.addWidget(button)
        across.addStretch(1)
        page = QWidget()
        column = QVBoxLayout(page)
        column.addWidget(self.versions, 2)
        column.addLayout(across)
        column.addWidget(self.told)
        column.addWidget(self.changes, 3)
        return page

    def _do(self, act: Callable[[Version], object], _checked: bool = False) -> None:
        """Does something with the chosen version; what opens a window leaves this one."""
        version = self.current
        try:
            if act in (self._acts.look_at, self._acts.compare):
                self.accept()
            act(version)
        except Refused as refusal:
            tell(self, str(refusal))

    # ---- changes ----

    def _targets(self, place: str) -> tuple[str, ...]:
        """All that is written at a place: in a cell with its note and source, or in a section."""
        if place in self._live.report.form.cells:
            return f"cells.{place}", f"notes.{place}", f"sources.{place}"
        return f"texts.{place}", f"notes.{place}"

    def _fill_log(self, _index: int = 0) -> None:
        one_place = self._place and self.only.currentIndex() == 1
        targets = self._targets(self._place) if one_place else ()
        database, session = self._desk.reports.database, self._live.session
        pasts = history_of(database, session.report_id, self._live.report, targets)
        self.log.put([self._past_row(past, targets[:1]) for past in pasts[:MOST]])
        more = f"，只列最近 {MOST} 次" if len(pasts) > MOST else ""
        self.counted.setText(f"{len(pasts)} 次修改{more}" if pasts else "还没有修改过。")

    def _past_row(self, past: Past, unnamed: tuple[str, ...]) -> Row:
        """A change as a line, which names its place unless that is the one looked at."""
        act = f"{past.what}（已撤销）" if past.undone else past.what
        target = past.change.target
        place = "" if target in unnamed else name_of_target(target, self._live.report.form)
        words = (name_of_moment(past.at), place, _sides(past.change), act)
        return Row(words, "undo" if past.undone else "", "\n".join(words))

    def _log_page(self) -> QWidget:
        across = QHBoxLayout()
        across.addWidget(self.only)
        across.addWidget(self.counted, 1)
        page = QWidget()
        column = QVBoxLayout(page)
        column.addLayout(across)
        column.addWidget(self.log, 1)
        return page

    def _lay_out(self, name: str) -> None:
        heading = Label(name)
        heading.setFont(lettering(HEADING, bold=True))
        close = QPushButton("关闭")
        close.setAutoDefault(False)
        close.clicked.connect(self.reject)
        below = QHBoxLayout()
        below.addStretch(1)
        below.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(4 * UNIT, 3 * UNIT, 4 * UNIT, 3 * UNIT)
        column.setSpacing(2 * UNIT)
        column.addWidget(heading)
        column.addWidget(self.tabs, 1)
        column.addLayout(below)


def _sides(change: Change) -> str:
    """What stood at a place, and what came."""
    old, new = (text or NOTHING for text in shown(change, LISTED))
    return f"{old} → {new}"
