"""Reports made by real key events of an X server.

This year's from last year's to the saved PDF, and the table of applications of a published report.
Only on a real screen (`sh run.sh test-screen`). All texts are made up; the figures are as in the
case, and stand for another year.
"""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from core.agenda import year_to_report
from core.forms.definition import Form
from core.readers.file import read_report
from core.report.edits import set_cells, set_text
from core.report.report import Report
from core.session import Session
from core.store.database import open_database
from core.store.reports import Reports
from tests.conftest import AGENCY

XDOTOOL = shutil.which("xdotool")
ON_SCREEN = os.environ.get("QT_QPA_PLATFORM") == "xcb" and XDOTOOL
pytestmark = pytest.mark.skipif(not ON_SCREEN, reason="needs an X server, and xdotool")

YEAR = year_to_report(date.today())
CARRIED = {"natural_person": "118", "business": "3"}
DENSEST, MOST_KEYS = "010", 60  # a published report, and what its table may take besides digits
PATIENCE = 30  # seconds


def xdotool(*arguments: str) -> str:
    done = subprocess.run(
        [str(XDOTOOL), *arguments], capture_output=True, text=True, timeout=PATIENCE, check=True
    )
    return done.stdout


def press(*keys: str) -> None:
    for key in keys:
        xdotool("key", "--clearmodifiers", "--delay", "40", key)
        time.sleep(0.1)


def wait_for(done: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not done():
        assert time.monotonic() < end
        time.sleep(0.1)


def in_front(title: str) -> bool:
    """Whether the window with the keyboard is called so, or so with more behind it."""
    try:
        return xdotool("getactivewindow", "getwindowname").strip().startswith(title)
    except subprocess.CalledProcessError:
        return False  # none has it just now


@pytest.fixture
def data(folder: Path, forms: tuple[Form, ...]) -> Path:
    """A data folder in which an agency has last year's report."""
    with closing(Reports(open_database(folder), forms)) as reports:
        agency = reports.create_agency(AGENCY)
        session = Session(reports, reports.create_report(agency, YEAR - 1))
        passed_on = {f"applications.carried_out.{who}": count for who, count in CARRIED.items()}
        session.apply(set_cells(session.report, passed_on))
        session.apply(set_text(session.report, "general", "街道的公开工作平稳。"))
    return folder


Start = Callable[[Path], subprocess.Popen[bytes]]


@pytest.fixture
def start(root: Path) -> Iterator[Start]:
    """Starts the program on a data folder with one report."""
    running: list[subprocess.Popen[bytes]] = []

    def start_one(data: Path) -> subprocess.Popen[bytes]:
        command = [sys.executable, "main.py", "--data", str(data)]
        running.append(subprocess.Popen(command, cwd=root))
        wait_for(lambda: in_front(AGENCY.name))
        return running[-1]

    yield start_one
    for program in running:
        program.kill()
        program.wait()


@pytest.fixture
def program(data: Path, start: Start) -> subprocess.Popen[bytes]:
    return start(data)


def test_that_this_years_report_is_made_from_last_years_by_keys_alone(
    program: subprocess.Popen[bytes], data: Path, forms: tuple[Form, ...], tmp_path: Path
) -> None:
    press("ctrl+n")
    wait_for(lambda: in_front("新建年报"))
    press("Return")
    wait_for(lambda: in_front(f"{AGENCY.name} {YEAR}年度"))

    press("alt+3", "Down", *"118", "Tab", "3", "Return")  # 上年结转, as it is offered
    press("Left", *"118", "Tab", "3", "Return")  # 予以公开
    press("alt+0", "alt+2", "alt+0", "alt+4", "alt+0")
    press("alt+1", "ctrl+End", *"12")

    pdf = tmp_path / "saved.pdf"
    press("ctrl+shift+p")
    wait_for(lambda: in_front("保存PDF"))
    press("ctrl+a")
    xdotool("type", str(pdf))
    press("Return")
    wait_for(lambda: pdf.exists() and pdf.stat().st_size > 0)
    press("ctrl+q")
    assert program.wait(PATIENCE) == 0

    kept = stored(data, forms)
    assert kept.year == YEAR
    assert kept.texts["general"] == "街道的公开工作平稳。12"
    assert kept.cells["applications.granted.natural_person"].text == CARRIED["natural_person"]
    assert read_report(pdf, forms).cells == kept.cells


def test_that_the_table_of_applications_is_typed_with_few_keys_besides_its_digits(
    folder: Path, forms: tuple[Form, ...], report_of_case: Callable[[str], Report], start: Start
) -> None:
    published = report_of_case(DENSEST)
    with closing(Reports(open_database(folder), forms)) as reports:
        reports.create_report(reports.create_agency(AGENCY), published.year)
    program = start(folder)
    table = published.form.tables["applications"]
    keys = ["alt+3"]
    for row in table.rows:
        if row.sum_of:  # left to the program
            keys.append("Return")
            continue
        cells = [
            f"{table.id}.{row.id}.{column.id}" for column in table.columns if not column.sum_of
        ]
        figures = [published.cells[cell].text for cell in cells]
        last = max((at for at, figure in enumerate(figures) if figure != "0"), default=0)
        for at, figure in enumerate(figures[: last + 1]):
            keys += (["Tab"] if at else []) + ([] if figure == "0" else [*figure])
        keys.append("Return")
    keys.append("alt+0")
    xdotool("key", "--clearmodifiers", "--delay", "30", *keys)
    press("ctrl+q")
    assert program.wait(PATIENCE) == 0

    kept = stored(folder, forms).cells
    typed = [c for c in published.form.cells.values() if c.table.id == table.id and not c.is_total]
    assert {c.id: kept[c.id].text for c in typed} == {
        c.id: published.cells[c.id].text for c in typed
    }
    others = [key for key in keys if not key.isdigit()]
    print(f"{len(others)} keys besides {len(keys) - len(others)} digits")
    assert len(others) <= MOST_KEYS


def stored(data: Path, forms: tuple[Form, ...]) -> Report:
    """The latest report of a data folder."""
    with closing(Reports(open_database(data), forms)) as reports:
        return reports.load(reports.reports()[0].id)
