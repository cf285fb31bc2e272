"""This year's texts beside last year's: copies, sections left alone, problems without an answer.

Source: 国办公开办函〔2021〕30号, which names 内容雷同 among what is to be held to account, for
copies; 本软件提示 for the problems and for sections that nobody touched.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache, partial
from heapq import nlargest, nsmallest

from core.checks.facts import Facts
from core.checks.findings import Span, Verdict
from core.checks.flaws import Written, section_text
from core.checks.kinds import Judge, judges_of
from core.checks.remembering import remembering
from core.checks.undecided import decided
from core.checks.verdicts import fails, passes
from core.chinese.numbering import IN_A_ROW, ITEM, PART
from core.forms.rules import LastTextRule, Rule
from core.report.texts import paragraphs_of

# A shorter paragraph, marks and figures apart, says too little to be called a copy.
_SHORTEST = 40
_DIGITS = re.compile(r"[\d０-９]+(?:[.．][\d０-９]+)?")
_MARKS = re.compile(r"[\W_]+")
_SENTENCE = re.compile("[^。；！？\n]+")
_SAYS_SOMETHING = 12  # characters of a sentence
_FEWEST = 2  # sentences; one may well be kept
_WIDTH = 3  # characters of a shingle
_SKETCH = 12  # least shingles of a paragraph by which its likeness is looked for
_TRIED = 3  # likely originals that are compared in full
_NOTHING = re.compile(
    r"\s*(?:本年度?)?(?:暂?无|没有|未)"
)  # may be said in the same words each year
_FEW = 20  # paragraphs at most that one shingle leads to: else it says nothing

_PROBLEM = re.compile(rf"(?:^|(?<=[。；：;:\s]))(?:{IN_A_ROW}|{PART}|{ITEM})([^。；;\n]+)")
_MEASURES = re.compile(r"改进|整改|措施|下一步|今后|打算|已")
# What every problem says.
_COMMON = re.compile(
    r"政府信息公开|信息公开|政务公开|公开|工作|存在|不够|不足|不高|不强|有待|需要?|进一步|加强|提升|提高|完善|强化"
    r"|问题|方面|部分|主要|还|较|等|的|和|与|及|对|在|是|有"
)
_CHINESE = re.compile(r"[\u4e00-\u9fff]+")
_PAIR = 2  # characters of a key word's pieces


def judge_last_texts(facts: Facts) -> Mapping[str, Sequence[Verdict]]:
    """The verdicts by rule id; none where last year's texts are not known."""
    if facts.previous is None:
        return {}
    now = Written.of(facts.report, facts.proceed)
    last = Written.of(facts.previous.report)
    if not now.texts or not last.texts:
        return {}
    form = facts.report.form
    return {
        rule.id: decided((rule,), form, partial(judged_texts, rule, judge, now, last))
        for rule, judge in judges_of(form)
        if judge.way == "last_texts"
    }


@lru_cache(maxsize=8)
def judged_texts(rule: Rule, judge: Judge, now: Written, last: Written) -> tuple[Verdict, ...]:
    """What one rule says of two reports' texts."""
    return tuple(judge.function(rule, now, last)) or (passes(rule),)


def copied(rule: LastTextRule, now: Written, last: Written) -> Iterator[Verdict]:
    """Paragraphs that are `percent` % or more the same as one of last year, figures apart.

    The likeness is that of their sets of three characters in a row (Dice's coefficient). Only the
    paragraphs that share some of the least of these are compared, so that the time grows with the
    length of the texts and not with its square.
    """
    originals = [
        text for _, whole in last.sections for _, text in paragraphs_of(whole) if _is_long(text)
    ]
    index = _index(originals)
    for place, whole in now.sections:
        before = last.get(place)
        alike = _as_a_whole(whole, before)
        if alike is not None and alike >= rule.percent:
            yield fails(
                rule,
                now.form,
                spans=(Span(place, 0, len(whole)),),
                beside=before,
                found=_begins(whole),
                last=_begins(before),
                percent=alike,
                year=last.about.year,
            )
            continue
        for start, paragraph in paragraphs_of(whole):
            now.proceed()
            found = _most_like(paragraph, index, originals)
            if found is None:
                continue
            original, percent = found
            if percent >= rule.percent:
                yield fails(
                    rule,
                    now.form,
                    spans=(Span(place, start, start + len(paragraph)),),
                    beside=originals[original],
                    found=_begins(paragraph),
                    last=_begins(originals[original]),
                    percent=percent,
                    year=last.about.year,
                )


def _as_a_whole(whole: str, before: str) -> int | None:
    """How like a section of short paragraphs is to last year's; None where one tells by itself."""
    if any(_is_long(text) for _, text in paragraphs_of(whole)):
        return None
    if not (_is_long(whole) and _is_long(before)):
        return None
    return _percent(shingles_of(whole), shingles_of(before))


