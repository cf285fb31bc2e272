"""What is written out in a report: title, preface, the texts of its sections, notes, signature."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from core.chinese.widths import half_width
from core.forms.definition import Form, Section
from core.matching.headings import SectionStart, candidates, regions, sections_of
from core.matching.items import Item
from core.matching.labels import label_of, likeness
from core.matching.loose_rows import is_loose_row
from core.matching.reading import TextReading, Unplaced
from core.refusal import one_line
from core.report.texts import PREFACE, SIGNATURE

# What web pages and files put around a report, in lines of their own.
_FURNITURE = re.compile(
    r"打印|关闭(?:窗口|本页|页面)?|扫一扫|扫码|分享(?:到)?|字号|字体|来源[:：]|发布(?:时间|日期|机构|人)[:：]|"
    r"浏览(?:次数|量)|点击(?:数|量|次数)|阅读(?:次数|量)|访问量|版权所有|备案|ICP|网站标识码|公网安备|"
    r"上一[篇条]|下一[篇条]|附件下载|当前位置|您(?:现在|当前)?(?:所在)?的?位置|首页|网站地图|联系我们|"
    r"主办[:：单]|承办[:：单]|技术支持|返回顶部|无障碍|索引号|责任编辑|信息来源|收藏|微信|生成日期|公开日期|"
    r"主题分类|文\s*号[:：]|发文(?:机关|日期)|成文日期|关键[词字][:：]|政府网站找错|长者|繁体"
)
_FURNITURE_LENGTH = 60
_TITLE_LENGTH = 80
_TITLE = re.compile(r"信息公开.*(?:报告|年报)|(?:年度|工作)报告|年报$")
_TITLE_END = re.compile(r"(?:报告|年报)\s*(?:[（(].{2,12}[）)])?$")
_UNNAMED = re.compile(r"(?:20\d\d年?度?)?(?:政府|政务)?信息公开")
_PARTING = "-_—|－–"  # between a title and the site's name
_SITE = re.compile("政府|网|门户|平台|公开")
_DATE = (
    r"(?:20[0-9]{2}|二[〇○零Oo0].{2})\s*(?:年|[-./])\s*[0-9一二三四五六七八九十]{1,3}\s*(?:月|[-./])"
    r"\s*(?:[0-9一二三四五六七八九十]{1,3}\s*日?)?"
)
_DATED = re.compile(rf"(?P<name>[^，。；：,;:]{{0,40}}?)\s*[（(]?{_DATE}[）)]?")
_NAME = re.compile(r"[^，。；：！？,;:!?、0-9]{2,40}")
_AGENCY_END = re.compile(
    r"(?:政府|办公[厅室]|委员会|[局厅委办部院所站社会]|街道|办事处|中心|[镇乡]|支队|大队|银行|集团|公司)$"
)
_SMALL = re.compile(
    r"[（(]?\s*(?:续\s*表?|接上表|单位[:：].{1,6}|表\s*[一二三四0-9]+.{0,30}|附[件表][0-9一二]*)\s*[）)]?"
)
_LISTED = 0.9  # likeness of lines before the first section that list the headings
_YEAR = re.compile(r"20\d\d|二[〇○零]")
_NUMBERED = re.compile(r"[（(]?[一二三四五六七八九十\d]{1,3}[、.)）．]")
_SENTENCE = re.compile(r"[。；！？]")


@dataclass
class Texts:
    """The texts of one report. `title` is as it stands, "" for none.

    `rows` are lines that are rows of a table.
    """

    title: str = ""
    readings: list[TextReading] = field(default_factory=list)
    rows: list[Unplaced] = field(default_factory=list)
    unplaced: list[Unplaced] = field(default_factory=list)
    signature: str = ""
    headings: int = 0
    first: int = 0  # the blocks it reaches from and to
    last: int = 0


def texts_in(
    items: Sequence[Item],
    region: tuple[int, int],
    form: Form,
    tables: Mapping[str, tuple[int, int]],
) -> Texts:
    """The texts of the report in one region; `tables` are the blocks where sections' tables are."""
    first, end = region
    texts = Texts()
    if first < end:
        texts.first, texts.last = items[first].block, items[end - 1].block
    starts = sections_of(items, first, end, form, tables)
    texts.headings = len(starts)
    found = [c for c in candidates(items, form) if c.likeness >= _LISTED]
    listed = {c.item for c in found}
    top = starts[0].item if starts else _first_of_tables(items, first, end, tables)
    title = _title_at(items, first, top)
    if title:
        texts.title = "".join(item.text for item in items[title[0] : title[1]])
        if _UNNAMED.match(texts.title) and title[0] > first:
            over = items[first].text
            texts.title = over * (_is_name(over) and bool(_AGENCY_END.search(over))) + texts.title
    behind = title[1] if title else first
    above = [items[i] for i in range(behind, top) if i not in listed]
    if title or starts:
        _add(texts, f"texts.{PREFACE}", _preface(above, title is not None))
    end = _without_end(items, starts, end, texts)
    for i, start in enumerate(starts):
        stop = end
        if i + 1 < len(starts):
            stop = _before_heading(starts[i + 1], start.end, found)
        _section(texts, start, items[start.end : stop], items[start.item], tables, form)
    if not starts:
        texts.unplaced += [_unplaced(item) for item in items[top:end] if not _is_small(item)]
    return texts


