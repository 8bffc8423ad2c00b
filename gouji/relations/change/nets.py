"""Net changes: what several changes come to, each with its own direction. Basis: addition.

Assumptions about the language:
- 四个税种…净增收R is the sum of the changes told of them right before, in its sentence or the one before; where as many are
  told as the words count, they are all;
- 增加D，…增减情况：a增加…，b减少… tells all that makes D; behind 主要是 the items make D where both directions are told, or where
  their names complement one another, but need not be all;
- 净减93户213人 behind 新增312户548人，退出405户761人: each measure by itself;
- a增加x，其余减少y: together the change of the whole that is told before.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from gouji.patterns import compiled
from gouji.relations.change import changes
from gouji.relations.change.changes import Change
from gouji.relations.change.distances import difference
from gouji.relations.common.complements import complete_names
from gouji.relations.common.evidence import digits
from gouji.relations.common.lists import addable, value
from gouji.relations.common.model import Relation, choose
from gouji.relations.common.periods import NUMBER_OF
from gouji.relations.common.reading import Mention, Reading
from gouji.relations.common.verbs import direction, verb_of

_NET = re.compile(r"净(?P<up>增|上升|多)?(?P<down>减|下降|少)?(?:收|支|编|员|加|少|长)?(?:了|约|为)*$")
_COUNT = re.compile(r"([两二三四五六七八九十]|\d{1,2})(?:个|项|类|种|家)")
_ITEMS = re.compile(
    r"[，；。：、（\s]*(?:(?P<all>(?:具体)?(?:增减(?:变化|变动)?|变动)情况(?:如下|为|是)?[：:]?|具体(?:是|为)[：:]?|分别是)|其中[：:]?"
    r"|(?:变动|增加|减少|增长|下降)?(?:的)?(?:主要)?(?:原因)?主?要?(?:是|为|系|由于|因为?)[：:]?)"
)
_CAME = re.compile(
    r"新[增入录招收建批办纳设]|增[加列设]|追加|招[录聘考]|录用|考录|[调转迁划选]入|引进|接收|安置|多|入[规库]|补充"
)
_WENT = re.compile(
    r"减少|压减|压缩|核减|调减|退[出休规库役]|离职|辞[职退]|离退|[调转迁划]出|调离|死亡|去世|病故|淘汰|报废|除名|开除|解聘|取消|少"
)
_OTHERS = re.compile(r"[，；。](?:另外|其余|其他|其它|剩余)")
_OPPOSED = (("城镇", "乡村"), ("城镇", "农村"), ("男", "女"), ("城市", "农村"), ("国内", "国外"), ("省内", "省外"))
_SOME = re.compile("等|主要|部分|包括")
_VERB = re.compile(r"(?:预算|支出|收入)?(?:增加|减少|增长|下降|调增|调减)(?:了|为)?$")
MOST = 10
LEAST_DIGITS = 3  # of a change that a few of its reasons hardly make by chance


def propose(reading: Reading) -> list[Relation]:
    """All nets that the text states."""
    found = changes.find(reading)
    relations: list[Relation | None] = [_itemised(reading, change) for change in found]
    for rest in reading.mentions:
        if "净" in rest.lead[-8:] and rest.quantity and (cue := _NET.search(rest.lead[-8:])) is not None:
            up = bool(cue["up"])
            if up or cue["down"]:
                relations += [_of_changes(reading, found, rest, up), _second(reading, rest, up)]
    relations += [_opposed(reading, found, at) for at in range(1, len(found))]
    return [relation for relation in relations if relation is not None]


def _signed(rule: str, rest: Mention, up: bool, moves: Sequence[tuple[bool, Mention]], strict: bool) -> Relation:
    terms = [(1 if came == up else -1, m) for came, m in moves]
    terms.sort(key=lambda term: -term[0])
    roles = ["in" if (sign > 0) == up else "out" for sign, _ in terms]
    return difference(rule, rest, terms, strict=strict, kind="sum", roles=roles)


def _of_changes(reading: Reading, found: Sequence[Change], rest: Mention, up: bool) -> Relation | None:
    """税甲增收656万元；税乙减收550万元。两个税种净增收106万元."""
    near = [
        c
        for c in found
        if len(c.amounts) == 1
        and c.amounts[0] is not rest
        and c.end <= rest.start
        and c.first.sentence >= rest.sentence - 1
        and addable(c.amounts[0], rest)
    ]
    own = [c for c in near if c.first.sentence == rest.sentence]
    near = own if len(own) >= 2 else near
    if not 2 <= len(near) <= MOST or len({c.up for c in near}) < 2:
        return None
    begin = reading.sentences[rest.sentence][0]
    counts = {NUMBER_OF.get(n) or int(n) for n in _COUNT.findall(reading.plain[max(begin, rest.start - 40) : rest.start])}
    return _signed("sum.net", rest, up, [(c.up, c.amounts[0]) for c in near], strict=len(near) in counts)


def _second(reading: Reading, first: Mention, up: bool) -> Relation | None:
    """净减93户213人: the second measure, of the second measures of what came and went."""
    rest = reading.mentions[first.index + 1] if first.index + 1 < len(reading.mentions) else None
    if rest is None or rest.start != first.end or not rest.quantity:
        return None
    moves: list[tuple[bool, Mention]] = []
    before = [m for m in reading.before(first.start, 1) if m.index < first.index]
    for m in reversed(before[1:]):
        head = reading.mentions[m.index - 1]
        if m.start != head.end or not addable(m, rest) or not addable(head, first):
            continue
        came, went = bool(_CAME.search(head.lead)), bool(_WENT.search(head.lead))
        if came == went:
            break
        moves.insert(0, (came, m))
    if len({came for came, _ in moves}) < 2:
        return None
    return _signed("sum.net", rest, up, moves, strict=True)


def _itemised(reading: Reading, change: Change) -> Relation | None:
    """增加57.45万元。增减情况：甲增加120.84万元；乙减少64.10万元."""
    if len(change.amounts) != 1 or change.amounts[0].figure.value is None:
        return None
    rest = change.amounts[0]
    cue = _ITEMS.match(reading.plain, _closed(reading, change.end))
    if cue is None:
        return None
    stop = reading.sentences[reading.sentence_at(cue.end())][1]
    moves = []
    for m in reading.between(cue.end(), stop):
        if m.rate or m.figure.value is None:
            continue
        sign = _sign(m)
        if not addable(m, rest) or sign is None:
            break
        moves.append((sign, m))
    if not 2 <= len(moves) <= MOST:
        return None
    if len({came for came, _ in moves}) < 2:
        return _one_way(rest, change, moves)
    some = cue["all"] is None or _SOME.search(reading.plain[cue.start() : moves[-1][1].start])
    relation = _signed("sum.itemised", rest, change.up, moves, strict=not some)
    return relation if relation.holds or not some or rest.figure.places else None


def _one_way(rest: Mention, change: Change, moves: Sequence[tuple[bool, Mention]]) -> Relation | None:
    """增加D，主要是基本支出增加a，项目支出增加b: all that changed where the names say so; else only what makes D to the digit."""
    if moves[0][0] != change.up:
        return None
    all_ = complete_names([_VERB.sub("", m.label) for _, m in moves])
    relation = _signed("sum.itemised", rest, change.up, moves, strict=all_)
    return relation if all_ or relation.exact and digits(rest.figure) >= LEAST_DIGITS else None


def _closed(reading: Reading, at: int) -> int:
    """Behind the parenthesis that opens here, if one does: （2022年12月为399人）."""
    return reading.closing(at) + 1 if reading.plain[at : at + 1] == "（" else at


def _sign(m: Mention) -> bool | None:
    verb = verb_of(m.lead)
    if verb is not None:
        return direction(verb)
    words = compiled("[，；、：。]").split(m.lead)[-1]
    came, went = bool(_CAME.search(words)), bool(_WENT.search(words))
    return came if came != went else None


def _opposed(reading: Reading, found: Sequence[Change], at: int) -> Relation | None:
    """全县减少26234人…城镇增加41287人，乡村减少67521人: the change of the whole, told before in that unit."""
    a, b = found[at - 1], found[at]
    if len(a.amounts) != 1 or len(b.amounts) != 1 or a.first.sentence != b.first.sentence or a.up == b.up:
        return None
    x, y = a.amounts[0], b.amounts[0]
    if not x.quantity or x.figure.unit != y.figure.unit or x.dimension != y.dimension:
        return None
    opposed = any(one in x.lead and other in y.lead for one, other in _OPPOSED)
    if not opposed and not _OTHERS.search(reading.plain, max(x.end, y.start - 20), y.start):
        return None
    larger = a if value(x) >= value(y) else b
    wholes = [
        c
        for c in found[: at - 1]
        if len(c.amounts) == 1 and c.amounts[0].figure.unit == x.figure.unit and c.up == larger.up
    ]
    moves = [(a.up, x), (b.up, y)]
    return choose([_signed("sum.opposed", c.amounts[0], c.up, moves, strict=False) for c in wholes[:3]])
