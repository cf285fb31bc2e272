"""ReportLab's document and its objects, with what an archived and tagged file has besides."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import blake2b
from itertools import accumulate, count
from struct import pack
from zlib import compress

from reportlab.pdfbase.pdfdoc import (
    PDFArray,
    PDFCatalog,
    PDFDictionary,
    PDFDocument,
    PDFObject,
    PDFObjectReference,
    PDFStream,
    PDFStreamFilterZCompress,
    PDFText,
    PDFZCompress,
    format,
)

from core.writers.pdf.kept import Kept

# The version, and four bytes that tell programs that this is no text.
HEAD = b"%PDF-1.7\n%\x93\x8c\x8b\x9e\n"
# An entry of the cross-reference stream says whether an object stands at a place in the file, or
# in a stream of objects, as which of them.
ENTRY, WIDTHS = ">BLH", (1, 4, 2)
FREE, AT, WITHIN = range(3)


class FileDocument(PDFDocument):  # type: ignore[misc]  # ReportLab has no type hints
    """A PDF document whose streams all end as an archive wants it.

    All else stands in one more stream, deflated together: a tagged file has hundreds of objects.
    Pages deflated before are taken from what is `kept`.
    """

    def __init__(self, kept: Kept, **settings: object) -> None:
        super().__init__(**settings)
        self._deflate = _KeptDeflate(kept)

    def Reference(self, obj: PDFObject, name: str | None = None) -> PDFObjectReference:  # noqa: N802
        """The reference of an object, which becomes a part of the file with it."""
        if type(obj) is PDFStream:
            obj = Stream(obj.dictionary, obj.content, self._deflate)
        return super().Reference(obj, name)

    def format(self) -> bytes:
        """The whole file. Source: ISO 32000-1, 7.5.7 (object streams) and 7.5.8 (references)."""
        root, info = self.Reference(self.Catalog), self.Reference(self.info)
        streams, others = self._written()
        holder = len(streams) + len(others) + 1
        streams[holder] = _object_stream(others).format(self)
        entries = {0: (FREE, 0, 0xFFFF)}
        entries |= {number: (WITHIN, holder, place) for place, number in enumerate(others)}
        parts, end = [HEAD], len(HEAD)
        for number, written in streams.items():
            entries[number] = AT, end, 0
            parts.append(b"%d 0 obj\n%sendobj\n" % (number, written))
            end += len(parts[-1])
        table = holder + 1
        entries[table] = AT, end, 0
        identifier = PDFText(self.signature.digest())
        facts = {
            "Type": "/XRef",
            "Size": len(entries),
            "W": PDFArray(WIDTHS),
            "Root": root,
            "Info": info,
            "ID": PDFArray([identifier, identifier]),
        }
        packed = b"".join(pack(ENTRY, *entries[number]) for number in range(len(entries)))
        written = Stream(PDFDictionary(facts), packed).format(self)
        parts.append(b"%d 0 obj\n%sendobj\nstartxref\n%d\n%%%%EOF\n" % (table, written, end))
        return b"".join(parts)

    def _written(self) -> tuple[dict[int, bytes], dict[int, bytes]]:
        """The streams and the other objects as they stand in the file, by their number."""
        streams: dict[int, bytes] = {}
        others: dict[int, bytes] = {}
        for number in count(1):  # to write an object may add another
            if number not in self.numberToId:
                break
            obj = self.idToObject[self.numberToId[number]]
            kind = streams if isinstance(obj, PDFStream) else others
            kind[number] = format(obj, self, toplevel=1)
        return streams, others


def _object_stream(objects: Mapping[int, bytes]) -> Stream:
    """Objects by their number, one behind the other."""
    places = accumulate((len(written) + 1 for written in objects.values()), initial=0)
    index = " ".join(f"{number} {place}" for number, place in zip(objects, places, strict=False))
    facts = {"Type": "/ObjStm", "N": len(objects), "First": len(index) + 1}
    return Stream(PDFDictionary(facts), b"\n".join((index.encode(), *objects.values())))


class _KeptDeflate(PDFStreamFilterZCompress):  # type: ignore[misc]
    """Deflates what no document kept has: of an edited report most pages stay as they were."""

    def __init__(self, kept: Kept) -> None:
        self._kept = kept

    def encode(self, text: str | bytes) -> bytes:
        """The deflated content, found by its digest: whole pages would take much room."""
        content = text.encode() if isinstance(text, str) else text
        seen = blake2b(content).digest()
        return self._kept.get("deflated", seen, lambda: compress(content))


class Stream(PDFStream):  # type: ignore[misc]
    """A stream whose `endstream` stands on a line of its own. Source: ISO 19005-3, 6.1.7.1.

    The line before it ends with CR and LF: behind content that ends with CR, LF alone might be
    taken for the second half of that. Without a `deflate` it stays as it is. A stream whose
    dictionary names a filter has that content already.
    """

    def __init__(
        self,
        dictionary: PDFDictionary,
        content: str | bytes,
        deflate: PDFStreamFilterZCompress | None = PDFZCompress,
    ) -> None:
        super().__init__(dictionary, content, [deflate] if deflate else None)

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
