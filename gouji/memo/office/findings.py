"""The findings on paper: each under its number with all its parts, the source's own words set apart."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from gouji.memo import words
from gouji.memo.cards import MOST_SHOWN, Composer
from gouji.memo.office.inline import Element, code, reference, run, strong
from gouji.memo.office.writer import Writer
from gouji.memo.source import Piece, excerpts
from gouji.memo.view import SEVERITIES, WORDED, status

MARK = "\0"  # stands for a reference until the words around it are known


def findings(writer: Writer, composer: Composer) -> None:
    """All findings, those of one severity under one heading, in the memo's order."""
    _, paper = composer._, composer.paper
    writer.heading(_("Findings"), 1)
    if not paper.findings:
        writer.write(_("No check failed."))
    for severity in SEVERITIES:
        found = [finding for finding in paper.findings if finding["severity"] == severity]
        if found:
            name, number = _(words.SEVERITY_COUNTED[severity]), composer.lang.number(len(found))
            name = name[:1].upper() + name[1:]
            writer.heading(composer.lang.gettext("%(what)s (%(unit)s)", what=name, unit=number), 2)
        for finding in found:
            _finding(writer, composer, finding)


def named(composer: Composer, finding: Mapping[str, Any], title: str) -> list[Element]:
    """A title with a reference to its finding after it."""
    lang = composer.lang
    told = lang.gettext("%(what)s (%(unit)s)", what=title, unit=lang.gettext("Finding %(number)s", number=MARK))
    before, _, after = told.rpartition(MARK)
    number = str(finding["number"])
    return [strong(before), *reference(f"finding_{number}", number), strong(after)]


def _finding(writer: Writer, composer: Composer, finding: Mapping[str, Any]) -> None:
    _, colon = composer._, composer._(": ")
    writer.finding(finding["number"], composer.lang.pick(finding["title"]))
    parts = list(_parts(composer, finding))
    for number, (name, told, quoted) in enumerate(parts, start=1):
        last = number == len(parts)
        writer.write([run(writer.layout.number(4, number)), strong(f"{name}{colon}"), *told], keep=last)
        for quotation in quoted:
            writer.write(quotation, "Quote")
    severity = finding["severity"]
    facts = [
        _("Severity") + colon + _(words.SEVERITY[severity]),
        _("Kind") + colon + composer.kind(finding["kind"]),
        _("check") + colon + " ".join(finding["checks"]),
        _("fingerprint") + colon,
    ]
    writer.write([composer.lang.listed(facts), code(finding["fingerprint"])], "Note")


def _parts(
    composer: Composer, finding: Mapping[str, Any]
) -> Iterator[tuple[str, list[Element], Sequence[list[Element]]]]:
    """The parts of a finding that there are: the name of each, its words, the quotations under it."""
    _, lang = composer._, composer.lang
    check = finding["source_check"]
    yield _("Condition"), _told(composer, finding), list(_quotations(composer, finding))
    if check.get("computed") and check.get("table") not in WORDED:
        unit = composer.paper.row_of(check).get("unit", "")
        sides = ((_("stated"), "stated"), (_("follows"), "computed"), (_("difference"), "difference"))
        shown = lang.listed(f"{name} {composer.amount(check[key], unit)}" for name, key in sides)
        yield _("Figures"), [run(shown)], ()
    criteria = lang.pick(finding["criteria"])
    if basis := lang.pick(check.get("basis")):
        criteria = lang.gettext("%(what)s (%(unit)s)", what=criteria, unit=f"{_('Basis')}{_(': ')}{basis}")
    yield _("Criteria"), [run(criteria)], ()
    for key, name in (("cause", _("Likely cause")), ("effect", _("Effect")), ("recommendation", _("Next step"))):
        if told := lang.pick(finding[key]):
            yield name, [run(told)], ()
    yield _("Disposition"), [run(_disposition(composer, finding))], ()


def _told(composer: Composer, finding: Mapping[str, Any]) -> list[Element]:
    """The condition, its arithmetic set off."""
    told, arithmetic = composer.lang.pick(finding["condition"]), finding["arithmetic"]
    before, found, after = told.partition(arithmetic) if arithmetic else (told, "", "")
    return [run(before), *([strong(found)] if found else []), run(after)]


def _quotations(composer: Composer, finding: Mapping[str, Any]) -> Iterator[list[Element]]:
    """The source's words, each passage for itself; of many, those after the first few in one paragraph."""
    every = [_quoted(pieces, finding["figures"]) for _, pieces in excerpts(composer.paper, finding)]
    yield from every[:MOST_SHOWN]
    if rest := every[MOST_SHOWN:]:
        more = composer.lang.ngettext("%(num)s more passage", "%(num)s more passages", len(rest), num=len(rest))
        yield [run(more + composer._(": ")), *(piece for passage in rest for piece in passage)]


def _quoted(pieces: Sequence[Piece], own: Sequence[str]) -> list[Element]:
    """A passage between quotation marks: what is meant underlined, the finding's own figures bold."""
    made = [
        run("……")
        if piece.gap
        else run(piece.text, bold=piece.figure is not None and piece.figure["id"] in own, underlined=piece.quoted)
        for piece in pieces
    ]
    return [run("“"), *made, run("”")]


def _disposition(composer: Composer, finding: Mapping[str, Any]) -> str:
    _, lang, decision = composer._, composer.lang, finding["disposition"]
    if not decision:
        return _(words.STATUS[status(finding)])
    decided = decision["status"]
    told = _(words.STATUS[decided])
    if decision.get("expired"):
        told += f" {_('The decision has expired and counts no longer.')}"
    if reason := lang.pick(decision.get("reason")):
        told += _(": ") + reason
    names = (("who", _("decided by")), ("when", _("on")), ("until", _("valid until")))
    return lang.listed([told, *(f"{name} {decision[key]}" for key, name in names if decision.get(key))])
