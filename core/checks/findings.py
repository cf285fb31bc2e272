"""What a check says: verdicts, findings in words, and the result of checking a whole report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field
from functools import cached_property
from typing import Literal

from core.checks.facts import Facts, Number
from core.forms.rules import FilledRule, Rule, Severity, WrittenRule
from core.record import record
from core.report.texts import TextPlace
from core.report.totals import Total

Outcome = Literal["pass", "fail", "explained", "not_assessable", "undecided"]
Relation = Literal["cell", "sum", "text_sum", "share", "change", "none"]

WORST_FIRST: tuple[Severity, ...] = ("error", "warning", "hint")
SEVERITY_NAMES: dict[Severity, str] = {"error": "错误", "warning": "警告", "hint": "提示"}


@record
class Span:
    """Words of a report: code points `start` to `end` of what is written at a place."""

    place: TextPlace
    start: int
    end: int

    @property
    def text(self) -> str:
        """What programs that read `check --json` call the place: KEY of a text, note:KEY."""
        return f"note:{self.place.key}" if self.place.kind == "notes" else self.place.key


@record
class Repair:
    """Values that would clear a finding if these cells had them, by cell id."""

    values: Mapping[str, Number]


@record
class Rewrite:
    """What to write in place of the words at a span; nothing deletes them, `called` so if at all.

    `called` is what the words are, such as 号码, where a button need not repeat them.
    """

    span: Span
    text: str
    called: str = ""

    @property
    def what(self) -> str:
        """What the act is called."""
        return "改写" if self.text else f"删去{self.called}"


@record
class Figure:
    """A number in a text, and what it speaks of.

    `text` is the figure as written, with its unit; `cells` are ids, a minus sign in front of one
    that is subtracted. `expected` is what the cells or the text make it, None where that is not
    known; `agrees` is None where nothing can be compared. One that is not `sure` was read so in
    one way alone: then it agrees or may differ, but nobody is told that it is wrong.
    """

    span: Span
    text: str
    value: Number
    relation: Relation
    cells: tuple[str, ...] = ()
    expected: Number | None = None
    agrees: bool | None = None
    sure: bool = True


@record
class Finding:
    """A rule that does not hold, or of which that is not known, in one sentence.

    `cells` are the cell ids it speaks of, `spans` the places in texts, `section` where to look,
    and `anchor` the cell to look at first ("" for a finding about no cell). `left`, `right` and
    `difference` are None for a rule that compares no numbers. `culprits` are the repairs that
    would clear it, best first; `rewrites` the words that would. `follow_ons` are findings that
    the same mistake causes; each of them says so by `is_follow_on`. `grounds` are values beyond
    `cells` and `spans` that it rests on, such as last year's: an explanation counts while they are
    the same. `beside` are last year's words, where this year's are like them. `undecided` says
    that judging the rule failed (`core.checks.undecided`). `headline` are the rule's few words;
    what to show stands in `core.checks.headlines`.
    """

    rule: Rule
    section: str
    message: str
    cells: tuple[str, ...]
    left: Number | None = None
    right: Number | None = None
    anchor: str = ""
    spans: tuple[Span, ...] = ()
    culprits: tuple[Repair, ...] = ()
    rewrites: tuple[Rewrite, ...] = ()
    follow_ons: tuple[Finding, ...] = ()
    is_follow_on: bool = False
    grounds: Mapping[str, str] = field(default_factory=dict)
    beside: str = ""
    undecided: bool = False
    headline: str = ""

    @property
    def is_absence(self) -> bool:
        """Whether it says no more than that something is not filled yet: then nothing is wrong."""
        return isinstance(self.rule, FilledRule | WrittenRule) and not self.undecided

    @property
    def severity(self) -> Severity:
        """How grave it is: an error must be mended before 定稿, and so must what is not known."""
        return "error" if self.undecided else self.rule.severity

    @property
    def difference(self) -> Number | None:
        """How far apart the two sides are, never negative."""
        if self.left is None or self.right is None:
            return None
        return max(self.left, self.right) - min(self.left, self.right)


@record
class Verdict:
    """One application of a rule.

    A `fail`, an `explained` and an `undecided` have their finding, the other outcomes None;
    `explanation` is the clerk's reason for letting an `explained` one stand.
    """

    rule: Rule
    outcome: Outcome
    cells: tuple[str, ...]
    finding: Finding | None = None
    explanation: str = ""


@record
class CheckResult:
    """All verdicts on one state of a report, and the facts they were reached with.

    `facts` is None where none could be stated, and so no verdict reached. `figures` are all
    numbers of the texts, by text in the order of the form and by place. `offers` is what blank
    cells are to be by last year's report, by cell id; nothing of it is in the report.
    """

    verdicts: tuple[Verdict, ...] = ()
    facts: Facts | None = None
    figures: tuple[Figure, ...] = ()
    offers: Mapping[str, Number] = field(default_factory=dict)

    @property
    def totals(self) -> Mapping[str, Total]:
        """The blank totals, calculated."""
        return self.facts.totals if self.facts else {}

    @cached_property
    def figures_at(self) -> Mapping[TextPlace, Sequence[Figure]]:
        """The figures of each text that has any."""
        found: dict[TextPlace, list[Figure]] = {}
        for figure in self.figures:
            found.setdefault(figure.span.place, []).append(figure)
        return found

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """The findings that stand unexplained, gravest first, in the order of the form's rules."""
        found = [v.finding for v in self.verdicts if v.finding and v.outcome != "explained"]
        return tuple(sorted(found, key=lambda finding: WORST_FIRST.index(finding.severity)))

    @cached_property
    def roots(self) -> tuple[Finding, ...]:
        """The findings that do not follow from another, gravest first."""
        return tuple(finding for finding in self.findings if not finding.is_follow_on)

    @cached_property
    def faults(self) -> tuple[Finding, ...]:
        """The roots that say that something is wrong, not that it is still to be filled."""
        return tuple(finding for finding in self.roots if not finding.is_absence)

    @cached_property
    def absences(self) -> tuple[Finding, ...]:
        """The findings that say what is still to be filled, in the order of the form."""
        return tuple(finding for finding in self.roots if finding.is_absence)

    @cached_property
    def explained(self) -> tuple[Verdict, ...]:
        """The verdicts that the clerk has given a reason for."""
        return tuple(v for v in self.verdicts if v.outcome == "explained")

    @property
    def errors(self) -> tuple[Finding, ...]:
        """The findings that block 定稿."""
        return tuple(finding for finding in self.findings if finding.severity == "error")

    @cached_property
    def undecided(self) -> tuple[Verdict, ...]:
        """The rules that came to no verdict, for judging them failed."""
        return tuple(v for v in self.verdicts if v.outcome == "undecided")

    @cached_property
    def not_assessable(self) -> tuple[Verdict, ...]:
        """The applications of rules that wait for blank cells (缺数待核)."""
        return tuple(v for v in self.verdicts if v.outcome == "not_assessable")

    @cached_property
    def by_cell(self) -> dict[str, tuple[Finding, ...]]:
        """The findings to mark in each cell, gravest first.

        Blanks can be seen anyway: marking each would hide what is wrong.
        """
        found: dict[str, list[Finding]] = {}
        for finding in self.findings:
            if finding.is_absence:
                continue
            for cell in finding.cells:
                found.setdefault(cell, []).append(finding)
        return {cell: tuple(findings) for cell, findings in found.items()}

    @cached_property
    def blamed(self) -> dict[str, tuple[Finding, ...]]:
        """The findings that each cell is likely to blame for, gravest first.

        That is the cells of the likeliest repair; where none is known, the one to look at first.
        """
        found: dict[str, list[Finding]] = {}
        for finding in self.findings:
            cells: tuple[str, ...] = ()
            if finding.culprits:
                cells = tuple(finding.culprits[0].values)
            elif finding.anchor and not (finding.is_follow_on or finding.spans):
                cells = () if isinstance(finding.rule, FilledRule) else (finding.anchor,)
            for cell in cells:
                found.setdefault(cell, []).append(finding)
        return {cell: tuple(findings) for cell, findings in found.items()}

    @cached_property
    def suspects(self) -> dict[str, Number]:
        """The cells of the likeliest repairs, with what they should have."""
        found: dict[str, Number] = {}
        for finding in self.findings:
            for repair in finding.culprits[:1]:
                found.update(repair.values)
        return found


class Side:
    """One side of an equation for a sentence: `{left}` is its sum, `{left.0}` its first term."""

    def __init__(self, terms: Sequence[Number | None]) -> None:
        """Takes the terms in order, None for a blank one."""
        self._terms = terms

    def __str__(self) -> str:
        return str(sum(term for term in self._terms if term is not None))

    def __getattr__(self, name: str) -> str:
        if not name.isdecimal():
            raise AttributeError(name)
        term = self._terms[int(name)]
        return "空" if term is None else str(term)
