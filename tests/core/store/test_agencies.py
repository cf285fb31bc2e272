"""Who an agency is, and what it was called in which year."""

from dataclasses import replace
from datetime import datetime

import pytest

from core.report.edits import finalise
from core.report.report import Agency
from core.session import Session
from core.store.agencies import AgencyEntry, FormerName, insert_agency
from core.store.connection import Database
from core.store.database import StoreRefused
from core.store.reports import Reports

TOWN = Agency("示例乡人民政府", "township", "government")
RENAMED = replace(TOWN, name="示例镇人民政府")
LATER = replace(TOWN, name="示例街道办事处", kind="branch")
CODE, OTHER_CODE = "9144030071526726XG", "914403001922038216"
AT = datetime(2025, 1, 9)


@pytest.fixture
def town(reports: Reports) -> int:
    """An agency with reports of 2022 to 2024."""
    number = reports.create_agency(TOWN)
    for year in (2022, 2023, 2024):
        reports.create_report(number, year)
    return number


def names(reports: Reports) -> dict[int, str]:
    """What the agency is called on each of its reports."""
    return {e.year: reports.load(e.id).agency.name for e in reports.reports()}


def former(reports: Reports) -> list[tuple[str, int]]:
    (entry,) = reports.agencies()
    return [(name.name, name.until) for name in entry.former]


def test_that_a_new_name_holds_from_a_year_on(reports: Reports, town: int) -> None:
    reports.correct_agency(town, RENAMED, 2024)

    assert names(reports) == {2022: TOWN.name, 2023: TOWN.name, 2024: RENAMED.name}
    assert reports.agencies() == [
        AgencyEntry(town, RENAMED, (FormerName(*TOWN.as_printed, until=2023),))
    ]
    new = reports.create_report(town, 2021)
    assert reports.load(new).agency == TOWN


def test_that_names_follow_on_one_another(reports: Reports, town: int) -> None:
    reports.correct_agency(town, RENAMED, 2023)
    reports.correct_agency(town, LATER, 2024)

    assert names(reports) == {2022: TOWN.name, 2023: RENAMED.name, 2024: LATER.name}
    assert former(reports) == [(TOWN.name, 2022), (RENAMED.name, 2023)]
    assert reports.load(reports.reports()[1].id).agency.kind == "government"


def test_that_a_name_that_held_for_no_year_is_kept_to_know_the_agency_by(
    reports: Reports, town: int
) -> None:
    reports.correct_agency(town, RENAMED)

    assert set(names(reports).values()) == {RENAMED.name}
    assert former(reports) == [(TOWN.name, 0)]
    found = reports.office_of(TOWN)
    assert found is not None
    assert found.id == town


def test_that_a_name_from_an_earlier_year_ends_those_that_came_later(
    reports: Reports, town: int
) -> None:
    reports.correct_agency(town, RENAMED, 2023)
    reports.correct_agency(town, LATER, 2022)

    assert set(names(reports).values()) == {LATER.name}
    assert former(reports) == [(RENAMED.name, 0), (TOWN.name, 2021)]


def test_that_a_name_taken_back_is_no_former_name(reports: Reports, town: int) -> None:
    reports.correct_agency(town, RENAMED)
    reports.correct_agency(town, TOWN)

    assert former(reports) == [(RENAMED.name, 0)]


def test_that_code_and_superior_are_the_agencys_on_all_its_reports(
    reports: Reports, town: int
) -> None:
    reports.correct_agency(town, RENAMED, 2024)
    known = replace(RENAMED, code=" 9144030071526726xg ", superior="示例县人民政府 ")
    reports.correct_agency(town, known, 2024)

    for entry in reports.reports():
        agency = reports.load(entry.id).agency
        assert (agency.code, agency.superior) == (CODE, "示例县人民政府")
    assert names(reports)[2023] == TOWN.name


@pytest.mark.parametrize(
    ("agency", "said"),
    [
        (replace(TOWN, name=" "), "请填写单位名称"),
        (replace(TOWN, name="\ud800"), "残缺的字符"),
        (replace(TOWN, name="\u200b\n"), "请填写单位名称"),
        (replace(TOWN, superior="某\x07县"), "控制字符"),
        (replace(TOWN, code="914403001922038215"), "校验位不对"),
        (replace(TOWN, superior=TOWN.name), "不能是这个单位自己"),
        (LATER, "已经有单位“示例街道办事处”"),
        (replace(TOWN, code=OTHER_CODE), "“示例街道办事处”已经用了这个统一社会信用代码"),
    ],
)
def test_that_what_cannot_be_is_refused_and_nothing_is_changed(
    reports: Reports, town: int, agency: Agency, said: str
) -> None:
    reports.create_agency(replace(LATER, code=OTHER_CODE))
    before = reports.agencies()
    with pytest.raises(StoreRefused, match=said) as refusal:
        reports.correct_agency(town, replace(agency, code=agency.code), 2024)

    assert str(refusal.value).endswith("。")
    assert reports.agencies() == before


def test_that_a_final_report_keeps_its_agency(reports: Reports, town: int) -> None:
    entry = next(e for e in reports.reports() if e.year == 2023)
    edit = finalise(reports.load(entry.id), AT.date())
    reports.record(entry.id, edit, {"status": "final", "finalised_on": "2025-01-09"}, AT)
    before = reports.load(entry.id)

    for year in (0, 2022, 2023):
        with pytest.raises(StoreRefused, match="请从2024年度起用新的"):
            reports.correct_agency(town, RENAMED, year)
    reports.correct_agency(town, replace(RENAMED, code=CODE), 2024)
    assert reports.load(entry.id).agency.name == before.agency.name
    assert names(reports)[2024] == RENAMED.name


