"""What the clerk takes of a reading, place by place, until it becomes one edit."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from core.matching.reading import CellReading, Reading, Spot, TextReading
from core.record import record
from core.report.edits import Change, Edit, EditRefused, current_text, edited
from core.report.places import name_of_target
from core.report.proposals import Proposal, take_proposals
from core.report.report import Report
from core.report.texts import TextPlace
from core.report.values import parse_value

# sure: enters unless the clerk objects. unsure: only where the clerk says so. missing: the form
# asks for it, and nothing was found. same: the report has it already. silent: nothing was found,
# and nothing is lacking (a total that is not written, a cell that the report has).
Kind = Literal["sure", "unsure", "missing", "same", "silent"]
LEFT = ""  # the answer that leaves a place as it is

_NO_VALUE = "这里没有读出能填的内容。"


@record
class Place:
    """A place of the form: what the report has there, and what the reading has for it.

    `target` is as in changes; `start` is where a piece of a text begins in the text there is, None
    for a whole text and for a cell. `old` is what stands in the report, `offered` what would
    enter in its place, "" for nothing. The rest is as in the reading. Of a cell that was not found
    `spot` is the row where it should stand, as far as that is known, with -1 for the column.
    """

    target: str
    kind: Kind
    old: str = ""
    offered: str = ""
    read: str = ""
    where: str = ""
    doubt: str = ""
    start: int | None = None
    spot: Spot | None = None
    blocks: tuple[int, ...] = ()

    @property
    def cell(self) -> str:
        """The cell's id; "" for a text or a note."""
        kind, _, key = self.target.partition(".")
        return key if kind == "cells" else ""


class Choosing:
    """The places of a report with the clerk's answer to each.

    `report` is what it goes into, which may be an empty one, on the edition of the reading. What
    is sure is taken at first. Places count from 0, in the order of the form.
    """

    def __init__(self, reading: Reading, report: Report) -> None:
        self.reading = reading
        self.report = report
        self.places = tuple(_places(reading, report))
        self.by_cell = {place.cell: i for i, place in enumerate(self.places) if place.cell}
        self._given: dict[int, str] = {}  # by the clerk; LEFT or what enters

    def answer(self, number: int) -> str | None:
        """What enters at a place: LEFT for nothing, None where the clerk has not said."""
        if number in self._given:
            return self._given[number]
        match self.places[number].kind:
            case "sure":
                return self.places[number].offered
            case "same" | "silent":
                return LEFT
        return None

    @property
    def is_begun(self) -> bool:
        """Whether the clerk has answered anything."""
        return bool(self._given)

    def waits(self, number: int) -> bool:
        """Whether the clerk is still to say what becomes of an unsure place."""
        return self.places[number].kind == "unsure" and self.answer(number) is None

    def take(self, number: int) -> bool:
        """Takes what is offered at a place; False where that is nothing."""
        if self.places[number].offered:
            self._given[number] = self.places[number].offered
        return bool(self.places[number].offered)

    def leave(self, number: int) -> None:
        """Leaves a place as it is in the report."""
        self._given[number] = LEFT

    def type(self, number: int, text: str) -> None:
        """Takes what the clerk types for a cell. Raises ValueRefused where that is no value."""
        value = parse_value(text, self.report.form.cells[self.places[number].cell].column)
        self._given[number] = value.text if value else LEFT

    def take_all(self) -> None:
        """Takes what is offered wherever something is."""
        self._given = {i: place.offered for i, place in enumerate(self.places) if place.offered}

    def take_sure(self) -> None:
        """Takes what is sure, and leaves all that is not."""
        self._given = {i: LEFT for i, p in enumerate(self.places) if p.kind == "unsure"}

    def take_none(self) -> None:
        """Leaves everything as it is."""
        self._given = {i: LEFT for i, p in enumerate(self.places) if p.kind in ("sure", "unsure")}

    def into(self, report: Report) -> Choosing:
        """The same answers for another report, where they answer the same question."""
        other = Choosing(self.reading, report)
        numbers = {(p.target, p.start, p.offered): i for i, p in enumerate(other.places)}
        for number, answer in self._given.items():
            place = self.places[number]
            there = numbers.get((place.target, place.start, place.offered))
            if there is not None:
                other._given[there] = answer
        return other

    def entering(self) -> Iterator[int]:
        """The places where something enters."""
        for number, place in enumerate(self.places):
            if (answer := self.answer(number)) and answer != place.old:
                yield number

    def count(self) -> tuple[int, int]:
        """How many cells enter, and how many texts and pieces of texts."""
        cells = [bool(self.places[number].cell) for number in self.entering()]
        return sum(cells), len(cells) - sum(cells)

    def edit(self, what: str) -> Edit:
        """The one edit that enters what is taken. Raises EditRefused where that cannot be made."""
        return take_proposals(self.report, map(self._proposal, self.entering()), what)

    def outcome(self) -> Report:
        """The report as it would be. Raises EditRefused."""
        return edited(self.report, self.edit(""))

    def text(self, target: str) -> str:
        """A text as it would be, with what the clerk is still to say taken in."""
        pieces = [i for i, place in enumerate(self.places) if place.target == target]
        wanted = [self._proposal(i) for i in pieces if self.answer(i) != LEFT]
        try:
            return current_text(
                edited(self.report, take_proposals(self.report, wanted, "")), target
            )
        except EditRefused:
            return current_text(self.report, target)

    def name(self, number: int) -> str:
        """What lists call a place: 信访举报投诉类申请·自然人."""
        place, form = self.places[number], self.report.form
        if place.cell:
            return "·".join(form.cells[place.cell].path[-2:])
        return name_of_target(place.target, form)

    def _proposal(self, number: int) -> Proposal:
        place = self.places[number]
        answer = self.answer(number)
        new = place.offered if answer is None else answer
        return Proposal(Change(place.target, place.old, new, place.start), place.where)


