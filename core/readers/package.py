"""年报数据包 (.nianbao) to Report: JSON, read strictly. Nothing is dropped, nothing converted."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from core.forms.definition import Form
from core.readers.content import file_content
from core.refusal import Refused, one_line, quoted
from core.report.agency_code import CodeRefused, parse_code
from core.report.edits import dump_explanations
from core.report.names import NameRefused, parse_name
from core.report.report import (
    KINDS,
    PACKAGE_FORMAT,
    TIERS,
    Agency,
    Explanation,
    HandBinding,
    Report,
)
from core.report.values import LONGEST_TEXT, ValueRefused, is_storable, parse_value

KEYS = {
    "format", "agency", "year", "edition", "status", "finalised_on",
    "cells", "notes", "texts", "explanations",
    "version", "corrects", "sources", "bindings",
}  # fmt: skip
MOST_VERSIONS = 999
BINDING = "数据包里文字与数字的对应写法不对，请检查文件是否完好。"
NO_PACKAGE = "这个文件不是年报数据包，请另选一个 .nianbao 文件。"


class PackageRefused(Refused):
    """The file is no package this program understands."""


def read_package(path: Path, forms: Iterable[Form]) -> Report:
    """The report in a package file, on the edition it was made on.

    Raises PackageRefused, and ContentRefused where the file cannot be read.
    """
    return report_from_bytes(file_content(path), forms)


def report_from_bytes(content: bytes, forms: Iterable[Form]) -> Report:
    """The report in the content of a package file. Raises PackageRefused."""
    try:
        data = json.loads(content.decode("utf-8-sig"), object_pairs_hook=_without_repeats)
    except (ValueError, RecursionError) as error:
        raise PackageRefused(NO_PACKAGE) from error
    return report_from(data, forms)


def report_from(data: Any, forms: Iterable[Form]) -> Report:
    """The report in a package's parsed JSON. Raises PackageRefused."""
    if not isinstance(data, dict) or not str(data.get("format", "")).startswith("nianbao/"):
        raise PackageRefused(NO_PACKAGE)
    unknown = sorted(set(data) - KEYS)
    if data["format"] != PACKAGE_FORMAT or unknown:
        what = f"（{one_line(unknown[0])}）" if unknown else ""
        raise PackageRefused(
            f"数据包里有本软件不认识的内容{what}，可能由更新的版本生成，请升级软件后再打开。"
        )
    form = next((form for form in forms if form.id == data.get("edition")), None)
    if form is None:
        raise PackageRefused(
            f"数据包用的格式版本{quoted(str(data.get('edition')))}本软件没有，请升级软件后再打开。"
        )
    report = Report(_agency(data.get("agency")), _year(data.get("year")), form)
    _read_status(report, data)
    _read_cells(report, _strings(data, "cells"))
    _read_keyed(report.notes, _strings(data, "notes"), set(form.note_ids), "注")
    _read_keyed(report.texts, _strings(data, "texts"), set(form.text_ids), "文字")
    report.explanations = _explanations(data.get("explanations", []))
    _read_version(report, data)
    _read_keyed(report.sources, _strings(data, "sources"), set(form.cells), "数据来源")
    report.bindings = _bindings(data.get("bindings", []), form)
    return report


def _agency(data: Any) -> Agency:
    match data:
        case {"name": str(name), "tier": str(tier), "kind": str(kind), **others}:
            code, superior = others.pop("code", ""), others.pop("superior", "")
            known = tier in TIERS and kind in KINDS and isinstance(superior, str) and not others
            if known and (name := _name(name)):
                return Agency(name, tier, kind, _code(code), _name(superior))  # type: ignore[arg-type]
    raise PackageRefused("数据包里的单位（名称、层级、类型）不完整，请检查文件是否完好。")


def _name(name: str) -> str:
    try:
        return parse_name(name)
    except NameRefused as error:
        raise PackageRefused(f"数据包里的单位不对：{error}") from error


def _code(code: Any) -> str:
    try:
        return parse_code(str(code))
    except CodeRefused as error:
        raise PackageRefused(f"数据包里的单位代码不对：{error}") from error


def _year(year: Any) -> int:
    if type(year) is int and 2000 <= year <= 2999:
        return year
    raise PackageRefused(f"数据包里的年度{quoted(str(year))}不对，请检查文件是否完好。")


