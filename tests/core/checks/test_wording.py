"""What the texts must say and must not; every sentence here is made up, in the manner of reports.

Facts of published reports are told in words of our own, with the case they are of.
"""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.checks.findings import Finding
from core.checks.run import check
from core.forms.definition import Form
from core.forms.rules import PrivacyRule, WordingRule
from core.report.report import Agency, Report
from core.report.texts import TextPlace
from tests.editions import each_shipped_edition

Found = Callable[..., list[Finding]]
Write = Callable[..., Report]
BUREAU = Agency("示例县财政局", "county", "department")

# Rule, text, its key, and the words of each finding.
WRONG = {
    # 000: the title has no year; 030 and 021: not the words of the form's name; 050: 年度 twice.
    "title without a year": ("title.year", "样本镇政府信息公开工作年度报告", "title", "2024年"),
    "title of last year": ("title.year", "样本镇2023年政府信息公开工作年度报告", "title", "2024年"),
    "title without 工作": ("title.words", "样本镇2024年信息公开年度报告", "title", "“工作”"),
    "title with 年度 twice": ("title.twice", "2024年度政府信息公开工作年度报告", "title", "2024年"),
    "无": ("problems.too_short", "无", "problems", "“无”"),
    "no more than nine characters": ("problems.too_short", "公开不够及时，已改。", "problems", ""),
    "an empty phrase": ("problems.empty_phrases", "公开意识有待进一步提高。", "problems", "1处"),
    # 053: the period ends on 30 December, typed with brackets.
    "period to 30 December": (
        "texts.period",
        "本报告的统计期限自2024[年]1[月]1日起至2024[年]12[月]30日止。",
        "preface",
        "2024[年]12[月]30日",
    ),
    "period from February": (
        "texts.period",
        "数据统计时间为2月1日至12月31日。",
        "preface",
        "“2月1日”",
    ),
    "period of last year": (
        "texts.period",
        "所列数据统计期限为2023年1月1日至2024年12月31日",
        "preface",
        "“2023年1月1日”",
    ),
    # 032 and 055: the notice of 2019, by its number and by its name.
    "basis by number": (
        "texts.basis",
        "按照国办公开办函〔2019〕60号的要求编制。",
        "preface",
        "“国办公开办函〔2019〕60号”",
    ),
    "basis by name": (
        "texts.basis",
        "根据《关于政府信息公开工作年度报告有关事项的通知》编制。",
        "preface",
        "有关事项的通知”",
    ),
    "no word of fees": ("other_matters.fees", "无。", "other_matters", "信息处理费"),
    # 066: only 主动公开 is told of.
    "topics": ("general.topics", "本年主动公开政府信息九条。", "general", "依申请公开、"),
    "governments": ("general.governments", "本年考核一次，评议一次。", "general", "责任追究。"),
    "last year's work": ("texts.years", "2023年，我镇主动公开信息9条。", "general", "“2023”"),
    "the end of last year": ("texts.years", "截至2023年底，共公开9条。", "general", "“2023”"),
    "this year compared with itself": (
        "texts.years",
        "公开信息9条，较2024年增加3条。",
        "general",
        "“2024”",
    ),
    "carried on to this year": (
        "texts.years",
        "上年结转0件，结转至2024年办理1件。",
        "general",
        "“2024”",
    ),
    "next year's work": ("texts.years", "2025年收到申请9件。", "general", "“2025”"),
    "a note": ("texts.years", "处理决定数量指2023年办件量。", "notes.disclosure", "“2023”"),
    "plans": ("texts.plans", "2024年我镇将进一步加强培训。", "problems", "“2024年”"),
    "plans for one's own work": (
        "texts.plans",
        "2024年我镇将丰富解读形式。",
        "problems",
        "“2024年”",
    ),
    "a number left out": ("texts.numbering", "（一）甲\n（二）乙\n（四）丁", "general", "“（四）”"),
    "a number twice": ("texts.numbering", "（一）甲\n（一）乙", "general", "“（一）”"),
    "numbers anew": ("texts.numbering", "1.甲事。\n2.乙事。\n1.丙事。", "general", "“1.”"),
    # 023: the texts count on with the numbers of the sections.
    "numbers of sections": ("texts.numbering", "二、保障\n三、平台", "general", "“二、”“三、”"),
    "一是, 三是": ("texts.numbering", "一是学习；三是培训。", "problems", "“三是”"),
    # 053: 政府 twice in a heading.
    "a word twice": ("texts.doubled", "主动公开政府政府信息。", "general", "“政府政府”"),
    "的 twice": ("texts.doubled", "公开的的信息。", "general", "“的的”"),
    "a sentence twice": (
        "texts.said_twice",
        "全年举办公开培训二次，到会三十人。\n全年举办公开培训二次，到会三十人。",
        "general",
        "全年举办公开培训二次，到会三十人",
    ),
    # 030: a slip in the name of the fee.
    "a slip": ("texts.slips", "没有行政事业型收费。", "general", "行政事业性收费"),
    # 042: none was not received.
    "not none": ("texts.double_negative", "本年未收到公开申请0件。", "general", "未收到公开申请”"),
    # 000: and between Chinese words.
    "and": ("texts.latin", "微博 and 公众号", "general", "“and”"),
    "我局 of a town": ("texts.ourselves", "我局高度重视。", "general", "“我局”"),
    "本局 of a town": ("texts.ourselves", "全年，本局未收到申请。", "general", "“本局”"),
    "another town": ("texts.other_agency", "向别处镇人民政府报送。", "general", "“别处镇人民政府”"),
    "a pattern not filled in": ("texts.placeholders", "XX局已答复。", "general", "“XX”"),
    "another town's report": (
        "texts.other_report",
        "现公布别处镇2024年度政府信息公开工作年度报告。",
        "general",
        "“别处镇”",
    ),
    "two sites": (
        "texts.other_site",
        "见 http://www.one.gov.cn 和 http://www.two.gov.cn",
        "preface",
        "one.gov.cn",
    ),
    # 066: half-width colons and semicolons in a list.
    "half-width": ("texts.half_width", "其中:甲类5条;乙类6条。", "general", "2处"),
    "full-width": ("texts.full_width", "公开１２条。", "general", "“１２”"),
    "comma twice": ("texts.repeated_marks", "公开，，工作", "general", "“，，”"),
    "half a bracket": ("texts.unpaired", "公开9条（含转载。", "general", "“（”"),
    "half a quotation": ("texts.unpaired", "专栏“公开“上线。", "general", "2处"),
}

