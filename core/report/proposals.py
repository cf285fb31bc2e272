"""Proposals: what comes from elsewhere, for the clerk to take or leave, place by place.

A reader of foreign files, last year's report, a colleague's copy and an older version all make
proposals; what the clerk takes of them becomes one edit. Where nothing is sure, nothing is taken
by itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal

from core.record import record
from core.report.changes import changes_between
from core.report.edits import Change, Edit, EditRefused, current_text, set_text, spliced
from core.report.report import Report

Sureness = Literal["sure", "unsure"]
ANSWERS = ("cells", "notes", "texts", "sources")  # kinds of targets that others may propose


@record
class Proposal:
    """A change with where it comes from and how sure it is.

    `change` counts in the report as it is, as those of `changes_between`. `source` says where it
    stands, in the clerk's words: 第3页表三第4行. `doubt` is why an unsure one is that, else "".
    """

    change: Change
    source: str
    doubt: str = ""

    @property
    def sureness(self) -> Sureness:
        """Whether it may be taken unless the clerk objects, or only where the clerk says so."""
        return "unsure" if self.doubt else "sure"


def proposals_from(report: Report, other: Report, source: str) -> tuple[Proposal, ...]:
    """What another report has that this one has not, or has otherwise.

    Only what is blank here is sure: a value against another, or against none, is for the clerk to
    judge. Status and explanations are never proposed.
    """
    return tuple(
        Proposal(change, source, _doubt(report, change))
        for change in changes_between(report, other)
        if change.target.partition(".")[0] in ANSWERS
    )


def take_proposals(report: Report, proposals: Iterable[Proposal], what: str) -> Edit:
    """The one edit that takes these proposals, for `core.session.Session.apply`.

    Raises EditRefused where two of them do not go together, or where the report has become
    another since they were made.
    """
    by_target: dict[str, list[Change]] = {}
    for proposal in proposals:
        by_target.setdefault(proposal.change.target, []).append(proposal.change)
    changes = [c for target, found in by_target.items() for c in _together(report, target, found)]
    return Edit(what, tuple(change for change in changes if change.old != change.new))


def _together(report: Report, target: str, found: Sequence[Change]) -> tuple[Change, ...]:
    """What makes all changes of a target: one change, or none where nothing becomes of them."""
    current = current_text(report, target)
    if any(change.start is None for change in found):
        if len(set(found)) > 1:
            raise EditRefused("同一个地方选了两种内容，没有采用；请只选一种。")
        _require(current, found[0])
        return (found[0],)
    text, end = current, len(current)
    # From the end, so that places hold. Round a blank paragraph two can begin at one place: then
    # what is written before it comes before what is taken away behind it.
    in_order = sorted(dict.fromkeys(found), key=lambda c: (_start(c), len(c.old)))
    for change in reversed(in_order):
        begin = _start(change)
        if begin + len(change.old) > end:
            raise EditRefused("同一段文字选了两种内容，没有采用；请只选一种。")
        _require(current[begin : begin + len(change.old)], change)
        text, end = spliced(text, change), begin
    return set_text(report, target.partition(".")[2], text).changes


def _start(change: Change) -> int:
    return change.start or 0


def _require(text: str, change: Change) -> None:
    if text != change.old:
        raise EditRefused("选的内容与年报的现状对不上，没有采用；请重新比较一次。")


def _doubt(report: Report, change: Change) -> str:
    if not change.new:
        return "那边空着，采用就会清空这里。"
    if change.start is not None:
        here = current_text(report, change.target)
        return "" if not here else "这一段与这里的不同。"
    return "" if not change.old else "这里已经填了别的内容。"
