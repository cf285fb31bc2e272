"""Report to the rich text that is pasted into the editor of a web site.

Those editors throw away classes, style sheets and what they do not know, and keep tables, their
widths, and styles that stand in the elements themselves. The site has faces of its own: none is
named here.
"""

from __future__ import annotations

from core.document.blocks import Block, Document, Heading, Note, Paragraph, Table, TableCell, Title
from core.document.compose import compose
from core.report.report import Report
from core.writers.html.markup import element, table_cell, words
from core.writers.table_measures import left_labels
from core.writers.tables import rows_of

RUNNING = "text-indent:2em;text-align:justify;line-height:2;margin:0"
CENTRED = "text-align:center;line-height:2;margin:0 0 16px"
RIGHT = "text-align:right;line-height:2;margin:0"
BOLD = "font-weight:bold;"
TABLE = "width:100%;border-collapse:collapse;border:1px solid #000;margin:8px 0"
CELL = "border:1px solid #000;padding:4px;vertical-align:middle;font-weight:normal;text-align:"


def html_fragment(report: Report) -> str:
    """The report as rich text without a page around it."""
    return fragment_of(compose(report))


def fragment_of(document: Document) -> str:
    """The document as rich text. Its watermark stands above it, as in plain text."""
    lines = [_block(block) for block in document.blocks]
    if document.watermark:
        mark = words(f"【{document.watermark}】")
        lines.insert(0, element("p", element("strong", mark), style=CENTRED))
    return "\n".join(lines)


def _block(block: Block) -> str:
    match block:
        case Table():
            return _table(block)
        case Title(text):
            return element("p", element("strong", words(text)), style=f"{CENTRED};font-size:22px")
        case Heading(text):
            return element("h2", words(text), style=f"{BOLD}font-size:18px;{RUNNING}")
        case Note(text):
            return element("p", words(text), style=f"font-size:14px;{RUNNING}")
        case Paragraph(text, kind="signature"):
            return element("p", words(text), style=RIGHT)
        case Paragraph(text, lead=lead) if block.role != "P":
            tag = "h3" if block.role == "H2" else "h4"
            return element(tag, words(text), style=f"{BOLD}font-size:16px;{RUNNING}")
        case Paragraph(text, lead=lead):
            head = element("strong", words(text[:lead])) if lead else ""
            return element("p", head + words(text[lead:]), style=RUNNING)


def _table(table: Table) -> str:
    left = left_labels(table)
    rows = "\n".join(
        element("tr", "".join(_cell(cell, table, left) for cell in row)) for row in rows_of(table)
    )
    return element(
        "table",
        element("tbody", f"\n{rows}\n"),
        border=1,
        cellspacing="0",
        cellpadding=4,
        width="100%",
        style=TABLE,
    )


def _cell(cell: TableCell, table: Table, left: int) -> str:
    """A cell with its width twice: some editors keep the attribute, some the style."""
    end = cell.column + cell.columns
    share = sum(table.widths[cell.column : end]) / sum(table.widths)
    is_left = (table.is_list and not cell.scope) or (left and cell.scope == "Row" and end == left)
    style = f"width:{share:.1%};{CELL}{'left' if is_left else 'center'}"
    return table_cell(cell, width=f"{share:.1%}", style=style)
