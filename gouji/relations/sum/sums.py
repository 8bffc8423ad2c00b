"""Sums: a whole and its parts, whichever is told first. Basis: addition; one total has one value however it is split."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import groupby, islice

from gouji.patterns import compiled
from gouji.quantity import unit
from gouji.relations.change.distances import difference
from gouji.relations.change.ends import YEAR
from gouji.relations.common.comparands import BEFORE_NOW, beside_the_point
from gouji.relations.common.lists import SPENT_OF_IT, addable, amount, beside_staff, items, moved_from
from gouji.relations.common.model import Relation, choose, worded
from gouji.relations.common.naming import chunks
from gouji.relations.common.precision import digits
from gouji.relations.common.reading import MONEY, SCORE, Mention, Reading, kept
from gouji.relations.common.whole import Parts, a_part_off, a_unit_off, comparable, total_of
from gouji.relations.fault.divisions import one_slip
from gouji.relations.sum.apposed import closed_by_rest, complements, composed_of, in_parentheses
from gouji.relations.sum.exhaust import a_digit_away, all_told, first_is_all
from gouji.relations.sum.openers import marks
from gouji.relations.sum.over_sentences import depth_at, over_sentences, split_over_sentences
from gouji.relations.sum.told_after import told_after
from gouji.relations.sum.wholes_told import named_wholes, of_the_same_act, opens_a_paragraph, wholes_before

_BALANCE = re.compile("[顺逆]差额?$")
_BOTH = re.compile(r"（[^（）]{0,8}(?:同时|重复|交叉|重叠|兼有)[^（）]*\d")  # 政务处分86人（同时受到两种处分的24人）: told twice
_PENDING = re.compile("正在|尚未|仍在|还在|未")
_PARTIAL = re.compile(r"等(?:[^，。；]{0,6})?$|主要是?$|重点|^[从按分]主要")
_SPLIT = re.compile(r"按|从|分|资金来源")
_OPEN_ENDED = re.compile(r"^等|^以上")
NEAR = Decimal("0.1")
FAR, SPLIT = Decimal("0.2"), Decimal("0.1")  # how near a total must be that 分别 or 按…分 parts
NEARLY = Decimal("0.002")  # of a whole: what is left of it by a list of three parts or more is hardly ever so little
_THRESHOLD = re.compile(r"[\d亿万千百][元人吨亩]?(?:（含）)?(?:及)?以上")
_BID = re.compile("(?:中标|成交|合同|审定)(?:价|金额|总?额)$")
_REST = re.compile(r"(?:，占(?:比|总[^，。；\d]{1,4})?[\d.]+%)?[，；、](?:其余|余下|剩余)(?:部分|资金)?[^，。；\d]{1,12}[。；]")
_NIL = re.compile(r"没有|未发生|未安排|无[^，。；]{0,6}[，；]|为零")  # 其中，出国费用没有；接待费…
_OVERLAPS = re.compile("重复|重叠|交叉|兼有")  # 地下水与地表水不重复量: the others count something twice
_LEFT_OUT = re.compile(r"（[^（）]{0,6}(?:不含|不包括|未含|未计)[^（）]*\d")  # 118人（不含…5人），其中: those may stand among the parts
_UNCOUNTED = re.compile("(?:^|[、：，]|包括)[^、，；。：\\d]{1,12}(?:本级|本部|总部|机关)(?=[、及和与])")  # 包括部本级、9个局…: one that no number counts
MOST_WHOLES = 40  # amounts before a list that are looked at as what it splits anew
_FROM_BEFORE = re.compile(r"（[^（）\d]{0,6}含[^（）\d]{0,4}(?:上期|上年|去年|往年|以前|历年|结转|积存|旧存)")  # 6人（含上期结转1人）: more than are of the whole
_BACK = re.compile("退税|退库|冲减|抵减|扣减|冲抵|抵扣")
_GOT = re.compile(r"[，,、）]*(?:自评|实际?|实)?(?:得分?|自评)(?:为|：)?")
_PLANNED = re.compile(r"预算(?:数|安排|总额)?(?:为|是|共)?$")
_ACTUAL, _PLAN = re.compile(r"实际[^，。；\d]*$"), re.compile(r"(?:预算|计划)[^，。；\d]*$")


def propose(reading: Reading) -> list[Relation]:
    """All sums that the text states."""
    found: list[Relation] = []
    found += among_which(reading)
    found += told_after(reading)
    found += in_parentheses(reading)
    found += complements(reading)
    found += closed_by_rest(reading)
    if "其中" in reading.plain:
        found += over_sentences(reading)
    found += split_over_sentences(reading)
    found += composed_of(reading)
    return found


@kept
def _told_as_wholes(reading: Reading) -> dict[str, list[Mention]]:
    """The amounts that a list anywhere may split anew, all under "" and those of each dimension; for scores see `scores`."""
    told: dict[str, list[Mention]] = defaultdict(list)
    for m in reading.mentions:
        if amount(m) and not beside_the_point(m) and m.dimension != SCORE:
            told[""].append(m)
            told[m.dimension].append(m)
    return told


def _wholes(reading: Reading, start: int, words: str, depth: int, first: Mention) -> tuple[list[Mention], bool]:
    """What a list that begins with `first` may be the parts of, the likeliest first, and whether only its amount would tell."""
    loose = False
    if words.startswith("其中") or not words.rstrip("，：").endswith("中"):
        wholes = of_the_same_act(first, wholes_before(reading, start, depth, first))
        if _SPLIT.match(words):  # 按用途分： splits a total of the paragraph anew
            told = _told_as_wholes(reading).get("" if first.unit.counted else first.dimension, [])
            before = reversed(told[: bisect_left(told, first.index, key=lambda m: m.index)])
            fitting = (m for m in before if m.depth <= depth and addable(m, first))
            wholes = list(islice(fitting, MOST_WHOLES) if not first.unit.counted else fitting)  # what is counted may be of several kinds
    else:
        wholes = named_wholes(reading, start, words)
        if not wholes and compiled("[支收][出入]中|资金中|预算中").search(words):  # 全年支出中：, of what is told as 决算数
            loose = True
            before = [m for m in reading.between(start - 400, start) if amount(m) and addable(m, first)]
            wholes = [m for m in reversed(before) if not BEFORE_NOW.search(m.lead[-10:])]
    return wholes, loose


def among_which(reading: Reading) -> Iterable[Relation]:
    """WHOLE，其中A a、B b. Assumes the nearest amount of the dimension before 其中 to be the whole, unless 中， names it."""
    found: list[Relation] = []
    for start, stop, words, whole in marks(reading):
        following = [m for m in reading.between(stop, stop + 60) if m.figure.unit != "级"][:1]  # 分层级看，省、市、县三级…
        if not following:
            continue
        if words.startswith("其中") and following[0].sentence > reading.sentence_at(start) and "。" in reading.plain[stop : following[0].start] and not _NIL.search(reading.plain, stop, following[0].start):
            continue  # 其中，来信仍为主要方式。…: it opens no list
        skipped = reading.plain[stop : following[0].segment[0]]
        if words in ("涉及", "用于") and (
            reading.plain[start - 1 : start] == "；"
            or reading.plain.count(words, *reading.sentences[reading.sentence_at(start)]) > 1
        ):
            continue  # 涉及经济的290件；涉及文教的175件: it heads an item of its own, and opens no list
        if skipped and reading.plain[stop - 1] not in "：\n" and not _NIL.search(skipped):
            continue  # what follows first belongs to the next item: 其中养老金支出占98.4%；当期结余 ...
        if skipped and words == "：" and whole is not None and not _NIL.search(skipped):
            continue  # 内设7个科室：甲、乙…；养护中心内设4个: names are what it opened, and the next item counts its own
        inside = start + words.startswith("（")  # （含…）: what is behind the parenthesis is no part
        depth = depth_at(reading, inside)
        end = _scope_end(reading, inside, depth)
        wholes, loose = ([whole] if amount(whole) else [], False) if whole is not None else _wholes(reading, start, words, depth, following[0])
        part_end = following[0].segment[1]
        if words.startswith("其中") and part_end < end and wholes and wholes[0].segment == following[0].segment and "其中" in reading.plain[part_end:end]:
            end = part_end  # W，其中A a；V，其中B b: what follows is of another whole
        done: set[str] = set()
        made: list[Relation] = []
        best: dict[tuple[int, ...], Relation | None] = {}  # wholes in 个, 家, 件 … are of one kind, and may all be what the list parts
        for candidate in (w for w in wholes if w.figure.unit != "倍"):  # 为任务的3倍，其中甲2倍、乙5倍: no sum of ratios
            kind = candidate.figure.unit if candidate.dimension == "thing" else candidate.dimension
            if kind in done:
                continue
            done.add(kind)
            fitting = [w for w in wholes if addable(w, candidate)][: MOST_WHOLES if _SPLIT.match(words) or loose else 3]
            key = tuple(w.index for w in fitting)
            if key not in best:
                best[key] = _best(reading, fitting, stop, words, end, depth)
            relation = best[key]
            last = reading.before(start, 1)[-1:]  # 甲…W万元；乙2宗，其中…: what stands before 其中 is of another item
            if relation is not None and (loose or words.startswith("其中") and last and "；" in reading.plain[candidate.end : last[0].start]):
                relation = worded(relation, strict=False) if relation.holds or relation.off < NEAR else None
            if relation is not None and relation.holds is False and words.startswith("从") and not chunks(words[1:]) & chunks(candidate.label):
                relation = worded(relation, strict=False)  # 从工业看，…: of an amount that is not told
            if relation is not None and relation.holds is False and words.startswith("其中") and opens_a_paragraph(reading, start):
                relation = relation if relation.strict and one_slip(relation) else None  # what the paragraph before tells may be of something else
            if relation is not None:
                made.append(relation)
        found += _alike(made)
    return found


def _alike(made: Sequence[Relation]) -> list[Relation]:
    """其中A 51批次603人次、B 19批次288人次: where one measure's items are exactly all of its whole, they are all of the
    other measure's too."""
    held = {r.operands for r in made if r.holds}
    made = [r for r in made if r.holds is not False or r.operands not in held]  # 图斑330个，共211宗，其中合法74宗、违法137宗: of the 211
    whole = {len(r.operands) for r in made if r.exact and len(r.operands) >= 2}
    return [worded(r, strict=True) if len(r.operands) in whole else r for r in made]


