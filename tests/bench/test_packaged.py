"""Budgets: a packaged program of at most 190 MB, its start within 1.3 times that from source.

Of the folder that `make freeze` or `make package-deb` made last; skipped where there is none.
"""

import sys
import time
from pathlib import Path
from statistics import median

import pytest

from tests.bench.conftest import Tell, run

pytestmark = pytest.mark.bench
MEGABYTE = 1_000_000
ROUNDS = 5


@pytest.fixture
def packaged(root: Path) -> Path:
    places = ("build/deb/debian11/nianbao/build/dist/nianbao", "build/dist/nianbao")
    found = [root / place for place in places if (root / place / "nianbao").exists()]
    if not found:
        pytest.skip("nothing packaged: make package-deb or make freeze")
    return found[0]


def test_that_the_packaged_program_is_small_enough(packaged: Path, root: Path, tell: Tell) -> None:
    size = sum(p.stat().st_size for p in packaged.rglob("*") if not p.is_symlink()) / MEGABYTE
    tell(f"packaged program: {size:.0f} MB (budget 190)")
    for installer in sorted((root / "build" / "release").glob("*.[de]*")):
        if installer.suffix in (".deb", ".exe"):
            most = installer.stat().st_size / MEGABYTE
            tell(f"{installer.name}: {most:.1f} MB (budget 70)")
            assert most <= 70
    assert size <= 190


@pytest.mark.parametrize(
    ("what", "arguments"),
    [
        ("a command", ["check", "resources/samples/sample.nianbao"]),
        ("the self-test, with its window", ["--self-test"]),
    ],
)
def test_that_the_packaged_program_starts_about_as_fast_as_from_source(
    packaged: Path, root: Path, tell: Tell, what: str, arguments: list[str]
) -> None:
    source = [sys.executable, "main.py", *arguments]
    frozen = [str(packaged / "nianbao"), *arguments]
    pairs = [(_seconds(frozen, root), _seconds(source, root)) for _ in range(ROUNDS + 1)][1:]
    ratio = median(a / b for a, b in pairs)
    tell(
        f"{what}: packaged {median(a for a, _ in pairs):.2f} s, from source "
        f"{median(b for _, b in pairs):.2f} s, ratio {ratio:.2f} (budget 1.3)"
    )
    assert ratio <= 1.3


def _seconds(command: list[str], folder: Path) -> float:
    start = time.perf_counter()
    run(command, folder, QT_QPA_PLATFORM="offscreen", LC_ALL="C.UTF-8")
    return time.perf_counter() - start
