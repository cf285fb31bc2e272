from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

import pytest

from core.forms.definition import Form
from core.report.edits import Change, Edit, set_cells
from core.report.report import Agency, Explanation
from core.session import Session
from core.store.agencies import AgencyEntry
from core.store.connection import Database
from core.store.database import FILE_NAME, StoreRefused, open_database
from core.store.reports import Reports

TOWN = Agency("示例镇人民政府", "township", "government")
STREET = Agency("示例街道办事处", "township", "branch")
AT = datetime(2025, 1, 9, 16, 30, 5, 999)
CELL = "cells.applications.granted.total"


def refusal_of(refusal: pytest.ExceptionInfo[StoreRefused]) -> str:
    message = str(refusal.value)
    assert message.endswith("。")
    return message


def rows(database: Database, table: str) -> list[dict[str, object]]:
    return [dict(row) for row in database.table(table).rows]


def counts(database: Database) -> dict[str, int]:
    tables = ("agency", "report", "entry", "edit", "change")
    return {table: database.table(table).count for table in tables}


@pytest.fixture
def report(reports: Reports) -> int:
    return reports.create_report(reports.create_agency(TOWN), 2024)


def record(reports: Reports, report: int, entries: Mapping[str, str]) -> None:
    """One edit that fills these targets."""
    changes = tuple(Change(target, "", text) for target, text in entries.items())
    reports.record(report, Edit("填写", changes), entries, AT)


def test_that_agencies_come_in_the_order_they_were_added(reports: Reports) -> None:
    first, second = reports.create_agency(TOWN), reports.create_agency(STREET)

    assert reports.agencies() == [AgencyEntry(first, TOWN), AgencyEntry(second, STREET)]


@pytest.mark.parametrize("name", ["", " ", "\u3000"])
def test_that_an_agency_without_a_name_is_refused(reports: Reports, name: str) -> None:
    with pytest.raises(StoreRefused) as refusal:
        reports.create_agency(Agency(name, "township", "government"))

    assert refusal_of(refusal) == "请填写单位名称。"
    assert reports.agencies() == []


def test_that_an_agency_that_is_kept_already_is_refused(reports: Reports) -> None:
    reports.create_agency(TOWN)

    with pytest.raises(StoreRefused) as refusal:
        reports.create_agency(Agency(TOWN.name, TOWN.tier, TOWN.kind))
    assert TOWN.name in refusal_of(refusal)
    assert [entry.agency for entry in reports.agencies()] == [TOWN]


@pytest.mark.parametrize(
    ("year", "edition"), [(2019, "2019"), (2020, "2019"), (2021, "2021"), (2026, "2021")]
)
def test_that_a_new_report_is_on_the_edition_of_its_year(
    reports: Reports, year: int, edition: str
) -> None:
    loaded = reports.load(reports.create_report(reports.create_agency(TOWN), year))

    assert (loaded.agency, loaded.year, loaded.form.id) == (TOWN, year, edition)
    assert (loaded.cells, loaded.notes, loaded.texts, loaded.explanations) == ({}, {}, {}, ())
    assert (loaded.status, loaded.finalised_on) == ("draft", None)


def test_that_a_report_made_on_the_wrong_edition_is_kept_on_it(reports: Reports) -> None:
    report = reports.create_report(reports.create_agency(TOWN), 2021, "2019")

    assert reports.load(report).form.id == "2019"


def test_that_a_year_without_an_edition_is_refused(reports: Reports) -> None:
    agency = reports.create_agency(TOWN)

    with pytest.raises(StoreRefused) as refusal:
        reports.create_report(agency, 2018)
    assert "2018" in refusal_of(refusal)
    assert "2019" in refusal_of(refusal)
    assert reports.reports() == []


def test_that_a_second_report_of_a_year_is_refused(reports: Reports) -> None:
    agency = reports.create_agency(TOWN)
    reports.create_report(agency, 2024)

    with pytest.raises(StoreRefused) as refusal:
        reports.create_report(agency, 2024)
    assert "2024" in refusal_of(refusal)
    assert reports.create_report(reports.create_agency(STREET), 2024) > 0
    assert len(reports.reports()) == 2


def test_that_reports_come_by_agency_the_latest_year_first(reports: Reports) -> None:
    town, street = reports.create_agency(TOWN), reports.create_agency(STREET)
    for agency, year in ((street, 2020), (town, 2022), (street, 2024), (town, 2023)):
        reports.create_report(agency, year)

    assert [(e.agency.agency.name, e.year, e.edition) for e in reports.reports()] == [
        (TOWN.name, 2023, "2021"),
        (TOWN.name, 2022, "2021"),
        (STREET.name, 2024, "2021"),
        (STREET.name, 2020, "2019"),
    ]


def test_that_the_list_shows_which_report_is_final(reports: Reports, report: int) -> None:
    assert [entry.status for entry in reports.reports()] == ["draft"]
    record(reports, report, {"status": "final", "finalised_on": "2025-01-09"})

    assert [entry.status for entry in reports.reports()] == ["final"]


