"""The logical structure of a tagged PDF: one element a block, a row or a cell, in reading order.

Source: ISO 32000-1, 14.7 and 14.8.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from core.document.blocks import Role, Table, TableCell

# The pieces of page content that belong to each element, as page index and number within that
# page; a block divided over two pages has several.
Marks = dict["Element", list[tuple[int, int]]]
HEADINGS: tuple[Role, ...] = ("H1", "H2", "H3")


@dataclass(eq=False, slots=True)
class Element:
    """A node of the structure tree.

    `cell` is that of a TH or TD.
    """

    role: Role
    cell: TableCell | None = None
    children: list[Element] = field(default_factory=list)


def table_element(table: Table) -> tuple[Element, tuple[Element, ...]]:
    """The element of a table with its rows, and those of its cells in their order.

    Rows that repeat on every page are its head, and the others its body.
    """
    elements = tuple(Element(cell.role, cell) for cell in table.cells)
    rows = [Element("TR") for _ in range(table.rows)]
    for cell, element in zip(table.cells, elements, strict=True):
        rows[cell.row].children.append(element)
    if not table.header_rows:
        return Element("Table", children=rows), elements
    head = Element("THead", children=rows[: table.header_rows])
    body = Element("TBody", children=rows[table.header_rows :])
    return Element("Table", children=[head, body]), elements


def nest_headings(elements: Iterable[Element]) -> None:
    """Raises a heading that is more than one level below that before it.

    A clerk's text may begin with “1.” where “（一）” is left out. Source: ISO 14289-1, 7.4.2.
    """
    level = 0
    for element in elements:
        if element.role in HEADINGS:
            level = min(HEADINGS.index(element.role), level)
            element.role = HEADINGS[level]
            level += 1
