"""What is drawn on a page beside its text: ruled lines, coloured areas, pictures.

A line of a table may be a line, a thin rectangle, or one side of a frame; it may stand in a form
XObject, which has a matrix of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from ctypes import addressof, byref, c_float, c_int, c_uint
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, NamedTuple

from pypdfium2 import raw

from core.readers.pdf.frame import Box, Frame, Matrix, after, box_of, moved
from core.refusal import Refused

MOST_SHAPES = 400_000  # objects and corners of a page; a report has hundreds, dotted lines more
MOST_CLIPS = 64  # paths that clip one object, and corners of each
DEEPEST = 8  # form XObjects in one another
THICKEST = 3.0  # points; what is thicker is an area
LEAST_FILLED = 0.7  # of its box, by an area; one with round corners fills more
FAINTEST = 8  # of 255; what covers less is not seen
WHITE = 250  # of 255 in each colour
FARTHEST = 100_000.0  # points; a page has 14,400 at most, and some numbers are none
STRAIGHT = 0.7  # points that a ruled line may be out of true


class ShapesRefused(Refused):
    """More is drawn than can be looked through; the message goes on from the file's name."""


class Rule(NamedTuple):
    """A ruled line, `across` the page or down it. `at` is its y or x."""

    across: bool
    at: float
    start: float
    end: float


@dataclass
class Drawing:
    """What is drawn, but for pictures of words that are marked as a head, foot or watermark.

    `stamps` are the text objects marked so; `edges` say of others how far to the right they are
    shown, where not all of them is.
    """

    rules: list[Rule] = field(default_factory=list)
    areas: list[Box] = field(default_factory=list)
    pictures: list[Box] = field(default_factory=list)
    stamps: set[int] = field(default_factory=set)
    edges: dict[int, float] = field(default_factory=dict)
    left: int = MOST_SHAPES


def drawing_of(page: Any, frame: Frame) -> Drawing:
    """What is drawn on a page of PDFium. Raises ShapesRefused."""
    drawing = Drawing()
    count = raw.FPDFPage_CountObjects(page)
    _walk(drawing, count, lambda index: raw.FPDFPage_GetObject(page, index), frame.matrix)
    return drawing


def address(handle: Any) -> int:
    """What tells one object of PDFium from another."""
    return addressof(handle.contents)


def _walk(
    drawing: Drawing,
    count: int,
    nth: Callable[[int], Any],
    matrix: Matrix,
    depth: int = 0,
    stamped: bool = False,
) -> None:
    _spend(drawing, count)
    for index in range(count):
        item = nth(index)
        kind = raw.FPDFPageObj_GetType(item)
        if kind == raw.FPDF_PAGEOBJ_PATH:
            if not stamped:
                _take_path(drawing, item, after(_matrix(item), matrix))
        elif kind == raw.FPDF_PAGEOBJ_IMAGE:
            corners = [(0.0, 0.0), (1.0, 0.0), (0.0, 1.0), (1.0, 1.0)]
            place = after(_matrix(item), matrix)
            drawing.pictures.append(box_of([moved(place, x, y) for x, y in corners]))
        elif kind == raw.FPDF_PAGEOBJ_TEXT:
            if stamped or _is_furniture(item):
                drawing.stamps.add(address(item))
            edge = _clipped_at(item, matrix)
            if edge is not None:
                drawing.edges[address(item)] = edge
        elif kind == raw.FPDF_PAGEOBJ_FORM and depth < DEEPEST:
            _walk(
                drawing,
                raw.FPDFFormObj_CountObjects(item),
                lambda inner, item=item: raw.FPDFFormObj_GetObject(item, inner),  # type: ignore[misc]
                after(_matrix(item), matrix),
                depth + 1,
                stamped or _is_furniture(item),
            )


def _spend(drawing: Drawing, count: int) -> None:
    drawing.left -= count
    if drawing.left < 0:
        raise ShapesRefused(
            "里有一页画的线条和图形太多，没有打开；请用 Word 或 WPS 文件，或者网页，再导入。"
        )


def _matrix(item: Any) -> Matrix:
    found = raw.FS_MATRIX()
    if not raw.FPDFPageObj_GetMatrix(item, byref(found)):
        return (1, 0, 0, 1, 0, 0)
    return (found.a, found.b, found.c, found.d, found.e, found.f)


