"""A year's work summary of one department, for the layouts that change how a text looks and not what it says."""

from __future__ import annotations

import copy

from benchmarks import ideas, money, prose, vocabulary
from benchmarks.writing import Draft


def write(d: Draft) -> None:
    rng = d.random
    year = rng.choice([2021, 2022, 2023, 2024])
    place, words = vocabulary.place(rng), copy.deepcopy(vocabulary.department(rng))
    d.line(f"{place.name}{words['bureau']}{year}年工作总结及{year + 1}年工作安排")
    d.line()
    prose.opening(d, place, words["bureau"], year)
    used: set[str] = set()
    d.line(prose.heading(1, d.pick("全年工作情况", "重点工作推进情况")))
    for k, slogan in enumerate(words["chapters"][: rng.choice([2, 3, 4])]):
        d.say(f"（{prose.CHINESE_ORDINALS[k]}）{slogan}。")
        if rng.random() < 0.6:
            prose.plain(d)
        ideas.tell(d, words, rng.choice([2, 3]), used)
        d.put("\n")
    d.line(prose.heading(2, d.pick("经费保障", "资金使用情况")))
    b = money.budget(d)
    money.headline(d, b, year)
    if rng.random() < 0.5:
        money.basic_split(d, b)
    d.put("\n")
    prose.problems_and_plans(d, 3)
    prose.signed(d, place, words["bureau"], year)
