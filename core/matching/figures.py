"""The text of a cell as a value of the form, with the note behind it, or why it is none."""

from __future__ import annotations

import re
from decimal import Decimal

from core.chinese.widths import half_width
from core.forms.definition import Cell
from core.record import record
from core.refusal import quoted
from core.report.values import ValueRefused, parse_value

_SPACES = re.compile(r"\s+")
_NOTED = re.compile(r"(?P<figure>[^（(]*[^（(\s])\s*(?P<note>[（(].*[）)])\s*", re.DOTALL)
_ONLY_NOTE = re.compile(r"\s*[（(].*[）)]\s*", re.DOTALL)
_WITH_UNIT = re.compile(r"(?P<digits>[0-9.,]+)(?P<unit>[^0-9.,]{1,3})")
_DASHES = {ord(sign): "-" for sign in "―─‒‐‑−－"}
_IN_YUAN = re.compile(r"单位[:：]?元|[（(]元[)）]")
_UNITS = ("件", "个", "项", "次", "条")
_YUAN, _MYRIAD = "元", "万元"
_UNCERTAIN = re.compile(r"存疑|疑|待核|待定|核实|估|大约|左右|不准|暂|[?？]")
_BROKEN = re.compile(r"[0-9]++(?:[^\S\n]*+\n\s*+[0-9]++)+")
_AMOUNT = re.compile(r"[0-9]+(?:\.[0-9]+)?")
BROKEN = "这个数在格里分成了几行，是连起来读的。"


@record
class Figure:
    """What a cell holds; `value` is canonical, "" for none, and `doubt` says why it is unsure."""

    value: str
    note: str = ""
    doubt: str = ""


def figure_in(text: str, cell: Cell, heading: str) -> Figure:
    """What the text of a grid's cell means in a cell of the form.

    `heading` are the words over it in the grid: they may name another unit than the form's.
    """
    shown = text.strip()
    if not shown:
        return Figure("")
    if _ONLY_NOTE.fullmatch(shown):
        return Figure("", shown)
    note = ""
    if found := _NOTED.fullmatch(shown):
        shown, note = found["figure"], found["note"].strip()
    read = _figure(shown, cell, heading)
    if _UNCERTAIN.search(note):
        return Figure("", doubt=f"这里写的是{quoted(text)}，没有读。")
    if note and not any("\u4e00" <= sign <= "\u9fff" for sign in note):
        return Figure(read.value, note, f"这里还写了{quoted(note)}，不知道是不是另一个数。")
    return Figure(read.value, note, read.doubt)


def _figure(text: str, cell: Cell, heading: str) -> Figure:
    if _BROKEN.fullmatch(text) and cell.column.value == "count":
        return Figure(_SPACES.sub("", text).lstrip("0") or "0", doubt=BROKEN)
    if "\n" in text.strip():
        return Figure("", doubt=f"这一格里有几行：{quoted(text)}，不能当作一个数。")
    plain = half_width(_SPACES.sub("", text)).translate(_DASHES)
    column = cell.column
    if column.unit == _MYRIAD and (yuan := _yuan(plain, heading)):
        return yuan
    try:
        value = parse_value(text.translate(_DASHES), column)
    except ValueRefused as error:
        return _with_unit(plain, text, cell) or Figure("", doubt=str(error))
    if value is None:
        return Figure("")
    plain_value = value.text if value.not_applicable else plain
    if text.strip() == value.text or value.not_applicable:
        return Figure(value.text)
    if column.units and "".join(text.split()) == value.text:
        return Figure(value.text)
    if column.value == "change" and plain_value.lstrip("增加减少+-") == value.text.lstrip("+-"):
        return Figure(value.text)
    return Figure(value.text, doubt=f"原文写的是{quoted(text)}，换成了 {value.text}。")


def _with_unit(plain: str, text: str, cell: Cell) -> Figure | None:
    """A count with what it counts behind it: 12件."""
    found = _WITH_UNIT.fullmatch(plain)
    if not found or found["unit"] not in (*_UNITS, *cell.table.counted_in):
        return None
    try:
        value = parse_value(found["digits"], cell.column)
    except ValueRefused:
        return None
    if value is None:
        return None
    return Figure(value.text, doubt=f"原文写的是{quoted(text)}，去掉了单位。")


def _yuan(plain: str, heading: str) -> Figure | None:
    """Money in 元 where the form has 万元, exactly."""
    digits = plain.removesuffix(_YUAN)
    behind = plain.endswith(_YUAN) and not plain.endswith(_MYRIAD)
    above = bool(_IN_YUAN.search("".join(heading.split())))
    if not behind and not (above and not plain.endswith(_MYRIAD)):
        return None
    digits = digits.replace(",", "")
    if not _AMOUNT.fullmatch(digits):
        return None
    amount = f"{Decimal(digits) / 10000:f}"
    if "." in amount:
        amount = amount.rstrip("0").rstrip(".")
    doubt = "" if amount == "0" else f"原文以元为单位，{quoted(plain)}换成了 {amount} 万元。"
    return Figure(amount, doubt=doubt)
