"""Damaged copies of a data file: what is shown is right, or the program says that it may not be."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from functools import cache
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from core.refusal import Refused
from core.report.package import package_bytes
from core.report.report import Agency
from core.session import Session
from core.store.database import FILE_NAME, open_database
from core.store.reports import Reports
from tests.attack.clerk import AGENCY, act, start_report
from tests.attack.row import FINE, TOLD, Row, Verdict, forms, judged_sentence

JOURNAL = FILE_NAME + "-journal"
BUREAU = Agency("示例市财政局", "city", "department")
KEPT = ((AGENCY, 2020, 60), (AGENCY, 2023, 50), (AGENCY, 2024, 70), (BUREAU, 2024, 40))  # edits
STATEMENTS = (
    "update agency set tier = 'x'", "update agency set kind = ''",
    "update report set edition = '1999'", "update report set year = -1 where id = 2",
    "delete from agency where id = 1", "delete from report where id = 3",
    "delete from entry where target like 'texts.%'", "delete from entry where length(value) = 4",
    "update entry set value = '9999' where target like 'cells.applications.%'",
    "update entry set value = '不是数' where target like 'cells.%' and report = 1",
    "update entry set value = 'final' where target = 'status'",
    "update entry set target = 'cells.gone' where target like 'cells.fees.%'",
    "update entry set report = 99 where report = 2",
    "update entry set value = '{' where target = 'explanations'",
    "insert or replace into entry values (1, 'cells.fees.administrative_fees.change', '4')",
    "update change set new = '5' where target like 'cells.%'", "delete from change",
    "delete from edit where id % 3 = 0", "update edit set undone = 7", "drop table change",
    "drop index edit_by_report", "delete from _sqlite_migrations",
    "update _sqlite_migrations set name = cast(x'ff' as text)",
)  # fmt: skip
Truth = dict[tuple[str, int], bytes]


def is_told(session: Session) -> bool:
    """Whether the program says of a report that something of it cannot be trusted."""
    return bool(session.doubts)


def opened_damaged(random: Random, folder: Path, number: int) -> Verdict:
    """Damages a copy and opens it as the program does when it starts."""
    files = dict(data_files())
    damage = DAMAGES[number % len(DAMAGES)]
    damage(random, files)
    for name, content in files.items():
        (folder / name).write_bytes(content)
    verdict = _opened(folder)
    return Verdict(verdict.kind, f"{damage.__name__}: {verdict.detail}")


def _opened(folder: Path) -> Verdict:
    reports = Reports(open_database(folder), forms())
    found: Truth = {}
    refusals: list[str] = []
    told: set[tuple[str, int]] = set()
    for entry in reports.reports():
        key = (entry.agency.agency.name, entry.year)
        try:
            session = Session(reports, entry.id)
        except Refused as refusal:
            refusals.append(str(refusal))
            continue
        found[key] = package_bytes(session.report)
        if is_told(session):
            told.add(key)
    wrong = [key for key in found if found[key] != truth().get(key) and key not in told]
    lost = len(found) + len(refusals) < len(KEPT)
    if wrong or lost:
        what = f"{len(wrong)} reports differ" if wrong else "a report is gone"
        return Verdict("SILENTLY WRONG", f"{what}, e.g. {wrong[:1]}")
    if refusals:
        return judged_sentence(refusals[0])
    return Verdict(TOLD if told else FINE)


# ---- what is damaged ----


@cache
def truth() -> Truth:
    """The packages of all reports, by agency and year."""
    return _made()[0]


def data_files() -> dict[str, bytes]:
    """The data file that is damaged, and no journal."""
    return {FILE_NAME: _made()[1]}


@cache
def _made() -> tuple[Truth, bytes, bytes, bytes]:
    """The truth, its data file, and that in the middle of a transaction with its journal."""
    packages: Truth = {}
    with TemporaryDirectory() as name:
        folder = Path(name)
        for agency, year, edits in KEPT:
            report = start_report(folder, year, agency)
            reports = Reports(open_database(folder), forms())
            session = Session(reports, report)
            random = Random(year)
            for _ in range(edits):
                act(session, random)
            packages[agency.name, year] = package_bytes(session.report)
            reports.close()
        whole = (folder / FILE_NAME).read_bytes()
        connection = sqlite3.connect(folder / FILE_NAME)
        connection.execute("pragma cache_size = 1")  # so that it is written before the end
        connection.execute("update entry set value = value || '1'")
        connection.execute("update change set new = new || '1'")
        middle, journal = ((folder / file).read_bytes() for file in (FILE_NAME, JOURNAL))
        connection.rollback()
        connection.close()
    return packages, whole, middle, journal


Files = dict[str, bytes]


def flipped_bytes(random: Random, files: Files) -> None:
    """As a worn-out memory stick does it."""
    _change(random, files, FILE_NAME, random.choice((1, 1, 3, 20)), 0, None)


def flipped_header(random: Random, files: Files) -> None:
    """Within the first hundred bytes."""
    _change(random, files, FILE_NAME, random.choice((1, 2, 8)), 0, 100)


def flipped_text(random: Random, files: Files) -> None:
    """A digit or a character of a stored value becomes another."""
    content = bytearray(files[FILE_NAME])
    for _ in range(random.choice((1, 1, 4))):
        words = random.choice(_values()).encode()
        places = [i for i in range(len(content)) if content.startswith(words, i)]
        if places:
            at = random.choice(places) + random.randrange(len(words))
            content[at] = random.choice((content[at] ^ 1, content[at] ^ 2, ord("7"), 0))
    files[FILE_NAME] = bytes(content)


def zeroed_page(random: Random, files: Files) -> None:
    """Also the first one."""
    pages = _pages(files)
    pages[random.randrange(len(pages))] = bytes(len(pages[0]))
    files[FILE_NAME] = b"".join(pages)


def swapped_pages(random: Random, files: Files) -> None:
    """Two pages in each other's place."""
    pages = _pages(files)
    one, other = random.sample(range(len(pages)), 2)
    pages[one], pages[other] = pages[other], pages[one]
    files[FILE_NAME] = b"".join(pages)


