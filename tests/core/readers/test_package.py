import json
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from core.forms.definition import Form
from core.readers.package import PackageRefused, read_package, report_from, report_from_bytes
from core.report.report import PACKAGE_FORMAT, Agency, Explanation, Report
from core.report.values import Value
from tests.growth import LONGER, MOST, SHORT, growth

PackageOfCase = Callable[[str], dict[str, Any]]

# The package of the design's example, shortened.
PACKAGE: dict[str, Any] = {
    "format": "nianbao/1",
    "agency": {"name": "八卦洲街道", "tier": "township", "kind": "branch"},
    "year": 2020,
    "edition": "2019",
    "status": "draft",
    "finalised_on": None,
    "cells": {
        "applications.new_received.natural_person": "1",
        "procurement.centralised.amount": "780877.39元",
        "documents.normative_documents.made": "87",
    },
    "notes": {
        "disclosure": "（注：示例）",
        "documents.normative_documents.made": "（其中修订16件）",
    },
    "texts": {"title": "八卦洲街道政府信息公开工作年度报告", "general": "第一段\n第二段"},
    "explanations": [
        {
            "rule": "documents.none_made_public",
            "cells": {"documents.normative_documents.made": "87"},
            "text": "都在次年公开。",
        }
    ],
}

EXPLANATION = PACKAGE["explanations"][0]