def _before_heading(start: SectionStart, least: int, found: Sequence[SectionStart]) -> int:
    """Where a section begins whose heading stands there twice, as a table's caption too."""
    again = {c.item for c in found if c.section is start.section}
    item = start.item
    while item - 1 >= least and item - 1 in again:
        item -= 1
    return item


def main_region(
    items: Sequence[Item], form: Form, year: int, years: Sequence[int]
) -> tuple[tuple[int, int], int]:
    """Which region is the report, and how many others there are.

    It is the one of the year that is asked for, else of the latest; the first where its year is
    not known.
    """
    found = regions(items, form)
    own = [i for i, (first, _) in enumerate(found) if not items or not _is_attached(items[first])]
    own = own or list(range(len(found)))
    if year and years:
        own = [i for i in own if years[i] == year] or own
    known = dict(enumerate(years))
    best = max(own, key=lambda i: (known.get(i, 0), -i)) if known.get(own[0]) else own[0]
    return found[best], len(found) - 1


def title_of_file(title: str) -> str:
    """A title of metadata without the site's name behind it; "" for one that is no report's."""
    shown = " ".join(title.split())
    while (shorter := _without_site(shown)) != shown and _TITLE.search(shorter):
        shown = shorter
    return shown if _TITLE.search(shown) and len(shown) <= _TITLE_LENGTH else ""


def _without_site(title: str) -> str:
    """A title without what stands behind its last dash, where that names a site."""
    cut = max(title.rfind(sign) for sign in _PARTING)
    if cut < 0 or not _SITE.search(title, cut):
        return title
    return title[:cut].rstrip(_PARTING).rstrip()


def title_in(items: Sequence[Item], first: int, end: int) -> str:
    """The title that stands first among these items; "" for none."""
    found = _title_at(items, first, end)
    return "".join(item.text for item in items[found[0] : found[1]]) if found else ""


def _is_attached(item: Item) -> bool:
    return item.text.startswith(("附", "【附"))


def _first_of_tables(
    items: Sequence[Item], first: int, end: int, tables: Mapping[str, tuple[int, int]]
) -> int:
    block = min((first for first, _ in tables.values()), default=None)
    if block is None:
        return end
    return next((i for i in range(first, end) if items[i].block >= block), end)


def _title_at(items: Sequence[Item], first: int, end: int) -> tuple[int, int] | None:
    """The items that are the title, which may take several lines."""
    best: tuple[float, int, int] | None = None
    for i in range(first, end):
        for length in (1, 2, 3):
            lines = items[i : min(i + length, end)]
            if len(lines) < length:
                break
            text = "".join(line.text for line in lines)
            score = _title_score(lines, text)
            if score and (best is None or score > best[0]):
                best = (score, i, i + length)
    return (best[1], best[2]) if best else None


def _title_score(lines: Sequence[Item], text: str) -> float:
    if len(text) > _TITLE_LENGTH or _SENTENCE.search(text) or ">" in text or "＞" in text:
        return 0.0
    plain = "".join(text.split())
    if not (_TITLE.search(plain) and _TITLE_END.search(plain)) or _FURNITURE.search(plain):
        return 0.0
    if any(item.beside for item in lines) or text.startswith(("附件", "根据", "现将", "按照")):
        return 0.0
    if len(lines) > 1 and any(heading_like(line.text) for line in lines):
        return 0.0
    if len(lines) > 1 and any(_TITLE_END.search(line.text) for line in lines[:-1]):
        return 0.0
    if len(lines) > 1 and any(len(line.text) > 30 or _is_date(line.text) for line in lines):
        return 0.0
    score = 1.0 + 0.5 * any(line.centred or line.heading for line in lines)
    score += 0.3 * ("信息公开" in plain) + 0.2 * bool(_YEAR.search(plain))
    return score + (0.0 if _UNNAMED.match(plain) else 0.4) - 0.15 * (len(lines) - 1)


def _is_date(text: str) -> bool:
    return bool(_DATED.fullmatch(text.strip()))


