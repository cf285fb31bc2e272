"""ReportLab's document and its objects, with what an archived and tagged file has besides."""

from __future__ import annotations

from reportlab.pdfbase.pdfdoc import (
    PDFCatalog,
    PDFDictionary,
    PDFDocument,
    PDFObject,
    PDFObjectReference,
    PDFStream,
    PDFZCompress,
)


class FileDocument(PDFDocument):  # type: ignore[misc]  # ReportLab has no type hints
    """A PDF document whose streams all end as an archive wants it."""

    def Reference(self, obj: PDFObject, name: str | None = None) -> PDFObjectReference:  # noqa: N802
        """The reference of an object, which becomes a part of the file with it."""
        if type(obj) is PDFStream:
            obj = Stream(obj.dictionary, obj.content)
        return super().Reference(obj, name)


class Stream(PDFStream):  # type: ignore[misc]
    """A stream whose `endstream` stands on a line of its own. Source: ISO 19005-3, 6.1.7.1.

    The line before it ends with CR and LF: behind content that ends with CR, LF alone might be
    taken for the second half of that. A stream whose dictionary names a filter has that content
    already.
    """

    def __init__(
        self, dictionary: PDFDictionary, content: str | bytes, is_compressed: bool = True
    ) -> None:
        super().__init__(dictionary, content, [PDFZCompress] if is_compressed else None)

    def format(self, document: PDFDocument) -> bytes:
        """The stream as it stands in the file, whose identifier depends on it."""
        content: bytes = super().format(document)
        document.updateSignature(content)
        return content.removesuffix(b"endstream\n") + b"\r\nendstream\n"


def extend(entries: PDFCatalog, **more: object) -> None:
    """Adds entries that ReportLab does not know to a page or to the catalog."""
    entries.__NoDefault__ = [*entries.__NoDefault__, *more]
    for key, value in more.items():
        setattr(entries, key, value)
