"""The press: makes PDFs and pictures of their pages, one after another, in a thread of its own.

Neither ReportLab's fonts nor PDFium may be used by two threads at once, so all that uses them is
run here. Both are imported here too, so that the window never waits for that.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from functools import cached_property
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject
from PySide6.QtGui import QImage

from core.proceed import Overtaken, Proceed
from core.record import record
from gui.shared.side_thread import SideThread

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

    from core.writers.pdf.faces import Faces
    from core.writers.pdf.page import PageSetup
    from core.writers.pdf.writer import Pdf

Result = TypeVar("Result")


@record
class Printable:
    """A document to be shown, saved or printed. `name` is what its file is called, without .pdf.

    `make` gives its PDF, or raises PrintRefused. It is run in the press's thread, so what it is
    made from must not change meanwhile. It calls what it is handed last for each block and page,
    which may break it off.
    """

    name: str
    make: Callable[[Faces, PageSetup, Proceed], Pdf]


@record(eq=False)
class Sheets:
    """A finished PDF. `sizes` are width and height of each page as it is read, in points."""

    pdf: Pdf
    sizes: tuple[tuple[float, float], ...]


class Making(Future[Sheets]):
    """The job of making a PDF. Cancelled while it is under way, it ends at its next block."""

    def __init__(self) -> None:
        super().__init__()
        self._unwanted = Event()

    def cancel(self) -> bool:
        """Ends the job, or sees that it is not begun."""
        self._unwanted.set()
        super().cancel()
        return True

    def cancelled(self) -> bool:
        """Whether its result is no longer wanted."""
        return self._unwanted.is_set()


class Press(QObject):
    """Runs one job at a time, in the order they come.

    `fonts` is the folder of the program's fonts, `data` that of what the program remembers.
    """

    def __init__(self, fonts: Path, data: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._fonts = fonts
        self._data = data
        self._thread = SideThread("press", self)
        self._opened: tuple[Sheets, PdfDocument] | None = None

    def make(self, printable: Printable, setup: PageSetup) -> Future[Sheets]:
        """The document as PDF."""
        making = Making()
        self._thread.submit(self._fulfil, making, printable, setup)
        return making

    def picture(self, sheets: Sheets, page: int, scale: float) -> Future[QImage]:
        """A page, counted from 0, in shades of grey; `scale` is pixels per point."""
        return self._thread.submit(self._picture, sheets, page, scale)

    def run(self, act: Callable[[], Result]) -> Future[Result]:
        """Another act that uses PDFium. Like `make`'s, its job raises what the act does."""
        return self._thread.submit(act)

    def when_done(self, job: Future[Result], then: Callable[[Future[Result]], object]) -> None:
        """Calls `then` with the job, in the window's thread, once it is done and not cancelled."""
        self._thread.when_done(job, then)

    def close(self) -> None:
        """Ends the job at hand, a PDF at its next block, and drops the others."""
        self._thread.close()
        self._put_away()  # no other thread is left that could use it

    # ---- in the press's thread ----

    @cached_property
    def _faces(self) -> Faces:
        from core.writers.pdf.installed import office_faces

        return office_faces(self._fonts, self._data)

    def _fulfil(self, making: Making, printable: Printable, setup: PageSetup) -> None:
        def proceed() -> None:
            if making.cancelled() or self._thread.is_closed:
                raise Overtaken

        if making.set_running_or_notify_cancel():
            try:
                making.set_result(self._make(printable, setup, proceed))
            except BaseException as error:  # its result raises it, even where it was overtaken
                making.set_exception(error)

    def _make(self, printable: Printable, setup: PageSetup, proceed: Proceed) -> Sheets:
        from pypdfium2 import PdfDocument

        pdf = printable.make(self._faces, setup, proceed)
        self._put_away()
        document = PdfDocument(pdf.content)
        sheets = Sheets(pdf, tuple(document.get_page_size(i) for i in range(len(document))))
        self._opened = sheets, document
        return sheets

    def _picture(self, sheets: Sheets, page: int, scale: float) -> QImage:
        opened = self._document(sheets)[page]
        bitmap = opened.render(scale=scale, grayscale=True)
        image = QImage(
            bitmap.buffer,
            bitmap.width,
            bitmap.height,
            bitmap.stride,
            QImage.Format.Format_Grayscale8,
        ).copy()  # the buffer goes with the bitmap
        bitmap.close()
        opened.close()
        return image

    def _document(self, sheets: Sheets) -> PdfDocument:
        """The PDF, opened; one is kept open at a time, that of the last job."""
        from pypdfium2 import PdfDocument

        if self._opened is None or self._opened[0] is not sheets:
            self._put_away()
            self._opened = sheets, PdfDocument(sheets.pdf.content)
        return self._opened[1]

    def _put_away(self) -> None:
        if self._opened:
            self._opened[1].close()  # not left to the collector, which may run in another thread
            self._opened = None