# What replaces a key of the package, and what the sentence must name; ... removes the key.
BAD: dict[str, tuple[str, Any, str]] = {
    "a newer format": ("format", "nianbao/2", "更新的版本"),
    "another program's format": ("format", "annual/1", "不是年报数据包"),
    "a format that is no text": ("format", 1, "不是年报数据包"),
    "no format": ("format", ..., "不是年报数据包"),
    "a text without end": ("texts", {"general": "年" * 200_001}, "有 200001 字，最多 200000 字"),
    "a note without end": ("notes", {"disclosure": "年" * 200_001}, "有 200001 字，最多 200000 字"),
    "explanations without end": (
        "explanations",
        [{"rule": "a", "cells": {}, "text": "年" * 1_000}] * 201,
        "说明太多太长",
    ),
    "an unknown key": ("colour", "red", "（colour）"),
    "no agency": ("agency", ..., "单位"),
    "an agency that is a text": ("agency", "八卦洲街道", "单位"),
    "an agency without a name": ("agency", {"tier": "township", "kind": "branch"}, "单位"),
    "an agency whose name cannot be seen": (
        "agency", {"name": "\u200b\n", "tier": "township", "kind": "branch"}, "单位",
    ),
    "an agency whose name cannot be printed": (
        "agency", {"name": "某\x00镇", "tier": "township", "kind": "branch"}, "控制字符",
    ),
    "an agency with a blank name": (
        "agency", {"name": " ", "tier": "township", "kind": "branch"}, "单位",
    ),
    "an agency of an unknown tier": (
        "agency", {"name": "某镇", "tier": "village", "kind": "branch"}, "单位",
    ),
    "an agency of an unknown kind": (
        "agency", {"name": "某镇", "tier": "township", "kind": "office"}, "单位",
    ),
    "an agency whose tier is a list": (
        "agency", {"name": "某镇", "tier": ["township"], "kind": "branch"}, "单位",
    ),
    "an unknown key of the agency": (
        "agency", {"name": "某镇", "tier": "township", "kind": "branch", "colour": "1"}, "数据包",
    ),
    "a code that is too short": (
        "agency", {"name": "某镇", "tier": "township", "kind": "branch", "code": "1"}, "18 位",
    ),
    "a code that is a number": (
        "agency", {"name": "某镇", "tier": "township", "kind": "branch", "code": 7}, "18 位",
    ),
    "a superior that is a list": (
        "agency", {"name": "某镇", "tier": "township", "kind": "branch", "superior": []}, "单位",
    ),
    "no year": ("year", ..., "年度"),
    "a year that is a text": ("year", "2020", "年度“2020”"),
    "a year that is no integer": ("year", 2020.0, "年度"),
    "a year that is true": ("year", True, "年度"),
    "a year out of all bounds": ("year", 20200, "20200"),
    "an edition that is not shipped": ("edition", "2031", "2031"),
    "an edition that is a number": ("edition", 2019, "2019"),
    "no edition": ("edition", ..., "格式版本"),
    "an unknown status": ("status", "sent", "状态"),
    "a draft with a date": ("finalised_on", "2021-01-20", "状态"),
    "a status that is a list": ("status", [], "状态"),
    "cells that are a list": ("cells", [], "cells"),
    "cells that are null": ("cells", None, "cells"),
    "a cell that is a number": (
        "cells", {"applications.new_received.natural_person": 1}, "cells",
    ),
    "a cell of no table": ("cells", {"applications.granted.nobody": "1"}, "nobody"),
    "a cell of another edition": ("cells", {"fees.administrative_fees.amount": "1"}, "amount"),
    "a cell with letters": (
        "cells", {"applications.new_received.natural_person": "many"}, "many",
    ),
    "a negative count": (
        "cells", {"applications.new_received.natural_person": "-1"}, "一、本年新收 自然人",
    ),
    "money in a foreign unit": ("cells", {"procurement.centralised.amount": "1美元"}, "1美元"),
    "notes that are a text": ("notes", "（注）", "notes"),
    "a note that is null": ("notes", {"disclosure": None}, "notes"),
    "a note on nothing": ("notes", {"disclosures": "注"}, "disclosures"),
    "texts that are a list": ("texts", ["文字"], "texts"),
    "an unknown text": ("texts", {"summary": "文字"}, "summary"),
    "a text for a section of tables": ("texts", {"applications": "文字"}, "applications"),
    "a text that no file can hold": ("texts", {"general": "\ud800"}, "数据包"),
    "an explanation that is a text": ("explanations", ["说明"], "说明"),
    "an explanation without its text": ("explanations", [{"rule": "r", "cells": {}}], "说明"),
    "an explanation with an unknown key": (
        "explanations", [{"rule": "r", "cells": {}, "text": "", "by": "某"}], "说明",
    ),
    "an explanation of numbers": (
        "explanations", [{"rule": "r", "cells": {"a": 1}, "text": ""}], "说明",
    ),
    "explanations that are a number": ("explanations", 5, "说明"),
    "explanations that are a text": ("explanations", "说明", "说明"),
    "a version 0": ("version", 0, "版本"),
    "a version that is true": ("version", True, "版本"),
    "a version that is a text": ("version", "2", "版本"),
    "a first version that corrects another": ("corrects", 1, "版本"),
    "sources that are a list": ("sources", [], "sources"),
    "a source of no cell": ("sources", {"disclosure": "办公室"}, "disclosure"),
    "bindings that are an object": ("bindings", {}, "对应"),
    "a binding to no cell": (
        "bindings",
        [{"target": "texts.general", "sentence": "1件", "number": 0, "cells": ["a"]}], "对应",
    ),
    "a binding in no text": (
        "bindings", [{"target": "cells.a", "sentence": "1件", "number": 0, "cells": []}], "对应",
    ),
    "a binding of no number": (
        "bindings",
        [{"target": "texts.general", "sentence": "1件", "number": -1, "cells": []}], "对应",
    ),
    "a binding without a sentence": ("bindings", [{"target": "texts.general"}], "对应"),
}  # fmt: skip

BROKEN = {
    "an empty file": b"",
    "half a file": json.dumps(PACKAGE).encode()[:200],
    "no JSON": "单位：某镇".encode(),
    "another encoding": json.dumps(PACKAGE, ensure_ascii=False).encode("gb18030"),
    "a picture": b"\x89PNG\r\n\x1a\n\x00\x00",
    "a list": b"[]",
    "a number": b"1",
    "null": b"null",
    "a number beyond any year": b'{"format": "nianbao/1", "year": ' + b"9" * 5000 + b"}",
    "brackets without end": b"[" * 100_000,
    "objects in objects without end": b'{"a":' * 100_000,
    "an edition of lists in lists": json.dumps(PACKAGE)
    .replace('"2019"', "[" * 900 + "]" * 900)
    .encode(),
    "a year of objects in objects": json.dumps(PACKAGE)
    .replace("2020", '{"a":' * 900 + "1" + "}" * 900)
    .encode(),
    "a year of a million digits": json.dumps(PACKAGE).replace("2020", "1" * 1_000_000).encode(),
    "a year of 4,000 digits": json.dumps(PACKAGE).replace("2020", "1" * 4_000).encode(),
    "a year that is no number": json.dumps(PACKAGE).replace("2020", "1e400").encode(),
}


