"""决算公开: the explanation of a department's final accounts, with shares and changes on last year."""

from __future__ import annotations

from decimal import Decimal

from benchmarks import money, prose, vocabulary
from benchmarks.amounts import Quantity
from benchmarks.writing import Draft

_FUNCTIONS = ["一般公共服务支出", "社会保障和就业支出", "卫生健康支出", "住房保障支出", "节能环保支出", "农林水支出", "城乡社区支出"]
_REASONS = ["人员增资及社保基数调整", "压减一般性支出", "项目实施进度变化", "上级专项资金变动", "机构改革人员划转", "部分尾款在本年结算"]


def write(d: Draft) -> None:
    rng = d.random
    year = rng.choice([2021, 2022, 2023])
    place, words = vocabulary.place(rng), vocabulary.department(rng)
    d.line(f"{place.name}{words['bureau']}{year}年度部门决算[公开说明|情况说明]")
    d.line()
    income = income_and_spending(d, year)
    spent = d.share_of(income, 0.85, 0.999)
    d.line(prose.heading(3, "支出决算情况说明"))
    basic = d.share_of(spent, 0.3, 0.8)
    projects = d.less(spent, basic, "sum")
    rates = [d.rate(basic, spent), d.rate(projects, spent)]
    money.shares_make_whole(d, rates)
    d.line("[本年支出合计|{year}年度本年支出合计]{s}，其中：基本支出{b}，占{x}；项目支出{p}，占{y}。", year=str(year), s=spent, b=basic, p=projects, x=rates[0], y=rates[1])
    functions(d, year, spent)
    against_budget(d, year)
    running_costs(d, year)
    prose.signed(d, place, words["bureau"], year)


def income_and_spending(d: Draft, year: int) -> Quantity:
    d.line(prose.heading(1, "收入支出决算总体情况说明"))
    whole = d.money(2000, 30000)
    d.say(f"{year}年度收、支总计[均为|]{{w}}。", w=whole)
    money.against_last_year(d, whole, reason=d.random.choice(_REASONS))
    d.put("\n")
    d.line(prose.heading(2, "收入决算情况说明"))
    income = d.share_of(whole, 0.9, 0.999)
    d.say(f"[本年收入合计|{year}年度收入合计]{{i}}，其中：", i=income)
    money.by_use(d, income, d.random.sample(["财政拨款收入", "事业收入", "上级补助收入", "其他收入", "经营收入"], d.random.choice([2, 3, 4])), shares=True)
    d.put("\n")
    return income


def functions(d: Draft, year: int, spent: Quantity) -> None:
    d.line(prose.heading(4, "财政拨款支出决算情况说明"))
    grant = d.share_of(spent, 0.8, 0.98)
    d.say(f"{year}年度财政拨款支出{{g}}，[占本年支出合计的|占本年支出的]{{r}}。", g=grant, r=d.rate(grant, spent))
    money.against_last_year(d, grant, reason=d.random.choice(_REASONS))
    d.put("\n")
    d.say("[按功能分类，|从支出功能看，|][主要用于以下方面|具体构成为]：" if d.random.random() < 0.5 else "财政拨款支出{g}主要用于以下方面：", g=grant)
    money.by_use(d, grant, d.random.sample(_FUNCTIONS, d.random.randint(3, 5)), shares=d.random.random() < 0.8)
    d.put("\n")


def against_budget(d: Draft, year: int) -> None:
    """Budget, outcome, 完成年初预算的…%, and the order told in words."""
    for k, item in enumerate(d.random.sample(["行政运行", "一般行政管理事务", "机关事业单位基本养老保险缴费支出", "行政单位医疗", "住房公积金"], 2), 1):
        planned = d.money(60, 900)
        ratio = d.random.choice([d.random.uniform(0.7, 0.99), d.random.uniform(1.01, 1.3), 1.0])
        actual = d.twin(planned) if ratio == 1.0 else d.amount((planned.exact * Decimal(str(round(ratio, 5)))).quantize(Decimal("0.01")), planned.unit, planned.places)
        rate = d.rate(actual, planned, 0 if ratio == 1.0 else None)
        d.say(f"{k}.{item}[（项）|]。年初预算[为|]{{p}}，支出决算[为|]{{a}}，完成年初预算的{{r}}", p=planned, a=actual, r=rate)
        if ratio == 1.0:
            d.tie("comparison", "same", actual, (planned,))
            d.line("，[决算数与预算数持平|与年初预算持平]。")
        else:
            low, high = (actual, planned) if ratio < 1 else (planned, actual)
            d.tie("comparison", "less", low, (high,))
            d.line(f"，决算数{'小于' if ratio < 1 else '大于'}[年初|]预算数的主要原因是{d.random.choice(_REASONS)}。")


def running_costs(d: Draft, year: int) -> None:
    d.line(prose.heading(5, "其他重要事项的情况说明"))
    cost = d.money(30, 600)
    d.say(f"（一）机关运行经费。{year}年度机关运行经费支出{{c}}，", c=cost)
    money.against_last_year(d, cost, reason=d.random.choice(_REASONS))
    d.put("\n")
    goods, works, services = (d.money(5, 900) for _ in range(3))
    whole = d.total([goods, works, services])
    small = d.share_of(whole, 0.5, 0.95)
    d.line("（二）政府采购。政府采购支出总额{w}，其中：货物支出{a}、工程支出{b}、服务支出{c}。授予中小企业合同金额{s}，占政府采购支出总额的{r}。",
           w=whole, a=goods, b=works, c=services, s=small, r=d.rate(small, whole))
    cars = [d.count(1, 9, "辆") for _ in range(3)]
    fleet = d.total(cars)
    d.line("（三）国有资产。截至[12月31日|年末]，共有车辆{t}，其中：[应急保障用车|机要通信用车]{a}、[执法执勤用车|特种专业技术用车]{b}、其他用车{c}。", t=fleet, a=cars[0], b=cars[1], c=cars[2])
