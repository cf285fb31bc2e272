"""How many words the text in front has, at the foot of the window."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QToolButton

from core.chinese.counting import counted
from core.forms.definition import Section
from core.report.values import LONGEST_TEXT
from gui.shared.desk import Desk
from gui.shared.plain import caption, tool_tip
from gui.shared.questions import ask_number


class WordCount(QToolButton):
    """Shows the count of the section in front, and how far it is past the office's own limit.

    Hidden where no text is in front. A click asks for the limit.
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__(autoRaise=True)
        self._desk = desk
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.clicked.connect(self.ask_limit)
        desk.report_changed.connect(self.show_count)
        desk.place_changed.connect(self.show_count)
        self.show_count()

    def ask_limit(self) -> None:
        """字数上限, of the section in front."""
        if (section := self._section) is None:
            self._desk.say("字数上限按部分设定：请先到要写的那一部分。", "hint")
            return
        limits = self._desk.settings.limits
        question = f"“{section.heading}”最多写多少字（0 为不限）："
        usual = limits.get(section.id, 0)
        limit = ask_number(self._desk.window, "字数上限", question, usual, LONGEST_TEXT)
        if limit is not None:
            others = {key: value for key, value in limits.items() if key != section.id}
            self._desk.settings.limits = others | ({section.id: limit} if limit else {})
            self._desk.settings.keep()
            self.show_count()

    def show_count(self) -> None:
        """Counts the text in front, as it is stored."""
        section, live = self._section, self._desk.live
        self.setVisible(section is not None)
        if section is None or live is None:
            return
        count = counted(live.report.texts.get(section.id, ""))
        limit = self._desk.settings.limits.get(section.id, 0)
        past = count.words - limit if limit else 0
        words = f"{count.words} 字" + (f"　限 {limit}" if limit else "")
        if past > 0:
            words += f"　超 {past} 字"
            colour = self._desk.theme.shades.state["warning"].name()
            self.setIcon(self._desk.theme.icon("warning"))
        self.setToolButtonStyle(
            Qt.ToolButtonStyle.ToolButtonTextBesideIcon
            if past > 0
            else Qt.ToolButtonStyle.ToolButtonTextOnly
        )
        self.setStyleSheet(f"color: {colour}" if past > 0 else "")
        self.setText(caption(words))
        self.setAccessibleName(f"字数：{words}")
        self.setToolTip(
            tool_tip(
                f"“{section.heading}”{count.words} 字，字符数（不计空格）{count.characters}。"
                "与 Word 的字数统计一样：每个汉字和全角标点算一个字，连着的数字或字母算一个字。"
                "点一下可以设字数上限。"
            )
        )

    @property
    def _section(self) -> Section | None:
        """The section in front, where it is a text."""
        if (live := self._desk.live) is None:
            return None
        place = self._desk.place
        return next((s for s in live.report.form.sections if s.id == place and s.text), None)
