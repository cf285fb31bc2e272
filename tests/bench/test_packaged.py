"""Budgets of the packaged program: sizes, and the CPU time of its start beside that from source.

Of the folder that `make package-deb` or `make freeze` made last, and of the installers in
build/release; skipped where there is none.
"""

import sys
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage
from statistics import median

import pytest

from tests.bench.conftest import Tell, run

pytestmark = pytest.mark.bench
MEGABYTE = 1_000_000
MOST_SLOWER = 1.2
ROUNDS = 5
FROM_DEB, FROZEN_HERE = "build/deb/debian11/nianbao/build/dist/nianbao", "build/dist/nianbao"
MOST_MEGABYTES = {".deb": 46, ".exe": 46, ".zip": 54}
MOST_INSTALLED = 131


@pytest.fixture
def packaged(root: Path) -> Path:
    found = [
        root / place for place in (FROM_DEB, FROZEN_HERE) if (root / place / "nianbao").exists()
    ]
    if not found:
        pytest.skip("nothing packaged: make package-deb or make freeze")
    return found[0]


def test_that_the_installed_program_is_small_enough(root: Path, tell: Tell) -> None:
    if not (root / FROM_DEB / "nianbao").exists():
        pytest.skip("nothing packaged: make package-deb")
    files = [p for p in (root / FROM_DEB).rglob("*") if p.is_file() and not p.is_symlink()]
    size = sum(p.stat().st_size for p in files) / MEGABYTE
    tell(f"installed: {size:.1f} MB (budget {MOST_INSTALLED})")
    assert size <= MOST_INSTALLED


def test_that_the_installers_are_small_enough(root: Path, tell: Tell) -> None:
    release = root / "build" / "release"
    installers = sorted(p for p in release.glob("*") if p.suffix in MOST_MEGABYTES)
    if not installers:
        pytest.skip("no installers: make package")
    sizes = {p: p.stat().st_size / MEGABYTE for p in installers}
    for path, size in sizes.items():
        tell(f"{path.name}: {size:.1f} MB (budget {MOST_MEGABYTES[path.suffix]})")
    assert [p.name for p, size in sizes.items() if size > MOST_MEGABYTES[p.suffix]] == []


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
    pairs = [(_cpu(frozen, root), _cpu(source, root)) for _ in range(ROUNDS + 1)][1:]
    ratio = median(a / b for a, b in pairs)
    tell(
        f"{what}: packaged {median(a for a, _ in pairs):.2f} s CPU, from source "
        f"{median(b for _, b in pairs):.2f} s, ratio {ratio:.2f} (budget {MOST_SLOWER})"
    )
    assert ratio <= MOST_SLOWER


def _cpu(command: list[str], folder: Path) -> float:
    before = getrusage(RUSAGE_CHILDREN)
    run(command, folder, QT_QPA_PLATFORM="offscreen", LC_ALL="C.UTF-8")
    after = getrusage(RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
