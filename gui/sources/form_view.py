"""The form as it would be: its tables and texts, to look at, each place with a mark.

It knows nothing of where the values come from, and changes none.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import cast

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QScrollArea,
    QScrollBar,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from core.forms.definition import Form
from core.forms.layout import grids_of
from core.report.places import name_of_target
from core.report.texts import TextPlace
from gui.shared.plain import caption, tool_tip
from gui.shared.theme import Theme
from gui.sources.form_grid import FormGrid, Show
from gui.sources.form_text import TextShown

SHARE, MOST_SHARES = 60, 12  # characters of a text to a share of the room, and shares at most


class FormView(QTabWidget):
    """One form, a tab a section. `chosen` carries the target that the clerk went to.

    `texts_in` are the targets of the notes and texts to show. A key that moves nowhere is left to
    the parent.
    """

    chosen = Signal(str)

    def __init__(self, form: Form, show: Show, texts_in: Iterable[str], theme: Theme) -> None:
        super().__init__()
        self._form = form
        self._show = show
        self._texts = tuple(texts_in)
        self._theme = theme
        self._grids: dict[str, FormGrid] = {}  # by section and number
        self._fields: dict[str, TextShown] = {}
        self._filled: set[str] = set()
        self.setDocumentMode(True)
        self.setIconSize(QSize(12, 12))
        self.tabBar().setStyleSheet(_flat(theme))
        self.setElideMode(Qt.TextElideMode.ElideRight)  # where there is no room, they scroll too
        self.tabBar().setFocusPolicy(Qt.FocusPolicy.NoFocus)
        for section in form.sections:
            page = QWidget()
            QVBoxLayout(page).setContentsMargins(0, 4, 0, 0)
            self.addTab(page, caption(f"{section.number} {section.tab}"))
        self._fill(0)
        self.currentChanged.connect(self._fill)

    @property
    def grid(self) -> FormGrid | None:
        """The table with the current cell in front, or the first there; None in a text."""
        section = self._form.sections[self.currentIndex()].id
        here = [grid for key, grid in self._grids.items() if key.partition("/")[0] == section]
        return next((grid for grid in here if grid.current_cell), here[0] if here else None)

    def go_to(self, target: str, paragraph: int = 0) -> None:
        """Brings a place to the front, and makes it the current one; of a text a paragraph."""
        key = target.partition(".")[2]
        place = TextPlace.of(target)
        section = place.section(self._form) if place else self._form.section_of(key)
        number = self._form.sections.index(section)
        self._fill(number)
        if self.currentIndex() != number:
            self.setCurrentIndex(number)
        for grid in self._grids.values():
            grid.set_current("" if place else key)
        for target_shown, field in self._fields.items():
            field.set_current(target_shown == target)
        if target in self._fields:
            self._fields[target].bring_into_sight(paragraph)

    @property
    def scrolling(self) -> dict[str, QScrollBar]:
        """What scrolls the section in front, by the table or text that it is of."""
        section = self._form.sections[self.currentIndex()].id
        found = {
            key: grid.verticalScrollBar()
            for key, grid in self._grids.items()
            if key.partition("/")[0] == section
        }
        for target, field in self._fields.items():
            if self._section_of(target) == section:
                found[target] = field.body.verticalScrollBar()
        return found

    def take_focus(self) -> None:
        """Gives the keyboard to the place that is current."""
        if grid := self.grid:
            grid.setFocus()
        else:
            self.setFocus()

    def refresh(self, target: str) -> None:
        """Shows a place as it is now."""
        if target in self._fields:
            self._fields[target].refresh()
        for grid in self._grids.values():
            grid.refresh(target.partition(".")[2])

    def refresh_all(self) -> None:
        """Shows everything as it is now."""
        for grid in self._grids.values():
            grid.viewport().update()
        for field in self._fields.values():
            field.refresh()

    def set_state(self, section_id: str, icon: str, words: str) -> None:
        """Marks the tab of a section."""
        for number, section in enumerate(self._form.sections):
            if section.id == section_id:
                self.setTabIcon(number, self._theme.icon(icon))
                self.setTabToolTip(number, tool_tip(f"{section.heading}：{words}"))

    def _fill(self, number: int) -> None:
        """Puts what a section has on its page, when it is first asked for."""
        section = self._form.sections[number]
        if section.id in self._filled:
            return
        self._filled.add(section.id)
        page = self.widget(number)
        column = cast("QVBoxLayout", page.layout())
        here = [t for t in self._texts if self._section_of(t) == section.id]
        if section.tables:
            for i, grid in enumerate(grids_of(self._form, section.id)):
                view = FormGrid(grid, self._show, self._theme)
                view.chosen.connect(self._on_cell)
                self._grids[f"{section.id}/{i}"] = view
                column.addWidget(view, 1)
            if here:
                column.addWidget(self._written(here))
            column.addStretch(0)
        else:
            column.addWidget(self._written(here))

    def _section_of(self, target: str) -> str:
        place = TextPlace.of(target)
        return place.section(self._form).id if place else ""

    def _written(self, targets: list[str]) -> QWidget:
        """The texts or notes of a section, one below the other."""
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(4, 4, 4, 4)
        for target in targets:
            name = name_of_target(target, self._form)
            field = TextShown(name, partial(self._show, target), self._theme)
            field.chosen.connect(partial(self.chosen.emit, target))
            self._fields[target] = field
            # Each has room by its length, as far as the whole can be seen.
            column.addWidget(field, min(MOST_SHARES, 1 + len(self._show(target).text) // SHARE))
        column.addStretch(0)
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(holder)
        if all(target.startswith("notes.") for target in targets):
            area.setMaximumHeight(holder.sizeHint().height() + 4)
        return area

    def _on_cell(self, cell: str) -> None:
        self.chosen.emit(f"cells.{cell}")


def _flat(theme: Theme) -> str:
    """Tabs without the room around their words that would cut them off."""
    accent = theme.shades.accent.name()
    return (
        "QTabBar::tab { padding: 5px 6px; border-bottom: 2px solid transparent; }"
        f"QTabBar::tab:selected {{ border-bottom: 2px solid {accent}; font-weight: bold; }}"
    )