RIGHT = {
    "title": [
        "2024年样本镇政府信息公开工作年度报告",
        "样本镇2024年政府信息公开工作年度报告",
        "二〇二四年政府信息公开工作\n年度报告",
    ],
    "preface": [
        "统计期限自2024年1月1日起，至2024年12月31日止。",
        "本报告所列数据的统计期限为2024年1月1日—12月31日。",
        "数据统计时限：2024.1.1-2024.12.31。",
        "数据统计期限为2024-01-01至2024-12-31。",
        "报告数据的统计时间为二〇二四年一月一日至二〇二四年十二月三十一日。",
        "统计期限为2024年1月至12月。",
        "统计数据显示，3月1日至5月31日开展的专项行动成效明显。",
        "根据国办公开办函〔2021〕30号和国办公开办函〔2019〕60号编制。",
        "根据《示例县人民政府办公室关于做好〔2019〕60号文件落实工作的通知》编制。",
    ],
    "general": [
        "（一）主动公开。公开9条。\n1.甲\n2.乙\n（二）依申请公开。1）甲；2）乙。\n1.甲\n2.乙",
        "存在的问题：\n（一）甲\n（二）乙\n改进措施：\n（一）甲\n（二）乙",
        "一是学习；二是培训。一是检查；二是通报。",
        "（一）甲…\n（四）丁",
        "对照2023年度政府信息公开年报，补充公开了3条。",
        "2024年收到申请3件，2023年收到2件，同比增加1件。",
        "2023年收到申请2件。2024年收到3件。",
        "2023年主动公开9条，比上年多3条。",
        "2025年，我镇将继续公开。",
        "《2023年我镇主动公开目录》继续使用，“2023年公开月”活动延续。",
        "根据2019年修订的条例，自2023年起公开目录；“十四五”（2021—2025年）规划已公开。",
        "2023年1月5日公开了目录。",
        "2024年，我镇将政府信息公开列入考核。",
        "2024年，我镇将优化营商环境信息公开作为重点。",
        "上年未办结、结转至2024年的1件已答复，2023年结转至2024年1件。",
        "逐条逐条核对，一件一件办理，的确如此，的的确确。",
        "本镇基本局面稳定，本乡本土的公开栏办得好。",
        "通过app和微信发布，访问http://www.one.gov.cn/x与http://zw.one.gov.cn。",
        "微信公众号、e办事、LED屏、WPS表格、12345热线。",
        "未收到申请，未收到投诉10件以上的通报，没有收取信息处理费2,030元。",
        "“公开”专栏（含《条例》〔2019〕解读【甲】）上线，I’m fine。",
        "公开率为98.5%，共1,205件，10:30开始，见GB/T 9704-2012。",
        "向各乡镇人民政府、示例县人民政府和样本镇人民政府报送，我镇、我县、我市落实。",
    ],
    "problems": [
        "部分栏目更新较慢，已按月检查；解读图解少，已增加3篇。",
        "2023年列出的两个问题的改进情况：已整改。",
    ],
    "other_matters": ["本年度没有收取信息处理费。", "依申请提供信息没有收费。"],
    "notes.disclosure": ["“上一年项目数量”指2023年的项目数量，处理决定数量指本年办件量。"],
}
PRESENCE = {"general.topics", "general.governments"}


