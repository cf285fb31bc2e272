"""What the places of the report show where it is compared with a file: in the form, in the list."""

from __future__ import annotations

from functools import cached_property

from core.comparing.differences import Difference, Kind, name_of_kind, place_of
from core.document.compose import printed_paragraphs, printed_value
from core.record import record
from core.report.edits import Change, current_text
from core.report.places import shown
from core.report.report import Report
from core.report.texts import TITLE, TextPlace
from core.report.totals import Total, blank_totals
from gui.sources.form_grid import Shown
from gui.sources.place_list import Row

ICONS: dict[Kind, str] = {
    "differs": "differs",
    "absent": "missing",
    "added": "differs",
    "moved": "differs",
    "unsure": "warning",
}
NOTHING = "（空）"
LISTED = 24  # characters of a side in the list


@record
class Marks:
    """A report and where another differs from it, which is called `other`."""

    report: Report
    differences: tuple[Difference, ...]
    other: str = "文件"

    def shown(self, target: str) -> Shown:
        """What a place of the form shows, by its target: what prints, with a mark if it differs."""
        found = self._by_target.get(target, ())
        kind, _, key = target.partition(".")
        if kind == "cells":
            text = printed_value(self.report, self._totals, key)
            if not found:
                return Shown(text)
            (difference,) = found
            said = difference.theirs or NOTHING
            theirs = f"{name_of_kind(difference.kind, self.other)}：{self.other}里是 {said}"
            words = "。".join(filter(None, (theirs, difference.doubt)))
            return Shown(text, ICONS[difference.kind], words, is_loud=True)
        printed = "\n".join(printed_paragraphs(self._text(target)))
        if not found:
            return Shown(printed)
        icon = "warning" if any(d.kind == "unsure" for d in found) else "differs"
        marked = tuple(d.paragraph or 1 for d in found if d.ours)
        return Shown(printed, icon, f"{len(found)} 处不同", is_loud=True, marked=marked)

    def row(self, number: int) -> Row:
        """A difference as a line: the place, what it is, and both sides."""
        difference = self.differences[number]
        place = place_of(difference, self.report)
        kind = name_of_kind(difference.kind, self.other)
        sides = (difference.ours, difference.theirs)
        ours, theirs = shown(Change(difference.target, *sides), LISTED)
        words = (place, kind, f"{ours or NOTHING} → {theirs or NOTHING}")
        whole = "\n".join(filter(None, (place, self.told(number), difference.where)))
        return Row(words, ICONS[difference.kind], whole)

    def told(self, number: int) -> str:
        """Both sides of a difference below each other, and why the file's was not sure."""
        difference = self.differences[number]
        ours, theirs = difference.ours or NOTHING, difference.theirs or NOTHING
        lines = (f"年报　{ours}", f"文件　{theirs}", difference.doubt)
        return "\n".join(filter(None, lines))

    def number_at(self, target: str) -> int | None:
        """The number of the first difference at a place; None for none."""
        numbers = (i for i, each in enumerate(self.differences) if target in each.targets)
        return next(numbers, None)

    def count_in(self, section: str) -> int:
        """How many differences there are in a section."""
        form = self.report.form
        return sum(
            (place.section(form) if place else form.section_of(each.target.partition(".")[2])).id
            == section
            for each in self.differences
            for place in [TextPlace.of(each.target)]
        )

    @property
    def texts(self) -> tuple[str, ...]:
        """The targets of the texts and notes that either side has, and of all sections' texts."""
        form = self.report.form
        sections = {section.id for section in form.sections}
        texts = (f"texts.{key}" for key in form.text_ids)
        notes = (f"notes.{key}" for key in form.note_ids)
        return (
            *(t for t in texts if t.partition(".")[2] in sections or self._has(t)),
            *(t for t in notes if self._has(t)),
        )

    def _has(self, target: str) -> bool:
        return target in self._by_target or bool(self._text(target))

    def _text(self, target: str) -> str:
        is_title = target == f"texts.{TITLE}"
        return self.report.title if is_title else current_text(self.report, target)

    @cached_property
    def _totals(self) -> dict[str, Total]:
        return dict(blank_totals(self.report))

    @cached_property
    def _by_target(self) -> dict[str, tuple[Difference, ...]]:
        found: dict[str, tuple[Difference, ...]] = {}
        for each in self.differences:
            for target in each.targets:
                found[target] = (*found.get(target, ()), each)
        return found
