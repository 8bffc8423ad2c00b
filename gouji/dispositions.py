"""Dispositions (处理意见): what a reviewer decided on a finding, by fingerprint, in a report's dispositions.yaml.

A decision that has expired, or that fits no finding any more, is said: neither may quietly keep a finding closed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Literal, get_args

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from gouji.errors import ReportError
from gouji.suites import did_you_mean

Status = Literal["confirmed", "explained", "corrected", "rejected"]
STATUSES = get_args(Status)
CLOSING = frozenset({"explained", "rejected"})  # decisions after which a finding no longer counts
FILE = "dispositions.yaml"


class Disposition(BaseModel):
    """One decision: on which finding, what, why, by whom, when, and until when it stands (no `until`: for good)."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    fingerprint: str = Field(pattern=r"^g[0-9a-f]{12}(-[0-9]+)?$")
    status: Status
    reason: str = Field(min_length=1)
    who: str = Field(min_length=1)
    when: date
    until: date | None = None

    @model_validator(mode="after")
    def _in_order(self) -> Disposition:
        if self.until is not None and self.until < self.when:
            raise ValueError(f"until {self.until} lies before when {self.when}")
        return self

    def expired(self, today: date) -> bool:
        """Whether it no longer stands; on the day `until` it still does."""
        return self.until is not None and self.until < today

    def closes(self, today: date) -> bool:
        """Whether the finding no longer counts."""
        return self.status in CLOSING and not self.expired(today)

    def as_dict(self, today: date) -> dict[str, Any]:
        """The record as a finding shows it."""
        return {
            "status": self.status,
            "reason": self.reason,
            "who": self.who,
            "when": self.when.isoformat(),
            "until": None if self.until is None else self.until.isoformat(),
            "expired": self.expired(today),
        }


@dataclass(frozen=True)
class Notice:
    """Something about a decision that a reviewer must hear: `expired`, or `unmatched` by any finding."""

    code: Literal["expired", "unmatched"]
    fingerprint: str
    text: dict[str, str]


def load_dispositions(folder: Path | str) -> list[Disposition]:
    """The decisions in a report folder; none where there is no file. Raises ReportError naming the entry at fault."""
    path = Path(folder) / FILE
    if not path.exists():
        return []
    return parse(path, read_text(path))


def read_text(path: Path) -> str:
    """The file as it is, its line ends too. Raises ReportError where it is no text in UTF-8."""
    try:
        return path.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ReportError(f"{path}: cannot be read ({error})") from None


def parse(path: Path, text: str) -> list[Disposition]:
    """The decisions that a text tells, `path` being where it stands. Raises ReportError naming the entry at fault."""
    try:
        entries = yaml.load(text, Loader=_Strict)
    except yaml.YAMLError as error:
        raise ReportError(f"{path}: not proper YAML: {error}") from None
    if entries is None:
        return []
    if not isinstance(entries, list):
        raise ReportError(f"{path}: should be a list of dispositions, each beginning with '- fingerprint:'")
    decisions = [_read(path, number, entry) for number, entry in enumerate(entries, start=1)]
    seen: set[str] = set()
    for decision in decisions:
        if decision.fingerprint in seen:
            raise ReportError(f"{path}: finding {decision.fingerprint} has two dispositions")
        seen.add(decision.fingerprint)
    return decisions


def notices(decisions: Sequence[Disposition], fingerprints: Iterable[str], today: date) -> list[Notice]:
    """What is to be said about decisions that no longer stand or fit no finding."""
    known = set(fingerprints)
    found = []
    for decision in decisions:
        name = decision.fingerprint
        zh = f"处理意见 {name}（{decision.who}，{decision.when}）"
        en = f"Disposition {name} ({decision.who}, {decision.when})"
        if name not in known:
            zh += "没有对应的疑点：原文或规则可能已改变，请核对后删除或改写。"
            en += " fits no finding: the text or a rule may have changed; review it, then remove or rewrite it."
            found.append(Notice("unmatched", name, {"zh": zh, "en": en}))
        elif decision.expired(today):
            zh += f"已于{decision.until}到期，该疑点重新计入，请复核。"
            en += f" expired on {decision.until}; its finding counts again, review it."
            found.append(Notice("expired", name, {"zh": zh, "en": en}))
    return found


def _read(path: Path, number: int, entry: Any) -> Disposition:
    try:
        return Disposition.model_validate(entry)
    except ValidationError as error:
        fault = error.errors(include_url=False)[0]
        key = ".".join(map(str, fault["loc"])) or "the entry"
        name = entry.get("fingerprint", "?") if isinstance(entry, dict) else "?"
        what = (
            f"unknown key {key!r}{did_you_mean(key, Disposition.model_fields)}"
            if fault["type"] == "extra_forbidden"
            else f"{key}: {fault['msg']}"
        )
        raise ReportError(f"{path}: disposition {number} ({name}): {what}") from None


class _Strict(yaml.SafeLoader):
    """YAML without keys given twice, of which the last would win unheard."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        keys = [self.construct_object(key, deep=deep) for key, _ in node.value]
        for key in keys:
            if keys.count(key) > 1:
                raise yaml.constructor.ConstructorError(None, None, f"key {key!r} is given twice", node.start_mark)
        return super().construct_mapping(node, deep=deep)
