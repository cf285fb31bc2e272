"""Sentences that say there was none: 未收到申请, 无行政复议, 零败诉, 未被纠错. Each counts as 0."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from core.checks.prose.bind import Binder
from core.checks.prose.context import Binding
from core.checks.prose.phrases import Match, cells_of
from core.checks.prose.scan import Numeral
from core.checks.prose.scope import Sentence, in_scope, year_scopes

_REACH = 60  # characters between 无 and what it denies
_MOST_TOGETHER = 20  # phrases that one 无 denies

_NONE = r"(?:从未|未曾|尚未|暂未|均未|未|没有|暂无|均无|并无|无|零)"
_ANY_NONE = re.compile("[未没无零]")
_BETWEEN = (
    r"(?:收到|接到|接收|受理|办理|发生|出现|产生|引发|引起|涉及|存在|有|过|任何|公民|、|法人|和|或者?|其他组织|群众|公众|"
    r"社会|申请人|当事人|提出|提交|提起|递交|申请|要求|的|政府信息公开(?:工作)?|信息公开(?:工作)?|依申请公开(?:工作)?|"
    r"政务公开(?:工作)?|由|对|就|而|被|有关|相关|关于|类|及|以及|与|起|件|复议|审查|机关|法院|人民|上级|行政|案件|诉讼|本机关|我局|我单位|针对|"
    r"(?>因[^，。；,;]{0,12}(?:引发|引起|导致)|因))*"
)
_BEFORE_PHRASE = re.compile(rf"(?P<none>{_NONE})(?P<between>{_BETWEEN})$")
_BEHIND = re.compile(
    r"(?:申请|案|情况|情形|事项|事件|现象|记录|来信|来函|件|发生|提出|及|和|或|与|、|等|有关|相关|引起|的|过|书面)*"
    r"(?=$|[，,；;。.！？!?）)：:、和及或与])"
)
_MORE = re.compile(
    r"(?:的|申请|案件?|情况|情形)*(?:、|和|及|或者?|与|以及)(?:被)?(?:提起|引发|发生|涉及)?(?:的)?"
)
_UNCHARGED = re.compile(
    rf"{_NONE}(?:收取|产生|发生|征收|收到|(?>向[^，。；]{{0,10}}收取)|涉及|有|任何|过|依申请公开|政府|信息公开|信息|的|相关)*"
    r"(?:信息处理费用?|信息公开处理费用?|处理费用?|收费)(?:收入|收取|事项|情况|情形|行为)*"
)
_ALL_UPHELD = re.compile(
    r"[均全都]部?(?:获得?|被|予以|得到|已|是|为|结果|复议|判决|法院|机关)*维持"
)


def denials(
    binder: Binder, sentence: Sentence, numerals: Sequence[Numeral]
) -> Iterator[tuple[Numeral, Binding]]:
    """What a sentence says there was none of, each with the cells that should be 0."""
    matches = binder.wording.matches_in(sentence)
    if not matches or not _ANY_NONE.search(binder.text, sentence.start, sentence.end):
        return
    scopes = year_scopes(binder.text[sentence.start : sentence.end], binder.year)
    done = sentence.start
    for i, match in enumerate(matches):
        if match.start < done:
            continue
        said = binder.text[max(done, sentence.start, match.start - _REACH) : match.start]
        found = _BEFORE_PHRASE.search(said)
        if not found:
            continue
        together, end = _joined(binder, matches[i : i + _MOST_TOGETHER])
        behind = _BEHIND.match(binder.text, end)
        binding = _binding(binder, together, sentence)
        if not binding or not behind or _counted(numerals, match.start, end):
            continue
        start = match.start - len(said) + found.start()
        if not in_scope(scopes, start - sentence.start):
            continue
        stop = behind.end() if binder.text[end : behind.end()].strip("、和及或与等") else end
        text = binder.text[start:stop]
        done = stop
        yield Numeral(start, stop, text, "", 0, "", "count"), binding


def _joined(binder: Binder, matches: Sequence[Match]) -> tuple[list[Match], int]:
    """The phrases that one 无 denies together (行政复议、行政诉讼), and where the last one ends."""
    together = [matches[0]]
    for match in matches[1:]:
        gap = binder.text[together[-1].end : match.start]
        if not _MORE.fullmatch(gap):
            break
        together.append(match)
    return together, together[-1].end


def _binding(binder: Binder, matches: Sequence[Match], sentence: Sentence) -> Binding | None:
    form, told = binder.form, binder.told
    applications, reviews = told.applications, told.reviews
    if subject := next(
        (p for m in matches if (p := m.of(applications)) and p.role == "subject"), None
    ):
        cells = cells_of(form, applications, subject.rows, ())
        parts = told.parts_of(applications, subject.rows)
        return Binding(subject.id, applications, subject.rows, (), (cells,), parts)
    phrases = [p for m in matches if (p := m.of(reviews))]
    if not phrases:
        return None
    rows = tuple(dict.fromkeys(row for p in phrases for row in p.rows))
    columns = tuple(dict.fromkeys(column for p in phrases for column in p.columns))
    last = binder.context.last
    if columns and not rows:
        rows = last.rows if last and last.table == reviews else ()
    cells = cells_of(form, reviews, rows, columns)
    if not cells:
        return None
    return Binding(phrases[0].id, reviews, rows, columns, (cells,), frozenset())


def _counted(numerals: Sequence[Numeral], start: int, end: int) -> bool:
    """Whether a number stands among the words: 未收到的12件申请."""
    first = bisect_left(numerals, start, key=lambda numeral: numeral.start)
    last = bisect_right(numerals, end, key=lambda numeral: numeral.start)
    return any(numeral.kind == "count" for numeral in numerals[first:last])


def uncharged(paragraph: str) -> Iterator[Numeral]:
    """Words that say no 信息处理费 was charged: 未收取信息处理费. They speak of no cell."""
    for found in _UNCHARGED.finditer(paragraph):
        yield Numeral(found.start(), found.end(), found[0], "", 0, "", "count")


def all_upheld(text: str, sentence: Sentence) -> tuple[int, int] | None:
    """Where a sentence says 均获维持; None where it does not."""
    found = _ALL_UPHELD.search(text, sentence.start, sentence.end)
    return found.span() if found else None
