"""The views over the ledger that answer what is asked most: each with its columns, their meaning, and its SQL.

They stand on the tables of `schema`, of which a query sees only the rows that count. A department that a report does not
name goes by the report's id.
"""

from __future__ import annotations

import pyarrow as pa

from gouji.ledger.over_time import AMOUNTS, OVER_YEARS, RECURRING, RESTATED
from gouji.ledger.schema import FINDINGS, RUNS, TABLES, VERSIONED, Column, Table, table_of
from gouji.ledger.view import ABOUT, REPORT, WHOSE, view

_STANDING = """critical int | 未了结的重大疑点 | major findings that stand
    warning int | 未了结的一般疑点 | minor findings that stand
    info int | 未了结的疑问 | questions that stand"""
_COUNTED = "count(*) FILTER (stands AND severity = '{0}')::INT AS {0}"
_BY_SEVERITY = ", ".join(_COUNTED.format(severity) for severity in ("critical", "warning", "info"))

COVERAGE = view(
    "coverage",
    "每份报告核对了多少",
    "how much of each report was checked",
    f"""
    {REPORT}
    status text | done：已完成；failed：未完成 | done, or failed
    figures int | 数据个数 | how many figures
    checked int | 已核对的数据个数 | how many of them were checked
    unchecked int | 未核对的数据个数 | how many were not
    coverage double | 核对覆盖率（%） | the share that was checked, in %
    checks int | 核对项数 | how many checks
    not_asked int | 未能核对的事项数 | how many things could not be asked
    error text | 未完成的原因 | why it failed
    """,
    """SELECT report, coalesce(entity, report) AS entity, year, status, figures, checked, figures - checked AS unchecked,
        round(100.0 * checked / nullif(figures, 0), 1) AS coverage, checks, len(errors)::INT AS not_asked, error
    FROM runs""",
)

KINDS = view(
    "kinds",
    "各类疑点：有多少份报告、多少个单位有此类疑点",
    "the kinds of finding: in how many reports, of how many departments",
    """
    kind text | 种类 | the kind
    severity text | 重要程度 | critical, warning or info
    about_zh text | 疑点（中文） | what is found, in Chinese
    about_en text | 疑点（英文） | what is found, in English
    findings int | 疑点个数 | how many findings
    standing int | 其中未了结的 | how many of them stand
    reports int | 涉及报告数 | in how many reports
    departments int | 涉及单位数 | of how many departments
    example text | 一份有此疑点的报告 | one of these reports
    """,
    f"""SELECT kind, severity, about_zh, min(about_en) AS about_en, count(*)::INT AS findings,
        count(*) FILTER (stands)::INT AS standing, count(DISTINCT report)::INT AS reports,
        count(DISTINCT coalesce(entity, report))::INT AS departments, min(report) AS example
    FROM (SELECT kind, severity, report, entity, stands, {ABOUT} FROM findings) GROUP BY kind, severity, about_zh""",
)

UNRESOLVED = view(
    "unresolved",
    "未了结的疑点：没有处理意见，或处理意见未予了结、已过期",
    "findings that stand: no decision on them closes them, or it has expired",
    f"""
    {REPORT}
    severity text | 重要程度 | critical, warning or info
    kind text | 种类 | the kind
    title_zh text | 标题（中文） | its title, in Chinese
    title_en text | 标题（英文） | its title, in English
    fingerprint text | 疑点指纹 | its fingerprint
    disposition text | 处理意见；空：尚无 | the decision on it; null: none yet
    until_day text | 处理意见的有效期 | the last day that stood
    """,
    """SELECT report, coalesce(entity, report) AS entity, year, severity, kind, title_zh, title_en, fingerprint, disposition,
        until_day
    FROM findings WHERE stands""",
)

DEPARTMENTS = view(
    "departments",
    "各单位的疑点和核对覆盖率",
    "the departments: findings and coverage",
    f"""
    entity text | 编报单位 | the department
    reports int | 报告数 | how many reports
    failed int | 其中未完成的 | how many of them failed
    first_year int | 最早的报告年度 | the first year reported on
    last_year int | 最近的报告年度 | the last one
    {_STANDING}
    closed int | 已了结的疑点 | findings that are closed
    figures int | 数据个数 | how many figures
    checked int | 已核对的数据个数 | how many of them were checked
    coverage double | 核对覆盖率（%） | the share that was checked, in %
    """,
    f"""SELECT coalesce(entity, report) AS entity, count(*)::INT AS reports, count(*) FILTER (status = 'failed')::INT AS failed,
        min(year) AS first_year, max(year) AS last_year, coalesce(sum(critical), 0)::INT AS critical,
        coalesce(sum(warning), 0)::INT AS warning, coalesce(sum(info), 0)::INT AS info,
        coalesce(sum(closed), 0)::INT AS closed, sum(figures)::INT AS figures, sum(checked)::INT AS checked,
        round(100.0 * sum(checked) / nullif(sum(figures), 0), 1) AS coverage
    FROM (SELECT report, entity, year, status, figures, checked FROM runs) LEFT JOIN (
        SELECT report, {_BY_SEVERITY}, count(*) FILTER (NOT stands)::INT AS closed FROM findings GROUP BY report)
    USING (report) GROUP BY 1""",
)