def _clipped_at(item: Any, matrix: Matrix) -> float | None:
    """How far to the right an object is shown; None for all of it."""
    clip = raw.FPDFPageObj_GetClipPath(item)
    count = raw.FPDFClipPath_CountPaths(clip) if clip else 0
    x, y = c_float(), c_float()
    edges = []
    for path in range(min(count, MOST_CLIPS)):
        points = []
        for index in range(min(raw.FPDFClipPath_CountPathSegments(clip, path), MOST_CLIPS)):
            segment = raw.FPDFClipPath_GetPathSegment(clip, path, index)
            raw.FPDFPathSegment_GetPoint(segment, byref(x), byref(y))
            points.append(moved(matrix, x.value, y.value))
        edges += [box_of(points).right] if points else []
    return min(edges, default=None)


def _is_furniture(item: Any) -> bool:
    """Whether it is marked as a head, foot or watermark: an Artifact with a Subtype."""
    return any(
        raw.FPDFPageObjMark_GetParamValueType(raw.FPDFPageObj_GetMark(item, index), b"Subtype")
        == raw.FPDF_OBJECT_NAME
        for index in range(raw.FPDFPageObj_CountMarks(item))
    )


def _take_path(drawing: Drawing, item: Any, matrix: Matrix) -> None:
    filled, stroked = c_int(), c_int()
    raw.FPDFPath_GetDrawMode(item, byref(filled), byref(stroked))
    fills = bool(filled.value) and _seen(raw.FPDFPageObj_GetFillColor, item)
    strokes = bool(stroked.value) and _seen(raw.FPDFPageObj_GetStrokeColor, item)
    if not fills and not strokes:
        return
    width = c_float()
    raw.FPDFPageObj_GetStrokeWidth(item, byref(width))
    count = raw.FPDFPath_CountSegments(item)
    _spend(drawing, count)
    for points in _lines(item, count, matrix):
        if not all(abs(x) < FARTHEST and abs(y) < FARTHEST for x, y in points):
            continue
        if fills:
            _take_area(drawing, points)
        if strokes and width.value <= 2 * THICKEST:
            drawing.rules += _sides(points)


def _seen(get: Callable[..., int], item: Any) -> bool:
    """Whether a colour of an object shows on white paper; a pattern does."""
    red, green, blue, cover = c_uint(), c_uint(), c_uint(), c_uint()
    if not get(item, byref(red), byref(green), byref(blue), byref(cover)):
        return True
    return cover.value >= FAINTEST and min(red.value, green.value, blue.value) < WHITE


def _lines(item: Any, count: int, matrix: Matrix) -> Iterator[list[tuple[float, float]]]:
    """The corners of each part of a path, the first once more where the part is closed."""
    x, y = c_float(), c_float()
    points: list[tuple[float, float]] = []
    for index in range(count):
        segment = raw.FPDFPath_GetPathSegment(item, index)
        if raw.FPDFPathSegment_GetType(segment) == raw.FPDF_SEGMENT_MOVETO:
            if len(points) > 1:
                yield points
            points = []
        raw.FPDFPathSegment_GetPoint(segment, byref(x), byref(y))
        points.append(moved(matrix, x.value, y.value))
        if raw.FPDFPathSegment_GetClose(segment):
            points.append(points[0])
    if len(points) > 1:
        yield points


def _take_area(drawing: Drawing, points: list[tuple[float, float]]) -> None:
    box = box_of(points)
    if min(box.width, box.height) > THICKEST:
        # What fills less of its box is a stroke of a character, drawn as a picture.
        if _inside(points) >= LEAST_FILLED * box.width * box.height:
            drawing.areas.append(box)
        return
    # A dot may be of a dotted line in either direction.
    if box.width > 0.5 * box.height:
        drawing.rules.append(Rule(True, (box.top + box.bottom) / 2, box.left, box.right))
    if box.height > 0.5 * box.width:
        drawing.rules.append(Rule(False, (box.left + box.right) / 2, box.top, box.bottom))


def _inside(points: list[tuple[float, float]]) -> float:
    """How much the sides enclose."""
    closed = pairwise([*points, points[0]])
    return abs(sum(x * next_y - next_x * y for (x, y), (next_x, next_y) in closed)) / 2


def _sides(points: list[tuple[float, float]]) -> Iterator[Rule]:
    for (x, y), (next_x, next_y) in pairwise(points):
        if abs(y - next_y) <= STRAIGHT < abs(x - next_x):
            yield Rule(True, (y + next_y) / 2, min(x, next_x), max(x, next_x))
        elif abs(x - next_x) <= STRAIGHT < abs(y - next_y):
            yield Rule(False, (x + next_x) / 2, min(y, next_y), max(y, next_y))
