"""Report to a web page: one file that needs no other, runs nothing and asks for nothing.

It reads well on a telephone and prints on the page of an official document. Every figure says by
its `headers` which labels it stands under, for those who hear the table.
"""

from __future__ import annotations

from collections.abc import Mapping

from core.document.blocks import Block, Document, Paragraph, Role, Table, TableCell, Title
from core.document.compose import compose
from core.report.report import Report
from core.writers.html.markup import element, table_cell, words
from core.writers.html.style import STYLE
from core.writers.table_measures import left_labels
from core.writers.tables import headers_of, rows_of

TAGS: Mapping[Role, str] = {
    "Title": "h1",
    "H1": "h2",
    "H2": "h3",
    "H3": "h4",
    "P": "p",
    "Note": "p",
}
# Nothing may be loaded or run, whatever a text may hold.
POLICY = "default-src 'none'; style-src 'unsafe-inline'"
# A column of a table with more than so many is never narrower than so many characters.
FEW_COLUMNS, NARROWEST = 6, 5


def html_bytes(report: Report) -> bytes:
    """The content of the report's HTML file, in UTF-8."""
    return page_of(compose(report)).encode()


def page_of(document: Document) -> str:
    """The document as a page. Its watermark is drawn across it, and is none of its text."""
    main = "\n".join(
        _title(block, document.author) if isinstance(block, Title) else _block(block, number)
        for number, block in enumerate(document.blocks)
    )
    watermark = f' data-watermark="{words(document.watermark)}"' if document.watermark else ""
    return f"""<!DOCTYPE html>
<html lang="{document.language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="author" content="{words(document.author)}">
<meta name="description" content="{words(document.subject)}">
<title>{words(" ".join(document.title.split()))}</title>
<style>
{STYLE}</style>
</head>
<body{watermark}>
<main>
{main}
</main>
</body>
</html>
"""


def _title(title: Title, author: str) -> str:
    """The title, which is rather broken behind the author's name than inside words."""
    content = words(title.text)
    if author and title.text.startswith(author):
        parts = (author, title.text.removeprefix(author))
        content = "".join(element("span", words(part)) for part in parts)
    return element(TAGS[title.role], content)


def _block(block: Block, number: int) -> str:
    """A block as an element; `number` tells a table's ids from those of others."""
    if isinstance(block, Table):
        return _table(block, f"t{number}")
    content, kind = words(block.text), ""
    if isinstance(block, Paragraph):
        kind = f"level-{block.level}" if block.lead else ""
        if block.kind == "signature":
            kind = "signature"
        elif block.role == "P" and block.lead:
            lead = element("span", words(block.text[: block.lead]), class_=kind)
            content, kind = lead + words(block.text[block.lead :]), ""
    elif block.role == "Note":
        kind = "note"
    return element(TAGS[block.role], content, class_=kind)


def _table(table: Table, name: str) -> str:
    headers, left = headers_of(table), left_labels(table)
    rows = [
        element("tr", "".join(_cell(cell, name, headers.get(cell, ()), left) for cell in row))
        for row in rows_of(table)
    ]
    columns = "".join(
        f'<col style="width:{width / sum(table.widths):.2%}">' for width in table.widths
    )
    parts = (("thead", rows[: table.header_rows]), ("tbody", rows[table.header_rows :]))
    content = (
        element("caption", words(table.title), id=name),
        element("colgroup", columns),
        *(element(part, "\n" + "\n".join(lines) + "\n") for part, lines in parts if lines),
    )
    count = len(table.widths)
    style = f"min-width:{count * NARROWEST}em" if count > FEW_COLUMNS else ""
    set_as = "list" if table.is_list else ""
    drawn = element("table", "\n" + "\n".join(content) + "\n", class_=set_as, style=style)
    # What is wider than a screen is moved by the keyboard too.
    return f'<div role="region" tabindex="0" aria-labelledby="{name}">{drawn}</div>'


def _cell(cell: TableCell, table: str, headers: tuple[TableCell, ...], left: int) -> str:
    def name(header: TableCell) -> str:
        return f"{table}-{header.row}-{header.column}"

    is_left = left and cell.scope == "Row" and cell.column + cell.columns == left
    return table_cell(
        cell,
        id=name(cell) if cell.scope else "",
        headers=" ".join(map(name, headers)),
        class_="left" if is_left else "",
    )
