"""Years left over from another report.

Another year has many good reasons to stand in a text: a comparison, a document, a plan, history.
So only a year is a flaw that tells when the agency did what the report is about, at the
beginning of a clause, and that nothing in its sentence explains.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from core.checks.flaws import About, Flaw, at
from core.forms.rules import WordingRule
from core.report.texts import PREFACE, SIGNATURE, TITLE, TextPlace

_SENTENCE = re.compile(r"[^。；;！？]+")
# A year that opens a clause and says when the rest of it was done; no date, span or title.
_WHEN = re.compile(
    r"(?:(?<=[。；;，,：:、\s）)])|^)(?:截至|截止|在|到)?((?:19|20)\d{2})\s*年"
    r"(?:12\s*月\s*31\s*日|12\s*月底?|年?底|年?末|度|全年)?(?:[，,]|\s)?\s*(?![\d月—至到起以—-])"
    r"(?=([^。；;，,、：:“《]{0,24}))"
)
# What an agency did in the year that its report is about.
_DONE = re.compile(
    r"^(?:我[局委厅办镇乡街县市区省州旗院校所站]|本[局委厅办镇乡街县市区机单年院校所站])"
    r"|^(?:全[县市区镇乡街局年]|共|累计|新收|收到|受理|未收到|没有收到|未发生|主动公开)"
    r"|^(?:依申请公开|政府信息公开工作)"
    r"|(?:主动公开|共公开|公开政府信息|公开信息|新收|收到|受理|办结|收办|未发生|制发|发布)"
)
_COMPARES = re.compile(
    r"上[一1]?年|去年|前年|往年|历年|同比|同期|相比|比|较|增长|增加|减少|下降|上升|提高了|以来|起[，,]"
    r"|年报|年度报告|结转|转入|延续|遗留|整改|改进情况|问题的|针对|反馈|通报|曾|首次|开始"
)
_PLANS = re.compile(r"将|继续|下一步|下步|计划|拟|打算|今后|明年|来年|目标|推进|争取|力争|要|预计")
_TITLES = re.compile(r"《[^《》]{0,80}》|“[^“”]{0,80}”|[〔\[［]\d{4}[〕\]］]")
_SAYS_LAST_YEAR = re.compile(r"上[一1]?年|去年|往年|原有")
_NOTE_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})\s*年(?!\s*\d)")
_NOTE_SPEAKS = re.compile(r"本年|处理决定|办件|新制作|新公开|制发|废止")
_INTENDED = re.compile(
    r"(?<!\d)(\d{4})年(?=度?[，,]?(?:我[局委厅办镇乡街县市区省州旗院校所站])?"
    r"(?:本[局委厅办镇乡街县市区机单院校所站]关?位?)?"
    r"(?:将(?:继续|进一步|加[大强快]|不断|着力|重点|围绕|按照|从以下|坚持|持续|深入|严格|认真|"
    r"(?:丰富|创新|优化|完善|强化|拓展|拓宽|健全|推动|推进|提升|提高|做好|抓好|聚焦)"
    r"(?![^，。；]{0,30}(?:作为|纳入|列入|列为|放在|摆在|融入|贯穿|与)))"
    r"|[拟要]|计划|打算|下一步))"
)
_PREFACE = TextPlace("texts", PREFACE)
# The report that the preface stands in front of; no other is published or drawn up there.
_OWN_REPORT = re.compile(
    r"(?:公布|发布|编制|形成|撰写)[^《》“”。；，0-9]{0,20}((?:19|20)\d{2})年度?(?:政府)?信息公开(?:工作)?年度?报告"
)
_CARRIED_FROM = re.compile(r"((?:19|20)\d{2})年度?[末底]?结转(?![至到入下]|.{0,3}年)")
_CARRIED_TO = re.compile(r"结转[至到]((?:19|20)\d{2})年")
_COUNTED = re.compile("[0-9][件宗份]|[。；]")
_FROM_BEFORE = re.compile("上[一1]?年|去年|以前|往年|(?:19|20)[0-9]{2}")
_COMPARED_WITH = re.compile(
    r"(?:(?<=^)|(?<=[，,；;。（(件条]))(?:相)?[较比]((?:19|20)\d{2})年度?"
    r"(?:同期)?(?:相比)?[，,]?(?:增[加长]|减少|下降|上升|提[高升]|多|少)"
)
_NOT_READ = frozenset({TextPlace("texts", TITLE), TextPlace("texts", SIGNATURE)})


def left_over(rule: WordingRule, place: TextPlace, paragraph: str, about: About) -> Iterator[Flaw]:
    """What was done in the year is not said of another year.

    An earlier year stands rightly with a comparison, last year's report or what it left, a later
    one with a plan; either with the report's own year in the same sentence or the next.
    """
    if place in _NOT_READ:
        return
    yield from _carried_wrongly(place, paragraph, about.year)
    yield from _compared_with_itself(place, paragraph, about.year)
    if place == _PREFACE:
        for found in _OWN_REPORT.finditer(paragraph):
            if int(found.group(1)) != about.year:
                yield _wrong_year(place, found, about.year)
    if place.kind == "notes":
        yield from _left_over_in_note(place, paragraph, about.year)
        return
    text = _without_titles(paragraph)
    if not _WHEN.search(text):
        return  # as in most paragraphs
    for sentence in _SENTENCE.finditer(text):
        words = sentence.group()
        after = _SENTENCE.search(text, sentence.end())
        told = words + (after.group() if after else "")
        if f"{about.year}年" in "".join(told.split()):
            continue
        for found in _WHEN.finditer(text, sentence.start(), sentence.end()):
            year = int(found.group(1))
            excused = _COMPARES if year < about.year else _PLANS
            if _is_done(found.group(2), about) and not excused.search(words):
                yield _wrong_year(place, found, about.year)


def plans_for_the_past(
    rule: WordingRule, place: TextPlace, paragraph: str, about: About
) -> Iterator[Flaw]:
    """What is to be done next is not said of the report's own year."""
    for found in _INTENDED.finditer(_without_titles(paragraph)):
        if int(found.group(1)) == about.year:
            right = f"{about.year + 1}年"
            yield at(place, found, right, right)


