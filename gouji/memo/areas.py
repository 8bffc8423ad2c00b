"""The budget, the projects and the progress of tasks: the domain tables, and the charts beside them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from gouji.memo import charts, words
from gouji.memo.drawing import Chart
from gouji.memo.source import visible
from gouji.memo.tables import Column, Table, aligned, decimal

if TYPE_CHECKING:
    from gouji.memo.cards import Composer

LARGEST = 8  # parts of a total that are shown one by one; the rest are summed
TASKS_DRAWN = 16  # bars of one chart; the table beside it has every task
PROJECTS_DRAWN = 40


def budget(composer: Composer) -> dict[str, Any]:
    """The headline amounts as a table, the bridge from the initial to the final budget, the shares of the total."""
    rows = composer.paper.rows.get("headline", [])
    values = aligned([row["value"] for row in rows], composer.lang)
    shown = [
        {
            "item": visible(_item(composer, row["item"])),
            "value": _figure(cell, row["figure"]),
            "unit": composer.unit(row["unit"]),
            "state": _state(composer, row["figure"]),
        }
        for row, cell in zip(rows, values, strict=True)
    ]
    columns = [
        Column("item", composer._("Item"), "words"),
        Column("value", composer._("Stated"), "number"),
        Column("unit", composer._("Unit")),
        Column("state", composer._("What became of it")),
    ]
    tables = (
        [
            Table(
                shown,
                columns,
                name="budget-table",
                label=composer.lang.gettext("Table: %(what)s", what=composer._("Budget")),
            )
        ]
        if rows
        else []
    )
    drawn = [chart for chart in (_bridge(composer, rows), _shares(composer, rows)) if chart]
    return {"anchor": "budget", "heading": composer._("Budget"), "lead": "", "charts": drawn, "tables": tables}


def projects(composer: Composer) -> dict[str, Any]:
    """Every project with score, budget, amount spent and rate, and the projects by budget as a chart."""
    rows = composer.paper.rows.get("projects", [])
    cells = {
        key: aligned([row[key] for row in rows], composer.lang, _places([row[key] for row in rows]))
        for key in ("score", "budget", "executed", "completion_rate")
    }
    figures = {
        "score": "score_figure",
        "budget": "budget_figure",
        "executed": "executed_figure",
        "completion_rate": "rate_figure",
    }
    shown = [
        {
            "number": row["number"],
            "name": visible(row["name"]),
            **{key: _figure(cells[key][place], row[figures[key]]) for key in cells},
        }
        for place, row in enumerate(rows)
    ]
    unit = _unit(composer, rows)
    columns = [
        Column("number", composer._("No."), "centre"),
        Column("name", composer._("Project"), "words"),
        Column("score", composer._("Score"), "number"),
        Column("budget", _headed(composer, composer._("Budget"), unit), "number"),
        Column("executed", _headed(composer, composer._("Spent"), unit), "number"),
        Column("completion_rate", composer._("Rate stated, %"), "number"),
    ]
    drawn = []
    ranked = sorted(
        ((decimal(row["budget"]), row) for row in rows if decimal(row["budget"]) is not None), key=lambda pair: -pair[0]
    )
    if len(ranked) > 1:
        title = composer._("Projects by budget, with their scores")
        bars = [
            charts.Scored(row["name"], amount, decimal(row["score"]), composer.lang.number(amount), row["score"])
            for amount, row in ranked[:PROJECTS_DRAWN]
        ]
        chart = charts.scored_bars(
            bars,
            name="chart-projects",
            title=title,
            summary=composer.lang.listed(f"{bar.label} {bar.note}" for bar in bars),
            value_head=_headed(composer, composer._("Budget"), unit),
            score_head=composer._("Score"),
        )
        drawn.append((title, chart, ""))
    lead = (
        composer.lang.ngettext(
            "%(n)s project, as the report lists it.", "%(n)s projects, as the report lists them.", len(rows)
        )
        if rows
        else ""
    )
    tables = (
        [
            Table(
                shown,
                columns,
                name="projects-table",
                label=composer.lang.gettext("Table: %(what)s", what=composer._("Projects")),
            )
        ]
        if rows
        else []
    )
    return {"anchor": "projects", "heading": composer._("Projects"), "lead": lead, "charts": drawn, "tables": tables}


def progress(composer: Composer) -> dict[str, Any]:
    """Every task with what was done of it, the rate that follows and the one stated, as table and chart."""
    rows = composer.paper.rows.get("progress", [])
    computed = [_share(row) for row in rows]
    cells = {key: aligned([row[key] for row in rows], composer.lang) for key in ("task", "done", "stated_rate")}
    follows = aligned([format(share * 100, ".2f") if share is not None else "" for share in computed], composer.lang)
    shown = [
        {
            "item": visible(row["item"]),
            "task": _figure(cells["task"][place], row["task_figure"]),
            "done": _figure(cells["done"][place], row["done_figure"]),
            "unit": composer.unit(row["unit"]),
            "follows": follows[place],
            "stated": _figure(cells["stated_rate"][place], row["rate_figure"]),
        }
        for place, row in enumerate(rows)
    ]
    columns = [
        Column("item", composer._("Task"), "words"),
        Column("task", composer._("Set"), "number"),
        Column("done", composer._("Done"), "number"),
        Column("unit", composer._("Unit")),
        Column("follows", composer._("Rate that follows, %"), "number"),
        Column("stated", composer._("Rate stated, %"), "number"),
    ]
    drawn = []
    bars = [
        charts.Rate(row["item"], share, _rate(row["stated_rate"]), f"{row['done']} / {row['task']}")
        for row, share in zip(rows, computed, strict=True)
        if share is not None
    ][:TASKS_DRAWN]
    if bars:
        title = composer._("Task against done: the rate that follows, and the rate stated")
        chart = charts.rates(
            bars,
            name="chart-progress",
            title=title,
            summary=composer.lang.listed(f"{bar.label} {bar.note}" for bar in bars),
            computed_head=composer._("follows"),
            stated_head=composer._("stated"),
        )
        drawn.append((title, chart, ""))
    tables = (
        [
            Table(
                shown,
                columns,
                name="progress-table",
                label=composer.lang.gettext("Table: %(what)s", what=composer._("Task progress")),
            )
        ]
        if rows
        else []
    )
    return {"anchor": "progress", "heading": composer._("Task progress"), "lead": "", "charts": drawn, "tables": tables}


def _bridge(composer: Composer, rows: Sequence[Mapping[str, str]]) -> tuple[str, Chart, str] | None:
    """From the initial budget over what was added to the final budget, and how that was spent."""
    known = _known(rows)
    first, last = known.get("initial"), known.get("final")
    if first is None or last is None:
        return None
    change = last[1] - first[1]
    steps = [
        _step(composer, *first),
        charts.Bar(
            composer._("Change in the year"),
            change,
            f"{'+' if change > 0 else ''}{composer.lang.number(change)}",
            first[1],
            True,
        ),
        _step(composer, *last),
    ]
    if "accounts" in known:
        steps.append(_step(composer, *known["accounts"]))
    start = Decimal(0)
    for part in ("basic", "project"):
        if part in known:
            label, value = known[part]
            steps.append(charts.Bar(_item(composer, label), value, composer.lang.number(value), start, True))
            start += value
    title = _headed(composer, composer._("From the initial budget to the final budget"), _unit(composer, rows))
    summary = composer.lang.listed(f"{step.label} {step.note}" for step in steps)
    chart = charts.bridge(steps, name="chart-bridge", title=title, summary=summary)
    return title, chart, ""


def _shares(composer: Composer, rows: Sequence[Mapping[str, str]]) -> tuple[str, Chart, str] | None:
    """What the whole year's budget is made of: basic expenditure and the largest projects."""
    known = _known(rows)
    parts = [(known["basic"][0], known["basic"][1])] if "basic" in known else []
    listed = [
        (row["name"], amount)
        for row in composer.paper.rows.get("projects", [])
        if (amount := decimal(row["budget"])) is not None
    ]
    ranked = sorted(listed, key=lambda part: -part[1])
    parts += ranked[:LARGEST]
    if rest := ranked[LARGEST:]:
        words_ = composer.lang.ngettext("%(n)s other project", "%(n)s other projects", len(rest))
        parts.append((words_, sum((amount for _, amount in rest), Decimal(0))))
    total = sum((amount for _, amount in parts), Decimal(0))
    if len(parts) < 3 or not total:
        return None
    bars = [
        charts.Bar(
            _item(composer, label),
            amount,
            _headed(composer, composer.lang.number(amount), composer.lang.percent(amount / total, 1)),
            soft=place == 0 and "basic" in known,
        )
        for place, (label, amount) in enumerate(parts)
    ]
    title = _headed(composer, composer._("What the total is made of"), _unit(composer, rows))
    summary = composer.lang.listed(f"{bar.label} {bar.note}" for bar in bars)
    chart = charts.shares(bars, name="chart-shares", title=title, summary=summary)
    return title, chart, ""


