"""A workbook as the content of a file: with the results of its formulas, and the same each time."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from lxml import etree
from openpyxl import Workbook
from openpyxl.packaging.core import DocumentProperties
from openpyxl.xml.functions import tostring

from core.document.blocks import Document
from core.writers.characters import writable

# The results of a sheet's formulas by the names of their cells, by the name of the sheet.
Results = Mapping[str, Mapping[str, Decimal]]
PROPERTIES = "docProps/core.xml"
UNDATED = "1980-01-01"  # as what is in the file
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def file_content(book: Workbook, results: Results, document: Document) -> bytes:
    """The content of the workbook's file.

    openpyxl writes formulas without their results, which a program that does not calculate would
    show as blanks, and the time into every file: the results are put in, and the time is the
    document's.
    """
    written, finished = BytesIO(), BytesIO()
    book.save(written)
    formulas = {sheet.path.lstrip("/"): results.get(sheet.title, {}) for sheet in book.worksheets}
    with ZipFile(written) as source, ZipFile(finished, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name == PROPERTIES:
                content = _properties(document)
            elif formulas.get(name):
                content = _with_results(content, formulas[name])
            entry = ZipInfo(name)  # without a time, which is 1980
            entry.compress_type = ZIP_DEFLATED
            target.writestr(entry, content)
    return finished.getvalue()


def _with_results(sheet: bytes, results: Mapping[str, Decimal]) -> bytes:
    root = etree.fromstring(sheet)
    for cell in root.iter(f"{_MAIN}c"):
        if cell.find(f"{_MAIN}f") is not None:
            cell.find(f"{_MAIN}v").text = f"{results[cell.get('r')]:f}"
    content: bytes = etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)
    return content


def _properties(document: Document) -> bytes:
    properties = DocumentProperties(
        creator=writable(document.author),
        title=writable(document.title),
        subject=writable(document.subject),
        language=document.language,
    )
    made = datetime.fromisoformat(document.date or UNDATED)
    properties.created = properties.modified = made
    content: bytes = tostring(properties.to_tree())
    return content
