"""What a department tells of its money: budget, additions, execution, balance, shares, comparison with last year."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from benchmarks.amounts import Quantity
from benchmarks.writing import Draft


@dataclass
class Budget:
    """The quantities that the rest of a report comes back to."""

    opening: Quantity
    added: Quantity
    whole: Quantity
    spent: Quantity
    rate: Quantity
    basic: Quantity
    projects: Quantity
    left: Quantity


def budget(d: Draft, low: float = 1200, high: float = 9000) -> Budget:
    """One department's year: opening budget + additions = whole; spent in two parts; what is left."""
    opening = d.money(low, high)
    added = d.share_of(opening, 0.05, 0.6)
    whole = d.total([opening, added])
    spent = d.share_of(whole, 0.82, 0.999)
    basic = d.share_of(spent, 0.3, 0.7)
    projects = d.less(spent, basic, "sum")
    rate = d.rate(spent, whole)
    left = d.less(whole, spent)
    return Budget(opening, added, whole, spent, rate, basic, projects, left)


def headline(d: Draft, b: Budget, year: int) -> None:
    """The opening paragraph on money."""
    given = vars(b)
    d.say(d.pick(
        f"{year}年[我局|本部门|本单位]年初预算[批复数|安排|]{{opening}}，[年中追加|年度中追加]{{added}}，全年预算数{{whole}}，[全年执行数|年终决算数]{{spent}}，[预算执行率|执行率][为|]{{rate}}。",
        f"{year}年年初部门预算{{opening}}，执行中调增{{added}}，调整后预算{{whole}}；全年实际支出{{spent}}，预算执行率[达|为]{{rate}}。",
        f"[本部门|我单位]{year}年度预算总额{{whole}}，其中年初预算{{opening}}、年中追加{{added}}。全年支出{{spent}}，[预算完成率|执行率]{{rate}}。",
    ), given)
    d.say(d.pick(
        "[其中，|其中：|按支出性质分，]基本支出{basic}，项目支出{projects}。",
        "[全年支出|年终决算数]中，基本支出{basic}，项目支出{projects}。",
    ), given)
    way = d.random.randrange(4)
    if way == 0:
        d.say("[年末结余|年末结转结余|结转下年]{left}。", given)
    elif way == 1:
        share = d.rate(b.basic, b.spent)
        d.say("基本支出占[全年支出|总支出]的{share}。", share=share)
    elif way == 2:
        d.say("未[使用|执行]的{left}[已按规定交回财政|结转下一年度使用]。", given)


def basic_split(d: Draft, b: Budget) -> None:
    """The basic expenditure in staff and running costs, with their shares."""
    staff = d.share_of(b.basic, 0.7, 0.93)
    running = d.less(b.basic, staff, "sum")
    given = {"basic": b.basic, "staff": staff, "running": running, "a": d.rate(staff, b.basic), "b": d.rate(running, b.basic)}
    hundred = [given["a"], given["b"]]
    d.say(d.pick(
        "基本支出{basic}，[其中|其中：]人员经费{staff}，占{a}；公用经费{running}，占{b}。",
        "基本支出{basic}，其中：人员经费{staff}[、|，]日常公用经费{running}，[占比分别为|分别占]{a}、{b}。",
        "基本支出{basic}，包括人员经费{staff}和公用经费{running}。",
    ), given)
    shares_make_whole(d, hundred)


def shares_make_whole(d: Draft, shares: list[Quantity]) -> None:
    """Shares that make up one thing: 100 = their sum."""
    first, *rest = shares
    d.tie("sum", "linear", first, rest, [-1] * len(rest), 100)


def by_use(d: Draft, whole: Quantity, uses: list[str], *, shares: bool, lead: str = "") -> list[Quantity]:
    """A whole by its uses, each with its share."""
    parts = d.split(whole, len(uses))
    rates = [d.rate(part, whole) for part in parts] if shares else []
    d.put(lead)
    way, mark = d.random.randrange(3), d.pick("；", "；", "，")
    for k, (use, part) in enumerate(zip(uses, parts, strict=True)):
        d.say((mark if k else "") + use + ("支出" if way == 1 and not use.endswith(("支出", "收入")) else "") + "{part}", part=part)
        if shares:
            word = "占比" if way == 2 else "占" + (d.pick("支出总额的", "总支出的", "") if k == 0 else "")
            d.say("，" + word + "{rate}", rate=rates[k])
    d.put("。")
    if shares:
        shares_make_whole(d, rates)
    return parts


def against_last_year(d: Draft, now: Quantity, *, reason: str) -> None:
    """与上年相比增加（减少）…，增长（下降）…%: the earlier amount is told or implied."""
    then = d.amount((now.exact * Decimal(str(round(d.random.uniform(0.7, 1.3), 4)))).quantize(Decimal("0.01")), now.unit, now.places)
    difference, rate, grew = d.change(now, then)
    more, word = ("增加", "增长") if grew else ("减少", "下降")
    given = {"then": then, "difference": difference, "rate": rate}
    d.say(d.pick(
        f"[与上年相比|与上年决算数相比|较上年]{more}{{difference}}，{word}{{rate}}",
        f"比上年决算数{{then}}{more}{{difference}}，{word}{{rate}}",
        f"上年为{{then}}，同比{word}{{rate}}",
        f"较上年（{{then}}）{more}{{difference}}，{'增幅' if grew else '降幅'}{{rate}}",
    ), given)
    d.say(f"，[主要原因是|主要是|原因是]{reason}。")
