"""Hostile files of others: what grows when it is read, names what is not its own, or breaks off.

Each is a suffix and what makes the content; equal calls give equal files.
"""

from __future__ import annotations

import base64
import struct
import zipfile
from collections.abc import Callable
from functools import cache
from io import BytesIO
from random import Random

from pikepdf import Array, Dictionary, Name, Pdf

from tests.files.draft import draft_of
from tests.files.reports import sparse
from tests.files.writers.docx import docx_bytes
from tests.files.writers.html import html_bytes, mht_bytes
from tests.files.writers.pdf import pdf_bytes
from tests.files.writers.text import text_bytes
from tests.files.writers.xlsx import xlsx_bytes

Make = Callable[[], bytes]

MANY = 20_000  # nested elements
HUGE = 1_000_000  # spans, rows
LARGE = 19 << 20  # bytes, a little less than a file may have
SECRET = "file:///etc/passwd"
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_S = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_BODY = b"word/document.xml"
_LAUGHS = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
LAUGHS = f'<!DOCTYPE a [<!ENTITY a0 "哈哈哈">{_LAUGHS}]>'
BLOWUP = f'<!DOCTYPE a [<!ENTITY b "{"哈" * 100_000}">]>'
OUTSIDE = f'<!DOCTYPE a [<!ENTITY x SYSTEM "{SECRET}"><!ENTITY % p SYSTEM "{SECRET}"> %p;]>'
_MAIL = b"MIME-Version: 1.0\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: base64\r\n\r\n"


@cache
def _sound() -> dict[str, bytes]:
    """A sound report in each format."""
    draft = draft_of(sparse("2021", 1), Random(1))
    return {
        ".docx": docx_bytes(draft),
        ".html": html_bytes(draft),
        ".mht": mht_bytes(draft),
        ".xlsx": xlsx_bytes(draft),
        ".txt": text_bytes(draft),
        ".pdf": pdf_bytes(draft),
    }


def _changed(suffix: str, changes: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """The sound file with these members instead, or besides."""
    buffer = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(_sound()[suffix])) as old,
        zipfile.ZipFile(buffer, "w", method) as new,
    ):
        for name in old.namelist():
            if name not in changes:
                new.writestr(name, old.read(name))
        for name, content in changes.items():
            new.writestr(name, content)
    return buffer.getvalue()


def _word(body: str, doctype: str = "") -> bytes:
    document = (
        f'<?xml version="1.0"?>{doctype}<w:document {_W}><w:body>{body}</w:body></w:document>'
    )
    return _changed(".docx", {"word/document.xml": document.encode()})


def _book(rows: str, before: str = "", after: str = "", doctype: str = "") -> bytes:
    sheet = (
        f'<?xml version="1.0"?>{doctype}<worksheet {_S}>{before}'
        f"<sheetData>{rows}</sheetData>{after}</worksheet>"
    )
    return _changed(".xlsx", {"xl/worksheets/sheet1.xml": sheet.encode()})


def _page(body: str, doctype: str = "<!DOCTYPE html>") -> bytes:
    return f"{doctype}<html><head><meta charset=utf-8></head><body>{body}</body></html>".encode()


def _paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def _inline(text: str, at: str = "A1") -> str:
    return f'<row r="{at[1:]}"><c r="{at}" t="inlineStr"><is><t>{text}</t></is></c></row>'


# ---- what grows ----


def _bomb(suffix: str, member: str, head: str) -> bytes:
    """A member a thousand times as large as the file."""
    return _changed(suffix, {member: head.encode() + b" " * (400 << 20)})


def _nested_zips() -> bytes:
    """Zips in zips, ten at each of six levels."""
    inner = b"0" * (1 << 20)
    for _ in range(6):
        buffer = BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
            for number in range(10):
                archive.writestr(f"{number}.zip", inner)
        inner = buffer.getvalue()
    return _changed(".docx", {"word/embeddings/a.zip": inner})


def _lying_size() -> bytes:
    """The archive says that a member is small, and it is not."""
    large = b"<w:document " + _W.encode() + b">" + b" " * (200 << 20)
    content = bytearray(_changed(".docx", {"word/document.xml": large}))
    for mark, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        at = -1
        while (at := content.find(mark, at + 1)) >= 0:
            if content[at + (30 if offset == 22 else 46) :].startswith(_BODY):
                content[at + offset : at + offset + 4] = struct.pack("<I", 100)
    return bytes(content)


