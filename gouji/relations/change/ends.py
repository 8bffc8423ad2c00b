"""What a stated change runs to: the figure of now. What it runs from is in `earlier`.

Assumptions about the language:
- `now` is told before the change: under the name that the change's own clause gives, else the nearest figure of the
  dimension that is no budget, no mean, no other year's figure and no change itself;
- a bare name (支出决算为) is said of what opens its sentence.
"""

from __future__ import annotations

import re
from dataclasses import replace

from gouji.patterns import compiled
from gouji.relations.change.changes import Change
from gouji.relations.change.changes import find as all_changes
from gouji.relations.change.subjects import core, names, own_name, spent_on
from gouji.relations.common.lists import value
from gouji.relations.common.reading import MONEY, POINTS, RATE, Mention, Reading
from gouji.relations.common.verbs import CLAUSE_START, PACE, REACHED, tells_change

_BOTH_SIDES = re.compile("[^，。；：\\d]{0,12}收入?[、和与及]?支出?(?:决算|预算)?总[计额]")
_MEAN = re.compile(r"(?:人均|户均|亩均|车均|站均|平均|均|每|单价|标准)[^，。；]{0,8}$")
_LIMIT = re.compile("编制|编数|限额|定额|核定|上限|应")  # what there may be, not what there is
YEAR = re.compile(r"(?:19|20)\d\d(?=年)")
BUDGET_LABEL = re.compile(
    r"(?:年初|部门|财政|全年|当年|调整后?的?)*(?:预算(?:数|批复数?|安排数?|总额|总数|额|金额|指标|资金)?|计划(?:数|任务)?|任务(?:数|量)?|目标(?:值|数|任务)?|概算|时间进度)(?:为|是|共|的|按|值)*$"
)
# what others have (比全省平均7.4%, 比全国（6.3%）) is never what changed
_OF_OTHERS = re.compile(r"(?:(?<![占同环对])比(?![例重率值])|[高低]于)[^，。；：、\d]{0,8}(?:平均|全[省市县国])[^，。；：、\d]{0,6}$")
# what follows a figure and is no noun of it: the next is told without a mark between
_NEXT = re.compile(r"\s*(?:[比较与占]|同比|环比|上年|去年|同期|上期|上月|其中|[增减升降]|下降|上升)")

OF_TWO_YEARS = re.compile(r"((?:19|20)\d\d)年(?:度|末|底|同期)?[比较](?:19|20)\d\d年[^，。；：\d]*$")
OF_SEVERAL = re.compile("(?:^|[，；、])(?:合计|共计|总计)[^，。；\\d]{0,4}$")  # 甲预算a；乙预算b；合计W，较预算多D
_HOW_MANY = re.compile("(?<=[\u4e00-\u9fff]{2})(?<![0-9总数质产存])量$")  # 受理量 is what 受理信访461件 tells


def words_of(reading: Reading, mention: Mention) -> str:
    """The words that name a figure: its clause before it, back over 、 and parentheses, and what follows it."""
    start = reading.plain.rfind("\n", 0, mention.start) + 1
    clause = max(
        (m.end() for m in CLAUSE_START.finditer(reading.plain, max(start, mention.start - 60), mention.start)),
        default=max(start, mention.start - 60),
    )
    before = reading.mentions[mention.index - 1] if mention.index else None
    if before is not None and clause < before.end:
        clause = before.end
    own = reading.plain[clause : mention.start]
    return (own if len(own) > 2 else mention.label) + _noun(mention)


def head_of(reading: Reading, mention: Mention) -> str:
    """As `words_of`, without what follows the figure."""
    words = words_of(reading, mention)
    return words[: len(words) - len(_noun(mention))]


def _noun(mention: Mention) -> str:
    """What follows a figure and names it: not the comparison that begins there (9.87 万元 比上年减少)."""
    return "" if _NEXT.match(mention.noun) else mention.noun


def now(reading: Reading, change: Change, like: Mention | None) -> list[Mention]:
    """The figures that the change may be about, likeliest first; `like` tells their dimension (None: a rate's own
    base). Found once for each change."""
    known = change.__dict__.setdefault("known_now", {})
    key = like.index if like is not None else -1
    if key not in known:
        known[key] = _now(reading, change, like)
    return known[key]


