"""What other programs find wrong with a PDF file."""

import json
import re
import shutil
import subprocess
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

QPDF, POPPLER = shutil.which("qpdf"), shutil.which("pdffonts")
JUDGE = Path(__file__).with_name("judge.py")

# By tool, the faults that it finds.
Found = Mapping[str, list[str]]


def found_here(path: Path) -> Found:
    """What the programs of this computer find; one that is not installed finds nothing."""
    tools: dict[str, Callable[[Path], Iterator[str]]] = {}
    if QPDF:
        tools["qpdf"] = _by_qpdf
    if POPPLER:
        tools["poppler"] = _by_poppler
    return {name: list(faults(path)) for name, faults in tools.items()}


def found_by_validators(python: Path, paths: Iterable[Path]) -> list[Found]:
    """What the validators installed for that Python find in each file."""
    judged = subprocess.run([python, JUDGE, *paths], capture_output=True, check=True)
    return [json.loads(line) for line in judged.stdout.splitlines()]


def _by_qpdf(path: Path) -> Iterator[str]:
    checked = _run("qpdf", "--check", path)
    if checked.returncode or checked.stderr:
        yield from checked.stderr.splitlines() or [f"exit code {checked.returncode}"]


def _by_poppler(path: Path) -> Iterator[str]:
    info = _run("pdfinfo", path)
    for expected in ("Tagged: yes", "Suspects: no", "Encrypted: no"):
        if not re.search(expected.replace(" ", r"\s+"), info.stdout):
            yield f"pdfinfo does not say “{expected}”"
    yield from _bad_fonts(_run("pdffonts", path).stdout)
    text = _run("pdftotext", "-enc", "UTF-8", path, "-")
    if not text.stdout.strip():
        yield "pdftotext finds no text"
    drawn = _run("pdftoppm", "-r", "20", "-gray", path, path.with_suffix(""))
    for page in path.parent.glob(f"{path.stem}-*.pgm"):
        page.unlink()
    yield from dict.fromkeys((*info.stderr.splitlines(), *drawn.stderr.splitlines()))


def _bad_fonts(table: str) -> Iterator[str]:
    """Fonts that are not embedded, or do not say what characters they show."""
    _, rule, *rows = table.splitlines() or ("", "")
    columns = [match.span() for match in re.finditer("-+", rule)]
    for row in rows:
        name, _, _, embedded, _, unicode, *_ = (row[start:end].strip() for start, end in columns)
        if embedded != "yes":
            yield f"font {name} is not embedded"
        if unicode != "yes":
            yield f"font {name} has no map to characters"


def _run(*command: str | Path) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        command, capture_output=True, encoding="utf-8", errors="replace", check=False
    )
