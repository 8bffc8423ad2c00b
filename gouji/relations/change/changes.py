"""Stated changes: what grew or fell, by how much, and against what.

Assumptions about the language:
- a change is a verb of change right before its figure (减少4.37万元, 下降10.64%, 增幅为5%); an amount and a rate of
  the same direction that follow one another without new words tell one change;
- its comparand stands in the same clause or the one before (比上年, 与2021年度决算相比, 同比, 较年初预算数), or is
  taken over from the change before in the same sentence;
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise

from gouji.patterns import compiled
from gouji.relations.common.comparands import COMPARAND, NOW_OF_TWO, comparand, other_year, told_beside
from gouji.relations.common.reading import POINTS, SCORE, Mention, Reading
from gouji.relations.common.verbs import BROAD, DOWN, PACE, THEN, UP, direction, verb_of

_CONTINUES = re.compile(r"^(?:[，、；（]|且|并|或|即|，即)?(?P<rest>[^，。；：（）]*)$")
_MOVED = re.compile(
    rf"^[，、]?(?:[^，。；：（）]{{0,8}}?)(?P<verb>{UP}|{DOWN}|调整|变|变化|优化|→|扩|升|涨|提|调|缩|延长|改|发展)[^，。；：（）\d]{{0,4}}?(?:到|至|为|成|→)(?:了|{THEN}|现在|目前|今年|本年|当前|年末|期末|年底|月末)?(?:末|底)?(?:的|为)?$|^(?:→|—>|->)$"
)
_FROM = re.compile(r"(?:由|从)(?:[^，。；：、（）]{0,16})$")
_BEHIND = re.compile("），(?:[降增升]幅|下降|增长|上升)(?:为|达)?$")
_ROSE = re.compile("[增多]加?(?:了|约)?$")
_MEASURE = re.compile(r"[\u4e00-\u9fff]{2,4}[量额数]")  # 举报3618件，比上年增加433件，举报量增长13.6%: the measure by its name
_ASIDE = re.compile("（[^（）]*）")
_JOINS = frozenset("、 和 及 与 ： :".split())
_PLACE = re.compile(r"第?([一二三])产业?[^，。；]{0,6}$")  # the place in 三次产业结构由a：b：c调整为d：e：f
_REASON = re.compile(r"(?:原因|主要是|主要系|主要为|主要用于|由于|因为|其中：?主要|受)")
# 决算数小于预算数的主要原因是…，与上年相比减少: a comparand that opens a clause speaks of the subject again, not of the reason
_ANEW = re.compile(r"，(?:与|比|较)(?:上年|去年|上一年|(?:19|20)\d\d年)(?:度|决算数?|同期|执行数?|支出数?|相比|比较|增减)*[，]?[^，。；：\d]{2,3}$")
REAL = re.compile(r"生产总值|增加值|GDP|可比价|不变价|可比口径|同口径|价格因素|剔除|扣除|不含|还原|同比例")
_BESIDE = re.compile(
    r"(?:的?[，）]?|），|相?比(?![例重率])(?:较)?[，]?|的?(?:基础上|水平|标准)?[，]?)(?:[两二三四五六七八九十]年)?(?:来|间)?"
)  # between a comparand's figure and the verb
_HEAD = re.compile(r"^(?:\d{1,2}[.、．]|（[一二三四五六七八九十\d]+）|——|[①-⑳]|其中[：，]?)+")  # what an item's name stands behind
_COMPARED = re.compile(r"(?:相?比较?(?![例重率])|对比)[，]?(?P<subject>[^，。；：、（）\d]{1,10})")  # 与2023年的1502万元相比，支出增加
_NOT_PLAIN = re.compile(r"年均|平均|逐年|实际|名义|可比|同口径")  # a rate that is not the plain growth of two figures


@dataclass
class Change:
    """A stated change. `amounts` and `rates` run parallel where several things changed (分别减少…、…)."""

    start: int
    up: bool
    against: str  # "then", "budget", "other" (an average, a standard) or "" (not told)
    what: str  # the comparand's words
    subject: str
    reason: bool  # told as a reason for something else
    amounts: list[Mention] = field(default_factory=list)
    rates: list[Mention] = field(default_factory=list)
    inline: Mention | None = None  # the comparand's own figure
    moved: Mention | None = None  # N in 由M增加到N; `inline` is then M
    listed: bool = False  # told with 分别 or 各: more figures of its kind may follow
    attached: bool = False  # the subject's words follow a figure without a mark: they are its noun
    anchor: Mention | None = None  # the figure before a change that is told without any of its own
    soft: bool = False  # the subject stands before an inline comparand: it may be told in other words than the figure
    real: bool = False  # at constant prices, comparable scope, or a yearly mean: not these figures' own growth

    @property
    def members(self) -> list[Mention]:
        return [*self.amounts, *self.rates]

    @property
    def end(self) -> int:
        return max(m.end for m in self.members) if self.members else (self.moved or self.anchor).end

    @property
    def first(self) -> Mention:
        return min(self.members or [self.moved or self.anchor], key=lambda m: m.index)


def find(reading: Reading) -> list[Change]:
    """Every stated change, in the order of the text; found once a reading, for the three kinds that rest on them."""
    if "changes" not in reading.__dict__:
        found = [c for mentions in reading.by_sentence.values() for c in _in_sentence(reading, mentions)]
        reading.__dict__["changes"] = _taken_over(reading, found)
    return reading.__dict__["changes"]


def _taken_over(reading: Reading, found: list[Change]) -> list[Change]:
    """比2023年预算减少64万元。其中：接待费378万元，减少22万元: a sentence of parts goes on with its whole's comparand."""
    for before, change in pairwise(found):
        sentence = change.first.sentence
        if not change.against and change.moved is None and before.against and sentence - before.first.sentence <= 1:
            among = reading.plain.startswith("其中", reading.sentences[sentence][0])
            if among and "\n" not in reading.plain[before.end : change.start]:
                change.against, change.what = before.against, before.what
    return found


