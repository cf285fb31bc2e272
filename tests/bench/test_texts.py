"""Budget: all that is checked in texts of 5,000 characters in 15 ms, of 50,000 in 150 ms.

A third of it for wording, privacy and last year's texts. The longest text that a report may have
takes 1.5 s, and 50 ms after an edit of a cell. Of many reports, each is read and checked in 4 ms.
"""

import gc
import json
import time
from collections.abc import Callable
from itertools import count
from statistics import median

import pytest

from core.checks import last_text, texts
from core.checks.facts import Facts
from core.checks.last_text import judge_last_texts
from core.checks.prose.reading import read_paragraph
from core.checks.run import check
from core.checks.texts import judge_words
from core.forms.definition import Form
from core.readers.package import report_from
from core.report.report import Report
from core.report.values import LONGEST_TEXT
from tests.bench.conftest import Tell, milliseconds
from tests.conftest import ROOT
from tests.made_up import thirty_pages

pytestmark = pytest.mark.bench
CACHES = (
    texts.judged_words,
    texts.flaws_in,
    last_text.judged_texts,
    last_text.shingles_of,
    last_text.sketch_of,
)


def texts_of(length: int) -> dict[str, str]:
    """Made-up texts of some length, no paragraph of them twice."""
    lines = "\n".join(thirty_pages().values()).splitlines()
    numbered = (f"{line}（第{n}次）" for n in count() for line in lines)
    general = ""
    while len(general) < length:
        general += f"{next(numbered)}\n"
    return {"general": general[: length * 2 // 3], "problems": general[length * 2 // 3 : length]}


def judge_all(facts: Facts) -> int:
    by_rule = {**judge_words(facts), **judge_last_texts(facts)}
    return sum(map(len, by_rule.values()))


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


@pytest.mark.parametrize(("length", "budget"), [(5_000, 15), (50_000, 150), (LONGEST_TEXT, 1_500)])
def test_that_all_checks_of_new_texts_keep_their_budget(
    length: int, budget: int, report_of_case: Callable[[str], Report], tell: Tell
) -> None:
    report = report_of_case("010")
    report.texts = texts_of(length)
    check(report)

    def cold_check() -> None:
        for cache in (*CACHES, read_paragraph):
            cache.cache_clear()
        check(report)

    first = milliseconds(cold_check, 11)[5]
    again = milliseconds(lambda: check(report), 11)[5]
    cells = milliseconds(lambda: check(report, with_texts=False), 11)[5]
    tell(
        f"all checks of {length} characters: {first - cells:.1f} ms beyond the cells' "
        f"{cells:.2f} (budget {budget}); after an edit of a cell {again - cells:.2f} ms"
    )
    assert first - cells <= budget
    assert again - cells <= 50


def test_that_each_of_many_reports_is_read_and_checked_within_its_budget(
    forms: tuple[Form, ...], tell: Tell
) -> None:
    package = json.loads((ROOT / "resources/samples/sample.nianbao").read_text(encoding="utf-8"))

    def bulk() -> tuple[float, float]:
        for cache in (*CACHES, read_paragraph):
            cache.cache_clear()
        start = time.process_time()
        report = report_from(package, forms)
        read = time.process_time()
        check(report)
        return (read - start) * 1000, (time.process_time() - read) * 1000

    read, checked = (median(times) for times in zip(*(bulk() for _ in range(31)), strict=True))
    length = sum(map(len, package["texts"].values()))
    tell(
        f"a report of {len(package['cells'])} cells and {length} characters: read {read:.2f} ms, "
        f"checked {checked:.2f} ms (budget 4 together)"
    )
    assert read + checked <= 4
