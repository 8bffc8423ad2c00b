"""The views over years and versions: amounts, what was restated, what changed from year to year, what comes again."""

from __future__ import annotations

from gouji.ledger.view import ABOUT, WHOSE, view

AMOUNTS = view(
    "amounts",
    "部门整体、项目和任务的各项数，含原文更正之前的版本",
    "the amounts of departments, projects and tasks, with those of earlier versions of the text",
    f"""
    report text | 报告编号 | the report's id
    run text | 审核的编号 | the run that found it
    {WHOSE}
    sha256 text | 原文的SHA-256 | SHA-256 of the text
    started time | 审核时间（UTC） | when it was audited (UTC)
    latest bool | 是否为该报告的最近版本 | whether it is the report's newest version
    about text | headline：部门整体；projects：项目；progress：任务 | headline, projects or progress
    item text | 项目 | the item, the project or the task
    measure text | value、budget、executed、score、rate、task、done | value, budget, executed, score, rate, task or done
    value text | 数值，单位同unit | its value in `unit`, exactly
    unit text | 原文单位 | its unit as stated
    amount double | 数值，按基本单位 | its value in base units
    dimension text | 量的种类或基本单位 | what it measures
    """,
    """SELECT report, run, coalesce(t.entity, report) AS entity, t.year, v.sha256, v.started, v.latest, about, item, measure,
        value, unit, amount, dimension
    FROM (
        SELECT report, run, entity, year, 'headline' AS about, item, 'value' AS measure, value, unit, amount, dimension
        FROM headline_versions
        UNION ALL SELECT report, run, entity, year, 'projects', name, 'budget', budget, unit, budget_amount, '元'
        FROM projects_versions
        UNION ALL SELECT report, run, entity, year, 'projects', name, 'executed', executed, unit, executed_amount, '元'
        FROM projects_versions
        UNION ALL SELECT report, run, entity, year, 'projects', name, 'score', score, '分', score_value, '分'
        FROM projects_versions
        UNION ALL SELECT report, run, entity, year, 'projects', name, 'rate', completion_rate, '%', rate_value, '百分比'
        FROM projects_versions
        UNION ALL SELECT report, run, entity, year, 'progress', item, 'task', task, unit, task_amount, dimension
        FROM progress_versions
        UNION ALL SELECT report, run, entity, year, 'progress', item, 'done', done, unit, done_amount, dimension
        FROM progress_versions
    ) t JOIN versions v USING (report, run)
    WHERE amount IS NOT NULL""",
)

_FROM_TO = """item text | 项目 | the item, the project or the task
    measure text | 何数，同amounts | which of its numbers, as in amounts
    earlier text | 原数，连同单位 | what it was, with its unit
    later text | 现数，连同单位 | what it is, with its unit
    earlier_amount double | 原数，按基本单位 | what it was, in base units
    later_amount double | 现数，按基本单位 | what it is, in base units
    change double | 变动（%） | the change, in %"""
_CHANGE = "round(100.0 * (later_amount - earlier_amount) / nullif(abs(earlier_amount), 0), 2)"

RESTATED = view(
    "restated",
    "公开后改动的数：同一单位同一年度，原文不同的两次审核之间",
    "what changed after publication: between two texts of one department on one year",
    f"""
    {WHOSE}
    about text | headline：部门整体；projects：项目；progress：任务 | headline, projects or progress
    {_FROM_TO}
    earlier_report text | 原数所在报告 | the report that told what it was
    later_report text | 现数所在报告 | the report that tells what it is
    since time | 后一次审核的时间（UTC） | when the later text was audited (UTC)
    """,
    f"""SELECT entity, year, about, item, measure, earlier, later, earlier_amount, later_amount, {_CHANGE} AS change,
        earlier_report, later_report, since
    FROM (SELECT entity, year, about, item, measure, value || coalesce(unit, '') AS later, amount AS later_amount,
            report AS later_report, started AS since,
            lag(value || coalesce(unit, '')) OVER texts AS earlier, lag(amount) OVER texts AS earlier_amount,
            lag(report) OVER texts AS earlier_report, lag(sha256) OVER texts AS before, sha256
        FROM (SELECT *, row_number() OVER (PARTITION BY report, run, about, item, measure ORDER BY amount) AS nth
            FROM amounts SEMI JOIN (
                SELECT coalesce(entity, report) AS entity, year FROM versions GROUP BY ALL HAVING count(DISTINCT sha256) > 1) several
            ON amounts.entity = several.entity AND amounts.year IS NOT DISTINCT FROM several.year)
        WINDOW texts AS (PARTITION BY entity, year, about, item, measure, dimension, nth ORDER BY started, report))
    WHERE earlier_amount <> later_amount AND before <> sha256""",
)

OVER_YEARS = view(
    "over_years",
    "同一单位的同一项数，逐年对比",
    "the same item of a department, year against year before",
    f"""
    entity text | 编报单位 | the department
    about text | headline：部门整体；projects：项目；progress：任务 | headline, projects or progress
    {_FROM_TO}
    from_year int | 原数所属年度 | the year of what it was
    to_year int | 现数所属年度 | the year of what it is
    """,
    f"""SELECT entity, about, item, measure, earlier, later, earlier_amount, later_amount, {_CHANGE} AS change, from_year, to_year
    FROM (SELECT entity, about, item, measure, value || coalesce(unit, '') AS later, amount AS later_amount, year AS to_year,
            lag(value || coalesce(unit, '')) OVER years AS earlier, lag(amount) OVER years AS earlier_amount,
            lag(year) OVER years AS from_year
        FROM (SELECT entity, year, about, item, measure, dimension, arg_max(value, started) AS value,
                arg_max(unit, started) AS unit, arg_max(amount, started) AS amount
            FROM amounts WHERE latest AND year IS NOT NULL GROUP BY ALL)
        WINDOW years AS (PARTITION BY entity, about, item, measure, dimension ORDER BY year))
    WHERE from_year IS NOT NULL""",
)

RECURRING = view(
    "recurring",
    "多个年度都有的疑点：同一单位、同一种类",
    "findings that come again: of one department and kind, in more than one year",
    """
    entity text | 编报单位 | the department
    kind text | 种类 | the kind
    about_zh text | 疑点（中文） | what is found, in Chinese
    about_en text | 疑点（英文） | what is found, in English
    years int | 有此疑点的年度数 | in how many years
    first_year int | 最早的年度 | the first of them
    last_year int | 最近的年度 | the last of them
    findings int | 疑点个数 | how many findings
    standing int | 其中未了结的 | how many of them stand
    """,
    f"""SELECT entity, kind, about_zh, min(about_en) AS about_en, count(DISTINCT year)::INT AS years,
        min(year) AS first_year, max(year) AS last_year, count(*)::INT AS findings,
        count(*) FILTER (stands)::INT AS standing
    FROM (SELECT coalesce(entity, report) AS entity, year, kind, stands, {ABOUT} FROM findings WHERE year IS NOT NULL)
    GROUP BY entity, kind, about_zh HAVING count(DISTINCT year) > 1""",
)
