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

# How the name of this program begins in the PDFs that it made.
PROGRAM = "年报 "
_UNICODE_MARKS = (codecs.BOM_UTF16_BE, codecs.BOM_UTF16_LE, codecs.BOM_UTF8)
# Where PDFDocEncoding differs from Latin-1, and what PDFium shows for a byte that it leaves out.
# Source: ISO 32000-1, D.3.
_SHOWN = {
    **dict(enumerate("˘ˇˆ˙˝˛˚˜", 0x18)),
    **dict(enumerate("•†‡…—–ƒ⁄‹›−‰„“”‘’‚™ﬁﬂŁŒŠŸŽıłœšž", 0x80)),
    **dict.fromkeys((0x7F, 0x9F, 0xAD), "\0"),
    0xA0: "€",
}


class PdfRefused(Refused):
    """The PDF carries no sound package; the message goes on from the name of the file."""


def read_pdf(path: Path, forms: Iterable[Form]) -> Report:
    """The report attached to a PDF, on the edition it was made on.

    Raises PackageRefused, and ContentRefused where the file cannot be read.
    """
    report = attached_report(file_content(path), path.name, forms)
    if report is None:
        raise PackageRefused(f"{quoted(path.name)}{_without_package(file_content(path))}")
    return report


def _without_package(pdf: bytes) -> str:
    """Why a PDF has no package, in words that go on from its name."""
    if confined(creator, pdf).decode().startswith(PROGRAM):
        return (
            "是本软件做的，但里面没有年报数据包：它不是年报，或者被别的软件另存时去掉了数据包；"
            "请打开原来的 PDF 或者 .nianbao 文件，或用“导入”读它的文字和表格。"
        )
    return "里没有年报数据包，不是本软件做的；请选择本软件做的 PDF 或者 .nianbao 文件。"


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


def creator(pdf: bytes) -> bytes:
    """The name of the program that a PDF says made it, in UTF-8; nothing for none."""
    with PdfDocument(pdf) as document:
        name: str = document.get_metadata_value("Creator")
        return name.encode(errors="replace")


def _attachments(pdf: PdfDocument) -> Iterator[PdfAttachment]:
    for index in range(pdf.count_attachments()):
        yield pdf.get_attachment(index)


def _sound_content(attachment: PdfAttachment) -> bytes:
    """What is attached, if it has its check sum; PDFium would take a changed byte for data."""
    content = bytes(attachment.get_data())
    stated = attachment.get_str_value("CheckSum")
    if stated and not _states(stated, md5(content, usedforsecurity=False).digest()):
        raise _damaged()
    return content


def _states(stated: str, digest: bytes) -> bool:
    """Whether a check sum, as PDFium shows it, is this one.

    PDFium shows the digits of a hexadecimal string. Some programs write a literal one, whose
    bytes it takes for text; those that begin like Unicode cannot be told and are let pass.
    """
    if stated.strip("<>").lower() == digest.hex():
        return True
    return digest.startswith(_UNICODE_MARKS) or stated == digest.decode("latin-1").translate(_SHOWN)


def _damaged() -> PdfRefused:
    return PdfRefused("已损坏，或者不是 PDF；请检查文件是否完好，或者打开原来的 .nianbao 文件。")
