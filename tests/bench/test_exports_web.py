"""Budget: the report as web page, rich text, spreadsheet or plain text in 300 ms, once warm.

Beside it LibreOffice, where it is installed, makes a file of the same kind of our web page, which
it first has to start for.
"""

from collections.abc import Callable
from pathlib import Path
from statistics import median

import pytest

from core.formats import format_of
from core.report.report import Report
from core.writers.html.fragment import html_fragment
from tests.bench.conftest import Tell, milliseconds, run
from tests.bench.office_peer import SOFFICE

pytestmark = pytest.mark.bench
BUDGET = 300  # ms
RUNS = 7
# How LibreOffice reads a web page to write it in another format.
TAKEN_AS = {
    ".html": ("HTML (StarWriter)", "html"),
    ".txt": ("HTML (StarWriter)", "txt:Text"),
    ".xlsx": ("HTML (StarCalc)", "xlsx"),
}


@pytest.fixture(params=["sample", "long_report"])
def report(request: pytest.FixtureRequest) -> Report:
    """The sample, and some thirty pages of text."""
    report: Report = request.getfixturevalue(request.param)
    return report


@pytest.mark.parametrize("suffix", TAKEN_AS)
def test_that_an_export_is_made_in_time(
    suffix: str, report: Report, tmp_path: Path, tell: Tell
) -> None:
    format, page = format_of(Path(f"a{suffix}")), format_of(Path("a.html"))
    assert format is not None
    assert page is not None
    took = warm(lambda: format.content(report))
    beside = ""
    if SOFFICE:
        source = tmp_path / "page.html"
        source.write_bytes(page.content(report))
        theirs = converting(source, suffix, tmp_path / "made")
        beside = f"; LibreOffice, started for it, {theirs:.0f} ms"
    tell(f"{format.name}（{suffix}） {took:.0f} ms of {BUDGET}{beside}")
    assert took <= BUDGET


def test_that_rich_text_is_made_in_time(report: Report, tell: Tell) -> None:
    took = warm(lambda: html_fragment(report))
    tell(f"复制到网页编辑器 {took:.0f} ms of {BUDGET}")
    assert took <= BUDGET


def warm(make: Callable[[], object]) -> float:
    """How long it takes once everything is imported, in milliseconds."""
    make()
    return median(milliseconds(make, RUNS))


def converting(source: Path, suffix: str, folder: Path) -> float:
    """How long LibreOffice takes to write a web page in a format, once it has a profile."""
    taken_as, target = TAKEN_AS[suffix]
    profile = f"-env:UserInstallation=file://{source.parent}/profile"
    command = [str(SOFFICE), profile, "--headless", f"--infilter={taken_as}"]
    command += ["--convert-to", target, "--outdir", str(folder), str(source)]
    run(command, source.parent)
    (took,) = milliseconds(lambda: run(command, source.parent), 1)
    assert (folder / f"page{suffix}").stat().st_size > 0
    return took
