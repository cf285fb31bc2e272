"""What can come in the place of a damaged data file: what can be read of it, or a backup.

Whether the values taken out of it are right is told when each report is held against its log.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from contextlib import closing, suppress
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from core.record import record
from core.store.connection import Database
from core.store.copies import copy_file
from core.store.database import (
    FILE_NAME,
    UNREADABLE,
    StoreRefused,
    open_database,
    tolerant_text,
)
from core.store.seals import seal_of

PAGE = 4096  # bytes: SQLite's own choice, which the program has never changed
HIGHEST = 1_000_000  # row numbers that are looked for one by one
# By table: its key, its other columns, and the table whose numbers begin its key.
TABLES = {
    "agency": (("id",), ("name", "tier", "kind", "code", "superior", "seal"), "agency"),
    "report": (("id",), ("agency", "year", "edition", "version", "corrects", "seal"), "report"),
    "edit": (("id",), ("report", "at", "what", "undone"), "edit"),
    "entry": (("report", "target"), ("value", "seal"), "report"),
    "change": (("edit", "position"), ("target", "start", "old", "new"), "edit"),
    "former_name": (("id",), ("agency", "name", "tier", "kind", "until", "seal"), "former_name"),
    "published": (("id",), ("report", "at", "finalised_on", "package", "seal"), "published"),
    "demands": (("id",), ("agency", "at", "content", "seal"), "demands"),
}
# What older versions of the program did not keep, and what stands for it.
ABSENT = {"code": "''", "superior": "''", "version": "1", "corrects": "null"}
# Where nothing but the seal says that a row is whole.
SEALED_ONLY = ("former_name", "published", "demands")

Row = tuple[object, ...]


@record
class Salvaged:
    """What came of a damaged file, which now lies at `aside`.

    `reports` is how many are in the new data file; `whole` whether every row could be read.
    Where neither the answers nor the log are whole, nothing but the clerk can say whether a
    report is: then its row is left without its seal, and so opens in doubt.
    """

    aside: Path
    reports: int
    whole: bool


def salvage(folder: Path, at: datetime) -> Salvaged:
    """Makes a new data file of what can be read of a damaged one, and sets that aside.

    Raises StoreRefused where nothing can be read or written; then nothing has changed.
    """
    path = folder / FILE_NAME
    try:
        with TemporaryDirectory(dir=folder) as name:
            made = Path(name)
            with closing(open_database(made)) as fresh:
                whole = _copy(path, made / "graft", fresh)
                (count,) = fresh.execute("select count(*) from report").fetchone()
            if not count:
                raise StoreRefused(f"从数据文件“{path}”里什么也读不出来，没有改动。")
            aside = set_aside(folder, at)
            (made / FILE_NAME).rename(path)
    except (OSError, sqlite3.Error) as error:
        raise _unwritable(folder) from error
    return Salvaged(aside, count, whole)


def is_missing(folder: Path) -> bool:
    """Whether there is no data file, or an empty one, as a power cut or a cloud drive leaves it."""
    try:
        return (folder / FILE_NAME).stat().st_size == 0
    except FileNotFoundError:
        return True
    except OSError:
        return False  # whoever opens it tells what is wrong


def go_back(folder: Path, backup: Path, at: datetime) -> Path:
    """Puts a copy of a backup in the place of a damaged data file; where that lies now.

    Raises StoreRefused where it cannot be read or written; then nothing has changed.
    """
    try:
        with TemporaryDirectory(dir=folder) as name:
            made = Path(name) / FILE_NAME
            copy_file(backup, made)
            aside = set_aside(folder, at)
            made.rename(folder / FILE_NAME)
    except OSError as error:
        raise _unwritable(folder) from error
    return aside


def set_aside(folder: Path, at: datetime) -> Path:
    """Gives a damaged data file a name that says so, and returns where it lies now."""
    aside = folder / f"{Path(FILE_NAME).stem}-损坏-{at:%Y%m%d-%H%M%S}.db"
    # A journal left behind would be played into the file that takes its place.
    for suffix in ("-journal", "-wal", "-shm", ""):
        with suppress(FileNotFoundError):
            (folder / f"{FILE_NAME}{suffix}").rename(f"{aside}{suffix}")
    return aside


def _unwritable(folder: Path) -> StoreRefused:
    return StoreRefused(f"数据文件夹“{folder}”写不进去，没有做成；请检查空间和权限后再试。")


def _copy(path: Path, graft: Path, fresh: Database) -> bool:
    """Copies what can be read into a fresh database; whether that is all."""
    rows, torn = _read(path)
    if not rows["report"] and not rows["entry"]:
        # The list of tables stands on the first page; they begin where they do in a fresh file.
        _graft_first_page(path, fresh, graft)
        rows, torn = _read(graft)
    fresh.execute("pragma foreign_keys = off")
    with fresh.atomic():
        torn |= {table for table, found in rows.items() if not _write(fresh, table, found)}
        torn |= _stand_in(fresh)
        if "entry" in torn and torn & {"edit", "change"}:
            fresh.execute("update report set seal = 0")
    return not torn


def _graft_first_page(path: Path, fresh: Database, graft: Path) -> None:
    """Writes a copy of the damaged file that has the first page of a fresh one."""
    first = fresh.conn.serialize()[:PAGE]
    content = path.read_bytes()
    pages = -(-len(content) // PAGE)
    graft.write_bytes(first[:28] + pages.to_bytes(4, "big") + first[32:] + content[PAGE:])


def _read(path: Path) -> tuple[dict[str, list[Row]], set[str]]:
    """The rows of every table that can be read, and the tables where some cannot."""
    # Immutable: nothing will be written, so no lock is needed and no journal is played.
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?immutable=1", uri=True)) as source:
        source.text_factory = bytes
        with suppress(sqlite3.Error):
            source.execute("pragma writable_schema = on")  # accepts a damaged list of tables
        rows: dict[str, list[Row]] = {}
        torn = set()
        for table, (_, _, numbered) in TABLES.items():
            numbers = [row[0] for row in rows.get(numbered, ())]
            rows[table], whole = _rows(source, table, numbers)
            if not whole:
                torn.add(table)
        return rows, torn


def _rows(source: sqlite3.Connection, table: str, numbers: list[object]) -> tuple[list[Row], bool]:
    """A table's rows: from its beginning, from its end, and then number by number."""
    key, others, _ = TABLES[table]
    there = _columns(source, table)
    if not there and table in SEALED_ONLY:
        return [], True  # of a version that had no such table
    sealed = "seal" in there
    columns = [
        ABSENT.get(column, column) if column not in there else column
        for column in (*key, *others)
        if column != "seal" or sealed
    ]
    # An index may be what is broken; a table without row ids has its key only.
    hint = "not indexed" if key == ("id",) else ""
    select = f'select {", ".join(columns)} from "{table}" {hint}'
    found: dict[Row, Row] = {}

    def scan(rest: str, *values: object) -> bool:
        try:
            for row in source.execute(f"{select} {rest}", values):
                found[row[: len(key)]] = row
        except UNREADABLE:
            return False
        return True

    whole = scan("")
    if not whole:
        scan("order by " + ", ".join(f"{column} desc" for column in key))
        seen = {n for n in (*numbers, *(row[0] for row in found)) if isinstance(n, int)}
        for number in range(1, min(max(seen, default=0), HIGHEST) + 1):
            if len(key) > 1 or (number,) not in found:
                scan(f"where {key[0]} = ?", number)
            if len(key) > 1:
                scan(f"where {key[0]} = ? order by {key[1]} desc", number)
    rows = found.values()
    if "seal" in others and not sealed:  # of a version that had none: nothing vouches for them
        return [(*row, 0) for row in rows], whole
    if table in SEALED_ONLY:
        good = [row for row in rows if seal_of(table, *map(_text, row[:-1])) == row[-1]]
        return good, whole and len(good) == len(rows)
    return list(rows), whole


