"""Questions about the budget and the listed projects."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

import pandas as pd

from gouji.analytics.question import Question, decimal, percent, span, tenth
from gouji.figures import Figure
from gouji.frames import records
from gouji.interval import plain as shown
from gouji.patterns import compiled
from gouji.quantity import unit
from gouji.relations.common.reading import MONEY, Mention, Reading

GROWTH = Decimal(30)
EXECUTION = Decimal(80)
FULL_SCORES = Decimal(50)
KEPT_BACK = Decimal(97)
MANY = 5  # of fewer projects, all executed in full is nothing unusual
# What says that the work a project paid for is not done; 全面启动 alone says that it began.
_UNFINISHED = re.compile(
    r"(?:\d{1,2}月底?|年底|季度末?)之?前可(?:以)?(?:完成|实现|建成)|预计[^，。；]{0,12}(?:完成|完工|竣工|建成|投入使用)|尚未(?:完成|完工|竣工|验收|交付|启动)|未(?:完工|竣工|验收)"
    r"|正在(?:施工|建设|实施|编制|采购|招标|推进|进行|办理|安装)|(?:工程|项目|施工)(?:总)?进度(?:已)?(?:完成|达到?)(?:\d{1,2}(?:\.\d+)?%)|待验收|拟于"
)
_SPENT = re.compile(
    r"(?:投入|完成投资|使用|支出|花费|耗资|支付|拨付|兑付)(?:各类|项目|专项|财政|治理|补助)*(?:资金|经费|金额|费用)?(?:共计?|合计|总计|达到?|约|为)*$|(?:总投资|投资)(?:共计?|达到?|约|为)*$"
)
_NOT_OWN = re.compile(
    r"争取|社会资本|撬动|带动|吸引|上年|历年|累计|计划|预算|招商|贷款|自筹|群众|企业|节约|每[年月人户]|人均|债券|20\d\d年?[-—至到]"
)


@dataclass(frozen=True)
class _Project:
    """One listed project with its figures; `span` is its place in the source."""

    name: str
    score: Decimal | None
    budget: Decimal
    executed: Decimal
    unit: str
    figures: tuple[Figure, ...]
    score_figure: Figure | None
    span: tuple[int, int]


def ask(
    figures: Mapping[str, Figure], headline: pd.DataFrame, projects: pd.DataFrame, reading: Reading
) -> Iterator[Question]:
    """Questions about how the budget grew and was used."""
    listed = list(_projects(figures, projects))
    yield from _growth(figures, headline)
    yield from _execution(figures, headline)
    yield from _all_alike(listed)
    for project in listed:
        yield from _unfinished(project, reading)
        yield from _over(project, reading)


def _projects(figures: Mapping[str, Figure], table: pd.DataFrame) -> Iterator[_Project]:
    for row in records(table):
        budget, executed = decimal(row["budget"]), decimal(row["executed"])
        own = tuple(figures[row[name]] for name in ("budget_figure", "executed_figure") if row[name] in figures)
        if budget is not None and executed is not None and len(own) == 2 and row["start"] and row["end"]:
            yield _Project(
                row["name"],
                decimal(row["score"]),
                budget,
                executed,
                row["unit"],
                own,
                figures.get(row["score_figure"]),
                (int(row["start"]), int(row["end"])),
            )


def _item(figures: Mapping[str, Figure], headline: pd.DataFrame, name: str) -> tuple[Decimal, str, Figure] | None:
    for row in records(headline):
        value = decimal(row["value"])
        if row["item"] == name and value is not None and row["figure"] in figures:
            return value, row["unit"], figures[row["figure"]]
    return None


def _growth(figures: Mapping[str, Figure], headline: pd.DataFrame) -> Iterator[Question]:
    first, last = _item(figures, headline, "年初预算数"), _item(figures, headline, "全年预算数")
    if first is None or last is None or first[1] != last[1] or first[0] <= 0:
        return
    (a, name, one), (b, _, two) = first, last
    growth = percent(b - a, a)
    up_zh, up_en = ("增加", "rose") if b >= a else ("减少", "fell")
    change = tenth(abs(b - a), a)
    if Decimal(change) == GROWTH:
        change = shown(abs(growth))
    told_zh = (
        f"全年预算数{two.number}{name}，比年初预算数{one.number}{name}{up_zh}{shown(abs(b - a))}{name}（{change}%）"
    )
    told_en = f"The year's budget {up_en} from {one.number} to {two.number} {name}, by {shown(abs(b - a))} ({change}%)"
    yield Question(
        "budget_growth",
        "warning",
        growth,
        "%",
        -GROWTH,
        GROWTH,
        (one, two),
        *span((one, two)),
        (
            f"{told_zh}：调整了哪些项目，依据哪些批文，为什么年初没有编入预算？",
            f"{told_en}: what was changed, by which approvals, and why was it not in the initial budget?",
        ),
        (f"{told_zh}，在30%以内。", f"{told_en}: within 30%."),
    )


def _execution(figures: Mapping[str, Figure], headline: pd.DataFrame) -> Iterator[Question]:
    budget, executed = _item(figures, headline, "全年预算数"), _item(figures, headline, "全年执行数")
    if budget is None or executed is None or budget[1] != executed[1] or budget[0] <= 0:
        return
    (a, name, one), (b, _, two) = budget, executed
    rate = percent(b, a)
    told_zh = f"全年预算数{one.number}{name}，执行{two.number}{name}，执行率{tenth(b, a)}%"
    told_en = f"{two.number} of a budget of {one.number} {name} was executed ({tenth(b, a)}%)"
    yield Question(
        "low_execution",
        "info",
        rate,
        "%",
        EXECUTION,
        Decimal(100),
        (one, two),
        *span((one, two)),
        (
            f"{told_zh}：未执行或超执行的是哪些项目，原因是什么，结余怎样处理？",
            f"{told_en}: which projects fell short of or exceeded their budgets, why, and what became of the balance?",
        ),
        (f"{told_zh}。", f"{told_en}."),
    )


def _all_alike(projects: list[_Project]) -> Iterator[Question]:
    count = len(projects)
    if count < MANY:
        return
    full = [project for project in projects if project.executed == project.budget]
    figures = tuple(figure for project in projects for figure in project.figures)
    start, end = projects[0].span[0], projects[-1].span[1]
    told_zh, told_en = (
        f"{count}个项目中{len(full)}个的执行数与预算数完全相同",
        f"{len(full)} of {count} projects executed exactly their budgets",
    )
    yield Question(
        "full_execution",
        "info",
        percent(Decimal(len(full)), Decimal(count)),
        "%",
        Decimal(0),
        percent(Decimal(count - 1), Decimal(count)),
        figures,
        start,
        end,
        (
            f"{count}个项目的执行数与预算数分毫不差，执行率全部为100%：是不是按支出数倒调了预算，有没有以拨代支？",
            f"All {count} projects executed exactly 100% of their budgets: were the budgets adjusted to what was spent, or money passed on and booked as spent?",
        ),
        (f"{told_zh}。", f"{told_en}."),
    )
    scored = [project for project in projects if project.score is not None and project.score_figure is not None]
    if len(scored) < MANY or max(project.score for project in scored) > 100:
        return
    perfect = [project for project in scored if project.score == 100]
    share, told = (
        percent(Decimal(len(perfect)), Decimal(len(scored))),
        tenth(Decimal(len(perfect)), Decimal(len(scored))),
    )
    told_zh = f"{len(scored)}个项目中{len(perfect)}个（{told}%）自评满分100分"
    told_en = f"{len(perfect)} of {len(scored)} projects ({told}%) scored a full 100"
    yield Question(
        "full_scores",
        "info",
        share,
        "%",
        Decimal(0),
        FULL_SCORES,
        tuple(project.score_figure for project in scored),
        start,
        end,
        (
            f"{told_zh}：评分标准是什么，产出、效益和满意度的满分有无佐证？",
            f"{told_en}: by which criteria, and what bears out full marks for output, effect and satisfaction?",
        ),
        (f"{told_zh}。", f"{told_en}."),
    )


def _unfinished(project: _Project, reading: Reading) -> Iterator[Question]:
    document = reading.document
    start, end = (document.plain_at(place) for place in project.span)
    told = _UNFINISHED.search(document.plain, start, end)
    if told is None or project.budget <= 0:
        return
    rate, share = percent(project.executed, project.budget), tenth(project.executed, project.budget)
    quote = document.text[slice(*document.place(told.start(), min(end, told.end() + 14)))]
    quote = compiled(r"[，。；\n]").split(quote)[0]
    told_zh = f"{project.name}执行{project.figures[1].number}{project.unit}，执行率{share}%，而自评写“{quote}”"
    told_en = (
        f"{project.name}: {project.figures[1].number} {project.unit} executed ({share}%), while the text says “{quote}”"
    )
    yield Question(
        "paid_unfinished",
        "info",
        rate,
        "%",
        None,
        KEPT_BACK,
        project.figures,
        *document.place(told.start(), told.end()),
        (
            f"{told_zh}：工作没有做完，款项是否已全部付出，有没有提前支付或以拨代支？",
            f"{told_en}: the work is not done; was all of it paid, in advance, or passed on and booked as spent?",
        ),
        (f"{told_zh}。", f"{told_en}."),
        project.name,
    )


def _over(project: _Project, reading: Reading) -> Iterator[Question]:
    """The most that the project's own text says was spent, against its budget."""
    document = reading.document
    start, end = (document.plain_at(place) for place in project.span)
    budget_unit = unit(project.unit)
    spent: list[tuple[Decimal, Decimal, Mention]] = []
    for mention in reading.between(start, end):
        figure = mention.figure
        if (
            mention.dimension != MONEY
            or figure.value is None
            or figure in project.figures
            or figure.interval is None
            or figure.interval.low is None
        ):
            continue
        clause = compiled(r"[，。；：]").split(mention.lead)[-1]
        if _SPENT.search(clause) and not _NOT_OWN.search(clause):
            scale = mention.unit.factor / budget_unit.factor
            spent.append((figure.interval.low * scale, figure.value * scale, mention))
    if not spent:
        return
    least, told, mention = max(spent, key=lambda each: each[0])
    value = told if least > project.budget else min(told, project.budget)  # 约312 may be 311.12
    figure = mention.figure
    told_zh = f"{project.name}预算{project.figures[0].number}{project.unit}，自评写“{_clause(reading, mention)}”"
    told_en = f"{project.name} has a budget of {project.figures[0].number} {project.unit}; the text says “{_clause(reading, mention)}”"
    yield Question(
        "spent_over_budget",
        "warning",
        value,
        project.unit,
        Decimal(0),
        project.budget,
        (figure, project.figures[0]),
        figure.start,
        figure.end,
        (
            f"{told_zh}：多出的钱从哪里来，是否在部门决算之内，有没有另外自评？",
            f"{told_en}: where did the rest come from, is it in the department's accounts, and was it evaluated elsewhere?",
        ),
        (f"{told_zh}，没有超过预算。", f"{told_en}: within the budget."),
    )


def _clause(reading: Reading, mention: Mention) -> str:
    clause = compiled(r"[，。；：]").split(mention.lead)[-1]
    return clause + mention.figure.text
