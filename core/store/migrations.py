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


@MIGRATIONS()
def m003_offices_and_versions(db: Database) -> None:
    """Who an agency is and was, the versions of a report, and what was published.

    `former_name.until` is the last year whose report bears it, 0 for none. `report.corrects` is
    the version that this one corrects. `published.package` is the package as it was at 定稿.
    The seals of m002 stay good: what an old row has not is not in its seal.
    """
    for step in (
        "alter table agency add column code text not null default ''",
        "alter table agency add column superior text not null default ''",
        "alter table report add column version integer not null default 1",
        "alter table report add column corrects integer",
        # The constraint is changed where it stands. A new table in the place of the old one would
        # take the rows that hang on it along, and begin on a page where a file without its first
        # page is not looked through for it.
        "pragma writable_schema = on",
        """update sqlite_schema set sql =
             replace(sql, 'unique (agency, year)', 'unique (agency, year, version)')
           where type = 'table' and name = 'report'""",
        "pragma writable_schema = reset",
        "reindex report",
        """create table former_name (
            id integer primary key,
            agency integer not null references agency on delete cascade,
            name text not null, tier text not null, kind text not null,
            until integer not null,
            seal integer not null default 0
        ) strict""",
        """create table published (
            id integer primary key,
            report integer not null references report on delete cascade,
            at text not null,
            finalised_on text not null,
            package text not null,
            seal integer not null default 0
        ) strict""",
    ):
        db.execute(step)


@MIGRATIONS()
def m004_demands(db: Database) -> None:
    """地方要求 that are in force, each as the text of its file; `agency` is NULL for all."""
    db.execute(
        """create table demands (
            id integer primary key,
            agency integer references agency on delete cascade,
            at text not null,
            content text not null,
            seal integer not null default 0
        ) strict"""
    )
