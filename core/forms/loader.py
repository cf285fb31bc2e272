"""TOML to Form, strictly: what the loader does not know, it refuses.

A wrong form file is a mistake of ours, found by the tests that load every edition; its message
therefore names file and key, in English.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import MISSING, fields, replace
from itertools import pairwise
from pathlib import Path
from string import Formatter
from typing import Any, TypeVar

from core.forms import definition as d
from core.forms import rules as r

CHOICES: Mapping[str, tuple[str, ...]] = {
    "value": ("count", "change", "money"),
    "severity": ("error", "warning", "hint"),
    "down": ("rows", "columns"),
    "each": ("row", "column"),
    "relation": ("equal", "at_least"),
    "role": ("name", "verb", "subject"),
}

Part = TypeVar("Part")


class FormError(Exception):
    """A form file breaks the format; the message names the file and the key."""


def load_forms(folder: Path) -> tuple[d.Form, ...]:
    """All editions in `folder`, by first year. Raises FormError."""
    forms = sorted((load_form(path) for path in folder.glob("*.toml")), key=lambda f: f.first_year)
    for earlier, later in pairwise(forms):
        if earlier.last_year is None or earlier.last_year >= later.first_year:
            raise FormError(f"{folder}: editions {earlier.id} and {later.id} share a year")
    return tuple(forms)


def load_form(path: Path) -> d.Form:
    """The edition in one TOML file. Raises FormError."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise FormError(f"{path.name}: {error}") from error
    reader = _Reader(path.name)
    form = reader.form(data)
    _check_references(form, path.name)
    return form


