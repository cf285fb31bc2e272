"""The window's actions: one table, from which the menus and the tool bar are filled."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import (
    QHBoxLayout,
    QMenu,
    QMenuBar,
    QSizePolicy,
    QToolBar,
    QToolButton,
    QWidget,
)

from core.document.catalogue import PRINTED, Printed
from core.record import record
from gui.shared.desk import Desk
from gui.shared.live_report import LiveReport
from gui.shared.plain import tool_tip
from gui.shared.ways import Ways
from gui.window.acts import Acts

Key = QKeySequence.StandardKey
ICON_SIZE = QSize(18, 18)


@record
class Now:
    """What can be done now, which depends on the open report; None for none."""

    live: LiveReport | None
    ways: Ways

    def always(self) -> bool:
        """Whatever is open."""
        return True

    def opened(self) -> bool:
        """A report is open."""
        return self.live is not None

    def doubtful(self) -> bool:
        """It is damaged, and that is not settled yet."""
        return self.live is not None and bool(self.live.session.doubts)

    def sound(self) -> bool:
        """It is not damaged."""
        return self.opened() and not self.doubtful()

    def final(self) -> bool:
        """It is 定稿."""
        return self.live is not None and self.live.report.is_final

    def not_final(self) -> bool:
        """None is open that is 定稿."""
        return not self.final()

    def writable(self) -> bool:
        """It is a draft that can be written in."""
        return self.sound() and not self.final()

    def published(self) -> bool:
        """It is 定稿, and not damaged."""
        return self.sound() and self.final()

    def undoable(self) -> bool:
        """There is an edit to undo."""
        return self.live is not None and self.live.session.can_undo

    def redoable(self) -> bool:
        """There is an edit to redo."""
        return self.live is not None and self.live.session.can_redo

    def shows_last_year(self) -> bool:
        """Last year's values stand in the tables."""
        return self.ways.last_year

    def passes_totals(self) -> bool:
        """Tab passes over totals."""
        return self.ways.totals_by_program

    def found(self) -> bool:
        """Something was found in it."""
        return self.live is not None and bool(self.live.checked.findings)


@record
class Spec:
    """One action. `short` is its text on the tool bar, `tip` its tool tip, if not its text.

    It is enabled `when`, and `seen` only then; one that `saves` the report elsewhere runs even
    where the data file cannot be written. `at_once` does not store pending input first. `checkable`
    is one that is on at first, and off after it was run once; one that may be `on` says whether.
    """

    name: str
    text: str
    act: Callable[[Acts], object]
    icon: str = ""
    keys: str | Key | tuple[str, ...] = ""
    short: str = ""
    tip: str = ""
    when: Callable[[Now], bool] = Now.always
    seen: Callable[[Now], bool] = Now.always
    saves: bool = False
    at_once: bool = False
    checkable: bool = False
    on: Callable[[Now], bool] | None = None


@record
class Menu:
    """A menu, or one in another; None is a line between two groups.

    An action that has its place in another menu is named.
    """

    title: str
    entries: tuple[Spec | Menu | str | None, ...]


def _printed(printed: Printed, when: Callable[[Now], bool]) -> Spec:
    return Spec(printed.id, printed.menu, partial(Acts.preview, kind=printed.id), when=when)


