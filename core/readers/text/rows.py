"""Lines of text that are rows of a table: their fields between tabs, bars or commas."""

from __future__ import annotations

import csv
import re

_BARS = "|│┃｜"
_BAR = re.compile(f"[{_BARS}]")
_RULE = re.compile(r"[\s|│┃｜:+=\-─━┄┅┈┉┌┬┐├┼┤└┴┘┏┳┓┣╋┫┗┻┛╔╦╗╠╬╣╚╩╝═║╟╢╤╧╪╫]+")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_LEAST_COMMAS = 2
_LEAST_LINES = 3  # with the same number of commas make a table

Row = list[str]


def tabbed(lines: list[str]) -> list[Row] | None:
    """The rows of lines with tabs; None where they are text that is merely set in by one."""
    if not any("\t" in line.strip() for line in lines):
        return None
    rows = [line.split("\t") for line in lines]
    if len(rows) == 1 and len(lines[0].split("\t")) < 3:
        return None
    return [[" ".join(field.split()) for field in row] for row in rows]


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


def comma_fields(line: str) -> int:
    """Into how many fields commas part a line; 0 for too few to tell."""
    return 0 if line.count(",") < _LEAST_COMMAS else len(_between_commas(line))


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
