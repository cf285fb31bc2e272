"""What is found of a table: lines, columns, headers, and why they may be unsure."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from core.matching.alignment import Placed
from core.matching.axes import View
from core.matching.matrix import Matrix, kind_of
from core.readers.contents import GridCell
from core.record import record

NAMED = 0.75  # likeness from which a cell is taken as a name before all is weighed
EXACT = 0.95  # likeness of words that are all the same
_SURE = 0.7  # likeness from which a place is sure
_MARGIN, _BARELY = 0.1, 0.02  # how much better than elsewhere it must be; for an exact name

NO_HEADER = "没有找到这几列的表头，是按格式的顺序读的。"
ASKEW = "表头的格子与下面的数对不齐，是按格式的顺序读的。"
BETWEEN = "这一列的表头认不出，是按左右两列的位置读的。"
LIKE_OTHERS = "这里的名称与格式的不全相同，也可能是别的项目。"
POORLY = "这里的名称与格式的相差较大。"
GARBLED = "这个表里多数行的名称认不出，请核对。"
SEVERAL = "这一行里有几个行的名称，分不清是哪一行的数。"
MOVED = "这里的名称读得不准，请对照原件。"
NO_NAME = "这一行没有名称，是按上下两行的位置读的。"


@record
class Line:
    """A row of a grid that is a line of the table; `cells` are those beside its name."""

    line: int
    row: int
    text: str
    cells: tuple[GridCell, ...]
    likeness: float
    doubt: str = ""


@record
class Column:
    """A column of figures in a grid; `line` is None where the table has none such."""

    start: int
    line: int | None
    text: str
    likeness: float
    doubt: str = ""


@record
class Header:
    """Rows of a grid that name its columns."""

    matrix: Matrix
    rows: tuple[int, ...] = ()


@record(eq=False)
class Part:
    """What of a table stands under one header; `others` are rows with figures and no place.

    `reach` are all rows under the header, up to the next. `completes` is the last row of the part
    before, which only the words at the top of this one name whole.
    """

    view: View
    matrix: Matrix
    header: Header
    lines: tuple[Line, ...]
    columns: tuple[Column, ...]
    others: tuple[Line, ...] = ()
    reach: tuple[int, ...] = ()
    completes: Line | None = None

    @property
    def score(self) -> float:
        """How much of the table it is, and how surely."""
        columns = [c.likeness for c in self.columns if c.line is not None]
        across = sum(columns) / max(self.view.across.lines, 1)
        return sum(line.likeness for line in self.lines) * across

    @property
    def rows(self) -> set[int]:
        """The rows of the grid that it takes, its header's apart."""
        return {line.row for line in self.lines}

    @property
    def found(self) -> set[int]:
        """The lines of the table that it has."""
        return {line.line for line in self.lines}


def figures_in(cells: Sequence[GridCell]) -> list[GridCell]:
    """The cells that hold a figure."""
    return [cell for cell in cells if kind_of(cell.text) == "figure"]


def doubt_of(placed: Placed) -> str:
    """Why a place is unsure; "" for a sure one."""
    if placed.margin < (_BARELY if placed.likeness >= EXACT else _MARGIN):
        return LIKE_OTHERS
    return POORLY if placed.likeness < _SURE else ""


def between_sure(lines: Sequence[tuple[int | None, str]], count: int) -> set[int]:
    """Which of the poorly named lines stand where only they can, the others being sure."""
    found: set[int] = set()
    sure = [-1, *(i for i, (_, doubt) in enumerate(lines) if not doubt), len(lines)]
    for first, last in pairwise(sure):
        low = lines[first][0] if first >= 0 else -1
        high = lines[last][0] if last < len(lines) else count
        run = lines[first + 1 : last]
        if low is None or high is None or any(doubt != POORLY for _, doubt in run):
            continue
        if [line for line, _ in run] == list(range(low + 1, high)):
            found.update(range(first + 1, last))
    return found
