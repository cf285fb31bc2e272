"""A draft as plain text: tables by tabs, columns that stand one below the other, or rules."""

from __future__ import annotations

from collections.abc import Iterator
from unicodedata import east_asian_width

from tests.files.draft import Draft, Sheet

TABS, ALIGNED, RULES, MARKDOWN = "tabs", "aligned", "rules", "markdown"


def text_bytes(
    draft: Draft, tables: str = TABS, encoding: str = "utf-8", line: str = "\r\n"
) -> bytes:
    """The file."""
    lines: list[str] = []
    for block in draft.blocks:
        if isinstance(block, Sheet):
            lines += ["", *_table(block, tables), ""]
        elif tables == MARKDOWN and block.kind in ("title", "heading"):
            lines += ["", f"{'#' if block.kind == 'title' else '##'} {block.text}", ""]
        else:
            lead = "　　" if block.kind == "body" and tables != MARKDOWN else ""
            lines += [lead + block.text]
    return (line.join(lines).replace("\n", line) if line == "\n" else line.join(lines)).encode(
        encoding
    )


def _table(sheet: Sheet, tables: str) -> Iterator[str]:
    rows = [[""] * max(map(len, sheet.matrix)) for _ in sheet.matrix]
    for place in sheet.places():
        box = place.box
        rows[place.row][place.column] = "　" * box.indent + box.text.replace("\n", "")
    if tables == TABS:
        for row in rows:
            yield "\t".join(row).rstrip("\t")
        return
    if tables == MARKDOWN:
        yield "|" + "|".join(rows[0]) + "|"
        yield "|" + "---|" * len(rows[0])
        for row in rows[1:]:
            yield "|" + "|".join(row) + "|"
        return
    wide = [max(_width(row[c]) for row in rows) + 2 for c in range(len(rows[0]))]
    rule = "+" + "+".join("-" * w for w in wide) + "+"
    for row in rows:
        cells = [text + " " * (w - _width(text)) for text, w in zip(row, wide, strict=True)]
        if tables == RULES:
            yield rule
            yield "|" + "|".join(cells) + "|"
        else:
            yield "".join(cells).rstrip()
    if tables == RULES:
        yield rule


def _width(text: str) -> int:
    return sum(2 if east_asian_width(c) in "WFA" else 1 for c in text)
