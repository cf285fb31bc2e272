"""Attacks the program in every way known, and prints one table; exit code 1 when a row has a hole.

    python tests/attack [--seed N] [--scale 0.1] [--only ROW ...] [--case N]

The same seed makes the same attacks. Linux only: it forks, and looks at processes by /proc.
"""

import argparse
import os
import sys
import time

from tests.attack import damages, foreign, kills, live, names, packages, patterns, pdfs, settings
from tests.attack.children import verdicts
from tests.attack.row import Row
from tests.attack.table import Outcome, table

ROWS = (
    *kills.ROWS, *live.ROWS, *damages.ROWS, *packages.ROWS, *pdfs.ROWS, *foreign.ROWS,
    *patterns.ROWS, *settings.ROWS, *names.ROWS,
)  # fmt: skip


def main(arguments: list[str]) -> int:
    """Runs the rows asked for and returns the exit code."""
    parser = argparse.ArgumentParser(prog="attack", description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--scale", type=float, default=1.0, help="of the number of attempts")
    parser.add_argument("--only", action="append", choices=[row.name for row in ROWS])
    parser.add_argument("--case", type=int, action="append", help="this attempt, with what it says")
    options = parser.parse_args(arguments)
    # Before anything is imported that reads them.
    os.environ |= {"QT_QPA_PLATFORM": "offscreen", "LC_ALL": "C.UTF-8"}
    outcomes = [
        _tried(row, options.case or range(max(2, round(row.tries * options.scale))), options)
        for row in ROWS
        if not options.only or row.name in options.only
    ]
    print(*table(outcomes, options.seed), sep="\n")
    return 1 if any(outcome.bad for outcome in outcomes) else 0


def _tried(row: Row, numbers: list[int] | range, options: argparse.Namespace) -> Outcome:
    outcome = Outcome(row)
    if row.skipped:
        return outcome
    start, used = time.monotonic(), _processor_time()
    row.prepare()
    for number, verdict in verdicts(row, numbers, options.seed, loud=bool(options.case)):
        outcome.add(number, verdict)
        if sys.stderr.isatty():
            print(f"\r{_progress(outcome, numbers)}", end="", file=sys.stderr, flush=True)
    print(f"\r{_progress(outcome, numbers)}", file=sys.stderr, flush=True)
    outcome.seconds = time.monotonic() - start
    outcome.processor = _processor_time() - used
    return outcome


def _processor_time() -> float:
    """Seconds of work, that of the processes that have ended included."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def _progress(outcome: Outcome, numbers: list[int] | range) -> str:
    return f"{outcome.row.name}: {outcome.counts.total()} of {len(numbers)}, {outcome.bad} bad"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
