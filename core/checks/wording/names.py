"""Whose report it is: what the agency calls itself, and names and sites of others."""

from __future__ import annotations

import re
from collections.abc import Iterator

from core.checks.flaws import About, Flaw, Written, at
from core.forms.rules import WordingRule
from core.report.texts import TextPlace

_OURSELVES = re.compile(r"(?<![自为对])我([局委厅镇乡街院校所站])(?!们)")
_TOWNSHIP = re.compile(r"([\u4e00-\u9fff]{2}(?:镇|乡|街道))(?:人民政府|办事处)")
# 各乡镇人民政府 and the like are no names.
_NO_NAME = re.compile("[各本该我全等及的和]|乡镇")
_SITE = re.compile(r"(?:https?://|www\.)([a-z0-9.-]{4,80})", re.IGNORECASE)
_GOVERNMENT = ".gov.cn"


def ourselves(rule: WordingRule, place: TextPlace, paragraph: str, about: About) -> Iterator[Flaw]:
    """我局, 我镇 and the like fit the agency's name: 我局 is not what a town calls itself."""
    for found in _OURSELVES.finditer(paragraph):
        if found.group(1) not in about.agency.name:
            yield at(place, found)


def other_agency(rule: WordingRule, written: Written) -> Iterator[Flaw]:
    """A township's report names no other township's government."""
    agency = written.about.agency
    if agency.tier != "township":
        return
    for place, text in written.texts:
        for found in _TOWNSHIP.finditer(text):
            if found.group(1) not in agency.name and not _NO_NAME.search(found.group(1)):
                yield Flaw(place, found.start(), found.end(), found.group())


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
