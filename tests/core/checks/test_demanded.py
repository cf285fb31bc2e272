"""What a superior asks for, judged on texts. All of it is made up."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from core.checks.findings import Finding
from core.checks.flaws import Written
from core.checks.run import check
from core.checks.wording.demanded import counted_in_words
from core.document.rule_book import rule_book
from core.forms.definition import Form
from core.forms.demands import parse_demands, with_demands
from core.forms.rules import CountedRule
from core.report.report import Report
from tests.core.forms.test_demands import HEAD
from tests.growth import MOST, growth

Demanded = Callable[..., list[Finding]]
FIGURE = """[[demand]]
kind = "figure"
section = "一"
part = "主动公开"
words = ["公开信息"]
units = ["条", "篇"]
states = "写明条数。"
"""
LENGTH = '[[demand]]\nkind = "length"\nsection = "一"\nmost = 10\nstates = "不超过10字。"\n'
NOTE = '[[demand]]\nkind = "note"\nsection = "二"\nwords = ["其中"]\nstates = "二表下写备注。"\n'


@pytest.fixture
def demanded(write: Callable[..., Report], forms: tuple[Form, ...]) -> Demanded:
    """The findings of one demand on a text of section one."""

    def findings(demand: str, text: str, **more: object) -> list[Finding]:
        report = write({"general": text}, **more)
        demands = parse_demands(HEAD + demand, forms)
        report = replace(report, form=with_demands(report.form, (demands,)))
        return [f for f in check(report).findings if f.rule.code.startswith("L")]

    return findings


@pytest.mark.parametrize(
    ("demand", "text", "found"),
    [
        (LENGTH, "一二三四五六七八九十", ""),
        (LENGTH, "一二三四五六七八九十再", "11字，多了1字"),
        (FIGURE, "（一）主动公开。全年公开信息603篇。\n（二）其他。", ""),
        (FIGURE, "（一）主动公开。全年公开信息一百余条。", ""),
        (FIGURE, "（一）主动公开。全年公开信息多篇，会议3次。", ""),
        (FIGURE, "（一）主动公开。全年公开信息。印发文件3条。", "多少条"),
        (FIGURE, "（一）主动公开。没有。\n（二）其他。全年公开信息603篇。", "多少条"),
        (FIGURE, "（一）依申请公开。全年公开信息603篇。", "“主动公开”这一部分"),
    ],
)
def test_that_a_text_is_held_against_what_is_asked(
    demanded: Demanded, demand: str, text: str, found: str
) -> None:
    findings = demanded(demand, text)

    assert bool(findings) is bool(found)
    for finding in findings:
        assert found in finding.message
        assert finding.message.endswith("（地方要求，示例市政府办示政办〔2025〕0号）")
        assert (finding.severity, finding.section) == ("warning", "general")


def test_that_a_note_is_asked_for_below_its_table(demanded: Demanded) -> None:
    (finding,) = demanded(NOTE, "无。")
    assert (finding.section, finding.severity) == ("disclosure", "warning")
    assert not demanded(NOTE, "无。", notes={"disclosure": "其中修订1件"})


def test_that_only_what_says_so_keeps_a_report_from_being_final(demanded: Demanded) -> None:
    (mild,) = demanded(LENGTH, "字" * 11)
    (grave,) = demanded(LENGTH + 'severity = "error"\nblocking = true\n', "字" * 11)

    assert (mild.severity, grave.severity) == ("warning", "error")


def test_that_the_rule_book_has_them_with_their_source(forms: tuple[Form, ...]) -> None:
    day = '[[deadline]]\nmonth = 1\nday = 20\nstates = "1月20日以前。"\n'
    form = with_demands(forms[-1], (parse_demands(HEAD + LENGTH + NOTE + day, forms),))

    printed = repr(rule_book(form).blocks)

    assert "编号 L 开头的是上级的地方要求" in printed
    for words in (
        "1月20日（地方要求",
        "不超过10字。",
        "二表下写备注。",
        "地方要求，示例市政府办示政办〔2025〕0号",
    ):
        assert words in printed
    assert "编号 L" not in repr(rule_book(forms[-1]).blocks)


def test_that_hostile_words_take_time_that_grows_with_the_text_alone(
    write: Callable[..., Report], forms: tuple[Form, ...]
) -> None:
    words = ", ".join(f'"{"公" * n}"' for n in range(180, 200))
    demands = FIGURE.replace('part = "主动公开"\n', "").replace('"公开信息"', words)
    form = with_demands(
        forms[-1], (parse_demands(HEAD + demands.replace('"条", "篇"', words), forms),)
    )
    (rule,) = (rule for rule in form.rules if isinstance(rule, CountedRule))

    def judge(characters: int) -> None:
        written = Written.of(replace(write({"general": "公" * characters}), form=form))
        assert list(counted_in_words(rule, written))

    assert growth(judge) <= MOST
