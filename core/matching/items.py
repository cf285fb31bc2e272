"""The running text of a file in reading order: paragraphs, and rows of grids that are no table."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from core.matching.reading import Spot
from core.readers.contents import Contents, Grid, GridCell, Paragraph
from core.record import record

_LINES = re.compile(r"[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
_PAGE_NUMBER = re.compile(
    r"[-—–－·\s]*+第?\s*+\d{1,3}\s*+页?(?:[\s/，,共]*+\d{1,3}\s*+页?)?[-—–－·\s]*+"
)


@record
class Item:
    """A line of text; `beside` says that others stand in the same row of a grid."""

    text: str
    block: int
    where: str
    heading: bool = False
    centred: bool = False
    spot: Spot | None = None
    beside: bool = False


def items_of(contents: Contents, taken: Mapping[int, set[tuple[int, int]]]) -> list[Item]:
    """All text that is in no table; `taken` are the cells of tables, by block."""
    found: list[Item] = []
    for number, block in enumerate(contents.blocks):
        if isinstance(block, Paragraph):
            for line in _LINES.split(block.text):
                found.append(Item(line.strip(), number, block.where, block.heading, block.centred))
        else:
            found += _of_grid(block, number, taken.get(number, set()))
    return [item for item in found if item.text and not _is_page_number(item)]


def _is_page_number(item: Item) -> bool:
    return not item.beside and bool(_PAGE_NUMBER.fullmatch(item.text))


def _of_grid(grid: Grid, number: int, taken: set[tuple[int, int]]) -> Iterator[Item]:
    rows: dict[int, list[GridCell]] = {}
    for cell in sorted(grid.cells, key=lambda cell: (cell.row, cell.column)):
        if cell.text.strip() and (cell.row, cell.column) not in taken:
            rows.setdefault(cell.row, []).append(cell)
    for row in rows.values():
        texts = dict.fromkeys(cell.text.strip() for cell in row)
        spot = Spot(number, row[0].row, row[0].column)
        if len(texts) > 1:
            text = " ".join(" ".join(text.split()) for text in texts)
            yield Item(text, number, grid.where, spot=spot, beside=True)
            continue
        for line in _LINES.split(row[0].text):
            yield Item(line.strip(), number, grid.where, spot=spot)