def _columns(source: sqlite3.Connection, table: str) -> set[str]:
    """The columns of a table; none where there is no such table, or nothing can be read."""
    with suppress(*UNREADABLE):
        return {row[1].decode() for row in source.execute(f'pragma table_info("{table}")')}
    return set()


def _write(fresh: Database, table: str, rows: Iterable[Row]) -> bool:
    """Inserts rows as they are; False where one could not be."""
    key, others, _ = TABLES[table]
    columns = [*key, *others]
    whole = True
    for row in rows:
        # Bytes, for a text may be broken.
        places = ["cast(? as text)" if isinstance(value, bytes) else "?" for value in row]
        try:
            fresh.conn.execute(
                f'insert into "{table}" ({", ".join(columns)}) values ({", ".join(places)})', row
            )
        except UNREADABLE:
            whole = False
    return whole


def _stand_in(fresh: Database) -> set[str]:
    """Makes rows, unsealed, for reports and agencies that others speak of; the tables concerned.

    The clerk says what they are when the report is opened.
    """
    run = fresh.conn.execute
    orphans = run(
        """select report from entry union select report from edit
           except select id from report"""
    ).fetchall()
    (free,) = run("select max(coalesce(max(id), 0), 0) + 1 from agency").fetchone()
    for agency, (report,) in enumerate(orphans, start=free):
        run("insert into report (id, agency, year, edition) values (?, ?, 0, '')", (report, agency))
    homeless = run("select agency from report except select id from agency").fetchall()
    run(
        """insert into agency (id, name, tier, kind)
           select distinct agency, '', '', '' from report
           where agency not in (select id from agency)"""
    )
    lost = run("delete from change where edit not in (select id from edit)").rowcount
    run("delete from former_name where agency not in (select id from agency)")
    run("delete from published where report not in (select id from report)")
    run("delete from demands where agency not in (select id from agency)")
    missing = {"report": orphans, "agency": homeless, "edit": lost}
    return {table for table, found in missing.items() if found}


def _text(value: object) -> object:
    return tolerant_text(value) if isinstance(value, bytes) else value
