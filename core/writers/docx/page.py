"""The page: its measures and what stands on every page. Lengths are twips, 1/20 point.

Source: GB/T 9704-2012.
"""

from __future__ import annotations

from collections.abc import Sequence

from docx.oxml.ns import nsdecls, nsmap
from docx.oxml.parser import parse_xml
from docx.oxml.xmlchemy import BaseOxmlElement

from core.writers.docx.elements import element, writable

MM = 1440 / 25.4
PAGE_WIDTH, PAGE_HEIGHT = round(210 * MM), round(297 * MM)
# 天头 37 mm, 订口 28 mm, 版心 156 mm × 225 mm (5.2.1): 22 lines of 28 characters (5.2.3).
TOP, LEFT = round(37 * MM), round(28 * MM)
MEASURE, HEIGHT = int(156 * MM), int(225 * MM)
LINES, CHARACTERS = 22, 28
PITCH = HEIGHT // LINES
# 三号. For a line to take its 28 characters, they stand a little closer.
SIZE = 320
TRACKING = MEASURE // CHARACTERS - SIZE
# 四号; the dashes, in the middle of their line, 7 mm below the type area (7.5).
NUMBER_SIZE = 280
NUMBER_PITCH = 320
NUMBER_BOTTOM = PAGE_HEIGHT - TOP - HEIGHT - round(7 * MM) - NUMBER_PITCH // 2
# The word across a draft, in points: too wide to miss, pale enough to read through.
WATERMARK_SIZE = 180
WATERMARK_COLOUR = "#e6e6e6"

VML = "urn:schemas-microsoft-com:vml"
# Odd pages and even ones.
SIDES = ("default", "even")


def section(headers: Sequence[str], footers: Sequence[str]) -> BaseOxmlElement:
    """The page of all text; the ids of its headers and footers are those of odd and even pages."""
    margins = {
        "top": TOP,
        "right": PAGE_WIDTH - LEFT - MEASURE,
        "bottom": PAGE_HEIGHT - TOP - HEIGHT,
        "left": LEFT,
        "header": TOP // 2,
        "footer": NUMBER_BOTTOM,
        "gutter": 0,
    }
    return element(
        "sectPr",
        *(_reference("header", *pair) for pair in zip(SIDES, headers, strict=False)),
        *(_reference("footer", *pair) for pair in zip(SIDES, footers, strict=False)),
        element("pgSz", w=PAGE_WIDTH, h=PAGE_HEIGHT),
        element("pgMar", **margins),
        element("cols", space=425),
        # Lines only: LibreOffice tears a text apart whose characters keep to a grid.
        element("docGrid", type="lines", linePitch=PITCH),
    )


def _reference(kind: str, side: str, relation: str) -> BaseOxmlElement:
    made = element(f"{kind}Reference", type=side)
    made.set(f"{{{nsmap['r']}}}id", relation)
    return made


def footer(side: str) -> BaseOxmlElement:
    """The page number on the outer side, one character from the edge."""
    outer = "right" if side == "default" else "left"
    return parse_xml(
        f'<w:ftr {nsdecls("w")}><w:p><w:pPr><w:pStyle w:val="Footer"/>'
        f'<w:ind w:{outer}Chars="100" w:{outer}="{NUMBER_SIZE}"/><w:jc w:val="{outer}"/></w:pPr>'
        '<w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve">— </w:t></w:r>'
        '<w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>'
        '<w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve"> —</w:t></w:r>'
        "</w:p></w:ftr>"
    )


def header(watermark: str, number: int) -> BaseOxmlElement:
    """A word across the page, as Word makes it: a drawing, no text. `number` tells shapes apart."""
    width = WATERMARK_SIZE * len(watermark)
    made = parse_xml(f"""\
<w:hdr {nsdecls("w")} xmlns:v="{VML}" \
xmlns:o="urn:schemas-microsoft-com:office:office">\
<w:p><w:pPr><w:pStyle w:val="Header"/></w:pPr><w:r><w:rPr><w:noProof/></w:rPr><w:pict>\
<v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800" \
path="m@7,l@8,m@5,21600l@6,21600e"><v:formulas><v:f eqn="sum #0 0 10800"/>\
<v:f eqn="prod #0 2 1"/><v:f eqn="sum 21600 0 @1"/><v:f eqn="sum 0 0 @2"/>\
<v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/><v:f eqn="if @0 21600 @1"/>\
<v:f eqn="if @0 0 @2"/><v:f eqn="if @0 @4 21600"/><v:f eqn="mid @5 @6"/><v:f eqn="mid @8 @5"/>\
<v:f eqn="mid @7 @8"/><v:f eqn="mid @6 @7"/><v:f eqn="sum @6 0 @5"/></v:formulas>\
<v:path textpathok="t" o:connecttype="custom" \
o:connectlocs="@9,0;@10,10800;@11,21600;@12,10800" o:connectangles="270,180,90,0"/>\
<v:textpath on="t" fitshape="t"/><o:lock v:ext="edit" text="t" shapetype="t"/></v:shapetype>\
<v:shape id="PowerPlusWaterMarkObject{number}" o:spid="_x0000_s{2048 + number}" \
type="#_x0000_t136" style="position:absolute;margin-left:0;margin-top:0;width:{width}pt;\
height:{WATERMARK_SIZE}pt;rotation:315;z-index:-{number};mso-position-horizontal:center;\
mso-position-horizontal-relative:page;mso-position-vertical:center;\
mso-position-vertical-relative:page" o:allowincell="f" fillcolor="{WATERMARK_COLOUR}" \
stroked="f"><v:textpath style="font-family:&quot;宋体&quot;;font-size:1pt;font-weight:bold"/>\
</v:shape></w:pict></w:r></w:p></w:hdr>""")
    *_, drawn = made.iter(f"{{{VML}}}textpath")
    drawn.set("string", writable(watermark))
    return made
