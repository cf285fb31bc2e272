"""Hostile packages: read, checked, composed and printed, or refused in words; never slow."""

from __future__ import annotations

import json
from collections.abc import Iterator
from copy import deepcopy
from datetime import date
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from core.checks.findings import CheckResult
from core.checks.run import check
from core.document.compose import compose
from core.readers.file import read_report
from core.refusal import Refused
from core.report.edits import replace_contents
from core.report.package import package_bytes, package_of
from core.report.report import Report
from core.session import Session
from core.store.database import open_database
from core.store.reports import Reports
from core.writers.pdf.faces import Faces
from core.writers.pdf.writer import report_pdf
from tests.attack.patterns import own_characters
from tests.attack.row import (
    FINE,
    LONGEST_SENTENCE,
    REFUSED,
    RESOURCES,
    SAMPLE,
    Row,
    Verdict,
    forms,
    judged_sentence,
)

PRINTED = 20  # every so many that are read are printed and read back
ODD_VALUES = (
    "", " ", "0", "-1", "/", "／", "不适用", "１２３", "1,205", "1 205", "12。5", "1e9", "NaN",
    "inf", "0x10", "٣", "三", "½", "9" * 15, "9" * 16, "9" * 5000, "1.", ".5", "+3", "减8", "增",
    "12\n", "12\x00", "\u202e12", "780877.39元", "190.457379万元", "1亿元", "=1+1", "<b>1</b>",
    "😀", "\ud800", "1" * 15 + "。" + "1" * 15,
)  # fmt: skip
ODD_WORDS = (
    "百分之...", "百分之12.5.", "，占百分之", "9" * 4301 + "件", "（" * 30, "一、", "（一）",
    "第一条", "<b>", "&amp;", "\u202e", "\u200b", "\u2028", "\x00", "\x1b[2J", "\t", "\r", "\r\n",
    "😀", "𠮷", "e\u0301", "\ufffe", "12345", "增长100%", "2024年", "收到申请1件", "13800138000",
    "1,2,3,4", "11010119900307123X", "0.0.0.0", "A/B 1", "万万亿", "\ud83d", "{0}", "%s",
    "http://a/", "上年", "\n", "签\n", "一、甲\n", "（一）甲\n",
)  # fmt: skip
ODD_DATA: tuple[Any, ...] = (
    None, True, 0, -1, 1.5, float("nan"), float("inf"), 10**400, "", "x", "\udcff", [], {}, [[]],
    {"": None}, "2021", 2021, "final", "draft", "nianbao/1", "nianbao/2", "/" * 1000,
    "年" * 1_000_000, ["a"] * 10_000,
)  # fmt: skip


def unjudged(checked: CheckResult) -> list[str]:
    """The rules that did not come to a verdict, as the program itself says."""
    return [verdict.rule.id for verdict in checked.undecided]


def hostile_package(random: Random, folder: Path, number: int) -> Verdict:
    """Makes a package, and does all with it that the program can do."""
    path = folder / "a.nianbao"
    path.write_bytes(package(random))
    try:
        report = read_report(path, forms())
    except Refused as refusal:
        return judged_sentence(str(refusal))
    problems = [
        *_checked(report, _last_year(report, random)),
        *_finalised(report, folder),
        *_composed(report, folder if number % PRINTED == 0 else None),
    ]
    return problems[0] if problems else Verdict(FINE)


def _checked(report: Report, last_year: Report) -> Iterator[Verdict]:
    for checked in (check(report), check(report, last_year)):
        if rules := unjudged(checked):
            yield Verdict("rule without verdict", rules[0])
        for finding in checked.findings:
            if len(finding.message) > LONGEST_SENTENCE:
                yield Verdict("finding too long", f"{finding.rule.id}: {len(finding.message)}")


def _finalised(report: Report, folder: Path) -> Iterator[Verdict]:
    """Stores the report and finalises it, as a clerk would who got this package."""
    reports = Reports(open_database(folder), forms())
    session = Session(reports, reports.create_report(
        reports.create_agency(report.agency), report.year, report.form.id
    ))  # fmt: skip
    report.status, report.finalised_on = "draft", None
    try:
        session.apply(replace_contents(session.report, report, "打开"))
        session.finalise(date(2025, 1, 20))
    except Refused as refusal:
        if not str(refusal).isprintable() and "不能定稿" not in str(refusal):
            yield Verdict("refusal not one line", repr(str(refusal))[:90])
        return
    if unjudged(session.checked):
        yield Verdict("定稿 without verdict", unjudged(session.checked)[0])


def _composed(report: Report, folder: Path | None) -> Iterator[Verdict]:
    compose(report)
    if not folder:
        return
    path = folder / "a.pdf"
    try:
        report_pdf(report, faces()).write(path)
    except Refused as refusal:
        if (verdict := judged_sentence(str(refusal))).kind != REFUSED:
            yield verdict
        return
    if package_bytes(read_report(path, forms())) != package_bytes(report):
        yield Verdict("printed, and read back as another", "")


