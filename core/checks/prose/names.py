"""What the clerk calls the cells that a figure speaks of."""

from __future__ import annotations

from functools import lru_cache
from itertools import groupby

from core.forms.definition import Form


@lru_cache(maxsize=512)
def names_of(form: Form, cells: tuple[str, ...]) -> str:
    """What the clerk calls a sum of cells: 第三部分“（三）不予公开各项”."""
    first = form.cells[cells[0]]
    rows = dict.fromkeys(form.cells[cell].row for cell in cells)
    names: list[str] = []
    for group, members in groupby(rows, key=lambda row: row.group):
        own = list(members)
        whole = [row for row in first.table.rows if row.group == group]
        if group and own == whole:
            names.append(f"{own[0].under[-1]}各项")
        else:
            beside = first.table.side_by_side
            names += ["".join((*(row.under if beside else ()), row.name)) for row in own]
    columns = dict.fromkeys(form.cells[cell].column for cell in cells)
    ends = [column.label for column in columns if not column.sum_of]
    if len(ends) > 1 and next(iter(columns)).under[1:]:
        ends = [next(iter(columns)).under[-1]]
    if first.column.value == "money":
        ends = []
    suffix = f"的{'、'.join(ends)}" if ends else ""
    return f"第{first.section.number}部分“{'＋'.join(names)}”{suffix}"
