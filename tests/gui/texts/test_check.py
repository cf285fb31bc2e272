"""Long texts: checked beside the window, said to be, and never trusted before they are."""

import threading
import time
from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication, QProgressDialog

from core.checks.unread import AT_ONCE
from core.report.edits import set_cells, set_text
from core.report.values import LONGEST_TEXT
from gui.texts import check as text_check
from tests.gui.hands import AGENCY, Clerk, Key, answer
from tests.made_up import long_text

FIRST = "applications.new_received.natural_person"
SECRET = "身份证号11010519491231002X。"
LONG = long_text(AT_ONCE + 1000)
WORDS = "正文正在核对…"


class Hold:
    """Holds the checks of long texts at their beginning; `ran` are the threads they ran in."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.ran: list[threading.Thread] = []
        self.gate = threading.Event()
        run = text_check.run

        def held(check: object, overtaken: threading.Event) -> object:
            self.ran.append(threading.current_thread())
            while not (self.gate.is_set() or overtaken.is_set()):
                time.sleep(0.001)
            return run(check, overtaken)  # type: ignore[arg-type]

        monkeypatch.setattr(text_check, "run", held)


@pytest.fixture
def hold(filled: Clerk, monkeypatch: pytest.MonkeyPatch) -> Iterator[Hold]:
    hold = Hold(monkeypatch)
    yield hold
    hold.gate.set()


def write(clerk: Clerk, text: str) -> None:
    clerk.live.session.apply(set_text(clerk.live.report, "general", text))


def on_texts(clerk: Clerk) -> list[str]:
    assert clerk.window.workspace.panel is not None
    return [f.message for f in clerk.window.workspace.panel.model.findings if f.spans]


def test_that_long_texts_are_checked_in_another_thread_and_that_is_said(
    filled: Clerk, hold: Hold
) -> None:
    panel, tabs = filled.window.workspace.panel, filled.tabs
    assert panel is not None
    assert not tabs.tabBar().tabToolTip(0).endswith("正在核对")
    write(filled, LONG + SECRET)
    assert WORDS in filled.window.state_label.words
    assert panel.foot.waiting.isVisible()
    assert panel.head.accessibleName() == "核对：正在核对"
    assert tabs.tabBar().tabToolTip(0).endswith("正在核对")
    assert on_texts(filled) == []

    hold.gate.set()
    filled.wait_for_texts()
    assert threading.main_thread() not in hold.ran
    assert any("身份号码" in message for message in on_texts(filled))
    assert WORDS not in filled.window.state_label.words
    assert not panel.foot.waiting.isVisible()


def test_that_short_texts_are_checked_at_once(filled: Clerk, hold: Hold) -> None:
    write(filled, SECRET)
    assert on_texts(filled)
    assert hold.ran == []


def test_that_a_newer_edit_overtakes_the_check(filled: Clerk, hold: Hold) -> None:
    write(filled, LONG + SECRET)
    filled.qtbot.waitUntil(lambda: len(hold.ran) == 1)
    write(filled, LONG)
    filled.qtbot.waitUntil(lambda: len(hold.ran) == 2)  # the first was broken off, not waited for
    filled.fill(FIRST, "2")
    hold.gate.set()
    filled.wait_for_texts()
    assert not any("身份号码" in message for message in on_texts(filled))
    assert filled.live.checked.figures


def test_that_nothing_is_underlined_by_a_verdict_that_is_out_of_date(
    filled: Clerk, hold: Hold
) -> None:
    field = filled.field("general")
    write(filled, SECRET)
    assert field.extraSelections()
    write(filled, SECRET + LONG)
    assert field.extraSelections() == []
    hold.gate.set()
    filled.wait_for_texts()
    assert field.extraSelections()


def box_of(clerk: Clerk) -> QProgressDialog | None:
    return next((b for b in clerk.window.findChildren(QProgressDialog) if b.isVisible()), None)


def test_that_finalising_waits_for_the_texts_and_is_refused_by_what_is_in_them(
    filled: Clerk, hold: Hold, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = answer(monkeypatch)
    write(filled, LONG + SECRET)
    filled.window.actions_["finalise"].trigger()
    filled.qtbot.waitUntil(lambda: box_of(filled) is not None)
    assert asked == []
    hold.gate.set()
    filled.wait()
    assert len(asked) == 1
    assert "才能定稿" in asked[0]
    assert not filled.live.report.is_final


def test_that_finalising_can_be_stopped_while_the_texts_are_checked(
    filled: Clerk, hold: Hold, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = answer(monkeypatch)
    write(filled, LONG)
    filled.window.actions_["finalise"].trigger()
    filled.qtbot.waitUntil(lambda: box_of(filled) is not None)
    box = box_of(filled)
    assert box is not None
    box.canceled.emit()
    hold.gate.set()
    filled.wait_for_texts()
    assert asked == []
    assert not filled.live.report.is_final
    filled.window.actions_["finalise"].trigger()
    assert filled.live.report.is_final or asked


def test_that_a_list_of_findings_waits_for_the_texts(
    filled: Clerk, hold: Hold, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(filled, LONG + SECRET)
    offered: list[str] = []
    monkeypatch.setattr(
        "gui.pages.printing.ask_where_to_save", lambda _, name, *__: offered.append(name)
    )
    filled.window.acts.printing.save("findings_list")
    assert offered == []
    hold.gate.set()
    filled.qtbot.waitUntil(lambda: bool(offered))
    assert not filled.live.session.texts_wait


@pytest.mark.parametrize("act", ["open another", "close"])
def test_that_a_report_can_be_left_while_its_texts_are_checked(
    filled: Clerk, hold: Hold, act: str
) -> None:
    write(filled, LONG)
    filled.qtbot.waitUntil(lambda: bool(hold.ran))
    if act == "close":
        filled.window.close()
        assert not any(thread.name.startswith("texts") for thread in threading.enumerate())
    else:
        filled.start_report(AGENCY, 2024)
        hold.gate.set()
        filled.wait_for_texts()
        assert filled.live.report.texts == {}


@pytest.mark.slow
def test_that_the_window_lives_while_200_000_characters_are_checked(draft: Clerk) -> None:
    draft.wait_for_texts()
    draft.tabs.show_section("applications")
    longest = []
    for n in range(3):  # by the program's own time, for others take theirs
        write(draft, long_text(199_000 - n).replace("公开", f"公开{n}")[:LONGEST_TEXT])
        gap = 0.0
        last = time.process_time()
        while draft.live.session.texts_wait:
            QApplication.processEvents()
            now = time.process_time()
            last, gap = now, max(gap, now - last)
        longest.append(gap)
    assert min(longest) <= 0.25

    busy = []
    for n in range(1, 6):
        start = time.thread_time()
        draft.live.session.apply(set_cells(draft.live.report, {FIRST: str(n)}))
        busy.append(time.thread_time() - start)
        draft.wait_for_texts()
    assert min(busy) <= 0.1


def test_that_writing_in_a_long_text_goes_on_while_it_is_checked(filled: Clerk, hold: Hold) -> None:
    field = filled.field("general")
    write(filled, LONG)
    filled.key(Key.Key_End)
    filled.write(field, "写下去。")
    assert field.commit_pending_edit()
    hold.gate.set()
    filled.wait_for_texts()
    assert "写下去。" in filled.live.report.texts["general"]
    assert filled.focus is field