def _places(reading: Reading, report: Report) -> Iterator[Place]:
    """Section by section: its texts, its cells, then the notes in it."""
    proposals: dict[str, list[Proposal]] = {}
    for proposal in reading.proposals(report):
        proposals.setdefault(proposal.change.target, []).append(proposal)
    cells = {read.cell: read for read in reading.cells}
    rows = {_row(read.cell): read.spot for read in reading.cells if read.spot}
    missing = frozenset(reading.missing)
    order = {target: i for i, target in enumerate(_targets(report))}
    texts = sorted(reading.texts, key=lambda text: order[text.target])
    for section in report.form.sections:
        here = [t for t in texts if _section(t.target, report) == section.id]
        for text in here:
            if text.target.startswith("texts."):
                yield from _of_text(text, proposals.get(text.target, []), report)
        for table in section.tables:
            for cell in report.form.cells_of[table.id]:
                found = proposals.get(f"cells.{cell.id}", [])
                if read := cells.get(cell.id):
                    yield _of_cell(read, found, report)
                else:
                    old = current_text(report, f"cells.{cell.id}")
                    kind: Kind = "missing" if cell.id in missing and not old else "silent"
                    beside = rows.get(_row(cell.id))
                    spot = beside._replace(column=-1) if beside else None
                    yield Place(f"cells.{cell.id}", kind, old, spot=spot)
        for text in here:
            if text.target.startswith("notes."):
                yield from _of_text(text, proposals.get(text.target, []), report)


def _targets(report: Report) -> Iterator[str]:
    yield from (f"texts.{key}" for key in report.form.text_ids)
    yield from (f"notes.{key}" for key in report.form.note_ids)


def _section(target: str, report: Report) -> str:
    place = TextPlace.of(target)
    return place.section(report.form).id if place else ""


def _row(cell: str) -> str:
    """The row of the form that a cell stands in: table.row."""
    return cell.rpartition(".")[0]


def _of_cell(read: CellReading, found: list[Proposal], report: Report) -> Place:
    target = f"cells.{read.cell}"
    old = current_text(report, target)
    change = found[0].change if found else None
    doubt = found[0].doubt if found else read.doubt if not read.value else ""
    kind: Kind = "same"
    if change:
        kind = "unsure" if doubt else "sure"
    elif not old or not read.value:
        kind, doubt = "unsure", doubt or _NO_VALUE
    new = change.new if change else ""
    return Place(target, kind, old, new, read.read, read.where, doubt, spot=read.spot)


def _of_text(text: TextReading, found: list[Proposal], report: Report) -> Iterator[Place]:
    if not found:
        old = current_text(report, text.target)
        yield Place(text.target, "same", old, "", text.text, text.where, blocks=text.blocks)
    for proposal in found:
        change = proposal.change
        yield Place(
            text.target,
            "unsure" if proposal.doubt else "sure",
            change.old,
            change.new,
            text.text,
            text.where,
            proposal.doubt,
            change.start,
            blocks=text.blocks,
        )
