"""Faces, styles and settings of the document.

The faces have the names that offices know them by; where one is not installed, its other names
say which looks like it. Sizes are half points, lengths twips.
Source: GB/T 9704-2012, 5.2.2 (三号仿宋), 7.3.1 (二号小标宋), 7.3.3 (黑体, 楷体, 仿宋, indent).
"""

from __future__ import annotations

from collections.abc import Iterable

from docx.oxml.ns import nsdecls

from core.record import record
from core.writers.docx.page import NUMBER_PITCH, NUMBER_SIZE, PITCH, SIZE, TRACKING

BODY, TITLE, HEADING, SUBHEADING = "仿宋_GB2312", "方正小标宋简体", "黑体", "楷体_GB2312"
TABLE, LATIN = "宋体", "Times New Roman"
# In Chinese, LibreOffice would break Latin words anywhere.
LATIN_LANGUAGE = "en-US"
TITLE_SIZE = 440
TITLE_PITCH = PITCH * 23 // 20
NOTE_SIZE, NOTE_PITCH, NOTE_SPACE = 240, 400, 80
INDENT = 2
# Above and below a line of a table's text, in parts of its size.
LEADING = 1.25


@record
class Face:
    """A face: other names of it or of ones like it, and what is known of its look (PANOSE)."""

    name: str
    other_names: str
    panose: str
    charset: str = "86"  # GB 2312
    family: str = "modern"
    pitch: str = "fixed"


FACES = (
    Face(BODY, "仿宋,FangSong,华文仿宋", "02010609060101010101"),
    Face(TITLE, "方正小标宋_GBK,华文中宋,宋体", "02010601030101010101", pitch="variable"),
    Face(HEADING, "SimHei,微软雅黑", "02010609060101010101"),
    Face(SUBHEADING, "楷体,KaiTi,华文楷体", "02010609060101010101"),
    Face(TABLE, "SimSun,新宋体", "02010600030101010101", family="auto", pitch="variable"),
    Face(LATIN, "Liberation Serif", "02020603050405020304", "00", "roman", "variable"),
)

_FIRST_LINE = f'<w:ind w:firstLineChars="{INDENT}00" w:firstLine="{INDENT * (SIZE + TRACKING)}"/>'


def fonts_xml() -> str:
    """The table of faces."""
    return f"<w:fonts {nsdecls('w')}>{''.join(map(_font, FACES))}</w:fonts>"


def _font(face: Face) -> str:
    return (
        f'<w:font w:name="{face.name}"><w:altName w:val="{face.other_names}"/>'
        f'<w:panose1 w:val="{face.panose}"/><w:charset w:val="{face.charset}"/>'
        f'<w:family w:val="{face.family}"/><w:pitch w:val="{face.pitch}"/></w:font>'
    )


def settings_xml(language: str) -> str:
    """What holds of the whole document: Word 2013 and later lay it out as they do their own."""
    options = {
        "compatibilityMode": 15,
        "overrideTableStyleFontSizeAndJustification": 1,
        "enableOpenTypeFeatures": 1,
        "doNotFlipMirrorIndents": 1,
        "differentiateMultirowTableHeaders": 1,
    }
    compat = "".join(
        f'<w:compatSetting w:name="{name}" w:uri="http://schemas.microsoft.com/office/word" '
        f'w:val="{value}"/>'
        for name, value in options.items()
    )
    return (
        f'<w:settings {nsdecls("w")}><w:zoom w:percent="100"/><w:bordersDoNotSurroundHeader/>'
        '<w:bordersDoNotSurroundFooter/><w:defaultTabStop w:val="420"/><w:evenAndOddHeaders/>'
        '<w:characterSpacingControl w:val="compressPunctuation"/>'
        f"<w:compat><w:spaceForUL/><w:balanceSingleByteDoubleByteWidth/>"
        "<w:doNotLeaveBackslashAlone/><w:ulTrailSpace/><w:doNotExpandShiftReturn/>"
        f'<w:useFELayout/>{compat}</w:compat><w:themeFontLang w:val="{LATIN_LANGUAGE}" '
        f'w:eastAsia="{language}"/><w:decimalSymbol w:val="."/><w:listSeparator w:val=","/>'
        "</w:settings>"
    )


def cell_style(size: float, is_header: bool) -> str:
    """The id of the style of a table's text in a size, in points."""
    return f"{'Head' if is_header else 'Cell'}{size * 2:g}"


