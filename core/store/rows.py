"""Rows as they are written: answers and names with their seals, edits with their changes.

Nothing here opens a transaction: `core.store.reports` does.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import cast

from core.report.edits import Edit
from core.report.report import Report
from core.store.connection import Database
from core.store.seals import seal_of


def insert_sealed(database: Database, table: str, row: Mapping[str, object]) -> int:
    """The id of a new row, for which its seal stands too."""
    number = cast(int, database.table(table).insert(dict(row)).last_pk)
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


def store_whose(database: Database, report: int, settled: Report) -> None:
    """Stores whose report it is, of which year and on which edition."""
    run = database.conn.execute
    (number,) = run("select agency from report where id = ?", [report]).fetchone()
    agency, form = settled.agency, settled.form.id
    row = (number, agency.name, agency.tier, agency.kind)
    run("insert or ignore into agency (id, name, tier, kind) values (?, ?, ?, ?)", row)
    run(
        "update agency set name = ?, tier = ?, kind = ?, seal = ? where id = ?",
        [*row[1:], seal_of("agency", *row), number],
    )
    run(
        "update report set year = ?, edition = ?, seal = ? where id = ?",
        [settled.year, form, seal_of("report", report, number, settled.year, form), report],
    )
