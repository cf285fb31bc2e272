"""Which cells a number of a paragraph speaks of, by the phrases around it and what came before.

A phrase counts only where nothing but small words stands between it and the number, so that
依申请公开专栏信息12条 is no application. When in doubt, a number is bound to nothing.
"""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from dataclasses import replace

from core.checks.prose import words
from core.checks.prose.chains import Chain, Wording
from core.checks.prose.context import Binding, Context, told_in
from core.checks.prose.phrases import Match, cells_of, phrases_by_id
from core.checks.prose.scan import Numeral
from core.checks.prose.scope import (
    Sentence,
    in_scope,
    year_scopes,
)
from core.chinese.punctuation import CLAUSE_ENDS, CLOSING, OPENING
from core.forms.definition import Form, Phrase

ABOUT_DISCLOSURE = ("信息公开", "依申请", "政务公开")
_CASES = {"件", "份", "宗", "起", "例"}
_DIVIDES = "其中"
_MARKERS = re.compile(rf"[（()）]|{_DIVIDES}")
FEES = ("处理费", "收费", "缴费", "缴纳")


class Binder:
    """Binds the numbers of one paragraph, in order. Depends on form, year and words only."""

    def __init__(self, form: Form, year: int, wording: Wording, about_applications: bool) -> None:
        """Takes a paragraph's words; `about_applications`: its heading says 依申请公开."""
        self.form = form
        self.told = told_in(form)
        self.year = year
        self.wording = wording
        self.text = wording.text
        self.context = Context(about_applications=about_applications)
        self._stack: list[Context] = []

    def bind(
        self, sentence: Sentence, numerals: Sequence[Numeral], asked: Container[int]
    ) -> dict[int, Binding]:
        """The bindings of those of a sentence's numbers that are asked for, by where they start."""
        found: dict[int, Binding] = {}
        self._start(sentence)
        if not self._inside:
            return found
        if not numerals and not _MARKERS.search(self.text, sentence.start, sentence.end):
            self._goes_on()
            return found
        place = sentence.start
        for numeral, left, right in self.wording.reaches(sentence, numerals, asked):
            self._walk(place, numeral.start)
            place = numeral.end
            if binding := self._binding(sentence, numeral, left, right):
                found[numeral.start] = binding
                self._remember(binding, numeral)
        self._walk(place, sentence.end)
        self._goes_on()
        return found

    def _goes_on(self) -> None:
        """Carries over to the next sentence that applications are spoken of."""
        if self._subject_at is not None and not self.context.about_applications:
            self.context = replace(self.context, about_applications=True)

    # ---- where a number's words begin and end ----

    def _start(self, sentence: Sentence) -> None:
        self._stack = []
        if self.context.table not in ("", self.told.applications, self.told.reviews):
            self.context = replace(self.context, last=None, governing=None)
        self._inside = self.wording.matches_in(sentence)
        if not self._inside:
            return
        said = self.text[sentence.start : sentence.end]
        self._scopes = year_scopes(said, self.year)
        self._about_fees = any(word in said for word in FEES)
        self._about_disclosure = any(word in said for word in ABOUT_DISCLOSURE)
        subjects = (m.start for m in self._inside if any(p.role == "subject" for p in m.phrases))
        self._subject_at = next(subjects, None)
        self._divided_at = said.find(_DIVIDES)

    def _walk(self, start: int, end: int) -> None:
        """Takes note of the parentheses and markers between two numbers."""
        for marker in _MARKERS.finditer(self.text, start, end):
            if marker[0] in OPENING:
                self._stack.append(self.context)
                self.context = replace(self.context, governing=self.context.last)
            elif marker[0] in CLOSING:
                self.context = self._stack.pop() if self._stack else self.context
            else:
                self.context = replace(self.context, governing=self._governing())

    def _governing(self) -> Binding | None:
        """What 其中 divides: what was counted last, or both when received and carried in were."""
        last, before = self.context.last, self.context.before_last
        on_hand = self.told.on_hand
        if last and before and set(on_hand) == {*last.rows, *before.rows}:
            return replace(last, rows=on_hand, parts=last.parts | before.parts)
        return last

    # ---- what they mean together ----

    def _binding(
        self, sentence: Sentence, numeral: Numeral, left: int, right: int
    ) -> Binding | None:
        chain = self.wording.before(numeral, left)
        nouns = [m for m in chain.matches if self._is_noun(m)]
        if not nouns:
            front = self.wording.level_text(numeral)[left : numeral.start]
            after = self.wording.after(numeral, right)
            if not after.matches or not (chain.matches or words.LIGHT_BEFORE.fullmatch(front)):
                after = Chain((), (), "")
            if not chain.matches and not after.matches:
                return None
            chain = Chain(chain.matches + after.matches, chain.gaps + after.gaps, chain.before)
        table = self._table(chain)
        if not table or numeral.unit not in ("", *self.form.tables[table].counted_in):
            return None
        if not numeral.unit and not self._stands_bare(numeral, chain, left):
            return None
        binding = self._meaning(table, chain, numeral)
        if not binding or not self._holds(binding, chain, sentence, numeral, right):
            return None
        return binding

    def _is_noun(self, match: Match) -> bool:
        return any(
            p.role == "subject"
            or (p.role == "name" and p.table in (self.told.applications, self.told.reviews))
            or (p.role == "name" and p.rows)
            for p in match.phrases
        )

    def _table(self, chain: Chain) -> str:
        """The table that the phrases are of: the nearest noun's, else the one spoken of."""
        current = self.context.table
        for match in chain.matches:
            tables = [p.table for p in match.phrases if p.rows and p.role != "verb"]
            if current in tables:
                return current
            if tables:
                return tables[0]
        if any(match.of(current) for match in chain.matches):
            return current
        if any(match.of(self.told.applications) for match in chain.matches):
            return self.told.applications
        return ""

    def _meaning(self, table: str, chain: Chain, numeral: Numeral) -> Binding | None:
        """Rows and columns from the phrases, the missing ones from what was said before."""
        said = [(i, p) for i, m in enumerate(chain.matches) if (p := m.of(table))]
        row_phrases = [(i, p) for i, p in said if p.rows]
        column_phrases = [p for _, p in said if p.columns]
        row = self._row_phrase([p for _, p in row_phrases])
        columns = tuple(dict.fromkeys(c for p in column_phrases for c in p.columns))
        if row and self._joined(chain, row_phrases):
            rows = tuple(
                dict.fromkeys(
                    r for _, p in reversed(row_phrases) if p.role != "subject" for r in p.rows
                )
            )
        elif row:
            rows = row.rows
        else:
            rows = self._inherited_rows(table)
        if not columns and table not in (self.told.applications, self.told.reviews):
            columns = self._inherited_columns(table)
        columns = self._all_is_total(table, columns)
        if row and columns == () and column_phrases and not row_phrases:
            return None
        cells = cells_of(self.form, table, rows, columns)
        if not cells:
            return None
        readings = [cells, *self._other_readings(row, rows, columns, table, chain)]
        topic = column_phrases[0] if columns and column_phrases else row
        if not topic:
            return None
        parts = self.told.parts_of(table, rows)
        return Binding(topic.id, table, rows, columns, tuple(dict.fromkeys(readings)), parts)

    def _row_phrase(self, phrases: list[Phrase]) -> Phrase | None:
        """The phrase that says the rows: a name before a verb before a subject."""
        for role in ("name", "verb", "subject"):
            for phrase in phrases:
                if phrase.role == role:
                    return phrase
        return None

    def _joined(self, chain: Chain, row_phrases: list[tuple[int, Phrase]]) -> bool:
        """Whether two names stand joined by 和, 及 or 、: their rows are added up."""
        names = [(i, p) for i, p in row_phrases if p.role != "subject"]
        if len(names) < 2 or all(p.role == "verb" for _, p in names):
            return False
        return all(words.JOINT.fullmatch(chain.gaps[i]) for i, _ in names[1:])

    def _inherited_rows(self, table: str) -> tuple[str, ...]:
        context = self.context
        if table == self.told.applications:
            governing = context.governing or context.intake
            if governing and governing.table == table:
                return governing.rows
            return context.intake.rows if context.intake else self.told.intake
        return context.last.rows if context.last and context.last.table == table else ()

    def _inherited_columns(self, table: str) -> tuple[str, ...]:
        last = self.context.last
        known = {column.id for column in self.form.tables[table].columns}
        return last.columns if last and known.issuperset(last.columns) else ()

    def _all_is_total(self, table: str, columns: tuple[str, ...]) -> tuple[str, ...]:
        """No columns where those named are all that the total adds up."""
        totals = [c for c in self.form.tables[table].columns if c.sum_of]
        return () if totals and set(totals[0].sum_of) <= set(columns) else columns

    def _other_readings(
        self,
        row: Phrase | None,
        rows: tuple[str, ...],
        columns: tuple[str, ...],
        table: str,
        chain: Chain,
    ) -> list[tuple[str, ...]]:
        """What else the words can mean: 收到 with what was carried in; one row of a group."""
        known = phrases_by_id(self.form)
        if row and rows == row.rows:
            narrower = self._one_of_group(row, table, chain)
            return [cells_of(self.form, table, known[o].rows, columns) for o in row.otherwise] + [
                cells_of(self.form, table, (one,), columns) for one in narrower
            ]
        if row or table != self.told.applications:
            return []
        if set(rows) == set(self.told.on_hand):
            return [cells_of(self.form, table, (r,), columns) for r in rows]
        if rows == self.told.intake:
            return [cells_of(self.form, table, self.told.on_hand, columns)]
        return []

    def _one_of_group(self, group: Phrase, table: str, chain: Chain) -> tuple[str, ...]:
        """The row that stands in front of its group: 因不掌握无法提供, not 因不掌握等原因."""
        for match, gap in zip(chain.matches[1:], chain.gaps[1:], strict=True):
            phrase = match.of(table)
            if phrase and len(group.rows) > 1 and len(phrase.rows) == 1 and "等" not in gap:
                return tuple(row for row in phrase.rows if row in group.rows)
        return ()

    # ---- whether it may be bound ----

    def _stands_bare(self, numeral: Numeral, chain: Chain, left: int) -> bool:
        """Whether a number without a unit ends its clause, behind a name, 数量 or 为."""
        before = self.text[left : numeral.start].rstrip()
        after = self.text[numeral.end : numeral.end + 1]
        named = not chain.gaps[0] and not chain.matches[0].is_verb
        return (named or before.endswith(("数量", "数", "为", "：", ":"))) and after in (
            "",
            *CLAUSE_ENDS,
            "。",
            "、",
            "）",
        )

    def _holds(
        self, binding: Binding, chain: Chain, sentence: Sentence, numeral: Numeral, right: int
    ) -> bool:
        """Whether the text around speaks of what the binding says, and of the report's year."""
        carried = {"from_last_year", "to_next_year"} & binding.parts
        if not carried and not in_scope(self._scopes, numeral.start - sentence.start):
            return False
        if carried and not self._of_the_right_year(chain):
            return False
        if binding.table == self.told.applications:
            return self._is_of_applications(binding, chain, sentence, numeral, right)
        if binding.table == self.told.reviews:
            return self._is_of_reviews(chain)
        return bool(binding.columns) and bool(binding.rows)

    def _of_the_right_year(self, chain: Chain) -> bool:
        """Whether a year in digits beside 结转 is before or after the report's, as it should be."""
        for match in chain.matches:
            digits = "".join(filter(str.isdecimal, self.text[match.start : match.end]))
            phrase = match.of(self.told.applications)
            if phrase and len(digits) == 4:
                before = not set(self.told.from_last_year).isdisjoint(phrase.rows)
                rightly = int(digits) < self.year if before else int(digits) > self.year
                if not rightly:
                    return False
        return True

    def _is_of_applications(
        self, binding: Binding, chain: Chain, sentence: Sentence, numeral: Numeral, right: int
    ) -> bool:
        phrases = [p for m in chain.matches if (p := m.of(self.told.applications))]
        subjects = [p for p in phrases if p.role == "subject"]
        verbs = [p for p in phrases if p.role == "verb"]
        names = [p for p in phrases if p.role == "name" and p.rows]
        if self._about_fees and not (subjects and verbs):
            return False
        if subjects and not verbs and not names:
            return bool(words.SUBJECT_ALONE.fullmatch(chain.before))
        same_sentence = self._subject_at is not None and (self._subject_at < right or bool(names))
        if verbs and not names:
            if self._is_of_some(chain, sentence, numeral):
                return False
            counted = any("申请" in gap or gap.startswith("数") for gap in chain.gaps)
            bare = self.context.about_applications and counted
            return (
                bool(subjects)
                or (
                    same_sentence
                    and self._same_unit(numeral)
                    and self.context.table in ("", self.told.applications)
                )
                or bare
            )
        if not (same_sentence or self.context.about_applications):
            return False
        if not subjects and not self._same_unit(numeral):
            return False
        if binding.columns and not names and not verbs and not subjects:
            return bool(binding.rows) and bool(words.APPLICANT_ALONE.fullmatch(chain.before))
        return True

    def _is_of_some(self, chain: Chain, sentence: Sentence, numeral: Numeral) -> bool:
        """Whether only those by one channel or of another office are counted."""
        if words.BY_CHANNEL.search(chain.before) and "等" not in chain.before:
            return True
        first = min((m.start for m in chain.matches), default=numeral.start)
        if self._divided_at < 0:
            return False
        divided = sentence.start + self._divided_at + len(_DIVIDES)
        return bool(words.OF_ANOTHER.search(self.text, max(divided, first - 3), first))

    def _same_unit(self, numeral: Numeral) -> bool:
        """Whether a number has the unit of those before: 件 and 份 are as good as one."""
        same = {"", numeral.unit} | (_CASES if numeral.unit in _CASES else set())
        return self.context.unit in same or not numeral.unit

    def _is_of_reviews(self, chain: Chain) -> bool:
        """Reviews and suits over disclosure: an agency that itself hears reviews has others."""
        if self._about_disclosure:
            return True
        if chain.before.rstrip().endswith(("办理", "受理", "审理", "审结", "化解", "收到", "代理")):
            return False
        known = (self.told.applications, self.told.reviews)
        return self.context.about_applications or self.context.table in known

    def _remember(self, binding: Binding, numeral: Numeral) -> None:
        context = self.context
        changes: dict[str, object] = {"last": binding, "before_last": context.last}
        if binding.table == self.told.applications:
            changes |= {"about_applications": True, "unit": context.unit or numeral.unit}
            if binding.whole and not self._is_outcome(binding):
                changes["intake"] = binding
            if not binding.whole and context.last:
                changes |= {"last": context.last, "before_last": context.before_last}
        if binding.table == self.told.reviews and binding.columns and context.last:
            changes |= {"last": context.last, "before_last": context.before_last}
        self.context = replace(context, **changes)  # type: ignore[arg-type]

    def _is_outcome(self, binding: Binding) -> bool:
        """Whether the rows are ways an application ended, or what is left, not what came in."""
        return "to_next_year" in binding.parts or not self.told.outcomes.isdisjoint(binding.rows)
