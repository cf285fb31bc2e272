"""The self-test passes with the program whole, and tells what is not."""

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from core.report.report import Report
from core.resources import Resources
from core.writers.pdf.writer import Pdf, report_pdf
from gui import self_test


@pytest.fixture(autouse=True)
def same_application(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(self_test, "make_application", lambda _: qapp)


def test_that_the_program_passes_and_says_every_step(
    resources: Resources, capsys: pytest.CaptureFixture[str]
) -> None:
    assert self_test.run_self_test(resources) == 0
    said = capsys.readouterr().out.splitlines()
    assert len([line for line in said if line.startswith("通过：")]) == 8
    assert said[-1] == "自检通过。"


def test_that_a_pdf_without_what_was_typed_fails(
    resources: Resources, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def without_cells(report: Report, *rest: Any) -> Pdf:
        return report_pdf(Report(report.agency, report.year, report.form), *rest)

    monkeypatch.setattr(self_test, "report_pdf", without_cells)
    assert self_test.run_self_test(resources) == 1
    said = capsys.readouterr().out.splitlines()
    assert said[-1] == "没有通过：从 PDF 读回的内容不一样。"


def test_that_a_missing_file_of_the_program_fails(
    tmp_path: Path, root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("forms", "icons", "samples"):
        (tmp_path / name).symlink_to(root / "resources" / name)
    (tmp_path / "fonts").mkdir()
    assert self_test.run_self_test(Resources(tmp_path)) == 1
    assert "没有通过：" in capsys.readouterr().out.splitlines()[-1]
