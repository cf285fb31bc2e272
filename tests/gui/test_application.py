"""Starting the program, and what it does when something goes wrong."""

import logging
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from typing import Any
from unittest.mock import Mock

import pytest
from PySide6.QtCore import QCoreApplication, QLocale, QTimer
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QLineEdit, QTextEdit
from pytestqt.qtbot import QtBot

from core.resources import Resources
from core.store.data_folder import choose_folder, copy_data
from gui import application
from gui.window import hand_over
from gui.window.main_window import MainWindow
from tests.core.broken import SECRET, break_rule
from tests.gui.hands import AGENCY, Clerk, answer

START = """
import sys
from pathlib import Path
from core.resources import Resources
from gui.application import make_application, make_window
resources = Resources(Path("resources"))
application = make_application(resources)
window = make_window(resources, Path(sys.argv[1]))
window.show()
window.desk.open_last_report()
application.processEvents()
assert window.isVisible()
print(*sorted(sys.modules), sep="\\n")
"""


def fail() -> None:
    _ = 1 / 0


@contextmanager
def stand_in_for_the_event_loop(
    monkeypatch: pytest.MonkeyPatch, qapp: QApplication
) -> Iterator[list[str]]:
    """Lets `application.run` go through once; yields the titles of its windows meanwhile."""
    titles: list[str] = []

    class StandIn:
        def exec(self) -> int:
            shown = [w for w in qapp.topLevelWidgets() if w.isVisible()]
            while any(w.desk.work.is_on for w in shown if isinstance(w, MainWindow)):
                qapp.processEvents()
            titles.extend(window.windowTitle() for window in shown)
            for window in shown:
                window.close()
                window.deleteLater()
            return 0

    monkeypatch.setattr(application, "make_application", lambda _: StandIn())
    monkeypatch.setattr(application, "gc", Mock())  # the collector stays off during a test
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    yield titles


