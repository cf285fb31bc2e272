"""Mistakes put into the reports of a folder, kind by kind, and how many of them are found.

    python -m tests.score.injected FOLDER

Prints a line a kind, tried and found, and what is said of the reports as they were published.
"""

import copy
import json
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from core.checks.findings import CheckResult
from core.checks.run import check
from core.forms.loader import load_forms
from core.readers.file import read_report
from core.report.report import Report
from tests.conftest import ROOT

Package = dict[str, Any]
Inject = Callable[[Package], Package | None]


def into(section: str, words: str) -> Inject:
    """Puts a sentence at the end of a section that is written."""

    def inject(package: Package) -> Package | None:
        if not package["texts"].get(section, "").strip():
            return None
        changed = copy.deepcopy(package)
        changed["texts"][section] += words
        return changed

    return inject


def total(package: Package) -> Package | None:
    """One more in a total that is typed, beside addends that are all filled."""
    changed = copy.deepcopy(package)
    cells = changed["cells"]
    for cell, value in cells.items():
        before = cell.rsplit(".", 1)[0]
        addends = [c for c in cells if c.startswith(f"{before}.") and c != cell]
        if cell.endswith(".total") and value.isdecimal() and len(addends) > 3:
            cells[cell] = str(int(value) + 1)
            return changed
    return None


def carried_from(package: Package) -> Package | None:
    """结转 of two years before."""
    return into("general", f"{package['year'] - 2}年结转申请3件。")(package)


def year_of_preface(package: Package) -> Package | None:
    """The preface of last year's report."""
    changed = copy.deepcopy(package)
    said = f"现公布{package['year'] - 1}年政府信息公开工作年度报告。"
    changed["texts"]["preface"] = changed["texts"].get("preface", "") + said
    return changed


def work_of_last_year(package: Package) -> Package | None:
    """What was done, said of last year."""
    return into("general", f"\n{package['year'] - 1}年，主动公开政府信息120条。")(package)


def received(package: Package) -> Package | None:
    """Another figure in the text than in the table."""
    cell = package["cells"].get("applications.new_received.total", "")
    if not cell.isdecimal():
        return None
    words = f"\n本年度共收到政府信息公开申请{int(cell) + 7}件。"
    return into("problems", words)(package)


KINDS: dict[str, tuple[Inject, ...]] = {
    "totals": (total,),
    "text against table": (received,),
    "year": (carried_from, year_of_preface, work_of_last_year),
    "agency": (
        into("problems", "\nXX局将继续做好公开工作。"),
        into("problems", "\n详见（具体网址）。"),
        into("general", "\n现公布北岭县水务局2031年政府信息公开工作年度报告。"),
    ),
    "privacy": (
        into("problems", "\n申请人身份证号11010519491231002X。"),
        into("problems", "\n申请人身份证号110105194912310021。"),
        into("problems", "\n申请人王小明要求公开。"),
        into("problems", "\n张建国，男，要求公开征地材料。"),
        into("problems", "\n家住人民路幸福小区12号。"),
        into("problems", "\n车牌号粤A12345的申请。"),
        into("problems", "\n可致电13912345678。"),
    ),
}


def said_of(report: Report) -> Counter[tuple[str, str, str]]:
    """What is found in a report, and about which words."""
    result: CheckResult = check(report)
    return Counter(
        (f.rule.id, f.severity, f.message)
        for f in result.findings
        if not f.rule.id.startswith("form")
    )


def packages(folder: Path) -> Iterator[tuple[str, Package]]:
    """The packages of a folder of cases."""
    for path in sorted(folder.glob("*.json")):
        case = json.loads(path.read_text(encoding="utf-8"))
        yield path.stem, case.get("package", case)


def main(folder: Path) -> None:
    """Prints the table."""
    forms = load_forms(ROOT / "resources" / "forms")
    found: Counter[str] = Counter()
    tried: Counter[str] = Counter()
    missed: Counter[str] = Counter()
    hinted: Counter[str] = Counter()
    plain = 0
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / "case.nianbao"

        def read(package: Package) -> Report:
            path.write_text(json.dumps(package, ensure_ascii=False), encoding="utf-8")
            return read_report(path, forms)

        for _, package in packages(folder):
            before = said_of(read(package))
            plain += sum(n for (_, severity, _), n in before.items() if severity != "hint")
            for kind, ways in KINDS.items():
                for number, inject in enumerate(ways):
                    changed = inject(package)
                    if changed is None:
                        continue
                    tried[kind] += 1
                    new = said_of(read(changed)) - before
                    caught = any(severity != "hint" for _, severity, _ in new)
                    hinted[kind] += bool(new) and not caught
                    found[kind] += caught
                    missed[f"{kind} {number + 1}"] += not caught
    for kind, n in tried.items():
        print(f"{kind:20s} found {found[kind]}/{n}, and {hinted[kind]} as hints")
    for way, n in missed.items():
        if n:
            print(f"  missed: {way} {n}")
    print(f"errors and warnings on the reports as they are: {plain}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