def styles_xml(language: str, cell_sizes: Iterable[float]) -> str:
    """All styles; `cell_sizes` are those of the tables' texts, in points."""
    styles = [
        _style(
            "Normal",
            "Normal",
            based="",
            ppr=_NORMAL,
            rpr=f'<w:spacing w:val="{TRACKING}"/>',
            is_default=True,
        ),
        _style("BodyText", "Body Text", ppr=_FIRST_LINE),
        _style(
            "Title",
            "Title",
            following="BodyText",
            ppr='<w:keepLines/><w:snapToGrid w:val="0"/>'
            f'<w:spacing w:line="{TITLE_PITCH}" w:lineRule="exact"/><w:jc w:val="center"/>',
            rpr=_face(TITLE, TITLE) + '<w:spacing w:val="0"/>' + _size(TITLE_SIZE / 10),
        ),
        _heading(1, _face(HEADING, HEADING)),
        _heading(2, _face(SUBHEADING)),
        _heading(3, ""),
        _style("Signature", "Signature", ppr='<w:jc w:val="right"/>'),
        _style("TableNote", "表注", ppr=_NOTE, rpr=_size(NOTE_SIZE / 10), is_own=True),
        _style("Header", "header", ppr='<w:snapToGrid w:val="0"/>', is_shown=False),
        _style(
            "Footer",
            "footer",
            ppr='<w:snapToGrid w:val="0"/>'
            f'<w:spacing w:line="{NUMBER_PITCH}" w:lineRule="exact"/><w:jc w:val="left"/>',
            rpr=_face(TABLE, TABLE) + '<w:spacing w:val="0"/>' + _size(NUMBER_SIZE / 10),
            is_shown=False,
        ),
        _style(
            "TableEnd",
            "表后",
            ppr='<w:spacing w:line="160" w:lineRule="exact"/>',
            rpr=_size(2),
            is_own=True,
            is_shown=False,
        ),
        *(_cell(size, is_header) for size in cell_sizes for is_header in (True, False)),
        _characters("DefaultParagraphFont", "Default Paragraph Font", "", is_default=True),
        _characters("Lead1", "一级小标题", _face(HEADING, HEADING)),
        _characters("Lead2", "二级小标题", _face(SUBHEADING)),
        _TABLES,
    ]
    defaults = (
        f"<w:docDefaults><w:rPrDefault><w:rPr>{_face(BODY, LATIN)}{_size(SIZE / 10)}"
        f'<w:lang w:val="{LATIN_LANGUAGE}" w:eastAsia="{language}" w:bidi="ar-SA"/>'
        "</w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>"
    )
    return f"<w:styles {nsdecls('w')}>{defaults}{''.join(styles)}</w:styles>"


# Nothing is added around Latin: a line takes its 28 characters. Marks may hang, as in Word they do
# by default: LibreOffice takes it the other way round, and loses some that hang there.
_NORMAL = (
    '<w:overflowPunct w:val="1"/><w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/>'
    f'<w:adjustRightInd w:val="0"/><w:spacing w:line="{PITCH}" w:lineRule="exact"/>'
    '<w:jc w:val="both"/>'
)
_NOTE = (
    f'<w:snapToGrid w:val="0"/><w:spacing w:before="{NOTE_SPACE}" w:after="{NOTE_SPACE}" '
    f'w:line="{NOTE_PITCH}" w:lineRule="exact"/><w:ind w:firstLineChars="{INDENT}00" '
    f'w:firstLine="{INDENT * NOTE_SIZE}"/>'
)
_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")
_TABLES = (
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
    '<w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/><w:tblPr>'
    '<w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/>'
    '<w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/>'
    '<w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
    '<w:style w:type="table" w:styleId="TableGrid"><w:name w:val="Table Grid"/>'
    '<w:basedOn w:val="TableNormal"/><w:uiPriority w:val="39"/><w:tblPr><w:tblBorders>'
    + "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>' for side in _SIDES)
    + "</w:tblBorders></w:tblPr></w:style>"
    '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/>'
    '<w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/></w:style>'
)


def _face(chinese: str, latin: str = "") -> str:
    others = f'w:ascii="{latin}" w:hAnsi="{latin}" ' if latin else ""
    return f'<w:rFonts {others}w:eastAsia="{chinese}"' + (f' w:cs="{latin}"/>' if latin else "/>")


def _size(half_points: float) -> str:
    return f'<w:sz w:val="{half_points:g}"/><w:szCs w:val="{half_points:g}"/>'


def _style(
    style: str,
    name: str,
    *,
    based: str = "Normal",
    following: str = "",
    ppr: str = "",
    rpr: str = "",
    is_default: bool = False,
    is_own: bool = False,
    is_shown: bool = True,
) -> str:
    """A style of paragraphs. One that `is_own` is none of those that Word knows by name."""
    kind = ' w:default="1"' * is_default + ' w:customStyle="1"' * is_own
    return (
        f'<w:style w:type="paragraph"{kind} w:styleId="{style}"><w:name w:val="{name}"/>'
        + (f'<w:basedOn w:val="{based}"/>' if based else "")
        + (f'<w:next w:val="{following}"/>' if following else "")
        + "<w:qFormat/>" * is_shown
        + (f"<w:pPr>{ppr}</w:pPr>" if ppr else "")
        + (f"<w:rPr>{rpr}</w:rPr>" if rpr else "")
        + "</w:style>"
    )


def _heading(level: int, rpr: str) -> str:
    ppr = f'<w:keepNext/><w:keepLines/>{_FIRST_LINE}<w:outlineLvl w:val="{level - 1}"/>'
    return _style(f"Heading{level}", f"heading {level}", following="BodyText", ppr=ppr, rpr=rpr)


def _cell(size: float, is_header: bool) -> str:
    pitch = round(size * LEADING * 20)
    return _style(
        cell_style(size, is_header),
        f"{'表头' if is_header else '表格'} {size:g}磅",
        ppr=f'<w:snapToGrid w:val="0"/><w:spacing w:line="{pitch}" w:lineRule="exact"/>'
        '<w:jc w:val="center"/>',
        rpr=_face(TABLE) + '<w:spacing w:val="0"/>' + _size(size * 2),
        is_own=True,
    )


def _characters(style: str, name: str, rpr: str, is_default: bool = False) -> str:
    kind = ' w:default="1"' if is_default else ' w:customStyle="1"'
    how = '<w:uiPriority w:val="1"/><w:semiHidden/>' if is_default else "<w:qFormat/>"
    return (
        f'<w:style w:type="character"{kind} w:styleId="{style}"><w:name w:val="{name}"/>{how}'
        + (f"<w:rPr>{rpr}</w:rPr>" if rpr else "")
        + "</w:style>"
    )
