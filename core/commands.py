"""The command line: check, print and convert packages without a screen.

What a command prints is for the clerk, in Chinese; a refusal is one sentence on standard error
and exit code 2, and then nothing was written.
"""

from __future__ import annotations

import io
import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from core.checks.findings import SEVERITY_NAMES, Finding
from core.checks.run import check
from core.forms.definition import Form
from core.forms.loader import load_forms
from core.readers.package import read_package
from core.refusal import Refused
from core.report.report import Report
from core.writers.package import write_package

REFUSED = 2
FOUND = 1


@dataclass(frozen=True)
class Resources:
    """Where the program's own files are."""

    folder: Path

    @property
    def forms(self) -> tuple[Form, ...]:
        """The editions of the form."""
        return load_forms(self.folder / "forms")

    @property
    def fonts(self) -> Path:
        """The folder of the bundled faces."""
        return self.folder / "fonts"

    @property
    def sample(self) -> Path:
        """The package of the sample report."""
        return self.folder / "samples" / "sample.nianbao"


class CommandRefused(Refused):
    """The command cannot be understood."""


def run(arguments: list[str], resources: Path) -> int:
    """Runs one command and returns its exit code: 0, 1 (must-fix findings) or 2 (refused)."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(
                errors="replace"
            )  # a console that lacks a character still shows the rest
    try:
        code = commands.main(
            arguments, prog_name="nianbao", standalone_mode=False, obj=Resources(resources)
        )
    except Refused as refusal:
        click.echo(str(refusal), err=True)
        return REFUSED
    except OSError as error:
        click.echo(f"文件读写不成（{error.filename or '输出'}），请检查位置和权限。", err=True)
        return REFUSED
    except click.UsageError as error:
        click.echo(_usage(error), err=True)
        return REFUSED
    return code if isinstance(code, int) else 0


@click.group(help="年报：检查、打印、转换年报数据包。不带命令时打开窗口。")
def commands() -> None:
    """Groups the commands below."""


PATH = click.Path(path_type=Path)
REPORT = click.argument("report", metavar="年报.nianbao", type=PATH)


@commands.command("check", help="核对一份年报数据包；有必须改的错误时退出码为 1。")
@REPORT
@click.option("--json", "as_json", is_flag=True, help="以 JSON 输出。")
@click.pass_obj
def check_package(resources: Resources, report: Path, as_json: bool) -> int:
    """Prints the findings, as lines or as JSON."""
    checked = check(read_package(report, resources.forms))
    if as_json:
        findings = [_as_data(finding) for finding in checked.findings]
        plain = sys.stdout.encoding.lower() not in ("utf-8", "utf8")
        found = {"findings": findings, "figures": []}
        click.echo(json.dumps(found, ensure_ascii=plain, indent=1))
    else:
        _print_findings(checked.findings, len(checked.not_assessable))
    return FOUND if checked.errors else 0


@commands.command("pdf", help="把年报数据包做成 PDF。")
@REPORT
@click.option("-o", "--output", required=True, metavar="年报.pdf", type=PATH)
@click.pass_obj
def print_package(resources: Resources, report: Path, output: Path) -> None:
    """Writes the PDF."""
    _write_pdf(read_package(report, resources.forms), output, resources)
    click.echo(f"已保存：{output}")


@commands.command("import", help="读入一个文件，存成年报数据包。")
@click.argument("file", metavar="文件", type=PATH)
@click.option("-o", "--output", required=True, metavar="年报.nianbao", type=PATH)
@click.pass_obj
def import_file(resources: Resources, file: Path, output: Path) -> None:
    """Reads a package and writes it in canonical form."""
    _require_package(file, "读入")
    _convert(file, output, resources)


@commands.command("export", help="把年报数据包存成别的格式。")
@REPORT
@click.option("-o", "--output", required=True, metavar="文件", type=PATH)
@click.pass_obj
def export_package(resources: Resources, report: Path, output: Path) -> None:
    """Writes a package in the format that the output's name asks for."""
    _require_package(output, "存成")
    _convert(report, output, resources)


@commands.command("sample", help="核对并打印示例年报，存在 build 文件夹。")
@click.pass_obj
def print_sample(resources: Resources) -> int:
    """Checks the sample report and prints it as build/sample.pdf."""
    report = read_package(resources.sample, resources.forms)
    checked = check(report)
    _print_findings(checked.findings, len(checked.not_assessable))
    output = Path("build") / "sample.pdf"
    output.parent.mkdir(exist_ok=True)
    _write_pdf(report, output, resources)
    click.echo(f"已保存：{output}")
    return FOUND if checked.errors else 0


def _convert(source: Path, output: Path, resources: Resources) -> None:
    write_package(read_package(source, resources.forms), output)
    click.echo(f"已保存：{output}")


def _write_pdf(report: Report, output: Path, resources: Resources) -> None:
    # ReportLab takes a tenth of a second to import; the other commands do without it.
    from core.writers.pdf.faces import Faces
    from core.writers.pdf.writer import report_pdf

    report_pdf(report, Faces(resources.fonts)).write(output)


def _print_findings(findings: tuple[Finding, ...], waiting: int) -> None:
    for finding in findings:
        name = SEVERITY_NAMES[finding.severity]
        click.echo(f"{name} {finding.rule.code} {finding.message}")
    click.echo(f"共{len(findings)}个问题，缺数待核{waiting}项。")


def _as_data(finding: Finding) -> dict[str, Any]:
    """A finding for programs: numbers as strings, None where the rule compares none."""
    numbers = {"left": finding.left, "right": finding.right, "difference": finding.difference}
    return {
        "rule": finding.rule.id,
        "code": finding.rule.code,
        "severity": finding.severity,
        "message": finding.message,
        "cells": list(finding.cells),
        **{name: None if number is None else str(number) for name, number in numbers.items()},
        "culprits": [],
    }


def _require_package(path: Path, act: str) -> None:
    if path.suffix.lower() != ".nianbao":
        raise CommandRefused(f"不能{act}“{path.name}”，这个版本只认 .nianbao 年报数据包。")


def _usage(error: click.UsageError) -> str:
    """Click's complaint in one Chinese sentence."""
    help_line = "请用 --help 看用法。"
    match error:
        case click.NoSuchOption():
            return f"没有“{error.option_name}”这个选项，{help_line}"
        case click.MissingParameter():
            return f"缺少“{error.param.human_readable_name if error.param else ''}”，{help_line}"
    return f"命令不对，{help_line}"
