"""Title, headings, paragraphs, notes and signature. Lengths are twips."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import ceil

from docx.oxml.xmlchemy import BaseOxmlElement

from core.document.blocks import Heading, Note, Paragraph, Title
from core.writers.docx.elements import element, paragraph, runs_of
from core.writers.docx.page import MEASURE, PITCH, SIZE, TRACKING
from core.writers.docx.styles import (
    INDENT,
    NOTE_PITCH,
    NOTE_SIZE,
    NOTE_SPACE,
    TITLE_PITCH,
    TITLE_SIZE,
)
from core.writers.docx.widths import ADVANCES
from core.writers.pdf.lines import SPACES
from core.writers.pdf.titles import break_title

# Free space below the title, at least, in lines.
TITLE_SPACE = 0.5
# The date stands so many characters from the right (7.3.5).
SIGNATURE_INDENT = 4


def title_element(title: Title, author: str) -> BaseOxmlElement:
    """The title, its lines ending with words.

    With the space below it takes whole lines, so that the text keeps to the 22 of a page.
    """
    lines = break_title(title.text, author, ADVANCES, MEASURE / TITLE_SIZE * 1000)
    text, place = title.text, 0
    for line in lines[:-1]:
        behind = text.index(line.text, place) + len(line.text)
        place = len(text) - len(text[behind:].lstrip(SPACES))
        if text[place] != "\n":
            text = f"{text[:place]}\n{text[place:]}"
    height = len(lines) * TITLE_PITCH
    below = ceil(height / PITCH + TITLE_SPACE) * PITCH - height
    return paragraph("Title", runs_of(text), element("spacing", after=below))


def text_element(block: Heading | Paragraph | Note, keeps_with_next: bool) -> BaseOxmlElement:
    """A heading, a paragraph that is no signature, or a note."""
    kept = element("keepNext") if keeps_with_next else None
    match block:
        case Heading(text):
            return paragraph("Heading1", runs_of(text), kept)
        case Note(text):
            return paragraph("TableNote", runs_of(text), kept)
    style = {"P": "BodyText", "H2": "Heading2", "H3": "Heading3"}[block.role]
    return paragraph(style, _leading(block), kept)


def note_height(note: Note) -> int:
    """What a note takes of a page."""
    width = sum(ADVANCES[ord(c)] for c in note.text) * NOTE_SIZE / 1000 + INDENT * NOTE_SIZE
    return ceil(width / MEASURE) * NOTE_PITCH + 2 * NOTE_SPACE


def _leading(block: Paragraph) -> Iterator[BaseOxmlElement]:
    """The sub-heading of a paragraph in its face, and the text behind it."""
    face = f"Lead{block.level}" if block.lead and block.level <= 2 else ""
    lead = block.lead if face else 0
    yield from runs_of(block.text[:lead], face)
    yield from runs_of(block.text[lead:])


def signature_elements(paragraphs: Sequence[Paragraph]) -> Iterator[BaseOxmlElement]:
    """Name and date below a blank line, keeping together.

    The date, which comes last, stands four characters from the right, the name in the middle
    above it; a name too long for that ends at the right, and the date is in the middle below.
    """
    em = SIZE + TRACKING
    widths = [
        min(sum(ADVANCES[ord(c)] for c in block.text) * em / 1000, MEASURE) for block in paragraphs
    ]
    half = max(widths, default=0.0) / 2
    middle = max(SIGNATURE_INDENT * em + widths[-1] / 2, half) if widths else half
    for number, (block, width) in enumerate(zip(paragraphs, widths, strict=True)):
        right = round(middle - width / 2)
        yield paragraph(
            "Signature",
            runs_of(block.text),
            None if number == len(paragraphs) - 1 else element("keepNext"),
            None if number else element("spacing", before=PITCH),
            element("ind", rightChars=round(100 * right / em), right=right) if right else None,
        )
