"""What there is to say where the clerk is in a table: for the line at the foot."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal

from core.checks.facts import Number
from core.checks.findings import CheckResult, Repair
from core.forms.rules import Severity
from core.record import record


@record
class Selected:
    """The sum of the figures in several selected cells, and how many cells hold one."""

    total: Number
    count: int

    @classmethod
    def of(cls, numbers: Iterable[Number]) -> Selected:
        """The sum of these."""
        listed = list(numbers)
        return cls(sum(listed), len(listed))

    @property
    def average(self) -> Number:
        """Rounded half up to two places, and without zeros at its end."""
        exact = Decimal(self.total) / max(self.count, 1)
        rounded = exact.quantize(Decimal("0.01"), ROUND_HALF_UP)
        return int(rounded) if rounded == rounded.to_integral_value() else rounded.normalize()

    @property
    def words(self) -> str:
        """合计 12　平均 3　4 格."""
        if not self.count:
            return "选中的格都空着"
        return f"合计 {self.total}　平均 {self.average}　{self.count} 格"


@record
class Here:
    """The current cell, by its id.

    `sentence` is what is wrong in it or offered for it, "" where nothing is, and `severity` how
    grave that is, else None; `repair` is what would be entered, None for nothing. `source` is who
    gave its number. `selected` is None where it is the only selected cell.
    """

    cell: str
    sentence: str = ""
    severity: Severity | None = None
    repair: Repair | None = None
    source: str = ""
    selected: Selected | None = None


def repair_of(checked: CheckResult, cell_id: str) -> Repair | None:
    """The likeliest repair that gives a cell another value; None where there is none."""
    repairs = (repair for f in checked.blamed.get(cell_id, ()) for repair in f.culprits[:1])
    return next((repair for repair in repairs if cell_id in repair.values), None)