def test_that_the_program_opens_the_last_report(
    clerk: Clerk,
    resources: Resources,
    folder: Path,
    qapp: QApplication,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    clerk.start_report(AGENCY, 2024)
    clerk.window.close()
    with stand_in_for_the_event_loop(monkeypatch, qapp) as titles:
        assert application.run(resources, folder, None) == 0
        assert not vars(application)["gc"].enable.called  # the press's thread could collect then
    assert titles == ["示例街道办事处 2024年度 - 年报"]


def test_that_a_package_given_at_the_start_is_opened(
    resources: Resources,
    folder: Path,
    sample_path: Path,
    qapp: QApplication,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with stand_in_for_the_event_loop(monkeypatch, qapp) as titles:
        assert application.run(resources, folder, sample_path) == 0
    assert titles == ["示例街道 2020年度 - 年报"]


def test_that_a_bad_package_at_the_start_is_told_and_the_window_opens(
    resources: Resources,
    folder: Path,
    tmp_path: Path,
    qapp: QApplication,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked = answer(monkeypatch)
    with stand_in_for_the_event_loop(monkeypatch, qapp) as titles:
        assert application.run(resources, folder, tmp_path / "没有.nianbao") == 0
    assert len(asked) == 1
    assert "读不了文件“没有.nianbao”" in asked[0]
    assert titles == ["年报"]


def test_that_a_data_folder_that_cannot_be_used_is_told_and_ends_the_program(
    resources: Resources, tmp_path: Path, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = answer(monkeypatch)
    (tmp_path / "file").write_text("", encoding="utf-8")
    with stand_in_for_the_event_loop(monkeypatch, qapp) as titles:
        assert application.run(resources, tmp_path / "file" / "data", None) == 1
    assert len(asked) == 1
    assert "不能读写，请检查权限，或换一个文件夹。" in asked[0]
    assert titles == []


def test_that_a_second_program_on_the_same_folder_is_told_and_ends(
    clerk: Clerk,
    resources: Resources,
    folder: Path,
    qapp: QApplication,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked = answer(monkeypatch)
    monkeypatch.setattr(hand_over, "PATIENCE", 0.1)  # the window of the test takes nothing
    with stand_in_for_the_event_loop(monkeypatch, qapp):
        assert application.run(resources, folder, None) == 1
    assert not (folder / hand_over.FILE_NAME).exists()
    assert "年报已经打开了，请用已经打开的窗口" in asked[0]
    clerk.start_report(AGENCY, 2024)
    clerk.fill("applications.granted.other", "1")
    assert clerk.stored == {"applications.granted.other": "1"}


@pytest.mark.parametrize(("broken", "windows"), [("MainWindow", 0), ("_open_first", 1)])
def test_that_no_start_ends_without_a_window_or_a_sentence(
    resources: Resources,
    folder: Path,
    qapp: QApplication,
    monkeypatch: pytest.MonkeyPatch,
    broken: str,
    windows: int,
) -> None:
    asked = answer(monkeypatch)
    folder.mkdir()
    with stand_in_for_the_event_loop(monkeypatch, qapp) as titles:
        monkeypatch.setattr(application, broken, lambda *_: fail())
        assert application.run(resources, folder, None) == 1 - windows
        qapp.processEvents()
    assert len(titles) == windows
    assert len(asked) == 1
    assert asked[0].startswith("软件出了意外")
    assert "ZeroDivisionError" in (folder / "错误记录.txt").read_text(encoding="utf-8")


def test_that_an_unforeseen_error_is_told_in_a_sentence_and_recorded(
    tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = answer(monkeypatch)
    record = tmp_path / "错误记录.txt"
    application.report_mishaps_to(record)
    for _ in range(2):  # as with every repaint: both are recorded, one sentence stands
        QTimer.singleShot(0, fail)
    qtbot.waitUntil(lambda: bool(asked))
    assert len(asked) == 1
    assert asked[0] == f"软件出了意外，已经存上的内容没有影响；请把“{record}”发给软件提供方。"
    text = record.read_text(encoding="utf-8")
    assert text.count("ZeroDivisionError: division by zero") == 2
    assert "Traceback" in text


def test_that_a_rule_that_cannot_be_judged_is_recorded_once_and_without_the_text(
    draft: Clerk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    record = tmp_path / "错误记录.txt"
    application.report_mishaps_to(record)
    rule = draft.live.report.form.rules[0]
    break_rule(rule, monkeypatch)
    draft.field("general").setPlainText(SECRET)
    draft.fill("applications.granted.other", "1")
    draft.fill("applications.granted.other", "2")

    text = record.read_text(encoding="utf-8")
    assert text.count(f"{rule.id}: ValueError") == 1
    assert "equations.py:" in text
    assert SECRET not in text


def test_that_an_error_that_cannot_be_recorded_is_still_told(
    tmp_path: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    asked = answer(monkeypatch)
    application.report_mishaps_to(tmp_path / "nowhere" / "错误记录.txt")
    QTimer.singleShot(0, fail)
    qtbot.waitUntil(lambda: bool(asked))
    assert "ZeroDivisionError" in capsys.readouterr().err


def test_that_an_error_in_an_action_leaves_the_window_usable(
    draft: Clerk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = answer(monkeypatch)
    record = tmp_path / "错误记录.txt"
    application.report_mishaps_to(record)
    monkeypatch.setattr("gui.window.acts.fill_zeros", None)
    draft.window.actions_["fill_zeros"].trigger()
    draft.qtbot.waitUntil(lambda: len(asked) == 1)
    assert "'NoneType' object is not callable" in record.read_text(encoding="utf-8")
    draft.fill("applications.granted.other", "1")
    assert draft.stored == {"applications.granted.other": "1"}


def test_that_garbage_is_collected_by_the_window_s_thread(
    draft: Clerk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(application, "COLLECTION_PAUSE", 0)
    monkeypatch.setattr(application, "WORTH_COLLECTING", -1)
    threads: list[threading.Thread] = []

    class Ring:
        def __init__(self) -> None:
            self.itself = self

        def __del__(self) -> None:
            threads.append(threading.current_thread())

    Ring()
    application.collect_garbage_in_this_thread(draft.window)
    draft.qtbot.waitUntil(lambda: threads == [threading.main_thread()])


def test_that_qt_speaks_chinese(qtbot: QtBot) -> None:
    box = QDialogButtonBox()
    standard = QDialogButtonBox.StandardButton
    buttons = (standard.Ok, standard.Cancel, standard.Yes, standard.No, standard.Save)
    texts = [box.addButton(button).text() for button in buttons]
    assert texts == ["确定", "取消", "是(&Y)", "否(&N)", "保存"]
    assert QLocale().language() == QLocale.Language.Chinese
    assert QCoreApplication.translate("QFileDialog", "File &name:") == "文件名称(&N)："
    for editor in (QTextEdit(), QLineEdit()):
        qtbot.addWidget(editor)
        menu = editor.createStandardContextMenu()
        names = [action.text().partition("\t")[0] for action in menu.actions() if action.text()]
        assert {"剪切(&T)", "复制(&C)", "粘贴(&P)", "全选"} <= set(names), names
        assert all(any("\u4e00" <= c <= "\u9fff" for c in name) for name in names), names
        menu.deleteLater()


@pytest.fixture(autouse=True)
def own_record(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a test has recorded is not recorded by the tests after it."""
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(logging.getLogger("core"), "handlers", [])


@pytest.fixture(scope="module")
def started(root: Path, tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The modules of a program that has opened its window, with a report."""
    folder = tmp_path_factory.mktemp("data")
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-c", START, str(folder)],
        cwd=root,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    return done.stdout.split()


@pytest.mark.parametrize(
    "module",
    [
        "reportlab",
        "pikepdf",
        "pypdfium2",
        "PIL",
        "core.commands",
        "core.writers.pdf",
        "PySide6.QtPrintSupport",
        "gui.pages.press",
        "gui.pages.printing",
        "gui.window.report_files",
    ],
)
def test_that_what_the_first_window_does_not_need_is_not_imported(
    started: list[str], module: str
) -> None:
    assert "gui.window.main_window" in started
    assert module not in started


@pytest.mark.parametrize(
    ("given", "input_methods"),
    [
        ({}, None),
        ({"QT_IM_MODULE": "ibus"}, None),
        ({"QT_IM_MODULE": "fcitx"}, "fcitx;ibus"),
        ({"QT_IM_MODULE": "fcitx5"}, "fcitx;ibus"),
        ({"QT_IM_MODULE": "fcitx5", "QT_IM_MODULES": "wayland;fcitx"}, "wayland;fcitx"),
    ],
)
def test_that_on_linux_printers_are_local_and_fcitx_has_a_second(
    given: dict[str, str], input_methods: str | None
) -> None:
    environment = dict(given)
    application.suit_linux(environment)

    assert environment["CUPS_SERVER"].startswith("/")
    assert environment.get("QT_IM_MODULES") == input_methods


def test_that_another_window_goes_on_where_the_data_were_moved_to(
    clerk: Clerk,
    resources: Resources,
    folder: Path,
    tmp_path: Path,
    qapp: QApplication,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    clerk.start_report(AGENCY, 2024)
    other = tmp_path / "新的"
    other.mkdir()
    copy_data(clerk.window.desk.reports, other, clerk.window.desk.reports.forms)
    clerk.start_report(AGENCY, 2023)
    clerk.window.close()
    moved: list[Path] = []

    def make_window(*arguments: Any) -> MainWindow:
        window = make(*arguments)
        moved.append(window.desk.data)
        if len(moved) == 1:
            choose_folder(folder, other)
            window.desk.next_data = other
        return window

    make = application.make_window
    monkeypatch.setattr(application, "make_window", make_window)
    with stand_in_for_the_event_loop(monkeypatch, qapp) as titles:
        assert application.run(resources, folder, None, movable=True) == 0
        assert moved == [folder, other]
        assert titles == [f"{AGENCY.name} {year}年度 - 年报" for year in (2023, 2024)]
        assert application.run(resources, folder, None, movable=True) == 0
        assert application.run(resources, folder, None) == 0
    assert moved[2:] == [other, folder]


def test_that_the_record_of_mishaps_does_not_grow_for_ever_and_keeps_the_newest(
    tmp_path: Path,
) -> None:
    record = application.MishapRecord(tmp_path / "错误记录.txt")
    for n in range(400):
        record.write(f"第{n}次 " + "x" * 10_000)
        assert record.file.stat().st_size <= application.LARGEST_RECORD + 11_000
    lines = record.file.read_text(encoding="utf-8").splitlines()
    kept = [int(line[1:].split("次")[0]) for line in lines if line.startswith("第")]
    assert kept == list(range(kept[0], 400))
    assert len(kept) > 40


def test_that_one_mishap_does_not_fill_the_record_nor_fail_for_half_a_character(
    tmp_path: Path,
) -> None:
    record = application.MishapRecord(tmp_path / "错误记录.txt")
    record.write("x" * 5_000_000 + "\ud800，完")
    assert record.file.stat().st_size < 2 * application.LONGEST_ENTRY
    assert "，完" in record.file.read_text(encoding="utf-8")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes in folders here")
def test_that_a_pipe_in_the_place_of_the_record_is_not_waited_for(tmp_path: Path) -> None:
    pipe = tmp_path / "错误记录.txt"
    os.mkfifo(pipe)
    written = Thread(target=application.MishapRecord(pipe).write, args=["意外"], daemon=True)
    written.start()
    written.join(10)
    assert not written.is_alive()