def _carried_wrongly(place: TextPlace, paragraph: str, year: int) -> Iterator[Flaw]:
    """What was carried in came from the year before, what was carried on goes to the next."""
    for found in _CARRIED_FROM.finditer(paragraph):
        if int(found.group(1)) < year - 1:
            yield _wrong_year(place, found, year - 1)
    for found in _CARRIED_TO.finditer(paragraph):
        before = _COUNTED.split(paragraph[max(0, found.start() - 20) : found.start()])[-1]
        own = int(found.group(1)) == year and not _FROM_BEFORE.search(before)
        if int(found.group(1)) < year or own:
            yield _wrong_year(place, found, year + 1)


def _compared_with_itself(place: TextPlace, paragraph: str, year: int) -> Iterator[Flaw]:
    """The year of the report is not compared with itself: 较2023年增加 in that of 2023."""
    for found in _COMPARED_WITH.finditer(paragraph):
        if int(found.group(1)) == year:
            yield _wrong_year(place, found, year - 1)


def _left_over_in_note(place: TextPlace, paragraph: str, year: int) -> Iterator[Flaw]:
    """A note that explains this year's column names this year: 处理决定数量（指2020年办件量）."""
    for sentence in _SENTENCE.finditer(paragraph):
        if _SAYS_LAST_YEAR.search(sentence.group()) or not _NOTE_SPEAKS.search(sentence.group()):
            continue
        for found in _NOTE_YEAR.finditer(paragraph, sentence.start(), sentence.end()):
            if int(found.group(1)) == year - 1:
                yield _wrong_year(place, found, year)


def _is_done(clause: str, about: About) -> bool:
    return bool(_DONE.search(clause)) or clause.startswith(about.agency.name)


def _wrong_year(place: TextPlace, found: re.Match[str], year: int) -> Flaw:
    return Flaw(place, found.start(1), found.end(1), found.group(1), str(year), str(year))


@lru_cache(maxsize=8)  # both tests of a paragraph ask for it
def _without_titles(paragraph: str) -> str:
    """The paragraph with titles, quotations and numbers of documents blanked out, as long as it."""
    return _TITLES.sub(lambda found: "＿" * len(found.group()), paragraph)