def test_that_what_is_recorded_is_what_is_loaded(reports: Reports, report: int) -> None:
    explanation = '[{"rule": "r", "cells": {"applications.granted.total": "3"}, "text": "说明"}]'
    record(
        reports,
        report,
        {
            CELL: "3",
            "cells.fees.administrative_fees.amount": "190.457379",
            "notes.disclosure": "注",
            "texts.general": "第一段\n第二段",
            "explanations": explanation,
            "status": "final",
            "finalised_on": "2025-01-09",
        },
    )
    loaded = reports.load(report)

    assert {cell: value.text for cell, value in loaded.cells.items()} == {
        "applications.granted.total": "3",
        "fees.administrative_fees.amount": "190.457379",
    }
    assert loaded.notes == {"disclosure": "注"}
    assert loaded.texts == {"general": "第一段\n第二段"}
    assert loaded.explanations == (Explanation("r", {"applications.granted.total": "3"}, "说明"),)
    assert (loaded.status, loaded.finalised_on) == ("final", "2025-01-09")


def test_that_an_edit_is_logged_with_its_changes_in_order(
    reports: Reports, report: int, database: Database
) -> None:
    edit = Edit("粘贴", (Change(CELL, "", "3"), Change("texts.general", "甲", "乙", 4)))
    reports.record(report, edit, {CELL: "3", "texts.general": "一二三四乙"}, AT)

    assert rows(database, "edit") == [
        {"id": 1, "report": report, "at": "2025-01-09T16:30:05", "what": "粘贴", "undone": 0}
    ]
    common = {"edit": 1}
    assert rows(database, "change") == [
        common | {"position": 0, "target": CELL, "start": None, "old": "", "new": "3"},
        common | {"position": 1, "target": "texts.general", "start": 4, "old": "甲", "new": "乙"},
    ]
    assert reports.last_done(report) == (1, edit)


def test_that_an_emptied_target_leaves_no_entry(
    reports: Reports, report: int, database: Database
) -> None:
    record(reports, report, {CELL: "3", "notes.disclosure": "注"})
    reports.record(report, Edit("填写", (Change(CELL, "3", ""),)), {CELL: ""}, AT)

    assert [row["target"] for row in rows(database, "entry")] == ["notes.disclosure"]


@pytest.mark.parametrize("table", ["entry", "edit", "change"])
def test_that_edit_changes_and_entries_are_stored_in_one_transaction(
    reports: Reports, report: int, database: Database, table: str
) -> None:
    record(reports, report, {CELL: "3"})
    reports.record_undone(report, 1, True, {CELL: ""})
    before = {name: rows(database, name) for name in counts(database)}
    database.execute(
        f"create trigger broken before insert on {table} begin select raise(abort, 'full'); end"
    )

    with pytest.raises(StoreRefused) as refusal:
        record(reports, report, {"texts.general": "文字", CELL: "4"})

    assert refusal_of(refusal).startswith("没有存上")
    assert {name: rows(database, name) for name in before} == before


def test_that_undoing_marks_the_edit_and_stores_the_entries_together(
    reports: Reports, report: int, database: Database
) -> None:
    record(reports, report, {CELL: "3"})
    reports.record_undone(report, 1, True, {CELL: ""})

    assert rows(database, "entry") == []
    assert reports.last_done(report) is None
    assert reports.first_undone(report) == (1, Edit("填写", (Change(CELL, "", "3"),)))

    database.execute(
        "create trigger broken before insert on entry begin select raise(abort, 'full'); end"
    )
    with pytest.raises(StoreRefused):
        reports.record_undone(report, 1, False, {CELL: "3"})
    assert [row["undone"] for row in rows(database, "edit")] == [1]


def test_that_a_new_edit_supersedes_what_was_undone_in_its_own_report_only(
    reports: Reports, report: int, database: Database
) -> None:
    other = reports.create_report(reports.create_agency(STREET), 2024)
    for number in (report, other):
        record(reports, number, {CELL: "3"})
        record(reports, number, {"texts.general": "文字"})
    reports.record_undone(report, 2, True, {"texts.general": ""})
    reports.record_undone(other, 4, True, {"texts.general": ""})
    record(reports, report, {"texts.problems": "问题"})

    assert [row["undone"] for row in rows(database, "edit")] == [0, 2, 0, 1, 0]
    assert reports.first_undone(report) is None
    assert reports.first_undone(other) is not None
    assert reports.last_done(report) == (5, Edit("填写", (Change("texts.problems", "", "问题"),)))


def test_that_the_last_done_and_the_first_undone_edit_are_found_in_order(
    reports: Reports, report: int
) -> None:
    for text in ("1", "2", "3"):
        record(reports, report, {CELL: text})
    reports.record_undone(report, 3, True, {CELL: "2"})
    reports.record_undone(report, 2, True, {CELL: "1"})
    last, first = reports.last_done(report), reports.first_undone(report)

    assert last is not None
    assert first is not None
    assert (last[0], first[0]) == (1, 2)


