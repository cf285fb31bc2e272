"""The package that a PDF was made from, attached to it.

Source: ISO 32000-1, 7.11 (file specifications, embedded files); ISO 19005-3, 6.8.
"""

from __future__ import annotations

from hashlib import md5

from reportlab.pdfbase.pdfdoc import (
    PDFArray,
    PDFDictionary,
    PDFDocument,
    PDFString,
    PDFText,
)

from core.report.report import PACKAGE_SUFFIX
from core.writers.pdf.archive import pdf_date
from core.writers.pdf.objects import Stream, extend

NAME = f"年报数据包{PACKAGE_SUFFIX}"
# For readers that know only ASCII.
PLAIN_NAME = f"report{PACKAGE_SUFFIX}"
DESCRIPTION = "本年报的全部数据。用“年报”软件打开这个 PDF，就能得到它。"


def attach_package(package: bytes, date: str | None, pdf: PDFDocument) -> None:
    """Makes the content of a package a part of the PDF.

    `date` is the ISO date of the content, None for none.
    """
    # A check sum that finds damage, not one that keeps out forgers.
    check_sum = md5(package, usedforsecurity=False).digest()
    facts = {"Size": len(package), "CheckSum": PDFText(check_sum)}
    if date:
        facts["ModDate"] = pdf_date(date)
    embedded = {
        "Type": "/EmbeddedFile",
        "Subtype": "/application#2Fjson",
        "Params": PDFDictionary(facts),
    }
    stream = pdf.Reference(Stream(PDFDictionary(embedded), package))
    specification = {
        "Type": "/Filespec",
        "F": PDFString(PLAIN_NAME),
        "UF": PDFString(NAME),
        "Desc": PDFString(DESCRIPTION),
        "AFRelationship": "/Data",
        "EF": PDFDictionary({"F": stream, "UF": stream}),
    }
    file = pdf.Reference(PDFDictionary(specification))
    names = PDFDictionary({"Names": PDFArray([PDFString(NAME), file])})
    pdf.Catalog.Names = PDFDictionary({"EmbeddedFiles": names})
    extend(pdf.Catalog, AF=PDFArray([file]))
