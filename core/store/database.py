"""Opening the one SQLite file: the right library, the right file, nobody else in it."""

from __future__ import annotations

import errno
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from zlib import crc32

from core.refusal import Refused
from core.store.connection import Database, connect_to_read, is_too_long

FILE_NAME = "nianbao.db"
OLDEST_SQLITE = (3, 37)  # strict tables
CURRENT = 0x1ADA5BCC  # what `fingerprint` says of a file of this version; a test tells it


# What a row that is damaged can raise in whoever reads it.
UNREADABLE = (sqlite3.Error, LookupError, TypeError, ValueError, ArithmeticError)
TABLES = ("agency", "report", "entry", "edit", "change", "former_name", "published", "demands")


class StoreRefused(Refused):
    """The data cannot be opened or written."""


class StoreDamaged(StoreRefused):
    """The data file is damaged; `core.store.salvage` takes out of it what can be read."""


class StoreUnwritable(StoreRefused):
    """The data file or its folder cannot be written; `open_for_reading` may open it all the same.

    `hindrance` says why, in a few words.
    """

    def __init__(self, folder: Path, error: Exception) -> None:
        is_full = (
            getattr(error, "errno", None) == errno.ENOSPC
            or getattr(error, "sqlite_errorname", "") == "SQLITE_FULL"
        )
        self.hindrance = "磁盘满了" if is_full else "数据文件夹不能写入"
        sentence = f"数据文件夹“{folder}”不能读写，请检查权限，或换一个文件夹。"
        if is_full:
            sentence = f"磁盘满了，数据文件夹“{folder}”写不进去；请腾出空间再打开。"
        elif is_too_long(folder / FILE_NAME):
            sentence = f"数据文件夹“{folder}”的路径太长，不能读写；请移到一个路径短的文件夹。"
        super().__init__(sentence)


class StoreBusy(StoreRefused):
    """Another program has the data file open."""


class StoreGone(StoreRefused):
    """The open data file was deleted or replaced; `Reports.move_to` saves what is open."""


class DataFile(Database):
    """The database of one data file, which knows whether that is still in its place.

    `hindrance` says in a few words why nothing can be stored in it; "" where it can.
    """

    def __init__(self, connection: sqlite3.Connection, path: Path, hindrance: str = "") -> None:
        super().__init__(connection)
        self.path = path
        self.hindrance = hindrance
        self._identity = _identity(path)

    def require_writable(self) -> None:
        """Raises StoreRefused where the file was opened for reading, StoreGone where it is gone.

        Its path then no longer leads to it. Windows lets nobody delete or replace an open file;
        elsewhere what is written into one that is gone goes with the program.
        """
        if self.hindrance:
            raise StoreRefused(
                f"没有存上：打开的时候{self.hindrance}，这次只能看；处理好以后请重新打开软件，再修改。"
            )
        if _identity(self.path) != self._identity:
            raise StoreGone(
                f"没有存上：数据文件“{self.path}”被删除、移走或换掉了；"
                "已经存上的内容还在，请马上存到一个新的地方，否则关闭后就没有了。"
            )


def open_database(
    folder: Path, before_migrating: Callable[[Database], object] = lambda _: None
) -> DataFile:
    """The database in the data folder, made or brought up to date; held by this process alone.

    Rollback journal, so that a plain copy of the file is whole, and full sync, so that a
    committed cell outlives a power cut. `before_migrating` is called before what is kept is
    brought up to date; where it refuses, nothing has changed. Raises StoreRefused, StoreDamaged
    for a damaged file, StoreUnwritable where nothing can be stored.
    """
    if sqlite3.sqlite_version_info < OLDEST_SQLITE:
        raise StoreRefused(
            f"系统的 SQLite {sqlite3.sqlite_version} 太旧，要 3.37 以上，请联系软件提供方。"
        )
    path = folder / FILE_NAME
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not path.exists():
            path.touch(mode=0o600)  # SQLite itself would make it readable for others
        # Backups are made in a thread of their own, through this connection, since no other can
        # read the file; SQLite itself takes one thread after the other.
        connection = sqlite3.connect(path, timeout=1, check_same_thread=False)
    except (OSError, sqlite3.Error) as error:
        raise StoreUnwritable(folder, error) from error
    try:
        connection.text_factory = tolerant_text
        database = DataFile(connection, path)
        current = fingerprint(database) == CURRENT
        if not current:
            require_ours(database, path)
        _take_hold(database)
        _require_sound(database, path, current)
        if not current:
            _bring_up_to_date(database, before_migrating)
    except UNREADABLE as error:
        connection.close()
        raise _explained(error, path) from error
    except StoreRefused:
        connection.close()
        raise
    return database