def _known(rows: Sequence[Mapping[str, str]]) -> dict[str, tuple[str, Decimal]]:
    """The headline items that a chart can use, by what they are."""
    found: dict[str, tuple[str, Decimal]] = {}
    for row in rows:
        value = decimal(row["value"])
        role = words.ITEM_ROLE.get(row["item"])
        if role and value is not None:
            found.setdefault(role, (row["item"], value))
    return found


def _step(composer: Composer, label: str, value: Decimal) -> charts.Bar:
    return charts.Bar(_item(composer, label), value, composer.lang.number(value))


def _item(composer: Composer, item: str) -> str:
    return composer._(words.ITEM[item]) if item in words.ITEM else item


def _figure(cell: Markup, figure: str) -> Markup:
    """A cell's number as a link to its place in the source, where it has one."""
    return Markup('<a href="#{}">{}</a>').format(figure, cell) if figure else cell


def _state(composer: Composer, figure: str) -> Markup:
    state = composer.paper.state_of(figure)
    return Markup('<span class="f {}">{}</span>').format(state, composer._(words.STATE[state]))


def _unit(composer: Composer, rows: Sequence[Mapping[str, str]]) -> str:
    """The unit that all rows share; "" where they do not."""
    units = {row.get("unit", "") for row in rows} - {"", "%", "分"}
    return composer.unit(units.pop()) if len(units) == 1 else ""


def _headed(composer: Composer, what: str, unit: str) -> str:
    """A heading with the unit of what stands under it."""
    return composer.lang.gettext("%(what)s (%(unit)s)", what=what, unit=unit) if unit else what


def _places(values: Sequence[str]) -> int:
    """The finest precision among values of one unit: an accountant's column has one number of decimals."""
    return max((len(value.partition(".")[2]) for value in values if decimal(value) is not None), default=0)


def _share(row: Mapping[str, str]) -> Decimal | None:
    task, done = decimal(row["task"]), decimal(row["done"])
    return done / task if task and done is not None else None


def _rate(value: str) -> Decimal | None:
    number = decimal(value)
    return number / 100 if number is not None else None
