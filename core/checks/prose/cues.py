"""What a clause says beside its concepts: whose figure it is, of when, and how it is divided."""

from __future__ import annotations

import re

_OFFICES = (
    r"局|厅|委|委员会|办|办公室|中心|镇|乡|街道|区|县|市|院|部门|单位|支队|大队|馆|所|站|分局"
)
# Whose figure it is: an office in front of its verb. 我局 and 全市 are the agency's own.
OFFICE = re.compile(
    rf"(?P<office>[\u4e00-\u9fff]{{0,12}}(?:{_OFFICES}))(?:本级)?(?:共|已|分别|累计|全年|年内|[0-9]{{4}}年度?|本年度?|今年|新)*$"
)
BEFORE_OFFICE = re.compile("^(?:其中|转交|交由|转由|由|相关|有关)+")
ITSELF = re.compile("[我本]")
OWN = re.compile(r"[我本全各该]|行政机关|级")
GENERIC = ("部门", "单位", "街道", "乡镇", "镇", "乡", "区", "县", "市")
EACH = re.compile(
    r"各(?:自|有)?(?:收到|受理|新收|办理|接到|答复|办结)|各(?:有)?(?:共)?$|(?:日|月|年|人|户|平)均"
)
OF_A_KIND = re.compile(
    "(?:涉及|关于|有关)(?![^，。；]{1,14}等)[^，。；]{1,16}的(?!政府信息公开的)$"
)
BY_WAY = re.compile("通过|经由?|以|从")
PART_ONLY = re.compile(r"转交|转由|延期|延长|逾期(?![不未])|超期|超时|提前|当场|二审|再审|重复登记")
WITHDRAWN = re.compile("撤回|撤销申请")
ALL_THOSE_UNDER = re.compile("各[区县市旗乡镇街部单直](?![^，。；]{0,8}(?:本级|分别))")
SOME_OVER_IT = re.compile("其中[^，。；]{0,4}(?:因|涉|关于)[^，。；]{0,6}公开")
# 因治安处罚被申请行政复议
GROUNDS = re.compile("因([^，。；]{1,14}?)(?:被|引发|引起|提起|发生)")
OVER_REPLIES = re.compile("公开|信息|答复|申请|工作|[此该其]|上述")
NOT_OVER_IT = re.compile("与[^，。；]{0,8}公开[^，。；]{0,4}无关")
A_KIND = re.compile(r"类\s*$")
CASES = ("件", "宗", "份", "起", "例")
WITHIN_DAYS = re.compile("日之?内")
SEVERALLY = re.compile(r"分别|依次")
IN_ALL = re.compile("(?:以上)?(?:[合共总]计|[总一]?共(?!同))")
TOGETHER = re.compile(
    r"^[^，。]{0,8}?(?:合计|共计|总计|总共|累计|共|应办理?|需办理?|[两二三四五六七八九]项)"
)
DIVIDES = re.compile(r"其中|包括|包含|涵盖")
# A figure of the agency itself, beside one of all the offices under it.
REST = re.compile(r"\s*(?:其余|剩余|余下|另外|还有|尚有)(?:的)?")
NOT_ONE = re.compile(r"(?:没有?|未|无)(?:发生|出现|产生|收到|接到|有)?$")
ITS_OWN = re.compile("本级|(?:厅|局|委|办|院)机关(?=共|新|收|受|办|答|全年|累计)")
ALL_UNDER = re.compile("全[省市县区旗州](?!.{0,6}本级)(?:[^，。；]{0,8}(?P<system>系统))?")
WHOLE = re.compile("全[省市县区旗镇乡州]|合计|共计|总计")
YEARS_ON_END = re.compile("(?<!前)(?:连续|最近|近)([两三四五六])年")
SHARE_OF = re.compile("占[^，。；0-9]{0,6}(?:总|全部)")
OF_THESE = re.compile(r"(?:中|方面|里)\s*$")
THRESHOLD = re.compile("及?以[上下内]")
THIS_YEAR = re.compile(
    r"(?:其中)?(?:本年度?|今年|当年|全年|(?P<year>20[0-9]{2})年度?)(?:共|有|为)?\s*"
)
OR = re.compile("或者?$")
OTHER_NOUN = re.compile(r"(?!申请|案|项目|事项|[的中均都已全按在被是为由])[\u4e00-\u9fff]")
# 收到45件，上年为39件，办结44件: what it was then, and then on with what it is.
ASIDE = re.compile(r"(?:(?:上年度?|去年|上一年度?)(?:同期)?|20[0-9]{2}年度?)(?:为|是|共|有)*\s*")
TO_THIS_YEAR = re.compile(r"[至到入](?:了)?(?:本年|今年|当年)")
LAST_YEAR = re.compile(r"期初|年初|上年|上一年|去年|往年|前一年|前年|以前年度|上[年一]年度")
NEXT_YEAR = re.compile(r"期末|(?<![上去前0-9])年末|下年|下一年|次年|明年|来年")
DIGITS = re.compile(r"(?<![0-9])(20[0-9]{2})(?=年|度)")
MANY_WAYS = re.compile(
    r"等|多种|各种|各类|[两二三四五几]种|渠道[^0-9]{0,12}(?:收到|受理)|线上线下|网上网下"
)
HEARS = re.compile(
    r"复议(?:机关|机构)[^维撤纠决驳认责]{0,6}[共收受审办]|(?<![终中]止)审理(?!中)|审结(?<!未审结)|代理|代表|出庭"
)
COURT, REVIEWER = "法院", "复议机关"
TAKES_ON = re.compile("办理|受理|化解|收到|应诉|承办|答复|收案|立案|结案")
ABOUT_DISCLOSURE = re.compile(r"信息公开|依申请|政务公开")
ADDED = re.compile("连同|加上|算上|加之")
CARRIED_TOO = re.compile(r"含|包括|其中")

