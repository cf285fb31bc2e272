"""Title, headings, paragraphs, signature and notes, set in lines. Lengths are points."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from math import ceil
from typing import NamedTuple

from core.document.blocks import Heading, Note, Paragraph, Title
from core.proceed import Proceed, go_on
from core.record import record
from core.writers.pdf.faces import ASCENT, DESCENT, Face, Faces
from core.writers.pdf.flow import SetOneWay
from core.writers.pdf.lines import SPACES, Line
from core.writers.pdf.marks import placed_parts
from core.writers.pdf.page import CHARACTERS, MEASURE, PITCH, UPRIGHT, Pen, TextRun, TypeArea
from core.writers.pdf.running import RunningText
from core.writers.pdf.structure import Element
from core.writers.pdf.titles import break_title

TextBlock = Heading | Paragraph | Note
Parts = Sequence[tuple[str, Face]]

# The last line of a text begins no page by itself if it is shorter than this part of the measure.
LEAST_ALONE = 1 / 3
# Free space below the title, at least, in lines.
TITLE_SPACE = 0.5
# The last lines of the text, at least this many, stand on the page of the signature.
KEPT_LINES = 2
# At most this many characters of a paragraph are quoted in a refusal.
FIRST_WORDS = 12


@record
class Style:
    """How a kind of text is set.

    `indent` counts characters: before the first line, of a signature behind its date.
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
TITLE = Style(22, 1.15 * PITCH)
HEADING = replace(BODY, keeps_with_next=True)
SIGNATURE = replace(BODY, indent=4, keeps_with_next=True)
NOTE = Style(12, 20, 2, space=(4, 4))


class Segment(NamedTuple):
    """Characters of a line with the same space between any two.

    `left` is the distance of the first from the left of the measure.
    """

    text: str
    face: Face
    left: float
    spacing: float = 0.0


@record
class Lines(SetOneWay):
    """A text, or the part of one that stands on one page, each line in its segments.

    `outlined` names it in the outline. All parts of a text have the same `element`. `anchor` is
    the section that a heading begins.
    """

    element: Element
    place: str
    style: Style
    lines: tuple[tuple[Segment, ...], ...]
    space: tuple[float, float]
    outlined: str = ""
    anchor: str = ""
    keeps_with_next: bool = False
    stays_whole: bool = False
    area: TypeArea = UPRIGHT

    @property
    def height(self) -> float:
        """All lines."""
        return len(self.lines) * self.style.pitch

    @property
    def least_height(self) -> float:
        """Lines keep their pitch."""
        return self.height

    def tightened(self, room: float) -> Lines:
        """Lines keep their pitch."""
        return self

    @property
    def slack(self) -> float:
        """None."""
        return 0.0

    def loosened(self, by: float) -> Lines:
        """Lines keep their pitch."""
        return self

    def split(self, room: float, forced: bool) -> tuple[Lines, Lines] | None:
        """As many lines as fit, and the rest: unless forced, this is no short line alone."""
        count = int(room / self.style.pitch)
        if not forced:
            count = min(count, len(self.lines) - (2 if self._ends_short else 1))
        return self._divided(count) if 0 < count < len(self.lines) else None

    @property
    def _ends_short(self) -> bool:
        end = self.lines[-1][-1]
        advances = end.face.advances
        width = sum(advances[ord(char)] for char in end.text) * self.style.size / 1000
        return end.left + width < LEAST_ALONE * self.area.width

    def _divided(self, count: int) -> tuple[Lines, Lines]:
        rest = replace(self, lines=self.lines[count:], outlined="", anchor="")
        return replace(self, lines=self.lines[:count]), rest

    def with_kept_end(self) -> tuple[Lines, ...]:
        """The text in two parts, the last lines of which keep with the next block."""
        is_short = len(self.lines) <= KEPT_LINES
        *start, end = (self,) if is_short else self._divided(len(self.lines) - KEPT_LINES)
        return (*start, replace(end, keeps_with_next=True, stays_whole=True))

    def draw(self, pen: Pen, left: float, top: float) -> None:
        """Draws each line in the middle of its pitch."""
        if self.outlined:
            pen.outline(self.outlined, top)
        if self.anchor:
            pen.place(self.anchor, left, top - self.height, left + self.area.width, top)
        size, pitch = self.style.size, self.style.pitch
        y = top - (pitch - (ASCENT + DESCENT) * size) / 2 - ASCENT * size
        runs = (
            TextRun(left + part.left, y - row * pitch, part.text, part.face, part.spacing)
            for row, line in enumerate(self.lines)
            for part in line
        )
        with pen.tagged(self.element):
            pen.runs(runs, size)


