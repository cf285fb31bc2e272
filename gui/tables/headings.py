"""How the headings of the form look, wherever it is on screen."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter

from core.forms.layout import Slot
from gui.shared.theme import Shades

PADDING = 4
WRAPPED = int(Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap)
WRAPPED_LEFT = WRAPPED | int(Qt.AlignmentFlag.AlignLeft)
WRAPPED_CENTRE = WRAPPED | int(Qt.AlignmentFlag.AlignHCenter)
ONE_LINE = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)


def heading_size(slot: Slot, width: int, font: QFont) -> QSize:
    """How large a heading is when it wraps in this width, padding included."""
    padding = 2 * _padding(slot)
    if _is_upright(slot):
        return QSize(QFontMetrics(font).height() + padding, 0)
    space = QRect(0, 0, width - padding, 10_000)
    text = QFontMetrics(font).boundingRect(space, _wrapping(slot), words_of(slot))
    return text.size() + QSize(padding + 2, 0)


def paint_heading(
    painter: QPainter,
    rect: QRect,
    slot: Slot,
    shades: Shades,
    *,
    shortened: bool = False,
    ground: QColor | None = None,
    seen: QRect | None = None,
) -> None:
    """Paints a heading; the label of a single row ends in dots where it is to be `shortened`.

    The `ground` is that of heads unless another is given; the words stand in the middle of what is
    `seen` of the heading, all of it unless given.
    """
    painter.fillRect(rect, ground or shades.head)
    painter.setPen(shades.ink)
    padding = _padding(slot)
    rect = (seen or rect).adjusted(padding, 0, -padding, 0)
    if _is_upright(slot):
        _draw_upright(painter, rect, slot.text)
    elif shortened and is_row_label(slot):
        dots = Qt.TextElideMode.ElideRight
        text = painter.fontMetrics().elidedText(slot.text, dots, rect.width())
        painter.drawText(rect, ONE_LINE, text)
    else:
        painter.drawText(rect, _wrapping(slot), words_of(slot))


def words_of(slot: Slot) -> str:
    """A heading's words; the name of a group of rows begins a line behind its number: （三）."""
    if slot.role == "row_header" and slot.rows > 1 and slot.text.startswith("（"):
        return slot.text.replace("）", "）\n", 1)
    return slot.text


def is_row_label(slot: Slot) -> bool:
    """Whether a heading is the label of one row."""
    return slot.role == "row_header" and slot.rows == 1


def _padding(slot: Slot) -> int:
    return PADDING if slot.role in ("row_header", "caption", "corner") else 0


def _is_upright(slot: Slot) -> bool:
    """Whether a heading stands upright: a row group far higher than wide (三、本年度办理结果)."""
    return slot.role == "row_header" and slot.rows > 2 * len(slot.text) > 10


def _wrapping(slot: Slot) -> int:
    return WRAPPED_LEFT if is_row_label(slot) else WRAPPED_CENTRE


def _draw_upright(painter: QPainter, rect: QRect, text: str) -> None:
    step = painter.fontMetrics().height()
    top = rect.center().y() - step * len(text) // 2
    for i, character in enumerate(text):
        place = QRect(QPoint(rect.left(), top + i * step), QSize(rect.width(), step))
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, character)
