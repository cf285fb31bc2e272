"""One paragraph of a text, held against the cells and against itself."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from core.checks.facts import Facts, Number
from core.checks.findings import Figure, Relation, Rewrite, Span, Verdict
from core.checks.prose.compare import (
    Compared,
    changed,
    compare,
    in_unit_of_cells,
    percentage,
    places_of,
)
from core.checks.prose.context import Binding, told_in
from core.checks.prose.lists import Listing, listing_agrees
from core.checks.prose.names import names_of
from core.checks.prose.phrases import cells_of
from core.checks.prose.ratios import Change, Share
from core.checks.prose.reading import Claim, Reading, Upheld
from core.checks.prose.scan import Numeral
from core.checks.prose.units import odd_units
from core.checks.remembering import remembering
from core.checks.verdicts import fails, passes, waits
from core.chinese.numerals import written_like
from core.forms.definition import Form
from core.forms.rules import FigureRule, ProseRule, ProseTest, Rule
from core.report.texts import TextPlace

_HALF, _NEARLY = Decimal("0.5"), Decimal("0.9")  # of a total: less is no list of all its parts
_FEW = 10  # below, some cell or other has any value


@dataclass
class ProseResult:
    """All figures of the texts in order, and the verdicts by rule id."""

    figures: list[Figure] = field(default_factory=list)
    verdicts: dict[str, list[Verdict]] = field(default_factory=dict)

    def add(self, *verdicts: Verdict) -> None:
        """Adds verdicts, each to those of its rule."""
        for verdict in verdicts:
            self.verdicts.setdefault(verdict.rule.id, []).append(verdict)


class FigureRules:
    """The form's rules on figures, by topic and by test."""

    def __init__(self, form: Form) -> None:
        self.by_topic: dict[str, FigureRule] = {}
        self.by_test: dict[ProseTest, ProseRule] = {}
        for rule in form.rules:
            if isinstance(rule, FigureRule):
                self.by_topic |= dict.fromkeys(rule.topics, rule)
            elif isinstance(rule, ProseRule):
                self.by_test[rule.test] = rule


