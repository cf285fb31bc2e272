"""Judging the equations, and saying which cell is to blame where some do not hold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING

from core.checks.facts import Facts, Number
from core.checks.findings import Finding, Repair, Side, Verdict
from core.checks.undecided import log_undecided, undecided
from core.checks.verdicts import fails, passes, waits
from core.forms.equations import Equation, equations_of
from core.record import record
from core.report.edits import Edit, apply_changes, set_cells
from core.report.report import Report

if TYPE_CHECKING:
    from core.checks.locate import Cluster


def judge_equations(facts: Facts) -> list[Verdict]:
    """One verdict for each equation of the form, or for a rule whose judging failed.

    Of findings that one mistake explains, the one on the shortest equation is the root: it has the
    culprits, and the others are its follow-ons.
    """
    form = facts.report.form
    verdicts: dict[Equation, Verdict] = {}
    failed: list[Verdict] = []
    for rule, equations in groupby(equations_of(form), key=lambda equation: equation.rule):
        try:
            verdicts |= {equation: judge_equation(equation, facts) for equation in equations}
        except Exception as error:
            log_undecided(rule.id, error)
            failed += undecided((rule,), form)
    broken = [
        equation
        for equation, verdict in verdicts.items()
        if verdict.finding and facts.numbers.keys() >= set(equation.cells)
    ]
    for cluster in _located(facts, broken):
        if not cluster.repairs:
            continue
        root, *others = cluster.equations
        follow_ons = []
        for equation in others:
            finding = replace(_finding(verdicts[equation]), is_follow_on=True)
            verdicts[equation] = replace(verdicts[equation], finding=finding)
            follow_ons.append(finding)
        finding = replace(
            _finding(verdicts[root]),
            culprits=cluster.repairs,
            follow_ons=tuple(follow_ons),
            anchor=next(iter(cluster.repairs[0].values)),
        )
        verdicts[root] = replace(verdicts[root], finding=finding)
    return [*verdicts.values(), *failed]


def _located(facts: Facts, broken: Sequence[Equation]) -> Sequence[Cluster]:
    if not broken:
        return ()
    try:
        from core.checks.locate import locate  # the window opens without

        return locate(facts, broken, facts.recent)
    except Exception as error:  # what does not add up is known all the same
        log_undecided("locate", error)
        return ()


def _finding(verdict: Verdict) -> Finding:
    assert verdict.finding is not None
    return verdict.finding


def judge_equation(equation: Equation, facts: Facts) -> Verdict:
    """Both sides must be equal, or, with blanks, still able to become so.

    With blanks on one side only, what is filled there must not exceed the other side already,
    for counts are never negative; else the equation is not assessable. A blank is never 0, and
    a total with a blank addend is blank: its partial sum is not held against the other side.

    Source: each equation's rule; the reading of blanks is the program's own.
    """
    left = [facts.numbers.get(cell) for cell in equation.left]
    right = [facts.numbers.get(cell) for cell in equation.right]
    blanks = left.count(None) + right.count(None)
    left_sum = sum(number for number in left if number is not None)
    right_sum = sum(number for number in right if number is not None)
    if None in left and None in right:
        broken = False
    elif None in left:
        broken = left_sum > right_sum
    elif None in right:
        broken = right_sum > left_sum
    else:
        broken = left_sum != right_sum
    rule = equation.rule
    if not broken:
        return waits(rule, equation.cells) if blanks else passes(rule, equation.cells)
    return fails(
        rule, facts.report.form, equation.cells, (left_sum, right_sum),
        anchor=equation.right[0], blanks=blanks,
        row=equation.row, column=equation.column, left=Side(left), right=Side(right),
    )  # fmt: skip


@record
class Effect:
    """An equation before and after a repair: the line it runs along, and both sides each time."""

    line: str
    before: tuple[Number, Number]
    after: tuple[Number, Number]

    @property
    def holds(self) -> bool:
        """Whether both sides are equal afterwards."""
        return self.after[0] == self.after[1]


def effects_of(repair: Repair, before: Facts) -> tuple[Effect, ...]:
    """What a repair does to every equation that its cells stand in, those that hold too.

    An equation that cannot be assessed for blanks is left out.
    """
    report = before.report
    mended = replace(report, cells=dict(report.cells))
    apply_changes(mended, mending(repair, report).changes)
    after = Facts.of(mended)
    return tuple(
        Effect(equation.name, _sides(equation, before), _sides(equation, after))
        for equation in equations_of(report.form)
        if before.numbers.keys() >= set(equation.cells)
        and any(before.numbers[cell] != after.numbers[cell] for cell in equation.cells)
    )


def mending(repair: Repair, report: Report) -> Edit:
    """改正: the repair as one edit."""
    return set_cells(report, {cell: str(value) for cell, value in repair.values.items()}, "改正")


def _sides(equation: Equation, facts: Facts) -> tuple[Number, Number]:
    left, right = (
        sum(facts.numbers[cell] for cell in side) for side in (equation.left, equation.right)
    )
    return left, right
