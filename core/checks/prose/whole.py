"""Whether a figure is the whole of what it counts: of the report's year and of the agency."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from core.checks.prose import cues, whose
from core.checks.prose.clauses import Clause
from core.checks.prose.concepts import Meaning
from core.checks.prose.context import Binding, Told
from core.checks.prose.said import Said
from core.checks.prose.scope import Sentence, year_scopes


class Whole:
    """Tells the whole from the parts that a paragraph counts beside it."""

    def __init__(self, told: Told, year: int, paragraph: str) -> None:
        self._told = told
        self._year = year
        self._own = [found.start() for found in cues.ITS_OWN.finditer(paragraph)]
        self._under = list(cues.ALL_UNDER.finditer(paragraph)) if self._own else []
        self._sentence = Sentence(0, 0)
        self._counted: Sequence[Clause] = ()

    def look_over(self, sentence: Sentence, clauses: Sequence[Clause]) -> None:
        """Takes note of what the sentence that is read counts side by side."""
        self._sentence = sentence
        self._counted = [c for c in clauses if c.numeral and c.matches]

    def has(
        self,
        clause: Clause,
        meaning: Meaning,
        binding: Binding,
        said: Said,
        bound: Mapping[int, Binding],
    ) -> bool:
        """Whether a clause counts all, by what was `said` and `bound` in front of it."""
        if not (self._is_of_year(clause, meaning, binding, said)):
            return False
        if self._is_beside_ways(clause, meaning, binding, said) or cues.EACH.search(clause.before):
            return False
        if binding.table == self._told.reviews:
            return True
        if binding.table != self._told.applications:
            return not whose.office(clause) or not self._is_beside_whole(clause)
        if meaning.names:
            if cues.WITHDRAWN.search(clause.text) and not self._is_way(said.last):
                return False  # some of the others, unless it stands in their list
            return not self._is_by_one_channel(clause, said, bound)
        if cues.ALL_THOSE_UNDER.search(clause.before) and _intake_known(bound):
            return False
        if self._is_part(clause, said, bound):
            return False
        if self._is_of_all_under(clause):
            return False
        if self._is_beside_all_under(clause):
            return all(found["system"] for found in self._under)
        if not whose.office(clause):
            return True
        offices = {whose.office(c) for c in self._counted} - {""}
        return len(offices) < 2 and not said.divided and not _intake_known(bound)

    def _is_of_year(self, clause: Clause, meaning: Meaning, binding: Binding, said: Said) -> bool:
        if meaning.of_year or {"from_last_year", "to_next_year"} & binding.parts:
            return True
        assert clause.numeral is not None
        place = clause.numeral.start - clause.start
        scopes = [s for s in year_scopes(clause.text, self._year) if s[0] < place]
        return scopes[-1][1] if scopes else said.in_year

    def _is_part(self, clause: Clause, said: Said, bound: Mapping[int, Binding]) -> bool:
        """Whether those of one kind, one channel or one time alone are counted."""
        return (
            bool(cues.PART_ONLY.search(clause.before))
            or whose.is_of_a_kind(clause)
            or (said.divided and whose.is_of_offices(clause))
            or self._is_by_days(clause, bound)
            or self._is_by_one_channel(clause, said, bound)
        )

    def _is_by_one_channel(self, clause: Clause, said: Said, bound: Mapping[int, Binding]) -> bool:
        return whose.one_channel(clause) and (
            said.divided
            or _intake_known(bound)
            or bool(cues.BY_WAY.search(clause.before))
            or any(other != clause and whose.one_channel(other) for other in self._counted)
        )

    def _is_by_days(self, clause: Clause, bound: Mapping[int, Binding]) -> bool:
        """Whether only those closed within so many days are counted, beside others or all."""
        if not cues.WITHIN_DAYS.search(clause.before):
            return False
        beside = sum(1 for other in self._counted if cues.WITHIN_DAYS.search(other.before))
        return beside > 1 or any("closed" in b.parts for b in bound.values())

    def _is_of_all_under(self, clause: Clause) -> bool:
        """Whether a figure is of all offices under the agency, whose own stands by itself."""
        found = cues.ALL_UNDER.search(clause.before) if self._own else None
        return found is not None and (bool(found["system"]) or any(map(self._is_apart, self._own)))

    def _is_beside_all_under(self, clause: Clause) -> bool:
        """Whether a figure is the agency's own, and another of all offices under it."""
        if not self._under or not cues.ITS_OWN.search(clause.before):
            return False
        return any(found["system"] or self._is_apart(found.start()) for found in self._under)

    def _is_apart(self, place: int) -> bool:
        return not self._sentence.start <= place < self._sentence.end

    def _is_beside_whole(self, clause: Clause) -> bool:
        """Whether another clause says that it counts all, and this one does not."""
        if cues.WHOLE.search(clause.before):
            return False
        return any(cues.WHOLE.search(other.before) for other in self._counted)

    def _is_way(self, last: Binding | None) -> bool:
        return bool(last and self._told.outcomes.intersection(last.rows))

    def _is_beside_ways(
        self, clause: Clause, meaning: Meaning, binding: Binding, said: Said
    ) -> bool:
        """Whether 办结 stands behind a way of ending as one more of them: it is not all then."""
        return (
            not meaning.names
            and not cues.SHARE_OF.search(clause.before)
            and "closed" in binding.parts
            and self._is_way(said.last)
            and not said.divided
            and said.counted_here > 0
        )


def _intake_known(bound: Mapping[int, Binding]) -> bool:
    return any("intake" in binding.parts for binding in bound.values())
