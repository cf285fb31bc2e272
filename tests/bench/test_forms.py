"""Budget: the editions, remembered, within half the time that parsing their files takes."""

import json
import tomllib
from pathlib import Path

import pytest

from core.forms.loader import load_forms
from core.forms.memory import memory_of
from tests.bench.conftest import Tell, in_turn

pytestmark = pytest.mark.bench


def test_that_the_editions_are_there_at_once_at_every_start_but_the_first(
    root: Path, tell: Tell
) -> None:
    folder = root / "resources" / "forms"
    forms = load_forms(folder)

    def parse() -> None:
        for path in folder.glob("*.toml"):
            tomllib.loads(path.read_text(encoding="utf-8"))

    def read() -> None:
        json.loads(memory_of(folder).read_bytes().partition(b"\n")[2])

    def read_anew() -> None:
        memory_of(folder).unlink()
        load_forms(folder)

    first, later, parsed, floor = in_turn(
        read_anew, lambda: load_forms(folder), parse, read, runs=50
    )
    tell(
        f"{len(forms)} editions remembered: {later:.1f} ms; parsing their files: {parsed:.1f} ms; "
        f"ratio {later / parsed:.2f} (budget 0.5); floor, reading what is remembered: "
        f"{floor:.1f} ms; at the first start: {first:.1f} ms"
    )
    assert later / parsed <= 0.5
