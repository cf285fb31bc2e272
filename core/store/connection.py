"""An open SQLite database: SQL as it is, and sqlite-utils for what is done with whole tables."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

if TYPE_CHECKING:
    import sqlite_utils
    from sqlite_utils.db import Table


LONGEST_PATH = 260 if os.name == "nt" else 512  # characters, or bytes, that SQLite takes


class Database:
    """A database by its connection.

    Importing sqlite-utils, which makes and migrates the tables, takes a fifth of the start, and
    neither opening a report nor an edit needs it: so it is imported when first used.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.conn = connection
        # Every statement outside `atomic` commits on its own; none opens a transaction.
        connection.isolation_level = None

    @cached_property
    def sqlite_utils(self) -> sqlite_utils.Database:
        """The same database as sqlite-utils has it."""
        from sqlite_utils import Database as Tables

        # Plug-ins of other programs have no business here, and looking for them takes long.
        return Tables(self.conn, execute_plugins=False)

    def table(self, name: str) -> Table:
        """A table, to insert, delete and count rows in. Its name must not come from outside."""
        return self.sqlite_utils.table(name)

    def execute(self, sql: str, values: Sequence[object] = ()) -> sqlite3.Cursor:
        """Runs a statement. Raises sqlite3.Error."""
        return self.conn.execute(sql, values)

    @contextmanager
    def atomic(self) -> Iterator[None]:
        """Keeps everything done inside, or nothing of it. Such blocks nest."""
        inner = self.conn.in_transaction
        begin, keep, drop = _SAVEPOINT if inner else _TRANSACTION
        self.conn.execute(begin)
        try:
            yield
            self.conn.execute(keep)
        except BaseException:
            for step in drop:
                if self.conn.in_transaction:  # some errors have ended it already
                    self.conn.execute(step)
            raise

    def close(self) -> None:
        """Gives the file up."""
        self.conn.close()


def is_too_long(path: Path) -> bool:
    """Whether a path, or that of the journal beside the file, is longer than SQLite takes."""
    name = f"{path.absolute()}-journal"
    return len(name if os.name == "nt" else os.fsencode(name)) >= LONGEST_PATH


def connect_to_read(path: Path) -> sqlite3.Connection:
    """A connection that changes nothing in the file, nor makes one. Raises sqlite3.Error."""
    name = path.resolve().as_posix()
    name = name if name.startswith("/") else f"/{name}"
    # Its bytes, for a folder on Linux may have a name that is no UTF-8.
    address = f"file://{quote(os.fsencode(name))}?mode=ro"
    return sqlite3.connect(address, uri=True, timeout=1, check_same_thread=False)


_TRANSACTION = ("begin", "commit", ("rollback",))
_SAVEPOINT = ("savepoint part", "release part", ("rollback to part", "release part"))
