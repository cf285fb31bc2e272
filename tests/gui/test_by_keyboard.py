"""This year's report from last year's to the saved PDF, by real key events of an X server.

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


@pytest.fixture
def program(root: Path, data: Path) -> Iterator[subprocess.Popen[bytes]]:
    started = subprocess.Popen([sys.executable, "main.py", "--data", str(data)], cwd=root)
    wait_for(lambda: in_front(f"{AGENCY.name} {YEAR - 1}年度"))
    yield started
    started.kill()
    started.wait()


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


def stored(data: Path, forms: tuple[Form, ...]) -> Report:
    """The latest report of a data folder."""
    with closing(Reports(open_database(data), forms)) as reports:
        return reports.load(reports.reports()[0].id)
