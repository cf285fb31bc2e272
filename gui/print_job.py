"""Printing: the system's dialog, and each page as a picture on its sheet of paper, at full size."""

from __future__ import annotations

import sys

from PySide6.QtCore import QRectF, QSizeF, Qt
from PySide6.QtGui import QPageSize, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QDialog, QProgressDialog, QWidget

from core.refusal import Refused
from gui.press import Press, Sheets

# Dots per inch; more is not seen. Windows spools pictures as they are, and 600 makes 140 MB a page.
FINEST = 300 if sys.platform == "win32" else 600
LONG_JOB = 700  # milliseconds after which the progress is shown


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
    accepted = dialog.exec() == QDialog.DialogCode.Accepted
    dialog.deleteLater()
    return accepted


def print_sheets(
    press: Press, sheets: Sheets, printer: QPrinter, current: int, parent: QWidget
) -> bool:
    """Prints what the printer was asked for; `current` is the page in sight, from 0.

    False where the clerk breaks it off. Raises Refused where the printer does not take it.
    """
    pages = _pages(printer, len(sheets.sizes), current)
    progress = QProgressDialog("正在打印…", "取消", 0, len(pages), parent)
    progress.setWindowModality(Qt.WindowModality.WindowModal)
    progress.setMinimumDuration(LONG_JOB)
    try:
        return _print(press, sheets, printer, pages, progress)
    finally:
        progress.close()
        progress.deleteLater()


def _print(
    press: Press, sheets: Sheets, printer: QPrinter, pages: list[int], progress: QProgressDialog
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
            if done:
                printer.newPage()
            _draw(painter, press, sheets, page)
    finally:
        painter.end()
    return True


def _draw(painter: QPainter, press: Press, sheets: Sheets, page: int) -> None:
    """One page in its size, from the corner of the paper."""
    dots = painter.device().logicalDpiX() / 72
    picture = press.picture(sheets, page, min(dots, FINEST / 72)).result()
    size = QSizeF(*sheets.sizes[page]) * dots
    painter.setRenderHint(QPainter.RenderHint.LosslessImageRendering)  # smaller than JPEG, too
    painter.drawImage(QRectF(0, 0, size.width(), size.height()), picture)


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
