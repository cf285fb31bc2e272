"""Plain text to Contents: a line a paragraph, and grids of what is written as tables.

Tables are told by tabs, by bars (as Markdown and boxes have them), by commas and by steady gaps,
never by their words. Some empty lines, or a form feed, are the end of a page, which may cut a
table or a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from core.chinese.numbering import heading_of
from core.readers.contents import Block, Contents, Grid, GridCell, Paragraph, contents_bytes
from core.readers.text.aligned import aligned_cells, is_rest, is_set_in
from core.readers.text.columns import cells_of
from core.readers.text.encoding import NotText, decoded
from core.readers.text.rows import (
    MOST_COLUMNS,
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
from core.refusal import Refused

_LINE_END = re.compile(r"\r\n?|[\n\x0b\x85\u2028\u2029]")
_MARKED_HEADING = re.compile(r"#{1,6}\s+(?=\S)")
_PROSE = re.compile(r"[，。；：]")
_ENDS = tuple("。！？；：…）)”》.!?;:")
_EMPTY_LINES_OF_A_PAGE_END = 2
_MOST_LINES = 100_000
_MOST_LINES_OF_A_FIELD = 10

Numbered = tuple[int, str]  # a line, and which of the file it is
Run = tuple[str, list[Numbered]]  # lines, and how they are parted


class TextRefused(Refused):
    """The bytes are no text; the message goes on from the name of the file."""


def text_contents(content: bytes) -> bytes:
    """What a text file says, as `contents_bytes`. Raises TextRefused."""
    try:
        text = decoded(content)
    except NotText as error:
        raise TextRefused(
            "不是文本，或者已损坏；请用记事本打开，另存为 UTF-8 编码的文本再试。"
        ) from error
    lines = _LINE_END.split(text)
    if len(lines) > _MOST_LINES:
        raise TextRefused(f"超过 {_MOST_LINES} 行，不会是年报，没有打开；请另选一个文件。")
    blocks, notices = _blocks(lines)
    return contents_bytes(Contents(tuple(blocks), notices=notices))


def _blocks(lines: list[str]) -> tuple[list[Block], tuple[str, ...]]:
    blocks: list[Block] = []
    notices: tuple[str, ...] = ()
    grids = 0
    for how, run in _runs(lines):
        cells = _cells(how, [line for _, line in run[:MOST_ROWS]])
        if cells is None:
            blocks += map(_paragraph, run)
        elif any(cell.text for cell in cells):
            grids += 1
            blocks.append(Grid(cells, f"第{grids}个表"))
            if len(run) > MOST_ROWS or any(_is_too_wide(line) for _, line in run):
                notices = ("有的表太大，2000 行、100 列以外的没有读；请核对。",)
    return blocks, notices


def _is_too_wide(line: str) -> bool:
    return max(map(line.count, "\t|,")) > MOST_COLUMNS


def _cells(how: str, run: list[str]) -> tuple[GridCell, ...] | None:
    """The cells of the table that lines are; None where they are none."""
    rows: list[Row] | None = None
    match how:
        case "":
            return None
        case "spaces":
            return aligned_cells(run)
        case "tabs":
            rows = tabbed(run)
        case "bars":
            rows = barred(run)
        case _:
            rows = with_commas(run)
    return None if rows is None else cells_of(rows)


def _runs(lines: list[str]) -> Iterator[Run]:
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


def _whole(lines: list[str]) -> Iterator[Numbered]:
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
        and not _MARKED_HEADING.match(following.strip())
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


def _paragraph(numbered: Numbered) -> Paragraph:
    number, line = numbered
    text = line.strip()
    marked = _MARKED_HEADING.match(text)
    words = text[marked.end() :] if marked else text
    return Paragraph(words, f"第{number}行", heading=bool(marked))
