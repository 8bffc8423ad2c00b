"""The names of things that a memo shows: codes of the result on the left, catalogue messages on the right."""

from __future__ import annotations


def N_(message: str) -> str:
    """Mark a message for the catalogues; it is translated where it is shown."""
    return message


SEVERITY = {"critical": N_("Major"), "warning": N_("Minor"), "info": N_("Note")}

STATE = {
    "fails": N_("does not agree"),
    "undetermined": N_("cannot be decided"),
    "not_run": N_("could not be run"),
    "questioned": N_("passage questioned"),
    "holds": N_("agrees"),
    "unchecked": N_("not checked"),
}

VERDICT = {
    "incomplete": N_(
        "The audit is not complete: some rules could not be run, so silence about a figure means nothing yet."
    ),
    "contradicted": N_(
        "The report contradicts itself: until the major findings are explained or corrected, "
        "the figures they concern should not be relied on."
    ),
    "doubtful": N_(
        "The figures that could be checked agree in the main, but the report has faults to be explained or "
        "corrected before it is accepted."
    ),
    "questions": N_("Nothing in the report contradicts itself; some matters remain to be asked."),
    "agrees": N_("Every figure that could be checked agrees with the others."),
}

STATUS = {
    "open": N_("open"),
    "confirmed": N_("confirmed"),
    "explained": N_("explained"),
    "corrected": N_("corrected"),
    "rejected": N_("rejected"),
}

KIND = {
    "sum": N_("Sum of parts"),
    "difference": N_("Difference"),
    "ratio": N_("Rate"),
    "bound": N_("Upper bound"),
    "conversion": N_("Unit conversion"),
    "repeat": N_("Repeated statement"),
    "count": N_("Count"),
    "growth": N_("Growth"),
    "comparison": N_("Comparison"),
    "placeholder": N_("Placeholder left in"),
    "template_residue": N_("Template text left in"),
    "stale_promise": N_("Past result told as a promise"),
    "unsigned": N_("Not signed or sealed"),
    "missing_attachment": N_("Attachment missing"),
    "numbering": N_("Heading numbers"),
    "doubled": N_("Doubled words or marks"),
    "claim": N_("Claim contradicted"),
    "repealed_citation": N_("Repealed rule cited"),
    "malformed_number": N_("Malformed number"),
    "question": N_("Question"),
}

REASON = {
    "no_relation": N_("stands alone: nothing else in the report ties to it"),
    "base_unknown": N_("the base of the rate is not told"),
    "unit_unknown": N_("its unit is not known"),
    "": N_("no reason recorded"),
}

QUALIFIER = {
    "exact": N_("exact"),
    "about": N_("about"),
    "more_than": N_("more than"),
    "less_than": N_("less than"),
    "at_least": N_("at least"),
    "at_most": N_("at most"),
    "range": N_("range"),
}

# Signs of a comparator where it holds and where it fails.
SIGN = {"=": ("=", "≠"), "<=": ("≤", ">"), ">=": ("≥", "<"), "<": ("<", "≥"), ">": (">", "≤")}

# Why a number in the text is no figure.
LEFT_OUT: dict[str, str] = {}

# Items of the headline table, as Chinese reports call them.
ITEM = {
    "年初预算数": N_("Initial budget"),
    "全年预算数": N_("Final budget"),
    "年终决算数": N_("Final accounts"),
    "基本支出": N_("Basic spending"),
    "项目支出": N_("Project spending"),
    "预算执行率": N_("Execution rate"),
    "绩效自评金额": N_("Amount under self-evaluation"),
    "自评得分": N_("Self-evaluation score"),
}

# What each item is to the charts.
ITEM_ROLE = {
    "年初预算数": "initial",
    "全年预算数": "final",
    "年终决算数": "accounts",
    "基本支出": "basic",
    "项目支出": "project",
}

# Units that have a usual name in other languages; the rest are shown as the report writes them.
UNIT = {
    "元": N_("RMB"),
    "万元": N_("RMB 10,000"),
    "亿元": N_("RMB 100 million"),
    "亩": N_("mu"),
    "万亩": N_("10,000 mu"),
    "公顷": N_("ha"),
    "平方米": N_("m²"),
    "平方公里": N_("km²"),
    "公斤": N_("kg"),
    "万公斤": N_("10,000 kg"),
    "个": N_("items"),
    "人": N_("persons"),
    "户": N_("households"),
}
