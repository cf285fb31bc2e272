"""TOML to Form, strictly: what the loader does not know, it refuses."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import MISSING, fields, replace
from functools import lru_cache
from pathlib import Path
from string import Formatter
from types import UnionType
from typing import Any, Literal, TypeVar, get_args, get_origin, get_type_hints

from core.chinese.numbering import heading_of
from core.forms import definition as d
from core.forms import rules as r
from core.forms.editions import whole_editions
from core.forms.file import Data, FormError
from core.forms.meanings import check_meanings
from core.forms.memory import recall, remember

Part = TypeVar("Part")
EVERY_YEAR = 2000  # with a year after it that has no 29th of February


def load_forms(folder: Path) -> tuple[d.Form, ...]:
    """All editions in `folder`, by first year. Raises FormError.

    They are remembered there, so that the next start need not read the files again while they
    are the same.
    """
    sources = read_sources(folder)
    editions = recall(folder, sources)
    if editions is not None:
        return _forms(editions, checked=True)
    editions = whole_editions(sources)
    forms = _forms(editions, checked=False)
    remember(editions, folder, sources)
    return forms


def read_sources(folder: Path) -> dict[str, str]:
    """The texts of the form files in a folder, by their names without `.toml`."""
    return {path.stem: path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.toml"))}


def _forms(editions: Iterable[Data], checked: bool) -> tuple[d.Form, ...]:
    """The forms of whole editions, `checked` being those that were loaded before."""
    forms: list[d.Form] = []
    for edition in editions:
        reader = _Reader(f"{edition['id']}.toml", checked)
        form = reader.form(edition, forms[-1] if forms else None)
        if not checked:
            _check_references(form, reader.file)
            check_meanings(form, reader.file)
        forms.append(form)
    return tuple(forms)


class _Reader:
    """Turns parsed TOML into the dataclasses, keeping the file's name for messages."""

    def __init__(self, file: str, checked: bool) -> None:
        self.file = file
        self.checked = checked  # was checked before, so need not be again

    def form(self, data: Data, former: d.Form | None) -> d.Form:
        """The edition; `former` is the one before it."""
        sections = tuple(map(self.section, data["section"]))
        return d.Form(
            id=data["id"],
            name=data["name"],
            authority=data["authority"],
            first_year=data["years"]["from"],
            last_year=data["years"].get("to"),
            sections=sections,
            rules=tuple(map(self.rule, data["rule"])),
            phrases=self._phrases(data["phrase"], sections),
            former=former,
            deadlines=tuple(map(self.deadline, data["deadline"])),
        )

    def deadline(self, data: Data) -> d.Deadline:
        """A day by which reports are published."""
        deadline = self._part(d.Deadline, data, f"deadline {data.get('month')}-{data.get('day')}")
        try:
            deadline.after(EVERY_YEAR)
        except ValueError as error:
            raise FormError(f"{self.file}: deadline: no such day every year") from error
        if not deadline.source.strip():
            raise FormError(f"{self.file}: deadline: it needs a source")
        return deadline

    def _phrases(
        self, written: Iterable[Data], sections: tuple[d.Section, ...]
    ) -> tuple[d.Phrase, ...]:
        """What texts call rows and columns; the table's name is put before each id."""
        tables = {table.id: table for section in sections for table in section.tables}
        found = []
        for data in written:
            phrase = self._part(d.Phrase, data, f"phrase {data.get('id')}")
            if phrase.table not in tables:
                raise FormError(f"{self.file}: phrase {phrase.id}: unknown table {phrase.table}")
            found.append(_expand_phrase(phrase, tables[phrase.table]))
        return tuple(found)

    def section(self, data: Data) -> d.Section:
        """A section with its tables."""
        where = f"section {data['id']}"
        own = {key: value for key, value in data.items() if key != "table"}
        tables = tuple(map(self.table, data.get("table", [])))
        section = self._part(d.Section, own, where, tables=tables)
        if section.text == bool(section.tables):
            raise FormError(f"{self.file}: {where}: either text or tables")
        if not self.checked:
            self._check_subheadings(section, where)
        return section

    def _check_subheadings(self, section: d.Section, where: str) -> None:
        """Raises FormError for sub-headings that nobody asks for, or that cannot be written."""
        words = section.subheadings
        if bool(words) != bool(section.subheadings_source.strip()):
            raise FormError(f"{self.file}: {where}: sub-headings and their source go together")
        if words and not section.text:
            raise FormError(f"{self.file}: {where}: only a text has sub-headings")
        for word in words:
            if not word.strip() or heading_of(word) or words.count(word) > 1:
                raise FormError(f"{self.file}: {where}: no sub-heading: '{word}'")

    def table(self, data: Data) -> d.Table:
        """A table with its rows and columns."""
        where = f"table {data['id']}"
        own = {key: value for key, value in data.items() if key not in ("rows", "columns")}
        rows = [self._part(d.Row, row, f"{where} row {row['id']}") for row in data["rows"]]
        columns = tuple(
            self._part(d.Column, column, f"{where} column {column['id']}")
            for column in data["columns"]
        )
        if not rows or not columns:
            raise FormError(f"{self.file}: {where}: rows or columns are missing")
        for column in columns:
            if column.value == "money" and not (column.unit or column.units):
                raise FormError(f"{self.file}: {where}: money column {column.id} needs a unit")
        table = self._part(d.Table, own, where, rows=_with_groups_expanded(rows), columns=columns)
        depth = max(len(row.under) + 1 for row in table.rows)
        if not table.side_by_side and len(table.label_widths) != depth:
            raise FormError(f"{self.file}: {where}: one label width a level of labels")
        if len(table.column_widths) != len(table.columns):
            raise FormError(f"{self.file}: {where}: one column width a column")
        return table

    def rule(self, data: Data) -> r.Rule:
        """A rule of the kind that it names."""
        where = f"rule {data['id']}"
        name = data.get("kind", "")
        if name not in r.KINDS:
            raise self._unknown("kind", name, tuple(r.KINDS), where)
        kind = r.KINDS[name]
        rule = self._part(kind, {key: data[key] for key in data if key != "kind"}, where)
        if not self.checked:
            self._check_words(rule, where)
        return rule

    def _check_words(self, rule: r.Rule, where: str) -> None:
        if not all(words.strip() for words in (rule.source, rule.say, rule.headline)):
            raise FormError(
                f"{self.file}: {where}: a rule needs a sentence, a headline and a source"
            )
        if not rule.states and not isinstance(rule, r.SumRule | r.BalanceRule):
            raise FormError(f"{self.file}: {where}: states is missing")
        for key, words in (("say", rule.say), ("headline", rule.headline)):
            if unknown := sorted(_names_in(words) - rule.sayable):
                raise FormError(f"{self.file}: {where}: {key} has no {{{unknown[0]}}}")

    def _part(self, kind: type[Part], data: Data, where: str, **made: object) -> Part:
        """An instance of one dataclass, every key of `data` being one of its other fields.

        `made` are the fields that are parts themselves.
        """
        if not self.checked:
            self._check_keys(kind, data, where, set(made))
        values = {
            key: tuple(value) if isinstance(value, list) else value for key, value in data.items()
        }
        return kind(**values, **made)

    def _check_keys(self, kind: type, data: Data, where: str, made: set[str]) -> None:
        known = {field.name: field for field in fields(kind) if field.name not in made}
        if unknown := sorted(set(data) - set(known)):
            raise FormError(f"{self.file}: {where}: unknown key {', '.join(unknown)}")
        for name, field in known.items():
            if name not in data:
                if field.default is MISSING:
                    raise FormError(f"{self.file}: {where}: {name} is missing")
                continue
            wanted = _types_of(kind)[name]
            if not _is_of(data[name], wanted):
                raise FormError(f"{self.file}: {where}: {name} must be {field.type}")
            words = data[name] if isinstance(data[name], list) else [data[name]]
            if choices := _choices(wanted):
                for word in words:
                    if word not in choices:
                        raise self._unknown(name, word, choices, where)

    def _unknown(self, name: str, word: str, choices: tuple[str, ...], where: str) -> FormError:
        known = ", ".join(filter(None, choices))
        return FormError(f"{self.file}: {where}: unknown {name} '{word}', one of {known}")


