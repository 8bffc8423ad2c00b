"""Differences: what is left after what is taken away. Basis: subtraction; a stock closes at opening plus in less out.

Beside `growth`, which judges the rate of a change, this module judges its amount where both ends are told.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from gouji.patterns import compiled
from gouji.relations.change import changes, earlier, ends
from gouji.relations.change.adjusted import adjusted
from gouji.relations.change.changes import Change
from gouji.relations.change.distances import above, apart, difference, from_which, of_mean
from gouji.relations.change.rests import DONE, due, left, states
from gouji.relations.common.lists import addable, value
from gouji.relations.common.model import Relation, choose
from gouji.relations.common.naming import chunks
from gouji.relations.common.reading import Mention, Reading
from gouji.relations.common.verbs import THEN_WORDS

NEAR = Decimal("0.05")
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
    r"新[增入录招收建批办纳]|增加|纳入|认定|流入|入职|招[录聘考]|录用|考录|[调转迁划]入|出生|引进|入[规库]|接收|分配|净?增|购[置入]"
)
_STATE = re.compile(r"(?:年末|期末|月末|年底)[^，。；]{0,6}$|(?:保有量|总数|总量|实有|累计)[^，。；]{0,3}$"
)
_WENT = re.compile(
    r"减少|退[出休规库役]|注销|吊销|清退|核减|流出|离职|辞[职退]|离退|[调转迁划]出|调离|死亡|去世|病故|淘汰|关[停闭]|报废|除名|开除|解聘"
)
_SURPLUS = re.compile(
    r"(?:超额(?:完成)?|超(?:任务|计划|目标|预算|出(?:任务|计划|预算)?|支|收|完成|产|进度)|多完成|短收|欠收|减收|欠(?:任务|账|进度)?|缺口|差额|少完成|"
    r"短缺)(?:了|约|为|达|数|额|资金)*$"
)
_FLOW = re.compile("新增|新[登开设建]记?|注销|退出|转[入出]|死亡|减少|调[入出]")
_ITEM = 6  # characters of a name that no surplus has
_LATER = re.compile(
    r"^(?:[，；。（]|，其中)?(?:上年末|上年底|上年同期|去年底|去年末|年初|(?:19|20)\d\d年(?:末|底))(?:为|有|是|共有|仅)?$"
)
_NEW = re.compile(r"(?:新增|新建|新建成|净增|增加|新发展|新培育|新认定)[^，。；]{0,12}$")
_TOTAL_NOW = re.compile(r"(?:累计|总数|总量|共有|达到?|共|保有量)[^，。；]{0,8}$")

_GREW_TO = re.compile(r"(?:增加|增长|发展|扩大|提高|上升|扩充|壮大)[到至为]$")
_GREW_BY = re.compile(r"^[，；、](?:净|共)?新增(?:加)?了?$")

_NEGATED = re.compile(r"不(?P<what>合格|达标|满意|通过|及格|符合)[^，。；、\d]{0,4}$")
_UNDONE = re.compile(r"^[。\n]*(?:其余|尚有?|还有?|仍有?)?未(?P<what>整?改|办结|审结|完成|完工|竣工|验收|销号|拨付|支付|兑付)[^，。；、\d]{0,4}$")
_SAVED = re.compile(r"^[，；](?:共)?(?:节约|节支|节省|(?:增效)?节资|审减|核减|压减|结转下年|结转至?下年度?|缺口|还缺|尚缺)(?:资金|支出|金额|投资|使用)?(?:了|约)?$")
_KEPT = re.compile(r"^[，；]?(?:最终|最后|实际|现|核定|净)[^，。；\d]{0,8}$")
_DROPPED = re.compile(r"(?:核减|剔除|扣除|取消|退出|核销|减去|清退|审减)[^，。；\d]{0,6}$")

_ANY = re.compile(
    r"新增|节|审减|压减|不|实|现|核|余|结转|剩|未|[尚仍]待|正在|[尚仍还另]有|净|末|累计|底|超|欠|短|缺口|差|[高低多少优快慢]于|[高低快慢]出?$|最|序时|进度|前者|高出|领先|落后|预算|年初|暂停|停发|不足"
)  # any rule's cue


def propose(reading: Reading) -> list[Relation]:
    """All differences that the text states."""
    relations: list[Relation] = []
    for change in changes.find(reading):
        relations += of_change(reading, change)
    for mention in reading.mentions:
        if mention.rate or not _ANY.search(mention.lead[-24:]) and mention.lead != "）" or mention.figure.value is None:
            continue
        for rule in (due, negated, left, net, closing, surplus, above, adjusted, newly, grown, kept, saved, apart, of_mean):
            relation = rule(reading, mention)
            if relation is not None:
                relations.append(relation)
                break
    return relations


def of_change(reading: Reading, change: Change) -> Iterable[Relation]:
    """N，比上年M减少D: D is the distance of N and M. Assumes, as `changes`, which figures are now and then.

    The sign follows the figures (see `from_which`): a wrong word of direction is the comparison's finding.
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
            base = earlier.then(reading, change, current)
            if base is None and len(change.amounts) == 1:
                readings += _elsewhere(reading, change, amount, current)
            if base is None or base is current or amount in (base, current):
                continue
            if "净" in amount.lead[-4:] and _FLOW.search(current.lead[-6:]):
                continue  # 新登记19个、注销26个，比年初净减7个（年初393个）: what came or went is no state
            bare = base.dimension == current.dimension == amount.dimension == "" and change.inline is base
            if not (addable(base, current) or base.rate and current.rate or bare):
                continue
            larger, smaller = from_which(current, base, amount, change.up)
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
    for base in earlier.then_elsewhere(reading, change, current):
        larger, smaller = (current, base) if change.up else (base, current)
        roles = ("now", "then") if change.up else ("then", "now")
        tie = difference("difference.elsewhere", amount, ((1, larger), (-1, smaller)), strict=False, roles=roles)
        if tie.holds:
            found.append(tie)
    return found[:1]


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
        if after is None and (not addable(m, rest) or _STATE.search(m.lead[-8:])):
            continue
        sign = bool(_CAME.search(m.lead)) - bool(_WENT.search(m.lead))
        if sign == 0 or not addable(m, rest) or THEN_WORDS.search(m.lead):
            break
        moves.append((sign, m))
    if len({sign for sign, _ in moves}) < 2:
        return None
    moves.sort(key=lambda move: (move[0] < 0) == (up is not None))
    terms = [(sign if up else -sign, m) for sign, m in moves]
    strict = not compiled(r"主要|等").search(reading.plain[moves[0][1].start - 8 : rest.start])
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
    between = [m for m in before if m.index > opening.index and "总计" not in m.lead[-6:]]
    gains = [
        m
        for m in between
        if _IN.search(m.label) and not _OUT.search(m.label) and not compiled(r"其中|拨款|事业|其他|经营").search(m.label)
    ]
    losses = [m for m in between if _OUT.search(m.label) and not compiled(r"其中|基本|项目|经营|其他|上缴").search(m.label)]
    if not gains or not losses:
        return None
    text = reading.plain[opening.start : rest.end]
    strict = not compiled(r"分配|使用非财政|使用.{0,4}结余|缴回|收回|调整|转入").search(text)
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
    pool = states(reading, rest)[-4:]
    named = ends.core(_SURPLUS.sub("", rest.label))
    if len(named) > _ITEM and (named.endswith(("项目", "工程")) or not any(len(chunks(named) & chunks(m.label)) > 1 for m in pool)):
        return None  # 老旧小区二期项目缺口资金c: an item of a name of its own
    readings = []
    for part in [m for m in reversed(pool) if DONE.search(m.label)] or list(reversed(pool[1:])):
        for whole in [m for m in pool if m is not part and compiled(r"任务|计划|目标|预算|应|需|指标").search(m.lead)] or [
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


def grown(reading: Reading, rest: Mention) -> Relation | None:
    """由M增加到N，新增D: D = N - M. Assumes the three to follow one another; a growth may stand between."""
    if not rest.quantity or not _GREW_BY.match(rest.lead):
        return None
    before = [m for m in reading.before(rest.start, 1) if m.index < rest.index and not m.rate][-2:]
    if len(before) < 2 or not _GREW_TO.search(before[1].lead) or not compiled("[由从]").search(before[0].lead):
        return None
    then, now = before
    if not (addable(now, then) and addable(now, rest)) or rest.index - then.index > 3:
        return None
    return difference("difference.grown", rest, ((1, now), (-1, then)), roles=("now", "then"))


def negated(reading: Reading, rest: Mention) -> Relation | None:
    """检测856份，合格812份，…不合格R份: R = all - those that are, told before in this order in the sentence."""
    cue = _NEGATED.search(rest.lead) or _UNDONE.match(rest.lead)
    if cue is None or not rest.quantity:
        return None
    opens = rest.start - reading.sentences[rest.sentence][0] <= len(cue[0]) + 4  # 隐患286处，已改274处。未改R处
    near = reading.mentions[max(0, rest.index - 6) : rest.index] if opens else reading.before(rest.start, 1)
    before = [m for m in near if m.figure.unit == rest.figure.unit and m.index < rest.index]
    done = next((m for m in reversed(before) if re.search(rf"(?<![不基本]){cue['what']}", m.lead)), None)
    own = [m for m in before if done is not None and m.index < done.index and value(m) > value(done)]
    if not own or any("基本" in m.lead for m in before) or not done.figure.value:
        return None  # …“合格”的0个，“不合格”的0个: classes among several
    if "未" in cue[0] and (len(own) > 1 or own[-1].index != done.index - 1 or own[-1].segment != done.segment):
        return None  # 隐患286处，已改274处: one whole, side by side with what was done, or of something else
    return difference("difference.negated", rest, ((1, own[-1]), (-1, done)), roles=("whole", "part"))


_SENT_IN = re.compile("预算|计划|送审|概算|控制价|限价")


def saved(reading: Reading, rest: Mention) -> Relation | None:
    """预算320万元，实际采购294.4万元，节约R; 可用W，支出b，结转下年R: the two amounts right before, one less the other."""
    if not rest.quantity or not _SAVED.match(rest.lead) or rest.index < 2:
        return None
    whole, part = reading.mentions[rest.index - 2 : rest.index]
    if not (addable(whole, part) and addable(part, rest) and whole.depth == part.depth == rest.depth):
        return None
    if value(whole) < value(part) and _SENT_IN.search(part.lead):
        whole, part = part, whole  # 完成采购a万元，采购预算b万元，节约资金R万元
    if part.sentence != rest.sentence or value(whole) <= value(part) or compiled("上年|去年|同期").search(whole.lead):
        return None
    tie = difference("difference.saved", rest, ((1, whole), (-1, part)), strict=False, roles=("whole", "part"))
    return replace(tie, reach=NEAR)


def kept(reading: Reading, rest: Mention) -> Relation | None:
    """上报12460户31286亩，核减14户36亩，实际补贴R户S亩: what was kept of what was handed in, in each counter. Not demanded."""
    if not rest.quantity or not (_KEPT.match(rest.lead) or len(rest.lead) < 2):
        return None
    before = [m for m in reading.before(rest.start, 1) if m.figure.unit == rest.figure.unit and m.index < rest.index]
    if len(before) < 2:
        return None
    start, (first, cut) = rest.segment[0], before[-2:]
    dropped = _DROPPED.search(cut.lead) or len(cut.lead) < 2 and _DROPPED.search(reading.mentions[cut.index - 1].lead)
    said = _KEPT.match(rest.lead) or _KEPT.match(reading.mentions[rest.index - 1].lead)
    if not dropped or not said or first.start < start or value(first) <= value(cut):
        return None
    tie = difference("difference.kept", rest, ((1, first), (-1, cut)), strict=False, roles=("whole", "part"))
    return replace(tie, reach=NEAR)


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
