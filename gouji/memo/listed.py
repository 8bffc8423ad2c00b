"""Tables of the memo that list one thing a row: checks with what came of them, and the register of figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from markupsafe import Markup, escape

from gouji.memo import words
from gouji.memo.source import visible
from gouji.memo.tables import Column, Table, aligned
from gouji.memo.view import outcome

if TYPE_CHECKING:
    from gouji.memo.cards import Composer


def register(composer: Composer) -> Table:
    """Every figure with what became of it and the checks it is in."""
    rows = []
    states = _states(composer)
    for name, figure in composer.paper.figures.items():
        state = composer.paper.state_of(name)
        rows.append(
            {
                "id": Markup(f'<a id="register-{escape(name)}" href="#{escape(name)}">{escape(name)}</a>'),
                "text": visible(figure["text"]),
                "state": states[state],
                "checks": Markup(
                    " ".join(
                        f'<a href="#check-{escape(check["id"])}">{escape(check["id"])}</a>'
                        for check in composer.paper.checks_of.get(name, ())
                    )
                ),
            }
        )
    columns = [
        Column("id", composer._("Figure")),
        Column("text", composer._("As written")),
        Column("state", composer._("What became of it")),
        Column("checks", composer._("Checks")),
    ]
    return Table(rows, columns, name="register-table", label=composer._("Register of figures"))


def checks(
    composer: Composer, checks: Sequence[Mapping[str, Any]], name: str, label: str, anchors: bool = True
) -> Table:
    """Checks as a table; each row is the place of its check unless that is elsewhere (a finding, another table)."""
    cells = {
        key: aligned([check[key] or "" for check in checks], composer.lang)
        for key in ("stated", "computed", "difference")
    }
    rows = []
    states, rounding = _states(composer), escape(composer._("within rounding"))
    for place, check in enumerate(checks):
        finding = composer.paper.finding_of.get(check["id"])
        number = escape(check["id"])
        anchor = f' id="check-{number}"' if anchors and not finding else ""
        link = f"finding-{finding['number']}" if finding else f"check-{number}"
        state = states[outcome(check)]
        if check["verdict"] == "holds" and not check["exact"]:
            state += Markup(f" <small>{rounding}</small>")
        rows.append(
            {
                "id": Markup(f'<a href="#{link}"{anchor}>{number}</a>'),
                "statement": Markup(
                    f'{visible(composer.lang.pick(check["statement"]))}<span class="at">{_places(composer, check)}</span>'
                ),
                **{key: cells[key][place] for key in cells},
                "unit": composer.unit(composer.paper.row_of(check).get("unit", "")),
                "state": state,
            }
        )
    sides = [
        Column("stated", composer._("stated"), "number"),
        Column("computed", composer._("follows"), "number"),
        Column("difference", composer._("difference"), "number"),
    ]
    sides = [column for column in sides if any(check[column.name] for check in checks)]
    if any(row["unit"] for row in rows) and sides:
        sides.append(Column("unit", composer._("Unit")))
    columns = [
        Column("id", composer._("Check")),
        Column("statement", composer._("What is checked"), "words"),
        *sides,
        Column("state", composer._("Verdict")),
    ]
    return Table(rows, columns, name=name, label=label)


def _places(composer: Composer, check: Mapping[str, Any]) -> Markup:
    """Links to the figures of a check."""
    return Markup(
        " ".join(
            f'<a href="#{escape(figure)}">{visible(composer.paper.figures[figure]["text"])}</a>'
            for figure in dict.fromkeys(check["figures"])
            if figure in composer.paper.figures
        )
    )


def _states(composer: Composer) -> dict[str, Markup]:
    """What became of a figure or a check, as a cell shows it; Markup.format takes longer than all the rest of a row."""
    return {
        state: Markup(f'<span class="f {escape(state)}">{escape(composer._(name))}</span>')
        for state, name in words.STATE.items()
    }
