"""What all windows that compare have: a list of differences, and the ways through it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QPushButton, QWidget

from core.document.blocks import Document
from gui.comparing.marks import Marks
from gui.shared.desk import Desk
from gui.shared.plain import Label, caption, tool_tip
from gui.sources.form_view import FormView
from gui.sources.place_list import PlainList


class ComparingWindow(QWidget):
    """A window beside the one that is typed in.

    `print_requested` and `save_requested` carry what is to be printed. `place` is the number of
    the difference at hand, None for none.
    """

    print_requested = Signal(object)
    save_requested = Signal(object)

    def __init__(self, desk: Desk, columns: int, save: str, print_: str) -> None:
        """`columns` are those of the list, `save` and `print_` the words of the buttons."""
        super().__init__(desk.window, Qt.WindowType.Window)
        self._desk = desk
        self.place: int | None = None
        self._icon, self.verdict = Label(), Label()
        self.list = PlainList(columns, 2, desk.theme)
        self.before = button_of("上一处　Shift+F8")
        self.after = button_of("下一处　F8")
        self.save = button_of(save)
        self.print = button_of(print_)
        self.list.chosen.connect(self.go)
        self.before.clicked.connect(partial(self.step, -1))
        self.after.clicked.connect(partial(self.step, 1))
        self.print.clicked.connect(lambda: self.print_requested.emit(self.document))
        self.save.clicked.connect(lambda: self.save_requested.emit(self.document))
        self._add_key("F8", partial(self.step, 1))
        self._add_key("Shift+F8", partial(self.step, -1))
        self._add_key("Ctrl+P", self.print.click)

    @property
    def document(self) -> Document:
        """What is printed."""
        raise NotImplementedError

    @property
    def count(self) -> int:
        """How many differences there are."""
        raise NotImplementedError

    @property
    def first_form(self) -> FormView | None:
        """What gets the keyboard at first; None where nothing can be compared."""
        raise NotImplementedError

    def go(self, number: int) -> None:
        """Goes to a difference, on both sides."""
        raise NotImplementedError

    def step(self, step: int) -> None:
        """Goes to the next (1) or the previous (-1) difference, round the end."""
        if count := self.count:
            here = self.place if self.place is not None else -1 if step > 0 else count
            self.go((here + step) % count)

    def bring_to_front(self) -> None:
        """Opens the window, or brings it back into sight."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()
        if self.first_form:
            self.first_form.take_focus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    def _add_key(self, keys: str, act: Callable[[], object]) -> None:
        QShortcut(QKeySequence(keys), self).activated.connect(act)


def show_states(form: FormView, marks: Marks) -> None:
    """Says at each section's tab how much of it differs."""
    for section in marks.report.form.sections:
        count = marks.count_in(section.id)
        icon, words = ("differs", f"{count} 处不同") if count else ("ok", "相同")
        form.set_state(section.id, icon, words)


def button_of(words: str) -> QPushButton:
    """A button that Enter elsewhere does not press."""
    button = QPushButton(caption(words))
    button.setToolTip(tool_tip(words))
    button.setAutoDefault(False)
    return button
