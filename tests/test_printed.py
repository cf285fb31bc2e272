"""The comparison that the whole job and the score rest on notices what is lost."""

from dataclasses import replace
from pathlib import Path

import pytest

from core.document.blocks import Document, Table
from core.document.compose import compose
from core.forms.definition import Form
from core.readers.package import read_package
from core.report.report import Report
from core.writers.pdf.faces import Faces
from core.writers.pdf.writer import document_pdf
from tests.printed import PDFTOTEXT, first_missing, printed_text

pytestmark = pytest.mark.skipif(PDFTOTEXT is None, reason="pdftotext is not installed")


@pytest.fixture
def sample(root: Path, forms: tuple[Form, ...]) -> Report:
    return read_package(root / "resources" / "samples" / "sample.nianbao", forms)


def text_of(document: Document, root: Path, folder: Path) -> str:
    document_pdf(document, Faces(root / "resources" / "fonts")).write(folder / "a.pdf")
    return printed_text(folder / "a.pdf")


def test_that_nothing_is_missing_from_a_whole_report(
    sample: Report, root: Path, tmp_path: Path
) -> None:
    assert first_missing(sample, text_of(compose(sample), root, tmp_path)) is None


def test_that_every_lost_block_is_noticed(sample: Report, root: Path, tmp_path: Path) -> None:
    document = compose(sample)
    for i, block in enumerate(document.blocks):
        rest = (*document.blocks[:i], *document.blocks[i + 1 :])
        text = text_of(replace(document, blocks=rest), root, tmp_path)
        assert first_missing(sample, text) is not None, block.role


def test_that_a_lost_figure_is_noticed(sample: Report, root: Path, tmp_path: Path) -> None:
    document = compose(sample)
    blocks = tuple(
        replace(b, cells=tuple(c for c in b.cells if c.text != "780877.39元"))
        if isinstance(b, Table)
        else b
        for b in document.blocks
    )
    text = text_of(replace(document, blocks=blocks), root, tmp_path)
    assert first_missing(sample, text) == "780877.39元"
