"""What stands around a report: titles, headings, lists, other tables, hidden words, layout."""

from __future__ import annotations

from itertools import count

from tests.files.draft import Box, Draft, Para, Sheet, draft_of
from tests.files.reports import differing


def _title(draft: Draft) -> Para:
    return next(b for b in draft.blocks if isinstance(b, Para) and b.kind == "title")


def _below_title(draft: Draft, lines: list[str]) -> None:
    at = draft.index(_title(draft)) + 1
    while isinstance(block := draft.blocks[at], Para) and block.kind == "title":
        at += 1
    draft.blocks[at:at] = [Para(line, "furniture") for line in lines]


# ---- titles and headings ----


def title_in_two_lines(draft: Draft) -> None:
    """The name in one line, the rest below."""
    title = _title(draft)
    name = draft.report.agency.name
    title.text = f"{name}\n{title.text.removeprefix(name)}"


def title_in_two_paragraphs(draft: Draft) -> None:
    """The name is a paragraph, the rest another."""
    title = _title(draft)
    name = draft.report.agency.name
    at = draft.index(title)
    rest = title.text.removeprefix(name)
    draft.blocks[at : at + 1] = [Para(name, "title"), Para(rest, "title")]


def title_in_text_box(draft: Draft) -> None:
    """The title stands in a text box."""
    _title(draft).manner = "textbox"


def title_only_in_metadata(draft: Draft) -> None:
    """No title on the page, only in <title>."""
    draft.blocks.remove(_title(draft))


def title_without_year(draft: Draft) -> None:
    """The title has no year; the preface has it."""
    title = _title(draft)
    title.text = title.text.replace(f"{draft.report.year}年", "")
    draft.page_title = draft.package["texts"]["title"] = title.text


def title_of_the_older_words(draft: Draft) -> None:
    """政府信息公开年度报告, and 年度 behind the year."""
    title = _title(draft)
    title.text = f"{draft.report.agency.name}{draft.report.year}年度政府信息公开年度报告"
    draft.page_title = draft.package["texts"]["title"] = title.text


def headings_renumbered(draft: Draft) -> None:
    """The sections have other numbers, or none: the words tell."""
    for number, para in enumerate(_headings(draft)):
        words = para.text.partition("、")[2]
        para.text = (f"{number + 1}.{words}", words, f"（{'一二三四五六'[number]}）{words}")[
            number % 3
        ]


def headings_in_parts(draft: Draft) -> None:
    """第一部分 总体情况."""
    for number, para in enumerate(_headings(draft)):
        para.text = f"第{'一二三四五六'[number]}部分　{para.text.partition('、')[2]}"


def headings_off_by_one(draft: Draft) -> None:
    """A section was put in front, and every number is one higher."""
    for number, para in enumerate(_headings(draft)):
        para.text = f"{'二三四五六七'[number]}、{para.text.partition('、')[2]}"


def headings_automatic(draft: Draft) -> None:
    """The numbers of the headings are those of an automatic list."""
    for para in _headings(draft):
        para.text = para.text.partition("、")[2]
        para.manner = "numbered"


def headings_in_other_words(draft: Draft) -> None:
    """The headings in the words that offices use."""
    words = {
        "总体情况": "概述",
        "主动公开政府信息情况": "主动公开政府信息的情况",
        "收到和处理政府信息公开申请情况": "收到和处理政府信息公开申请的情况",
        "政府信息公开行政复议、行政诉讼情况": "因政府信息公开工作被申请行政复议、提起行政诉讼情况",
        "存在的主要问题及改进情况": "政府信息公开工作存在的主要问题及改进情况",
        "其他需要报告的事项": "其他需要报告事项",
    }
    words.pop("总体情况")
    for para in _headings(draft):
        number, _, rest = para.text.partition("、")
        para.text = f"{number}、{words.get(rest, rest)}"


def _headings(draft: Draft) -> list[Para]:
    return [b for b in draft.blocks if isinstance(b, Para) and b.section]


def numbered_anew(draft: Draft) -> None:
    """Inside sections, the numbers start again at 一、, in words like those of other sections."""
    general = [
        "本年工作如下。",
        "一、主动公开情况。公开了新的目录。",
        "二、依申请公开情况。都在期限内答复。",
        "三、监督保障情况。检查了两次。",
    ]
    problems = [
        "一、主要问题。栏目更新不及时。",
        "二、改进情况。每季度检查一次，上年的问题已经改正。",
    ]
    set_texts(draft, "general", general)
    set_texts(draft, "problems", problems)


