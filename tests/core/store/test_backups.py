import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest
import sqlite_utils
from hypothesis import given
from hypothesis import strategies as st

from core.forms.definition import Form
from core.report.edits import set_cells
from core.session import Session
from core.store.backups import DAYS, KEPT, WEEKS, YEARS, Backups, kept, newest_good_backup
from core.store.connection import Database
from core.store.copies import CopyRefused, opened_copy
from core.store.database import StoreRefused, open_database
from core.store.migrations import MIGRATIONS
from core.store.reports import Reports

CELL = "applications.new_received.natural_person"
NOW = datetime(2026, 11, 27, 9, 30, 12)
TIMES = st.lists(st.datetimes(datetime(2019, 1, 1), datetime(2032, 12, 31)), max_size=80)
# Many on few days, as when much is imported before 定稿.
BUSY = st.lists(
    st.integers(0, 40 * 24 * 60).map(lambda minutes: NOW + timedelta(minutes=minutes)), max_size=80
)


def newest_of(times: set[datetime], slot: Callable[[datetime], object]) -> list[datetime]:
    """The newest of each slot, the latest slot first."""
    newest: dict[object, datetime] = {}
    for at in sorted(times):
        newest[slot(at)] = at
    return sorted(newest.values(), reverse=True)


@given(TIMES | BUSY)
def test_that_30_backups_stay_or_all_where_there_are_fewer(times: list[datetime]) -> None:
    stay = kept(times)
    assert stay <= set(times)
    assert len(stay) == min(KEPT, len(set(times)))
    assert not times or max(times) in stay


@given(TIMES | BUSY)
def test_that_the_newest_of_each_day_then_week_then_year_stays(times: list[datetime]) -> None:
    stay = kept(times)
    assert set(newest_of(set(times), datetime.date)[:DAYS]) <= stay
    assert set(newest_of(set(times), lambda at: at.isocalendar()[:2])[:WEEKS]) <= stay
    assert set(newest_of(set(times), lambda at: at.year)[:YEARS]) <= stay


@given(TIMES | BUSY)
def test_that_thinning_after_each_backup_loses_no_day_week_or_year(times: list[datetime]) -> None:
    stay: set[datetime] = set()
    for at in sorted(times):
        stay = kept({*stay, at})
    assert set(newest_of(set(times), datetime.date)[:DAYS]) <= stay
    assert set(newest_of(set(times), lambda at: at.isocalendar()[:2])[:WEEKS]) <= stay
    assert set(newest_of(set(times), lambda at: at.year)[:YEARS]) <= stay


@pytest.fixture
def backups(folder: Path, forms: tuple[Form, ...]) -> Backups:
    return Backups(folder, forms)


def test_that_a_backup_is_named_by_time_and_reason_and_listed_newest_first(
    backups: Backups, session: Session, database: Database
) -> None:
    first = backups.make(database, "开机").backup
    second = backups.make(database, "导入前").backup

    assert first.paths[0].name == f"年报备份 {first.at:%Y-%m-%d %H%M%S} 开机.db"
    assert [(b.at, b.reason) for b in backups.all()] == [
        (second.at, "导入前"),
        (first.at, "开机"),
    ]
    assert first.at < second.at
    assert backups.all()[0].size > 0


def test_that_other_files_are_no_backups(backups: Backups) -> None:
    backups.folder.mkdir(parents=True)
    for name in (
        "年报备份 2026-11-27 093012 开机.db.part",
        ".年报备份 2026-11-27 093012 开机.db.part",
        "年报备份 2026-13-27 093012 开机.db",
        "年报备份 2026-11-27 093012 开机 - 副本.db",
        "别的.db",
    ):
        (backups.folder / name).touch()
    (backups.folder / "年报备份 2026-11-27 093012 每日.db").mkdir()
    if os.name == "posix":
        os.mkfifo(backups.folder / "年报备份 2026-11-27 093012 开机.db")
    assert backups.all() == []
    assert backups.newest_good() is None


