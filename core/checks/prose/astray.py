"""Sentences that begin with cases of another kind: 网格员上报事项26件，办结19件，结转下年7件."""

from __future__ import annotations

from collections.abc import Sequence

from core.checks.prose import cues, moves
from core.checks.prose.clauses import Clause
from core.checks.prose.concepts import ELSEWHERE, Concepts
from core.checks.prose.context import Told
from core.checks.prose.said import Said


def begins(clause: Clause, before: Sequence[Clause], said: Said, concepts: Concepts) -> bool:
    """Whether a clause that bound nothing counts such cases, and those `before` it nothing.

    Then what is `said` is of something else until the sentence ends.
    """
    numeral = clause.numeral
    unread = not (said.counted_here or said.withheld or said.moved or said.divided)
    if not unread or numeral is None or numeral.unit not in cues.CASES or clause.level:
        return False
    if any(m.is_subject and not m.loose for m in clause.matches) or moves.is_change(clause):
        return False
    if concepts.is_small(clause, clause.start, numeral.start):
        return False
    if any(other.numeral and other.numeral.unit in cues.CASES for other in before):
        return False
    said.strayed_from, said.topic = said.topic, ELSEWHERE
    return True


def goes_on(clause: Clause, said: Said, told: Told) -> bool:
    """Whether 办结 and 结转 are said of such cases: the clause names nothing else."""
    if said.strayed_from is None:
        return False
    own = told.outcomes.union(told.on_hand)
    return not any(
        own.intersection(phrase.rows) or phrase.table != told.applications
        for match in clause.matches
        if match.means and not match.loose and not match.is_verb
        for phrase in match.phrases
    )
