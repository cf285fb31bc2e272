"""Below the place at hand: the places to go through, what has no place, what the checks say."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QTabWidget

from core.matching.reading import Unplaced
from gui.importing.marks import Marks
from gui.shared.theme import Theme
from gui.sources.place_list import PlainList, Row

if TYPE_CHECKING:
    from core.checks.findings import Finding

MOST_UNPLACED = 2000  # of what has no place that are listed


class Lists(QTabWidget):
    """Three lists. The signals carry the number of a place, of an unplaced text, of a finding."""

    place_chosen = Signal(int)
    unplaced_chosen = Signal(int)
    finding_chosen = Signal(object)

    def __init__(self, unplaced: Sequence[Unplaced], theme: Theme) -> None:
        super().__init__()
        self.numbers: tuple[int, ...] = ()
        self._findings: Sequence[Finding] = ()
        self.places = PlainList(3, 1, theme)
        self.unplaced = PlainList(2, 0, theme)
        self.findings = PlainList(1, 0, theme)
        self.setDocumentMode(True)
        self.tabBar().setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.addTab(self.places, "逐处确认")
        self.addTab(self.unplaced, f"没有放进表的 {len(unplaced)}")
        self.addTab(self.findings, "核对结果")
        self.unplaced.put([_unplaced(each) for each in unplaced[:MOST_UNPLACED]])
        self.places.chosen.connect(lambda row: self.place_chosen.emit(self.numbers[row]))
        self.unplaced.chosen.connect(self.unplaced_chosen)
        self.findings.chosen.connect(lambda row: self.finding_chosen.emit(self._findings[row]))

    def show_places(self, numbers: tuple[int, ...], marks: Marks) -> None:
        """Lists these places."""
        self.numbers = numbers
        self.places.put([_place(number, marks) for number in numbers])

    def refresh(self, number: int, marks: Marks) -> None:
        """Shows one place as it is now."""
        if number in self.numbers:
            self.places.lines.change(self.numbers.index(number), _place(number, marks))

    def set_current(self, number: int) -> None:
        """Marks the line of a place, where it is listed."""
        listed = number in self.numbers
        self.places.set_current(self.numbers.index(number) if listed else None)

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """Lists what the checks say."""
        self._findings = findings
        self.findings.put([Row((f.message,), f.severity, f.message) for f in findings])
        self.setTabText(2, f"核对结果 {len(findings)}")


def _place(number: int, marks: Marks) -> Row:
    place = marks.choosing.places[number]
    words = (marks.choosing.name(number), marks.read(number), marks.outcome(number))
    return Row(words, marks.icon(number) or "ok", "\n".join(filter(None, (*words, place.doubt))))


def _unplaced(each: Unplaced) -> Row:
    return Row((each.text, each.where), "", f"{each.where}\n{each.text}")
