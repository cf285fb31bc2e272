"""地方要求 from files: taken where all is understood, refused in one sentence where not."""

from pathlib import Path

import pytest

from core.forms.definition import Form
from core.forms.demands import (
    LARGEST,
    Demands,
    DemandsRefused,
    parse_demands,
    read_demands,
    with_demands,
)

HEAD = """format = "地方要求/1"
name = "示例要求"
issuer = "示例市政府办"
document = "示政办〔2025〕0号"
years = { from = 2021, to = 2025 }
"""
PHRASE = '[[demand]]\nkind = "phrase"\nsection = "一"\nwords = ["公开"]\nstates = "写到公开。"\n'


def parsed(text: str, forms: tuple[Form, ...]) -> Demands:
    return parse_demands(HEAD + text, forms)


def test_that_the_sample_is_taken_and_says_that_it_is_made_up(
    root: Path, forms: tuple[Form, ...]
) -> None:
    sample = read_demands(root / "resources" / "samples" / "地方要求示例.toml", forms)

    assert "编的示例" in sample.remark
    assert [demand["kind"] for demand in sample.demands] == ["length", *["figure"] * 4]


def test_that_rules_come_behind_those_of_the_form_and_name_their_source(
    forms: tuple[Form, ...],
) -> None:
    form = with_demands(forms[-1], (parsed(PHRASE * 2, forms),))

    *own, first, second = form.rules
    assert tuple(own) == forms[-1].rules
    assert (first.code, second.code) == ("L01", "L02")
    assert first.source == "地方要求，示例市政府办示政办〔2025〕0号"
    assert first.severity == "warning"


def test_that_a_deadline_comes_before_that_of_the_law(forms: tuple[Form, ...]) -> None:
    day = '[[deadline]]\nmonth = 1\nday = 20\nkinds = ["department"]\nstates = "1月20日前。"\n'
    form = with_demands(forms[-1], (parsed(day, forms),))

    assert str(form.due("department", "county", 2024)) == "2025-01-20"
    assert form.due("government", "county", 2024) == forms[-1].due("government", "county", 2024)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "要求要有1到99条"),
        ("[[demand]]\n", "kind 要是"),
        (PHRASE + "pattern = '.*'\n", "不认识“pattern”"),
        (PHRASE + "severity = 'error'\n", "blocking = true"),
        (PHRASE + "blocking = true\n", "blocking = true"),
        (PHRASE + "severity = 'fatal'\n", "severity 要是"),
        (PHRASE.replace('"一"', '"二"'), "不是要写文字的部分"),
        (PHRASE.replace('"一"', '"七"'), "不是要写文字的部分"),
        (PHRASE.replace('["公开"]', "[]"), "1到20个词"),
        (PHRASE.replace('["公开"]', "[1]"), "1到20个词"),
        (PHRASE.replace("写到公开。", "写到\\u202e公开。"), "控制字符"),
        (PHRASE.replace("写到公开。", "长" * 201), "超过200字"),
        (
            PHRASE.replace("phrase", "length").replace('words = ["公开"]', "most = -1"),
            "least、most",
        ),
        ("[[deadline]]\nmonth = 2\nday = 30\nstates = '。'\n", "没有这一天"),
        ("[[deadline]]\nmonth = 1\nday = 1\nstates = '。'\nkinds = ['x']\n", "kinds 只能用"),
        ("demand = [1]\n", "[[demand]]"),
        (PHRASE * 100, "要求要有1到99条"),
        ("x = " + "[" * 30_000, "写法不对"),
    ],
)
def test_that_what_is_not_understood_is_refused_and_said(
    text: str, told: str, forms: tuple[Form, ...]
) -> None:
    with pytest.raises(DemandsRefused) as refused:
        parsed(text, forms)

    assert told in str(refused.value)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"#" * (LARGEST + 1), "太大"),
        (b"\xff\xfe", "UTF-8"),
        (b"a = 1\n", "不是地方要求"),
        (HEAD.replace("2021, to", "1999, to").replace("2025 }", "2000 }").encode(), "没有这些年度"),
    ],
)
def test_that_a_file_that_is_none_is_refused(
    content: bytes, told: str, tmp_path: Path, forms: tuple[Form, ...]
) -> None:
    path = tmp_path / "要求.toml"
    path.write_bytes(content)

    with pytest.raises(DemandsRefused) as refused:
        read_demands(path, forms)

    assert told in str(refused.value)


def test_that_braces_in_its_words_are_only_words(forms: tuple[Form, ...]) -> None:
    demands = parsed(PHRASE.replace("写到公开。", "写到{left.__class__}。"), forms)

    rule = with_demands(forms[-1], (demands,)).rules[-1]

    assert "{left.__class__}" in rule.say.format(wanted="")
