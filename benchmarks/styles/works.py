"""A department's overall self-evaluation: money, a numbered chapter of works, then project after project."""

from __future__ import annotations

import copy
from decimal import Decimal

from benchmarks import ideas, money, prose, vocabulary
from benchmarks.amounts import Quantity
from benchmarks.writing import Draft, Slot


def write(d: Draft, chapters: int = 4, projects: int = 0, departments: int = 1, plain: int = 1) -> None:
    """`plain`: sentences without a figure before each paragraph of works and behind each project."""
    rng = d.random
    year = rng.choice([2021, 2022, 2023, 2024])
    place, words = vocabulary.place(rng), copy.deepcopy(vocabulary.department(rng))
    bureau = words["bureau"]
    projects = projects or rng.randint(4, 8)
    d.line(d.pick(f"{place.name}{bureau}{year}年度[部门|]整体支出绩效自评报告", f"{place.name}{bureau}\n{year}年[度|]部门整体支出绩效自评[报告|情况报告]"))
    d.line()
    prose.opening(d, place, bureau, year)
    d.line(prose.heading(1, d.pick("资金安排和使用情况", "部门基本情况及预算执行", "预算资金情况")))
    pool = [name for w in [words, *vocabulary.departments()] for name in w["projects"]]
    names, amounts = project_amounts(d, list(dict.fromkeys(pool))[: max(projects, len(words["projects"]))], projects)
    b = money.budget(d)
    headline_with_projects(d, b, amounts, year)
    d.line(prose.heading(2, d.pick("绩效目标完成情况", "主要工作完成情况", "履职及目标实现情况")))
    passages = works_chapter(d, words, chapters, departments, plain)
    project_list(d, names, amounts, passages, plain)
    number = prose.problems_and_plans(d, 3 if not projects else 4)
    d.line(prose.heading(number, d.pick("自评结论", "自评得分")))
    score(d)
    prose.signed(d, place, bureau, year)


def project_amounts(d: Draft, names: list[str], count: int) -> tuple[list[str], list[tuple[Quantity, Quantity]]]:
    """The projects' budgets and executions; most are executed in full."""
    chosen = d.random.sample(names, min(count, len(names)))
    amounts = []
    for _ in chosen:
        planned = d.money(6, 640)
        amounts.append((planned, d.twin(planned) if d.random.random() < 0.6 else d.share_of(planned, 0.6, 0.995)))
    return chosen, amounts


def headline_with_projects(d: Draft, b: money.Budget, amounts: list[tuple[Quantity, Quantity]], year: int) -> None:
    """The headline, its project expenditure being the sum of the listed projects' executions."""
    total = sum((spent.exact for _, spent in amounts), Decimal(0))
    b.projects.exact = total
    b.basic.exact = max((b.opening.exact * Decimal("0.6")).quantize(Decimal("0.01")), Decimal(1000))
    b.spent.exact = b.basic.exact + total
    b.left.exact = (b.spent.exact * Decimal(d.random.randint(0, 12)) / 100).quantize(Decimal("0.01"))
    b.whole.exact = b.spent.exact + b.left.exact
    b.opening.exact = (b.whole.exact * Decimal(d.random.randint(60, 95)) / 100).quantize(Decimal("0.01"))
    b.added.exact = b.whole.exact - b.opening.exact
    b.rate.exact = b.spent.exact / b.whole.exact * 100
    if not b.left.exact:
        b.rate.places = 0
    d.tie("sum", "linear", b.projects, [spent for _, spent in amounts])
    money.headline(d, b, year)
    if d.random.random() < 0.6:
        money.basic_split(d, b)
    d.put("\n")


def works_chapter(d: Draft, words: dict, chapters: int, departments: int = 1, plain: int = 1) -> list[list[str | Slot]]:
    """Numbered paragraphs of ideas. Returns some of their passages, for a project to tell once more."""
    used: set[str] = set()
    passages = []
    pool = [words] + [copy.deepcopy(w) for w in d.random.sample(
        [w for w in vocabulary.departments() if w["bureau"] != words["bureau"]], departments - 1)]
    number = 0
    for w in pool:
        for slogan in d.random.sample(w["chapters"], min(chapters, len(w["chapters"]))):
            number += 1
            d.say(f"{number}．{slogan}。" if d.habits.wide else f"{number}.{slogan}。")
            prose.plain(d, plain)
            start = len(d.pieces)
            ideas.tell(d, w, d.random.randint(2, 3), used)
            passages.append(d.pieces[start:])
            if d.random.random() < 0.4:
                prose.plain(d)
            d.put("\n")
        used = set()
    return passages


def project_list(d: Draft, names: list[str], amounts: list[tuple[Quantity, Quantity]], passages: list, plain: int = 1) -> None:
    """(1)NAME项目…: score, budget, execution, rate, and for some the works chapter's own words again."""
    d.line(prose.heading(3, d.pick("项目支出绩效自评情况", "项目绩效情况")))
    number = d.quantity("count", len(names), "个")
    d.tie("count", "count", number, constant=len(names))
    d.line("[纳入自评的项目共|本次自评涉及项目]{n}，[具体如下|分述如下]：", n=number)
    plan_word, done_word = d.pick("全年预算数", "预算数", "预算安排"), d.pick("执行数", "实际支出", "全年执行数")
    form = d.pick("({k})", "（{k}）", "{k}.")
    for k, (name, (planned, spent)) in enumerate(zip(names, amounts, strict=True), 1):
        score = d.quantity("score", Decimal(d.random.randint(900, 1000)) / 10, "分", 1)
        rate = d.rate(spent, planned, 0 if spent.exact == planned.exact else None)
        d.say(form.replace("{k}", str(k)) + f"{name}项目[：|。]" + "项目自评得分{s}。" + plan_word + "{p}，" + done_word + "{q}，[完成预算的|预算执行率|执行率为]{r}。",
              s=score, p=planned, q=spent, r=rate)
        if passages and d.random.random() < 0.3:
            d.say("[主要产出和效果：|完成情况：|]")
            d.pieces.extend(passages.pop(d.random.randrange(len(passages))))
        else:
            prose.plain(d, plain)
        d.put("\n")


def score(d: Draft) -> None:
    """A total score and its parts."""
    parts = [d.quantity("score", Decimal(d.random.randint(full * 85, full * 100)) / 100, "分", 2) for full in (20, 20, 30, 30)]
    for part in parts:
        part.exact = part.exact.quantize(Decimal("0.1"))
        part.places = 1
    whole = d.total(parts)
    d.line("[经综合评价|综合评定]，[我局部门|我局|本部门]整体支出绩效自评[得分|总得分]{t}，其中[决策|投入]{a}、过程{b}、产出{c}、[效益|效果]{e}。",
           t=whole, a=parts[0], b=parts[1], c=parts[2], e=parts[3])