def with_key(key: str, value: Any) -> dict[str, Any]:
    return {k: v for k, v in (PACKAGE | {key: value}).items() if v is not ...}


def sentence(refusal: pytest.ExceptionInfo[PackageRefused]) -> str:
    message = str(refusal.value)
    assert message.endswith("。")
    assert "\n" not in message
    return message


@pytest.fixture
def written(tmp_path: Path) -> Callable[[bytes], Path]:
    def write(content: bytes) -> Path:
        path = tmp_path / "年报.nianbao"
        path.write_bytes(content)
        return path

    return write


def test_that_a_package_is_read_whole(forms: tuple[Form, ...], form_2019: Form) -> None:
    report = report_from(PACKAGE, forms)

    assert report == Report(
        Agency("八卦洲街道", "township", "branch"),
        2020,
        form_2019,
        cells={
            "applications.new_received.natural_person": Value("1", 1),
            "procurement.centralised.amount": report.cells["procurement.centralised.amount"],
            "documents.normative_documents.made": Value("87", 87),
        },
        notes=PACKAGE["notes"],
        texts=PACKAGE["texts"],
        explanations=(
            Explanation(
                "documents.none_made_public",
                {"documents.normative_documents.made": "87"},
                "都在次年公开。",
            ),
        ),
    )
    assert report.cells["procurement.centralised.amount"].text == "780877.39元"


def test_that_a_package_is_read_from_its_file_with_or_without_a_byte_order_mark(
    forms: tuple[Form, ...], written: Callable[[bytes], Path]
) -> None:
    content = json.dumps(PACKAGE, ensure_ascii=False).encode()

    assert read_package(written(content), forms) == report_from(PACKAGE, forms)
    assert read_package(written(b"\xef\xbb\xbf" + content), forms) == report_from(PACKAGE, forms)


def test_that_a_final_package_keeps_its_status_and_date(forms: tuple[Form, ...]) -> None:
    report = report_from(PACKAGE | {"status": "final", "finalised_on": "2021-01-20"}, forms)

    assert (report.status, report.finalised_on) == ("final", "2021-01-20")


def test_that_the_optional_keys_may_be_left_out(forms: tuple[Form, ...]) -> None:
    needed = ("format", "agency", "year", "edition")
    report = report_from({key: PACKAGE[key] for key in needed}, forms)

    assert (report.status, report.finalised_on) == ("draft", None)
    assert (report.cells, report.notes, report.texts, report.explanations) == ({}, {}, {}, ())


def test_that_blanks_are_absent_and_texts_are_as_typed(forms: tuple[Form, ...]) -> None:
    report = report_from(
        PACKAGE
        | {
            "cells": {
                "applications.new_received.natural_person": " ",
                "licensing.licences.change": "减3",
            },
            "notes": {"disclosure": ""},
            "texts": {"general": "第一段\r\n第二段", "problems": ""},
        },
        forms,
    )

    assert report.cells == {"licensing.licences.change": Value("-3", -3)}
    assert report.notes == {}
    assert report.texts == {"general": "第一段\n第二段"}


def test_that_a_package_on_the_other_edition_than_its_years_is_loaded_as_it_is(
    forms: tuple[Form, ...], package_of_case: PackageOfCase
) -> None:
    package = package_of_case("u04")
    report = report_from(package, forms)

    assert (report.year, report.form.id) == (2021, "2019")
    assert {cell: value.text for cell, value in report.cells.items()} == package["cells"]


@pytest.mark.parametrize(("key", "value", "named"), BAD.values(), ids=BAD)
def test_that_a_package_is_refused_for(
    forms: tuple[Form, ...], key: str, value: Any, named: str
) -> None:
    with pytest.raises(PackageRefused) as refusal:
        report_from(with_key(key, value), forms)

    assert named in sentence(refusal)


