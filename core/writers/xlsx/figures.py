"""What a cell with data holds in a spreadsheet: a number, a sum of others, or text.

The figure shown is always the published one. A spreadsheet keeps 15 digits of a number: more stay
text, and so does whatever is not a number alone, such as “/” or an amount with its unit.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from itertools import pairwise

from openpyxl.utils import get_column_letter

from core.document.blocks import Table, TableCell
from core.record import record

MOST_DIGITS = 15
NOTHING = "/"  # adds as 0, as SUM passes over text
_NUMBER = re.compile(r"(?P<sign>[+-]?)(?P<whole>[0-9]+)(?:\.(?P<fraction>[0-9]+))?")


@record
class Figure:
    """What is written into a cell.

    `formula` is "" for none; with one, `content` is its result. `comment` says what is no part of
    the number: the note printed behind it, and a sum that differs.
    """

    content: str | Decimal
    number_format: str = "General"
    formula: str = ""
    comment: str = ""


def figures_of(table: Table, top: int) -> Mapping[str, Figure]:
    """The figures of a table by cell id; its first row is row `top` of the sheet, from 1."""
    data = {cell.cell_id: cell for cell in table.cells if cell.cell_id}
    return {cell_id: _figure(cell, data, top) for cell_id, cell in data.items()}


def _figure(cell: TableCell, data: Mapping[str, TableCell], top: int) -> Figure:
    number = _number(cell.value)
    if number is None:
        return Figure(cell.text)
    note = cell.text.removeprefix(cell.value)
    shown = _shown(cell.value)
    total = _sum(cell.sum_of, data)
    if total is None:
        return Figure(number, shown, comment=note)
    if total != number:
        differs = f"各项相加是{total}，与填写的{cell.value}不同。"
        return Figure(number, shown, comment="\n".join(filter(None, (note, differs))))
    addends = (data[addend] for addend in cell.sum_of)
    places = [(top + addend.row, addend.column + 1) for addend in addends]
    return Figure(number, shown, f"=SUM({','.join(_ranges(places))})", note)


def _number(value: str) -> Decimal | None:
    """The number that a spreadsheet can hold; None where it would not be the same."""
    found = _NUMBER.fullmatch(value)
    if not found or len(found["whole"] + (found["fraction"] or "")) > MOST_DIGITS:
        return None
    return Decimal(value)


def _shown(value: str) -> str:
    """The number format that shows a number as it was typed."""
    whole, _, fraction = value.partition(".")
    digits = f"0.{'0' * len(fraction)}" if fraction else "0"
    return f"+{digits};-{digits};{digits}" if whole.startswith("+") else digits


def _sum(addends: Iterable[str], data: Mapping[str, TableCell]) -> Decimal | None:
    """The sum of cells of the table; None for no cells, or where one is blank or no number."""
    numbers: list[Decimal] = []
    for addend in addends:
        value = data[addend].value if addend in data else ""
        number = Decimal(0) if value == NOTHING else _number(value)
        if number is None:
            return None
        numbers.append(number)
    return sum(numbers, Decimal(0)) if numbers else None


def _ranges(places: list[tuple[int, int]]) -> Iterable[str]:
    """Rows and columns, from 1, as a formula names them: neighbours in a line as one range."""
    runs = [[places[0]]]
    steps: set[tuple[int, int]] = set()
    for (row, column), place in pairwise(places):
        step = (place[0] - row, place[1] - column)
        if step in ((0, 1), (1, 0)) and steps <= {step}:
            runs[-1].append(place)
            steps = {step}
        else:
            runs.append([place])
            steps = set()
    for run in runs:
        names = [f"{get_column_letter(column)}{row}" for row, column in (run[0], run[-1])]
        yield ":".join(dict.fromkeys(names))
