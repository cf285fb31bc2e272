"""An edition written out whole, as a TOML file that says the same without a base."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import fields

from core.forms import definition as d
from core.forms import rules as r
from core.forms.file import HEAD, Data

# What a reader of a rule looks for first, and the sentences, which are long, last.
FIRST = ("id", "code", "kind", "table")
LAST = ("severity", "section", "states", "headline", "say", "source")
IN_LINES = {"columns": d.Column, "rows": d.Row}


def written_out(edition: Data) -> str:
    """The file of a whole edition (see `core.forms.editions`), in one fixed order."""
    blocks = [_keys({key: edition[key] for key in HEAD}, HEAD)]
    if dropped := edition.get("drop"):
        blocks.append(f"[drop]\n{_keys(dropped, dropped)}")
    for section in edition["section"]:
        blocks.append("[[section]]\n" + _keys(section, _order(d.Section)))
        for table in section.get("table", ()):
            keys = [key for key in _order(d.Table) if key not in IN_LINES]
            blocks.append("[[section.table]]\n" + _keys(table, keys) + _lines(table))
    blocks += ["[[phrase]]\n" + _keys(phrase, _order(d.Phrase)) for phrase in edition["phrase"]]
    blocks += [
        "[[rule]]\n" + _keys(rule, _order(r.KINDS[rule["kind"]])) for rule in edition["rule"]
    ]
    return "\n".join(blocks)


def _order(kind: type) -> list[str]:
    """The keys of a part in the order of its fields, but for those in FIRST and LAST."""
    own = [field.name for field in fields(kind)]
    first = [name for name in FIRST if name in own or name == "kind"]
    last = [name for name in LAST if name in own]
    return [*first, *(name for name in own if name not in (*first, *last)), *last]


def _keys(part: Mapping[str, object], order: Iterable[str]) -> str:
    return "".join(f"{key} = {_value(part[key])}\n" for key in order if key in part)


def _lines(table: Data) -> str:
    """The columns and rows of a table, a line each."""
    written = ""
    for key, kind in IN_LINES.items():
        order = _order(kind)
        lines = "".join(f"  {_inline(part, order)},\n" for part in table[key])
        written += f"{key} = [\n{lines}]\n"
    return written


def _inline(part: Mapping[str, object], order: Iterable[str]) -> str:
    return f"{{ {', '.join(f'{key} = {_value(part[key])}' for key in order if key in part)} }}"


def _value(value: object) -> str:
    if isinstance(value, dict):
        return _inline(value, value)
    if isinstance(value, list):
        return f"[{', '.join(map(_value, value))}]"
    # JSON writes texts, numbers and truth as TOML does, but for one control character.
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
