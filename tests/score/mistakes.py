"""Mistakes that clerks make, each put into one report. The words put in are made up."""

import copy
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import cycle
from typing import Any

Package = dict[str, Any]


@dataclass(frozen=True)
class Case:
    """A report, and the labels of the figures in its texts."""

    package: Package
    figures: tuple[Mapping[str, Any], ...] = ()

    def copy(self) -> Package:
        """The report, to be changed."""
        return copy.deepcopy(self.package)


@dataclass(frozen=True)
class Made:
    """A report with a mistake, and last year's where that is needed to see it.

    `rules` are those that alone can be said to find it; () for any.
    """

    now: Package
    last: Package | None = None
    rules: tuple[str, ...] = ()


Inject = Callable[[Case], Made | None]


def says(name: str, section: str, words: str) -> Inject:
    """Puts a sentence at the end of a section that is written."""

    def inject(case: Case) -> Made | None:
        if not case.package["texts"].get(section, "").strip():
            return None
        changed = case.copy()
        changed["texts"][section] += words
        return Made(changed)

    inject.__name__ = name
    return inject


# ---- cells and figures ----


def total(case: Case) -> Made | None:
    """One more in a total that is typed, beside addends that are all filled."""
    changed = case.copy()
    cells = changed["cells"]
    for cell, value in cells.items():
        before = cell.rsplit(".", 1)[0]
        addends = [c for c in cells if c.startswith(f"{before}.") and c != cell]
        if cell.endswith(".total") and value.isdecimal() and len(addends) > 3:
            cells[cell] = str(int(value) + 1)
            return Made(changed)
    return None


def received(case: Case) -> Made | None:
    """Another figure in the text than in the table."""
    cell = case.package["cells"].get("applications.new_received.total", "")
    if not cell.isdecimal():
        return None
    words = f"\n本年度共收到政府信息公开申请{int(cell) + 7}件。"
    return says("received", "problems", words)(case)


def figures_of(case: Case) -> Iterator[tuple[Mapping[str, Any], int]]:
    """The figures of a report's texts that agree with one filled cell, with their values."""
    for label in case.figures:
        cells = list(label.get("cells") or [])
        if label["kind"] == "cell" and len(cells) == 1 and label.get("agrees"):
            value = case.package["cells"].get(cells[0][1], "")
            number = re.search("[0-9]+", label["text"])
            if value.isdecimal() and int(value) and number and number[0] == value:
                yield label, int(value)


def written_as(case: Case, label: Mapping[str, Any], words: str) -> Package:
    """The report with other words for one figure."""
    changed = case.copy()
    kind, _, key = label["section"].rpartition(":")
    texts = changed["notes" if kind else "texts"]
    texts[key] = texts[key][: label["start"]] + words + texts[key][label["end"] :]
    return changed


def myriads(case: Case) -> Made | None:
    """万件 for 件."""
    for label, value in figures_of(case):
        return Made(written_as(case, label, label["text"].replace(str(value), f"{value}万")))
    return None


def other_unit(case: Case) -> Made | None:
    """条 for 件, in the last of two figures of applications or more."""
    counted = [one for one, _ in figures_of(case) if one["text"].endswith("件")]
    counted = [one for one in counted if one["cells"][0][1].startswith("applications.")]
    if len(counted) < 2:
        return None
    return Made(written_as(case, counted[-1], counted[-1]["text"].replace("件", "条")))


def yuan(case: Case) -> Made | None:
    """What was charged in 元, where the form asks for 万元; last year's was as much."""
    cell = "fees.administrative_fees.amount"
    charged = case.package["cells"].get(cell, "")
    if not re.fullmatch(r"[0-9]+(?:\.[0-9]+)?", charged) or not float(charged):
        return None
    last = last_year(case)
    last["cells"][cell] = charged
    changed = case.copy()
    changed["cells"][cell] = str(round(float(charged) * 10**4))
    return Made(changed, last)


def myriads_of_licences(case: Case) -> Made | None:
    """万件 for 件 in what the text says of a cell of section two."""
    decided = case.package["cells"].get("licensing.licences.decisions", "")
    if not decided.isdecimal() or not int(decided):
        return None
    return says("licences", "general", f"\n全年作出行政许可决定{decided}万件。")(case)


