"""The command line, as a clerk's script or another program calls it."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from core.forms.editions import whole_editions
from core.forms.loader import read_sources
from core.forms.written_out import written_out
from core.session import Session
from core.store.backups import Backups
from core.store.reports import Reports
from tests.editions import SHIPPED
from tests.written import WRITTEN

Run = Callable[..., int]


@pytest.fixture
def sample(root: Path) -> Path:
    return root / "resources" / "samples" / "sample.nianbao"


@pytest.fixture
def faulty(tmp_path: Path, package_of_case: Callable[[str], dict[str, Any]]) -> Path:
    """Case 030, whose rows 一、本年新收 and （一）予以公开 do not add up."""
    path = tmp_path / "faulty.nianbao"
    path.write_text(json.dumps(package_of_case("030") | {"texts": WRITTEN}), encoding="utf-8")
    return path


def test_that_a_consistent_report_passes(
    command: Run, sample: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command("check", sample) == 0
    assert capsys.readouterr().out == "共0个问题，缺数待核0项。\n"


def test_that_each_finding_is_a_line_and_a_must_fix_one_exits_with_1(
    command: Run, faulty: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command("check", faulty) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("错误 E03 “一、本年新收”一行：")
    assert lines[-1] == "共4个问题，缺数待核42项。"
    assert len(lines) == 5


def test_that_local_demands_are_checked_too(
    command: Run, root: Path, sample: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    demands = root / "resources" / "samples" / "地方要求示例.toml"
    wanted = tmp_path / "要求.toml"
    wanted.write_text(demands.read_text("utf-8").replace("from = 2021", "from = 2020"), "utf-8")

    assert command("check", sample, "--local", wanted) == 0
    assert "（地方要求，示例市人民政府办公室示政办函〔2025〕0号）" in capsys.readouterr().out
    assert command("check", sample, "--local", demands) == 2
    assert "2021年度起" in capsys.readouterr().err


def test_that_findings_come_as_json_with_numbers_as_strings(
    command: Run, faulty: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command("check", faulty, "--json") == 1
    printed = json.loads(capsys.readouterr().out)
    assert list(printed) == ["findings", "figures"]
    first = printed["findings"][0]
    assert first["rule"] == "applications.row_sum"
    assert (first["left"], first["right"], first["difference"]) == ("1", "0", "1")
    assert first["cells"][-1] == "applications.new_received.total"
    blank = printed["findings"][-1]
    assert (blank["rule"], blank["left"]) == ("form.blank_cells", None)


def test_that_an_edition_is_printed_whole(
    command: Run, root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    editions = whole_editions(read_sources(root / "resources" / "forms"))
    for edition in editions:
        assert command("form", edition["id"]) == 0
        assert capsys.readouterr().out == written_out(edition)


def test_that_an_edition_that_is_not_there_is_refused_with_those_that_are(
    command: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command("form", "1999") == 2
    known = "、".join(SHIPPED)
    assert capsys.readouterr().err == f"没有格式版本“1999”，请从{known}里选一个。\n"


def test_that_the_figures_of_the_texts_come_as_json(
    command: Run, sample: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    package = json.loads(sample.read_text(encoding="utf-8"))
    package["texts"] = {"problems": "问题3个。"}
    package["texts"]["general"] = "😀收到信息公开申请９件，培训2次。"
    package["notes"] = {"disclosure": "注：公开4条。"}
    changed = tmp_path / "改过.nianbao"
    changed.write_text(json.dumps(package), encoding="utf-8")
    command("check", changed, "--json")

    first, *others = json.loads(capsys.readouterr().out)["figures"]
    assert first == {
        "section": "general",
        "start": 9,
        "text": "９件",
        "value": "9",
        "relation": "cell",
        "cells": ["applications.new_received.total"],
        "agrees": False,
    }
    assert [(f["section"], f["text"], f["relation"], f["cells"]) for f in others] == [
        ("general", "2次", "none", []),
        ("problems", "3个", "none", []),
        ("note:disclosure", "4条", "none", []),
    ]


def test_that_a_pdf_is_written(command: Run, sample: Path, tmp_path: Path) -> None:
    assert command("pdf", sample, "-o", tmp_path / "年报.pdf") == 0
    assert (tmp_path / "年报.pdf").read_bytes().startswith(b"%PDF-")


def pages_of(path: Path) -> list[bytes]:
    """The content of each page."""
    with pikepdf.open(path) as pdf:
        return [page.Contents.read_bytes() for page in pdf.pages]


def are_marked(path: Path) -> list[bool]:
    """Of each page, whether a word is drawn across it."""
    with pikepdf.open(path) as pdf:
        return ["/XObject" in page.resources for page in pdf.pages]


def test_that_a_draft_is_marked_and_can_be_printed_as_final(
    command: Run, sample: Path, tmp_path: Path
) -> None:
    assert command("pdf", sample, "-o", tmp_path / "draft.pdf") == 0
    assert command("pdf", sample, "-o", tmp_path / "final.pdf", "--final") == 0
    assert set(are_marked(tmp_path / "draft.pdf")) == {True}
    assert set(are_marked(tmp_path / "final.pdf")) == {False}


def test_that_a_final_report_is_not_marked(command: Run, sample: Path, tmp_path: Path) -> None:
    package = json.loads(sample.read_text(encoding="utf-8"))
    final = tmp_path / "final.nianbao"
    final.write_text(json.dumps(package | {"status": "final", "finalised_on": "2021-01-20"}))
    assert command("pdf", final, "-o", tmp_path / "final.pdf") == 0
    assert set(are_marked(tmp_path / "final.pdf")) == {False}


def test_that_a_report_with_errors_is_not_printed_as_final(
    command: Run, faulty: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command("pdf", faulty, "-o", tmp_path / "a.pdf", "--final") == 2
    assert capsys.readouterr().err.startswith("还有4处必须改的错误，不能按定稿打印；请")
    assert not (tmp_path / "a.pdf").exists()


def test_that_the_page_is_set_as_told(command: Run, sample: Path, tmp_path: Path) -> None:
    printed = []
    for options in ([], ["--one-sided"], ["--landscape"]):
        assert command("pdf", sample, "-o", tmp_path / "a.pdf", *options) == 0
        printed.append(pages_of(tmp_path / "a.pdf"))
    assert len({tuple(pages) for pages in printed}) == 3


@pytest.mark.parametrize("options", [[], ["--final"]])
def test_that_a_package_comes_back_from_its_pdf(
    options: list[str], command: Run, sample: Path, tmp_path: Path
) -> None:
    assert command("pdf", sample, "-o", tmp_path / "a.pdf", *options) == 0
    assert command("import", tmp_path / "a.pdf", "-o", tmp_path / "a.nianbao") == 0
    assert (tmp_path / "a.nianbao").read_bytes() == sample.read_bytes()


@pytest.mark.parametrize("name", ["blank", "rules"])
def test_that_what_belongs_to_an_edition_is_printed(
    name: str, command: Run, tmp_path: Path
) -> None:
    assert command(name, "2021", "-o", tmp_path / "a.pdf") == 0
    assert (tmp_path / "a.pdf").read_bytes().startswith(b"%PDF-")


def test_that_the_findings_are_printed(command: Run, faulty: Path, tmp_path: Path) -> None:
    assert command("findings", faulty, "-o", tmp_path / "a.pdf") == 0
    assert (tmp_path / "a.pdf").read_bytes().startswith(b"%PDF-")


def test_that_the_sample_is_checked_and_printed_under_build(
    command: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command("sample") == 0
    assert (tmp_path / "build" / "sample.pdf").read_bytes().startswith(b"%PDF-")
    assert "build" in capsys.readouterr().out


@pytest.mark.parametrize("name", ["import", "export"])
def test_that_a_package_comes_out_as_it_went_in(
    name: str, command: Run, sample: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out.nianbao"
    assert command(name, sample, "-o", out) == 0
    assert out.read_bytes() == sample.read_bytes()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["check", "nowhere.nianbao"], "读不了文件“nowhere.nianbao”"),
        (["check"], "缺少"),
        (["check", "a.nianbao", "--xml"], "没有“--xml”这个选项"),
        (["frobnicate"], "命令不对"),
        (["pdf", "SAMPLE"], "缺少"),
        (["pdf", "SAMPLE", "-o", "no/such/folder/a.pdf"], "写不了"),
        (["export", "SAMPLE", "-o", "a.odt"], "a.odt"),
        (["blank", "2020", "-o", "a.pdf"], "没有格式版本“2020”"),
        (["import", "report.docx", "-o", "a.nianbao"], "report.docx"),
    ],
)
def test_that_a_refusal_is_one_sentence_on_standard_error_and_nothing_is_written(
    arguments: list[str],
    said: str,
    command: Run,
    sample: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    given = [str(sample) if argument == "SAMPLE" else argument for argument in arguments]
    assert command(*given) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert said in captured.err
    assert captured.err.endswith("。\n")
    assert captured.err.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


def test_that_the_program_runs_a_command_without_a_screen(
    root: Path, sample: Path, tmp_path: Path
) -> None:
    process = subprocess.run(
        [sys.executable, str(root / "main.py"), "check", str(sample)],
        cwd=tmp_path,
        env={"PATH": "", "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert (process.returncode, process.stdout) == (0, "共0个问题，缺数待核0项。\n")
    assert process.stderr == ""


def test_that_an_unknown_option_of_the_window_is_refused_in_words(root: Path) -> None:
    process = subprocess.run(
        [sys.executable, str(root / "main.py"), "--frobnicate"],
        env={"PATH": "", "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert process.returncode == 2
    assert process.stderr.startswith("命令不对")


def test_that_a_folder_that_cannot_be_made_is_refused(
    command: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "build").write_text("a file where the folder should be")
    assert command("sample") == 2
    assert capsys.readouterr().err == "文件读写不成（build），请检查位置和权限。\n"


def test_that_no_english_is_said(command: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert command("frobnicate") == 2
    assert capsys.readouterr().err == "命令不对，请用 --help 看用法。\n"


def test_that_last_years_report_is_compared_with_when_given(
    command: Run,
    tmp_path: Path,
    package_of_case: Callable[[str], dict[str, Any]],
    capsys: pytest.CaptureFixture[str],
) -> None:
    paths = {case: tmp_path / f"{case}.nianbao" for case in ("010", "011")}
    for case, path in paths.items():
        package = package_of_case(case)
        if case == "010":
            package["cells"]["applications.carried_out.business"] = "4"
        path.write_text(json.dumps(package), encoding="utf-8")

    command("check", paths["011"])
    assert "X01" not in capsys.readouterr().out
    command("check", paths["011"], "--previous", paths["010"])
    assert "警告 X01 商业企业列：二、上年结转填了3" in capsys.readouterr().out
    assert command("check", paths["010"], "--previous", paths["011"]) == 2
    assert "2022年度" in capsys.readouterr().err


def test_that_json_names_the_cell_to_blame(
    command: Run, faulty: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command("check", faulty, "--json")
    found = json.loads(capsys.readouterr().out)["findings"]
    cell = "applications.granted.total"
    (culprits,) = (f["culprits"] for f in found if f["culprits"] and cell in f["cells"])

    assert culprits[0] == [{"cell": cell, "value": "1"}]


def test_that_the_reasons_are_printed_as_an_annex(
    command: Run, sample: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command("explanations", sample, "-o", tmp_path / "说明.pdf") == 0
    assert (tmp_path / "说明.pdf").read_bytes().startswith(b"%PDF-")


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["check", "{faulty}"], 1),
        (["check", "{faulty}", "--json"], 1),
        (["check", "{sample}", "--json"], 0),
        (["form", "2021"], 0),
        (["check", "nowhere.nianbao"], 2),
    ],
)
def test_that_a_command_into_a_closed_pipe_ends_quietly_with_its_own_code(
    arguments: list[str], code: int, root: Path, sample: Path, faulty: Path
) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    given = [argument.format(faulty=faulty, sample=sample) for argument in arguments]
    stderr = writer if code == 2 else subprocess.PIPE
    process = subprocess.run(
        [sys.executable, str(root / "main.py"), *given],
        env={"PATH": "", "PYTHONUTF8": "1"},
        stdout=writer,
        stderr=stderr,
        check=False,
    )
    os.close(writer)

    assert process.returncode == code
    assert not process.stderr


def test_that_findings_can_be_asked_for_without_an_output(
    command: Run, faulty: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdout", None)  # as in a Windows program without a console

    assert command("check", faulty, "--json") == 1
    assert command("check", faulty) == 1


def test_that_a_backup_is_said_to_be_good_or_refused(
    command: Run,
    session: Session,
    reports: Reports,
    folder: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    path = Backups(folder, reports.forms).make(reports.database, "手动").backup.paths[0]
    assert command("verify", path) == 0
    assert capsys.readouterr().out == "备份完好。\n"

    path.write_bytes(path.read_bytes()[:5000])
    assert command("verify", path) == 2
    assert "请换一个备份" in capsys.readouterr().err


def test_that_a_command_ended_by_ctrl_c_says_nothing_and_leaves_nothing(
    command: Run,
    sample: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def press_ctrl_c(*_: object) -> None:
        signal.raise_signal(signal.SIGINT)

    monkeypatch.setattr("core.commands.read_report", press_ctrl_c)
    for words in (["check", sample], ["pdf", sample, "-o", tmp_path / "a.pdf"]):
        assert command(*words) == 130
        out, err = capsys.readouterr()
        assert (out, err.strip()) == ("", "")
    assert list(tmp_path.iterdir()) == []