def _read_status(report: Report, data: dict[str, Any]) -> None:
    match data.get("status", "draft"), data.get("finalised_on"):
        case "draft", None:
            pass
        case "final", str(on) if _is_date(on):
            report.status, report.finalised_on = "final", on
        case _:
            raise PackageRefused("数据包里的状态（草稿或定稿）不对，请检查文件是否完好。")


def _read_version(report: Report, data: dict[str, Any]) -> None:
    match data.get("version", 1), data.get("corrects"):
        case int(version), None if _is_number(version):
            report.version = version
        case int(version), int(corrects) if _is_number(corrects) and corrects < version:
            report.version, report.corrects = version, corrects
        case _:
            raise PackageRefused("数据包里的版本（第几版、更正哪一版）不对，请检查文件是否完好。")


def _read_cells(report: Report, texts: dict[str, str]) -> None:
    for cell, text in texts.items():
        if cell not in report.form.cells:
            raise PackageRefused(
                f"数据包里的格{quoted(cell)}在{report.form.name}里没有，没有打开；请检查数据包的格式版本。"
            )
        try:
            value = parse_value(text, report.form.cells[cell].column)
        except ValueRefused as error:
            where = " ".join(report.form.cells[cell].path[-2:])
            raise PackageRefused(f"数据包里“{where}”的内容不对：{error}") from error
        if value:
            report.cells[cell] = value


def _read_keyed(into: dict[str, str], texts: dict[str, str], known: set[str], what: str) -> None:
    for key, text in texts.items():
        if key not in known:
            raise PackageRefused(
                f"数据包里的{what}{quoted(key)}本软件不认识，没有打开；请检查文件是否完好。"
            )
        if len(text) > LONGEST_TEXT:
            raise PackageRefused(
                f"数据包里的{what}{quoted(key)}有 {len(text)} 字，最多 {LONGEST_TEXT} 字，"
                "没有打开；请先在原来的软件里删短。"
            )
        if text:
            into[key] = text.replace("\r\n", "\n")


def _strings(data: dict[str, Any], key: str) -> dict[str, str]:
    found = data.get(key, {})
    if isinstance(found, dict) and all(map(_is_text, found.values())):
        return found
    raise PackageRefused(f"数据包里的“{key}”写法不对，请检查文件是否完好。")


def _explanations(data: Any) -> tuple[Explanation, ...]:
    if isinstance(data, list):
        explanations = tuple(map(_explanation, data))
        if len(dump_explanations(explanations)) > LONGEST_TEXT:
            raise PackageRefused(f"数据包里的说明太多太长，最多 {LONGEST_TEXT} 字，没有打开。")
        return explanations
    raise PackageRefused("数据包里的说明写法不对，请检查文件是否完好。")


def _explanation(data: Any) -> Explanation:
    match data:
        case {"rule": str(rule), "cells": dict(cells), "text": str(text)} if len(data) == 3:
            if all(map(_is_text, (rule, text, *cells, *cells.values()))):
                return Explanation(rule, cells, text)
    raise PackageRefused("数据包里的说明写法不对，请检查文件是否完好。")


def _bindings(data: Any, form: Form) -> tuple[HandBinding, ...]:
    if isinstance(data, list):
        return tuple(_binding(item, form) for item in data)
    raise PackageRefused(BINDING)


def _binding(data: Any, form: Form) -> HandBinding:
    texts = {*(f"texts.{key}" for key in form.text_ids), *(f"notes.{key}" for key in form.note_ids)}
    match data:
        case {
            "target": str(target),
            "sentence": str(sentence),
            "number": int(number),
            "cells": [*cells],
        } if len(data) == 4:
            known = target in texts and all(isinstance(c, str) and c in form.cells for c in cells)
            if known and is_storable(sentence) and type(number) is int and number >= 0:
                return HandBinding(target, sentence, number, tuple(cells))
    raise PackageRefused(BINDING)


def _is_number(data: Any) -> bool:
    """Whether this is a version's number; true and false are none."""
    return type(data) is int and 1 <= data <= MOST_VERSIONS


def _is_text(data: Any) -> bool:
    return isinstance(data, str) and is_storable(data)


def _is_date(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _without_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """A JSON object; Python itself would keep the last of a repeated key and drop the others."""
    found = dict(pairs)
    if len(found) < len(pairs):
        counts = Counter(key for key, _ in pairs)
        twice = next(key for key, count in counts.items() if count > 1)
        raise PackageRefused(f"数据包里{quoted(twice)}出现了两次，没有打开；请检查文件是否完好。")
    return found
