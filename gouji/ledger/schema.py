"""What lies in the ledger: its tables and columns, in the order in which they are written; each column with its meaning.

Amounts stand twice: as stated (text, in the unit beside it, no digit lost) and as a double for calculating, in base
units: 元 for money, % for rates, 分 for scores, 平方米 for areas, 1 for what is counted.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pyarrow as pa

CONTRACT = 1  # of the columns below; a part of a later one is refused, of an earlier one lacks what came since
TIME = pa.timestamp("us", tz="UTC")
TEXTS = pa.list_(pa.string())
_TYPES = {"text": pa.string(), "texts": TEXTS, "int": pa.int32(), "double": pa.float64(), "bool": pa.bool_(), "time": TIME}


@dataclass(frozen=True)
class Column:
    """A column: its type and what it means, in Chinese and in English."""

    name: str
    type: pa.DataType
    zh: str
    en: str


@dataclass(frozen=True)
class Table:
    """A table of the ledger; `columns` in the order in which they are written."""

    name: str
    zh: str
    en: str
    columns: tuple[Column, ...]

    @property
    def schema(self) -> pa.Schema:
        return pa.schema([(column.name, column.type) for column in self.columns])


def table_of(name: str, zh: str, en: str, columns: str) -> Table:
    """A table from lines `name type | zh | en`."""
    made = []
    for line in columns.strip().splitlines():
        head, chinese, english = (part.strip() for part in line.split("|"))
        column, kind = head.split()
        made.append(Column(column, _TYPES[kind], chinese, english))
    return Table(name, zh, en, tuple(made))


_REPORT = """report text | 报告编号 | the report's id
    run text | 所属审核的编号 | the run that found it
    entity text | 编报单位 | the department whose report it is
    year int | 报告年度 | the year reported on"""
_PLACE = "place int | 在原文中的次序，自1起 | its number in the order of the source, from 1"

RUNS = table_of(
    "runs",
    "每份报告最近一次审核：一份一行",
    "the newest run of each report: a row a report",
    """
    report text | 报告编号 | the report's id
    run text | 本次审核的编号 | this run's id
    batch text | 所属批次的编号 | the id of the batch it belongs to
    title text | 报告标题 | the report's title
    entity text | 编报单位 | the department whose report it is
    year int | 报告年度 | the year reported on
    source text | 原文所在路径 | where its text lies
    sha256 text | 原文的SHA-256 | SHA-256 of its text
    characters int | 原文字数 | characters of its text
    status text | done：已完成；failed：未完成 | done, or failed
    error text | 未完成的原因 | why it failed
    errors texts | 未能核对的事项 | what could not be asked
    started time | 开始时间（UTC） | when it began (UTC)
    recorded time | 记入台账的时间（UTC） | when it was entered in the ledger (UTC)
    seconds double | 用时（秒） | how long it took, in seconds
    gouji text | gouji的版本 | gouji's version
    languages text | 备忘录的语言 | the memo's languages
    worker text | 由哪个进程执行 | which worker ran it
    figures int | 数据个数 | how many figures
    checked int | 已核对的数据个数 | how many of them were checked
    relations int | 表relations中的行数 | its rows in relations
    checks int | 核对项数 | how many checks
    findings int | 疑点个数 | how many findings
    headline int | 表headline中的行数 | its rows in headline
    projects int | 表projects中的行数 | its rows in projects
    progress int | 表progress中的行数 | its rows in progress
    """,
)
FIGURES = table_of(
    "figures",
    "报告中的数据：一个一行",
    "the figures of the reports: a row a figure",
    f"""
    {_REPORT}
    {_PLACE}
    figure text | 数据编号，在一份报告内唯一 | the figure's id within its report
    text text | 原文写法，连同单位 | as stated, with its unit
    number text | 原文中的数字 | the numeral as stated
    start_char int | 数字在原文中的起始字符位置，自0起 | where the numeral begins, in characters from 0
    end_char int | 数字之后的字符位置 | where it ends, exclusive
    value text | 数值，单位同unit；空：无法确定 | its value in `unit`, exactly; null: open
    unit text | 原文单位 | its unit as stated
    amount double | 数值，按dimension的基本单位 | its value in base units of `dimension`
    dimension text | 量的种类或基本单位：元、百分比、平方米、thing等 | what it measures: 元, 百分比, 平方米, thing ...
    qualifier text | 限定语：exact、about、more_than、less_than、at_least、at_most、range | exact, about, more_than, less_than, at_least, at_most or range
    low text | 所容许的最小值，单位同unit；空：不限 | the least value it allows, in `unit`; null: open
    high text | 所容许的最大值，单位同unit；空：不限 | the greatest value it allows, in `unit`; null: open
    section text | 所在标题 | the headings it stands under
    checked bool | 是否已核对 | whether a check was run on it
    """,
)
RELATIONS = table_of(
    "relations",
    "勾稽关系中的数据：一条关系中的一个数据一行",
    "the figures of each relation: a row a figure of a relation",
    f"""
    {_REPORT}
    check_id text | 关系编号，即其核对的编号 | the relation's id, which is that of its check
    kind text | 关系种类：sum、difference、ratio等 | its kind: sum, difference, ratio ...
    verdict text | 核对结论，同checks | its verdict, as in checks
    position int | 数据在关系中的次序；1：被核对的数据 | the figure's number in the relation; 1: the one that must agree
    figure text | 数据编号 | the figure's id
    """,
)
CHECKS = table_of(
    "checks",
    "核对：一项一行",
    "the checks: a row a check",
    f"""
    {_REPORT}
    {_PLACE}
    check_id text | 核对编号，在一份报告内唯一 | the check's id within its report
    kind text | 种类 | its kind
    suite text | 所属套件 | its suite
    severity text | 重要程度：critical、warning、info | critical, warning or info
    verdict text | 结论：holds、fails、undetermined、not_run | holds, fails, undetermined or not_run
    exact bool | 是否不计四舍五入也相符 | whether it holds without counting on rounding
    figure_ids texts | 所涉数据的编号 | the figures it is about
    stated text | 原文所述 | what is stated
    computed text | 核对所得 | what it should be
    difference text | 二者之差 | the difference
    stated_value double | 原文所述，供计算 | what is stated, for calculating
    computed_value double | 核对所得，供计算 | what it should be, for calculating
    difference_value double | 二者之差，供计算 | the difference, for calculating
    statement_zh text | 核对的内容（中文） | what was asked, in Chinese
    statement_en text | 核对的内容（英文） | what was asked, in English
    """,
)
FINDINGS = table_of(
    "findings",
    "疑点：一个一行",
    "the findings: a row a finding",
    f"""
    {_REPORT}
    {_PLACE}
    fingerprint text | 疑点指纹，`gouji dispose`据此登记处理意见 | its fingerprint, by which `gouji dispose` knows it
    check_id text | 所据核对的编号 | the check it comes from
    kind text | 种类 | its kind
    severity text | 重要程度：critical、warning、info | critical, warning or info
    title_zh text | 标题（中文） | its title, in Chinese
    title_en text | 标题（英文） | its title, in English
    condition_zh text | 情况（中文） | what was found, in Chinese
    condition_en text | 情况（英文） | what was found, in English
    criteria_zh text | 依据（中文） | what it is held against, in Chinese
    criteria_en text | 依据（英文） | what it is held against, in English
    cause_zh text | 可能原因（中文） | the likely cause, in Chinese
    cause_en text | 可能原因（英文） | the likely cause, in English
    effect_zh text | 影响（中文） | the effect, in Chinese
    effect_en text | 影响（英文） | the effect, in English
    recommendation_zh text | 建议（中文） | what to do, in Chinese
    recommendation_en text | 建议（英文） | what to do, in English
    quotes texts | 原文摘录 | the source's own words
    start_char int | 第一处摘录在原文中的字符位置，自0起 | where the first quote begins, in characters from 0
    disposition text | 处理意见：confirmed、explained、corrected、rejected；空：尚无 | confirmed, explained, corrected or rejected; null: none yet
    reason text | 处理理由 | the reason of the disposition
    decided_by text | 处理人 | who decided
    decided_on text | 处理日期 | on which day
    until_day text | 处理意见的有效期；空：长期 | the last day it stands; null: for good
    """,
)
HEADLINE = table_of(
    "headline",
    "部门整体数据：一项一行",
    "the department's own amounts: a row an item",
    f"""
    {_REPORT}
    {_PLACE}
    item text | 项目：年初预算数、全年预算数、全年执行数、预算执行率、自评得分等 | 年初预算数, 全年预算数, 全年执行数, 预算执行率, 自评得分 ...
    value text | 数值，单位同unit | its value in `unit`, exactly
    unit text | 原文单位 | its unit as stated
    amount double | 数值，按dimension的基本单位 | its value in base units of `dimension`
    dimension text | 量的种类或基本单位 | what it measures
    figure text | 数据编号 | the figure's id
    """,
)
PROJECTS = table_of(
    "projects",
    "项目：一个一行",
    "the listed projects: a row a project",
    f"""
    {_REPORT}
    {_PLACE}
    number text | 原文序号 | its number as stated
    name text | 项目名称 | its name
    score text | 得分（分） | its score, in 分
    budget text | 预算数，单位同unit | its budget in `unit`
    executed text | 执行数，单位同unit | what was spent in `unit`
    completion_rate text | 完成率或执行率（%） | its rate of completion, in %
    unit text | 金额单位 | the unit of the amounts
    score_value double | 得分（分），供计算 | its score in 分, for calculating
    budget_amount double | 预算数（元） | its budget in 元
    executed_amount double | 执行数（元） | what was spent in 元
    rate_value double | 完成率（%），供计算 | its rate in %, for calculating
    """,
)
PROGRESS = table_of(
    "progress",
    "任务进度：一项一行",
    "the tasks and what was done of them: a row a task",
    f"""
    {_REPORT}
    {_PLACE}
    item text | 任务 | the task
    task text | 任务数，单位同unit | how much was to be done, in `unit`
    done text | 完成数，单位同unit | how much was done, in `unit`
    unit text | 原文单位 | its unit as stated
    stated_rate text | 原文所述完成率（%） | the rate stated with it, in %
    task_amount double | 任务数，按dimension的基本单位 | what was to be done, in base units of `dimension`
    done_amount double | 完成数，按dimension的基本单位 | what was done, in base units of `dimension`
    dimension text | 量的种类或基本单位 | what it measures
    rate_value double | 原文所述完成率（%），供计算 | the rate stated with it in %, for calculating
    """,
)

# In the order in which a record writes them: `runs` last, since its row is what makes the others count.
TABLES: Mapping[str, Table] = {
    table.name: table
    for table in (FIGURES, RELATIONS, CHECKS, FINDINGS, HEADLINE, PROJECTS, PROGRESS, RUNS)
}
DATA = tuple(name for name in TABLES if name != "runs")
VERSIONED = ("headline", "projects", "progress")  # kept for earlier texts of a report, too: what changed since
