"""对照: two versions of a report in the layout of the form, side by side and scrolled together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QPushButton,
    QScrollBar,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from core.comparing.differences import compare_reports, place_of
from core.comparing.listed import versions_list
from core.document.blocks import Document
from core.refusal import Refused, one_line
from core.report.changes import in_terms_of
from core.report.edits import Change
from core.report.places import shown
from core.report.report import Report
from gui.comparing.marks import NOTHING, Marks
from gui.shared.desk import Desk
from gui.shared.plain import Label, caption, title, tool_tip
from gui.shared.theme import HEADING, ICON_SIZE, UNIT, lettering
from gui.sources.form_view import FormView
from gui.sources.place_list import PlainList, Row

FROM_FILE = "文件…"
LISTED = 40  # characters of a side in the list
NARROWEST = 110  # pixels of a box, on a screen that has no more


@dataclass(frozen=True)
class Side:
    """What can be compared: its name, how it is loaded, and when and how a place of it was changed.

    `load` may raise Refused; `told` takes a target and says "" where nothing is known.
    """

    name: str
    load: Callable[[], Report]
    told: Callable[[str], str] = lambda _target: ""


class VersionsWindow(QWidget):
    """A window beside the one that is typed in. At the left the earlier version, as it is opened.

    `print_requested` and `save_requested` carry what is to be printed, `file_wanted` the number of
    the side, 0 or 1, for which a file is wanted.
    """

    print_requested = Signal(object)
    save_requested = Signal(object)
    file_wanted = Signal(int)

    def __init__(self, desk: Desk, sides: Sequence[Side], left: int, right: int) -> None:
        super().__init__(desk.window, Qt.WindowType.Window)
        self._desk = desk
        self._sides = list(sides)
        self._chosen = [left, right]
        self.marks: tuple[Marks, Marks] | None = None
        self.forms: tuple[FormView, FormView] | None = None
        self.place: int | None = None  # the number of the difference at hand
        self._tied: set[QScrollBar] = set()
        self.setWindowTitle(title("对照 - 年报"))
        self.boxes = (QComboBox(), QComboBox())
        self._icon, self.verdict = Label(), Label()
        self.swap = _button("换边")
        self.before = _button("上一处　Shift+F8")
        self.after = _button("下一处　F8")
        self.save = _button("存为 PDF…")
        self.print = _button("打印对照…")
        self.print.setObjectName("edged")
        self.list = PlainList(4, 2, desk.theme)
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

    def step(self, step: int) -> None:
        """Goes to the next (1) or the previous (-1) difference, round the end."""
        if self.marks and (count := len(self.marks[0].differences)):
            here = self.place if self.place is not None else -1 if step > 0 else count
            self.go((here + step) % count)

    def bring_to_front(self) -> None:
        """Opens the window, or brings it back into sight."""
        self.show()
        self.raise_()
        self.activateWindow()
        if self.forms:
            self.forms[0].take_focus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

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
        self.list.setVisible(bool(found))
        for button in (self.before, self.after):
            button.setEnabled(bool(found))
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
            for section in report.form.sections:
                count = self.marks[0].count_in(section.id)
                icon, words = ("differs", f"{count} 处不同") if count else ("ok", "相同")
                view.set_state(section.id, icon, words)
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
        self.list.chosen.connect(self.go)
        self.before.clicked.connect(partial(self.step, -1))
        self.after.clicked.connect(partial(self.step, 1))
        self.print.clicked.connect(lambda: self.print_requested.emit(self.document))
        self.save.clicked.connect(lambda: self.save_requested.emit(self.document))
        for keys, act in (
            ("F8", partial(self.step, 1)),
            ("Shift+F8", partial(self.step, -1)),
            ("Ctrl+P", self.print.click),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(act)

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
        for button in (self.before, self.after, self.save, self.print):
            top.addWidget(button)
        self.panes.setChildrenCollapsible(False)
        inside = QSplitter(Qt.Orientation.Vertical)
        inside.addWidget(self.panes)
        inside.addWidget(self.list)
        inside.setChildrenCollapsible(False)
        inside.setStretchFactor(0, 5)
        inside.setStretchFactor(1, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * UNIT, 2 * UNIT, 3 * UNIT, 2 * UNIT)
        column.addLayout(top)
        column.addWidget(inside, 1)


def _button(words: str) -> QPushButton:
    button = QPushButton(caption(words))
    button.setToolTip(tool_tip(words))
    button.setAutoDefault(False)
    return button
