"""地方要求 in the data file: for one agency or for all, in force until they are removed."""

import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest

from core.forms.definition import Form
from core.forms.demands import Demands, parse_demands
from core.session import Session
from core.store.copies import CopyRefused, copy_database, require_good
from core.store.demands import keep_demands, kept_demands, remove_demands
from core.store.reports import Reports
from tests.core.forms.test_demands import HEAD, PHRASE

NOW = datetime(2026, 1, 5, 9)


@pytest.fixture
def demands(forms: tuple[Form, ...]) -> Demands:
    return parse_demands(HEAD + PHRASE, forms)


def codes(reports: Reports, report: int) -> list[str]:
    rules = Session(reports, report).report.form.rules
    return [rule.code for rule in rules if rule.code.startswith("L")]


@pytest.mark.parametrize("for_all", [True, False])
def test_that_they_are_checked_until_they_are_removed(
    session: Session, demands: Demands, for_all: bool
) -> None:
    reports, report = session.reports, session.report_id
    agency = None if for_all else reports.agency_of(report).id
    number = keep_demands(reports, demands, agency, NOW)

    assert codes(reports, report) == ["L01"]
    assert [(kept.agency, kept.demands) for kept in kept_demands(reports)] == [(agency, demands)]

    remove_demands(reports, number)

    assert not codes(reports, report)


def test_that_the_same_document_comes_in_the_place_of_the_former(
    session: Session, demands: Demands, forms: tuple[Form, ...]
) -> None:
    keep_demands(session.reports, demands, None, NOW)
    keep_demands(session.reports, parse_demands(HEAD + PHRASE * 2, forms), None, NOW)

    assert codes(session.reports, session.report_id) == ["L01", "L02"]


def test_that_demands_for_other_years_are_not_checked(
    session: Session, forms: tuple[Form, ...]
) -> None:
    other = HEAD.replace("2021, to = 2025", "2030")
    keep_demands(session.reports, parse_demands(other + PHRASE, forms), None, NOW)

    assert not codes(session.reports, session.report_id)


def test_that_damaged_ones_are_told_and_not_used(session: Session, demands: Demands) -> None:
    keep_demands(session.reports, demands, None, NOW)
    session.reports.database.execute("update demands set content = 'x'")

    opened = Session(session.reports, session.report_id)

    assert any("地方要求损坏了" in notice for notice in opened.notices)
    assert not codes(session.reports, session.report_id)
    assert [kept.demands for kept in kept_demands(session.reports)] == [None]


def test_that_a_copy_in_which_they_are_damaged_is_no_good(
    session: Session, demands: Demands, tmp_path: Path
) -> None:
    copy, forms = tmp_path / "copy.db", session.reports.forms
    keep_demands(session.reports, demands, None, NOW)
    copy_database(session.reports.database.conn, copy, lambda path: require_good(path, forms))
    with closing(sqlite3.connect(copy)) as connection, connection:
        connection.execute("update demands set content = content || ' '")

    with pytest.raises(CopyRefused, match="一份地方要求损坏了"):
        require_good(copy, forms)
