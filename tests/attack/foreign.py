"""Hostile files of others: read or refused in bounded time and memory, nothing of them followed."""

from __future__ import annotations

import re
import sys
from multiprocessing import get_context
from pathlib import Path
from random import Random

from tests.attack.bombs import KINDS, Make
from tests.attack.children import run_limited
from tests.attack.row import FINE, ROOT, Row, Verdict, judged_sentence

SECONDS, MEGABYTES = 10, 500
# Names that files are sent with; each holds the file of one attempt after the other.
NAMES = ("年报", "a b", "..年报", "-o", "$(id)", "年报\u202e", "年报\n二", "a" * 80, "%s{0}")
_SECRET = re.compile(r"root:[^:]*:0:0:")


def import_hostile_file(random: Random, folder: Path, number: int) -> Verdict:
    """Imports a file as the clerk does, in a process that is watched."""
    name, (suffix, make) = list(KINDS.items())[number % len(KINDS)]
    path = folder / f"{NAMES[number % len(NAMES)]}{suffix}"
    output, report = folder / "out.nianbao", folder / "out.json"
    _write(path, make)
    command = [sys.executable, str(ROOT / "main.py"), "import", "-o", str(output)]
    ran = run_limited([*command, "--report", str(report), "--", str(path)], SECONDS, MEGABYTES)
    made = [file for file in folder.rglob("*") if file != path]
    if ran.peak > MEGABYTES:
        verdict = Verdict(f"more than {MEGABYTES} MB", f"{ran.peak:.0f} MB")
    elif ran.code is None or ran.seconds > SECONDS:
        verdict = Verdict(f"more than {SECONDS} s", f"{ran.seconds:.1f} s")
    elif "Traceback" in ran.said:
        verdict = Verdict("traceback", ran.said.splitlines()[-1][:90])
    else:
        verdict = _judged(ran.code, ran.said.strip(), made)
    return Verdict(
        verdict.kind, f"{name}: {ran.seconds:.1f} s, {ran.peak:.0f} MB: {verdict.detail}"
    )


def _write(path: Path, make: Make) -> None:
    """Makes the file in a process that ends: what that took would count as the import's own."""
    maker = get_context("fork").Process(target=lambda: path.write_bytes(make()))
    maker.start()
    maker.join()


def _judged(code: int, said: str, made: list[Path]) -> Verdict:
    if any(_SECRET.search(file.read_text(errors="replace")) for file in made):
        return Verdict("followed", "a file of this computer was read into the report")
    if code == 0 and len(made) == 2:
        return Verdict(FINE, said[:60])
    if code != 2 or made:
        return Verdict(f"exit code {code}", f"{said[:90]} {[file.name for file in made]}")
    return judged_sentence(said)


ROWS = (Row("foreign", len(KINDS), import_hostile_file, 60),)
