"""Clauses that say there was none, read by their concepts: 没有…申请, 零复议, 均为零."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from core.checks.prose import cues, whose
from core.checks.prose.clauses import Clause
from core.checks.prose.concepts import Meaning
from core.checks.prose.context import Binding
from core.checks.prose.phrases import Match, cells_of
from core.checks.prose.scan import Numeral
from core.checks.prose.scope import year_scopes

if TYPE_CHECKING:
    from core.checks.prose.frames import Frames


def is_of_none(clause: Clause) -> bool:
    """Whether a number says that there was not a single one: 没有发生一起行政复议."""
    one = clause.numeral is not None and clause.numeral.value == 1
    return one and bool(cues.NOT_ONE.search(clause.before))


class Zeros:
    """Reads the clauses that have no number."""

    def __init__(self, frames: Frames) -> None:
        self._frames = frames

    def read(self, clause: Clause) -> None:
        """Puts down what a clause denies."""
        said = [m for m in clause.matches if m.means]
        if not said:
            return
        scopes = year_scopes(clause.text, self._frames.year)
        if scopes and not scopes[-1][1]:
            said = [m for m in said if "from_last_year" in self._parts(m)]
        if found := cues.ALL_NONE.search(clause.text):
            self._put(clause, clause.start, clause.start + found.end(), said, found.start("zero"))
            return
        place = clause.start
        for found in cues.ZERO.finditer(clause.text):
            zero = clause.start + found.start()
            own = [m for m in said if place <= m.start and m.end <= zero]
            self._put(clause, own[0].start if own else place, zero + 1, own, found.start())
            place = clause.start + found.end()
        nones = [
            found
            for found in cues.NONE.finditer(clause.text)
            if not cues.ZERO.match(clause.text, found.start())
            and not any(
                m.start < clause.start + found.end() and m.end > clause.start + found.start()
                for m in clause.matches
                if not found[0].startswith("不")
            )
        ]
        for none, following in zip(nones, [*nones[1:], None], strict=False):
            start = clause.start + none.start()
            end = clause.start + following.start() if following else clause.end
            own = [m for m in said if start < m.start < end]
            if own:
                self._put(clause, start, end, own)

    def read_answer(self, asked: Clause | None, clause: Clause) -> None:
        """Puts down what a colon says there was none of: 行政复议情况：无."""
        if asked is None or asked.numeral or asked.level != clause.level:
            return
        said = [m for m in asked.matches if m.means]
        if not said or any(m.loose for m in said):
            return
        if cues.ASKED.fullmatch(asked.text, said[-1].end - asked.start):
            text = (asked.text + "：").ljust(clause.start - asked.start) + clause.text
            whole = asked._replace(text=text)
            self._put(whole, said[0].start, clause.end, said, clause.start - asked.start)

    def _parts(self, match: Match) -> frozenset[str]:
        told = self._frames.told
        return frozenset(part for p in match.phrases for part in told.parts_of(p.table, p.rows))

    def _put(
        self, clause: Clause, start: int, end: int, said: Sequence[Match], zero: int = -1
    ) -> None:
        frames = self._frames
        if not said:
            return
        binding = self._binding(clause, start, said, every=zero >= 0)
        if binding is None:
            return
        tail = clause.text[said[-1].end - clause.start : end - clause.start]
        if zero < 0:
            ending = cues.ENDING.match(tail)
            assert ending is not None
            if ending.end() < len(tail.rstrip()):
                return
            if clause.numeral is not None and not is_of_none(clause):
                return
            end = said[-1].end + ending.end()
        text = clause.text[start - clause.start : end - clause.start]
        frames.denied.append((Numeral(start, end, text, "", 0, "", "count"), binding))

    def _binding(
        self, clause: Clause, start: int, said: Sequence[Match], *, every: bool
    ) -> Binding | None:
        """The cells that should be 0, of the last table that is named."""
        frames = self._frames
        contested = self._contested(said)
        if contested:
            return self._together(said, contested) if every else contested
        none = cues.NONE.match(clause.text, start - clause.start)
        if none and (carried := self._carried(clause, none.end(), said)):
            return carried
        behind = clause.start + none.end() if none else start
        between = clause.text[start - clause.start : said[-1].start - clause.start]
        meaning = self._meaning(clause, behind, said)
        if meaning is None:
            return None
        if cues.NO_SUCH.search(between) and not every and meaning.table != frames.told.charges:
            return None
        table, rows, columns = meaning.table, meaning.rows, meaning.columns
        if table == frames.told.applications:
            columns = ()
        else:
            columns = columns or frames.concepts.only_column(table)
            if not columns:
                return None
        cells = cells_of(frames.form, table, rows, columns) if rows else ()
        if not cells:
            return None
        parts = frames.told.parts_of(table, rows)
        return Binding(meaning.topic, table, rows, columns, (cells,), parts)

    def _meaning(self, clause: Clause, behind: int, said: Sequence[Match]) -> Meaning | None:
        """What the words denied mean; of applications only what came in, or what is named."""
        frames = self._frames
        applications = frames.told.applications
        subject = next((m for m in reversed(said) if m.is_subject), None)
        topic = applications if frames.mentioned else frames.said.topic
        meaning = frames.concepts.of(clause, list(reversed(said)), topic)
        if subject and not (meaning and meaning.names):
            if any(self._parts(m) & {"from_last_year", "to_next_year"} for m in said):
                return None
            phrase = next(p for p in subject.phrases if p.role == "subject")
            meaning = Meaning(phrase.id, phrase.table, phrase.rows)
        if meaning is None or meaning.table != applications:
            return meaning
        about_disclosure = bool(cues.ABOUT_DISCLOSURE.search(clause.text))
        firm = any(not m.loose for m in said)
        at_once = subject is not None and subject.start == behind  # 零申请
        if not (meaning.names or subject) or whose.one_channel(clause):
            return None
        if not (frames.mentioned or firm or about_disclosure or at_once):
            return None
        if subject and subject.loose and not about_disclosure:
            return meaning if frames.concepts.is_small(clause, behind, subject.start) else None
        return meaning

    def _carried(self, clause: Clause, behind: int, said: Sequence[Match]) -> Binding | None:
        """无结转: nothing came over, or nothing goes on; which of them is not said."""
        frames = self._frames
        applications = frames.told.applications
        own = [p for p in said[-1].phrases if p.table == applications and said[-1].loose]
        rows = [p.rows for p in own if frames.told.parts_of(applications, p.rows)]
        known = frames.mentioned and frames.said.topic in ("", applications)
        if len(rows) < 2 or len(said) > 1 or not known:
            return None
        if said[-1].start != clause.start + behind:
            return None
        readings = tuple(cells_of(frames.form, applications, one, ()) for one in rows)
        return Binding(own[0].id, applications, rows[0], (), readings, frozenset())

    def _contested(self, said: Sequence[Match]) -> Binding | None:
        """Reviews and suits that there were none of, or none that were lost."""
        frames = self._frames
        table = frames.told.reviews
        phrases = [
            (m, p)
            for m in said
            for p in m.phrases
            if p.table == table and (not m.loose or frames.said.topic == table or p.rows)
        ]
        spoken_of = frames.said.topic == table or any(p.rows for _, p in phrases)
        if not phrases or not spoken_of:
            return None
        rows = tuple(dict.fromkeys(row for _, p in phrases for row in p.rows))
        columns = tuple(dict.fromkeys(column for _, p in phrases for column in p.columns))
        rows = rows or frames.said.contested
        cells = cells_of(frames.form, table, rows, columns) if rows else ()
        if not cells:
            return None
        return Binding(phrases[0][1].id, table, rows, columns, (cells,), frozenset())

    def _together(self, said: Sequence[Match], contested: Binding) -> Binding:
        """均为零, said of applications as well."""
        frames = self._frames
        subject = next((p for m in said for p in m.phrases if p.role == "subject"), None)
        if subject is None:
            return contested
        cells = cells_of(frames.form, subject.table, subject.rows, ())
        return Binding(
            subject.id, subject.table, subject.rows, (),
            (cells + contested.readings[0], cells, contested.readings[0]), frozenset(),
        )  # fmt: skip