@pytest.mark.parametrize("name", WRONG)
def test_that_what_is_wrong_is_found_and_quoted(found: Found, name: str) -> None:
    rule, text, key, words = WRONG[name]
    (finding,) = found(rule, text, key)

    assert words in finding.message
    assert "{" not in finding.message
    for span in finding.spans:
        assert span.place == (TextPlace.of(key) or TextPlace("texts", key))
        assert 0 <= span.start < span.end <= len(text)


@pytest.mark.parametrize(("key", "text"), [(key, text) for key in RIGHT for text in RIGHT[key]])
def test_that_nothing_is_found_where_all_is_right(write: Write, key: str, text: str) -> None:
    report = (
        write({}, notes={place.key: text}) if (place := TextPlace.of(key)) else write({key: text})
    )
    findings = [f for f in check(report).findings if isinstance(f.rule, WordingRule | PrivacyRule)]

    assert [f.message for f in findings if f.rule.id not in PRESENCE] == []


def test_that_a_note_that_explains_both_years_is_right(found: Found) -> None:
    """As in 000, a note on the columns of the edition of 2019, here in words of our own."""
    note = "“上一年项目数量”是 2019 年的事项数，“本年增/减”是 2020 年增减的数，其他栏同此。"

    assert found("texts.years", note, "notes.disclosure", year=2020) == []


@each_shipped_edition
def test_that_every_rule_has_a_failing_example_here(form_of: Callable[[str], Form], edition: str):
    examples = {rule for rule, *_ in WRONG.values()}
    rules = [rule for rule in form_of(edition).rules if isinstance(rule, WordingRule)]

    assert rules
    for rule in rules:
        assert rule.id in examples


def test_that_what_only_the_edition_of_2021_asks_for_is_not_asked_for_before(found: Found) -> None:
    assert found("other_matters.fees", "无。", "other_matters", year=2020) == []
    assert found("general.topics", "无。", "general", year=2020) == []
    assert found("texts.basis", "国办公开办函〔2019〕60号", "preface", year=2020) == []


def test_that_nothing_is_judged_where_nothing_is_written(write: Write) -> None:
    verdicts = check(write({"problems": " \n", "title": ""})).verdicts

    assert [v.rule.id for v in verdicts if isinstance(v.rule, WordingRule | PrivacyRule)] == []


def test_that_a_section_left_blank_is_not_judged_beside_one_that_is_written(write: Write) -> None:
    judged = {v.rule.id for v in check(write({"general": "主动公开。"})).verdicts}

    assert "texts.doubled" in judged
    assert judged.isdisjoint({"problems.too_short", "other_matters.fees"})


def test_that_only_governments_are_asked_for_what_governments_report(found: Found) -> None:
    assert found("general.governments", "主动公开9条。", agency=BUREAU) == []


def test_that_a_bureau_may_call_itself_one(found: Found) -> None:
    assert found("texts.ourselves", "我局与我县各部门一起公开。", agency=BUREAU) == []
    assert len(found("texts.ourselves", "我镇公开。", agency=BUREAU)) == 1