def set_texts(draft: Draft, section: str, paragraphs: list[str]) -> None:
    """The section says this instead."""
    at = draft.index(draft.heading(section)) + 1
    end = at
    while end < len(draft.blocks) and _is_body(draft.blocks[end]):
        end += 1
    draft.blocks[at:end] = map(Para, paragraphs)
    draft.package["texts"][section] = "\n".join(paragraphs)


def _is_body(block: Para | Sheet) -> bool:
    return isinstance(block, Para) and block.kind == "body"


def contents_list(draft: Draft) -> None:
    """A list of the headings with their pages in front."""
    lines = [
        "目　录",
        *(f"{p.text}……………{n}" for n, p in zip(count(1), _headings(draft), strict=False)),
    ]
    _below_title(draft, lines)


def website(draft: Draft) -> None:
    """The page of a government website: navigation above, links and records below."""
    above = [
        "网站首页 | 政务公开 | 办事服务 | 政民互动 | 走进本地",
        "您现在的位置：首页 > 政府信息公开 > 政府信息公开年报",
        "索引号：000-2024-00017　发布日期：2024-01-19　来源：办公室　浏览次数：312",
    ]
    below = [
        "扫一扫在手机打开当前页",
        "【打印本页】【关闭窗口】",
        "相关链接：中国政府网　省政府网站",
        "主办：县人民政府办公室　备案号：0000000号",
        "网站标识码：0000000000　联系我们　网站地图",
    ]
    draft.layout = "web"
    draft.blocks[:0] = [Para(line, "furniture") for line in above]
    draft.blocks += [Para(line, "furniture") for line in below]
    draft.page_title = f"{draft.package['texts']['title']}_政府信息公开年报_政务公开"


# ---- other tables ----


def index_table(draft: Draft) -> None:
    """A table of the record in front, and one of all years' reports behind."""
    record = [
        ["索引号", "000014349/2024-00031", "分类", "政府信息公开年报"],
        ["发布机构", draft.report.agency.name, "发文日期", "2024-01-22"],
        ["名称", draft.package["texts"]["title"], "文号", "无"],
    ]
    years = [["序号", "名称", "日期"]]
    for number, year in enumerate(range(draft.report.year - 3, draft.report.year), 1):
        years.append(
            [
                str(number),
                f"{draft.report.agency.name}{year}年政府信息公开工作年度报告",
                f"{year + 1}-01-1{number}",
            ]
        )
    draft.blocks.insert(0, plain_table(record))
    draft.blocks.append(plain_table(years))


def plain_table(rows: list[list[str]]) -> Sheet:
    """A table that is none of the report."""
    return Sheet([[Box(text) for text in row] for row in rows], 1, 1, "")


def comparison(draft: Draft) -> None:
    """A comparison with last year inside section 一, in the words of the form's own rows."""
    year = draft.report.year
    rows = [
        ["项目", f"{year - 1}年", f"{year}年", "增减"],
        ["本年新收政府信息公开申请数量", "41", "57", "+16"],
        ["予以公开", "18", "23", "+5"],
        ["行政许可", "1204", "1377", "+173"],
        ["行政处罚", "88", "71", "-17"],
        ["规范性文件", "3", "4", "+1"],
    ]
    draft.blocks.insert(draft.index(draft.heading("disclosure")), plain_table(rows))


def last_year_attached(draft: Draft) -> None:
    """Last year's report stands whole behind this one's."""
    old = _other(draft, draft.report.year - 1)
    draft.blocks += [Para("附件：", "furniture"), *old]


def last_years_table(draft: Draft) -> None:
    """Last year's 表三 stands behind this year's, with a line that says so."""
    old = next(
        b for b in _other(draft, draft.report.year - 1) if isinstance(b, Sheet) and b.head == 3
    )
    old.section = ""
    line = Para(
        f"附：{draft.report.year - 1}年度收到和处理政府信息公开申请情况（上年数据，供对照）",
        "furniture",
    )
    draft.blocks += [line, old]


