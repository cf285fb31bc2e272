"""Has other programs look for faults in every kind of PDF that the program makes; one table.

    python tests/validate PYTHON

PYTHON is the one that the validators of requirements-validate.txt are installed for. The exit code
is 1 when any of them, qpdf or poppler finds a fault, or when none finds one that was planted.
"""

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.validate.documents import made_files
from tests.validate.planted import planted_files
from tests.validate.tools import POPPLER, QPDF, Found, found_by_validators, found_here


def main(python: Path) -> int:
    """Looks through all files and returns the exit code."""
    if not QPDF or not POPPLER:
        print("qpdf or poppler-utils is not installed", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory() as folder:
        files = list(made_files(Path(folder)))
        found = _found(files, python)
        planted = list(planted_files(files[0].read_bytes(), Path(folder)))
        found_planted = _found(planted, python)
        print(*_table(files, found), "", *_table(planted, found_planted), sep="\n")
    for path, tools in zip(files, found, strict=True):
        for tool, faults in tools.items():
            for fault in dict.fromkeys(faults):
                print(f"{path.stem}: {tool}: {fault}")
    faulty = sum(any(tools.values()) for tools in found)
    missed = sum(not any(tools.values()) for tools in found_planted)
    print(f"{len(files)} files, {faulty} with faults; {missed} of {len(planted)} planted missed")
    return 1 if faulty or missed else 0


def _found(files: list[Path], python: Path) -> list[Found]:
    judged = found_by_validators(python, files)
    return [{**found_here(file), **more} for file, more in zip(files, judged, strict=True)]


def _table(files: list[Path], found: list[Found]) -> Iterator[str]:
    """How many faults each tool finds in each file."""
    yield f"{'file':<40}{'KiB':>6}" + "".join(f"{tool:>10}" for tool in found[0])
    for path, tools in zip(files, found, strict=True):
        counts = "".join(f"{len(faults) or 'none':>10}" for faults in tools.values())
        yield f"{path.stem:<40}{path.stat().st_size / 1024:>6.0f}{counts}"


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
