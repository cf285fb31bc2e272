"""The table that an attack ends with: a line a row, and how to see each hole again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from tests.attack.row import GOOD, Row, Verdict

EXAMPLES = 3  # of each kind of hole


@dataclass
class Outcome:
    """What came of a row: how often each kind of verdict, and the first cases of the bad ones.

    `processor` are the seconds of work, which do not depend on what else the computer does; two
    attempts run at a time, so that half of them is the least that a row takes.
    """

    row: Row
    seconds: float = 0.0
    processor: float = 0.0
    counts: Counter[str] = field(default_factory=Counter)
    examples: dict[str, list[tuple[int, str]]] = field(default_factory=dict)

    def add(self, number: int, verdict: Verdict) -> None:
        """Counts a verdict."""
        self.counts[verdict.kind] += 1
        if verdict.is_bad:
            self.examples.setdefault(verdict.kind, []).append((number, verdict.detail))

    @property
    def bad(self) -> int:
        """How many attempts found a hole."""
        return sum(count for kind, count in self.counts.items() if kind not in GOOD)


def table(outcomes: Iterable[Outcome], seed: int) -> Iterator[str]:
    """The lines of the table."""
    yield f"{'row':<18}{'tried':>6}" + "".join(f"{kind:>9}" for kind in (*GOOD, "bad", "s", "cpu"))
    for outcome in outcomes:
        if outcome.row.skipped:
            yield f"{outcome.row.name:<18}  skipped: {outcome.row.skipped}"
            continue
        counts = [outcome.counts[kind] for kind in GOOD]
        seconds = round(outcome.seconds), round(outcome.processor)
        numbers = "".join(f"{n:>9}" for n in (*counts, outcome.bad, *seconds))
        yield f"{outcome.row.name:<18}{outcome.counts.total():>6}{numbers}"
        for kind, examples in sorted(outcome.examples.items(), key=lambda item: -len(item[1])):
            yield f"    {len(examples)} × {kind}"
            for number, detail in sorted(examples)[:EXAMPLES]:
                yield f"        {_command(outcome.row, seed, number)}  {_one_line(detail)}"


def _command(row: Row, seed: int, number: int) -> str:
    return f"sh run.sh attack --seed {seed} --only {row.name} --case {number}"


def _one_line(detail: str) -> str:
    line = " ".join("".join(c if c.isprintable() else " " for c in detail).split())
    return line if len(line) <= 110 else line[:109] + "…"
