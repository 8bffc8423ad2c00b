"""Stocks and balances: opening + in - out = closing, and what of a budget was not spent. Basis: bookkeeping.

Assumptions about the language:
- an opening stock (上年末117件), what came (新受理33件), what went (办结68件) and the closing stock (期末82件) stand side by
  side in one sentence, in one counter; a movement whose words tell no direction leaves the stock unjudged;
- 结余 or 未执行 with its budget and spending told before, in the paragraph, is their difference. Wording does not demand
  it: other means may have come in;
- 收支相抵 and 支大于收 tell the distance of what came in and what went out, told right before; 加上年初结余 adds what was carried in
  to that.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from gouji.relations.change.distances import difference
from gouji.relations.change.openings import CLOSING, OPENING, backwards
from gouji.relations.common.comparands import BEFORE_NOW
from gouji.relations.common.lists import amount, value
from gouji.relations.common.model import Formula, Relation, choose
from gouji.relations.common.reading import MONEY, Mention, Reading

_IN = re.compile(r"新|受理|收|增|进|调入|招录|建|入|购")
_OUT = re.compile(r"结(?!转|余|存)|减|退|调出|离|销|出|死亡|注销|报废|化解|支")
_REST = re.compile(
    r"(?:年末|累计|当年|期末)?(?:结转结余|结转和结余|结余结转|结余|结转|未执行|未使用|未支付|未支出)(?:资金)?的?$|结转下年度?(?:使用|支出)?$"
)
_BUDGET = re.compile(
    r"(?:全年|调整后|年度|部门)预算(?:数|总额)?$|预算总额$|可用(?:资金|基金|财力)(?:总额|总量|合计)?$|到位(?:资金|金额|数)?$|资金总额$|收入总计$|总收入$|总财力$|预算收入$"
)
_SPENT = re.compile(
    r"(?:全年|年终|实际|累计|已)(?:执行|支出|支付|决算)(?:数|金额)?$|决算支出$|决算数$|^(?:基金|资金)?支出(?:合计|总额)?$|支出总计$|支出合计$|总支出$"
)
_OFFSET = re.compile(
    r"(?:收支(?:总量|总额|总计)?(?:两相)?相抵|(?P<less>支大于收|收不抵支|入不敷出)|收大于支)(?:之?后)?，?[^，。；\d]{0,12}$"
)
_GAP = re.compile(r"(?:差额|缺口|赤字|短收|亏损)[^，。；\d]{0,4}$")
_INCOME = re.compile(
    r"(?<!其他)(?<!拨款)(?<!补助)(?<!事业)(?<!经营)(?<!税)收入(?:总量|总额|总计|合计|决算数?)?(?:为|共|达|完成|实现)*$|^总量(?:为|达)*$"
)
_OUTLAY = re.compile(
    r"(?<!其他)(?<!基本)(?<!项目)(?<!上缴)(?<!经营)(?<!性)支出(?:总量|总额|总计|合计|决算数?)?(?:为|共|达|完成|实现)*$"
)
_GIVEN = re.compile(r"加上?(?:年初|上年|期初|以前年度)[^，。；\d]{0,6}(?:结余|结转)[^，。；\d]{0,4}$")
_SUM = re.compile(r"(?:年末|累计|期末|滚存)[^，。；\d]{0,4}(?:结余|结转)[^，。；\d]{0,4}$")
_YEAR = re.compile(
    r"(?:当年|本年|年度|收支)(?:收支)?结余(?:为|是|约)*$|收大于支(?:为|了)*$|相抵，?(?:当年|本年)?结余(?:为)?$"
)
_ALL_IN, _ALL_OUT = re.compile(r"收入总计(?:为|是)?$"), re.compile(r"支出总计(?:为|是)?$")
_TOTALLED = re.compile(r"总(?:量|额|计)(?:为|共|达)*$")
_ADDED = re.compile(r"(?:新增|净增|新入藏|新建|增加)[^，。；\d]{0,8}$")
_STOCK = re.compile(r"(?:总|累计|保有|拥有|馆藏)[^，。；\d]{0,8}$|(?:达到?|增至)$")
_FROM = re.compile(r"^[，（]?[比较](?:上年末|上年底|年初|上年|去年末?|20\d\d年末?)的?$")
LIKELY = Decimal("0.1")  # how near a rest must come to be that of a budget and spending told aside
NEAR = 700  # characters before a rest in which its budget is told


def propose(reading: Reading) -> list[Relation]:
    """All stocks and balances that the text states."""
    return [*stocks(reading), *grown(reading), *balances(reading), *offsets(reading), *backwards(reading)]


def offsets(reading: Reading) -> list[Relation]:
    """收入a，支出b，支大于收R: R = b - a. 收支相抵，结转R: R = a - b. 加上年初结余c，年末累计结余S: S = c - R."""
    found = []
    for rest in reading.mentions:
        if rest.dimension != MONEY or not rest.quantity:
            continue
        lead = rest.lead[-30:]
        if "收" in lead and (cue := _OFFSET.search(lead)) is not None:
            far = "相抵" in cue[0]
            near = reading.between(max(0, rest.start - 1500), rest.start) if far else reading.before(rest.start, 8)
            near = [m for m in near if m.dimension == MONEY and m.quantity and m.index < rest.index]
            sides = [_side(near, name) for name in (_INCOME, _OUTLAY)]
            if None not in sides:
                deficit = cue["less"] or _GAP.search(lead) and value(sides[0]) < value(sides[1])
                larger, smaller = sides[::-1] if deficit else sides
                found.append(
                    _less(
                        "difference.offset",
                        rest,
                        larger,
                        smaller,
                        strict=all("总" in m.lead[-4:] for m in sides)
                        or all(m.sentence == rest.sentence for m in sides),
                    )
                )
        elif rest.index > 1 and _SUM.search(lead):
            year, given = reading.mentions[rest.index - 2 : rest.index]
            if _GIVEN.search(given.lead) and year.quantity and year.dimension == MONEY:
                less = _OFFSET.search(year.lead[-30:])
                if less is not None and less["less"] is not None:
                    found.append(_less("difference.offset", rest, given, year))
                elif _YEAR.search(year.lead):
                    found.append(_plus(rest, given, year))
    return found


def _side(near: Sequence[Mention], name: re.Pattern[str]) -> Mention | None:
    """What came in, or went out, told last before; of a paragraph that tells its total, that and none of its parts."""
    told = [m for m in reversed(near) if name.search(m.lead) and not m.depth and not BEFORE_NOW.search(m.lead[-12:])]
    return next((m for m in told if _TOTALLED.search(m.lead)), None) or next(iter(told), None)


def _less(rule: str, rest: Mention, larger: Mention, smaller: Mention, strict: bool = True) -> Relation:
    return difference(rule, rest, ((1, larger), (-1, smaller)), strict=strict, roles=("larger", "smaller"))


def _plus(rest: Mention, given: Mention, year: Mention) -> Relation:
    return difference("difference.offset", rest, ((1, given), (1, year)), kind="sum", roles=("part", "part"))


def grown(reading: Reading) -> list[Relation]:
    """新增藏书A册，总藏书量达B册，较上年末的C册增加: A = B - C. Others may have gone, so that the words do not demand it."""
    found = []
    for before, now in zip(reading.mentions, reading.mentions[1:], strict=False):
        if before.figure.unit != now.figure.unit:
            continue
        new, total = (now, before) if _ADDED.search(now.lead[-12:]) else (before, now)
        base = reading.mentions[now.index + 1] if now.index + 1 < len(reading.mentions) else None
        if total is before or base is None or not _ADDED.search(new.lead[-14:]) or not _STOCK.search(total.lead[-12:]):
            continue
        alike = new.figure.unit == total.figure.unit == base.figure.unit and new.sentence == total.sentence == base.sentence
        if alike and amount(total) and new.quantity and _FROM.search(base.lead) and base.quantity:
            found.append(_less("difference.grown", new, total, base, strict=False))
    return found


def stocks(reading: Reading) -> list[Relation]:
    """上年末117件，本年新受理33件，办结68件，期末82件."""
    found = []
    for mentions in reading.by_sentence.values():
        for at, opening in enumerate(mentions):
            if not opening.quantity or not OPENING.search(opening.lead):
                continue
            run = []
            for mention in mentions[at + 1 :]:
                if mention.figure.unit != opening.figure.unit or mention.depth != opening.depth:
                    break
                if "总计" in mention.lead[-6:]:
                    continue  # holds the opening or the closing stock itself
                run.append(mention)
                if CLOSING.search(mention.lead):
                    break
            if len(run) >= 2 and CLOSING.search(run[-1].lead) and not CLOSING.search(run[0].lead):
                signs = [_direction(m) for m in run[:-1]]
                if all(signs):
                    found.append(_stock(opening, run, signs))
    return found


def _direction(movement: Mention) -> int:
    """+1 for what came, -1 for what went, 0 where the words tell neither or both."""
    words = movement.lead.strip("，、；")[-8:] + movement.noun[:2]
    came, went = bool(_IN.search(words)), bool(_OUT.search(words))
    return came - went


def _stock(opening: Mention, run: Sequence[Mention], signs: Sequence[int]) -> Relation:
    closing, moves = run[-1], run[:-1]
    factors = (Decimal(1), *(Decimal(sign) for sign in signs))
    told = "".join(f"{'＋' if sign > 0 else '－'}{m.figure.text}" for m, sign in zip(moves, signs, strict=True))
    return Relation(
        "difference",
        "difference.stock",
        closing.figure,
        (opening.figure, *(m.figure for m in moves)),
        Formula("linear", factors),
        ("closing", "opening", *("in" if sign > 0 else "out" for sign in signs)),
        f"期末{closing.figure.text}应等于期初{opening.figure.text}{told}",
        f"the closing {closing.figure.text} should follow from the opening {opening.figure.text} and the movements",
    )


def balances(reading: Reading) -> list[Relation]:
    """全年预算500万元。……全年支出420万元……结余80万元."""
    found = []
    for rest in reading.mentions:
        if rest.dimension != MONEY or not rest.quantity or not _REST.search(rest.lead) or "上年" in rest.lead:
            continue
        paragraph = reading.plain.rfind("\n", 0, rest.start) + 1
        before = [m for m in reading.between(paragraph, rest.start) if m.dimension == MONEY and amount(m)]
        budgets = [m for m in reversed(before) if _planned(m)][:2]
        spent = [m for m in reversed(before) if _spent(m)][:2]
        if spent and not budgets:
            near = reading.between(max(0, paragraph - NEAR), paragraph)
            budgets = [m for m in reversed(near) if m.dimension == MONEY and amount(m) and _planned(m)][:2]
        ties = [
            _balance(rest, budget, done)
            for budget in budgets
            for done in spent
            if budget.index < done.index and not (_ALL_OUT.search(done.lead) and budget.figure.value == done.figure.value)
        ]  # the two sides of an account are equal where the rest is told among the outlay
        relation = choose(ties) if ties else _far_balance(reading, rest, paragraph)
        if relation is not None:
            found.append(relation)
    return found


def _planned(mention: Mention) -> bool:
    return bool(_BUDGET.search(mention.label) or _ALL_IN.search(mention.lead))


def _spent(mention: Mention) -> bool:
    return bool(_SPENT.search(mention.label) or _ALL_OUT.search(mention.lead))


def _far_balance(reading: Reading, rest: Mention, paragraph: int) -> Relation | None:
    """年末结余 chapters behind: of the budget and spending that one paragraph tells. Which, no word says: only such as comes near."""
    if "年末" not in rest.lead[-12:]:
        return None
    before = [m for m in reading.between(0, paragraph) if m.dimension == MONEY and amount(m) and not m.depth]
    spent = [m for m in before if _spent(m)]
    ties = [
        _balance(rest, budget, done)
        for done in spent
        for budget in before
        if 0 < done.index - budget.index < 6
        and _planned(budget)
        and "\n" not in reading.plain[budget.start : done.start]
    ]
    near = [tie for tie in ties if tie.holds or tie.off <= LIKELY]
    return next((tie for tie in near if tie.holds), None) or next(iter(near), None)


def _balance(rest: Mention, budget: Mention, done: Mention) -> Relation:
    return Relation(
        "difference",
        "difference.balance",
        rest.figure,
        (budget.figure, done.figure),
        Formula("linear", (Decimal(1), Decimal(-1))),
        ("rest", "budget", "spent"),
        f"{rest.label[-10:]}{rest.figure.text}应等于{budget.label[-10:]}{budget.figure.text}－{done.label[-10:]}{done.figure.text}",
        f"{rest.figure.text} left should equal {budget.figure.text} - {done.figure.text}",
        strict=False,
        reach=LIKELY,
    )
