"""Plain text to Contents: a line a paragraph, and grids of what is written as tables."""

from __future__ import annotations

import re

from core.readers.contents import Block, Contents, Grid, Paragraph, contents_bytes
from core.readers.text.encoding import NotText, decoded
from core.readers.text.lines import MARKED_HEADING, Numbered, cells_in, runs_of
from core.readers.text.rows import MOST_COLUMNS, MOST_ROWS
from core.refusal import Refused

_LINE_END = re.compile(r"\r\n?|[\n\x0b\x85\u2028\u2029]")
_MOST_LINES = 100_000


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
    for how, run in runs_of(lines):
        cells = cells_in(how, run)
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


def _paragraph(numbered: Numbered) -> Paragraph:
    number, line = numbered
    text = line.strip()
    marked = MARKED_HEADING.match(text)
    words = text[marked.end() :] if marked else text
    return Paragraph(words, f"第{number}行", heading=bool(marked))