def test_that_two_of_one_name_are_told_apart_by_their_codes(reports: Reports) -> None:
    one = reports.create_agency(replace(TOWN, code=CODE))
    with pytest.raises(StoreRefused, match="已经有单位"):
        reports.create_agency(TOWN)
    other = reports.create_agency(replace(TOWN, code=OTHER_CODE))

    found = [reports.office_of(replace(TOWN, code=code)) for code in (CODE, OTHER_CODE)]
    assert [entry and entry.id for entry in found] == [one, other]


def test_that_an_agency_is_known_by_its_code_whatever_it_is_called(
    reports: Reports, town: int
) -> None:
    assert reports.office_of(replace(LATER, code=CODE)) is None
    reports.correct_agency(town, replace(TOWN, code=CODE))
    found = reports.office_of(replace(LATER, code=CODE))

    assert found is not None
    assert found.id == town


def test_that_former_names_go_with_their_agency(
    reports: Reports, town: int, database: Database
) -> None:
    reports.correct_agency(town, RENAMED, 2024)
    reports.delete_agency(town)

    assert database.table("former_name").count == 0


def test_that_a_renamed_agency_is_in_no_doubt(reports: Reports, town: int) -> None:
    reports.correct_agency(town, replace(RENAMED, code=CODE, superior="示例县人民政府"), 2024)

    for entry in reports.reports():
        found = reports.audit(entry.id)
        assert found.doubts == ()
        assert found.log_sound


DAMAGES = {
    "the name of a year that is over": (
        "update former_name set name = '别的乡人民政府'",
        {2022: {"agency.name", "agency.tier", "agency.kind"}},
    ),
    "until when it held": (
        "update former_name set until = 2021",
        {2022: {"agency.name", "agency.tier", "agency.kind"}},
    ),
    "the code": (
        f"update agency set code = '{OTHER_CODE}'",
        {2024: {"agency.name", "agency.tier", "agency.kind", "agency.code"}},
    ),
    "the code, which goes": (
        "update agency set code = ''",
        {2024: {"agency.name", "agency.tier", "agency.kind"}},
    ),
    "a code that is none": ("update agency set code = '1'", {2024: {"agency.code"}}),
    "the version": (
        "update report set version = 2 where year = 2022",
        {2022: {"report.year", "report.edition", "report.version"}},
    ),
    "what it corrects": (
        "update report set corrects = 7 where year = 2022",
        {2022: {"report.year", "report.edition", "report.corrects"}},
    ),
}


@pytest.mark.parametrize(("sql", "expected"), DAMAGES.values(), ids=DAMAGES)
def test_that_damage_to_who_and_which_is_told_and_decided_once(
    reports: Reports, town: int, database: Database, sql: str, expected: dict[int, set[str]]
) -> None:
    reports.correct_agency(town, replace(RENAMED, code=CODE), 2024)
    with database.conn:
        database.execute(sql)

    for entry in reports.reports():
        found = reports.audit(entry.id)
        doubtful = {doubt.target for doubt in found.doubts}
        assert expected.get(entry.year, set()) <= doubtful
    for entry in reports.reports():
        found = reports.audit(entry.id)
        right = {"report.version": "1", "report.corrects": "", "agency.code": CODE}
        chosen = {d.target: right.get(d.target, d.proposed or "") for d in found.doubts}
        reports.settle(entry.id, found, chosen, AT)
        assert reports.audit(entry.id).doubts == ()


@pytest.mark.parametrize(
    ("table", "column"), [("former_name", "until"), ("report", "version"), ("report", "corrects")]
)
def test_that_a_number_that_damage_made_a_text_is_told_and_decided_once(
    reports: Reports, town: int, database: Database, table: str, column: str
) -> None:
    reports.correct_agency(town, RENAMED, 2024)
    for step in (
        "pragma writable_schema = on",
        "update sqlite_schema set sql = replace(sql, ') strict', ')')",
        "pragma writable_schema = reset",
    ):
        database.conn.execute(step)
    with database.conn:
        database.execute(f"update {table} set {column} = '二' where id = 1")

    entry = next(e for e in reports.reports() if e.year == 2022)
    found = reports.audit(entry.id)
    assert found.doubts
    chosen = {d.target: d.proposed or "1" for d in found.doubts}
    reports.settle(entry.id, found, {**chosen, "report.corrects": ""}, AT)
    assert reports.audit(entry.id).doubts == ()


def test_that_a_name_is_kept_in_one_line_and_without_what_cannot_be_seen(reports: Reports) -> None:
    typed = replace(TOWN, name="示例\u200b镇\n政府 ", superior="\u202e示例县\u202c")
    kept = reports.create_agency(typed)
    (agency,) = (entry.agency for entry in reports.agencies() if entry.id == kept)

    assert (agency.name, agency.superior) == ("示例镇 政府", "示例县")


@pytest.mark.parametrize("name", ["示例\n街道", "\u200b", "\u202e道街", "示例\x07街道"])
def test_that_a_name_from_before_opens_as_it_is(reports: Reports, name: str) -> None:
    agency = replace(TOWN, name=name)
    report = reports.create_report(insert_agency(reports.database, agency), 2024)

    assert Session(reports, report).report.agency == agency
    assert reports.find(agency, 2024)
