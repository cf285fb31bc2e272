"""Another office in the place of the agency. All names are made up."""

from collections.abc import Callable

import pytest

from core.checks.findings import Finding
from core.checks.wording.others import is_anothers
from core.report.report import Agency

Found = Callable[..., list[Finding]]
BUREAU = Agency("东海县市场监督管理局", "county", "department")
CITY_BUREAU = Agency("东海市水务局", "city", "department")


@pytest.mark.parametrize(
    ("name", "own"),
    [
        ("北岭县水务局", "东海市退役军人事务局"),
        ("东海县财政局", "东海县司法局"),
        ("北岭县司法局", "东海县司法局"),
        ("东海市教育局", "东海市卫生健康委员会"),
        ("石桥镇", "东海县松林镇人民政府"),
        ("石桥街道", "松林镇人民政府"),
        ("北岭市", "东海市人民政府"),
        ("北岭县水务局", "松林街道"),
    ],
)
def test_that_another_office_is_told_from_ones_own(name: str, own: str) -> None:
    assert is_anothers(name, own)


@pytest.mark.parametrize(
    ("name", "own"),
    [
        ("县市场监管局", "东海县市场监督管理局"),
        ("区住建委", "东海市北岭区住房和城乡建设委员会"),
        ("卫健局", "东海县卫生健康委员会"),
        ("北岭县司法局", "司法局"),
        ("东海县松林镇", "松林镇人民政府"),
        ("北京街", "东海市北岭区人民政府北京街道办事处"),
        ("华东省东海市", "东海市人民政府"),
        ("县人民政府", "松林镇人民政府"),
        ("市政府办公室", "东海市人民政府"),
        ("各街道", "松林镇人民政府"),
    ],
)
def test_that_a_short_or_a_longer_name_is_ones_own(name: str, own: str) -> None:
    assert not is_anothers(name, own)


@pytest.mark.parametrize(
    ("agency", "text"),
    [
        (BUREAU, "北岭县水务局共收到政府信息公开申请2件。"),
        (BUREAU, "2024年，北岭县水务局主动公开政府信息9条。"),
        (BUREAU, "现将北岭县水务局2024年度政府信息公开工作情况报告如下。"),
        (CITY_BUREAU, "东海市财政局2024年政府信息公开工作年度报告"),
    ],
)
def test_that_what_another_office_reports_is_a_warning(
    found: Found, agency: Agency, text: str
) -> None:
    (finding,) = found("texts.other_report", text, agency=agency)

    assert finding.severity == "warning"
    assert found("texts.other_agency", text, agency=agency) == []


@pytest.mark.parametrize(
    ("agency", "text"),
    [
        (BUREAU, "赴北岭县市场监督管理局学习。县政府办公室转来申请2件。"),
        (BUREAU, "东海县市场监管局收到政府信息公开申请2件，通过街道主动公开信息9条。"),
        (CITY_BUREAU, "北岭县水务局收到政府信息公开申请2件。"),
        (CITY_BUREAU, "市政府办公室发布市政府2024年政府信息公开工作年度报告。"),
    ],
)
def test_that_other_offices_may_be_spoken_of(found: Found, agency: Agency, text: str) -> None:
    assert found("texts.other_report", text, agency=agency) == []