def test_that_a_backup_is_due_after_a_day_and_one_of_the_future_counts_for_nothing(
    backups: Backups,
) -> None:
    assert backups.is_due(NOW)
    backups.folder.mkdir(parents=True)
    (backups.folder / "年报备份 2026-11-27 093012 开机.db").touch()
    assert not backups.is_due(NOW + timedelta(hours=23, minutes=59))
    assert backups.is_due(NOW + timedelta(days=1))
    assert backups.is_due(NOW - timedelta(seconds=1))


def test_that_backups_are_thinned_as_they_are_made(
    backups: Backups, session: Session, database: Database
) -> None:
    backups.folder.mkdir(parents=True)
    for day in range(60):
        at = NOW - timedelta(days=400 + day)
        (backups.folder / f"年报备份 {at:%Y-%m-%d %H%M%S} 每日.db").touch()
    made = backups.make(database, "手动").backup

    assert len(backups.all()) == KEPT
    assert backups.all()[0] == made


def test_that_the_second_folder_gets_a_copy_and_is_thinned_too(
    backups: Backups, session: Session, database: Database, tmp_path: Path
) -> None:
    backups.second = tmp_path
    made = backups.make(database, "手动")

    assert made.trouble == ""
    near, far = made.backup.paths
    assert far.parent.parent == tmp_path
    assert far.name == near.name
    backups.require_good(far)
    assert backups.all() == [made.backup]


def test_that_a_second_folder_that_is_not_there_is_no_error_but_said(
    backups: Backups, session: Session, database: Database, tmp_path: Path
) -> None:
    backups.second = tmp_path / "U盘"
    made = backups.make(database, "手动")

    assert "U盘没有插" in made.trouble
    assert backups.all() == [made.backup]
    assert not backups.second.exists()


def test_that_a_second_folder_that_cannot_be_written_is_no_error_but_said(
    backups: Backups, session: Session, database: Database, tmp_path: Path
) -> None:
    backups.second = tmp_path
    backups.folders[1].touch()  # a file where the folder should be
    assert "写不进去" in backups.make(database, "手动").trouble
    assert len(backups.all()) == 1


def test_that_a_backup_folder_that_cannot_be_written_is_refused_in_words(
    backups: Backups, session: Session, database: Database
) -> None:
    backups.folder.touch()
    with pytest.raises(CopyRefused, match="备份没有做成"):
        backups.make(database, "手动")


def test_that_a_backup_of_data_that_cannot_be_read_is_not_kept(
    backups: Backups, session: Session, database: Database
) -> None:
    database.execute("insert into entry values (1, 'cells.nothing.at.all', '1', 0)")
    with pytest.raises(StoreRefused):
        backups.make(database, "手动")
    assert list(backups.folder.iterdir()) == []


def test_that_the_newest_good_backup_is_found_past_a_broken_one(
    backups: Backups,
    session: Session,
    database: Database,
    tmp_path: Path,
    forms: tuple[Form, ...],
) -> None:
    assert newest_good_backup(backups.folders, forms) is None
    backups.second = tmp_path
    session.apply(set_cells(session.report, {CELL: "7"}))
    good = backups.make(database, "手动").backup
    backups.second = None
    newest = backups.make(database, "手动").backup
    backups.second = tmp_path
    good.paths[0].write_bytes(b"broken")
    newest.paths[0].write_bytes(newest.paths[0].read_bytes()[:5000])

    found = newest_good_backup(backups.folders, forms)
    assert found
    assert (found.at, found.paths) == (good.at, good.paths[1:])
    with opened_copy(found.paths[0], forms) as reports:
        assert reports.load(1).cells[CELL].text == "7"


def damage(path: Path, report: int) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("update entry set value = '9' where report = ?", [report])


def test_that_a_backup_with_a_doubtful_report_is_not_gone_back_to(
    backups: Backups, session: Session, database: Database
) -> None:
    assert backups.newest_good() is None
    session.apply(set_cells(session.report, {CELL: "7"}))
    good = backups.make(database, "手动").backup
    damage(backups.make(database, "手动").backup.paths[0], session.report_id)
    assert backups.newest_good() == good