# Nothing but these may stand around a verb such as 收到 that names no subject. None is tried
# twice, or a text of such words would take for ever: so the longest come first.
_SMALL_WORDS = """
    总数 总量 数量 宗数 件数 数 量 合计 共计 总计 累计 部门 街道 乡镇 单位 其中
    另有 另 尚 还 仍 并 案件 事项 件次 件 去年 往年 次年 明年 书面 有效 全部
    均已 按时 按期 按期限 按规定 按要求 依法 依规 依程序 及时 如期 期限内 时间内 时间 工作
    法定 规定 时限内 时限 内 在 按 期限 本年度 本年 年度 全年 当年 今年 年内 截至
    年底 底 末 各级 行政机关 政府 信息 公开 人民 群众 公众 社会 市民 村民 居民
    当事人 提出 提交 递交 向 来自 由 进行 予以 作出 做出 给予 完成 继续 办理 处理
    受理 新 收到 应 需 共需 期间 后 前 等 和 与 及 对 所 中 类 情况 方面 结果
    因 属 属于 作 按程序 时 里 从 看 了 经 以 书 决定书 答复书 正式 情形 处理的
    申请人 主体 除 外 决定 判决 裁定 复议机关 法院 机关 一审 最终 涉及 被 提起
    发生 引发 产生 引起 其 种 之 年 月 日 本机关 县本级 市本级 本级 起 第一 项
    加上 连同 结案 而 需要 通过 渠道 方式 途径 形式 办 现 系 其次 再次 最多 最高 最大 占比
    分别 即 具体 所收 补正 以上 期末 期初 年末 年初
""".split()  # noqa: SIM905  # as a list it would take pages
_SMALL_SHAPES = (
    r"上年度?",
    r"上一年度?",
    r"下年度?",
    r"下一年度?",
    r"[0-9]{4}年度?",
    r"(?:连续|最近|近)[两三四五六]年分别",
    r"[0-9]{1,2}月",
    r"第?[一二三四1-4]季度",
    r"[0-9]{1,2}日",
    r"我[局厅委办镇乡县市区州盟旗院会校中心街道单位机关]+",
    r"本[局厅委办镇乡县市区州盟旗院会校级单位机关街道]+",
    r"全[省市县区镇乡州系统局]+",
    r"[厅局委办院]机关",
    r"[0-9]{1,2}[.．]",
    r"[一二三四五六七八九十]是",
    r"[①-⑳]",
    r"[\s“”\"、：:、的了过为是有共已均都全约将各占仅]",
)
SMALL = re.compile(
    f"(?:{'|'.join((*sorted(_SMALL_WORDS, key=len, reverse=True), *_SMALL_SHAPES))})*+"
)

NONE = re.compile(
    r"从未|未曾|暂未|均未|未有|没有|暂无|均无|并无|亦无|也无|尚无|未(?!经|审|办结|按|依|能|来|及时|予|到期|结)|无(?!法|正当|关|偿|障碍|效|纸|人)|不存在(?=[^，。；]{0,20}(?:复议|诉讼|起诉))|零(?![星距散售])"
)
ANY_NONE = re.compile("[未没无零〇0]|不存在")
NO_SUCH = re.compile(
    r"逾期|超期|超时|超过|应公开|应当公开|问题|收取|收费|费用|投诉|举报|违规|违反|违法|泄密|失误|差错|不当|拖延|推诿|及时|按时|按期|信访|转办|异议|满意"
)
ENDING = re.compile(
    r"(?:申请|案件|案|情况|情形|事项|事件|现象|记录|来信|来函|件|发生|提出|及|和|或|与|、|等|有关|相关|引起|的|过|书面|纠纷|行为|问题|结果|被|提起)*\s*"
)
ZERO = re.compile(r"零(?:受理|收到|接收|接到|办理|发生|产生)(?=\s*(?:$|、))")
# 行政复议情况：无。
ASKED = re.compile(r"(?:办理|处理|工作|申请|案件|发生|情况|数量|件数|数|[的\s])*")
NONE_ALONE = re.compile(
    r"(?:本年度?|今年|全年|年内|20[0-9]{2}年度?)?(?:均|都|暂)?(?:为|是)?(?:无|没有|零|0)\s*"
)
ALL_NONE = re.compile(
    r"(?:数量|件数|数|量|申请|案件|情况)?(?:均|都|皆|全部|各)?(?:为|是)(?P<zero>零|〇|0(?![0-9.]))(?:件|宗|起|份)?\s*$"
)
