"""The tables of a form as two axes, down and across, whose places have names to be looked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property, lru_cache

from core.forms.definition import Form, Table
from core.matching.labels import label_of, likeness, without_remarks
from core.record import record

ANOTHER_NAME = 0.97  # what a name that texts use counts beside the form's own
_REMEMBERED = 4096  # words, of some hundred in a file
_TOO_FEW = 2  # signs that may be like a name with one of them alone


@record
class Node:
    """A place on an axis: a line of cells, or a group heading before its lines (`line` -1).

    `names` are the words it goes by, the form's own first; `before` are the words of headings that
    may stand before them. `above` are the indices of the headings it stands under.
    """

    line: int
    text: str
    number: int
    names: tuple[str, ...]
    before: tuple[str, ...]
    above: tuple[int, ...]

    def likeness(self, words: str) -> float:
        """How well the words name this place."""
        best = self._named(words)
        for heading in self.before:
            if words.startswith(heading):
                best = max(best, self._named(words[len(heading) :]))
            else:
                best = max(best, likeness(words, heading + self.names[0]))
        return best

    def _named(self, words: str) -> float:
        others = (ANOTHER_NAME * likeness(words, name) for name in self.names[1:])
        return max(likeness(words, self.names[0]), *others, 0.0)


@record(eq=False)
class Axis:
    """Places in the order of the form; an axis of one line without a name has no nodes."""

    nodes: tuple[Node, ...]
    lines: int

    @cached_property
    def leaves(self) -> tuple[Node, ...]:
        """The places that are lines of cells."""
        return tuple(node for node in self.nodes if node.line >= 0)

    @cached_property
    def likeness(self) -> Callable[[str], tuple[float, ...]]:
        """How well words name each place; the same words come again and again."""
        return lru_cache(_REMEMBERED)(self._likeness)

    def best(self, words: str) -> float:
        """How well words name the place that they name best."""
        return max(self.likeness(words), default=0.0)

    def _likeness(self, words: str) -> tuple[float, ...]:
        near = self._sharing(words)
        return tuple(
            node.likeness(words) if near >> i & 1 else 0.0 for i, node in enumerate(self.nodes)
        )

    def _sharing(self, words: str) -> int:
        """The places, as bits, whose names have two of the signs: others are not alike at all."""
        once = twice = 0
        if len(words) <= _TOO_FEW:
            return -1
        for sign in set(words):
            places = self._signs.get(sign, 0)
            twice |= once & places
            once |= places
        return twice

    @cached_property
    def _signs(self) -> Mapping[str, int]:
        found: dict[str, int] = {}
        for i, node in enumerate(self.nodes):
            for sign in set("".join((*node.names, *node.before))):
                found[sign] = found.get(sign, 0) | 1 << i
        return found


@record(eq=False)
class View:
    """One way to lay a table out: `cells` by line down and line across."""

    table: Table
    down: Axis
    across: Axis
    cells: tuple[tuple[str, ...], ...]

    @property
    def is_flat(self) -> bool:
        """Whether all stands in one row that needs no name."""
        return not self.down.nodes


@lru_cache(maxsize=8)
def views_of(form: Form) -> tuple[View, ...]:
    """Every table with its rows down and columns across, and side by side where the form has it."""
    found = []
    for table in form.tables.values():
        rows = [(*row.under, row.label) for row in table.rows]
        columns = [(*column.under, column.label) for column in table.columns]
        row_names = [
            (row.short, *row.also, *_phrases(form, table, row.id, "")) for row in table.rows
        ]
        column_names = [
            (*column.also, *_phrases(form, table, "", column.id)) for column in table.columns
        ]
        down = _axis(rows, row_names, _group_names(form, table))
        across = _axis(columns, column_names, {})
        cells = tuple(
            tuple(f"{table.id}.{row.id}.{column.id}" for column in table.columns)
            for row in table.rows
        )
        found.append(View(table, down, across, cells))
        if table.side_by_side:
            paths = [(*row, *column) for row in rows for column in columns]
            names = [names for _ in rows for names in column_names]
            flat = tuple(cell for row in cells for cell in row)
            found.append(View(table, Axis((), 1), _axis(paths, names, {}), (flat,)))
    return tuple(found)


def _phrases(form: Form, table: Table, row: str, column: str) -> tuple[str, ...]:
    """What texts call a row or a column, by names that mean nothing else."""
    wanted = (row,) if row else (), (column,) if column else ()
    return tuple(
        word
        for phrase in form.phrases
        if phrase.table == table.id and phrase.role == "name" and not phrase.otherwise
        if (phrase.rows, phrase.columns) == wanted
        for word in phrase.words
        if "{" not in word
    )


def _group_names(form: Form, table: Table) -> Mapping[str, tuple[str, ...]]:
    """What texts call the groups of a table's rows, by the heading of the group."""
    groups: dict[str, list[str]] = {}
    for row in table.rows:
        if row.group:
            groups.setdefault(row.under[-1], []).append(row.id)
    return {
        heading: tuple(
            word
            for phrase in form.phrases
            if phrase.table == table.id and phrase.rows == tuple(rows) and phrase.role == "name"
            for word in phrase.words
            if "{" not in word
        )
        for heading, rows in groups.items()
    }


def _axis(
    paths: Sequence[tuple[str, ...]],
    names: Sequence[Iterable[str]],
    group_names: Mapping[str, tuple[str, ...]],
) -> Axis:
    nodes: list[Node] = []
    headings: dict[tuple[str, ...], int] = {}
    for line, path in enumerate(paths):
        for level in range(1, len(path)):
            if path[:level] not in headings:
                above = tuple(headings[path[:i]] for i in range(1, level))
                headings[path[:level]] = len(nodes)
                nodes.append(_node(-1, path[:level], group_names.get(path[level - 1], ()), above))
        above = tuple(headings[path[:i]] for i in range(1, len(path)))
        nodes.append(_node(line, path, names[line], above))
    return Axis(tuple(nodes), len(paths))


def _node(line: int, path: tuple[str, ...], names: Iterable[str], above: tuple[int, ...]) -> Node:
    text = path[-1]
    label = label_of(text)
    shorter = label_of(without_remarks(text)).words
    others = dict.fromkeys((shorter, *(label_of(name).words for name in names)))
    others.pop(label.words, None)
    others.pop("", None)
    parts = [label_of(part).words for part in path]
    before = tuple(dict.fromkeys(("".join(parts[:-1]), *parts[:-1]))) if len(parts) > 1 else ()
    return Node(line, text, label.number, (label.words, *others), before, above)
