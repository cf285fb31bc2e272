"""How well the figures of a folder's texts are bound: recall, precision, wrong ones, alarms."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from core.checks.findings import CheckResult, Figure, Finding
from core.forms.rules import FigureRule, ProseRule
from core.report.texts import TextPlace

Label = Mapping[str, Any]


@dataclass
class FigureScore:
    """Counts over all reports scored so far, and a line for every miss."""

    cells: int = 0
    cells_found: int = 0
    bindings: int = 0
    bindings_right: int = 0
    relations: dict[str, list[int]] = field(default_factory=dict)
    wrong: int = 0
    wrong_found: int = 0
    false_alarms: int = 0
    misses: list[str] = field(default_factory=list)

    def add(self, name: str, labels: Sequence[Label], checked: CheckResult) -> None:
        """Scores one report's figures against its labels."""
        figures = {(key_of(f.span.place), f.span.start): f for f in checked.figures}
        places = {(label["section"], label["start"]): label for label in labels}
        for place, label in places.items():
            self._label(name, label, figures.get(place))
        for figure in checked.figures:
            if figure.cells:
                named = places.get((key_of(figure.span.place), figure.span.start))
                self.bindings += 1
                right = named is not None and set(figure.cells) in map(set, readings(named))
                self.bindings_right += right
                if not right:
                    self._miss(name, "bound wrongly", figure.text, figure.cells)
        for finding in figure_findings(checked):
            labelled = [places[place] for place in places_of(finding) if place in places]
            if not labelled:
                self._miss(name, "judge by hand", finding.message, ())
            elif not any(map(is_wrong, labelled)):
                self.false_alarms += 1
                self._miss(name, "false alarm", finding.message, ())

    def lines(self) -> Iterator[str]:
        """The score in words, misses last."""
        yield (
            f"figures: recall of cells {self.cells_found}/{self.cells}, "
            f"precision of bindings {self.bindings_right}/{self.bindings}, "
            f"wrong ones caught {self.wrong_found}/{self.wrong}, false alarms {self.false_alarms}"
        )
        kinds = [f"{kind} {n}/{of}" for kind, (n, of) in sorted(self.relations.items())]
        yield f"figures by kind: {', '.join(kinds)}"
        yield from self.misses

    def _label(self, name: str, label: Label, figure: Figure | None) -> None:
        kind = label["kind"]
        right = figure is not None and relation_fits(kind, figure)
        if kind == "cell":
            self.cells += 1
            right = right and set(figure.cells if figure else ()) in map(set, readings(label))
            self.cells_found += right
        counts = self.relations.setdefault(kind, [0, 0])
        counts[0] += right
        counts[1] += 1
        if not right and kind not in ("year", "other"):
            self._miss(name, f"{kind} missed", label["text"], figure.cells if figure else ())
        if is_wrong(label):
            self.wrong += 1
            caught = figure is not None and figure.agrees is False
            self.wrong_found += caught
            if not caught:
                self._miss(name, "wrong one missed", label["text"], ())

    def _miss(self, name: str, what: str, text: str, cells: Sequence[str]) -> None:
        self.misses.append(f"  {name}: {what}: {text} {' '.join(cells)}".rstrip())


def readings(label: Label) -> list[list[str]]:
    """The signed ids of a label's cells, and those of its second reading."""
    ways = [label.get("cells") or [], label.get("also") or []]
    return [[("-" if sign == "-" else "") + cell for sign, cell in way] for way in ways if way]


def is_wrong(label: Label) -> bool:
    """Whether the published figure is wrong."""
    return label.get("agrees") is False or label.get("agrees_blank_as_0") is False


def relation_fits(kind: str, figure: Figure) -> bool:
    """Whether a figure is of the relation that a label's kind asks for."""
    return figure.relation in {
        "cell": ("cell", "sum"),
        "list_total": ("text_sum",),
        "list_item": ("text_sum",),
        "percent": ("share",),
        "change": ("change",),
        "fee": ("text_sum", "none"),
    }.get(kind, ("none",))


def key_of(place: TextPlace) -> str:
    """What a case's labels call a text."""
    return f"note:{place.key}" if place.kind == "notes" else place.key


def places_of(finding: Finding) -> list[tuple[str, int]]:
    """Where in the texts a finding points."""
    return [(key_of(span.place), span.start) for span in finding.spans]


def figure_findings(checked: CheckResult) -> list[Finding]:
    """The warnings and errors about figures in texts."""
    kinds = (FigureRule, ProseRule)
    found = [f for f in checked.findings if isinstance(f.rule, kinds)]
    return [f for f in found if f.spans and f.severity != "hint"]
