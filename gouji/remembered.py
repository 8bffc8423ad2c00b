"""What Great Expectations works out again and again in one validation, worked out once. It answers the same.

For each argument of each metric it builds an expectation's whole configuration anew, and for each metric it filters the
rows by the same condition: half of the time that a rule takes.
"""

from __future__ import annotations

from collections.abc import Callable
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