@pytest.mark.parametrize("on", [None, "", "昨天", "2021-02-30", 20210120])
def test_that_a_final_package_without_a_real_date_is_refused(
    forms: tuple[Form, ...], on: object
) -> None:
    with pytest.raises(PackageRefused) as refusal:
        report_from(PACKAGE | {"status": "final", "finalised_on": on}, forms)

    assert "状态" in sentence(refusal) or "定稿" in sentence(refusal)


@pytest.mark.parametrize("content", BROKEN.values(), ids=BROKEN)
def test_that_what_is_no_package_is_refused_and_left_alone(
    forms: tuple[Form, ...], written: Callable[[bytes], Path], content: bytes
) -> None:
    path = written(content)

    with pytest.raises(PackageRefused) as refusal:
        read_package(path, forms)

    assert "数据包" in sentence(refusal)
    assert path.read_bytes() == content


def test_that_a_value_given_twice_is_refused_rather_than_dropped(
    forms: tuple[Form, ...], written: Callable[[bytes], Path]
) -> None:
    cell = '"applications.new_received.natural_person"'
    text = json.dumps(PACKAGE).replace(f'{cell}: "1"', f'{cell}: "1", {cell}: "2"')
    assert text.count(cell) == 2

    with pytest.raises(PackageRefused) as refusal:
        read_package(written(text.encode()), forms)
    assert "数据包" in sentence(refusal)


LONG = "长\n\u202e\x1b\ud800" * 200_000


def with_long_text(data: Any) -> Iterator[Any]:
    """The data over and over, each time with one of its keys or values a megabyte long."""
    yield LONG
    if isinstance(data, dict):
        for key, value in data.items():
            yield {LONG if k == key else k: v for k, v in data.items()}
            yield from (data | {key: changed} for changed in with_long_text(value))
    if isinstance(data, list):
        for i, value in enumerate(data):
            yield from ([*data[:i], changed, *data[i + 1 :]] for changed in with_long_text(value))


def test_that_a_refusal_repeats_no_more_than_a_line_of_what_was_read(
    forms: tuple[Form, ...],
) -> None:
    refusals = 0
    for data in with_long_text(PACKAGE):
        try:
            report_from(data, forms)
        except PackageRefused as refusal:
            refusals += 1
            message = str(refusal)
            assert len(message) <= 200
            assert all(sign.isprintable() for sign in message)
    assert refusals > 30


def test_that_a_repeated_key_is_quoted_in_a_line_and_found_at_once(
    forms: tuple[Form, ...], written: Callable[[bytes], Path]
) -> None:
    keys = ", ".join(f'"{n}": 1' for n in range(200_000))
    long = json.dumps("长\n" * 200_000)
    with pytest.raises(PackageRefused) as refusal:
        read_package(written(f"{{{keys}, {long}: 1, {long}: 2}}".encode()), forms)

    assert "出现了两次" in sentence(refusal)
    assert len(sentence(refusal)) <= 200


@pytest.mark.parametrize("what", ["keys twice", "cells", "texts", "explanations", "lists"])
def test_that_the_time_to_read_a_package_grows_with_it(what: str, forms: tuple[Form, ...]) -> None:
    def hostile(much: int) -> bytes:
        package = {
            "keys twice": "{" + ",".join(f'"{i}":0' for i in (*range(much), much - 1)) + "}",
            "cells": json.dumps(PACKAGE | {"cells": {str(i): "1" for i in range(much)}}),
            "texts": json.dumps(PACKAGE | {"texts": {"general": "字" * 9 * much}}),
            "explanations": json.dumps(PACKAGE | {"explanations": [EXPLANATION] * much}),
            "lists": "[" * much,
        }
        return package[what].encode()

    contents = {much: hostile(much) for much in (SHORT, LONGER)}

    def read(much: int) -> None:
        with suppress(PackageRefused):
            report_from_bytes(contents[much], forms)

    assert growth(read) <= MOST


def test_that_the_format_is_the_designs() -> None:
    assert PACKAGE["format"] == PACKAGE_FORMAT
