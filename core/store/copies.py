"""Whole copies of the data file: made while it is in use, opened, and put back in its place."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from core.files import sync_folder
from core.forms.definition import Form
from core.store.connection import Database, connect_to_read, is_too_long
from core.store.database import (
    DataFile,
    StoreRefused,
    fingerprint,
    require_ours,
    tolerant_text,
)
from core.store.demands import kept_demands
from core.store.reports import Reports

# An edit waits for what is copied at a stretch, and the disk it is stored on for what is not yet
# synced: measured with 50 MB, these leave its p99 as it is, at 25 MB a second.
PAGES = 32
PAUSE = 0.005  # seconds between two stretches
SYNCED = 8  # stretches
WAIT = 0.005  # seconds until another try, while an edit is being stored
UNFINISHED = ".part"
NAMED = 50  # characters of a copy's name in that of the unfinished one, which is longer

Progress = Callable[[float], None]  # takes how much is done, below 1; what it raises ends the copy
Verify = Callable[[Path], None]  # raises StoreRefused where a copy is not good


class CopyRefused(StoreRefused):
    """A copy cannot be made, or is not good."""


def unheard(_done: float) -> None:
    """For callers that show no progress."""


def copy_database(
    source: sqlite3.Connection,
    path: Path,
    verify: Verify,
    progress: Progress = unheard,
    pause: float = PAUSE,
) -> None:
    """Copies the open database to a new file, which is there whole and verified or not at all.

    May run in a thread of its own: with `pause` seconds between small pieces, edits through the
    same connection go on undisturbed and are in the copy as far as they are stored when it ends.
    Raises StoreRefused, and what `progress` raises.
    """
    temporary = path.with_name(f".{path.name[:NAMED]}{UNFINISHED}")
    try:
        temporary.unlink(missing_ok=True)
        handle = os.open(temporary, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600)
        try:
            _fill(source, temporary, handle, progress, pause)
            os.fsync(handle)
        finally:
            os.close(handle)
        verify(temporary)
        temporary.replace(path)
        sync_folder(path.parent)
    except (OSError, sqlite3.Error) as error:
        if is_too_long(temporary):
            raise CopyRefused(
                f"“{path.parent}”的路径太长，写不进备份；请换一个路径短的文件夹。"
            ) from error
        raise CopyRefused(
            f"“{path.parent}”里写不进备份，可能是磁盘满了、不能写入，或者U盘已经拔出；请处理后再试。"
        ) from error
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)


def copy_file(path: Path, target: Path) -> None:
    """Copies a finished copy to another file, whole or not at all. Raises StoreRefused."""
    with _opened(path) as database:
        copy_database(database.conn, target, require_whole, pause=0)


def require_good(path: Path, forms: tuple[Form, ...]) -> None:
    """Opens a copy and holds every report in it against its log and seals, 地方要求 too.

    Raises StoreRefused, which names the report that does not hold.
    """
    require_whole(path)
    with opened_copy(path, forms) as reports:
        for entry in reports.reports():
            found = reports.audit(entry.id)
            published = all(each.package for each in reports.published(entry.id))
            if found.doubts or not (found.log_sound and published):
                which = f"{found.report.agency.name}{found.report.year}年度的年报"
                raise CopyRefused(
                    f"备份“{path}”不能用：其中{which}有内容或修改记录对不上；"
                    "现在的那一份请打开核对，要恢复请换一个备份。"
                )
        if not all(kept.sealed for kept in kept_demands(reports)):
            raise CopyRefused(
                f"备份“{path}”不能用：其中有一份地方要求损坏了；"
                "现在的那一份请在“地方要求”里移除，重新导入，要恢复请换一个备份。"
            )


def require_whole(path: Path) -> None:
    """Raises StoreRefused where a copy's pages do not hang together."""
    with _opened(path) as database, _reading(path):
        if database.execute("pragma quick_check").fetchall() != [("ok",)]:
            raise _damaged(path)


@contextmanager
def opened_copy(path: Path, forms: tuple[Form, ...]) -> Iterator[Reports]:
    """The reports in a copy, which is only read, and may be an older version's.

    Raises StoreRefused for what is no copy of this program's data.
    """
    with _up_to_date(path) as database:
        yield Reports(database, forms)