def _many_members() -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for number in range(60_000):
            archive.writestr(f"word/{number}.xml", b"")
    return buffer.getvalue()


def _span_table(spans: str, times: int = 50) -> bytes:
    cell = f"<td {spans}>1</td>"
    return _page(f"<table>{f'<tr>{cell * 7}</tr>' * times}</table>")


def _word_spans() -> bytes:
    before = f'<w:trPr><w:gridBefore w:val="{HUGE}"/></w:trPr>'
    cell = f'<w:tc><w:tcPr><w:gridSpan w:val="{HUGE}"/></w:tcPr><w:p/></w:tc>'
    return _word(f"<w:tbl>{f'<w:tr>{before}{cell}</w:tr>' * 50}</w:tbl>")


def _links() -> bytes:
    tags = ('<base href="{}">', '<link rel=stylesheet href="{}">', '<iframe src="{}"></iframe>',
            '<img src="{}">', '<object data="{}"></object>')  # fmt: skip
    return _page("".join(tag.format(SECRET) for tag in tags))


def _many_cells() -> bytes:
    row = "<w:tr>" + "<w:tc><w:p/></w:tc>" * 50 + "</w:tr>"
    return _word(f"<w:tbl>{row * 4000}</w:tbl>")


def _many_rows() -> bytes:
    return _book("".join(f'<row r="{n}"><c r="A{n}"><v>{n}</v></c></row>' for n in range(1, HUGE)))


def _many_merges() -> bytes:
    merges = "".join(f'<mergeCell ref="A{n}:XFD{n}"/>' for n in range(1, 20_000))
    return _book(_inline("年报"), after=f"<mergeCells>{merges}</mergeCells>")


def _many_parts() -> bytes:
    part = b"--b\r\nContent-Type: text/html\r\n\r\n<p>1</p>\r\n"
    head = b'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="b"\r\n\r\n'
    return head + part * 100_000 + b"--b--\r\n"


def _nested_parts() -> bytes:
    heads = [
        b'Content-Type: multipart/mixed; boundary="b%d"\r\n\r\n--b%d\r\n' % (n, n)
        for n in range(3000)
    ]
    return b"MIME-Version: 1.0\r\n" + b"".join(heads) + b"Content-Type: text/html\r\n\r\n<p>1</p>"


def _outside_part() -> bytes:
    """The document, its template and a picture are said to be somewhere else."""
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    kinds = ("attachedTemplate", "image", "frame", "numbering", "styles")
    links = "".join(
        f'<Relationship Id="r{n}" Type="{office}/{kind}" Target="{SECRET}" TargetMode="External"/>'
        for n, kind in enumerate(kinds)
    )
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    relations = f'<Relationships xmlns="{space}">{links}</Relationships>'
    return _changed(".docx", {"word/_rels/document.xml.rels": relations.encode()})


def _elsewhere() -> bytes:
    """The relationships say that the document is above the archive."""
    with zipfile.ZipFile(BytesIO(_sound()[".docx"])) as archive:
        relations = archive.read("_rels/.rels")
    return _changed(
        ".docx", {"_rels/.rels": relations.replace(b"word/document", b"../../etc/passwd")}
    )


