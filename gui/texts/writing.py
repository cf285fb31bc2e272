"""What a text is helped with: sub-headings and sentences from a menu at the cursor, tidying."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial

from PySide6.QtWidgets import QMenu

from core.report.drafting import drafts_of
from core.report.edits import set_written
from core.report.insertions import missing_subheadings, with_sentence, with_subheading
from core.report.texts import TextPlace
from core.report.tidying import tidy, untidy
from gui.shared.desk import Desk
from gui.shared.live_report import LiveReport
from gui.shared.modal import show_modal
from gui.shared.plain import caption
from gui.texts.field import TextField
from gui.texts.tab import TextTab

Entry = tuple[str, Callable[[], object] | None]  # None where it cannot be chosen


class Writing:
    """The acts on the text in front. Each is one step of undo, and may raise Refused."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def insert_subheading(self, tab: object) -> None:
        """小标题: one of those that the section usually has, or all that are missing."""
        if not (live := self._desk.live) or not isinstance(tab, TextTab):
            self._desk.say("小标题写在文字里：请先到要写的那一部分。", "hint")
            return
        section = tab.section
        missing = missing_subheadings(section, live.report.texts.get(section.id, ""))
        entries: list[Entry] = [
            (words, partial(self._put_subheadings, live, tab, words) if words in missing else None)
            for words in section.subheadings
        ]
        if len(missing) > 1:
            every = partial(self._put_subheadings, live, tab, *missing)
            entries.append((f"把没有的{len(missing)}个都插入", every))
        self._offer(tab.fields[section.id], f"插入小标题〔{section.subheadings_source}〕", entries)

    def draft_sentence(self, tab: object) -> None:
        """起草一句: a sentence with the figures of a table."""
        if not (live := self._desk.live) or not isinstance(tab, TextTab):
            self._desk.say("句子写在文字里：请先把光标放到要写的地方。", "hint")
            return
        drafts = drafts_of(live.report)
        if not drafts:
            self._desk.say("表里还没有填数字，写不出句子；请先填表。", "hint")
            return
        key = tab.section.id if tab.field.is_single_line else tab.key
        entries: list[Entry] = [
            (draft.sentence, partial(self._put_sentence, live, tab, key, draft.sentence))
            for draft in drafts
        ]
        self._offer(tab.fields[key], "在光标处写一句", entries)

    def tidy(self) -> None:
        """整理段落, shown before it is done."""
        if live := self._desk.live:
            from gui.texts.tidy_dialog import TidyDialog

            if not untidy(live.report):
                self._desk.say("段落都是整齐的，不用整理。")
                return
            dialog = TidyDialog(live, self._desk.theme, self._desk.window)
            if show_modal(dialog):
                chosen = dialog.chosen
                live.session.apply(tidy(live.report, chosen))
                self._desk.say(f"整理了 {len(chosen)} 处；不对的可以撤销。")

    # ---- putting ----

    def _put_subheadings(self, live: LiveReport, tab: TextTab, *words: str) -> None:
        key = tab.section.id
        field = tab.fields[key]
        position = field.position if tab.key == key else len(field.text)
        text, place = with_subheading(field.text, position, *words)
        self._put(live, tab, key, text, place, "插入小标题")

    def _put_sentence(self, live: LiveReport, tab: TextTab, key: str, sentence: str) -> None:
        field = tab.fields[key]
        start, end = field.selected
        text, place = with_sentence(field.text, start, end, sentence)
        self._put(live, tab, key, text, place, "起草一句")

    def _put(
        self, live: LiveReport, tab: TextTab, key: str, text: str, place: int, what: str
    ) -> None:
        """Stores a text as one step, and puts the cursor where the clerk goes on."""
        texts = {TextPlace("texts", key): text}
        self._desk.attempt(lambda: live.session.apply(set_written(live.report, texts, what)))
        tab.fields[key].setFocus()
        tab.show_words(key, place, place)

    def _offer(self, field: TextField, title: str, entries: Iterable[Entry]) -> None:
        """Opens a menu at the cursor of a field."""
        self.menu = QMenu(self._desk.window)
        self.menu.aboutToHide.connect(self.menu.deleteLater)
        self.menu.addSection(title)
        for words, act in entries:
            action = self.menu.addAction(caption(words))
            action.setEnabled(act is not None)
            if act:
                action.triggered.connect(act)
        corner = field.cursorRect().bottomLeft()
        self.menu.popup(field.viewport().mapToGlobal(corner))
