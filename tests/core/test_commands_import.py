"""`import` and `compare`, on files that the program wrote itself and that were changed by hand."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pypdfium2 import PdfDocument

from core.forms.definition import Form
from core.readers.package import read_package
from core.report.report import Report

Run = Callable[..., int]
Captured = pytest.CaptureFixture[str]
CELL = "procurement.centralised.projects"  # 137 in the sample, which has it nowhere else


@pytest.fixture
def sample(root: Path) -> Path:
    return root / "resources" / "samples" / "sample.nianbao"


@pytest.fixture
def page(command: Run, sample: Path, tmp_path: Path, capsys: Captured) -> Path:
    """The sample as a web page."""
    assert command("export", sample, "-o", "网页.html") == 0
    capsys.readouterr()
    return tmp_path / "网页.html"


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")


def data_of(path: Path) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return data


# ---- import ----


def test_that_what_is_sure_becomes_a_package(
    command: Run, page: Path, sample: Path, tmp_path: Path, capsys: Captured
) -> None:
    assert command("import", page, "-o", "a.nianbao") == 0
    assert capsys.readouterr().out == "已保存：a.nianbao\n"
    assert data_of(tmp_path / "a.nianbao") == data_of(sample)


@pytest.mark.parametrize("options", [[], ["--take-unsure"]])
def test_that_what_is_unsure_stays_blank_unless_it_is_asked_for(
    options: list[str],
    command: Run,
    page: Path,
    tmp_path: Path,
    capsys: Captured,
    forms: tuple[Form, ...],
) -> None:
    # A number too many: either may be the one of the cell, or none.
    change(page, ">137<", ">137个<")
    assert command("import", page, "-o", "a.nianbao", "--report", "a.json", *options) == 0
    told = data_of(tmp_path / "a.json")
    report: Report = read_package(tmp_path / "a.nianbao", forms)
    (unsure,) = told["unsure"]
    assert (unsure["cell"], unsure["value"], unsure["read"]) == (CELL, "137", "137个")
    assert unsure["where"]
    assert unsure["why"].endswith("。")
    value = report.cells.get(CELL)
    assert (value.text if value else "") == ("137" if options else "")
    assert len(report.cells) == 197 + bool(options)
    kept = "已填入" if options else "留空"
    assert f"有1格拿不准（{kept}），0格没找到；请对照原文核对。" in capsys.readouterr().out


def test_that_the_report_tells_what_is_missing_and_has_no_place(
    command: Run, page: Path, tmp_path: Path, capsys: Captured
) -> None:
    change(page, ">137<", "><")
    assert command("import", page, "-o", "a.nianbao", "--report", "a.json") == 0
    told = data_of(tmp_path / "a.json")
    assert list(told) == [
        "edition", "year", "agency", "unsure", "missing", "unplaced", "notices"
    ]  # fmt: skip
    assert (told["edition"], told["year"]) == ("2019", 2020)
    assert (told["unsure"], told["missing"]) == ([], [CELL])
    assert "0格拿不准" in capsys.readouterr().out


def test_that_a_notice_is_told_on_the_screen_and_in_the_report(
    command: Run, page: Path, tmp_path: Path, capsys: Captured
) -> None:
    text = page.read_text(encoding="utf-8")
    page.write_text(text.replace("2020年", "").replace("2021年", ""), encoding="utf-8")
    assert command("import", page, "-o", "a.nianbao", "--report", "a.json") == 0
    notices = data_of(tmp_path / "a.json")["notices"]
    assert any("没有写明年度" in notice for notice in notices)
    said = capsys.readouterr().out
    assert all(f"注意 {notice}\n" in said for notice in notices)


def test_that_a_package_of_ours_is_told_of_too(command: Run, sample: Path, tmp_path: Path) -> None:
    assert command("import", sample, "-o", "a.nianbao", "--report", "a.json") == 0
    assert (tmp_path / "a.nianbao").read_bytes() == sample.read_bytes()
    told = data_of(tmp_path / "a.json")
    assert (told["unsure"], told["missing"], told["unplaced"]) == ([], [], [])


def test_that_an_output_that_is_there_is_replaced_whole(
    command: Run, page: Path, sample: Path, tmp_path: Path
) -> None:
    (tmp_path / "a.nianbao").write_text("旧的" * 9000, encoding="utf-8")
    assert command("import", page, "-o", "a.nianbao") == 0
    assert data_of(tmp_path / "a.nianbao") == data_of(sample)


@pytest.mark.parametrize("content", ["", "今天开会。", "<html><body><p>会议通知</p></body></html>"])
def test_that_nothing_is_written_where_it_is_no_report(
    content: str, command: Run, tmp_path: Path, capsys: Captured
) -> None:
    (tmp_path / "通知.html").write_text(content, encoding="utf-8")
    (tmp_path / "旧.nianbao").write_text("旧的", encoding="utf-8")
    assert command("import", "通知.html", "-o", "旧.nianbao", "--report", "a.json") == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.startswith("“通知.html”")
    assert captured.err.count("。") == captured.err.count("\n") == 1
    assert (tmp_path / "旧.nianbao").read_text(encoding="utf-8") == "旧的"
    assert not (tmp_path / "a.json").exists()


@pytest.mark.parametrize("told", [[], ["--report", "a.json"]])
def test_that_a_folder_that_is_not_there_is_refused(
    told: list[str], command: Run, page: Path, tmp_path: Path, capsys: Captured
) -> None:
    assert command("import", page, "-o", "no/such/a.nianbao", *told) == 2
    assert "写不了" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == [page.name]


# ---- compare ----


@pytest.mark.parametrize("suffix", [".docx", ".html", ".xlsx", ".txt", ".pdf", ".nianbao"])
def test_that_what_was_exported_is_the_same(
    suffix: str, command: Run, sample: Path, capsys: Captured
) -> None:
    assert command("export", sample, "-o", f"a{suffix}") == 0
    capsys.readouterr()
    assert command("compare", sample, f"a{suffix}") == 0
    assert capsys.readouterr().out.splitlines() == [
        "注意 年报还是草稿，没有定稿。",
        f"“a{suffix}”与年报相同：每一格、每一段都对得上。",
    ]


def test_that_exactly_what_was_changed_is_told(
    command: Run, sample: Path, page: Path, capsys: Captured
) -> None:
    change(page, ">137<", ">173<")
    change(page, "没有收取", "已经收取")
    assert command("compare", sample, page) == 1
    figure, words, _, verdict = capsys.readouterr().out.splitlines()
    assert (
        figure == "不同 第二部分 第二十条第（九）项·政府集中采购·采购项目数量：年报 137 → 文件 173"
    )
    assert words.startswith("不同 六、")
    assert "没有收取" in words
    assert "已经收取" in words
    assert verdict == "“网页.html”与年报有2处不同。"


def test_that_a_pdf_of_ours_is_compared_by_its_pages_and_not_by_its_package(
    command: Run, sample: Path, tmp_path: Path
) -> None:
    package = data_of(sample)
    package["cells"][CELL] = "173"
    (tmp_path / "b.nianbao").write_text(json.dumps(package), encoding="utf-8")
    assert command("export", "b.nianbao", "-o", "b.pdf") == 0
    assert command("export", sample, "-o", "a.pdf") == 0
    with PdfDocument(tmp_path / "b.pdf") as pages, PdfDocument(tmp_path / "a.pdf") as carrier:
        pages.get_attachment(0).set_data(carrier.get_attachment(0).get_data())
        pages.save(tmp_path / "c.pdf")
    assert command("compare", sample, "c.pdf") == 1


def test_that_the_differences_are_printed(
    command: Run, sample: Path, page: Path, tmp_path: Path, capsys: Captured
) -> None:
    change(page, ">137<", ">173<")
    assert command("compare", sample, page, "-o", "清单.pdf") == 1
    with PdfDocument(tmp_path / "清单.pdf") as pdf:
        text = pdf[0].get_textpage().get_text_bounded()
    assert "173" in text
    assert "已保存：清单.pdf" in capsys.readouterr().out


def test_that_a_report_on_another_edition_is_refused(
    command: Run, sample: Path, page: Path, tmp_path: Path, capsys: Captured
) -> None:
    package = data_of(sample) | {"edition": "2021", "year": 2021, "cells": {}, "notes": {}}
    (tmp_path / "b.nianbao").write_text(json.dumps(package), encoding="utf-8")
    assert command("compare", "b.nianbao", page, "-o", "清单.pdf") == 2
    assert "不能逐格对照" in capsys.readouterr().err
    assert not (tmp_path / "清单.pdf").exists()


def test_that_no_report_is_nothing_to_compare_with(
    command: Run, sample: Path, tmp_path: Path, capsys: Captured
) -> None:
    (tmp_path / "通知.txt").write_text("今天开会。", encoding="utf-8")
    assert command("compare", sample, "通知.txt") == 2
    captured = capsys.readouterr()
    assert (captured.out, captured.err.startswith("“通知.txt”")) == ("", True)
