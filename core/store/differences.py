"""What differs between two databases, such as the data file and a backup of it."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from core.forms.definition import Form
from core.record import record
from core.refusal import Refused
from core.report.changes import changes_between
from core.report.edits import Change
from core.report.report import Agency, Report
from core.store.agencies import AgencyEntry
from core.store.copies import opened_copy
from core.store.database import StoreRefused
from core.store.reports import Reports


@record
class Difference:
    """One version of a report, here and there; None on a side that lacks it or cannot read it.

    `unreadable` says that a side has it and cannot read it. `changes` lead from the report here
    to the one there, as far as their editions have the same places.
    """

    agency: Agency
    year: int
    version: int
    here: Report | None
    there: Report | None
    unreadable: bool = False
    changes: tuple[Change, ...] = ()

    @property
    def is_none(self) -> bool:
        """Whether both sides are the same."""
        return self.comparable and not self.changes and self.same_agency

    @property
    def same_agency(self) -> bool:
        """Whether both sides say the same of the agency."""
        return bool(self.here and self.there and self.here.agency == self.there.agency)

    @property
    def comparable(self) -> bool:
        """Whether both sides can be read and are on the same edition."""
        return bool(self.here and self.there and self.here.form.id == self.there.form.id)

    @property
    def what(self) -> str:
        """In a few words for the clerk: `here` is 现在, `there` 备份."""
        if self.unreadable:
            return "有一份读不出来"
        if self.here is None:
            return "现在没有，备份里有"
        if self.there is None:
            return "现在有，备份里没有"
        if not self.comparable:
            return "格式版本不同"
        told = [f"{len(self.changes)}处不同"] if self.changes else []
        told += [] if self.same_agency else ["单位资料不同"]
        return "，".join(told) or "相同"


def differences(here: Reports, there: Reports) -> list[Difference]:
    """Every report of either side, those that differ first. Raises StoreRefused."""
    offices = here.agencies()
    ids, others = _ids(here, offices), _ids(there, offices)
    found = []
    for key in dict.fromkeys((*ids, *others)):
        report, other = _loaded(here, ids.get(key)), _loaded(there, others.get(key))
        found.append(
            Difference(
                *key,
                report,
                other,
                unreadable=bool(report) != (key in ids) or bool(other) != (key in others),
                changes=changes_between(report, other) if report and other else (),
            )
        )
    return sorted(found, key=lambda difference: difference.is_none)


def what_is_lost(data: Path, copy: Path, forms: tuple[Form, ...]) -> list[Difference] | None:
    """What going back to a copy would lose, of a data file that need not open in the program.

    A report that only the copy has is not among it. None where too little of the data file can be
    read to tell: then everything since the copy.
    """
    try:
        with opened_copy(data, forms) as here, opened_copy(copy, forms) as there:
            found = differences(here, there)
    except Refused:
        return None
    return [d for d in found if not d.is_none and (d.here or d.unreadable)]


def _ids(reports: Reports, offices: Sequence[AgencyEntry]) -> dict[tuple[Agency, int, int], int]:
    """The reports by agency, year and version; an agency is what `offices` know it as."""
    known = {
        entry.id: next((o.agency for o in offices if o.is_same(entry.agency)), entry.agency)
        for entry in reports.agencies()
    }
    return {
        (known.get(entry.agency.id, entry.agency.agency), entry.year, entry.version): entry.id
        for entry in reports.reports()
    }


def _loaded(reports: Reports, report: int | None) -> Report | None:
    with suppress(StoreRefused):
        return None if report is None else reports.load(report)
    return None
