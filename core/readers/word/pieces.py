"""What a walk through a document finds: lines of text, and tables with the same in their cells."""

from __future__ import annotations

from typing import NamedTuple

from core.record import record


@record
class Line:
    """A line that a paragraph begins, or a break within one; `indent` counts characters.

    `typed` is its text with the white space before and behind it.
    """

    text: str
    heading: bool = False
    centred: bool = False
    indent: int = 0
    typed: str = ""


class Place(NamedTuple):
    """Where in its table a cell stands, from 0, and how many rows and columns it takes."""

    row: int
    column: int
    rows: int
    columns: int


@record
class TableCell:
    """A cell that is shown, with what stands in it."""

    place: Place
    pieces: tuple[Piece, ...]


@record
class Table:
    """A table of a document, which may merely lay out what stands in it."""

    cells: tuple[TableCell, ...]

    @property
    def is_frame(self) -> bool:
        """Whether no two of its cells stand beside each other: boxes around text, and no table."""
        rows = [cell.place.row for cell in self.cells]
        return len(set(rows)) == len(rows)

    @property
    def is_text(self) -> bool:
        """Whether it is boxes around lines of text, and nothing more."""
        return self.is_frame and all(
            isinstance(piece, Line) or piece.is_text for piece in self._pieces()
        )

    @property
    def lays_out(self) -> bool:
        """Whether it only puts in place what stands in it, which then counts by itself."""
        return self.is_frame or any(
            isinstance(piece, Table) and not piece.is_text for piece in self._pieces()
        )

    def _pieces(self) -> list[Piece]:
        return [piece for cell in self.cells for piece in cell.pieces]


Piece = Line | Table


def lines_of(pieces: tuple[Piece, ...]) -> list[Line]:
    """The lines among the pieces, those in boxes with them."""
    found: list[Line] = []
    for piece in pieces:
        if isinstance(piece, Line):
            found.append(piece)
        else:
            for cell in piece.cells:
                found += lines_of(cell.pieces)
    return found