class _Reader:
    """Turns parsed TOML into the dataclasses, keeping the file's name for messages."""

    def __init__(self, file: str) -> None:
        self.file = file

    def form(self, data: dict[str, Any]) -> d.Form:
        known = {"id", "name", "authority", "years", "section", "rule", "phrase"}
        self._refuse_unknown(data, known, "form")
        years = self._take(data, "years", dict, "form")
        self._refuse_unknown(years, {"from", "to"}, "years")
        sections = self._unique(
            map(self.section, self._take(data, "section", list, "form")), "section"
        )
        rules = self._take(data, "rule", list, "form")
        return d.Form(
            id=self._take(data, "id", str, "form"),
            name=self._take(data, "name", str, "form"),
            authority=self._take(data, "authority", str, "form"),
            first_year=self._take(years, "from", int, "years"),
            last_year=self._take(years, "to", int, "years") if "to" in years else None,
            sections=sections,
            rules=self._unique(map(self.rule, rules), "rule"),
            phrases=self._phrases(data.get("phrase", []), sections),
        )

    def _phrases(
        self, written: list[dict[str, Any]], sections: tuple[d.Section, ...]
    ) -> tuple[d.Phrase, ...]:
        """What texts call rows and columns; the table's name is put before each id."""
        tables = {table.id: table for section in sections for table in section.tables}
        if len(tables) < sum(len(section.tables) for section in sections):
            raise FormError(f"{self.file}: table id given twice")
        found = []
        for data in written:
            phrase = self._part(d.Phrase, data, f"phrase {data.get('id')}")
            if phrase.table not in tables:
                raise FormError(f"{self.file}: phrase {phrase.id}: unknown table {phrase.table}")
            found.append(_expand_phrase(phrase, tables[phrase.table]))
        return self._unique(found, "phrase")

    def section(self, data: dict[str, Any]) -> d.Section:
        tables = [self.table(table) for table in data.pop("table", [])]
        where = f"section {data.get('id')}"
        section = self._part(d.Section, data | {"tables": self._unique(tables, where)}, where)
        if section.text == bool(section.tables):
            raise FormError(f"{self.file}: {where}: either text or tables")
        return section

    def table(self, data: dict[str, Any]) -> d.Table:
        where = f"table {data.get('id')}"
        rows = [self._part(d.Row, row, f"{where} row") for row in data.pop("rows", [])]
        columns = [
            self._part(d.Column, column, f"{where} column") for column in data.pop("columns", [])
        ]
        rows = [self._expand_groups(row, rows) for row in rows]
        for column in columns:
            if column.value == "money" and not (column.unit or column.units):
                raise FormError(f"{self.file}: {where}: money column {column.id} needs a unit")
        parts = {"rows": self._unique(rows, where), "columns": self._unique(columns, where)}
        table = self._part(d.Table, data | parts, where)
        depth = max(len(row.under) + 1 for row in table.rows)
        if not table.side_by_side and len(table.label_widths) != depth:
            raise FormError(f"{self.file}: {where}: one label width a level of labels")
        if len(table.column_widths) != len(table.columns):
            raise FormError(f"{self.file}: {where}: one column width a column")
        return table

    def rule(self, data: dict[str, Any]) -> r.Rule:
        where = f"rule {data.get('id')}"
        kind = r.KINDS.get(data.pop("kind", ""))
        if kind is None:
            raise FormError(f"{self.file}: {where}: kind is one of {', '.join(r.KINDS)}")
        rule = self._part(kind, data, where)
        if not rule.source.strip() or not rule.say.strip():
            raise FormError(f"{self.file}: {where}: a rule needs a sentence and a source")
        if not rule.states and not isinstance(rule, r.SumRule | r.BalanceRule):
            raise FormError(f"{self.file}: {where}: states is missing")
        if unknown := sorted(_names_in(rule.say) - kind.sayable):
            raise FormError(f"{self.file}: {where}: say has no {{{unknown[0]}}}")
        return rule

    def _part(self, kind: type[Part], data: dict[str, Any], where: str) -> Part:
        """An instance of one dataclass, every key of `data` being one of its fields."""
        known = {field.name: field for field in fields(kind)}  # type: ignore[arg-type]
        self._refuse_unknown(data, set(known), where)
        for name, field in known.items():
            if field.default is MISSING and name not in data:
                raise FormError(f"{self.file}: {where}: {name} is missing")
            if name in data and not _is_of(data[name], str(field.type)):
                raise FormError(f"{self.file}: {where}: {name} must be {field.type}")
            if name in CHOICES and name in data and data[name] not in CHOICES[name]:
                raise FormError(
                    f"{self.file}: {where}: {name} is one of {', '.join(CHOICES[name])}"
                )
        frozen = {
            key: tuple(item) if isinstance(item, list) else item for key, item in data.items()
        }
        return kind(**frozen)

    def _expand_groups(self, row: d.Row, rows: list[d.Row]) -> d.Row:
        """The row with every group named in its `sum_of` replaced by the group's rows."""
        members = {name: [r.id for r in rows if r.group == name] or [name] for name in row.sum_of}
        expanded = tuple(member for name in row.sum_of for member in members[name])
        return replace(row, sum_of=expanded)

    def _take(self, data: dict[str, Any], key: str, kind: type[Part], where: str) -> Part:
        value = data.get(key)
        if not isinstance(value, kind):
            raise FormError(f"{self.file}: {where}: {key} must be a {kind.__name__}")
        return value

    def _refuse_unknown(self, data: dict[str, Any], known: set[str], where: str) -> None:
        if unknown := sorted(set(data) - known):
            raise FormError(f"{self.file}: {where}: unknown key {', '.join(unknown)}")

    def _unique(self, parts: Iterable[Part], where: str) -> tuple[Part, ...]:
        found = tuple(parts)
        ids = [part.id for part in found]  # type: ignore[attr-defined]
        if twice := sorted({name for name in ids if ids.count(name) > 1}):
            raise FormError(f"{self.file}: {where}: id given twice: {', '.join(twice)}")
        return found


def _expand_phrase(phrase: d.Phrase, table: d.Table) -> d.Phrase:
    """The phrase with the table's name before its id, and every group replaced by its rows."""
    groups: dict[str, list[str]] = {}
    for row in table.rows:
        if row.group:
            groups.setdefault(row.group, []).append(row.id)
    rows = tuple(member for name in phrase.rows for member in groups.get(name, [name]))
    otherwise = tuple(f"{table.id}.{name}" for name in phrase.otherwise)
    return replace(phrase, id=f"{table.id}.{phrase.id}", rows=rows, otherwise=otherwise)


