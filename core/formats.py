"""The catalogue of file formats: what can be read and written.

The commands `import` and `export`, the window's file dialogs and every sentence that says which
files this version takes follow from it. A new format is its reader or writer and one line here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from core.imports import function_named
from core.record import record
from core.refusal import Refused, quoted

if TYPE_CHECKING:
    from core.forms.definition import Form
    from core.report.report import Report


@record
class Format:
    """A kind of file, told by the ending of its name, in lower case; `also` are other endings.

    `read`, `contents` and `write` name functions as `module:function`, "" for none. They are
    imported when they are first called, so that nobody waits for what they do not use. `read` takes
    the path and the forms and gives the Report that such a file of this program holds; `contents`
    takes the bytes of a file that anybody made and gives its `core.readers.contents` as bytes;
    `write` takes a Report, and the faces of the page if it `needs_faces`, and gives the file's
    content. `readable_name` is the name where not every such file holds a Report.
    """

    suffix: str
    name: str
    read: str = ""
    write: str = ""
    needs_faces: bool = False
    readable_name: str = ""
    contents: str = ""
    also: tuple[str, ...] = ()

    @property
    def suffixes(self) -> tuple[str, ...]:
        """All endings of its files' names, the one that we give first."""
        return (self.suffix, *self.also)

    def report(self, path: Path, forms: Iterable[Form]) -> Report:
        """The report in a file. Raises Refused."""
        report: Report = function_named(self.read)(path, forms)
        return report

    def content(self, report: Report, faces: Callable[[], object] | None = None) -> bytes:
        """What a file of the report has in it. Raises Refused.

        `faces` gives the faces of the page; None does for a format that needs none.
        """
        write = function_named(self.write)
        content: bytes = write(report, faces()) if self.needs_faces and faces else write(report)
        return content


PACKAGE = Format(
    ".nianbao",
    "年报数据包",
    read="core.readers.package:read_package",
    write="core.report.package:package_bytes",
)
PDF = Format(
    ".pdf",
    "PDF 文件",
    read="core.readers.pdf.package:read_pdf",
    write="core.writers.pdf.writer:pdf_bytes",
    needs_faces=True,
    readable_name="本软件做的 PDF",
    contents="core.readers.pdf.contents:pdf_contents",
)
TEXT = Format(
    ".txt",
    "纯文本",
    write="core.writers.text:text_bytes",
    contents="core.readers.plain_text:text_contents",
)
FORMATS = (
    PACKAGE,
    PDF,
    Format(
        ".docx",
        "Word 文档",
        write="core.writers.docx.writer:docx_bytes",
        contents="core.readers.docx:docx_contents",
    ),
    Format(
        ".html",
        "网页",
        write="core.writers.html.page:html_bytes",
        contents="core.readers.html:html_contents",
        also=(".htm",),
    ),
    Format(".mht", "单个文件网页", contents="core.readers.mht:mht_contents", also=(".mhtml",)),
    Format(
        ".xlsx",
        "电子表格",
        write="core.writers.xlsx.writer:xlsx_bytes",
        contents="core.readers.xlsx:xlsx_contents",
        also=(".xlsm",),
    ),
    TEXT,
)


class FormatRefused(Refused):
    """A file of this format cannot be read or written."""


def readable() -> tuple[Format, ...]:
    """The formats that hold a whole report."""
    return tuple(format for format in FORMATS if format.read)


def importable() -> tuple[Format, ...]:
    """The formats that a report can be read from, also where somebody else made the file."""
    return tuple(format for format in FORMATS if format.read or format.contents)


def writable() -> tuple[Format, ...]:
    """The formats that a report can be written in."""
    return tuple(format for format in FORMATS if format.write)


def format_of(path: Path) -> Format | None:
    """The format that a file's name asks for; None where there is no such format."""
    suffix = path.suffix.lower()
    return next((format for format in FORMATS if suffix in format.suffixes), None)


def writable_format(path: Path) -> Format:
    """The format to write a file in. Raises FormatRefused."""
    format = format_of(path)
    if format is None or not format.write:
        known = _listed((known.name, known) for known in writable())
        raise FormatRefused(f"不能存成{quoted(path.name)}，这个版本只认{known}。")
    return format


def _listed(names: Iterable[tuple[str, Format]]) -> str:
    return "、".join(f"{name}（{format.suffix}）" for name, format in names)
