"""The agencies that are kept: who is who, and what each was called in which year.

Nothing here opens a transaction: `core.store.reports` does.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, astuple, replace
from typing import cast

from core.record import record
from core.refusal import quoted
from core.report.agency_code import CodeRefused, parse_code
from core.report.names import NameRefused, parse_name
from core.report.report import KINDS, TIERS, Agency, Kind, Tier
from core.store.connection import Database
from core.store.database import StoreRefused
from core.store.rows import insert_sealed
from core.store.seals import seal_of

FIRST_YEAR, LAST_YEAR = 0, 9999  # no report is of the one, or of a year after the other


@record
class FormerName:
    """What an agency was called, on its reports up to that of the year `until`.

    No report bears one whose `until` is `FIRST_YEAR`; it is kept to know the agency again.
    """

    name: str
    tier: Tier
    kind: Kind
    until: int


@record
class AgencyEntry:
    """A kept agency, as it is now, with its former names, the oldest first."""

    id: int
    agency: Agency
    former: tuple[FormerName, ...] = ()

    def in_year(self, year: int) -> Agency:
        """The agency as its report of a year names it."""
        for former in self.former:
            if year <= former.until:
                return replace(self.agency, name=former.name, tier=former.tier, kind=former.kind)
        return self.agency

    def is_same(self, other: Agency) -> bool:
        """Whether that is this agency: by the codes where both have one, else by any name."""
        if self.agency.code and other.code:
            return self.agency.code == other.code
        return self.goes_by(other)

    def goes_by(self, other: Agency) -> bool:
        """Whether this agency is or was called what the other is, codes aside."""
        known = {self.agency.as_printed, *((f.name, f.tier, f.kind) for f in self.former)}
        return other.as_printed in known

    def learning_from(self, other: Agency) -> Agency:
        """The agency with what the other knows of it and is not kept."""
        mine = self.agency
        return replace(mine, code=mine.code or other.code, superior=mine.superior or other.superior)

    def renamed(self, agency: Agency, first_year: int) -> AgencyEntry:
        """The entry where the agency is called so on its reports of `first_year` and later.

        From `FIRST_YEAR` on it is on all of them.
        """
        if agency.as_printed == self.agency.as_printed:
            return replace(self, agency=agency)
        ended, begin = [], FIRST_YEAR
        for each in (*self.former, FormerName(*self.agency.as_printed, until=LAST_YEAR)):
            until = each.until
            if until >= first_year:
                until = first_year - 1 if begin < first_year else FIRST_YEAR
            ended.append(replace(each, until=until))
            begin = max(begin, each.until + 1)
        known = [f for f in ended if f.until or (f.name, f.tier, f.kind) != agency.as_printed]
        former = sorted(dict.fromkeys(known), key=lambda former: former.until)
        return AgencyEntry(self.id, agency, tuple(former))


def read_agencies(database: Database) -> list[AgencyEntry]:
    """The agencies, in the order they were added; what cannot be read of one is stood in for."""
    former: dict[object, list[FormerName]] = {}
    for agency, name, tier, kind, until in database.execute(
        "select agency, name, tier, kind, until from former_name order by until, id"
    ).fetchall():
        held = until if isinstance(until, int) else FIRST_YEAR
        former.setdefault(agency, []).append(FormerName(*_readable(name, tier, kind), held))
    rows = database.execute("select id, name, tier, kind, code, superior from agency order by id")
    return [
        AgencyEntry(number, listed_agency(*row), tuple(former.get(number, ())))
        for number, *row in rows.fetchall()
    ]


def listed_agency(
    name: object, tier: object, kind: object, code: object = "", superior: object = ""
) -> Agency:
    """An agency for the list, with something in place of what cannot be read."""
    others = (legible(text) if text else "" for text in (code, superior))
    return Agency(*_readable(name, tier, kind), *others)


def legible(text: object) -> str:
    """A name as far as it can be shown."""
    if not isinstance(text, str) or not text.strip():
        return "（读不出）"
    return "".join("\ufffd" if "\ud800" <= c <= "\udfff" else c for c in text)


def checked_agency(agency: Agency, others: Iterable[AgencyEntry]) -> Agency:
    """The agency as it can be kept beside the others. Raises StoreRefused."""
    try:
        name, superior = parse_name(agency.name), parse_name(agency.superior)
        code = parse_code(agency.code)
    except (NameRefused, CodeRefused) as refusal:
        raise StoreRefused(str(refusal)) from refusal
    if not name:
        raise StoreRefused("请填写单位名称。")
    if superior == name:
        raise StoreRefused("上级单位不能是这个单位自己，请重新填写，或留空。")
    agency = replace(agency, name=name, code=code, superior=superior)
    for other in (entry.agency for entry in others):
        if code and other.code == code:
            raise StoreRefused(
                f"单位{quoted(other.name)}已经用了这个统一社会信用代码，请对照证书再填。"
            )
        if other.as_printed == agency.as_printed and not (code and other.code):
            raise StoreRefused(f"已经有单位{quoted(name)}，请直接选用，或换一个名称。")
    return agency


def insert_agency(database: Database, agency: Agency) -> int:
    """The new agency's id."""
    return insert_sealed(database, "agency", asdict(agency))


def store_agency(database: Database, entry: AgencyEntry) -> None:
    """Stores what an agency is now and what it was called."""
    agency = entry.agency
    database.conn.execute(
        """update agency set name = ?, tier = ?, kind = ?, code = ?, superior = ?, seal = ?
           where id = ?""",
        [*astuple(agency), seal_of("agency", entry.id, *astuple(agency)), entry.id],
    )
    database.conn.execute("delete from former_name where agency = ?", [entry.id])
    for former in entry.former:
        insert_sealed(database, "former_name", {"agency": entry.id, **asdict(former)})


def _readable(name: object, tier: object, kind: object) -> tuple[str, Tier, Kind]:
    return (
        legible(name),
        cast("Tier", tier if tier in TIERS else "township"),
        cast("Kind", kind if kind in KINDS else "government"),
    )
