"""What was published: the package of a report as it was at each 定稿, kept whatever becomes of it.

Nothing here opens a transaction: `core.store.reports` does.
"""

from __future__ import annotations

from datetime import datetime

from core.record import record
from core.report.package import package_bytes
from core.report.report import Report
from core.store.connection import Database
from core.store.rows import insert_sealed
from core.store.seals import seal_of


@record
class Published:
    """A report as it was published.

    `at` is when it was finalised, `finalised_on` the date given to that. `package` is None where
    its seal does not vouch for it, for the data file was damaged.
    """

    at: datetime | None
    finalised_on: str
    package: bytes | None


def freeze(database: Database, report: int, contents: Report, at: datetime) -> None:
    """Keeps the package of a final report as it is now."""
    row = {
        "report": report,
        "at": at.isoformat(timespec="seconds"),
        "finalised_on": contents.finalised_on or "",
        "package": package_bytes(contents).decode(),
    }
    insert_sealed(database, "published", row)


def published_of(database: Database, report: int) -> list[Published]:
    """What was published of a report, the latest first. Raises one of UNREADABLE."""
    rows = database.conn.execute(
        """select id, report, at, finalised_on, package, seal from published
           where report = ? order by id desc""",
        [report],
    )
    return [_published(row[:-1], row[-1]) for row in rows.fetchall()]


def drop_damaged(database: Database, report: int) -> None:
    """Removes what was published of a report and cannot be vouched for."""
    rows = database.conn.execute(
        "select id, report, at, finalised_on, package, seal from published where report = ?",
        [report],
    ).fetchall()
    damaged = [(row[0],) for row in rows if seal_of("published", *row[:-1]) != row[-1]]
    database.conn.executemany("delete from published where id = ?", damaged)


def _published(row: tuple[object, ...], seal: object) -> Published:
    _, _, at, finalised_on, package = row
    if seal_of("published", *row) != seal:
        return Published(None, "", None)
    return Published(datetime.fromisoformat(str(at)), str(finalised_on), str(package).encode())
