"""Rules: what an expectation of ours must say, which tables and columns it may read, and the texts it speaks in."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field, field_validator

from gouji.interval import rounded

Severity = Literal["critical", "warning", "info"]
RelationKind = Literal["sum", "difference", "ratio", "bound", "conversion", "repeat", "count", "growth", "comparison"]
ProseKind = Literal[
    "placeholder",
    "template_residue",
    "stale_promise",
    "unsigned",
    "missing_attachment",
    "numbering",
    "doubled",
    "claim",
    "repealed_citation",
    "malformed_number",
]
Kind = Literal[RelationKind, ProseKind, "question"]
SEVERITIES = get_args(Severity)

# The columns that a rule may read, and a text may name. `found` of prose and the intervals of analytics are derived.
TABLES: dict[str, tuple[str, ...]] = {
    name: ("report", *columns.split())
    for name, columns in {
        "headline": "item value unit figure",
        "projects": "number name score budget executed completion_rate unit score_figure budget_figure "
        "executed_figure rate_figure start end",
        "progress": "item task done unit stated_rate task_figure done_figure rate_figure",
        "relations": "id kind suite severity comparator figures roles unit stated computed difference stated_interval "
        "computed_interval arithmetic diagnosis_zh diagnosis_en statement_zh statement_en rule tried",
        "prose": "id kind severity start end quote statement_zh statement_en criteria_zh criteria_en "
        "recommendation_zh recommendation_en figures found",
        "analytics": "id question severity value unit low high figures start end statement_zh statement_en subject "
        "stated_interval computed_interval comparator",
    }.items()
}
_LONG = re.compile(r"-?\d+\.\d{5,}")
# What a text may name besides the columns of its table.
FIELDS = ("row", "stated", "computed", "difference", "unit")


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class Bilingual(Strict):
    zh: str = Field(min_length=1)
    en: str = Field(min_length=1)

    def as_dict(self) -> dict[str, str]:
        return {"zh": self.zh, "en": self.en}


class Texts(Strict):
    """What a finding of the rule says; `statement` is what its check says, where the row brings no words of its own."""

    statement: Bilingual
    title: Bilingual
    criteria: Bilingual
    cause: Bilingual
    effect: Bilingual
    recommendation: Bilingual


class RuleMeta(Strict):
    """What we ask of each expectation's `meta`.

    `check`: the rule's name in check ids. `least_rows`: how few rows of a report the rule may be asked on; with fewer
    it is `not_run`. `figures`: the columns that name the figures of a row; `stated`, `computed`: the columns whose
    values a check shows. `merge_on`: failing rows that share these columns are one finding.
    """

    check: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    kind: Kind
    table: str
    least_rows: int = Field(ge=0)
    basis: Bilingual
    texts: Texts
    figures: list[str] = []
    stated: str | None = None
    computed: str | None = None
    merge_on: list[str] = []


class Rule(Strict):
    """One expectation of a suite. Its severity is the gravest that a finding of it can be: a row may be milder."""

    id: str
    type: str
    severity: Severity
    notes: list[str] = Field(min_length=2, max_length=2)
    kwargs: dict[str, Any]
    meta: RuleMeta
    description: str | None = None

    @field_validator("id")
    @classmethod
    def _uuid(cls, value: str) -> str:
        return _as_uuid(value)

    @property
    def given(self) -> dict[str, str]:
        """The arguments that are suite parameters: argument -> parameter."""
        return {
            key: value["$PARAMETER"]
            for key, value in self.kwargs.items()
            if isinstance(value, dict) and "$PARAMETER" in value
        }

    @property
    def parameters(self) -> set[str]:
        """The suite parameters that the rule asks for."""
        return set(self.given.values())

    @property
    def columns(self) -> list[str]:
        """The columns whose values the rule judges; a row that misses one of them cannot be judged."""
        named = [self.kwargs.get(key) for key in ("column", "column_A", "column_B")]
        return [name for name in named if isinstance(name, str)] + list(self.kwargs.get("column_list") or [])


class SuiteMeta(Strict):
    """`pinned`: holds facts of single reports, and is asked only of a report whose report.yaml gives its parameters."""

    title: Bilingual
    pinned: bool = False
    great_expectations_version: str | None = None


class SuiteFile(Strict):
    name: str
    id: str
    expectations: list[Rule] = Field(min_length=1)
    suite_parameters: dict[str, str | int | float] = {}
    meta: SuiteMeta
    notes: list[str] = Field(min_length=2, max_length=2)

    @field_validator("id")
    @classmethod
    def _uuid(cls, value: str) -> str:
        return _as_uuid(value)


def filled(text: Bilingual, fields: Mapping[str, Any]) -> dict[str, str]:
    """A text in both languages with its fields filled in; what a row does not have is shown as a dash."""
    known = _Fields(fields)
    return {"zh": text.zh.format_map(known), "en": text.en.format_map(known).replace(" %", "%")}


class _Fields(dict[str, Any]):
    def __getitem__(self, name: str) -> str:
        value = self.get(name)
        return "—" if value is None or value == "" else _short(str(value))


def _short(value: str) -> str:
    """A number as people read it: a quotient's endless decimals are cut to four places."""
    if len(value) < 7 or not _LONG.fullmatch(value):
        return value
    return format(rounded(Decimal(value), 4), "f").rstrip("0").rstrip(".")


def conditions(condition: Any) -> Iterator[Mapping[str, Any]]:
    """The simple conditions inside a row_condition, and whatever in it is no condition."""
    parts = condition.get("conditions") if isinstance(condition, Mapping) else None
    if parts and isinstance(parts, list) and condition.get("type") in ("and", "or"):
        for part in parts:
            yield from conditions(part)
    elif condition is not None:
        yield condition


def _as_uuid(value: str) -> str:
    try:
        return str(uuid.UUID(value))
    except ValueError:
        raise ValueError(f"not a UUID: {value!r}") from None
