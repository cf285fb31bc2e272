"""The press: PDFs and pictures in a thread of their own, one after another."""

import threading
from collections.abc import Iterator
from concurrent.futures import Future
from functools import partial
from itertools import count
from pathlib import Path

import pytest
from pypdfium2 import PdfDocument
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from core.proceed import Overtaken, Proceed
from core.report.report import Report
from core.writers.pdf.faces import Faces, PrintRefused
from core.writers.pdf.page import PageSetup
from core.writers.pdf.writer import Pdf, report_pdf
from gui.pages.press import Press, Printable, Sheets

SETUP = PageSetup()


@pytest.fixture
def press(root: Path, tmp_path: Path, qtbot: QtBot) -> Iterator[Press]:
    press = Press(root / "resources" / "fonts", tmp_path)
    yield press
    press.close()
    press.deleteLater()


@pytest.fixture
def printable(sample: Report) -> Printable:
    return Printable("年报", partial(report_pdf, sample))


def test_that_a_picture_is_the_page_of_the_pdf(press: Press, printable: Printable) -> None:
    sheets = press.make(printable, SETUP).result()
    document = PdfDocument(sheets.pdf.content)
    assert len(sheets.sizes) == len(document)
    for page in range(len(document)):
        picture = press.picture(sheets, page, 1.3).result()
        expected = document[page].render(scale=1.3, grayscale=True)
        size = expected.width, expected.height, expected.stride
        assert picture == QImage(expected.buffer, *size, QImage.Format.Format_Grayscale8)
    document.close()


def test_that_two_documents_can_be_drawn_in_turns(press: Press, printable: Printable) -> None:
    one = press.make(printable, SETUP).result()
    other = press.make(printable, PageSetup(two_sided=False)).result()
    pictures = [press.picture(sheets, 0, 1.0).result() for sheets in (one, other, one)]
    assert pictures[0] == pictures[2] != pictures[1]


def test_that_jobs_are_run_in_one_other_thread_and_told_in_this_one(
    press: Press, printable: Printable, qtbot: QtBot
) -> None:
    ran: list[threading.Thread] = []
    told: list[tuple[threading.Thread, object]] = []

    def make(faces: Faces, setup: PageSetup, proceed: Proceed) -> Pdf:
        ran.append(threading.current_thread())
        return printable.make(faces, setup, proceed)

    def take(job: Future[Sheets]) -> None:
        told.append((threading.current_thread(), job))

    jobs = [press.make(Printable("年报", make), SETUP) for _ in range(2)]
    for job in jobs:
        press.when_done(job, take)
    qtbot.waitUntil(lambda: len(told) == 2)
    assert told == [(threading.main_thread(), job) for job in jobs]
    assert len(set(ran)) == 1
    assert threading.main_thread() not in ran


def test_that_nothing_is_told_of_a_cancelled_job(
    press: Press, printable: Printable, qtbot: QtBot
) -> None:
    told: list[object] = []
    wait = threading.Event()

    def hold(faces: Faces, setup: PageSetup, proceed: Proceed) -> Pdf:
        wait.wait()
        return printable.make(faces, setup, proceed)

    first = press.make(Printable("年报", hold), SETUP)
    second = press.make(printable, SETUP)
    third = press.make(printable, SETUP)
    for job in (first, second, third):
        press.when_done(job, told.append)
    assert second.cancel()
    wait.set()
    qtbot.waitUntil(lambda: len(told) == 2)
    assert told == [first, third]


class Endless:
    """The making of a PDF without an end, unless it is broken off."""

    def __init__(self) -> None:
        self.begun = threading.Event()

    def __call__(self, faces: Faces, setup: PageSetup, proceed: Proceed) -> Pdf:
        self.begun.set()
        while True:
            proceed()


def test_that_a_pdf_that_is_being_made_can_be_stopped_for_the_next_one(
    press: Press, printable: Printable, qtbot: QtBot
) -> None:
    told: list[object] = []
    endless = Endless()
    first = press.make(Printable("年报", endless), SETUP)
    press.when_done(first, told.append)
    assert endless.begun.wait(10)
    second = press.make(printable, SETUP)
    press.when_done(second, told.append)
    assert first.cancel()
    assert second.result(10).sizes
    qtbot.waitUntil(lambda: told == [second])
    assert isinstance(first.exception(), Overtaken)


def test_that_closing_ends_the_pdf_that_is_being_made(
    root: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    press = Press(root / "resources" / "fonts", tmp_path)
    endless = Endless()
    making = press.make(Printable("年报", endless), SETUP)
    assert endless.begun.wait(10)
    press.close()  # would not come back
    assert isinstance(making.exception(), Overtaken)
    press.deleteLater()


def test_that_a_report_asks_at_every_page_and_line_whether_it_is_still_wanted(
    sample: Report, root: Path
) -> None:
    sample.texts["general"] = "本年度工作情况。" * 1000

    def make(most: int) -> int:
        """How often it was asked; broken off at `most`."""
        asked = count()

        def proceed() -> None:
            if next(asked) == most:
                raise Overtaken

        report_pdf(sample, Faces(root / "resources" / "fonts"), SETUP, proceed)
        return next(asked)

    often = make(-1)
    assert often > 8000 / 28 + 15
    for most in (0, often // 2, often - 1):
        with pytest.raises(Overtaken):
            make(most)


def test_that_a_refusal_comes_out_as_it_was_raised(press: Press, sample: Report) -> None:
    sample.texts["general"] = "\ue000"
    job = press.make(Printable("年报", partial(report_pdf, sample)), SETUP)
    with pytest.raises(PrintRefused):
        job.result()


def test_that_closing_waits_for_the_job_at_hand_alone(
    root: Path, tmp_path: Path, printable: Printable, qtbot: QtBot
) -> None:
    press = Press(root / "resources" / "fonts", tmp_path)
    sheets = press.make(printable, SETUP).result()
    told: list[Future[QImage]] = []
    jobs = [press.picture(sheets, 0, 4.0) for _ in range(50)]
    for job in jobs:
        press.when_done(job, told.append)
    press.close()
    assert jobs[0].done()
    assert jobs[-1].cancelled()
    assert not any(thread.name.startswith("press") for thread in threading.enumerate())
    qtbot.wait(0)
    assert told == []
    press.deleteLater()
