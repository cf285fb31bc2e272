"""The small words between a phrase and its number, which change nothing of what is counted."""

from __future__ import annotations

import re

LONGEST = 40  # characters of small words in a row: more are no longer read as such
# No word of these is made up of others of its list, as 数量 is of 数 and 量: where a text could be
# read in two ways, a long row of such words would be tried in thousands of them.
_COUNTING = (
    r"总数|总量|宗数|数|量|案件|案(?!件)|类型?|事项|共计|合计|总计|累计|共(?!计)|计|为|有|"
    r"是|了|过|仅|"
    r"均|已|全部|各|分别|达到?|约|近|超|[：:“”\"、\s]|并|其中|件次?|的|本|等|后|情况|情形|申请人"
)
_OBJECT = (
    r"政府|信息|书面|申请[书表]?|答复|回复|告知|决定书?|处理|处置|起诉|事宜|本机关|我局|我市|我县|我镇|"
    r"我街道?"
)
_PEOPLE = (
    r"人民|群众|公众|社会|市民|当事人|提出|提交|提起|递交|有效|来自|关于|各方面|以|形式|"
    r"对|继续|办理|信息公开|"
    r"(?>(?:通过|由|经)[^，。；;]{0,24}等(?:多种|各种|各类)?(?:渠道|途径|方式|形式)|由)"
)
_MANNER = (
    r"均|都|已|全部|为|是|属于|属|因|的|系|被|由|涉及|关于|有关|有|作出|作|依法|依规|及时|按时|按期|按规定|"
    r"按要求|如期|(?>在[^，。；、]{0,12}(?:内(?!容)|前))|(?:法定|规定)?(?:期限|时限|时间)内|完成|予以|进行|申请|"
    r"(?:政府)?信息公开(?:工作|类|领域|方面)?|依申请公开(?:工作|类)?|案件|按照《[^》]*》(?:的?规定)?+|因故|"
    r"引发|引起|提起|要求|以|采取|内容|结果|当事人|方式|人|来自|该|[“”\s]|和|尚|仍|未"
)

# Between a phrase and the number behind it; between two phrases in front of it; and between a
# number and the phrase behind it.
BEFORE = re.compile(rf"(?:{_COUNTING}|{_OBJECT})*")
BETWEEN = re.compile(rf"(?:{_COUNTING}|{_OBJECT}|{_PEOPLE})*")
AFTER = re.compile(rf"(?:{_MANNER})*")
# Words that join two phrases to one sum.
JOINT = re.compile(r"(?:案件|案|申请|类)?(?:、|及|和|与|或者?|以及)(?:其他)?")
# Nothing but these stands before a number whose phrase is behind it.
LIGHT_BEFORE = re.compile(
    r"(?:^|.*(?:有|共|其中|另|计|发生|出现|产生|引发|涉及|余下?|剩余|其余|被提起|提起|仅|只|应诉|收到|受理|办理|新增|作出|答复|办结))\s*"
)
# Nothing but these stands before a subject without a verb: 全年依申请公开1件.
SUBJECT_ALONE = re.compile(
    r"(?:[\s、“”：:]|其中|全年|本年度?|年度|今年|共|我[局镇街乡市县区委办院校](?:道)?|本[局镇街乡市县区委办院校](?:道|机关|级)?|本单位|"
    r"[0-9]{4}年度?|全[市县区省州镇]|各级|行政机关|政府|各类|[的对])*"
)
# Nothing but these stands before the name of an applicant (自然人): 惠及企业12家 is none.
APPLICANT_ALONE = re.compile(
    r"(?:.*(?:[，,；;（(：:。]|其中|包括|包含|来自|属于|由|为|按|收到|受理|新收|收办|分别|涉及|办结|答复|[和与及、\s的有共]|申请人|申请))?"
)
CHANGE_BEFORE = re.compile(
    r"(?P<way>增长|增加|上升|提高|提升|上涨|增幅|增多|增|多|减少|下降|降低|回落|下滑|减|降幅|降|少)"
    r"(?:率|幅|幅度)?(?:了|约|近|为|达|是|超过?)*\s*$"
)
COMPARED = re.compile(
    r"同比|环比|(?:[较比与]|(?<!连)同)(?:上年|去年|上一年|前一年|上年度|往年|[0-9]{4}年)|相比"
)
A_YEAR = re.compile("[0-9]{4}(?=年)")
DOWN = "减降少回下"
# A channel that only some of the applications came by; 等 says that all are meant.
BY_CHANNEL = re.compile(r"通过|网上|网络|线上|邮寄|邮件|信函|当面|现场|窗口|来访|传真|平台")
# Another office, whose share is counted where 其中 stands before it: 其中，市住建局收到 …
OF_ANOTHER = re.compile(r"(?:局|厅|委|办|镇|乡|街道|区|县|市|处|院|中心|部门|单位)共?$")