def _now(reading: Reading, change: Change, like: Mention | None) -> list[Mention]:
    if change.moved is not None:
        return [change.moved]
    dimension = _dimension(like, change)
    if like is not None and _of_mean(reading, change, like):
        return []
    pool = [
        m
        for m in reading.before(change.start, 3)
        if (m.dimension == dimension if dimension is not None else m.quantity)
        and (_open_to(m, change.first) or len(m.label) >= 2 and change.subject.startswith(m.label))
        and m is not change.inline
        and m.figure.value is not None
        and not _OF_OTHERS.search(m.lead[-20:])
        and not _of_another_year(reading, m, change)
        and not _taken_before(reading, m, change)
    ]
    if like is not None and like.quantity and like.dimension == "thing":
        pool = [m for m in pool if _counter(m) == _counter(like)]
    of_pace = dimension == RATE and PACE.search(change.subject) is not None  # of two rates of growth
    subject = PACE.sub("", change.subject) if of_pace else change.subject
    subject = _HOW_MANY.sub("", _without_counter(subject, like))
    ranked: list[tuple[tuple[int, ...], Mention]] = []
    sentence = change.first.sentence
    for distance, mention in enumerate(reversed(pool)):
        words = words_of(reading, mention)
        if tells_change(mention) != of_pace or _other_time(words, change):
            continue
        topical = words if core(words) else _topic(reading, mention) + words
        named = names(subject, topical)
        if not named and not (change.attached and distance == 0):
            continue
        head = words[: len(words) - len(_noun(mention))]
        budget = bool(BUDGET_LABEL.search(head))
        mean = bool(_MEAN.search(head)) and "均" not in change.subject
        if budget and "决算" in change.subject:
            continue
        then = YEAR.search(change.what)  # 预算921.09万元，比2014年预算减少: a budget as well, of another year
        other_year = then is not None and then[0] not in words
        if change.against == "budget" and budget and not other_year and not compiled(r"全年预算|调整").search(words):
            continue
        other_unit = like is not None and like.unit.counted and _counter(mention) != _counter(like)
        ranked.append(
            (
                (budget + mean + other_unit, mention.sentence != sentence and sentence - mention.sentence, distance),
                mention,
            )
        )
    ranked.sort(key=lambda entry: entry[0])
    best = [mention for _, mention in ranked]
    if not core(subject):
        best = _near(reading, best, sentence, change)
    if not best and not change.reason and dimension is not None:
        best = _elsewhere(reading, change, dimension) if not core(subject) else _of_name(reading, change, dimension)
    if not best and dimension == MONEY and _BOTH_SIDES.match(reading.plain, reading.sentences[sentence][0]):
        best = _both_sides(reading, change)
    if not best and change.soft and core(subject):
        return _now(reading, replace(change, subject="", soft=False), like)
    if not best and like is not None:
        best = _reached(reading, change, like) or _of_counter(pool, subject, like, change)
    if best and not core(subject) and best[0].index == change.first.index - 1 and OF_SEVERAL.search(best[0].lead):
        best = best[:1]  # 两项合计W，较预算多D: of no item by itself
    reached = reading.between(change.end, change.end + 30)[:1]
    if reached and reached[0].dimension == dimension and REACHED.match(reading.plain[change.end : reached[0].start]):
        best.insert(0, reached[0])
    return best[:5]


def _of_mean(reading: Reading, change: Change, like: Mention) -> bool:
    """Whether a change is told in a part of the unit of what stands right before it: 单产386.1公斤/亩，增加0.5公斤 is no change of a total."""
    before = reading.mentions[change.first.index - 1] if change.first.index else None
    return before is not None and before.segment == change.first.segment and before.figure.unit.startswith(f"{like.figure.unit}/")


