"""The same document for LibreOffice: a flat OpenDocument text, in our faces, on our page."""

import shutil
from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import Path
from xml.sax.saxutils import escape

from core.document.blocks import Block, Document, Heading, Note, Paragraph, Table, TableCell, Title
from tests.bench.conftest import run

NAMESPACES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in {
        "office": "office", "style": "style", "text": "text", "table": "table",
        "fo": "xsl-fo-compatible", "svg": "svg-compatible",
    }.items()
)  # fmt: skip
MEASURE = 156  # mm
SOFFICE = shutil.which("soffice")
FACES = ("FandolFang", "Noto Serif SC", "Noto Sans SC Medium")
STYLES = (
    ("title", "Noto Serif SC", 22, "center", 0, "bold"),
    ("heading", "Noto Sans SC Medium", 16, "start", 32, "normal"),
    ("body", "FandolFang", 16, "justify", 32, "normal"),
    ("signature", "FandolFang", 16, "end", 0, "normal"),
    ("note", "FandolFang", 12, "justify", 24, "normal"),
    ("figure", "Noto Serif SC", 9, "center", 0, "normal"),
)


def office(fonts: Path, folder: Path) -> Callable[[list[Path]], None]:
    """LibreOffice with no fonts but these; makes PDFs of files, beside them in the folder."""
    faces = folder / "faces"
    faces.mkdir()
    for font in fonts.glob("*.ttf"):
        # The font of the rare characters has the regular one's name, and would be taken for it.
        if "Rare" not in font.name:
            (faces / font.name).symlink_to(font)
    settings = folder / "fonts.conf"
    settings.write_text(
        f"<fontconfig><dir>{faces}</dir><cachedir>{folder}/cache</cachedir></fontconfig>"
    )
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = [str(SOFFICE), profile, "--headless", "--convert-to", "pdf"]

    def make_pdfs(files: list[Path]) -> None:
        run([*command, *map(str, files)], folder, FONTCONFIG_FILE=str(settings))

    return make_pdfs


def office_source(document: Document) -> str:
    """A document that LibreOffice sets in the same order, with the same spans and borders."""
    tables = [block for block in document.blocks if isinstance(block, Table)]
    columns = {width for table in tables for width in _millimetres(table)}
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<office:document {NAMESPACES} office:version="1.3"
  office:mimetype="application/vnd.oasis.opendocument.text">
<office:font-face-decls>{"".join(map(_face, FACES))}</office:font-face-decls>
<office:styles>{"".join(_style(*style) for style in STYLES)}</office:styles>
<office:automatic-styles>
{"".join(map(_column_style, sorted(columns)))}
<style:style style:name="cell" style:family="table-cell"><style:table-cell-properties
  fo:border="0.5pt solid #000000" fo:padding="0.5mm" style:vertical-align="middle"/></style:style>
<style:page-layout style:name="a4"><style:page-layout-properties fo:page-width="210mm"
  fo:page-height="297mm" fo:margin-top="37mm" fo:margin-bottom="35mm" fo:margin-left="28mm"
  fo:margin-right="26mm"/></style:page-layout>
</office:automatic-styles>
<office:master-styles><style:master-page style:name="Standard"
  style:page-layout-name="a4"/></office:master-styles>
<office:body><office:text>{"".join(map(_block, document.blocks))}</office:text></office:body>
</office:document>"""


def _face(name: str) -> str:
    return f'<style:font-face style:name="{name}" svg:font-family="&apos;{name}&apos;"/>'


def _style(name: str, face: str, size: int, align: str, indent: int, weight: str) -> str:
    return (
        f'<style:style style:name="{name}" style:family="paragraph"><style:paragraph-properties '
        f'fo:text-align="{align}" fo:text-indent="{indent}pt" fo:line-height="{size * 1.8:g}pt"/>'
        f'<style:text-properties style:font-name="{face}" style:font-name-asian="{face}" '
        f'fo:font-size="{size}pt" style:font-size-asian="{size}pt" fo:font-weight="{weight}" '
        f'style:font-weight-asian="{weight}" style:language-asian="zh" '
        'style:country-asian="CN"/></style:style>'
    )


def _column_style(width: str) -> str:
    return (
        f'<style:style style:name="c{width}" style:family="table-column">'
        f'<style:table-column-properties style:column-width="{width}mm"/></style:style>'
    )


def _block(block: Block) -> str:
    match block:
        case Title(text=text):
            return _paragraph("title", text)
        case Heading(text=text):
            return (
                f'<text:h text:outline-level="1" text:style-name="heading">{escape(text)}</text:h>'
            )
        case Paragraph(text=text, kind=kind):
            return _paragraph(kind, text)
        case Note(text=text):
            return _paragraph("note", text)
        case Table():
            return _table(block)


def _paragraph(style: str, text: str) -> str:
    return f'<text:p text:style-name="{style}">{escape(text)}</text:p>'


def _millimetres(table: Table) -> list[str]:
    return [f"{width * MEASURE / sum(table.widths):.2f}" for width in table.widths]


def _table(table: Table) -> str:
    columns = (
        f'<table:table-column table:style-name="c{width}"/>' for width in _millimetres(table)
    )
    rows = list(_rows(table))
    head = "".join(rows[: table.header_rows])
    if head:
        head = f"<table:table-header-rows>{head}</table:table-header-rows>"
    return (
        f"<table:table>{''.join(chain(columns, [head], rows[table.header_rows :]))}</table:table>"
    )


def _rows(table: Table) -> Iterator[str]:
    cells = {(cell.row, cell.column): cell for cell in table.cells}
    for row in range(table.rows):
        in_row = (_cell(cells.get((row, column))) for column in range(len(table.widths)))
        yield f"<table:table-row>{''.join(in_row)}</table:table-row>"


def _cell(cell: TableCell | None) -> str:
    """A cell, or what stands for a place that another one covers."""
    if cell is None:
        return "<table:covered-table-cell/>"
    return (
        f'<table:table-cell table:style-name="cell" table:number-rows-spanned="{cell.rows}" '
        f'table:number-columns-spanned="{cell.columns}">{_paragraph("figure", cell.text)}'
        "</table:table-cell>"
    )
