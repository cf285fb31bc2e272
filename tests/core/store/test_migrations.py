import ast
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlite_utils import Database

from core.forms.definition import Form
from core.report.edits import contents_of
from core.store import migrations
from core.store.database import FILE_NAME, DataFile, StoreRefused, open_database
from core.store.migrations import MIGRATIONS
from core.store.reports import Reports
from core.store.seals import seal_of

DATA = Path(__file__).parent / "data"  # data files as past versions of the program wrote them


@pytest.fixture
def memory() -> Iterator[Database]:
    with closing(Database(memory=True)) as database:
        yield database


def names() -> list[str]:
    with closing(Database(memory=True)) as nothing:
        return [migration.name for migration in MIGRATIONS.pending(nothing)]


def test_that_every_migration_has_a_test_here() -> None:
    """Named after its number: test_that_m001_..."""
    tests = [name for name in globals() if name.startswith("test_that_m")]

    for name in names():
        number = name.partition("_")[0]
        assert any(test.startswith(f"test_that_{number}_") for test in tests), name


def test_that_migrations_are_numbered_in_order() -> None:
    assert [name[:5] for name in names()] == [f"m{i:03}_" for i in range(1, len(names()) + 1)]


def test_that_a_migration_imports_nothing_of_the_program() -> None:
    tree = ast.parse(Path(migrations.__file__).read_text(encoding="utf-8"))
    imported = [node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]

    assert [name for name in imported if name and name.startswith(("core", "gui"))] == []


def test_that_migrations_are_applied_once(memory: Database) -> None:
    MIGRATIONS.apply(memory)
    before = memory.schema
    MIGRATIONS.apply(memory)

    assert memory.schema == before
    assert [migration.name for migration in MIGRATIONS.applied(memory)] == names()


def test_that_m001_makes_agencies_reports_entries_and_their_log(memory: Database) -> None:
    MIGRATIONS.apply(memory, stop_before="m002_seals")
    columns = {
        table: [column.name for column in memory.table(table).columns]
        for table in ("agency", "report", "entry", "edit", "change")
    }

    assert columns == {
        "agency": ["id", "name", "tier", "kind"],
        "report": ["id", "agency", "year", "edition"],
        "entry": ["report", "target", "value"],
        "edit": ["id", "report", "at", "what", "undone"],
        "change": ["edit", "position", "target", "start", "old", "new"],
    }
    assert all(memory.table(table).strict for table in columns)
    assert memory.table("entry").pks == ["report", "target"]
    assert memory.table("change").pks == ["edit", "position"]


def test_that_m001_allows_one_report_an_agency_and_year(memory: Database) -> None:
    MIGRATIONS.apply(memory, stop_before="m002_seals")

    assert [i.columns for i in memory.table("report").indexes if i.unique] == [["agency", "year"]]


def test_that_m001_removes_what_hangs_on_an_agency_with_it(memory: Database) -> None:
    MIGRATIONS.apply(memory, stop_before="m002_seals")
    memory.execute("pragma foreign_keys = on")
    for row in (
        "agency values (1, '某镇', 'township', 'government')",
        "report values (1, 1, 2024, '2021')",
        "entry values (1, 'texts.general', '文字')",
        "edit values (1, 1, '2025-01-01', '填写', 0)",
        "change values (1, 0, 'texts.general', 0, '', '文字')",
    ):
        memory.execute(f"insert into {row}")
    memory.execute("delete from agency where id = 1")

    assert {table: memory.table(table).count for table in memory.table_names()} == {
        "_sqlite_migrations": 1,
        **dict.fromkeys(("agency", "report", "entry", "edit", "change"), 0),
    }


def test_that_m002_seals_what_a_file_of_the_version_before_holds(
    folder: Path, forms: tuple[Form, ...]
) -> None:
    folder.mkdir()
    shutil.copy(DATA / "m001.sqlite", folder / FILE_NAME)
    with closing(sqlite3.connect(folder / FILE_NAME)) as before:
        rows = before.execute("select report, target, value from entry").fetchall()
        edits = before.execute("select count(*) from edit").fetchone()
    with closing(open_database(folder)) as database:
        reports = Reports(database, forms)
        found = {entry.id: contents_of(reports.load(entry.id)) for entry in reports.reports()}
        sealed = database.execute("select * from entry").fetchall()

        assert len(found) == 5
        assert len(rows) > 200
        assert all(found[report][target] == value for report, target, value in rows)
        assert all(reports.audit(report).log_sound for report in found)
        assert {entry.status for entry in reports.reports()} == {"draft", "final"}
        assert database.execute("select count(*) from edit").fetchone() == edits
        assert [(*row, seal_of("entry", *row)) for row in rows] == sealed


