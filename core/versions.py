"""The versions of a year's report: as it stands now, and as it was at each 定稿."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from core.record import record
from core.store.database import StoreRefused
from core.store.history import history_of
from core.store.reports import Reports


@record
class Version:
    """One version: what the store has now of it, or what was frozen at a 定稿.

    `number` is as in reports, and `finalised_on` the ISO date of the 定稿, "" for a draft. `at` is
    when it was finalised, None for what stands now. `why` is the act that it was made by where
    that was given a reason: 更正第1版：表三录入颠倒. `package` is what was frozen, None for what
    stands now in the report `row`.
    """

    row: int
    number: int
    finalised_on: str = ""
    at: datetime | None = None
    why: str = ""
    package: bytes | None = None

    @property
    def name(self) -> str:
        """What lists call it: 第1版（定稿 2025-01-20）, 第2版（现在，草稿）."""
        if self.package is None:
            state = f"定稿 {self.finalised_on}" if self.finalised_on else "草稿"
            return f"第{self.number}版（现在，{state}）"
        return f"第{self.number}版（定稿 {self.finalised_on}）"


def versions_of(reports: Reports, row: int) -> list[Version]:
    """All versions of the year of a kept report, the latest first.

    What stands now is none of its own where it is what was frozen last. Raises StoreRefused.
    """
    entries = reports.reports()
    own = next(entry for entry in entries if entry.id == row)
    year = (own.agency.id, own.year)
    return [
        version
        for entry in entries
        if (entry.agency.id, entry.year) == year
        for version in _versions(reports, entry.id, entry.version)
    ]


def _versions(reports: Reports, row: int, number: int) -> Iterator[Version]:
    published = [each for each in reports.published(row) if each.package]
    reasons = _reasons(reports, row)
    now = _now(reports, row)
    if not (published and now == published[0].finalised_on):
        why = next((what for _, what in reasons), "")
        yield Version(row, number, now, why="" if now else why)
    for each in published:
        before = (what for at, what in reasons if each.at and at <= each.at)
        yield Version(row, number, each.finalised_on, each.at, next(before, ""), each.package)


def _now(reports: Reports, row: int) -> str:
    """The date of the 定稿 that stands now; "" for a draft, or where it cannot be read."""
    try:
        return reports.load(row).finalised_on or ""
    except StoreRefused:
        return ""


def _reasons(reports: Reports, row: int) -> list[tuple[datetime, str]]:
    """When and why the report was opened again, or begun as a correction, the latest first."""
    pasts = history_of(reports.database, row, None, ("status",))
    return [(past.at, past.what) for past in pasts if past.at and past.change.new == "draft"]
