"""Which cell is wrong: the fewest cells whose change makes every equation hold.

A wrong cell disturbs just the equations it stands in, all by the same amount; so the amounts by
which a table's equations are off tell which few cells can be to blame, and what they should be.
That is error localisation after Fellegi and Holt (1976) with equalities only. Looked for are single
cells, then pairs, then a few that share no equation; what more errors leave behind fits too many
explanations to name any.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import islice

from core.checks.facts import Facts, Number
from core.checks.findings import Repair
from core.checks.likeness import Typing
from core.chinese.numerals import LONGEST
from core.forms.definition import Form
from core.forms.equations import Equation, equations_of
from core.record import record

MOST_EQUATIONS = 3  # that a cell stands in
MOST_CELLS = 3  # that stand apart from each other
LARGEST = 10**LONGEST  # a cell holds no longer number


@record
class Cluster:
    """Equations that do not hold and belong together, the root first, and what would mend them all.

    `repairs` are the smallest ones, best first; empty where nothing can be told.
    """

    equations: tuple[Equation, ...]
    repairs: tuple[Repair, ...]


@record
class System:
    """The equations that can be assessed, over typed cells: a calculated total is its addends.

    `rows` gives each equation the sign of its cells, `columns` each cell the bits of its equations.
    `parts` are the equations that are linked by cells, at first or at second hand.
    """

    equations: tuple[Equation, ...]
    rows: tuple[Mapping[str, int], ...]
    columns: Mapping[str, int]
    parts: tuple[tuple[int, ...], ...]


def locate(
    facts: Facts, broken: Sequence[Equation], recent: Sequence[str] = ()
) -> tuple[Cluster, ...]:
    """The clusters of the equations that do not hold.

    `broken` are those with every cell filled or calculated; `recent` are the cells typed last, the
    latest first.
    """
    if not broken:
        return ()
    system = system_of(facts.report.form, frozenset(facts.report.cells), frozenset(facts.numbers))
    off = {
        i: sum(sign * facts.numbers[cell] for cell, sign in system.rows[i].items())
        for i, equation in enumerate(system.equations)
        if equation in broken
    }
    typing = Typing(facts, recent)
    return tuple(
        Cluster(
            tuple(system.equations[i] for i in sorted(group, key=lambda i: len(system.rows[i]))),
            tuple(sorted(_repairs(system, group, facts.numbers), key=typing.unlikeness)),
        )
        for group in _groups(system, off)
    )


@lru_cache(maxsize=16)
def system_of(form: Form, typed: frozenset[str], known: frozenset[str]) -> System:
    """The equations whose cells are all `known`, over the cells that are `typed`."""
    equations = []
    rows: list[Mapping[str, int]] = []
    for equation in equations_of(form):
        if known.issuperset(equation.cells):
            terms: dict[str, int] = {}
            _add(terms, equation.left, 1, form, typed)
            _add(terms, equation.right, -1, form, typed)
            row = {cell: sign for cell, sign in terms.items() if sign}
            if row:
                equations.append(equation)
                rows.append(row)
    columns: dict[str, int] = {}
    for i, signs in enumerate(rows):
        for cell in signs:
            columns[cell] = columns.get(cell, 0) | 1 << i
    return System(tuple(equations), tuple(rows), columns, _parts(rows))


def _add(
    terms: dict[str, int], cells: Iterable[str], sign: int, form: Form, typed: frozenset[str]
) -> None:
    for cell in cells:
        if cell in typed:
            terms[cell] = terms.get(cell, 0) + sign
        else:
            _add(terms, form.cells[cell].addends, sign, form, typed)


def _parts(rows: Sequence[Mapping[str, int]]) -> tuple[tuple[int, ...], ...]:
    parts: list[tuple[set[str], list[int]]] = []
    for i, row in enumerate(rows):
        cells, lines = set(row), [i]
        for part in [part for part in parts if not cells.isdisjoint(part[0])]:
            parts.remove(part)
            cells |= part[0]
            lines += part[1]
        parts.append((cells, lines))
    return tuple(tuple(sorted(lines)) for _, lines in parts)


def _groups(system: System, off: Mapping[int, Number]) -> Iterator[dict[int, Number]]:
    """The equations that are off, by the part of the system they belong to."""
    for part in system.parts:
        if group := {i: off[i] for i in part if i in off}:
            yield group


def _repairs(
    system: System, off: Mapping[int, Number], numbers: Mapping[str, Number]
) -> list[Repair]:
    """The single cells that explain what is off; or else the pairs; or else the only three."""
    for steps in (
        _apart(system, off, 1),
        _pairs(system, off),
        _the_only(_apart(system, off, MOST_CELLS)),
    ):
        values = ({cell: numbers[cell] + step for cell, step in found.items()} for found in steps)
        # A pair whose cells both stand in the shortest equation is found from either.
        once = {
            frozenset(found): found
            for found in values
            if all(0 <= value < LARGEST for value in found.values())
        }
        if once:
            return [Repair(found) for found in once.values()]
    return []


def _the_only(found: Iterator[dict[str, Number]]) -> Iterator[dict[str, Number]]:
    """What is found, if it is one: of many cells there are soon too many ways to be wrong."""
    first = list(islice(found, 2))
    if len(first) == 1:
        yield from first


def _apart(system: System, off: Mapping[int, Number], most: int) -> Iterator[dict[str, Number]]:
    """Steps of up to `most` cells that share no equation and explain all that is off."""
    if not off:
        yield {}
    elif most and len(off) <= MOST_EQUATIONS * most:
        pivot = min(off, key=lambda i: len(system.rows[i]))
        for cell, sign in system.rows[pivot].items():
            step = -off[pivot] * sign
            lines = tuple(_bits(system.columns[cell]))
            if all(i in off and off[i] + step * system.rows[i][cell] == 0 for i in lines):
                rest = {i: amount for i, amount in off.items() if i not in lines}
                for others in _apart(system, rest, most - 1):
                    yield {cell: step, **others}


def _pairs(system: System, off: Mapping[int, Number]) -> Iterator[dict[str, Number]]:
    """Steps of two cells: one in the shortest equation that is off, one for all that is left."""
    if len(off) > 2 * MOST_EQUATIONS:
        return
    bits = sum(1 << i for i in off)
    pivot = min(off, key=lambda i: len(system.rows[i]))
    for one in system.rows[pivot]:
        first = system.columns[one]
        unsettled = bits ^ first  # off and not touched by the one, or put off by it
        line = _lowest(unsettled) if unsettled else pivot
        for other in system.rows[line]:
            second = system.columns[other]
            alone = first ^ second
            if other == one or unsettled & ~second or alone & ~bits or not alone:
                continue
            if steps := _steps(system, off, (one, first), (other, second)):
                yield steps


def _steps(
    system: System, off: Mapping[int, Number], one: tuple[str, int], other: tuple[str, int]
) -> dict[str, Number] | None:
    """By how much the two cells must change; None where no change of both mends everything."""
    (a, first), (b, second) = one, other
    if not first & ~second:
        (a, first), (b, second) = other, one
    line = _lowest(first & ~second)
    step_a = -off[line] * system.rows[line][a]
    line = _lowest(second)
    row = system.rows[line]
    step_b = -(off.get(line, 0) + step_a * row.get(a, 0)) * row[b]
    if not step_a or not step_b:
        return None
    for i in _bits(first | second):
        signs = system.rows[i]
        if off.get(i, 0) + step_a * signs.get(a, 0) + step_b * signs.get(b, 0):
            return None
    return {a: step_a, b: step_b}


def _lowest(bits: int) -> int:
    return (bits & -bits).bit_length() - 1


def _bits(bits: int) -> Iterator[int]:
    while bits:
        yield _lowest(bits)
        bits &= bits - 1
