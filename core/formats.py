"""The catalogue of file formats: what can be read and written.

The commands `import` and `export`, the window's file dialogs and every sentence that says which
files this version takes follow from it. A new format is its reader or writer and one line here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from core.imports import function_named
from core.refusal import Refused, quoted

if TYPE_CHECKING:
    from core.forms.definition import Form
    from core.report.report import Report


@dataclass(frozen=True)
class Format:
    """A kind of file, told by the ending of its name, in lower case.

    `read` and `write` name functions as `module:function`, "" for none. They are imported when
    they are first called, so that nobody waits for what they do not use. `read` takes the path and
    the forms and gives a Report; `write` takes a Report, and the faces of the page if it
    `needs_faces`, and gives the file's content. `readable_name` is the name where not every such
    file can be read.
    """

    suffix: str
    name: str
    read: str = ""
    write: str = ""
    needs_faces: bool = False
    readable_name: str = ""

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
    read="core.readers.pdf:read_pdf",
    write="core.writers.pdf.writer:pdf_bytes",
    needs_faces=True,
    readable_name="本软件做的 PDF",
)
FORMATS = (
    PACKAGE,
    PDF,
    Format(".docx", "Word 文档", write="core.writers.docx.writer:docx_bytes"),
    Format(".html", "网页", write="core.writers.html.page:html_bytes"),
    Format(".xlsx", "电子表格", write="core.writers.xlsx.writer:xlsx_bytes"),
    Format(".txt", "纯文本", write="core.writers.text:text_bytes"),
)


class FormatRefused(Refused):
    """A file of this format cannot be read or written."""


def readable() -> tuple[Format, ...]:
    """The formats that a report can be read from."""
    return tuple(format for format in FORMATS if format.read)


def writable() -> tuple[Format, ...]:
    """The formats that a report can be written in."""
    return tuple(format for format in FORMATS if format.write)


def format_of(path: Path) -> Format | None:
    """The format that a file's name asks for; None where there is no such format."""
    return next((format for format in FORMATS if format.suffix == path.suffix.lower()), None)


def readable_format(path: Path) -> Format:
    """The format to read a file in. Raises FormatRefused."""
    format = format_of(path)
    if format is None or not format.read:
        known = _listed((known.readable_name or known.name, known) for known in readable())
        raise FormatRefused(f"不能读入{quoted(path.name)}，这个版本只认{known}。")
    return format


def writable_format(path: Path) -> Format:
    """The format to write a file in. Raises FormatRefused."""
    format = format_of(path)
    if format is None or not format.write:
        known = _listed((known.name, known) for known in writable())
        raise FormatRefused(f"不能存成{quoted(path.name)}，这个版本只认{known}。")
    return format


def _listed(names: Iterable[tuple[str, Format]]) -> str:
    return "、".join(f"{name}（{format.suffix}）" for name, format in names)
