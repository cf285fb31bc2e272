"""What rules look at, read once for all of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field
from decimal import Decimal

from core.forms.definition import predecessors
from core.proceed import Proceed, go_on
from core.record import record
from core.report.report import Report
from core.report.totals import Total, blank_totals, effective_numbers

Number = int | Decimal


@record
class Facts:
    """The report, its calculated totals, every cell's number, and last year's facts.

    `numbers` has typed values ("/" as 0) and complete totals; a blank cell is absent. `previous`
    is None where last year's report is not known. `recent` are the cells typed last, the latest
    first. `proceed` is called after every piece of a long text, and breaks the check off by
    raising Overtaken.
    """

    report: Report
    totals: Mapping[str, Total]
    numbers: Mapping[str, Number]
    previous: Facts | None = None
    recent: tuple[str, ...] = field(default=(), compare=False)
    proceed: Proceed = field(default=go_on, compare=False)

    @classmethod
    def of(
        cls,
        report: Report,
        previous: Report | None = None,
        recent: Sequence[str] = (),
        proceed: Proceed = go_on,
    ) -> Facts:
        """The facts of a report, and of last year's where it is known."""
        totals = blank_totals(report)
        last = cls.of(previous) if previous else None
        numbers = effective_numbers(report, totals)
        return cls(report, totals, numbers, last, tuple(recent), proceed)

    def last_year(self, cell: str) -> Number | None:
        """Last year's number of what this year's cell means; None where it is not known."""
        if self.previous is None:
            return None
        former = predecessors(self.report.form, self.previous.report.form)
        return self.previous.numbers.get(former.get(cell, ""))
