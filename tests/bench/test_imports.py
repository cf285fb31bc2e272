"""Budgets: a file of others is read whole, in its own process, within 300 ms, a PDF within 1 s.

Beside it LibreOffice, where it is installed, opens the same file and saves it as plain text.
"""

from pathlib import Path

import pytest
from pypdfium2 import PdfDocument

from core.formats import PDF, Format, importable, writable_format
from core.forms.definition import Form
from core.importing import contents_of, read_file
from core.imports import function_named
from core.matching.match import match
from core.matching.reading import Reading
from core.report.report import Report
from core.resources import Resources
from core.writers.pdf.faces import Faces
from tests.bench.conftest import Tell, in_turn, run
from tests.bench.office_peer import SOFFICE

pytestmark = pytest.mark.bench
BUDGET, PDF_BUDGET = 300, 1000  # ms
READ = tuple(format for format in importable() if format.write and format.contents)


@pytest.fixture(params=["sample", "long_report"])
def name(request: pytest.FixtureRequest) -> str:
    """The sample, and some thirty pages of text."""
    name: str = request.param
    return name


@pytest.fixture
def report(name: str, request: pytest.FixtureRequest) -> Report:
    report: Report = request.getfixturevalue(name)
    return report


def written(report: Report, format: Format, resources: Resources, folder: Path) -> Path:
    """The report as a file, a PDF without the package by which it would be known as ours."""
    path = folder / f"report{format.suffix}"
    path.write_bytes(format.content(report, lambda: Faces(resources.fonts)))
    if format is PDF:
        with PdfDocument(path.read_bytes()) as pdf:
            pdf.del_attachment(0)
            pdf.save(path)
    return path


@pytest.mark.parametrize("format", READ, ids=lambda format: format.suffix)
def test_that_an_import_keeps_within_its_budget(
    format: Format,
    name: str,
    report: Report,
    resources: Resources,
    forms: tuple[Form, ...],
    tmp_path: Path,
    tell: Tell,
) -> None:
    path = written(report, format, resources, tmp_path)
    budget = PDF_BUDGET if format is PDF else BUDGET
    content = path.read_bytes()
    read = function_named(format.contents)
    contents = contents_of(format, content, path.name)
    found = read_file(path, forms)
    assert isinstance(found, Reading)
    assert len(found.cells) >= len(report.cells)

    whole, confined, plain, placed = in_turn(
        lambda: read_file(path, forms),
        lambda: contents_of(format, content, path.name),
        lambda: read(content),
        lambda: match(contents, forms, path.name),
        runs=5,
    )
    tell(
        f"{name} from {format.name}, {len(content) / 1024:.0f} KiB: {whole:.0f} ms (budget "
        f"{budget}); of it reading {plain:.0f}, its process {confined - plain:.0f}, "
        f"placing {placed:.0f}"
    )
    assert whole <= budget


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("suffix", [".docx", ".html", ".xlsx"])
def test_that_libreoffice_opens_the_same_file(
    suffix: str,
    name: str,
    report: Report,
    resources: Resources,
    forms: tuple[Form, ...],
    tmp_path: Path,
    tell: Tell,
) -> None:
    path = written(report, writable_format(Path(f"a{suffix}")), resources, tmp_path)
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    to = {".docx": "txt:Text", ".html": "txt:Text", ".xlsx": "csv"}[suffix]

    def convert() -> None:
        command = [str(SOFFICE), profile, "--headless", "--convert-to", to, "--outdir", "out"]
        run([*command, str(path)], tmp_path)

    convert()  # and a profile, the first time
    ours, theirs = in_turn(lambda: read_file(path, forms), convert, runs=3)
    tell(
        f"{name} from {suffix}: {ours:.0f} ms; LibreOffice opens it and saves plain text: whole "
        f"process {theirs:.0f} ms"
    )
    assert list((tmp_path / "out").iterdir())
