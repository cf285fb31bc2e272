"""Reviews and suits: which of them a clause tells of that names an outcome alone."""

from __future__ import annotations

from collections.abc import Sequence

from core.checks.prose import cues
from core.checks.prose.clauses import Clause
from core.checks.prose.concepts import Concepts
from core.checks.prose.context import Binding, Told
from core.checks.prose.said import Said


def kinds_named(clause: Clause, told: Told) -> set[tuple[str, ...]]:
    """The rows of the kinds that a clause names: 复议案件, 诉讼, not 败诉."""
    named = [p for m in clause.matches for p in m.phrases if p.table == told.reviews]
    return {p.rows for p in named if p.rows and not p.columns}


def are_over_disclosure(
    clause: Clause, before: str, said: Said, told: Told, mentioned: bool
) -> bool:
    """Whether a clause tells of reviews and suits over disclosure; `before` is its sentence so far.

    Not of those that the agency hears itself, nor of a kind of applications.
    """
    divided = said.governing.table if said.divided and said.governing else ""
    is_kind = divided == told.applications and cues.A_KIND.search(clause.before)
    grounds = cues.GROUNDS.findall(before + clause.before)
    over_else = bool(grounds) and not cues.OVER_REPLIES.search(grounds[-1])
    if cues.HEARS.search(clause.before) or is_kind or over_else:
        return False
    if said.contested or cues.ABOUT_DISCLOSURE.search(before + clause.text):
        return True
    if cues.TAKES_ON.search(clause.before):
        return False
    return mentioned or said.topic in ("", told.applications, told.reviews)


def are_of_all_kinds(clause: Clause, behind: Sequence[Clause]) -> bool:
    """Whether the clauses behind say that not all of these, or none, are over disclosure."""
    if behind and cues.NOT_OVER_IT.search(behind[0].text):
        return True
    if cues.ABOUT_DISCLOSURE.search(clause.text):
        return False
    return any(cues.SOME_OVER_IT.search(other.text) for other in behind)


def rows_told_of(clause: Clause, said: Said, concepts: Concepts) -> tuple[str, ...]:
    """The rows of those counted last, of all where several kinds were counted, or of a court's."""
    rows = said.contested
    if said.all_contested and said.kinds_counted > 1 and not (said.divided or clause.level):
        rows = said.all_contested
    if cues.COURT in clause.before and concepts.is_review(rows):
        rows = said.all_contested if not concepts.is_review(said.all_contested) else ()
        rows = rows or concepts.suits
    elif cues.REVIEWER in clause.before and not concepts.is_review(rows):
        rows = concepts.reviews
    return rows


def remember(binding: Binding, said: Said) -> None:
    """Takes note of a kind that was counted, and of one side by side with it: 复议3件、诉讼2件."""
    beside = said.listed[-2].rows if len(said.listed) > 1 else ()
    if set(binding.rows) < set(said.all_contested):
        said.kinds_counted += 1
    elif beside and set(beside).isdisjoint(binding.rows) and not said.divided:
        said.all_contested, said.kinds_counted = (*beside, *binding.rows), 2
    else:
        said.all_contested, said.kinds_counted = binding.rows, 0
    said.contested = binding.rows
