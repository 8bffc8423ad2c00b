"""What Great Expectations works out again and again in one validation, worked out once. It answers the same.

For each argument of each metric it builds an expectation's whole configuration anew, and for each metric it filters the
rows by the same condition: half of the time that a rule takes. For each metric it hashes its arguments as JSON, and
validates the whole expectation again to find them.
"""

from __future__ import annotations

from collections.abc import Callable
from copy import copy
from functools import wraps
from typing import Any


def remember(expectation: type, engine: type) -> None:
    """Have the class of expectations and the pandas engine remember, for as long as neither can change."""
    told: dict[int, Any] = {}  # by identity, while the arguments of one expectation are put together
    build: Callable[[Any], Any] = expectation.configuration.fget
    arguments = expectation._get_runtime_kwargs
    rows = engine._apply_row_condition_filter

    @wraps(build)
    def configuration(self: Any) -> Any:
        known = told.get(id(self))
        return build(self) if known is None else known

    @wraps(arguments)
    def of_one(self: Any, runtime_configuration: dict[str, Any] | None = None) -> dict[str, Any]:
        if id(self) in told:
            return arguments(self, runtime_configuration)
        told[id(self)] = build(self)
        try:
            return arguments(self, runtime_configuration)
        finally:
            del told[id(self)]

    @wraps(rows)
    def filtered(self: Any, data: Any, row_condition: Any, domain_kwargs: dict[str, Any]) -> Any:
        known = self.__dict__.get("_gouji_filtered")
        if known is None or known[0] is not data:  # another batch: what was kept of the one before goes
            known = self.__dict__["_gouji_filtered"] = (data, {})
        key = repr(row_condition), domain_kwargs.get("condition_parser")
        if key not in known[1]:
            known[1][key] = rows(self, data, row_condition, domain_kwargs)
        return known[1][key]

    expectation.configuration = property(configuration)
    expectation._get_runtime_kwargs = of_one
    engine._apply_row_condition_filter = filtered


PLAIN = {str, int, float, bool, type(None), dict, list}  # what arguments out of a suite's JSON are
MOST = 10_000


def remember_ids(arguments: type) -> None:
    """Have the class of metrics' arguments (IDDict) remember the id of arguments that are written alike."""
    work_out = arguments.to_id
    told: dict[str, Any] = {}

    @wraps(work_out)
    def to_id(self: Any, id_keys: Any = None, id_ignore_keys: Any = None) -> Any:
        if id_keys is not None or id_ignore_keys is not None or type(self) is not arguments:
            return work_out(self, id_keys, id_ignore_keys)
        if not all(type(value) in PLAIN for value in self.values()):
            return work_out(self)
        key = repr(self)
        if key not in told:
            if len(told) >= MOST:
                told.clear()
            told[key] = work_out(self)
        return told[key]

    arguments.to_id = to_id


def remember_arguments(module: Any) -> None:
    """Have a module's get_metric_kwargs remember what a metric is given for an expectation that is written alike."""
    work_out = module.get_metric_kwargs
    told: dict[tuple[str, ...], dict[str, Any]] = {}

    @wraps(work_out)
    def get_metric_kwargs(
        metric_name: str, configuration: Any = None, runtime_configuration: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        if configuration is None or not all(type(value) in PLAIN for value in configuration.kwargs.values()):
            return work_out(metric_name, configuration, runtime_configuration)
        key = metric_name, configuration.type, repr(configuration.kwargs), repr(runtime_configuration)
        if key not in told:
            if len(told) >= MOST:
                told.clear()
            told[key] = work_out(metric_name, configuration, runtime_configuration)
        # A metric may add to its own
        return {name: copy(value) for name, value in told[key].items()}

    module.get_metric_kwargs = get_metric_kwargs
