"""What there is to report: agency by agency, the year that is due first, with how far each is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from core.checks.progress import Standing, standing_of
from core.checks.run import check
from core.forms.demands import with_demands
from core.record import record
from core.refusal import Refused
from core.store.agencies import AgencyEntry
from core.store.demands import KeptDemands, asked_of, kept_demands
from core.store.reports import ReportEntry, Reports

AUTUMN = 10  # the month from which this year's report is begun


@record
class Item:
    """One report of an agency, or the one that is due and not begun: then `entry` is None.

    `standing` is how far a draft is, its texts unread; None for a final report and for one that
    cannot be read. `due` is by when it must be published, None where no law says so; `changed`
    when it was last worked on.
    """

    agency: AgencyEntry
    year: int
    entry: ReportEntry | None = None
    standing: Standing | None = None
    due: date | None = None
    changed: datetime | None = None

    @property
    def is_final(self) -> bool:
        """Whether it is 定稿."""
        return self.entry is not None and self.entry.status == "final"


def year_to_report(today: date) -> int:
    """The year a new report is most likely about: last year's, until the autumn."""
    return today.year - 1 if today.month < AUTUMN else today.year


def agenda(reports: Reports, today: date, most: int) -> list[list[Item]]:
    """The items of each agency, the latest year first, `most` in all.

    Raises StoreRefused where the data file cannot be read.
    """
    kept, asked = reports.reports(), kept_demands(reports)
    groups: list[list[Item]] = []
    for agency in reports.agencies():
        room = most - sum(map(len, groups))
        if room > 0:
            own = [entry for entry in kept if entry.agency.id == agency.id]
            groups.append(_items_of(reports, agency, own, asked, year_to_report(today))[:room])
    return groups


def _items_of(
    reports: Reports,
    agency: AgencyEntry,
    kept: Iterable[ReportEntry],
    asked: Sequence[KeptDemands],
    year: int,
) -> list[Item]:
    items = [_item(reports, entry, asked) for entry in kept]
    if all(item.year != year for item in items):
        items.append(Item(agency, year, due=_due(reports, agency, asked, year)))
        items.sort(key=lambda item: -item.year)  # stable: of a year the latest version first
    return items


def _item(reports: Reports, entry: ReportEntry, asked: Sequence[KeptDemands]) -> Item:
    standing = None
    if entry.status != "final":
        try:
            report = reports.load(entry.id)
            last = reports.last_year_of(entry.id)
        except Refused:
            pass  # opening it tells why
        else:
            standing = standing_of(report, check(report, last, with_texts=False))
    due = _due(reports, entry.agency, asked, entry.year)
    changed = reports.changed_at(entry.id)
    return Item(entry.agency, entry.year, entry, standing, due, changed)


def _due(
    reports: Reports, agency: AgencyEntry, asked: Sequence[KeptDemands], year: int
) -> date | None:
    try:
        form = with_demands(reports.form_for(year), asked_of(asked, agency.id, year))
    except Refused:
        return None
    return form.due(agency.agency.kind, agency.agency.tier, year)