def bare_yuan(case: Case) -> Made | None:
    """元 for 万元 in what the text says was charged."""
    charged = case.package["cells"].get("fees.administrative_fees.amount", "")
    if not charged.replace(".", "").isdecimal() or not float(charged):
        return None
    return says("bare_yuan", "problems", f"\n全年收取行政事业性收费{charged}元。")(case)


# ---- last year's ----


def last_year(case: Case) -> Package:
    """A report of the year before: without texts, with other figures in all cells but zeros."""
    last = case.copy()
    last["year"] -= 1
    last["texts"], last["notes"], last["explanations"] = {}, {}, []
    for cell, value in last["cells"].items():
        if value.isdecimal() and int(value):
            last["cells"][cell] = str(int(value) + 3 + int(value) // 4)
    return last


def figure_of_last_year(case: Case) -> Made | None:
    """Last year's figure left in a text."""
    last = last_year(case)
    for label, value in figures_of(case):
        before = last["cells"][label["cells"][0][1]]
        words = label["text"].replace(str(value), before)
        return Made(written_as(case, label, words), last)
    return None


def cell_of_last_year(case: Case) -> Made | None:
    """Last year's number left in a cell that no sum holds."""
    last = last_year(case)
    for table in ("licensing", "enforcement"):
        for cell, value in last["cells"].items():
            if cell.startswith(table) and cell.endswith(".decisions") and int(value or 0) > 99:
                changed = case.copy()
                changed["cells"][cell] = value
                return Made(changed, last)
    return None


def row_of_last_year(case: Case) -> Made | None:
    """Last year's numbers left in the row of what was received, total and all."""
    last = last_year(case)
    row = {c: v for c, v in last["cells"].items() if c.startswith("applications.new_received.")}
    if len(row) < 3 or row.get("applications.new_received.total", "0") == "0":
        return None
    changed = case.copy()
    changed["cells"] |= row
    return Made(changed, last)


# ---- copies of last year's texts ----

_WORDS = (
    ("进一步", "持续"), ("加强", "强化"), ("完善", "健全"), ("提高", "提升"), ("及时", "按时"),
    ("开展", "组织"), ("不断", "逐步"), ("部分", "个别"), ("积极", "主动"), ("工作人员", "人员"),
    ("需要", "有待"), ("群众", "公众"), ("方面", "领域"), ("以及", "和"), ("通过", "依托"),
)  # fmt: skip
_OWN = (
    "年初新来的两名同事先跟班一个月，再独立答复。", "档案室把近三年的卷宗逐一扫描编目。",
    "七月起每周五下午由分管负责人当面听取来访者的意见。", "乡贤议事会上专门讲了一次怎样写申请书。",
)  # fmt: skip
_SENTENCE = re.compile(r"[^。；\n]+[。；]?")


def _reworded(sentence: str) -> str:
    """A sentence in other words, its first clause behind the others."""
    for word, other in _WORDS:
        sentence = sentence.replace(word, other)
    first, *others = sentence.rstrip("。；").split("，")
    return "，".join([*others, first]) + "。"


def _every_second(text: str, change: Callable[[str], str]) -> str:
    """A text with each second sentence changed."""
    parity = cycle((False, True))
    return _SENTENCE.sub(lambda found: change(found[0]) if next(parity) else found[0], text)


def half_reworded(text: str) -> str:
    """Each second sentence in other words."""
    return _every_second(text, _reworded)


def half_new(text: str) -> str:
    """Each second sentence a new one."""
    own = cycle(_OWN)
    return _every_second(text, lambda _: next(own))


def in_one_paragraph(text: str) -> str:
    """The paragraphs run together, behind one of one's own."""
    return _OWN[0] + text.replace("\n", "") + _OWN[1]


def reworded(text: str) -> str:
    """Every sentence in other words."""
    return _SENTENCE.sub(lambda found: _reworded(found[0]), text)


def copied(change: Callable[[str], str]) -> Inject:
    """A section of last year, changed a little."""

    def inject(case: Case) -> Made | None:
        key = next(
            (k for k in ("problems", "general") if len(case.package["texts"].get(k, "")) > 99), ""
        )
        if not key:
            return None
        last = last_year(case)
        last["texts"] = {key: case.package["texts"][key]}
        changed = case.copy()
        changed["texts"][key] = change(last["texts"][key])
        return Made(changed, last, ("last_text.copied", "last_text.kept"))

    inject.__name__ = change.__name__
    return inject


# ---- years and names ----


def carried_from(case: Case) -> Made | None:
    """结转 of two years before."""
    words = f"{case.package['year'] - 2}年结转申请3件。"
    return says("carried_from", "general", words)(case)


def year_of_preface(case: Case) -> Made | None:
    """The preface of last year's report."""
    changed = case.copy()
    said = f"现公布{changed['year'] - 1}年政府信息公开工作年度报告。"
    changed["texts"]["preface"] = changed["texts"].get("preface", "") + said
    return Made(changed)


def work_of_last_year(case: Case) -> Made | None:
    """What was done, said of last year."""
    words = f"\n{case.package['year'] - 1}年，主动公开政府信息120条。"
    return says("work_of_last_year", "general", words)(case)


def _like(case: Case) -> str:
    """Another office like the one that reports."""
    name = case.package["agency"]["name"]
    endings = {"街道": "石桥街道", "街道办事处": "石桥街道", "镇": "石桥镇", "镇人民政府": "石桥镇"}
    endings |= {"乡": "石桥乡", "局": "北岭县水务局", "委员会": "北岭县水务局"}
    endings |= {"市人民政府": "北岭市", "市人民政府办公厅": "北岭市政府办公厅"}
    ending = max((e for e in endings if name.endswith(e)), key=len, default="")
    return endings.get(ending, "北岭县水务局")


def title_of_another(case: Case) -> Made | None:
    """The title of another office's report."""
    changed = case.copy()
    year = changed["year"]
    changed["texts"]["title"] = f"{_like(case)}{year}年政府信息公开工作年度报告"
    return Made(changed)


def report_of_another(case: Case) -> Made | None:
    """Another office in what publishes the report."""
    words = f"\n现将{_like(case)}{case.package['year']}年度政府信息公开工作年度报告公布如下。"
    return says("report_of_another", "general", words)(case)


def work_of_another(case: Case) -> Made | None:
    """Another office in what the report tells of the year."""
    words = f"\n{case.package['year']}年，{_like(case)}共收到政府信息公开申请2件。"
    return says("work_of_another", "general", words)(case)


def published_by_another(case: Case) -> Made | None:
    """Another office at the head of a sentence on what was published."""
    return says("published_by_another", "general", f"\n{_like(case)}主动公开政府信息56条。")(case)


KINDS: dict[str, tuple[Inject, ...]] = {
    "totals": (total,),
    "text against table": (received,),
    "units": (myriads, other_unit, yuan, myriads_of_licences, bare_yuan),
    "last year's": (figure_of_last_year, cell_of_last_year, row_of_last_year),
    "copied": tuple(map(copied, (half_reworded, half_new, in_one_paragraph, reworded))),
    "year": (carried_from, year_of_preface, work_of_last_year),
    "agency": (
        says("pattern_name", "problems", "\nXX局将继续做好公开工作。"),
        says("pattern_address", "problems", "\n详见（具体网址）。"),
        says(
            "report_of_a_bureau", "general", "\n现公布北岭县水务局2031年政府信息公开工作年度报告。"
        ),
        title_of_another, report_of_another, work_of_another, published_by_another,
    ),
    "privacy": (
        says("citizen_id", "problems", "\n申请人身份证号11010519491231002X。"),
        says("wrong_citizen_id", "problems", "\n申请人身份证号110105194912310021。"),
        says("name", "problems", "\n申请人王小明要求公开。"),
        says("name_first", "problems", "\n张建国，男，要求公开征地材料。"),
        says("home", "problems", "\n家住人民路幸福小区12号。"),
        says("plate", "problems", "\n车牌号粤A12345的申请。"),
        says("mobile", "problems", "\n可致电13912345678。"),
    ),
}  # fmt: skip
