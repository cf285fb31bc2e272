"""From the coordinates of a PDF to the page as it is shown: points from its top left corner."""

from __future__ import annotations

from typing import NamedTuple

Matrix = tuple[float, float, float, float, float, float]  # a b c d e f, as PDF has them


class Box(NamedTuple):
    """A rectangle; `top` is the smaller one."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        """How wide it is."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """How high it is."""
        return self.bottom - self.top

    def holds(self, x: float, y: float) -> bool:
        """Whether a point is in it."""
        return self.left <= x <= self.right and self.top <= y <= self.bottom

    def around(self, other: Box) -> bool:
        """Whether the middle of another is in it."""
        return self.holds((other.left + other.right) / 2, (other.top + other.bottom) / 2)


class Frame(NamedTuple):
    """What is seen of a page, in its own coordinates, and its quarter turns clockwise."""

    left: float
    bottom: float
    right: float
    top: float
    quarters: int

    @property
    def matrix(self) -> Matrix:
        """What takes a point of the page to where it is shown."""
        return (
            (1.0, 0.0, 0.0, -1.0, -self.left, self.top),
            (0.0, 1.0, 1.0, 0.0, -self.bottom, -self.left),
            (-1.0, 0.0, 0.0, 1.0, self.right, -self.bottom),
            (0.0, -1.0, -1.0, 0.0, self.top, self.right),
        )[self.quarters % 4]

    @property
    def box(self) -> Box:
        """The whole page as it is shown."""
        return box_of(
            [
                moved(self.matrix, self.left, self.bottom),
                moved(self.matrix, self.right, self.top),
            ]
        )

    def turned(self, quarters: int) -> Frame:
        """The same page, turned on clockwise."""
        return self._replace(quarters=(self.quarters + quarters) % 4)


def moved(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    """Where a matrix takes a point."""
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def after(first: Matrix, then: Matrix) -> Matrix:
    """The matrix that does one and then the other."""
    a, b, c, d, _, _ = first
    p, q, r, s, _, _ = then
    e, f = moved(then, first[4], first[5])
    return (p * a + r * b, q * a + s * b, p * c + r * d, q * c + s * d, e, f)


def box_of(points: list[tuple[float, float]]) -> Box:
    """The box around points."""
    xs = [x for x, _ in points]
    ys = [y for _, y in points]
    return Box(min(xs), min(ys), max(xs), max(ys))
