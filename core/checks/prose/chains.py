"""Which phrases hang on a number: those that nothing but small words part from it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Container, Iterator, Sequence

from core.checks.prose import words
from core.checks.prose.phrases import Match, phrase_book
from core.checks.prose.scan import Numeral
from core.checks.prose.scope import Sentence, outer_text
from core.chinese.punctuation import CLAUSE_ENDS, OPENING
from core.forms.definition import Form
from core.record import record

_CLAUSE_BEGINS = re.compile(f"[{CLAUSE_ENDS}{''.join(OPENING)}]")
_RIGHT_END = re.compile(f"[{CLAUSE_ENDS}、。！？!?）)（(]")
# A clause that says only this before its number goes on with the clause before.
_GOES_ON = frozenset({"共", "共计", "合计", "总计", "累计", "数量为", "总数为"})


@record
class Chain:
    """The phrases that hang on a number, nearest first, and the text in front of the farthest."""

    matches: tuple[Match, ...]
    gaps: tuple[str, ...]
    before: str


class Wording:
    """The words of one paragraph: its text, its phrases, and what is in parentheses."""

    def __init__(self, form: Form, paragraph: str, levels: list[int]) -> None:
        """Finds the form's phrases in a paragraph; `levels` are the `scope.depths` of it."""
        self.text = paragraph
        self.levels = levels
        self.outer = outer_text(paragraph, self.levels)
        self.matches = tuple(phrase_book(form).matches(paragraph))
        self._starts = [match.start for match in self.matches]

    def matches_in(self, sentence: Sentence) -> tuple[Match, ...]:
        """The phrases of a sentence."""
        first = bisect_left(self._starts, sentence.start)
        return self.matches[first : bisect_left(self._starts, sentence.end)]

    def reaches(
        self, sentence: Sentence, numerals: Sequence[Numeral], asked: Container[int]
    ) -> Iterator[tuple[Numeral, int, int]]:
        """The numbers of a sentence, where the words in front begin and those behind end.

        Of those whose starts are asked for. Years and dates part no words. Numbers that no phrase
        is near are left out.
        """
        own = [numeral for numeral in numerals if numeral.kind not in ("year", "date")]
        starts = [numeral.start for numeral in own[1:]]
        behind: dict[int, int] = {}  # where the last number of each level ends
        for numeral, following in zip(own, [*starts, sentence.end], strict=False):
            level = self.levels[numeral.start]
            before = sentence.start
            for other, end in behind.items():
                if end > before and (other >= level > 0 or not other):
                    before = end
            behind[level] = numeral.end
            if numeral.start in asked and self._are_words(before, following):
                left = self._left_end(numeral, before)
                yield numeral, left, self._right_end(numeral, following)

    def _are_words(self, start: int, end: int) -> bool:
        """Whether a phrase begins between two places."""
        first = bisect_left(self._starts, start)
        return first < len(self._starts) and self._starts[first] < end

    def _left_end(self, numeral: Numeral, before: int) -> int:
        """Where the words in front of a number begin: behind a comma or the number before."""
        text = self.level_text(numeral)
        bound = before
        for sign in reversed([*_CLAUSE_BEGINS.finditer(text, before, numeral.start)]):
            bound = sign.end()
            if sign[0] not in "，," or text[bound : numeral.start].strip() not in _GOES_ON:
                return bound
        return before

    def _right_end(self, numeral: Numeral, following: int) -> int:
        """Where the words behind a number end: at the next mark or number."""
        found = _RIGHT_END.search(self.level_text(numeral), numeral.end, following)
        return found.start() if found else max(numeral.end, following)

    def level_text(self, numeral: Numeral) -> str:
        """The text as a number reads it: outside parentheses, without what is inside them."""
        return self.text if self.levels[numeral.start] else self.outer

    def before(self, numeral: Numeral, left: int) -> Chain:
        """The phrases in front of a number, with only small words between."""
        text = self.level_text(numeral)
        level = self.levels[numeral.start]
        found: list[Match] = []
        gaps: list[str] = []
        end = numeral.start
        for i in range(bisect_left(self._starts, end) - 1, -1, -1):
            match = self.matches[i]
            if match.start < left:
                break
            if match.end > end or (self.levels[match.start] != level and match.end < end):
                continue
            gap = text[match.end : end]
            filler = words.BETWEEN if found else words.BEFORE
            if len(gap) > words.LONGEST or not filler.fullmatch(gap):
                break
            if not any(p.rows or p.columns for p in match.phrases):
                break
            found.append(match)
            gaps.append(gap)
            end = match.start
        return Chain(tuple(found), tuple(gaps), text[left:end])

    def after(self, numeral: Numeral, right: int) -> Chain:
        """The phrases behind a number, with only small words between."""
        text = self.level_text(numeral)
        found: list[Match] = []
        gaps: list[str] = []
        place = numeral.end
        for i in range(bisect_left(self._starts, place), len(self.matches)):
            match = self.matches[i]
            if match.start < place:
                continue
            if self.levels[match.start] != self.levels[numeral.start]:
                break
            gap = text[place : match.start]
            if match.end > right or len(gap) > words.LONGEST or not words.AFTER.fullmatch(gap):
                break
            found.append(match)
            gaps.append(gap)
            place = match.end
        return Chain(tuple(found), tuple(gaps), "")
