"""The code lies as CONTRIBUTING says: in `gouji/relations/` a package imports only from those before it."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

RELATIONS = Path(__file__).parent.parent / "gouji" / "relations"
ORDER = "common fault change order ratio sum count table repeat score inferred".split()


def imported(path: Path) -> set[str]:
    """The packages of relations that a module imports from; the empty string for `gouji.relations` itself."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[:2] == ["gouji", "relations"]:
            names.add(node.module.split(".")[2] if node.module.count(".") > 1 else "")
    return names


def test_every_package_has_its_place() -> None:
    assert sorted(path.parent.name for path in RELATIONS.glob("*/__init__.py")) == sorted(ORDER)


@pytest.mark.parametrize("package", ORDER)
def test_packages_import_from_those_before_them(package: str) -> None:
    allowed = set(ORDER[: ORDER.index(package) + 1])
    wrong = {path.name: sorted(imported(path) - allowed) for path in (RELATIONS / package).glob("*.py")}
    assert {name: found for name, found in wrong.items() if found} == {}
