"""What the benchmarks share: a line a budget, measured beside its floor in the same run."""

import os
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

import pytest

from core.forms.definition import Form
from core.readers.package import read_package
from core.report.report import Report

Tell = Callable[[str], None]
# Modules are compiled once, as on a clerk's machine, not at every start.
ENVIRONMENT = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}


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


def in_turn(*acts: Callable[[], object], runs: int) -> list[float]:
    """The medians of acts measured in turn, so that the machine's moods hit all alike."""
    rounds = [[milliseconds(act, 1)[0] for act in acts] for _ in range(runs)]
    return [median(times) for times in zip(*rounds, strict=True)]


def processor_in_turn(*acts: Callable[[], object], runs: int) -> list[float]:
    """The medians of the processor time of the processes that acts start, measured in turn.

    In milliseconds; not on Windows. Beside other work it is steadier than the clock.
    """

    import resource  # which Windows has not

    def so_far() -> float:
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        return 1000 * (used.ru_utime + used.ru_stime)

    def spent(act: Callable[[], object]) -> float:
        before = so_far()
        act()
        return so_far() - before

    rounds = [[spent(act) for act in acts] for _ in range(runs)]
    return [median(times) for times in zip(*rounds, strict=True)]


def run(command: list[str], folder: Path, **environment: str) -> str:
    """What a process prints that is started in a folder; it must end well."""
    done = subprocess.run(
        command, cwd=folder, env=ENVIRONMENT | environment, capture_output=True, check=True
    )
    return done.stdout.decode()
