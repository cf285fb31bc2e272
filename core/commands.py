"""The command line: check, print and convert packages without a screen.

A report is a package or a PDF that carries one. What a command prints is for the clerk, in
Chinese; a refusal is one sentence on standard error and exit code 2, and then nothing was written.
What only some commands need is imported by those: the rules take as long as a page, ReportLab too.
"""

from __future__ import annotations

import errno
import io
import json
import os
import sys
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from core.document.catalogue import PRINTED, Printed
from core.files import write_whole
from core.formats import PACKAGE, PDF, Format, importable, writable, writable_format
from core.forms.loader import load_forms, read_sources
from core.readers.file import read_report
from core.record import record
from core.refusal import Refused, one_line, quoted
from core.resources import Resources

if TYPE_CHECKING:
    from core.checks.findings import CheckResult, Finding
    from core.document.blocks import Document
    from core.forms.definition import Form
    from core.report.report import Report
    from core.writers.pdf.faces import Faces

REFUSED = 2
FOUND = 1
INTERRUPTED = 130
CLOSED_PIPE = (errno.EPIPE, errno.EINVAL)  # the latter is what Windows says

Edition = TypeVar("Edition")


@record
class Program:
    """What the commands work with: the program's own files, and in `data` what it remembers."""

    resources: Resources
    data: Path

    @property
    def forms(self) -> tuple[Form, ...]:
        """The editions of the form."""
        return load_forms(self.resources.forms)

    def faces(self) -> Faces:
        """The faces of the printed page: the computer's own, or else the program's."""
        from core.writers.pdf.installed import office_faces

        return office_faces(self.resources.fonts, self.data)


class CommandRefused(Refused):
    """The command cannot be understood."""


