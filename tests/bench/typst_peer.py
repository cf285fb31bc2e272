"""The same document for typst: its source, in our faces, on our page."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import typst

from core.document.blocks import Block, Document, Heading, Note, Paragraph, Table, TableCell, Title

SETUP = """
#set page(paper: "a4", margin: (top: 37mm, bottom: 35mm, left: 28mm, right: 26mm),
  numbering: "— 1 —")
#set text(font: ("FandolFang R", "Noto Serif SC"), size: 16pt, lang: "zh", region: "cn")
#set par(justify: true, leading: 13pt, spacing: 13pt, first-line-indent: (amount: 2em, all: true))
#show heading: set text(font: "Noto Sans SC", weight: "medium", size: 16pt)
#show heading: it => par(it.body)
#set table(stroke: 0.5pt, align: center + horizon, inset: (x: 1pt, y: 2pt))
#show table: set text(font: "Noto Serif SC", size: 9pt)
#show table: set par(justify: false, leading: 3pt, first-line-indent: 0pt)
"""

COMPILE = """
import sys, typst
source, output, fonts = sys.argv[1:]
typst.compile(source, output=output, font_paths=[fonts], ignore_system_fonts=True)
"""


def typst_command(source: Path, output: Path, fonts: Path) -> list[str]:
    """What makes a PDF of a source, with no fonts but these."""
    return [sys.executable, "-c", COMPILE, str(source), str(output), str(fonts)]


def typst_compiler(fonts: Path) -> typst.Compiler:
    """One that stays in this process, with no fonts but these."""
    return typst.Compiler(font_paths=[fonts], ignore_system_fonts=True)


def typst_source(document: Document) -> str:
    """Source that typst sets in the same order: headings, justified text, tables with spans."""
    facts = f"#set document(title: {_string(document.title)}, author: {_string(document.author)})"
    return "\n".join((facts, SETUP, *map(_block, document.blocks)))


def _block(block: Block) -> str:
    match block:
        case Title(text=text):
            title = f'text(font: "Noto Serif SC", weight: "bold", size: 22pt, {_string(text)})'
            return f"#align(center, par(first-line-indent: 0pt, {title}))"
        case Heading(text=text):
            return f"#heading({_string(text)})"
        case Paragraph(text=text, kind="signature"):
            return f"#align(right, par({_string(text)}))"
        case Paragraph(text=text, lead=lead):
            subheading = f'text(font: ("FandolKai", "Noto Serif SC"), {_string(text[:lead])})'
            return f"#par({subheading} + {_string(text[lead:])})"
        case Note(text=text):
            return f"#par(text(size: 12pt, {_string(text)}))"
        case Table():
            return f"#table(\n  {', '.join(_table(block))})"


def _table(table: Table) -> Iterator[str]:
    yield f"columns: ({' '.join(f'{width}fr,' for width in table.widths)})"
    head = [cell for cell in table.cells if cell.row < table.header_rows]
    if head:
        yield f"table.header({', '.join(map(_cell, head))})"
    yield from (_cell(cell) for cell in table.cells if cell not in head)


def _cell(cell: TableCell) -> str:
    place = f"x: {cell.column}, y: {cell.row}, colspan: {cell.columns}, rowspan: {cell.rows}"
    return f"table.cell({place}, {_string(cell.text)})"


def _string(text: str) -> str:
    # JSON's escapes for quotes, backslashes and line ends are typst's too.
    return json.dumps(text, ensure_ascii=False)
