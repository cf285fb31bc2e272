"""What a foreign file says, in terms of the form: values and texts, each with where it was read.

Nothing here is the report yet: the clerk takes or leaves it, place by place.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

from core.forms.definition import Form
from core.readers.contents import Contents
from core.record import record
from core.report.proposals import Proposal, proposals_from
from core.report.report import Agency, Report
from core.report.texts import written_in
from core.report.totals import blank_totals
from core.report.values import parse_value


class Spot(NamedTuple):
    """A cell of a grid: the block of the contents, and the cell's row and column there."""

    block: int
    row: int
    column: int


@record
class CellReading:
    """What was read for one cell of the form.

    `value` is what would be entered, in canonical form, "" where what stands there is no value.
    `read` is the text as it stands there, `where` where that is, in the clerk's words:
    第2页第1个表，“（一）予以公开”行“自然人”列. `doubt` is why it is unsure, one sentence, "" where
    it is sure.
    """

    cell: str
    value: str
    read: str
    where: str
    doubt: str = ""
    spot: Spot | None = None


@record
class TextReading:
    """A text or a note of the report: `target` as in changes, such as texts.general.

    `blocks` are the places in the contents that it was read from.
    """

    target: str
    text: str
    where: str
    doubt: str = ""
    blocks: tuple[int, ...] = ()


@record
class Unplaced:
    """What stands in the file and has no place in the form; `spot` None for a paragraph's."""

    text: str
    where: str
    spot: Spot | None = None


@record
class Reading:
    """A file read as a report of one edition.

    `cells` have at most one reading for a cell, in the order of the form. The `agency`'s tier and
    kind are told by the words of its name. `notices` are sentences about the whole: what the file
    does not say, or says twice.
    """

    contents: Contents
    form: Form
    year: int
    agency: Agency
    cells: tuple[CellReading, ...] = ()
    texts: tuple[TextReading, ...] = ()
    unplaced: tuple[Unplaced, ...] = ()
    notices: tuple[str, ...] = ()

    @classmethod
    def of(cls, report: Report, where: str) -> Reading:
        """The reading of what a whole report prints; `where` names what it is in."""
        values = {cell: value.text for cell, value in report.cells.items()}
        values |= {
            cell: str(total.number)
            for cell, total in blank_totals(report).items()
            if total.complete
        }
        cells = (
            CellReading(c, values[c], values[c], where) for c in report.form.cells if c in values
        )
        texts = (TextReading(place.target, text, where) for place, text in written_in(report))
        return cls(Contents(()), report.form, report.year, report.agency, (*cells,), (*texts,))

    @cached_property
    def missing(self) -> tuple[str, ...]:
        """The cells of the form for which nothing was found, in its order.

        A total that is not written is none of them where all that it adds up was found, and no
        number of its table is left over that may be this one.
        """
        found = {reading.cell for reading in self.cells}
        left_over = {unplaced.spot.block for unplaced in self.unplaced if unplaced.spot}
        odd = {
            self.form.cells[reading.cell].table.id
            for reading in self.cells
            if reading.spot and reading.spot.block in left_over
        }
        return tuple(
            cell.id
            for cell in self.form.cells.values()
            if cell.id not in found
            and not (cell.addends and found.issuperset(cell.addends) and cell.table.id not in odd)
        )

    @cached_property
    def unsure(self) -> tuple[CellReading, ...]:
        """The readings that the clerk must decide."""
        return tuple(reading for reading in self.cells if reading.doubt)

    def report(self, take_unsure: bool = False) -> Report:
        """The report with everything that is sure, and what is unsure only where that is asked."""
        report = Report(self.agency, self.year, self.form)
        for reading in self.cells:
            if reading.value and (take_unsure or not reading.doubt):
                value = parse_value(reading.value, self.form.cells[reading.cell].column)
                if value:
                    report.cells[reading.cell] = value
        for text in self.texts:
            if take_unsure or not text.doubt:
                kind, _, key = text.target.partition(".")
                (report.texts if kind == "texts" else report.notes)[key] = text.text
        return report

    def proposals(self, report: Report) -> tuple[Proposal, ...]:
        """What the file has that the report has not, or has otherwise, each with its place.

        What the file does not have is not proposed to be cleared.
        """
        read = self.report(take_unsure=True)
        by_target = dict(self._said())
        found = []
        for proposal in proposals_from(report, read, ""):
            said = by_target.get(proposal.change.target)
            if said:
                where, doubt = said
                found.append(Proposal(proposal.change, where, doubt or proposal.doubt))
        return tuple(found)

    def _said(self) -> Iterator[tuple[str, tuple[str, str]]]:
        for cell in self.cells:
            yield f"cells.{cell.cell}", (cell.where, cell.doubt)
        for text in self.texts:
            yield text.target, (text.where, text.doubt)
