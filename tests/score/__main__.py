"""Runs every case or package of a folder through load, check and PDF, and prints a line each.

    python tests/score DIR

A case is a JSON file whose `package` is a 年报数据包. Where a case labels its
figures, tells how well they are bound. The exit code is 1 when one could not be
read or printed, or its PDF lacks something it should say, does not give back its package, or
when a line of a text is broken where none may be.
"""

import json
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from core.checks.findings import CheckResult
from core.checks.run import check
from core.document.compose import printed_paragraphs
from core.forms.definition import Form
from core.forms.equations import equations_of
from core.forms.loader import load_forms
from core.forms.rules import LastTextRule, PrivacyRule, WordingRule
from core.readers.file import read_report
from core.readers.package import report_from
from core.refusal import Refused
from core.report.package import package_bytes, package_of
from core.report.report import Report
from core.writers.pdf.faces import Faces
from core.writers.pdf.writer import report_pdf
from tests.kinsoku import line_faults
from tests.printed import PDFINFO, PDFTOTEXT, first_missing, printed_text, tagged_text
from tests.score.figures import FigureScore

RESOURCES = Path(__file__).parents[2] / "resources"
# Measures in characters that the texts are broken to, and the faults that none may have there.
MEASURES = range(15, 29)
FORBIDDEN = ("bad start", "bad end", "overflow")


def main(folder: Path) -> int:
    """Scores the folder's files and returns the exit code."""
    forms = load_forms(RESOURCES / "forms")
    faces = Faces(RESOURCES / "fonts")
    files = sorted([*folder.glob("*.json"), *folder.glob("*.nianbao")])
    failed = 0
    faults: Counter[str] = Counter()
    figures = FigureScore()
    reports: dict[tuple[str, int], Report] = {}
    for file in files:
        try:
            data = json.loads(file.read_text(encoding="utf-8"))
            package = data.get("package", data)
            report = report_from(package, forms)
            reports[report.agency.name, report.year] = report
            if "figures" in data:
                last_year = reports.get((report.agency.name, report.year - 1))
                figures.add(file.stem, data["figures"], check(report, last_year))
            line, good = _score(report, package, forms, faces)
            faults += _faults(report, faces)
        except (Refused, ValueError) as error:
            line, good = str(error), False
        failed += not good
        print(f"{'ok  ' if good else 'FAIL'} {file.stem}: {line}")
    print(f"{len(files)} files, {failed} failed")
    print(_lines(faults))
    print(*figures.lines(), sep="\n")
    if PDFTOTEXT is None or PDFINFO is None:
        print("poppler-utils is not installed: what the PDFs say was not compared")
    return 1 if failed or not files or any(faults[name] for name in FORBIDDEN) else 0


def _score(
    report: Report, package: object, forms: tuple[Form, ...], faces: Faces
) -> tuple[str, bool]:
    checked = check(report)
    with tempfile.TemporaryDirectory() as folder:
        pdf = Path(folder) / "report.pdf"
        start = time.perf_counter()
        report_pdf(report, faces).write(pdf)
        took = (time.perf_counter() - start) * 1000
        failures = list(_failures(report, package, pdf, forms))
    words = (
        f"{report.year} form {report.form.id}",
        f"{len(report.cells)}/{len(report.form.cells)} cells",
        _findings(report, checked),
        f"PDF {took:.0f} ms",
        *(failures or ["complete, tagged, and back identical"]),
    )
    return "; ".join(words) + "".join(_told_of_texts(checked)), not failures


def _failures(report: Report, package: object, pdf: Path, forms: tuple[Form, ...]) -> Iterator[str]:
    """What the PDF or the package lost."""
    if PDFTOTEXT and (missing := first_missing(report, printed_text(pdf))):
        yield f"PDF lacks “{missing}”"
    if PDFINFO and (missing := first_missing(report, tagged_text(pdf))):
        yield f"tags lack “{missing}”"
    if package_of(report) != package:
        yield "package changed by reading and writing"
    if package_bytes(read_report(pdf, forms)) != package_bytes(report):
        yield "package changed by printing and reading"


def _faults(report: Report, faces: Faces) -> Counter[str]:
    """What is wrong with the lines of the report's paragraphs, each broken to each measure."""
    faults: Counter[str] = Counter()
    for paragraph in printed_paragraphs(
        "\n".join([*report.texts.values(), *report.notes.values()])
    ):
        text = faces.body.printable(paragraph, "这里")
        for measure in MEASURES:
            faults += line_faults(text, faces.body.advances, measure * 1000)
    return faults


def _lines(faults: Counter[str]) -> str:
    counts = [f"{faults[name]} {name}" for name in FORBIDDEN]
    counts += [f"{n} {name}" for name, n in sorted(faults.items()) if name not in FORBIDDEN]
    return f"lines at {len(MEASURES)} measures: {', '.join(counts)}"


def _findings(report: Report, checked: CheckResult) -> str:
    """The equations that do not hold and the other findings, by rule."""
    rules = [finding.rule.id for finding in checked.findings]
    counted = ", ".join(f"{rule} ×{rules.count(rule)}" for rule in dict.fromkeys(rules)) or "none"
    waiting, all_of_them = len(checked.not_assessable), len(equations_of(report.form))
    return f"findings: {counted}; {waiting} not assessable, {all_of_them} equations"


def _told_of_texts(checked: CheckResult) -> Iterator[str]:
    """What is found in the texts, a line each, to be judged one by one."""
    for finding in checked.findings:
        if isinstance(finding.rule, WordingRule | PrivacyRule | LastTextRule):
            yield f"\n     {finding.severity} {finding.rule.id}: {finding.message}"


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
