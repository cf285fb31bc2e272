"""Budgets: every format is written within 300 ms, in a program that has written one before.

Beside it LibreOffice, where it is installed, saves the same Word document in its own format. The
files are left in build/bench to be looked at.
"""

from pathlib import Path

import pytest

from core import formats
from core.formats import Format, writable_format
from core.report.report import Report
from core.resources import Resources
from core.writers.pdf.faces import Faces
from tests.bench.conftest import Tell, in_turn, run
from tests.bench.office_peer import SOFFICE

pytestmark = pytest.mark.bench
BUDGET = 300  # ms
# So many files more in the same process tell what one takes once LibreOffice has started.
COPIES = 5


@pytest.fixture(params=["sample", "long_report"])
def name(request: pytest.FixtureRequest) -> str:
    """The sample, and some thirty pages of text."""
    name: str = request.param
    return name


@pytest.fixture
def report(name: str, request: pytest.FixtureRequest) -> Report:
    report: Report = request.getfixturevalue(name)
    return report


@pytest.mark.parametrize("format", formats.writable(), ids=lambda format: format.suffix)
def test_that_an_export_keeps_within_its_budget(
    format: Format, name: str, report: Report, resources: Resources, root: Path, tell: Tell
) -> None:
    faces = Faces(resources.fonts)
    content = format.content(report, lambda: faces)
    shelf = root / "build" / "bench"
    shelf.mkdir(parents=True, exist_ok=True)
    (shelf / f"{name}{format.suffix}").write_bytes(content)
    (warm,) = in_turn(lambda: format.content(report, lambda: faces), runs=10)
    tell(
        f"{name} as {format.name}, {len(content) / 1024:.0f} KiB: "
        f"warm {warm:.0f} ms (budget {BUDGET})"
    )
    assert warm <= BUDGET


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
def test_that_libreoffice_saves_the_same_document(
    name: str, report: Report, tmp_path: Path, tell: Tell
) -> None:
    word = writable_format(Path("a.docx"))
    files = [tmp_path / f"report-{copy}.docx" for copy in range(1 + COPIES)]
    for file in files:
        file.write_bytes(word.content(report))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"

    def convert(chosen: list[Path]) -> None:
        command = [str(SOFFICE), profile, "--headless", "--convert-to", "odt"]
        run([*command, *map(str, chosen)], tmp_path)

    convert(files[:1])  # and a profile, the first time
    ours, one, all_of_them = in_turn(
        lambda: word.content(report),
        lambda: convert(files[:1]),
        lambda: convert(files),
        runs=3,
    )
    tell(
        f"{name} as {word.name}: warm {ours:.0f} ms; LibreOffice saves it as its own: whole "
        f"process {one:.0f} ms, a further file in its process {(all_of_them - one) / COPIES:.0f} ms"
    )
    assert files[0].with_suffix(".odt").stat().st_size
