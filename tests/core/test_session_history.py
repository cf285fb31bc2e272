"""What the session keeps of the past: undo, redo, 定稿."""

import re
from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from core.forms.definition import Form
from core.report.edits import (
    replace_contents,
    set_cells,
    set_note,
    set_text,
)
from core.report.report import Agency, Report
from core.session import Session, SessionRefused
from core.store.connection import Database
from core.store.reports import Reports
from tests.core.session_steps import (
    GRANTED,
    GRANTED_TOTAL,
    PENALTIES,
    entries,
    frozen,
    texts,
    type_in,
    undone,
)
from tests.editions import NEWEST

# ---------------------------------------------------------------- undo and redo


def test_that_undo_takes_edits_back_one_by_one_and_redo_makes_them_again(
    session: Session,
) -> None:
    states = [frozen(session.report)]
    for edit in (
        lambda: set_cells(session.report, {GRANTED: "3"}, "粘贴"),
        lambda: set_text(session.report, "general", "文字"),
        lambda: set_text(session.report, "general", "文章"),
    ):
        session.apply(edit())
        states.append(frozen(session.report))

    for state in reversed(states[:-1]):
        assert session.can_undo
        session.undo()
        assert session.report == state
    assert not session.can_undo
    assert session.undo() is None
    for state in states[1:]:
        assert session.can_redo
        session.redo()
        assert session.report == state
    assert not session.can_redo
    assert session.redo() is None


def test_that_undo_and_redo_name_the_edit(session: Session) -> None:
    session.apply(set_cells(session.report, {GRANTED: "3"}, "粘贴"))

    assert session.undo() == "粘贴"
    assert session.redo() == "粘贴"


def test_that_undo_and_redo_outlive_a_restart(
    session: Session, restart: Callable[[Session], Session]
) -> None:
    for text in ("1", "2", "3"):
        type_in(session, GRANTED, text)
    session.undo()

    session = restart(session)
    assert texts(session) == {GRANTED: "2"}
    session.undo()
    session = restart(session)
    assert texts(session) == {GRANTED: "1"}
    session.redo()
    session = restart(session)
    session.redo()
    assert texts(session) == {GRANTED: "3"}
    assert not session.can_redo


def test_that_a_new_edit_supersedes_what_was_undone(
    session: Session, database: Database, restart: Callable[[Session], Session]
) -> None:
    for text in ("1", "2", "3"):
        type_in(session, GRANTED, text)
    session.undo()
    session.undo()
    type_in(session, GRANTED, "9")

    assert undone(database) == [0, 2, 2, 0]
    assert not session.can_redo
    session = restart(session)
    assert session.redo() is None
    session.undo()
    assert texts(session) == {GRANTED: "1"}


def test_that_undo_checks_and_calculates_anew(filled: Session) -> None:
    before, totals = filled.checked, filled.totals
    type_in(filled, GRANTED_TOTAL, "5")
    assert filled.checked.errors != ()
    filled.undo()

    assert (filled.checked, filled.totals) == (before, totals)


@given(data=st.data())
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_that_any_edits_all_undone_restore_the_report_and_all_redone_bring_it_back(
    reports: Reports,
    data: st.DataObject,
    typed_cells: Callable[[Form], SearchStrategy[dict[str, str]]],
) -> None:
    for entry in reports.agencies():
        reports.delete_agency(entry.id)
    agency = reports.create_agency(Agency("示例镇人民政府", "township", "government"))
    session = Session(
        reports, reports.create_report(agency, data.draw(st.sampled_from([2020, 2024])))
    )
    past, future = [frozen(session.report)], []
    writing = st.text("甲乙1\n", max_size=6)

    for act in data.draw(st.lists(st.sampled_from(["cells", "text", "undo", "redo"]), max_size=12)):
        before = past[-1]
        if act == "undo":
            assert (session.undo() is None) == (len(past) == 1)
            if len(past) > 1:
                future.append(past.pop())
        elif act == "redo":
            assert (session.redo() is None) == (not future)
            if future:
                past.append(future.pop())
        else:
            if act == "cells":
                edit = set_cells(session.report, data.draw(typed_cells(session.report.form)))
            else:
                edit = set_text(session.report, "general", data.draw(writing))
            session.apply(edit)
            if session.report != before:
                past.append(frozen(session.report))
                future.clear()
        assert session.report == past[-1]
        assert reports.load(session.report_id) == session.report

    last = frozen(session.report)
    steps = 0
    while session.undo() is not None:
        steps += 1
    assert session.report == past[0]
    for _ in range(steps):
        session.redo()
    assert session.report == last


