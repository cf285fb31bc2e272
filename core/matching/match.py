"""Contents of a foreign file to a reading of it, on the form's data alone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from core.forms.definition import Form
from core.matching.agency import Years, agency_of, name_in, name_of_file, year_in, years_in
from core.matching.cells import Read
from core.matching.choice import read_table
from core.matching.evidence import weighed
from core.matching.headings import regions
from core.matching.items import Item, items_of
from core.matching.loose_rows import count_of_names, has_figures
from core.matching.reading import Reading, TextReading
from core.matching.tables import Candidate, Tables, tables_in
from core.matching.texts import Texts, main_region, texts_in, title_in, title_of_file
from core.readers.contents import Contents, Grid
from core.refusal import Refused
from core.report.report import Agency, Report

FIRST_YEAR = 2019  # of the Regulations' form of a report with these tables
_LEAST_TABLES = 0.5  # of what the whole form would score
# （文字描述） and ××年×月×日
_PLACEHOLDER = re.compile(
    r"^\s*[（(][^（()）]*[）)]\s*$|^.*(?:[×○〇＿_*]{2}|[xX]{2}|[×○xX*_＿]\s*月).*$", re.MULTILINE
)
_LEAST_TEXT = 10  # characters of a text that is more than a placeholder


class NotAReport(Refused):
    """The file is no report of the form."""


def match(contents: Contents, forms: Iterable[Form], file_name: str = "") -> Reading:
    """The file read as a report of the edition whose layout it has mostly.

    Raises NotAReport with a sentence for a file that is none, an empty form, or a report from
    before the first edition.
    """
    form, tables = _edition(contents, tuple(forms), file_name)
    contents = tables.contents
    items = items_of(contents, tables.taken)
    years = [_year_of(items, region) for region in regions(items, form)]
    region, others = main_region(items, form, 0, years)
    candidates = [c for c in tables.candidates if _is_within(c, items, region, others)]
    texts = texts_in(items, region, form, _blocks(candidates, form))
    texts.title = texts.title or title_of_file(contents.title)
    told = years_in(
        texts.title,
        [reading.text for reading in texts.readings],
        texts.signature,
        file_name,
    )
    notices = list(contents.notices)
    if others:
        notices.append("文件里不止一份年报，只读了其中一份；附在后面的没有读。")
    year = _year(told, form, notices)
    read = _tables(candidates, items, form, year, notices)
    _refuse_others(tables, texts, read, told)
    agency = _agency(texts, contents, file_name, notices)
    readings = [*_title(texts, agency, year, form), *texts.readings, *read.notes]
    order = {cell: i for i, cell in enumerate(form.cells)}
    cells = sorted(read.cells.values(), key=lambda reading: order[reading.cell])
    cells = weighed(cells, form, notices)
    return Reading(
        contents,
        form,
        year,
        agency,
        tuple(cells),
        tuple(_in_order(readings, form)),
        tuple(dict.fromkeys((*read.unplaced, *texts.rows, *texts.unplaced))),
        tuple(dict.fromkeys(notices)),
    )


def _edition(contents: Contents, forms: Sequence[Form], file_name: str) -> tuple[Form, Tables]:
    """The edition that fits best; the one whose years cover the file's where two fit alike."""
    found = [(form, tables_in(contents, form)) for form in forms]
    words = " ".join((contents.title, file_name, *_first_words(contents)))
    year = year_in(words)
    best = max(tables.score for _, tables in found)
    fitting = [pair for pair in found if pair[1].score >= best - 0.05]
    if best < _LEAST_TABLES:  # there are but names, in lines of text or an empty form
        names = [count_of_names(_all_texts(contents), form) for form, _ in fitting]
        most = max(names)
        fitting = [pair for pair, count in zip(fitting, names, strict=True) if count == most]
    covering = [pair for pair in fitting if pair[0].covers(year)]
    return (covering or fitting[-1:])[0]


def _all_texts(contents: Contents) -> Iterator[str]:
    for block in contents.blocks:
        if isinstance(block, Grid):
            yield from (cell.text for cell in block.cells)
        else:
            yield block.text


def _first_words(contents: Contents) -> list[str]:
    items = items_of(contents, {})
    return [item.text for item in items[:12]]


def _year_of(items: Sequence[Item], region: tuple[int, int]) -> int:
    """The year that the title of a report names, else its first text; 0 for none."""
    first, end = region
    title = title_in(items, first, min(first + 30, end))
    told = years_in(title, [item.text for item in items[first:end]], "", "")
    return told.title or told.period


