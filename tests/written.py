"""What a report of which only the figures matter says in words. Made up; no rule objects to it."""

WRITTEN = {
    "general": (
        "本机关做好主动公开、依申请公开、政府信息管理、平台建设和监督保障工作，"
        "依法办理政府信息公开申请、行政复议和行政诉讼，"
        "接受工作考核、社会评议，没有需要责任追究的情形。"
    ),
    "problems": "一是公开不够及时，已改为按月检查。",
    "other_matters": "本年未收取信息处理费。",
}
