"""Differences: what is left after what is taken away. Basis: subtraction; a stock closes at opening plus in less out.

Beside `growth`, which judges the rate of a change, this module judges its amount where both ends are told.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from gouji.relations import changes, ends
from gouji.relations.changes import Change
from gouji.relations.distances import above, apart, difference, value
from gouji.relations.lists import addable, is_mean
from gouji.relations.model import Relation, choose
from gouji.relations.reading import Mention, Reading

_LEFT = re.compile(
    r"(?:当年|当期|本年|年末|资金|项目|预算)?(?:结余结转|结转结余|结转和结余|结余|结转|剩余|还剩|仍剩|尚剩|余下|尚余|还余)(?:资金|金额|指标|数|额)?"
    r"(?:为|有|共|约)*$|(?:(?:尚|还|仍)?未|(?:尚|仍)待|正在)(?P<verb>[^，。；、的]{2,6}?)(?:的|资金|任务)*(?:有|为|还有|尚有|仍有)?$"
    r"|(?:其余|其它|余下)(?:的)?$|(?:尚有|仍有|还有|另有)$"
)
_DONE = re.compile(
    r"已|完成|支出|执行|核拨|支付|拨付|使用|整改|销号|办结|开工|竣工|化解|兑付|下达|发放|实发|实际|决算|核减|验收|投产|通过"
)
_DEEDS = ("开工 动工", "完成 完工 竣工", "拨付 支付 支出 兑付", "办结 审结 结案", "整改 销号", "发放 兑付", "启动 动工 开工")
_SAME_DEED = {word: tuple(words.split()) for words in reversed(_DEEDS) for word in words.split()}
_TASK = re.compile(r"预算|任务|计划|目标|到位|下达|应|总|共|拟|需|安排|收到|资金|问题|发现|交办|排查|受理|申请|项目")
_STOCK = re.compile(r"年初|期初|使用|动用|弥补|分配|年末|期末|月末|累计结|滚存|年底")
_OPENING = re.compile(
    r"(?:年初|期初|上年末?|上年度?|去年末?|月初|上月末)[^，。；]{0,6}(?:结转|结余|余额|存量|库存|存栏|在册|保有|总数|人数|户数|余)|(?:年初|期初)(?:有|为|共有)?$"
)
_CLOSING = re.compile(
    r"(?:年末|期末|月末|年底|累计)[^，。；]{0,6}(?:结转|结余|余额|存量|库存|存栏|在册|保有|总数|人数|户数)"
)
_IN = re.compile(r"收入|新增|增加|纳入|入库|调入")
_OUT = re.compile(r"支出|减少|退出|出库|调出|清退|注销")
_NET_UP = re.compile(r"净(?:增加?|流入|增长)(?:了|约|为|[^，。；\d]{0,4})$")
_NET_DOWN = re.compile(r"净(?:减少?|流出)(?:了|约|为|[^，。；\d]{0,4})$")
_ITEMIZED = re.compile(r"（|[，：—]{0,2}(?:即|其中|包括|分别是|具体)[：，]?")
_CAME = re.compile(
    r"新[增入录招收建批办纳]|增加|纳入|认定|流入|入职|招[录聘考]|录用|考录|[调转迁划]入|出生|引进|入[规库]|接收|分配|净?增"
)
_WENT = re.compile(
    r"减少|退[出休规库役]|注销|吊销|清退|核减|流出|离职|辞[职退]|离退|[调转迁划]出|调离|死亡|去世|病故|淘汰|关[停闭]|报废|除名|开除|解聘"
)
_SURPLUS = re.compile(
    r"(?:超额(?:完成)?|超(?:任务|计划|目标|预算|出(?:任务|计划|预算)?|支|收|完成|产|进度)|多完成|短收|欠收|减收|欠(?:任务|账|进度)?|缺口|差额|少完成|"
    r"短缺)(?:了|约|为|达|数|额|资金)*$"
)
_FIRST_BUDGET = re.compile(r"(?:年初|当初|原)[^，。；]{0,6}预算|预算(?:批复|安排)")
_SUPPLEMENT = re.compile(r"(?:追加|调增|上年结转|调整增加|增补|年中安排)(?:预算|资金|指标|数|额|金额)*(?:为|了|共)?$")
_CUT = re.compile(r"(?:调减|核减|收回|调整减少)(?:预算|资金|指标|数|额|金额)*(?:为|了|共)?$")
_FINAL_BUDGET = re.compile(r"(?:全年|调整后?|最终|总|实际)(?:的)?(?:部门)?预算|预算(?:总额|总计|合计|调整)")
_LATER = re.compile(
    r"^(?:[，；。（]|，其中)?(?:上年末|上年底|上年同期|去年底|去年末|年初|(?:19|20)\d\d年(?:末|底))(?:为|有|是|共有|仅)?$"
)
_NEW = re.compile(r"(?:新增|新建|新建成|净增|增加|新发展|新培育|新认定)[^，。；]{0,12}$")
_TOTAL_NOW = re.compile(r"(?:累计|总数|总量|共有|达到?|共|保有量)[^，。；]{0,8}$")

_ANY = re.compile(
    r"余|结转|剩|未|[尚仍]待|正在|[尚仍还另]有|净|末|累计|底|超|欠|短|缺口|差|[高低多少优快慢]于|序时|进度|前者|高出|领先|落后|预算|年初|暂停|停发|不足"
)  # any rule's cue


def propose(reading: Reading) -> list[Relation]:
    """All differences that the text states."""
    relations: list[Relation] = []
    for change in changes.find(reading):
        relations += of_change(reading, change)
    for mention in reading.mentions:
        if mention.rate or not _ANY.search(mention.lead[-24:]) and mention.lead != "）" or mention.figure.value is None:
            continue
        for rule in (due, left, net, closing, surplus, above, supplemented, newly, apart):
            relation = rule(reading, mention)
            if relation is not None:
                relations.append(relation)
                break
    return relations


def _states(reading: Reading, mention: Mention, sentences: int = 1) -> list[Mention]:
    """The figures before one that may be whole or part of the same quantity, nearest last: no change, no mean, no
    其中's parenthesis that has closed."""
    return [
        m
        for m in reading.before(mention.start, sentences)
        if m.index != mention.index
        and addable(m, mention)
        and m.depth <= mention.depth
        and (m.depth == 0 or m.paren == mention.paren or m.paren < mention.paren)
        and not changes.is_change(m)
        and not is_mean(m)
    ]


