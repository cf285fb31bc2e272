"""Whatever the texts are, a check takes a time that grows with their length, and not faster."""

import gc
from collections.abc import Callable
from dataclasses import replace

import pytest

from core.checks import last_text, texts
from core.checks.explanations import grounds_of
from core.checks.facts import Facts
from core.checks.findings import Figure, Span
from core.checks.prose import paragraph
from core.checks.prose.reading import read_paragraph
from core.checks.run import check
from core.report.report import Report
from core.report.texts import TextPlace
from core.report.values import LONGEST_TEXT, Value
from tests.editions import NEWEST
from tests.growth import MOST, growth
from tests.made_up import thirty_pages

NewReport = Callable[..., Report]
CACHES = (
    texts.judged_words,
    texts.flaws_in,
    last_text.judged_texts,
    last_text.shingles_of,
    last_text.sketch_of,
    read_paragraph,
    paragraph.plain_figures,
)
CELLS = {
    "applications.new_received.natural_person": "12",
    "applications.new_received.total": "12",
    "review_litigation.review.upheld": "3",
    "licensing.licences.decisions": "7",
}
# What texts are made of, and what they begin with.
KINDS = {
    "one word": ("字", ""),
    "one letter": ("a", ""),
    "letters and spaces": ("a ", ""),
    "one digit": ("1", ""),
    "Chinese numerals": ("十", ""),
    "spaces": (" ", "2024年"),
    "numbers of a list": ("3件，", "收到申请12件，其中"),
    "lists in lists": ("3件：", "收到申请12件，其中"),
    "markers behind one number": ("其中", "收到申请12件，"),
    "numbers that are wrong": ("收到政府信息公开申请3件，", ""),
    "numbers in sentences": ("收到政府信息公开申请3件。", ""),
    "numbers without a unit": ("申请数量3，", ""),
    "shares and changes": ("3件，占3%，同比增长3件，", "收到申请12件，其中"),
    "years": ("2023年", "申请"),
    "phrases": ("行政复议", "未收到"),
    "denials": ("无复议、", ""),
    "denials without an end": ("的申请", "未收到申请"),
    "small words": ("案件", "收到申请"),
    "channels": ("由等形式", "收到申请"),
    "terms": ("在期限内", "办结12件"),
    "opening parentheses": ("（3件", ""),
    "closing parentheses": ("3件）", "（"),
    "quotation marks": ("“”“", ""),
    "brackets": ("《", ""),
    "commas": ("，", ""),
    "addresses": ("www.a.gov.cn", ""),
    "mobile numbers": ("13800138000，", "电话："),
    "money": ("处理费3元，", ""),
    "headings": ("（一）依申请公开\n", ""),
    "numbered lines": ("1.收到申请3件\n", ""),
    "empty lines": ("\n", "字"),
    "lines of one word": ("字\n", ""),
}


def hostile(kind: str, length: int, report: Report) -> Report:
    """The report with a text of a kind and a length, and another in a note."""
    unit, first = KINDS[kind]
    text = (first + unit * (length // len(unit) + 1))[:length]
    return replace(report, texts={"general": text, "title": text[:200]}, notes={"disclosure": text})


def forget() -> None:
    for cache in CACHES:
        cache.cache_clear()


@pytest.mark.parametrize(
    ("kind", "edition"),
    [
        *((kind, "2021") for kind in KINDS),
        *((kind, "2019") for kind in ("phrases", "denials", "numbers that are wrong")),
    ],
)
def test_that_the_time_of_a_check_grows_with_the_texts(
    kind: str, edition: str, new_report: NewReport
) -> None:
    report = new_report(edition, CELLS)

    def cold(length: int) -> None:
        forget()
        written = hostile(kind, length, report)
        result = check(written, replace(written, year=report.year - 1))
        assert result.by_cell is not None

    assert growth(cold) <= MOST


def test_that_the_time_to_find_what_is_explained_grows_with_the_texts(
    new_report: NewReport,
) -> None:
    """A finding of many places rests on the words of all of them."""
    report = replace(new_report(NEWEST, CELLS), texts={"general": "中," * (LONGEST_TEXT // 2)})
    facts = Facts.of(report)
    here = TextPlace("texts", "general")
    places = tuple(Span(here, start, start + 5) for start in range(LONGEST_TEXT))
    (finding, *_) = check(report).findings

    def explain(most: int) -> None:
        grounds_of(replace(finding, spans=places[: 5 * most]), facts)

    assert growth(explain) <= MOST


@pytest.mark.parametrize("lines", ["paragraphs", "sentences", "clauses"])
def test_that_an_edit_of_a_cell_reads_nothing_of_the_longest_text_again(
    lines: str, new_report: NewReport
) -> None:
    report = new_report(NEWEST, CELLS)
    report.texts = {"general": longest_text(lines)}
    check(report)
    caches = (texts.flaws_in, read_paragraph, paragraph.plain_figures)
    before = [cache.misses for cache in caches]
    report.cells["licensing.licences.decisions"] = Value("8", 8)
    check(report)

    assert [cache.misses for cache in caches] == before


def longest_text(lines: str) -> str:
    """As much ordinary text as a text may be, no two lines of it alike."""
    text = "\n".join(thirty_pages().values())
    if lines != "paragraphs":
        text = text.replace("。", "。\n")
    if lines == "clauses":
        text = text.replace("，", "，\n")
    written = text.splitlines()
    long = ""
    number = 0
    while len(long) < LONGEST_TEXT:
        number += 1
        long += "".join(f"{line}第{number}次\n" for line in written)
    return long[:LONGEST_TEXT]


def test_that_a_long_paragraph_that_is_typed_is_not_remembered_in_all_its_states(
    new_report: NewReport,
) -> None:
    report = new_report(NEWEST)
    forget()
    for number in range(7):
        text = "培训3次，" * 20_000 + str(number)
        figures = len(check(replace(report, texts={"general": text})).figures)
    gc.collect()

    assert sum(isinstance(thing, Figure) for thing in gc.get_objects()) <= 5 * figures
