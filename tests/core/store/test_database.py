import os
import shutil
import sqlite3
import stat
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
import sqlite_utils

from core.store.connection import Database
from core.store.database import (
    CURRENT,
    FILE_NAME,
    TABLES,
    StoreDamaged,
    StoreRefused,
    fingerprint,
    one_transaction,
    open_database,
)
from core.store.migrations import MIGRATIONS

OPENER = """
import sys
from pathlib import Path
from core.refusal import Refused
from core.store.database import open_database
try:
    open_database(Path(sys.argv[1])).close()
except Refused as refusal:
    print(refusal)
"""


def refusal_of(folder: Path) -> str:
    with pytest.raises(StoreRefused) as refusal:
        open_database(folder).close()
    message = str(refusal.value)
    assert message.endswith("。")
    return message


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below a folder."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


def pragma(database: Database, name: str) -> object:
    return database.execute(f"pragma {name}").fetchone()[0]


@pytest.fixture
def opened_elsewhere(root: Path) -> Callable[[Path], str]:
    """What another process is told when it opens a data folder; "" where it may."""

    def open_it(folder: Path) -> str:
        found = subprocess.run(
            [sys.executable, "-c", OPENER, str(folder)],
            cwd=root,
            capture_output=True,
            check=True,
            env=os.environ | {"PYTHONIOENCODING": "utf-8", "PYTHONPATH": str(root)},
        )
        return found.stdout.decode().strip()

    return open_it


@pytest.fixture
def nobody() -> Iterator[Path]:
    """A folder, while the process may not write anywhere that is not its own."""
    if not hasattr(os, "geteuid"):
        pytest.skip("no POSIX permissions here")
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    yield folder
    folder.chmod(0o755)
    shutil.rmtree(folder)


class Unprivileged:
    """Within it, the process is no superuser, for whom nothing is read-only."""

    def __enter__(self) -> None:
        self.user = os.geteuid()
        if self.user == 0:
            os.seteuid(65534)

    def __exit__(self, *_: object) -> None:
        os.seteuid(self.user)


def test_that_a_database_is_made_in_a_new_folder_with_every_pragma_set(tmp_path: Path) -> None:
    folder = tmp_path / "新的" / "数据"
    database = open_database(folder)

    assert (folder / FILE_NAME).exists()
    assert pragma(database, "journal_mode") == "delete"
    assert pragma(database, "synchronous") == 2
    assert pragma(database, "foreign_keys") == 1
    assert pragma(database, "locking_mode") == "exclusive"
    database.close()


@pytest.mark.skipif(os.name != "posix", reason="no POSIX permissions here")
def test_that_what_is_made_is_the_clerks_alone(tmp_path: Path) -> None:
    open_database(tmp_path / "数据").close()
    assert stat.S_IMODE((tmp_path / "数据").stat().st_mode) == 0o700
    assert stat.S_IMODE((tmp_path / "数据" / FILE_NAME).stat().st_mode) == 0o600