def _preface(items: Sequence[Item], titled: bool) -> list[Item]:
    """What is written before the first section; without a title only sentences are."""
    kept: list[Item] = []
    for item in items:
        if item.beside or _is_furniture(item) or _is_date(item.text) or "目录" in item.text[:4]:
            continue
        is_prose = bool(_SENTENCE.search(item.text)) and len(item.text) > 20
        goes_on = titled and (kept or len(item.text) > 20 or _SENTENCE.search(item.text))
        if is_prose or goes_on:
            kept.append(item)
    return kept


def _is_furniture(item: Item) -> bool:
    return (
        len(item.text) <= _FURNITURE_LENGTH
        and bool(_FURNITURE.search(item.text))
        and not (item.text.endswith("。"))
    )


def _is_small(item: Item) -> bool:
    return bool(_SMALL.fullmatch(item.text)) or _is_furniture(item)


def _without_end(
    items: Sequence[Item], starts: Sequence[SectionStart], end: int, texts: Texts
) -> int:
    """Where the last section ends: before the signature, or what a web page puts behind it."""
    if not starts:
        return end
    begin = starts[-1].end
    stop = next((i for i in range(begin, end) if _ends_page(items[i])), end)
    for i in range(stop - 1, begin - 1, -1):
        found = None if items[i].beside else _DATED.fullmatch(items[i].text)
        if not found:
            if _SENTENCE.search(items[i].text) and len(items[i].text) > 20:
                break
            continue
        named = i > begin and not found["name"] and _is_name(items[i - 1].text)
        lines = items[i - 1 : i + 1] if named else items[i : i + 1]
        _sign(texts, lines)
        texts.unplaced += [_unplaced(item) for item in items[i + 1 : stop] if not _is_small(item)]
        return i - 1 if named else i
    last = items[stop - 1] if stop > begin else None
    if last and stop - 1 > begin and _is_name(last.text) and _AGENCY_END.search(last.text):
        _sign(texts, [last])
        return stop - 1
    return stop


def _ends_page(item: Item) -> bool:
    return _is_furniture(item) and not item.beside


def _is_name(text: str) -> bool:
    return bool(_NAME.fullmatch(text.strip())) and not heading_like(text)


def heading_like(text: str) -> bool:
    """Whether a line begins with a number, as a heading does."""
    return bool(_NUMBERED.match(text.strip()))


def _sign(texts: Texts, lines: Sequence[Item]) -> None:
    texts.signature = "\n".join(line.text for line in lines)
    _add(texts, f"texts.{SIGNATURE}", lines)


def _section(
    texts: Texts,
    start: SectionStart,
    items: Sequence[Item],
    heading: Item,
    tables: Mapping[str, tuple[int, int]],
    form: Form,
) -> None:
    section = start.section
    rows = [item for item in items if item.beside]
    lines = [item for item in items if not item.beside and not _is_furniture(item)]
    texts.unplaced += [_unplaced(item) for item in rows]
    if start.rest:
        lines.insert(0, Item(start.rest, heading.block, heading.where, spot=heading.spot))
    if section.text:
        _add(texts, f"texts.{section.id}", lines)
        return
    lines = [item for item in lines if not _is_small(item) and not _is_caption(item, section)]
    loose = [item for item in lines if is_loose_row(item.text, form)]
    texts.rows += [_unplaced(item) for item in loose]
    lines = [item for item in lines if item not in loose]
    first, last = tables.get(section.id, (0, 0))
    above = [
        item
        for item in lines
        if item.block < first or (item.block < last and _is_table_title(item.text))
    ]
    texts.unplaced += [_unplaced(item) for item in above]
    _add(texts, f"notes.{section.id}", [item for item in lines if item not in above])


def _is_table_title(text: str) -> bool:
    """Whether a line between tables is the title of the next."""
    return len(text) <= 30 and not _SENTENCE.search(text) and not text.startswith(("注", "（注"))


def _is_caption(item: Item, section: Section) -> bool:
    """Whether a line is the caption of a table, or a number with its name."""
    words = half_width("".join(item.text.split()))
    captions = [half_width(table.caption) for table in section.tables if table.caption]
    return any(
        (caption in words and len(words) <= len(caption) + 12) or likeness(words, caption) > 0.85
        for caption in captions
    ) or (len(words) < 30 and likeness(label_of(words).words, label_of(section.title).words) > 0.85)


def _add(texts: Texts, target: str, items: Iterable[Item]) -> None:
    lines = list(items)
    if lines:
        text = "\n".join(item.text for item in lines)
        blocks = tuple(dict.fromkeys(item.block for item in lines))
        texts.readings.append(TextReading(target, text, lines[0].where, "", blocks))


def _unplaced(item: Item) -> Unplaced:
    return Unplaced(one_line(item.text, 80), item.where, item.spot)
