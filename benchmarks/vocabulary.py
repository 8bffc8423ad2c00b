"""The invented departments' words, read once from vocabulary.yaml."""

from __future__ import annotations

import random
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml


@dataclass(frozen=True)
class Place:
    """Where a report comes from: 云溪县, and 县 for what it calls itself."""

    name: str
    level: str


@lru_cache(maxsize=1)
def _words() -> dict[str, Any]:
    return yaml.safe_load(Path(__file__).with_name("vocabulary.yaml").read_text(encoding="utf-8"))


def department(rng: random.Random) -> dict[str, Any]:
    """One department's words."""
    return rng.choice(_words()["departments"])


def departments() -> list[dict[str, Any]]:
    return _words()["departments"]


def place(rng: random.Random, levels: str = "县县县市区") -> Place:
    level = rng.choice(levels)
    return Place(rng.choice(_words()["places"]["first"]) + rng.choice(_words()["places"]["second"]) + level, level)


def counties(rng: random.Random, count: int) -> list[str]:
    """Different counties of one prefecture."""
    names = [a + b for a in _words()["places"]["first"] for b in _words()["places"]["second"]]
    return [name + rng.choice("县县县区市") for name in rng.sample(names, count)]


def towns(rng: random.Random, count: int) -> list[str]:
    return [name + rng.choice("镇镇乡") for name in rng.sample(_words()["places"]["towns"], count)]