def run(arguments: list[str], resources: Resources, data: Path) -> int:
    """Runs one command and returns its exit code: 0, 1 (must-fix findings) or 2 (refused).

    130, as shells say it, where it is ended by Ctrl+C.
    `data` is the folder where the program keeps what it remembers.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(
                errors="replace"
            )  # a console that lacks a character still shows the rest
    try:
        code = commands.main(
            arguments, prog_name="nianbao", standalone_mode=False, obj=Program(resources, data)
        )
    except Refused as refusal:
        _say(str(refusal), err=True)
        return REFUSED
    except OSError as error:
        where = one_line(str(error.filename or "输出"))
        _say(f"文件读写不成（{where}），请检查位置和权限。", err=True)
        return REFUSED
    except click.UsageError as error:
        _say(_usage(error), err=True)
        return REFUSED
    except (click.Abort, KeyboardInterrupt):
        return INTERRUPTED
    return code if isinstance(code, int) else 0


@click.group(help="年报：检查、打印、转换年报数据包。不带命令时打开窗口。")
def commands() -> None:
    """Groups the commands below."""


def _suffixes(formats: Iterable[Format]) -> str:
    return "、".join(format.suffix for format in formats)


PATH = click.Path(path_type=Path)
REPORT = click.argument("report", metavar="年报.nianbao", type=PATH)
PREVIOUS = click.option(
    "--previous", metavar="上年.nianbao", type=PATH, help="上年的年报，用来核对。"
)
LOCAL = click.option(
    "--local", metavar="地方要求.toml", type=PATH, multiple=True, help="上级的地方要求，一并核对。"
)
EDITION = click.argument("edition", metavar="格式版本")
OUTPUT_PDF = click.option("-o", "--output", required=True, metavar="文件.pdf", type=PATH)


@commands.command("check", help="核对一份年报数据包；有必须改的错误时退出码为 1。")
@REPORT
@PREVIOUS
@LOCAL
@click.option("--json", "as_json", is_flag=True, help="以 JSON 输出。")
@click.pass_obj
def check_package(
    program: Program, report: Path, previous: Path | None, local: tuple[Path, ...], as_json: bool
) -> int:
    """Prints the findings, as lines or as JSON."""
    _, checked = _checked(report, previous, program, local)
    if as_json:
        from core.as_data import checked_data

        encoding = sys.stdout.encoding if sys.stdout else ""  # a closed one is None
        plain = encoding.lower() not in ("utf-8", "utf8")
        _say(json.dumps(checked_data(checked), ensure_ascii=plain, indent=1))
    else:
        _print_findings(checked.findings, len(checked.not_assessable))
    return FOUND if checked.errors else 0


@commands.command("pdf", help="把年报数据包做成 PDF。草稿每页有“草稿”二字。")
@REPORT
@OUTPUT_PDF
@click.option("--final", is_flag=True, help="不带“草稿”二字；有必须改的错误时不能用。")
@click.option("--one-sided", is_flag=True, help="单面打印：页码居中。")
@click.option("--landscape", is_flag=True, help="宽的表格横排。")
@click.pass_obj
def print_package(
    program: Program,
    report: Path,
    output: Path,
    final: bool,
    one_sided: bool,
    landscape: bool,
) -> None:
    """Writes the PDF, with the package in it as it is."""
    from core.writers.pdf.page import PageSetup
    from core.writers.pdf.writer import final_pdf, report_pdf

    read = read_report(report, program.forms)
    if final:
        _require_no_errors(read)
    setup = PageSetup(two_sided=not one_sided, landscape_tables=landscape)
    make = final_pdf if final else report_pdf
    make(read, program.faces(), setup).write(output)
    _say(f"已保存：{output}")


@commands.command(
    "import", help=f"读入任何来源的一份年报（{_suffixes(importable())}），存成年报数据包。"
)
@click.argument("file", metavar="文件", type=PATH)
@click.option("-o", "--output", required=True, metavar="年报.nianbao", type=PATH)
@click.option("--report", "told", metavar="读入情况.json", type=PATH, help="另存读入的情况。")
@click.option("--take-unsure", is_flag=True, help="拿不准的格也填入，不留空。")
@click.pass_obj
def import_file(
    program: Program, file: Path, output: Path, told: Path | None, take_unsure: bool
) -> None:
    """Reads a report that anybody made, and writes what is sure of it as a package."""
    from core.as_data import reading_data
    from core.importing import read_file
    from core.matching.reading import Reading

    found = read_file(file, program.forms)
    if isinstance(found, Reading):
        reading, report = found, found.report(take_unsure)
    else:
        reading, report = Reading.of(found, quoted(file.name)), found
    _write(report, PACKAGE, output, program)
    if told:
        data = json.dumps(reading_data(reading), ensure_ascii=False, indent=1)
        write_whole(told, f"{data}\n".encode())
    for notice in reading.notices:
        _say(f"注意 {notice}")
    if reading.unsure or reading.missing:
        kept = "已填入" if take_unsure else "留空"
        _say(
            f"有{len(reading.unsure)}格拿不准（{kept}），{len(reading.missing)}格没找到；"
            "请对照原文核对。"
        )


@commands.command("compare", help="对照年报与公开的文件是否一致；有不同时退出码为 1。")
@REPORT
@click.argument("file", metavar="文件", type=PATH)
@click.option("-o", "--output", metavar="清单.pdf", type=PATH, help="把不同之处做成 PDF。")
@click.pass_obj
def compare_file(program: Program, report: Path, file: Path, output: Path | None) -> int:
    """Prints where a published file is not what the report is."""
    from core.comparing.differences import KIND_NAMES, compare, place_of
    from core.comparing.listed import comparison_list, remarks_on, summary
    from core.importing import read_foreign

    read = read_report(report, program.forms)
    reading = read_foreign(file, program.forms)
    differences = compare(read, reading)
    for difference in differences:
        ours, theirs = (text or "（空）" for text in (difference.ours, difference.theirs))
        kind = KIND_NAMES[difference.kind]
        _say(f"{kind} {place_of(difference, read)}：年报 {ours} → 文件 {theirs}")
    remarks = remarks_on(read, reading)
    for remark in remarks:
        _say(f"注意 {remark}")
    _say(summary(file.name, differences))
    if output:
        _print(comparison_list(read, file.name, differences, remarks), output, program)
    return FOUND if differences else 0


@commands.command("export", help=f"把年报数据包存成别的格式：{_suffixes(writable())}。")
@REPORT
@click.option("-o", "--output", required=True, metavar="文件", type=PATH)
@click.pass_obj
def export_package(program: Program, report: Path, output: Path) -> None:
    """Writes a package in the format that the output's name asks for."""
    written = writable_format(output)
    _write(read_report(report, program.forms), written, output, program)


def _add_printing(printed: Printed) -> None:
    """Adds the command that prints one of the catalogue's documents."""
    if printed.needs == "edition":

        @commands.command(printed.command, help=printed.help)
        @EDITION
        @OUTPUT_PDF
        @click.pass_obj
        def print_of_edition(program: Program, edition: str, output: Path) -> None:
            _print(printed.of_edition(_form(edition, program)), output, program)

    else:

        @commands.command(printed.command, help=printed.help)
        @REPORT
        @PREVIOUS
        @OUTPUT_PDF
        @click.pass_obj
        def print_of_report(
            program: Program, report: Path, previous: Path | None, output: Path
        ) -> None:
            _print(printed.of_report(*_checked(report, previous, program)), output, program)


for document in PRINTED:
    _add_printing(document)


@commands.command("form", help="列出一个格式版本的全部内容：表格、正文用语、核对规则（TOML）。")
@EDITION
@click.pass_obj
def print_form(program: Program, edition: str) -> None:
    """Prints an edition whole, with what it shares with others in its place."""
    from core.forms.editions import whole_editions
    from core.forms.written_out import written_out

    editions = whole_editions(read_sources(program.resources.forms))
    written = written_out(_chosen(edition, {whole["id"]: whole for whole in editions}))
    _say(written.removesuffix("\n"))


