"""The page: its measures, the pen that draws on it, and what stands on every page.

Lengths are points; y grows upwards from the lower edge of the paper. Source: GB/T 9704-2012.
"""

from __future__ import annotations

from collections.abc import Iterable

from reportlab.pdfgen.canvas import Canvas

from core.writers.pdf.faces import Face

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
# A dash stands this part of the type size above the base line.
DASH_RISE = 0.27


class Pen:
    """Draws on the canvas, by the few operators that a page needs."""

    def __init__(self, canvas: Canvas) -> None:
        self._canvas = canvas
        self._outlined = 0

    def text(
        self, x: float, y: float, text: str, face: Face, size: float, spacing: float = 0.0
    ) -> None:
        """One line of text from x on the base line y. `spacing` widens every character."""
        document = self._canvas._doc
        operators = [f"BT 1 0 0 1 {x:.2f} {y:.2f} Tm"]
        if spacing:
            operators.append(f"{spacing:.3f} Tc")
        # The way of ReportLab's own text objects, at a third of their time: they also measure.
        for subset, codes in face.font.splitString(text, document):
            name = face.font.getSubsetInternalName(subset, document)
            operators.append(f"{name} {size:g} Tf <{codes.hex()}> Tj")
        operators.append("0 Tc ET" if spacing else "ET")
        self._canvas.addLiteral(" ".join(operators))

    def lines(self, lines: Iterable[tuple[float, float, float, float]], width: float) -> None:
        """Black lines, each from (x, y) to (x, y)."""
        drawn = " ".join(f"{a:.2f} {b:.2f} m {c:.2f} {d:.2f} l" for a, b, c, d in lines)
        self._canvas.addLiteral(f"q {width:g} w 2 J {drawn} S Q")

    def outline(self, text: str, top: float) -> None:
        """An entry of the outline that opens this page at `top`."""
        self._outlined += 1
        key = f"heading-{self._outlined}"
        self._canvas.bookmarkHorizontalAbsolute(key, top)
        self._canvas.addOutlineEntry(text, key)


def draw_page_number(pen: Pen, number: int, face: Face) -> None:
    """The page number, on the outer side: right on odd pages, left on even ones."""
    text = f"— {number} —"
    width = sum(face.advances[ord(character)] for character in text) * NUMBER_SIZE / 1000
    outer = LEFT + MEASURE - NUMBER_SIZE - width if number % 2 else LEFT + NUMBER_SIZE
    y = TOP - HEIGHT - NUMBER_DROP - DASH_RISE * NUMBER_SIZE
    pen.text(outer, y, text, face, NUMBER_SIZE)
