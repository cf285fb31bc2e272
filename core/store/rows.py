"""Rows as they are written: answers and names with their seals, edits with their changes.

Nothing here opens a transaction: `core.store.reports` does.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import astuple
from datetime import datetime
from typing import Any, cast

from core.report.edits import Edit
from core.report.report import Report
from core.store.connection import Database
from core.store.seals import seal_of


def insert_sealed(database: Database, table: str, row: Mapping[str, object]) -> int:
    """The id of a new row, for which its seal stands too; `row` is in the order of the columns."""
    number = cast("int", database.table(table).insert(dict(row)).last_pk)
    database.conn.execute(
        f"update {table} set seal = ? where id = ?", [seal_of(table, number, *row.values()), number]
    )
    return number


def store_entries(database: Database, report: int, entries: Mapping[str, str]) -> None:
    """Stores the whole texts of targets; "" removes an entry."""
    for target, value in entries.items():
        if value:
            database.conn.execute(
                "insert or replace into entry values (?, ?, ?, ?)",
                [report, target, value, seal_of("entry", report, target, value)],
            )
        else:
            database.conn.execute(
                "delete from entry where report = ? and target = ?", [report, target]
            )


def log_edit(database: Database, report: int, edit: Edit, at: datetime) -> None:
    """Logs an edit. What was undone before can no longer be redone."""
    run = database.conn.execute
    run("update edit set undone = 2 where report = ? and undone = 1", [report])
    cursor = run(
        "insert into edit (report, at, what) values (?, ?, ?)",
        [report, at.isoformat(timespec="seconds"), edit.what],
    )
    database.conn.executemany(
        "insert into change (edit, position, target, start, old, new) values (?,?,?,?,?,?)",
        [
            (cursor.lastrowid, i, c.target, c.start, c.old, c.new)
            for i, c in enumerate(edit.changes)
        ],
    )


def former_rows(database: Database, agency: int) -> list[tuple[Any, ...]]:
    """The former names of an agency, each with its seal, the oldest first."""
    return database.conn.execute(
        """select id, agency, name, tier, kind, until, seal from former_name
           where agency = ? order by until, id""",
        [agency],
    ).fetchall()


def borne_in(year: int, former: Sequence[tuple[Any, ...]]) -> tuple[Any, ...] | None:
    """The row of the former name that a year's report bears; None where it bears today's."""
    return next((row for row in former if isinstance(row[5], int) and year <= row[5]), None)


def store_whose(database: Database, report: int, settled: Report) -> None:
    """Stores whose report it is, which it is, and on which edition."""
    run = database.conn.execute
    (number,) = run("select agency from report where id = ?", [report]).fetchone()
    agency = astuple(settled.agency)
    run(
        """insert or ignore into agency (id, name, tier, kind, code, superior)
           values (?, ?, ?, ?, ?, ?)""",
        (number, *agency),
    )
    former = former_rows(database, number)
    named = borne_in(settled.year, former)
    for row in former:  # sealed again as they stand now
        until = row[5] if isinstance(row[5], int) else 0
        values = [*row[:2], *(agency[:3] if row is named else row[2:5]), until]
        run(
            "update former_name set name = ?, tier = ?, kind = ?, until = ?, seal = ? where id = ?",
            [*values[2:], seal_of("former_name", *values), row[0]],
        )
    if named is None:
        run(
            """update agency set name = ?, tier = ?, kind = ?, code = ?, superior = ?, seal = ?
               where id = ?""",
            [*agency, seal_of("agency", number, *agency), number],
        )
    known = (settled.year, settled.form.id, settled.version, settled.corrects)
    run(
        "update report set year = ?, edition = ?, version = ?, corrects = ?, seal = ? where id = ?",
        [*known, seal_of("report", report, number, *known), report],
    )
