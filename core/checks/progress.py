"""How far a section is: what its tab says."""

from __future__ import annotations

from dataclasses import dataclass

from core.checks.findings import CheckResult
from core.forms.definition import Section
from core.forms.rules import FilledRule
from core.report.report import Report


@dataclass(frozen=True)
class Progress:
    """Counts of one section, of findings that follow from no other.

    `errors` leaves the blanks out, which are counted in `blanks`.

    `empty` says that nothing at all was entered.
    """

    errors: int
    warnings: int
    blanks: int
    empty: bool

    @property
    def words(self) -> str:
        """The state in words: 2处错误, 1处警告, 未填, 3格未填, or nothing when it is done."""
        if self.errors:
            return f"{self.errors}处错误"
        if self.empty:
            return "未填"
        if self.blanks:
            return f"{self.blanks}格未填"
        return f"{self.warnings}处警告" if self.warnings else ""


def progress_of(section: Section, report: Report, checked: CheckResult) -> Progress:
    """The progress of one section, from the result of checking the report."""
    findings = [finding for finding in checked.roots if finding.section == section.id]
    blanks = [f for f in findings if isinstance(f.rule, FilledRule) and not f.undecided]
    errors = [f for f in findings if f.severity == "error" and f not in blanks]
    warnings = [f for f in findings if f.severity == "warning"]
    if section.text:
        empty = not report.texts.get(section.id, "").strip()
    else:
        empty = not any(report.form.section_of(cell) is section for cell in report.cells)
    return Progress(len(errors), len(warnings), sum(len(f.cells) for f in blanks), empty)
