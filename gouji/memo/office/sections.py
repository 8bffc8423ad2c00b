"""The paper's other parts: what it is about, the conclusion, what to ask first, figures, what was not checked, making."""

from __future__ import annotations

from collections.abc import Sequence

from gouji.memo import words
from gouji.memo.cards import Composer
from gouji.memo.office.findings import named
from gouji.memo.office.grids import grid, of_memo, signing
from gouji.memo.office.inline import Element, Words, code, paragraph, strong
from gouji.memo.office.writer import Writer
from gouji.memo.tables import Column
from gouji.memo.view import SEVERITIES

AREAS = ("budget", "projects", "progress")


def title(composer: Composer) -> str:
    """What the paper is called: a memo on the report, by its name."""
    report = composer.paper.report
    return composer.lang.gettext("Audit memo on “%(title)s”", title=report["title"] or report["id"])


def opening(writer: Writer, composer: Composer) -> None:
    """The title, whom it is for, what was audited."""
    _, lang, report = composer._, composer.lang, composer.paper.report
    writer.write(title(composer), "Title")
    writer.write(_("To the reviewer:"), "Addressee")
    facts = (
        (_("Department"), report["entity"]),
        (_("Year"), report["year"]),
        (_("Date of the report"), lang.date(composer.paper.made.get("dated"))),
    )
    told = lang.listed(f"{name}{_(': ')}{value or _('not told')}" for name, value in facts)
    writer.write(
        lang.gettext(
            "The figures of “%(title)s” were held against one another (%(facts)s). What was found is told below.",
            title=report["title"] or report["id"],
            facts=told,
        )
    )


def conclusion(writer: Writer, composer: Composer) -> None:
    """The verdict, the findings counted, how far the figures were checked, and what is not as it should be."""
    _, lang, paper = composer._, composer.lang, composer.paper
    writer.heading(_("Conclusion"), 1)
    writer.write([strong(lang.pick(paper.made["verdict"]))])
    coverage = paper.result["coverage"]
    told = lang.gettext(
        "%(checked)s of %(all)s figures checked (%(share)s); %(rest)s not",
        checked=lang.number(coverage["checked"]),
        all=lang.number(coverage["figures"]),
        share=lang.percent(paper.share),
        rest=lang.number(coverage["figures"] - coverage["checked"]),
    )
    writer.write(told + _("."))
    writer.table(_("Findings by severity"), _counted(composer))
    for name, lines in (
        (_("Dispositions that no longer stand"), [lang.pick(notice) for notice in paper.made["notices"]]),
        (_("What could not be asked"), paper.errors),
    ):
        if lines:
            _list(writer, name + _(": "), lines)


def asks(writer: Writer, composer: Composer) -> None:
    """What to ask first, each with its finding's number."""
    lang, found = composer.lang, composer.paper.asks
    first = lang.ngettext("Ask this first", "Ask these %(num)s things first", len(found), num=len(found))
    writer.heading(first if found else composer._("What to ask first"), 1)
    if not found:
        writer.write(composer._("No finding is open: there is nothing that must be asked first."))
    for number, finding in enumerate(found, start=1):
        told = named(composer, finding, lang.pick(finding["title"]))
        writer.write([writer.layout.number(3, number), *told, composer._(": "), lang.pick(finding["recommendation"])])


def figures(writer: Writer, composer: Composer) -> None:
    """The budget, the projects and the tasks, as charts and tables."""
    writer.heading(composer._("Main figures"), 1)
    for name in AREAS:
        area = composer.content(name)
        writer.heading(area["heading"], 2)
        if area["lead"]:
            writer.write(area["lead"])
        for caption, chart, _ in area["charts"]:
            writer.picture(caption, chart)
        for table in area["tables"]:
            writer.table(area["heading"], of_memo(table))
        if not area["charts"] and not area["tables"]:
            writer.write(composer._("The report gives nothing for this."))


def areas(writer: Writer, composer: Composer) -> None:
    """Each suite: how many of its checks came to what."""
    _ = composer._
    overview = composer.content("areas")["overview"]
    writer.heading(_("Area by area"), 1)
    writer.write(_("How many ties each suite of rules looked at, and what came of them."))
    writer.table(_("Checks by suite"), of_memo(overview))