# ---------------------------------------------------------------- 定稿


def test_that_a_report_without_errors_is_finalised_with_its_date(
    filled: Session, database: Database, restart: Callable[[Session], Session]
) -> None:
    filled.finalise(date(2025, 1, 20))

    assert (filled.report.status, filled.report.finalised_on) == ("final", "2025-01-20")
    assert entries(database)["status"] == "final"
    assert restart(filled).report.is_final


def test_that_finalising_is_refused_while_an_error_stands(
    filled: Session, database: Database
) -> None:
    type_in(filled, GRANTED_TOTAL, "5")
    type_in(filled, "review_litigation.review.total", "1")
    before = frozen(filled.report)

    with pytest.raises(SessionRefused) as refusal:
        filled.finalise(date(2025, 1, 20))

    message = str(refusal.value)
    assert re.match(r"还有2处错误，不能定稿：\n1\. ", message)
    assert len(filled.checked.errors) == 3
    assert all(error.message in message for error in filled.checked.roots)
    assert message.endswith("。")
    assert filled.report == before
    assert "status" not in entries(database)


def test_that_a_blank_cell_is_an_error_that_stands(session: Session) -> None:
    with pytest.raises(SessionRefused, match="没有填"):
        session.finalise(date(2025, 1, 20))


def test_that_a_hint_does_not_stop_finalising(filled: Session) -> None:
    type_in(filled, PENALTIES, "/")
    assert [finding.severity for finding in filled.checked.findings] == ["hint"]

    filled.finalise(date(2025, 1, 20))
    assert filled.report.is_final


def test_that_finalising_twice_is_refused(final: Session) -> None:
    with pytest.raises(SessionRefused, match="已经定稿"):
        final.finalise(date(2025, 1, 21))
    assert final.report.finalised_on == "2025-01-20"


def test_that_a_final_report_refuses_every_edit(final: Session, database: Database) -> None:
    before, log = frozen(final.report), undone(database)

    for edit in (
        set_cells(final.report, {GRANTED: "3"}),
        set_cells(final.report, {GRANTED: ""}),
        set_note(final.report, GRANTED, "注"),
        set_text(final.report, "general", "文字"),
    ):
        with pytest.raises(SessionRefused) as refusal:
            final.apply(edit)
        assert "撤销定稿" in str(refusal.value)
        assert str(refusal.value).endswith("。")

    assert final.report == before
    assert undone(database) == log


def test_that_a_final_report_is_not_overwritten_by_another_reports_contents(
    final: Session, new_report: Callable[..., Report]
) -> None:
    before = frozen(final.report)
    other = new_report(NEWEST, {GRANTED: "3"}, year=2024)

    with pytest.raises(SessionRefused):
        final.apply(replace_contents(final.report, other, "打开数据包"))
    assert final.report == before


def test_that_undo_stops_at_finalising(final: Session) -> None:
    before = frozen(final.report)

    assert (final.can_undo, final.can_redo) == (False, False)
    assert (final.undo(), final.redo()) == (None, None)
    assert final.report == before


def test_that_undo_stops_at_reopening_and_reaches_what_was_typed_since(
    final: Session, restart: Callable[[Session], Session]
) -> None:
    final.reopen()
    assert (final.report.status, final.report.finalised_on) == ("draft", None)
    assert (final.can_undo, final.undo()) == (False, None)

    type_in(final, PENALTIES, "7")
    session = restart(final)
    assert session.undo() is not None
    assert texts(session)[PENALTIES] == "0"
    assert (session.can_undo, session.undo()) == (False, None)
    assert not session.report.is_final


def test_that_finalising_supersedes_what_was_undone(filled: Session) -> None:
    type_in(filled, PENALTIES, "7")
    filled.undo()
    filled.finalise(date(2025, 1, 20))
    filled.reopen()

    assert not filled.can_redo
    assert texts(filled)[PENALTIES] == "0"


def test_that_reopening_a_draft_does_nothing(filled: Session, database: Database) -> None:
    before, log = frozen(filled.report), undone(database)
    filled.reopen()

    assert filled.report == before
    assert undone(database) == log
