"""A small sample of the fuzzing (`sh run.sh fuzz`), and that it tells a hole when there is one."""

import sys
from pathlib import Path

import pytest

from tests.started import run

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="forks, and looks at /proc")

# A reader that ends in each way there is, by the number of the input.
HOLES = """
import os, sys, time
from core.refusal import Refused
from tests.fuzz import __main__ as fuzz, workers
from tests.fuzz.readers import Reader

kept = []

def read(content):
    number = content[0]
    if number == 1: raise Refused("文件打不开，请换一个文件。")
    if number == 2: raise Refused("file not found")
    if number == 3: return [][0]
    if number == 4: os.abort()
    if number == 5: time.sleep(60)
    if number == 6: bytearray(600_000_000)
    if number >= 10: kept.append(os.urandom(1 << 20))

class Numbered(Reader):
    inputs = (b"",)

numbers = iter(range(100))
workers.mutated = lambda inputs, random: bytes([int(sys.argv[1]) + next(numbers)])
workers.SECONDS, workers.SETTLED = 0.4, 2
fuzz.readers = lambda: (Numbered("holes", read, ()),)
sys.exit(fuzz.main(["--count", sys.argv[2]]))
"""


@pytest.mark.slow
def test_that_a_sample_of_damaged_files_for_every_reader_finds_no_hole(root: Path) -> None:
    ran = run(root, "tests/fuzz", "--count", "250", "--seed", "5")
    assert ran.returncode == 0, ran.stdout + ran.stderr
    _, *rows = ran.stdout.splitlines()
    assert len(rows) >= 2


@pytest.mark.parametrize(
    ("number", "hole"),
    [
        (2, "refusal not in Chinese: file not found"),
        (3, "raised IndexError: <string>:"),
        (4, "crash: exit code -6"),
        (5, "hang"),
        (6, "raised MemoryError"),
    ],
)
def test_that_an_input_that_ends_otherwise_is_a_hole(root: Path, number: int, hole: str) -> None:
    ran = run(root, "-c", HOLES, str(number), "1")
    assert ran.returncode == 1, ran.stderr
    title, row, said, again = ran.stdout.splitlines()
    counts = dict(zip(title.split(), row.split(), strict=True))
    assert (counts["tried"], counts["bad"]) == ("1", "1")
    assert said.strip().startswith(f"1 × {hole}")
    assert again.strip() == "sh run.sh fuzz --seed 1 --only holes --case 0"


def test_that_memory_that_is_kept_is_a_hole(root: Path) -> None:
    ran = run(root, "-c", HOLES, "10", "90")
    assert ran.returncode == 1, ran.stderr
    assert "memory: grew by" in ran.stdout


def test_that_inputs_that_are_read_or_refused_are_none(root: Path) -> None:
    ran = run(root, "-c", HOLES, "0", "2")
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert ran.stdout.splitlines()[1].split()[1:5] == ["2", "1", "1", "0"]
