"""Printing: what comes out is the file's own pages, in their size and place."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageFilter, ImageStat
from pypdfium2 import PdfDocument
from PySide6.QtGui import QPageLayout
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QDialog, QProgressDialog

from core.writers.pdf.page import PageSetup
from gui.pages import print_job
from tests.gui.hands import Clerk, Key, answer, bring_to_front, choose_file, note_reports

FIRST = "applications.new_received.natural_person"
DPI = 100
HALF_A_MILLIMETRE = 0.5 / 25.4 * DPI  # in dots of the pictures compared

SetPrinter = Callable[[QPrinter], object]


@pytest.fixture
def printed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file that the only printer prints into. The pages are drawn coarsely, for speed."""
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", lambda: ["打印机"])
    monkeypatch.setattr(print_job, "FINEST", 150)
    path = tmp_path / "printed.pdf"
    accept(monkeypatch, path)
    return path


def accept(
    monkeypatch: pytest.MonkeyPatch, path: Path, choose: SetPrinter = lambda _: None
) -> list[QPrinter]:
    """Lets the system's dialog come back with a printer into a file; what it got is returned."""
    asked: list[QPrinter] = []

    def press_print(dialog: QPrintDialog) -> QDialog.DialogCode:
        printer = dialog.printer()
        asked.append(printer)
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(path))
        choose(printer)
        return QDialog.DialogCode.Accepted

    monkeypatch.setattr(QPrintDialog, "exec", press_print)
    return asked


def pages_of(path: Path) -> list[Image.Image]:
    document = PdfDocument(path)
    pages = [page.render(scale=DPI / 72, grayscale=True).to_pil() for page in document]
    document.close()
    return pages


def saved(clerk: Clerk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Image.Image]:
    """The pages of the file that the window saves."""
    path = tmp_path / "saved.pdf"
    choose_file(monkeypatch, path)
    clerk.window.actions_["save_pdf"].trigger()
    clerk.wait()
    return pages_of(path)


def ink(page: Image.Image) -> tuple[int, int, int, int]:
    """The rectangle that holds all that is printed on a page."""
    box = page.point(lambda shade: 255 * (shade < 190)).getbbox()
    assert box is not None
    return box


def difference(one: Image.Image, other: Image.Image) -> float:
    """How much two pages differ on average, in shades of 255, seen from a little way off."""
    assert one.size == other.size
    far = [page.filter(ImageFilter.GaussianBlur(2)) for page in (one, other)]
    return float(ImageStat.Stat(ImageChops.difference(*far)).mean[0])


def same(one: Image.Image, other: Image.Image) -> bool:
    """Whether both are the same page at the same place, drawn more or less finely."""
    near = zip(ink(one), ink(other), strict=True)
    return difference(one, other) < 3.5 and all(abs(a - b) <= HALF_A_MILLIMETRE for a, b in near)


