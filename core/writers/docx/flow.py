"""The blocks in order, each with what it keeps together with."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from docx.oxml.xmlchemy import BaseOxmlElement

from core.document.blocks import Block, Document, Heading, Note, Paragraph, Table, Title
from core.record import record
from core.writers.docx.elements import element, paragraph
from core.writers.docx.page import HEIGHT, PITCH
from core.writers.docx.table import TWIPS, SetTable, set_table, table_element
from core.writers.docx.text import note_height, signature_elements, text_element, title_element


@record
class Flow:
    """What stands in the body of a file, and in which type sizes (points) its tables are set."""

    elements: tuple[BaseOxmlElement, ...]
    cell_sizes: tuple[float, ...]


def flow_of(document: Document) -> Flow:
    """The document's blocks as elements.

    A table keeps with the note below it, and the end of the text with the signature: neither
    note nor signature begins a page by itself.
    """
    tables = tuple(_set_tables(document.blocks))
    sizes = sorted({table.size for table in tables})
    return Flow(tuple(_elements(document, iter(tables))), tuple(sizes))


def _elements(document: Document, tables: Iterator[SetTable]) -> Iterator[BaseOxmlElement]:
    signature = [
        block
        for block in document.blocks
        if isinstance(block, Paragraph) and block.kind == "signature"
    ]
    text = document.blocks[: len(document.blocks) - len(signature)]
    for block, after in pairwise((*text, None)):
        keeps = bool(signature) and after is None
        match block:
            case Title():
                yield title_element(block, document.author)
            case Table():
                yield table_element(next(tables), keeps or isinstance(after, Note))
                if after is None or isinstance(after, Table):
                    # Word joins tables that nothing stands between, and ends with no table.
                    yield paragraph("TableEnd", (), element("keepNext") if keeps else None)
            case Heading() | Paragraph() | Note():
                yield text_element(block, keeps)
    yield from signature_elements(signature)


def _set_tables(blocks: Sequence[Block]) -> Iterator[SetTable]:
    """The tables with their measures, each to fit on a page with heading and note."""
    for before, block, after in zip((None, *blocks), blocks, (*blocks[1:], None), strict=False):
        if isinstance(block, Table):
            kept = PITCH if isinstance(before, Heading) else 0
            kept += note_height(after) if isinstance(after, Note) else 0
            yield set_table(block, (HEIGHT - kept) / TWIPS)
