"""Suites of expectations as files: read strictly, so that a mistake is an error before Great Expectations sees it.

A suite is ordinary Great Expectations JSON. What Great Expectations would drop, ignore or guess is refused here:
unknown keys, keys given twice, a severity or a column that does not exist, a parameter that nobody asks for. Whether a
type of expectation exists and takes its arguments is asked of Great Expectations itself, in acceptance.py.
"""

from __future__ import annotations

import difflib
import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from string import Formatter
from typing import Any

from pydantic import ValidationError

from gouji.errors import SuiteError
from gouji.patterns import compiled
from gouji.rules import FIELDS, TABLES, Bilingual, Rule, RuleMeta, SuiteFile, SuiteMeta, Texts, conditions

DECIMAL_SUM = "expect_column_decimal_sum_to_equal"
MOST = 100


@dataclass(frozen=True)
class Suite:
    """A suite and the JSON it was read from (`config`), which is what Great Expectations is given."""

    file: SuiteFile
    config: Mapping[str, Any]
    path: str
    sha256: str

    @property
    def name(self) -> str:
        return self.file.name

    @property
    def rules(self) -> list[Rule]:
        return self.file.expectations

    @property
    def pinned(self) -> bool:
        return self.file.meta.pinned

    def error(self, rule: Rule | None, message: str) -> SuiteError:
        return SuiteError(f"{self.path}: {f'{rule.meta.check} ({rule.id}): ' if rule else ''}{message}")

    def parameters(self, given: Mapping[str, Any]) -> dict[str, Any]:
        """The suite's own parameters with a report's over them.

        Raises SuiteError for a surplus or a missing one, and for one that is no value or no exact one.
        """
        wanted = set().union(*(rule.parameters for rule in self.rules))
        for name in given:
            if name not in wanted:
                raise SuiteError(f"suite {self.name} has no parameter {name!r}{did_you_mean(name, wanted)}")
        values = {**self.file.suite_parameters, **given}
        for name, value in values.items():
            if isinstance(value, bool) or not isinstance(value, str | int | float):
                raise SuiteError(f"suite {self.name}: parameter {name!r} is neither a number nor a text: {value!r}")
        if missing := sorted(wanted - set(values)):
            raise SuiteError(f"suite {self.name} needs {', '.join(map(repr, missing))}, which is not given")
        for rule in self.rules:
            for argument, name in rule.given.items():
                if fault := inexact(rule.type, argument, values[name]):
                    raise SuiteError(f"suite {self.name}: parameter {name!r}: {fault}")
        return values


def inexact(type_: str, argument: str, value: Any) -> str:
    """What is wrong with a number that a float cannot hold: Great Expectations would compare 2223.06 as 2223.05999...

    "" where nothing is. The sum of ours reads its value as a decimal.
    """
    for number in value if isinstance(value, list) else [value]:
        if type_ != DECIMAL_SUM and isinstance(number, float) and Decimal(repr(number)) != Decimal(number):
            return f"{argument} = {number!r} is not exact as a float; compare in intervals, or use {DECIMAL_SUM}"
    return ""


_sound: dict[tuple[str, bytes], Suite] = {}  # files read before in which nothing was amiss, by name and content


def load_suites(folder: Path | str) -> list[Suite]:
    """Every suite (*.json) of a folder, by name. Raises SuiteError, in one line, for anything amiss in any of them."""
    paths = sorted(Path(folder).glob("*.json"))
    if not paths:
        raise SuiteError(f"{folder}: no suite (*.json) in this folder")
    suites = [load_suite(path) for path in paths]
    seen: dict[str, str] = {}
    for suite in suites:
        for what, where in _identities(suite):
            if what in seen:
                raise SuiteError(f"{suite.path}: {what} is given twice: {seen[what]} and {where}")
            seen[what] = where
    return suites


def load_suite(path: Path | str) -> Suite:
    """One suite. Raises SuiteError naming the file, the expectation and the key at fault."""
    shown, stem = str(path), Path(path).stem
    try:
        content = Path(path).read_bytes()
    except OSError as error:
        raise SuiteError(f"{shown}: cannot be read ({error})") from None
    known = _sound.get((stem, content))
    if known is None:
        known = _parsed(content, shown, stem)
        if len(_sound) >= MOST:
            _sound.clear()
        _sound[stem, content] = known
    return replace(known, path=shown)


def _parsed(content: bytes, shown: str, stem: str) -> Suite:
    try:
        config = json.loads(content.decode("utf-8"), object_pairs_hook=_no_key_twice, parse_constant=_no_nan)
    except UnicodeDecodeError as error:
        raise SuiteError(f"{shown}: cannot be read ({error})") from None
    except ValueError as error:  # json.JSONDecodeError is one
        raise SuiteError(f"{shown}: not proper JSON: {error}") from None
    try:
        suite = Suite(SuiteFile.model_validate(config), config, shown, hashlib.sha256(content).hexdigest())
    except ValidationError as error:
        raise SuiteError(f"{shown}: {_first(error, config)}") from None
    if suite.name != stem:
        raise SuiteError(f"{shown}: its name is {suite.name!r}, not that of its file")
    wanted = set().union(*(rule.parameters for rule in suite.rules))
    for name in suite.file.suite_parameters:
        if name not in wanted:
            raise suite.error(
                None, f"suite_parameters has {name!r}, which no expectation asks for{did_you_mean(name, wanted)}"
            )
    for rule in suite.rules:
        _check_rule(suite, rule)
    return suite


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """ "; did you mean 'x'?", or what there is to choose from where nothing is near."""
    known = sorted(set(known))
    near = difflib.get_close_matches(str(word), known, n=1, cutoff=0.5)
    if near:
        return f"; did you mean {near[0]!r}?"
    return f"; known: {', '.join(known)}" if 0 < len(known) <= 12 else ""


