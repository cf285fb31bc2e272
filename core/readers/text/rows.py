"""Lines of text that are rows of a table: their fields between tabs, bars, commas or spaces."""

from __future__ import annotations

import csv
import re
from itertools import accumulate
from typing import NamedTuple
from unicodedata import east_asian_width

_BARS = "|│┃｜"
_BAR = re.compile(f"[{_BARS}]")
_RULE = re.compile(r"[\s|│┃｜:+=\-─━┄┅┈┉┌┬┐├┼┤└┴┘┏┳┓┣╋┫┗┻┛╔╦╗╠╬╣╚╩╝═║╟╢╤╧╪╫]+")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_QUOTED = re.compile(r'"(?:[^"]|"")*+"')
_OPENED = re.compile(r'(?:^|\t)"[^\t]*$')
_FIELDS = {1: re.compile(r"\S++"), 2: re.compile(r"\S++(?: \S++)*+")}  # by the least gap
_VALUE = re.compile(
    r"(?:[-+]?\d[\d,，.．]*\s*[万亿]?[元件条个份项]?|[/／]|[-—–－]{1,2})(?:[（(][^（()）]{1,80}[)）])?"
)
_LEAST_COMMAS = 2
_LONGEST_SPACED = 500
_LEAST_LINES = 3  # with the same number of commas make a table

MOST_ROWS, MOST_COLUMNS = 2_000, 100  # of a table; more are not read

Row = list[str]


class Field(NamedTuple):
    """A field of a line whose place tells its column: where it begins and ends on the screen."""

    start: int
    end: int
    text: str


def is_value(text: str) -> bool:
    """Whether a field is a number, or one of the signs that stand for none."""
    return bool(_VALUE.fullmatch(text))


def tabbed(lines: list[str]) -> list[Row] | None:
    """The rows of lines with tabs; None where they are text that is merely set in by one."""
    if not any("\t" in line.strip() for line in lines):
        return None
    rows = [[_plain(field) for field in line.split("\t", MOST_COLUMNS)] for line in lines]
    return None if len(rows) == 1 and len(rows[0]) < 3 else rows


def _plain(field: str) -> str:
    """A field without the quotation marks that a spreadsheet puts around some."""
    field = field.strip()
    if _QUOTED.fullmatch(field):
        field = field[1:-1].replace('""', '"')
    return "\n".join(" ".join(line.split()) for line in field.split("\n"))


def opens_a_quotation(line: str) -> bool:
    """Whether a field of a line between tabs begins with a quotation mark and goes on below."""
    return bool(_OPENED.search(line)) and line.count('"') % 2 == 1


def is_barred(line: str) -> bool:
    """Whether a line stands between two bars, or rules off rows that do."""
    bare = line.strip()
    return (
        len(bare) > 1 and bare[0] in _BARS and bare[-1] in _BARS and len(_BAR.findall(bare)) > 2
    ) or (len(bare) > 2 and is_rule(bare))


def is_rule(line: str) -> bool:
    """Whether a line only rules off, as between the rows of a table in bars."""
    return bool(line.strip()) and bool(_RULE.fullmatch(line))


def barred(lines: list[str]) -> list[Row] | None:
    """The rows of lines with bars; a row takes all lines between rules, where all are ruled off."""
    groups: list[list[Row]] = [[]]
    for line in lines:
        if is_rule(line):
            groups.append([])
        else:
            groups[-1].append(
                [_BREAK.sub("\n", field).strip() for field in _BAR.split(line.strip()[1:-1])]
            )
    groups = [group for group in groups if group]
    if len(groups) <= 2:  # a head and what is below it
        return [row for group in groups for row in group] or None
    return [_joined(group) for group in groups]


def _joined(group: list[Row]) -> Row:
    fields = max(map(len, group))
    padded = [row + [""] * (fields - len(row)) for row in group]
    return ["\n".join(filter(None, column)) for column in zip(*padded, strict=True)]


def spaced_fields(line: str, wide: str = "WF", gap: int = 2) -> list[Field]:
    """The fields that gaps of so many spaces part, 1 or 2.

    Counted as on a screen, where a character of the `wide` East Asian widths is as wide as two
    others. None are found in a line that is too long for one of a table.
    """
    if len(line) > _LONGEST_SPACED:
        return []
    widths = (2 if east_asian_width(sign) in wide else 1 for sign in line)
    at = list(accumulate(widths, initial=0))
    return [
        Field(at[found.start()], at[found.end()], found[0]) for found in _FIELDS[gap].finditer(line)
    ]


def comma_fields(line: str) -> int:
    """Into how many fields commas part a line; 0 for too few to tell, and for a sentence."""
    if line.count(",") < _LEAST_COMMAS or "。" in line or line.rstrip().endswith(("；", "：")):
        return 0
    return len(_between_commas(line))


def with_commas(lines: list[str]) -> list[Row] | None:
    """The rows of lines with as many commas each; None where they are too few to tell."""
    if len(lines) < _LEAST_LINES:
        return None
    return [[field.strip() for field in _between_commas(line)] for line in lines]


def _between_commas(line: str) -> Row:
    try:
        return next(csv.reader([line.replace("\0", "")]), [])
    except csv.Error:
        return []
