"""How well a file was read: what came of it against its truth, cell by cell, text by text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from typing import Any

Data = Mapping[str, Any]

# What may become of a cell. The last three nobody would notice; there may be none of them.
RIGHT = "right"
ALLOWED = "left open as it may be"
MARKED = "marked"  # left blank, and the report says so
WRONG = "silently wrong"
MISSING = "silently missing"
INVENTED = "invented"


@dataclass
class Score:
    """Counts over one file or several; `cells` are those of which something is true.

    `facts` are edition, year and agency. `outcomes` are files that were read or refused as they
    should be.
    """

    files: int = 0
    outcomes: int = 0
    cells: int = 0
    right: int = 0
    allowed: int = 0
    marked: int = 0
    wrong: int = 0
    missing: int = 0
    invented: int = 0
    texts: int = 0
    texts_right: int = 0
    facts: int = 0
    facts_right: int = 0
    seconds: float = 0.0
    remarks: list[str] = field(default_factory=list)

    def add(self, other: Score) -> None:
        """Adds the counts of another, not its remarks."""
        for count in fields(self):
            if count.name != "remarks":
                sum_ = getattr(self, count.name) + getattr(other, count.name)
                setattr(self, count.name, sum_)

    @property
    def silent(self) -> int:
        """Cells that are wrong without a word."""
        return self.wrong + self.invented

    def line(self) -> str:
        """The counts in one line."""
        share = 100 * (self.right + self.allowed) / self.cells if self.cells else 100
        return (
            f"cells {self.right}+{self.allowed}/{self.cells} ({share:.2f} %), "
            f"marked {self.marked}, wrong {self.wrong}, missing {self.missing}, "
            f"invented {self.invented}; texts {self.texts_right}/{self.texts}; "
            f"facts {self.facts_right}/{self.facts}; {self.seconds:.1f} s"
        )


def scored_refusal(truth: Data, sentence: str) -> Score:
    """The score of a file that was refused with this sentence."""
    if truth["expect"] == "refused":
        return Score(files=1, outcomes=1, remarks=[f"refused: {sentence}"])
    cells, texts = len(truth["package"]["cells"]), len(dict(_texts(truth["package"])))
    remarks = [f"REFUSED, should be read: {sentence}"]
    return Score(files=1, cells=cells, marked=cells, texts=texts, facts=3, remarks=remarks)


def scored_reading(truth: Data, read: Data, report: Data) -> Score:
    """The score of a file that was read: the package that came of it, and what `--report` said."""
    if truth["expect"] == "refused":
        kept = len(read["cells"])
        return Score(files=1, invented=kept, remarks=["READ, should be refused"])
    score = Score(files=1, outcomes=1)
    marked = {unsure["cell"] for unsure in report["unsure"]} | set(report["missing"])
    wanted = truth["package"]
    for cell in {**wanted["cells"], **dict.fromkeys(truth["unsure_allowed"]), **read["cells"]}:
        _count(score, cell, truth, read["cells"].get(cell), cell in marked)
    _count_texts(score, dict(_texts(wanted)), dict(_texts(read)))
    _count_facts(score, wanted, read)
    return score


def verdict_on(truth: Data, cell: str, value: str | None, marked: bool) -> str | None:
    """What became of a cell that holds `value`, None for a blank; None where nothing was to be."""
    true = truth["package"]["cells"].get(cell)
    allowed = [true, *truth.get("alternatives", {}).get(cell, ())]
    if value is not None:
        if value in allowed:
            return RIGHT if true is not None else None
        return WRONG if true is not None else INVENTED
    may_be_open = cell in truth.get("unsure_allowed", ())
    if true is None:
        return MISSING if may_be_open and not marked else None
    if None in allowed or (may_be_open and marked):
        return ALLOWED
    return MARKED if marked else MISSING


def _count(score: Score, cell: str, truth: Data, value: str | None, marked: bool) -> None:
    true = truth["package"]["cells"].get(cell)
    score.cells += true is not None
    verdict = verdict_on(truth, cell, value, marked)
    match verdict:
        case "right":
            score.right += 1
        case "left open as it may be":
            score.allowed += 1
        case "marked":
            score.marked += 1
        case "silently wrong":
            score.wrong += 1
        case "silently missing":
            score.missing += 1
        case "invented":
            score.invented += 1
    if verdict not in (None, RIGHT, ALLOWED):
        score.remarks.append(f"{verdict}: {cell} is {true!r}, read {value!r}")


def _count_texts(score: Score, wanted: Mapping[str, str], read: Mapping[str, str]) -> None:
    for key in sorted({*wanted, *read}):
        score.texts += 1
        if folded(wanted.get(key, "")) == folded(read.get(key, "")):
            score.texts_right += 1
        else:
            score.remarks.append(_difference(key, wanted.get(key, ""), read.get(key, "")))


def _difference(key: str, wanted: str, read: str) -> str:
    one, other = folded(wanted), folded(read)
    same = next(
        (i for i, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]),
        min(len(one), len(other)),
    )
    start = max(same - 6, 0)
    return f"text: {key} at {same}: …{one[start : same + 20]}… read …{other[start : same + 20]}…"


def _count_facts(score: Score, wanted: Data, read: Data) -> None:
    for name, true, said in (
        ("edition", wanted["edition"], read["edition"]),
        ("year", wanted["year"], read["year"]),
        ("agency", wanted["agency"]["name"], read["agency"]["name"]),
    ):
        score.facts += 1
        if true == said:
            score.facts_right += 1
        else:
            score.remarks.append(f"fact: {name} is {true!r}, read {said!r}")


def _texts(package: Data) -> Iterator[tuple[str, str]]:
    """Texts and notes that say something; a title that is none of its own is composed."""
    composed = f"{package['agency']['name']}{package['year']}年政府信息公开工作年度报告"
    texts = {"title": composed, **package["texts"]}
    yield from ((f"texts.{key}", text) for key, text in texts.items() if folded(text))
    yield from ((f"notes.{key}", text) for key, text in package["notes"].items() if folded(text))


def folded(text: str) -> str:
    """The text without white space."""
    return "".join(text.split())
