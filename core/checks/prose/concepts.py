"""What the words of a clause mean: which table, which rows and columns of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from core.checks.prose import cues, words
from core.checks.prose.clauses import Clause
from core.checks.prose.context import Told
from core.checks.prose.phrases import Match, phrases_by_id
from core.forms.definition import Form, Phrase
from core.record import record

ELSEWHERE = "-"  # the topic of what no table counts


@record
class Meaning:
    """What a clause counts. Rows or columns that it does not say are ().

    `topic` is the phrase that decides which rule holds, `otherwise` other rows that the words
    may mean, `names` that a way of ending or a carrying over is named (in `loose` words alone),
    and `of_year` that a list of years has it.
    """

    topic: str
    table: str
    rows: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    otherwise: tuple[tuple[str, ...], ...] = ()
    names: bool = False
    loose: bool = False
    of_year: bool = False


class Concepts:
    """The concepts of a form's phrases."""

    def __init__(self, form: Form, told: Told, year: int, mentioned: bool, hinted: bool) -> None:
        """`mentioned`: the paragraph speaks of applications; `hinted`: of some 申请 or other."""
        self.mentioned = mentioned
        self.hinted = hinted
        self.form = form
        self.told = told
        self.year = year
        self.known = phrases_by_id(form)
        self.suits, self.reviews = told.suits, told.reviewed

    # ---- what is spoken of ----

    def topic_after(self, match: Match, topic: str, mentioned: bool) -> str:
        """The table spoken of after these words."""
        first = match.phrases[0]
        if first.role == "foreign":
            return ELSEWHERE
        if first.role in ("channel", "neutral"):
            return topic
        if match.loose:
            weak = any(p.role == "subject" for p in match.phrases) and (mentioned or not topic)
            return self.told.applications if weak and topic != self.told.reviews else topic
        tables = [p.table for p in match.phrases if p.rows and p.role != "verb"]
        if not tables or topic in tables:
            return topic
        if any(p.role == "subject" for p in match.phrases):
            return tables[0]
        return topic if tables[0] == self.told.applications and topic else tables[0]

    def only_column(self, table: str) -> tuple[str, ...]:
        """The column of a table that has one alone."""
        columns = self.form.tables[table].columns
        return (columns[0].id,) if len(columns) == 1 else ()

    def is_review(self, rows: Sequence[str]) -> bool:
        """Whether rows are those of reviews."""
        return bool(rows) and set(rows) <= set(self.reviews)

    def is_counted_in(self, clause: Clause, table: str) -> bool:
        """Whether a number has a unit of the table, or stands bare behind its name."""
        assert clause.numeral is not None
        unit = clause.numeral.unit
        if unit == "个" and not self._is_of_these(clause):
            return False
        if unit:
            return unit in self.form.tables[table].counted_in
        behind = clause.behind.strip()
        named = clause.before.rstrip().endswith(("数量", "数", "为", "：", ":", "是"))
        touched = any(m.end == clause.numeral.start and not m.is_verb for m in clause.matches)
        return (named or touched) and not behind

    def _is_of_these(self, clause: Clause) -> bool:
        """Whether 个 counts what the clause is about: 6个申请, not 6个部分."""
        behind = clause.behind
        named = any(m.start == clause.end - len(behind) for m in clause.matches)
        return named or not cues.OTHER_NOUN.match(behind)

    # ---- what a clause means ----

    def meaning(self, clause: Clause, topic: str, list_of: str = "") -> Meaning | None:
        """What the clause of a number counts; None where that is nothing of the form's.

        `list_of` says whether rows or columns are being listed, so that 其他 is one of them.
        """
        numeral = clause.numeral
        assert numeral is not None
        matches = [m for match in clause.matches if (m := _one_of(match, list_of))]
        before = [m for m in reversed(matches) if m.end <= numeral.start]
        behind = [m for m in matches if m.start >= numeral.end]
        said = [m for m in before if m.means]
        ways = [m for m in behind if m.means and not (m.is_act or m.is_subject)]
        if ways and cues.OF_THESE.search(clause.before):
            return self.of(clause, ways + said, topic, behind + before)  # 诉讼案件中4件胜诉
        if any(not m.is_subject for m in said):
            if all(m.is_act for m in said):
                said += [m for m in behind[:1] if m.is_subject and self._touches(clause, m)]
            return self.of(clause, said, topic, before)
        meant = [m for m in behind if m.means]
        if all(m.is_act or m.is_subject for m in meant):
            if said:
                return self.of(clause, said, topic, before)
            if meant and meant[0].is_subject and self._touches(clause, meant[0]):
                meant = meant[:1]  # 16件申请均已办结 tells of those that came in
        return self.of(clause, meant + said, topic, behind + before)

    def of(
        self, clause: Clause, said: Sequence[Match], topic: str, around: Sequence[Match] = ()
    ) -> Meaning | None:
        """What words mean together, the nearest to the number first."""
        table = self._table(said, topic)
        if not table:
            return None
        if table == self.told.applications:
            return self._of_applications(clause, said, topic, around)
        own = [(m, p) for m in said for p in m.phrases if p.table == table]
        strange = any(
            m.phrases[0].role == "foreign"
            or (m.loose and m.phrases[0].role == "name" and m.of(table) is None)
            for m in around
        )
        if table != self.told.reviews and strange:
            return None
        rows = self._joined(clause, [(m, p) for m, p in own if p.rows and p.role != "verb"])
        columns = self._columns(clause, own)
        if not rows and not columns:
            return None
        if all(m.loose for m, _ in own) and not self._is_plain(clause, said):
            return None
        topics = [p for _, p in own if p.columns] if columns else []
        topics += [p for _, p in own if p.rows]
        return Meaning(topics[0].id, table, rows, columns)

    def _table(self, said: Iterable[Match], topic: str) -> str:
        """The table of the nearest noun, else that of columns and verbs that is spoken of."""
        said = list(said)
        for match in said:
            tables = [p.table for p in match.phrases if p.rows and p.role in ("name", "subject")]
            if topic in tables:
                return topic
            if tables and not match.loose:
                return tables[0]
        every = [p.table for m in said for p in m.phrases]
        if topic in every:
            return topic
        if topic == ELSEWHERE:
            return ""
        if not topic and self.mentioned and any(self._is_theirs(m) for m in said):
            return self.told.applications  # 自然人申请12件 in front of 共收到政府信息公开申请
        nouns = [p.table for m in said for p in m.phrases if p.role == "subject"]
        return nouns[0] if nouns else ""

    def _is_theirs(self, match: Match) -> bool:
        """Whether words name who applied, or the cases closed, and can mean nothing else."""
        own = [p for p in match.phrases if p.table == self.told.applications and p.role == "name"]
        if any(p.rows == self.told.closed for p in own):
            return True
        return not match.loose and any(p.columns for p in own)

    def _of_applications(
        self, clause: Clause, said: Sequence[Match], topic: str, around: Sequence[Match]
    ) -> Meaning | None:
        table = self.told.applications
        own = [(m, p) for m in said for p in m.phrases if p.table == table]
        subjects = [m for m, p in own if p.role == "subject"]
        firm = [m for m in subjects if not m.loose]
        verbs = [(m, p) for m, p in own if p.role == "verb"]
        names = [(m, p) for m, p in own if p.role == "name" and p.rows]
        applicants = [(m, p) for m, p in own if p.role == "name" and p.columns]
        firm_names = [m for m, _ in names if not m.loose]
        strange = any(m.phrases[0].role == "foreign" for m in around)
        if (strange or topic == ELSEWHERE) and not firm and not (firm_names and not strange):
            return None
        if not firm and not firm_names and topic != table:
            theirs = self.mentioned and any(self._is_theirs(m) for m in said)
            weak = not topic and (subjects or theirs)
            if not weak:
                return None
        if firm_names and not firm and not (self.mentioned or self.hinted):
            return None
        if firm and not names and not self._touches(clause, firm[0]):
            return None
        if not firm and not firm_names and not self._is_plain(clause, said):
            return None
        columns = self._columns(clause, applicants)
        carried = self._carried(clause, names)
        if carried:
            return self._carried_over(clause, carried, verbs, columns)
        if names and columns and all(m.loose for m, _ in names):
            names = [(m, p) for m, p in names if m not in [a for a, _ in applicants]]
        if names:
            rows, topic_id = self._ways(clause, names)
            others = [] if firm_names else [self.known[o].rows for o in names[0][1].otherwise]
            return Meaning(
                topic_id, table, rows, columns, tuple(others), names=True, loose=not firm_names
            )
        return self._by_verb(clause, verbs, subjects, columns, applicants)

    def _by_verb(
        self,
        clause: Clause,
        verbs: Sequence[tuple[Match, Phrase]],
        subjects: Sequence[Match],
        columns: tuple[str, ...],
        applicants: Sequence[tuple[Match, Phrase]],
    ) -> Meaning | None:
        """收到, 办理, 答复; the subject alone means what came in."""
        table = self.told.applications
        subject = next((p for m in subjects for p in m.phrases if p.role == "subject"), None)
        if applicants and columns and not verbs:
            return Meaning(applicants[0][1].id, table, (), columns)
        if not verbs:
            if subject is None or (applicants and not columns and not subject):
                return None
            verb = subject
        else:
            verb = verbs[0][1]
        others = [self.known[o].rows for o in verb.otherwise]
        others += [p.rows for _, p in verbs[1:] if p.rows != verb.rows]
        topic = applicants[0][1].id if columns else verb.id
        return Meaning(topic, table, verb.rows, columns, tuple(dict.fromkeys(others)))

    # ---- rows and columns ----

    def _joined(self, clause: Clause, found: Sequence[tuple[Match, Phrase]]) -> tuple[str, ...]:
        """The rows of the nearest phrase, and of those that 和 or 、 joins to it."""
        return self._ways(clause, found)[0] if found else ()

    def _ways(
        self, clause: Clause, names: Sequence[tuple[Match, Phrase]]
    ) -> tuple[tuple[str, ...], str]:
        """The rows that are named, and the phrase that decides: a row before its group."""
        match, phrase = names[0]
        if cues.OR.search(clause.text[: match.start - clause.start]) and match == names[-1][0]:
            return (), phrase.id  # what it is joined to is not known
        rows = phrase.rows
        together = [rows]
        at = match
        for other, said in names[1:]:
            if other == at:
                continue
            first, second = sorted((at, other), key=lambda m: m.start)
            gap = clause.text[first.end - clause.start : second.start - clause.start]
            if words.JOINT.fullmatch(gap) and not set(said.rows) & set(rows):
                together.append(said.rows)
            elif len(rows) > 1 and len(together) == 1 and set(said.rows) < set(rows):
                if "等" in gap:
                    break
                rows, phrase, together = said.rows, said, [said.rows]
            else:
                break
            at = other
        return tuple(dict.fromkeys(row for one in reversed(together) for row in one)), phrase.id

    def _columns(self, clause: Clause, found: Sequence[tuple[Match, Phrase]]) -> tuple[str, ...]:
        named = [(m, p) for m, p in found if p.columns]
        if not named:
            return ()
        columns = list(named[0][1].columns)
        at = named[0][0]
        for other, said in named[1:]:
            first, second = sorted((at, other), key=lambda m: m.start)
            gap = clause.text[first.end - clause.start : second.start - clause.start]
            if not words.JOINT.fullmatch(gap):
                break
            columns += said.columns
            at = other
        table = self.form.tables[named[0][1].table]
        totals = [c for c in table.columns if c.sum_of]
        every = bool(totals) and set(totals[0].sum_of) <= set(columns)
        return () if every else tuple(dict.fromkeys(columns))

    def _carried(
        self, clause: Clause, names: Sequence[tuple[Match, Phrase]]
    ) -> tuple[Match, Phrase] | None:
        """The phrase of what was carried over, where that is named: in, or on."""
        told = self.told
        carried = [
            (m, p, part)
            for m, p in names
            for part in told.parts_of(told.applications, p.rows)
            if part in ("from_last_year", "to_next_year")
        ]
        firm_ways = [m for m, p in names if not m.loose and not told.parts_of(p.table, p.rows)]
        if not carried or (firm_ways and all(m.loose for m, _, _ in carried)):
            return None
        text = clause.text
        years = [int(year) for year in cues.DIGITS.findall(text)]
        onward = cues.NEXT_YEAR.search(text) or any(year > self.year for year in years)
        before = cues.LAST_YEAR.search(text) or any(year < self.year for year in years)
        if onward:
            part = "to_next_year"
        elif before or cues.TO_THIS_YEAR.search(text):
            part = "from_last_year"
        else:
            parts = {part for m, _, part in carried if not m.loose} or {
                part for _, _, part in carried
            }
            part = next(iter(parts)) if len(parts) == 1 else ""
        found = next(((m, p) for m, p, its in carried if its == part), None)
        if found or not part:
            return found
        rows = told.from_last_year if part == "from_last_year" else told.to_next_year
        own = (p for p in self.form.phrases if p.table == told.applications)
        phrase = next(p for p in own if p.rows == rows)
        return carried[0][0], phrase

    def _carried_over(
        self,
        clause: Clause,
        carried: tuple[Match, Phrase],
        verbs: Sequence[tuple[Match, Phrase]],
        columns: tuple[str, ...],
    ) -> Meaning:
        match, phrase = carried
        rows = phrase.rows
        for other, verb in verbs:
            first, second = sorted((match, other), key=lambda m: m.start)
            gap = clause.text[first.end - clause.start : second.start - clause.start]
            if verb.rows == self.told.intake and words.JOINT.fullmatch(gap):
                rows = self.told.on_hand
        return Meaning(phrase.id, phrase.table, rows, columns, names=True)

    # ---- what else a clause says ----

    def _touches(self, clause: Clause, subject: Match) -> bool:
        """Whether nothing but small words and concepts part a subject from its number."""
        numeral = clause.numeral
        if numeral is None:
            return True
        start, end = sorted((subject.end, numeral.start))
        if subject.start >= numeral.end:
            start, end = numeral.end, subject.start
        return self.is_small(clause, start, end)

    def _is_plain(self, clause: Clause, said: Sequence[Match]) -> bool:
        """Whether the words of a clause, from its first to its last concept, are all known."""
        ends = [m.end for m in said]
        ends += [clause.numeral.end] if clause.numeral else []
        first = min(m.start for m in said)
        office = cues.OFFICE.search(clause.text[: first - clause.start].rstrip())
        start = clause.start + (office.end("office") if office else 0)
        rest = cues.REST.match(clause.text)
        if rest and not office and not any(p.columns for m in said for p in m.phrases):
            start += rest.end()
        return self.is_small(clause, start, max(ends))

    def is_small(self, clause: Clause, start: int, end: int) -> bool:
        """Whether only small words and concepts stand between two places."""
        text = clause.text
        rest: list[str] = []
        place = start
        spans = [(m.start, m.end) for m in clause.matches if m.phrases[0].role != "foreign"]
        if clause.numeral:
            spans.append((clause.numeral.start, clause.numeral.end))
        for begin, stop in sorted(spans):
            if stop <= start or begin >= end:
                continue
            rest.append(text[place - clause.start : begin - clause.start])
            place = stop
        rest.append(text[place - clause.start : end - clause.start])
        return all(not part or cues.SMALL.fullmatch(part) for part in rest)


def _one_of(match: Match, list_of: str) -> Match | None:
    """The words as what is being listed, where they may be a row or a column; None for neither."""
    tables = [phrase.table for phrase in match.phrases]
    if len(set(tables)) == len(tables) or any(p.role != "name" for p in match.phrases):
        return match
    told_apart = [p for p in match.phrases if list_of and getattr(p, list_of)]
    if all(p.rows for p in match.phrases):
        return match
    return match._replace(phrases=tuple(told_apart)) if told_apart else None
