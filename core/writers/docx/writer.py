"""Document to DOCX. The same document gives the same bytes."""

from __future__ import annotations

from datetime import datetime, timedelta
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part, XmlPart
from docx.oxml.parser import parse_xml
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.package import Package

from core import __version__
from core.document.blocks import Document
from core.document.compose import compose
from core.report.report import Report
from core.writers.docx.elements import element, writable
from core.writers.docx.flow import flow_of
from core.writers.docx.page import SIDES, footer, header, section
from core.writers.docx.styles import fonts_xml, settings_xml, styles_xml

PROGRAM = (
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/'
    f'extended-properties"><Application>年报 {__version__}</Application></Properties>'
)
# How far the clock of China is ahead of the one that files tell.
IN_CHINA = timedelta(hours=8)
# A property of a file takes no more characters.
LONGEST_PROPERTY = 255


def docx_bytes(report: Report) -> bytes:
    """The content of the report's Word document."""
    return docx_of(compose(report))


def docx_of(document: Document) -> bytes:
    """The document as the content of a DOCX file."""
    package, flow = Package(), flow_of(document)
    body = element("body", *flow.elements)
    main = _part(package, "document", CONTENT_TYPE.WML_DOCUMENT_MAIN, element("document", body))
    package.relate_to(main, RELATIONSHIP_TYPE.OFFICE_DOCUMENT)

    def related(name: str, kind: str, root: BaseOxmlElement) -> str:
        part = _part(package, name, getattr(CONTENT_TYPE, f"WML_{kind}"), root)
        return main.relate_to(part, getattr(RELATIONSHIP_TYPE, kind))

    related("styles", "STYLES", parse_xml(styles_xml(document.language, flow.cell_sizes)))
    related("settings", "SETTINGS", parse_xml(settings_xml(document.language)))
    related("fontTable", "FONT_TABLE", parse_xml(fonts_xml()))
    footers = [
        related(f"footer{number}", "FOOTER", footer(side)) for number, side in enumerate(SIDES, 1)
    ]
    headers = [
        related(f"header{number}", "HEADER", header(document.watermark, number))
        for number, _ in enumerate(SIDES, 1)
        if document.watermark
    ]
    body.append(section(headers, footers))
    _describe(package, document)
    saved = BytesIO()
    package.save(saved)
    return _undated(saved.getvalue())


def _part(package: Package, name: str, content_type: str, root: BaseOxmlElement) -> Part:
    return XmlPart(PackURI(f"/word/{name}.xml"), content_type, root, package)


def _describe(package: Package, document: Document) -> None:
    """Says what the file is, and nothing of the computer that it was made on."""
    properties = package.core_properties
    for child in list(properties._element):
        properties._element.remove(child)
    properties.title = _plain(document.title)
    properties.author = _plain(document.author)
    properties.subject = _plain(document.subject)
    properties.language = document.language
    if document.watermark:
        properties.content_status = _plain(document.watermark)
    if document.date:
        properties.created = properties.modified = datetime.fromisoformat(document.date) - IN_CHINA
    uri = PackURI("/docProps/app.xml")
    program = Part(uri, CONTENT_TYPE.OFC_EXTENDED_PROPERTIES, PROGRAM.encode(), package)
    package.relate_to(program, RELATIONSHIP_TYPE.EXTENDED_PROPERTIES)


def _plain(text: str) -> str:
    return " ".join(writable(text).split())[:LONGEST_PROPERTY]


def _undated(content: bytes) -> bytes:
    """The same ZIP file without the time at which it was made."""
    made = BytesIO()
    with ZipFile(BytesIO(content)) as dated, ZipFile(made, "w", ZIP_DEFLATED) as undated:
        for name in dated.namelist():
            entry = ZipInfo(name)
            entry.create_system = 0  # the same on every system
            entry.compress_type = ZIP_DEFLATED
            undated.writestr(entry, dated.read(name))
    return made.getvalue()
