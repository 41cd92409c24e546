"""Chinese word order: who acts and who is meant, by the characters around a name."""

import re

from bot.text.spotting import Mention

_MEANT_BEFORE = re.compile(
    r"(?:对|向|针对|原产于|来自|产自|自|涉|将(?:\d{1,4}|[一二三四五六七八九十百]{1,4})?[家个]?)$"
)
_MEANT_AFTER = re.compile(
    r"(?:的|等国|等)?(?:部分)?(?:地区)?(?:所有|全部|有关|相关|进口|输华|军工|国防)*(?:企业|实体|公司|商品|产品|货物|机构|船舶|半导体|水产品|进口)"
)
_ACTS_AFTER = re.compile(
    r"(?:政府|国会|议会|参议院|众议院|贸易代表|总统|总理|财政部|海关|委员会|当局|方面|外交部|经济部)?"
    r"(?:[^,，。;；]{0,4})(?:宣布|决定|将|对|向|有条件|拟|同意|恢复|暂停|调整|上调|下调|取消|公布|发布|表示|通过|开始|禁止|限制|放宽|延长|启动"
    r"|发起|裁定)"
)


def stands(lower: str, first: Mention, last: Mention) -> tuple[str, str] | None:
    """`acts` or `meant`, and why, for a name or a list of names; None where neither shows."""
    before, after = lower[max(0, first.start - 12) : first.start], lower[last.end : last.end + 20]
    if lower[first.start] == "对" or _MEANT_BEFORE.search(before):
        return "meant", "针对其货物或企业"
    if first.group == "agencies":
        return "acts", "作出决定的机构"
    if _MEANT_AFTER.match(after):
        return "meant", "其货物或企业"
    if _ACTS_AFTER.match(after):
        return "acts", "句子的主语"
    return None
