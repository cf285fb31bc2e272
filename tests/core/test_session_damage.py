"""Work on a report whose data file was damaged, or is no longer in its place."""

import sqlite3
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from core.forms.definition import Form
from core.report.edits import contents_of, finalise, set_text
from core.report.report import Agency, Report
from core.session import Session, SessionRefused
from core.store.connection import Database
from core.store.database import FILE_NAME, StoreGone, StoreRefused
from core.store.reports import Reports
from tests.core.session_steps import BUSINESS, GRANTED, entries, texts, type_in

Reopen = Callable[[Session], Session]


@pytest.fixture
def typed(session: Session) -> Session:
    """Two cells and a text."""
    type_in(session, GRANTED, "3")
    type_in(session, GRANTED, "4")
    type_in(session, BUSINESS, "12")
    session.apply(set_text(session.report, "general", "第一段"))
    return session


@pytest.fixture
def reopened(typed: Session, database: Database, restart: Reopen) -> Callable[[str], Session]:
    """Runs SQL behind the program's back, and opens the report again."""

    def reopen(sql: str) -> Session:
        with database.conn:
            database.execute(sql)
        return restart(typed)

    return reopen


DAMAGES = {
    f"cells.{BUSINESS}": (
        f"update entry set value = '72' where target = 'cells.{BUSINESS}'",
        ("72", "12"),
    ),
    f"cells.{GRANTED}": (f"delete from entry where target = 'cells.{GRANTED}'", ("", "4")),
    "texts.general": (
        "update entry set value = cast(x'e7ac' as text) where target = 'texts.general'",
        (None, "第一段"),
    ),
}


@pytest.mark.parametrize("target", DAMAGES)
def test_that_an_entry_that_does_not_agree_with_the_log_is_shown_with_both(
    reopened: Callable[[str], Session], target: str
) -> None:
    sql, both = DAMAGES[target]
    session = reopened(sql)

    assert [(d.target, d.stored, d.logged) for d in session.doubts] == [(target, *both)]
    assert session.doubts[0].proposed == both[1]


def test_that_a_report_in_doubt_can_only_be_looked_at(
    reopened: Callable[[str], Session],
) -> None:
    session = reopened("update entry set value = '72' where value = '12'")

    assert texts(session) == {GRANTED: "4", BUSINESS: "72"}
    assert not (session.can_undo)
    assert not (session.can_redo)
    assert session.undo() is None
    for act in (
        lambda: type_in(session, GRANTED, "5"),
        lambda: session.apply(finalise(session.report, date(2025, 1, 9))),
        session.reopen,
    ):
        with pytest.raises(SessionRefused, match="1 处内容对不上"):
            act()


@pytest.mark.parametrize("choice", ["72", "12", "15", ""])
def test_that_entries_and_log_agree_on_what_is_decided(
    reopened: Callable[[str], Session], restart: Reopen, choice: str
) -> None:
    session = reopened("update entry set value = '72' where value = '12'")
    session.settle({f"cells.{BUSINESS}": choice})
    again = restart(session)

    assert (session.doubts, again.doubts, again.notices) == ((), (), [])
    assert texts(again).get(BUSINESS, "") == choice
    assert again.undo() == ("修改文字" if choice == "12" else "核对损坏的内容")
    assert texts(again)[BUSINESS] == "12"


def test_that_what_cannot_stand_there_is_refused_and_nothing_is_decided(
    reopened: Callable[[str], Session],
) -> None:
    session = reopened("update entry set value = '72' where value = '12'")

    with pytest.raises(StoreRefused, match="放不下"):
        session.settle({f"cells.{BUSINESS}": "十二"})
    assert len(session.doubts) == 1


@pytest.mark.parametrize(
    "sql",
    [
        "update change set new = '9' where new = '3'",
        "delete from change where new = '3'",
        "update change set target = 'cells.no.such.cell' where new = '12'",
        "update change set new = cast(x'ff' as text) where new = '第一段'",
        "delete from change",
    ],
    ids=["broken", "an edit lost", "no such place", "no UTF-8", "all lost"],
)
def test_that_a_damaged_log_alone_leaves_the_answers_open(
    reopened: Callable[[str], Session], restart: Reopen, sql: str
) -> None:
    session = reopened(sql)

    assert session.doubts == ()
    assert texts(session) == {GRANTED: "4", BUSINESS: "12"}
    assert session.report.texts == {"general": "第一段"}
    assert session.notices == ["这份年报的修改记录损坏了，以前的修改不能撤销；填写的内容都在。"]
    assert not session.can_undo
    type_in(session, GRANTED, "5")
    again = restart(session)
    assert (again.doubts, again.notices) == ((), [])
    assert again.undo() == "填写"
    assert texts(again) == {GRANTED: "4", BUSINESS: "12"}
    assert not again.can_undo


