"""The window's actions, in its menus and on its tool bar."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QSizePolicy, QToolBar, QWidget

from core.document.catalogue import PRINTED
from gui.live_report import LiveReport
from gui.plain import tool_tip

if TYPE_CHECKING:
    from gui.main_window import MainWindow

Key = QKeySequence.StandardKey


class Actions:
    """Makes every action once. Each stores pending input first, through `MainWindow.attempt`."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self.new = self._action("新建年报", window.new_report, "new", "Ctrl+N", "新建")
        self.open = self._action("打开填报数据包…", window.ask_package, "open", "Ctrl+O", "打开")
        self.save_package = self._action(
            "另存数据包…", window.save_package, "save-package", "Ctrl+Shift+S", "另存",
            saves=True,
        )  # fmt: skip
        self.export = self._action("导出…", window.export, saves=True)
        self.preview = self._action("预览", window.preview, "preview", "F9")
        self.save_pdf = self._action("保存PDF…", window.save_pdf, "pdf", "Ctrl+Shift+P", saves=True)
        self.print = self._action("打印…", window.print, "print", "Ctrl+P")
        self.others = {
            printed.id: self._action(printed.menu, partial(window.preview, printed.id))
            for printed in PRINTED
        }
        self.last_year = self._action("对照上年年报…", window.compare_with_last_year)
        self.backups = self._action("备份与恢复…", window.show_backups)
        self.settle = self._action("核对损坏的内容…", window.settle)
        self.quit = QAction("退出", window)
        self.quit.setShortcut("Ctrl+Q")
        self.quit.setToolTip("退出（Ctrl+Q）")
        self.quit.triggered.connect(window.close)  # which stores pending input, or asks
        self.undo = self._action("撤销", window.undo, "undo", Key.Undo)
        self.redo = self._action("重做", window.redo, "redo", ["Ctrl+Y", "Ctrl+Shift+Z"])
        self.fill_zeros = self._action("一键补零", window.fill_zeros, "fill-zero")
        self.fill_zeros.setToolTip("把全部表格里空着的格填 0，不动合计格，可以撤销")
        self.note = self._action("括注…", window.edit_note, "", "Shift+F2")
        self.finalise = self._action("定稿", window.finalise, "finalise")
        self.reopen = self._action("撤销定稿", window.reopen, "reopen")
        self.correct = self._action("更正已发布的年报…", window.correct)
        self.published = self._action("定稿时的内容…", window.show_published)
        self.agency = self._action("单位资料…", window.show_agency)
        self.delete_report = self._action("删除这份年报…", window.delete_report, "delete")
        self.delete_agency = self._action("删除这个单位…", window.delete_agency)
        self.panel = QAction(window.theme.icon("findings"), "问题面板", window)
        self.panel.setCheckable(True)
        self.panel.setChecked(True)
        self.panel.toggled.connect(window.toggle_panel)
        self.next_finding = self._action(
            "下一个问题", partial(window.go_to_finding, 1), "next-finding", "F8"
        )
        self.previous_finding = self._action(
            "上一个问题", partial(window.go_to_finding, -1), "", "Shift+F8"
        )
        self.about = self._action("关于年报", window.about)
        window.addAction(self._action("保存", window.reassure, "", Key.Save))
        self._fill_menus()
        window.addToolBar(self._tool_bar())

    def show_state(self, live: LiveReport | None) -> None:
        """Enables what can be done now."""
        final = live is not None and live.report.is_final
        doubtful = live is not None and bool(live.session.doubts)
        draft = live is not None and not final and not doubtful
        self.undo.setEnabled(live is not None and live.session.can_undo)
        self.redo.setEnabled(live is not None and live.session.can_redo)
        for action in (self.fill_zeros, self.note, self.finalise):
            action.setEnabled(draft)
        self.reopen.setEnabled(final and not doubtful)
        self.correct.setEnabled(final and not doubtful)
        self.settle.setVisible(doubtful)
        self.finalise.setVisible(not final)
        self.reopen.setVisible(final)
        for action in (
            self.save_package, self.export, self.preview, self.save_pdf, self.print,
            *self.others.values(), self.last_year, self.delete_report, self.delete_agency,
        ):  # fmt: skip
            action.setEnabled(live is not None)
        for action in (
            self.save_package, self.export, self.save_pdf, self.print, self.last_year,
            self.published, self.agency,
        ):  # fmt: skip
            action.setEnabled(live is not None and not doubtful)
        found = live is not None and bool(live.checked.findings)
        self.next_finding.setEnabled(found)
        self.previous_finding.setEnabled(found)

    def _action(
        self,
        text: str,
        act: Callable[[], object],
        icon: str = "",
        keys: str | Key | list[str] = "",
        short: str = "",
        saves: bool = False,
    ) -> QAction:
        action = QAction(text, self._window)
        if icon:
            action.setIcon(self._window.theme.icon(icon))
        if isinstance(keys, list):
            action.setShortcuts([QKeySequence(key) for key in keys])
        elif keys:
            action.setShortcut(QKeySequence(keys))
        name = text.removesuffix("…")
        shortcut = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        action.setToolTip(tool_tip(f"{name}（{shortcut}）" if shortcut else name))
        action.setIconText(short or name)
        action.triggered.connect(partial(self._run, act, saves))
        return action

    def _run(self, act: Callable[[], object], saves: bool, _checked: bool = False) -> None:
        self._window.attempt(act, saves)

    def _fill_menus(self) -> None:
        others = QMenu("也可打印", self._window)
        others.addActions(list(self.others.values()))
        menus: dict[str, list[QAction | None]] = {
            "文件(&F)": [
                self.new, self.open, self.save_package, self.export, None,
                self.preview, self.save_pdf, self.print, others.menuAction(), None,
                self.backups, self.delete_report, self.delete_agency, None, self.quit,
            ],
            "编辑(&E)": [self.undo, self.redo, None, self.fill_zeros, self.note],
            "年报(&R)": [
                self.settle, self.last_year, None, self.finalise, self.reopen, self.correct,
                self.published, None, self.agency,
            ],
            "查看(&V)": [self.panel, self.next_finding, self.previous_finding],
            "帮助(&H)": [self.about],
        }  # fmt: skip
        for title, actions in menus.items():
            menu = self._window.menuBar().addMenu(title)
            for action in actions:
                menu.addAction(action) if action else menu.addSeparator()

    def _tool_bar(self) -> QToolBar:
        bar = QToolBar("工具栏", self._window)
        bar.setMovable(False)
        bar.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        bar.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        bar.setIconSize(QSize(18, 18))
        bar.addWidget(self._window.chooser)
        for action in (
            None, self.new, self.open, None, self.undo, self.redo, None, self.fill_zeros, None,
            self.preview, self.save_pdf, self.print, None, self.finalise, self.reopen,
        ):  # fmt: skip
            bar.addAction(action) if action else bar.addSeparator()
        gap = QWidget()
        gap.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        bar.addWidget(gap)
        bar.addWidget(self._window.state_label)
        return bar
