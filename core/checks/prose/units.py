"""Units that the figures of one paragraph do not share: 收到申请12件，答复9条."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from core.checks.findings import Figure
from core.checks.prose.reading import Reading

CASES = ("件", "份", "宗", "起", "例", "个")  # as good as one another
_PIECES = ("条", "次", "篇")


def odd_units(reading: Reading, figures: Sequence[Figure]) -> Iterator[tuple[int, str]]:
    """The figures that agree with their table, each with the unit it should have.

    That is its own, but where it counts pieces (条) and most others of its table count cases (件).
    """
    tables: dict[str, list[int]] = {}
    for place in reading.bound:
        claim = reading.claims[place]
        if claim.binding and not claim.denied and figures[place].agrees:
            tables.setdefault(claim.binding.table, []).append(place)
    for places in tables.values():
        units = [reading.claims[place].numeral.unit for place in places]
        cases = [unit for unit in units if unit in CASES]
        for place, unit in zip(places, units, strict=True):
            odd = unit in _PIECES and 2 * len(cases) > len(units)
            yield place, cases[0] if odd else unit