def _best(reading: Reading, wholes: Sequence[Mention], start: int, words: str, end: int, depth: int) -> Relation | None:
    readings: list[Relation] = []
    kept: set[int] = set()  # those that miss their whole by just one part
    split = bool(_SPLIT.match(words))
    ways: dict[str, list[Parts]] = {}  # by the unit of the whole, by which alone they differ
    for whole in wholes:
        if whole.figure.unit not in ways:
            found = items(reading, start, end, whole, depth)
            ways[whole.figure.unit] = [Parts(p for p in parts if not (_full_marks(reading, p) or moved_from(reading, p))) for parts in found]
        for way in ways[whole.figure.unit]:
            if way.mentions and (way.mentions[0].index <= whole.index or any(beside_staff(whole, p) for p in way.mentions)):
                way = Parts(p for p in way.mentions if p.index > whole.index and not beside_staff(whole, p))
            parts = way.mentions
            forgot = words.startswith("分别") and a_part_off(whole, parts)
            if split and way.far_from(whole) and not forgot:
                continue  # neither near nor borne out: see below
            opened = parts and (parts[0].segment[0] <= start or _NIL.search(reading.plain[start : parts[0].segment[0]]))
            if len(parts) < 2 or not (opened or reading.plain[start - 1] in "：\n") or first_is_all(whole, parts) or _columned(parts):
                continue
            ends = [max(start, parts[0].segment[0]), *(p.end for p in parts)]
            if sum(bool(_THRESHOLD.search(reading.plain, at, p.start)) for at, p in zip(ends, parts, strict=False)) > 1:
                continue  # 亿元以上a个；5亿元以上b个: the second are among the first
            if any(_BID.search(p.label) for p in parts) and not _BID.search(whole.label):
                continue  # 安排资金W，涉及两个标段：一标段中标价a，二标段中标价b
            if YEAR.search(whole.lead) and len({year[0] for p in parts if (year := YEAR.search(p.lead))}) > 1:
                continue  # 2023年a件，其中上升最快的…2022年b件，2023年c件: years are no parts of one
            if _BALANCE.search(whole.label):
                continue  # 进出口顺差: what remains of two sides has no such parts
            if _PLANNED.search(whole.lead[-10:]) and any("决算" in p.lead[-10:] for p in parts):
                continue  # a budget is no sum of outturns
            planned = any(_PLAN.search(p.lead[-10:]) for p in parts)
            if planned and any(_ACTUAL.search(m.lead[-10:]) or "决算数" in m.lead[-6:] for m in (whole, *parts)):
                continue  # nor what was spent one of plans: two measures of one item
            if _REST.match(reading.plain, parts[-1].end) and sum(p.size for p in parts) < whole.size:
                continue  # …；其余为自筹。: how much is left is not told
            partial = _PARTIAL.search(words) or _OPEN_ENDED.match(parts[-1].noun) or "等" in parts[-1].noun[-2:]
            partial = partial or any(_OVERLAPS.search(p.label) for p in parts) or _LEFT_OUT.match(reading.plain, whole.end)
            if any(SPENT_OF_IT.search(p.lead) for p in parts[1:]) and not SPENT_OF_IT.search(parts[0].lead):
                continue  # W，其中管理费a，目前已拨付b: what was paid of it is no part beside another
            partial = partial or _UNCOUNTED.search(reading.plain[start : parts[-1].start]) is not None
            partial = partial or any("：" in reading.plain[a.end : b.start] for a, b in zip(parts, parts[1:], strict=False))  # b is a's own
            partial = partial or any(_FROM_BEFORE.match(reading.plain, p.end) or _BOTH.match(reading.plain, p.end) for p in parts)
            if (back := _given_back(reading, parts, end)) is not None:
                readings.append(_netted(whole, parts, back))
                partial = True
            if parts[0].segment == whole.segment and any(p.segment != whole.segment and p.size > whole.size for p in parts):
                continue  # W人次，其中a；另一项V人次: what is larger than the whole, in an item of its own, is another whole
            sum_ = total_of(whole, parts, "sum.among_which", strict=False)
            if sum_.holds is False and len(parts) > 3 and (fewer := _without_first(whole, parts) or _without_last(whole, parts)) is not None:
                readings.append(fewer)
            each = words.startswith("分别") and _right_before(reading, whole, start) and comparable(whole, parts)
            elsewhere = words.startswith("分别") and parts[0].sentence != whole.sentence and not _right_before(reading, whole, start)
            strict = not (partial or elsewhere) and (each or a_unit_off(whole, parts) or all_told(reading, whole, parts, sum_, split))
            beyond = sum(p.size for p in parts) > whole.size or whole.dimension in (MONEY, SCORE)  # of what is measured, a little may be left untold
            reach = NEARLY if len(parts) >= 3 and not partial and beyond else Decimal(0)
            if len(parts) == 2 and words.rstrip("，：").endswith("中") and any(_PENDING.search(p.lead + p.noun) for p in parts):
                strict = strict or not partial and sum(p.size for p in parts) > whole.size  # 84个问题中，110个已整改，28个正在整改
            readings.append(worded(sum_, strict=strict, reach=reach))
            kept |= {id(readings[-1])} if forgot else set()
    readings.sort(key=lambda r: any(f.unit != r.stated.unit for f in r.operands) and unit(r.stated.unit).counted)
    if not any(r.holds for r in readings) and not (wholes and _right_before(reading, wholes[0], start) and not _outgrown(readings, wholes[0])):  # of several wholes the one that the parts come near, if any
        alike = {w.figure.id for w in wholes if not (w.unit.counted and w.noun) and not BEFORE_NOW.search(w.lead[-10:])}
        readings.sort(key=lambda r: not (r.stated.id in alike and r.off < NEAR))
    if split:  # several totals may be meant: the nearest in value is, if it is near at all
        readings = sorted((r for r in readings if id(r) in kept or r.off <= (SPLIT if words.startswith(("按", "从")) else FAR)), key=lambda r: r.off)
    if not any(r.holds for r in readings):
        readings.sort(key=lambda r: (0, r.off) if r.strict and a_digit_away(r) else (1, 0))  # a list that all but makes its whole, before one with what follows it
    return choose(readings)