def doubled_page(random: Random, files: Files) -> None:
    """One page where another should be, as a misdirected write leaves it."""
    pages = _pages(files)
    one, other = random.sample(range(len(pages)), 2)
    pages[one] = pages[other]
    files[FILE_NAME] = b"".join(pages)


def truncated(random: Random, files: Files) -> None:
    """Cut off anywhere, or to whole pages."""
    content = files[FILE_NAME]
    end = random.randrange(len(content))
    files[FILE_NAME] = content[: end - end % random.choice((1, 512, 4096))]


def journal_left(random: Random, files: Files) -> None:
    """Killed in the middle of a transaction, and the journal then lost or damaged, or not."""
    _, _, files[FILE_NAME], journal = _made()
    match random.randrange(4):
        case 0:
            files[JOURNAL] = journal
        case 1:
            files[JOURNAL] = journal[: random.randrange(len(journal))]
        case 2:
            files[JOURNAL] = journal
            _change(random, files, JOURNAL, 3, 0, None)


def foreign_journal(random: Random, files: Files) -> None:
    """A journal beside a file that it does not belong to."""
    files[JOURNAL] = random.choice((random.randbytes(3000), b"", _made()[3][:600]))


def changed_schema(random: Random, files: Files) -> None:
    """A byte of sqlite_master, which stands on the first page."""
    _change(random, files, FILE_NAME, random.choice((1, 3)), 100, 4096)


def changed_row(random: Random, files: Files) -> None:
    """A row that the program would never write, or without what it belongs to."""
    statement = random.choice(STATEMENTS)
    with TemporaryDirectory() as name:
        path = Path(name) / FILE_NAME
        path.write_bytes(files[FILE_NAME])
        connection = sqlite3.connect(path)
        try:
            connection.execute(statement)
            connection.commit()
        except sqlite3.Error:  # it cannot come about in this version's tables
            connection.rollback()
        connection.close()
        files[FILE_NAME] = path.read_bytes()


DAMAGES: tuple[Callable[[Random, Files], None], ...] = (
    flipped_bytes, flipped_text, flipped_bytes, flipped_text, flipped_header, zeroed_page,
    swapped_pages, doubled_page, truncated, journal_left, foreign_journal, changed_schema,
    changed_row, changed_row,
)  # fmt: skip


def _change(
    random: Random, files: Files, name: str, times: int, start: int, end: int | None
) -> None:
    """Gives bytes other values."""
    content = bytearray(files[name])
    for _ in range(times):
        at = random.randrange(start, min(end or len(content), len(content)))
        content[at] ^= random.choice((1, 2, 128, random.randrange(1, 256)))
    files[name] = bytes(content)


def _pages(files: Files) -> list[bytes]:
    content = files[FILE_NAME]
    size = int.from_bytes(content[16:18], "big")
    return [content[at : at + size] for at in range(0, len(content), size)]


@cache
def _values() -> list[str]:
    """What is stored in entries of cells and texts."""
    with TemporaryDirectory() as name:
        path = Path(name) / FILE_NAME
        path.write_bytes(_made()[1])
        connection = sqlite3.connect(path)
        rows = connection.execute("select target || value from entry order by target").fetchall()
        connection.close()
    return [value for (value,) in rows]


ROWS = (Row("damages", 300, opened_damaged, 10, _values),)
