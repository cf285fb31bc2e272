"""Whose report it is: what the agency calls itself, and names and sites of others."""

from __future__ import annotations

import re
from collections.abc import Iterator

from core.checks.flaws import About, Flaw, Written, at
from core.checks.wording.others import others_as_own
from core.forms.rules import WordingRule
from core.report.texts import TextPlace

_OURSELVES = re.compile(
    r"(?:(?<![自为对])我([局委厅镇乡街院校所站])(?!们)"
    r"|(?<![\u4e00-\u9fff])本([局镇乡街])(?!本土|面))"
)
_TOWNSHIP = re.compile(r"([\u4e00-\u9fff]{2}(?:镇|乡|街道))(?:人民政府|办事处)")
# 各乡镇人民政府 and the like are no names.
_NO_NAME = re.compile("[各本该我全等及的和]|乡镇")
# A township that does something: 马头镇2023年, 马头镇共收到.
_TOWNSHIP_ACTS = re.compile(
    r"(?:^|(?<=[。，；\n]))([\u4e00-\u9fff]{2,3}(?:镇|乡|街道))"
    r"(?=(?:[0-9]{4}年|共(?:收到|受理|主动)|收到|主动公开|全年(?:共|收)|未收到))"
)
_BUREAU = re.compile(r"(?<=[县区市])[\u4e00-\u9fff]{2,12}局$")
_COUNTY = re.compile(r"[\u4e00-\u9fff]{2,3}[县区]")
_PLACEHOLDER = re.compile(
    r"(?<![A-Za-z0-9])[XxＸ×＊*]{2,4}(?=[局镇乡街县市区委办省年月日件条个部单])"
    r"|（(?:具体|此处|填写|请填|待填|请在此|单位名称|机关名称)[^（）]{0,12}）|_{3,}|（网址）|（附件名称）"
)
_SITE = re.compile(r"(?:https?://|www\.)([a-z0-9.-]{4,80})", re.IGNORECASE)
_GOVERNMENT = ".gov.cn"


def ourselves(rule: WordingRule, place: TextPlace, paragraph: str, about: About) -> Iterator[Flaw]:
    """我局, 我镇 and the like fit the agency's name: 我局 is not what a town calls itself."""
    for found in _OURSELVES.finditer(paragraph):
        if (found[1] or found[2]) not in about.agency.name:
            yield at(place, found)


def placeholders(
    rule: WordingRule, place: TextPlace, paragraph: str, about: About
) -> Iterator[Flaw]:
    """What a pattern leaves to be filled in: XX局, （具体网址）, ____."""
    for found in _PLACEHOLDER.finditer(paragraph):
        yield at(place, found)


def other_agency(rule: WordingRule, written: Written) -> Iterator[Flaw]:
    """A report names no other township, nor the same bureau of another county.

    What another office is said to have published or done is told by `other_report`.
    """
    agency = written.about.agency
    patterns, bureau = [], ""
    if agency.tier == "township":
        patterns = [_TOWNSHIP, _TOWNSHIP_ACTS]
    elif named := _BUREAU.search(agency.name):
        bureau = named[0]
    told = {(flaw.place, flaw.end) for flaw in others_as_own(written)}
    for place, text in written.texts:
        for pattern in patterns:
            for found in pattern.finditer(text):
                if not _is_own(found.group(1), agency.name) and (place, found.end()) not in told:
                    yield at(place, found)
        for county in _COUNTY.finditer(text) if bureau else ():
            end = county.end() + len(bureau)
            is_named = text[county.end() : end] == bureau and (place, end) not in told
            if is_named and not _is_own(county[0], agency.name):
                yield Flaw(place, county.start(), end, text[county.start() : end])


def _is_own(name: str, own: str) -> bool:
    """Whether a name is the agency's, shortened or whole, or no name at all."""
    return bool(_NO_NAME.search(name)) or name in own or own in name or name[-3:] in own


def other_site(rule: WordingRule, written: Written) -> Iterator[Flaw]:
    """All addresses of government sites belong to one site, the first that is named."""
    first = ""
    for place, text in written.texts:
        for found in _SITE.finditer(text):
            host = found.group(1).lower().rstrip(".-")
            if not host.endswith(_GOVERNMENT):
                continue
            domain = host.removesuffix(_GOVERNMENT).rpartition(".")[2]
            first = first or domain
            if domain != first:
                yield Flaw(place, found.start(), found.end(), host, first + _GOVERNMENT)
