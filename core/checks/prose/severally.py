"""Lists that name first and count then: 新收、结转、办结的申请分别为13件、2件和14件."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from core.checks.prose import cues
from core.checks.prose.clauses import Clause, follows_at_once
from core.checks.prose.concepts import Concepts, Meaning
from core.checks.prose.phrases import Match
from core.chinese.numerals import value_of

Places = dict[int, Meaning | None]  # what the clauses of a list count, by their places


def lists_in(clauses: Sequence[Clause], concepts: Concepts, topic: str) -> tuple[Places, Places]:
    """What each clause of such lists counts; and, where that is not clear, what they all may."""
    paired: Places = {}
    unpaired: Places = {}
    for i, clause in enumerate(clauses):
        found = cues.SEVERALLY.search(clause.before) if clause.numeral else None
        run = _run(clauses, i) if found else []
        if not found or len(run) < 2:
            continue
        named = [c for c in clauses[max(0, i - 1) : i] if not c.numeral and c.mark != "。"]
        items = _items(concepts, clause, clause.start + found.start())
        if len(items) != len(run):
            items = _years(concepts, clause, named, len(run)) or items
        if len(items) != len(run) and named:
            items = _items(concepts, named[-1], named[-1].end)
        if len(items) == len(run):
            paired |= dict(zip(run, items, strict=True))
        else:
            unpaired |= dict.fromkeys(run, concepts.meaning(clause, topic))
    return paired, unpaired


def _run(clauses: Sequence[Clause], first: int) -> list[int]:
    """The clauses of one level whose numbers follow each other at once."""
    run = [first]
    for i in range(first + 1, len(clauses)):
        if clauses[i].level != clauses[first].level:
            continue
        if not clauses[i].numeral or not follows_at_once(clauses[i]):
            break
        run.append(i)
    return run


def _items(concepts: Concepts, clause: Clause, end: int) -> list[Meaning | None]:
    """What each thing means that stands in front of 分别, one by one."""
    text = clause.text[: end - clause.start]
    found: list[Meaning | None] = []
    own = [m for m in clause.matches if m.end <= end and m.means]
    subjects = [m for m in own if m.is_subject]
    group: list[Match] = []
    place = 0
    for match in [m for m in own if not m.is_subject]:
        gap = text[place : match.start - clause.start]
        if group and any(sign in gap for sign in "、和及与"):
            found.append(_item(concepts, clause, group, subjects))
            group = []
        group.append(match)
        place = match.end - clause.start
    if group:
        found.append(_item(concepts, clause, group, subjects))
    return found


def _item(
    concepts: Concepts, clause: Clause, group: Sequence[Match], subjects: Sequence[Match]
) -> Meaning | None:
    named = clause._replace(text=clause.text[: group[-1].end - clause.start])
    said = [*reversed(group), *subjects[:1]]
    return concepts.of(named, said, concepts.told.applications)


def _years(
    concepts: Concepts, clause: Clause, named: Sequence[Clause], count: int
) -> list[Meaning | None]:
    """For 2021至2023年分别… and 近三年分别…: the meaning at the report's year's place alone."""
    text = "".join(c.text for c in (*named, clause))
    years = [int(year) for year in cues.DIGITS.findall(text)]
    if not years and (on_end := cues.YEARS_ON_END.search(text)):
        long = int(value_of(on_end[1]))
        years = list(range(concepts.year - long + 1, concepts.year + 1))
    if len(years) == 2 and years[1] - years[0] + 1 == count:
        years = list(range(years[0], years[1] + 1))
    if len(years) != count:
        return []
    meaning = concepts.meaning(clause, concepts.told.applications)
    own = replace(meaning, of_year=True) if meaning else None
    return [own if year == concepts.year else None for year in years]
