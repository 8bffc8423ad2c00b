"""A special fund's self-evaluation by indicator: quantity, quality, timeliness, effect; and the rectification of audit findings."""

from __future__ import annotations

import copy
from decimal import Decimal

from benchmarks import ideas, money, prose, vocabulary
from benchmarks.writing import Draft


def write(d: Draft) -> None:
    """Background, money, indicators as a run of targets and outcomes, effect."""
    rng = d.random
    year = rng.choice([2021, 2022, 2023, 2024])
    place, words = vocabulary.place(rng), copy.deepcopy(vocabulary.department(rng))
    project = rng.choice(words["projects"])
    d.line(f"{place.name}{year}年{project}专项资金绩效自评[报告|情况]")
    d.line()
    prose.opening(d, place, words["bureau"], year)
    d.line("一、[项目概况|项目基本情况]")
    funds(d, year, project)
    d.line("二、[绩效目标完成情况分析|目标实现情况]")
    used: set[str] = set()
    d.say("（一）[数量指标|产出数量]。")
    ideas.tell(d, words, 2, used, ("task", "parts", "list"))
    d.put("\n")
    d.say("（二）[质量指标|产出质量]。")
    ideas.tell(d, words, 2, used, ("points", "order", "task"))
    d.put("\n")
    d.say("（三）[时效指标|完成时效]。")
    prose.plain(d)
    d.put("\n")
    d.say("（四）[成本指标|成本控制]。")
    unit_cost(d)
    d.put("\n")
    d.say("（五）[效益指标|社会效益]。")
    ideas.tell(d, words, 2, used, ("change", "each", "loose", "stock"))
    d.put("\n")
    prose.problems_and_plans(d, 3)
    prose.signed(d, place, words["bureau"], year)


def funds(d: Draft, year: int, project: str) -> None:
    """What came, from where, what was paid, what is left; shares of the sources."""
    whole = d.money(200, 9000)
    names = d.random.sample(["中央财政", "省级财政", "市级财政", "县级配套", "社会捐赠"], d.random.choice([2, 3, 4]))
    parts = d.split(whole, len(names), 0.1)
    d.say(f"{year}年[下达|安排]{project}资金{{w}}，[其中|来源为|其中：]", w=whole)
    d.listed(list(zip(names, parts, strict=True)), d.pick("、", "，"))
    if d.random.random() < 0.5:
        rates = [d.rate(part, whole) for part in parts]
        d.say("，[占比分别为|分别占]")
        d.listed([("", rate) for rate in rates])
        money.shares_make_whole(d, rates)
    d.put("。")
    paid = d.share_of(whole, 0.7, 0.999)
    rate, left = d.rate(paid, whole), d.less(whole, paid)
    half = d.share_of(paid, 0.2, 0.5)
    rest = d.less(paid, half, "sum")
    d.say(d.pick(
        "[截至年末|截至12月底]，[累计支付|实际支出]{p}，[支付率|资金支付率]{r}，[尚有|仍有]{l}[未支付|待结算]。",
        "[全年支付|实际支付]{p}，[其中上半年|其中1—6月]支付{h}、下半年支付{q}；[支付率|支出进度]为{r}。",
        "[已支付|累计支出]{p}，占[到位资金|下达资金]的{r}，[剩余|余下]{l}[为质保金|结转使用]。",
    ), p=paid, r=rate, l=left, h=half, q=rest)
    d.put("\n")


def unit_cost(d: Draft) -> None:
    """Number x price, or a cost below its ceiling."""
    count = d.count(12, 900, d.random.choice(["台", "套", "盏", "个"]))
    price = d.quantity("mean", d.random.randint(80, 9600), "元")
    whole = d.amount(count.exact * price.exact, "万元", 2)
    d.tie("ratio", "product", whole, (count, price))
    limit = d.quantity("mean", (price.exact * Decimal(d.random.randint(101, 130)) / 100).to_integral_value(), "元")
    d.tie("comparison", "less", price, (limit,))
    what = d.pick("监控终端", "太阳能路灯", "办公桌椅", "净水装置")
    d.say(f"采购{what}{{n}}，[单价|每{count.unit}]{{p}}，[共计|合计]{{w}}；[单价|采购单价]低于控制价{{l}}。", n=count, p=price, w=whole, l=limit)


def rectification(d: Draft) -> None:
    """How far the findings of an audit are put right: counts, amounts, rates on different bases."""
    rng = d.random
    year = rng.choice([2022, 2023, 2024])
    place = vocabulary.place(rng)
    d.line(f"{place.name}关于{year}年度[本级预算执行|专项资金]审计查出问题整改情况的[报告|汇报]")
    d.line()
    prose.opening(d, place, "审计局", year)
    found = d.count(30, 190, "个")
    done = d.share_of(found, 0.7, 0.97)
    rest, rate = d.less(found, done), d.rate(done, found)
    d.line(prose.heading(1, "整改总体情况"))
    d.say(d.pick(
        "审计[共|]查出问题{f}，[已完成整改|已整改到位]{d}，[整改率|整改完成率]{r}；[尚有|还有]{x}[正在整改|需持续推进]。",
        "审计查出的{f}问题中，{d}已整改到位，{x}[正在|持续]整改，整改完成率[达|为]{r}。",
    ), f=found, d=done, x=rest, r=rate)
    amount = d.money(900, 90000)
    returned = d.share_of(amount, 0.3, 0.6)
    saved = d.share_of(d.quantity("money", amount.exact - returned.exact, amount.unit, amount.places), 0.2, 0.8)
    mended = d.total([returned, saved])
    d.line("涉及金额{a}，[已整改金额|整改问题金额]{m}，占{r}，其中[上缴国库|收回资金]{x}、[调整账目|规范使用]{y}。", a=amount, m=mended, r=d.rate(mended, amount), x=returned, y=saved)
    d.line(prose.heading(2, "分类整改情况"))
    kinds = rng.sample(["财政管理", "部门预算执行", "重大政策落实", "民生资金", "国有资产管理"], 3)
    of_kind = d.split(found, 3, 0.25)
    form = d.pick("（{k}）", "{k}.")
    for k, (kind, number) in enumerate(zip(kinds, of_kind, strict=True), 1):
        mark = form.replace("{k}", prose.CHINESE_ORDINALS[k - 1] if "（" in form else str(k))
        settled = d.share_of(number, 0.6, 1.0)
        d.say(mark + f"{kind}方面。[查出问题|发现问题]{{n}}，[已整改|完成整改]{{s}}，整改率{{r}}。", n=number, s=settled, r=d.rate(settled, number))
        prose.plain(d)
        d.put("\n")
    rules = rng.sample(["《采购内控手册》", "《资产处置流程》", "《专户管理细则》", "《项目储备规程》"], rng.choice([2, 3, 4]))
    n = d.quantity("count", len(rules), "项")
    d.tie("count", "count_open", n, constant=len(rules))
    d.line("[有关部门|各单位][修订完善|新建]" + "、".join(rules) + "等{n}制度。", n=n)
    people = d.count(3, 40, "人")
    parts = d.split(people, 2, 0.3)
    d.line("[追责问责|处理处分]{p}，其中[党纪处分|诫勉谈话]{a}、[批评教育|提醒谈话]{b}。", p=people, a=parts[0], b=parts[1])
    prose.problems_and_plans(d, 3)
    prose.signed(d, place, "审计局", year)
