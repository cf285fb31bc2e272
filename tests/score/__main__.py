"""Runs every case or package of a folder through load, check and PDF, and prints a line each.

    python tests/score DIR

A case is a JSON file whose `package` is a 年报数据包. The exit code is 1 when one could not be
read or printed, or its PDF lacks something it should say.
"""

import json
import sys
import tempfile
import time
from pathlib import Path

from core.checks.findings import CheckResult
from core.checks.run import check
from core.forms.equations import equations_of
from core.forms.loader import load_forms
from core.readers.package import report_from
from core.refusal import Refused
from core.report.report import Report
from core.writers.package import package_of
from core.writers.pdf.faces import Faces
from core.writers.pdf.writer import report_pdf
from tests.printed import PDFTOTEXT, first_missing, printed_text

RESOURCES = Path(__file__).parents[2] / "resources"


def main(folder: Path) -> int:
    """Scores the folder's files and returns the exit code."""
    forms = load_forms(RESOURCES / "forms")
    faces = Faces(RESOURCES / "fonts")
    files = sorted([*folder.glob("*.json"), *folder.glob("*.nianbao")])
    failed = 0
    for file in files:
        try:
            data = json.loads(file.read_text(encoding="utf-8"))
            package = data.get("package", data)
            line, good = _score(report_from(package, forms), package, faces)
        except (Refused, ValueError) as error:
            line, good = str(error), False
        failed += not good
        print(f"{'ok  ' if good else 'FAIL'} {file.stem}: {line}")
    print(f"{len(files)} files, {failed} failed")
    if PDFTOTEXT is None:
        print("pdftotext is not installed: what the PDFs say was not compared")
    return 1 if failed or not files else 0


def _score(report: Report, package: object, faces: Faces) -> tuple[str, bool]:
    checked = check(report)
    identical = package_of(report) == package
    with tempfile.TemporaryDirectory() as folder:
        pdf = Path(folder) / "report.pdf"
        start = time.perf_counter()
        report_pdf(report, faces).write(pdf)
        took = (time.perf_counter() - start) * 1000
        missing = first_missing(report, printed_text(pdf)) if PDFTOTEXT else None
    words = [
        f"{report.year} form {report.form.id}",
        f"{len(report.cells)}/{len(report.form.cells)} cells",
        _findings(report, checked),
        f"PDF {took:.0f} ms" + (f", lacks “{missing}”" if missing else ", complete"),
    ]
    if not identical:
        words.append("package changed by reading and writing")
    return "; ".join(words), identical and missing is None


def _findings(report: Report, checked: CheckResult) -> str:
    """The equations that do not hold and the other findings, by rule."""
    rules = [finding.rule.id for finding in checked.findings]
    counted = ", ".join(f"{rule} ×{rules.count(rule)}" for rule in dict.fromkeys(rules)) or "none"
    waiting, all_of_them = len(checked.not_assessable), len(equations_of(report.form))
    return f"findings: {counted}; {waiting} not assessable, {all_of_them} equations"


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
