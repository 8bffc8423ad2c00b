"""Styles that no rule was made on: a scored form, a statistical communique, a budget made public."""

from __future__ import annotations

from decimal import Decimal

from benchmarks import money, prose, vocabulary
from benchmarks.amounts import Quantity
from benchmarks.writing import Draft

HUNDRED = Decimal(100)


def scored(d: Draft) -> None:
    """A form scored item by item: full marks, deductions, scores, subtotals by chapter and the total."""
    rng = d.random
    year = rng.choice([2022, 2023, 2024])
    place, words = vocabulary.place(rng), vocabulary.department(rng)
    d.line(f"{place.name}{words['bureau']}{year}年度[财政资金|预算]绩效评分说明")
    d.line()
    chapters = [("决策", 20, ["立项依据", "目标设定", "资金分配"]), ("过程", 20, ["资金管理", "组织实施"]), ("产出", 35, ["产出数量", "产出质量", "完成时效"]),
                ("效益", 25, ["社会效益", "满意度"])]
    totals, texts = [], []
    for title, full, items in chapters:
        maxima = d.split(d.quantity("count", full, "分"), len(items), 0.4)
        whole = maxima_total = d.quantity("score", full, "分")
        d.ties.pop()  # the chapter's own quantity is told, not the helper's
        d.tie("sum", "linear", maxima_total, maxima)
        scores = []
        for maximum in maxima:
            lost = Decimal(rng.choice([0, 0, 5, 10, 15])) / 10
            scores.append(d.quantity("score", max(maximum.exact - lost, Decimal(0)), "分", 1))
        reached = d.total(scores)
        totals.append(reached)
        texts.append((title, whole, reached, list(zip(items, maxima, scores, strict=True))))
    best = d.quantity("score", 100, "分")
    total = d.total(totals)
    d.tie("bound", "at_most", total, (best,))
    d.say("[本次评分满分|评分总分值为]{m}，[实得|最终得分][为|]{t}，", m=best, t=total)
    d.say("[分项看|分部分看][：|，]")
    d.listed([(title, reached) for title, _, reached, _ in texts])
    d.line("。")
    for k, (title, whole, reached, items) in enumerate(texts, 1):
        d.tie("bound", "at_most", reached, (whole,))
        d.line(f"{prose.CHINESE_ORDINALS[k - 1]}、{title}（[满分|分值]{{w}}，得分{{r}}）", w=whole, r=reached)
        for n, (item, maximum, score) in enumerate(items, 1):
            d.say(f"{n}.{item}：[分值|满分]{{m}}，", m=maximum)
            lost = d.quantity("score", maximum.exact - score.exact, "分", 1)
            d.tie("difference", "linear", score, (maximum, lost), (1, -1))
            if lost.exact:
                d.line("[因资料不全|因进度滞后|因指标偏离]扣{l}，[得|得分]{s}。", l=lost, s=score)
            else:
                d.line("[符合要求|达到目标]，[得|得分]{s}。", s=score)
    prose.signed(d, place, words["bureau"], year)


def communique(d: Draft) -> None:
    """The economy of a county in a year: totals by sector, growth, shares, people."""
    rng = d.random
    year = rng.choice([2021, 2022, 2023])
    place = vocabulary.place(rng, "县市")
    d.line(f"{place.name}{year}年国民经济和社会发展统计公报")
    d.line()
    gdp = d.measure(90, 900, "亿元", 2)
    sectors = d.split(gdp, 3, 0.3)
    d.say("[初步核算|经初步核算]，全年地区生产总值{g}，", g=gdp)
    d.say("[比上年增长|按不变价格计算增长]{r}。", r=d.measure(2, 9, "%", 1))
    names = ["第一产业", "第二产业", "第三产业"]
    d.say("[其中|分产业看]，")
    for k, (name, sector) in enumerate(zip(names, sectors, strict=True)):
        d.say(("；" if k else "") + name + "增加值{v}，增长{r}", v=sector, r=d.measure(1, 9, "%", 1))
    shares = [d.rate(sector, gdp, 1) for sector in sectors]
    money.shares_make_whole(d, shares)
    d.say("。三次产业[增加值|]占[地区生产总值|GDP]的比重分别为{a}、{b}和{c}。", a=shares[0], b=shares[1], c=shares[2])
    d.put("\n")
    people = d.measure(20, 90, "万人", 2)
    town = d.share_of(people, 0.35, 0.7)
    rural = d.less(people, town, "sum")
    d.say("年末常住人口{p}，其中[城镇|城镇人口]{t}、[乡村|乡村人口]{r}，[城镇化率|常住人口城镇化率]{u}", p=people, t=town, r=rural, u=d.rate(town, people))
    d.line("。")
    for noun, unit, low, high, places in rng.sample([
            ("粮食产量", "万吨", 9, 90, 2), ("社会消费品零售总额", "亿元", 30, 300, 2), ("进出口总额", "万元", 3000, 90000, 0),
            ("发电量", "亿千瓦时", 2, 60, 2), ("公路货运量", "万吨", 300, 3000, 0), ("房屋新开工面积", "平方米", 90000, 900000, 0)], 4):
        now = d.measure(low, high, unit, places)
        then = d.quantity(now.name, now.exact * Decimal(rng.randint(820, 1180)) / 1000, unit, places)
        difference, rate, grew = d.change(now, then)
        rate.places = 1
        d.line(d.pick(f"全年{noun}{{n}}，比上年{'增长' if grew else '下降'}{{r}}，[净增|增加]{{d}}。" if grew else f"全年{noun}{{n}}，比上年减少{{d}}，下降{{r}}。",
                      f"{noun}{{n}}，上年为{{t}}，{'增长' if grew else '下降'}{{r}}。"), n=now, r=rate, d=difference, t=then)
    income(d)
    schools = d.total([d.count(8, 60, "所") for _ in range(3)])
    parts = d.ties[-1].operands
    d.line("年末共有各级各类学校{w}，其中普通高中{a}、初中{b}、小学{c}。", w=schools, a=parts[0], b=parts[1], c=parts[2])
    d.line("注：[公报数据为初步统计数|部分数据因四舍五入存在与分项合计不等的情况]。")