def of_change(reading: Reading, change: Change) -> Iterable[Relation]:
    """N，比上年M减少D: D is the distance of N and M. Assumes, as `changes`, which figures are now and then.

    The sign follows the figures: a wrong word of direction is the comparison's finding.
    """
    if change.real and change.inline is None:
        return
    for at, amount in enumerate(change.amounts):
        if amount.figure.value is None or len(change.amounts) > 1 and change.inline is not None:
            continue
        readings = []
        for current in (
            ends.now(reading, change, amount)[:3]
            if len(change.amounts) == 1
            else ends.now(reading, change, amount)[at : at + 1]
        ):
            base = ends.then(reading, change, current)
            if base is None and len(change.amounts) == 1:
                readings += _elsewhere(reading, change, amount, current)
            if base is None or base is current or amount in (base, current):
                continue
            bare = base.dimension == current.dimension == amount.dimension == "" and change.inline is base
            if not (addable(base, current) or base.rate and current.rate or bare):
                continue
            larger, smaller = (current, base) if value(current) >= value(base) else (base, current)
            readings.append(
                difference(
                    "difference.change",
                    amount,
                    ((1, larger), (-1, smaller)),
                    roles=("now", "then") if larger is current else ("then", "now"),
                )
            )
        relation = choose(readings)
        if relation is not None:
            yield relation


def _elsewhere(reading: Reading, change: Change, amount: Mention, current: Mention) -> list[Relation]:
    """The ties to what another paragraph may tell as then: only such as hold, for which one it is, no word says."""
    found = []
    for base in ends.then_elsewhere(reading, change, current):
        larger, smaller = (current, base) if change.up else (base, current)
        roles = ("now", "then") if change.up else ("then", "now")
        tie = difference("difference.elsewhere", amount, ((1, larger), (-1, smaller)), strict=False, roles=roles)
        if tie.holds:
            found.append(tie)
    return found[:1]


