"""What commands print for other programs: plain data, to be written as JSON."""

from __future__ import annotations

from typing import Any

from core.checks.findings import CheckResult, Figure, Finding
from core.forms.definition import Form
from core.matching.reading import CellReading, Reading
from core.report.places import name_of_target


def checked_data(checked: CheckResult) -> dict[str, Any]:
    """What a check found, and every figure of the texts that it read."""
    return {
        "findings": [_finding(finding) for finding in checked.findings],
        "figures": [_figure(figure) for figure in checked.figures],
    }


def reading_data(reading: Reading) -> dict[str, Any]:
    """What could be read of a file, and what could not; sure cells are in the package alone."""
    return {
        "edition": reading.form.id,
        "year": reading.year,
        "agency": reading.agency.name,
        "unsure": [_unsure(cell) for cell in reading.unsure],
        "missing": list(reading.missing),
        "unplaced": [{"text": left.text, "where": left.where} for left in reading.unplaced],
        "notices": [*reading.notices, *_unsure_texts(reading, reading.form)],
    }


def _finding(finding: Finding) -> dict[str, Any]:
    """A finding: numbers as strings, None where the rule compares none."""
    numbers = {"left": finding.left, "right": finding.right, "difference": finding.difference}
    return {
        "rule": finding.rule.id,
        "code": finding.rule.code,
        "severity": finding.severity,
        "message": finding.message,
        "cells": list(finding.cells),
        **{name: None if number is None else str(number) for name, number in numbers.items()},
        "culprits": [
            [{"cell": cell, "value": str(value)} for cell, value in repair.values.items()]
            for repair in finding.culprits
        ],
    }


def _figure(figure: Figure) -> dict[str, Any]:
    """A figure: its value as a string, `start` in code points of its text."""
    return {
        "section": figure.span.text,
        "start": figure.span.start,
        "text": figure.text,
        "value": str(figure.value),
        "relation": figure.relation,
        "cells": list(figure.cells),
        "agrees": figure.agrees,
    }


def _unsure(cell: CellReading) -> dict[str, str]:
    return {
        "cell": cell.cell,
        "value": cell.value,
        "read": cell.read,
        "where": cell.where,
        "why": cell.doubt,
    }


def _unsure_texts(reading: Reading, form: Form) -> list[str]:
    return [
        f"{name_of_target(text.target, form)}（{text.where}）没有填入：{text.doubt}"
        for text in reading.texts
        if text.doubt
    ]