def _in_sentence(reading: Reading, mentions: list[Mention]) -> list[Change]:
    plain, found = reading.plain, []
    begin = reading.sentences[mentions[0].sentence][0]
    open_: Change | None = None
    last: Mention | None = None  # the open change's last member
    told = [m for m in mentions if not _equivalent(plain, m)]
    if len(told) < len(mentions):
        mentions = told
    for at, mention in enumerate(mentions):
        previous = mentions[at - 1] if at else None
        gap = plain[previous.end if previous else begin : mention.start]
        if previous is not None and mention.index > previous.index + 1:
            gap = _ASIDE.sub("", gap)  # 增加296.7万吨（59.3亿斤），增长2.1%
        if previous is not None and (moves := _moves(mentions, at, gap)):
            open_, last = moves[-1], mention
            found += moves
            continue
        if open_ is not None and last is previous and _joins(open_, last, mention, gap):
            (open_.rates if _rate_like(mention, open_) else open_.amounts).append(mention)
            last = mention
            continue
        match = verb_of(gap)
        if match is None or mention.figure.value is None:
            continue
        change = _opened(reading, mentions, at, gap, match, found)
        if change is not None:
            open_, last = change, mention
            found.append(change)
    return _handed_out(_rejoined(found))


def _rejoined(found: list[Change]) -> list[Change]:
    """同比增长34.11%，比全省平均高出19.81%，增加12077件: the amount is that of the change, and not of how it compares. 减少55人（2022年为176人），
    降幅31.3%: so is the rate behind a parenthesis."""
    behind = []
    for before, change in pairwise(found):
        if len(before.amounts) == len(change.rates) == 1 and not (before.rates or change.amounts) and _BEHIND.match(change.rates[0].lead):
            between = change.rates[0].index - before.amounts[0].index
            if between == 2 and before.up == change.up and change.rates[0].segment == before.amounts[0].segment:
                before.rates.append(change.rates[0])
                behind.append(id(change))
    found = [change for change in found if id(change) not in behind]
    for before, change in pairwise(found):
        if change.against != "other" or before.amounts or len(before.rates) != 1 or len(change.rates) != 1 or len(change.amounts) != 1:
            continue
        rate, aside, amount = before.rates[0], change.rates[0], change.amounts[0]
        if (aside.index, amount.index) == (rate.index + 1, rate.index + 2) and amount.segment == rate.segment and before.up and _ROSE.search(amount.lead):
            before.amounts.append(amount)
            change.amounts.clear()
    return found


