"""The main job: type the sample, close, open again with everything there, save the PDF."""

from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from core.report.report import Report
from gui.window.main_window import MainWindow
from tests.gui.hands import Clerk, answer, choose_file
from tests.printed import PDFTOTEXT, first_missing, printed_text

OpenWindow = Callable[[], MainWindow]


def test_that_the_sample_typed_into_the_window_is_there_after_reopening_and_prints_whole(
    open_window: OpenWindow,
    sample: Report,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked = answer(monkeypatch)
    clerk = Clerk(open_window(), qtbot)
    clerk.start_report(sample.agency, sample.year)
    for cell_id, value in sample.cells.items():
        clerk.fill(cell_id, value.text)
    for key, text in sample.texts.items():
        clerk.write(clerk.field(key), text)
    for section, text in sample.notes.items():
        clerk.write(clerk.note(section), text)
    clerk.window.close()

    again = Clerk(open_window(), qtbot)
    report = again.live.report
    assert report.cells == sample.cells
    assert report.texts == sample.texts
    assert report.notes == sample.notes
    again.wait_for_texts()
    assert again.live.checked.findings == ()

    pdf = tmp_path / "年报.pdf"
    choose_file(monkeypatch, pdf)
    again.window.actions_["save_pdf"].trigger()
    again.wait()
    assert asked == []
    if PDFTOTEXT is None:
        pytest.skip("pdftotext is not installed: what the PDF says was not compared")
    assert first_missing(sample, printed_text(pdf)) is None
