"""确认导入: what was read beside where it was read from, before any of it enters."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractSpinBox, QComboBox, QDialog, QLineEdit, QVBoxLayout

from core.matching.choosing import Choosing
from core.matching.reading import Reading
from core.readers.contents import Paragraph
from core.refusal import Refused, one_line
from core.report.edits import contents_of
from core.report.places import name_of_year
from core.report.report import Report
from core.report.totals import blank_totals
from core.report.values import ValueRefused
from gui.importing.destination import Destination, DestinationLine
from gui.importing.form_grid import Shown
from gui.importing.marks import Marks
from gui.importing.outlook import Outlook
from gui.importing.screen import FILTERS, ImportScreen
from gui.importing.walk import Walk, Which
from gui.shared.desk import Desk
from gui.shared.plain import title
from gui.shared.questions import confirm

if TYPE_CHECKING:
    from core.checks.findings import CheckResult, Finding

SETTLE = 200  # milliseconds after which another agency or year counts
FIRST_SIGNS = frozenset("0123456789/-+.０１２３４５６７８９")  # that begin a value
NOT_PLAIN = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
Enter = Callable[[Choosing, Destination], None]


class ImportDialog(QDialog):
    """Accepted once `enter` has entered what the clerk took; what that refuses is said here.

    `name` is what the file is called.
    """

    def __init__(self, desk: Desk, reading: Reading, name: str, enter: Enter) -> None:
        super().__init__(desk.window)
        self._reading = reading
        self._enter = enter
        self._goal: Destination | None = None
        self.place: int | None = None  # the number of the place at hand
        self.setWindowTitle(title("确认导入 - 年报"))
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        self.destination = DestinationLine(reading, desk.reports, desk.live)
        refused = self._find_goal()
        self._take_up(Choosing(reading, self._report))
        texts = tuple(_texts_of(self.choosing))
        self.screen_ = ImportScreen(reading, name, self.destination, self._shown, texts, desk.theme)
        self.outlook = Outlook(self._outcome, self)
        self._settle = QTimer(self, singleShot=True, interval=SETTLE)
        self._settle.timeout.connect(self._move)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.screen_)
        self.resize(desk.window.size())
        self._connect()
        self.screen_.refuse(refused)
        self._show_all()
        self.go(self.walk.next(None, 1))
        self.screen_.form.take_focus()

    # ---- the clerk's answers ----

    def take(self) -> None:
        """Takes what is offered at the place at hand, and goes on."""
        if self.place is None:
            return
        if self.choosing.take(self.place):
            self._go_on()
        elif self.choosing.answer(self.place) is None:
            self.screen_.card.refuse("这里没有能填的数：可以直接输入，或按 Del 留空。")
        else:
            self.step(1)

    def leave(self) -> None:
        """Leaves the place at hand as it is, and goes on."""
        if self.place is not None:
            self.choosing.leave(self.place)
            self._go_on()

    def type(self, text: str) -> None:
        """Takes another value for the place at hand, and goes on; says why where it is none."""
        if self.place is None:
            return
        try:
            self.choosing.type(self.place, text)
        except ValueRefused as refusal:
            self.screen_.card.refuse(str(refusal))
            return
        self._go_on()
        self.screen_.form.take_focus()

    def take_many(self, answer: Callable[[Choosing], None], _checked: bool = False) -> None:
        """Gives all places an answer at once."""
        answer(self.choosing)
        self._show_all()

    def go(self, number: int | None) -> None:
        """Goes to a place."""
        self.place = number
        if number is not None:
            self.screen_.show_place(number, self.marks, self._position)

    def step(self, step: int) -> None:
        """Goes to the next (1) or the previous (-1) place."""
        self.go(self.walk.next(self.place, step))

    def accept(self) -> None:
        """Enters what was taken; a refusal is said and keeps the dialog open."""
        if self._settle.isActive():
            self._settle.stop()
            self._move()
        if self._goal is None or not any(self.choosing.count()):
            return
        try:
            self._enter(self.choosing, self._goal)
        except Refused as refusal:
            self.screen_.refuse(str(refusal))
            return
        super().accept()

    def reject(self) -> None:
        """Closes without entering anything, once the clerk is sure."""
        question = "要放弃这次导入吗？已经确认的各处不会保留，年报不会改动。"
        if not self.choosing.is_begun or confirm(self, "放弃导入", question, "放弃导入", "不放弃"):
            super().reject()

    def done(self, result: int) -> None:
        self.outlook.close()
        super().done(result)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.screen_.card.field.hasFocus():
            self._show_card()
            self.screen_.form.take_focus()
        elif event.key() == Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif isinstance(self.focusWidget(), _FIELDS) or event.modifiers() & NOT_PLAIN:
            event.ignore()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.take()
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.leave()
        elif event.text() in FIRST_SIGNS:
            self.screen_.card.begin_typing(event.text())
        else:
            event.ignore()

    # ---- where it goes ----

    @property
    def _report(self) -> Report:
        """The report that it goes into; an empty one while that is not settled."""
        if self._goal:
            return self._goal.report
        return Report(self._reading.agency, self._reading.year, self._reading.form)

    def _find_goal(self) -> str:
        """Finds the report that it goes into; why there is none, or ""."""
        self._goal = None
        try:
            self._goal = self.destination.destination()
        except Refused as refusal:
            return str(refusal)
        return ""

    def _take_up(self, choosing: Choosing) -> None:
        """Works on these answers from now on."""
        self.choosing = choosing
        self.walk = Walk(choosing)
        self.marks = Marks(choosing, {})

    def _move(self) -> None:
        """Puts the answers to another report, where the clerk has asked for that."""
        target = "" if self.place is None else self.choosing.places[self.place].target
        self.screen_.refuse(self._find_goal())
        self._take_up(self.choosing.into(self._report))
        self._show_all()
        targets = [place.target for place in self.choosing.places]
        self.go(targets.index(target) if target in targets else self.walk.next(None, 1))

    # ---- showing ----

    def _connect(self) -> None:
        screen = self.screen_
        screen.filtered.connect(self._on_filter)
        screen.form.chosen.connect(self._on_target)
        screen.lists.place_chosen.connect(self.go)
        screen.lists.unplaced_chosen.connect(self._show_unplaced)
        screen.lists.finding_chosen.connect(self._show_finding)
        screen.card.taken.connect(self.take)
        screen.card.left.connect(self.leave)
        screen.card.typed.connect(self.type)
        screen.card.passed.connect(partial(self.step, 1))
        self.outlook.checked.connect(self._show_checked)
        self.destination.changed.connect(self._settle.start)
        for button, answer in (
            (screen.all, Choosing.take_all),
            (screen.sure, Choosing.take_sure),
            (screen.none, Choosing.take_none),
        ):
            button.clicked.connect(partial(self.take_many, answer))
        screen.give_up.clicked.connect(self.reject)
        screen.fill_in.clicked.connect(self.accept)
        acts: list[tuple[str, Callable[[], object]]] = [
            ("F8", partial(self.step, 1)),
            ("Shift+F8", partial(self.step, -1)),
            ("Ctrl+Return", self.accept),
            ("Ctrl+Enter", self.accept),
        ]
        for i in range(len(self._reading.form.sections)):
            acts.append((f"Alt+{i + 1}", partial(screen.form.setCurrentIndex, i)))
        for keys, act in acts:
            QShortcut(QKeySequence(keys), self).activated.connect(act)

    def _shown(self, target: str) -> Shown:
        return self.marks.shown(target)

    @property
    def _position(self) -> str:
        """Which of the places that are gone through the one at hand is: 待定 1 / 3."""
        numbers = self.walk.numbers
        if self.place not in numbers:
            return ""
        return f"{FILTERS[self.walk.which][0]} {numbers.index(self.place) + 1} / {len(numbers)}"

    def _go_on(self) -> None:
        """Shows the answer that was given, and goes to the next place."""
        if self.place is not None:
            self._count()
            self.screen_.refresh(self.place, self.marks)
            self.step(1)

    def _show_all(self) -> None:
        self._count()
        self.screen_.show_all(self.marks, self.walk)
        self._show_card()

    def _show_card(self) -> None:
        if self.place is not None:
            self.screen_.show_card(self.place, self.marks, self._position)

    def _count(self) -> None:
        """Works out what follows from the answers, and has it checked."""
        self.marks.totals = blank_totals(self._outcome())
        report = self._report
        year = name_of_year(report.year, report.version)
        goal = f"{one_line(report.agency.name)}{year}" if self._goal else ""
        new = "（新建）" if self._goal and self._goal.report_id is None else ""
        self.screen_.show_counts(goal + new, self.walk, *self.choosing.count())
        self.outlook.ask()

    def _outcome(self) -> Report:
        """The report as it would be; where that cannot be, it is said, the report as it is."""
        try:
            return self.choosing.outcome()
        except Refused as refusal:
            self.screen_.refuse(str(refusal))
            return self.choosing.report

    def _show_checked(self, checked: CheckResult) -> None:
        report = self._outcome()
        cells = report.form.cells.values()
        blanks = sum(report.is_blank(cell) for cell in cells if not cell.is_total)
        self.screen_.show_findings(checked, blanks)

    def _on_filter(self, which: Which) -> None:
        self.walk.which = which
        self._show_all()
        self.go(self.walk.next(None, 1) if self.place not in self.walk.numbers else self.place)

    def _on_target(self, target: str) -> None:
        """Goes where the clerk went in the form."""
        targets = [place.target for place in self.choosing.places]
        if target in targets:
            self.go(targets.index(target))

    def _show_unplaced(self, number: int) -> None:
        each = self._reading.unplaced[number]
        blocks = self._reading.contents.blocks
        same = (i for i, b in enumerate(blocks) if isinstance(b, Paragraph) and each.text in b.text)
        self.screen_.show_source(each.where, each.spot, tuple(islice(same, 1)))

    def _show_finding(self, finding: Finding) -> None:
        if finding.anchor:
            self._on_target(f"cells.{finding.anchor}")
        elif finding.spans:
            self._on_target(finding.spans[0].place.target)


def _texts_of(choosing: Choosing) -> Iterator[str]:
    """The texts and notes that the form shows: all sections', and what else there is."""
    form = choosing.report.form
    there = contents_of(choosing.report).keys() | {place.target for place in choosing.places}
    for key in form.text_ids:
        if f"texts.{key}" in there or any(section.id == key for section in form.sections):
            yield f"texts.{key}"
    yield from (f"notes.{key}" for key in form.note_ids if f"notes.{key}" in there)


_FIELDS = (QLineEdit, QComboBox, QAbstractSpinBox)
