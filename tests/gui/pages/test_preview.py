"""The preview: the pages as they print, beside the typing, and up to date."""

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from gui.pages.page_view import CONTEXT, FULL_SIZE, LARGEST, SMALLEST, PageView
from gui.pages.press import Sheets
from gui.pages.preview import Preview
from tests.gui.hands import CTRL, Clerk, Key, answer, bring_to_front

FIRST = "applications.new_received.natural_person"
LAST = "review_litigation.suit_after_review.total"
RARE = "\ue000"  # a private character: no face has it


class Reader:
    """Looks at the preview of a clerk's window."""

    def __init__(self, clerk: Clerk) -> None:
        self.clerk = clerk
        clerk.window.actions_["preview"].trigger()
        self.wait_until_drawn()
        self.go_back_to_typing()

    @property
    def preview(self) -> Preview:
        found = [w for w in self.clerk.window.findChildren(Preview) if w.isVisible()]
        assert len(found) == 1
        return found[0]

    @property
    def view(self) -> PageView:
        return self.preview.view

    @property
    def sheets(self) -> Sheets:
        assert self.view.sheets is not None
        return self.view.sheets

    def go_back_to_typing(self) -> None:
        bring_to_front(self.clerk.window, self.clerk.qtbot)

    def wait_until_drawn(self, unlike: Sheets | None = None) -> None:
        """Until all in sight is drawn, of other sheets than these."""

        def drawn() -> bool:
            view = self.view
            pictures = [view.pictures.get(page, (None,))[0] for page in view.visible()]
            return (
                view.sheets is not unlike
                and bool(pictures)
                and all(sheets is view.sheets for sheets in pictures)
                and not view.jobs
                and not self.preview.pause.isActive()
            )

        self.clerk.qtbot.waitUntil(drawn)

    def seen(self, page: int) -> QImage:
        """The part of a page in sight, as it is on the screen."""
        view = self.view
        rect = view.rects[page].translated(-view.offset) & view.viewport().rect()
        return view.viewport().grab(rect).toImage()

    def box(self, place: str) -> QRect:
        """Where a place is in the view."""
        box = self.view.box_of(self.sheets.pdf.places[place]).toAlignedRect()
        return box.translated(-self.view.offset)


@pytest.fixture
def reader(filled: Clerk) -> Reader:
    filled.tabs.show_section("general")
    return Reader(filled)


def test_that_the_preview_shows_the_pages_of_the_pdf(reader: Reader) -> None:
    view = reader.view
    reader.preview.fit_page.trigger()
    view.show_place("")
    count = len(reader.sheets.sizes)
    assert count == reader.preview.list.model().rowCount()
    for page in range(count):
        view.go_to_page(page)
        reader.wait_until_drawn()
        assert view.page == page
        assert reader.preview.page_box.text() == f"{page + 1} / {count}"
        assert reader.preview.list.currentIndex().row() == page
        scale = view.zoom * FULL_SIZE
        expected = reader.clerk.window.acts.press.picture(reader.sheets, page, scale).result()
        seen = reader.seen(page).convertToFormat(QImage.Format.Format_Grayscale8)
        inside = seen.rect().adjusted(2, 2, -2, -2)  # without the frame
        assert seen.copy(inside) == expected.copy(inside), page


def test_that_an_edit_is_shown_soon(reader: Reader) -> None:
    reader.view.show_place(FIRST)
    reader.wait_until_drawn()
    before, old = reader.seen(reader.view.page), reader.sheets
    reader.clerk.fill(FIRST, "87654321")
    reader.wait_until_drawn(unlike=old)
    assert reader.seen(reader.view.page) != before
    pictures = reader.preview.list.page_model.pictures
    reader.clerk.qtbot.waitUntil(lambda: len(pictures) == len(reader.sheets.sizes))


