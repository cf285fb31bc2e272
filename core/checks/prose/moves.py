"""Clauses that tell how a figure moved: by how much, from what it was, to what it is now."""

from __future__ import annotations

import re

from core.checks.prose import words
from core.checks.prose.clauses import Clause

# 由上年的9件减少到6件: what it was, and what it is now.
_BEFORE = re.compile(r"(?:由|从)(?:上年度?|去年|前年|上一年度?|[0-9]{4}年度?)?的?\s*$")
_NOW = re.compile(
    r"(?:大幅|逐年|明显|稳步)?"
    r"(?:增[长加多]|上[升涨]|提[高升]|减少|下降|降低|回落|[增升减降涨变]|调整)(?:至|到|为)(?:(?:今年|本年度?|当年)的?)?\s*"
)


def is_change(clause: Clause) -> bool:
    """Whether a number says how much more or less it was, or what it is compared with."""
    before = clause.before.rstrip()
    if words.COMPARED.search(before):
        return True
    if before.endswith(("新增", "新增加")):
        return False
    return bool(words.CHANGE_BEFORE.search(before[-words.LONGEST :]))


def tells_before(clause: Clause) -> bool:
    """Whether a number says what it was before it moved."""
    return bool(_BEFORE.search(clause.before))


def tells_now(clause: Clause) -> bool:
    """Whether a number says what it came to."""
    return bool(_NOW.fullmatch(clause.before))


def begins(clause: Clause) -> int:
    """Where in the words before a number it begins to tell what it was; their end else."""
    found = _BEFORE.search(clause.before)
    return found.start() if found else len(clause.before)


def without(clause: Clause) -> Clause:
    """The clause without the words that say how its figure moved."""
    before = clause.before
    for said in (words.CHANGE_BEFORE, words.COMPARED, _BEFORE):
        before = said.sub(lambda found: " " * len(found[0]), before)
    return clause._replace(text=before + clause.text[len(before) :])
