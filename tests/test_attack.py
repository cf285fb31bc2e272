"""A small sample of the attack (`sh run.sh attack`), and that it tells a hole when there is one."""

import sys
from pathlib import Path

import pytest

from tests.started import run

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="forks, and looks at /proc")

# One attempt that ends in each way there is.
HOLES = """
import os, sys, time
from core.refusal import Refused
from tests.attack import __main__ as attack
from tests.attack.row import FINE, Row, Verdict

def attempt(random, folder, number):
    match number:
        case 0: return Verdict(FINE)
        case 1: raise Refused("文件打不开，请换一个文件。")
        case 2: raise Refused("file not found")
        case 3: return [][0]
        case 4: os.abort()
        case 5: time.sleep(60)

attack.ROWS = (Row("holes", 6, attempt, 0.5),)
sys.exit(attack.main([]))
"""


@pytest.mark.slow
def test_that_a_sample_of_every_kind_of_attack_finds_no_hole(root: Path) -> None:
    kinds = ("kills", "kills-at-writes", "damages", "packages", "pdfs")
    rows = [argument for kind in kinds for argument in ("--only", kind)]
    ran = run(root, "tests/attack", "--scale", "0.01", "--seed", "5", *rows)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert [line.split()[0] for line in ran.stdout.splitlines()] == ["row", *kinds]


def test_that_an_attack_counts_a_crash_a_hang_and_an_exception_as_holes(root: Path) -> None:
    ran = run(root, "-c", HOLES)
    assert ran.returncode == 1, ran.stderr
    title, row, *holes = ran.stdout.splitlines()
    counts = dict(zip(title.split(), row.split(), strict=True))
    assert (counts["tried"], counts["fine"], counts["refused"], counts["bad"]) == (
        "6",
        "1",
        "1",
        "4",
    )
    assert {hole.strip() for hole in holes if "×" in hole} == {
        "1 × refusal not Chinese", "1 × raised IndexError", "1 × crash", "1 × hang",
    }  # fmt: skip
    assert "        sh run.sh attack --seed 1 --only holes --case 4  SIGABRT" in holes
