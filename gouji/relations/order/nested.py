"""What lies within what by its own name: this year's within all years', the longer overdue within the overdue, a narrower name within the
name that it narrows, a kind of expense within its budget.

Basis: inclusion. Whether two names tell one subject and one time is only likely from words alone, so these ties are told where the
figures bear them out, and raise no alarm; but accidents that kill have each a death.

Assumptions about the language:
- 累计, 历年 and 滚存 tell of all years, 年内, 当年 and 本年 of this one, of the same thing where they stand side by side;
- a name that ends with another one (城镇常住人口, 常住人口) tells some of it, if what it adds is no other time, stage or change;
- 超过18个月的 are among 超过12个月的.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from gouji.patterns import compiled
from gouji.relations.common.lists import OTHER_TIME, addable, amount, value
from gouji.relations.common.model import Relation
from gouji.relations.common.reading import Mention, Reading
from gouji.relations.common.retold import conflict, scope
from gouji.relations.order.bounds import at_most, borne_out

_ALL_YEARS = re.compile(r"(?:历年|截至[^，。；]{0,8}|目前|已)?(?:累计|历年|滚存)(?P<what>[^，。；：\d]{0,8})$")
_YEARS = re.compile("累计|历年|滚存")
_THIS_YEAR = re.compile(r"(?:年内|当年|本年度?|今年|全年|当期|本期)(?P<what>[^，。；：\d]{0,8})$")
_BEFORE = re.compile("上年|去年|年初|往年|期初")
_OPEN = re.compile(r"(?:超过|满|逾|达)?(?P<number>\d+)(?P<unit>个月|年|岁|天|日|小时|万元|公里)(?P<side>及?以上)?的(?:有|共|就有)?$")
_DEADLY = re.compile(r"(?:亡人|死亡|致死|致人死亡)(?:的)?(?:道路交通|生产安全|交通)?事故$")
_DEATHS = re.compile(r"^[，、](?:共|造成|共造成|致)*(?:死亡|亡)(?:人数)?$")
_TAIL = re.compile(r"(?:人数|总数|总额|总量|总计|合计|共计|共有|累计|完成|达到|为|是|有|数|共)+$")
_HEAD = re.compile(r"^(?:全[国省市县州区镇乡]|我[省市县州区镇乡局院]|(?:19|20)\d\d年度?|本年度?|年末|年底|月末|共有?|现有|其中|截至[^，]*?[底末日]|到[^，]*?[底末日])+")
_OTHER = re.compile(
    r"上年|去年|同期|预算|年初|年末|计划|任务|目标|累计|新增|减少|增加|净增|其他|其它|人均|户均|亩均|平均|比|较|非|不|未|无|应|拟|超|另|已|月|季|届|期|度|完成|实现|实施|争取|升入|以上|以下|[一二三四五六七八九十\d]是|\d|和|及|与|的"
)
_THREE = re.compile(r"三公|公务接待|公务用车|因公出国|公车")
_BUDGET = re.compile(r"预算(?:数|安排|为|是|总额|批复|额)*$")
_FINAL = re.compile(r"^[，、；]?(?:全年|实际|当年|本年)*(?:支出|决算|执行|使用|列支)(?:支出|决算|数|为|总额|了|合计)*$")
_ANY_MONEY = re.compile("[年期]末|支出|收入|决算|预算|财政|拨款|年初|全年|执行|资金|经费|支付|结转|结余|投资|总|费|额|数|项|类")
_OF_BUDGET = re.compile(r"^[，、](?:为|占|完成|是)(?:年初|全年|当年|调整后?)?预算(?:数|安排)?$")
CORE = 4  # characters of a name that another one narrows
FAR = 1500  # characters
WIDEST = 10  # characters that a name is narrowed by


def propose(reading: Reading) -> Iterator[Relation]:
    """All bounds of this module."""
    for told in reading.by_sentence.values():
        for at, mention in enumerate(told):
            if at and mention.figure.value is not None and amount(mention):
                yield from _of_all_years(told[max(0, at - 4) : at], mention)
                yield from _longer(reading, told[max(0, at - 4) : at], mention)
                yield from _deaths(told[at - 1], mention)
                yield from _expense(reading, told[at - 1], mention)
    yield from _narrower(reading)


def _of_all_years(before: list[Mention], mention: Mention) -> Iterator[Relation]:
    """bound.of_all_years: 年内完成31.2亿元，累计完成104.5亿元."""
    told = _ALL_YEARS.search(mention.lead[-16:]) if _YEARS.search(mention.lead) else None
    if told is None or _BEFORE.search(mention.lead[-16:]):
        return
    for earlier in reversed(before):
        if earlier.segment != mention.segment or earlier.figure.unit != mention.figure.unit or not amount(earlier):
            continue
        words = earlier.lead[-16:]
        own = _THIS_YEAR.search(words)
        what = compiled("^(?:已|完成)?").sub("", told["what"])
        if _ALL_YEARS.search(words) or _BEFORE.search(words) or earlier.figure.value < 0:
            continue
        if not (own or what and words.endswith(what) or "历年" in told[0] and what[-2:] == words[-2:]):
            continue
        if own and what and own["what"] and what[-2:] != own["what"][-2:]:
            continue
        yield from borne_out(at_most(earlier, mention, "bound.of_all_years", ("year", "years"), False))
        return


def _longer(reading: Reading, before: list[Mention], mention: Mention) -> Iterator[Relation]:
    """bound.longer: 超过12个月的57件，其中超过18个月的19件."""
    if "的" not in mention.lead[-4:]:
        return
    own = _OPEN.search(reading.plain, max(0, mention.start - 16), mention.start)
    if own is None:
        return
    for earlier in reversed(before):
        if earlier.figure.unit != mention.figure.unit or earlier.figure.value is None:
            continue
        other = _OPEN.search(reading.plain, max(0, earlier.start - 16), earlier.start)
        if other is not None and other["unit"] == own["unit"] and bool(other["side"]) == bool(own["side"]):
            pair = (mention, earlier) if int(own["number"]) > int(other["number"]) else (earlier, mention)
            yield from borne_out(at_most(*pair, "bound.longer", ("longer", "long"), False))
        return


def _deaths(before: Mention, mention: Mention) -> Iterator[Relation]:
    """bound.deaths: 亡人事故27起，死亡29人: each has a death at least."""
    if mention.dimension == "person" and _DEADLY.search(before.lead[-12:]) and _DEATHS.match(mention.lead) and before.figure.unit in ("起", "宗", "件"):
        yield at_most(before, mention, "bound.deaths", ("accidents", "deaths"))


def _expense(reading: Reading, before: Mention, mention: Mention) -> Iterator[Relation]:
    """bound.expense_within_budget: “三公”经费年初预算6万元，实际支出4.49万元: of expenses that are not to exceed their budget."""
    if "预算" in mention.lead and _OF_BUDGET.match(mention.lead) and mention.noun.startswith("的") and addable(before, mention):
        words = reading.plain[max(0, before.start - 40) : before.start]
        if mention.figure.value and _THREE.search(words) and not OTHER_TIME.search(before.lead[-6:]):
            yield from borne_out(at_most(before, mention, "bound.expense_within_budget", ("expense", "budget"), False))
        return
    if not ("预算" in before.lead and _FINAL.match(mention.lead) and _BUDGET.search(before.lead[-10:]) and addable(before, mention)):
        return
    words = reading.plain[max(0, before.start - 40) : before.start] + before.figure.section.rpartition(" / ")[2]
    if before.figure.value and _THREE.search(words) and not OTHER_TIME.search(before.lead[-10:] + mention.lead):
        yield from borne_out(at_most(mention, before, "bound.expense_within_budget", ("expense", "budget"), False))


def _core(mention: Mention) -> str:
    """A figure's name without the words that any may bear, and without all of what it is told of (全县)."""
    return _HEAD.sub("", _TAIL.sub("", mention.label))