def set_title(title: Title, faces: Faces, author: str) -> Lines:
    """The title in lines, each in the middle. Raises PrintRefused.

    With the space below it takes whole lines, so that the text keeps to the 22 of a page.
    """
    face, em, place = faces.title, TITLE.size / 1000, "标题里"
    text = face.printable(title.text, place)
    lines = tuple(
        tuple(_segments(line, face, em, MEASURE / 2))
        for line in break_title(text, author, face.advances, MEASURE / em)
    )
    height = len(lines) * TITLE.pitch
    below = ceil(height / PITCH + TITLE_SPACE) * PITCH - height
    return Lines(Element(title.role), place, TITLE, lines, (0.0, below))


def set_signature(paragraphs: Sequence[Paragraph], faces: Faces, author: str = "") -> list[Lines]:
    """Name and date below a blank line, keeping together. Raises PrintRefused.

    The date, which comes last, stands four characters from the right, the name in the middle
    above it; a name too long for that ends at the right, and the date is in the middle below.
    A name that is broken, in which the `author` may stand, is so by its meaning. No line goes
    beyond the measure for a long line that stands where the date should be.
    """
    em, face = SIGNATURE.size / 1000, faces.body
    broken: list[tuple[str, list[Line]]] = []
    for paragraph in paragraphs:
        place = f"落款“{_first_words(paragraph.text)}”里"
        text = face.printable(paragraph.text, place)
        if lines := break_title(text, author, face.advances, MEASURE / em):
            broken.append((place, lines))
    widths = [line.width * em for _, lines in broken for line in lines] or [0.0]
    half = max(widths) / 2
    middle = max(MEASURE - max(SIGNATURE.indent_width + widths[-1] / 2, half), half)
    return [
        Lines(
            Element("P"),
            place,
            SIGNATURE,
            tuple(tuple(_segments(line, face, em, middle)) for line in lines),
            (0.0, 0.0) if number else (PITCH, 0.0),
            keeps_with_next=True,
        )
        for number, (place, lines) in enumerate(broken)
    ]


def _segments(line: Line, face: Face, em: float, middle: float) -> Iterator[Segment]:
    """A line around this middle; of two marks side by side, the second begins a segment."""
    left = middle - line.width * em / 2
    for distance, part in placed_parts(line.text, face.advances):
        yield Segment(part, face, left + distance * em)


def set_text(
    block: TextBlock, faces: Faces, area: TypeArea = UPRIGHT, proceed: Proceed = go_on
) -> Lines:
    """The block, which is no signature, in lines. Raises PrintRefused.

    `proceed` is called for each line, and may break it off.
    """
    style, place = _kind_of(block)

    def lines() -> tuple[tuple[Segment, ...], ...]:
        parts = [(face.printable(text, place), face) for text, face in _parts(block, faces)]
        return tuple(_justified(parts, style, area.width, proceed))

    return Lines(
        Element(block.role),
        place,
        style,
        faces.kept.get("lines", (block, area), lines),
        style.space,
        outlined=" ".join(block.text.split()) if isinstance(block, Heading) else "",
        anchor=block.section if isinstance(block, Heading) else "",
        keeps_with_next=style.keeps_with_next or block.role in ("H2", "H3"),
        area=area,
    )


def _kind_of(block: TextBlock) -> tuple[Style, str]:
    """Style and place of a block."""
    words = _first_words(block.text)
    match block:
        case Heading():
            return HEADING, f"小标题“{words}”里"
        case Note():
            return NOTE, f"“{words}”这条注里"
    return BODY, f"“{words}”这一段里"


def _first_words(text: str) -> str:
    words = " ".join(text.split())
    return f"{words[:FIRST_WORDS]}…" if len(words) > FIRST_WORDS else words


def _parts(block: TextBlock, faces: Faces) -> Iterator[tuple[str, Face]]:
    """The parts of a block, each with its face. Source of these: GB/T 9704-2012, 7.3.3."""
    match block:
        case Heading(text):
            yield text, faces.heading
        case Paragraph(text, level=1 | 2 as level, lead=lead) if lead:
            yield text[:lead], faces.heading if level == 1 else faces.subheading
            yield text[lead:], faces.body
        case _:
            yield block.text, faces.body


def _justified(
    parts: Parts, style: Style, measure: float, proceed: Proceed
) -> Iterator[tuple[Segment, ...]]:
    """Lines that fill the measure, but for the last."""
    em, left = style.size / 1000, style.indent_width
    text = "".join(text for text, _ in parts).replace("\n", " ").rstrip(SPACES)
    faces = [face for part, face in parts for _ in part]
    widths = [face.advances[ord(char)] for char, face in zip(text, faces, strict=False)]
    running = RunningText(text, widths, style.tracking / em, seam=len(parts[0][0]))
    for start, stop in running.lines(measure / em, left / em):
        proceed()
        yield tuple(
            Segment(
                text[run.start : run.stop],
                faces[run.start],
                left + run.left * em,
                run.spacing * em,
            )
            for run in running.runs(start, stop, (measure - left) / em)
        )
        left = 0.0
