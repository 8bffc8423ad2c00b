"""Where lists of parts open: at 其中, 包括, 按…分 and the like, behind 项目中，, and at a colon right behind an amount."""

from __future__ import annotations

import re
from collections.abc import Iterable

from gouji.relations.common.reading import Mention, Reading
from gouji.searching import at_places

TRIGGER = re.compile(
    r"其中(?!.{0,3}包括)|(?:主要)?(?:包括|包含|构成|分别是|分别为|用于|具体(?:为|是|有|如下))(?:以下(?:几个)?方面)?[：，]?|按[^，。；\d]{1,12}分[，：类]|"
    r"从[^，。；]{1,12}(?:来看|看)[，：]|由(?=[^，。；]{2,20}组成)|分为|分[^，。；]{1,6}看[：，]|资金来源(?:为|是|[：，])|涉及(?=[^，。；\d]{2,20}\d)|[，；（]含(?!税|量|有)|[^，。；：\n]{2,8}(?<!其)中[，：]"
    r"|(?<![^，。；\n])[^，。；：\n\d中]{1,8}(?:支出|收入|资金|经费|人员|项目|车辆|总[数额量])中(?=[^，。；：\d\n]{2,10}\d)"
)
# where a trigger may begin: with one of these words, up to eight characters before 中，, or at the head of a clause with 支出中 and the like
_BEGINS = re.compile("其中|主要|包[括含]|构成|分|用于|具体|按|从|由|资金来源|涉及|[，；（]含")
_OF_THESE = re.compile("(?<!其)中[，：]")
_OF_MONEY = re.compile("(?:支出|收入|资金|经费|人员|项目|车辆|总[数额量])中")


def triggers(plain: str) -> Iterable[re.Match[str]]:
    """The words that open lists."""
    places = {begins.start() for begins in _BEGINS.finditer(plain)}
    for mark in _OF_THESE.finditer(plain):
        places.update(range(max(0, mark.start() - 8), mark.start()))
    for mark in _OF_MONEY.finditer(plain):
        places.update(at for at in range(max(0, mark.start() - 8), mark.start()) if at == 0 or plain[at - 1] in "，。；\n")
    return at_places(TRIGGER, plain, sorted(places))


def marks(reading: Reading) -> list[tuple[int, int, str, Mention | None]]:
    """Where lists of parts open: from where, to where, by which words, and the whole where the mark stands right behind it."""
    found: list[tuple[int, int, str, Mention | None]] = [(m.start(), m.end(), m[0], None) for m in triggers(reading.plain)]
    for m in reading.mentions:
        after = reading.plain[m.end + len(m.noun) : m.end + len(m.noun) + 1]
        if m.noun.endswith("中") and after in "，：":
            found.append((m.end, m.end + len(m.noun) + 1, "中，", m))  # 13个断面中，
        elif (
            (at := m.noun.find("中")) > 0
            and len(m.noun) - at <= 9
            and m.index + 1 < len(reading.mentions)
            and reading.mentions[m.index + 1].start == m.end + len(m.noun)
        ):
            found.append((m.end, m.end + at + 1, "中，", m))  # 19个项目中盈利11个、亏损8个
        elif after == "：" and len(m.noun) <= 6 and m.quantity:
            found.append((m.end, m.end + len(m.noun) + 1, "：", m))  # 支付8934.7万元：施工费8127.3万元、
        elif m.rate and after == "：" and m.index:
            found.append((m.start, m.end + len(m.noun) + 1, "：", reading.mentions[m.index - 1]))  # …占93.5%：
    return sorted(found, key=lambda mark: mark[:2])
