"""Word is strict: children stand in the order of the schema (ISO/IEC 29500-1, annex A)."""

from collections.abc import Callable

import pytest

from core.document.blocks import Document, Heading, Note, Paragraph, Table, TableCell, Title
from core.document.compose import compose
from core.document.rule_book import rule_book
from core.report.report import Report
from core.writers.docx.writer import docx_of
from tests.editions import each_edition
from tests.word_file import W, parts_of

BORDERS = "top left start bottom right end insideH insideV tl2br tr2bl"
ORDER = {
    "body": "p tbl sectPr",
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr "
    "suppressLineNumbers pBdr shd tabs suppressAutoHyphens kinsoku wordWrap overflowPunct "
    "topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd snapToGrid spacing ind "
    "contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment "
    "textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange",
    "rPr": "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint "
    "noProof snapToGrid vanish webHidden color spacing w kern position sz szCs highlight u "
    "effect bdr shd fitText vertAlign rtl cs em lang eastAsianLayout specVanish oMath",
    "tblPr": "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW "
    "jc tblCellSpacing tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption "
    "tblDescription",
    "tbl": "tblPr tblGrid tr",
    "tr": "tblPrEx trPr tc",
    "tc": "tcPr p tbl",
    "tcPr": "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection "
    "tcFitText vAlign hideMark",
    "tblBorders": BORDERS,
    "tblCellMar": "top left start bottom right end",
    "sectPr": "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc "
    "pgBorders lnNumType pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi "
    "rtlGutter docGrid printerSettings",
    "styles": "docDefaults latentStyles style",
    "docDefaults": "rPrDefault pPrDefault",
    "style": "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden "
    "unhideWhenUsed qFormat locked personal personalCompose personalReply rsid pPr rPr tblPr "
    "trPr tcPr tblStylePr",
    "font": "altName panose1 charset family notTrueType pitch sig",
    "settings": "writeProtection view zoom removePersonalInformation mirrorMargins "
    "bordersDoNotSurroundHeader bordersDoNotSurroundFooter defaultTabStop autoHyphenation "
    "evenAndOddHeaders characterSpacingControl footnotePr endnotePr compat rsids themeFontLang "
    "clrSchemeMapping decimalSymbol listSeparator",
    "compat": "spaceForUL balanceSingleByteDoubleByteWidth doNotLeaveBackslashAlone ulTrailSpace "
    "doNotExpandShiftReturn adjustLineHeightInTable useFELayout compatSetting",
}
# Where the properties come first, and anything may follow.
FIRST = {"p": "pPr", "r": "rPr"}
MIXED = {"body"}  # whose last child alone has its place
CELL = TableCell("1\n（注：甲）", 0, 1)
EVERY_BLOCK = (
    Title("题一\n题二"),
    Paragraph("前言。"),
    Heading("一、总体情况"),
    Paragraph("一、甲", level=1, lead=3),
    Paragraph("（一）乙。丙“丁”。", level=2, lead=5),
    Paragraph("（二）乙", level=2, lead=4),
    Paragraph("1.丙", level=3, lead=3),
    Table("表", 1, (1, 1), 1, (TableCell("一二三四五六七八九十甲乙丙", 0, 0, scope="Row"), CELL)),
    Table("表", 1, (1, 20), 0, (TableCell("1234567890.123456", 0, 0, cell_id="a"), CELL)),
    Note("注：甲"),
    Table("表", 2, (1, 1), 0, (TableCell("甲", 0, 0, 2, scope="Row"), CELL)),
    Paragraph("示例街道", kind="signature"),
    Paragraph("2025年1月20日", kind="signature"),
)


def local(tag: str) -> str:
    return tag.partition("}")[2]


def out_of_order(document: Document) -> list[tuple[str, list[str]]]:
    """The elements whose children stand otherwise than the schema has them, and these."""
    wrong = []
    for root in parts_of(docx_of(document)).values():
        for element in root.iter():
            name, children = local(element.tag), [local(child.tag) for child in element]
            if not element.tag.startswith(W):
                continue
            first = FIRST.get(name)
            if first and first in children[1:]:
                wrong.append((name, children))
            if name in ORDER:
                order = ORDER[name].split()
                if not set(children) <= set(order):
                    wrong.append((name, children))
                elif name in MIXED:
                    if children[-1] != order[-1] or children.count(order[-1]) != 1:
                        wrong.append((name, children))
                elif children != sorted(children, key=order.index):
                    wrong.append((name, children))
    return wrong


@pytest.mark.parametrize("watermark", ["", "草稿"])
def test_that_children_stand_in_the_order_of_the_schema(watermark: str) -> None:
    document = Document("题", "单位", "题目", EVERY_BLOCK, watermark=watermark, date="2025-01-20")
    assert out_of_order(document) == []


@each_edition
def test_that_those_of_a_report_do(edition: str, new_report: Callable[[str], Report]) -> None:
    report = new_report(edition)
    assert out_of_order(compose(report)) == []
    assert out_of_order(rule_book(report.form)) == []


def test_that_every_style_that_is_used_is_there_and_faces_are_named_in_styles_alone() -> None:
    document = Document("题", "单位", "题目", EVERY_BLOCK, watermark="草稿")
    parts = parts_of(docx_of(document))
    known = {style.get(f"{W}styleId") for style in parts["word/styles.xml"].iter(f"{W}style")}
    used = {
        element.get(f"{W}val")
        for name, root in parts.items()
        for element in root.iter()
        if local(element.tag) in {"pStyle", "rStyle", "tblStyle", "basedOn", "next"}
    }
    assert used
    assert used <= known
    faces = [
        dict(fonts.attrib)
        for name, root in parts.items()
        if name != "word/styles.xml"
        for fonts in root.iter(f"{W}rFonts")
    ]
    assert faces
    assert all(face == {f"{W}hint": "eastAsia"} for face in faces)
    listed = {font.get(f"{W}name") for font in parts["word/fontTable.xml"]}
    named = {
        name
        for fonts in parts["word/styles.xml"].iter(f"{W}rFonts")
        for key, name in fonts.attrib.items()
    }
    assert named <= listed
    assert {"仿宋_GB2312", "方正小标宋简体", "黑体", "楷体_GB2312"} <= named
