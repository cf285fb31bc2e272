"""What the benchmarks share: a line a budget, measured beside its floor in the same run."""

import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

import pytest

from core.forms.definition import Form
from core.readers.package import read_package
from core.report.report import Report

Tell = Callable[[str], None]


@pytest.fixture
def tell(capsys: pytest.CaptureFixture[str]) -> Tell:
    """Prints a line past pytest's capture."""

    def say(line: str) -> None:
        with capsys.disabled():
            print(f"\n  {line}", end="")

    return say


@pytest.fixture
def sample(root: Path, forms: tuple[Form, ...]) -> Report:
    return read_package(root / "resources" / "samples" / "sample.nianbao", forms)


def milliseconds(act: Callable[[], object], runs: int) -> list[float]:
    """How long each of `runs` calls took, sorted."""
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        act()
        times.append((time.perf_counter() - start) * 1000)
    return sorted(times)


def in_turn(
    one: Callable[[], object], other: Callable[[], object], runs: int
) -> tuple[float, float]:
    """The medians of two acts measured in turn, so that the machine's moods hit both alike."""
    pairs = [(milliseconds(one, 1)[0], milliseconds(other, 1)[0]) for _ in range(runs)]
    return median(pair[0] for pair in pairs), median(pair[1] for pair in pairs)
