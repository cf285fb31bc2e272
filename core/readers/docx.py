"""A Word document (.docx) to Contents: what it shows, and nothing that it only refers to."""

from __future__ import annotations

import codecs
from collections import Counter
from collections.abc import Iterable, Iterator
from posixpath import basename, dirname, join, normpath

from core.readers.contents import (
    Block,
    Contents,
    Grid,
    GridCell,
    Paragraph,
    contents_bytes,
    numbered,
)
from core.readers.office_zip import OfficeZip, damaged
from core.readers.text.typed import with_typed_tables
from core.readers.word.body import Walk
from core.readers.word.numbering import Numbering
from core.readers.word.pieces import Piece, Table, TableCell, lines_of
from core.readers.word.styles import Styles
from core.readers.word.xml import Element, child, name_of

codecs.lookup("cp437")  # of names in a zip; later on it could not be loaded

# What was not read, by the elements that the walk counted, and what to say of it.
_LEFT_OUT = (
    ({"del"}, "修订里删去的内容没有读，读的是接受修订以后的样子。"),
    ({"vanish"}, "隐藏的文字和表格行没有读。"),
    (
        {"footnoteReference", "endnoteReference"},
        "脚注和尾注（{} 处）没有读；里面如果有要填的内容，请自己补上。",
    ),
    ({"altChunk", "subDoc"}, "插在里面的其他文件（{} 处）没有打开；要用的内容请自己补上。"),
    ({"seen"}, "图片、图表和嵌入的对象（{} 处）里的字没有读；里面如果有数，请自己填。"),
    ({"beyond"}, "有的表太大，2000 行、100 列以外的没有读；请核对。"),
)


def docx_contents(content: bytes) -> bytes:
    """What a Word document shows, as `contents_bytes`. Raises OfficeRefused."""
    parts = OfficeZip(content)
    main = _main_part(parts)
    root = parts.parsed(main)
    body = child(root, "body")
    if name_of(root) != "document" or body is None:
        raise damaged()
    styles = Styles(_related(parts, main, "styles"))
    walk = Walk(root, styles, Numbering(_related(parts, main, "numbering"), styles))
    blocks = tuple(numbered(with_typed_tables(list(_blocks(walk.pieces(body))))))
    notices = (*_notices(walk.left_out), *_not_followed(parts, main))
    return contents_bytes(Contents(blocks, _title(parts), notices))


def _blocks(pieces: Iterable[Piece]) -> Iterator[Block]:
    """What can be seen, tables that only lay it out left away."""
    for piece in pieces:
        if not isinstance(piece, Table):
            yield Paragraph(piece.text, "", piece.heading, piece.centred, piece.typed)
        elif piece.lays_out:
            for cell in piece.cells:
                yield from _blocks(cell.pieces)
        else:
            cells = tuple(map(_cell, piece.cells))
            if any(cell.text for cell in cells):
                yield Grid(cells)


def _cell(cell: TableCell) -> GridCell:
    lines = lines_of(cell.pieces)
    text = "\n".join(line.text for line in lines)
    return GridCell(text, *cell.place, indent=lines[0].indent if lines else 0)


def _notices(left_out: Counter[str]) -> list[str]:
    counted = ((sum(left_out[name] for name in names), words) for names, words in _LEFT_OUT)
    return [words.format(count) for count, words in counted if count]


def _not_followed(parts: OfficeZip, main: str) -> list[str]:
    notices = []
    if any(basename(name).lower() == "vbaproject.bin" for name in parts.names):
        notices.append("文件里有宏，没有运行。")
    # A hyperlink is a place to go to; anything else outside would be part of what is shown.
    if any(
        relation.get("TargetMode") == "External" and _kind(relation) != "hyperlink"
        for relation in _relations(parts, main)
    ):
        notices.append("文件引用了外面的图片、模板或文件，没有打开。")
    return notices


def _main_part(parts: OfficeZip) -> str:
    return _target(parts, "", "officeDocument") or "word/document.xml"


def _related(parts: OfficeZip, main: str, kind: str) -> Element | None:
    """The part of a kind that belongs to the document; None where there is none."""
    name = _target(parts, main, kind) or join(dirname(main), f"{kind}.xml")
    return parts.parsed(name) if name in parts else None


def _target(parts: OfficeZip, of: str, kind: str) -> str:
    """The part that a part has for something, "" for none."""
    for relation in _relations(parts, of):
        if _kind(relation) == kind and relation.get("TargetMode") != "External":
            target = normpath(join("/", dirname(of), relation.get("Target", ""))).lstrip("/")
            return target if target in parts else ""
    return ""


def _relations(parts: OfficeZip, of: str) -> list[Element]:
    name = join(dirname(of), "_rels", f"{basename(of)}.rels")
    return [*parts.parsed(name)] if name in parts else []


def _kind(relation: Element) -> str:
    return str(relation.get("Type", "")).rpartition("/")[2]


def _title(parts: OfficeZip) -> str:
    name = _target(parts, "", "core-properties") or "docProps/core.xml"
    title = child(parts.parsed(name), "title") if name in parts else None
    return "" if title is None else " ".join((title.text or "").split())
