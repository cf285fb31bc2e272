"""A draft as DOCX, in the raw XML that Word and WPS write, and by python-docx."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from itertools import count
from xml.sax.saxutils import escape

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Pt

from tests.files.draft import PAGE_END, Box, Draft, Para, Sheet
from tests.files.writers.archive import rezipped, zipped

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_SPACES = (
    f'xmlns:w="{W}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
_TYPES = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>'
    '<Override PartName="/word/numbering.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml"/>'
    '<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>'
)
_RELATIONS = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
)
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_ROOT_RELATIONS = (
    f'{_RELATIONS}<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/>'
    '<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>'
)
_PART_RELATIONS = f'{_RELATIONS}<Relationship Id="rId1" Type="{_OFFICE}/numbering" Target="numbering.xml"/></Relationships>'
_NUMBERING = (
    f'<w:numbering xmlns:w="{W}"><w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="multilevel"/>'
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/><w:lvlText w:val="%1、"/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/><w:lvlText w:val="（%2）"/></w:lvl>'
    '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
)
_SMALL = '<w:sz w:val="18"/>'
_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")
_AUTHOR = 'w:id="{}" w:author="示例" w:date="2025-01-09T09:00:00Z"'


@dataclass(frozen=True)
class Docx:
    """How the file is written. `letters`: lines in a box are breaks or paragraphs of their own."""

    letters: str = "break"
    runs: int = 0  # characters after which a run ends, 0 for never
    controls: bool = False  # values of 表三 stand in content controls
    repeat: bool = False  # heads are marked to be repeated
    nested: bool = False  # every table stands in a box of another


def docx_bytes(draft: Draft, how: Docx | None = None) -> bytes:
    """The file."""
    writer = _Writer(how or Docx())
    body = "".join(writer.block(block) for block in draft.blocks)
    if draft.layout == "table":
        body = f"<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/></w:tblGrid><w:tr><w:tc>{body}<w:p/></w:tc></w:tr></w:tbl><w:p/>"
    page = '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1440" w:right="1300" w:bottom="1440" w:left="1300"/></w:sectPr>'
    document = f"<w:document {_SPACES}><w:body>{body}{page}</w:body></w:document>"
    core = (
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{escape(draft.page_title)}</dc:title></cp:coreProperties>'
    )
    parts = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _ROOT_RELATIONS,
        "word/document.xml": document,
        "word/_rels/document.xml.rels": _PART_RELATIONS,
        "word/numbering.xml": _NUMBERING,
        "docProps/core.xml": core,
    }
    return zipped({name: text.encode() for name, text in parts.items()})


class _Writer:
    def __init__(self, how: Docx) -> None:
        self._how = how
        self._ids = count(1)

    def block(self, block: Para | Sheet) -> str:
        if isinstance(block, Para):
            return self._paragraph(block)
        table = self._table(block)
        if self._how.nested:
            table = f"<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/></w:tblGrid><w:tr><w:tc>{table}<w:p/></w:tc></w:tr></w:tbl>"
        return f"{table}<w:p/>"

    def _paragraph(self, para: Para) -> str:
        if para.text == PAGE_END:
            return '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'
        runs = self._runs(para.text, para.manner)
        if para.manner == "textbox":
            return f"<w:p><w:r>{_text_box(runs)}</w:r></w:p>"
        written = f"<w:p>{_properties(para)}{runs}</w:p>"
        if para.manner == "boxed":
            width = '<w:gridCol w:w="9000"/>'
            return f"<w:tbl><w:tblPr/><w:tblGrid>{width}</w:tblGrid><w:tr><w:tc>{written}</w:tc></w:tr></w:tbl>"
        return written

    def _runs(self, text: str, manner: str = "", size: str = "") -> str:
        step = self._how.runs or max(len(text), 1)
        pieces = [text[i : i + step] for i in range(0, len(text), step)]
        if manner == "deleted":
            inside = f'<w:r><w:delText xml:space="preserve">{escape(text)}</w:delText></w:r>'
            return f"<w:del {_AUTHOR.format(next(self._ids))}>{inside}</w:del>"
        style = ("<w:vanish/>" if manner == "hidden" else "") + size
        style = f"<w:rPr>{style}</w:rPr>" if style else ""
        runs = "".join(f"<w:r>{style}{_text(piece)}</w:r>" for piece in pieces)
        if manner == "inserted":
            return f"<w:ins {_AUTHOR.format(next(self._ids))}>{runs}</w:ins>"
        return runs

    def _table(self, sheet: Sheet) -> str:
        widths = _widths(sheet)
        grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
        rows = list(self._rows(sheet, widths))
        border = "".join(f'<w:{side} w:val="single" w:sz="4"/>' for side in _SIDES)
        margins = '<w:tblCellMar><w:left w:w="30"/><w:right w:w="30"/></w:tblCellMar>'
        border = f'<w:tblBorders>{border}</w:tblBorders><w:tblLayout w:type="fixed"/>{margins}'
        return f"<w:tbl><w:tblPr>{border}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"

    def _rows(self, sheet: Sheet, widths: list[int]) -> Iterator[str]:
        starts = {(p.row, p.column): p for p in sheet.places()}
        going: dict[int, tuple[int, int]] = {}  # column: rows left, and columns of the merge
        for r, row in enumerate(sheet.matrix):
            cells = ""
            c = 0
            while c < len(row):
                if place := starts.get((r, c)):
                    span = _span(widths[c : c + place.columns])
                    merge = '<w:vMerge w:val="restart"/>' if place.rows > 1 else ""
                    cells += f"<w:tc><w:tcPr>{span}{merge}</w:tcPr>{self._inside(place.box)}</w:tc>"
                    going[c] = (place.rows - 1, place.columns)
                    c += place.columns
                else:
                    left, columns = going[c]
                    span = _span(widths[c : c + columns])
                    cells += f"<w:tc><w:tcPr>{span}<w:vMerge/></w:tcPr><w:p/></w:tc>"
                    going[c] = (left - 1, columns)
                    c += columns
            head = "<w:trPr><w:tblHeader/></w:trPr>" if self._how.repeat and r < sheet.head else ""
            yield f"<w:tr>{head}{cells}</w:tr>"

    def _inside(self, box: Box) -> str:
        manner, _, unseen = box.manner.partition(":")
        indent = (
            f'<w:pPr><w:ind w:leftChars="{100 * box.indent}" w:left="{210 * box.indent}"/></w:pPr>'
            if box.indent
            else ""
        )
        if unseen and manner in ("hidden", "deleted"):
            return f"<w:p>{indent}{self._runs(unseen, manner, _SMALL)}{self._runs(box.text, size=_SMALL)}</w:p>"
        manner = manner if manner == "inserted" else ""
        lines = box.text.split("\n") if self._how.letters == "paragraph" else [box.text]
        inside = "".join(f"<w:p>{indent}{self._runs(line, manner, _SMALL)}</w:p>" for line in lines)
        if self._how.controls and box.cell:
            return f"<w:sdt><w:sdtPr/><w:sdtContent>{inside}</w:sdtContent></w:sdt>"
        return inside


def _widths(sheet: Sheet) -> list[int]:
    """Widths of the columns, those of labels larger."""
    columns = max(map(len, sheet.matrix))
    labels = max(sheet.labels, 1) if columns > sheet.labels else 0
    shares = [2 if c < labels else 1 for c in range(columns)]
    return [9200 * share // sum(shares) for share in shares]


def _span(widths: list[int]) -> str:
    span = f'<w:gridSpan w:val="{len(widths)}"/>' if len(widths) > 1 else ""
    return f'<w:tcW w:w="{sum(widths)}" w:type="dxa"/>{span}'


def _text(text: str) -> str:
    lines = text.split("\n")
    return "<w:br/>".join(f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in lines)


def _properties(para: Para) -> str:
    inside = ""
    if para.manner == "numbered":
        inside += '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    if para.kind == "body":
        inside += '<w:ind w:firstLineChars="200" w:firstLine="640"/>'
    if para.kind in ("title", "signature"):
        inside += f'<w:jc w:val="{"center" if para.kind == "title" else "right"}"/>'
    return f"<w:pPr>{inside}</w:pPr>" if inside else ""


def _text_box(runs: str) -> str:
    inside = f"<w:txbxContent><w:p>{runs}</w:p></w:txbxContent>"
    return (
        '<mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor><a:graphic><a:graphicData '
        'uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">'
        f"<wps:wsp><wps:txbx>{inside}</wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:shape><v:textbox>{inside}</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent>"
    )


def plain_docx_bytes(draft: Draft) -> bytes:
    """The file as python-docx writes it, with real heading styles."""
    document = Document()
    document.core_properties.title = draft.page_title
    for block in draft.blocks:
        if isinstance(block, Sheet):
            _plain_table(document, block)
            continue
        style = {"title": "Title", "heading": "Heading 1"}.get(block.kind, "Normal")
        paragraph = document.add_paragraph(block.text, style)
        if block.kind == "body":
            paragraph.paragraph_format.first_line_indent = Pt(32)
        if block.kind == "signature":
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    buffer = BytesIO()
    document.save(buffer)
    return rezipped(buffer.getvalue())


def _plain_table(document, sheet: Sheet) -> None:
    table = document.add_table(len(sheet.matrix), max(map(len, sheet.matrix)), "Table Grid")
    rows = [row.cells for row in table.rows]
    for box, row, column, tall, wide in sheet.places():
        cell = rows[row][column]
        if tall > 1 or wide > 1:
            cell = cell.merge(rows[row + tall - 1][column + wide - 1])
        cell.text = "　" * box.indent + box.text
