"""The installed program tries itself: types the sample, checks it, prints it, reads it back.

For whoever installs it, and for the tests of the installers: what a package lacks shows here.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from core.document.catalogue import PRINTED
from core.formats import FORMATS
from core.imports import function_named
from core.readers.file import read_report
from core.readers.package import read_package
from core.refusal import Refused
from core.report.edits import set_cells, set_note, set_text
from core.report.package import package_bytes
from core.report.report import Report
from core.resources import Resources
from core.writers.pdf.faces import Faces
from core.writers.pdf.page import PageSetup
from core.writers.pdf.writer import report_pdf
from gui.application import make_application, make_window
from gui.pages.press import Printable
from gui.window.main_window import MainWindow

RARE = "㐁"  # only the last of the fonts has it


class Failed(Refused):
    """A step did not give what it should."""


def run_self_test(resources: Resources) -> int:
    """Goes through all steps, says each, and returns the exit code: 0, or 1 at the first failure.

    Nothing is kept, and the clerk's own data are not touched.
    """
    application = make_application(resources)
    with tempfile.TemporaryDirectory() as folder:
        try:
            for done in _steps(resources, Path(folder), application.processEvents):
                _say(f"通过：{done}")
        except Exception as error:  # whatever it is, it belongs in the answer
            _say(f"没有通过：{error or type(error).__name__}")
            return 1
    _say("自检通过。")
    return 0


def _steps(resources: Resources, folder: Path, look: Callable[[], None]) -> Iterator[str]:
    """Each step's name once it is done; `look` lets the window paint. Raises what goes wrong."""
    window = make_window(resources, folder)
    sample = read_package(resources.sample, window.desk.reports.forms)
    window.show()
    look()
    yield "打开窗口"
    try:
        _fill(window, sample)
        yield "填写示例年报"
        _show_tabs(window, look)
        yield "显示六个部分"
        _check(window)
        yield "核对"
        pdf = folder / "年报.pdf"
        pdf.write_bytes(_print(window))
        yield "生成 PDF"
        _require(_package(window) == package_bytes(_read(window, pdf)), "从 PDF 读回的内容不一样。")
        yield "从 PDF 读回"
        Faces(resources.fonts).title.printable(RARE, "自检里")
        yield "生僻字"
        _require_functions()
        yield "各种格式和文件"
    finally:
        window.let_go()  # the folder cannot go while the data file is open
        window.deleteLater()


def _fill(window: MainWindow, sample: Report) -> None:
    """Everything in the sample, entry by entry as it is typed."""
    reports = window.desk.reports
    agency = reports.create_agency(sample.agency)
    window.desk.open_report(reports.create_report(agency, sample.year))
    assert window.desk.live is not None
    session = window.desk.live.session
    for cell, value in sample.cells.items():
        session.apply(set_cells(session.report, {cell: value.text}))
    for key, note in sample.notes.items():
        session.apply(set_note(session.report, key, note))
    for key, text in sample.texts.items():
        session.apply(set_text(session.report, key, text))
    _require(_package(window) == package_bytes(sample), "存下的内容与填写的不一样。")


def _show_tabs(window: MainWindow, look: Callable[[], None]) -> None:
    assert window.workspace.tabs is not None
    for section in window.workspace.tabs.tabs:
        window.workspace.tabs.show_section(section)
        look()
        _require(not window.grab().isNull(), f"“{section}”这一页没有显示出来。")


def _check(window: MainWindow) -> None:
    assert window.desk.live is not None
    _require(not window.desk.live.checked.errors, "核对示例年报出了错误。")
    total = next(cell for cell in window.desk.live.report.form.cells.values() if cell.is_total)
    wrong = set_cells(window.desk.live.report, {total.id: "999999"})
    window.desk.live.session.apply(wrong)
    _require(bool(window.desk.live.checked.errors), "错的合计没有核对出来。")
    window.desk.live.session.undo()


def _print(window: MainWindow) -> bytes:
    assert window.desk.live is not None
    report = window.desk.live.report
    printable = Printable(report.composed_title, partial(report_pdf, report))
    sheets = window.acts.press.make(printable, PageSetup()).result()
    for page in range(len(sheets.sizes)):
        picture = window.acts.press.picture(sheets, page, 1.0).result()
        _require(not picture.isNull(), f"PDF 第{page + 1}页显示不出来。")
    return sheets.pdf.content


def _read(window: MainWindow, pdf: Path) -> Report:
    return window.acts.press.run(partial(read_report, pdf, window.desk.reports.forms)).result()


def _require_functions() -> None:
    """Everything that the catalogues name is there: it is not imported before it is used."""
    named = {name for format in FORMATS for name in (format.read, format.write) if name}
    for name in sorted(named | {printed.compose for printed in PRINTED}):
        function_named(name)


def _package(window: MainWindow) -> bytes:
    assert window.desk.live is not None
    return package_bytes(window.desk.live.report)


def _require(holds: bool, sentence: str) -> None:
    if not holds:
        raise Failed(sentence)


def _say(line: str) -> None:
    if sys.stdout:  # a program without a console has none
        print(line, flush=True)
