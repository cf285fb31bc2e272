"""Long and odd texts for reports. All of it is made up; equal calls give equal texts."""

from collections.abc import Iterator
from itertools import count, cycle, islice
from pathlib import Path

# A page takes 22 lines of 28 characters; sub-headings and last lines leave some blank.
CHARACTERS_A_PAGE = 570
NUMERALS = "一二三四五六七八九十"
TOPICS = (
    "主动公开", "依申请公开", "政策解读", "平台建设", "政府信息管理", "监督保障",
    "基层政务公开标准化规范化", "重点领域信息公开", "政民互动", "业务培训",
)  # fmt: skip
SENTENCES = (
    "本年度主动公开政府信息{n}条，其中规范性文件{m}件、财政预决算{k}条、公共服务事项{n}项，公开率为9{k}.{m}%。",
    "门户网站（www.example.gov.cn）全年访问量{n},{m}{k}8次，比上年增长{m}.{k}%——为近五年最高。",
    "按照“谁制作、谁公开，谁公开、谁负责”的原则，把公开内容分成{k}类{m}项，逐项写明时限、方式和责任科室。",
    "组织{k}次培训，{n}人次参加，内容包括《中华人民共和国政府信息公开条例》、答复文书的写法以及个人信息的保护。",
    "群众在意见箱里问：“拆迁补偿什么时候公示？”三个工作日内就贴出了名单，并说明了{k}户暂缓的理由。",
    "收到申请{m}件，全部在法定期限内答复；当面递交的{k}件，网上提交的{n}件，没有因为答复引起的行政复议。",
    "对{n}条超过五年的信息作了清理，{m}条注明“已失效”，{k}条移交档案室，其余继续公开。",
    "会议开放日邀请居民代表{n}名、企业代表{m}名列席，讨论了老旧小区改造、停车泊位、河道清淤等{k}个议题。",
    "GB/T 9704-2012、Excel 和 WPS 的格式要求不同，表格先由软件核对，再由{k}人复核，查出{m}处差错。",
    "便民服务中心设查阅点{k}个，配备电脑{m}台，全年接待查阅{n}人次，帮助{m}名老年人打印所需材料。",
)


def thirty_pages() -> dict[str, str]:
    """A report's texts that fill some thirty pages, by section, with two levels of numbers."""
    paragraphs: list[str] = []
    endless = _paragraphs()
    while sum(map(len, paragraphs)) < 30 * CHARACTERS_A_PAGE:
        paragraphs.append(next(endless))
    cut = len(paragraphs) * 2 // 3
    return {
        "general": "\n".join(paragraphs[:cut]),
        "problems": "\n".join(paragraphs[cut:]),
        "other_matters": "没有其他需要报告的事项。",
        "signature": "示例街道办事处\n2025年1月20日",
    }


def long_text(length: int) -> str:
    """A text of so many characters, no paragraph of it twice."""
    sentences = cycle(SENTENCES)
    written: list[str] = []
    while sum(map(len, written)) + len(written) < length:
        n = len(written)
        pair = "".join(islice(sentences, 2)).format(n=n + 1000, m=n % 90 + 10, k=n % 9 + 1)
        written.append(f"{pair}（第{n}次。）")
    return "\n".join(written)[:length]


def two_hundred_rare_characters(root: Path) -> str:
    """Names of places, each with a character that few fonts have, half of them beyond U+FFFF."""
    rare = rare_characters(root)
    kinds = cycle(("村", "社区", "路", "桥", "水库", "巷"))
    names = [f"{character}家{kind}" for character, kind in zip(rare, kinds, strict=False)]
    lines = [names[i : i + 20] for i in range(0, len(names), 20)]
    return "\n".join(
        f"（{NUMERALS[i]}）地名公开。公布{len(line)}处地名：{'、'.join(line)}。"
        for i, line in enumerate(lines)
    )


def rare_characters(root: Path) -> list[str]:
    """200 characters: some from real names, then of level 3 of 通用规范汉字表."""
    table = (root / "packaging" / "tgscc_8105.txt").read_text(encoding="utf-8")
    listed = [c for line in table.splitlines()[1:] for c in line.strip()]
    names = list("喆镕堃漷漖洺垚塱䶮")
    third = [c for c in listed[6500:] if c not in names]
    beyond = [c for c in third if ord(c) > 0xFFFF]
    within = [c for c in third if ord(c) <= 0xFFFF]
    return [*names, *beyond[:100], *within[::12][: 200 - 100 - len(names)]]


def _paragraphs() -> Iterator[str]:
    """Sub-headings and paragraphs without end; the figures differ from sentence to sentence."""
    sentences = cycle(SENTENCES)
    for number in count():
        topic = TOPICS[number % len(TOPICS)]
        yield f"（{NUMERALS[number % len(NUMERALS)]}）{topic}"
        for i in range(3):
            written = (
                sentence.format(n=12 + 7 * (number + j), m=2 + (3 * number + j) % 8, k=1 + j % 9)
                for j, sentence in enumerate(islice(sentences, 4), i)
            )
            yield f"{i + 1}.{topic}第{i + 1}项。" + "".join(written)
