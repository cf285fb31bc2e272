"""Text and elements as HTML writes them."""

from __future__ import annotations

from html import escape

from core.document.blocks import TableCell
from core.writers.characters import writable


def words(text: str) -> str:
    """A text as the content of an element or attribute; a line feed ends a line."""
    return escape(writable(text)).replace("\n", "<br>")


def element(name: str, content: str, **attributes: str | int) -> str:
    """An element with HTML as its content. Attributes without a value are left out.

    A trailing underscore tells an attribute from Python's own names.
    """
    written = "".join(
        f' {attribute.rstrip("_")}="{value}"' for attribute, value in attributes.items() if value
    )
    return f"<{name}{written}>{content}</{name}>"


def table_cell(cell: TableCell, **attributes: str | int) -> str:
    """A cell of a table: a header that says what it heads, or data."""
    scope = {None: "", "Row": "row"}.get(cell.scope, "col")
    return element(
        cell.role.lower(),
        words(cell.text),
        scope=scope,
        rowspan=cell.rows if cell.rows > 1 else "",
        colspan=cell.columns if cell.columns > 1 else "",
        **attributes,
    )
