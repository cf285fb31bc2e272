"""地方要求 that are in force: for one agency or for all, each kept as the text of its file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from core.forms.demands import Demands, DemandsRefused, parse_demands
from core.record import record
from core.store.database import StoreRefused, one_transaction, reading
from core.store.reports import Reports
from core.store.rows import insert_sealed
from core.store.seals import seal_of


@record
class KeptDemands:
    """Demands that are kept. `agency` is whose reports they are for, None for all.

    `demands` is None where the row is damaged, or a newer program's: it can only be removed.
    `sealed` says whether its seal vouches for it.
    """

    id: int
    agency: int | None
    at: str
    demands: Demands | None
    sealed: bool


def kept_demands(reports: Reports) -> list[KeptDemands]:
    """All demands that are kept, in the order they came. Raises StoreRefused."""
    with reading("地方要求"):
        rows = reports.database.execute(
            "select id, agency, at, content, seal from demands order by id"
        ).fetchall()
    return [_kept(reports, row) for row in rows]


def asked_of(kept: Iterable[KeptDemands], agency: int, year: int) -> tuple[Demands, ...]:
    """The demands among these on an agency's report of a year; damaged ones are left out."""
    return tuple(
        each.demands
        for each in kept
        if each.agency in (None, agency) and each.demands and each.demands.covers(year)
    )


def keep_demands(reports: Reports, demands: Demands, agency: int | None, at: datetime) -> int:
    """Puts demands in force, in the place of those of the same document; their id.

    Raises StoreRefused.
    """
    former = [
        kept.id
        for kept in kept_demands(reports)
        if kept.agency == agency
        and kept.demands
        and (kept.demands.issuer, kept.demands.document) == (demands.issuer, demands.document)
    ]
    row = {"agency": agency, "at": at.isoformat(timespec="seconds"), "content": demands.text}
    with one_transaction(reports.database):
        for number in former:
            reports.database.execute("delete from demands where id = ?", [number])
        return insert_sealed(reports.database, "demands", row)


def remove_demands(reports: Reports, number: int) -> None:
    """Puts demands out of force. Raises StoreRefused."""
    with one_transaction(reports.database):
        reports.database.execute("delete from demands where id = ?", [number])


def _kept(reports: Reports, row: Sequence[object]) -> KeptDemands:
    number, agency, at, content, seal = row
    if not isinstance(number, int):
        raise StoreRefused("地方要求读不出来，数据文件可能已经损坏；请联系软件提供方。")
    whose = agency if isinstance(agency, int) else None
    demands = None
    sealed = seal_of("demands", *row[:-1]) == seal
    if isinstance(content, str) and sealed:
        try:
            demands = parse_demands(content, reports.forms)
        except DemandsRefused:  # a newer program may have kept it
            demands = None
    return KeptDemands(number, whose, str(at), demands, sealed)
