"""Document to PDF: pages, outline and tags, in a file fit to be kept and to be read aloud.

It is PDF/A-3a and PDF/UA-1. The fonts are embedded subsets. The same document gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from io import BytesIO
from pathlib import Path

from reportlab.pdfgen.canvas import Canvas

from core.document.blocks import Document
from core.document.compose import compose
from core.files import write_whole
from core.proceed import Proceed, go_on
from core.record import record
from core.report.package import package_bytes
from core.report.report import Report
from core.writers.pdf.archive import make_archival
from core.writers.pdf.attachment import attach_package
from core.writers.pdf.faces import Faces
from core.writers.pdf.flowables import flowables_of
from core.writers.pdf.objects import FileDocument
from core.writers.pdf.page import (
    PAGE,
    PageSetup,
    Pen,
    Place,
    draw_page_number,
    draw_watermark,
)
from core.writers.pdf.plan import pages_of
from core.writers.pdf.structure import Element, nest_headings
from core.writers.pdf.tags import add_tags

TWO_SIDED = PageSetup()


@record
class Pdf:
    """A PDF file, and where each cell and each section stands in it."""

    content: bytes
    places: Mapping[str, Place]

    def write(self, path: Path) -> None:
        """Writes the file, replacing an older one. Raises FileRefused."""
        write_whole(path, self.content)


def report_pdf(
    report: Report, faces: Faces, setup: PageSetup = TWO_SIDED, proceed: Proceed = go_on
) -> Pdf:
    """The report as PDF, with its package attached. Raises PrintRefused.

    `proceed` is called for each block and page, and may break it off by raising Overtaken.
    """
    return document_pdf(compose(report), faces, setup, proceed, package_bytes(report))


def pdf_bytes(report: Report, faces: Faces) -> bytes:
    """The content of the report's PDF file. Raises PrintRefused."""
    return report_pdf(report, faces).content


def final_pdf(report: Report, faces: Faces, setup: PageSetup = TWO_SIDED) -> Pdf:
    """The same without the word across the pages of a draft. Raises PrintRefused."""
    document = replace(compose(report), watermark="")
    return document_pdf(document, faces, setup, package=package_bytes(report))


def document_pdf(
    document: Document,
    faces: Faces,
    setup: PageSetup = TWO_SIDED,
    proceed: Proceed = go_on,
    package: bytes | None = None,
) -> Pdf:
    """The document as PDF, with the content of a package attached. Raises PrintRefused.

    `proceed` as in `report_pdf`.
    """
    faces.kept.begin()
    flowables = flowables_of(document, faces, setup.landscape_tables, proceed)
    # A paragraph in two flowables, the second of which keeps with the next, is one element.
    elements = dict.fromkeys(flowable.element for flowable in flowables)
    nest_headings(elements)
    pdf = FileDocument(faces.kept, invariant=1, pdfVersion=(1, 7), lang=document.language)
    canvas = _canvas(pdf, faces)
    pen = Pen(canvas)
    for number, page in enumerate(pages_of(flowables, proceed), 1):
        proceed()
        if document.watermark:
            draw_watermark(pen, document.watermark, faces.title)
        page.draw(pen)
        draw_page_number(pen, number, faces.table, setup.two_sided)
        pen.end_page()
    proceed()
    add_tags(Element("Document", children=list(elements)), pen.marks, pdf)
    make_archival(document, pdf)
    if package:
        attach_package(package, document.date, pdf)
    return Pdf(canvas.getpdfdata(), pen.places)


def _canvas(pdf: FileDocument, faces: Faces) -> Canvas:
    # Any other initial font would be Helvetica, which is not embedded.
    canvas = Canvas(BytesIO(), pagesize=PAGE, initialFontName=faces.body.name)
    canvas._doc = pdf
    return canvas
