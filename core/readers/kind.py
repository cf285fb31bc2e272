"""What a file is, told by what is in it: names lie, and many a .xls is a web page."""

from __future__ import annotations

import re
from typing import NamedTuple

from core.readers.office_zip import COMPOUND_FILE, OfficeRefused, OfficeZip
from core.readers.text.encoding import NotText, decoded
from core.refusal import Refused, quoted

# The kinds that are told by what is in a file; any other is by its name.
TOLD = (".docx", ".xlsx", ".html", ".mht", ".pdf", ".txt", ".nianbao")
_HEAD = 4096  # bytes that tell what a file is
_SAVE_AS = "请用 Word、Excel 或 WPS 打开，另存为 .docx 或 .xlsx 再试。"


class KindRefused(Refused):
    """The file is of a kind that cannot be read; the sentence says what to do instead."""


class _Known(NamedTuple):
    """A kind that is refused: its name, and what to do."""

    name: str
    advice: str


_PICTURE = _Known("图片（扫描件）", "里面没有文字；请换成原来的 Word 文件，或者自己填数。")
_ARCHIVE = _Known("压缩包", "请先解压，再打开里面的文件。")
_SLIDES = _Known("演示文稿", "请换成 Word、Excel 或 PDF 文件。")
_OPEN_DOCUMENT = _Known("开放文档（.odt、.ods）", _SAVE_AS)
_OFD = _Known("OFD 版式文件", "请换成原来的 Word 文件，或者它的 PDF。")
_RTF = _Known("写字板（.rtf）文件", "请用 Word 或 WPS 打开，另存为 .docx 再试。")
_OLD_XML = _Known("旧式 XML 的 Office 文件", _SAVE_AS)
_BINARY_SHEET = _Known("二进制的工作簿（.xlsb）", "请用 Excel 打开，另存为 .xlsx 再试。")
_PROGRAM = _Known("程序", "请选择年报的 Word、Excel、PDF、网页或文本文件。")

# By the first bytes of a file.
_BEGINNINGS: tuple[tuple[bytes, _Known], ...] = (
    (b"\xff\xd8\xff", _PICTURE),
    (b"\x89PNG", _PICTURE),
    (b"GIF8", _PICTURE),
    (b"RIFF", _PICTURE),
    (b"BM", _PICTURE),
    (b"II*\0", _PICTURE),
    (b"MM\0*", _PICTURE),
    (b"Rar!", _ARCHIVE),
    (b"7z\xbc\xaf\x27\x1c", _ARCHIVE),
    (b"\x1f\x8b", _ARCHIVE),
    (b"BZh", _ARCHIVE),
    (b"\xfd7zXZ\0", _ARCHIVE),
    (b"MZ", _PROGRAM),
    (b"\x7fELF", _PROGRAM),
)
# By a part that a zip has.
_PARTS: tuple[tuple[str, str | _Known], ...] = (
    ("ofd.xml", _OFD),
    ("word/", ".docx"),
    ("xl/workbook.bin", _BINARY_SHEET),
    ("xl/", ".xlsx"),
    ("ppt/", _SLIDES),
    ("content.xml", _OPEN_DOCUMENT),
)
_PASSWORD = "EncryptedPackage".encode("utf-16-le")
_PACKAGE = re.compile(r'\s*\{.*"format"\s*:\s*"nianbao/', re.DOTALL)
_MESSAGE = re.compile(r"(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*){0,40}?MIME-Version:", re.IGNORECASE)
_OFFICE_XML = re.compile(
    r"<\?mso-application|<pkg:package|schemas-microsoft-com:office:spreadsheet\""
)
_HTML = re.compile(
    r"<(?:!doctype\s+html|html|head|body|table|div|p|meta|span|h[1-6])[\s>]", re.IGNORECASE
)


def kind_of(content: bytes, name: str) -> str:
    """The suffix whose reader fits what is in a file, one of TOLD.

    The name is only repeated in refusals. Raises KindRefused.
    """
    if not content.strip(b"\0 \t\r\n"):
        raise KindRefused(f"{quoted(name)}是空的，里面什么也没有；请另选一个文件。")
    if content.startswith(COMPOUND_FILE):
        raise _old(content, name)
    if content.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _kind_of_zip(content, name)
    if b"%PDF-" in content[:1024]:
        return ".pdf"
    for beginning, known in _BEGINNINGS:
        if content.startswith(beginning) and not _is_readable(content[:_HEAD]):
            raise _refused(name, known)
    return _kind_of_text(content, name)


def _kind_of_zip(content: bytes, name: str) -> str:
    try:
        names = [part.lower() for part in OfficeZip(content).names]
    except OfficeRefused as refusal:
        raise KindRefused(f"{quoted(name)}{refusal}") from refusal
    for part, kind in _PARTS:
        if any(found.startswith(part) if part.endswith("/") else found == part for found in names):
            if isinstance(kind, str):
                return kind
            raise _refused(name, kind)
    raise _refused(name, _ARCHIVE)


def _kind_of_text(content: bytes, name: str) -> str:
    # What marks a kind is written in plain signs, which are the same in nearly all encodings.
    head = (
        content[:_HEAD].replace(b"\0", b"").decode("latin-1").lstrip("\xef\xbb\xbf\xfe\xff \t\r\n")
    )
    if head.startswith("{\\rtf"):
        raise _refused(name, _RTF)
    if _PACKAGE.match(head):
        return ".nianbao"
    if _OFFICE_XML.search(head):
        raise _refused(name, _OLD_XML)
    if _MESSAGE.match(head):
        return ".mht"
    if _HTML.search(head):
        return ".html"
    try:
        decoded(content)
    except NotText as error:
        raise KindRefused(
            f"{quoted(name)}不是能读的文件，或者已损坏；"
            "请选择年报的 Word、Excel、PDF、网页或文本文件。"
        ) from error
    return ".txt"


def _is_readable(content: bytes) -> bool:
    """Whether these bytes are text that only begins like something else, such as BMW."""
    return content.isascii() and b"\0" not in content


def _old(content: bytes, name: str) -> KindRefused:
    if _PASSWORD in content:
        return KindRefused(
            f"{quoted(name)}加了密码，打不开；请先用 Word、Excel 或 WPS 去掉密码，另存一份再试。"
        )
    return _refused(name, _Known("旧格式（.doc、.xls、.wps、.et）的文件", _SAVE_AS))


def _refused(name: str, known: _Known) -> KindRefused:
    return KindRefused(f"{quoted(name)}是{known.name}，不能读入；{known.advice}")
