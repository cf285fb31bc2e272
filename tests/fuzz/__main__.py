"""Damages files for every reader, reads them in limited processes, and prints a line a reader.

    python tests/fuzz [--count N] [--seed S] [--only PART_OF_NAME] [--case N]

Each input must end in contents or in a refusal, within the time and memory of a confined reading;
over many inputs, no memory may be kept. The count is that of all readers together. The same seed
makes the same inputs. Exit code 1 when something else came of one. Linux only: it forks.
"""

import argparse
import sys
import time

from tests.fuzz.readers import Reader, readers
from tests.fuzz.workers import Tally, attempts, fuzzed

SHOWN = 8  # of a reader's bad cases


def main(arguments: list[str]) -> int:
    """Fuzzes the readers and returns the exit code."""
    parser = argparse.ArgumentParser(prog="fuzz", description=__doc__)
    parser.add_argument(
        "--count", type=int, default=100_000, help="inputs, of all readers together"
    )
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default="", help="readers whose name holds this")
    parser.add_argument("--case", type=int, action="append", help="this input, and what it raises")
    options = parser.parse_args(arguments)
    chosen = [reader for reader in readers() if options.only in reader.name]
    if options.case:
        return _again(chosen, options.case, options.seed)
    print(
        f"{'reader':<44}{'tried':>8}{'read':>8}{'refused':>9}{'bad':>6}{'slowest':>10}{'MB':>6}{'s':>7}"
    )
    bad = 0
    for number, reader in enumerate(chosen):
        share = options.count // len(chosen) + (number < options.count % len(chosen))
        start = time.monotonic()
        tally = fuzzed(reader, range(share), options.seed)
        bad += len(tally.bad)
        print(*_lines(reader, tally, time.monotonic() - start, options.seed), sep="\n", flush=True)
    return 1 if bad or not chosen else 0


def _lines(reader: Reader, tally: Tally, seconds: float, seed: int) -> list[str]:
    counts = f"{tally.tried:>8}{tally.read:>8}{tally.refused:>9}{len(tally.bad):>6}"
    lines = [f"{reader.name:<44}{counts}{tally.slowest:>9.2f}s{tally.grown:>6.0f}{seconds:>7.0f}"]
    kinds: dict[str, list[int]] = {}
    for number, why in sorted(tally.bad):
        kinds.setdefault(why, []).append(number)
    for why, numbers in sorted(kinds.items(), key=lambda item: -len(item[1]))[:SHOWN]:
        lines.append(f"    {len(numbers)} × {why}")
        lines.append(
            f"        sh run.sh fuzz --seed {seed} --only {reader.name} --case {numbers[0]}"
        )
    return lines


def _again(chosen: list[Reader], numbers: list[int], seed: int) -> int:
    for reader in chosen:
        for number, content, kind, detail in attempts(reader, numbers, seed):
            print(f"{reader.name} {number}: {len(content)} bytes, {kind}: {detail}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
