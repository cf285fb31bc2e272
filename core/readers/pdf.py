"""A PDF that this program made to Report: the package attached to it, read as strictly as a file.

PDFium, which opens the file, is not safe to use in two threads at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from hashlib import md5
from pathlib import Path

from pypdfium2 import PdfAttachment, PdfDocument, PdfiumError
from pypdfium2.raw import FPDF_ERR_PASSWORD

from core.forms.definition import Form
from core.readers.content import file_content
from core.readers.package import PackageRefused, report_from_bytes
from core.report.report import PACKAGE_SUFFIX, Report


def read_pdf(path: Path, forms: Iterable[Form]) -> Report:
    """The report attached to a PDF, on the edition it was made on. Raises PackageRefused."""
    return report_from_bytes(_attached_package(path), forms)


def _attached_package(path: Path) -> bytes:
    try:
        with PdfDocument(file_content(path)) as pdf:
            for attachment in _attachments(pdf):
                if attachment.get_name().lower().endswith(PACKAGE_SUFFIX):
                    return _sound_content(attachment, path)
    except PdfiumError as error:
        if error.err_code == FPDF_ERR_PASSWORD:
            raise PackageRefused(
                f"“{path.name}”加了密码，打不开；请先去掉密码，或者打开原来的 .nianbao 文件。"
            ) from error
        raise _damaged(path) from error
    except UnicodeDecodeError as error:  # a name that is none
        raise _damaged(path) from error
    raise PackageRefused(
        f"“{path.name}”里没有年报数据包，不是本软件做的；请选择本软件做的 PDF 或者 .nianbao 文件。"
    )


def _attachments(pdf: PdfDocument) -> Iterator[PdfAttachment]:
    for index in range(pdf.count_attachments()):
        yield pdf.get_attachment(index)


def _sound_content(attachment: PdfAttachment, path: Path) -> bytes:
    """What is attached, if it has its check sum; PDFium would take a changed byte for data."""
    content = bytes(attachment.get_data())
    stated = attachment.get_str_value("CheckSum").strip("<>").lower()
    if stated and stated != md5(content, usedforsecurity=False).hexdigest():
        raise _damaged(path)
    return content


def _damaged(path: Path) -> PackageRefused:
    return PackageRefused(
        f"“{path.name}”已损坏，或者不是 PDF；请检查文件是否完好，或者打开原来的 .nianbao 文件。"
    )
