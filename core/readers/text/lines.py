"""The lines of a text in runs that are parted alike: prose, and tables written as lines.

Tables are told by tabs, by bars (as Markdown and boxes have them), by commas and by steady gaps,
never by their words. Some empty lines, or a form feed, are the end of a page, which may cut a
table or a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from core.chinese.numbering import heading_of
from core.readers.contents import GridCell
from core.readers.text.aligned import aligned_cells, is_rest, is_set_in
from core.readers.text.columns import cells_in_order, cells_of
from core.readers.text.rows import (
    MOST_ROWS,
    Row,
    barred,
    comma_fields,
    is_barred,
    opens_a_quotation,
    spaced_fields,
    tabbed,
    with_commas,
)

MARKED_HEADING = re.compile(r"#{1,6}\s+(?=\S)")
_PROSE = re.compile(r"[，。；：]")
_ENDS = tuple("。！？；：…）)”》.!?;:")
_EMPTY_LINES_OF_A_PAGE_END = 2
_MOST_LINES_OF_A_FIELD = 10

Numbered = tuple[int, str]  # a line, and which it is, from 1
Run = tuple[str, list[Numbered]]  # lines, and how they are parted


def runs_of(lines: Sequence[str]) -> Iterator[Run]:
    """The lines in runs of the same kind; what the end of a page cut is together again."""
    run: list[Numbered] = []
    how, empty = "", 0
    for number, line in _whole(lines):
        following = lines[number] if number < len(lines) else ""
        if "\f" in line:
            line = line.replace("\f", "")
            empty = _EMPTY_LINES_OF_A_PAGE_END
        if not line.strip(" \u3000"):
            empty += 1
            continue
        kind = _kind(line)
        if how == "spaces" and not empty and not kind and is_rest(line, following):
            kind = how
        page_end = empty >= _EMPTY_LINES_OF_A_PAGE_END
        if run and page_end and not kind and not how and _is_cut(run[-1][1], line):
            run[-1] = (run[-1][0], run[-1][1].rstrip() + line.strip())
        else:
            if run and (kind != how or (empty and not (page_end and kind))):
                yield how, run
                run = []
            how = kind
            run.append((number, line))
        empty = 0
    if run:
        yield how, run


def _whole(lines: Sequence[str]) -> Iterator[Numbered]:
    """The lines, those together that one field of a spreadsheet has within quotation marks."""
    at = 0
    while at < len(lines):
        taken = 1
        if opens_a_quotation(lines[at]):
            below = lines[at + 1 : at + _MOST_LINES_OF_A_FIELD]
            closing = (count for count, line in enumerate(below, 2) if line.count('"') % 2)
            taken = next(closing, 1)
        field = "\n".join(lines[at : at + taken])
        if "\t" not in field:
            field, taken = lines[at], 1
        yield at + 1, field
        at += taken


def _is_cut(line: str, following: str) -> bool:
    """Whether the end of a page stands within a sentence of two lines."""
    return (
        bool(_PROSE.search(line))
        and not line.rstrip().endswith(_ENDS)
        and not heading_of(following)
        and not MARKED_HEADING.match(following.strip())
    )


def _kind(line: str) -> str:
    if "\t" in line:
        return "tabs"
    if is_barred(line):
        return "bars"
    fields = comma_fields(line)
    if fields:
        return f"{fields} fields"
    return "spaces" if len(spaced_fields(line)) > 1 or is_set_in(line) else ""


def cells_in(how: str, run: Sequence[Numbered]) -> tuple[GridCell, ...] | None:
    """The cells of the table that a run is, at most 2,000 rows; None where it is none."""
    lines = [line for _, line in run[:MOST_ROWS]]
    rows: list[Row] | None = None
    match how:
        case "":
            return None
        case "spaces":
            return aligned_cells(lines) or _in_order(lines)
        case "tabs":
            rows = tabbed(lines)
        case "bars":
            rows = barred(lines)
        case _:
            rows = with_commas(lines)
    return None if rows is None else cells_of(rows)


def _in_order(lines: Sequence[str]) -> tuple[GridCell, ...] | None:
    """The cells of lines in which gaps part the values, but do not set them below one another."""
    rows = [[field.text for field in spaced_fields(line)] for line in lines]
    return cells_in_order([row for row in rows if row])
