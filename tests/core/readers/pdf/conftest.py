"""Sheets to draw on as the makers of other people's PDFs do, and reading them back."""

from collections.abc import Callable, Iterable, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from core.readers.contents import Contents, Grid, Paragraph, contents_from_bytes
from core.readers.pdf.contents import pdf_contents
from core.writers.pdf.faces import Faces

FONT = "foreign"
LEFT, TOP = 72.0, 770.0

Cell = tuple[int, int, int, int, str]  # row, column, rows, columns, text


class Sheet:
    """A canvas with Chinese text; y counts up from the bottom, as PDF has it."""

    def __init__(self, size: tuple[float, float] = A4, **settings: Any) -> None:
        self._file = BytesIO()
        self.canvas = Canvas(self._file, size, **settings)
        self.font()

    def font(self, size: float = 12) -> None:
        self.canvas.setFont(FONT, size)

    def page(self) -> None:
        self.canvas.showPage()
        self.font()

    def text(self, text: str, x: float = LEFT, y: float = TOP) -> None:
        self.canvas.drawString(x, y, text)

    def lines(self, lines: Iterable[str], y: float = TOP, x: float = LEFT) -> None:
        """Lines below one another, full-width spaces in front as an indent."""
        for index, line in enumerate(lines):
            bare = line.lstrip("　")
            self.text(bare, x + 12 * (len(line) - len(bare)), y - 20 * index)

    def content(self) -> bytes:
        self.canvas.save()
        return self._file.getvalue()

    def read(self) -> Contents:
        return contents_from_bytes(pdf_contents(self.content()))


@pytest.fixture
def sheet(root: Path) -> Callable[..., Sheet]:
    if FONT not in pdfmetrics.getRegisteredFontNames():
        font = root / "resources" / "fonts" / "NotoSerifSC-Light.ttf"
        pdfmetrics.registerFont(TTFont(FONT, str(font)))
    return Sheet


@pytest.fixture(scope="module")
def faces(root: Path) -> Faces:
    return Faces(root / "resources" / "fonts")


def grids(contents: Contents) -> list[Grid]:
    return [block for block in contents.blocks if isinstance(block, Grid)]


def paragraphs(contents: Contents) -> list[str]:
    return [block.text for block in contents.blocks if isinstance(block, Paragraph)]


def cells(grid: Grid) -> list[Cell]:
    return [(c.row, c.column, c.rows, c.columns, c.text) for c in grid.cells]


def plain(rows: Sequence[Sequence[str]]) -> list[Cell]:
    """The cells of a table in which none spans another's place."""
    return [(j, i, 1, 1, text) for j, row in enumerate(rows) for i, text in enumerate(row)]


def box_of(
    cell: Cell, x: float = LEFT, top: float = 700, width: float = 80, height: float = 30
) -> tuple[float, float, float, float]:
    """Where a cell is drawn: left, bottom, width, height."""
    row, column, rows, columns, _ = cell
    return x + column * width, top - (row + rows) * height, columns * width, rows * height


def write_cells(sheet: Sheet, table: Iterable[Cell], **place: float) -> None:
    """The text of cells, in their middle, line by line."""
    for cell in table:
        left, bottom, width, height = box_of(cell, **place)
        lines = cell[-1].split("\n")
        for index, line in enumerate(lines):
            y = bottom + height / 2 - 4 + (len(lines) / 2 - 0.5 - index) * 13
            sheet.canvas.drawCentredString(left + width / 2, y, line)


def frame_cells(sheet: Sheet, table: Iterable[Cell], **place: float) -> None:
    """A frame around each cell."""
    for cell in table:
        sheet.canvas.rect(*box_of(cell, **place))


def draw_table(sheet: Sheet, table: Sequence[Cell], **place: float) -> None:
    frame_cells(sheet, table, **place)
    write_cells(sheet, table, **place)