def restore(
    database: Database, path: Path, forms: tuple[Form, ...], progress: Progress = unheard
) -> None:
    """Puts what a copy holds in the place of all that the open database holds.

    One transaction: stopped, killed or refused, it has changed nothing. Raises StoreRefused,
    StoreGone where the open data file is no longer in its place, and what `progress` raises.
    """
    if isinstance(database, DataFile):
        database.require_writable()
    require_good(path, forms)
    with _up_to_date(path) as copy:
        try:
            copy.conn.backup(database.conn, pages=PAGES, progress=_heard(progress), sleep=WAIT)
        except sqlite3.Error as error:
            raise CopyRefused(
                "没有恢复：数据文件写不进去，可能是磁盘满了或没有写入权限；现有的数据没有改动。"
            ) from error


def _fill(
    source: sqlite3.Connection, path: Path, handle: int, progress: Progress, pause: float
) -> None:
    told, stretches = _heard(progress), 0

    def between(status: int, remaining: int, total: int) -> None:
        nonlocal stretches
        stretches += 1
        if stretches % SYNCED == 0:
            os.fsync(handle)
        told(status, remaining, total)
        time.sleep(pause)

    with closing(sqlite3.connect(path)) as target:
        # The file counts only once it is whole, and is synced bit by bit: SQLite would sync all
        # of it at the end, while holding the source.
        target.execute("pragma synchronous = off")
        target.execute("pragma journal_mode = off").fetchall()
        source.backup(target, pages=PAGES, progress=between, sleep=WAIT)


def _heard(progress: Progress) -> Callable[[int, int, int], None]:
    def told(_status: int, remaining: int, total: int) -> None:
        if remaining:  # else all is done, and can no longer be stopped
            progress(1 - remaining / total)

    return told


@contextmanager
def _up_to_date(path: Path) -> Iterator[Database]:
    """The copy, or where it is an older version's, a copy of it in memory that is migrated."""
    from core.store.migrations import MIGRATIONS

    with _opened(path) as database, closing(_in_memory()) as migrated:
        current = database
        with _reading(path):
            require_ours(database, path)
            if not MIGRATIONS.applied(database.sqlite_utils):  # empty
                raise _foreign(path)
            if MIGRATIONS.pending(database.sqlite_utils):
                database.conn.backup(migrated.conn)
                MIGRATIONS.apply(migrated.sqlite_utils)
                current = migrated
            _require_shape(current, path)
        yield current


@contextmanager
def _opened(path: Path) -> Iterator[Database]:
    with _reading(path):
        connection = connect_to_read(path)
    connection.text_factory = tolerant_text
    with closing(connection):
        yield Database(connection)


@contextmanager
def _reading(path: Path) -> Iterator[None]:
    try:
        yield
    except (OSError, UnicodeError, sqlite3.Error) as error:
        if getattr(error, "sqlite_errorname", "").startswith("SQLITE_BUSY"):
            raise CopyRefused(
                f"“{path}”是正在用的数据文件，或者正被别的软件占着；请关闭那个软件再试，或换一个备份。"
            ) from error
        raise _damaged(path) from error


def _damaged(path: Path) -> CopyRefused:
    return CopyRefused(f"备份“{path}”读不出来，可能已经损坏或者不在了；请换一个备份。")


def _foreign(path: Path) -> CopyRefused:
    return CopyRefused(f"“{path}”不是本软件做的备份，没有打开；请换一个。")


def _require_shape(database: Database, path: Path) -> None:
    """Raises CopyRefused where there is more in it than this program makes, such as a trigger."""
    from core.store.migrations import MIGRATIONS

    with closing(_in_memory()) as ours:
        MIGRATIONS.apply(ours.sqlite_utils)
        if fingerprint(database) != fingerprint(ours):
            raise _foreign(path)


def _in_memory() -> Database:
    database = Database(sqlite3.connect(":memory:"))
    database.conn.text_factory = tolerant_text
    return database
