"""Document to PDF: one outline entry a heading, page numbers, embedded subsets of the faces."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path

from reportlab import rl_config
from reportlab.pdfgen.canvas import Canvas

from core import __version__
from core.document.blocks import Block, Document, Heading, Note, Paragraph, Table, Title
from core.document.compose import compose
from core.report.report import Report
from core.writers.files import write_whole
from core.writers.pdf.faces import Faces
from core.writers.pdf.flow import Flowable, paginate
from core.writers.pdf.page import (
    HEIGHT,
    LEFT,
    PAGE,
    TOP,
    PageSetup,
    Pen,
    Place,
    draw_page_number,
)
from core.writers.pdf.paragraphs import Lines, set_text, set_title
from core.writers.pdf.table import SPACE, set_table

# Pages in binary, not in ASCII: a fifth smaller, and sooner written.
rl_config.useA85 = 0


TWO_SIDED = PageSetup()


@dataclass(frozen=True)
class Pdf:
    """A PDF file, and where each cell and each section stands in it."""

    content: bytes
    places: Mapping[str, Place]

    def write(self, path: Path) -> None:
        """Writes the file, replacing an older one. Raises FileRefused."""
        write_whole(path, self.content)


def report_pdf(report: Report, faces: Faces, setup: PageSetup = TWO_SIDED) -> Pdf:
    """The report as PDF. Raises PrintRefused."""
    return document_pdf(compose(report), faces, setup)


def document_pdf(document: Document, faces: Faces, setup: PageSetup = TWO_SIDED) -> Pdf:
    """The document as PDF, the same bytes for the same document. Raises PrintRefused."""
    pages = paginate(flowables_of(document, faces), HEIGHT)
    content = BytesIO()
    canvas = _canvas(document, faces, content)
    pen = Pen(canvas)
    for number, page in enumerate(pages, 1):
        for flowable, distance in page.placed:
            flowable.draw(pen, LEFT, TOP - distance)
        draw_page_number(pen, number, faces.body, setup.two_sided)
        pen.end_page()
    canvas.save()
    return Pdf(content.getvalue(), pen.places)


def flowables_of(document: Document, faces: Faces) -> list[Flowable]:
    """The document's blocks, set to the measure, without blank ones. Raises PrintRefused.

    A table keeps with the note below it, and the last lines of the text with the signature:
    neither note nor signature begins a page by itself.
    """
    flowables: list[Flowable] = []
    neighbours = zip(
        (None, *document.blocks), document.blocks, (*document.blocks[1:], None), strict=False
    )
    for before, block, after in neighbours:
        match block:
            case Title():
                flowables.append(set_title(block, faces, document.author))
            case Table():
                note = set_text(after, faces) if isinstance(after, Note) else None
                kept = _kept_above(flowables) + _kept_below(note)
                table = set_table(block, faces.body, HEIGHT - kept)
                flowables.append(replace(table, keeps_with_next=note is not None))
            case Heading() | Paragraph() | Note():
                first_signature = _signs(block) and not _signs(before)
                text = set_text(block, faces, is_first_signature=first_signature)
                ends = _signs(after) and not _signs(block)
                flowables += text.with_kept_end() if ends else (text,)
    return [flowable for flowable in flowables if flowable.height]


def _signs(block: Block | None) -> bool:
    return isinstance(block, Paragraph) and block.kind == "signature"


def _kept_above(flowables: list[Flowable]) -> float:
    """What a heading takes from the page of the table that it keeps with."""
    if not flowables or not flowables[-1].keeps_with_next:
        return 0.0
    return flowables[-1].height + max(flowables[-1].space[1], SPACE[0])


def _kept_below(note: Lines | None) -> float:
    """What a note takes from the page of the table that keeps with it."""
    return note.height + max(note.space[0], SPACE[1]) if note else 0.0


def _canvas(document: Document, faces: Faces, content: BytesIO) -> Canvas:
    canvas = Canvas(
        content,
        pagesize=PAGE,
        pageCompression=1,
        pdfVersion=(1, 7),
        invariant=1,
        # Any other initial font would be Helvetica, which is not embedded.
        initialFontName=faces.body.name,
        lang=document.language,
    )
    canvas.setTitle(document.title)
    canvas.setAuthor(document.author)
    canvas.setSubject(document.subject)
    canvas.setCreator(f"年报 {__version__}")
    return canvas
