"""A draft as PDF with text, set by ReportLab: ruled tables, boxes around lines, turned pages."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO

from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from tests.editions import FORMS
from tests.files.draft import PAGE_END, Box, Draft, Para, Place, Sheet

FONTS = FORMS.parent / "fonts"
MARGIN, PADDING = 62, 3


@dataclass(frozen=True)
class Pdf:
    """How the file is set."""

    font: str = "NotoSerifSC-Light"
    wide: bool = False  # a landscape page
    turned: bool = False  # an upright page that is shown turned
    boxed_lines: bool = False  # every line of prose in a ruled box
    upright: bool = False  # short labels of several rows a letter a line
    repeat: bool = False  # heads anew on each page
    ruled: bool = True
    rects: bool = False  # rules are thin filled rectangles, as WPS draws them
    size: float = 9


def pdf_bytes(draft: Draft, how: Pdf | None = None) -> bytes:
    """The file."""
    return _Setter(how or Pdf()).set(draft)


class _Setter:
    def __init__(self, how: Pdf) -> None:
        self._how = how
        if how.font not in pdfmetrics.getRegisteredFontNames():
            pdfmetrics.registerFont(TTFont(how.font, FONTS / f"{how.font}.ttf"))
        self._width, self._height = landscape(A4) if how.wide or how.turned else A4
        self._buffer = BytesIO()
        self._canvas = Canvas(self._buffer, (self._width, self._height), invariant=1)
        self._number = 1
        self._begin()

    def _begin(self) -> None:
        self._y = self._height - MARGIN
        if self._how.turned:
            self._canvas.rotate(90)
            self._canvas.translate(0, -A4[0])
            self._canvas.setPageRotation(90)

    def _end(self) -> None:
        self._say(self._width / 2 - 12, MARGIN - 30, f"- {self._number} -", 9)
        self._canvas.showPage()
        self._number += 1
        self._begin()

    def set(self, draft: Draft) -> bytes:
        self._canvas.setTitle(draft.page_title)
        for block in draft.blocks:
            if isinstance(block, Sheet):
                self._table(block)
            elif block.text == PAGE_END:
                self._end()
            else:
                self._paragraph(block)
        self._end()
        self._canvas.save()
        return self._buffer.getvalue()

    def _say(self, x: float, y: float, text: str, size: float) -> None:
        self._canvas.setFont(self._how.font, size)
        self._canvas.drawString(x, y, text)

    def _wide(self, text: str, size: float) -> float:
        return pdfmetrics.stringWidth(text, self._how.font, size)

    def _lines(self, text: str, width: float, size: float, lead: float = 0) -> list[str]:
        lines: list[str] = []
        for piece in text.split("\n"):
            line = ""
            for letter in piece:
                space = width - (lead if not lines else 0)
                if line and self._wide(line + letter, size) > space:
                    lines.append(line)
                    line = ""
                line += letter
            lines.append(line)
        return lines

    def _paragraph(self, para: Para) -> None:
        size = {"title": 18, "heading": 15}.get(para.kind, 13)
        width = self._width - 2 * MARGIN
        lead = 2 * size if para.kind in ("body", "heading", "note") else 0
        for number, line in enumerate(self._lines(para.text, width, size, lead)):
            if self._y - size * 1.7 < MARGIN:
                self._end()
            self._y -= size * 1.7
            x = MARGIN + (0 if number else lead)
            if para.kind == "title":
                x = (self._width - self._wide(line, size)) / 2
            if para.kind == "signature":
                x = self._width - MARGIN - self._wide(line, size) - 30
            if self._how.boxed_lines or para.manner == "boxed":
                self._rect(MARGIN - 4, self._y - size * 0.5, width + 8, size * 1.7)
            self._say(x, self._y, line, size)

    def _rect(self, x: float, y: float, width: float, height: float) -> None:
        canvas = self._canvas
        if not self._how.ruled:
            return
        if not self._how.rects:
            canvas.setLineWidth(0.5)
            canvas.rect(x, y, width, height)
            return
        for bar in ((x, y, width, 0.5), (x, y + height, width, 0.5), (x, y, 0.5, height),
                    (x + width, y, 0.5, height)):  # fmt: skip
            canvas.rect(*bar, stroke=0, fill=1)

    # ---- tables ----

    def _table(self, sheet: Sheet) -> None:
        self._y -= 8
        widths = self._widths(sheet)
        heights = self._heights(sheet, widths)
        start = 0
        while start < len(sheet.matrix):
            again = sheet.matrix[: sheet.head] if start and self._how.repeat else []
            top = sum(heights[: len(again)])
            end, used = start, top
            while end < len(heights) and self._y - used - heights[end] >= MARGIN:
                used += heights[end]
                end += 1
            if end == start and self._y < self._height - MARGIN:
                self._end()
                continue
            end = max(end, start + 1)
            matrix = [*again, *self._rest(sheet, start, end)]
            self._part(Sheet(matrix), widths, heights[: len(again)] + heights[start:end])
            start = end
            if start < len(heights):
                self._end()
        self._y -= 8

    @staticmethod
    def _rest(sheet: Sheet, start: int, end: int) -> list[list[Box]]:
        above = {id(box) for row in sheet.matrix[:start] for box in row}
        blanks: dict[int, Box] = {}
        return [
            [blanks.setdefault(id(box), Box()) if id(box) in above else box for box in row]
            for row in sheet.matrix[start:end]
        ]

    def _part(self, part: Sheet, widths: list[float], heights: list[float]) -> None:
        for place in part.places():
            x = MARGIN + sum(widths[: place.column])
            y = self._y - sum(heights[: place.row])
            width = sum(widths[place.column : place.column + place.columns])
            height = sum(heights[place.row : place.row + place.rows])
            self._rect(x, y - height, width, height)
            self._fill(place, x, y, width, height)
        self._y -= sum(heights)

    def _fill(self, place: Place, x: float, y: float, width: float, height: float) -> None:
        size = self._how.size
        lines = self._box_lines(place.box, width, place.rows)
        above = max((height - len(lines) * size * 1.25) / 2, 1)
        for number, line in enumerate(lines):
            at = x + PADDING + place.box.indent * size / 2
            if (
                place.box.cell
                or (len(lines) == 1 and not place.box.indent)
                or max(map(len, lines)) == 1
            ):
                at = x + (width - self._wide(line, size)) / 2
            self._say(at, y - above - size * (1 + 1.25 * number), line, size)

    def _box_lines(self, box: Box, width: float, rows: int) -> list[str]:
        text = box.text
        if self._how.upright and rows > 2 and len(text) < 14:
            text = "\n".join(text)
        lead = box.indent * self._how.size / 2
        return self._lines(text, width - 2 * PADDING - lead, self._how.size)

    def _widths(self, sheet: Sheet) -> list[float]:
        columns = max(map(len, sheet.matrix))
        longest = [1] * columns
        for box, _, column, _, wide in sheet.places():
            if wide == 1:
                letters = max(map(len, box.text.split("\n")))
                longest[column] = max(longest[column], min(letters, 12))
        least = [max(2.2, length**0.75) for length in longest]
        space = self._width - 2 * MARGIN
        return [space * share / sum(least) for share in least]

    def _heights(self, sheet: Sheet, widths: list[float]) -> list[float]:
        line = self._how.size * 1.25
        heights = [line + 2 * PADDING] * len(sheet.matrix)
        for place in sorted(sheet.places(), key=lambda place: place.rows):
            width = sum(widths[place.column : place.column + place.columns])
            need = len(self._box_lines(place.box, width, place.rows)) * line + 2 * PADDING
            rows = slice(place.row, place.row + place.rows)
            lacking = need - sum(heights[rows])
            if lacking > 0:
                for r in range(place.row, place.row + place.rows):
                    heights[r] += lacking / place.rows
        return heights
