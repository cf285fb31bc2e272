"""A PDF of anybody's to paragraphs and grids, if it has text.

Runs in a confined process: nothing here opens or imports anything once the bytes are there.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterator, Sequence
from ctypes import byref
from dataclasses import dataclass

from pypdfium2 import PdfDocument, PdfiumError, PdfPage, raw

from core.readers.contents import Block, Contents, Grid, GridCell, Paragraph, contents_bytes
from core.readers.pdf.by_figures import by_figures
from core.readers.pdf.cells import ruled
from core.readers.pdf.columns import aligned
from core.readers.pdf.frame import Box, Frame
from core.readers.pdf.furniture import without_furniture
from core.readers.pdf.glyphs import UNKNOWN, Found, glyphs_of, quarters_of
from core.readers.pdf.lattice import SNAP, Slot, Table, places
from core.readers.pdf.lines import Line, lines_of, numbers_below_one_another, text_of
from core.readers.pdf.paragraphs import Measure, goes_on, is_centred, measure_of, text_of_lines
from core.readers.pdf.shapes import FARTHEST, drawing_of
from core.readers.pdf.wrapped import join_wrapped
from core.refusal import Refused

MOST_PAGES = 100
MOST_CHARACTERS = 300_000
UNREADABLE = 0.3  # of the characters

codecs.lookup("utf-16-le")  # of names in the file; later on it could not be loaded


class PdfContentsRefused(Refused):
    """The PDF has no text that can be read; the message goes on from the name of the file."""


@dataclass
class _Page:
    """A page: its text outside tables, and its tables."""

    number: int
    box: Box
    lines: list[Line]
    tables: list[Table]

    def items(self) -> list[Line | Table]:
        """What stands on it, from the top down."""
        items: list[Line | Table] = [*self.lines, *self.tables]
        return sorted(items, key=lambda item: item.top if isinstance(item, Line) else item.box.top)


@dataclass
class _Text:
    """The lines of a paragraph, where it begins, and what they are measured by."""

    lines: list[Line]
    where: str
    measure: Measure


@dataclass
class _Chain:
    """A table and where it stands, or the parts of one that page ends cut."""

    parts: list[tuple[Table, str]]


def pdf_contents(content: bytes) -> bytes:
    """The contents of a PDF, as bytes. Raises PdfContentsRefused and ShapesRefused."""
    try:
        with PdfDocument(content) as document:
            return contents_bytes(_contents(document))
    except PdfiumError as error:
        if error.err_code == raw.FPDF_ERR_PASSWORD:
            raise PdfContentsRefused("加了密码，打不开；请先去掉密码再导入。") from error
        raise PdfContentsRefused("已损坏，或者不是 PDF；请检查文件是否完好。") from error


def _contents(document: PdfDocument) -> Contents:
    notices = []
    count = len(document)
    if count > MOST_PAGES:
        notices.append(f"这个 PDF 有 {count} 页，只读了前 {MOST_PAGES} 页。")
    pages = []
    all_found = []
    characters = 0
    for index in range(min(count, MOST_PAGES)):
        page = document[index]
        try:
            done, found = _page(page, index + 1)
        finally:
            page.close()
        pages.append(done)
        all_found.append(found)
        characters += len(found.glyphs)
        if characters > MOST_CHARACTERS:
            raise PdfContentsRefused("里的字太多，不像一份年报，没有打开；请另选一个文件。")
    _check_text(all_found)
    if any(found.recognised for found in all_found):
        notices.append("这是扫描件，文字是识别出来的，可能有错；请逐项与原件对照。")
    if any(found.hidden for found in all_found):
        notices.append("这个 PDF 里有看不见的文字，没有读。")
    _take_out_furniture(pages)
    return Contents(tuple(_blocks(pages)), _title(document), tuple(notices))


def _title(document: PdfDocument) -> str:
    try:
        title: str = document.get_metadata_value("Title").strip()
    except UnicodeDecodeError:
        return ""
    return title


def _page(page: PdfPage, number: int) -> tuple[_Page, Found]:
    """A page and what its text is like; the page must live while its text is used."""
    text_page = page.get_textpage()
    try:
        count = raw.FPDFText_CountChars(text_page.raw)
        if count > MOST_CHARACTERS:
            raise PdfContentsRefused("里的字太多，不像一份年报，没有打开；请另选一个文件。")
        frame = _frame(page)
        frame = frame.turned(-quarters_of(text_page.raw, count, frame))
        drawing = drawing_of(page.raw, frame)
        found = glyphs_of(text_page.raw, count, frame, drawing)
    finally:
        text_page.close()
    tables, left = ruled(drawing, found.glyphs)
    for table in tables:
        join_wrapped(table)
    lines = lines_of(glyph.turned() if glyph.quarters else glyph for glyph in left)
    tables += by_figures(lines, drawing.rules)
    tables += aligned(lines, drawing.rules)
    return _Page(number, frame.box, lines, tables), found


def _frame(page: PdfPage) -> Frame:
    seen = raw.FS_RECTF()
    raw.FPDF_GetPageBoundingBox(page.raw, byref(seen))
    if not max(map(abs, (seen.left, seen.bottom, seen.right, seen.top))) < FARTHEST:
        raise PdfContentsRefused("已损坏，页面没有大小；请检查文件是否完好。")
    quarters = raw.FPDFPage_GetRotation(page.raw)
    return Frame(seen.left, seen.bottom, seen.right, seen.top, quarters)


def _check_text(pages: Sequence[Found]) -> None:
    """Raises PdfContentsRefused where there is no text, or none that means anything."""
    texts = [glyph.text for page in pages for glyph in page.glyphs if not glyph.blank]
    if not texts:
        raise PdfContentsRefused(
            "里没有文字，是扫描件或者图片，读不出来；请找到原来的 Word、WPS 文件或者网页再导入。"
        )
    if sum(_is_unreadable(text) for text in texts) > UNREADABLE * len(texts):
        raise PdfContentsRefused(
            "里的字体没有注明是哪些字，读不出文字；请找到原来的 Word、WPS 文件或者网页再导入。"
        )


def _is_unreadable(text: str) -> bool:
    return text == UNKNOWN or "\ue000" <= text <= "\uf8ff" or text >= "\U000f0000"


def _take_out_furniture(pages: Sequence[_Page]) -> None:
    without_furniture(
        [(page.box, page.lines) for page in pages],
        [[table.box for table in page.tables] for page in pages],
    )


def _blocks(pages: Sequence[_Page]) -> Iterator[Block]:
    """Paragraphs and grids in reading order."""
    for piece in _pieces(pages):
        if isinstance(piece, _Chain):
            yield from _grids(piece)
        else:
            centred = len(piece.lines) == 1 and is_centred(piece.lines[0], piece.measure)
            yield Paragraph(text_of_lines(piece.lines), piece.where, centred=centred)


def _pieces(pages: Sequence[_Page]) -> list[_Text | _Chain]:
    """What goes on over the ends of lines and pages, put together."""
    measures = {
        width: measure_of([page.lines for page in pages if round(page.box.width) == width], width)
        for width in {round(page.box.width) for page in pages}
    }
    pieces: list[_Text | _Chain] = []
    for page in pages:
        measure = measures[round(page.box.width)]
        tables = 0
        for index, item in enumerate(page.items()):
            last = pieces[-1] if pieces else None
            first = index == 0
            if isinstance(item, Line):
                if isinstance(last, _Text) and goes_on(last.lines[-1], item, measure, first):
                    last.lines.append(item)
                else:
                    pieces.append(_Text([item], f"第{page.number}页", measure))
                continue
            tables += 1
            part = (item, f"第{page.number}页第{tables}个表")
            if isinstance(last, _Chain) and first and _continues(last, item):
                last.parts.append(part)
            else:
                pieces.append(_Chain([part]))
    return pieces


def _continues(chain: _Chain, table: Table) -> bool:
    """Whether a table at the top of a page has the columns of the one that ends the last page.

    The first may lack, of which no line crosses that of its left side where a cell goes on.
    """
    xs = max((part.xs for part, _ in chain.parts), key=len)
    if abs(xs[-1] - table.xs[-1]) > SNAP or xs[0] - table.xs[0] > SNAP:
        return False
    few, many = sorted((xs, table.xs), key=len)
    if abs(xs[0] - table.xs[0]) > SNAP and many is table.xs:
        return False
    return all(any(abs(x - other) <= SNAP for other in many) for x in few)


def _grids(chain: _Chain) -> Iterator[Grid]:
    """The parts of a table, a column having the same number in all of them."""
    xs = places(x for table, _ in chain.parts for x in table.xs)
    for index, (table, where) in enumerate(chain.parts):
        cells = [_cell(slot, xs, table.ys) for slot in table.slots]
        cells.sort(key=lambda cell: (cell.row, cell.column))
        yield Grid(tuple(cells), where, continues=index > 0)


def _cell(slot: Slot, xs: Sequence[float], ys: Sequence[float]) -> GridCell:
    left, right = _nearest(xs, slot.box.left), _nearest(xs, slot.box.right)
    top, bottom = _nearest(ys, slot.box.top), _nearest(ys, slot.box.bottom)
    text = text_of(slot.glyphs)
    if slot.joined:
        text = text.replace("\n", "")
    doubt = slot.doubt
    if any(_is_unreadable(character) for character in text):
        doubt = doubt or "有的字读不出来，请对照原件。"
    elif numbers_below_one_another(text):
        doubt = doubt or "这一格里有几行数，可能是几个数，请对照原件。"
    return GridCell(text, top, left, bottom - top, right - left, doubt)


def _nearest(places: Sequence[float], at: float) -> int:
    return min(range(len(places)), key=lambda index: abs(places[index] - at))
