"""What Great Expectations is made to remember is the same as what it would work out, and is not kept too long."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pandas as pd

from gouji.remembered import MOST, remember, remember_arguments, remember_ids


class Expectation:
    def __init__(self, column: str) -> None:
        self.column = column
        self.built = 0

    @property
    def configuration(self) -> dict[str, str]:
        self.built += 1
        return {"column": self.column}

    def _get_runtime_kwargs(self, runtime_configuration: dict[str, Any] | None = None) -> dict[str, Any]:
        return {f"{self.configuration['column']}{place}": runtime_configuration for place in range(3)}


class Engine:
    def __init__(self) -> None:
        self.asked: list[str] = []

    def _apply_row_condition_filter(self, data: pd.DataFrame, row_condition: str, domain_kwargs: dict[str, Any]) -> pd.DataFrame:
        self.asked.append(row_condition)
        return data.query(row_condition)


remember(Expectation, Engine)


def test_a_configuration_is_built_once_for_all_arguments_and_anew_after_a_change() -> None:
    one, other = Expectation("a"), Expectation("b")
    assert one._get_runtime_kwargs({"x": 1}) == {"a0": {"x": 1}, "a1": {"x": 1}, "a2": {"x": 1}}
    assert one.built == 1
    one.column = "c"
    assert list(one._get_runtime_kwargs()) == ["c0", "c1", "c2"]
    assert one.configuration == {"column": "c"}
    assert one.built == 3
    assert (list(other._get_runtime_kwargs()), other.built) == (["b0", "b1", "b2"], 1)


def test_a_condition_is_asked_once_of_the_same_rows_and_again_of_others() -> None:
    engine = Engine()
    rows, others = pd.DataFrame({"n": [1, 2, 3]}), pd.DataFrame({"n": [5, 0]})

    def found(data: pd.DataFrame, condition: str) -> list[int]:
        return engine._apply_row_condition_filter(data, condition, {})["n"].tolist()

    assert [found(rows, "n > 1"), found(rows, "n > 1"), found(rows, "n > 2")] == [[2, 3], [2, 3], [3]]
    assert engine.asked == ["n > 1", "n > 2"]
    assert [found(others, "n > 1"), found(rows, "n > 1")] == [[5], [2, 3]]
    assert engine.asked == ["n > 1", "n > 2", "n > 1", "n > 1"]
    assert Engine()._apply_row_condition_filter(rows, "n > 2", {})["n"].tolist() == [3]


class Arguments(dict):
    worked_out = 0

    def to_id(self, id_keys: Any = None, id_ignore_keys: Any = None) -> str:
        Arguments.worked_out += 1
        return "+".join(f"{key}={self[key]!s}" for key in sorted(id_keys or self))


remember_ids(Arguments)


def test_arguments_written_alike_have_one_id_and_others_another() -> None:
    before = Arguments.worked_out
    assert [Arguments(a=1, b=[0]).to_id() for _ in range(3)] == ["a=1+b=[0]"] * 3
    assert Arguments.worked_out == before + 1
    ids = [Arguments(a=value).to_id() for value in ("1", 1, 1.0, True, "True", None)]
    assert ids == ["a=1", "a=1", "a=1.0", "a=True", "a=True", "a=None"]
    assert Arguments.worked_out == before + 7  # 1 and "1" are not written alike


def test_an_id_of_some_arguments_or_of_other_things_is_worked_out_anew() -> None:
    before = Arguments.worked_out
    assert Arguments(a=1, b=2).to_id(["b"]) == "b=2"
    things = pd.Series(range(2000))
    for value in (things, things * 2):
        Arguments(a=value).to_id()
    assert Arguments.worked_out == before + 3


def test_ids_are_not_kept_without_end() -> None:
    Arguments(a="first").to_id()
    for number in range(MOST):
        Arguments(a=f"other {number}").to_id()
    before = Arguments.worked_out
    Arguments(a="first").to_id()
    assert Arguments.worked_out == before + 1


def test_a_metrics_arguments_are_found_once_and_each_gets_its_own() -> None:
    asked = []

    def work_out(metric_name: str, configuration: Any, runtime_configuration: Any) -> dict[str, Any]:
        asked.append((metric_name, configuration.type))
        return {"domain": dict(configuration.kwargs), "value": {"n": runtime_configuration}}

    module = SimpleNamespace(get_metric_kwargs=work_out)
    remember_arguments(module)

    def found(metric: str, kind: str, runtime: Any = None, **kwargs: Any) -> dict[str, Any]:
        return module.get_metric_kwargs(
            metric_name=metric, configuration=SimpleNamespace(type=kind, kwargs=kwargs), runtime_configuration=runtime
        )

    first = found("m", "a", column="x")
    first["domain"]["more"] = 1
    assert found("m", "a", column="x") == {"domain": {"column": "x"}, "value": {"n": None}}
    assert asked == [("m", "a")]
    assert found("m", "a", column="y")["domain"] == {"column": "y"}
    assert found("m", "a", {"r": 1}, column="x")["value"] == {"n": {"r": 1}}
    found("n", "a", column="x")
    found("m", "b", column="x")
    assert len(asked) == 5
    for _ in range(2):
        found("m", "a", column=pd.Series(range(2000)))  # written short: two of them might look alike
    assert len(asked) == 7
