"""Names of what changes: without the words that any figure may bear, and whether two of them mean one thing.

Assumptions about the language:
- a subject may leave words of a figure's name out, never the other way round;
- where a name joins two things (购置及运行费), what names one of them alone is not told by it;
- 运行维护费, 运行费 and 运行支出 are one.
"""

from __future__ import annotations

import re
from functools import lru_cache

from gouji.patterns import compiled

_EMPTY_SUBJECT = re.compile(
    r"(?:(?:19|20)\d\d年度?|[两二三四五六七八九十]年(?:来|间)?|\d{1,2}月份?|本年度?|当年|今年|全年|该项|此项|其|两项|我局|我县|我市|本部门|本单位|部门|决算|预算|执行|支出|收入|收支|费用|经费|资金|金额|数额|数据|总额|总量|总数|总计|合计|共计|数量|规模|数|额|款|"
    r"同口径|可比口径|也|均|却|都|各|有所|主要|略|实际|累计|完成|、|和|及|与|的|了)+"
)
_JOINT = re.compile(r"([\u4e00-\u9fff]{2})费?(?:[及和与、]|以及)(?:公务用车)?([\u4e00-\u9fff]{2})")


@lru_cache(maxsize=2048)
def core(words: str) -> str:
    """A name without the words that any figure of the document may bear."""
    return compiled(r"[（）“”、\s：]|(?:为|是|达|约)+$").sub("", _EMPTY_SUBJECT.sub("", words))


def names(subject: str, words: str) -> bool:
    """Whether a subject may be the one that these words name: all of its own characters occur there, and they do not
    differ in 收入 and 支出."""
    for own, other in (("收", "支"), ("支", "收")):
        if own in subject and other not in subject and other in words and own not in words:
            return False
    own = core(subject)
    return all(character in words for character in own) and not _half(own, words)


def _half(subject: str, words: str) -> bool:
    """Whether these words join two things (购置及运行费) of which the subject names one alone (购置费)."""
    joined = _JOINT.search(words)
    return joined is not None and (joined[1] in subject) != (joined[2] in subject)


def spent_on(words: str) -> str:
    """What money went to, whether it is told as 运行维护费, 运行费 or 运行支出."""
    return compiled("(?<=运行)维护费?$|(?<=[\u4e00-\u9fff]{3})费$").sub("", core(words))


def own_name(words: str) -> str:
    return compiled(r"^(?:.*(?:本部门|我局|本单位|我县|我市))?(?:.*\d{4}年度?)?").sub("", words)
