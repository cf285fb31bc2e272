"""The page: its measures, the pen that draws on it, and what stands on every page.

Lengths are points; y grows upwards from the lower edge of the paper. Source: GB/T 9704-2012.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from math import sqrt
from typing import NamedTuple

from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, xObjectName
from reportlab.pdfgen.canvas import Canvas

from core.record import record
from core.writers.pdf.faces import ASCENT, DESCENT, Face
from core.writers.pdf.marks import placed_parts
from core.writers.pdf.objects import Stream
from core.writers.pdf.structure import Element, Marks

MM = 72 / 25.4
PAGE = (210 * MM, 297 * MM)
# 天头 37 mm, 订口 28 mm, 版心 156 mm × 225 mm (5.2.1): 22 lines of 28 characters (5.2.3).
TOP = PAGE[1] - 37 * MM
LEFT = 28 * MM
MEASURE = 156 * MM
HEIGHT = 225 * MM
PITCH = HEIGHT / 22
CHARACTERS = 28
# 四号, the dashes 7 mm below the type area, one character from its edge (7.5).
NUMBER_SIZE = 14
NUMBER_DROP = 7 * MM
# A dash of 宋体 stands this part of the type size above the base line.
DASH_RISE = 0.38
# The word across a draft: wide enough for no one to miss it, pale enough to read through.
WATERMARK_SIZE = 200
WATERMARK_GREY = 0.92
# The name of its drawing in a document.
ACROSS = "across"


@record
class TypeArea:
    """The part of a page that the text fills (版心), as the reader holds the page.

    A turned one is read with the paper's left side up: at the binding on odd pages, at the fore
    edge on even ones (7.4). The paper itself stays upright, so that both sides print alike.
    """

    width: float
    height: float
    is_turned: bool = False


UPRIGHT = TypeArea(MEASURE, HEIGHT)
LANDSCAPE = TypeArea(HEIGHT, MEASURE, is_turned=True)
# A quarter turn to the left and this shift take (LEFT, TOP) to the lower left corner of the
# upright type area.
TURNED_BY = (LEFT + TOP, TOP - HEIGHT - LEFT)


@record
class PageSetup:
    """What the clerk chooses: page numbers outside or in the middle, wide tables upright or not."""

    two_sided: bool = True
    landscape_tables: bool = False


@record
class Place:
    """Where something was printed: page index from 0, box in points from its lower left corner."""

    page: int
    left: float
    bottom: float
    right: float
    top: float


class TextRun(NamedTuple):
    """Text from x on the base line y. `spacing` widens every character."""

    x: float
    y: float
    text: str
    face: Face
    spacing: float = 0.0


class Pen:
    """Draws on the canvas, by the few operators that a page needs.

    `places` tells where each cell (by its id) and each section (by its heading) was drawn, `marks`
    what on the pages belongs to each element.
    """

    def __init__(self, canvas: Canvas) -> None:
        self._canvas = canvas
        self._outlined = 0
        self._marked = 0
        self._is_turned = False
        self.page = 0
        self.places: dict[str, Place] = {}
        self.marks: Marks = {}

    def end_page(self) -> None:
        """Goes on to a new page."""
        self._canvas.showPage()
        self.page += 1
        self._marked = 0

    @contextmanager
    def tagged(self, element: Element | None) -> Iterator[None]:
        """What is drawn inside belongs to the element; to none, it is no part of the text.

        Source: ISO 32000-1, 14.7.4 (marked content) and 14.8.2.2 (artifacts).
        """
        if element is None:
            self._canvas.addLiteral("/Artifact BMC")
        else:
            self.marks.setdefault(element, []).append((self.page, self._marked))
            self._canvas.addLiteral(f"/{element.role} <</MCID {self._marked}>> BDC")
            self._marked += 1
        yield
        self._canvas.addLiteral("EMC")

    @contextmanager
    def turned(self) -> Iterator[None]:
        """What is drawn inside reads upwards, LEFT and TOP being where it begins."""
        x, y = TURNED_BY
        self._canvas.addLiteral(f"q 0 1 -1 0 {x:.3f} {y:.3f} cm")
        self._is_turned = True
        yield
        self._is_turned = False
        self._canvas.addLiteral("Q")

    def place(self, name: str, left: float, bottom: float, right: float, top: float) -> None:
        """Remembers where something is on the upright page, the first time that it is drawn."""
        if self._is_turned:
            x, y = TURNED_BY
            left, bottom, right, top = x - top, y + left, x - bottom, y + right
        self.places.setdefault(name, Place(self.page, left, bottom, right, top))

    def runs(self, runs: Iterable[TextRun], size: float) -> None:
        """Runs of text in one size, whose marks stand where they are told to."""
        document = self._canvas._doc
        # The way of ReportLab's own text objects, at a third of their time: they also measure.
        operators = ["BT"]
        font, spacing = "", 0.0
        for run in runs:
            operators.append(f"1 0 0 1 {run.x:.2f} {run.y:.2f} Tm")
            if run.spacing != spacing:
                spacing = run.spacing
                operators.append(f"{spacing:.3f} Tc")
            for name, codes in run.face.encoded(run.text, document):
                if name != font:
                    font = name
                    operators.append(f"{name} {size:g} Tf")
                operators.append(f"<{codes}> Tj")
        operators.append("0 Tc ET" if spacing else "ET")
        self._canvas.addLiteral(" ".join(operators))

    def text(self, x: float, y: float, text: str, face: Face, size: float) -> None:
        """One line of text from x on the base line y.

        Of two marks side by side, the second stands closer to the first.
        """
        document = self._canvas._doc
        operators = ["BT"]
        for left, part in placed_parts(text, face.advances):
            operators.append(f"1 0 0 1 {x + left * size / 1000:.2f} {y:.2f} Tm")
            for name, codes in face.encoded(part, document):
                operators.append(f"{name} {size:g} Tf <{codes}> Tj")
        operators.append("ET")
        self._canvas.addLiteral(" ".join(operators))

    def across(self, text: str, face: Face, size: float, grey: float) -> None:
        """One line of text through the middle of the page, rising at 45 degrees.

        `grey` is 0 for black, 1 for white. It is drawn as a picture, the same on every page: no
        program copies or finds it as text. Source: ISO 32000-1, 14.8.2.2.2 (watermarks).
        """
        if not self._canvas.hasForm(ACROSS):
            deflated = face.kept.get(
                ACROSS,
                (face, text, size, grey),
                lambda: zlib.compress(_rising(text, face, size, grey).encode()),
            )
            kind = {"Type": "/XObject", "Subtype": "/Form", "BBox": PDFArray([0, 0, *PAGE])}
            drawn = Stream(PDFDictionary({"Filter": "/FlateDecode", **kind}), deflated)
            self._canvas._doc.Reference(drawn, xObjectName(ACROSS))
        self._canvas.addLiteral("/Artifact <</Type/Pagination/Subtype/Watermark>> BDC")
        self._canvas.doForm(ACROSS)
        self._canvas.addLiteral("EMC")

    def lines(self, lines: Iterable[tuple[float, float, float, float]], width: float) -> None:
        """Black lines, each from (x, y) to (x, y)."""
        drawn = " ".join(f"{a:.2f} {b:.2f} m {c:.2f} {d:.2f} l" for a, b, c, d in lines)
        self._canvas.addLiteral(f"q {width:g} w 2 J {drawn} S Q")

    def outline(self, text: str, top: float) -> None:
        """An entry of the outline that opens this page at `top`, a turned one at its upper edge."""
        top = PAGE[1] if self._is_turned else top
        self._outlined += 1
        key = f"heading-{self._outlined}"
        self._canvas.bookmarkHorizontalAbsolute(key, top)
        self._canvas.addOutlineEntry(text, key)


def _rising(text: str, face: Face, size: float, grey: float) -> str:
    """The operators that draw a line of text through the middle of the page."""
    width = sum(face.advances[ord(character)] for character in text) * size / 1000
    along, up = width / 2, (ASCENT - DESCENT) / 2 * size
    turned = sqrt(0.5)
    x = PAGE[0] / 2 - (along - up) * turned
    y = PAGE[1] / 2 - (along + up) * turned
    unit = turned * size / 1000
    matrix = f"{unit:.5f} {unit:.5f} {-unit:.5f} {unit:.5f} {x:.2f} {y:.2f}"
    return f"{grey:g} g {matrix} cm {face.path(text)} f"


def draw_page_number(pen: Pen, number: int, face: Face, two_sided: bool = True) -> None:
    """The page number, on the outer side: right on odd pages, left on even ones.

    In the middle where the paper is printed on one side.
    """
    text = f"— {number} —"
    width = sum(face.advances[ord(character)] for character in text) * NUMBER_SIZE / 1000
    outer = LEFT + MEASURE - NUMBER_SIZE - width if number % 2 else LEFT + NUMBER_SIZE
    x = outer if two_sided else LEFT + (MEASURE - width) / 2
    y = TOP - HEIGHT - NUMBER_DROP - DASH_RISE * NUMBER_SIZE
    with pen.tagged(None):
        pen.text(x, y, text, face, NUMBER_SIZE)


def draw_watermark(pen: Pen, text: str, face: Face) -> None:
    """A word across the page, to be drawn before what stands on it."""
    pen.across(text, face, WATERMARK_SIZE, WATERMARK_GREY)
