"""Tables that were typed as paragraphs, their columns set apart by tabs or by runs of spaces.

Word processors, web editors and spreadsheets all hold such. They are told from prose with gaps in
it by what a table has: a row of names over a row with figures.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from core.readers.contents import Block, Grid, GridCell, Paragraph
from core.readers.text.lines import cells_in, runs_of
from core.readers.text.rows import MOST_ROWS, is_value

_GAP = re.compile(r"\t|[ \u3000\xa0\u2000-\u200a]{2}")
_SPACES = re.compile(r"[\xa0\u2000-\u200a]")
_LONGEST = 2_000  # characters of a row
_PARTED = ("tabs", "spaces", "bars")


def with_typed_tables(blocks: Sequence[Block], where: str = "") -> list[Block]:
    """The blocks, paragraphs that are the rows of a table as the grid of it, standing at `where`.

    Paragraphs are looked at as they were `typed`.
    """
    found: list[Block] = []
    for is_text, group in groupby(blocks, lambda block: isinstance(block, Paragraph)):
        together = list(group)
        paragraphs = [block for block in together if isinstance(block, Paragraph)]
        found += _with_tables(paragraphs, where) if is_text else together
    return found


def _with_tables(paragraphs: Sequence[Paragraph], where: str) -> Iterator[Block]:
    lines = [_line(paragraph.typed or paragraph.text) for paragraph in paragraphs]
    if not any(_GAP.search(line.strip()) for line in lines):
        yield from paragraphs
        return
    at = 0
    runs = [(how, run[0][0] - 1, run) for how, run in runs_of(lines)]
    for (how, first, run), following in zip(runs, [*runs[1:], None], strict=True):
        end = following[1] if following else len(lines)
        yield from paragraphs[at:first]
        at = end
        cells = cells_in(how, run) if how in _PARTED and len(run) <= MOST_ROWS else None
        if cells and _is_table(cells):
            yield Grid(cells, where)
        else:
            yield from paragraphs[first:end]


def _line(text: str) -> str:
    """A paragraph as a line whose gaps are spaces; a full stop for one that is no row."""
    return _SPACES.sub(" ", text) if len(text) <= _LONGEST else "。"


def _is_table(cells: Sequence[GridCell]) -> bool:
    """Whether a row of several names stands over a row with a figure: no list of contents has."""
    rows: dict[int, list[bool]] = {}
    for cell in cells:
        if cell.text.strip():
            rows.setdefault(cell.row, []).append(is_value(cell.text.strip()))
    heads = [row for row, values in rows.items() if len(values) > 1 and not any(values)]
    return any(any(values) and row > min(heads, default=row) for row, values in rows.items())