def _with_groups_expanded(rows: Iterable[d.Row]) -> tuple[d.Row, ...]:
    """The rows with every group named in a `sum_of` replaced by the group's rows."""
    groups = _groups(rows)
    return tuple(
        replace(row, sum_of=tuple(m for name in row.sum_of for m in groups.get(name, [name])))
        if row.sum_of
        else row
        for row in rows
    )


def _groups(rows: Iterable[d.Row]) -> Mapping[str, list[str]]:
    """The ids of the rows of each group."""
    groups: dict[str, list[str]] = {}
    for row in rows:
        if row.group:
            groups.setdefault(row.group, []).append(row.id)
    return groups


def _expand_phrase(phrase: d.Phrase, table: d.Table) -> d.Phrase:
    """The phrase with the table's name before its id, and every group replaced by its rows."""
    groups = _groups(table.rows)
    rows = tuple(member for name in phrase.rows for member in groups.get(name, [name]))
    otherwise = tuple(f"{table.id}.{name}" for name in phrase.otherwise)
    return replace(phrase, id=f"{table.id}.{phrase.id}", rows=rows, otherwise=otherwise)


def _names_in(say: str) -> set[str]:
    """What a sentence asks for, such as row, left or left.0."""
    return {name for _, name, _, _ in Formatter().parse(say) if name is not None}


@lru_cache
def _types_of(kind: type) -> Mapping[str, Any]:
    """The types of a dataclass's fields, by name."""
    return get_type_hints(kind)


def _is_of(value: Any, wanted: Any) -> bool:
    """Whether a TOML value fits a field's type, a word of a closed choice being any text here."""
    origin, inner = get_origin(wanted), get_args(wanted)
    if origin is Literal:
        return isinstance(value, str)
    if origin is UnionType:
        return any(_is_of(value, one) for one in inner)
    if origin is tuple:
        return isinstance(value, list) and all(_is_of(item, inner[0]) for item in value)
    return type(value) is wanted  # to Python, true is an int


def _choices(wanted: Any) -> tuple[str, ...]:
    """The words that a field is one of, or a list of; () for a field that is of another type."""
    if get_origin(wanted) is Literal:
        return get_args(wanted)
    return _choices(get_args(wanted)[0]) if get_origin(wanted) is tuple else ()


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
    sections = {rule.section, *getattr(rule, "or_in", ())} - {""}
    _require(rule, sections, [section.id for section in form.sections], file)
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
        case r.ZeroRule() | r.DroppedRule() | r.BigChangeRule() | r.UnchangedRule():
            _require(rule, set(rule.cells), form.cells, file)
        case r.LopsidedRule():
            _require(rule, {rule.part, rule.whole, *rule.others}, form.cells, file)
        case r.FigureRule():
            _require(rule, set(rule.topics), [phrase.id for phrase in form.phrases], file)


def _require(rule: r.Rule, names: set[str], known: Iterable[str], file: str) -> None:
    if dangling := sorted(names - set(known)):
        raise FormError(f"{file}: rule {rule.id}: unknown name {', '.join(dangling)}")