def test_that_a_report_is_found_in_the_newest_backup_in_which_it_is_sound(
    backups: Backups, session: Session, reports: Reports, database: Database
) -> None:
    assert backups.newest_of(session.report_id) is None
    other = Session(reports, reports.create_report(reports.agencies()[0].id, 2023))
    for text in ("6", "7", "8"):
        for each in (session, other):
            each.apply(set_cells(each.report, {CELL: text}))
        backups.make(database, "手动")
    newest, second, _ = (backup.paths[0] for backup in backups.all())
    damage(newest, session.report_id)
    damage(second, other.report_id)

    found = [backups.newest_of(each.report_id) for each in (session, other)]
    assert [report and report.cells[CELL].text for report in found] == ["7", "8"]
    assert backups.newest_of(99) is None


def test_that_data_with_a_doubtful_report_are_kept_before_they_are_brought_up_to_date(
    backups: Backups, session: Session, database: Database
) -> None:
    session.apply(set_cells(session.report, {CELL: "7"}))
    database.execute("update entry set value = '9'")
    backups.before_migrating(database)
    assert [backup.reason for backup in backups.all()] == ["升级前"]
    assert backups.newest_good() is None


def test_that_nothing_is_brought_up_to_date_without_a_backup(
    backups: Backups,
    session: Session,
    database: Database,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    database.close()
    later = type(MIGRATIONS)("nianbao")
    for migration in MIGRATIONS.pending(sqlite_utils.Database(memory=True)):
        later(name=migration.name)(migration.fn)

    @later()
    def m999_add_a_table(db: sqlite_utils.Database) -> None:
        db.execute("create table later (id integer primary key) strict")

    monkeypatch.setattr("core.store.migrations.MIGRATIONS", later)
    monkeypatch.setattr("core.store.database.CURRENT", 0)
    backups.folder.touch()
    with pytest.raises(StoreRefused, match="备份没有做成"):
        open_database(folder, backups.before_migrating)
    backups.folder.unlink()

    migrated = open_database(folder, backups.before_migrating)
    assert [backup.reason for backup in backups.all()] == ["升级前"]
    assert migrated.table("later").exists()
    migrated.close()
    open_database(folder, backups.before_migrating).close()
    assert len(backups.all()) == 1


def test_that_a_backup_made_with_the_clock_set_back_is_not_thinned_for_later_ones(
    backups: Backups, session: Session, database: Database
) -> None:
    backups.folder.mkdir(parents=True)
    for day in range(0, 300, 5):
        at = datetime.now() + timedelta(days=60 + day)
        (backups.folder / f"年报备份 {at:%Y-%m-%d %H%M%S} 每日.db").touch()
    made = [backups.make(database, "手动").backup for _ in range(2)]

    assert all(path.exists() for backup in made for path in backup.paths)
    assert backups.all()[-2:] == made[::-1]
    assert len(backups.all()) == KEPT + 2
    assert not backups.is_due(datetime.now() + timedelta(minutes=1))


@pytest.mark.skipif(os.name == "nt", reason="names there are no bytes")
def test_that_a_folder_whose_name_is_no_text_is_backed_up(
    forms: tuple[Form, ...], tmp_path: Path
) -> None:
    folder = Path(os.fsdecode(os.fsencode(tmp_path) + "/数据".encode("gb18030")))
    with closing(open_database(folder)) as database:
        made = Backups(folder, forms).make(database, "手动").backup

    assert [path.exists() for path in made.paths] == [True]


@pytest.mark.skipif(os.name == "nt", reason="no such length there")
@pytest.mark.parametrize("length", [470, 510])
def test_that_a_path_that_is_too_long_is_called_so(
    forms: tuple[Form, ...], tmp_path: Path, length: int
) -> None:
    folder = tmp_path
    while (left := length - len(str(folder)) - 1) > 0:
        folder /= "d" * min(left, 100)
    with pytest.raises(StoreRefused, match="路径太长"), closing(open_database(folder)) as database:
        Backups(folder, forms).make(database, "手动")
