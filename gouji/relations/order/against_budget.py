"""comparison.budget: 决算数小于预算数, of the budget and executed figures that the paragraph tells before it.

Assumes that words with a subject (“三公”经费支出决算数小于预算数) speak of the budget told under that name, others of the nearest.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from gouji.patterns import compiled
from gouji.relations.change import changes, earlier, ends
from gouji.relations.common.lists import addable
from gouji.relations.common.model import HUNDRED, Formula, Relation, choose
from gouji.relations.common.reading import Mention, Reading
from gouji.relations.common.verbs import tells_change
from gouji.relations.order.levels import SIGN_OF
from gouji.relations.order.orders import ENGLISH, WORD, order

ORDER = re.compile(
    r"(?:支出)?(?:决算|执行|实际支出|完成)(?:数|支出|金额)?(?:均|都)?(?P<sign>大于|小于|等于|高于|低于|超过|少于|多于)(?:年初|全年|调整)?预算(?:数)?(?![（(/]|情况|单位)"
    r"|(?:决算数?|支出)?与(?:当年|全年|年初|年度)?预算(?:数|安排)?(?:相比)?(?P<level>持平|相同|一致|相等)"
)
_LISTED = re.compile("其中|[分下为括有]：")  # an item of a list that this opens


_MARKS = re.compile("[，。；：、\n]")


def of_words(reading: Reading, match: re.Match[str]) -> Relation | None:
    """决算数小于预算数: of the nearest budget and executed figures before, in the paragraph; with only the rate told
    (完成预算的81.24%), that rate against 100%."""
    sign = "=" if match["level"] else {"等于": "="}.get(match["sign"]) or SIGN_OF[match["sign"]]
    if compiled(r"不存在|无|如果|若|是否").search(reading.plain[max(0, match.start() - 4) : match.start()]):
        return None
    paragraph = [m for m in reading.before(match.start(), 6) if m.figure.value is not None]
    readings: list[Relation] = []
    for change in changes.find(reading):
        if change.against == "budget" and change.end <= match.start() and change.first in paragraph:
            for current in ends.now(reading, change, change.amounts[0] if change.amounts else None)[:1]:
                base = earlier.then(reading, change, current)
                if base is not None and base is not current:
                    readings.append(order("comparison.budget", current, sign, base, match[0]))
    opened = reading.plain.rfind("其中", reading.sentences[reading.sentence_at(match.start())][0], match.start()) if match["level"] else -1
    budgets = [m for m in paragraph if m.quantity and _budget(reading, m) and m.start > opened]  # W，其中出国费0万元，与预算持平: of its own
    named = _of_subject(reading, match, budgets)
    for budget in named[-1:] or budgets[:-3:-1]:
        near = [
            m for m in paragraph if m.quantity and m not in budgets and addable(m, budget) and _executed(reading, m)
        ]
        near.sort(key=lambda m: (abs(m.index - budget.index), m.index < budget.index))
        if near and near[0].sentence < budget.sentence and _LISTED.search(reading.plain, reading.sentences[near[0].sentence][0], near[0].start):
            continue  # W，其中A a、B b。完成预算…的p%: of W, and not of the last item
        readings += [order("comparison.budget", m, sign, budget, match[0]) for m in near[:1]]
    if readings:
        return choose(readings)
    if (told := _told_behind(reading, match, sign, paragraph)) is not None:
        return told
    rates = [
        m
        for m in paragraph
        if m.rate
        and m.start > opened
        and compiled(r"(?:完成|占|为)[^，。；]{0,8}预算[^，。；]{0,6}$|(?:预算)?(?:执行率|完成率)(?:为|达)?$").search(m.lead)
    ]
    if not rates or paragraph[-1].sentence > rates[-1].sentence:
        return None  # 完成预算的101.3%。赤字8500亿元，与预算持平: of what is told in between
    rate = rates[-1]
    return Relation(
        "comparison",
        "comparison.budget_rate",
        rate.figure,
        (),
        Formula("constant", (HUNDRED,)),
        ("rate",),
        f"文中称“{match[0]}”，{rate.figure.text}应{WORD[sign]}100%",
        f"as the text says, {rate.figure.text} should be {ENGLISH[sign]} 100%",
        comparator=sign,
    )


def _told_behind(
    reading: Reading, match: re.Match[str], sign: str, paragraph: Sequence[Mention]
) -> Relation | None:
    """决算数小于预算数W: W may be the budget, or by how much; the former where the first amount of the sentence, or of the one before,
    stands so to it."""
    budget = next(iter(reading.between(match.end(), match.end() + 1)), None)
    if budget is None or not budget.quantity or sign == "=":
        return None
    own = [m for m in paragraph if m.quantity and addable(m, budget) and _executed(reading, m)]
    for sentence in (budget.sentence, budget.sentence - 1):
        for m in (m for m in own if m.sentence == sentence):
            found = order("comparison.budget", m, sign, budget, match[0], strict=False)
            return found if found.holds and m.size * 2 >= budget.size else None
    return None


def _of_subject(reading: Reading, match: re.Match[str], budgets: Sequence[Mention]) -> list[Mention]:
    """The budgets told under the subject of the words; none where they have no subject of their own."""
    subject = _MARKS.split(reading.plain[max(0, match.start() - 40) : match.start()])[-1]
    if len(ends.core(subject)) < 2:
        return []
    return [m for m in budgets if ends.names(subject, ends.words_of(reading, m))]


def _budget(reading: Reading, mention: Mention) -> bool:
    return bool(ends.BUDGET_LABEL.search(ends.head_of(reading, mention)))


def _executed(reading: Reading, mention: Mention) -> bool:
    words = ends.head_of(reading, mention)
    return (
        not tells_change(mention)
        and not compiled(r"上年|去年|人均|年均|其中|结转|结余|占").search(words)
        and not mention.rate
    )
