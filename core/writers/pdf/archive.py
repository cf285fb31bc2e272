"""What makes a PDF fit to be kept (PDF/A-3a) and to be read aloud (PDF/UA-1).

All content is black or grey, so the colours that are meant are given by a profile for grey.
Source: ISO 19005-3 (PDF/A-3), 6.2.3 (output intents) and 6.6 (metadata); ISO 14289-1 (PDF/UA), 5.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from struct import pack

from reportlab.pdfbase.pdfdoc import (
    PDFArray,
    PDFDictionary,
    PDFDocument,
    PDFInfo,
    PDFString,
)

from core import __version__
from core.document.blocks import Document, Table
from core.writers.pdf.objects import Stream, extend

XMP = """\
<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
<pdfaid:part>3</pdfaid:part>
<pdfaid:conformance>{conformance}</pdfaid:conformance>
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{subject}</rdf:li></rdf:Alt></dc:description>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<xmp:CreatorTool>{creator}</xmp:CreatorTool>
<pdf:Producer>{producer}</pdf:Producer>
{keywords}{dates}</rdf:Description>
{accessible}</rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>
"""
KEYWORDS = "<pdf:Keywords>{keywords}</pdf:Keywords>\n"
DATES = """\
<xmp:CreateDate>{date}T00:00:00+08:00</xmp:CreateDate>
<xmp:ModifyDate>{date}T00:00:00+08:00</xmp:ModifyDate>
"""
# PDF/A must be told of what it does not know (ISO 19005-3, 6.6.2.3.3).
ACCESSIBLE = """\
<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"
 xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfuaid:part>1</pdfuaid:part>
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
"""
# What XML would take for its own. (xml.sax has a function for it, but imports http and ssl.)
ESCAPED = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
# Characters that mean something only where one certain font is installed.
_PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff]")
# What XML has no way to write.
_NOT_WRITTEN = re.compile("[\x00-\x20\x7f-\x9f\ud800-\udfff\ufffe\uffff]+")

PROFILE_NAME = "Grey, gamma 2.2, D50"
GAMMA = 2.2
# CIE XYZ of the illuminant D50.
WHITE = (0.9642, 1.0, 0.8249)


def make_archival(document: Document, pdf: PDFDocument) -> None:
    """Says what the document is, in the two ways there are, and which grey is meant.

    One with private characters, which nobody else can read, is only declared to look the same
    for ever (PDF/A-3b).
    """
    pdf.info = info = _Info(document)
    is_readable = not any(_PRIVATE.search(text) for text in _texts(document))
    packet = XMP.format(
        conformance="A" if is_readable else "B",
        accessible=ACCESSIBLE if is_readable else "",
        title=info.title.translate(ESCAPED),
        author=info.author.translate(ESCAPED),
        subject=info.subject.translate(ESCAPED),
        creator=info.creator.translate(ESCAPED),
        producer=info.producer.translate(ESCAPED),
        language=document.language,
        keywords=KEYWORDS.format(keywords=info.keywords) if info.keywords else "",
        dates=DATES.format(date=document.date) if document.date else "",
    )
    kind = PDFDictionary({"Type": "/Metadata", "Subtype": "/XML"})
    pdf.Catalog.Metadata = Stream(kind, packet.encode(), deflate=None)
    pdf.Catalog.ViewerPreferences = PDFDictionary({"DisplayDocTitle": "true"})
    extend(pdf.Catalog, OutputIntents=PDFArray([_output_intent(pdf)]))


def _texts(document: Document) -> Iterator[str]:
    """All that is printed of a document, piece by piece."""
    for block in document.blocks:
        if isinstance(block, Table):
            yield from (cell.text for cell in block.cells)
        else:
            yield block.text


def pdf_date(date: str) -> PDFString:
    """An ISO date as PDF writes it: its first second, in China."""
    return PDFString(f"D:{date.replace('-', '')}000000+08'00'")


class _Info(PDFInfo):  # type: ignore[misc]  # ReportLab has no type hints
    """The document information, without a date if there is none.

    XML, in which it is said again, has no place for control characters.
    """

    def __init__(self, document: Document) -> None:
        super().__init__()
        self.title = _plain(document.title)
        self.author = _plain(document.author)
        self.subject = _plain(document.subject)
        self.creator = f"年报 {__version__}"
        self.keywords = f"校验码 {document.check_code}" if document.check_code else ""
        self._date = document.date

    def format(self, document: PDFDocument) -> bytes:
        entries = {
            "Title": PDFString(self.title),
            "Author": PDFString(self.author),
            "Subject": PDFString(self.subject),
            "Creator": PDFString(self.creator),
            "Producer": PDFString(self.producer),
        }
        if self.keywords:
            entries["Keywords"] = PDFString(self.keywords)
        if self._date:
            entries["CreationDate"] = entries["ModDate"] = pdf_date(self._date)
        return bytes(PDFDictionary(entries).format(document))


def _plain(text: str) -> str:
    return _NOT_WRITTEN.sub(" ", text).strip()


def _output_intent(pdf: PDFDocument) -> PDFDictionary:
    profile = Stream(PDFDictionary({"N": 1}), grey_profile())
    return PDFDictionary(
        {
            "Type": "/OutputIntent",
            "S": "/GTS_PDFA1",
            "OutputConditionIdentifier": PDFString(PROFILE_NAME),
            "Info": PDFString(PROFILE_NAME),
            "DestOutputProfile": pdf.Reference(profile),
        }
    )


def grey_profile() -> bytes:
    """An ICC profile of a grey display. Source: ICC.1:2001-04 (version 2.4), clauses 6.1 to 6.5."""
    name = PROFILE_NAME.encode() + b"\0"
    white = b"".join(pack(">i", round(value * 0x10000)) for value in WHITE)
    tags = {
        b"desc": pack(">4sII", b"desc", 0, len(name)) + name + bytes(4 + 4 + 2 + 1 + 67),
        b"cprt": pack(">4sI", b"text", 0) + b"No copyright, use freely\0",
        b"wtpt": pack(">4sI", b"XYZ ", 0) + white,
        b"kTRC": pack(">4sIIH", b"curv", 0, 1, round(GAMMA * 0x100)),
    }
    start = 128 + 4 + 12 * len(tags)
    index, data = pack(">I", len(tags)), b""
    for tag, content in tags.items():
        index += pack(">4sII", tag, start + len(data), len(content))
        data += content + bytes(-len(content) % 4)
    kind = pack(">4s4s4s", b"mntr", b"GRAY", b"XYZ ")
    made = pack(">6H", 2026, 1, 1, 0, 0, 0)
    size, version = start + len(data), pack(">I", 0x02400000)
    header = pack(">I4x", size) + version + kind + made + b"acsp" + bytes(28) + white + bytes(48)
    return header + index + data
