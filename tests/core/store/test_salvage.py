"""What is taken out of a damaged data file."""

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from core.correction import correct
from core.forms.definition import Form
from core.report.edits import contents_of
from core.store.audit import ROW_TARGETS, UNSET
from core.store.database import FILE_NAME, StoreDamaged, StoreRefused, open_database
from core.store.published import freeze
from core.store.reports import Reports
from core.store.salvage import PAGE, Salvaged, go_back, salvage, set_aside

CODE = "9144030071526726XG"
AT = datetime(2025, 1, 9, 16, 30, 5)
SAMPLE = Path(__file__).parent / "data" / "m001.sqlite"
Contents = dict[int, dict[str, str]]
Damage = Callable[[Callable[[bytearray, Callable[[str], int]], object]], Path]


@pytest.fixture
def sound(folder: Path) -> Path:
    """A data file of today's shape, with several reports."""
    folder.mkdir()
    shutil.copy(SAMPLE, folder / FILE_NAME)
    open_database(folder).close()
    return folder / FILE_NAME


@pytest.fixture
def damage(sound: Path) -> Damage:
    """Changes the bytes of the file; the function gets the first byte of a table's root page."""
    with closing(open_database(sound.parent)) as database:
        roots = dict(database.execute("select name, rootpage from sqlite_master").fetchall())

    def do(act: Callable[[bytearray, Callable[[str], int]], object]) -> Path:
        content = bytearray(sound.read_bytes())
        act(content, lambda name: (roots[name] - 1) * PAGE)
        sound.write_bytes(content)
        return sound.parent

    return do


def held(folder: Path, forms: tuple[Form, ...]) -> tuple[Contents, dict[int, set[str]]]:
    """What each report holds, and where it is in doubt."""
    with closing(open_database(folder)) as database:
        reports = Reports(database, forms)
        audits = {entry.id: reports.audit(entry.id) for entry in reports.reports()}
    return (
        {number: contents_of(found.report) for number, found in audits.items()},
        {number: {d.target for d in found.doubts} for number, found in audits.items()},
    )


def zero(content: bytearray, begin: int, length: int = PAGE) -> None:
    content[begin : begin + length] = bytes(length)


def salvaged(folder: Path) -> Salvaged:
    with pytest.raises(StoreDamaged):
        open_database(folder).close()
    return salvage(folder, AT)


def test_that_all_is_saved_where_only_an_index_is_damaged(
    sound: Path, damage: Damage, forms: tuple[Form, ...]
) -> None:
    before, _ = held(sound.parent, forms)
    folder = damage(lambda content, root: zero(content, root("edit_by_report")))
    damaged = sound.read_bytes()
    done = salvaged(folder)

    assert done == Salvaged(folder / "nianbao-损坏-20250109-163005.db", 5, whole=True)
    assert done.aside.read_bytes() == damaged
    assert held(folder, forms) == (before, {number: set() for number in before})


@pytest.mark.parametrize("length", [PAGE, 100], ids=["first page", "header"])
def test_that_the_rows_are_found_without_the_list_of_tables(
    sound: Path, damage: Damage, forms: tuple[Form, ...], length: int
) -> None:
    before, _ = held(sound.parent, forms)
    folder = damage(lambda content, _: zero(content, 0, length))
    salvaged(folder)
    after, doubts = held(folder, forms)

    assert after == before
    assert not any(doubts.values())


def test_that_answers_are_sound_where_the_log_is_lost(
    sound: Path, damage: Damage, forms: tuple[Form, ...]
) -> None:
    before, _ = held(sound.parent, forms)
    folder = damage(lambda content, root: zero(content, root("change")))
    assert not salvaged(folder).whole
    after, doubts = held(folder, forms)

    assert after == before
    assert not any(doubts.values())


def test_that_lost_answers_are_told_by_the_log(
    sound: Path, damage: Damage, forms: tuple[Form, ...]
) -> None:
    before, _ = held(sound.parent, forms)
    folder = damage(lambda content, root: zero(content, root("entry")))
    assert not salvaged(folder).whole
    after, doubts = held(folder, forms)

    for number, contents in before.items():
        missing = {t for t, text in contents.items() if after[number].get(t, "") != text}
        assert missing <= doubts[number]
        assert "report.year" not in doubts[number]


def test_that_without_answers_and_log_every_report_is_in_doubt(
    damage: Damage, forms: tuple[Form, ...]
) -> None:
    def cut_off(content: bytearray, root: Callable[[str], int]) -> None:
        zero(content, root("entry"))
        zero(content, root("change"))

    folder = damage(cut_off)
    assert not salvaged(folder).whole
    _, doubts = held(folder, forms)

    assert len(doubts) == 5
    assert all("report.year" in found for found in doubts.values())


def test_that_reports_without_an_agency_are_kept_for_the_clerk_to_name(
    sound: Path, damage: Damage, forms: tuple[Form, ...]
) -> None:
    before, _ = held(sound.parent, forms)
    folder = damage(lambda content, root: zero(content, root("agency")))
    salvaged(folder)
    after, doubts = held(folder, forms)

    assert after == before
    assert all({"agency.name", "agency.tier", "agency.kind"} <= d for d in doubts.values())


def test_that_answers_without_a_report_are_kept_for_the_clerk_to_name(
    sound: Path, damage: Damage, forms: tuple[Form, ...]
) -> None:
    before, _ = held(sound.parent, forms)
    folder = damage(lambda content, root: zero(content, root("report")))
    salvaged(folder)
    after, doubts = held(folder, forms)

    assert {n: len(c) for n, c in after.items()} == {n: len(c) for n, c in before.items()}
    assert all({"report.year", "report.edition"} <= found for found in doubts.values())


