"""The shape of the database, one step after another.

Append only: a step that has shipped is never edited, and imports nothing of the program.
"""

from __future__ import annotations

from zlib import crc32

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

MIGRATIONS = Migrations("nianbao")


@MIGRATIONS()
def m001_reports_and_their_log(db: Database) -> None:
    """Agencies, reports, what is typed into them now, and the log of every edit.

    `entry` holds one row a filled target (`cells.ID`, `texts.KEY` …). `edit.undone` is 0 done,
    1 undone, 2 undone and superseded; `change.start` is NULL for a whole text, else the code
    point at which a splice begins.
    """
    for table in (
        """create table agency (
            id integer primary key, name text not null, tier text not null, kind text not null
        ) strict""",
        """create table report (
            id integer primary key,
            agency integer not null references agency on delete cascade,
            year integer not null,
            edition text not null,
            unique (agency, year)
        ) strict""",
        """create table entry (
            report integer not null references report on delete cascade,
            target text not null,
            value text not null,
            primary key (report, target)
        ) strict, without rowid""",
        """create table edit (
            id integer primary key,
            report integer not null references report on delete cascade,
            at text not null,
            what text not null,
            undone integer not null default 0
        ) strict""",
        """create table change (
            edit integer not null references edit on delete cascade,
            position integer not null,
            target text not null,
            start integer,
            old text not null,
            new text not null,
            primary key (edit, position)
        ) strict, without rowid""",
        "create index edit_by_report on edit (report, undone, id)",
    ):
        db.execute(table)


@MIGRATIONS()
def m002_seals(db: Database) -> None:
    """A checksum beside every row that holds answers or says whose they are.

    The log tells when an entry is wrong; nothing told of a name, a year or a lost log.
    """
    for table, columns in (
        ("agency", ["id", "name", "tier", "kind"]),
        ("report", ["id", "agency", "year", "edition"]),
        ("entry", ["report", "target", "value"]),
    ):
        db.execute(f"alter table {table} add column seal integer not null default 0")
        rows = db.execute(f"select {', '.join(columns)} from {table}").fetchall()
        seals = [
            crc32("\x1f".join(map(str, (table, *row))).encode("utf-8", "surrogatepass"))
            for row in rows
        ]
        key = columns[:2] if table == "entry" else columns[:1]
        where = " and ".join(f"{column} = ?" for column in key)
        db.conn.executemany(
            f"update {table} set seal = ? where {where}",
            [(seal, *row[: len(key)]) for seal, row in zip(seals, rows, strict=True)],
        )