def _equivalent(plain: str, mention: Mention) -> bool:
    """Whether an amount stands alone in parentheses right behind another, which it tells in another unit."""
    return mention.depth > 0 and mention.quantity and mention.lead in ("（", "（约", "（折合") and plain[mention.end : mention.end + 1] == "）"


def _moves(mentions: list[Mention], at: int, gap: str) -> list[Change]:
    """由M增加到N; of several things at once: 分别由a、c提至b、d, 由a:b:c调整为d:e:f."""
    previous, mention = mentions[at - 1], mentions[at]
    first = at - 1
    while first > 0 and mentions[first].lead in _JOINS:
        first -= 1
    count = at - first
    single = _moved(previous, mention, gap, mentions[first])
    if single is None or count == 1:
        return [single] if single is not None else []
    after = mentions[at : at + count]
    if len(after) < count or any(m.lead not in _JOINS for m in after[1:]):
        return []
    pairs = [_moved(a, b, gap, mentions[first]) for a, b in zip(mentions[first:at], after, strict=True)]
    return [pair for pair in pairs if pair is not None] if all(pairs) else []


def _handed_out(found: list[Change]) -> list[Change]:
    """由a提至b，由c提至d，分别提高x、y，增幅为p%、q%: each amount and rate of the list told with 分别 goes to the move that
    stands at its place."""
    kept: list[Change] = []
    for change in found:
        kept.append(change)
        count = max(len(change.amounts), len(change.rates))
        if count < 2 or not {len(change.amounts), len(change.rates)} <= {0, count}:
            continue
        moves = kept[-count:] if change.moved is not None else kept[-count - 1 : -1]
        if len(moves) != count or any(m.moved is None or (m.members and m is not change) for m in moves):
            continue
        if change.moved is None:
            kept.pop()
        amounts, rates = change.amounts, change.rates
        change.amounts, change.rates = [], []
        for at, move in enumerate(moves):
            move.amounts, move.rates = amounts[at : at + 1], rates[at : at + 1]
    return kept


def _moved(previous: Mention, mention: Mention, gap: str, opening: Mention) -> Change | None:
    """由M增加到N, M→N: both of one dimension; 由 stands before `opening`, the first of a list or M itself."""
    if previous.dimension != mention.dimension or previous.figure.value is None or mention.figure.value is None:
        return None
    match = _MOVED.match(gap)
    if match is None or not (_FROM.search(opening.lead) or match["verb"] in (None, "→")):
        return None
    verb = match["verb"] or ""
    rises = compiled(UP).fullmatch(verb) or verb in ("升", "涨", "扩", "提", "延长")
    falls = compiled(DOWN).fullmatch(verb) or verb == "缩"
    # 调整为: no direction told
    up = bool(rises) if rises or falls else mention.figure.value >= previous.figure.value
    change = Change(previous.start, up, "then" if verb else "other", "", "", False, inline=previous, moved=mention)
    change.what = "told" if rises or falls else ""
    return change


def _rate_like(mention: Mention, change: Change | None = None) -> bool:
    """A rate of change: percent, 成 or 倍; 个百分点 is an amount, the difference of two rates."""
    return mention.rate or mention.figure.unit == "倍"