def test_that_the_printed_pages_are_those_of_the_file(
    filled: Clerk, printed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = saved(filled, tmp_path, monkeypatch)
    filled.window.actions_["print"].trigger()
    filled.wait()
    pages = pages_of(printed)
    assert len(pages) == len(expected) > 3
    for number, (page, original) in enumerate(zip(pages, expected, strict=True)):
        assert same(page, original), number
        assert not same(page, expected[number - 1])
    assert filled.said.startswith(f"已送到{printed}")


def test_that_a_page_is_printed_as_finely_as_promised(
    filled: Clerk, printed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.undo()
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", lambda: ["打印机"])
    accept(monkeypatch, printed, lambda printer: printer.setFromTo(2, 2))
    expected = saved(filled, tmp_path, monkeypatch)[1]
    filled.window.actions_["print"].trigger()
    filled.wait()
    document = PdfDocument(printed)
    (picture,) = document[0].get_objects()
    left, _, right, _ = picture.get_bounds()
    dots, _ = picture.get_px_size()
    assert dots / ((right - left) / 72) >= 299.5
    document.close()
    (page,) = pages_of(printed)
    assert difference(page, expected) < 3.5


def ranges(first: int, last: int) -> SetPrinter:
    return lambda printer: printer.setFromTo(first, last)


def reverse(printer: QPrinter) -> None:
    printer.setFromTo(1, 2)
    printer.setPageOrder(QPrinter.PageOrder.LastPageFirst)


def current(printer: QPrinter) -> None:
    printer.setPrintRange(QPrinter.PrintRange.CurrentPage)


def copies(printer: QPrinter) -> None:
    printer.setFromTo(3, 4)
    printer.setCopyCount(2)


@pytest.mark.parametrize(
    ("choose", "expected"),
    [
        (ranges(2, 3), [1, 2]),
        (ranges(4, 4), [3]),
        (reverse, [1, 0]),
        (current, [3]),
        (copies, [2, 3, 2, 3]),
    ],
)
def test_that_the_pages_asked_for_are_printed(
    filled: Clerk,
    printed: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    choose: SetPrinter,
    expected: list[int],
) -> None:
    originals = saved(filled, tmp_path, monkeypatch)
    accept(monkeypatch, printed, choose)
    filled.window.actions_["preview"].trigger()
    preview = filled.window.acts.printing.preview
    assert preview is not None
    filled.qtbot.waitUntil(lambda: preview.view.sheets is not None)
    preview.view.go_to_page(3)
    preview.print.trigger()
    filled.wait()
    pages = pages_of(printed)
    assert len(pages) == len(expected)
    for page, number in zip(pages, expected, strict=True):
        assert same(page, originals[number])


def test_that_the_dialog_is_set_to_a4_and_to_the_choice_of_sides(
    filled: Clerk, printed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[str, str]] = []

    def cancel(dialog: QPrintDialog) -> QDialog.DialogCode:
        printer = dialog.printer()
        size = printer.pageLayout().pageSize().name()
        asked.append((size, printer.docName()))
        assert printer.fullPage()
        assert (dialog.minPage(), dialog.maxPage()) == (1, 4)
        assert printer.pageLayout().orientation() == QPageLayout.Orientation.Portrait
        return QDialog.DialogCode.Rejected

    monkeypatch.setattr(QPrintDialog, "exec", cancel)
    before = filled.said
    filled.window.actions_["print"].trigger()
    filled.wait()
    assert asked == [("A4", f"{filled.live.report.composed_title}（草稿）")]
    assert not printed.exists()
    assert filled.said == before


def test_that_the_choice_of_pages_holds_for_file_and_printer(
    filled: Clerk, printed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    upright = saved(filled, tmp_path, monkeypatch)
    filled.window.acts.printing.keep_setup(PageSetup(two_sided=False, landscape_tables=True))
    turned = saved(filled, tmp_path, monkeypatch)
    assert not same(upright[2], turned[2])
    filled.window.actions_["print"].trigger()
    filled.wait()
    for page, original in zip(pages_of(printed), turned, strict=True):
        assert same(page, original)


@pytest.mark.parametrize("way", ["shortcut", "menu", "preview"])
def test_that_what_is_printed_has_the_figure_still_being_typed(
    filled: Clerk, printed: Path, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    if way == "preview":
        filled.window.actions_["preview"].trigger()
        bring_to_front(filled.window, filled.qtbot)
    made = note_reports(monkeypatch)
    filled.go_to(FIRST)
    filled.keys("41")
    if way == "shortcut":
        filled.ctrl("P")
        filled.wait()
    elif way == "menu":
        filled.window.actions_["print"].trigger()
        filled.wait()
    else:
        preview = filled.window.acts.printing.preview
        assert preview is not None
        preview.print.trigger()
        filled.wait()
    assert made[-1].cells[FIRST].text == "41"
    assert printed.exists()


def test_that_what_is_printed_has_the_text_still_being_written(
    filled: Clerk, printed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = note_reports(monkeypatch)
    field = filled.field("problems")
    filled.key(Key.Key_End)
    filled.commit("还在写的话。", field)
    filled.ctrl("P")
    filled.wait()
    assert "还在写的话。" in made[-1].texts["problems"]


def test_that_a_machine_without_a_printer_is_told_so(
    filled: Clerk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", lambda: [])
    monkeypatch.setattr(QPrintDialog, "exec", lambda _: pytest.fail("was asked"))
    asked = answer(monkeypatch)
    filled.window.actions_["print"].trigger()
    filled.wait()
    assert len(asked) == 1
    assert asked[0].startswith("没有找到打印机")


@pytest.mark.qt_log_ignore("Returned false", extend=True)
def test_that_a_printer_that_does_not_answer_is_said(
    filled: Clerk, printed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = answer(monkeypatch)
    accept(monkeypatch, tmp_path / "没有" / "a.pdf")
    filled.window.actions_["print"].trigger()
    filled.wait()
    assert asked == ["打印机没有响应，没有打印；请检查打印机，再打印一次。"]


def test_that_printing_can_be_broken_off(
    filled: Clerk, printed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QProgressDialog, "wasCanceled", lambda self: self.value() >= 1)
    filled.window.actions_["print"].trigger()
    filled.wait()
    assert filled.said == "已停止打印。"
    assert not any(dialog.isVisible() for dialog in filled.window.findChildren(QProgressDialog))


def test_that_a_character_no_face_has_stops_printing_and_saving(
    filled: Clerk, printed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = answer(monkeypatch)
    choose_file(monkeypatch, tmp_path / "a.pdf")
    field = filled.field("problems")
    filled.commit("\ue000", field)
    filled.window.actions_["print"].trigger()
    filled.wait()
    filled.window.actions_["save_pdf"].trigger()
    filled.wait()
    assert len(asked) == 2
    assert all("U+E000" in sentence for sentence in asked)
    assert not printed.exists()
    assert not (tmp_path / "a.pdf").exists()


def test_that_the_preview_saves_and_prints_what_it_shows(
    filled: Clerk, printed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled.window.actions_["blank_form"].trigger()
    preview = filled.window.acts.printing.preview
    assert preview is not None
    path = tmp_path / "空白表.pdf"
    choose_file(monkeypatch, path)
    preview.save.trigger()
    filled.wait()
    preview.print.trigger()
    filled.wait()
    for page, original in zip(pages_of(printed), pages_of(path), strict=True):
        assert same(page, original)
