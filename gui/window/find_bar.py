"""The bar above the paper that finds words in all parts of the report, and replaces them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from core.report.searching import Hit, Wanted, find, places_of, replace_all, replace_hit
from core.report.texts import TextPlace
from gui.shared.plain import Label, tool_tip
from gui.texts.field import TextField
from gui.texts.tab import TextTab

if TYPE_CHECKING:
    from gui.shared.desk import Desk
    from gui.window.report_tabs import ReportTabs

HEIGHT = 40  # of a row
FIELD = 200  # pixels that a field takes where there is room
NARROWEST = 72
LINE_ENDS = dict.fromkeys(map(ord, "\n\r\u2028\u2029"), " ")


class FindBar(QFrame):
    """Goes from hit to hit over the tabs of the open report, always on the page in front.

    The focus stays in the bar while the clerk is there. Its methods may raise Refused.
    """

    def __init__(self, desk: Desk, tabs: ReportTabs) -> None:
        super().__init__(tabs)
        assert desk.live is not None
        self._desk = desk
        self._live = desk.live
        self._tabs = tabs
        self._current: Hit | None = None
        self._replaces = False  # whether that was asked for
        self.words = QLineEdit(placeholderText="在六个部分里查找", clearButtonEnabled=True)
        self.words.setAccessibleName("查找")
        self.count = Label()
        self.count.setAccessibleName("找到几处")
        self.other = QLineEdit(placeholderText="替换为", clearButtonEnabled=True)
        self.other.setAccessibleName("替换为")
        self.any_width = QCheckBox("不分全角半角")
        self.up = self._tool("up", "上一处（Shift+F3）", "find_previous")
        self.down = self._tool("down", "下一处（F3）", "find_next")
        self.one = QPushButton("替换")
        self.all = QPushButton("全部替换")
        self.shut = self._tool("close", "关闭（Esc）", "")
        self._lay_out()
        self.words.textChanged.connect(self._on_words_changed)
        self.any_width.toggled.connect(self._on_words_changed)
        self.one.clicked.connect(partial(desk.attempt, self.replace))
        self.all.clicked.connect(partial(desk.attempt, self.replace_all))
        self.shut.clicked.connect(self.leave)
        tabs.pages.currentChanged.connect(self._follow)
        self._live.changed.connect(self._show_state)
        self.hide()

    @property
    def wanted(self) -> Wanted:
        """What is looked for."""
        return Wanted(self.words.text(), self.any_width.isChecked())

    # ---- acts ----

    def open(self, replacing: bool = False) -> None:
        """Shows the bar; what is selected in a text is what to look for."""
        if chosen := self._chosen_words():
            self.words.setText(chosen)
        self._replaces = replacing or self._replaces
        self.show()
        self._follow()
        self._arrange()
        field = self.other if replacing and self.words.text() else self.words
        field.setFocus()
        field.selectAll()
        self._show_state()

    def leave(self) -> None:
        """Hides the bar and gives the keyboard back to the tab."""
        inside = self.isAncestorOf(self._focus) if self._focus else False
        self.hide()
        self._highlight(())
        self._replaces = False
        if inside:
            self._focus_hit()

    def go(self, step: int) -> None:
        """Goes to the next hit (1) or the previous one (-1), from the end on to the beginning."""
        if not self.words.text() or not self.isVisible():
            self.open()
        hits = find(self._live.report, self.wanted)
        if not hits:
            self._show_state()
            return
        if self._current in hits:
            index = hits.index(self._current) + step
        else:
            index = self._before(hits, *self._here) + min(step, 0)
        self._show(hits[index % len(hits)])

    def replace(self) -> None:
        """Replaces the hit that is shown and goes to the next; goes to the first where none is."""
        hit = self._current
        if hit is None:
            self.go(1)
            return
        words = self.other.text()
        self._live.session.apply(replace_hit(self._live.report, self.wanted, hit, words))
        hits = find(self._live.report, self.wanted)
        if hits:
            index = self._before(hits, hit.place, hit.start + len(words))
            self._show(hits[index % len(hits)])
        else:
            self._current = None
            self._show_state()

    def replace_all(self) -> None:
        """Replaces every hit, as one step of undo, and says how many there were."""
        edit, count = replace_all(self._live.report, self.wanted, self.other.text())
        self._live.session.apply(edit)
        self._current = None
        self._show_state()
        if count:
            self._desk.say(f"替换了 {count} 处，在 {len(edit.changes)} 段文字里；不对的可以撤销。")

    # ---- keys ----

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            back = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            act = self.replace if self.other.hasFocus() else partial(self.go, -1 if back else 1)
            self._desk.attempt(act)
        else:
            super().keyPressEvent(event)

    # ---- showing ----

    def _show(self, hit: Hit) -> None:
        """Goes to a hit; the focus stays where it is in the bar."""
        focus = self._focus
        form = self._live.report.form
        tab = self._tabs.show_section(hit.place.section(form).id)
        if hit.place.key in form.cells:
            tab.show_cell(hit.place.key)
        else:
            tab.show_words(hit.place.key, hit.start, hit.end)
        self._current = hit
        if focus and self.isAncestorOf(focus):
            focus.setFocus()
        self._show_state()

    def _focus_hit(self) -> None:
        """Gives the keyboard to the text of the hit that is shown, or to the tab."""
        hit, tab, form = self._current, self._tabs.tab, self._live.report.form
        here = hit is not None and hit.place.section(form) is self._tabs.section
        if hit and here and hit.place.key not in form.cells:
            tab.show_text(hit.place.key)
        else:
            tab.setFocus()

    def _show_state(self) -> None:
        """Says how many hits there are, and enables what can be done."""
        if not self.isVisible():
            return
        hits = find(self._live.report, self.wanted)
        if self._current not in hits:
            self._current = None
        self._highlight(hits)
        words = ""
        if self._current:
            words = f"第{hits.index(self._current) + 1}处，共{len(hits)}处"
        elif self.words.text():
            words = f"共{len(hits)}处" if hits else "没有找到"
        self.count.setText(words)
        final = self._live.report.is_final
        for button in (self.up, self.down):
            button.setEnabled(bool(hits))
        for control in (self.one, self.all):
            control.setEnabled(bool(hits) and not final)
            control.setToolTip(tool_tip("已经定稿，不能替换。" if final else ""))
        self.other.setEnabled(not final)

    def _highlight(self, hits: Sequence[Hit]) -> None:
        """Shows all hits in the texts that are on their pages."""
        spans: dict[str, list[tuple[int, int]]] = {}
        for hit in hits:
            spans.setdefault(hit.place.target, []).append((hit.start, hit.end))
        for field in self._tabs.findChildren(TextField):
            if field.is_stored:  # else the hits are of other words; storing brings new ones
                field.highlight(spans.get(field.target, ()), self._desk.theme.shades.sel)

    def _on_words_changed(self) -> None:
        self._current = None
        self._show_state()

    def _follow(self) -> None:
        """Moves the bar to the page in front."""
        if self.isHidden():
            return
        focus = self._focus
        layout = self._tabs.pages.currentWidget().layout()
        if isinstance(layout, QVBoxLayout) and layout.indexOf(self) < 0:
            inside = focus if focus and self.isAncestorOf(focus) else None
            layout.insertWidget(0, self)
            self.show()
            if inside:
                inside.setFocus()
            self._show_state()

    # ---- where the clerk is ----

    @property
    def _focus(self) -> QWidget | None:
        return self.window().focusWidget()

    def _before(self, hits: Sequence[Hit], place: TextPlace | None, start: int) -> int:
        """How many hits stand before a code point of a text; all where `place` is None."""
        order = {each: index for index, each in enumerate(places_of(self._live.report))}
        here = (order.get(place, len(order)) if place else len(order), start)
        return bisect_left([(order[hit.place], hit.start) for hit in hits], here)

    @property
    def _here(self) -> tuple[TextPlace | None, int]:
        """Where the clerk is: at the cursor, or where the notes of the section in front begin."""
        tab, form = self._tabs.tab, self._live.report.form
        if isinstance(tab, TextTab):
            return TextPlace("texts", tab.key), tab.field.position
        here = form.sections.index(self._tabs.section)
        places = places_of(self._live.report)
        later = (p for p in places if form.sections.index(p.section(form)) >= here)
        return next(later, None), 0

    def _chosen_words(self) -> str:
        """What is selected in the text in front, where that is part of a paragraph."""
        tab = self._tabs.tab
        chosen = tab.field.textCursor().selectedText() if isinstance(tab, TextTab) else ""
        return chosen if chosen == chosen.translate(LINE_ENDS) else ""

    # ---- parts ----

    def sizeHint(self) -> QSize:
        stacked = not self._is_wide and not self._replacing.isHidden()
        return QSize(super().sizeHint().width(), HEIGHT * (2 if stacked else 1))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._arrange()

    def _arrange(self) -> None:
        """Puts the halves beside each other, or where that is too wide one on the other.

        Then there is a row for replacing only where the clerk asked for it.
        """
        ways = QBoxLayout.Direction
        self._rows.setDirection(ways.LeftToRight if self._is_wide else ways.TopToBottom)
        self._replacing.setVisible(self._is_wide or self._replaces)
        self.updateGeometry()

    @property
    def _is_wide(self) -> bool:
        """Whether both halves have room beside each other."""
        halves = (self._finding, self._replacing)
        return self.width() >= sum(half.minimumSizeHint().width() for half in halves) + FIELD

    def _lay_out(self) -> None:
        self.setAutoFillBackground(True)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        for field in (self.words, self.other):
            field.setMinimumWidth(NARROWEST)
            field.setMaximumWidth(FIELD + 60)
        self.words.addAction(
            self._desk.theme.icon("find"), QLineEdit.ActionPosition.LeadingPosition
        )
        self.count.setMinimumWidth(self.fontMetrics().horizontalAdvance("第000处，共000处"))
        found = [self.words, self.count, self.up, self.down, self.any_width]
        replaced = [self.other, self.one, self.all]
        self._finding, self._replacing = self._half(found), self._half(replaced)
        self._rows = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._rows.setSpacing(0)
        for half in (self._finding, self._replacing):
            self._rows.addWidget(half, 1)
        across = QHBoxLayout(self)
        across.setContentsMargins(8, 0, 8, 0)
        across.setSpacing(8)
        across.addLayout(self._rows, 1)
        across.addWidget(self.shut, 0, Qt.AlignmentFlag.AlignTop)
        self.shut.setFixedHeight(HEIGHT)
        order = [part for part in (*found, *replaced, self.shut) if part is not self.count]
        for before, after in pairwise(order):
            QWidget.setTabOrder(before, after)

    def _half(self, parts: Sequence[QWidget]) -> QWidget:
        half = QWidget()
        half.setFixedHeight(HEIGHT)
        row = QHBoxLayout(half)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        for part in parts:
            row.addWidget(part, 2 if isinstance(part, QLineEdit) else 0)
        row.addStretch(1)
        return half

    def _tool(self, icon: str, tip: str, name: str) -> QToolButton:
        button = QToolButton(autoRaise=True)
        button.setIcon(self._desk.theme.icon(icon))
        button.setToolTip(tool_tip(tip))
        button.setAccessibleName(tip.partition("（")[0])
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        if name:
            button.clicked.connect(partial(self._live.wanted.emit, name))
        return button
