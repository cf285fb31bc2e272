from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog

from core.report.report import Agency
from tests.gui.hands import Clerk, answer, choose_file


@pytest.mark.parametrize("yes", [True, False])
def test_that_a_name_without_its_ending_gets_it_and_nothing_is_overwritten_unasked(
    filled: Clerk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, yes: bool
) -> None:
    asked = answer(monkeypatch, yes=yes)
    choose_file(monkeypatch, tmp_path / "2020年")
    filled.window.actions_["save_package"].trigger()
    path = tmp_path / "2020年.nianbao"
    assert path.exists()
    assert asked == []
    path.write_text("旧的", encoding="utf-8")
    filled.window.actions_["save_package"].trigger()
    assert asked == ["“2020年.nianbao”已经有了，要替换它吗？"]
    assert (path.read_text(encoding="utf-8") == "旧的") is not yes


def test_that_the_file_dialog_offers_the_title_and_the_folder_of_last_time(
    filled: Clerk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    choose_file(monkeypatch, tmp_path / "一.nianbao")
    filled.window.actions_["save_package"].trigger()
    offered: list[str] = []

    def note(_parent: object, _title: str, path: str, _kinds: str) -> tuple[str, str]:
        offered.append(path)
        return "", ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", note)
    filled.window.actions_["save_pdf"].trigger()
    filled.wait()
    assert offered == [str(tmp_path / f"{filled.live.report.composed_title}（草稿）.pdf")]


def test_that_the_name_offered_for_a_file_can_be_one(
    clerk: Clerk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clerk.start_report(Agency("县委办/政府办", "county", "office_for_government"), 2024)
    offered: list[str] = []

    def choose(_parent: object, _title: str, name: str, _kinds: str) -> tuple[str, str]:
        offered.append(Path(name).name)
        return str(tmp_path / "a.nianbao"), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    clerk.window.actions_["save_package"].trigger()
    assert offered == ["县委办_政府办2024年政府信息公开工作年度报告.nianbao"]


def test_that_a_name_that_is_too_long_with_its_ending_is_refused_in_words(
    filled: Clerk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = answer(monkeypatch)
    choose_file(monkeypatch, tmp_path / ("a" * 250))
    filled.window.actions_["save_package"].trigger()
    (said,) = asked
    assert "太长，存不了" in said