def move_database(database: Database, folder: Path) -> DataFile:
    """Writes all that is open into a data file in another folder, and closes what was open.

    Raises StoreRefused where a data file lies there, or it cannot be written; then what was open
    still is.
    """
    path = folder / FILE_NAME
    if os.path.lexists(path):
        raise StoreRefused(f"“{folder}”里已经有一个数据文件，请换一个文件夹。")
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.touch(mode=0o600, exist_ok=False)
    except OSError as error:
        raise _not_moved(folder) from error
    try:
        with closing(sqlite3.connect(path)) as copy:
            database.conn.backup(copy)
        moved = open_database(folder)
    except (OSError, sqlite3.Error, StoreRefused) as error:
        with suppress(OSError):
            path.unlink()  # else it would be in the way of the next try
        raise _not_moved(folder) from error
    database.close()
    return moved


def open_for_reading(folder: Path, unwritable: StoreUnwritable) -> DataFile:
    """What is in a data file that cannot be written: a copy in memory, brought up to date.

    Raises `unwritable` where that cannot be read either, or is nothing yet, and StoreDamaged.
    """
    from core.store.migrations import MIGRATIONS

    path = folder / FILE_NAME
    memory = sqlite3.connect(":memory:", check_same_thread=False)
    memory.text_factory = tolerant_text
    database = DataFile(memory, path, unwritable.hindrance)
    try:
        with closing(connect_to_read(path)) as connection:
            connection.execute("begin")
            connection.execute("select 1 from sqlite_schema").fetchall()  # held by nobody else
            connection.backup(memory)
        current = fingerprint(database) == CURRENT
        if not current:
            require_ours(database, path)
        _require_sound(database, path, current)
        if not _table_names(database) & set(TABLES):
            raise unwritable
        if not current:
            MIGRATIONS.apply(database.sqlite_utils)
        database.execute("pragma query_only = on")
    except (OSError, *UNREADABLE) as error:
        database.close()
        explained = unwritable if isinstance(error, OSError) else _explained(error, path)
        raise unwritable if isinstance(explained, StoreUnwritable) else explained from error
    except StoreRefused:
        database.close()
        raise
    return database


@contextmanager
def reading(what: str) -> Iterator[None]:
    """Turns a failure to read into StoreRefused; `what` names what was read."""
    try:
        yield
    except UNREADABLE as error:
        raise StoreRefused(
            f"{what}读不出来，数据文件可能已经损坏，没有改动；请联系软件提供方。"
        ) from error


@contextmanager
def one_transaction(database: Database) -> Iterator[None]:
    """Everything inside is stored together or not at all. Raises StoreRefused."""
    if isinstance(database, DataFile):
        database.require_writable()
    try:
        with database.atomic():
            yield
    except sqlite3.Error as error:
        raise StoreRefused(
            "没有存上：数据文件夹写不进去，可能是磁盘满了或没有写入权限；请处理后再试，刚才填的还在屏幕上。"
        ) from error


def tolerant_text(stored: bytes) -> str:
    """Text as it is kept; what is no UTF-8 becomes surrogates, which `is_storable` finds."""
    return stored.decode("utf-8", "surrogateescape")


def fingerprint(database: Database) -> int:
    """A number that changes when a table, or a migration that was applied, is another."""
    schema = database.execute(
        "select name, sql from sqlite_schema where name not like '%sqlite_%' order by name"
    ).fetchall()
    steps = []
    if "_sqlite_migrations" in _table_names(database):
        steps = database.execute(
            "select name from _sqlite_migrations where migration_set = 'nianbao' order by name"
        ).fetchall()
    return crc32(repr((schema, steps)).encode())


def require_ours(database: Database, path: Path) -> None:
    """Raises StoreRefused, having written nothing, for a file that is not this version's."""
    from core.store.migrations import MIGRATIONS

    with closing(Database(sqlite3.connect(":memory:"))) as nothing:
        known = {migration.name for migration in MIGRATIONS.pending(nothing.sqlite_utils)}
    applied = {migration.name for migration in MIGRATIONS.applied(database.sqlite_utils)}
    tables = _table_names(database)
    if known < applied:
        raise StoreRefused(
            f"数据文件“{path}”由更新版本的年报软件写成，旧版本不能打开；请安装新版本。数据没有改动。"
        )
    if applied - known or (not applied and tables & set(TABLES)):
        raise _damaged(path)
    if not applied and tables - {MIGRATIONS.migrations_table}:
        raise StoreRefused(f"“{path}”是别的软件的数据库，没有改动；请换一个数据文件夹。")


