"""The catalogue of what else can be printed: beside the report itself, what belongs to it.

The printing commands and the window's menu follow from it. A new document is the module that
composes it and one entry here.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Literal

from core.imports import function_named
from core.record import record

if TYPE_CHECKING:
    from core.checks.findings import CheckResult
    from core.document.blocks import Document
    from core.forms.definition import Form
    from core.report.report import Report


@record
class Printed:
    """A document that can be printed.

    `command` is what prints it on the command line and `help` what that does, `menu` its name in
    the window's menu. `compose` names the function that makes it, as `module:function`: of the form
    where an edition is all it `needs`, else of a report and what was found in it. It is imported
    when it is first called.
    """

    id: str
    command: str
    menu: str
    help: str
    needs: Literal["edition", "findings"]
    compose: str

    def of_edition(self, form: Form) -> Document:
        """The document on an edition, if it needs no more than that."""
        document: Document = function_named(self.compose)(form)
        return document

    def of_report(self, report: Report, checked: CheckResult) -> Document:
        """The document on a report, or on its edition."""
        if self.needs == "edition":
            return self.of_edition(report.form)
        document: Document = function_named(self.compose)(report, checked)
        return document


PRINTED = (
    Printed(
        "filing_flow",
        command="flow",
        menu="填报流程",
        help="把一页纸的填报流程做成 PDF。",
        needs="edition",
        compose="core.document.filing_flow:filing_flow",
    ),
    Printed(
        "blank_form",
        command="blank",
        menu="空白表（手填用）",
        help="把一个格式版本的空白表做成 PDF，供手工填写。",
        needs="edition",
        compose="core.document.blank_form:blank_form",
    ),
    Printed(
        "rule_book",
        command="rules",
        menu="核对规则",
        help="把一个格式版本的核对规则做成 PDF。",
        needs="edition",
        compose="core.document.rule_book:rule_book",
    ),
    Printed(
        "findings_list",
        command="findings",
        menu="问题清单",
        help="把一份年报的问题清单做成 PDF。",
        needs="findings",
        compose="core.document.findings_list:findings_list",
    ),
    Printed(
        "outcomes_list",
        command="outcomes",
        menu="申请办理情况（与上年比）",
        help="把申请的办理结果与上年的对比做成 PDF。",
        needs="findings",
        compose="core.document.outcomes_list:outcomes_list",
    ),
    Printed(
        "explanations_list",
        command="explanations",
        menu="核对说明（附件）",
        help="把一份年报里保留问题的说明做成 PDF，作附件用。",
        needs="findings",
        compose="core.document.explanations_list:explanations_list",
    ),
    Printed(
        "review_sheet",
        command="signing",
        menu="公开前审查单",
        help="把一份年报的公开前审查单做成 PDF，供签字；上面有年报的校验码。",
        needs="findings",
        compose="core.document.review_sheet:review_sheet",
    ),
    Printed(
        "request_list",
        command="requests",
        menu="科室取数单",
        help="把各科室要提供的数字做成 PDF，分发填报用。",
        needs="findings",
        compose="core.document.request_list:request_list",
    ),
)
BY_ID: Mapping[str, Printed] = {printed.id: printed for printed in PRINTED}