def _check_rule(suite: Suite, rule: Rule) -> None:
    if rule.meta.table not in TABLES:
        raise suite.error(
            rule, f"meta.table names no table: {rule.meta.table!r}{did_you_mean(rule.meta.table, TABLES)}"
        )
    columns = TABLES[rule.meta.table]
    named = [
        *rule.columns,
        *rule.meta.figures,
        *rule.meta.merge_on,
        *filter(None, (rule.meta.stated, rule.meta.computed)),
    ]
    for condition in conditions(rule.kwargs.get("row_condition")):
        if not isinstance(condition, Mapping) or condition.get("type") not in ("comparison", "nullity"):
            raise suite.error(rule, f"row_condition {condition!r} is no condition (comparison, nullity, and, or)")
        column = condition.get("column")
        if not isinstance(column, Mapping) or not isinstance(column.get("name"), str):
            raise suite.error(rule, f"row_condition names no column: {condition!r}")
        named.append(column["name"])
    for column in named:
        if column not in columns:
            raise suite.error(rule, f"table {rule.meta.table} has no column {column!r}{did_you_mean(column, columns)}")
    for key, value in rule.kwargs.items():
        if (
            isinstance(value, dict)
            and "$PARAMETER" in value
            and not (len(value) == 1 and compiled(r"[A-Za-z]\w*").fullmatch(str(value["$PARAMETER"])))
        ):
            raise suite.error(rule, f"{key} is no plain parameter: {value!r}")
    for part, text in rule.meta.texts:
        given = {f"p_{name}" for name in rule.parameters} if part == "statement" else set()
        for template in (text.zh, text.en):
            _check_template(suite, rule, part, template, {*columns, *FIELDS, *given})


def _check_template(suite: Suite, rule: Rule, part: str, template: str, known: set[str]) -> None:
    try:
        names = [name for _, name, _, _ in Formatter().parse(template) if name is not None]
    except ValueError as error:
        raise suite.error(rule, f"text {part!r}: {error}: {template!r}") from None
    for name in names:
        if name not in known:
            raise suite.error(rule, f"text {part!r} names {{{name}}}, which is not known{did_you_mean(name, known)}")


def _identities(suite: Suite) -> Iterator[tuple[str, str]]:
    yield f"suite id {suite.file.id}", suite.path
    for rule in suite.rules:
        yield f"expectation id {rule.id}", f"{suite.path} {rule.meta.check}"
        yield f"check {rule.meta.check!r}", suite.path


def _first(error: ValidationError, config: Any) -> str:
    """The first thing wrong, in a line: which expectation, which key, what is near it."""
    fault = error.errors(include_url=False)[0]
    node, shown = config, []
    for step in fault["loc"]:
        node = _below(node, step)
        if isinstance(step, int) and isinstance(node, Mapping):
            name = _below(node.get("meta"), "check") or node.get("type") or "?"
            shown.append(f"[{step}] {name} ({node.get('id', 'no id')}):")
        else:
            shown.append(str(step))
    where, got = " ".join(shown) or "the whole file", fault["input"]
    if fault["type"] == "extra_forbidden":
        return f"{where}: unknown key{did_you_mean(shown[-1], _keys_at(fault['loc']))}"
    if fault["type"] == "literal_error":
        allowed = compiled("'(.+?)'").findall(fault["ctx"]["expected"])
        return f"{where}: {got!r} is not allowed{did_you_mean(str(got), allowed)}"
    return f"{where}: {fault['msg']}"


def _below(node: Any, step: str | int) -> Any:
    if isinstance(node, Mapping):
        return node.get(step)
    return node[step] if isinstance(node, list) and isinstance(step, int) and step < len(node) else None


def _keys_at(place: tuple[str | int, ...]) -> Iterable[str]:
    """The keys that are allowed beside the one at `place`."""
    model: Any = SuiteFile
    steps = [step for step in place[:-1] if isinstance(step, str)]
    below = {"expectations": Rule, "texts": Texts, "basis": Bilingual, "title": Bilingual}
    for step in steps:
        model = {SuiteFile: SuiteMeta, Rule: RuleMeta}.get(model) if step == "meta" else below.get(step, Bilingual)
    return model.model_fields if model else ()


def _no_key_twice(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    seen: dict[str, Any] = {}
    for key, value in pairs:
        if key in seen:
            raise ValueError(f"key {key!r} is given twice")
        seen[key] = value
    return seen


def _no_nan(name: str) -> None:
    raise ValueError(f"{name} is not a number that JSON knows")
