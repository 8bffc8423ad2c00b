"""Verbs of change: which words before a figure say that it tells a change, and in which direction.

A change is a verb of change right before its figure (减少4.37万元, 下降10.64%, 增幅为5%). A verb of one character takes no object
(降雨量 is no change), but for those that tell what moved (多收, 少支).
"""

from __future__ import annotations

import re
from functools import lru_cache

from gouji.patterns import compiled
from gouji.relations.common.reading import Mention, once

_MOVES = "收|支|发(?![点地区路段易病期案])|拨|缴|用|花|产|销|办|完成|出栏|安排|支出|补|报|领|建|种|招|征|投入|开支"
UP = (
    "增加(?!值)|增长|调增|上调|核增|提高|提升|上升|上涨|上浮|扩大|增多|净增加?|增[产收支编员]|增|偏多|偏高|高出|多出"
    rf"|多(?:{_MOVES})|超[收支]|加快|多|高|涨|升|快"
)
DOWN = (
    "负增长|减少|调减|下调|下降|降低|缩短|缩减|压减|压缩|压降|核减|削减|下滑|回落|下浮|净减少?|减[产收支编员]"
    rf"|节约|节省|节支|再?压|减|降|偏少|偏低|少(?:{_MOVES})|短收|精简|收窄|放缓|放慢|少|低|跌|慢"
)
BROAD = frozenset(  # these need a comparand
    "多 高 少 低 增 减 降 涨 跌 升 快 慢 压 再压 节约 节省 节支 扩大 收窄 加快 放缓 放慢 精简 压缩 压减 压降 高出 多出 超收 超支 短收".split()
)
_ADVERB = (
    "(?P<adverb>(?:又|也|却|仍|还|再|反而|各|分别|均|共|净|略|略有|小幅|大幅|大幅度|明显|相应|继续|同口径|可比口径|同比|环比"
    "|年均|平均|平均每年|逐年|实际|名义|累计|增幅|合计|对比){0,4})"
)
_VERB_SIGN = re.compile("[增减升降提涨调扩缩压核削滑落浮节省多少高低跌超短快慢精窄缓]")
_SPAN = r"(?P<measure>[增升涨降减跌]幅度?|(?<!自然)增长率|增速|(?:下降|降低|减少|压减|压缩|增加|上升|提高)率|(?:增长|下降|降低|减少)(?:幅度|比例|比率))"
_VERB = re.compile(
    rf"{_ADVERB}(?:{_SPAN}|(?<!自然)(?P<verb>{UP}|{DOWN})(?P<object>[^，。；：、（）\d到至的为比和与]{{0,6}}?))"
    r"(?:了|约|出|额为|额|数|为|是|达到?|：|近|超过?)*$"
)
THEN = (
    r"(?:(?:19|20)(?:\d\d|[xX×]{2})年?(?:度|底|末|初|同期|同口径)?|上一?学年|上年(?:度|同期|末|底)?|上一年度?|去年(?:同期|底|末)?|前年|前一年|(?:上年|去年)?同期|上期|往年|历年|常年(?:同期)?|"
    r"年初(?!预算|批复|部门|计划|目标|下达|安排|财政)|期初|上月|上个?季度|(?:改革|调整|整合|改造)(?:之)?前|(?:\d{1,2}|[一二三四五六七八九十]{1,2})月份?)"
)
THEN_WORDS = re.compile(THEN)
REACHED = re.compile(
    r"^[，、（]?(?:总数|总量|总额|总规模|规模|累计|合计)?(?:达到?|增至|升至|降至|减至|增加到|增长到|提高到|上升到|下降到|降低到|减少到)(?:了)?$"
)
PACE = re.compile("增[速幅]|增长率|[降涨]幅")
CLAUSE_START = re.compile(r"[，。；：\n]")


@lru_cache(maxsize=1024)
def verb_of(words: str) -> re.Match[str] | None:
    """The verb of change that ends these words; a verb of one character takes no object (降雨量 is no change)."""
    if not _VERB_SIGN.search(words, max(0, len(words) - 16)):
        return None
    match = _VERB.search(words, max(0, len(words) - 28))
    return None if match is None or (match["object"] and len(match["verb"]) == 1) else match


@once
def tells_change(mention: Mention) -> bool:
    """Whether a figure tells a change and no state."""
    return verb_of(mention.lead) is not None and not REACHED.search("，" + mention.lead[-4:])


def direction(match: re.Match[str]) -> bool | None:
    """True up, False down, None where 幅 tells neither."""
    if match["measure"]:
        head = match["measure"][0]
        return True if head in "增升涨上提" else False if head in "降减跌下压" else None
    return compiled(UP).fullmatch(match["verb"]) is not None
