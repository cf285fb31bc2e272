"""What is taken out of a damaged data file."""

import shutil
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest

from core.forms.definition import Form
from core.report.edits import contents_of
from core.store.audit import ROW_TARGETS
from core.store.database import FILE_NAME, StoreDamaged, StoreRefused, open_database
from core.store.reports import Reports
from core.store.salvage import PAGE, Salvaged, go_back, salvage, set_aside

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


def test_that_nothing_vouches_for_rows_of_a_version_without_seals(
    folder: Path, forms: tuple[Form, ...]
) -> None:
    folder.mkdir()
    content = bytearray(SAMPLE.read_bytes())
    zero(content, 9 * PAGE)  # the index
    (folder / FILE_NAME).write_bytes(content)
    assert salvaged(folder).whole
    _, doubts = held(folder, forms)

    assert all(found == set(ROW_TARGETS) for found in doubts.values())


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
