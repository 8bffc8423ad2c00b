"""ratio.three_public: the shares of 三公经费: 因公出国0万元，公务用车4.02万元，占33.61%，公务接待7.94万元，占66.39%.

Basis: 三公经费 are these three expenses and no other (财政部《部门决算公开》格式), so that what a sentence tells of each makes up all, and a bare 占
behind each is of all three together, where their total is not told beside them. Assumes that the three stand in one sentence, each once, with nothing but its share behind it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from gouji.relations.common.lists import amount, is_change
from gouji.relations.common.model import Formula, Relation
from gouji.relations.common.reading import MONEY, Mention, Reading

WHOLE = Decimal("0.1")  # percent: how far rounded shares of three may be from all
RULE = "ratio.three_public"
_THREE = (re.compile("出国|出境"), re.compile("用车|公车|车辆"), re.compile("接待"))
_HALF = re.compile("购置(?!及|和|与|、)|(?<![及和与、置])运行")  # of cars: what is told of one half of them
_SHARE = re.compile(r"[，（]?占(?:比|总额的|“?三公”?经费(?:总额|支出)?的)?(?:为|约)?")


def propose(reading: Reading) -> Iterator[Relation]:
    """Each of the shares, and what they make together."""
    for mentions in reading.by_sentence.values():
        items = [m for m in mentions if m.dimension == MONEY and amount(m) and not is_change(m) and not m.depth]
        three = [[m for m in items if name.search(m.lead[-24:])] for name in _THREE]
        if len(items) != 3 or any(len(each) != 1 for each in three) or any(_HALF.search(m.lead[-24:]) for m in items):
            continue
        shares = [_share(reading, m) for m in items]
        if _total_told(reading, items[0]):
            continue  # then it is of that, by other rules
        total = sum(m.size for m in items)
        told = [(part, share) for part, share in zip(items, shares, strict=True) if share is not None]
        if total <= 0 or len(told) < 2 or any(share is None and part.figure.value for part, share in zip(items, shares, strict=True)):
            continue
        whole = abs(sum(share.figure.value for _, share in told) - 100) <= WHOLE
        for part, share in told:
            tie = _of_all(part, share, [m for m in items if m is not part]) if part.figure.value else None
            if tie is not None and (tie.holds or not whole):
                yield tie  # shares that make 100% are of amounts told elsewhere


def where_no_other(items: Sequence[Relation]) -> list[Relation]:
    """The relations without such shares that another tie holds against a total told elsewhere."""
    told = {r.stated.id for r in items if r.kind == "ratio" and r.rule != RULE}
    return [r for r in items if r.rule != RULE or r.stated.id not in told]


def _total_told(reading: Reading, first: Mention) -> bool:
    """Whether the paragraph tells what the three came to before it tells each."""
    begin = reading.plain.rfind("\n", 0, first.start) + 1
    return any(m.dimension == MONEY and "三公" in m.lead and m.index < first.index for m in reading.between(begin, first.start))


def _share(reading: Reading, part: Mention) -> Mention | None:
    after = reading.mentions[part.index + 1 : part.index + 2]
    told = after and after[0].rate and after[0].figure.value is not None and _SHARE.fullmatch(after[0].lead)
    return after[0] if told and after[0].sentence == part.sentence else None


def _of_all(part: Mention, share: Mention, others: Sequence[Mention]) -> Relation:
    p, a = share.figure, part.figure
    rest = " + ".join(m.figure.text for m in others)
    return Relation(
        "ratio",
        RULE,
        p,
        (a, *(m.figure for m in others)),
        Formula("share_of_both"),
        ("rate", "part", *("other",) * len(others)),
        f"{part.label[-14:]}占{p.text}应等于{a.text}÷（{'＋'.join((a.text, *(m.figure.text for m in others)))}）",
        f"the share of {p.text} should equal {a.text} ÷ ({a.text} + {rest})",
        base_named=True,
    )