def _joins(change: Change, last: Mention, mention: Mention, gap: str) -> bool:
    """Whether a figure goes on telling the same change: its rate, its amount, or the next of a list told with 分别 or
    各."""
    if mention.figure.value is None:
        return False
    if gap in "、和及与，" and gap and change.members and _rate_like(last) == _rate_like(mention):
        return change.listed or (not _rate_like(mention) and gap != "，" and mention.dimension != last.dimension)
    if gap == "（" and _rate_like(mention) and change.amounts and not change.rates and last is change.amounts[-1]:
        return True  # 较上年减少21.60万元（63.53%）
    inner = _CONTINUES.match(gap)
    match = verb_of(inner["rest"]) if inner else None
    if match is None or _NOT_PLAIN.search(match["adverb"]):
        return False
    before = inner["rest"][: match.start()]
    named = not change.subject and not change.rates and bool(_MEASURE.fullmatch(before))
    if before and not (named or COMPARAND.fullmatch(before) or compiled(r"同比|环比|分别|各|，").fullmatch(before)):
        return False
    rate = _rate_like(mention)
    if (rate and change.rates) or (not rate and change.amounts):
        return False
    up = direction(match)
    change.listed = change.listed or bool(compiled(r"分别|各").search(gap))
    if change.moved is not None and not change.members:
        return rate or mention.dimension in (change.moved.dimension, POINTS)
    return up is None or up == change.up or change.moved is not None


def _opened(
    reading: Reading, mentions: list[Mention], at: int, gap: str, match: re.Match[str], found: list[Change]
) -> Change | None:
    mention, previous = mentions[at], mentions[at - 1] if at else None
    rate = _rate_like(mention)
    if not rate and not mention.quantity and mention.dimension not in (POINTS, SCORE, ""):
        return None
    before = gap[: match.start()]
    against, what, subject, attached = comparand(
        before + ("同比" if "同比" in match["adverb"] else ""), match["adverb"]
    )
    inline, soft = None, False
    beside, joint = at, before
    if previous is not None and previous.dimension == "个月" and at > 1:  # 与2016年的2488万元相比，三年平均每年下降
        beside, joint = at - 1, previous.lead + before
    named = _COMPARED.fullmatch(joint)
    if previous is not None and (named or _BESIDE.fullmatch(joint)):
        inline, kind, words, about = told_beside(mentions, beside)
        if inline is not None:
            against, what = kind, words
            about = about or (named["subject"] if named else "")
            subject = pace[0] if mention.dimension == POINTS and (pace := PACE.search(inline.lead)) else about
            soft = bool(about) and subject == about
    of_two = not against or what == "同比"
    if inline is None and of_two and previous is not None and NOW_OF_TWO.fullmatch(before.replace("同比", "")):
        inline, words = other_year(mentions, at)
        if inline is not None:
            against, what, subject = "then", words, ""
    verb = match["verb"] or ""
    if match["object"] and not against:
        return None
    if verb in BROAD and not against:
        inherits = found and found[-1].first.sentence == mention.sentence and found[-1].against and not match["object"]
        if not (inherits and before in "，、；（"):
            return None
    if not against and found and found[-1].first.sentence == mention.sentence:
        against, what = found[-1].against, found[-1].what
    up = direction(match)
    subject = "" if subject == "按" and "同口径" in mention.lead else _HEAD.sub("", subject)
    change = Change(mention.start, True if up is None else up, against, what, subject, False, inline=inline, soft=soft)
    if mention.dimension == POINTS and (place := _PLACE.search(subject)) is not None:
        moves = [c for c in found if c.moved is not None and c.moved.sentence == mention.sentence][-3:]
        if len(moves) == 3 and all("：" in m.moved.lead for m in moves[1:]):
            move = moves["一二三".index(place[1])]
            change.inline, change.moved, change.what = move.inline, move.moved, "told"
    change.listed = bool(compiled(r"分别|各").search(match["adverb"] + before))
    change.real = bool(_NOT_PLAIN.search(match["adverb"]) or REAL.search(gap))
    change.reason = bool(_REASON.search(gap)) and not _ANEW.search(gap)
    change.attached = attached and previous is not None
    (change.rates if rate else change.amounts).append(mention)
    return change
