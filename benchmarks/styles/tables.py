"""Reports that live in tables: pipes or one cell a line, and notes in prose that tell some of it again."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from benchmarks import money, prose, vocabulary
from benchmarks.amounts import Quantity, factor
from benchmarks.writing import Draft

Cell = str | Quantity


def write(d: Draft) -> None:
    rng = d.random
    year = rng.choice([2022, 2023, 2024])
    place, words = vocabulary.place(rng), vocabulary.department(rng)
    d.line(f"{place.name}{words['bureau']}{year}年度项目支出[绩效自评|自评情况]表及说明")
    d.line()
    flat = rng.random() < 0.4
    whole, spent, rate = sources(d, flat)
    indicators(d, words, flat)
    if rng.random() < 0.7:
        areas(d, flat)
    d.line("[情况说明|有关说明]：")
    left = d.less(whole, spent)
    d.line("1.全年预算数{w}，[实际执行|执行数]{s}，[预算执行率|执行率]{r}，[结余|剩余]{l}[由财政收回|按规定结转]。", w=whole, s=spent, r=rate, l=left)
    d.say("2.按支出方向分，")
    money.by_use(d, spent, rng.sample(["设备购置", "工程建设", "委托业务", "物业管理", "培训宣传"], rng.choice([3, 4])), shares=rng.random() < 0.5)
    d.put("\n")
    d.say("3.")
    prose.plain(d)
    d.put("\n")
    prose.signed(d, place, words["bureau"], year)


def table(d: Draft, head: Sequence[str], rows: Sequence[Sequence[Cell]], *, flat: bool, form: str = "n") -> None:
    """Pipes, or one cell a line. Figures carry no unit but %: the head or the caption tells it."""
    for k, row in enumerate([head, *rows]):
        for at, cell in enumerate(row):
            if not flat:
                d.put("| " if at == 0 else " | ")
            if isinstance(cell, str):
                d.put(cell)
            else:
                d.figure(cell, "" if cell.unit == "%" else form)
            if flat:
                d.put("\n")
        if not flat:
            d.put(" |\n")
            if k == 0:
                d.put("|" + "---|" * len(head) + "\n")


def sources(d: Draft, flat: bool) -> tuple[Quantity, Quantity, Quantity]:
    """Sources of funds: budget, executed, rate; the first row is the total."""
    rng = d.random
    names = rng.sample(["中央补助", "省级补助", "市级补助", "县级资金", "其他资金"], rng.choice([2, 3]))
    planned = [d.money(60, 2400, "万元", 2) for _ in names]
    done = [d.share_of(q, 0.7, 0.995) for q in planned]
    whole, spent = d.total(planned), d.total(done)
    overall = d.rate(spent, whole)
    rows: list[list[Cell]] = [[name, a, b, d.rate(b, a)] for name, a, b in zip(names, planned, done, strict=True)]
    total: list[Cell] = ["资金总额" if flat or rng.random() < 0.5 else "合计", whole, spent, overall]
    d.line("[项目资金情况|资金安排与执行]（单位：万元）")
    first = total[0] == "资金总额"
    table(d, ["资金来源", d.pick("全年预算数", "预算数"), d.pick("全年执行数", "执行数"), "执行率"], [total, *rows] if first else [*rows, total], flat=flat, form="nz")
    d.line()
    return whole, spent, overall


def indicators(d: Draft, words: dict, flat: bool) -> None:
    """Indicators with target, outcome, full marks and score, and the totals of both."""
    rng = d.random
    d.line("绩效指标完成情况")
    rows: list[list[Cell]] = []
    full_marks, scores = [], []
    tasks = rng.sample(words["tasks"], min(2, len(words["tasks"]))) + [["群众满意度", "%", 85, 95, "", ""], ["验收合格率", "%", 90, 100, "", ""]]
    weights = rng.choice([[30, 30, 20, 20], [40, 20, 20, 20], [25, 25, 25, 25]])
    for (task, unit, low, high, _, _), weight in zip(tasks, weights, strict=True):
        target = d.quantity("rate", rng.randint(low, high), "%") if unit == "%" else d.count(low, high, unit)
        share = Decimal(rng.randint(85, 104)) / 100
        outcome = d.quantity(target.name, min((target.exact / factor(target.unit) * share).to_integral_value(), Decimal(10) ** 9) * factor(target.unit), unit)
        if unit == "%":
            outcome.exact = min(outcome.exact, Decimal(100))
        full = d.quantity("score", weight, "分")
        got = full if outcome.exact >= target.exact else d.quantity("score", (weight * outcome.exact / target.exact).quantize(Decimal("0.1")), "分", 1)
        got = d.twin(full) if got is full else got
        d.tie("bound", "at_most", got, (full,))
        full_marks.append(full)
        scores.append(got)
        rows.append([f"{task}（{unit}）", target, outcome, full, got])
    whole, reached = d.total(full_marks), d.total(scores)
    reached.places = 1
    rows.append(["合计", "", "", whole, reached] if not flat else ["合计", whole, reached])
    table(d, ["指标名称", "年度指标值", "实际完成值", "分值", "得分"], rows, flat=flat, form="n")
    d.line()


def areas(d: Draft, flat: bool) -> None:
    """Town by town, two columns and their sum, and the last row of totals."""
    names = vocabulary.towns(d.random, d.random.randint(3, 6))
    first, second = ([d.money(8, 300, "万元", 2) for _ in names] for _ in range(2))
    both = [d.total([a, b]) for a, b in zip(first, second, strict=True)]
    rows: list[list[Cell]] = [[name, a, b, c] for name, a, b, c in zip(names, first, second, both, strict=True)]
    whole = d.total(both)
    a, b = d.total(first), d.total(second)
    d.tie("sum", "linear", whole, (a, b))
    rows.append(["合计", a, b, whole])
    d.line("[各乡镇资金分配表|资金分配到乡镇情况]（单位：万元）")
    table(d, ["乡镇", d.pick("工程费用", "设施建设"), d.pick("设备购置", "后期管护"), d.pick("小计", "资金合计")], rows, flat=flat, form="nz")
    d.line()