def test_that_m002_seals_with_the_seal_of_today(memory: Database) -> None:
    MIGRATIONS.apply(memory, stop_before="m002_seals")
    memory.execute("insert into agency values (1, '某\x1f镇', 'township', 'government')")
    memory.execute("insert into report values (7, 1, 2024, '2021')")
    MIGRATIONS.apply(memory)

    seals = memory.execute("select agency.seal, report.seal from report, agency").fetchone()
    assert seals == (
        seal_of("agency", 1, "某\x1f镇", "township", "government"),
        seal_of("report", 7, 1, 2024, "2021"),
    )


def test_that_m003_leaves_what_a_file_of_the_version_before_holds(
    folder: Path, forms: tuple[Form, ...]
) -> None:
    folder.mkdir()
    shutil.copy(DATA / "m002.sqlite", folder / FILE_NAME)
    tables = {
        "agency": "id, name, tier, kind, seal",
        "report": "id, agency, year, edition, seal",
        **dict.fromkeys(("entry", "edit", "change"), "*"),
    }

    def rows(database: DataFile | sqlite3.Connection) -> dict[str, list[tuple[object, ...]]]:
        return {
            table: database.execute(f"select {columns} from {table}").fetchall()
            for table, columns in tables.items()
        }

    with closing(sqlite3.connect(folder / FILE_NAME)) as before:
        kept = rows(before)
        roots = before.execute("select name, rootpage from sqlite_schema").fetchall()
    with closing(open_database(folder)) as database:
        reports = Reports(database, forms)
        audits = [reports.audit(entry.id) for entry in reports.reports()]

        assert rows(database) == kept
        assert len(kept["report"]) == 7
        assert all(found.log_sound and not found.doubts for found in audits)
        assert {(found.report.version, found.report.corrects) for found in audits} == {(1, None)}
        assert {found.report.agency.code for found in audits} == {""}
        # So a file whose first page is lost is still read by that of a fresh one.
        after = database.execute("select name, rootpage from sqlite_schema").fetchall()
        assert set(roots) <= set(after)
        assert database.execute("pragma integrity_check").fetchone() == ("ok",)


def test_that_m003_allows_one_report_an_agency_year_and_version(memory: Database) -> None:
    MIGRATIONS.apply(memory)
    memory.execute("insert into report (agency, year, edition) values (1, 2024, '2021')")
    memory.execute(
        "insert into report (agency, year, edition, version) values (1, 2024, '2021', 2)"
    )

    with pytest.raises(sqlite3.IntegrityError, match=r"report.agency, report.year, report.version"):
        memory.execute("insert into report (agency, year, edition) values (1, 2024, '2021')")


def test_that_m003_rolls_back_whole(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder.mkdir()
    shutil.copy(DATA / "m002.sqlite", folder / FILE_NAME)
    before = (folder / FILE_NAME).read_bytes()

    apply = MIGRATIONS.apply

    def fail(database: Database) -> None:
        apply(database)
        raise sqlite3.OperationalError("disk full")

    with monkeypatch.context() as patched:
        patched.setattr(MIGRATIONS, "apply", fail)
        with pytest.raises(StoreRefused):
            open_database(folder)
    assert (folder / FILE_NAME).read_bytes() == before
    open_database(folder).close()


def test_that_m004_lets_demands_go_with_their_agency(memory: Database) -> None:
    MIGRATIONS.apply(memory)
    memory.execute("pragma foreign_keys = on")
    memory.execute("insert into agency (id, name, tier, kind) values (1, '', '', '')")
    for agency in ("1", "null"):
        memory.execute(f"insert into demands (agency, at, content) values ({agency}, '', '')")

    memory.execute("delete from agency")

    assert memory.execute("select agency from demands").fetchall() == [(None,)]
