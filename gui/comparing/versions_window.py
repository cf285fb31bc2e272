"""对照: two versions of a report in the layout of the form, side by side and scrolled together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QScrollBar,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from core.comparing.differences import compare_reports, place_of
from core.comparing.listed import versions_list
from core.document.blocks import Document
from core.record import record
from core.refusal import Refused, one_line
from core.report.changes import in_terms_of
from core.report.edits import Change
from core.report.places import shown
from core.report.report import Report
from gui.comparing.marks import NOTHING, Marks
from gui.comparing.window import ComparingWindow, button_of, show_states
from gui.shared.desk import Desk
from gui.shared.plain import Label, title
from gui.shared.theme import HEADING, ICON_SIZE, UNIT, lettering
from gui.sources.form_view import FormView
from gui.sources.place_list import Row

FROM_FILE = "文件…"
LISTED = 40  # characters of a side in the list
NARROWEST = 110  # pixels of a box, on a screen that has no more


@record
class Side:
    """What can be compared: its name, how it is loaded, and when and how a place of it was changed.

    `load` may raise Refused; `told` takes a target and says "" where nothing is known.
    """

    name: str
    load: Callable[[], Report]
    told: Callable[[str], str] = lambda _target: ""


class VersionsWindow(ComparingWindow):
    """At the left the earlier version, as it is opened.

    `file_wanted` carries the number of the side, 0 or 1, for which a file is wanted.
    """

    file_wanted = Signal(int)

    def __init__(self, desk: Desk, sides: Sequence[Side], left: int, right: int) -> None:
        super().__init__(desk, 4, "存为 PDF…", "打印对照…")
        self._sides = list(sides)
        self._chosen = [left, right]
        self.marks: tuple[Marks, Marks] | None = None
        self.forms: tuple[FormView, FormView] | None = None
        self._tied: set[QScrollBar] = set()
        self.setWindowTitle(title("对照 - 年报"))
        self.boxes = (QComboBox(), QComboBox())
        self.swap = button_of("换边")
        self.print.setObjectName("edged")
        self._found = QWidget()  # the list, and the ways through it
        self.list.setAccessibleName("不同之处")
        self.panes = QSplitter(Qt.Orientation.Horizontal)
        self._lay_out()
        self._connect()
        self._name_sides()
        self._show()
        self.resize(desk.window.size())

    @property
    def document(self) -> Document:
        """What is printed: the list of the differences, and both versions whole."""
        assert self.marks is not None
        left, right = self.marks
        names = [self._sides[number].name for number in self._chosen]
        told = {d.target: self._told(d.target) for d in left.differences}
        sides = (names[0], left.report), (names[1], right.report)
        return versions_list(*sides, left.differences, told)

    def add_side(self, place: int, side: Side) -> None:
        """Shows what was read from a file on a side, and offers it from now on."""
        self._sides.append(side)
        self._chosen[place] = len(self._sides) - 1
        self._name_sides()
        self._show()

    def go(self, number: int) -> None:
        """Goes to a difference, on both sides."""
        if self.marks and self.forms:
            self.place = number
            difference = self.marks[0].differences[number]
            self.list.set_current(number)
            for form in self.forms:
                form.go_to(difference.target, difference.paragraph)

    @property
    def count(self) -> int:
        return len(self.marks[0].differences) if self.marks else 0

    @property
    def first_form(self) -> FormView | None:
        return self.forms[0] if self.forms else None

    # ---- showing ----

    def _show(self) -> None:
        """Compares the chosen two, and shows them; says why where that cannot be done."""
        self.marks = self.forms = self.place = None
        self._tied.clear()
        for number in reversed(range(self.panes.count())):
            self.panes.widget(number).deleteLater()
            self.panes.widget(number).setParent(None)
        try:
            self._compare()
        except Refused as refusal:
            self._say(str(refusal), "warning")
        found = self.marks[0].differences if self.marks else ()
        self.list.put([self._row(number) for number in range(len(found))])
        self._found.setVisible(bool(found))
        for button in (self.save, self.print):
            button.setEnabled(self.marks is not None)
        if found:
            self.go(0)

    def _compare(self) -> None:
        one, other = (self._sides[number] for number in self._chosen)
        report, loaded = one.load(), other.load()
        theirs = in_terms_of(report.form, loaded)
        ours_first = compare_reports(report, theirs, other.name)
        self.marks = (
            Marks(report, ours_first, "右边"),
            Marks(theirs, compare_reports(theirs, report, one.name), "左边"),
        )
        texts = tuple(dict.fromkeys((*self.marks[0].texts, *self.marks[1].texts)))
        views = [FormView(report.form, m.shown, texts, self._desk.theme) for m in self.marks]
        self.forms = views[0], views[1]
        for view, beside in (views, reversed(views)):
            self.panes.addWidget(view)
            view.chosen.connect(partial(self._on_target, beside))
            view.currentChanged.connect(partial(self._follow_tab, beside))
            show_states(view, self.marks[0])
        self.panes.setSizes([1000, 1000])
        self._tie()
        count = len(ours_first)
        self._say(f"{count} 处不同" if count else "没有不同", "differs" if count else "ok")
        agency, year = one_line(report.agency.name), report.year
        self.setWindowTitle(title(f"对照 {agency} {year}年度：{one.name}，{other.name} - 年报"))

    def _say(self, words: str, icon: str) -> None:
        self.verdict.setText(words)
        self._icon.setPixmap(self._desk.theme.icon(icon).pixmap(ICON_SIZE, ICON_SIZE))

    def _row(self, number: int) -> Row:
        assert self.marks is not None
        difference = self.marks[0].differences[number]
        sides = (difference.ours, difference.theirs)
        ours, theirs = shown(Change(difference.target, *sides), LISTED)
        place = place_of(difference, self.marks[0].report)
        told = self._told(difference.target)
        words = (place, ours or NOTHING, f"→ {theirs or NOTHING}", told)
        return Row(words, "differs", "\n".join(filter(None, (place, *sides, told))))

    def _told(self, target: str) -> str:
        """When and how a place came to be as it is at the right, or else at the left."""
        left, right = (self._sides[number] for number in self._chosen)
        return right.told(target) or left.told(target)

    # ---- both sides together ----

    def _on_target(self, beside: FormView, target: str) -> None:
        number = self.marks[0].number_at(target) if self.marks else None
        self.place = number
        self.list.set_current(number)
        beside.go_to(target)

    def _follow_tab(self, beside: FormView, number: int) -> None:
        beside.setCurrentIndex(number)
        self._tie()

    def _tie(self) -> None:
        """Lets what scrolls the two sections in front follow one another."""
        if self.forms and self.forms[0].currentIndex() == self.forms[1].currentIndex():
            left, right = (form.scrolling for form in self.forms)
            for key in left.keys() & right.keys():
                for one, other in ((left[key], right[key]), (right[key], left[key])):
                    if one not in self._tied:
                        self._tied.add(one)
                        one.valueChanged.connect(other.setValue)

    # ---- parts ----

    def _name_sides(self) -> None:
        for box, chosen in zip(self.boxes, self._chosen, strict=True):
            box.blockSignals(True)
            box.clear()
            box.addItems([*(one_line(side.name) for side in self._sides), FROM_FILE])
            box.setCurrentIndex(chosen)
            box.blockSignals(False)

    def _choose(self, place: int, number: int) -> None:
        if number == len(self._sides):
            self._name_sides()  # as it was, until a file is read
            self.file_wanted.emit(place)
        elif number != self._chosen[place]:
            self._chosen[place] = number
            self._show()

    def _swap(self) -> None:
        self._chosen.reverse()
        self._name_sides()
        self._show()

    def _connect(self) -> None:
        for place, box in enumerate(self.boxes):
            box.setAccessibleName(("左边", "右边")[place])
            box.activated.connect(partial(self._choose, place))
        self.swap.clicked.connect(self._swap)

    def _lay_out(self) -> None:
        self.verdict.setFont(lettering(HEADING, bold=True))
        for box in self.boxes:
            box.setMinimumWidth(NARROWEST)
        top = QHBoxLayout()
        top.setSpacing(2 * UNIT)
        for part in (self.boxes[0], Label("和"), self.boxes[1], self.swap):
            top.addWidget(part)
        top.addSpacing(2 * UNIT)
        top.addWidget(self._icon)
        top.addWidget(self.verdict, 1)
        for button in (self.save, self.print):
            top.addWidget(button)
        ways = QVBoxLayout()
        ways.setSpacing(UNIT)
        for button in (self.before, self.after):
            ways.addWidget(button)
        ways.addStretch(1)
        found = QHBoxLayout(self._found)
        found.setContentsMargins(0, 0, 0, 0)
        found.setSpacing(2 * UNIT)
        found.addWidget(self.list, 1)
        found.addLayout(ways)
        self.panes.setChildrenCollapsible(False)
        inside = QSplitter(Qt.Orientation.Vertical)
        inside.addWidget(self.panes)
        inside.addWidget(self._found)
        inside.setChildrenCollapsible(False)
        inside.setStretchFactor(0, 5)
        inside.setStretchFactor(1, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * UNIT, 2 * UNIT, 3 * UNIT, 2 * UNIT)
        column.addLayout(top)
        column.addWidget(inside, 1)
