"""What the tests of core share beyond the fixtures of all tests."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from core.commands import run
from core.forms.definition import Cell, Form
from core.report.agency_code import SIGNS, check_sign
from core.report.edits import fill_zeros, set_cells, set_written
from core.report.report import Agency, Explanation, HandBinding, Report
from core.report.texts import TextPlace
from core.report.values import parse_value
from core.resources import Resources
from core.session import Session
from core.store.connection import Database
from core.store.database import open_database
from core.store.reports import Reports
from core.writers.pdf import installed
from tests.written import WRITTEN

# Every character that a file can hold; line ends are \n inside the program.
WRITING = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\r"), min_size=1, max_size=30
)

CODES = st.builds(
    "{}{:06}{}".format,
    st.text(SIGNS, min_size=2, max_size=2),
    st.integers(0, 999999),
    st.text(SIGNS, min_size=9, max_size=9),
).map(lambda first: first + check_sign(first))  # 统一社会信用代码


def _texts(cell: Cell) -> SearchStrategy[str]:
    column = cell.column
    numbers: SearchStrategy[str] = st.integers(0, 10**12).map(str)
    if column.value == "change":
        numbers = st.builds(str.__add__, st.sampled_from(["", "+", "-"]), numbers)
    if column.value == "money":
        fractions = st.one_of(st.just(""), st.integers(0, 999999).map(".{:06}".format))
        units = st.sampled_from(("", *column.units))
        numbers = st.builds("{}{}{}".format, numbers, fractions, units)
    return st.one_of(numbers, st.just("/"))


@pytest.fixture(scope="session")
def typed_cells() -> Callable[[Form], SearchStrategy[dict[str, str]]]:
    """Canonical texts in some cells of a form."""

    def of(form: Form) -> SearchStrategy[dict[str, str]]:
        cell = st.sampled_from(list(form.cells.values()))
        typed = cell.flatmap(lambda c: st.tuples(st.just(c.id), _texts(c)))
        return st.lists(typed, max_size=12).map(dict)

    return of


@pytest.fixture(scope="session")
def any_report(
    forms: tuple[Form, ...], typed_cells: Callable[[Form], SearchStrategy[dict[str, str]]]
) -> SearchStrategy[Report]:
    """Reports on every edition, with anything a report can hold."""

    @st.composite
    def reports(draw: st.DrawFn) -> Report:
        form = draw(st.sampled_from(forms))
        name = "示例" + draw(st.sampled_from(["镇人民政府", "街道办事处"]))
        superior = draw(st.sampled_from(["", "示例县人民政府"]))
        agency = Agency(name, "township", "branch", draw(st.just("") | CODES), superior)
        report = Report(agency, draw(st.integers(2000, 2999)), form)
        for cell, text in draw(typed_cells(form)).items():
            value = parse_value(text, form.cells[cell].column)
            assert value is not None
            report.cells[cell] = value
        note_keys = [*(section.id for section in form.sections), *form.cells]
        report.notes = draw(st.dictionaries(st.sampled_from(note_keys), WRITING, max_size=4))
        report.texts = draw(st.dictionaries(st.sampled_from(form.text_ids), WRITING, max_size=4))
        report.explanations = tuple(draw(st.lists(_explanations(form), max_size=2)))
        report.sources = draw(
            st.dictionaries(st.sampled_from(list(form.cells)), WRITING, max_size=2)
        )
        report.bindings = tuple(draw(st.lists(_bindings(form), max_size=2)))
        report.version = draw(st.integers(1, 3))
        if report.version > 1:
            report.corrects = draw(st.none() | st.integers(1, report.version - 1))
        if draw(st.booleans()):
            report.status = "final"
            report.finalised_on = draw(st.dates(date(2000, 1, 1))).isoformat()
        return report

    return reports()


def _explanations(form: Form) -> SearchStrategy[Explanation]:
    cells = st.dictionaries(st.sampled_from(list(form.cells)), st.just("0"), max_size=3)
    rules = st.sampled_from([rule.id for rule in form.rules])
    return st.builds(Explanation, rules, cells, WRITING)


def _bindings(form: Form) -> SearchStrategy[HandBinding]:
    texts = [*(f"texts.{key}" for key in form.text_ids), "notes.disclosure"]
    cells = st.lists(st.sampled_from(list(form.cells)), max_size=2).map(tuple)
    return st.builds(HandBinding, st.sampled_from(texts), WRITING, st.integers(0, 9), cells)


@pytest.fixture
def restart(
    database: Database, folder: Path, forms: tuple[Form, ...], request: pytest.FixtureRequest
) -> Callable[[Session], Session]:
    """Closes the file and opens it and the report again."""
    opened = [database]

    def reopen(session: Session) -> Session:
        opened[-1].close()
        opened.append(open_database(folder))
        request.addfinalizer(opened[-1].close)
        return Session(Reports(opened[-1], forms), session.report_id)

    return reopen


@pytest.fixture
def filled(session: Session) -> Session:
    """A report in which every rule passes."""
    session.apply(fill_zeros(session.report))
    written = {TextPlace("texts", key): text for key, text in WRITTEN.items()}
    session.apply(set_written(session.report, written, "填写"))
    session.apply(set_cells(session.report, {"licensing.licences.decisions": "1"}))
    return session


@pytest.fixture
def final(filled: Session) -> Session:
    filled.finalise(date(2025, 1, 20))
    return filled


@pytest.fixture
def command(
    resources: Resources,
    tmp_path: Path,
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
) -> Callable[..., int]:
    """Runs a command in an empty folder, without the computer's fonts; returns its exit code."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(installed, "system_folders", lambda: [])
    data = tmp_path_factory.mktemp("data")
    return lambda *arguments: run([str(a) for a in arguments], resources, data)
