"""This year's texts beside last year's. All sentences are made up."""

from collections.abc import Callable, Mapping
from itertools import product

import pytest

from core.checks.findings import Finding
from core.checks.run import check
from core.report.report import Report

Write = Callable[..., Report]
PARAGRAPH = (
    "便民服务中心设立了政府信息查阅点，配备电脑两台，安排专人值守，"
    "为群众提供查询和打印服务，全年接待300人次。"
)
PROBLEMS = (
    "主要问题：一是栏目更新不及时；二是政策解读形式单一，图解少；三是人员变动频繁。"
    "改进措施：一是加强业务培训；二是增加投诉渠道。"
)


def findings(
    write: Write, rule: str, now: Mapping[str, str], last: Mapping[str, str]
) -> list[Finding]:
    result = check(write(now), write(last, year=2023))
    return [finding for finding in result.findings if finding.rule.id == rule]


@pytest.mark.parametrize(
    "changed",
    [
        PARAGRAPH,
        PARAGRAPH.replace("300", "1205"),
        PARAGRAPH.replace("，安排", "、安排 "),
        PARAGRAPH.replace("电脑两台", "电脑三台"),
    ],
    ids=["the same", "other figures", "other marks", "one word"],
)
def test_that_a_paragraph_of_last_year_is_found_with_the_old_one_beside_it(
    write: Write, changed: str
) -> None:
    now, last = f"今年有新的做法。\n{changed}", f"{PARAGRAPH}\n去年的做法。"
    (finding,) = findings(write, "last_text.copied", {"general": now}, {"problems": last})
    (span,) = finding.spans

    assert now[span.start : span.end] == changed
    assert finding.beside == PARAGRAPH
    assert finding.severity == "hint"
    assert finding.section == "general"
    assert "2023年度" in finding.message


def test_that_a_paragraph_of_this_years_own_is_no_copy(write: Write) -> None:
    own = "组织全镇业务骨干到先进地区跟班学习，编印文书范本，逐件评查近三年的办结卷宗并通报结果。"

    assert findings(write, "last_text.copied", {"general": own}, {"general": PARAGRAPH}) == []


def test_that_short_paragraphs_and_the_preface_may_stay_as_they_were(write: Write) -> None:
    short = {"general": "（一）主动公开情况。本年公开30条。", "preface": PARAGRAPH}

    assert findings(write, "last_text.copied", short, short) == []


def test_that_a_section_that_nobody_touched_is_found_once(write: Write) -> None:
    last = {"general": "本街道设有查阅点。", "problems": PARAGRAPH, "other_matters": "无其他事项。"}
    now = dict(last)
    (finding,) = findings(write, "last_text.untouched", now, last)
    (copy,) = findings(write, "last_text.copied", now, last)

    assert (finding.section, copy.section) == ("general", "problems")
    now["general"] += "今年增加一处。"
    assert findings(write, "last_text.untouched", now, last) == []


def test_that_a_section_half_of_which_was_kept_is_found_once(write: Write) -> None:
    other = "各村轮流派人值守公开栏，每周更换一次内容。"
    news = "年初新来两名同事，先跟班一个月再独立答复，每份文书都由老同事逐字看过才寄出。"
    now = {"general": f"{news}{PARAGRAPH}\n{news}{other}"}
    (finding,) = findings(write, "last_text.kept", now, {"problems": f"{other}\n{PARAGRAPH}"})

    assert [now["general"][s.start : s.end] for s in finding.spans] == [
        PARAGRAPH[:-1],
        other[:-1],
    ]
    assert findings(write, "last_text.kept", now, {"problems": other}) == []
    assert findings(write, "last_text.kept", {"general": PARAGRAPH}, {"general": PARAGRAPH}) == []


def test_that_the_best_of_many_like_paragraphs_is_shown(write: Write) -> None:
    places = ["便民服务大厅", "图书馆一楼", "档案馆北门", "各村文化站"]
    last = [PARAGRAPH.replace("便民服务中心", place) for place in places]
    now = PARAGRAPH.replace("便民服务中心", "档案馆北门").replace("两台", "三台")
    (finding,) = findings(write, "last_text.copied", {"general": now}, {"general": "\n".join(last)})

    assert finding.beside == last[2]


def test_that_problems_of_last_year_that_are_not_spoken_of_are_named(write: Write) -> None:
    now = {"problems": "针对栏目更新慢的问题，已建立台账，按月检查；解读中的图解增加到9篇。"}
    found = findings(write, "last_text.unanswered", now, {"problems": PROBLEMS})

    assert [finding.beside for finding in found] == ["人员变动频繁"]
    assert "人员变动频繁" in found[0].message
    assert found[0].section == "problems"


def test_that_an_answer_in_section_one_is_an_answer(write: Write) -> None:
    now = {"general": "人员变动不再频繁。", "problems": "栏目更新及时；政策解读形式多样，图解9篇。"}

    assert findings(write, "last_text.unanswered", now, {"problems": PROBLEMS}) == []


@pytest.mark.parametrize(
    ("now", "last"),
    list(
        product(({}, {"general": "甲"}), ({}, {"problems": ""}, {"problems": "没有编号的文字。"}))
    ),
)
def test_that_nothing_is_compared_with_what_is_not_written(
    write: Write, now: Mapping[str, str], last: Mapping[str, str]
) -> None:
    for rule in ("last_text.copied", "last_text.unanswered"):
        assert findings(write, rule, now, last) == []


def test_that_nothing_is_judged_without_last_years_report(write: Write) -> None:
    judged = {verdict.rule.id for verdict in check(write({"general": PARAGRAPH})).verdicts}

    assert judged.isdisjoint({"last_text.copied", "last_text.unanswered"})
