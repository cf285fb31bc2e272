"""Imports every file of a folder that has its truth beside it, and prints a line each.

    python tests/score_files DIR [--only PART_OF_NAME] [--brief]

A truth is FILE.truth.json: what `tests/files` writes. What is unsure is not taken: it must be
blank, and marked. The exit code is 1 when a cell is silently wrong, or a file was not read or
refused as it should be. Beside the counts stand the names of what was not right.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from core.refusal import one_line
from tests.score_files.scoring import Score, scored_reading, scored_refusal

MAIN = Path(__file__).parents[2] / "main.py"
WORKERS = 2
SHOWN = 12  # remarks on a file
SECONDS = 60


def main(arguments: list[str]) -> int:
    """Scores the folder's files and returns the exit code."""
    parser = argparse.ArgumentParser(prog="score-files", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--only", default="", help="files whose name holds this")
    parser.add_argument("--brief", action="store_true", help="no remarks")
    options = parser.parse_args(arguments)
    found = sorted(options.folder.glob("*.truth.json"))
    truths = [truth for truth in found if options.only in truth.name]
    total = Score()
    kinds: dict[str, Score] = {}
    with ThreadPoolExecutor(WORKERS) as pool:
        for path, score in zip(truths, pool.map(scored, truths), strict=True):
            name = path.name.removesuffix(".truth.json")
            total.add(score)
            kinds.setdefault(Path(name).suffix, Score()).add(score)
            print(f"{_sign(score)} {name}: {score.line()}", flush=True)
            print(*_told(score, options.brief), sep="", end="")
    for kind, score in sorted(kinds.items()):
        print(f"{kind}: {score.files} files, {score.outcomes} as they should be; {score.line()}")
    print(f"all: {total.files} files, {total.outcomes} as they should be; {total.line()}")
    return 0 if truths and not total.silent and total.outcomes == total.files else 1


def scored(path: Path) -> Score:
    """The score of the file that a truth stands beside, read by the command."""
    truth = json.loads(path.read_text(encoding="utf-8"))
    file = path.with_name(path.name.removesuffix(".truth.json"))
    with tempfile.TemporaryDirectory() as folder:
        output, report = Path(folder) / "out.nianbao", Path(folder) / "out.json"
        command = [sys.executable, str(MAIN), "import", str(file), "-o", str(output)]
        start = time.perf_counter()
        try:
            ran = subprocess.run(
                [*command, "--report", str(report)],
                capture_output=True,
                encoding="utf-8",
                errors="replace",
                timeout=SECONDS,
                check=False,
            )
        except subprocess.TimeoutExpired:
            return Score(files=1, remarks=[f"BROKEN: no end after {SECONDS} s"])
        seconds = time.perf_counter() - start
        score = _judged(truth, ran.returncode, ran.stderr.strip(), output, report)
    score.seconds = seconds
    return score


def _judged(truth: dict[str, Any], code: int, said: str, output: Path, report: Path) -> Score:
    if code == 2 and "Traceback" not in said and "\n" not in said and said:
        if output.exists() or report.exists():
            return Score(files=1, remarks=["BROKEN: refused, and wrote a file"])
        return scored_refusal(truth, said)
    if code or not output.is_file() or not report.is_file():
        return Score(files=1, remarks=[f"BROKEN: exit code {code}: {one_line(said[-300:], 300)}"])
    read = json.loads(output.read_text(encoding="utf-8"))
    return scored_reading(truth, read, json.loads(report.read_text(encoding="utf-8")))


def _sign(score: Score) -> str:
    if not score.outcomes or score.silent:
        return "FAIL"
    whole = score.right + score.allowed == score.cells and not score.missing
    return "ok  " if whole and score.texts == score.texts_right else "part"


def _told(score: Score, brief: bool) -> Iterator[str]:
    if brief:
        return
    for remark in score.remarks[:SHOWN]:
        yield f"     {remark}\n"
    if len(score.remarks) > SHOWN:
        yield f"     … and {len(score.remarks) - SHOWN} more\n"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
