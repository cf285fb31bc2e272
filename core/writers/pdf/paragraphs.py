"""Title, headings, paragraphs, signature and notes, set in lines. Lengths are points."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from core.document.blocks import Heading, Note, Paragraph, Role, Title
from core.writers.pdf.faces import ASCENT, DESCENT, Face, Faces
from core.writers.pdf.lines import Line, balance_lines, break_lines
from core.writers.pdf.page import CHARACTERS, MEASURE, PITCH, Pen
from core.writers.pdf.structure import Element

TextBlock = Heading | Paragraph | Note

# Characters are not parted further than this to fill a line, in type sizes.
WIDEST_GAP = 0.15
# So many last lines of the text stand on the page of the signature.
KEPT_LINES = 2
# So many characters name a paragraph in a refusal.
FIRST_WORDS = 12


@dataclass(frozen=True)
class Style:
    """How a kind of text is set.

    `indent` counts characters: before the first line, of a signature behind every line.
    `tracking` comes between any two characters. `space` is kept free above and below.
    """

    size: float
    pitch: float
    indent: int = 0
    tracking: float = 0.0
    space: tuple[float, float] = (0.0, 0.0)
    keeps_with_next: bool = False

    @property
    def indent_width(self) -> float:
        """The indent in points."""
        return self.indent * (self.size + self.tracking)


# Source: GB/T 9704-2012, 5.2.2 (三号), 7.3.1 (title 二号), 7.3.3 (indent), 7.3.5 (signature).
# For a line to take its 28 characters of 16 points, they stand a little closer.
BODY = Style(16, PITCH, 2, (MEASURE - CHARACTERS * 16) / (CHARACTERS - 1))
TITLE = Style(22, 36, space=(0, PITCH))
HEADING = replace(BODY, keeps_with_next=True)
SIGNATURE = replace(BODY, indent=4, keeps_with_next=True)
NOTE = Style(12, 20, 2, space=(4, 4))


@dataclass(frozen=True)
class PlacedLine:
    """One line, its distance from the left of the measure, and what parts its characters."""

    text: str
    left: float
    spacing: float


@dataclass(frozen=True)
class Lines:
    """A text, or the part of one that stands on one page. `outlined` names it in the outline.

    All parts of a text have the same `element`. `anchor` is the section that a heading begins.
    """

    element: Element
    place: str
    style: Style
    face: Face
    lines: tuple[PlacedLine, ...]
    space: tuple[float, float]
    outlined: str = ""
    anchor: str = ""
    keeps_with_next: bool = False
    stays_whole: bool = False

    @property
    def role(self) -> Role:
        """That of the block."""
        return self.element.role

    @property
    def height(self) -> float:
        """All lines."""
        return len(self.lines) * self.style.pitch

    def tightened(self, room: float) -> Lines:
        """Lines keep their pitch."""
        return self

    def split(self, room: float, forced: bool) -> tuple[Lines, Lines] | None:
        """As many lines as fit, and the rest, wherever that is."""
        count = int(room / self.style.pitch)
        if not 0 < count < len(self.lines):
            return None
        rest = replace(self, lines=self.lines[count:], outlined="", anchor="")
        return replace(self, lines=self.lines[:count]), rest

    def with_kept_end(self) -> tuple[Lines, ...]:
        """The text in two parts, the last lines of which keep with the next block."""
        count = len(self.lines) - KEPT_LINES
        parts = self.split(count * self.style.pitch + self.style.pitch / 2, forced=False)
        *start, end = parts or (self,)
        return (*start, replace(end, keeps_with_next=True, stays_whole=True))

    def draw(self, pen: Pen, left: float, top: float) -> None:
        """Draws each line in the middle of its pitch."""
        if self.outlined:
            pen.outline(self.outlined, top)
        if self.anchor:
            pen.place(self.anchor, left, top - self.height, left + MEASURE, top)
        size, pitch = self.style.size, self.style.pitch
        y = top - (pitch - (ASCENT + DESCENT) * size) / 2 - ASCENT * size
        with pen.tagged(self.element):
            for line in self.lines:
                pen.text(left + line.left, y, line.text, self.face, size, line.spacing)
                y -= pitch


def set_title(title: Title, faces: Faces, author: str) -> Lines:
    """The title in lines, each in the middle. Raises PrintRefused.

    One that needs several lines goes on behind its year, or behind its author's name; where
    neither gives as few lines, they are made equal.
    """
    face, em, place = faces.title, TITLE.size / 1000, "标题里"
    text = face.printable(title.text, place)
    lines = balance_lines(text, face.advances, MEASURE / em)
    for name in (re.escape(author), r"\d年度?"):
        broken = re.sub(f"({name})(?=.)", r"\1\n", text, count=1)
        by_sense = break_lines(broken, face.advances, MEASURE / em)
        if broken != text and len(by_sense) == len(lines):
            lines = by_sense
    placed = (
        PlacedLine(line.text, (MEASURE - line.width * em) / 2, TITLE.tracking) for line in lines
    )
    return Lines(Element(title.role), place, TITLE, face, tuple(placed), TITLE.space)


def set_text(block: TextBlock, faces: Faces, is_first_signature: bool = False) -> Lines:
    """The block in lines. A first signature has a blank line above it. Raises PrintRefused."""
    style, face, place = _kind_of(block, faces)
    text = face.printable(block.text, place)
    in_lines = _on_the_right if style is SIGNATURE else _justified
    outlined = " ".join(text.split()) if isinstance(block, Heading) else ""
    space = (PITCH, 0.0) if is_first_signature else style.space
    lines = tuple(in_lines(text, face, style))
    keeps = style.keeps_with_next
    anchor = block.section if isinstance(block, Heading) else ""
    return Lines(Element(block.role), place, style, face, lines, space, outlined, anchor, keeps)


def _kind_of(block: TextBlock, faces: Faces) -> tuple[Style, Face, str]:
    """Style, face and place of a block."""
    words = " ".join(block.text.split())
    if len(words) > FIRST_WORDS:
        words = f"{words[:FIRST_WORDS]}…"
    match block:
        case Heading():
            return HEADING, faces.heading, f"小标题“{words}”里"
        case Note():
            return NOTE, faces.body, f"“{words}”这条注里"
        case Paragraph(kind="signature"):
            return SIGNATURE, faces.body, f"落款“{words}”里"
    return BODY, faces.body, f"“{words}”这一段里"


def _on_the_right(text: str, face: Face, style: Style) -> Iterator[PlacedLine]:
    """Lines that end at the indent from the right."""
    em, right = style.size / 1000, MEASURE - style.indent_width
    for line in break_lines(text, face.advances, right / em, tracking=style.tracking / em):
        yield PlacedLine(line.text, right - line.width * em, style.tracking)


def _justified(text: str, face: Face, style: Style) -> Iterator[PlacedLine]:
    """Lines that fill the measure, but for the last and for such as would be torn apart."""
    em, left = style.size / 1000, style.indent_width
    *filled, last = break_lines(
        text, face.advances, MEASURE / em, left / em, style.tracking / em
    ) or [Line("", 0.0)]
    for line in filled:
        gap = (MEASURE - left - line.width * em) / max(len(line.text) - 1, 1)
        spacing = style.tracking + (gap if gap <= WIDEST_GAP * style.size else 0.0)
        yield PlacedLine(line.text, left, spacing)
        left = 0.0
    if last.text:
        yield PlacedLine(last.text, left, style.tracking)
