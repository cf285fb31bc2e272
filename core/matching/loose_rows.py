"""Rows of the form's tables that stand in a file as lines of text, outside any grid."""

from __future__ import annotations

from collections.abc import Iterable

from core.forms.definition import Form
from core.matching.axes import views_of
from core.matching.labels import label_of
from core.matching.matrix import kind_of

_NAMED = 0.85  # likeness of a name that nothing else would have
_TOLD = ("注", "（注", "(注", "说明", "备注")  # what a note to a table begins with


def is_loose_row(text: str, form: Form) -> bool:
    """Whether a line is a row of a table: names of its lines or columns, figures, no sentence."""
    if text.startswith(_TOLD) or text.endswith("。"):
        return False
    words, figures = _names_and_figures(text)
    named = [word for word in words if _is_name(word, form)]
    return (bool(named) or figures > 1) and 2 * (len(named) + figures) >= len(words) + figures


def has_figures(text: str) -> bool:
    """Whether figures stand among the words of a row."""
    return bool(_names_and_figures(text)[1])


def count_of_names(texts: Iterable[str], form: Form) -> int:
    """How many texts are a name of the form's tables, or begin with one."""
    return sum(any(_is_name(word, form) for word in text.split()[:2]) for text in texts)


def _names_and_figures(text: str) -> tuple[list[str], int]:
    words = [word for word in text.split() if kind_of(word) != "figure"]
    return words, len(text.split()) - len(words)


def _is_name(word: str, form: Form) -> bool:
    words = label_of(word).words
    return any(max(v.down.best(words), v.across.best(words)) > _NAMED for v in views_of(form))
