"""Short forms: the 三公经费 statement and a notice."""

from __future__ import annotations

from decimal import Decimal

from benchmarks import prose, vocabulary
from benchmarks.amounts import Quantity
from benchmarks.writing import Draft


def three_public(d: Draft) -> None:
    rng = d.random
    year = rng.choice([2021, 2022, 2023, 2024])
    place, words = vocabulary.place(rng), vocabulary.department(rng)
    d.line(f"{place.name}{words['bureau']}{year}年度“三公”经费[支出决算说明|决算情况说明]")
    d.line()
    abroad = d.money(2, 30) if rng.random() < 0.4 else d.amount(Decimal(0))
    buying = d.money(15, 60) if rng.random() < 0.4 else d.amount(Decimal(0))
    running, hosting = d.money(8, 90), d.money(1, 30)
    cars = d.total([buying, running])
    whole = d.total([abroad, cars, hosting])
    planned = d.amount((whole.exact * Decimal(rng.randint(102, 160)) / 100).quantize(Decimal("0.01")))
    d.say(f"{year}年度“三公”经费[财政拨款|]支出预算[为|]{{p}}，支出决算[为|]{{w}}，完成预算的{{r}}。", p=planned, w=whole, r=d.rate(whole, planned))
    d.tie("comparison", "less", whole, (planned,))
    d.say("决算数小于预算数的[主要|]原因是[厉行节约、从严控制|落实过紧日子要求]。")
    _compared(d, whole)
    d.put("\n")
    d.line("其中：因公出国（境）费[支出决算|支出]{a}，占{x}；公务用车购置及运行[维护|]费[支出决算|支出]{c}，占{y}；公务接待费[支出决算|支出]{h}，占{z}。[具体情况如下：|]",
           a=abroad, c=cars, h=hosting, x=d.rate(abroad, whole), y=d.rate(cars, whole), z=d.rate(hosting, whole))
    d.say("1.因公出国（境）费{a}。", a=abroad)
    if abroad.exact:
        groups, people = d.count(1, 3, "个"), d.count(4, 12, "人次")
        d.line("全年组织出国（境）团组{g}，[累计|]{n}。", g=groups, n=people)
    else:
        d.line("[全年|本年度]未安排出国（境）[团组|任务]。")
    d.say("2.公务用车购置及运行费{c}。其中：公务用车购置[费|]支出{b}", c=cars, b=buying)
    d.say("；公务用车运行[维护|]费支出{r}，", r=running)
    fleet = d.count(3, 30, "辆")
    mean = d.quantity("mean", running.exact / fleet.exact, "万元", 2)
    d.tie("ratio", "mean", mean, (running, fleet))
    d.line("[年末|截至年底]公务用车保有量{n}，[车均运行费|平均每辆]{m}。", n=fleet, m=mean)
    d.say("3.公务接待费{h}。", h=hosting)
    batches, guests = d.count(20, 200, "批次"), d.count(200, 2000, "人次")
    d.say("[全年|]国内公务接待{b}、{g}[，无外宾接待|]。", b=batches, g=guests)
    _compared(d, hosting)
    d.put("\n")
    prose.signed(d, place, words["bureau"], year)


def _compared(d: Draft, now: Quantity) -> None:
    then = d.amount((now.exact * Decimal(d.random.randint(70, 135)) / 100).quantize(Decimal("0.01")), now.unit, now.places)
    difference, rate, grew = d.change(now, then)
    if not difference.stated("round"):
        d.say("与上年持平。")
        return
    d.say(d.pick("[比上年|较上年]" + ("增加" if grew else "减少") + "{d}，" + ("增长" if grew else "下降") + "{r}。",
                 "上年[决算数为|为]{t}，同比" + ("增长" if grew else "下降") + "{r}。"), d=difference, r=rate, t=then)


def notice(d: Draft) -> None:
    """A short public notice of one fund: source, use, balance."""
    rng = d.random
    year = rng.choice([2022, 2023, 2024])
    place, words = vocabulary.place(rng), vocabulary.department(rng)
    project = rng.choice(words["projects"])
    d.line(f"关于{place.name}{year}年{project}资金[使用情况的公示|安排使用情况的公告]")
    d.line()
    sources = [d.money(50, 900) for _ in range(rng.choice([2, 3]))]
    whole = d.total(sources)
    d.say(f"[现将|为接受社会监督，现将]{year}年{project}资金有关情况[公示如下|公告如下]：")
    d.say("[共筹集|共安排]资金{w}，其中", w=whole)
    d.listed(list(zip(["中央资金", "省级资金", "县级配套"], sources, strict=False)), d.pick("、", "，"))
    d.line("。")
    spent = d.share_of(whole, 0.7, 0.99)
    left, rate = d.less(whole, spent), d.rate(spent, whole)
    d.say("[截至|截止]" + f"{year}年12月31日，[已支出|累计支出]{{s}}，[支出率|支出进度]{{r}}，结余{{l}}。", s=spent, r=rate, l=left)
    goods = rng.choice([("购置设备", "台"), ("维修房屋", "间"), ("补助农户", "户"), ("发放物资", "份")])
    n = d.count(20, 900, goods[1])
    parts = d.split(n, 3, 0.2)
    names = vocabulary.towns(rng, 3)
    d.say(f"{goods[0]}{{n}}，[其中|分别为]", n=n)
    d.listed(list(zip(names, parts, strict=True)))
    d.line("。")
    d.line(f"公示期[为|：]{year + 1}年1月{rng.randint(5, 12)}日至1月{rng.randint(15, 25)}日，[监督电话|联系电话]：07{rng.randint(10, 99)}-{rng.randint(2000000, 8999999)}。")
    prose.signed(d, place, words["bureau"], year)
