"""Whose figure a clause tells: another office's, or of one matter or one channel alone."""

from __future__ import annotations

import re
from itertools import pairwise

from core.checks.prose import cues, words
from core.checks.prose.clauses import Clause


def is_of_offices(clause: Clause) -> bool:
    """Whether a clause is about another office or some of them: 各乡镇, not 我局."""
    found = _office(clause)
    return found is not None and not cues.ITSELF.search(found["office"])


def _office(clause: Clause) -> re.Match[str] | None:
    first = next((m.start for m in clause.matches if m.means), None)
    if first is None:
        return None
    return cues.OFFICE.search(clause.text[: first - clause.start].rstrip()[-30:])


def office(clause: Clause) -> str:
    """The office that a clause is about, "" where it is the agency itself, or not said."""
    found = _office(clause)
    if not found or cues.OWN.search(found["office"]):
        return ""
    name = cues.BEFORE_OFFICE.sub("", found["office"])
    return "" if name in cues.GENERIC else name


def is_of_a_kind(clause: Clause) -> bool:
    """Whether those on one matter alone are counted: 涉及征地补偿的…申请."""
    subject = next((m.start for m in clause.matches if m.is_subject), None)
    return subject is not None and bool(
        cues.OF_A_KIND.search(clause.text[: subject - clause.start])
    )


def one_channel(clause: Clause) -> bool:
    """Whether a clause counts what came by one channel alone."""
    ways = [m for m in clause.matches if m.phrases[0].role == "channel"]
    if not ways or cues.MANY_WAYS.search(clause.before):
        return False
    return not any(
        words.JOINT.fullmatch(clause.text[a.end - clause.start : b.start - clause.start])
        for a, b in pairwise(ways)
    )