def _names_in(say: str) -> set[str]:
    """What a sentence asks for, such as row, left or left.0."""
    return {name for _, name, _, _ in Formatter().parse(say) if name is not None}


def _is_of(value: Any, annotation: str) -> bool:
    """Whether a TOML value fits a field's type, as far as the form's fields have one."""
    match annotation:
        case "str" | "str | None":
            return isinstance(value, str)
        case "bool":
            return isinstance(value, bool)
        case "tuple[str, ...]" | "tuple[int, ...]":
            kind = str if "str" in annotation else int
            return isinstance(value, list) and all(isinstance(item, kind) for item in value)
    return True


def _check_references(form: d.Form, file: str) -> None:
    """Raises FormError where a rule or a total names something the form does not have."""
    for cell in form.cells.values():
        for addend in cell.addends:
            if addend not in form.cells or addend == cell.id:
                raise FormError(f"{file}: {cell.id}: sum_of names {addend}")
    for phrase in form.phrases:
        _check_phrase(phrase, form, file)
    for section in form.sections:
        joined = {sum(t.label_widths + t.column_widths) for t in section.tables if t.joined}
        if len(joined) > 1:
            raise FormError(f"{file}: section {section.id}: joined tables are equally wide")
    for rule in form.rules:
        _check_rule(rule, form, file)


def _check_phrase(phrase: d.Phrase, form: d.Form, file: str) -> None:
    """Raises FormError where a phrase names what its table does not have."""
    table = form.tables[phrase.table]
    known = {
        *(("row", row.id) for row in table.rows),
        *(("column", column.id) for column in table.columns),
        *(("phrase", other.id) for other in form.phrases if other.table == table.id),
    }
    named = {
        *(("row", row) for row in phrase.rows),
        *(("column", column) for column in phrase.columns),
        *(("phrase", other) for other in phrase.otherwise),
    }
    if dangling := sorted(named - known):
        raise FormError(f"{file}: phrase {phrase.id}: unknown {' '.join(dangling[0])}")


def _check_rule(rule: r.Rule, form: d.Form, file: str) -> None:
    """Raises FormError where a rule names what the form does not have."""
    _require(rule, {rule.section} - {""}, [section.id for section in form.sections], file)
    if table_id := getattr(rule, "table", ""):
        _require(rule, {table_id}, form.tables, file)
        table = form.tables[table_id]
        rows = {row.id for row in table.rows}
        columns = {column.id for column in table.columns}
    match rule:
        case r.BalanceRule():
            _require(rule, {*rule.left, *rule.right}, rows, file)
        case r.BoundRule():
            _require(rule, {rule.lower, *rule.upper}, columns, file)
        case r.SomeRule():
            _require(rule, {rule.given, *rule.some}, columns, file)
        case r.CarryRule():
            names = {*rule.now, *rule.last, *rule.added, *rule.removed}
            _require(rule, names, columns if rule.each == "row" else rows, file)
        case r.NonNegativeRule():
            every_column = {c.id for table in form.tables.values() for c in table.columns}
            _require(rule, set(rule.terms), every_column, file)
        case r.ZeroRule() | r.DroppedRule() | r.BigChangeRule():
            _require(rule, set(rule.cells), form.cells, file)
        case r.LopsidedRule():
            _require(rule, {rule.part, rule.whole, *rule.others}, form.cells, file)
        case r.FigureRule():
            _require(rule, set(rule.topics), [phrase.id for phrase in form.phrases], file)


def _require(rule: r.Rule, names: set[str], known: Iterable[str], file: str) -> None:
    if dangling := sorted(names - set(known)):
        raise FormError(f"{file}: rule {rule.id}: unknown name {', '.join(dangling)}")