def _is_within(
    candidate: Candidate, items: Sequence[Item], region: tuple[int, int], others: int
) -> bool:
    if not others:
        return True
    first, end = region
    begin = items[first].block if first else 0
    last = items[end].block if end < len(items) else None
    return begin <= candidate.block and (last is None or candidate.block < last)


def _blocks(candidates: Sequence[Candidate], form: Form) -> dict[str, tuple[int, int]]:
    """The first and last block of each section's tables; of the largest candidates for them."""
    blocks: dict[str, tuple[int, int]] = {}
    for section in form.sections:
        best = [
            max((c for c in candidates if c.view.table is table), key=lambda c: c.score)
            for table in section.tables
            if any(c.view.table is table for c in candidates)
        ]
        if best:
            own = [c for c in candidates if c.view.table in section.tables]
            ends = [part.matrix.block for c in own for part in c.parts]
            blocks[section.id] = (min(candidate.block for candidate in best), max(ends))
    return blocks


def _tables(
    candidates: Sequence[Candidate],
    items: Sequence[Item],
    form: Form,
    year: int,
    notices: list[str],
) -> Read:
    whole = Read()
    for table in form.tables.values():
        own = [c for c in candidates if c.view.table is table]
        read, said = read_table(table, own, items, form, year)
        whole.cells |= read.cells
        whole.notes += read.notes
        whole.unplaced += read.unplaced
        notices += said
    return whole


def _refuse_others(tables: Tables, texts: Texts, read: Read, told: Years) -> None:
    """Raises NotAReport where what was found is no report."""
    few = tables.score < _LEAST_TABLES
    written = [r for r in texts.readings if len(_PLACEHOLDER.sub("", r.text)) >= _LEAST_TEXT]
    if few and (told.best and told.best < FIRST_YEAR):
        raise NotAReport(
            f"这是{told.best}年度的年报，{FIRST_YEAR}年度以前的年报没有现行格式的表格，不能导入；"
            f"请选{FIRST_YEAR}年度以后的年报。"
        )
    if few and texts.headings < 3:
        raise NotAReport(
            "没有找到年报的表格和各部分的标题，这不像政府信息公开工作年度报告；请另选文件。"
        )
    rows = [row for row in (*read.unplaced, *texts.rows) if has_figures(row.text)]
    if not read.cells and not written and not rows:
        raise NotAReport("这是一份没有填写的空白表，没有可以导入的内容；请选已经填好的年报。")


def _year(told: Years, form: Form, notices: list[str]) -> int:
    if len(told.named) > 1:
        years = "、".join(f"{year}年" for year in told.named)
        notices.append(f"文件里写的年度不一致（{years}），按{told.best}年度读，请核对。")
    if not told.best:
        notices.append(
            f"文件里没有写明年度，暂按这一版格式的第一年{form.first_year}年度读，请核对。"
        )
        return form.first_year
    if not told.named:
        whence = "文件名里是" if told.file else "正文里写得最多的是"
        notices.append(f"文件里没有写明年度，{whence}{told.best}年，请核对。")
    if not form.covers(told.best):
        notices.append(
            f"这是{told.best}年度的年报，用的却是{form.name}（{form.years}用），按原来的格式读。"
        )
    return told.best


def _agency(texts: Texts, contents: Contents, file_name: str, notices: list[str]) -> Agency:
    signed = texts.signature.split("\n")[0] if "\n" in texts.signature else ""
    name = (
        name_in(texts.title)
        or signed
        or name_in(title_of_file(contents.title))
        or name_of_file(file_name)
    )
    agency = agency_of(name)
    if not name:
        notices.append(f"文件里没有写明单位，暂记为“{agency.name}”，请改为本单位的名称。")
    return agency


def _title(texts: Texts, agency: Agency, year: int, form: Form) -> list[TextReading]:
    """The title, where it is not the one that prints by itself."""
    title = texts.title.strip()
    if not title or title == Report(agency, year, form).composed_title:
        return []
    return [TextReading("texts.title", title, "标题")]


def _in_order(readings: Iterable[TextReading], form: Form) -> list[TextReading]:
    """One reading for each place, in the form's order."""
    order = [
        *(f"texts.{key}" for key in form.text_ids),
        *(f"notes.{key}" for key in form.note_ids),
    ]
    by_target = {reading.target: reading for reading in readings}
    return [by_target[target] for target in order if target in by_target]
