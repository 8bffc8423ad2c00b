"""Stated changes: what grew or fell, by how much, against what; and the figures that may stand for now and then.

Assumptions about the language:
- a change is a verb of change right before its figure (减少4.37万元, 下降10.64%, 增幅为5%); an amount and a rate of the same
  direction that follow one another without new words tell one change;
- its comparand stands in the same clause or the one before (比上年, 与2021年度决算相比, 同比, 较年初预算数), or is taken over
  from the change before in the same sentence;
- `now` is told before the change: in its own clause's words where those name a subject, else the nearest figure of the
  dimension that is no budget, no mean, no other year's figure and no change itself;
- `then` stands inside the comparand (比上年的41.09万元), or in words of another time (上年为…, 2021年度…为…, （上年90.4%）).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from gouji.relations.reading import POINTS, Mention, Reading

_UP = "增加|增长|提高|提升|上升|上涨|上浮|扩大|增多|净增加?|增[产收支编员]|增|偏多|偏高|多|高"
_DOWN = "负增长|减少|下降|降低|缩短|缩减|压减|压缩|核减|削减|下滑|回落|下浮|净减少?|减[产收支编员]|节约|节省|减|降|偏少|偏低|少|低"
_BROAD = ("多", "高", "少", "低", "增", "减", "降", "节约", "节省", "扩大", "压缩", "压减")  # these need a comparand
_ADVERB = r"(?P<adverb>(?:又|也|各|分别|均|共|净|略|略有|小幅|大幅|大幅度|明显|相应|继续|同口径|可比口径|同比|环比|年均|平均|平均每年|逐年|实际|名义|累计|增幅|合计){0,4})"
_VERB_SIGN = re.compile("[增减升降提涨扩缩压核削滑落浮节省多少高低跌]")
_SPAN = r"(?P<measure>[增升涨降减跌]幅度?|增长率|增速|下降率|降低率|(?:增长|下降|降低|减少)(?:幅度|比例|比率))"
_VERB = re.compile(
    rf"{_ADVERB}(?:{_SPAN}|(?P<verb>{_UP}|{_DOWN})(?P<object>[^，。；：、（）\d到至的为比和与]{{0,6}}?))"
    r"(?:了|约|出|额为|额|数|为|是|达到?|：|近|超过?)*$"
)
_THEN = (
    r"(?:(?:19|20)\d\d年?(?:度|底|末|初|同期|同口径)?|上年(?:度|同期|末|底)?|上一年度?|去年(?:同期|底|末)?|前年|前一年|(?:上年|去年)?同期|上期|往年|历年|常年(?:同期)?|"
    r"年初(?!预算|批复|部门|计划|目标|下达|安排|财政)|期初|上月|上个?季度|(?:\d{1,2}|[一二三四五六七八九十]{1,2})月份?)"
)
_BUDGET = r"预算|计划|任务|目标|批复|概算|时间进度"
_COMPARAND = re.compile(rf"(?:相?比|较|与|和|同|对比|相较)(?:于)?(?P<what>[^，。；：（）]{{0,24}}?)(?:相比(?:较)?|比较|对比|相较|比|$|(?=[，（]))")
_CONTINUES = re.compile(r"^(?:[，、；（]|且|并|或|即|，即)?(?P<rest>[^，。；：（）]*)$")
_MOVED = re.compile(rf"^(?:[^，。；：（）]{{0,8}}?)(?P<verb>{_UP}|{_DOWN}|调整|变|变化|优化|→|扩|升|涨|改|发展)[^，。；：（）\d]{{0,4}}?(?:到|至|为|成|→)(?:了|{_THEN}|现在|目前|今年|本年|当前)?(?:末|底)?(?:的|为)?$|^(?:→|—>|->)$")
_FROM = re.compile(r"(?:由|从)(?:[^，。；：、（）]{0,16})$")
_REACHED = re.compile(r"^[，、（]?(?:总数|总量|总额|总规模|规模|累计|合计)?(?:达到?|增至|升至|降至|减至|增加到|增长到|提高到|上升到|下降到|降低到|减少到)(?:了)?$")
_REASON = re.compile(r"(?:原因|主要是|主要系|主要为|主要用于|由于|因为|其中：?主要|受)")
_MEAN = re.compile(r"(?:人均|户均|亩均|车均|站均|平均|均|每|单价|标准)[^，。；]{0,8}$")
REAL = re.compile(r"生产总值|增加值|GDP|可比价|不变价|可比口径|同口径|价格因素|剔除|扣除|不含|还原|同比例")
_EMPTY_SUBJECT = re.compile(
    r"(?:(?:19|20)\d\d年度?|\d{1,2}月份?|本年度?|当年|今年|全年|该项|此项|其|两项|我局|我县|我市|本部门|本单位|部门|决算|预算|执行|支出|收入|收支|费用|经费|资金|金额|数额|总额|总量|总数|总计|合计|共计|数量|规模|数|额|款|"
    r"也|均|都|各|有所|主要|略|实际|累计|完成|、|和|及|与|的|了)+"
)
_YEAR = re.compile(r"(?:19|20)\d\d(?=年)")
BUDGET_LABEL = re.compile(r"(?:年初|部门|财政|全年|当年|调整后?的?)*(?:预算(?:数|批复数?|安排数?|总额|总数|额|金额|指标|资金)?|计划(?:数|任务)?|任务(?:数|量)?|目标(?:值|数|任务)?|概算|时间进度)(?:为|是|共|的|按|值)*$")
_BUDGET_HEAD = re.compile(r"(?:预算|计划|任务|目标)")
_DONE_HEAD = re.compile(r"决算|支出|执行|完成|实际|已|支付|使用")
_CLAUSE_START = re.compile(r"[，。；：\n]")
_OTHER_TIME = re.compile(rf"{_THEN}")


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
        reading.__dict__["changes"] = [c for mentions in reading.by_sentence.values() for c in _in_sentence(reading, mentions)]
    return reading.__dict__["changes"]


def _in_sentence(reading: Reading, mentions: list[Mention]) -> list[Change]:
    plain, found = reading.plain, []
    begin = reading.sentences[mentions[0].sentence][0]
    open_: Change | None = None
    last: Mention | None = None  # the open change's last member
    for at, mention in enumerate(mentions):
        previous = mentions[at - 1] if at else None
        gap = plain[previous.end if previous else begin: mention.start]
        if previous is not None and (move := _moved(previous, mention, gap)) is not None:
            open_, last = move, mention
            found.append(open_)
            continue
        if open_ is not None and last is previous and _joins(open_, last, mention, gap):
            (open_.rates if _rate_like(mention, open_) else open_.amounts).append(mention)
            last = mention
            continue
        match = _verb(gap)
        if match is None or mention.figure.value is None:
            continue
        change = _opened(reading, mentions, at, gap, match, found)
        if change is not None:
            open_, last = change, mention
            found.append(change)
    return found


def _moved(previous: Mention, mention: Mention, gap: str) -> Change | None:
    """由M增加到N, M→N: both of one dimension."""
    if previous.dimension != mention.dimension or previous.figure.value is None or mention.figure.value is None:
        return None
    match = _MOVED.match(gap)
    if match is None or not (_FROM.search(previous.lead) or match["verb"] in (None, "→")):
        return None
    verb = match["verb"] or ""
    if re.fullmatch(_UP, verb) or verb in ("升", "涨", "扩"):
        up = True
    elif re.fullmatch(_DOWN, verb):
        up = False
    else:
        up = mention.figure.value >= previous.figure.value  # 调整为: no direction told
    change = Change(previous.start, up, "then" if verb else "other", "", "", False, inline=previous, moved=mention)
    change.what = "told" if re.fullmatch(f"{_UP}|{_DOWN}|升|涨|扩", verb) else ""
    return change


def _rate_like(mention: Mention, change: Change | None = None) -> bool:
    """A rate of change: percent, 成 or 倍; 个百分点 is an amount, the difference of two rates."""
    return mention.rate or mention.figure.unit == "倍"


def _joins(change: Change, last: Mention, mention: Mention, gap: str) -> bool:
    """Whether a figure goes on telling the same change: its rate, its amount, or the next of a list told with 分别 or 各."""
    if mention.figure.value is None:
        return False
    if gap in "、和及与，" and gap and change.members and _rate_like(last) == _rate_like(mention):
        return change.listed or (not _rate_like(mention) and gap != "，" and mention.dimension != last.dimension)
    inner = _CONTINUES.match(gap)
    match = _verb(inner["rest"]) if inner else None
    if match is None:
        return False
    before = inner["rest"][: match.start()]
    if before and not (_COMPARAND.fullmatch(before) or re.fullmatch(r"同比|环比|分别|各|，", before)):
        return False
    rate = _rate_like(mention)
    if (rate and change.rates) or (not rate and change.amounts):
        return False
    up = _direction(match)
    change.listed = change.listed or bool(re.search(r"分别|各", gap))
    if change.moved is not None and not change.members:
        return rate or mention.dimension in (change.moved.dimension, POINTS)
    return up is None or up == change.up or change.moved is not None


def _verb(words: str) -> re.Match[str] | None:
    """The verb of change that ends these words; a verb of one character takes no object (降雨量 is no change)."""
    if not _VERB_SIGN.search(words, max(0, len(words) - 16)):
        return None
    match = _VERB.search(words, max(0, len(words) - 28))
    return None if match is None or (match["object"] and len(match["verb"]) == 1) else match


def is_change(mention: Mention) -> bool:
    """Whether a figure tells a change and no state."""
    return _verb(mention.lead) is not None and not _REACHED.search("，" + mention.lead[-4:])


def _direction(match: re.Match[str]) -> bool | None:
    """True up, False down, None where 幅 tells neither."""
    if match["measure"]:
        head = match["measure"][0]
        return True if head in "增升涨" else False if head in "降减跌下" else None
    return re.fullmatch(_UP, match["verb"]) is not None


def _opened(reading: Reading, mentions: list[Mention], at: int, gap: str, match: re.Match[str], found: list[Change]) -> Change | None:
    mention, previous = mentions[at], mentions[at - 1] if at else None
    rate = _rate_like(mention)
    if not rate and not mention.quantity and mention.dimension not in (POINTS, ""):
        return None
    before = gap[: match.start()]
    against, what, subject, attached = _comparand(before + ("同比" if "同比" in match["adverb"] else ""), match["adverb"])
    inline = None
    if previous is not None and re.fullmatch(r"(?:的?[，）]?|相比[，]?|的?(?:基础上|水平|标准)?[，]?)", before):
        inline, kind, words = _inline(previous)
        if inline is not None:
            against, what = kind, words
    verb = match["verb"] or ""
    if match["object"] and not against:
        return None
    if verb in _BROAD and not against:
        inherits = found and found[-1].first.sentence == mention.sentence and found[-1].against and not match["object"]
        if not (inherits and before in "，、；（"):
            return None
    if not against and found and found[-1].first.sentence == mention.sentence:
        against, what = found[-1].against, found[-1].what
    up = _direction(match)
    change = Change(mention.start, True if up is None else up, against, what, subject, False, inline=inline)
    change.listed = bool(re.search(r"分别|各", match["adverb"] + before))
    change.real = bool(re.search(r"年均|平均|逐年|实际|名义|可比", match["adverb"]) or REAL.search(gap))
    change.reason = bool(_REASON.search(gap))
    change.attached = attached and previous is not None
    (change.rates if rate else change.amounts).append(mention)
    return change


def _comparand(before: str, adverb: str) -> tuple[str, str, str, bool]:
    """Kind and words of the comparand in the words before a verb, the subject named there, and whether that subject's words
    follow a figure without a mark between (then they are that figure's noun)."""
    marks = [m.end() for m in _CLAUSE_START.finditer(before)]
    clause_from = marks[-1] if marks else 0
    against = what = ""
    taken = None
    for match in _COMPARAND.finditer(before):
        words = match["what"]
        kind = _kind(words)
        if kind:
            against, what, taken = kind, words, match
    if taken is None and ("同比" in before or "环比" in before or "同比" in adverb or "环比" in adverb):
        against, what = "then", "同比" if "同比" in before + adverb else "环比"
    if taken is not None and taken.end() < clause_from and len(re.findall(r"[，；：。]", before[taken.end():])) > 1:
        subject = before[clause_from:]
    elif taken is not None and taken.end() >= clause_from:
        subject = before[clause_from: max(clause_from, taken.start())] + before[max(taken.end(), clause_from):]
    else:
        subject = before[clause_from:]
    subject = re.sub(r"同比|环比|（|）|“|”", "", subject)
    return against, what, subject, clause_from == 0 and bool(subject)


def _kind(words: str) -> str:
    if not words:
        return ""
    if re.search(_BUDGET, words) and not re.search(r"上年|去年|上一年", words):
        return "budget"
    if re.search(_THEN, words):
        return "then"
    return "other" if re.search(r"平均|水平|标准|全[省市县国]", words) else ""


def _inline(previous: Mention) -> tuple[Mention | None, str, str]:
    """The comparand's own figure, right before the verb: 比上年决算数41.09万元减少, 较上年（41.09万元）减少."""
    match = re.search(r"(?:(?<![同环占对])比|较|与|和|同|于)([^，。；：]{0,26}?)（?$", previous.lead)
    if match is None or previous.figure.value is None or _verb(previous.lead):
        return None, "", ""
    words = match[1]
    kind = _kind(words)
    if not kind and (re.search(r"(?:完成|增|减|占)", words) or not previous.lead.rstrip("（").endswith(match[0].rstrip("（"))):
        return None, "", ""
    return previous, kind or "other", words


def words_of(reading: Reading, mention: Mention) -> str:
    """The words that name a figure: its clause before it, back over 、 and parentheses, and what follows it."""
    start = reading.plain.rfind("\n", 0, mention.start) + 1
    clause = max((m.end() for m in _CLAUSE_START.finditer(reading.plain, max(start, mention.start - 60), mention.start)), default=max(start, mention.start - 60))
    before = reading.mentions[mention.index - 1] if mention.index else None
    if before is not None and clause < before.end:
        clause = before.end
    own = reading.plain[clause:mention.start]
    return (own if len(own) > 2 else mention.label) + mention.noun


def core(words: str) -> str:
    """A name without the words that any figure of the document may bear."""
    return re.sub(r"[（）“”、\s：]", "", _EMPTY_SUBJECT.sub("", words))


def names(subject: str, words: str) -> bool:
    """Whether a subject may be the one that these words name: all of its own characters occur there, and they do not
    differ in 收入 and 支出."""
    if ("支" in subject) != ("支" in words) and ("收" in subject) != ("收" in words):
        return False
    own = core(subject)
    return all(character in words for character in own)


def now(reading: Reading, change: Change, like: Mention | None) -> list[Mention]:
    """The figures that the change may be about, likeliest first; `like` tells their dimension (None: a rate's own base)."""
    if change.moved is not None:
        return [change.moved]
    dimension = _dimension(like, change)
    pool = [m for m in reading.before(change.start, 3)
            if (m.dimension == dimension if dimension is not None else m.quantity) and _open_to(m, change.first) and m is not change.inline
            and m.figure.value is not None]
    if like is not None and like.quantity and like.dimension == "thing":
        pool = [m for m in pool if m.figure.unit == like.figure.unit]
    ranked: list[tuple[tuple[int, ...], Mention]] = []
    sentence = change.first.sentence
    for distance, mention in enumerate(reversed(pool)):
        words = words_of(reading, mention)
        if is_change(mention) or _other_time(words, change):
            continue
        named = names(change.subject, words)
        if not named and not (change.attached and distance == 0):
            continue
        budget = bool(BUDGET_LABEL.search(words[: len(words) - len(mention.noun)]))
        mean = bool(_MEAN.search(words[: len(words) - len(mention.noun)])) and "均" not in change.subject
        other_year = _YEAR.search(words) is not None and _YEAR.search(change.what) is not None
        if change.against == "budget" and budget and not other_year and not re.search(r"全年预算|调整", words):
            continue
        ranked.append(((budget + mean, mention.sentence != sentence and sentence - mention.sentence, distance), mention))
    ranked.sort(key=lambda entry: entry[0])
    best = [mention for _, mention in ranked]
    if not core(change.subject):
        best = _near(best, sentence, change)
    if not best and not core(change.subject) and not change.reason:
        best = _elsewhere(reading, change, dimension)
    reached = reading.between(change.end, change.end + 30)[:1]
    if reached and reached[0].dimension == dimension and _REACHED.match(reading.plain[change.end: reached[0].start]):
        best.insert(0, reached[0])
    return best[:5]


def _elsewhere(reading: Reading, change: Change, dimension: str | None) -> list[Mention]:
    """The figure that an earlier paragraph tells under the very name that the change's sentence begins with."""
    begin = reading.sentences[change.first.sentence][0]
    head = re.match(r"[^，。；：\d]*(?:\d{4}年度?)?([^，。；：\d]{4,24}?)(?:支出决算|决算数?)?(?=完成|比|较|与|同比)", reading.plain[begin: change.start])
    if head is None or dimension is None:
        return []
    name = _own_name(head[1])
    earlier = [m for m in reading.between(0, begin) if m.dimension == dimension and m.figure.value is not None and not is_change(m)
               and _own_name(m.label) == name]
    return earlier[-1:]


def _own_name(words: str) -> str:
    return re.sub(r"^(?:.*(?:本部门|我局|本单位|我县|我市))?(?:.*\d{4}年度?)?", "", words)


def _near(best: list[Mention], sentence: int, change: Change) -> list[Mention]:
    """Without a subject the change is about its own sentence's figures; where that has none, about the sentence before."""
    own = [m for m in best if m.sentence == sentence]
    segment = [m for m in own if m.segment == change.first.segment]
    if segment or own:
        return segment + [m for m in own if m not in segment][:2]
    if change.reason:
        return []
    earlier = max((m.sentence for m in best), default=None)
    return [m for m in best if m.sentence == earlier] if earlier is not None and earlier >= sentence - 1 else []


def _dimension(like: Mention | None, change: Change) -> str | None:
    if like is None:
        return change.inline.dimension if change.inline is not None else None
    return "百分比" if like.dimension == POINTS else like.dimension


def _open_to(mention: Mention, other: Mention) -> bool:
    """Whether a figure's parenthesis, if any, still stands open at the other."""
    return mention.depth == 0 or mention.paren == other.paren or (mention.depth < other.depth and mention.paren < other.paren)


def _other_time(words: str, change: Change) -> bool:
    """Whether a figure belongs to the time that the change compares with."""
    if re.search(r"上年|去年|上一年|同期|年初(?!预算)|期初|上月", words) and "结转" not in words:
        return True
    year = _YEAR.search(change.what)
    return year is not None and year[0] in words


def then(reading: Reading, change: Change, current: Mention) -> Mention | None:
    """The stated earlier (or budgeted) figure of the same quantity as `current`."""
    if change.inline is not None:
        return change.inline if change.inline.dimension == current.dimension else None
    if change.against == "other":
        return None
    subject = words_of(reading, current)
    limit = reading.plain.find("\n", change.end)
    stop = len(reading.plain) if limit < 0 else limit
    after = reading.between(change.end, min(stop, change.end + 120))
    for mention in after[:4]:
        if mention.dimension == current.dimension and mention.figure.value is not None and is_then(reading, mention, change, current, subject):
            return mention
    start = reading.sentences[max(0, current.sentence - 2)][0]
    paragraph = reading.plain.rfind("\n", 0, current.start) + 1
    before = reading.between(max(start, paragraph), change.start)
    near = [m for m in reversed(before) if m is not current and m.dimension == current.dimension and m.figure.value is not None
            and is_then(reading, m, change, current, subject)]
    return near[0] if near else None


def is_then(reading: Reading, mention: Mention, change: Change, current: Mention, subject: str) -> bool:
    if _verb(mention.lead) or mention.unit.factor * current.unit.factor == 0:
        return False
    if mention.dimension == "thing" and mention.figure.unit != current.figure.unit:
        return False
    words = words_of(reading, mention)
    head = words[: len(words) - len(mention.noun)] if mention.noun else words
    if change.against == "budget":
        if not BUDGET_LABEL.search(head) or ("年初" in change.what) != ("年初" in head) and "年初" in change.what + head and "调整" in head + change.what:
            return False
        if mention.index in (current.index - 1, current.index + 1) and mention.sentence == current.sentence:
            return True
        rest = BUDGET_LABEL.sub("", head)
    else:
        year, own = _YEAR.search(change.what), _YEAR.search(head)
        own = None if re.search(r"年初|期初", change.what) else own
        now_year = _YEAR.search(subject)
        if own is not None:
            if year is not None and own[0] != year[0]:
                return False
            if year is None and (now_year is None or int(own[0]) != int(now_year[0]) - 1) and not (mention.paren >= 0 and mention.start > change.end):
                return False
        elif re.search(r"年初|期初", change.what):
            if not re.search(r"年初|期初", head):
                return False
        elif not re.search(r"上年|去年|上一年|同期|年初(?!预算)|期初|上月|上期", head) and not (change.what == "环比" and re.match(r"\d{1,2}月份?为?$", head)):
            return False
        if re.search(r"结转|结余", head) and not re.search(r"结转|结余", subject + change.subject):
            return False
        rest = _OTHER_TIME.sub("", head)
    rest = core(rest.strip("为是达的约计（"))
    rest = re.sub(r"[为是达约]$", "", rest)
    nameless = mention.index == current.index - 1 and not core(_OTHER_TIME.sub("", subject))
    return not rest or nameless or all(c in subject + change.subject for c in rest)
