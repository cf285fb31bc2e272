"""A small sample of `sh run.sh validate`, with the tools that this computer has."""

from collections.abc import Callable
from pathlib import Path

import pytest

from core.report.report import Report
from core.writers.pdf.faces import Faces
from core.writers.pdf.writer import report_pdf
from tests.editions import NEWEST
from tests.validate.planted import planted_files
from tests.validate.tools import POPPLER, QPDF, found_here

pytestmark = pytest.mark.skipif(not QPDF or not POPPLER, reason="qpdf or poppler is not installed")


@pytest.fixture
def good(root: Path, new_report: Callable[..., Report]) -> bytes:
    report = new_report(NEWEST)
    report.texts["general"] = "主动公开政府信息12件。"
    return report_pdf(report, Faces(root / "resources" / "fonts")).content


def test_that_no_tool_finds_a_fault_in_a_report(good: bytes, tmp_path: Path) -> None:
    (tmp_path / "good.pdf").write_bytes(good)
    assert found_here(tmp_path / "good.pdf") == {"qpdf": [], "poppler": []}


def test_that_the_tools_find_planted_faults(good: bytes, tmp_path: Path) -> None:
    planted = {path.stem: path for path in planted_files(good, tmp_path)}
    for fault in ("fonts not embedded", "fonts without characters", "no tags"):
        assert found_here(planted[fault])["poppler"]
    assert all(found_here(planted["damaged page"]).values())
    assert all(found_here(planted["cut off"]).values())