def _bring_up_to_date(database: Database, before_migrating: Callable[[Database], object]) -> None:
    """Makes the tables, or makes an older version's into this one's."""
    from core.store.migrations import MIGRATIONS

    if MIGRATIONS.applied(database.sqlite_utils) and MIGRATIONS.pending(database.sqlite_utils):
        before_migrating(database)
    with database.atomic():
        MIGRATIONS.apply(database.sqlite_utils)


def _require_sound(database: Database, path: Path, current: bool) -> None:
    """Raises StoreDamaged where pages do not hang together, or rows are lost or misplaced.

    Whether the values are right is told by the log, when a report is opened. quick_check would
    take half as long, but passes over rows in the wrong order, which no search finds.
    """
    if database.execute("pragma integrity_check(1)").fetchone() != ("ok",):
        raise _damaged(path)
    tables = _table_names(database)
    if not tables & set(TABLES):
        return
    if not current:
        _require_shape(database, path)
    for table, orphan in {
        "report": "agency not in (select id from agency)",
        "entry": "report not in (select id from report)",
        "edit": "report not in (select id from report)",
        # A new edit would take the number of a lost one, and meet its changes.
        "change": "edit > (select coalesce(max(id), 0) from edit)",
        "former_name": "agency not in (select id from agency)",
        "published": "report not in (select id from report)",
        "demands": "agency not in (select id from agency)",
    }.items():
        # An older version's file has not all of them.
        if (
            table in tables
            and database.execute(f"select 1 from {table} where {orphan} limit 1").fetchone()
        ):
            raise _damaged(path)


def _require_shape(database: Database, path: Path) -> None:
    """Raises StoreDamaged where the tables are not what the steps that were taken make them."""
    from core.store.migrations import MIGRATIONS

    with closing(Database(sqlite3.connect(":memory:"))) as sound:
        pending = [migration.name for migration in MIGRATIONS.pending(database.sqlite_utils)]
        MIGRATIONS.apply(sound.sqlite_utils, stop_before=pending)
        if _shape(database) != _shape(sound):
            raise _damaged(path)


def _table_names(database: Database) -> set[str]:
    return {
        name for (name,) in database.execute("select name from sqlite_schema where type = 'table'")
    }


def _shape(database: Database) -> dict[str, list[tuple[object, ...]]]:
    """The columns of the tables and of the index."""
    return {
        name: database.execute(f"pragma {what}({name})").fetchall()
        for what, names in (("table_info", TABLES), ("index_info", ("edit_by_report",)))
        for name in names
    }


def _identity(path: Path) -> tuple[int, int] | None:
    """What tells a file from another in the same place; None where there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _take_hold(database: Database) -> None:
    """Sets how the file is kept, and tries a write.

    So neither a second program nor a read-only folder comes to light only at the first edit.
    """
    for step in (
        "pragma locking_mode = exclusive",
        "pragma journal_mode = delete",
        "pragma foreign_keys = on",
        "pragma synchronous = off",  # for the try, of which nothing stays
        "begin exclusive",
        "pragma user_version = 1",
        "rollback",
        "pragma synchronous = full",
    ):
        database.execute(step).fetchall()


def _damaged(path: Path) -> StoreDamaged:
    return StoreDamaged(
        f"数据文件“{path}”已损坏，打不开，没有改动；请联系软件提供方，或换一个数据文件夹。"
    )


def _not_moved(folder: Path) -> StoreRefused:
    return StoreRefused(f"存不到“{folder}”，请检查权限和空间，或换一个文件夹。")


def _explained(error: Exception, path: Path) -> StoreRefused:
    name = getattr(error, "sqlite_errorname", "")  # Python's own complaints have none
    match name.removeprefix("SQLITE_").partition("_")[0]:
        case "BUSY" | "LOCKED":
            return StoreBusy(
                "年报已经打开了，请用已经打开的窗口。没有看到窗口的，可能是另一个用户开着，"
                "或杀毒、网盘软件正占着数据文件，请稍等片刻再试。"
            )
        case "NOTADB":
            return StoreDamaged(
                f"“{path}”不是年报的数据库，或已损坏，没有改动；请把它移走，或换一个数据文件夹。"
            )
        case "CANTOPEN" | "READONLY" | "PERM" | "AUTH" | "IOERR" | "FULL" | "NOMEM":
            return StoreUnwritable(path.parent, error)
    return _damaged(path)
