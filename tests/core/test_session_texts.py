"""When a session checks the texts itself, and when it leaves that to whoever can wait."""

from dataclasses import replace
from datetime import date

import pytest

from core.checks.findings import CheckResult
from core.checks.remembering import SHORTEST
from core.checks.run import check
from core.checks.unread import AT_ONCE, REMEMBERED, is_long, paragraphs_in
from core.proceed import Overtaken
from core.report.edits import fill_zeros, set_cells, set_note, set_text
from core.session import Session, SessionChange, SessionRefused
from core.store.reports import Reports
from tests.core.session_steps import GRANTED
from tests.made_up import long_text

SECRET = "身份证号11010519491231002X。"
LONG = long_text(AT_ONCE + 1000)


def on_texts(session: Session) -> list[str]:
    """The rules with a finding in a text."""
    return [f.rule.id for f in session.checked.findings if f.spans]


def let_run(session: Session) -> CheckResult:
    return session.whole_check()(lambda: None)


def test_that_short_texts_are_checked_with_the_edit(session: Session) -> None:
    session.apply(set_text(session.report, "general", SECRET))
    assert not session.texts_wait
    assert on_texts(session)


def test_that_an_edit_that_leaves_much_to_read_leaves_the_texts_for_later(session: Session) -> None:
    session.apply(set_text(session.report, "general", SECRET))
    session.apply(set_text(session.report, "problems", LONG))
    assert session.texts_wait
    assert on_texts(session) == []
    assert session.checked.figures == ()

    told: list[SessionChange] = []
    session.subscribe(told.append)
    assert session.take_checked(session.report, let_run(session))
    assert not session.texts_wait
    assert on_texts(session)
    assert told == [SessionChange(frozenset(), frozenset())]
    assert session.checked.verdicts == check(session.report).verdicts


def test_that_the_gate_waits_for_long_texts_whatever_it_takes(session: Session) -> None:
    session.apply(fill_zeros(session.report))
    for key in ("problems", "other_matters"):
        session.apply(set_text(session.report, key, "存在的问题和改进的措施。"))
    session.apply(set_text(session.report, "general", LONG + SECRET))
    assert session.texts_wait
    with pytest.raises(SessionRefused, match="身份号码"):
        session.finalise(date(2025, 1, 20))
    assert not session.texts_wait


def test_that_what_was_read_is_not_waited_for_again(session: Session) -> None:
    session.apply(set_text(session.report, "general", LONG))
    session.check_texts()
    assert not session.texts_wait
    session.apply(set_cells(session.report, {GRANTED: "3"}))
    session.apply(set_text(session.report, "general", LONG + "又写了一句。"))
    session.apply(set_note(session.report, "disclosure", SECRET))
    assert not session.texts_wait
    assert on_texts(session)


def test_that_the_cells_are_checked_while_the_texts_wait(session: Session) -> None:
    session.apply(set_text(session.report, "general", LONG))
    session.apply(set_cells(session.report, {GRANTED: "3", "applications.granted.total": "1"}))
    assert session.texts_wait
    assert "applications.row_sum" in {f.rule.id for f in session.checked.errors}


def test_that_a_check_that_an_edit_has_overtaken_is_not_taken(session: Session) -> None:
    session.apply(set_text(session.report, "general", LONG + SECRET))
    report, checked = session.report, let_run(session)
    session.apply(set_cells(session.report, {GRANTED: "3"}))
    assert not session.take_checked(report, checked)
    assert session.texts_wait
    assert on_texts(session) == []


def test_that_a_check_without_last_years_report_is_not_taken_for_one_with_it(
    session: Session,
) -> None:
    session.apply(set_text(session.report, "general", LONG))
    report, checked = session.report, let_run(session)
    session.compare_with(replace(session.report, year=2023))
    assert not session.take_checked(report, checked)


def test_that_a_check_is_broken_off_between_two_paragraphs(session: Session) -> None:
    session.apply(set_text(session.report, "general", LONG + "这里没有别人读过。"))
    pieces = 0

    def count() -> None:
        nonlocal pieces
        pieces += 1

    session.whole_check()(count)
    assert pieces > 2 * LONG.count("\n")

    def stop() -> None:
        raise Overtaken

    with pytest.raises(Overtaken):
        session.whole_check()(stop)
    assert session.texts_wait


def test_that_long_texts_of_an_opened_report_wait_unless_they_were_read(
    session: Session, reports: Reports
) -> None:
    session.apply(set_text(session.report, "general", LONG))
    assert Session(reports, session.report_id).texts_wait


def test_that_more_than_is_remembered_is_always_much_to_read() -> None:
    count = REMEMBERED // SHORTEST
    many = frozenset(f"第{n:06}段" for n in range(count + 1))
    assert is_long(many, many)
    few = frozenset(sorted(many)[:count])
    assert not is_long(few, few)
    assert is_long(few, frozenset())


def test_that_notes_and_last_years_texts_are_read_too(session: Session) -> None:
    session.apply(set_note(session.report, "disclosure", "注"))
    last = replace(session.report, notes={}, texts={"general": "去年\n的话"})
    assert paragraphs_in(session.report, last) == {"注", "去年", "的话"}
    assert paragraphs_in(session.report, None) == {"注"}