def left(reading: Reading, rest: Mention) -> Relation | None:
    """任务T，已办D，还剩R: R = T - D. Assumes 未V to be what is left of the figure told with V, else the two nearest
    states of the segment to be whole and part; 其余 takes away every part since the whole. A stock at a year's end is
    no such rest."""
    if not rest.quantity:
        return None
    lead = rest.lead[-20:]
    cue = _LEFT.search(lead)
    if cue is None or _STOCK.search(lead) or re.search(r"上年|历年|以前年度|盘活|动用", lead):
        return None
    readings: list[Relation] = []
    if cue["verb"]:
        readings = _undone(reading, rest, cue["verb"])
        if readings:  # 完成19个，基本完成2个，未完成1个: what is undone may be left of several
            readings = [*readings, *_rest_of(reading, rest, _states(reading, rest))]
    else:
        pool = _states(reading, rest)
        segment = [m for m in pool if m.segment == rest.segment]
        if len(segment) < 2 and "余" not in cue[0] and "结转" not in cue[0] and "剩" not in cue[0]:
            return None
        pool = segment if len(segment) >= 2 else pool if len(pool) >= 2 else _states(reading, rest, 2)
        if cue[0].startswith(("其余", "其它", "余下")):
            readings = _rest_of(reading, rest, pool)
        elif cue[0].startswith(("尚有", "仍有", "还有", "另有")) and not re.search(
            r"未|没有|待|正在|尚|要在|需|须|将于|前完成|在[^，。；]{1,6}(?:会审|审批|审核|办理|建设|施工|推进)", _after(reading, rest)
        ):
            return None
        else:
            readings = _two(reading, rest, pool)
            if cue[0].endswith("有"):
                readings += _rest_of(reading, rest, pool)
    relation = choose(readings)
    if relation is not None and any(not rest.segment[0] <= f.plain_start < rest.segment[1] for f in relation.operands):
        return replace(relation, strict=False)  # the whole stands in another segment: it may be of something else
    return relation


def _after(reading: Reading, mention: Mention) -> str:
    return re.split(r"[，。；：（）\n]", reading.plain[mention.end : mention.end + 20], maxsplit=1)[0]


def due(reading: Reading, rest: Mention) -> Relation | None:
    """应发T人，实发A人，暂停R人: R = T - A. Assumes the three side by side in one segment; not demanded, for R may be
    another."""
    if not rest.quantity or rest.index < 2:
        return None
    whole, part = reading.mentions[rest.index - 2 : rest.index]
    if "应" not in whole.lead or "实" not in part.lead:
        return None
    if not (whole.segment == part.segment == rest.segment and addable(whole, part) and addable(part, rest)):
        return None
    if not (
        re.search(r"应[^，。；]{1,4}$", whole.lead) and re.search(r"实[^，。；]{1,4}$", part.lead)
    ) or changes.is_change(rest):
        return None
    return difference("difference.due", rest, ((1, whole), (-1, part)), strict=False)


def _undone(reading: Reading, rest: Mention, verb: str) -> list[Relation]:
    said = "|".join(_SAME_DEED.get(verb[:2], (verb[:2],)))
    done_at = [
        m for m in reversed(_states(reading, rest, 6)) if re.search(said, ends.words_of(reading, m)) and "未" not in m.lead
    ]
    readings = []
    for done in done_at[:2]:
        near = [m for m in reversed(_states(reading, done, 2)) if not (_same(m, done, verb))]
        tasks = [m for m in near if _TASK.search(ends.words_of(reading, m))] or near
        readings += [
            difference(
                "difference.left",
                rest,
                ((1, whole), (-1, done)),
                strict=done.sentence == rest.sentence or len(tasks) == 1,
            )
            for whole in tasks[:2]
        ]
    return readings


