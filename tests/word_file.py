"""A small reader of Word files for tests: what stands in one, read by nothing of the program."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from xml.etree import ElementTree
from xml.etree.ElementTree import Element
from zipfile import ZipFile

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MARKS = {f"{W}br": "\n", f"{W}tab": "\t"}


@dataclass(frozen=True)
class WordParagraph:
    text: str
    style: str
    keeps_with_next: bool


@dataclass(frozen=True)
class WordCell:
    """Positions count from 0; `width` is in twips."""

    text: str
    row: int
    column: int
    rows: int
    columns: int
    style: str
    width: int


@dataclass(frozen=True)
class WordTable:
    """`widths` are those of the grid in twips, `head_rows` the numbers of repeated rows."""

    cells: tuple[WordCell, ...]
    widths: tuple[int, ...]
    width: int
    rows: int
    head_rows: tuple[int, ...]
    whole_rows: int


def parts_of(content: bytes) -> dict[str, Element]:
    """The XML parts by name."""
    with ZipFile(BytesIO(content)) as file:
        assert file.testzip() is None
        return {name: ElementTree.fromstring(file.read(name)) for name in file.namelist()}


def blocks_of(content: bytes) -> list[WordParagraph | WordTable]:
    """What stands in the body, in order."""
    body = parts_of(content)["word/document.xml"].find(f"{W}body")
    assert body is not None
    *blocks, last = body
    assert last.tag == f"{W}sectPr"
    return [_table(block) if block.tag == f"{W}tbl" else _paragraph(block) for block in blocks]


def value_of(element: Element, *path: str, key: str = "val") -> str:
    """The attribute of the element at the end of a path, "" for none."""
    found = element.find("/".join(f"{W}{name}" for name in path))
    return "" if found is None else found.get(f"{W}{key}", "")


def _paragraph(paragraph: Element) -> WordParagraph:
    assert paragraph.tag == f"{W}p"
    text = "".join(
        MARKS.get(inner.tag, inner.text or "" if inner.tag == f"{W}t" else "")
        for run in paragraph.iter(f"{W}r")
        for inner in run
    )
    kept = paragraph.find(f"{W}pPr/{W}keepNext") is not None
    return WordParagraph(text, value_of(paragraph, "pPr", "pStyle"), kept)


def _table(table: Element) -> WordTable:
    rows = table.findall(f"{W}tr")
    heads = [n for n, row in enumerate(rows) if row.find(f"{W}trPr/{W}tblHeader") is not None]
    return WordTable(
        tuple(_cells(rows)),
        tuple(int(column.get(f"{W}w", "")) for column in table.iter(f"{W}gridCol")),
        int(value_of(table, "tblPr", "tblW", key="w")),
        len(rows),
        tuple(heads),
        sum(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows),
    )


def _cells(rows: list[Element]) -> Iterator[WordCell]:
    """The cells row by row; one that goes on from the row above is no cell of its own."""
    grid = [list(_placed(row)) for row in rows]
    for number, row in enumerate(grid):
        for column, columns, cell in row:
            (paragraph,) = (_paragraph(inner) for inner in cell.findall(f"{W}p"))
            if _goes_on(cell):
                assert not paragraph.text
                continue
            below = 1
            while any(
                place == column and span == columns and _goes_on(other)
                for place, span, other in (
                    grid[number + below] if number + below < len(grid) else ()
                )
            ):
                below += 1
            width = int(value_of(cell, "tcPr", "tcW", key="w"))
            yield WordCell(paragraph.text, number, column, below, columns, paragraph.style, width)


def _placed(row: Element) -> Iterator[tuple[int, int, Element]]:
    column = 0
    for cell in row.findall(f"{W}tc"):
        columns = int(value_of(cell, "tcPr", "gridSpan") or 1)
        yield column, columns, cell
        column += columns


def _goes_on(cell: Element) -> bool:
    merge = cell.find(f"{W}tcPr/{W}vMerge")
    return merge is not None and merge.get(f"{W}val", "continue") == "continue"


def written(text: str) -> str:
    """What a text is in a Word file: line ends are breaks, what has no look is left out."""
    text = re.sub("\r\n|[\r\u2028\u2029]", "\n", text)
    kept = (c for c in text if c in "\t\n" or not (c < " " or "\x7f" <= c <= "\x9f"))
    return re.sub("[\ud800-\udfff\ufffe\uffff]", "\ufffd", "".join(kept))