def _last_year(report: Report, random: Random) -> Report:
    """The same of the year before, with texts like this year's."""
    texts = {key: text[random.randrange(9) :] for key, text in report.texts.items()}
    return Report(
        report.agency, report.year - 1, report.form, cells=dict(report.cells), texts=texts
    )


# ---- what packages are made of ----


def package(random: Random) -> bytes:
    """A package that nobody's program wrote."""
    data = deepcopy(random.choice(_sound()))
    change = random.choice((_write, _write, _write, _write, _fill, _mutate, _mutate, _deepen))
    for _ in range(random.choice((1, 1, 2, 4))):
        change(data, random)
    text = json.dumps(data, ensure_ascii=random.random() < 0.5)
    if random.random() < 0.05:
        at = random.randrange(len(text))
        piece = random.choice(('"', "{", '{"a":1,"a":2}', "\\ud800", "NaN", "", "[" * 10**5))
        text = text[:at] + piece + text[at:]
    content = text.encode(random.choice(("utf-8",) * 9 + ("utf-16",)), "surrogatepass")
    if random.random() < 0.05:
        content = content[: random.randrange(len(content))] + random.choice((b"", b"\xff", b"\0"))
    return content


def hostile_text(random: Random) -> str:
    """Long runs, of one piece or a few that the program's own patterns know."""
    pieces = random.sample(_pieces(), random.choice((1, 1, 2, 3, 6)))
    times = random.choice((1, 3, 1_500, 5_000, 20_000)) // len("".join(pieces)) + 1
    match random.randrange(3):
        case 0:
            run = "".join(pieces) * times
        case 1:
            run = "".join(piece * times for piece in pieces)
        case _:
            run = "".join(random.choices(pieces, k=times))
    before = random.choice(("", "本年度收到申请12件。", "一、情况\n"))
    return before + run + random.choice(("", "。", "!", "\n"))


def _write(data: Any, random: Random) -> None:
    key = random.choice(("title", "preface", "general", "problems", "other_matters", "signature"))
    if isinstance(data.get("texts"), dict):
        data["texts"][key] = hostile_text(random)
    if random.random() < 0.2 and isinstance(data.get("notes"), dict):
        data["notes"]["disclosure"] = hostile_text(random)
    if random.random() < 0.1 and isinstance(data.get("agency"), dict):
        data["agency"]["name"] = hostile_text(random)[: random.choice((5, 300, 20_000))]


def _fill(data: Any, random: Random) -> None:
    if isinstance(data.get("cells"), dict) and data["cells"]:
        for cell in random.choices(list(data["cells"]), k=random.choice((1, 1, 10))):
            data["cells"][cell] = random.choice(ODD_VALUES)


def _mutate(data: Any, random: Random) -> None:
    """Puts an odd thing in some place, at whatever depth, or takes one away or renames it."""
    while isinstance(data, dict | list) and data:
        key = random.choice(list(data)) if isinstance(data, dict) else random.randrange(len(data))
        if isinstance(data[key], dict | list) and data[key] and random.random() < 0.6:
            data = data[key]
            continue
        taken = data.pop(key)
        if isinstance(data, dict) and random.random() < 0.8:
            data[random.choice((key, key, key, "x", "", "年" * 400))] = random.choice(
                (*ODD_DATA, taken)
            )
        return


def _deepen(data: Any, random: Random) -> None:
    deep: Any = "x"
    for _ in range(random.choice((3, 50, 900))):
        deep = random.choice(([deep], {"cells": deep}))
    data[random.choice(list(data))] = deep


@cache
def _sound() -> tuple[Any, ...]:
    """Packages of both editions, in which nothing is odd."""
    sample = json.loads(SAMPLE.read_text(encoding="utf-8"))
    report = Report(read_report(SAMPLE, forms()).agency, 2024, forms()[-1])
    cells = dict.fromkeys(report.form.cells, "0")
    later = package_of(report) | {"cells": cells, "texts": dict(sample["texts"])}
    reason = {"rule": report.form.rules[0].id, "cells": {next(iter(cells)): "0"}, "text": "属实"}
    final = {"explanations": [reason], "status": "final", "finalised_on": "2025-01-20"}
    return sample, later, later | final


@cache
def _pieces() -> list[str]:
    """What hostile texts are made of: odd words, and what the patterns are written with."""
    return sorted(
        {
            *ODD_WORDS,
            *own_characters(),
            *"0123456789 aA.,，、。：；（）〔〕《》“”%一二三十百千万亿年月日件条",
        }
    )


@cache
def faces() -> Faces:
    """The program's own faces."""
    return Faces(RESOURCES.fonts)


def _prepare() -> None:
    _sound(), _pieces(), faces()
    check(read_report(SAMPLE, forms()))  # which imports what checks texts


ROWS = (Row("packages", 2000, hostile_package, 5, _prepare),)