# fmt: off
FILE = Menu("文件(&F)", (
    Spec("new", "新建年报", Acts.new_report, "new", "Ctrl+N", "新建"),
    Spec("open", "打开填报数据包…", Acts.ask_package, "open", "Ctrl+O", "打开"),
    Spec("home", "回到起始页", Acts.go_home, "home", short="起始页", when=Now.opened),
    Spec("import", "导入…", Acts.import_file, "import", "Ctrl+I"),
    Spec("save_package", "另存数据包…", Acts.save_package, "save-package", "Ctrl+Shift+S", "另存",
         when=Now.sound, saves=True),
    Spec("export", "导出…", Acts.export, when=Now.sound, saves=True),
    Spec("copy_for_web", "复制到网页编辑器", Acts.copy_for_web, keys="Ctrl+Shift+C",
         when=Now.sound, saves=True),
    Spec("compare_file", "对照公开的文件…", Acts.compare_with_file, when=Now.sound),
    None,
    Spec("preview", "预览", Acts.preview, "preview", "F9", when=Now.opened),
    Spec("save_pdf", "保存PDF…", Acts.save_pdf, "pdf", "Ctrl+Shift+P", when=Now.sound, saves=True),
    Spec("print", "打印…", Acts.print, "print", "Ctrl+P", when=Now.sound),
    Menu("也可打印", tuple(
        printed.id if printed.needs == "edition" else _printed(printed, Now.opened)
        for printed in PRINTED
    )),
    None,
    Spec("backups", "备份与恢复…", Acts.show_backups),
    Spec("delete_report", "删除这份年报…", Acts.delete_report, "delete", when=Now.opened),
    Spec("delete_agency", "删除这个单位…", Acts.delete_agency, when=Now.opened),
    None,
    Spec("quit", "退出", Acts.quit, keys="Ctrl+Q", at_once=True),  # on closing the window asks
))
EDIT = Menu("编辑(&E)", (
    Spec("undo", "撤销", Acts.undo, "undo", Key.Undo, when=Now.undoable),
    Spec("redo", "重做", Acts.redo, "redo", ("Ctrl+Y", "Ctrl+Shift+Z"), when=Now.redoable),
    None,
    Spec("import_clipboard", "从剪贴板导入…", Acts.import_clipboard),
    None,
    Spec("fill_zeros", "补零", Acts.fill_zeros, "fill-zero", "Alt+0", when=Now.writable,
         tip="选中的格里空着的填 0，只选一格时填这张表，不动合计格，可以撤销（Alt+0）"),
    Spec("fill_all_zeros", "全部表格补零", Acts.fill_all_zeros, when=Now.writable),
    Spec("fill_down", "向下填充", Acts.fill_down, keys="Ctrl+D", when=Now.writable),
    Spec("note", "括注…", Acts.edit_note, keys="Shift+F2", when=Now.writable),
    Spec("source", "数据来源…", Acts.edit_source, when=Now.writable),
    None,
    Spec("totals_by_program", "合计由软件算", Acts.toggle_totals, at_once=True,
         when=Now.opened, on=Now.passes_totals),
))
TEXT = Menu("文字(&T)", (
    Spec("find", "查找…", Acts.find, "find", Key.Find, when=Now.opened),
    Spec("replace", "替换…", Acts.replace, keys="Ctrl+H", when=Now.writable),
    Spec("find_next", "查找下一处", Acts.find_next, "down", "F3", when=Now.opened),
    Spec("find_previous", "查找上一处", Acts.find_previous, "up", "Shift+F3", when=Now.opened),
    None,
    Spec("tidy", "整理段落…", Acts.tidy, "tidy", "Ctrl+Shift+T", when=Now.writable),
    Spec("subheading", "小标题…", Acts.insert_subheading, "subheading", "Ctrl+Shift+H",
         when=Now.writable),
    Spec("sentence", "起草一句…", Acts.draft_sentence, "sentence", "Ctrl+Shift+J",
         when=Now.writable),
    None,
    Spec("figures", "全文数字…", Acts.show_figures, when=Now.opened),
    Spec("limit", "字数上限…", Acts.ask_limit, when=Now.opened),
))
REPORT = Menu("年报(&R)", (
    Spec("settle", "核对损坏的内容…", Acts.settle, seen=Now.doubtful),
    Spec("last_year", "对照上年年报…", Acts.compare_with_last_year, "compare", short="对照",
         when=Now.sound),
    None,
    Spec("finalise", "定稿…", Acts.finalise, "finalise", short="定稿…", when=Now.writable,
         seen=Now.not_final),
    Spec("reopen", "撤销定稿", Acts.reopen, "reopen", when=Now.published, seen=Now.final),
    Spec("correct", "更正已发布的年报…", Acts.correct, when=Now.published),
    Spec("compare", "对照两个版本…", Acts.compare_versions, when=Now.sound),
    Spec("history", "历史…", Acts.show_history, short="历史", when=Now.sound),
    Spec("history_here", "这里的历史…", partial(Acts.show_history, here=True), when=Now.sound),
    None,
    Spec("demands", "地方要求…", Acts.show_demands),
    Spec("copy_figures", "对照抄录…", Acts.copy_figures, when=Now.opened),
    Spec("agency", "单位资料…", Acts.show_agency, when=Now.sound),
))
VIEW = Menu("查看(&V)", (
    Spec("panel", "问题面板", Acts.toggle_panel, "findings", at_once=True, checkable=True),
    Spec("overview", "申请办理情况…", Acts.show_overview, when=Now.opened),
    Spec("last_year_beside", "上年数", Acts.toggle_last_year, "last-year", at_once=True,
         when=Now.opened, on=Now.shows_last_year,
         tip="在每一格的左边用灰字显示上年的数，0 不显示"),
    None,
    Spec("next_finding", "下一个问题", Acts.next_finding, "next-finding", "F8", when=Now.found),
    Spec("previous_finding", "上一个问题", Acts.previous_finding, keys="Shift+F8", when=Now.found),
    Spec("do_first", "处理打开的问题", Acts.do_first, keys=("Alt+Return", "Alt+Enter"),
         when=Now.found),
    None,
    Spec("next_tab", "下一部分", partial(Acts.step_tab, by=1), keys=("Ctrl+PgDown", "Ctrl+Tab"),
         when=Now.opened, at_once=True),
    Spec("previous_tab", "上一部分", partial(Acts.step_tab, by=-1),
         keys=("Ctrl+PgUp", "Ctrl+Shift+Tab"), when=Now.opened, at_once=True),
    Menu("转到", tuple(
        Spec(f"tab_{number}", f"第{name}部分", partial(Acts.show_tab, number=number),
             keys=f"Alt+{number}", when=Now.opened, at_once=True)
        for number, name in enumerate("一二三四五六", start=1)
    )),
    Spec("next_area", "正文、问题、底行之间", Acts.next_area, keys="F6", when=Now.opened,
         at_once=True),
    None,
    Spec("zoom_in", "放大", partial(Acts.zoom, steps=1), keys=("Ctrl+=", "Ctrl++"), at_once=True),
    Spec("zoom_out", "缩小", partial(Acts.zoom, steps=-1), keys="Ctrl+-", at_once=True),
    Spec("zoom_off", "原来大小", partial(Acts.zoom, steps=0), keys="Ctrl+0", at_once=True),
))
HELP = Menu("帮助(&H)", (
    Spec("manual", "使用手册", Acts.show_manual, keys="F1", at_once=True),
    Spec("keys", "按键一览…", Acts.show_keys, at_once=True),
    None,
    *(_printed(printed, Now.always) for printed in PRINTED if printed.needs == "edition"),
    None,
    Spec("about", "关于年报", Acts.about),
))
MENUS = (FILE, EDIT, TEXT, REPORT, VIEW, HELP)
GAP = ""  # takes what room there is
TABLE_TOOLS = ("fill_zeros", "last_year_beside")
TEXT_TOOLS = ("tidy", "subheading", "sentence")
TOOL_BAR = (
    None, "undo", "redo", None, TABLE_TOOLS, TEXT_TOOLS, "find", "import", GAP, "last_year",
    "preview", "print", None, "save_pdf", "finalise", "reopen",
)
LOUD = {"save_pdf": "edged", "finalise": "filled", "reopen": "edged"}  # how they stand out
CHOOSER = ("new", "open", "history")
SAVE = Spec("save", "保存", Acts.reassure, keys=Key.Save)  # by its keys alone
# fmt: on


