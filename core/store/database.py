"""Opening the one SQLite file: the right library, the right file, nobody else in it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlite_utils import Database

from core.refusal import Refused
from core.store.migrations import MIGRATIONS

FILE_NAME = "nianbao.db"
OLDEST_SQLITE = (3, 37)  # strict tables


class StoreRefused(Refused):
    """The data cannot be opened or written."""


def open_database(
    folder: Path, before_migrating: Callable[[Database], object] = lambda _: None
) -> Database:
    """The database in the data folder, made or brought up to date; held by this process alone.

    Rollback journal, so that a plain copy of the file is whole, and full sync, so that a
    committed cell outlives a power cut. `before_migrating` is called before what is kept is
    brought up to date; where it refuses, nothing has changed. Raises StoreRefused.
    """
    if sqlite3.sqlite_version_info < OLDEST_SQLITE:
        raise StoreRefused(
            f"系统的 SQLite {sqlite3.sqlite_version} 太旧，要 3.37 以上，请联系软件提供方。"
        )
    path = folder / FILE_NAME
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not path.exists():
            path.touch(mode=0o600)  # SQLite would let others read it
        # Backups are made in a thread of their own, through this connection, since no other can
        # read the file; SQLite itself takes one thread after the other.
        connection = sqlite3.connect(path, timeout=1, check_same_thread=False)
    except (OSError, sqlite3.Error) as error:
        raise _unusable(folder) from error
    try:
        # Plug-ins of other programs have no business here, and looking for them takes long.
        database = Database(connection, execute_plugins=False)
        require_ours(database, path)
        _take_hold(database)
        if MIGRATIONS.applied(database) and MIGRATIONS.pending(database):
            before_migrating(database)
        with database.atomic():
            MIGRATIONS.apply(database)
    except sqlite3.Error as error:
        connection.close()
        raise _explained(error, path) from error
    except StoreRefused:
        connection.close()
        raise
    return database


@contextmanager
def reading(what: str) -> Iterator[None]:
    """Turns a failure to read into StoreRefused; `what` names what was read."""
    try:
        yield
    except sqlite3.Error as error:
        raise StoreRefused(
            f"{what}读不出来，数据文件可能已经损坏，没有改动；请联系软件提供方。"
        ) from error


@contextmanager
def one_transaction(database: Database) -> Iterator[None]:
    """Everything inside is stored together or not at all. Raises StoreRefused."""
    try:
        with database.atomic():
            yield
    except sqlite3.Error as error:
        raise StoreRefused(
            "没有存上：数据文件夹写不进去，可能是磁盘满了或没有写入权限；请处理后再试，刚才填的还在屏幕上。"
        ) from error


def require_ours(database: Database, path: Path) -> None:
    """Raises StoreRefused, having written nothing, for a file that is not this version's."""
    applied = {migration.name for migration in MIGRATIONS.applied(database)}
    with closing(Database(memory=True, execute_plugins=False)) as nothing:
        known = {migration.name for migration in MIGRATIONS.pending(nothing)}
    if applied - known:
        raise StoreRefused(
            f"数据文件“{path}”由更新版本的年报软件写成，旧版本不能打开；请安装新版本。数据没有改动。"
        )
    if not applied and set(database.table_names()) - {MIGRATIONS.migrations_table}:
        raise StoreRefused(f"“{path}”是别的软件的数据库，没有改动；请换一个数据文件夹。")


def _take_hold(database: Database) -> None:
    """Sets how the file is kept, and tries a write.

    So neither a second program nor a read-only folder comes to light only at the first edit.
    """
    for pragma in (
        "locking_mode = exclusive",
        "journal_mode = delete",
        "synchronous = full",
        "foreign_keys = on",
    ):
        database.execute(f"pragma {pragma}").fetchall()
    for step in ("begin exclusive", "pragma user_version = 1", "rollback"):
        database.execute(step)


def _unusable(folder: Path) -> StoreRefused:
    return StoreRefused(f"数据文件夹“{folder}”不能读写，请检查权限，或换一个文件夹。")


def _explained(error: sqlite3.Error, path: Path) -> StoreRefused:
    match error.sqlite_errorname.split("_")[1]:
        case "BUSY" | "LOCKED":
            return StoreRefused(
                "年报已经打开了，请用已经打开的窗口；没有看到窗口的，请稍等片刻再试。"
            )
        case "NOTADB":
            return StoreRefused(
                f"“{path}”不是年报的数据库，没有改动；请把它移走，或换一个数据文件夹。"
            )
        case "CORRUPT":
            return StoreRefused(
                f"数据文件“{path}”已损坏，打不开，没有改动；请联系软件提供方，或换一个数据文件夹。"
            )
    return _unusable(path.parent)