def unchecked(writer: Writer, composer: Composer) -> None:
    """Checks without a verdict, figures in no check by reason, numbers that are no figures."""
    _, lang, content = composer._, composer.lang, composer.content("unchecked")
    writer.heading(_("What was not checked, and why"), 1)
    if content["undecided"]:
        writer.heading(_("Checks without a verdict"), 2)
        writer.write(_("A bound is open or an operand is missing, so arithmetic can say neither yes nor no."))
        writer.table(_("Checks without a verdict"), of_memo(content["undecided"]))
    writer.heading(_("Figures in no check"), 2)
    if content["reasons"]:
        known = composer.paper.figures
        rows = [
            (words_, lang.number(len(ids)), lang.listed(known[name]["text"] if name in known else name for name in ids))
            for words_, ids in content["reasons"]
        ]
        columns = [
            Column("reason", _("Reason"), "words"),
            Column("number", _("Number"), "number"),
            Column("figures", _("Figures"), "words"),
        ]
        writer.table(_("Figures in no check"), grid(columns, rows))
    else:
        writer.write(_("Every figure is in a check."))
    if content["left_out"]:
        writer.heading(_("Numbers that are no figures"), 2)
        writer.write(_("Left out, for they state no quantity:") + f" {content['left_out']}" + _("."))


def made(writer: Writer, composer: Composer) -> None:
    """How the memo was made: the way, the source and its hash, parameters, versions."""
    _, lang, paper = composer._, composer.lang, composer.paper
    writer.heading(_("How this memo was made"), 1)
    writer.write(
        _(
            "The source was read, its figures were found, the ties between them were proposed from structure and wording, and suites of rules were run over them. A stated figure stands for the interval of values that its rounding allows; a tie fails only where no values in those intervals can agree. The same source gives the same memo, byte for byte."
        )
    )
    long = lang.ngettext("%(n)s character", "%(n)s characters", paper.report["characters"])
    facts: list[tuple[str, Words]] = [
        (_("Source"), lang.listed([paper.report["source"], long])),
        ("SHA-256", [code(paper.report["sha256"])]),
        (_("Origin"), paper.made.get("origin") or ""),
        (_("Parameters"), lang.listed(f"{name} = {value}" for name, value in paper.made["parameters"].items())),
        (_("Versions"), lang.listed(f"{name} {number}" for name, number in paper.made["versions"].items())),
    ]
    for name, told in facts:
        if told:
            writer.write([strong(name + _(": ")), *([told] if isinstance(told, str) else told)], "Note")


def signoff(writer: Writer, composer: Composer) -> None:
    """Who draws the line under it: the attachment named, prepared by, reviewed by, the day."""
    _ = composer._
    writer.write(
        _(
            "This memo was drawn up by a program. It finds where figures and words do not agree; what that means is for the reviewer to judge."
        ),
        keep=True,
    )
    writer.write(_("Attachment") + _(": ") + _("Suites of rules"), keep=True)
    writer.write("", "Note", keep=True)
    writer.add(signing([_("Prepared by"), _("Reviewed by"), _("Date")]))


def attachment(writer: Writer, composer: Composer) -> None:
    """The suites of rules, each with its hash, so that a reader can tell which rules were asked."""
    writer.attachment(composer._("Attachment"), composer._("Suites of rules"))
    suites = composer.content("made")["suites"]
    writer.add(of_memo(suites, widths=(14, 20, 6, 36)), paragraph("Note"))


def _counted(composer: Composer) -> Element:
    """How many findings of each severity there are, how many still count, how many were settled."""
    _, lang, paper = composer._, composer.lang, composer.paper
    every = {severity: sum(item["severity"] == severity for item in paper.findings) for severity in SEVERITIES}
    rows = [(_(words.SEVERITY[severity]), every[severity], paper.severities[severity]) for severity in SEVERITIES]
    rows.append((_("Total"), sum(every.values()), sum(paper.severities.values())))
    columns = [
        Column("severity", _("Severity"), "centre"),
        Column("found", _("Findings"), "centre"),
        Column("open", _("Still counted"), "centre"),
        Column("settled", _("Settled"), "centre"),
    ]
    shown = [(name, *map(lang.number, (found, still, found - still))) for name, found, still in rows]
    return grid(columns, shown, (1, 1, 1, 1))


def _list(writer: Writer, name: str, lines: Sequence[str]) -> None:
    writer.write([strong(name)])
    for number, line in enumerate(lines, start=1):
        writer.write(writer.layout.number(4, number) + line)