@commands.command("verify", help="核对一个备份是否完好。")
@click.argument("backup", metavar="备份.db", type=PATH)
@click.pass_obj
def verify_backup(program: Program, backup: Path) -> None:
    """Opens a backup and reads all of it; also how the window does so beside the clerk's work."""
    from core.store.copies import require_good

    require_good(backup, program.forms)
    _say("备份完好。")


@commands.command("sample", help="核对并打印示例年报，存在 build 文件夹。")
@click.pass_obj
def print_sample(program: Program) -> int:
    """Checks the sample report and prints it as build/sample.pdf."""
    report = read_report(program.resources.sample, program.forms)
    checked = _check(report)
    _print_findings(checked.findings, len(checked.not_assessable))
    output = Path("build") / "sample.pdf"
    output.parent.mkdir(exist_ok=True)
    _write(report, PDF, output, program)
    return FOUND if checked.errors else 0


def _checked(
    report: Path, previous: Path | None, program: Program, local: tuple[Path, ...] = ()
) -> tuple[Report, CheckResult]:
    """A report with its verdicts, also on what is demanded in the `local` files.

    Raises Refused where last year's is of another year, or a demand is for another.
    """
    forms = program.forms
    read = read_report(report, forms)
    if local:
        from core.forms.demands import read_demands, with_demands

        demands = tuple(read_demands(path, forms) for path in local)
        if other := next((d for d in demands if not d.covers(read.year)), None):
            raise CommandRefused(
                f"--local 的{quoted(other.name)}用于{other.years}，这份是{read.year}年度的年报。"
            )
        read = replace(read, form=with_demands(read.form, demands))
    last = read_report(previous, forms) if previous else None
    if last and last.year != read.year - 1:
        raise CommandRefused(
            f"--previous 给的是{last.year}年度的年报，核对要用{read.year - 1}年度的。"
        )
    return read, _check(read, last)


def _check(report: Report, last: Report | None = None) -> CheckResult:
    from core.checks.run import check

    return check(report, last)


def _form(edition: str, program: Program) -> Form:
    return _chosen(edition, {form.id: form for form in program.forms})


def _chosen(edition: str, editions: Mapping[str, Edition]) -> Edition:
    if edition not in editions:
        raise CommandRefused(f"没有格式版本{quoted(edition)}，请从{'、'.join(editions)}里选一个。")
    return editions[edition]


def _print(document: Document, output: Path, program: Program) -> None:
    from core.writers.pdf.writer import document_pdf

    document_pdf(document, program.faces()).write(output)
    _say(f"已保存：{output}")


def _write(report: Report, written: Format, output: Path, program: Program) -> None:
    write_whole(output, written.content(report, program.faces))
    _say(f"已保存：{output}")


def _say(line: str, err: bool = False) -> None:
    """Prints a line. A pipe that was closed at the other end is no error."""
    try:
        click.echo(line, err=err)
    except OSError as error:
        if error.errno not in CLOSED_PIPE:
            raise
        nowhere = os.open(os.devnull, os.O_WRONLY)
        stream = sys.stderr if err else sys.stdout
        os.dup2(nowhere, stream.fileno())  # takes the rest, and what Python flushes at exit
        os.close(nowhere)


def _print_findings(findings: tuple[Finding, ...], waiting: int) -> None:
    from core.checks.findings import SEVERITY_NAMES

    for finding in findings:
        name = SEVERITY_NAMES[finding.severity]
        _say(f"{name} {finding.rule.code} {finding.message}")
    _say(f"共{len(findings)}个问题，缺数待核{waiting}项。")


def _require_no_errors(report: Report) -> None:
    """Raises CommandRefused where a draft has errors.

    A report that was published with errors prints as it is, but nothing prints as final while a
    rule came to no verdict.
    """
    checked = _check(report)
    unknown = len(checked.undecided)
    if report.status == "draft" and checked.errors:
        among = f"（其中{unknown}条规则没能核对）" if unknown else ""
        raise CommandRefused(
            f"还有{len(checked.errors)}处必须改的错误{among}，不能按定稿打印；"
            "请改正后再打印，或者去掉 --final。"
        )
    if unknown:
        raise CommandRefused(f"有{unknown}条规则没能核对，不能按定稿打印；请去掉 --final。")


def _usage(error: click.UsageError) -> str:
    """Click's complaint in one Chinese sentence."""
    help_line = "请用 --help 看用法。"
    match error:
        case click.NoSuchOption():
            return f"没有{quoted(error.option_name)}这个选项，{help_line}"
        case click.MissingParameter():
            return f"缺少“{error.param.human_readable_name if error.param else ''}”，{help_line}"
    return f"命令不对，{help_line}"
