"""Budgets: the sample's PDF within 40 ms warm, within 120 ms the first time, fonts parsed."""

import zlib
from pathlib import Path

import pytest

from core.document.compose import compose
from core.report.report import Report
from core.writers.pdf.faces import Faces
from core.writers.pdf.writer import document_pdf
from tests.bench.conftest import Tell, milliseconds

pytestmark = pytest.mark.bench


def test_that_the_sample_prints_within_its_budget(
    root: Path, sample: Report, tell: Tell, tmp_path: Path
) -> None:
    document = compose(sample)
    fonts = root / "resources" / "fonts"
    first = milliseconds(lambda: document_pdf(document, Faces(fonts)), 1)[0]
    faces = Faces(fonts)
    pdf = document_pdf(document, faces).content
    warm = milliseconds(lambda: document_pdf(document, faces), 20)[10]
    floor = milliseconds(lambda: zlib.compress(pdf * 2, 6), 20)[10]
    tell(
        f"PDF of the sample, {len(pdf) // 1024} KiB: first {first:.0f} ms (budget 120), warm "
        f"{warm:.0f} ms (budget 40); floor, deflating twice its bytes: {floor:.0f} ms"
    )
    assert warm <= 40
    assert first <= 120
