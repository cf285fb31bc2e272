import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest

from core.store.connection import Database


@pytest.fixture
def songs() -> Iterator[Database]:
    """A database in memory, with one table."""
    with closing(Database(sqlite3.connect(":memory:"))) as database:
        database.execute("create table song (title text not null)")
        yield database


def titles(database: Database) -> list[str]:
    return [title for (title,) in database.execute("select title from song order by rowid")]


def add(database: Database, title: str | None) -> None:
    database.execute("insert into song values (?)", [title])


def test_that_a_statement_alone_is_committed_by_itself(songs: Database) -> None:
    add(songs, "一")

    assert not songs.conn.in_transaction
    assert titles(songs) == ["一"]


def test_that_a_block_is_kept_all_or_not_at_all(songs: Database) -> None:
    with songs.atomic():
        add(songs, "一")
    with pytest.raises(sqlite3.IntegrityError), songs.atomic():
        add(songs, "二")
        add(songs, None)

    assert titles(songs) == ["一"]
    assert not songs.conn.in_transaction


def test_that_a_block_inside_another_can_fail_alone(songs: Database) -> None:
    with songs.atomic():
        add(songs, "一")
        with pytest.raises(ZeroDivisionError), songs.atomic():
            add(songs, "二")
            raise ZeroDivisionError
        with songs.atomic():
            add(songs, "三")

    assert titles(songs) == ["一", "三"]


def test_that_a_larger_block_takes_what_was_done_inside_back_with_it(songs: Database) -> None:
    with pytest.raises(ZeroDivisionError), songs.atomic():
        with songs.atomic():
            add(songs, "一")
        raise ZeroDivisionError

    assert titles(songs) == []


def test_that_an_error_that_has_ended_the_transaction_is_told_as_it_is(songs: Database) -> None:
    songs.execute(
        "create trigger out before insert on song begin select raise(rollback, '满'); end"
    )
    with pytest.raises(sqlite3.IntegrityError, match="满"), songs.atomic(), songs.atomic():
        add(songs, "一")

    assert titles(songs) == []


def test_that_a_transaction_that_cannot_be_committed_is_rolled_back(songs: Database) -> None:
    songs.execute("pragma foreign_keys = on")
    songs.execute("create table singer (id integer primary key)")
    songs.execute("create table sung (singer references singer deferrable initially deferred)")
    with pytest.raises(sqlite3.IntegrityError), songs.atomic():
        songs.execute("insert into sung values (7)")

    assert not songs.conn.in_transaction
    assert songs.execute("select * from sung").fetchall() == []


def test_that_what_sqlite_utils_does_is_part_of_the_block_it_is_done_in(songs: Database) -> None:
    with pytest.raises(ZeroDivisionError), songs.atomic():
        songs.table("song").insert({"title": "一"})
        raise ZeroDivisionError
    songs.table("song").insert({"title": "二"})

    assert titles(songs) == ["二"]
    assert not songs.conn.in_transaction
