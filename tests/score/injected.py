"""Mistakes put into the reports of a folder, kind by kind, and how many of them are found.

    python -m tests.score.injected FOLDER

Prints a line a kind, tried and found, and what is said of the reports as they were published.
"""

import json
import sys
from collections import Counter
from pathlib import Path

from core.checks.run import check
from core.forms.loader import load_forms
from core.readers.package import report_from
from tests.conftest import ROOT
from tests.score.mistakes import KINDS, Case, Made, Package

FORMS = load_forms(ROOT / "resources" / "forms")
Said = Counter[tuple[str, str, str]]


def said_of(package: Package, last: Package | None) -> Said:
    """What is found in a report, and about which words."""
    report = report_from(package, FORMS)
    result = check(report, report_from(last, FORMS) if last else None)
    return Counter(
        (f.rule.id, f.severity, f.message)
        for f in result.findings
        if not f.rule.id.startswith("form")
    )


def _untouched(case: Case, made: Made, before: Said) -> Said:
    """What is found without the mistake: of the report alone, or beside last year's figures."""
    return said_of(case.package, {**made.last, "texts": {}}) if made.last else before


def is_told_by(made: Made, rule: str) -> bool:
    """Whether a rule can be said to find a mistake."""
    return not made.rules or rule in made.rules


def case_of(path: Path) -> Case:
    """The case of a file."""
    data = json.loads(path.read_text(encoding="utf-8"))
    return Case(data.get("package", data), tuple(data.get("figures", ())))


def main(folder: Path) -> None:
    """Prints the table."""
    found: Counter[str] = Counter()
    tried: Counter[str] = Counter()
    missed: Counter[str] = Counter()
    hinted: Counter[str] = Counter()
    plain = 0
    for path in sorted(folder.glob("*.json")):
        case = case_of(path)
        before = said_of(case.package, None)
        plain += sum(n for (_, severity, _), n in before.items() if severity != "hint")
        for kind, ways in KINDS.items():
            for inject in ways:
                made = inject(case)
                if made is None:
                    continue
                tried[kind] += 1
                new = said_of(made.now, made.last) - _untouched(case, made, before)
                new = Counter({one: n for one, n in new.items() if is_told_by(made, one[0])})
                caught = any(severity != "hint" for _, severity, _ in new)
                hinted[kind] += bool(new) and not caught
                found[kind] += caught
                if not caught:
                    missed[f"{kind}: {inject.__name__}{', only hinted' * bool(new)}"] += 1
    for kind, n in tried.items():
        print(f"{kind:20s} found {found[kind]}/{n}, and {hinted[kind]} as hints")
    for way, n in missed.items():
        print(f"  missed: {way} {n}")
    print(f"errors and warnings on the reports as they are: {plain}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
