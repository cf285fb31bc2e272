"""What there is to report, and how far it is."""

from datetime import date

import pytest

from core.agenda import Item, agenda, year_to_report
from core.report.edits import set_cells
from core.report.report import Agency
from core.session import Session
from core.store.reports import Reports
from tests.conftest import AGENCY

DAY = date(2025, 1, 12)
CITY = Agency("示例市人民政府", "city", "government")


def years(group: list[Item]) -> list[tuple[int, bool]]:
    return [(item.year, item.entry is not None) for item in group]


@pytest.mark.parametrize(
    ("today", "year"),
    [(date(2025, 1, 1), 2024), (date(2025, 9, 30), 2024), (date(2025, 10, 1), 2025)],
)
def test_that_last_years_report_is_due_until_the_autumn(today: date, year: int) -> None:
    assert year_to_report(today) == year


def test_that_the_report_that_is_due_is_listed_before_it_is_begun(reports: Reports) -> None:
    agency = reports.create_agency(CITY)
    reports.create_report(agency, 2022)
    reports.create_report(agency, 2023)
    (group,) = agenda(reports, DAY, 40)
    assert years(group) == [(2024, False), (2023, True), (2022, True)]
    assert group[0].due == date(2025, 3, 31)
    assert (group[0].standing, group[0].changed) == (None, None)
    reports.create_report(agency, 2024)
    (group,) = agenda(reports, DAY, 40)
    assert years(group) == [(2024, True), (2023, True), (2022, True)]


def test_that_a_draft_says_how_far_it_is_and_when_it_was_worked_on(reports: Reports) -> None:
    report = reports.create_report(reports.create_agency(CITY), 2024)
    (group,) = agenda(reports, DAY, 40)
    assert group[0].changed is None
    session = Session(reports, report)
    session.apply(set_cells(session.report, {"documents.regulations.issued": "1"}))
    (group,) = agenda(reports, DAY, 40)
    assert group[0].standing is not None
    assert group[0].standing.cells - group[0].standing.blanks == 1
    assert group[0].changed is not None


def test_that_an_agency_without_a_lawful_day_has_none(reports: Reports) -> None:
    reports.create_agency(AGENCY)
    (group,) = agenda(reports, DAY, 40)
    form = reports.form_for(2024)
    assert group[0].due == form.due(AGENCY.kind, AGENCY.tier, 2024)


def test_that_no_more_is_listed_than_there_is_room_for(reports: Reports) -> None:
    for name in ("甲", "乙", "丙"):
        agency = reports.create_agency(Agency(f"示例{name}局", "county", "department"))
        for year in (2021, 2022, 2023):
            reports.create_report(agency, year)
    groups = agenda(reports, DAY, 6)
    assert [len(group) for group in groups] == [4, 2]