def _of_another_year(reading: Reading, mention: Mention, change: Change) -> bool:
    """2021年收a件，2022年收b件，2023年收c件，2022年比2021年上升p%: whether a figure is told under another year than the change is of."""
    told = OF_TWO_YEARS.search(reading.plain, max(change.first.start - 36, change.first.segment[0]), change.first.start)
    own = YEAR.search(mention.lead)
    return told is not None and own is not None and own[0] != told[1]


def _taken_before(reading: Reading, mention: Mention, change: Change) -> bool:
    """较2022年的1021条下降16.2%，较2021年的1187条下降27.9%: what an earlier change of the part of the sentence ran from is not what is now."""
    if change.inline is None or mention.segment != change.first.segment:
        return False
    return any(c.inline is mention and c.moved is None and c is not change for c in all_changes(reading))


def _counter(mention: Mention) -> str:
    """What a figure counts in, whether by the 万 or one by one: 3.95亿辆, 2350万辆."""
    return mention.figure.unit.lstrip("十百千万亿") or mention.figure.unit


def _both_sides(reading: Reading, change: Change) -> list[Mention]:
    """收入支出总计与上年相比增加: the total that a paragraph before told for either side."""
    before = reversed(reading.mentions[max(0, change.first.index - 12) : change.first.index])
    told = (m for m in before if m.dimension == MONEY and m.figure.value is not None and compiled("总[计额](?:[各均都]?[为是])?$").search(m.lead))
    total = next(told, None)
    return [total] if total is not None else []


def _reached(reading: Reading, change: Change, amount: Mention) -> list[Mention]:
    """项目支出比上年的531.85万元增加57.45万元: what is now may be told earlier under a shorter name (支出589.30万元). It is
    taken to be what the two make, of four digits at least, for no word says which it is."""
    base = change.inline
    if base is None or base.dimension != amount.dimension or sum(map(str.isdigit, base.figure.number)) < 4:
        return []
    target = value(base) + value(amount) * (1 if change.up else -1)
    near = reading.mentions[max(0, change.first.index - 60) : change.first.index]
    return [m for m in near if m.dimension == base.dimension and m.figure.value is not None and value(m) == target][-1:]


def _of_counter(pool: list[Mention], subject: str, like: Mention, change: Change) -> list[Mention]:
    """接待128批次、943人次。公务接待批次比上年减少96批次: the only figure before in the counter of a change, under the end of its name."""
    if not like.unit.counted or len(core(subject)) < 2 or change.reason:
        return []
    told = [m for m in pool if m.figure.unit == like.figure.unit and not tells_change(m) and not _other_time(m.label, change)]
    return told[-1:] if len({m.figure.value for m in told}) == 1 and core(subject)[-2:] in told[-1].label else []


def _without_counter(subject: str, like: Mention | None) -> str:
    """A subject without the noun of its counter: 起数 of what is told in 起 says no more than the unit does."""
    if like is not None and like.figure.unit.endswith(("亩", "公顷", "平方米")):
        return compiled("面积$").sub("", subject)
    counter = like.figure.unit.lstrip("万") if like is not None and like.unit.counted else ""
    shorter = re.sub(rf"(?:[案事]?){re.escape(counter)}(?:数量?|次)?$", "", subject) if counter and counter in subject else subject
    return shorter[:-1] if len(shorter) > 2 and shorter.endswith("类") else shorter  # 供水供气类 of 供水供气932件


def _elsewhere(reading: Reading, change: Change, dimension: str | None) -> list[Mention]:
    """The figure that an earlier paragraph tells under the very name that the change's sentence begins with."""
    begin = reading.sentences[change.first.sentence][0]
    head = compiled(r"(?:（[一二三四五六七八九十]+）)?(?:(?:综上|总之|综上所述)|[比较与同](?:上年度?|去年)(?:同期|决算数?)?相比)?，?[^，。；：\d]*(?:\d{4}年度?)?([^，。；：\d]{4,24}?)(?:支出决算|决算数?)?"
        r"(?=完成|比|较|与|同比|增加|减少|增长|下降)").match(reading.plain[begin : change.first.start])
    if head is None or dimension is None:
        return []
    name = own_name(head[1])
    earlier = [
        m
        for m in reading.between(0, begin)
        if m.dimension == dimension
        and m.figure.value is not None
        and not tells_change(m)
        and (own_name(m.label) == name or re.search(rf"(?:^|[，。；：、）年度]){re.escape(name)}[为是达共]?$", m.lead))
    ]
    return earlier[-1:]


