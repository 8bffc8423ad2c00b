"""bound.ladder, bound.of_named, bound.aside: what cannot exceed what was told before it, by what the two are called.

Basis: of what is proposed some is taken on, of that some is finished; posts hold staff, a limit holds a balance, a total investment holds
this year's plan. Whether two figures tell one subject is only likely from such words, so that these ties are told where the figures bear
them out and raise no alarm.

Assumptions about the language:
- the two stand in one sentence or a few that follow one another, in one unit, and the first of them is the nearest of its rung;
- 在W中，P names W by the words that end its name, and P is the first amount behind them;
- an amount alone in parentheses right behind another of its unit (执业医师1390人（全科25人）) tells some of it, unless it is another time's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from gouji.patterns import compiled
from gouji.relations.common.lists import OTHER_TIME, addable, amount
from gouji.relations.common.model import Relation
from gouji.relations.common.reading import Mention, Reading, once
from gouji.relations.order.bounds import at_most, borne_out
from gouji.searching import at_clauses

NEAR, FAR = 3, 5  # sentences: revenues are told one after the other
_REVENUES = (
    "总财力|(?:一般公共预算|财政|公共财政)(?:预算)?总收入",
    "(?:地方)?(?:一般公共预算|公共财政预算|财政)(?:本级)?收入|地方收入",
    "税收收入|非税收入",
    "增值税|营业税|消费税|(?:企业|个人)所得税|房产税|资源税|契税|城镇土地使用税|土地增值税|城市维护建设税|罚没收入",
)
_LADDERS = tuple(
    (FAR if rungs is _REVENUES else NEAR, tuple(re.compile(rf"(?:{rung})(?:数量?|总?额|总数|件数|人数|户数|金额)?(?:累计|共|预计|实际|拟)?(?:完成|实现|调整)?(?:为|是|达到?|共|计|约|：)*$") for rung in rungs))
    for rungs in (
        ("总投资", "(?:今年|本年|当年|年度)?计划(?:完成)?投资", "(?:累计|已|实际|共)?完成投资"),
        ("受理|收案|新收|受案|收到提案|提出提案|提案", "立案", "审结|办结|结案"),
        ("建设任务|开工", "竣工|完工|建成", "入住|验收合格"),
        ("编制", "实有人员?|在职(?:人员|职工|实有)?|实有"),
        ("送审", "审定"),
        ("限额", "余额"),
        ("候选人", "当选|选举产生|选出"),
        ("问题资金|涉及金额|查出(?:主要)?问题金额", "整改(?:到位)?(?:资金|金额)"),
        ("总额|资金总额|审计(?:专项)?资金", "查出(?:主要)?问题(?:金额)?|违规(?:金额|资金)"),
        ("受灾面积", "成灾(?:面积)?", "绝收(?:面积)?"),
        _REVENUES,
        (
            "(?:资金|经费|预算|项目)(?:共|总额|数)?(?:安排|批复)?(?:资金)?|(?:安排|批复|申报|预算)(?:各类|项目|专项|财政)?(?:资金|经费|预算)",
            "(?:资金|经费)(?:共|累计|已|实际)?(?:到位|下达|落实|筹集)(?:资金)?|(?<!应)(?:到位|下达|收到|落实)(?:各类|项目|专项|财政|补助)*(?:资金|经费)?",
            "(?:已|累计|实际|共|全年)*(?:使用|支出|支付|兑付|拨付|发放)(?:补贴|项目|专项)?(?:资金|经费)?|资金(?:已|累计|实际)*(?:使用|支出|支付|执行|拨付)",
        ),
        ("人数|游客", "过夜(?:游客|旅游者)"),
    )
)
_ANY = re.compile("|".join(rung.pattern for _, rungs in _LADDERS for rung in rungs[1:]))
_OF_NAMED = re.compile(r"(?:^|(?<=[，。；：\n]))在?(?P<name>[\u4e00-\u9fff]{3,14})(?:之)?中(?:，|有(?=\d))")
_AMONG = re.compile(r"中(?:，|有\d)")
_NO_PART = re.compile(r"[比较]|上年|去年|同期|增|减|折|按|每|均|累计|合计|共|原|计划|目标|[\d一二三四五]+年$")
BACK = 16  # figures


def propose(reading: Reading) -> Iterator[Relation]:
    """All bounds of this module, each where it is borne out."""
    for mention in reading.mentions:
        if of_now(mention):
            for tie in (*_rungs(reading, mention), *_aside(reading, mention)):
                yield from borne_out(tie)
    for match in at_clauses(_AMONG, "，。；：\n", _OF_NAMED, reading.plain):
        yield from _of_named(reading, match)


@once
def of_now(mention: Mention) -> bool:
    """Whether an amount is told of now, and is more than nothing."""
    return amount(mention) and bool(mention.figure.value) and not OTHER_TIME.search(mention.lead[-8:])


def _outside(words: str) -> str:
    """Words without what stands in parentheses among them."""
    return compiled(r"（[^（）]*）").sub("", words) if "（" in words else words


def _rungs(reading: Reading, small: Mention) -> Iterator[Relation]:
    lead = _outside(small.lead[-16:])
    if not _ANY.search(lead) or compiled("(?:基本|项目)支出").search(lead):  # a part of what was spent, and no rung
        return
    for reach, rungs in _LADDERS:
        place = next((at for at, rung in enumerate(rungs) if at and rung.search(lead)), 0)
        if not place:
            continue
        for large in reversed(reading.mentions[max(0, small.index - BACK) : small.index]):
            if small.sentence - large.sentence > reach:
                break
            if not of_now(large) or not addable(large, small):
                continue
            above = _outside(large.lead[-16:])
            if any(rung.search(above) for rung in rungs[:place]):
                yield at_most(small, large, "bound.ladder", ("later", "earlier"), strict=False)
                break
            if rungs[place].search(above):
                break  # the same rung of something told before


def _aside(reading: Reading, small: Mention) -> Iterator[Relation]:
    """The one amount in a parenthesis right behind another."""
    large = reading.mentions[small.index - 1] if small.index else None
    if large is None or small.paren < 0 or large.paren >= small.paren or small.paren - large.end > len(large.noun[:4]) + 1:
        return
    inside = reading.between(small.paren, reading.closing(small.paren))
    words = reading.plain[small.paren + 1 : small.start]
    alone = len([m for m in inside if m.dimension == small.dimension]) == 1
    if alone and of_now(large) and addable(small, large) and len(words) >= 2 and not _NO_PART.search(words):
        yield at_most(small, large, "bound.aside", ("part", "whole"), strict=False)


def _of_named(reading: Reading, match: re.Match[str]) -> Iterator[Relation]:
    part = next(iter(reading.between(match.end(), match.end() + 30)), None)
    if part is None or not of_now(part):
        return
    name = match["name"]
    for whole in reversed(reading.mentions[max(0, part.index - 3 * BACK) : part.index]):
        if of_now(whole) and addable(whole, part) and len(whole.label) >= 3 and (name.endswith(whole.label[-6:]) or whole.label.endswith(name)):
            yield from borne_out(at_most(part, whole, "bound.of_named", ("part", "whole"), strict=False))
            return
