"""The report: one agency, one year, one edition, and everything typed into it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from core.forms import rules
from core.forms.definition import Cell, Form
from core.record import record
from core.report.names import without_invisible
from core.report.values import Value

Tier = rules.Tier
Kind = rules.AgencyKind
Status = Literal["draft", "final"]

PACKAGE_FORMAT = "nianbao/1"  # of the 年报数据包 that holds a report
PACKAGE_SUFFIX = ".nianbao"
TIERS: Mapping[Tier, str] = {
    "national": "国家",
    "province": "省（自治区、直辖市）",
    "city": "设区的市（自治州）",
    "county": "县（市、区）",
    "township": "乡（镇、街道）",
}
KINDS: Mapping[Kind, str] = {
    "government": "本级政府",
    "office_for_government": "办公厅（室）",
    "department": "部门",
    "branch": "派出机关（街道）",
}


@record
class Agency:
    """Who reports. `code` is its 统一社会信用代码, `superior` the name of the agency above it.

    Both are "" where they are not known.
    """

    name: str
    tier: Tier
    kind: Kind
    code: str = ""
    superior: str = ""

    @property
    def as_printed(self) -> tuple[str, Tier, Kind]:
        """What a report shows of its agency, or is checked for."""
        return self.name, self.tier, self.kind


@record
class Explanation:
    """Why a warning stands; counts only while `cells` still hold these canonical values."""

    rule: str
    cells: Mapping[str, str]
    text: str


@record
class HandBinding:
    """A number of the texts that the clerk bound to cells by hand; to none: it speaks of no cell.

    `target` is a text as in `core.report.edits.Change`. The number is the one at place `number`,
    from 0, in the first sentence there that reads so.
    """

    target: str
    sentence: str
    number: int
    cells: tuple[str, ...]


@dataclass
class Report:
    """What one agency answers for one year. Changed only by `core.session.Session`.

    `cells` holds filled cells only: a blank is absent, and so is a total that was not typed.
    `notes` are printed after a cell (key: cell id) or below a section (key: section id).
    `texts` are keyed as `Form.text_ids`; paragraphs are separated by newlines. `finalised_on`
    is an ISO date, None in a draft. `version` counts from 1; `corrects` is the version that this
    one corrects, None for none. `sources` say who gave a cell's number, and are never printed.
    """

    agency: Agency
    year: int
    form: Form
    status: Status = "draft"
    finalised_on: str | None = None
    cells: dict[str, Value] = field(default_factory=dict)
    notes: dict[str, str] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    explanations: tuple[Explanation, ...] = ()
    version: int = 1
    corrects: int | None = None
    sources: dict[str, str] = field(default_factory=dict)
    bindings: tuple[HandBinding, ...] = ()

    @property
    def is_final(self) -> bool:
        """Whether the report is finalised, and so read-only."""
        return self.status == "final"

    @property
    def composed_title(self) -> str:
        """The title that prints while none is typed: 某街道2020年政府信息公开工作年度报告."""
        return f"{self.agency.name}{self.year}年政府信息公开工作年度报告"

    @property
    def file_title(self) -> str:
        """What a file of its pages is called: whether they are a draft or a correction shows."""
        correction = f"更正第{self.version}版" if self.version > 1 else ""
        state = "" if self.is_final else "草稿"
        told = "，".join(filter(None, (correction, state)))
        return f"{self.composed_title}（{told}）" if told else self.composed_title

    @property
    def title(self) -> str:
        """The title as printed."""
        return without_invisible(self.texts.get("title", "")).strip() or self.composed_title

    def is_blank(self, cell: Cell) -> bool:
        """Whether nothing was typed into the cell."""
        return cell.id not in self.cells
