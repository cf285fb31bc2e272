"""A file of Word or Excel, which is a zip of XML parts, opened without trusting any of it.

Sizes count as they come out, not only as the zip states them, and no part may have a DTD, for with
one some XML names files and entities that multiply. For a confined process: it holds all of a part.
"""

from __future__ import annotations

import codecs
import zlib
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from lxml import etree

from core.readers.content import MEGABYTE
from core.refusal import Refused

LARGEST_PART = 40 * MEGABYTE  # bytes; the largest report on hand has one of two megabytes
LARGEST_WHOLE = 100 * MEGABYTE
MOST_PARTS = 10_000
ENCRYPTED = 0x1  # a flag of an entry
# What Office wrote before 2007, and writes still around a file with a password.
COMPOUND_FILE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PASSWORD_STREAM = "EncryptedPackage".encode("utf-16-le")
_TOO_MUCH = {"ERR_RESOURCE_LIMIT", "ERR_NO_MEMORY"}  # what the parser says of it

Element = Any  # lxml has no types

codecs.lookup("cp437")  # of names in a zip; a confined process could not load it later on


class OfficeRefused(Refused):
    """The file cannot be read as one of Word or Excel; the message goes on from its name."""


class OfficeZip:
    """The parts of a Word or Excel file by name: word/document.xml. Raises OfficeRefused."""

    def __init__(self, content: bytes) -> None:
        if content.startswith(COMPOUND_FILE):
            raise _compound(content)
        try:
            self._zip = ZipFile(BytesIO(content))
        except (BadZipFile, OSError, ValueError, NotImplementedError) as error:
            raise damaged() from error
        self._left = LARGEST_WHOLE
        self._entries: dict[str, ZipInfo] = {}
        entries = self._zip.infolist()
        if len(entries) > MOST_PARTS:
            raise too_large()
        for entry in entries:
            self._take(entry)

    def _take(self, entry: ZipInfo) -> None:
        """Names do not differ by their case alone, and stay within the file."""
        name = entry.filename
        if entry.is_dir():
            return
        if ".." in name.split("/") or name.startswith("/") or set(name) & {"\\", ":"}:
            raise damaged()
        if entry.flag_bits & ENCRYPTED:
            raise _password()
        if name.lower() in self._entries or entry.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
            raise damaged()
        self._entries[name.lower()] = entry

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all parts, as they stand in the file."""
        return tuple(entry.filename for entry in self._entries.values())

    def __contains__(self, name: str) -> bool:
        return name.lower() in self._entries

    def part(self, name: str, largest: int = LARGEST_PART) -> bytes:
        """What is in a part, at most `largest` bytes. Raises OfficeRefused, also for none."""
        entry = self._entries.get(name.lower())
        if entry is None:
            raise damaged()
        most = min(largest, self._left)
        if entry.file_size > most:
            raise too_large()
        try:
            with self._zip.open(entry) as file:
                content = file.read(most + 1)
        except (
            BadZipFile, OSError, EOFError, ValueError, RuntimeError, NotImplementedError, zlib.error
        ) as error:  # fmt: skip
            raise damaged() from error
        if len(content) > most:
            raise too_large()
        self._left -= len(content)
        return content

    def parsed(self, name: str) -> Element:
        """The root element of a part. Raises OfficeRefused, also for none."""
        return parsed(self.part(name))


def parsed(xml: bytes) -> Element:
    """The root element of XML in UTF-8 or UTF-16, the two that Office has. Raises OfficeRefused.

    It follows nothing and has no DTD, comments or instructions; lxml itself ends what is nested
    too deep.
    """
    encoding = _encoding(xml)
    if b"<!DOCTYPE" in (xml if encoding == "UTF-8" else xml.replace(b"\0", b"")):
        raise damaged()
    # Told the encoding, for in another that the XML may claim the search would have found nothing.
    parser = etree.XMLParser(
        encoding=encoding,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(xml, parser)
    except (etree.XMLSyntaxError, ValueError, LookupError) as error:
        if {log.type_name for log in parser.error_log} & _TOO_MUCH:
            raise too_large() from error
        raise damaged() from error
    if root is None:
        raise damaged()
    return root


def _encoding(xml: bytes) -> str:
    if xml.startswith((b"\xfe\xff", b"\0<")):
        return "UTF-16BE"
    return "UTF-16LE" if xml.startswith((b"\xff\xfe", b"<\0")) else "UTF-8"


def damaged() -> OfficeRefused:
    """For a file with a part that is missing or not as it must be."""
    return OfficeRefused(
        "已损坏，或者不是它的后缀所说的文件；请用 Word、Excel 或 WPS 打开，另存一份再试。"
    )


def too_large() -> OfficeRefused:
    """For a file that holds far more than a report."""
    return OfficeRefused("里面的内容太大，不会是年报，没有打开；请另选一个文件。")


def _password() -> OfficeRefused:
    return OfficeRefused("加了密码，打不开；请先用 Word、Excel 或 WPS 去掉密码，另存一份再试。")


def _compound(content: bytes) -> OfficeRefused:
    if _PASSWORD_STREAM in content:
        return _password()
    return OfficeRefused(
        "是旧格式（.doc、.xls、.wps、.et）的文件；请用 Word、Excel 或 WPS 打开，"
        "另存为 .docx 或 .xlsx 再试。"
    )