SCORES = view(
    "scores",
    "每份报告的预算、执行率和自评得分",
    "each report's budget, execution rate and score",
    f"""
    {REPORT}
    budget_amount double | 全年预算数（元） | the final budget, in 元
    executed_amount double | 全年执行数（元） | what was spent, in 元
    execution_rate double | 报告所述预算执行率（%）；未述的按执行数÷预算数计算 | the execution rate as stated, in %; where none is, spent ÷ budget
    stated bool | 执行率是否为报告所述 | whether the report states that rate
    score double | 自评得分（分） | the self-evaluation score
    """,
    """SELECT report, entity, year, budget_amount, executed_amount,
        coalesce(rate, round(100 * executed_amount / nullif(budget_amount, 0), 2)) AS execution_rate,
        rate IS NOT NULL AS stated, score
    FROM (SELECT report, any_value(coalesce(entity, report)) AS entity, any_value(year) AS year,
            max(amount) FILTER (item = '全年预算数') AS budget_amount,
            max(amount) FILTER (item = '全年执行数') AS executed_amount,
            max(amount) FILTER (item = '预算执行率') AS rate, max(amount) FILTER (item = '自评得分') AS score
        FROM headline GROUP BY report)""",
)

# The modified z-score of Iglewicz and Hoaglin (1993): 0.6745 (x - median) / MAD, an outlier beyond 3.5. Where more than
# half are the same, MAD is 0 and 1.253314 times the mean absolute deviation stands for it, as SPSS does.
OUTLYING, FEWEST = 3.5, 8
OUTLIERS = view(
    "outliers",
    f"离群值：同一年度内修正z值超过{OUTLYING}，且该年度至少有{FEWEST}份报告有此数",
    f"what stands out: a modified z-score beyond {OUTLYING} among at least {FEWEST} reports on the same year",
    f"""
    {REPORT}
    measure text | execution_rate：执行率（%）；score：得分；findings_per_100：每百个数据的未了结疑点 | execution_rate (%), score, or findings_per_100: findings that stand for 100 figures
    value double | 数值 | its value
    median double | 同年度各报告的中位数 | the median of the reports on that year
    z double | 修正z值：0.6745×(数值−中位数)÷绝对中位差；该差为0时除以平均绝对差的1.2533倍 | 0.6745 × (value - median) ÷ MAD; where MAD is 0, (value - median) ÷ 1.2533 × the mean absolute deviation
    reports int | 同年度有此数的报告数 | how many reports on that year have it
    """,
    f"""SELECT report, entity, year, measure, value, median, round(z, 2) AS z, reports FROM (
        SELECT *, CASE WHEN mad > 0 THEN 0.6745 * (value - median) / mad
                       WHEN mean > 0 THEN (value - median) / (1.253314 * mean) ELSE 0 END AS z
        FROM (SELECT *, median(abs(value - median)) OVER same AS mad, avg(abs(value - median)) OVER same AS mean
            FROM (SELECT *, median(value) OVER (PARTITION BY year, measure) AS median,
                    count(*) OVER (PARTITION BY year, measure)::INT AS reports
                FROM (SELECT report, entity, year, 'execution_rate' AS measure, execution_rate AS value FROM scores
                    UNION ALL SELECT report, entity, year, 'score', score FROM scores
                    UNION ALL SELECT report, coalesce(entity, report), year, 'findings_per_100',
                        100.0 * coalesce(standing, 0) / figures
                    FROM runs LEFT JOIN (SELECT report, count(*) AS standing FROM findings WHERE stands GROUP BY report)
                    USING (report) WHERE figures > 0)
                WHERE value IS NOT NULL AND year IS NOT NULL)
            WINDOW same AS (PARTITION BY year, measure)))
    WHERE reports >= {FEWEST} AND abs(z) > {OUTLYING}""",
)

VIEWS = {made.name: made for made in (COVERAGE, KINDS, UNRESOLVED, DEPARTMENTS, SCORES, OUTLIERS, AMOUNTS, RESTATED,
                                      OVER_YEARS, RECURRING)}

STANDS = Column("stands", pa.bool_(), "是否未了结", "whether it stands: no decision closes it")
VERSION = table_of(
    "versions",
    "每份报告每个原文版本最近一次完成的审核",
    "the newest finished run on each text of each report",
    f"""
    report text | 报告编号 | the report's id
    run text | 审核的编号 | the run's id
    {WHOSE}
    sha256 text | 原文的SHA-256 | SHA-256 of the text
    started time | 审核时间（UTC） | when it was audited (UTC)
    latest bool | 是否为该报告的最近版本 | whether it is the report's newest version
    """,
)


def shown() -> list[Table]:
    """All that a query can ask, in the order in which it is told: the tables, the versions, the views."""
    tables = [RUNS, *(table for name, table in TABLES.items() if name != "runs")]
    told = [Table(t.name, t.zh, t.en, (*t.columns, STANDS)) if t is FINDINGS else t for t in tables]
    versions = [
        Table(f"{name}_versions", f"{TABLES[name].zh}，含原文更正之前的版本", f"{TABLES[name].en}, of all versions of the texts",
              TABLES[name].columns)
        for name in VERSIONED
    ]
    return [*told, *(made.table for made in VIEWS.values()), VERSION, *versions]