@pytest.fixture
def grown(sound: Path, forms: tuple[Form, ...]) -> Path:
    """The data file with an agency that was renamed, and two versions of a report published."""
    with closing(open_database(sound.parent)) as database:
        reports = Reports(database, forms)
        final = next(e for e in reports.reports() if e.status == "final")
        agency = replace(final.agency.agency, name="新的名称", code=CODE, superior="示例县人民政府")
        reports.correct_agency(final.agency.id, agency, final.year + 1)
        at = datetime(2025, 1, 20)
        with reports.together():
            freeze(database, final.id, reports.load(final.id), at)
        correct(reports, final.id)
    return sound


def who_and_what(folder: Path, forms: tuple[Form, ...]) -> dict[int, tuple[object, ...]]:
    """Whose each report is, by what names, which version, and what was published of it."""
    with closing(open_database(folder)) as database:
        reports = Reports(database, forms)
        found = {e.id: (e, reports.audit(e.id).report) for e in reports.reports()}
        return {
            number: (
                report.agency,
                entry.agency.former,
                report.version,
                report.corrects,
                tuple(reports.published(number)),
            )
            for number, (entry, report) in found.items()
        }


def test_that_former_names_versions_and_what_was_published_are_saved(
    grown: Path, damage: Damage, forms: tuple[Form, ...]
) -> None:
    before = who_and_what(grown.parent, forms)
    done = salvaged(damage(lambda content, root: zero(content, root("edit_by_report"))))

    assert done.whole
    assert who_and_what(grown.parent, forms) == before
    assert sum(len(published) for *_, published in before.values()) == 1  # type: ignore[misc,arg-type]


def test_that_versions_are_saved_without_the_list_of_tables(
    grown: Path, damage: Damage, forms: tuple[Form, ...]
) -> None:
    before, _ = held(grown.parent, forms)
    salvaged(damage(lambda content, _: zero(content, 0)))
    after, _ = held(grown.parent, forms)

    # Where a file of the version before has got its new tables, nobody knows.
    assert after == before
    assert [found[2:4] for found in who_and_what(grown.parent, forms).values()].count((2, 1)) == 1


@pytest.mark.parametrize("table", ["former_name", "published"])
def test_that_rows_that_only_a_seal_vouches_for_are_saved_where_it_does(
    grown: Path, damage: Damage, forms: tuple[Form, ...], table: str
) -> None:
    with closing(open_database(grown.parent)) as database, database.conn:
        database.execute(f"update {table} set seal = seal + 1")
    done = salvaged(damage(lambda content, root: zero(content, root("edit_by_report"))))

    assert not done.whole
    with closing(open_database(grown.parent)) as database:
        assert database.table(table).count == 0
        assert {database.table(t).count for t in ("former_name", "published")} == {0, 1}


def test_that_a_damaged_file_of_the_version_before_is_saved_in_todays_shape(
    folder: Path, forms: tuple[Form, ...]
) -> None:
    folder.mkdir()
    shutil.copy(SAMPLE.with_name("m002.sqlite"), folder / FILE_NAME)
    with closing(sqlite3.connect(folder / FILE_NAME)) as old:
        (root,) = old.execute(
            "select rootpage from sqlite_schema where name = 'edit_by_report'"
        ).fetchone()
        (count,) = old.execute("select count(*) from report").fetchone()
    content = bytearray((folder / FILE_NAME).read_bytes())
    zero(content, (root - 1) * PAGE)
    (folder / FILE_NAME).write_bytes(content)
    done = salvaged(folder)
    contents, doubts = held(folder, forms)

    assert (done.reports, done.whole) == (count, True)
    assert len(contents) == count
    assert not any(doubts.values())


def test_that_nothing_vouches_for_rows_of_a_version_without_seals(
    folder: Path, forms: tuple[Form, ...]
) -> None:
    folder.mkdir()
    content = bytearray(SAMPLE.read_bytes())
    zero(content, 9 * PAGE)  # the index
    (folder / FILE_NAME).write_bytes(content)
    assert salvaged(folder).whole
    _, doubts = held(folder, forms)

    assert all(found == set(ROW_TARGETS) - set(UNSET) for found in doubts.values())


def test_that_a_file_in_which_nothing_can_be_read_is_left_where_it_is(folder: Path) -> None:
    folder.mkdir()
    path = folder / FILE_NAME
    path.write_bytes(b"\0" * 20_000)

    with pytest.raises(StoreRefused, match="什么也读不出来"):
        salvage(folder, AT)
    assert [file.name for file in folder.iterdir()] == [FILE_NAME]
    assert path.read_bytes() == b"\0" * 20_000


def test_that_a_journal_is_set_aside_with_its_file(sound: Path) -> None:
    journal = sound.with_name(f"{FILE_NAME}-journal")
    journal.write_bytes(b"left by a crash")
    aside = set_aside(sound.parent, AT)

    assert sorted(file.name for file in sound.parent.iterdir()) == [
        aside.name,
        f"{aside.name}-journal",
    ]


def test_that_a_backup_that_cannot_be_read_takes_no_place(sound: Path, tmp_path: Path) -> None:
    content = sound.read_bytes()
    backup = tmp_path / "备份.db"
    backup.write_bytes(content[: len(content) // 2])
    with pytest.raises(StoreRefused):
        go_back(sound.parent, backup, AT)
    assert [path.name for path in sound.parent.iterdir()] == [FILE_NAME]
    assert sound.read_bytes() == content