@pytest.mark.skipif(os.name != "posix", reason="no POSIX permissions here")
def test_that_what_was_there_keeps_its_permissions(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    (tmp_path / FILE_NAME).touch()
    (tmp_path / FILE_NAME).chmod(0o640)
    open_database(tmp_path).close()
    assert stat.S_IMODE(tmp_path.stat().st_mode) == 0o755
    assert stat.S_IMODE((tmp_path / FILE_NAME).stat().st_mode) == 0o640


def test_that_the_pragmas_hold_on_the_second_opening_too(folder: Path) -> None:
    open_database(folder).close()
    database = open_database(folder)

    assert pragma(database, "journal_mode") == "delete"
    assert pragma(database, "synchronous") == 2
    assert pragma(database, "foreign_keys") == 1
    database.close()


def test_that_opening_an_up_to_date_database_changes_nothing(folder: Path) -> None:
    open_database(folder).close()
    before = contents(folder)
    open_database(folder).close()

    assert contents(folder) == before
    assert list(before) == [FILE_NAME]


@pytest.mark.parametrize(
    ("table", "row"),
    [
        ("agency", {"id": "一", "name": "某镇", "tier": "township", "kind": "government"}),
        ("report", {"agency": 1, "year": "二〇二四", "edition": "2021"}),
        ("edit", {"report": 1, "at": "2025-01-01", "what": "填写", "undone": "是"}),
        ("change", {"edit": 1, "position": 0, "target": "t", "start": "x", "old": "", "new": ""}),
        ("entry", {"report": "一", "target": "t", "value": "1"}),
        ("former_name", {"agency": 1, "name": "", "tier": "", "kind": "", "until": "去年"}),
        ("published", {"report": "一", "at": "", "finalised_on": "", "package": ""}),
    ],
)
def test_that_a_table_refuses_text_in_a_column_of_integers(
    database: Database, table: str, row: dict[str, object]
) -> None:
    with database.conn:
        database.execute(
            "insert into agency (id, name, tier, kind) values (1, '某镇', 'township', 'government')"
        )
        database.execute("insert into report (agency, year, edition) values (1, 2023, '2021')")
        database.execute("insert into edit values (1, 1, '', '', 0)")

    with pytest.raises(sqlite3.IntegrityError, match=r"cannot store TEXT|datatype mismatch"):
        database.table(table).insert(row)


def test_that_a_new_file_has_the_fingerprint_of_this_version(database: Database) -> None:
    """Where it has not, migrations have changed it: put the number it has now in its place."""
    assert fingerprint(database) == CURRENT


def test_that_a_file_of_an_older_version_has_the_same_fingerprint_once_it_is_open(
    folder: Path,
) -> None:
    folder.mkdir()
    old = Path(__file__).parent / "data" / "m001.sqlite"
    (folder / FILE_NAME).write_bytes(old.read_bytes())
    with closing(sqlite3.connect(folder / FILE_NAME)) as unopened:
        assert fingerprint(Database(unopened)) != CURRENT
    with closing(open_database(folder)) as opened:
        assert fingerprint(opened) == CURRENT


@pytest.mark.parametrize(
    "change",
    [
        "create table later (id integer primary key)",
        "create trigger later after insert on entry begin delete from entry; end",
        "alter table entry rename column value to worth",
        "drop index edit_by_report",
        "delete from _sqlite_migrations",
        "drop table _sqlite_migrations",
        "insert into _sqlite_migrations (migration_set, name) values ('nianbao', 'm999_later')",
    ],
)
def test_that_whatever_is_changed_of_the_tables_changes_the_fingerprint(
    database: Database, change: str
) -> None:
    database.execute(change)

    assert fingerprint(database) != CURRENT


def test_that_every_table_of_ours_is_strict(database: Database) -> None:
    ours = [name for name in database.sqlite_utils.table_names() if not name.startswith("_")]

    assert sorted(ours) == sorted(TABLES)
    assert all(database.table(name).strict for name in ours)


def test_that_a_row_that_points_nowhere_is_refused(database: Database) -> None:
    with pytest.raises(sqlite3.IntegrityError, match="FOREIGN KEY"):
        database.execute("insert into report (agency, year, edition) values (7, 2024, '2021')")


def test_that_a_transaction_is_stored_together_or_not_at_all(database: Database) -> None:
    row = {"name": "某镇", "tier": "township", "kind": "government"}

    with pytest.raises(StoreRefused) as refusal, one_transaction(database):
        database.table("agency").insert(row)
        database.table("agency").insert(row | {"name": None})

    assert str(refusal.value).endswith("。")
    assert database.table("agency").count == 0


def test_that_an_error_of_ours_rolls_back_and_passes_through(database: Database) -> None:
    with pytest.raises(ZeroDivisionError), one_transaction(database):
        database.table("agency").insert({"name": "某镇", "tier": "township", "kind": "branch"})
        _ = 1 / 0

    assert database.table("agency").count == 0


def test_that_a_file_that_is_no_database_is_refused_and_left_alone(folder: Path) -> None:
    folder.mkdir()
    (folder / FILE_NAME).write_text("单位：某镇\n", encoding="utf-8")
    before = contents(folder)

    assert "不是年报的数据库" in refusal_of(folder)
    assert contents(folder) == before


@pytest.mark.parametrize("journal", ["delete", "wal"])
def test_that_somebody_elses_database_is_refused_and_left_alone(folder: Path, journal: str) -> None:
    folder.mkdir()
    other = sqlite3.connect(folder / FILE_NAME)
    other.execute(f"pragma journal_mode = {journal}")
    with other:
        other.execute("create table song (title text)")
    other.close()
    before = contents(folder)

    assert "别的软件的数据库" in refusal_of(folder)
    assert contents(folder) == before


def test_that_a_database_of_a_newer_version_is_refused_and_left_alone(folder: Path) -> None:
    database = open_database(folder)
    with database.conn:
        database.table("_sqlite_migrations").insert(
            {"migration_set": "nianbao", "name": "m999_of_the_future", "applied_at": "2030"}
        )
    database.close()
    before = contents(folder)

    assert "更新版本" in refusal_of(folder)
    assert contents(folder) == before


def test_that_a_damaged_database_is_refused_and_left_alone(folder: Path) -> None:
    open_database(folder).close()
    path = folder / FILE_NAME
    path.write_bytes(path.read_bytes()[:100] + b"\xff" * 4000)
    before = contents(folder)

    assert "已损坏" in refusal_of(folder)
    assert contents(folder) == before


def rewrite(folder: Path, sql: str) -> None:
    """Changes a data file behind the program's back, its list of tables too."""
    other = sqlite3.connect(folder / FILE_NAME)
    other.execute("pragma writable_schema = on")
    with other:
        other.execute(sql)
    other.close()


@pytest.mark.parametrize(
    "sql",
    [
        "update _sqlite_migrations set name = cast(x'ff30' as text) where id = 1",
        "update _sqlite_migrations set name = 'm901_reports_and_their_log' where id = 1",
        "delete from _sqlite_migrations",
        "drop table _sqlite_migrations",
        "drop table entry",
        "update sqlite_master set sql = replace(sql, 'target', 'tarXet') where name = 'entry'",
        "update sqlite_master set sql = 'x' where name = 'entry'",
        "update sqlite_master set name = cast(x'ff' as text) where name = 'entry'",
        "update sqlite_master set rootpage = 99 where name = 'edit'",
        "insert into entry values (7, 'cells.a', '1', 0)",
        "insert into report (agency, year, edition) values (7, 2024, '2021')",
        "insert into change values (7, 0, 'cells.a', null, '', '1')",
    ],
)
def test_that_a_damaged_file_of_ours_is_called_damaged_and_left_alone(
    folder: Path, sql: str
) -> None:
    open_database(folder).close()
    rewrite(folder, sql)
    before = contents(folder)

    with pytest.raises(StoreDamaged, match="已损坏"):
        open_database(folder).close()
    assert contents(folder) == before


def test_that_pages_that_nothing_leads_to_are_no_new_data_file(folder: Path) -> None:
    open_database(folder).close()
    path = folder / FILE_NAME
    content = bytearray(path.read_bytes())
    content[100:108] = b"\x0d\0\0\0\0\x10\0\0"  # a list of tables without one
    path.write_bytes(content)

    with pytest.raises(StoreDamaged):
        open_database(folder).close()
    assert path.read_bytes() == content


def test_that_an_empty_file_becomes_a_database(folder: Path) -> None:
    folder.mkdir()
    (folder / FILE_NAME).touch()
    database = open_database(folder)

    assert database.table("report").exists()
    database.close()


def test_that_a_first_start_cut_off_before_its_first_table_is_taken_up_again(
    folder: Path,
) -> None:
    folder.mkdir()
    cut_off = sqlite_utils.Database(folder / FILE_NAME)
    MIGRATIONS.ensure_migrations_table(cut_off)
    cut_off.close()
    database = open_database(folder)

    assert database.table("report").exists()
    database.close()


def test_that_a_folder_in_the_place_of_the_file_is_refused(folder: Path) -> None:
    (folder / FILE_NAME).mkdir(parents=True)

    assert "不能读写" in refusal_of(folder)


def test_that_a_file_in_the_place_of_the_folder_is_refused(folder: Path) -> None:
    folder.write_text("", encoding="utf-8")

    assert "不能读写" in refusal_of(folder)
    assert folder.read_bytes() == b""


def test_that_a_read_only_folder_is_refused(nobody: Path) -> None:
    nobody.chmod(0o555)

    with Unprivileged():
        assert "不能读写" in refusal_of(nobody)
    assert contents(nobody) == {}


def test_that_a_folder_that_cannot_be_made_is_refused(nobody: Path) -> None:
    nobody.chmod(0o555)

    with Unprivileged():
        assert "不能读写" in refusal_of(nobody / "数据")
    assert contents(nobody) == {}


def test_that_a_database_in_a_read_only_folder_is_refused_before_anything_is_typed(
    nobody: Path,
) -> None:
    open_database(nobody).close()
    before = contents(nobody)
    nobody.chmod(0o555)

    with Unprivileged():
        assert "不能读写" in refusal_of(nobody)
    assert contents(nobody) == before


def test_that_a_sqlite_too_old_for_strict_tables_is_refused(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite3, "sqlite_version_info", (3, 36, 0))
    monkeypatch.setattr(sqlite3, "sqlite_version", "3.36.0")

    assert "3.36.0" in refusal_of(folder)
    assert not folder.exists()


@pytest.mark.slow
def test_that_a_second_program_on_the_same_folder_is_told_that_one_is_open(
    folder: Path, database: Database, opened_elsewhere: Callable[[Path], str]
) -> None:
    message = opened_elsewhere(folder)

    assert message.startswith("年报已经打开了")
    assert message.endswith("。")
    with database.conn:
        database.execute(
            "insert into agency (id, name, tier, kind) values (1, '某镇', 'township', 'government')"
        )
    assert database.table("agency").count == 1


@pytest.mark.slow
def test_that_a_second_opening_in_one_program_is_refused_and_does_not_let_others_in(
    folder: Path, database: Database, opened_elsewhere: Callable[[Path], str]
) -> None:
    assert refusal_of(folder).startswith("年报已经打开了")
    assert opened_elsewhere(folder).startswith("年报已经打开了")
    assert database.table("agency").count == 0


@pytest.mark.slow
def test_that_a_closed_database_can_be_opened_by_another_program(
    folder: Path, opened_elsewhere: Callable[[Path], str]
) -> None:
    open_database(folder).close()

    assert opened_elsewhere(folder) == ""