def test_that_deleting_a_report_deletes_its_entries_and_its_log_alone(
    reports: Reports, report: int, database: Database
) -> None:
    other = reports.create_report(1, 2023)
    record(reports, report, {CELL: "3"})
    record(reports, other, {CELL: "4"})
    reports.delete_report(report)

    assert counts(database) == {"agency": 1, "report": 1, "entry": 1, "edit": 1, "change": 1}
    assert reports.load(other).cells["applications.granted.total"].text == "4"


def test_that_deleting_an_agency_deletes_its_reports_and_their_log_alone(
    reports: Reports, report: int, database: Database
) -> None:
    street = reports.create_agency(STREET)
    kept = reports.create_report(street, 2024)
    for number in (report, reports.create_report(1, 2023), kept):
        record(reports, number, {CELL: "3", "texts.general": "文字"})
    reports.delete_agency(1)

    assert counts(database) == {"agency": 1, "report": 1, "entry": 2, "edit": 1, "change": 2}
    assert [entry.id for entry in reports.reports()] == [kept]


def test_that_a_report_that_is_not_there_is_refused(reports: Reports) -> None:
    with pytest.raises(StoreRefused) as refusal:
        reports.load(7)
    assert "读不出来" in refusal_of(refusal)


@pytest.mark.parametrize(
    ("target", "value"),
    [
        ("cells.applications.granted.nobody", "3"),
        ("cells.applications.granted.total", "三"),
        ("colours.general", "红"),
        ("explanations", "[{"),
        ("explanations", '[{"rule": "r"}]'),
    ],
    ids=["unknown cell", "no value", "unknown kind", "broken JSON", "half an explanation"],
)
def test_that_a_stored_entry_that_cannot_be_read_is_refused(
    reports: Reports, report: int, database: Database, target: str, value: str
) -> None:
    with database.conn:
        database.execute("insert into entry values (?, ?, ?, 0)", [report, target, value])

    with pytest.raises(StoreRefused) as refusal:
        reports.load(report)
    assert "1 处内容对不上" in refusal_of(refusal)


def test_that_a_report_on_an_edition_that_is_not_shipped_is_refused(
    reports: Reports, report: int, database: Database
) -> None:
    with database.conn:
        database.execute("update report set edition = '2031' where id = ?", [report])

    with pytest.raises(StoreRefused) as refusal:
        reports.load(report)
    assert "2 处内容对不上" in refusal_of(refusal)  # year and edition: the seal is of both


def test_that_a_store_that_cannot_be_written_refuses_every_change(
    reports: Reports, report: int, database: Database
) -> None:
    before = counts(database)
    database.execute("pragma query_only = on")

    for change in (
        lambda: reports.create_agency(STREET),
        lambda: reports.create_report(1, 2023),
        lambda: reports.delete_report(report),
        lambda: reports.delete_agency(1),
        lambda: record(reports, report, {CELL: "3"}),
    ):
        with pytest.raises(StoreRefused) as refusal:
            change()
        assert refusal_of(refusal).startswith("没有存上")

    assert counts(database) == before


@pytest.mark.parametrize("table", ["agency", "report", "entry", "edit", "change"])
def test_that_a_damaged_table_is_told_in_words(
    table: str, reports: Reports, database: Database, folder: Path, forms: tuple[Form, ...]
) -> None:
    agency = reports.create_agency(TOWN)
    report = reports.create_report(agency, 2024)
    session = Session(reports, report)
    session.apply(set_cells(session.report, {"applications.granted.total": "1"}))
    query = "select rootpage from sqlite_master where name = ?"
    page = database.execute(query, [table]).fetchone()[0]
    size = database.execute("pragma page_size").fetchone()[0]
    database.close()
    path = folder / FILE_NAME
    content = bytearray(path.read_bytes())
    content[(page - 1) * size : (page - 1) * size + 200] = b"\xff" * 200
    path.write_bytes(content)

    def read_all() -> None:
        damaged = open_database(folder)
        try:
            kept = Reports(damaged, forms)
            kept.reports()
            kept.load(report)
            kept.last_done(report)
        finally:
            damaged.close()

    with pytest.raises(StoreRefused) as refusal:
        read_all()
    assert str(refusal.value).endswith("。")


def test_that_the_last_report_takes_its_agency_along(reports: Reports) -> None:
    agency = reports.create_agency(TOWN)
    first, second = (reports.create_report(agency, year) for year in (2023, 2024))
    reports.delete_report(first)
    assert [entry.id for entry in reports.agencies()] == [agency]
    reports.delete_report(second)
    assert reports.agencies() == []


def test_that_a_broken_name_is_refused(reports: Reports) -> None:
    with pytest.raises(StoreRefused, match="残缺的字符"):
        reports.create_agency(Agency("甲\ud83d", "township", "branch"))