def _columned(parts: Sequence[Mention]) -> bool:
    """Whether each part of the sentence tells the same measures, two or more, under the same words: 甲交易a，节约b；乙交易c，节约d."""
    rows = [tuple(m.label for m in group) for _, group in groupby(parts, key=lambda m: m.segment)]
    return len(rows) > 1 and len(rows[0]) > 1 and {row[1:] for row in rows} == {rows[0][1:]} and all(rows[0][1:])


_PAID_TOO = re.compile("(?:另|还|并|再)?(?:发放|拨付|支付|安排|投入|下达|补助|使用|上缴|用于)")
_LEAST_DIGITS = 4  # of a whole that all but the last of a list hardly make by accident
_TRAIT = re.compile("(?:女性?|男性?|党员|少数民族|贫困|脱贫|低保)(?:人员|人口|户)?$")


def _without_first(whole: Mention, parts: Sequence[Mention]) -> Relation | None:
    """W人，其中女性a人，35岁以下b人、36至54岁c人、55岁以上d人: the parts behind one that tells another trait, where they make the whole."""
    if not _TRAIT.search(parts[0].lead[-6:]):
        return None
    tie = total_of(whole, parts[1:], "sum.among_which", strict=False)
    return tie if tie.exact else None


def _without_last(whole: Mention, parts: Sequence[Mention]) -> Relation | None:
    """W万元，其中甲a、乙b、丙c、发放丁d: the parts before one that opens with a verb, where they make the whole to the digit."""
    if not _PAID_TOO.match(parts[-1].lead.lstrip("，、；和及")) or any(_PAID_TOO.match(p.lead.lstrip("，、；和及")) for p in parts[:-1]):
        return None
    tie = total_of(whole, parts[:-1], "sum.among_which", strict=False)
    return tie if tie.exact and digits(whole.figure) >= _LEAST_DIGITS else None