def two_candidates(draft: Draft) -> None:
    """表三 twice: of the whole district, and of the office alone; nothing says which is meant."""
    other = next(
        b for b in _other(draft, draft.report.year) if isinstance(b, Sheet) and b.head == 3
    )
    other.section = ""
    sheet = draft.sheet("applications")
    at = draft.index(sheet)
    lines = [
        Para(f"（{word}）", "furniture")
        for word in ("一）全区汇总数据", "二）区政府办公室本级数据")
    ]
    draft.blocks[at : at + 1] = [lines[0], sheet, lines[1], other]
    for box, same in zip(sheet.boxes(), other.boxes(), strict=True):
        if box.cell and same.text != box.text:
            draft.must_be_blank(box.cell)
        elif box.cell:
            draft.may_be_blank(box.cell)
    for cell in list(draft.unsure):
        if cell not in draft.cells:
            draft.alternatives[cell] = [None]


def _other(draft: Draft, year: int) -> list[Para | Sheet]:
    """Another report of the same agency, of which no cell is true."""
    report = differing(draft.report.form.id, 77, year)
    name, report.agency = report.agency.name, draft.report.agency
    other = draft_of(report, draft.random)
    for block in other.blocks:
        if isinstance(block, Sheet):
            block.section = ""
            for box in block.boxes():
                box.cell = ""
        else:
            block.section = ""
            block.text = block.text.replace(name, report.agency.name)
    return other.blocks


# ---- words that are there and are not ----


def hidden_words(draft: Draft) -> None:
    """Hidden and deleted paragraphs and figures, which are not there, and inserted ones."""
    at = draft.index(draft.heading("problems")) + 1
    inserted = "本段是修订时插入的，公开目录新增两个栏目。"
    draft.blocks[at:at] = [
        Para("这一段是隐藏的底稿，不应读出。", manner="hidden"),
        Para("这一段已经删除，全年收到申请999件。", manner="deleted"),
        Para(inserted, manner="inserted"),
    ]
    draft.package["texts"]["problems"] = inserted + "\n" + draft.package["texts"]["problems"]
    for number, box in enumerate(b for b in draft.sheet("applications").boxes() if b.cell):
        if number % 5 == 0:
            box.manner = ("deleted:8", "hidden:7", "inserted")[number % 3]


def unseen_words(draft: Draft) -> None:
    """A paragraph and figures that a page hides, which are not there."""
    at = draft.index(draft.heading("problems")) + 1
    draft.blocks.insert(at, Para("这一段是隐藏的底稿，全年收到申请999件。", manner="hidden"))
    for box in [b for b in draft.sheet("applications").boxes() if b.cell][::5]:
        box.manner = "hidden:7"


def in_boxes(draft: Draft) -> None:
    """Every paragraph stands in a ruled box of its own."""
    for block in draft.blocks:
        if isinstance(block, Para):
            block.manner = "boxed"


def layout_table(draft: Draft) -> None:
    """One table lays out the whole page."""
    draft.layout = "table"


def note_below(draft: Draft) -> None:
    """A note below 表二."""
    text = "（注：行政许可包含市直部门委托办理的事项。）"
    sheet = [s for s in draft.sheets if s.section == "disclosure"][-1]
    draft.blocks.insert(draft.index(sheet) + 1, Para(text, "note"))
    draft.package["notes"]["disclosure"] = text


def unsigned(draft: Draft) -> None:
    """No signature at the foot."""
    draft.blocks = [b for b in draft.blocks if not (isinstance(b, Para) and b.kind == "signature")]
    draft.package["texts"].pop("signature", None)


def signature_on_top(draft: Draft) -> None:
    """The date stands in a line below the title, and no signature at the foot."""
    unsigned(draft)
    _below_title(draft, [f"发布时间：{draft.report.year + 1}-01-18　　字号：大 中 小"])


def without_texts(draft: Draft) -> None:
    """Only headings and tables: a colleague's spreadsheet."""
    for section in ("general", "problems", "other_matters"):
        set_texts(draft, section, [])
        draft.package["texts"].pop(section)
    for key in ("preface", "signature"):
        text = draft.package["texts"].pop(key, "")
        draft.blocks = [
            b
            for b in draft.blocks
            if not (isinstance(b, Para) and b.text and b.text in text.split("\n"))
        ]


def tables_only(draft: Draft) -> None:
    """No headings of the sections without tables."""
    without_texts(draft)
    for section in ("general", "problems", "other_matters"):
        draft.blocks.remove(draft.heading(section))
