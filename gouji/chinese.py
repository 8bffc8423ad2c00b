"""Chinese digits that state a quantity, and those that are a word (统一), a set phrase or a class (三类水质)."""

from __future__ import annotations

import re

from gouji.lent import Token
from gouji.patterns import compiled
from gouji.quantity import NEEDS_DIGITS
from gouji.spelling import AFTER_PLACES, CN, PLACES, SET_PHRASE

_OF_CLASSES = re.compile(r"\d+[个项件条](?!人)[^，。；\d]{0,6}[，。；：）（]")

_LISTED = re.compile(r"(?:^|[^\u4e00-\u9fff])?[\u4e00-\u9fff]{2,8}、[\u4e00-\u9fff]{2,8}$")  # 甘肃、宁夏、新疆 before 三省

_STAGES = frozenset("批 期 轮 标段 组 队 段".split())


def lexical(plain: str, start: int, end: int) -> bool:
    """Chinese digits that are a word or set phrase: 统一, 三公, 两横两纵, 千方百计; a bare 一 or 二 counts nothing."""
    text = plain[start:end]
    if text[0] in "百千万亿" or (start and plain[start - 1] in "统唯万同之第初十专逐"):
        return True
    around = plain[max(0, start - 2) : end + 2]
    return bool(SET_PHRASE.search(around)) and not compiled(r"[个项名人家者]").search(around)


def counts(plain: str, token: Token, tail: re.Match[str] | None) -> bool:
    """Whether a numeral in Chinese digits counts or measures something."""
    if tail is None or not (
        tail["unit"] or tail["more"] or (tail["scale"] and len(token.number) > 0 and tail["scale"] in "万亿")
    ):
        return False
    bare = tail["unit"] or ""
    scaled = bool(tail["scale"] or tail["scale2"])
    if token.number in ("一", "二") and not scaled and bare not in ("倍", "成"):
        return False
    if bare in ("地", "镇", "县", "乡", "村", "市", "区", "省", "州", "者") and not scaled and len(token.number) == 1:
        before = plain[max(0, token.start - 20) : token.start]
        return bool(PLACES.search(before[-10:]) and AFTER_PLACES.match(plain, token.last) or bare in "省市县区州者" and _LISTED.search(before))
    if bare in NEEDS_DIGITS and not scaled and not tail["more"] and len(token.number) < 2:
        return False
    if bare in _STAGES and len(token.number) == 1 and _in_order(plain, token.last, bare):
        return False
    if bare in ("类", "级") and compiled(r"\d").match(plain[token.last : token.last + 1]):
        # 三类97655人 is the third class, 五类11个问题 are five
        return bare == "类" and bool(_OF_CLASSES.match(plain, token.last))
    if (
        bare == "类"
        and not plain.startswith("大类", token.start + len(token.number))
        and (
            compiled(r"[^，。、；\d]{1,4}\d").match(plain[token.last : token.last + 6])  # 二类会议2次、三类会议11次 are classes of meetings
            or compiled("水质|水体|水域|标准|断面|占|的[，。；]").match(plain[token.last : token.last + 4])
            or plain[max(0, token.start - 1) : token.start] == "劣"
        )
    ):
        return False  # 劣四类, 三类水质
    if bare == "期":
        return bool(
            compiled(r"(?:举办|开办|开展|举行|培训班?|共|发布|编发|印发)$").search(plain[max(0, token.start - 4) : token.start])
        )
    if token.number == "零":
        return False
    if bare == "级":
        return bool(compiled(r"[省市县区乡镇村州局队组网格级）]$").search(plain[max(0, token.start - 2) : token.start]))
    if bare == "年" and (
        plain[max(0, token.start - 2) : token.start] in ("连续", "历时", "长达") or plain.startswith("平均", token.last)
    ):
        return True
    if bare == "年" and tail["post"] and tail["post"].endswith(("以上", "以内", "以下")):
        return True  # 结转两年以上
    if bare in ("年", "周年", "代") or (bare == "大" and (token.value or 0) > 10):
        return False
    inside = plain.rfind("“", max(0, token.start - 12), token.start) > plain.rfind(
        "”", max(0, token.start - 12), token.start
    )
    if inside and "”" in plain[token.last : token.last + 10]:
        return False
    following = plain[token.last : token.last + 1]
    return bool(scaled or not following or following not in CN)


def _in_order(plain: str, end: int, unit: str) -> bool:
    """Whether the words behind 三批 stand behind 一批 and 二批 too: the third batch then, and not three."""
    following = compiled("[\u4e00-\u9fff]{2}").match(plain[end : end + 2])
    return following is not None and all(re.search(f"(?<!第){n}{unit}{following[0]}", plain) for n in "一二")