def _same(a: Mention, b: Mention, verb: str) -> bool:
    return verb[:2] in a.lead and verb[:2] in b.lead


def _rest_of(reading: Reading, rest: Mention, pool: Sequence[Mention]) -> list[Relation]:
    if len(pool) < 2:
        return []
    readings = []
    for at in range(len(pool) - 1):
        if len(pool) - at > 8:
            continue
        parts = pool[at + 1 :]
        readings.append(
            difference(
                "difference.rest", rest, ((1, pool[at]), *((-1, m) for m in parts)), strict=at == 0 and len(pool) <= 3
            )
        )
    readings.sort(key=lambda r: -len(r.operands))
    return readings


def _two(reading: Reading, rest: Mention, pool: Sequence[Mention]) -> list[Relation]:
    """Whole and part before a rest: the part is told as done, the whole before it."""
    readings = []
    pool = _outside(reading, rest, pool)
    done = [m for m in reversed(pool) if _DONE.search(m.label) and not re.search(r"预算|任务|计划", m.label[-6:])]
    sure = bool(done)
    if not done and re.search(r"剩|余下|尚余|还余", rest.lead[-8:]):
        done = list(reversed(pool[1:]))
    for part in done[:2]:
        verbs = set(_DONE.findall(part.label)) - {"已"}
        wholes = [
            m
            for m in reversed(pool)
            if m.index < part.index and not verbs & set(_DONE.findall(m.label)) - set(_TASK.findall(m.label))
        ]
        tasks = [m for m in wholes if _TASK.search(m.label)]
        for whole in [*tasks[:2], *[m for m in wholes[:1] if m not in tasks[:2]]]:
            strict = sure and whole.sentence == rest.sentence and part.sentence == rest.sentence and len(pool) <= 3
            readings.append(difference("difference.left", rest, ((1, whole), (-1, part)), strict=strict))
    return readings


def _outside(reading: Reading, rest: Mention, pool: Sequence[Mention]) -> list[Mention]:
    """The pool without the parts that an earlier segment tells after 其中: they make up its whole."""
    kept = []
    for m in pool:
        inner = reading.plain.rfind("其中", m.segment[0], m.start)
        before = any(other.segment == m.segment and other.start < inner for other in pool)
        if inner < 0 or m.segment == rest.segment or not before:
            kept.append(m)
    return kept


def net(reading: Reading, rest: Mention) -> Relation | None:
    """净增R（新增a，减少b): R = a - b. Assumes what came and went to be told right after (in a parenthesis, or after 即,
    其中), or else right before in the sentence, every item with a word for coming or going."""
    up = _NET_UP.search(rest.lead[-10:])
    if up is None and _NET_DOWN.search(rest.lead[-10:]) is None:
        return None
    after = _ITEMIZED.match(reading.plain, rest.end)
    if after is not None:
        stop = reading.closing(rest.end) if after[0][0] == "（" else reading.sentences[rest.sentence][1]
        told = reading.between(rest.end, stop)
    else:
        told = [m for m in reversed(reading.before(rest.start, 1)) if m.index != rest.index]
    moves: list[tuple[int, Mention]] = []
    for m in told:
        sign = bool(_CAME.search(m.lead)) - bool(_WENT.search(m.lead))
        if sign == 0 or not addable(m, rest) or changes.THEN_WORDS.search(m.lead):
            break
        moves.append((sign, m))
    if len({sign for sign, _ in moves}) < 2:
        return None
    moves.sort(key=lambda move: (move[0] < 0) == (up is not None))
    terms = [(sign if up else -sign, m) for sign, m in moves]
    strict = not re.search(r"主要|等", reading.plain[moves[0][1].start - 8 : rest.start])
    return difference("difference.net", rest, terms, strict, roles=["in" if sign > 0 else "out" for sign, _ in moves])