def test_that_many_edits_make_the_pages_anew_once(
    reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[object] = []
    make = reader.clerk.window.acts.press.make

    def count(*job: Any) -> Any:
        made.append(job)
        return make(*job)

    monkeypatch.setattr(reader.clerk.window.acts.press, "make", count)
    old = reader.sheets
    reader.clerk.go_to(FIRST)
    for figure in "123":
        reader.clerk.keys(figure)
        reader.clerk.key(Key.Key_Return)
    reader.wait_until_drawn(unlike=old)
    assert len(made) < 3
    assert reader.clerk.stored[FIRST] == "1"


def test_that_the_preview_stays_where_it_is_while_a_text_grows(reader: Reader) -> None:
    reader.view.go_to_page(2)
    reader.wait_until_drawn()
    top, old = reader.view.verticalScrollBar().value(), reader.sheets
    field = reader.clerk.field("problems")
    reader.view.go_to_page(2)
    reader.clerk.write(field, "又写了一句。")
    field.commit_pending_edit()
    reader.wait_until_drawn(unlike=old)
    assert reader.view.verticalScrollBar().value() == top


def test_that_the_cell_the_clerk_goes_to_is_in_sight_and_marked(reader: Reader) -> None:
    for cell in (FIRST, LAST, "documents.regulations.made", FIRST):
        reader.clerk.go_to(cell)
        reader.wait_until_drawn()
        box = reader.box(cell)
        assert reader.view.viewport().rect().contains(box)
        shown = reader.view.viewport().grab().toImage()
        accent = reader.clerk.window.desk.theme.shades.accent
        edge = shown.pixelColor(QPoint(box.center().x(), box.top()))
        assert abs(edge.hue() - accent.hue()) < 20, cell


def test_that_a_place_in_sight_is_marked_without_scrolling(reader: Reader) -> None:
    reader.clerk.go_to(FIRST)
    reader.wait_until_drawn()
    top = reader.view.verticalScrollBar().value()
    reader.clerk.go_to("applications.carried_in.natural_person")
    assert reader.view.verticalScrollBar().value() == top


def test_that_a_chosen_finding_is_shown_on_its_page(reader: Reader) -> None:
    reader.clerk.fill("applications.new_received.total", "9")
    reader.wait_until_drawn()
    reader.view.go_to_page(0)
    reader.clerk.key(Key.Key_F8)
    finding = reader.clerk.live.checked.findings[0]
    box = reader.box(finding.anchor)
    assert reader.view.viewport().rect().contains(box)
    assert reader.view.viewport().height() - box.bottom() > CONTEXT


def test_that_a_character_no_face_has_is_said_in_place_of_the_pages(reader: Reader) -> None:
    field = reader.clerk.field("problems")
    text = field.text
    reader.clerk.commit(RARE, field)
    field.commit_pending_edit()
    reader.clerk.qtbot.waitUntil(lambda: bool(reader.view.sentence))
    assert "U+E000" in reader.view.sentence
    assert reader.view.sheets is None
    assert reader.preview.list.model().rowCount() == 0
    assert not reader.preview.page_box.isEnabled()
    reader.clerk.window.actions_["undo"].trigger()
    reader.wait_until_drawn()
    assert field.text == text
    assert reader.view.sentence == ""
    assert reader.preview.page_box.isEnabled()


def test_that_the_pages_can_be_zoomed(reader: Reader) -> None:
    view, preview = reader.view, reader.preview
    assert preview.fit_width.isChecked()
    assert view.horizontalScrollBar().maximum() == 0
    preview.larger.trigger()
    assert not preview.fit_width.isChecked()
    zoom = view.zoom
    preview.smaller.trigger()
    assert view.zoom < zoom
    preview.full_size.trigger()
    assert view.zoom == 1
    assert preview.full_size.text() == "100%"
    assert view.rects[0].width() == pytest.approx(210 / 25.4 * 96, abs=1)
    preview.fit_page.trigger()
    assert view.rects[0].height() < view.viewport().height()
    assert preview.fit_page.isChecked()
    for _ in range(20):
        preview.larger.trigger()
    assert view.zoom == LARGEST
    for _ in range(30):
        preview.smaller.trigger()
    assert view.zoom == SMALLEST
    preview.fit_width.trigger()
    reader.wait_until_drawn()


def test_that_zoom_and_resizing_keep_the_page_in_sight(reader: Reader) -> None:
    reader.view.go_to_page(2)
    for action in ("larger", "larger", "fit_page", "full_size", "fit_width"):
        getattr(reader.preview, action).trigger()
        assert reader.view.page == 2, action
    reader.preview.resize(900, 500)
    QApplication.processEvents()
    assert reader.view.page == 2
    assert reader.view.horizontalScrollBar().maximum() == 0


def test_that_pages_are_reached_by_number_list_and_keys(reader: Reader) -> None:
    preview, view, qtbot = reader.preview, reader.view, reader.clerk.qtbot
    preview.page_box.setFocus()
    preview.page_box.selectAll()
    qtbot.keyClicks(preview.page_box, "3")
    qtbot.keyClick(preview.page_box, Key.Key_Return)
    assert view.page == 2
    index = preview.list.model().index(1, 0)
    place = preview.list.visualRect(index).center()
    qtbot.mouseClick(preview.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert view.page == 1
    qtbot.keyClick(view, Key.Key_End)
    assert view.page == len(reader.sheets.sizes) - 1
    qtbot.keyClick(view, Key.Key_Home)
    assert view.page == 0


def test_that_the_choice_of_pages_is_kept_and_holds_for_preview_and_file(
    reader: Reader, open_window: Callable[[], object]
) -> None:
    old = reader.sheets
    reader.preview.one_sided.trigger()
    reader.wait_until_drawn(unlike=old)
    assert reader.sheets.pdf.content != old.pdf.content
    printing = reader.clerk.window.acts.printing
    assert not printing.setup.two_sided
    reader.preview.landscape.trigger()
    assert printing.setup.landscape_tables
    reader.preview.two_sided.trigger()
    assert printing.setup.two_sided


def test_that_other_documents_are_shown_in_the_same_window(reader: Reader) -> None:
    titles = {"blank_form": "空白表", "rule_book": "核对规则", "findings_list": "问题清单"}
    for name, words in titles.items():
        old = reader.sheets
        reader.clerk.window.actions_[name].trigger()
        reader.wait_until_drawn(unlike=old)
        assert words in reader.preview.windowTitle()
        assert reader.sheets.pdf.content.startswith(b"%PDF-")


def test_that_the_findings_list_follows_the_edits(reader: Reader) -> None:
    reader.clerk.window.actions_["findings_list"].trigger()
    old = reader.sheets
    reader.wait_until_drawn(unlike=old)
    reader.go_back_to_typing()
    old = reader.sheets
    reader.clerk.fill("applications.new_received.total", "9")
    reader.wait_until_drawn(unlike=old)
    assert reader.sheets.pdf.content != old.pdf.content


def test_that_the_preview_shows_a_figure_still_being_typed(filled: Clerk) -> None:
    filled.go_to(FIRST)
    filled.keys("41")
    reader = Reader(filled)
    assert filled.stored[FIRST] == "41"
    assert reader.view.viewport().rect().contains(reader.box(FIRST))


def test_that_another_report_takes_the_place_of_the_one_shown(
    reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    old, title = reader.sheets, reader.preview.windowTitle()
    reader.clerk.start_report(reader.clerk.live.report.agency, 2024)
    reader.wait_until_drawn(unlike=old)
    assert reader.preview.windowTitle() == title.replace("2020年", "2024年")
    answer(monkeypatch)
    preview = reader.preview
    reader.clerk.window.actions_["delete_report"].trigger()
    assert not preview.isVisible()


@pytest.mark.parametrize("key", [Key.Key_Escape, Key.Key_F9])
def test_that_the_preview_is_closed_by_a_key_and_opens_where_it_was(
    reader: Reader, key: Qt.Key
) -> None:
    preview = reader.preview
    preview.resize(700, 500)
    bring_to_front(preview, reader.clerk.qtbot)
    reader.clerk.qtbot.keyClick(preview.view, key)
    assert not preview.isVisible()
    reader.go_back_to_typing()
    old = reader.clerk.stored
    reader.clerk.fill(FIRST, "5")  # nothing is made for a window that is closed
    assert reader.clerk.stored != old
    reader.clerk.window.actions_["preview"].trigger()
    assert reader.preview is preview
    assert (preview.width(), preview.height()) == (700, 500)


def test_that_the_window_closes_while_pages_are_made(filled: Clerk) -> None:
    filled.window.actions_["preview"].trigger()
    bring_to_front(filled.window, filled.qtbot)
    for figure in ("2", "3"):
        filled.fill(FIRST, figure)
        QApplication.processEvents()
    filled.window.close()
    assert not any(thread.name.startswith("press") for thread in threading.enumerate())
    assert not any(w.isVisible() for w in filled.window.findChildren(Preview))


def test_that_ctrl_and_the_wheel_zoom(reader: Reader) -> None:
    from PySide6.QtCore import QPointF
    from PySide6.QtGui import QWheelEvent

    zoom = reader.view.zoom
    place = QPointF(reader.view.viewport().rect().center())
    for turn in (120, -120, -120):
        event = QWheelEvent(
            place, place, QPoint(), QPoint(0, turn), Qt.MouseButton.NoButton, CTRL,
            Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(reader.view.viewport(), event)
    assert reader.view.zoom == pytest.approx(zoom / 1.25)
    assert reader.view.fit is None


def test_that_no_report_gives_no_preview(clerk: Clerk, folder: Path) -> None:
    assert not clerk.window.actions_["preview"].isEnabled()
    clerk.window.acts.preview()
    assert clerk.window.findChildren(Preview) == []


@pytest.fixture
def beside(filled: Clerk) -> Reader:
    """Looks at the preview in a window that is wide enough for it."""
    filled.window.resize(1920, 1010)
    return Reader(filled)


def test_that_a_wide_window_has_the_preview_beside_the_report(beside: Reader) -> None:
    window, preview = beside.clerk.window, beside.preview
    assert not preview.isWindow()
    assert window.isAncestorOf(preview)
    assert preview.width() == 600
    assert preview.mapTo(window, QPoint(0, 0)).x() == window.width() - 600

    window.resize(1366, 697)
    beside.clerk.qtbot.waitUntil(preview.isWindow)
    window.resize(1920, 1010)
    beside.clerk.qtbot.waitUntil(lambda: not preview.isWindow())
    assert preview.isVisible()


def test_that_the_preview_goes_and_comes_by_one_key(beside: Reader) -> None:
    preview = beside.preview
    beside.clerk.key(Key.Key_F9)
    assert not preview.isVisible()
    window = beside.clerk.window
    beside.clerk.qtbot.waitUntil(lambda: window.workspace.width() == window.width())
    beside.clerk.key(Key.Key_F9)
    assert preview.isVisible()


def test_that_the_keys_of_the_window_stay_its_own(beside: Reader) -> None:
    """A key that two actions have would do nothing at all."""
    beside.preview.view.setFocus()
    beside.clerk.key(Key.Key_Equal, CTRL)
    assert beside.clerk.window.desk.theme.zoom == 110


def test_that_the_preview_has_a_window_of_its_own_where_it_is_wanted(
    beside: Reader, open_window: Callable[[], Any]
) -> None:
    preview = beside.preview
    preview.move_.trigger()
    assert preview.isWindow()
    assert preview.isVisible()
    preview.close()
    beside.clerk.window.actions_["preview"].trigger()
    assert preview.isWindow()
    preview.move_.trigger()
    assert not preview.isWindow()


@pytest.mark.parametrize("place", [FIRST, LAST, "general"])
def test_that_a_click_on_a_figure_goes_to_its_cell(beside: Reader, place: str) -> None:
    view = beside.view
    view.go_to_page(beside.sheets.pdf.places[place].page)
    view.show_place(place)
    view.show_place("")
    beside.wait_until_drawn()
    beside.clerk.qtbot.mouseMove(view.viewport(), beside.box(place).center())
    beside.clerk.qtbot.mouseClick(
        view.viewport(), Qt.MouseButton.LeftButton, pos=beside.box(place).center()
    )
    assert beside.clerk.tabs.place == place
    assert beside.clerk.tabs.isAncestorOf(beside.clerk.focus)


def test_that_a_click_beside_all_figures_goes_nowhere(beside: Reader) -> None:
    before = beside.clerk.tabs.place
    beside.clerk.qtbot.mouseClick(
        beside.view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(5, 5)
    )
    assert beside.clerk.tabs.place == before
