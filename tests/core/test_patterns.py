"""Every pattern of core takes a time that grows with the length of a text, and not faster.

The patterns are found, not listed: those that modules hold by themselves and those made from the
phrases of each edition. That there are no others is tested too.
"""

import ast
import re
import time
from collections.abc import Callable, Iterator
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

import pytest

import core
from core.checks.prose.phrases import phrase_book
from core.checks.wording.contents import former_documents, number_in_force
from core.forms.definition import Form
from tests.editions import each_shipped_edition
from tests.hostile import Run, runs

MODULES = {m.name: import_module(m.name) for m in walk_packages(core.__path__, "core.")}
# These functions make patterns of their arguments; what they return is tested.
MAKERS = {"phrase_book", "_book", "_pieces_around", "number_in_force", "former_documents"}

SHORT, LONG = 2_000, 20_000  # characters
MOST_TIMES = 25  # as long for ten times the length: 10 is linear, 100 is square
SURELY = 60  # times as long that no busy machine explains
AT_ONCE = 0.0002  # seconds for a short run: a square time would be ten times that
# Seconds that runs of a few characters may take at most. An exponential time shows here already.
FEW, NO_TIME = (16, 20, 24, 28, 32, 36, 42, 48, 100, 200, 500), 0.02
CLEARLY = 6  # times as long for four times the length: 4 is linear, 16 is square

Way = Callable[[re.Pattern[str], str], object]
WAYS: dict[str, Way] = {
    "search": lambda pattern, text: pattern.search(text),
    "match": lambda pattern, text: pattern.match(text),
    "fullmatch": lambda pattern, text: pattern.fullmatch(text),
    "finditer": lambda pattern, text: sum(1 for _ in pattern.finditer(text)),
    "findall": lambda pattern, text: pattern.findall(text),
    "sub": lambda pattern, text: pattern.sub("", text),
}


def patterns_in(holder: object) -> Iterator[re.Pattern[str]]:
    """The patterns in a value of a module: itself, in a container or in a class of ours."""
    if isinstance(holder, re.Pattern):
        yield holder
    elif isinstance(holder, dict):
        yield from patterns_in([*holder.keys(), *holder.values()])
    elif isinstance(holder, list | tuple | set | frozenset):
        for item in holder:
            yield from patterns_in(item)
    elif isinstance(holder, type) and holder.__module__ in MODULES:
        yield from patterns_in(list(vars(holder).values()))


def found() -> dict[str, re.Pattern[str]]:
    """Every pattern that a module holds, by `module:name`."""
    patterns: dict[str, re.Pattern[str]] = {}
    for module in MODULES.values():
        for name, holder in vars(module).items():
            for number, pattern in enumerate(patterns_in(holder)):
                if pattern not in patterns.values():
                    patterns[f"{module.__name__}:{name}{f'.{number}' if number else ''}"] = pattern
    return patterns


@cache
def nodes(module: str) -> tuple[ast.AST, ...]:
    """The syntax of a module, read when the first test wants it."""
    source = Path(MODULES[module].__file__ or "").read_text(encoding="utf-8")
    return tuple(ast.walk(ast.parse(source)))


def name_of(node: ast.AST) -> str:
    """The last part of a name: `BEFORE` for `words.BEFORE`."""
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")


@cache
def names_of(module: str) -> set[str]:
    """All names in a module."""
    return {name_of(node) for node in nodes(module)}


@cache
def calls_of(module: str) -> set[tuple[str, str]]:
    """What a module does with patterns: the name of one, and the way."""
    return {
        (name_of(node.value), node.attr)
        for node in nodes(module)
        if isinstance(node, ast.Attribute) and node.attr in WAYS
    }


PATTERNS = found()
KNOWN = {name.partition(":")[2] for name in PATTERNS}


def ways_of(name: str) -> set[str]:
    """How the code uses a pattern, in its own module or, where it is public, in any.

    Where it goes by another name, as an item of a list does, those are the ways in which patterns
    are used there that go by other names.
    """
    module, _, own = name.partition(":")
    own = own.partition(".")[0]
    where = [module] if own.startswith("_") else [m for m in MODULES if own in names_of(m)]
    calls = [call for m in where for call in calls_of(m)]
    return {way for called, way in calls if called == own} or {
        way for called, way in calls if called not in KNOWN
    }


def seconds(way: Way, pattern: re.Pattern[str], text: str) -> float:
    start = time.thread_time()
    way(pattern, text)
    return time.thread_time() - start


def takes_too_long(pattern: re.Pattern[str], way: Way, run: Run) -> bool:
    """Whether a run of ten times the length takes much more than ten times as long."""
    few = 0.0
    for length in FEW:
        text = run.of(length)
        few = seconds(way, pattern, text)
        if few > NO_TIME and all(seconds(way, pattern, text) > NO_TIME for _ in range(2)):
            return True
    short = run.of(SHORT)
    if seconds(way, pattern, short) < max(AT_ONCE, few * CLEARLY):
        return False
    long = run.of(LONG)
    for _ in range(4):  # the machine may be busy
        once = min(seconds(way, pattern, short) for _ in range(3))
        times = seconds(way, pattern, long) / once
        if once < AT_ONCE or times < MOST_TIMES:
            return False
        if times > SURELY:
            return True
    return True


def too_long(pattern: re.Pattern[str], ways: set[str]) -> list[tuple[str, Run]]:
    """Runs that take too long, with the way in which they do."""
    return [
        (way, run)
        for run in runs(pattern)
        for way in ways
        if takes_too_long(pattern, WAYS[way], run)
    ]


@pytest.mark.parametrize("name", PATTERNS)
def test_that_the_time_of_a_pattern_grows_with_the_text(name: str) -> None:
    assert too_long(PATTERNS[name], ways_of(name)) == []


@each_shipped_edition
def test_that_the_time_to_find_phrases_grows_with_the_text(
    edition: str, form_of: Callable[[str], Form]
) -> None:
    assert too_long(phrase_book(form_of(edition)).pattern, {"finditer"}) == []


@each_shipped_edition
def test_that_the_time_to_find_document_numbers_grows_with_the_text(
    form_of: Callable[[str], Form], edition: str
) -> None:
    form = form_of(edition)
    in_force = number_in_force(form)

    assert in_force is not None
    assert too_long(in_force, {"search"}) == []
    assert too_long(former_documents(form, ()), {"finditer"}) == []


def test_that_no_pattern_is_made_where_it_is_not_tested() -> None:
    """Patterns stand at the top of their modules, but for those of the makers."""
    hidden = [
        f"{name}:{node.lineno}"
        for name in MODULES
        for function in nodes(name)
        if isinstance(function, ast.FunctionDef | ast.Lambda)
        and getattr(function, "name", "") not in MAKERS
        for node in ast.walk(function)
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and node.value.id == "re"
        and node.attr in {*WAYS, "compile", "split", "subn"}
    ]
    assert hidden == []


@pytest.mark.parametrize(
    ("pattern", "way"),
    [
        (r"[A-Za-z]+/?[A-Za-z]*\s[0-9]+", "finditer"),
        (r"\s*\d?\s*件", "match"),
        (r"[十百千]+件", "finditer"),
        (r"(?:案件|案|件)*。", "match"),
        (r"无(?:的?(?:申请|的))*(?=$|，)", "search"),
        (r"其中.*局$", "search"),
        (r"(?<=年)度(?=.*年度报告)", "sub"),
    ],
)
def test_that_patterns_that_were_slow_would_be_found(pattern: str, way: str) -> None:
    slow = re.compile(pattern)
    assert any(takes_too_long(slow, WAYS[way], run) for run in runs(slow))
