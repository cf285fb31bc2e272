"""How far a report is: the one place that counts, for tabs, panel, start page and 定稿."""

from __future__ import annotations

from collections.abc import Collection
from typing import Literal

from core.checks.findings import CheckResult, Finding
from core.forms.definition import Section
from core.record import record
from core.report.report import Report

# The worst that a section has, where "empty" is not begun and "blank" not all filled.
State = Literal["error", "empty", "blank", "warning", "hint", "done"]


@record
class Progress:
    """What is counted of one section.

    `errors`, `warnings` and `hints` are findings that say that something is wrong, and follow from
    no other; each counts once, in the section where it is mended. `blanks` are cells still to be
    filled, of `cells` in all, `offers` those of them that follow from last year's report; `empty`
    says that nothing at all was entered.
    """

    section: Section
    errors: int
    warnings: int
    hints: int
    blanks: int
    cells: int
    empty: bool
    offers: int = 0

    @property
    def state(self) -> State:
        """What to show of it first."""
        if self.errors:
            return "error"
        if self.empty:
            return "empty"
        if self.blanks:
            return "blank"
        if self.warnings:
            return "warning"
        return "hint" if self.hints else "done"

    @property
    def words(self) -> str:
        """The state in words: 2 错误, 未写, 168 格未填, 1 警告, 4 提示, 相符 or 已写."""
        match self.state:
            case "error":
                return f"{self.errors} 错误"
            case "warning":
                return f"{self.warnings} 警告"
            case "hint":
                return f"{self.hints} 提示"
            case "empty" if self.section.text:
                return "未写"
            case "empty" | "blank":
                return f"{self.blanks} 格未填"
            case _:
                return "已写" if self.section.text else "相符"


@record
class Standing:
    """How far the whole report is, section by section in the order of the form."""

    sections: tuple[Progress, ...]
    is_final: bool = False

    @property
    def errors(self) -> int:
        """Errors of the whole report."""
        return sum(each.errors for each in self.sections)

    @property
    def warnings(self) -> int:
        """Warnings of the whole report."""
        return sum(each.warnings for each in self.sections)

    @property
    def hints(self) -> int:
        """Hints of the whole report."""
        return sum(each.hints for each in self.sections)

    @property
    def blanks(self) -> int:
        """Cells still to be filled."""
        return sum(each.blanks for each in self.sections)

    @property
    def offers(self) -> int:
        """Blank cells that follow from last year's report."""
        return sum(each.offers for each in self.sections)

    @property
    def cells(self) -> int:
        """All cells."""
        return sum(each.cells for each in self.sections)

    @property
    def texts(self) -> tuple[Progress, ...]:
        """The sections that are written out."""
        return tuple(each for each in self.sections if each.section.text)

    @property
    def unwritten(self) -> tuple[Section, ...]:
        """The sections that are written out and have no word yet."""
        return tuple(each.section for each in self.texts if each.empty)

    @property
    def is_filled(self) -> bool:
        """Whether no cell is blank and no text unwritten."""
        return not self.blanks and not self.unwritten

    @property
    def next_step(self) -> str:
        """What to do next, in one sentence."""
        if self.is_final:
            return "已经定稿；要改，先“撤销定稿”。"
        if self.errors:
            after = "后，就可以定稿。" if self.is_filled else "，再接着填写。"
            return f"改正 {self.errors} 处错误{after}"
        if self.blanks:
            first = next(each for each in self.sections if each.blanks)
            where = f"“{first.section.number}、{first.section.tab}”"
            if self.blanks == self.cells:
                return f"从{where}填起，Enter 向下，Tab 向右；合计由软件算。"
            return f"接着填{where}；确实没有的可以补零。"
        if self.unwritten:
            return f"数字全部勾稽一致；还差{_listed(self.unwritten)}文字。"
        if self.warnings:
            return f"{self.warnings} 处警告：改正或写说明后定稿。"
        return "数字和文字都已填好，可以定稿。"


def progress_of(
    section: Section, report: Report, checked: CheckResult, refused: Collection[str] = ()
) -> Progress:
    """The progress of one section, from the result of checking the report.

    `refused` are cells in which something stands on screen that is no value: errors too.
    """
    faults = [finding.severity for finding in checked.faults if finding.section == section.id]
    faults += ["error" for cell in refused if report.form.section_of(cell) is section]
    if section.text:
        empty = not report.texts.get(section.id, "").strip()
    else:
        empty = not any(report.form.section_of(cell) is section for cell in report.cells)
    return Progress(
        section,
        errors=faults.count("error"),
        warnings=faults.count("warning"),
        hints=faults.count("hint"),
        blanks=sum(len(f.cells) for f in checked.absences if f.section == section.id),
        cells=sum(len(report.form.cells_of[table.id]) for table in section.tables),
        empty=empty,
        offers=sum(report.form.section_of(cell) is section for cell in checked.offers),
    )


def standing_of(report: Report, checked: CheckResult, refused: Collection[str] = ()) -> Standing:
    """How far a report is, from the result of checking it; `refused` as in `progress_of`."""
    sections = (progress_of(section, report, checked, refused) for section in report.form.sections)
    return Standing(tuple(sections), report.is_final)


def by_section(report: Report, findings: tuple[Finding, ...]) -> dict[str, list[Finding]]:
    """Findings by the id of their section, in the order of the form; sections without left out."""
    found = {
        section.id: [finding for finding in findings if finding.section == section.id]
        for section in report.form.sections
    }
    return {section: group for section, group in found.items() if group}


def _listed(sections: tuple[Section, ...]) -> str:
    """五、六两部分."""
    count = "零一两三四五六"[len(sections)]
    return f"{'、'.join(section.number for section in sections)}{count}部分"
