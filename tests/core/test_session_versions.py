"""Publishing a report, taking that back, and correcting what was published."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from core.correction import correct
from core.forms.definition import Form
from core.readers.package import report_from_bytes
from core.report.edits import contents_of, set_text
from core.report.package import package_bytes
from core.session import Session, SessionRefused
from core.store.connection import Database
from core.store.copies import CopyRefused, copy_database, require_good, require_whole
from core.store.database import StoreRefused
from core.store.reports import Reports
from core.taking_in import take_in
from tests.core.session_steps import GRANTED, frozen, type_in

ON, LATER = date(2025, 1, 20), date(2025, 3, 3)


def packages(session: Session) -> list[bytes | None]:
    return [published.package for published in session.published()]


def test_that_a_report_is_frozen_as_it_was_published(
    filled: Session, forms: tuple[Form, ...]
) -> None:
    assert packages(filled) == []
    filled.finalise(ON)
    (published,) = filled.published()

    assert published.package == package_bytes(filled.report)
    assert report_from_bytes(published.package, forms) == filled.report
    assert published.finalised_on == "2025-01-20"
    assert published.at is not None


def test_that_every_publication_is_kept_the_latest_first(
    filled: Session, restart: Callable[[Session], Session]
) -> None:
    filled.finalise(ON)
    first = package_bytes(filled.report)
    filled.reopen()
    filled.apply(set_text(filled.report, "general", "改过"))
    assert packages(filled) == [first]
    filled.finalise(LATER)
    again = restart(filled)

    assert packages(again) == [package_bytes(filled.report), first]
    assert [published.finalised_on for published in again.published()] == [
        "2025-03-03",
        "2025-01-20",
    ]


def test_that_what_an_earlier_version_finalised_is_frozen_before_it_is_taken_back(
    final: Session, database: Database
) -> None:
    with database.conn:
        database.execute("delete from published")
    before = package_bytes(final.report)
    final.reopen()

    assert packages(final) == [before]


def test_that_a_report_that_comes_final_is_frozen(
    final: Session, reports: Reports, forms: tuple[Form, ...]
) -> None:
    report = report_from_bytes(package_bytes(final.report), forms)
    reports.delete_report(final.report_id)
    taken = take_in(reports, report, "打开填报数据包")

    assert packages(taken) == [package_bytes(report)]


def test_that_a_refused_edit_freezes_nothing(filled: Session, database: Database) -> None:
    database.execute("pragma query_only = on")
    with pytest.raises(StoreRefused):
        filled.finalise(ON)
    database.execute("pragma query_only = off")

    assert packages(filled) == []
    assert not filled.report.is_final


def test_that_a_correction_is_a_new_version_on_the_base_of_the_final_one(
    final: Session, reports: Reports
) -> None:
    before = frozen(final.report)
    corrected = correct(reports, final.report_id)

    assert (corrected.report.version, corrected.report.corrects) == (2, 1)
    assert not corrected.report.is_final
    state = {"status", "finalised_on"}
    mine, base = contents_of(corrected.report), contents_of(before)
    assert {t: x for t, x in mine.items() if t not in state} == {
        t: x for t, x in base.items() if t not in state
    }
    assert not corrected.can_undo
    type_in(corrected, GRANTED, "3")
    assert corrected.undo() == "填写"
    assert reports.audit(corrected.report_id).log_sound
    assert reports.load(final.report_id) == before
    assert [(e.year, e.version, e.status) for e in reports.reports()] == [
        (2024, 2, "draft"),
        (2024, 1, "final"),
    ]


def test_that_a_correction_is_published_beside_what_it_corrects(
    final: Session, reports: Reports, forms: tuple[Form, ...]
) -> None:
    corrected = correct(reports, final.report_id)
    corrected.apply(set_text(corrected.report, "general", "改过"))
    corrected.finalise(LATER)
    third = correct(reports, corrected.report_id)

    (package,) = packages(corrected)
    assert package is not None
    found = report_from_bytes(package, forms)
    assert (found.version, found.corrects, found.texts["general"]) == (2, 1, "改过")
    assert packages(final) == [package_bytes(final.report)]
    assert (third.report.version, third.report.corrects) == (3, 2)


def test_that_only_the_latest_final_version_is_corrected(filled: Session, reports: Reports) -> None:
    with pytest.raises(SessionRefused, match="还没有定稿，可以直接修改"):
        correct(reports, filled.report_id)
    filled.finalise(ON)
    correct(reports, filled.report_id)
    with pytest.raises(SessionRefused, match="已经有更正的第2版，请打开那一版"):
        correct(reports, filled.report_id)
    with pytest.raises(SessionRefused, match="已经有更正的第2版，不能撤销定稿"):
        filled.reopen()
    assert len(reports.reports()) == 2


def test_that_last_years_report_is_the_latest_that_was_published(
    final: Session, reports: Reports
) -> None:
    agency = reports.agencies()[0].id
    next_year = reports.create_report(agency, 2025)
    corrected = correct(reports, final.report_id)
    corrected.apply(set_text(corrected.report, "general", "改过"))
    previous = Session(reports, next_year).previous
    assert previous is not None
    assert previous.version == 1

    corrected.finalise(LATER)
    previous = Session(reports, next_year).previous
    assert previous is not None
    assert previous.version == 2


def test_that_a_package_takes_the_place_of_its_own_version(
    final: Session, reports: Reports, forms: tuple[Form, ...]
) -> None:
    corrected = correct(reports, final.report_id)
    corrected.apply(set_text(corrected.report, "general", "改过"))
    package = report_from_bytes(package_bytes(corrected.report), forms)
    corrected.apply(set_text(corrected.report, "general", "又改"))

    taken = take_in(reports, package, "打开填报数据包")
    assert taken.report_id == corrected.report_id
    assert taken.report.texts["general"] == "改过"
    with pytest.raises(SessionRefused, match="已经定稿，没有替换"):
        take_in(reports, reports.load(final.report_id), "打开填报数据包")
    reports.delete_report(corrected.report_id)
    again = take_in(reports, package, "打开填报数据包")
    assert (again.report.version, again.report.corrects) == (2, 1)


@pytest.mark.parametrize("column", ["package", "at", "finalised_on", "seal"])
def test_that_damage_to_what_was_published_is_told(
    final: Session, database: Database, tmp_path: Path, forms: tuple[Form, ...], column: str
) -> None:
    good, damaged = tmp_path / "1.db", tmp_path / "2.db"
    copy_database(database.conn, good, require_whole)
    require_good(good, forms)
    value = "0" if column == "seal" else "replace(package, '1', '7')"
    with database.conn:
        database.execute(f"update published set {column} = {value}")
    copy_database(database.conn, damaged, require_whole)

    assert packages(final) == [None]
    with pytest.raises(CopyRefused):
        require_good(damaged, forms)


def test_that_damage_to_what_was_published_is_mended_when_the_report_is_opened(
    final: Session, reports: Reports, database: Database, restart: Callable[[Session], Session]
) -> None:
    package = package_bytes(final.report)
    with database.conn:
        database.execute("update published set package = '{}'")
    again = restart(final)

    assert [notice for notice in again.notices if "封存" in notice]
    assert packages(again) == [package]
    again.reopen()
    assert restart(again).notices == []


def test_that_damage_to_an_earlier_publication_leaves_the_later_one(
    final: Session, database: Database, restart: Callable[[Session], Session]
) -> None:
    final.reopen()
    final.apply(set_text(final.report, "general", "改过"))
    final.finalise(LATER)
    with database.conn:
        database.execute("update published set package = '{}' where id = 1")
    again = restart(final)

    assert packages(again) == [package_bytes(final.report)]


def test_that_what_was_published_goes_with_its_report(
    final: Session, reports: Reports, database: Database
) -> None:
    reports.delete_report(final.report_id)
    assert database.table("published").count == 0