def _filled(piece: str, suffix: str = "") -> bytes:
    unit = piece.encode()
    return suffix.encode() + unit * (LARGE // len(unit) - 1)


def _drawn(drawing: bytes, pages: int = 1, form: bool = False) -> bytes:
    """A PDF whose pages all draw the same; a `form` is drawn by itself."""
    pdf = Pdf.new()
    stream = pdf.make_stream(drawing)
    if form:
        stream.Type, stream.Subtype, stream.BBox = Name.XObject, Name.Form, Array([0, 0, 9, 9])
        stream.Resources = Dictionary(XObject=Dictionary(F=stream))
    for _ in range(pages):
        page = pdf.add_blank_page(page_size=(595, 842)).obj
        page.Contents = stream
        page.Resources = Dictionary(XObject=Dictionary(F=stream))
    buffer = BytesIO()
    pdf.save(buffer, deterministic_id=True)
    return buffer.getvalue()


_RULES = b"".join(b"%d 0 m %d 842 l S 0 %d m 595 %d l S\n" % (n, n, n, n) for n in range(1, 50_000))
_LETTERS = (
    b"BT /F1 9 Tf "
    + b"".join(b"1 0 0 1 %d %d Tm (8) Tj\n" % (n % 595, n % 842) for n in range(200_000))
    + b"ET"
)


# ---- all of them ----

KINDS: dict[str, tuple[str, Make]] = {
    "bomb of spaces": (".docx", lambda: _bomb(".docx", "word/document.xml", f"<w:document {_W}>")),
    "bomb in the strings": (".xlsx", lambda: _bomb(".xlsx", "xl/sharedStrings.xml", f"<sst {_S}>")),
    "bomb in a sheet": (
        ".xlsx",
        lambda: _bomb(".xlsx", "xl/worksheets/sheet1.xml", f"<worksheet {_S}>"),
    ),
    "zips in zips": (".docx", _nested_zips),
    "size that lies": (".docx", _lying_size),
    "60,000 members": (".docx", _many_members),
    "laughs in Word": (".docx", lambda: _word(_paragraph("&a9;"), LAUGHS)),
    "laughs in a sheet": (".xlsx", lambda: _book(_inline("&a9;"), doctype=LAUGHS)),
    "laughs on a page": (".html", lambda: _page("<p>&a9;</p>", LAUGHS)),
    "one entity often": (".docx", lambda: _word(_paragraph("&b;" * 50_000), BLOWUP)),
    "entity of a file in Word": (".docx", lambda: _word(_paragraph("&x;"), OUTSIDE)),
    "entity of a file in a sheet": (".xlsx", lambda: _book(_inline("&x;"), doctype=OUTSIDE)),
    "entity of a file on a page": (".html", lambda: _page("<p>&x;</p>", OUTSIDE)),
    "inclusion of a file": (
        ".docx",
        lambda: _word(
            f'<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="{SECRET}" parse="text"/>'
        ),
    ),
    "part outside": (".docx", _outside_part),
    "links on a page": (".html", _links),
    "links in a sheet": (
        ".xlsx",
        lambda: _book(
            '<row r="1"><c r="A1"><f>WEBSERVICE("http://127.0.0.1/")</f><v>1</v></c></row>'
        ),
    ),
    "macros in Word": (
        ".docx",
        lambda: _changed(".docx", {"word/vbaProject.bin": b"\xd0\xcf\x11\xe0" + bytes(5000)}),
    ),
    "macros in a sheet": (
        ".xlsx",
        lambda: _changed(".xlsx", {"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0" + bytes(5000)}),
    ),
    "whole sheet": (
        ".xlsx",
        lambda: _book(
            _inline("年报") + _inline("1", "XFD1048576"), '<dimension ref="A1:XFD1048576"/>'
        ),
    ),
    "million rows": (".xlsx", _many_rows),
    "merge of everything": (
        ".xlsx",
        lambda: _book(
            _inline("年报"), after='<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
        ),
    ),
    "20,000 merges": (".xlsx", _many_merges),
    "column names too far": (".xlsx", lambda: _book(_inline("年报", "ZZZZZZ1"))),
    "spans on a page": (".html", lambda: _span_table(f'colspan="{HUGE}" rowspan="{HUGE}"')),
    "spans across": (".html", lambda: _span_table('colspan="1000" rowspan="65534"', 1000)),
    "spans in Word": (".docx", _word_spans),
    "200,000 cells": (".docx", _many_cells),
    "nested divisions": (".html", lambda: _page("<div>" * MANY + "年报" + "</div>" * MANY)),
    "nested tables": (".html", lambda: _page("<table><tr><td>" * MANY + "1")),
    "nested letters": (".html", lambda: _page("<b><i>" * MANY + "年报")),
    "nested controls": (
        ".docx",
        lambda: _word("<w:sdt><w:sdtContent>" * MANY + "<w:p/>" + "</w:sdtContent></w:sdt>" * MANY),
    ),
    "nested tables in Word": (
        ".docx",
        lambda: _word("<w:tbl><w:tr><w:tc>" * 5000 + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * 5000),
    ),
    "nested in a sheet": (".xlsx", lambda: _book("<row>" * MANY + "</row>" * MANY)),
    "half an archive": (".docx", lambda: _sound()[".docx"][:3000]),
    "archive without a list": (
        ".xlsx",
        lambda: _sound()[".xlsx"].replace(b"PK\x05\x06", b"PK\x00\x00"),
    ),
    "archive with a wrong sum": (
        ".docx",
        lambda: _sound()[".docx"].replace(b"\0\0\0", b"\0\1\0", 3),
    ),
    "archive of nothing": (".docx", lambda: b"PK\x05\x06" + bytes(18)),
    "Word named a page": (".html", lambda: _sound()[".docx"]),
    "page named Word": (".docx", lambda: _sound()[".html"]),
    "PDF named text": (".txt", lambda: _sound()[".pdf"]),
    "book named Word": (".docx", lambda: _sound()[".xlsx"]),
    "Word named a book": (".xlsx", lambda: _sound()[".docx"]),
    "text named a book": (".xlsx", lambda: _sound()[".txt"]),
    "text named PDF": (".pdf", lambda: _sound()[".txt"]),
    "page named mail": (".mht", lambda: _sound()[".html"]),
    "members with paths": (
        ".docx",
        lambda: _changed(
            ".docx", {"../../../tmp/attack": b"1", "/etc/attack": b"1", "C:\\a": b"1"}
        ),
    ),
    "document elsewhere": (".docx", _elsewhere),
    "controls on a page": (
        ".html",
        lambda: _page("<p>\0年\x01报\x1b[2J\u202e&#0;&#27;&#xD800;</p>"),
    ),
    "controls in text": (".txt", lambda: "年\0报\x1b[2J\u202e\t\x7f\r\n".encode() * 5000),
    "controls in a sheet": (".xlsx", lambda: _book(_inline("年_x0000_报_x001B_[2J\u202e"))),
    "controls in Word": (
        ".docx",
        lambda: _word(
            _paragraph("年报\u202e\u2028\ufffe"[:5])
            + "<w:p><w:r><w:sym w:char='0000'/></w:r></w:p>"
        ),
    ),
    "100 MB of a page": (".html", lambda: b"<p>1</p>" * (100 << 17)),
    "19 MB of paragraphs": (".html", lambda: _filled("<p>年报</p>")),
    "19 MB of cells": (".html", lambda: _filled("<td>1", "<table><tr>")),
    "19 MB of rows": (".html", lambda: _filled("<tr><td>1<td>2", "<table>")),
    "19 MB of brackets": (".html", lambda: _filled("<")),
    "19 MB of ampersands": (".html", lambda: _filled("&")),
    "19 MB of attributes": (".html", lambda: _filled(" a=1", "<p")),
    "19 MB of comment": (".html", lambda: _filled("<!--")),
    "19 MB of text": (".txt", lambda: _filled("一、总体情况\t0\t0\n")),
    "19 MB of one line": (".txt", lambda: _filled("0\t")),
    "19 MB of blanks": (".txt", lambda: _filled("\n")),
    "half of a UTF-16 text": (".txt", lambda: _sound()[".txt"].decode().encode("utf-16")[:-1]),
    "100,000 parts": (".mht", _many_parts),
    "nested parts": (".mht", _nested_parts),
    "no base64": (".mht", lambda: _MAIL + b"=" * 100_000),
    "mail of a bomb": (".mht", lambda: _MAIL + base64.encodebytes(b"<td>" * (3 << 20))),
    "bomb in a page of PDF": (".pdf", lambda: _drawn(b" " * (300 << 20))),
    "100,000 rules": (".pdf", lambda: _drawn(_RULES)),
    "200,000 letters": (".pdf", lambda: _drawn(_LETTERS)),
    "10,000 pages": (".pdf", lambda: _drawn(b"0 0 m 9 9 l S", 10_000)),
    "2,000 pages of rules": (".pdf", lambda: _drawn(_RULES[:40_000], 2000)),
    "form that draws itself": (".pdf", lambda: _drawn(b"/F Do /F Do", form=True)),
}
