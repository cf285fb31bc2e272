"""The logical structure of a tagged PDF: one element a block, a row or a cell, in reading order.

Source: ISO 32000-1, 14.7 and 14.8.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from core.document.blocks import Role, TableCell


@dataclass(eq=False)
class Element:
    """A node of the structure tree.

    `cell` is that of a TH or TD. `marks` are the pieces of page content that belong to it, as
    page index and number within that page; a block divided over two pages has several.
    """

    role: Role
    cell: TableCell | None = None
    children: list[Element] = field(default_factory=list)
    marks: list[tuple[int, int]] = field(default_factory=list)


def table_element(cells: tuple[TableCell, ...]) -> tuple[Element, tuple[Element, ...]]:
    """The element of a table with its rows, and those of its cells in their order."""
    elements = tuple(Element(cell.role, cell) for cell in cells)
    rows: dict[int, Element] = {}
    for cell, element in zip(cells, elements, strict=True):
        rows.setdefault(cell.row, Element("TR")).children.append(element)
    return Element("Table", children=[rows[row] for row in sorted(rows)]), elements