def specs(entries: tuple[Spec | Menu | str | None, ...] = (*MENUS, SAVE)) -> Iterator[Spec]:
    """All actions, in the order of the menus."""
    for entry in entries:
        if isinstance(entry, Menu):
            yield from specs(entry.entries)
        elif isinstance(entry, Spec):
            yield entry


class Actions(Mapping[str, QAction]):
    """Every action once, by its name. Each stores pending input first, through `Desk.attempt`."""

    def __init__(self, desk: Desk, acts: Acts) -> None:
        self._desk = desk
        self._acts = acts
        self._tools: dict[tuple[str, ...], QAction] = {}
        self._made = {spec.name: self._action(spec) for spec in specs()}
        desk.window.addAction(self["save"])

    def __getitem__(self, name: str) -> QAction:
        return self._made[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._made)

    def __len__(self) -> int:
        return len(self._made)

    def show_state(self) -> None:
        """Enables what can be done now."""
        now = Now(self._desk.live, self._desk.ways)
        for spec in specs():
            self[spec.name].setEnabled(spec.when(now))
            self[spec.name].setVisible(spec.seen(now))
            if spec.on:
                self[spec.name].setChecked(spec.on(now))

    def show_icons(self) -> None:
        """Draws the icons in the colours in force."""
        for spec in specs():
            self._put_icon(self[spec.name], spec)

    def fill_menus(self, bar: QMenuBar) -> None:
        """Puts every action into its menu."""
        for menu in MENUS:
            self._fill(bar.addMenu(menu.title), menu)

    def fill_tool_bar(self, bar: QToolBar) -> None:
        """Adds the actions that have a button."""
        for entry in TOOL_BAR:
            if entry == GAP:
                gap = QWidget()
                gap.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
                bar.addWidget(gap)
            elif isinstance(entry, tuple):
                self._tools[entry] = bar.addWidget(self._side_by_side(entry))
            elif entry:
                bar.addAction(self[entry])
                if entry in LOUD:
                    bar.widgetForAction(self[entry]).setObjectName(LOUD[entry])
            else:
                bar.addSeparator()
        self.show_tools(of_text=False)

    def show_tools(self, of_text: bool) -> None:
        """Shows the buttons of what is done to a text, or those of tables."""
        self._tools[TEXT_TOOLS].setVisible(of_text)
        self._tools[TABLE_TOOLS].setVisible(not of_text)

    def _side_by_side(self, names: tuple[str, ...]) -> QWidget:
        tools = QWidget()
        across = QHBoxLayout(tools)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        for name in names:
            button = QToolButton(autoRaise=True)
            button.setDefaultAction(self[name])
            styles = Qt.ToolButtonStyle
            alone = len(names) == 1  # several have no room for words on a screen of 1366 pixels
            button.setToolButtonStyle(
                styles.ToolButtonTextBesideIcon if alone else styles.ToolButtonIconOnly
            )
            button.setIconSize(ICON_SIZE)
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            across.addWidget(button)
        return tools

    def _fill(self, shown: QMenu, menu: Menu) -> None:
        for entry in menu.entries:
            if isinstance(entry, Menu):
                self._fill(shown.addMenu(entry.title), entry)
            elif entry:
                shown.addAction(self[entry if isinstance(entry, str) else entry.name])
            else:
                shown.addSeparator()

    def _action(self, spec: Spec) -> QAction:
        action = QAction(spec.text, self._desk.window)
        self._put_icon(action, spec)
        if isinstance(spec.keys, tuple):
            action.setShortcuts([QKeySequence(key) for key in spec.keys])
        elif spec.keys:
            action.setShortcut(QKeySequence(spec.keys))
        name = spec.text.removesuffix("…")
        shortcut = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        usual_tip = f"{name}（{shortcut}）" if shortcut else name
        action.setToolTip(tool_tip(spec.tip or usual_tip))
        action.setIconText(spec.short or name)
        action.setCheckable(spec.checkable or spec.on is not None)
        action.setChecked(spec.checkable)
        action.triggered.connect(partial(self._run, spec))
        return action

    def _put_icon(self, action: QAction, spec: Spec) -> None:
        if spec.icon:
            theme = self._desk.theme
            filled = LOUD.get(spec.name) == "filled"
            action.setIcon(theme.icon_on_accent(spec.icon) if filled else theme.icon(spec.icon))
            action.setIconVisibleInMenu(not filled)  # there it has no ground to stand on

    def _run(self, spec: Spec, _checked: bool = False) -> None:
        act = partial(spec.act, self._acts)
        if spec.at_once:
            act()
        else:
            self._desk.attempt(act, spec.saves)