def _topic(reading: Reading, mention: Mention) -> str:
    """The words that open a figure's sentence: what a bare 支出决算为 is said of."""
    first = reading.by_sentence[mention.sentence][0]
    return first.lead if first is not mention else ""


def _of_name(reading: Reading, change: Change, dimension: str) -> list[Mention]:
    """The figure of the change's subject told in another paragraph, nearest first; the names may differ by a word
    (维护)."""
    told = (
        compiled("(?<=[\u4e00-\u9fff]{2})(?:人员|人数)$").sub("", change.subject) if dimension == "person" else change.subject
    )
    subject = spent_on(told)
    if len(core(told)) < 3 and told == change.subject:
        return []
    at = change.first.index
    found = [
        m
        for m in reading.mentions
        if m.dimension == dimension
        and m.figure.value is not None
        and subject[:2] in (name := _outturn_of(reading, m))
        and names(subject, name)
        and (_LIMIT.search(m.label) is None or _LIMIT.search(change.subject) is not None)
        and len(spent_on(name)) <= len(subject) + 2
        and not tells_change(m)
        and not _other_time(m.label, change)
        and not BUDGET_LABEL.search(m.label)
    ]
    return sorted(found, key=lambda m: abs(m.index - at))[:2]


def _outturn_of(reading: Reading, mention: Mention) -> str:
    """A figure's name; where that is bare (支出决算为), with the name of the budget right before it: 三公经费支出预算为A，支出决算为B."""
    before = reading.mentions[mention.index - 1] if mention.index else None
    if core(mention.label) or before is None or before.sentence != mention.sentence or before.dimension != mention.dimension:
        return mention.label
    titled = BUDGET_LABEL.search(before.label)
    return own_name(before.label[: titled.start()]) + mention.label if titled else mention.label


def _near(reading: Reading, best: list[Mention], sentence: int, change: Change) -> list[Mention]:
    """Without a subject the change is about its own sentence's figures; where that has none, about the sentence
    before; where that tells the parts behind 其中, about their whole before it."""
    own = [m for m in best if m.sentence == sentence]
    segment = [m for m in own if m.segment == change.first.segment]
    if segment or own:
        return segment + [m for m in own if m not in segment][:2]
    if change.reason:
        return []
    earlier = max((m.sentence for m in best), default=None)
    if earlier == sentence - 1 and reading.plain.startswith("其中", reading.sentences[earlier][0]):
        wholes = [m for m in best if m.sentence == earlier - 1]
        return [*wholes[:1], *(m for m in best if m.sentence == earlier)]
    told = [m for m in best if m.sentence == earlier] if earlier is not None and earlier >= sentence - 1 else []
    if told and (opening := reading.plain.find("其中", *reading.sentences[earlier])) >= 0:  # W，其中A a、B b。比上年增加: of W
        told.sort(key=lambda m: (m.start > opening, -m.start if m.start < opening else 0))
    return told


def _dimension(like: Mention | None, change: Change) -> str | None:
    if like is None:
        return change.inline.dimension if change.inline is not None else None
    return RATE if like.dimension == POINTS else like.dimension


def _open_to(mention: Mention, other: Mention) -> bool:
    """Whether a figure's parenthesis, if any, still stands open at the other."""
    return (
        mention.depth == 0
        or mention.paren == other.paren
        or (mention.depth < other.depth and mention.paren < other.paren)
    )


def _other_time(words: str, change: Change) -> bool:
    """Whether a figure belongs to the time that the change compares with."""
    if compiled(r"上年|去年|上一年|同期|年初(?!预算)|期初|上月").search(words) and "结转" not in words:
        return True
    if change.against == "budget":
        return False  # 2023年决算比2023年年初预算: the budget is of the same year
    year = YEAR.search(change.what)
    return year is not None and year[0] in words
