"""A second reading of the figures: by the concepts of a number's own clause, wherever they stand.

`bind` goes by the words that touch a number; here a clause is read as a whole: what it counts
(its topic, else the one spoken of), which part of that, whose and of when. What a clause says
besides must be small words, or nothing that makes the number another's. It decides on one
reading where the words do.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from core.checks.prose import astray, contests, cues, moves
from core.checks.prose.clauses import Clause, Clauses, with_words_of
from core.checks.prose.concepts import Concepts, Meaning
from core.checks.prose.context import Binding, Told, told_in
from core.checks.prose.phrases import Match, cells_of, frame_book
from core.checks.prose.said import Said
from core.checks.prose.scan import Numeral
from core.checks.prose.scope import Sentence, year_scopes
from core.checks.prose.severally import lists_in
from core.checks.prose.whole import Whole
from core.checks.prose.zeros import Zeros, is_of_none
from core.chinese.numerals import Number
from core.forms.definition import Form

_WAYS_ENOUGH = 3  # ways of ending named together that nothing but applications have


class Frames:
    """Reads one paragraph. Depends on form, year and words only."""

    def __init__(
        self,
        form: Form,
        year: int,
        paragraph: str,
        numerals: Sequence[Numeral],
        about_applications: bool,
    ) -> None:
        """Finds the concepts of a paragraph; `about_applications`: its heading says 依申请公开."""
        matches = tuple(frame_book(form).matches(paragraph))
        self.form = form
        self.year = year
        self.told: Told = told_in(form)
        self.clauses = Clauses(paragraph, numerals, matches)
        applications = self.told.applications
        firm = [m for m in matches if not m.loose]
        own = [p for m in firm for p in m.phrases if p.table == applications]
        ways = {p.rows for p in own if p.role == "name" and p.rows}
        self.by_ways = len(ways) >= _WAYS_ENOUGH
        subjects = any(p.role == "subject" for p in own)
        self.mentioned = about_applications or subjects or self.by_ways
        hinted = any(p.role == "subject" for m in matches for p in m.phrases)
        self.concepts = Concepts(form, self.told, year, self.mentioned, hinted)
        self._whole = Whole(self.told, year, paragraph)
        self.said = Said(topic=applications if about_applications else "")
        self.bound: dict[int, Binding] = {}
        self.values: dict[tuple[str, ...], Number] = {}
        self.denied: list[tuple[Numeral, Binding]] = []
        self._zeros = Zeros(self)
        self._clauses: Sequence[Clause] = ()  # of the sentence that is read
        self._at = 0  # which of them is read

    def settle(self) -> dict[int, Binding]:
        """The bindings, each with those readings alone that all that was said leaves it."""
        return {place: self._settled(place, binding) for place, binding in self.bound.items()}

    def _settled(self, place: int, binding: Binding) -> Binding:
        if len(binding.readings) < 2 or binding.table != self.told.applications:
            return binding
        numeral = next(n for n in self.clauses.numerals if n.start == place)
        left = [
            cells
            for cells in binding.readings
            if self.values.get(cells, numeral.value) == numeral.value
        ]
        on_hand = cells_of(self.form, binding.table, self.told.on_hand, binding.columns)
        new, carried = (
            self.values.get(cells_of(self.form, binding.table, rows, binding.columns))
            for rows in (self.told.intake, self.told.from_last_year)
        )
        if on_hand not in left:
            pass
        elif new is not None and carried is not None and new + carried == numeral.value:
            left = [on_hand]
        elif carried is not None and "intake" in binding.parts and left[0] != on_hand:
            left.remove(on_hand)
        left = left or list(binding.readings[:1])
        if left[0] == binding.readings[0]:
            return replace(binding, readings=tuple(left))
        rows = tuple(dict.fromkeys(self.form.cells[cell].row.id for cell in left[0]))
        parts = self.told.parts_of(binding.table, rows)
        return replace(binding, rows=rows, readings=tuple(left), parts=parts)

    def read(self, sentence: Sentence) -> None:
        """Binds what a sentence says."""
        matches = self.clauses.matches_in(sentence)
        if not matches and not self._sums_up(sentence):
            return
        self._begin()
        if not self._may_say(sentence, matches):
            self._carry_topic(matches)
            return
        clauses = self.clauses.of(sentence)
        self._paired, self._unpaired = lists_in(clauses, self.concepts, self.said.topic)
        self._whole.look_over(sentence, clauses)
        stack: list[Said] = []
        self._clauses = clauses
        for i, own in enumerate(clauses):
            counts_alone = own.numeral and not own.matches
            clause = with_words_of(clauses[i - 1], own) if i and counts_alone else own
            self._at = i
            if own.level != len(stack):
                self._go_to_level(own.level, stack)
            if clause.mark in ("：", ":") or cues.DIVIDES.search(clause.before):
                self.said.governing, self.said.divided = self._governing(), True
            if i in self._paired:
                self._bind(clause, self._paired[i])
            elif i in self._unpaired:
                self._withhold(clause, self._unpaired[i])
            elif clause.mark in ("：", ":") and cues.NONE_ALONE.fullmatch(clause.text):
                self._zeros.read_answer(self._preceding(), clause)
            elif clause.numeral and not is_of_none(clause):
                self._read_number(clause)
            elif clause.matches and cues.ANY_NONE.search(clause.text):
                self._zeros.read(clause)
            elif clause.matches:
                self._turn_to(clause)
            self._go_on(clause)
        self._go_to_level(0, stack)

    def _preceding(self) -> Clause | None:
        """The clause in front of the one that is read, or the one before a parenthesis."""
        near = reversed(self._clauses[max(0, self._at - 2) : self._at])
        return next((c for c in near if c.level == self._clauses[self._at].level), None)

    def _following(self) -> Clause | None:
        """The clause behind the one that is read."""
        return self._clauses[self._at + 1] if self._at + 1 < len(self._clauses) else None

    def _go_to_level(self, level: int, stack: list[Said]) -> None:
        """Goes into parentheses, or out of them, back to what was said in front."""
        while len(stack) > level:
            self.said = stack.pop()
        while len(stack) < level:
            stack.append(self.said)
            self.said = replace(self.said, governing=self.said.last, divided=True)

    def _may_say(self, sentence: Sentence, matches: Sequence[Match]) -> bool:
        """Whether a clause of a sentence may be bound: it counts something, or denies it."""
        if self.clauses.has_levels(sentence) or self._sums_up(sentence):
            return True
        counts = self.clauses.counts(sentence) or cues.ANY_NONE.search(
            self.clauses.paragraph, sentence.start, sentence.end
        )
        return bool(counts) and any(m.means for m in matches)

    def _sums_up(self, sentence: Sentence) -> bool:
        """Whether a sentence begins with the sum of what the one before listed: 合计23件."""
        begins = cues.IN_ALL.match(self.clauses.paragraph, sentence.start)
        return bool(begins and self.said.listed)

    # ---- a sentence as a whole ----

    def _begin(self) -> None:
        """Forgets what was said of the sentence before alone."""
        said = self.said
        said.in_year, said.divided, said.stray = True, False, False
        said.governing = said.withheld = said.moved = None
        if not said.counted_here:
            said.listed = ()  # 合计 may stand in the next sentence
        said.counted_here, said.list_of = 0, ""
        if said.strayed_from is not None:
            said.topic, said.strayed_from = said.strayed_from, None
        said.named = ("", ())

    def _governing(self) -> Binding | None:
        """What 其中 divides: what was counted last, or both when received and carried in were."""
        last, before = self.said.last, self.said.before_last
        on_hand = self.told.on_hand
        if last and before and set(on_hand) == {*last.rows, *before.rows}:
            cells = cells_of(self.form, last.table, on_hand, ())
            return replace(last, rows=on_hand, readings=(cells,), parts=last.parts | before.parts)
        return last

    def _go_on(self, clause: Clause) -> None:
        """Carries over to the next clause what this one speaks of, and of which year."""
        scopes = year_scopes(clause.text, self.year)
        if scopes and not (clause.numeral and cues.ASIDE.fullmatch(clause.before)):
            self.said.in_year = scopes[-1][1]
        if clause.matches:
            self._carry_topic(clause.matches)

    def _turn_to(self, clause: Clause) -> None:
        """复议案件中, 诉讼结果：of which kind alone what follows is told."""
        following = self._following()
        announces = following is not None and following.mark in ("：", ":")
        if not announces and not cues.OF_THESE.search(clause.text):
            return
        kinds = contests.kinds_named(clause, self.told)
        if len(kinds) == 1:
            self.said.contested, self.said.kinds_counted = next(iter(kinds)), 1

    def _carry_topic(self, matches: Sequence[Match]) -> None:
        """Carries over what the words speak of."""
        said = self.said
        for match in matches:
            if match.loose and said.strayed_from is not None:
                continue
            said.topic = self.concepts.topic_after(match, said.topic, self.mentioned)
            first = match.phrases[0]
            if first.rows and first.role == "name":
                said.named = first.table, first.rows

    # ---- a clause ----

    def _count(self, clause: Clause) -> None:
        if self.said.moved and moves.tells_now(clause):
            self._bind(clause, self.said.moved)
        elif not clause.matches:
            if not moves.is_change(clause):
                self._go_back(clause)
        elif any(m.means for m in clause.matches):
            if moves.is_change(clause) or moves.tells_before(clause):
                self.said.moved = self._moved(clause)
                return
            meaning = self.concepts.meaning(clause, self.said.topic, self.said.list_of)
            if meaning and not (
                (meaning.loose and self.said.stray) or astray.goes_on(clause, self.said, self.told)
            ):
                self._bind(clause, meaning)

    def _read_number(self, clause: Clause) -> None:
        said, counted = self.said, self.said.counted_here
        self._count(clause)
        before = self._clauses[: self._at]
        if said.counted_here > counted or astray.begins(clause, before, said, self.concepts):
            return
        if said.list_of or said.divided:
            said.list_of, said.stray = "", said.divided

    def _moved(self, clause: Clause) -> Meaning | None:
        """What grew or shrank, where what it came to is of the report's year."""
        scopes = year_scopes(clause.before[: moves.begins(clause)], self.year)
        if not (scopes[-1][1] if scopes else self.said.in_year):
            return None
        meaning = self.concepts.meaning(moves.without(clause), self.said.topic, self.said.list_of)
        return replace(meaning, of_year=True) if meaning else None

    def _go_back(self, clause: Clause) -> None:
        """合计23件, 其中2025年23件: what was counted before it, or what was withheld."""
        said = self.said
        this_year = cues.THIS_YEAR.fullmatch(clause.before.lstrip("、"))
        if this_year and int(this_year["year"] or self.year) != self.year:
            return
        if not this_year and not cues.TOGETHER.search(clause.before + "，"):
            return
        if said.withheld:
            self._put(clause, said.withheld)
        elif (governing := self._governing()) and governing is not said.last:
            self._put(clause, governing)
        elif len(said.listed) > 1 and cues.IN_ALL.search(clause.before):
            self._put_sum(clause)

    def _put_sum(self, clause: Clause) -> None:
        """自然人9件、企业2件，合计11件: what those listed add up to, or all that there is."""
        listed = self.said.listed
        whole = listed[0].rows if listed[0].columns else self.told.closed
        every = cells_of(self.form, listed[0].table, whole, ())
        added = tuple(dict.fromkeys(cell for b in listed for cell in b.readings[0]))
        parts = self.told.parts_of(listed[0].table, whole)
        if cues.SMALL.fullmatch(clause.before) and every:
            readings = (every, added)
            total = replace(listed[0], rows=whole, columns=(), readings=readings, parts=parts)
            self._put(clause, total)

    def _withhold(self, clause: Clause, meaning: Meaning | None) -> None:
        if meaning and (binding := self._binding(clause, meaning)):
            self.said.withheld = binding

    def _bind(self, clause: Clause, meaning: Meaning | None) -> None:
        if meaning is None or clause.numeral is None:
            return
        binding = self._binding(clause, meaning)
        if binding is None:
            return
        if not self._whole.has(clause, meaning, binding, self.said, self.bound):
            self.said.withheld = binding
            return
        self._put(clause, binding)

    def _binding(self, clause: Clause, meaning: Meaning) -> Binding | None:
        """The cells of what a clause means, the missing rows from what was said before."""
        told, said = self.told, self.said
        table, rows, columns = meaning.table, meaning.rows, meaning.columns
        if table == told.reviews:
            if not self._is_contested(clause):
                return None
            if not rows and said.kinds_counted > 1:  # 复议3件、诉讼2件，其中维持4件: of which?
                meaning = replace(meaning, otherwise=(said.all_contested, said.contested))
            rows = rows or contests.rows_told_of(clause, said, self.concepts)
        elif table == told.applications:
            rows = rows or self._applied()
        else:
            last = said.last
            rows = rows or (last.rows if last and last.table == table else ())
            if not rows and said.named[0] == table and not said.divided:
                rows = said.named[1]
            columns = columns or self.concepts.only_column(table)
            if not columns:
                return None
        if table == told.applications and self._with_carried_in(clause):
            if rows == told.intake:
                rows, meaning = told.on_hand, replace(meaning, otherwise=())
            elif told.on_hand in meaning.otherwise:  # 处理, which may be 办结 as well
                rows, meaning = told.on_hand, replace(meaning, otherwise=(rows,))
        cells = cells_of(self.form, table, rows, columns) if rows else ()
        if not cells:
            return None
        others = [
            cells_of(self.form, table, other, columns)
            for other in meaning.otherwise
            if other and other != rows
        ]
        return Binding(
            meaning.topic, table, rows, columns, (cells, *others), told.parts_of(table, rows)
        )

    def _with_carried_in(self, clause: Clause) -> bool:
        """Whether what was carried in is said to be in: added in front, or in a parenthesis."""
        preceding = self._preceding()
        if preceding and cues.ADDED.search(preceding.before) and self.said.last:
            return "from_last_year" in self.said.last.parts
        following = self._following()
        if following is None or following.level < clause.level:
            return False
        if clause.behind.strip() or not cues.CARRIED_TOO.match(following.text):
            return False
        said = [m for m in following.matches if m.means]
        meaning = self.concepts.of(following, said, self.told.applications) if said else None
        return meaning is not None and meaning.rows == self.told.from_last_year

    def _applied(self) -> tuple[str, ...]:
        """The rows that applicants are told of: those of what is divided, else of what came in."""
        governing = self.said.governing
        if governing and governing.table == self.told.applications:
            return governing.rows
        return self.told.intake

    def _is_contested(self, clause: Clause) -> bool:
        """Whether reviews and suits are those over disclosure, and against the agency."""
        if contests.are_of_all_kinds(clause, self._clauses[self._at + 1 : self._at + 3]):
            return False
        sentence = self.clauses.paragraph[: clause.start].rpartition("。")[2]
        return contests.are_over_disclosure(clause, sentence, self.said, self.told, self.mentioned)

    def _put(self, clause: Clause, binding: Binding) -> None:
        assert clause.numeral is not None
        numeral, table = clause.numeral, self.form.tables[binding.table]
        if not self.concepts.is_counted_in(clause, table.id):
            return
        if cues.THRESHOLD.match(self.clauses.paragraph, numeral.end):
            return
        cells = binding.readings[0]
        first = numeral.value
        if len(binding.readings) == 1:
            first = self.values.setdefault(cells, numeral.value)
        if first != numeral.value:
            return  # said before: what differs from it is another's
        self.bound[numeral.start] = binding
        self._remember(clause, binding)

    def _remember(self, clause: Clause, binding: Binding) -> None:
        said, told = self.said, self.told
        said.counted_here += 1
        listed = said.listed if said.listed and _is_beside(said.listed[0], binding) else ()
        said.listed = (*listed, binding)
        said.list_of, said.stray = "columns" if binding.columns else "rows", False
        if binding.table == told.reviews:
            if not binding.columns:
                contests.remember(binding, said)
            elif contests.kinds_named(clause, told):
                said.contested, said.kinds_counted = binding.rows, 1
            if binding.columns:
                return
        elif binding.table == told.applications and not binding.whole and said.last:
            return
        said.last, said.before_last = binding, said.last


def _is_beside(first: Binding, binding: Binding) -> bool:
    """Whether two are parts of one list: ways of ending, or applicants of the same rows."""
    if first.table != binding.table or bool(first.columns) != bool(binding.columns):
        return False
    return first.rows == binding.rows if first.columns else True
