"""What a printed report must say, and whether its PDF says so in that order."""

import re
import shutil
import subprocess
import unicodedata
from collections.abc import Iterator, Mapping
from pathlib import Path

from pypdfium2 import PdfDocument

from core.forms.layout import grids_of
from core.report.report import Report
from core.report.totals import Total, blank_totals

PDFTOTEXT = shutil.which("pdftotext")
PDFINFO = shutil.which("pdfinfo")
# The type area in points from the top of the page, so that page numbers stay out of the text.
TYPE_AREA = ("-x", "0", "-y", "0", "-W", "596", "-H", "745")


def printed_text(pdf: Path) -> str:
    """The PDF's text in its own order, after NFKC and without white space."""
    assert PDFTOTEXT is not None
    command = [PDFTOTEXT, "-raw", *TYPE_AREA, "-enc", "UTF-8", str(pdf), "-"]
    return bare(subprocess.run(command, capture_output=True, check=True).stdout.decode())


def tagged_text(pdf: Path) -> str:
    """The text that the PDF's structure tree says, in its order, bare as that of `printed_text`."""
    assert PDFINFO is not None
    command = [PDFINFO, "-struct-text", "-enc", "UTF-8", str(pdf)]
    tree = subprocess.run(command, capture_output=True, check=True).stdout.decode()
    return bare("".join(re.findall(r'^ *"(.*)"$', tree, re.MULTILINE)))


def page_texts(pdf: bytes) -> list[str]:
    """All text of each page in its own order, after NFKC and without white space."""
    document = PdfDocument(pdf)
    try:
        return [bare(page.get_textpage().get_text_range()) for page in document]
    finally:
        document.close()


def first_missing(report: Report, text: str) -> str | None:
    """The first paragraph, label or figure that `text` lacks where its turn is; None for none.

    What must be printed is taken from the report and the form, not from the document that is
    printed: what composing lost would otherwise be missed by nobody.
    """
    here = 0
    for piece in _pieces(report):
        found = text.find(piece, here)
        if found < 0:
            return piece
        here = found + len(piece)
    return None


def _pieces(report: Report) -> Iterator[str]:
    """Everything that is printed, in order, after NFKC and without white space."""
    form, totals = report.form, blank_totals(report)
    yield bare(report.texts.get("title", "") or report.composed_title)
    yield from _paragraphs(report.texts.get("preface", ""))
    for section in form.sections:
        yield bare(section.heading)
        yield from _paragraphs(report.texts.get(section.id, ""))
        for grid in grids_of(form, section.id):
            for slot in sorted(grid.slots, key=lambda slot: (slot.row, slot.column)):
                yield bare(_figure(report, totals, slot.cell.id) if slot.cell else slot.text)
        yield from _paragraphs(report.notes.get(section.id, ""))
    yield from _paragraphs(report.texts.get("signature", ""))


def _figure(report: Report, totals: Mapping[str, Total], cell: str) -> str:
    total = totals.get(cell)
    blank = str(total.number) if total and total.complete else ""
    typed = report.cells[cell].text if cell in report.cells else blank
    return typed + report.notes.get(cell, "")


def _paragraphs(text: str) -> Iterator[str]:
    yield from filter(None, map(bare, text.splitlines()))


def bare(text: str) -> str:
    """The text after NFKC and without white space."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))
