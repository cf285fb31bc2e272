"""Budget: wording, privacy and last year's texts of 5,000 characters in 5 ms, 50,000 in 50 ms."""

import gc
import time
from collections.abc import Callable
from statistics import median

import pytest

from core.checks import last_text, texts
from core.checks.facts import Facts
from core.checks.run import JUDGES
from core.forms.rules import LastTextRule, PrivacyRule, WordingRule
from core.report.report import Report
from tests.bench.conftest import Tell, milliseconds
from tests.made_up import thirty_pages

pytestmark = pytest.mark.bench
KINDS = (WordingRule, PrivacyRule, LastTextRule)
CACHES = (
    texts._judged,
    texts._read,
    last_text._judged,
    last_text._shingles,
    last_text._sketch,
)


def texts_of(length: int) -> dict[str, str]:
    """Made-up texts of some length, no paragraph of them twice."""
    lines = "\n".join(thirty_pages().values()).splitlines()
    numbered = (f"{line}（第{n}次）" for n in range(10) for line in lines)
    general = ""
    while len(general) < length:
        general += f"{next(numbered)}\n"
    return {"general": general[: length * 2 // 3], "problems": general[length * 2 // 3 : length]}


def judge_all(facts: Facts) -> int:
    rules = (rule for rule in facts.report.form.rules if isinstance(rule, KINDS))
    return sum(1 for rule in rules for _ in JUDGES[type(rule)](rule, facts))


def cold(facts: Facts) -> float:
    for cache in CACHES:
        cache.cache_clear()
    gc.collect()
    start = time.perf_counter()
    judge_all(facts)
    return (time.perf_counter() - start) * 1000


@pytest.mark.parametrize(("length", "budget"), [(5_000, 5), (50_000, 50)])
def test_that_reading_the_texts_for_the_first_time_keeps_its_budget(
    length: int, budget: int, report_of_case: Callable[[str], Report], tell: Tell
) -> None:
    report, last = report_of_case("010"), report_of_case("010")
    report.texts = last.texts = texts_of(length)
    alone, with_last = Facts.of(report), Facts.of(report, last)
    first = median(cold(alone) for _ in range(11))
    both = median(cold(with_last) for _ in range(11))
    again = milliseconds(lambda: judge_all(alone), 100)
    tell(
        f"texts of {length} characters: first {first:.1f} ms, with last year's {both:.1f} ms "
        f"(budget {budget} without), unchanged {again[98]:.2f} ms"
    )
    assert first <= budget
    assert again[98] <= 0.5
