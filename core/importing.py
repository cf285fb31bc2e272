"""A file that comes from anywhere, as a report: told by what is in it, not by its name."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from core.formats import FORMATS, PDF, TEXT, Format, format_of
from core.forms.definition import Form
from core.imports import function_named
from core.matching.match import NotAReport, match
from core.matching.reading import Reading
from core.readers.confined import ConfinedRefused, confined
from core.readers.content import file_content
from core.readers.contents import Contents, contents_from_bytes
from core.readers.kind import TOLD, kind_of
from core.readers.package import report_from_bytes
from core.refusal import Refused, quoted
from core.report.report import Report

CLIPBOARD = "剪贴板"
RICH_TEXT = "core.readers.html:clipboard_contents"
PACKAGE_OR_CONTENTS = "core.readers.pdf.either:package_or_contents"


class ImportRefused(Refused):
    """There is no report in the file that could be read."""


def read_file(path: Path, forms: Sequence[Form]) -> Report | Reading:
    """The report that a file of this program holds, or the reading of a file of anybody else.

    Raises Refused, in a sentence that says what to do.
    """
    content = file_content(path)
    kind = _kind(content, path.name)
    if not kind.contents:
        return kind.report(path, forms)
    if kind is PDF:
        return _of_pdf(content, path.name, forms)
    return _reading(kind, content, path.name, forms)


def read_foreign(path: Path, forms: Sequence[Form]) -> Reading:
    """What a file shows, as if somebody else had made it: an attached package is not looked at.

    Raises Refused, in a sentence that says what to do.
    """
    content = file_content(path)
    kind = _kind(content, path.name)
    if not kind.contents:
        return Reading.of(kind.report(path, forms), kind.name)
    return _reading(kind, content, path.name, forms)


def read_copied(content: bytes, is_rich: bool, forms: Sequence[Form]) -> Reading:
    """What was copied, in UTF-8: rich text as HTML, or plain text. Raises ImportRefused."""
    read = RICH_TEXT if is_rich else TEXT.contents
    return _matched(_contents(read, content, CLIPBOARD), forms, CLIPBOARD, "")


def contents_of(kind: Format, content: bytes, name: str) -> Contents:
    """The paragraphs and grids in a file of anybody, read in a confined process.

    Raises ImportRefused.
    """
    return _contents(kind.contents, content, name)


def _contents(read: str, content: bytes, name: str) -> Contents:
    return contents_from_bytes(_confined(read, content, name))


def _confined(read: str, content: bytes, name: str) -> bytes:
    try:
        return confined(function_named(read), content)
    except ConfinedRefused as refusal:
        raise ImportRefused(f"{quoted(name)}{refusal}") from refusal


def _kind(content: bytes, name: str) -> Format:
    named = format_of(Path(name))
    if named and named.suffix not in TOLD:
        return named
    suffix = kind_of(content, name)
    return next(format for format in FORMATS if format.suffix == suffix)


def _reading(kind: Format, content: bytes, name: str, forms: Sequence[Form]) -> Reading:
    return _matched(contents_of(kind, content, name), forms, name, name)


def _of_pdf(content: bytes, name: str, forms: Sequence[Form]) -> Report | Reading:
    """The report that is attached to a PDF, else the reading of what it shows."""
    from core.readers.pdf.either import CONTENTS, PACKAGE

    answer = _confined(PACKAGE_OR_CONTENTS, content, name)
    if answer.startswith(PACKAGE):
        return report_from_bytes(answer[len(PACKAGE) :], forms)
    return _matched(contents_from_bytes(answer[len(CONTENTS) :]), forms, name, name)


def _matched(contents: Contents, forms: Sequence[Form], name: str, file_name: str) -> Reading:
    try:
        return match(contents, forms, file_name)
    except NotAReport as refusal:
        raise ImportRefused(f"{quoted(name)}：{refusal}") from refusal