@pytest.mark.parametrize(
    ("rule", "text", "key", "mended"),
    [
        (
            "title.twice",
            "2024年度政府信息公开工作年度报告",
            "title",
            "2024年政府信息公开工作年度报告",
        ),
        ("texts.period", "统计期限为1月1日至12月30日。", "preface", "统计期限为1月1日至12月31日。"),
        (
            "texts.basis",
            "依据国办公开办函[2019]60号。",
            "preface",
            "依据国办公开办函〔2021〕30号。",
        ),
        ("texts.years", "甲。\n2023年收到9件。", "general", "甲。\n2024年收到9件。"),
        ("texts.doubled", "甲。\n公开政府政府信息", "general", "甲。\n公开政府信息"),
        ("texts.double_negative", "未收到申请0件。", "general", "未收到申请。"),
        ("texts.half_width", "其中:甲(乙),丙.", "general", "其中：甲（乙），丙。"),
        ("texts.full_width", "共１２条Ａ", "general", "共12条A"),
        ("texts.repeated_marks", "甲，，乙", "general", "甲，乙"),
        ("texts.slips", "行政复意和行政复意", "general", "行政复议和行政复议"),
    ],
)
def test_that_the_rewrites_make_it_right(
    found: Found, rule: str, text: str, key: str, mended: str
) -> None:
    findings = found(rule, text, key)
    rewrites = [rewrite for finding in findings for rewrite in finding.rewrites]
    for rewrite in sorted(rewrites, key=lambda r: r.span.start, reverse=True):
        text = text[: rewrite.span.start] + rewrite.text + text[rewrite.span.end :]

    assert rewrites
    assert text == mended
    assert found(rule, text, key) == []


def test_that_the_same_words_in_one_text_are_one_finding_with_all_their_places(
    found: Found,
) -> None:
    (finding,) = found("texts.ourselves", "我局公开。\n我局落实。")

    assert [span.start for span in finding.spans] == [0, 6]


def test_that_a_sentence_quotes_lines_as_one_and_long_words_by_their_beginning(
    found: Found,
) -> None:
    (finding,) = found("problems.too_short", "无\n" + "—" * 90, "problems")

    assert f"“无 {'—' * 38}…”" in finding.message


PIECES = st.sampled_from(
    [
        *"（）()《》“”‘’〔〕，。；：、\n,;: １2年月日件的〇十",
        *("政府", "2023年", "一是", "（一）", "1.", "统计期限", "1月1日至", "申请人张", "0件"),
        *("未收到", "13800138000", "and", "我局", "将继续", "http://www.a.gov.cn", "a@b.cn"),
    ]
)  # fmt: skip
ANY_TEXT = st.one_of(st.text(max_size=60), st.lists(PIECES, max_size=40).map("".join))


@given(texts=st.data())
def test_that_no_text_whatsoever_makes_a_rule_fail_to_judge(
    forms: tuple[Form, ...], texts: st.DataObject
) -> None:
    form = texts.draw(st.sampled_from(forms))
    written = texts.draw(st.dictionaries(st.sampled_from(form.text_ids), ANY_TEXT, max_size=4))
    notes = texts.draw(st.dictionaries(st.sampled_from(form.note_ids), ANY_TEXT, max_size=2))
    last = texts.draw(st.dictionaries(st.sampled_from(form.text_ids), ANY_TEXT, max_size=3))
    report = Report(BUREAU, 2024, form, texts=written, notes=notes)
    before = Report(BUREAU, 2023, form, texts=last)

    for finding in check(report, before).findings:
        for span in (*finding.spans, *(rewrite.span for rewrite in finding.rewrites)):
            text = {"texts": written, "notes": notes}[span.place.kind][span.place.key]
            assert 0 <= span.start < span.end <= len(text)


@pytest.mark.parametrize("text", ["（" * 9 + "》" * 9, "《" * 9, "（《》", "1）甲（二）乙）"])
def test_that_marks_without_end_are_each_told_once(found: Found, text: str) -> None:
    spans = [span for finding in found("texts.unpaired", text) for span in finding.spans]

    assert spans
    assert len(spans) == len(set(spans))
