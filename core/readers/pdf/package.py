"""A PDF that this program made to Report: the package attached to it, read as strictly as a file.

The file may be anybody's, and so PDFium opens it in a confined process.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterable, Iterator
from hashlib import md5
from pathlib import Path

from pypdfium2 import PdfAttachment, PdfDocument, PdfiumError
from pypdfium2.raw import FPDF_ERR_PASSWORD

from core.forms.definition import Form
from core.readers.confined import ConfinedRefused, confined
from core.readers.content import file_content
from core.readers.package import PackageRefused, report_from_bytes
from core.refusal import Refused, quoted
from core.report.report import PACKAGE_SUFFIX, Report

codecs.lookup("utf-16-le")  # of the names; later on it could not be loaded


class PdfRefused(Refused):
    """The PDF carries no sound package; the message goes on from the name of the file."""


def read_pdf(path: Path, forms: Iterable[Form]) -> Report:
    """The report attached to a PDF, on the edition it was made on.

    Raises PackageRefused, and ContentRefused where the file cannot be read.
    """
    report = attached_report(file_content(path), path.name, forms)
    if report is None:
        raise PackageRefused(
            f"{quoted(path.name)}里没有年报数据包，不是本软件做的；"
            "请选择本软件做的 PDF 或者 .nianbao 文件。"
        )
    return report


def attached_report(pdf: bytes, name: str, forms: Iterable[Form]) -> Report | None:
    """The report attached to a PDF of this name; None where none is. Raises PackageRefused."""
    try:
        package = confined(attached_package, pdf)
    except ConfinedRefused as refusal:
        raise PackageRefused(f"{quoted(name)}{refusal}") from refusal
    return report_from_bytes(package, forms) if package else None


def attached_package(pdf: bytes) -> bytes:
    """The content of the package attached to a PDF, nothing for none. Raises PdfRefused."""
    try:
        with PdfDocument(pdf) as document:
            for attachment in _attachments(document):
                if attachment.get_name().lower().endswith(PACKAGE_SUFFIX):
                    return _sound_content(attachment)
    except PdfiumError as error:
        if error.err_code == FPDF_ERR_PASSWORD:
            raise PdfRefused(
                "加了密码，打不开；请先去掉密码，或者打开原来的 .nianbao 文件。"
            ) from error
        raise _damaged() from error
    except UnicodeDecodeError as error:  # not a usable name
        raise _damaged() from error
    return b""


def _attachments(pdf: PdfDocument) -> Iterator[PdfAttachment]:
    for index in range(pdf.count_attachments()):
        yield pdf.get_attachment(index)


def _sound_content(attachment: PdfAttachment) -> bytes:
    """What is attached, if it has its check sum; PDFium would take a changed byte for data."""
    content = bytes(attachment.get_data())
    stated = attachment.get_str_value("CheckSum").strip("<>").lower()
    if stated and stated != md5(content, usedforsecurity=False).hexdigest():
        raise _damaged()
    return content


def _damaged() -> PdfRefused:
    return PdfRefused("已损坏，或者不是 PDF；请检查文件是否完好，或者打开原来的 .nianbao 文件。")
