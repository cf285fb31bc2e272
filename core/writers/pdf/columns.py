"""Column widths by need, within the width that the table has."""

from __future__ import annotations

from collections.abc import Sequence

from core.record import record


@record
class Need:
    """What one column needs, in points.

    `least` keeps its lines as they are; less would break them anew. `most` is the width from
    which on no number or word in it has to be broken.
    """

    least: float
    most: float


def widths_by_need(widths: Sequence[float], needs: Sequence[Need]) -> tuple[float, ...]:
    """The widths, of the same sum: columns that are too narrow take from those with room.

    Where there is not room enough for all, each takes the same part of what it lacks.
    """
    lacking = [max(need.most - width, 0.0) for width, need in zip(widths, needs, strict=True)]
    spare = [
        0.0 if lack else max(width - need.least, 0.0)
        for width, need, lack in zip(widths, needs, lacking, strict=True)
    ]
    moved = min(sum(lacking), sum(spare))
    if not moved:
        return tuple(widths)
    taken, given = moved / sum(lacking), moved / sum(spare)
    return tuple(
        width + lack * taken - room * given
        for width, lack, room in zip(widths, lacking, spare, strict=True)
    )
