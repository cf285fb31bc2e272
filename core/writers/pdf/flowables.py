"""Blocks to flowables: each set for its type area, with what it keeps together with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from core.document.blocks import Block, Document, Heading, Note, Paragraph, Table, Title
from core.proceed import Proceed, go_on
from core.writers.pdf.faces import Face, Faces
from core.writers.pdf.flow import Flowable
from core.writers.pdf.lists import SetList
from core.writers.pdf.page import LANDSCAPE, UPRIGHT, TypeArea
from core.writers.pdf.paragraphs import Lines, set_signature, set_text, set_title
from core.writers.pdf.table import SPACE, set_table

# A table of more columns than this is a wide one.
MOST_COLUMNS = 6
# A shorter one has room in every column.
LONG_NUMBER = 8


def flowables_of(
    document: Document, faces: Faces, landscape_tables: bool = False, proceed: Proceed = go_on
) -> list[Flowable]:
    """The document's blocks, set for their type areas, without blank ones. Raises PrintRefused.

    A table keeps with the note below it, and the last lines of the text with the signature:
    neither note nor signature begins a page by itself. `proceed` is called for each block
    and line, and may break it off.
    """
    signature = [
        block
        for block in document.blocks
        if isinstance(block, Paragraph) and block.kind == "signature"
    ]
    blocks = document.blocks[: len(document.blocks) - len(signature)]
    areas = _areas(blocks, faces.table, landscape_tables)
    flowables: list[Flowable] = []
    for block, after, area in zip(blocks, (*blocks[1:], None), areas, strict=True):
        proceed()
        match block:
            case Title():
                flowables.append(set_title(block, faces, document.author))
            case Table():
                note = set_text(after, faces, area) if isinstance(after, Note) else None
                kept = _kept_above(flowables) + _kept_below(note)
                table = set_table(block, faces.table, area.height - kept, area)
                if not block.is_list and table.height + kept < area.height - SPACE[1]:
                    table = table.on_grid(_kept_below(note) + _space_around(note))
                table = replace(table, keeps_with_next=note is not None)
                flowables.append(SetList.of(table) if block.is_list else table)
            case Heading() | Paragraph() | Note():
                text = set_text(block, faces, area, proceed)
                ends = signature and after is None
                flowables += text.with_kept_end() if ends else (text,)
    flowables += set_signature(signature, faces, document.author)
    return [flowable for flowable in flowables if flowable.height]


def _areas(blocks: Sequence[Block], face: Face, landscape_tables: bool) -> list[TypeArea]:
    """The landscape area for wide tables with their headings and notes, else the upright one.

    Without `landscape_tables` only for those with a number that would be broken upright.
    """
    areas = [UPRIGHT] * len(blocks)
    for place, block in enumerate(blocks):
        if isinstance(block, Table) and len(block.widths) > MOST_COLUMNS:
            if not landscape_tables and not _needs_width(block, face):
                continue
            above = takewhile(lambda i: isinstance(blocks[i], Heading), range(place - 1, -1, -1))
            below = takewhile(lambda i: isinstance(blocks[i], Note), range(place + 1, len(blocks)))
            for i in (*above, place, *below):
                areas[i] = LANDSCAPE
    return areas


def _needs_width(table: Table, face: Face) -> bool:
    """Whether the upright table would break a number in two."""
    is_long = any(len(cell.text) >= LONG_NUMBER for cell in table.cells if not cell.scope)
    return is_long and set_table(table, face, UPRIGHT.height, UPRIGHT).cuts_a_number


def _kept_above(flowables: Sequence[Flowable]) -> float:
    """What a heading takes from the page of the table that it keeps with."""
    if not flowables or not flowables[-1].keeps_with_next:
        return 0.0
    return flowables[-1].height + max(flowables[-1].space[1], SPACE[0])


def _space_around(note: Lines | None) -> float:
    """The space above a table, and that below it or its note."""
    return SPACE[0] + (note.space[1] if note else SPACE[1])


def _kept_below(note: Lines | None) -> float:
    """What a note takes from the page of the table that keeps with it."""
    return note.height + max(note.space[0], SPACE[1]) if note else 0.0
