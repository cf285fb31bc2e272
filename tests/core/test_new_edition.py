"""An edition to come, made up in one short file beside the shipped ones: all work goes on."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from core.checks.run import check
from core.forms.definition import Form, predecessors
from core.forms.loader import load_forms
from core.report.edits import fill_zeros, set_cells
from core.report.report import Agency, Report
from core.session import Session
from core.store.connection import Database
from core.store.reports import Reports
from core.writers.pdf.faces import Faces
from core.writers.pdf.writer import report_pdf
from tests.editions import MADE_UP, with_one_to_come
from tests.printed import bare, page_texts

IN_FORCE = "documents.normative_documents.in_force"


@pytest.fixture
def editions(tmp_path: Path) -> tuple[Form, ...]:
    """The shipped editions and the made-up one."""
    return with_one_to_come(tmp_path / "forms")


@pytest.fixture
def new(editions: tuple[Form, ...]) -> Form:
    return editions[-1]


@pytest.fixture
def session_of(database: Database, editions: tuple[Form, ...]) -> Callable[[int], Session]:
    """A report of one agency with 0 in every cell, by year."""
    reports = Reports(database, editions)
    agency = reports.create_agency(Agency("示例街道办事处", "township", "branch"))

    def make(year: int) -> Session:
        session = Session(reports, reports.create_report(agency, year))
        session.apply(fill_zeros(session.report))
        return session

    return make


def test_that_its_file_is_short() -> None:
    assert len(MADE_UP.read_text(encoding="utf-8").splitlines()) <= 60


def test_that_it_takes_over_from_the_edition_before_in_its_first_year(
    editions: tuple[Form, ...], new: Form
) -> None:
    before = editions[-2]

    assert [form.id for form in editions if form.covers(2026)] == [before.id]
    assert [form.id for form in editions if form.covers(2027)] == [new.id]
    assert (before.years, new.years) == ("2021至2026年度", "2027年度起")


def test_that_every_cell_but_those_of_the_new_row_has_its_predecessor(
    editions: tuple[Form, ...], new: Form
) -> None:
    row = {cell for cell in new.cells if cell.startswith("applications.other_withdrawn.")}
    before = editions[-2]

    assert predecessors(new, before) == {cell: cell for cell in new.cells if cell not in row}
    assert predecessors(new, before).keys() == before.cells.keys()
    assert predecessors(new, editions[0]) == predecessors(before, editions[0])
    assert len(row) == 7


def test_that_the_new_row_is_added_up_and_checked(session_of: Callable[[int], Session]) -> None:
    session = session_of(2027)
    row = "applications.other_withdrawn"
    session.apply(set_cells(session.report, {f"{row}.natural_person": "2", f"{row}.total": "3"}))

    assert session.report.form.id == "2027"
    assert session.totals["applications.result_total.natural_person"].number == 2
    found = [finding.message for finding in session.checked.findings]
    assert any("（六）3.撤回申请" in message and "相差1" in message for message in found)
    assert any(message.startswith("自然人列") and "相差2" in message for message in found)


def test_that_what_is_left_of_the_year_before_is_held_against_it(
    session_of: Callable[[int], Session],
) -> None:
    last = session_of(2026)
    last.apply(set_cells(last.report, {IN_FORCE: "40"}))
    session = session_of(2027)
    issued, repealed = (IN_FORCE.replace("in_force", name) for name in ("issued", "repealed"))
    session.apply(set_cells(session.report, {issued: "5", repealed: "2", IN_FORCE: "45"}))
    (finding,) = (f for f in session.checked.findings if f.rule.code == "X02")

    assert session.previous is not None
    assert session.previous.form.id == "2021"
    assert session.last_year(IN_FORCE) == 40
    assert (finding.anchor, finding.left, finding.right) == (IN_FORCE, 45, 43)
    session.apply(set_cells(session.report, {IN_FORCE: "43"}))
    assert "X02" not in {f.rule.code for f in session.checked.findings}


def test_that_it_is_printed_with_its_new_row(
    session_of: Callable[[int], Session], root: Path
) -> None:
    session = session_of(2027)
    session.apply(
        set_cells(session.report, {"applications.other_withdrawn.natural_person": "7654"})
    )
    faces = Faces(root / "resources" / "fonts")
    text = "".join(page_texts(report_pdf(session.report, faces).content))

    assert "3.申请人撤回申请7654" in text
    rows = session.report.form.tables["applications"].rows
    assert [row.id for row in rows if bare(row.label) not in text] == []


@pytest.mark.parametrize("cited", ["国办公开办函〔2021〕30号", "国办公开办函[2019]60号"])
def test_that_a_document_of_the_editions_before_is_put_right_by_its_own(
    new: Form, cited: str
) -> None:
    report = Report(Agency("示例街道办事处", "township", "branch"), 2027, new)
    report.texts["preface"] = f"根据{cited}编制。"
    (finding,) = (f for f in check(report).findings if f.rule.id == "texts.basis")

    assert [rewrite.text for rewrite in finding.rewrites] == ["某办函〔2027〕1号"]
    report.texts["preface"] += "并按照某办函（2027）1号填报。"
    assert "texts.basis" not in {f.rule.id for f in check(report).findings}


def test_that_a_table_can_go_with_its_rules(tmp_path: Path) -> None:
    folder = tmp_path / "forms"
    before = with_one_to_come(folder)[-1]
    named = {"disclosure.dropped_to_zero": "cells", "figures.disclosure": "topics"}
    dropped = (
        '[drop]\ntable = ["fees"]\nphrase = ["fees.charged", "fees.administrative_fees"]\n'
        'rule = ["figures.fee_in_total", "fees.unit"]\n'
    )
    changes = ""
    for rule in before.rules:
        if key := named.get(rule.id):
            kept = [name for name in getattr(rule, key) if not name.startswith("fees.")]
            changes += f'[change.rule."{rule.id}"]\n{key} = {kept}\n'
    written = MADE_UP.read_text(encoding="utf-8")
    (folder / MADE_UP.name).write_text(f"{written}\n{dropped}{changes}", encoding="utf-8")
    form = load_forms(folder)[-1]
    report = Report(Agency("示例街道办事处", "township", "branch"), 2027, form)
    report.texts["other_matters"] = "本年度收取信息处理费500元，行政事业性收费3万元。"
    result = check(report)

    assert form.table_of("charging") is None
    assert [figure.cells for figure in result.figures] == [(), ()]
    assert not any("没能核对" in finding.message for finding in result.findings)


def test_that_texts_are_read_where_the_form_has_no_table_that_they_could_tell_of(new: Form) -> None:
    sections = tuple(
        replace(s, tables=tuple(replace(table, topic="") for table in s.tables))
        for s in new.sections
    )
    report = Report(
        Agency("示例街道办事处", "township", "branch"), 2027, replace(new, sections=sections)
    )
    report.texts["general"] = "收到政府信息公开申请12件，未发生行政复议，行政诉讼2件，均获维持。"
    result = check(report)

    assert len(result.figures) >= 2
    assert not any("没能核对" in finding.message for finding in result.findings)
