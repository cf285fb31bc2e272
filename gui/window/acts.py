"""What the window's actions do."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property, partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from core.report.edits import fill_zeros
from gui.helping.help_key import HelpKey
from gui.keeping.backup_keeper import BackupKeeper
from gui.shared.desk import Desk
from gui.shared.questions import show_about
from gui.shared.theme import ZOOM_STEP
from gui.tables.zeros import enter_zeros
from gui.texts.check import TextCheck
from gui.texts.word_count import WordCount
from gui.window import beside, finalising
from gui.window.workspace import Workspace

if TYPE_CHECKING:
    from gui.comparing.published_files import PublishedFiles
    from gui.helping.helping import Helping
    from gui.history.histories import Histories
    from gui.importing.foreign_files import ForeignFiles
    from gui.pages.press import Press
    from gui.pages.printing import Printing
    from gui.texts.writing import Writing
    from gui.window.report_files import ReportFiles


class Acts:
    """One act an action; each runs after pending input was stored, and may raise Refused.

    What is not needed to open the window is imported and made when the first act needs it.
    """

    def __init__(
        self, desk: Desk, workspace: Workspace, keeper: BackupKeeper, texts: TextCheck
    ) -> None:
        self._desk = desk
        self._workspace = workspace
        self._keeper = keeper
        self._texts = texts
        self.foot: QWidget = workspace  # the window says which it is, and what the keys are
        self.keys: Mapping[str, QAction] = {}
        self.word_count = WordCount(desk)
        HelpKey(self._show_page, desk)

    @cached_property
    def press(self) -> Press:
        """What makes PDFs and reads them, in a thread of its own."""
        from gui.pages.press import Press

        return Press(self._desk.resources.fonts, self._desk.data, self._desk)

    @cached_property
    def files(self) -> ReportFiles:
        """The actions on files."""
        from gui.window.report_files import ReportFiles

        return ReportFiles(self._desk, self.press, self._texts, self._keeper)

    @cached_property
    def foreign(self) -> ForeignFiles:
        """The actions on what others made."""
        from gui.importing.foreign_files import ForeignFiles

        return ForeignFiles(self._desk, self.press, self._keeper, self.files.take_in)

    @cached_property
    def printing(self) -> Printing:
        """The actions on pages."""
        from gui.pages.printing import Printing

        return Printing(self._desk, self.press, self._texts)

    @cached_property
    def published(self) -> PublishedFiles:
        """The comparison with what was put online."""
        from gui.comparing.published_files import PublishedFiles

        return PublishedFiles(self._desk, self.press, self.printing)

    @cached_property
    def histories(self) -> Histories:
        """The acts on the past of the report."""
        from gui.history.histories import Histories

        return Histories(self._desk, self.press, self.printing)

    @cached_property
    def helping(self) -> Helping:
        """The manual and the keys."""
        from gui.helping.helping import Helping

        return Helping(self._desk)

    @cached_property
    def writing(self) -> Writing:
        """The acts on the text in front."""
        from gui.texts.writing import Writing

        return Writing(self._desk)

    def close(self) -> None:
        """Closes the windows beside this one and ends the press."""
        for part in ("published", "histories", "helping", "printing", "press"):
            if part in vars(self):
                vars(self)[part].close()

    # ---- 文件 ----

    def new_report(self) -> None:
        """新建."""
        from gui.window.new_report_dialog import show_new_report

        show_new_report(self._desk)

    def ask_package(self) -> None:
        """打开填报数据包."""
        self.files.ask_package()

    def go_home(self) -> None:
        """回到起始页."""
        self._desk.leave_report()

    def import_file(self) -> None:
        """导入."""
        self.foreign.ask()

    def import_clipboard(self) -> None:
        """从剪贴板导入."""
        self.foreign.open_clipboard()

    def save_package(self) -> None:
        """另存数据包."""
        if self._desk.live:
            self.files.save_package(self._desk.report_on_screen())

    def export(self) -> None:
        """导出."""
        if self._desk.live:
            self.files.export(self._desk.report_on_screen())

    def copy_for_web(self) -> None:
        """复制到网页编辑器."""
        if self._desk.live:
            self.files.copy_for_web(self._desk.report_on_screen())

    def compare_with_file(self) -> None:
        """对照公开的文件."""
        if self._desk.live:
            self.published.ask()

    def preview(self, kind: str = "report") -> None:
        """预览, of the report or of what else can be printed."""
        self.printing.show(kind)

    def save_pdf(self) -> None:
        """保存PDF."""
        if self._desk.live:
            self.printing.save()

    def print(self) -> None:
        """打印."""
        if self._desk.live:
            self.printing.print()

    def show_backups(self) -> None:
        """备份与恢复."""
        from gui.keeping.backup_dialog import show_backups

        show_backups(self._desk, self._keeper)

    def delete_report(self) -> None:
        """删除年报, asked twice."""
        if self._desk.live:
            self.files.delete_report(self._desk.live)

    def delete_agency(self) -> None:
        """删除单位, asked twice."""
        if self._desk.live:
            self.files.delete_agency(self._desk.live)

    def reassure(self) -> None:
        """Answers the habit of pressing Ctrl+S."""
        self._desk.say("填写的内容都已经自动保存在本机。")

    def quit(self) -> None:
        """退出."""
        self._desk.window.close()

    # ---- 编辑 ----

    def undo(self) -> None:
        """撤销."""
        if self._desk.live and (what := self._desk.live.session.undo()):
            self._workspace.show_last_change()
            self._desk.say(f"已撤销：{what}")

    def redo(self) -> None:
        """重做."""
        if self._desk.live and (what := self._desk.live.session.redo()):
            self._workspace.show_last_change()
            self._desk.say(f"已重做：{what}")

    def fill_zeros(self) -> None:
        """补零, in the selection or the table in front; in all tables where a text is in front."""
        if self._workspace.tabs and (table := self._workspace.tabs.table):
            enter_zeros(self._desk, table.blocks.zeros())
        else:
            self.fill_all_zeros()

    def fill_all_zeros(self) -> None:
        """全部表格补零."""
        if self._desk.live:
            enter_zeros(self._desk, fill_zeros(self._desk.live.report))

    def fill_down(self) -> None:
        """向下填充, in the selection."""
        if self._workspace.tabs and (table := self._workspace.tabs.table):
            table.blocks.fill_down()

    def edit_note(self) -> None:
        """括注."""
        beside.write_note(self._desk)

    def edit_source(self) -> None:
        """数据来源."""
        table = self._workspace.tabs.table if self._workspace.tabs else None
        beside.write_source(self._desk, table.blocks.ids if table else ())

    def toggle_totals(self) -> None:
        """合计由软件算."""
        self._desk.ways.toggle_totals()
        self._desk.acted.emit()

    # ---- 文字 ----

    def find(self) -> None:
        """查找."""
        if bar := self._workspace.find_bar:
            bar.open()

    def replace(self) -> None:
        """替换."""
        if bar := self._workspace.find_bar:
            bar.open(replacing=True)

    def find_next(self) -> None:
        """查找下一处."""
        if bar := self._workspace.find_bar:
            bar.go(1)

    def find_previous(self) -> None:
        """查找上一处."""
        if bar := self._workspace.find_bar:
            bar.go(-1)

    def tidy(self) -> None:
        """整理段落."""
        self.writing.tidy()

    def insert_subheading(self) -> None:
        """小标题."""
        if self._workspace.tabs:
            self.writing.insert_subheading(self._workspace.tabs.tab)

    def draft_sentence(self) -> None:
        """起草一句."""
        if self._workspace.tabs:
            self.writing.draft_sentence(self._workspace.tabs.tab)

    def show_figures(self) -> None:
        """全文数字."""
        from gui.texts.figures_dialog import show_figures

        self._texts.when_checked(partial(show_figures, self._desk))

    def ask_limit(self) -> None:
        """字数上限."""
        self.word_count.ask_limit()

    # ---- 年报 ----

    def settle(self) -> None:
        """核对损坏的内容, where the open report has any."""
        from gui.keeping.doubts_dialog import show_doubts

        show_doubts(self._desk)

    def compare_with_last_year(self) -> None:
        """对照上年年报."""
        if self._desk.live:
            self.files.ask_last_year(self._desk.live)

    def finalise(self) -> None:
        """定稿."""
        finalising.finalise(self._desk, self._texts, self._keeper, self._workspace.go_to)

    def reopen(self) -> None:
        """撤销定稿."""
        finalising.reopen(self._desk)

    def correct(self) -> None:
        """更正已发布的年报."""
        finalising.correct(self._desk)

    def compare_versions(self) -> None:
        """对照两个版本."""
        self.histories.compare()

    def show_history(self, here: bool = False) -> None:
        """历史, of the whole report or of the place where the clerk is."""
        self.histories.show(self._desk.place if here else "")

    def copy_figures(self) -> None:
        """对照抄录."""
        from gui.copying.copy_window import show_copying

        show_copying(self._desk)

    def show_agency(self) -> None:
        """单位资料."""
        from gui.window.agency_dialog import show_agency

        show_agency(self._desk)

    def show_demands(self) -> None:
        """地方要求."""
        from gui.demands.demands_dialog import show_demands

        show_demands(self._desk)

    # ---- 查看, 帮助 ----

    def toggle_panel(self) -> None:
        """Shows or hides 问题面板."""
        self._workspace.toggle_panel()

    def show_overview(self) -> None:
        """申请办理情况."""
        from gui.overview.overview_dialog import show_overview

        show_overview(self._desk, partial(self.preview, kind="outcomes_list"))

    def toggle_last_year(self) -> None:
        """上年数."""
        self._desk.ways.toggle_last_year()
        self._desk.acted.emit()

    def next_finding(self) -> None:
        """下一个问题."""
        self._workspace.go_to_finding(1)

    def previous_finding(self) -> None:
        """上一个问题."""
        self._workspace.go_to_finding(-1)

    def do_first(self) -> None:
        """处理打开的问题: presses the first button of its card."""
        self._workspace.do_first()

    def step_tab(self, by: int) -> None:
        """上一部分, 下一部分."""
        if self._workspace.tabs:
            self._workspace.tabs.step(by)

    def show_tab(self, number: int) -> None:
        """A part by its number, from 1."""
        if self._workspace.tabs and number <= self._workspace.tabs.count():
            self._workspace.tabs.setCurrentIndex(number - 1)

    def next_area(self) -> None:
        """From the report to the panel, to the line at the foot, and back."""
        self._workspace.next_area(self.foot)

    def zoom(self, steps: int) -> None:
        """放大, 缩小; 100 % for no steps."""
        theme = self._desk.theme
        theme.set_zoom(theme.zoom + steps * ZOOM_STEP if steps else 100)

    def show_manual(self) -> None:
        """使用手册."""
        self.helping.show_manual()

    def _show_page(self, page: str) -> None:
        self.helping.show_manual(page)

    def show_keys(self) -> None:
        """按键一览."""
        self.helping.show_keys(self.keys)

    def about(self) -> None:
        """关于."""
        show_about(self._desk.window, self._desk.resources.licences)