@pytest.mark.parametrize(
    ("sql", "targets"),
    [
        ("update agency set name = '示例街道办事外'", ["name", "tier", "kind"]),
        ("update agency set tier = 'townshiq'", ["name", "tier", "kind"]),
        ("update report set year = 2025", ["year", "edition"]),
        ("update report set edition = '2019'", ["year", "edition"]),
        ("update report set year = 9223372036854775807", ["year", "edition"]),
        ("update agency set name = cast(x'ff' as text)", ["name", "tier", "kind"]),
    ],
)
def test_that_a_row_outside_the_log_is_held_against_its_seal(
    reopened: Callable[[str], Session], restart: Reopen, sql: str, targets: list[str]
) -> None:
    session = reopened(sql)
    right = {
        "agency.name": "示例街道办事处",
        "agency.tier": "township",
        "agency.kind": "branch",
        "report.year": "2024",
        "report.edition": "2021",
    }

    row = [doubt.target for doubt in session.doubts if doubt.target in right]
    assert [target.partition(".")[2] for target in row] == targets
    session.settle({d.target: right.get(d.target) or d.logged or "" for d in session.doubts})
    again = restart(session)
    assert again.doubts == ()
    assert again.report.agency == Agency("示例街道办事处", "township", "branch")
    assert (again.report.year, again.report.form.id) == (2024, "2021")
    assert texts(again) == {GRANTED: "4", BUSINESS: "12"}


def test_that_a_row_needs_a_value_for_everything(reopened: Callable[[str], Session]) -> None:
    session = reopened("update agency set tier = 'townshiq'")

    with pytest.raises(StoreRefused, match="都要选定"):
        session.settle({"agency.name": "甲", "agency.tier": "x", "agency.kind": "branch"})


def test_that_last_year_s_report_is_held_before_it_is_compared_with(
    session: Session, reports: Reports, database: Database, restart: Reopen
) -> None:
    (agency,) = reports.agencies()
    last = Session(reports, reports.create_report(agency.id, 2023))
    type_in(last, GRANTED, "8")
    with database.conn:
        database.execute("update entry set value = '9' where value = '8'")
    again = restart(session)

    assert again.previous is None
    assert len(again.notices) == 1
    assert "2023年度的年报有 1 处内容对不上" in again.notices[0]


def test_that_what_a_backup_has_is_shown_of_a_report_that_may_have_lost_some(
    typed: Session, reports: Reports, database: Database
) -> None:
    backup = reports.load(typed.report_id)
    for sql in ("update report set seal = 0", "delete from entry", "delete from edit"):
        database.execute(sql)
    reports.in_backup = lambda report: backup if report == typed.report_id else None
    session = Session(reports, typed.report_id)

    wanted = {f"cells.{GRANTED}": "4", "report.year": "2024", "report.edition": "2021"}
    assert {doubt.target for doubt in session.doubts} == {
        *wanted, f"cells.{BUSINESS}", "texts.general", "status",
    } - {"status"}  # fmt: skip
    session.settle({d.target: wanted.get(d.target, "") for d in session.doubts})
    assert texts(session) == {GRANTED: "4"}
    assert reports.audit(typed.report_id).doubts == ()


@pytest.mark.skipif("os.name == 'nt'", reason="Windows lets nobody delete an open file")
@pytest.mark.parametrize("how", ["deleted", "moved", "replaced"])
def test_that_nothing_is_stored_in_a_file_that_is_gone(
    typed: Session, folder: Path, tmp_path: Path, how: str
) -> None:
    path = folder / FILE_NAME
    content = path.read_bytes()
    if how == "moved":
        folder.rename(tmp_path / "elsewhere")
    else:
        path.unlink()
    if how == "replaced":
        path.write_bytes(content)

    with pytest.raises(StoreGone, match="没有存上"):
        type_in(typed, GRANTED, "5")
    with pytest.raises(StoreGone):
        typed.undo()
    assert texts(typed)[GRANTED] == "4"


@pytest.mark.skipif("os.name == 'nt'", reason="Windows lets nobody delete an open file")
@pytest.mark.parametrize("back", [True, False])
def test_that_all_is_saved_to_a_new_place_where_work_goes_on(
    typed: Session, reports: Reports, folder: Path, tmp_path: Path, restart: Reopen,
    database: Database, forms: tuple[Form, ...], back: bool,
) -> None:  # fmt: skip
    (folder / FILE_NAME).unlink()
    place = folder if back else tmp_path / "新的地方"
    reports.move_to(place)
    type_in(typed, GRANTED, "5")
    expected = contents_of(typed.report)

    assert reports.folder == place
    assert typed.undo() == "填写"
    assert typed.redo() == "填写"
    stored = Database(sqlite3.connect(place / FILE_NAME))
    reports.close()
    assert entries(stored) | {"status": "draft"} == {t: v for t, v in expected.items() if v}
    stored.close()


def test_that_a_place_with_a_data_file_is_refused(typed: Session, reports: Reports) -> None:
    with pytest.raises(StoreRefused, match="已经有一个数据文件"):
        reports.move_to(reports.folder)
    type_in(typed, GRANTED, "5")
    assert texts(typed)[GRANTED] == "5"


def test_that_a_report_of_any_kind_is_in_no_doubt_after_it_was_stored(
    reports: Reports, typed: Session, restart: Reopen
) -> None:
    report: Report = typed.report
    assert reports.audit(typed.report_id).report == report
    typed.undo()
    assert restart(typed).doubts == ()
