"""What differs between two databases, such as the data file and a backup of it."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from core.forms.definition import Form
from core.refusal import Refused
from core.report.edits import Change, replace_contents
from core.report.report import Agency, Report
from core.store.copies import opened_copy
from core.store.database import StoreRefused
from core.store.reports import Reports


@dataclass(frozen=True)
class Difference:
    """One report, here and there; None on a side that lacks it or cannot read it.

    `unreadable` says that a side has it and cannot read it. `changes` lead from the report here
    to the one there, none where they are on different editions.
    """

    agency: Agency
    year: int
    here: Report | None
    there: Report | None
    unreadable: bool = False
    changes: tuple[Change, ...] = ()

    @property
    def is_none(self) -> bool:
        """Whether both sides are the same."""
        return self.comparable and not self.changes

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
        return f"{len(self.changes)}处不同" if self.changes else "相同"


def differences(here: Reports, there: Reports) -> list[Difference]:
    """Every report of either side, those that differ first. Raises StoreRefused."""
    ids, others = _ids(here), _ids(there)
    found = []
    for agency, year in dict.fromkeys((*ids, *others)):
        report = _loaded(here, ids.get((agency, year)))
        other = _loaded(there, others.get((agency, year)))
        found.append(
            Difference(
                agency,
                year,
                report,
                other,
                unreadable=bool(report) != ((agency, year) in ids)
                or bool(other) != ((agency, year) in others),
                changes=_changes(report, other),
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


def _ids(reports: Reports) -> dict[tuple[Agency, int], int]:
    return {(entry.agency.agency, entry.year): entry.id for entry in reports.reports()}


def _loaded(reports: Reports, report: int | None) -> Report | None:
    with suppress(StoreRefused):
        return None if report is None else reports.load(report)
    return None


def _changes(one: Report | None, other: Report | None) -> tuple[Change, ...]:
    if one is None or other is None or one.form.id != other.form.id:
        return ()
    return replace_contents(one, other, "").changes
