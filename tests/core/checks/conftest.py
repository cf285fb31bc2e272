"""What the tests of rules on texts share."""

from collections.abc import Callable, Mapping

import pytest

from core.checks.findings import Finding
from core.checks.run import check
from core.forms.definition import Form
from core.report.report import Agency, Report
from core.report.texts import TextPlace

TOWN = Agency("示例县样本镇人民政府", "township", "government")
Write = Callable[..., Report]
Found = Callable[..., list[Finding]]


@pytest.fixture
def write(form_of: Callable[[str], Form]) -> Write:
    """A report with these texts and nothing else."""

    def written(
        texts: Mapping[str, str],
        year: int = 2024,
        agency: Agency = TOWN,
        notes: Mapping[str, str] | None = None,
    ) -> Report:
        form = form_of("2021" if year >= 2021 else "2019")
        return Report(agency, year, form, texts=dict(texts), notes=dict(notes or {}))

    return written


@pytest.fixture
def found(write: Write) -> Found:
    """The findings of one rule on a text of a report."""

    def findings(rule: str, text: str, key: str = "general", **more: object) -> list[Finding]:
        place = TextPlace.of(key) or TextPlace("texts", key)
        report = write(**{"texts": {}, place.kind: {place.key: text}}, **more)
        return [finding for finding in check(report).findings if finding.rule.id == rule]

    return findings
