"""Items of the functional classification: every 项 belongs to the 类 that it is told under, and a class's items make it up.

Basis: the classification of government revenue and expenditure (政府收支分类科目): 类 holds 款, 款 holds 项.

Assumptions about the language:
- an item is named by its path (社会保障和就业支出（类）…（款）…（项）) or by its code (2080505…); where a path is cut short, the
  class of the item before goes on within the paragraph;
- its outturn is the first amount behind the name that is no budget;
- the class's own amount is told before the items under the class's name alone. Items may be left out where a text tells
  the main ones: it is demanded of a class only where other classes of the same list are the sums of theirs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal

from gouji.patterns import compiled
from gouji.relations.change.ends import BUDGET_LABEL
from gouji.relations.common.lists import amount
from gouji.relations.common.model import Relation
from gouji.relations.common.reading import MONEY, Mention, Reading
from gouji.relations.common.retold import tie
from gouji.relations.common.whole import total_of

_CLASSES = {
    "201": "一般公共服务",
    "203": "国防",
    "204": "公共安全",
    "205": "教育",
    "206": "科学技术",
    "207": "文化旅游体育与传媒",
    "208": "社会保障和就业",
    "210": "卫生健康",
    "211": "节能环保",
    "212": "城乡社区",
    "213": "农林水",
    "214": "交通运输",
    "215": "资源勘探",
    "216": "商业服务业",
    "220": "自然资源",
    "221": "住房保障",
    "222": "粮油物资储备",
    "224": "灾害防治及应急管理",
    "229": "其他支出",
}
_ITEM = re.compile(
    r"[^，。；：\n]{0,70}?（(?:\d{2})?项）"
    r"|(?<![\d.])(?:\d{1,2}[.．、])?(?P<code>2[0-3]\d)\d{4}(?=（?[\u4e00-\u9fff]{2})"
)
_CODE = re.compile(r"2[0-3]\d{5}")
_CLASS = re.compile(r"(?P<class>[\u4e00-\u9fff、]{2,16})（(?:\d{3})?类）")
_NUMBER = re.compile(r"^[一二三四五六七八九十]+、")
_LAST_CLAUSE = re.compile("[，。；：\n]")
_WORDS = re.compile(r"[（）\d、类和与及]|支出")
LEAST, REACH = 2, 110  # items that are a list at all; characters from an item's name to its amount
NEAR = Decimal("0.2")  # of a class: items that miss it by more are not all of its items


@dataclass
class Listed:
    """A class with its items' outturns, in the order of the text."""

    name: str
    start: int
    items: list[Mention] = field(default_factory=list)


def propose(reading: Reading) -> list[Relation]:
    """For each class that the text lists by item, the sum of its items; and the class of one item told again."""
    if "项）" not in reading.plain and not compiled(r"\n\d{1,2}[.．、]2[0-3]\d{5}|\n2[0-3]\d{5}").search(reading.plain):
        return []
    found: list[Relation] = []
    for run in _lists(reading):
        made = [relation for each in run if (relation := _made_up(reading, each)) is not None]
        sure = sum(bool(relation.holds) for relation in made) >= 2
        found += [replace(relation, strict=True) if sure and relation.off <= NEAR else relation for relation in made]
    return found


def _lists(reading: Reading) -> Iterator[list[Listed]]:
    """Runs of items, parted where another chapter begins; each by class."""
    run: dict[str, Listed] = {}
    name, last = "", -1
    listed = "项）" in reading.plain or _CODE.search(reading.plain)
    for match in _ITEM.finditer(reading.plain) if listed else ():
        if last >= 0 and compiled(r"\n(?:[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）)").search(reading.plain[last : match.start()]):
            yield list(run.values())
            run, name = {}, ""
        last = match.end()
        if match["code"]:
            name = _CLASSES.get(match["code"], "")
        elif told := _CLASS.search(match[0]):
            name = _NUMBER.sub("", told["class"])
        outturn = _outturn(reading, match.end()) if name else None
        if outturn is not None:
            each = run.setdefault(_key(name), Listed(name, match.start()))
            if outturn not in each.items:
                each.items.append(outturn)
    if run:
        yield list(run.values())


def _outturn(reading: Reading, position: int) -> Mention | None:
    """The first amount behind an item's name that is no budget, before the next item."""
    following = _ITEM.search(reading.plain, position)
    limit = min(position + REACH, following.start() if following else len(reading.plain))
    for m in reading.between(position, limit):
        if m.dimension == MONEY and amount(m) and not BUDGET_LABEL.search(m.lead[-12:]) and not m.depth:
            return m
    return None


def _key(name: str) -> str:
    return _WORDS.sub("", name)


def _made_up(reading: Reading, each: Listed) -> Relation | None:
    """The class's amount, told before its items under its name alone, as their sum."""
    key = _key(each.name)
    if len(key) < 2:
        return None
    for m in reversed(reading.between(0, each.start)):
        if m.dimension != MONEY or not amount(m) or BUDGET_LABEL.search(m.lead[-8:]):
            continue
        own = _key(_LAST_CLAUSE.split(m.lead)[-1])
        if not own.endswith(key) or len(own) > len(key) + 4:
            continue
        if len(each.items) >= LEAST:
            return total_of(m, each.items, "sum.of_function", strict=False)
        return tie("repeat.of_function", m, each.items[0], strict=False) if each.items else None
    return None
