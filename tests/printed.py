"""What a printed report must say, and whether its PDF says so in that order."""

import re
import shutil
import subprocess
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from core.document.blocks import Table
from core.document.compose import compose
from core.forms.definition import Form
from core.report.report import Report

PDFTOTEXT = shutil.which("pdftotext")
# The type area in points from the top of the page, so that page numbers stay out of the text.
TYPE_AREA = ("-x", "0", "-y", "0", "-W", "596", "-H", "745")


def printed_text(pdf: Path) -> str:
    """The PDF's text in its own order, after NFKC and without white space."""
    assert PDFTOTEXT is not None
    command = [PDFTOTEXT, "-raw", *TYPE_AREA, "-enc", "UTF-8", str(pdf), "-"]
    return _bare(subprocess.run(command, capture_output=True, check=True).stdout.decode())


def first_missing(report: Report, text: str) -> str | None:
    """The first paragraph, label or figure that `text` lacks where its turn is; None for none."""
    absent = (label for label in _labels(report.form) if label not in text)
    if label := next(absent, None):
        return label
    here = 0
    for piece in _pieces(report):
        found = text.find(piece, here)
        if found < 0:
            return piece
        here = found + len(piece)
    return None


def _pieces(report: Report) -> Iterator[str]:
    """Everything that is printed: texts as typed, labels from the form, figures as counted."""
    for block in compose(report).blocks:
        parts = [cell.text for cell in block.cells] if isinstance(block, Table) else [block.text]
        yield from filter(None, map(_bare, parts))


def _labels(form: Form) -> Iterator[str]:
    """Every heading, caption and label that the form itself has."""
    for section in form.sections:
        yield _bare(section.heading)
        for table in section.tables:
            yield from map(_bare, (table.caption, table.corner))
            for row in table.rows:
                yield from map(_bare, (*row.under, row.label))
            for column in table.columns:
                yield from map(_bare, (*column.under, column.label))


def _bare(text: str) -> str:
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))
