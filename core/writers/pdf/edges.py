"""The borders between the columns of a table: distances from its left, in points."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, pairwise

from core.document.blocks import Table
from core.writers.pdf.cells import CONTINUED, Setting, text_setter
from core.writers.pdf.columns import Need, widths_by_need
from core.writers.pdf.lines import widest_piece
from core.writers.table_measures import FEW_LINES, PADDING, SPARE_PADDING


def form_edges(table: Table, setting: Setting) -> tuple[float, ...]:
    """The column borders as the form has them."""
    scale = setting.area.width / sum(table.widths)
    return tuple(accumulate((width * scale for width in table.widths), initial=0.0))


def edges_by_need(table: Table, setting: Setting, is_divided: bool = False) -> tuple[float, ...]:
    """The column borders as the form has them, but for columns that need more.

    In the type size of the setting; those of a table that `is_divided` leave room for what is
    printed behind repeated labels.
    """
    edges = form_edges(table, setting)
    widths = [right - left for left, right in pairwise(edges)]
    needs = _needs(table, setting, edges, CONTINUED if is_divided else "")
    return tuple(accumulate(widths_by_need(widths, needs), initial=0.0))


def _needs(
    table: Table, setting: Setting, edges: Sequence[float], behind_labels: str
) -> list[Need]:
    """What the columns between these borders need for the cells that stand in them alone.

    A data cell or a column header over several columns keeps at least the width of its text.
    """
    face, em = setting.face, setting.size / 1000
    in_lines = text_setter(setting)

    def widest(text: str) -> float:
        return em * face.kept.get("widest", (face, text), lambda: widest_piece(text, face.advances))

    least, most = [0.0] * len(table.widths), [0.0] * len(table.widths)
    for cell in table.cells:
        text, needed = in_lines(cell, edges), widest(cell.text)
        if cell.columns > 1:
            if cell.scope in (None, "Column"):
                share = (text.width + 2 * (PADDING + SPARE_PADDING)) / cell.columns
                for column in range(cell.column, cell.column + cell.columns):
                    least[column] = max(least[column], share)
            continue
        if not cell.scope and len(text.lines) > FEW_LINES:
            needed = max(needed, sum(line.width for line in text.lines) * em / FEW_LINES)
        if cell.scope:  # clear of the borders, in the lines that it has
            needed = max(needed, text.width)
        if cell.scope == "Row" and cell.rows > 1:
            needed = max(needed, widest(behind_labels))
        column, around = cell.column, 2 * (setting.padding(cell) + SPARE_PADDING)
        least[column] = max(least[column], text.width + around)
        most[column] = max(most[column], needed + around)
    return [Need(*pair) for pair in zip(least, most, strict=True)]