def kept(rule: LastTextRule, now: Written, last: Written) -> Iterator[Verdict]:
    """Sections that consist for `percent` % or more of last year's sentences, figures apart.

    Those of which `copied` or `untouched` tell are left to them, and all where these cannot be
    judged, which is told already.
    """
    others = [
        verdict
        for other, judge in judges_of(now.form)
        if isinstance(other, LastTextRule) and other.test in ("copied", "untouched")
        for verdict in decided([other], now.form, partial(judged_texts, other, judge, now, last))
    ]
    if any(verdict.outcome == "undecided" for verdict in others):
        return
    told = {span.place for verdict in others if verdict.finding for span in verdict.finding.spans}
    before = {words for _, whole in last.sections for words, _, _ in _sentences(whole)}
    for place, whole in now.sections:
        now.proceed()
        own = _sentences(whole)
        same = [(start, end) for words, start, end in own if words in before]
        length = sum(len(words) for words, _, _ in own)
        percent = 100 * sum(len(words) for words, _, _ in own if words in before) // max(1, length)
        if place not in told and len(same) >= _FEWEST and percent >= rule.percent:
            yield fails(
                rule,
                now.form,
                spans=tuple(Span(place, start, end) for start, end in same),
                section=place.name(now.form),
                found=_begins(whole[slice(*same[0])]),
                percent=percent,
                year=last.about.year,
            )


@remembering(characters=200_000)
def _sentences(whole: str) -> tuple[tuple[str, int, int], ...]:
    """The sentences of a text that say something: without marks and figures, and their places."""
    return tuple(
        (words, found.start(), found.end())
        for found in _SENTENCE.finditer(whole)
        if len(words := _MARKS.sub("", _DIGITS.sub("", found[0]))) >= _SAYS_SOMETHING
    )


def untouched(rule: LastTextRule, now: Written, last: Written) -> Iterator[Verdict]:
    """Sections that are last year's word for word, too short for `copied` to name."""
    for place, whole in now.sections:
        if whole == last.get(place) and not _NOTHING.match(whole) and not _is_long(whole):
            yield fails(rule, now.form, spans=(Span(place, 0, len(whole)),), year=last.about.year)


def unanswered(rule: LastTextRule, now: Written, last: Written) -> Iterator[Verdict]:
    """Numbered problems of last year of which nothing is said in this year's text sections."""
    place = section_text(rule)
    if not now.get(place):
        return
    answers = _pieces("。".join(text for _, text in now.sections))
    for problem in _problems(last.get(place)):
        pieces = _pieces(_COMMON.sub("，", problem))
        if pieces and len(pieces & answers) * 100 < rule.percent * len(pieces):
            yield fails(
                rule,
                now.form,
                beside=problem,
                section=place.name(now.form),
                found="",
                last=_begins(problem),
                percent=rule.percent,
                year=last.about.year,
            )


def _is_long(paragraph: str) -> bool:
    return len(shingles_of(paragraph)) + _WIDTH > _SHORTEST


@remembering(characters=100_000)  # of which each takes 80 bytes
def shingles_of(paragraph: str) -> frozenset[int]:
    """All three characters in a row of a paragraph, without marks and figures, as numbers.

    The numbers are mixed, so that the least of them are as good as any.
    """
    words = _MARKS.sub("", _DIGITS.sub("", paragraph))
    codes = list(map(ord, words))
    return frozenset(
        ((a << 42 | b << 21 | c) * 0x9E3779B97F4A7C15 & 0xFFFFFFFFFFFFFFFF) >> 16
        for a, b, c in zip(codes, codes[1:], codes[2:], strict=False)
    )


@remembering(characters=1_000_000)
def sketch_of(paragraph: str) -> tuple[int, ...]:
    """The least of a paragraph's shingles, by which likely originals are found."""
    return tuple(nsmallest(_SKETCH, shingles_of(paragraph)))


def _index(paragraphs: list[str]) -> Mapping[int, list[int]]:
    """The paragraphs that each shingle of a sketch leads to."""
    index: dict[int, list[int]] = {}
    for number, paragraph in enumerate(paragraphs):
        for shingle in sketch_of(paragraph):
            led = index.setdefault(shingle, [])
            if len(led) < _FEW:
                led.append(number)
    return index


def _most_like(
    paragraph: str, index: Mapping[int, list[int]], originals: list[str]
) -> tuple[int, int] | None:
    """The original most like a paragraph, by its number, and how like in percent."""
    own = shingles_of(paragraph)
    if len(own) + _WIDTH <= _SHORTEST:
        return None
    shared: dict[int, int] = {}
    for shingle in sketch_of(paragraph):
        for number in index.get(shingle, ()):
            shared[number] = shared.get(number, 0) + 1
    likely = nlargest(_TRIED, shared, key=shared.__getitem__)
    compared = [(_percent(own, shingles_of(originals[number])), -number) for number in likely]
    if not compared:
        return None
    percent, number = max(compared)
    return -number, percent


def _percent(one: frozenset[int], other: frozenset[int]) -> int:
    return 200 * len(one & other) // (len(one) + len(other))


def _problems(text: str) -> Iterator[str]:
    """The problems of section five, each to the end of its first sentence.

    They are the numbered items, of 一是, （一） or 1., up to where measures are spoken of.
    """
    end = 0
    for found in _PROBLEM.finditer(text):
        if _MEASURES.search(found.group(1)) or (end and _MEASURES.search(text, end, found.start())):
            return
        end = found.end()
        yield found.group(1).strip()


def _pieces(text: str) -> frozenset[str]:
    """Every two Chinese characters in a row."""
    return frozenset(
        run[i : i + _PAIR] for run in _CHINESE.findall(text) for i in range(len(run) - _PAIR + 1)
    )


def _begins(text: str) -> str:
    """The first words of a paragraph."""
    first = text.strip()
    return first if len(first) <= 20 else f"{first[:20]}…"
