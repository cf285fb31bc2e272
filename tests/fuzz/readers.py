"""The readers that take files of anybody, and the inputs that are changed for them."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import cache, partial
from io import BytesIO

import pikepdf

from core.formats import FORMATS
from core.imports import function_named
from core.matching.match import match
from core.readers.contents import contents_from_bytes
from core.readers.kind import kind_of
from core.readers.package import report_from_bytes
from core.report.package import package_bytes
from tests.files.__main__ import FILES
from tests.files.catalogue import own
from tests.files.file import File, RefusedFile
from tests.files.reports import differing, forms, sparse
from tests.files.writers.convert import Unavailable

Read = Callable[[bytes], object]

# Made by other programs, which take seconds each.
_SLOW = ("LibreOffice", "Chromium")
MOST = 12  # inputs of a reader that are changed


@dataclass(frozen=True)
class Reader:
    """A function that reads bytes, and the endings of the files that are changed for it.

    It is `confined` where the program reads so.
    """

    name: str
    read: Read
    suffixes: tuple[str, ...]
    confined: bool = True

    @property
    def inputs(self) -> tuple[bytes, ...]:
        """Sound files that it reads."""
        return _inputs(self.suffixes)


@cache
def readers() -> tuple[Reader, ...]:
    """Every reader of the catalogue of formats, those of our own files, and the matcher."""
    found: dict[str, list[str]] = {"core.readers.pdf.package:attached_package": [".pdf"]}
    for format in FORMATS:
        if format.contents:
            found.setdefault(format.contents, []).extend(format.suffixes)
    read_package = partial(report_from_bytes, forms=[*forms().values()])
    every = tuple(suffix for format in FORMATS if format.contents for suffix in format.suffixes)
    return (
        Reader("core.readers.package", read_package, (".nianbao",), confined=False),
        *(Reader(name, function_named(name), tuple(ends)) for name, ends in found.items()),
        Reader("core.matching.match", _matched, every, confined=False),
    )


def _matched(content: bytes) -> object:
    """What the program does with an import, from the bytes to the report."""
    suffix = kind_of(content, "")
    format = next(format for format in FORMATS if format.suffix == suffix)
    if not format.contents:
        return report_from_bytes(content, [*forms().values()])
    contents = contents_from_bytes(function_named(format.contents)(content))
    reading = match(contents, [*forms().values()], "")
    return package_bytes(reading.report(take_unsure=True))


@cache
def _inputs(suffixes: tuple[str, ...]) -> tuple[bytes, ...]:
    if ".nianbao" in suffixes:
        reports = [make(edition, 1) for make in (differing, sparse) for edition in forms()]
        return tuple(map(package_bytes, reports))
    files = [file for file in FILES if file.name.endswith(suffixes) and not _is_slow(file)]
    chosen = []
    for file in files[:: max(1, len(files) // MOST)]:
        with suppress(Unavailable):
            chosen.append(file.make()[0])
    chosen = list(filter(None, chosen))
    pdfs = [content for content in chosen if content.startswith(b"%PDF")]
    if not pdfs:
        return tuple(chosen)
    ours = [file.make()[0] for file in own.FILES if file.name.endswith(suffixes)]
    return (*chosen, *map(_opened, pdfs), *ours)


def _is_slow(file: File | RefusedFile) -> bool:
    if isinstance(file, RefusedFile):
        return "real" in file.name
    return any(word in said for word in _SLOW for said in file.also)


def _opened(pdf: bytes) -> bytes:
    """The PDF with its streams as they are, so that what is changed is what they say."""
    buffer = BytesIO()
    try:
        with pikepdf.open(BytesIO(pdf)) as document:
            document.save(
                buffer,
                compress_streams=False,
                stream_decode_level=pikepdf.StreamDecodeLevel.generalized,
                deterministic_id=True,
            )
    except (pikepdf.PdfError, pikepdf.PasswordError):
        return pdf
    return buffer.getvalue()
