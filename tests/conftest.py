"""Fixtures that all tests share."""

import gc
import json
import os
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from hypothesis.configuration import set_hypothesis_home_dir

from core.forms.definition import Form
from core.forms.loader import load_forms
from core.readers.package import report_from
from core.report.report import Agency, Report
from core.report.values import parse_value
from core.resources import Resources
from core.session import Session
from core.store.connection import Database
from core.store.database import open_database
from core.store.reports import Reports
from tests.editions import with_one_to_come
from tests.made_up import thirty_pages, two_hundred_rare_characters
from tests.written import WRITTEN

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

ROOT = Path(__file__).parent.parent

# Not in .hypothesis, which pytest would walk into, for pyproject.toml sets its own norecursedirs.
set_hypothesis_home_dir(ROOT / ".pytest_cache" / "hypothesis")
settings.register_profile("tests", deadline=None, max_examples=50)
settings.load_profile("tests")

AGENCY = Agency("示例街道办事处", "township", "branch")


def pytest_collection_finish() -> None:
    """Keeps the search for garbage from walking over all modules and tests each time."""
    gc.freeze()


@pytest.fixture(scope="session")
def root() -> Path:
    """The folder that holds core, resources and tests."""
    return ROOT


@pytest.fixture(scope="session")
def resources() -> Resources:
    """The program's own files."""
    return Resources(ROOT / "resources")


@pytest.fixture(scope="session")
def forms(resources: Resources) -> tuple[Form, ...]:
    return load_forms(resources.forms)


@pytest.fixture(scope="session")
def form_2019(forms: tuple[Form, ...]) -> Form:
    return next(form for form in forms if form.id == "2019")


@pytest.fixture(scope="session")
def form_2021(forms: tuple[Form, ...]) -> Form:
    return next(form for form in forms if form.id == "2021")


@pytest.fixture(scope="session")
def form_of(
    forms: tuple[Form, ...], tmp_path_factory: pytest.TempPathFactory
) -> Callable[[str], Form]:
    """The edition with an id, for tests that run over several; see `tests.editions`."""
    to_come = with_one_to_come(tmp_path_factory.mktemp("editions") / "forms")
    return {form.id: form for form in (*to_come, *forms)}.__getitem__


@pytest.fixture
def new_report(form_of: Callable[[str], Form]) -> Callable[..., Report]:
    """A report of the sample agency with these cells typed and nothing else."""

    def make(edition: str, cells: Mapping[str, str] | None = None, year: int = 0) -> Report:
        form = form_of(edition)
        report = Report(AGENCY, year or form.first_year, form)
        for cell, text in (cells or {}).items():
            value = parse_value(text, form.cells[cell].column)
            if value:
                report.cells[cell] = value
        return report

    return make


@pytest.fixture(scope="session")
def package_of_case() -> Callable[[str], dict[str, Any]]:
    """The package of one published report, by the first characters of its id."""

    def read(case: str) -> dict[str, Any]:
        (path,) = (ROOT / "tests" / "cases").glob(f"{case}_*.json")
        data = json.loads(path.read_text(encoding="utf-8"))
        facts = {key: data[key] for key in ("agency", "year", "edition", "cells")}
        return {"format": "nianbao/1", **facts}

    return read


@pytest.fixture
def report_of_case(
    forms: tuple[Form, ...], package_of_case: Callable[[str], dict[str, Any]]
) -> Callable[[str], Report]:
    """The figures of one published report, by the first characters of its id."""
    return lambda case: report_from(package_of_case(case) | {"texts": WRITTEN}, forms)


@pytest.fixture
def long_report(report_of_case: Callable[[str], Report]) -> Report:
    """A report with some thirty pages of text."""
    report = report_of_case("010")
    report.agency = AGENCY
    report.texts = thirty_pages()
    return report


@pytest.fixture
def rare_report(report_of_case: Callable[[str], Report]) -> Report:
    """A report with 200 characters that few fonts have."""
    report = report_of_case("010")
    report.agency = AGENCY
    report.texts = {"general": two_hundred_rare_characters(ROOT)}
    return report


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The data folder that `reports` and `session` use."""
    return tmp_path / "data"


@pytest.fixture
def database(folder: Path) -> Iterator[Database]:
    """A real SQLite file, empty."""
    database = open_database(folder)
    yield database
    database.close()


@pytest.fixture
def reports(database: Database, forms: tuple[Form, ...]) -> Reports:
    return Reports(database, forms)


@pytest.fixture
def session(reports: Reports) -> Session:
    """An empty report of the sample agency for 2024, opened."""
    return Session(reports, reports.create_report(reports.create_agency(AGENCY), 2024))
