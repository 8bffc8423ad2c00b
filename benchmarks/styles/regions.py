"""A prefecture's special fund, county by county: several measures each, then the totals."""

from __future__ import annotations

from decimal import Decimal

from benchmarks import prose, vocabulary
from benchmarks.amounts import Quantity
from benchmarks.writing import Draft

_FUNDS = ["农村道路养护", "义务教育薄弱环节改善", "基层卫生能力提升", "高标准农田建设", "城镇污水处理", "残疾人就业扶持", "文物保护利用"]
_WORKS = [("建设项目", "个", 12, 60), ("改造站点", "处", 15, 90), ("培训人员", "人次", 200, 1900), ("受益群众", "户", 300, 5000)]


def write(d: Draft) -> None:
    rng = d.random
    year = rng.choice([2022, 2023, 2024])
    place, fund = vocabulary.place(rng, "市州"), rng.choice(_FUNDS)
    names = vocabulary.counties(rng, rng.randint(3, 6))
    d.line(f"{place.name}{year}年度{fund}[专项资金|补助资金][绩效自评报告|使用情况报告]")
    d.line()
    prose.opening(d, place, "财政局", year)
    d.line(prose.heading(1, d.pick("资金下达和支出", "资金到位与使用情况")))
    unit = rng.choice(["万元", "万元", "亿元"])
    got = [d.money(900, 30000, unit, 2) for _ in names]
    paid = [d.share_of(q, 0.6, 0.99) for q in got]
    rates = [d.rate(b, a) for a, b in zip(got, paid, strict=True)]
    whole, spent = d.total(got), d.total(paid)
    overall, left = d.rate(spent, whole), d.less(whole, spent)
    count = d.quantity("count", len(names), "个")
    d.tie("count", "count", count, constant=len(names))
    first = rng.random() < 0.6
    if first:
        d.line("[全市共下达|共到位]{fund}资金{w}，[已支出|累计支出|实际拨付]{s}，[支出率|拨付率]{r}[，尚余{l}|]。", fund=fund, w=whole, s=spent, r=overall, l=left)
    county_by_county(d, names, got, paid, rates, count)
    if not first:
        d.line("[综上，|]全市[合计下达|共下达]{w}，[合计支出|支出]{s}，[总体支出率|综合支出率][为|]{r}。", w=whole, s=spent, r=overall)
    d.line(prose.heading(2, "目标完成情况"))
    for work, unit_of_work, low, high in rng.sample(_WORKS, 2):
        outputs(d, names, work, unit_of_work, low, high)
    per_head(d)
    prose.problems_and_plans(d, 3)
    prose.signed(d, place, "财政局", year)


def county_by_county(d: Draft, names: list[str], got: list[Quantity], paid: list[Quantity], rates: list[Quantity], count: Quantity) -> None:
    """One clause a county, or the counties first and then the columns under 分别."""
    way = d.random.randrange(4)
    if way == 0:
        d.say("[分县区看|分地区看|其中][：|，]")
        for k, (name, a, b, r) in enumerate(zip(names, got, paid, rates, strict=True)):
            d.say(("；" if k else "") + name + "[到位|下达]{a}，[支出|拨付]{b}，[支出率|拨付率]{r}", a=a, b=b, r=r)
        d.line("。")
    elif way == 1:
        for k, (name, a, b, r) in enumerate(zip(names, got, paid, rates, strict=True), 1):
            d.line(f"{k}.{name}。[下达资金|到位资金]{{a}}，[实际支出|已支出]{{b}}，支出率{{r}}。", a=a, b=b, r=r)
    elif way == 2:
        d.say("、".join(names) + "{n}[县区|县（市、区）][分别到位|到位资金分别为]", n=count)
        form = d.pick("", "n")
        d.listed([("", q) for q in got], form=form)
        d.put(got[0].unit if form else "")  # told once for the list
        d.say("，支出率分别为")
        d.listed([("", q) for q in rates])
        d.line("。")
    else:
        d.say("[资金分配情况：|分配到各县的金额为：]")
        d.listed(list(zip(names, got, strict=True)), "，")
        d.say("。[支出情况：|实际支出为：]")
        d.listed(list(zip(names, paid, strict=True)), "，")
        d.line("。")


def outputs(d: Draft, names: list[str], work: str, unit: str, low: int, high: int) -> None:
    """What each county did, and the whole."""
    done = [d.count(low, high, unit) for _ in names]
    whole = d.total(done)
    d.say(f"[全市|]{work}{{w}}[，其中|，其中：|：]", w=whole)
    d.listed(list(zip(names, done, strict=True)), d.pick("、", "，"))
    d.put("。")
    if d.random.random() < 0.5:
        best = max(range(len(names)), key=lambda k: done[k].exact)
        d.say(f"{names[best]}占全市的{{r}}。", r=d.rate(done[best], whole))
    prose.plain(d)
    d.put("\n")


def per_head(d: Draft) -> None:
    households = d.count(600, 9000, "户")
    paid = d.money(90, 900, "万元", 2)
    mean = d.quantity("mean", paid.exact / households.exact, "元", 2)
    d.tie("ratio", "mean", mean, (paid, households))
    persons = d.quantity("count", households.exact * Decimal(d.random.randint(21, 39)) // 10, "人")
    d.line("[发放|兑现]补贴{p}，[惠及|覆盖]{h}{n}，户均{m}。", p=paid, h=households, n=persons, m=mean)
