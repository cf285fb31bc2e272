"""What commands print for other programs."""

import json
from collections.abc import Callable

import pytest

from core.as_data import checked_data, reading_data
from core.checks.run import check
from core.report.report import Report
from tests.made_up_reading import ASIDE, reading_of, unsure_text


@pytest.fixture
def report(report_of_case: Callable[[str], Report]) -> Report:
    report = report_of_case("030")
    report.texts = {"general": "收到信息公开申请9件。"}
    return report


def test_that_a_reading_is_told_by_what_needs_a_look(report: Report) -> None:
    unsure, gone = list(report.cells)[:2]
    doubts = {unsure: ("1 2", "12", "数字中间有空格。")}
    reading = reading_of(report, doubts, frozenset([gone]), ("有一张隐藏的工作表没有读。",))
    reading = unsure_text(reading, "texts.general", "标题认不准。")
    data = reading_data(reading)
    assert json.loads(json.dumps(data)) == data
    assert (data["edition"], data["year"]) == (report.form.id, report.year)
    assert data["agency"] == report.agency.name
    (told,) = data["unsure"]
    assert told == {
        "cell": unsure,
        "value": "12",
        "read": "1 2",
        "where": next(c.where for c in reading.cells if c.cell == unsure),
        "why": "数字中间有空格。",
    }
    assert gone in data["missing"]
    assert set(data["missing"]).isdisjoint(set(report.cells) - {gone})
    assert data["unplaced"] == [{"text": ASIDE, "where": "第3页最后一段"}]
    first, second = data["notices"]
    assert first == "有一张隐藏的工作表没有读。"
    assert "总体情况" in second
    assert second.endswith("没有填入：标题认不准。")


def test_that_a_check_is_told_with_numbers_as_strings(report: Report) -> None:
    data = checked_data(check(report))
    assert json.loads(json.dumps(data)) == data
    assert {finding["severity"] for finding in data["findings"]} >= {"error"}
    for finding in data["findings"]:
        for number in ("left", "right", "difference"):
            assert finding[number] is None or isinstance(finding[number], str)
        assert set(finding["cells"]) <= report.form.cells.keys()
    (figure,) = data["figures"]
    assert (figure["text"], figure["value"], figure["relation"]) == ("9件", "9", "cell")
    assert report.texts["general"][figure["start"] :].startswith("9件")
