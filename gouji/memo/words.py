"""The names of things that a memo shows: codes of the result on the left, catalogue messages on the right."""

from __future__ import annotations


def N_(message: str) -> str:
    """Mark a message for the catalogues; it is translated where it is shown."""
    return message


SEVERITY = {"critical": N_("Major"), "warning": N_("Minor"), "info": N_("Question")}

# The same over a number of findings.
SEVERITY_COUNTED = {"critical": N_("major findings"), "warning": N_("minor findings"), "info": N_("questions")}

STATE = {
    "fails": N_("does not agree"),
    "undetermined": N_("cannot be decided"),
    "not_run": N_("could not be run"),
    "questioned": N_("questioned"),
    "holds": N_("agrees"),
    "unchecked": N_("not checked"),
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
    "unreadable": N_("no value can be read from it"),
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
LEFT_OUT = {
    "age": N_("ages"),
    "bare": N_("numbers without a unit"),
    "code_name": N_("code names"),
    "date": N_("dates"),
    "document_number": N_("document numbers"),
    "heading": N_("heading numbers"),
    "identifier": N_("identifiers"),
    "label": N_("labels"),
    "ordinal": N_("ordinals"),
    "phone": N_("telephone numbers"),
    "ratio_mark": N_("scales and proportions"),
    "time_of_day": N_("times of day"),
    "word": N_("numerals inside words"),
}

# Items of the headline table, as Chinese reports call them.
ITEM = {
    "年初预算数": N_("Initial budget"),
    "全年预算数": N_("Final budget"),
    "全年执行数": N_("Spent in the year"),
    "预算执行率": N_("Execution rate"),
    "基本支出": N_("Basic spending"),
    "项目支出": N_("Project spending"),
    "自评金额": N_("Amount under self-evaluation"),
    "收入合计": N_("Total income"),
    "财政拨款收入": N_("Income from appropriations"),
    "三公经费": N_("Official receptions, vehicles and travel abroad"),
    "自评得分": N_("Self-evaluation score"),
}

# What each item is to the charts.
ITEM_ROLE = {
    "年初预算数": "initial",
    "全年预算数": "final",
    "全年执行数": "accounts",
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