def _narrower(reading: Reading) -> Iterator[Relation]:
    """bound.narrower: 常住人口47.35万人，城镇常住人口20.93万人; 全县一般公共预算收入, 县级一般公共预算收入."""
    wide: dict[str, list[Mention]] = defaultdict(list)
    for mention in reading.mentions:
        if mention.figure.value is None or mention.depth or len(mention.label) < CORE or mention.dimension == "分":
            continue
        if not amount(mention):
            continue
        name = _core(mention)
        if len(name) < CORE:
            continue
        if name in wide and wide[name][-1].figure.value == mention.figure.value:
            continue
        yield from _within_wider(name, mention, wide)
        wide[name].append(mention)


def _within_wider(name: str, mention: Mention, wide: dict[str, list[Mention]]) -> Iterator[Relation]:
    for cut in range(2, min(WIDEST, len(name) - CORE) + 1):
        added, core = name[:cut], name[cut:]
        known = wide.get(core)
        if not known or _OTHER.search(added) or len(_ANY_MONEY.sub("", core)) < 2:
            continue
        whole = known[-1]
        if whole.sentence == mention.sentence and mention.lead.startswith(("、", "和", "及", "与")):
            continue  # 发展资金a、少数民族发展资金b: items of one list
        if mention.start - whole.start > FAR or whole.figure.unit != mention.figure.unit:
            return
        if OTHER_TIME.search(whole.lead[-12:] + mention.lead[-16:]) or conflict(_scope(whole), _scope(mention)):
            return
        if value(mention) and value(whole) != value(mention):
            yield from borne_out(at_most(mention, whole, "bound.narrower", ("part", "whole"), False))
        return


def _scope(mention: Mention) -> dict[str, frozenset[str]]:
    return {kind: words for kind, words in scope(mention.lead[-30:]).items() if kind in ("year", "months", "stage", "budget")}
