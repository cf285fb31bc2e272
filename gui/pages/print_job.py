"""Printing: the system's dialog, and each page as a picture on its sheet of paper, at full size."""

from __future__ import annotations

import sys

from PySide6.QtCore import QEventLoop, QRectF, QSizeF
from PySide6.QtGui import QImage, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QWidget

from core.refusal import Refused
from gui.pages.press import Press, Sheets
from gui.shared.long_work import ProgressBox
from gui.shared.modal import show_modal

# Dots per inch; more is not seen. Windows spools pictures as they are, and 600 makes 140 MB a page.
FINEST = 300 if sys.platform == "win32" else 600


def printer_for(name: str, two_sided: bool) -> QPrinter:
    """The system's own printer, set to A4. Raises Refused where there is none."""
    if not QPrinterInfo.availablePrinterNames():
        raise Refused("没有找到打印机；请先接好打印机再打印，或者“保存PDF”，拿到别的电脑上打印。")
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    modes = QPrinter.DuplexMode
    printer.setDocName(name)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setFullPage(True)  # measured from the edge of the paper
    printer.setDuplex(modes.DuplexLongSide if two_sided else modes.DuplexNone)
    return printer


def ask_how_to_print(printer: QPrinter, pages: int, parent: QWidget) -> bool:
    """Asks which printer, pages and copies; False where the clerk cancels."""
    dialog = QPrintDialog(printer, parent)
    options = QPrintDialog.PrintDialogOption
    dialog.setOptions(
        options.PrintToFile
        | options.PrintPageRange
        | options.PrintCurrentPage
        | options.PrintCollateCopies
    )
    dialog.setMinMax(1, pages)
    return show_modal(dialog)


def print_sheets(
    press: Press, sheets: Sheets, printer: QPrinter, current: int, parent: QWidget
) -> bool:
    """Prints what the printer was asked for; `current` is the page in sight, from 0.

    False where the clerk breaks it off. Raises Refused where the printer does not take it.
    """
    pages = _pages(printer, len(sheets.sizes), current)
    progress = ProgressBox("正在打印", parent, steps=len(pages))
    progress.show()  # at once: between two pages the windows live, but must not be closed
    try:
        return _print(press, sheets, printer, pages, progress)
    finally:
        progress.end()


def _print(
    press: Press, sheets: Sheets, printer: QPrinter, pages: list[int], progress: ProgressBox
) -> bool:
    painter = QPainter()
    if not painter.begin(printer):
        raise Refused("打印机没有响应，没有打印；请检查打印机，再打印一次。")
    try:
        for done, page in enumerate(pages):
            progress.setValue(done)
            if progress.wasCanceled():
                printer.abort()
                return False
            picture = _picture(painter, press, sheets, page)
            if done:
                printer.newPage()
            _draw(painter, sheets, page, picture)
    finally:
        painter.end()
    return True


def _picture(painter: QPainter, press: Press, sheets: Sheets, page: int) -> QImage:
    """A page as a picture, as fine as the printer takes it; the windows live meanwhile."""
    job = press.picture(sheets, page, min(_dots(painter), FINEST / 72))
    made = QEventLoop()
    press.when_done(job, lambda _: made.quit())
    made.exec()
    return job.result()


def _draw(painter: QPainter, sheets: Sheets, page: int, picture: QImage) -> None:
    """One page in its size, from the corner of the paper."""
    size = QSizeF(*sheets.sizes[page]) * _dots(painter)
    painter.setRenderHint(QPainter.RenderHint.LosslessImageRendering)  # smaller than JPEG, too
    painter.drawImage(QRectF(0, 0, size.width(), size.height()), picture)


def _dots(painter: QPainter) -> float:
    """The printer's dots in a point."""
    return painter.device().logicalDpiX() / 72


def _pages(printer: QPrinter, count: int, current: int) -> list[int]:
    """The pages to print, from 0, in their order, as often as the printer does not by itself."""
    pages = list(range(count))
    if printer.printRange() == QPrinter.PrintRange.CurrentPage:
        pages = [current]
    elif not (ranges := printer.pageRanges()).isEmpty():
        pages = [page for page in pages if ranges.contains(page + 1)]
    if printer.pageOrder() == QPrinter.PageOrder.LastPageFirst:
        pages.reverse()
    return pages if printer.supportsMultipleCopies() else pages * printer.copyCount()
