"""Glyphs as paths to be filled: words that are seen, but that nothing reads, copies or finds.

Source: OpenType 1.9, glyf; ISO 32000-1, 8.5.2 (paths).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise
from struct import unpack_from

ON_CURVE, SHORT_X, SHORT_Y, REPEAT, SAME_X, SAME_Y = (1 << bit for bit in range(6))

# x, y, and whether the outline goes through it or is only drawn towards it.
Point = tuple[float, float, bool]


def contours_of(outline: bytes) -> Iterator[list[Point]]:
    """The closed lines of a glyph that does not consist of others, in the units of its font.

    Raises struct.error or IndexError if it is cut off.
    """
    (count,) = unpack_from(">h", outline)
    ends = unpack_from(f">{count}H", outline, 10)
    (skipped,) = unpack_from(">H", outline, 10 + 2 * count)
    place, points = 12 + 2 * count + skipped, max(ends, default=-1) + 1
    flags: list[int] = []
    while len(flags) < points:
        flag = outline[place]
        flags += [flag] * (outline[place + 1] + 1 if flag & REPEAT else 1)
        place += 2 if flag & REPEAT else 1
    xs, place = _coordinates(outline, place, flags, SHORT_X, SAME_X)
    ys, _ = _coordinates(outline, place, flags, SHORT_Y, SAME_Y)
    whole: list[Point] = [
        (x, y, bool(flag & ON_CURVE)) for x, y, flag in zip(xs, ys, flags, strict=False)
    ]
    for start, end in pairwise((-1, *ends)):
        yield whole[start + 1 : end + 1]


def _coordinates(
    outline: bytes, place: int, flags: list[int], short: int, same: int
) -> tuple[list[int], int]:
    """The coordinates in one direction, each given by its distance from the last."""
    values, value = [], 0
    for flag in flags:
        if flag & short:
            value += outline[place] if flag & same else -outline[place]
            place += 1
        elif not flag & same:
            value += unpack_from(">h", outline, place)[0]
            place += 2
        values.append(value)
    return values, place


def path_of(contours: Iterable[list[Point]], scale: float, right: float) -> Iterator[str]:
    """The operators of a path, scaled and then moved to the right."""
    for contour in contours:
        points = [(x * scale + right, y * scale, on) for x, y, on in _with_middles(contour)]
        if points:
            yield from _operators(points)


def _with_middles(contour: list[Point]) -> list[Point]:
    """A contour that begins and ends on one point, with those that lie between two curves."""
    points: list[Point] = []
    for before, point in zip([*contour[-1:], *contour], contour, strict=False):
        if not before[2] and not point[2]:
            points.append(((before[0] + point[0]) / 2, (before[1] + point[1]) / 2, True))
        points.append(point)
    first = next((i for i, point in enumerate(points) if point[2]), 0)
    return [*points[first:], *points[:first], *points[first : first + 1]]


def _operators(points: list[Point]) -> Iterator[str]:
    """Lines, and cubic curves in the place of quadratic ones."""
    (x, y, _), *others = points
    yield f"{x:.0f} {y:.0f} m"
    towards: Point | None = None
    for point in others:
        if not point[2]:
            towards = point
            continue
        if towards:
            ends = ((x, y), point)
            a, b = [
                (end[0] + (towards[0] - end[0]) * 2 / 3, end[1] + (towards[1] - end[1]) * 2 / 3)
                for end in ends
            ]
            yield f"{a[0]:.0f} {a[1]:.0f} {b[0]:.0f} {b[1]:.0f} {point[0]:.0f} {point[1]:.0f} c"
        else:
            yield f"{point[0]:.0f} {point[1]:.0f} l"
        (x, y, _), towards = point, None
    yield "h"
