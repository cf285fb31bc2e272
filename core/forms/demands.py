"""地方要求: what a superior asks of reports beyond the form, from a file that it hands out.

The file is TOML in the vocabulary of the rules: lengths, phrases, figures, notes, and a deadline.
All words in it are literal: there is no pattern, no expression and no program in it. What it
declares becomes rules of the form that a report is on, so they are judged, listed and printed as
the form's own are. They are numbered L01, L02 … in the order of the file.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, cast
from unicodedata import category

from core.forms.definition import Deadline, Form, Section
from core.forms.rules import (
    AGENCY_KINDS,
    SEVERITIES,
    TIERS,
    CountedRule,
    LengthRule,
    NoteRule,
    PhraseRule,
    Rule,
    Severity,
)
from core.record import record
from core.refusal import Refused, quoted

SUFFIX = ".toml"
FORMAT = "地方要求/1"
LARGEST = 64_000  # bytes of a file
MOST_DEMANDS = 99
MOST_WORDS = 20  # words of one demand
LONGEST = 200  # characters of any text of the file
MOST_CHARACTERS = 1_000_000  # that a length can speak of
EVERY_YEAR = 2001  # has no 29th of February

# The keys of each part of the file, with the types of their values; all else is refused.
_HEAD = {"format": str, "name": str, "issuer": str, "document": str, "years": dict}
_YEARS = {"from": int}
_DEMAND = {"kind": str, "states": str, "section": str}
_KINDS: Mapping[str, tuple[Mapping[str, type], Mapping[str, type]]] = {
    "length": ({}, {"least": int, "most": int}),
    "phrase": ({"words": list}, {"part": str}),
    "figure": ({"words": list, "units": list}, {"part": str}),
    "note": ({}, {"words": list}),
}
_NAMES = {str: "文字", int: "整数", list: "一列文字", dict: "一组", bool: "true 或 false"}


class DemandsRefused(Refused):
    """The file holds no demands that can be understood."""


@record(eq=False)
class Demands:
    """The demands of one file. `text` is the file itself; `last_year` is None for no end.

    Compared by identity, as forms are: one text makes one object.
    """

    text: str
    name: str
    issuer: str
    document: str
    remark: str
    first_year: int
    last_year: int | None
    demands: tuple[Mapping[str, Any], ...]
    deadlines: tuple[Mapping[str, Any], ...]

    @property
    def source(self) -> str:
        """Who asks for it, and in which document."""
        return f"地方要求，{self.issuer}{self.document}"

    @property
    def years(self) -> str:
        """The years in words: 2025年度起, 2025年度, 2025至2027年度."""
        if self.last_year is None:
            return f"{self.first_year}年度起"
        if self.last_year == self.first_year:
            return f"{self.first_year}年度"
        return f"{self.first_year}至{self.last_year}年度"

    def covers(self, year: int) -> bool:
        """Whether they are for reports of this year."""
        return self.first_year <= year and (self.last_year is None or year <= self.last_year)


def read_demands(path: Path, forms: Iterable[Form]) -> Demands:
    """The demands of a file. Raises DemandsRefused."""
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
    except OSError as error:
        raise DemandsRefused(f"打不开{quoted(path.name)}，请检查文件在不在、能不能读。") from error
    if len(content) > LARGEST:
        raise DemandsRefused(
            f"{quoted(path.name)}太大，不像地方要求的文件；请向上级要“地方要求”文件（.toml）。"
        )
    try:
        text = content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise DemandsRefused(f"{quoted(path.name)}不是 UTF-8 的文本，请让上级另存一份。") from error
    return parse_demands(text, tuple(forms))


@lru_cache(maxsize=32)
def parse_demands(text: str, forms: tuple[Form, ...]) -> Demands:
    """The demands that a text declares. Raises DemandsRefused, saying where it is wrong."""
    import tomllib  # hardly anybody has demands, and the window opens without

    try:
        data = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        raise DemandsRefused(
            "这不是地方要求的文件，或者写法不对，没有导入；请让上级核对。"
        ) from error
    if data.get("format") != FORMAT:
        raise DemandsRefused(f"文件没有写明 format = “{FORMAT}”，不是地方要求，没有导入。")
    keys = {"demand": list, "deadline": list, "remark": str}
    _require(data, _HEAD, keys, "文件开头")
    years = data["years"]
    _require(years, _YEARS, {"to": int}, "years")
    demands = Demands(
        text,
        data["name"],
        data["issuer"],
        data["document"],
        data.get("remark", ""),
        years["from"],
        years.get("to"),
        _listed(data, "demand"),
        _listed(data, "deadline"),
    )
    _check(demands, forms)
    return demands


@lru_cache(maxsize=16)
def with_demands(form: Form, demands: tuple[Demands, ...]) -> Form:
    """The form with what is demanded besides: its rules after the form's own, its days first.

    Where nothing is, it is the form itself.
    """
    if not demands:
        return form
    rules = tuple(rule for each in demands for rule in rules_of(each, form))
    days = tuple(day for each in demands for day in _days_of(each))
    return replace(form, rules=(*form.rules, *rules), deadlines=(*days, *form.deadlines))


def rules_of(demands: Demands, form: Form) -> tuple[Rule, ...]:
    """What is demanded as rules of a form, which is one that the file was checked against."""
    sections = {section.number: section for section in form.sections}
    return tuple(
        _rule(demands, number, demand, sections[demand["section"]])
        for number, demand in enumerate(demands.demands, 1)
    )


def _rule(demands: Demands, number: int, data: Mapping[str, Any], section: Section) -> Rule:
    states = data["states"]
    told, from_whom = (
        words.replace("{", "{{").replace("}", "}}") for words in (states, f"（{demands.source}）")
    )
    id_ = f"local.{demands.document}.{number}"
    severity = cast("Severity", data.get("severity", "warning"))
    own = {"states": states, "section": section.id}
    words, part = tuple(data.get("words", ())), data.get("part", "")

    def rule(kind: type[Any], headline: str, found: str, **more: object) -> Rule:
        made: Rule = kind(
            id_,
            f"L{number:02}",
            severity,
            headline,
            told + found + from_whom,
            demands.source,
            **more,
        )
        return made

    match data["kind"]:
        case "length":
            least, most = data.get("least", 0), data.get("most", 0)
            return rule(
                LengthRule, "地方要求：{wanted}", "现在{wanted}。", least=least, most=most, **own
            )
        case "phrase":
            found = "没有写{wanted}。"
            return rule(
                PhraseRule, "地方要求：没有写{wanted}", found, words=words, part=part, **own
            )
        case "figure":
            found = "没有找到写明{wanted}的一句。"
            more = {"words": words, "part": part, "units": tuple(data["units"])}
            return rule(CountedRule, "地方要求：没有写{wanted}", found, **more, **own)
    return rule(
        NoteRule, "地方要求：没有写表注", "没有写。", words=words, place=section.id, states=states
    )


def _days_of(demands: Demands) -> Iterable[Deadline]:
    for data in demands.deadlines:
        kinds, tiers = data.get("kinds", AGENCY_KINDS), data.get("tiers", TIERS)
        yield Deadline(tuple(kinds), tuple(tiers), data["month"], data["day"], demands.source)


# ---- strictness ----


def _listed(data: Mapping[str, Any], key: str) -> tuple[Mapping[str, Any], ...]:
    listed = data.get(key, [])
    if not all(isinstance(each, dict) for each in listed):
        raise DemandsRefused(f"{key} 要写成 [[{key}]]，没有导入；请让上级核对。")
    return tuple(listed)


def _require(
    data: Mapping[str, Any], needed: Mapping[str, type], more: Mapping[str, type], where: str
) -> None:
    """Raises DemandsRefused where keys are missing, unknown, or of another type."""
    known = {**needed, **more}
    if unknown := sorted(set(data) - set(known)):
        raise _wrong(where, f"不认识{quoted(unknown[0])}")
    if missing := [key for key in needed if key not in data]:
        raise _wrong(where, f"缺少 {missing[0]}")
    for key, value in data.items():
        if type(value) is not known[key]:
            raise _wrong(where, f"{key} 要写成{_NAMES[known[key]]}")
        if isinstance(value, str):
            _require_plain(value, f"{where}的 {key}")


def _require_plain(text: str, where: str) -> None:
    """Raises DemandsRefused for a text that is blank, long, or acts on the line it stands in."""
    if not text.strip() or len(text) > LONGEST:
        raise DemandsRefused(f"{where}是空的，或超过{LONGEST}字，没有导入；请让上级核对。")
    if any(category(sign) in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp") for sign in text):
        raise DemandsRefused(f"{where}里有控制字符，没有导入；请让上级核对。")


def _check(demands: Demands, forms: tuple[Form, ...]) -> None:
    """Raises DemandsRefused where a demand does not fit the forms of its years."""
    last = demands.last_year
    if last is not None and last < demands.first_year:
        raise _wrong("years", "to 早于 from")
    used = [
        form
        for form in forms
        if (last is None or form.first_year <= last)
        and (form.last_year is None or demands.first_year <= form.last_year)
    ]
    if not used:
        raise _wrong("years", "没有这些年度的格式")
    if not 1 <= len(demands.demands) + len(demands.deadlines) <= MOST_DEMANDS:
        raise DemandsRefused(f"要求要有1到{MOST_DEMANDS}条，没有导入；请让上级核对。")
    for number, demand in enumerate(demands.demands, 1):
        _check_demand(demand, used, f"第{number}条")
    for deadline in demands.deadlines:
        _check_deadline(deadline)


def _check_demand(data: Mapping[str, Any], forms: Iterable[Form], where: str) -> None:
    if data.get("kind") not in _KINDS:
        raise _wrong(where, f"kind 要是 {'、'.join(_KINDS)} 之一")
    needed, more = _KINDS[data["kind"]]
    _require(data, {**_DEMAND, **needed}, {**more, "severity": str, "blocking": bool}, where)
    _require_severity(data, where)
    for form in forms:
        section = next((s for s in form.sections if s.number == data["section"]), None)
        if section is None or (data["kind"] != "note" and not section.text):
            raise _wrong(where, f"section {quoted(data['section'])}不是要写文字的部分")
    for key in ("words", "units"):
        words = data.get(key, ["-"])
        if not 1 <= len(words) <= MOST_WORDS or not all(isinstance(w, str) for w in words):
            raise _wrong(where, f"{key} 要有1到{MOST_WORDS}个词")
        for word in words:
            _require_plain(word, f"{where}的 {key}")
    if data["kind"] == "length":
        least, most = data.get("least", 0), data.get("most", MOST_CHARACTERS)
        if not 0 <= least <= most <= MOST_CHARACTERS or not {"least", "most"} & set(data):
            raise _wrong(where, "least、most 至少写一个，least 不大于 most")


def _require_severity(data: Mapping[str, Any], where: str) -> None:
    """An error keeps a report from 定稿, and so must be meant."""
    severity = data.get("severity", "warning")
    if severity not in SEVERITIES:
        raise _wrong(where, f"severity 要是 {'、'.join(SEVERITIES)} 之一")
    if (severity == "error") is not data.get("blocking", False):
        raise _wrong(
            where, "severity = error 会挡住定稿，要同时写 blocking = true；不挡的两样都不写"
        )


def _check_deadline(data: Mapping[str, Any]) -> None:
    where = "deadline"
    _require(data, {"month": int, "day": int, "states": str}, {"kinds": list, "tiers": list}, where)
    for key, known in (("kinds", AGENCY_KINDS), ("tiers", TIERS)):
        if not all(word in known for word in data.get(key, ())):
            raise _wrong(where, f"{key} 只能用 {'、'.join(known)}")
    try:
        date(EVERY_YEAR, data["month"], data["day"])
    except (ValueError, OverflowError) as error:
        raise _wrong(where, "没有这一天") from error


def _wrong(where: str, what: str) -> DemandsRefused:
    return DemandsRefused(f"地方要求的{where}写得不对：{what}。没有导入，请让上级核对。")
