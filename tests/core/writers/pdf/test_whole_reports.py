"""Reports at the limits: thirty pages of text, and 200 characters that few fonts have."""

import re
from pathlib import Path

from core.report.report import Report
from core.writers.pdf.faces import Faces
from core.writers.pdf.writer import report_pdf
from tests.made_up import rare_characters
from tests.printed import bare, page_texts


def test_that_thirty_pages_of_text_are_printed_whole(long_report: Report, faces: Faces) -> None:
    pages = page_texts(report_pdf(long_report, faces).content)
    # The page number stands between the parts of a paragraph on two pages.
    text = "".join(re.sub(r"—\d+—", "", page) for page in pages)

    assert 30 <= len(pages) <= 36
    for paragraph in long_report.texts["general"].splitlines():
        assert bare(paragraph) in text


def test_that_rare_characters_are_printed_and_can_be_copied(
    rare_report: Report, faces: Faces, root: Path
) -> None:
    text = "".join(page_texts(report_pdf(rare_report, faces).content))

    assert [c for c in rare_characters(root) if c not in text] == []
