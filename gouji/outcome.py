"""What an audit comes to: counts, the outcome in one sentence, what to ask first, what could not be asked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import get_args

from gouji.checks import Check
from gouji.findings import Finding, Text
from gouji.rules import SEVERITIES, RelationKind

# What weighs more among findings of one severity: figures before words, substance before form.
_FORMAL = ("stale_promise", "repealed_citation", "missing_attachment", "malformed_number")
_WEIGHT = dict.fromkeys(get_args(RelationKind), 0) | {"placeholder": 1, "claim": 1, "question": 2}
_WEIGHT |= dict.fromkeys(_FORMAL, 3) | {"unsigned": 4, "template_residue": 4, "numbering": 5, "doubled": 5}


def counts(findings: Iterable[Finding]) -> dict[str, int]:
    """How many findings still count, by severity."""
    number = Counter(finding.severity for finding in findings if not finding.closed)
    return {severity: number[severity] for severity in SEVERITIES}


def reaches(findings: Iterable[Finding], fail_on: str) -> bool:
    """Whether a finding that still counts is at or above a severity; `never` is reached by none."""
    return fail_on != "never" and any(
        counts(findings)[severity] for severity in SEVERITIES[: SEVERITIES.index(fail_on) + 1]
    )


def ask_first(findings: Sequence[Finding], most: int = 3) -> list[Finding]:
    """What to ask first: the gravest findings that still count, and among the equally grave one of each kind first."""
    nth: Counter[tuple[str, str]] = Counter()
    ranked = []
    for finding in findings:
        if not finding.closed:
            nth[finding.severity, finding.kind] += 1
            ranked.append((SEVERITIES.index(finding.severity), nth[finding.severity, finding.kind], finding))
    ranked.sort(key=lambda entry: (entry[0], entry[1], _WEIGHT.get(entry[2].kind, 3)))
    return [finding for _, _, finding in ranked[:most]]


def not_run(checks: Iterable[Check]) -> list[Text]:
    """What could not be asked, each reason in one line with the number of checks."""
    reasons: Counter[tuple[str, str, str]] = Counter()
    for check in checks:
        if check.verdict == "not_run":
            reasons[check.suite, check.statement["zh"], check.statement["en"]] += 1
    return [
        {
            "zh": f"套件 {suite}：{zh}" + (f"（{number}项）" if number > 1 else ""),
            "en": f"suite {suite}: {en}" + (f" ({number} checks)" if number > 1 else ""),
        }
        for (suite, zh, en), number in reasons.items()
    ]


def verdict(findings: Sequence[Finding], checks: Sequence[Check]) -> Text:
    """The outcome in one sentence."""
    return verdict_of(counts(findings), Counter(check.verdict for check in checks))


def verdict_of(number: Mapping[str, int], verdicts: Mapping[str, int]) -> Text:
    """The outcome in one sentence, of the findings that count by severity and the checks by verdict."""
    asked = verdicts.get("holds", 0) + verdicts.get("fails", 0)
    a, b, c = (number[severity] for severity in SEVERITIES)
    others_zh = "".join((f"，一般疑点{b}项" if b else "", f"，疑问{c}项" if c else ""))
    others_en = "".join((f", {b} minor" if b else "", f", {c} question{_s(c)}" if c else ""))
    if a:
        zh = f"报告存在重大疑点{a}项{others_zh}；在单位说明或更正之前，有关数字不宜采信。"
        en = (
            f"The report has {a} major finding{_s(a)}{others_en}; until they are explained or corrected, "
            "the figures concerned should not be relied on."
        )
    elif b:
        questions = f" and {c} question{_s(c)}" if c else ""
        zh = f"所核对的数字总体相符，另有一般疑点{b}项{f'，疑问{c}项' if c else ''}，应在验收前说明或更正。"
        en = f"The figures checked agree in the main; {b} minor finding{_s(b)}{questions} should be settled first."
    elif c:
        zh = f"所核对的数字未见矛盾，有{c}项疑问需要单位说明。"
        en = f"Nothing checked contradicts itself; {c} question{_s(c)} remain{'' if c > 1 else 's'} to be asked."
    elif asked:
        zh, en = f"所核对的{asked}项均相符，未发现疑点。", f"All {asked} checks agree; nothing was found."
    else:
        zh, en = "没有可以核对的内容，不能得出结论。", "There was nothing to check, so nothing can be concluded."
    if left := verdicts.get("not_run", 0):
        zh = f"有{left}项检查未能执行，结论不完整：{zh}"
        en = f"{left} check{_s(left)} could not be run, so this is not complete: {en[:1].lower()}{en[1:]}"
    return {"zh": zh, "en": en}


def _s(number: int) -> str:
    return "" if number == 1 else "s"