def income(d: Draft) -> None:
    town, rural = d.count(31000, 62000, "元"), d.count(12000, 28000, "元")
    ratio = d.quantity("mean", town.exact / rural.exact, "", 2)
    d.tie("ratio", "mean", ratio, (town, rural))
    d.line("城镇居民人均可支配收入{a}，农村居民人均可支配收入{b}[，城乡居民收入比为{c}（以农村居民为1）|]。".replace("（以农村居民为1）", ""), a=town, b=rural, c=ratio)


def budget(d: Draft) -> None:
    """预算公开: income by source, spending by use, changes on last year, in 万元 and 亿元 and per cent."""
    rng = d.random
    year = rng.choice([2022, 2023, 2024])
    place, words = vocabulary.place(rng), vocabulary.department(rng)
    d.line(f"{place.name}{words['bureau']}{year}年部门预算[编制说明|公开说明]")
    d.line()
    d.line("一、部门预算收支概况")
    whole = d.money(1500, 26000)
    sources = d.split(whole, 3, 0.1)
    d.say(f"（一）收入预算：{year}年[收入预算|年初预算收入]{{w}}，其中，", w=whole)
    d.listed(list(zip(["一般公共预算拨款", "政府性基金预算拨款", "上年结转"], sources, strict=True)), "，")
    d.put("。")
    compared(d, whole)
    d.put("\n")
    uses = d.split(whole, 3, 0.1)
    d.say(f"（二）支出预算：{year}年支出预算{{w}}，[其中|包括]，".replace("包括]，", "包括]"), w=whole)
    d.listed(list(zip(["社会保障和就业", "卫生健康", "城乡社区"], uses, strict=True)), "，")
    d.line("。")
    d.line("二、一般公共预算拨款支出")
    basic = d.share_of(sources[0], 0.4, 0.8)
    projects = d.less(sources[0], basic, "sum")
    rates = [d.rate(basic, sources[0]), d.rate(projects, sources[0])]
    money.shares_make_whole(d, rates)
    d.line("一般公共预算拨款支出{w}，其中，基本支出{b}，占{x}；项目支出{p}，占{y}。", w=sources[0], b=basic, p=projects, x=rates[0], y=rates[1])
    d.line("三、其他重要事项")
    vehicles, hosting = d.money(3, 60), d.money(1, 20)
    three = d.total([vehicles, hosting])
    d.say("“三公”经费预算{t}，其中：公务用车运行维护费{v}、公务接待费{h}。", t=three, v=vehicles, h=hosting)
    compared(d, three)
    d.put("\n")
    goods = d.money(10, 300)
    services = d.money(10, 300)
    d.line("政府采购预算[总额|]{t}，其中货物类{a}、服务类{b}。", t=d.total([goods, services]), a=goods, b=services)
    covered = d.count(4, 30, "个")
    amount = d.share_of(projects, 0.5, 0.99)
    d.line("[纳入绩效目标管理的项目|实行绩效目标管理的项目]{n}，[涉及|金额]{a}，占项目支出的{r}。", n=covered, a=amount, r=d.rate(amount, projects))
    prose.signed(d, place, words["bureau"], year - 1)


def compared(d: Draft, now: Quantity) -> None:
    then = d.amount((now.exact * Decimal(d.random.randint(75, 125)) / HUNDRED).quantize(Decimal("0.01")), now.unit, now.places)
    difference, rate, grew = d.change(now, then)
    if not difference.stated("round"):
        d.say("与上年持平。")
        return
    more = "增加" if grew else "减少"
    d.say(d.pick(f"比上年{more}{{d}}，{'增长' if grew else '下降'}{{r}}[，主要是|，原因是]项目调整。", f"[收支较|]去年[预算|]{more}{{d}}，[主要是项目调整|系人员变动所致]。".replace("[收支较|]去年", "较去年")),
          d=difference, r=rate)
