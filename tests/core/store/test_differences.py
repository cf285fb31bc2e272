from contextlib import closing
from pathlib import Path

from core.forms.definition import Form
from core.report.edits import set_cells, set_text
from core.session import Session
from core.store.connection import Database
from core.store.copies import copy_database, opened_copy, require_whole
from core.store.database import open_database
from core.store.differences import differences, what_is_lost
from core.store.reports import Reports
from tests.conftest import AGENCY

CELL = "applications.new_received.natural_person"


def told(here: Reports, there: Reports) -> list[tuple[int, str]]:
    return [(difference.year, difference.what) for difference in differences(here, there)]


def test_that_reports_are_told_apart_by_agency_and_year_those_that_differ_first(
    session: Session, reports: Reports, database: Database, tmp_path: Path, forms: tuple[Form, ...]
) -> None:
    agency = reports.agencies()[0].id
    gone = reports.create_report(agency, 2022)
    reports.create_report(agency, 2021)
    other_edition = reports.create_report(agency, 2025)
    copy_database(database.conn, tmp_path / "1.db", require_whole)
    session.apply(set_cells(session.report, {CELL: "7"}))
    session.apply(set_text(session.report, "general", "概况。"))
    reports.delete_report(gone)
    reports.create_report(agency, 2023)
    reports.delete_report(other_edition)
    reports.create_report(agency, 2025, "2019")

    with opened_copy(tmp_path / "1.db", forms) as copy:
        assert sorted(told(reports, copy)) == [
            (2021, "相同"),
            (2022, "现在没有，备份里有"),
            (2023, "现在有，备份里没有"),
            (2024, "2处不同"),
            (2025, "格式版本不同"),
        ]
        assert told(reports, copy)[-1] == (2021, "相同")
        changed = next(d for d in differences(reports, copy) if d.year == 2024)
    assert [(c.target, c.old, c.new) for c in changed.changes] == [
        ("texts.general", "概况。", ""),
        (f"cells.{CELL}", "7", ""),
    ]
    assert changed.agency == AGENCY


def test_that_a_report_that_cannot_be_read_is_told(
    session: Session, reports: Reports, database: Database, tmp_path: Path, forms: tuple[Form, ...]
) -> None:
    copy_database(database.conn, tmp_path / "1.db", require_whole)
    database.execute("insert into entry values (1, 'cells.nothing.at.all', '1', 0)")
    with opened_copy(tmp_path / "1.db", forms) as copy:
        assert told(reports, copy) == [(2024, "有一份读不出来")]


def test_that_what_going_back_would_lose_is_told_where_the_data_file_can_be_read(
    session: Session,
    reports: Reports,
    database: Database,
    folder: Path,
    tmp_path: Path,
    forms: tuple[Form, ...],
) -> None:
    gone = reports.create_report(reports.agencies()[0].id, 2023)
    copy = tmp_path / "1.db"
    copy_database(database.conn, copy, require_whole)
    session.apply(set_cells(session.report, {CELL: "7"}))
    reports.delete_report(gone)  # which going back would not lose, but bring
    database.close()
    data = folder / "nianbao.db"
    lost = what_is_lost(data, copy, forms)
    assert lost is not None
    assert [difference.what for difference in lost] == ["1处不同"]

    data.write_bytes(b"broken")
    assert what_is_lost(data, copy, forms) is None
    with closing(open_database(tmp_path / "other")):
        assert what_is_lost(copy, copy, forms) == []