def closing(reading: Reading, rest: Mention) -> Relation | None:
    """年初结转a，本年收入b，本年支出c，年末结转R: R = a + b - c. Assumes the four in one paragraph, opening first.

    Not demanded where the paragraph tells of money that the four leave out (结余分配, 使用非财政拨款结余, 缴回).
    """
    if not rest.quantity or not _CLOSING.search(rest.label[-20:]):
        return None
    before = _states_or_changes(reading, rest)
    opening = next((m for m in reversed(before) if _OPENING.search(m.label)), None)
    if opening is None:
        return None
    between = [m for m in before if m.index > opening.index]
    gains = [
        m
        for m in between
        if _IN.search(m.label) and not _OUT.search(m.label) and not re.search(r"其中|拨款|事业|其他|经营", m.label)
    ]
    losses = [m for m in between if _OUT.search(m.label) and not re.search(r"其中|基本|项目|经营|其他|上缴", m.label)]
    if not gains or not losses:
        return None
    text = reading.plain[opening.start : rest.end]
    strict = not re.search(r"分配|使用非财政|使用.{0,4}结余|缴回|收回|调整|转入", text)
    return difference(
        "difference.closing",
        rest,
        ((1, opening), (1, gains[0]), (-1, losses[0])),
        strict,
        roles=("opening", "in", "out"),
    )


def _states_or_changes(reading: Reading, mention: Mention) -> list[Mention]:
    return [
        m
        for m in reading.before(mention.start, 6)
        if addable(m, mention) and m.depth == mention.depth and m.index != mention.index
    ]


def surplus(reading: Reading, rest: Mention) -> Relation | None:
    """任务T，实际A，超额S (or 欠S): S is the distance of T and A, the two nearest states of the segment or sentence."""
    if not rest.quantity or not _SURPLUS.search(rest.lead[-12:]):
        return None
    pool = _states(reading, rest)[-4:]
    readings = []
    for part in [m for m in reversed(pool) if _DONE.search(m.label)] or list(reversed(pool[1:])):
        for whole in [m for m in pool if m is not part and re.search(r"任务|计划|目标|预算|应|需|指标", m.lead)] or [
            m for m in pool if m.index < part.index
        ][-1:]:
            larger, smaller = (part, whole) if value(part) >= value(whole) else (whole, part)
            readings.append(
                difference(
                    "difference.surplus",
                    rest,
                    ((1, larger), (-1, smaller)),
                    strict=len(pool) == 2,
                    roles=("larger", "smaller"),
                )
            )
    return choose(readings[:3])


def supplemented(reading: Reading, whole: Mention) -> Relation | None:
    """年初预算a，追加b，全年预算R: R = a + b (调减: a - b). Assumes the three to follow one another in a sentence."""
    if not whole.quantity or not _FINAL_BUDGET.search(whole.lead[-16:]):
        return None
    before = [
        m
        for m in reading.before(whole.start, 2)
        if addable(m, whole) and m.depth == whole.depth and m.index != whole.index
    ]
    first = next((m for m in reversed(before) if _FIRST_BUDGET.search(m.label)), None)
    if first is None:
        return None
    terms = [(1, first)]
    for m in before:
        if m.index > first.index:
            sign = 1 if _SUPPLEMENT.search(m.lead) else -1 if _CUT.search(m.lead) else 0
            if sign == 0:
                return None
            terms.append((sign, m))
    if len(terms) < 2:
        return None
    return difference(
        "difference.supplemented",
        whole,
        terms,
        kind="sum",
        strict=first.sentence == whole.sentence,
        roles=("opening", "change"),
    )


def newly(reading: Reading, then: Mention) -> Relation | None:
    """新增D，总数N，上年末为M: D = N - M. Assumes the three in one sentence, M right after N."""
    if not then.quantity or not _LATER.match(then.lead):
        return None
    before = [m for m in reading.before(then.start, 1) if addable(m, then) and m.index != then.index]
    if len(before) < 2 or before[-1].index != then.index - 1 or not _TOTAL_NOW.search(before[-1].lead):
        return None
    new = next((m for m in reversed(before[:-1]) if _NEW.search(m.lead)), None)
    if new is None:
        return None
    return difference(
        "difference.newly",
        new,
        ((1, before[-1]), (-1, then)),
        strict=new.index == before[-2].index,
        roles=("now", "then"),
    )