@dataclass
class ParagraphJudge:
    """One paragraph being judged."""

    facts: Facts
    rules: FigureRules
    result: ProseResult
    place: TextPlace
    start: int
    reading: Reading
    compared: dict[int, Compared] = field(default_factory=dict)

    def judge(self) -> None:
        """Adds the paragraph's figures and verdicts to the result."""
        figures = list(plain_figures(self.reading, self.place, self.start))
        for place in self.reading.bound:
            figures[place] = self._figure(place, self.reading.claims[place])
        for place, usual in odd_units(self.reading, figures):
            self._judge_unit(place, usual)
        for listing in self.reading.listings:
            self._judge_listing(listing, figures)
        for share in self.reading.shares:
            self._judge_share(share, figures)
        for change in self.reading.changes:
            self._judge_change(change, figures)
        for upheld in self.reading.upheld:
            self._judge_upheld(upheld)
        for place in self.reading.fees:
            self._judge_fee(place)
        self.result.figures += figures

    # ---- against cells ----

    def _figure(self, place: int, claim: Claim) -> Figure:
        numeral = claim.numeral
        assert claim.binding
        if numeral.rough:
            cells = claim.binding.readings[0]
            return self._plain(numeral, _relation(cells), cells)
        value = in_unit_of_cells(numeral)
        step = 1 if numeral.kind == "money" else numeral.step
        compared = compare(value, claim.binding.readings, self.facts, step)
        self.compared[place] = compared
        rule: Rule | None = self.rules.by_topic.get(claim.binding.topic)
        if claim.denied:
            rule = self.rules.by_test.get("denied")
        if not claim.sure:
            rule = self.rules.by_test.get("unsure") if rule else None
            if compared.agrees is False and not self._is_told_by_others(place, claim, value):
                compared, rule = replace(compared, agrees=None), None
        if rule:
            self._judge_cells(rule, numeral, compared, value)
        if claim.sure:
            self._judge_reading(numeral, claim, compared)
        return Figure(
            self._span(numeral),
            numeral.text,
            numeral.value,
            _relation(compared.cells),
            compared.cells,
            compared.expected,
            compared.agrees,
            claim.sure,
        )

    def _is_told_by_others(self, place: int, claim: Claim, value: Number) -> bool:
        """Whether a figure that one reading alone binds is of the form by all else that is known.

        Another figure of its paragraph agrees with the tables, and no other cell has its value.
        """
        assert claim.binding
        agreeing = 0
        for other in self.reading.bound:
            one = self.reading.claims[other]
            if other == place or not one.binding or one.numeral.rough:
                continue
            if compare(in_unit_of_cells(one.numeral), one.binding.readings, self.facts).agrees:
                agreeing += 1
        if not agreeing:
            return False
        return value < _FEW or value not in self._values_beside(claim.binding)

    def _values_beside(self, binding: Binding) -> set[Number]:
        """What the other rows of the columns, and the other columns of the rows, come to."""
        form, numbers, table = self.facts.report.form, self.facts.numbers, binding.table
        rows: list[tuple[str, ...]] = [(row.id,) for row in form.tables[table].rows]
        rows += [p.rows for p in form.phrases if p.table == table and len(p.rows) > 1]
        ways = [(one, binding.columns) for one in rows]
        if binding.columns:
            ways += [(binding.rows, (column.id,)) for column in form.tables[table].columns]
        return {sum(numbers.get(cell, 0) for cell in cells_of(form, table, *way)) for way in ways}

    def _judge_cells(self, rule: Rule, numeral: Numeral, compared: Compared, value: Number) -> None:
        if compared.agrees is not False:
            self._holds(rule, compared.agrees, compared.cells)
            return
        assert compared.expected is not None
        right = f"{compared.expected}（还有空格没有填）" if compared.at_least else compared.expected
        rewritten = None if compared.at_least or not numeral.digits else compared.expected
        self._fail(
            rule, numeral, compared.cells, (value, compared.expected), rewritten,
            cells=names_of(self.facts.report.form, compared.cells), right=right,
        )  # fmt: skip

    def _judge_reading(self, numeral: Numeral, claim: Claim, compared: Compared) -> None:
        """The hint that 收到 n件 is right only with what was carried in."""
        rule = self.rules.by_test.get("with_carried_in")
        binding = claim.binding
        told = told_in(self.facts.report.form)
        if (
            not rule
            or claim.denied
            or not binding
            or binding.table != told.applications
            or binding.rows != told.intake
            or not binding.whole
        ):
            return
        first = compare(numeral.value, binding.readings[:1], self.facts)
        together = len(compared.cells) == 2 and compared.cells[0] == binding.readings[0][0]
        if compared.agrees and compared.reading and together and first.agrees is False:
            assert first.expected is not None
            assert compared.expected is not None
            self._fail(rule, numeral, compared.cells, (first.expected, compared.expected), None)

    def _judge_unit(self, place: int, usual: str) -> None:
        rule = self.rules.by_test.get("unit")
        numeral = self.reading.claims[place].numeral
        if rule and usual == numeral.unit:
            self._holds(rule, True)
        elif rule:
            sides = numeral.value, numeral.value
            self._fail(rule, numeral, (), sides, None, right=usual)

    # ---- within the text ----

    def _judge_listing(self, listing: Listing, figures: list[Figure]) -> None:
        total = self.reading.claims[listing.total].numeral
        values = {i: self.reading.claims[i].numeral.amount for i in listing.parts}
        agrees = None if total.rough else listing_agrees(listing, total.amount, values)
        added = sum(values.values())
        enough = _HALF if listing.is_bound else _NEARLY
        if not listing.of_fees and enough * total.amount > added:
            agrees = agrees or None  # 其中 names a few of them
        for place in (listing.total, *listing.parts):
            if figures[place].relation == "none":
                figures[place] = self._plain(self.reading.claims[place].numeral, "text_sum")
        if figures[listing.total].relation == "text_sum":
            figures[listing.total] = Figure(
                self._span(total), total.text, total.value, "text_sum", (), added, agrees
            )
        short = added < total.amount
        test: ProseTest
        test = "fee_sum" if listing.of_fees else "list_short" if short else "list_sum"
        if not (listing.of_fees or listing.is_bound):
            test = "list_beside"
        rule = self.rules.by_test.get(test)
        if not rule:
            return
        if agrees is not False:
            self._holds(rule, agrees)
            return
        rewritten = None if short or total.unit in ("万元", "亿元") else added
        self._fail(rule, total, (), (total.amount, added), rewritten)

    def _judge_share(self, share: Share, figures: list[Figure]) -> None:
        numeral = self.reading.claims[share.place].numeral
        part = self.reading.claims[share.part].numeral
        wholes = [self.reading.claims[i].numeral for i in share.wholes]
        places = places_of(numeral.digits)
        wholes = [whole for whole in wholes if whole.value > 0]
        if not wholes or numeral.rough or part.rough:
            figures[share.place] = self._plain(numeral, "share")
            return
        exact = [percentage(part.value, whole.value, places) for whole in wholes]
        cut = [percentage(part.value, w.value, places, truncated=True) for w in wholes]
        agrees = numeral.value in exact
        whole = wholes[0]
        truncated = not agrees and numeral.value in cut
        if agrees or truncated:
            whole = wholes[(exact if agrees else cut).index(numeral.value)]  # type: ignore[arg-type]
        expected = percentage(part.value, whole.value, places)
        figures[share.place] = Figure(
            self._span(numeral), numeral.text, numeral.value, "share", (), expected, agrees
        )
        rule = self.rules.by_test.get("share_truncated" if truncated else "share")
        if rule and agrees:
            self._holds(rule, agrees)
        elif rule:
            said = f"{part.text}÷{whole.text}"
            self._fail(rule, numeral, (), (numeral.value, expected), expected, cells=said)

    def _judge_change(self, change: Change, figures: list[Figure]) -> None:
        numeral = self.reading.claims[change.place].numeral
        figures[change.place] = self._plain(numeral, "change")
        before = [] if change.current is None or numeral.rough else self._last_year(change)
        if not before or change.current is None or "点" in numeral.unit:
            return
        now = self.reading.claims[change.current].numeral.value
        expected = [changed(now, last, numeral) for last in before]
        wanted = -numeral.value if change.down else numeral.value
        agrees = wanted in expected
        shown = numeral.value if agrees else max(expected[0], -expected[0])
        figures[change.place] = Figure(
            self._span(numeral), numeral.text, numeral.value, "change", (), shown, agrees
        )
        rule = self.rules.by_test.get("change")
        if not rule:
            return
        if agrees:
            self._holds(rule, agrees)
            return
        way = "减少" if expected[0] < 0 else "增加"
        turned = (expected[0] < 0) != change.down and expected[0] != 0
        self._fail(
            rule, numeral, (), (numeral.value, shown), None if turned else shown,
            cells=f"本年{now}、上年{before[0]}", right=f"{way}{shown}{numeral.unit}",
        )  # fmt: skip

    def _last_year(self, change: Change) -> list[Number]:
        """What it was last year: by the text beside it, else by last year's report."""
        assert change.current is not None
        claim = self.reading.claims[change.current]
        if change.by is not None:
            by = self.reading.claims[change.by].numeral.value
            last = claim.numeral.value + by if change.down else claim.numeral.value - by
            return [last] if last > 0 else []
        if not claim.binding or not self.facts.previous:
            return []
        compared = self.compared.get(change.current)
        readings = [compared.cells] if compared and compared.agrees else claim.binding.readings
        last_year = [[self.facts.last_year(cell) for cell in cells] for cells in readings]
        sums = [sum(n for n in known if n is not None) for known in last_year if None not in known]
        return [number for number in sums if number > 0]

    def _judge_upheld(self, upheld: Upheld) -> None:
        rule = self.rules.by_test.get("all_upheld")
        form = self.facts.report.form
        numbers = self.facts.numbers
        if not rule:
            return
        table = told_in(form).reviews
        kept = cells_of(form, table, upheld.rows, form.columns_of("kept"))
        totals = cells_of(form, table, upheld.rows, ())
        addends = [addend for total in totals for addend in form.cells[total].addends]
        others = tuple(addend for addend in addends if addend not in kept)
        against = sum(numbers.get(cell, 0) for cell in others)
        known = {*kept, *totals} <= numbers.keys()
        if not known and not against:
            self._holds(rule, None, kept + totals)
            return
        left = sum(numbers.get(cell, 0) for cell in kept)
        right = sum(numbers[cell] for cell in totals) if known else left + against
        if left == right:
            self._holds(rule, True, kept + totals)
            return
        words = Numeral(upheld.start, upheld.end, "均获维持", "", 0, "", "count")
        self._fail(rule, words, kept + totals, (left, right), None)

    def _judge_fee(self, place: int) -> None:
        rule = self.rules.by_test.get("fee_in_total")
        numeral = self.reading.claims[place].numeral
        if not rule:
            return
        form = self.facts.report.form
        cells = _charged(form)
        amounts = [self.facts.numbers[cell] for cell in cells if cell in self.facts.numbers]
        known = len(amounts) == len(cells)
        amount = sum(amounts)
        if not known or numeral.amount <= amount * 10**4:
            self._holds(rule, True if known else None, cells)
            return
        names = names_of(form, cells)
        sides = numeral.amount, amount * 10**4
        self._fail(rule, numeral, cells, sides, None, cells=names, right=amount)

    # ---- putting it down ----

    def _holds(self, rule: Rule, agrees: bool | None, cells: tuple[str, ...] = ()) -> None:
        """Puts down that a rule holds, or waits for blank cells (None)."""
        self.result.add(passes(rule, cells) if agrees else waits(rule, cells))

    def _fail(
        self,
        rule: Rule,
        numeral: Numeral,
        about: tuple[str, ...],
        sides: tuple[Number, Number],
        rewritten: Number | None,
        **said: Any,
    ) -> None:
        """Puts down that a rule does not hold; `rewritten` is the number that would mend it."""
        span = self._span(numeral)
        rewrites = () if rewritten is None else (Rewrite(span, rewrite(numeral, rewritten)),)
        form = self.facts.report.form
        said = {"figure": numeral.text.strip()} | said
        self.result.add(fails(rule, form, about, sides, spans=(span,), rewrites=rewrites, **said))

    def _span(self, numeral: Numeral) -> Span:
        return Span(self.place, self.start + numeral.start, self.start + numeral.end)

    def _plain(self, numeral: Numeral, relation: Relation, cells: tuple[str, ...] = ()) -> Figure:
        return Figure(self._span(numeral), numeral.text, numeral.value, relation, cells)


def _length(reading: Reading, _place: TextPlace, _start: int) -> int:
    return 10 * len(reading.claims)  # characters: so many a number takes with its words


@remembering(characters=1_000_000, length=_length)
def plain_figures(reading: Reading, place: TextPlace, start: int) -> tuple[Figure, ...]:
    """A paragraph's numbers as if none of them spoke of a cell."""
    return tuple(
        Figure(
            Span(place, start + claim.numeral.start, start + claim.numeral.end),
            claim.numeral.text,
            claim.numeral.value,
            "none",
        )
        for claim in reading.claims
    )


def _charged(form: Form) -> tuple[str, ...]:
    """The cells of what was charged, 信息处理费 and other fees together."""
    table = form.table_of("charging")
    rows = tuple(row.id for row in table.rows) if table else ()
    return cells_of(form, table.id, rows, form.columns_of("charged")) if table else ()


def rewrite(numeral: Numeral, value: Number) -> str:
    """The numeral's words with another value: same unit, spaces and manner of writing."""
    return numeral.text.replace(numeral.digits, written_like(numeral.digits, value), 1)


def _relation(cells: tuple[str, ...]) -> Relation:
    return "cell" if len(cells) == 1 else "sum"
