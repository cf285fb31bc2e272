"""Budget: reading 5,000 characters of text within 15 ms, 50,000 within 150 ms, growing linearly."""

from collections.abc import Callable
from itertools import cycle

import pytest

from core.checks.facts import Facts
from core.checks.prose.judge import judge_prose
from core.checks.prose.reading import read_paragraph
from core.report.report import Report
from tests.bench.conftest import Tell, milliseconds
from tests.made_up import thirty_pages

pytestmark = pytest.mark.bench


def text_of(length: int) -> str:
    """So many characters, no two paragraphs of them alike."""
    paragraphs = cycle(thirty_pages()["general"].split("\n"))
    text = ""
    number = 0
    while len(text) < length:
        number += 1
        text += f"{next(paragraphs)}第{number}段收到信息公开申请{number}件，办结{number}件。\n"
    return text[:length]


@pytest.mark.parametrize(("length", "budget"), [(5_000, 15), (50_000, 150)])
@pytest.mark.parametrize("paragraphs", ["many paragraphs", "one paragraph"])
def test_that_texts_are_read_within_their_budget(
    report_of_case: Callable[[str], Report], length: int, budget: int, paragraphs: str, tell: Tell
) -> None:
    report = report_of_case("010")
    text = text_of(length)
    report.texts["general"] = text if paragraphs[0] == "m" else text.replace("\n", "")
    facts = Facts.of(report)
    judge_prose(facts)

    def cold() -> None:
        read_paragraph.cache_clear()
        judge_prose(facts)

    read = milliseconds(cold, 11)[5]
    compared = milliseconds(lambda: judge_prose(facts), 11)[5]
    tell(
        f"texts, {length} characters in {paragraphs}: {read:.1f} ms (budget {budget}); "
        f"read before: {compared:.2f} ms"
    )
    assert read <= budget