def _given_back(reading: Reading, parts: Sequence[Mention], end: int) -> Mention | None:
    """What is taken off again behind a list: A系统a亿元；B系统b亿元；政策性退税c亿元."""
    if _BACK.search(parts[-1].lead):
        return None
    after = reading.between(parts[-1].end, end)[:8]
    return next((m for m in after if _BACK.search(m.lead[-8:]) and amount(m) and addable(m, parts[0])), None)


def _netted(whole: Mention, parts: Sequence[Mention], back: Mention) -> Relation:
    terms = [*((1, part) for part in parts), (-1, back)]
    return difference("sum.netted", whole, terms, strict=False, kind="sum", roles=("part",))


def _full_marks(reading: Reading, mention: Mention) -> bool:
    """Whether a score is what an item could get, since what it got follows (投入10分得9分): no part of what was got."""
    if mention.dimension != SCORE or mention.index + 1 >= len(reading.mentions):
        return False
    got = reading.mentions[mention.index + 1]
    return got.dimension == SCORE and _GOT.fullmatch(got.lead) is not None


def _right_before(reading: Reading, whole: Mention, start: int) -> bool:
    """Whether nothing but a mark stands between a whole and the word that opens its list."""
    return bool(compiled(r"[^，。；\d]{0,6}[，。；]?[^，。；\d]{0,4}[：，]?").fullmatch(reading.plain[whole.end : start]))


def _outgrown(readings: Sequence[Relation], whole: Mention) -> bool:
    """Whether two parts by themselves exceed what stands right before them: 支出W，结余R。其中：a、b are of W."""
    own = next((r for r in readings if r.stated.id == whole.figure.id), None)
    size = abs(whole.size)
    return own is not None and sum(float(f.value) * float(unit(f.unit).factor) > size for f in own.operands) >= 2


def _scope_end(reading: Reading, position: int, depth: int) -> int:
    """Where the list after a trigger ends: its parenthesis or its sentence."""
    if depth:
        return reading.closing(reading.plain.rfind("（", 0, position))
    return reading.sentences[reading.sentence_at(position)][1]
