"""Help at the place where one is, offline, and what can be printed without a report."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu

from core.document.catalogue import PRINTED
from core.resources import Resources
from gui.demands.demands_dialog import DemandsDialog
from gui.helping.help_key import PAGES
from gui.helping.keys_dialog import KeysDialog
from gui.helping.manual import Manual, pages_in
from gui.shared.plain import Label
from tests.gui.hands import Clerk, bring_to_front
from tests.gui.test_layering import modules

Key = Qt.Key

# What the manual quotes that is in no module of the window: states, numbers, words of others.
NOT_QUOTED = {"已写", "15 格未填", "更正第2版", "以……年度年报为底稿", "共 5 件，其中……"}
NOT_OURS = {"文件类型", "保存类型", "另存为"}


def manual_of(clerk: Clerk) -> Manual:
    manual = clerk.window.acts.helping.manual
    assert manual is not None
    return manual


@pytest.mark.parametrize(
    ("section", "page"),
    [("disclosure", "tables"), ("applications", "tables"), ("general", "texts")],
)
def test_that_f1_opens_the_page_on_what_is_in_front(draft: Clerk, section: str, page: str) -> None:
    draft.tabs.show_section(section).setFocus()
    draft.key(Key.Key_F1)

    assert manual_of(draft).isVisible()
    assert manual_of(draft).page == page
    draft.window.acts.helping.close()


def test_that_f1_opens_the_first_steps_where_no_report_is_open(clerk: Clerk) -> None:
    clerk.window.actions_["manual"].trigger()

    assert manual_of(clerk).page == "start"
    clerk.window.acts.helping.close()


def test_that_f1_in_a_dialog_opens_its_page(draft: Clerk) -> None:
    dialog = DemandsDialog(draft.window.desk)
    dialog.open()
    bring_to_front(dialog, draft.qtbot)
    draft.qtbot.keyClick(dialog.focusWidget() or dialog, Key.Key_F1)

    assert manual_of(draft).page == "demands"
    assert manual_of(draft).parent() is dialog
    draft.window.acts.helping.close()
    dialog.close()


def test_that_every_window_with_a_page_is_there(root: Path, resources: Resources) -> None:
    source = "".join(path.read_text("utf-8") for path in modules(root).values())
    pages = {page.name for page in pages_in(resources.help)}

    assert all(f"class {name}(" in source for name in PAGES)
    assert set(PAGES.values()) | {"start", "tables", "texts", "findings"} <= pages


def test_that_every_link_and_picture_of_the_manual_is_there_and_small(
    resources: Resources, root: Path
) -> None:
    linked = re.findall(r"\]\(([^)]+)\)", "".join(p.text for p in pages_in(resources.help)))

    assert len(linked) > 20
    assert {name for name in linked if not (resources.help / name).is_file()} == set()
    pictures = list(resources.help.glob("*.png"))
    assert sum(picture.stat().st_size for picture in pictures) <= 1_500_000
    readme = (root / "README.md").read_text("utf-8")
    assert {p.name for p in pictures if p.name not in linked and p.name not in readme} == set()


def ways_through(actions: Sequence[QAction], before: str = "") -> Iterator[str]:
    """Every way through the menus, as the manual writes it: 文件—也可打印—问题清单."""
    for action in actions:
        name = before + action.text().partition("(&")[0]
        yield name
        menu = action.menu()
        if isinstance(menu, QMenu):
            yield from ways_through(menu.actions(), f"{name}—")


def test_that_the_manual_names_menus_and_buttons_as_they_are_called(
    draft: Clerk, resources: Resources, root: Path
) -> None:
    quoted = set(re.findall("“([^”]+)”", "".join(p.text for p in pages_in(resources.help))))
    menus = {words for words in quoted if "—" in words}
    ways = set(ways_through(draft.window.menuBar().actions()))
    source = "".join(path.read_text("utf-8") for path in modules(root).values()) + "".join(ways)
    said = re.sub(r"\(&.\)", "", source)

    assert len(menus) > 20
    assert menus - ways == set()
    assert {words for words in quoted - menus if words not in said} == NOT_QUOTED | NOT_OURS


def test_that_the_manual_shows_its_pictures_and_follows_no_link_out_of_it(
    draft: Clerk,
) -> None:
    draft.window.acts.helping.show_manual("tables")
    manual = manual_of(draft)

    assert not manual.browser.picture("tables.png").isNull()
    manual.browser.anchorClicked.emit(QUrl("https://example.org/01-start.md"))
    assert manual.page == "tables"
    manual.browser.anchorClicked.emit(QUrl("01-start.md"))
    assert manual.page == "start"
    draft.window.acts.helping.close()


def test_that_words_are_found_in_the_manual(draft: Clerk) -> None:
    draft.window.acts.helping.show_manual("tables")
    manual = manual_of(draft)
    manual.words.setText("地方要求")

    shown = [i for i in range(manual.list.count()) if not manual.list.item(i).isHidden()]
    assert 0 < len(shown) < manual.list.count()
    assert manual.list.currentRow() in shown
    assert manual.browser.textCursor().selectedText() == "地方要求"
    draft.window.acts.helping.close()


def test_that_every_key_is_listed(draft: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[set[str]] = []

    def look(dialog: KeysDialog) -> int:
        shown.append({label.text() for label in dialog.findChildren(Label)})
        return 0

    monkeypatch.setattr(KeysDialog, "exec", look)
    draft.window.actions_["keys"].trigger()
    native = QKeySequence.SequenceFormat.NativeText
    keys = {a.shortcut().toString(native) for a in draft.window.actions_.values()}
    assert keys - {""} <= shown[0]
    assert {"Alt+1", "F6", "F8"} <= shown[0]


@pytest.mark.parametrize("kind", [p.id for p in PRINTED if p.needs == "edition"])
def test_that_what_needs_no_report_is_shown_without_one(clerk: Clerk, kind: str) -> None:
    clerk.window.actions_[kind].trigger()

    preview = clerk.window.acts.printing.preview
    assert preview is not None
    clerk.qtbot.waitUntil(lambda: preview.view.sheets is not None)
    preview.close()
