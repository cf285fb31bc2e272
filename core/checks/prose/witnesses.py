"""Two readings of a paragraph's figures, made in different ways, held against each other.

By words that touch the number (`bind`), and by the concepts of its clause (`frames`). Where both
say the same, it is sure; where one alone says something, nobody is accused on its word.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence

from core.checks.prose.context import Binding
from core.checks.prose.scan import Numeral


def together(touching: Binding | None, framed: Binding | None) -> tuple[Binding | None, bool]:
    """What a number speaks of by both readings, and whether they agree on it.

    The frame decides: it reads more of what is said. What it does not bind is not bound.
    """
    if framed is None:
        return None, False
    if touching is None or touching.table != framed.table:
        return framed, False
    return framed, framed.readings[0] in touching.readings or (
        touching.readings[0] in framed.readings
    )


def all_together(
    touching: Mapping[int, Binding], framed: Mapping[int, Binding]
) -> dict[int, tuple[Binding, bool]]:
    """The bindings of a paragraph's numbers, by where they start, each with whether it is sure."""
    found = {}
    for place in touching.keys() | framed.keys():
        binding, sure = together(touching.get(place), framed.get(place))
        if binding:
            found[place] = binding, sure
    return found


def zeros_together(
    touching: Sequence[tuple[Numeral, Binding]], framed: Sequence[tuple[Numeral, Binding]]
) -> list[tuple[Numeral, Binding, bool]]:
    """What is denied by either reading, and whether both deny it of the same cells."""
    in_order = sorted(touching, key=lambda one: one[0].start)
    starts = [numeral.start for numeral, _ in in_order]
    found = []
    for numeral, binding in framed:
        sure = False
        for place in range(bisect_left(starts, numeral.end) - 1, -1, -1):
            other, same = in_order[place]
            if other.end <= numeral.start:
                break  # they stand one behind the other
            if set(same.readings[0]) <= set(binding.readings[0]):
                sure = True
                break
        found.append((numeral, binding, sure))
    return found
