"""What the words around a figure say that it tells: its own name, what its sentence is about, its year and its scope.

Assumptions about the language:
- a figure's own name stands right before it (`Mention.label`), of a thing that is counted also behind it (`noun`);
- what it leaves out (起诉 of 2021年回升到912人) stands before the first figure of its sentence or segment, at the head of
  its paragraph or line, or in the headings over it; the names of its neighbours in a list are not its own;
- the nearest year before it is its year.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from operator import itemgetter

from gouji.lazily import cached_property
from gouji.patterns import compiled
from gouji.relations.common.evidence import way_of
from gouji.relations.common.lists import GENERIC
from gouji.relations.common.periods import last_year, opening_years
from gouji.relations.common.reading import MONEY, QUOTES, Mention, Reading
from gouji.relations.common.retold import scope

_IDLE = re.compile(
    r"(?:19|20)\d\d年度?|\d+月\d+日|\d+|[一二三四五六七八九十]是|第[一二三四五六七八九十]|[~～%％.．\-—]"
    r"|(?:回升|上升|下降|提高|降低|增加|减少|恢复|扩大|达|降|增|升|减|用)[到至为]|最[高低大小多少]|不足以|不足|超过|分别|其中|实际|目前|据此|上述|以上|以下"
    r"|数额|人数|数量|个数|户数|金额|对数|累计|合计|共计|总计|全部|全年|本年度?|今年|当年|年度|截至|截止|年底|年终|年末|届内|主要|左右|口径|情况|只有|仅有|共有|计入|满足|去年|上年|同期"
    r"|[我本该全][局馆院办委县市区州省镇乡校所]|对象|价值|[为是约的了仅才只均和及与或]"
)
_EDGES = "共有按在对由从将以于中里已各达计即也还就且并其但又高又而占除"  # words of grammar at a name's ends
_WORDS = re.compile(r"[\u4e00-\u9fffA-Za-z]+")
_NO_NOUN = re.compile(r"[中里均都已占比较]|全部|分别|其中|同比|增长|下降|减少|增加")
_REFERS_BACK = re.compile(r"(?:据此|上述|以上|上列|[以按这该])$")
_TAKEN_UP = re.compile(r"[中里](?!央)|[^，。；]{0,6}(?:口径|计算|测算)|[^，。；\d]{0,10}的基础上")
_OF_THEM = re.compile(r"(?P<noun>[\u4e00-\u9fff]{0,8}?)(?:中(?![央心国小学等药医型])|[均都里](?![衡市县])|全部|已(?:经)?[全均]|逐[个一])")
_DEFINITE = re.compile(r"(?:[一二三四五六七八九十]是)?(?:但|而)?(?:全(?:部|体|[县市区镇州省乡局院校]的?)|上述|以上|这|该|对|所有|现有的?|(?P<kept>保[有留])的?)?")
_TOTAL_ROW = re.compile(r"合\s*计|总\s*计|^总|^\s*(?:19|20)\d\d年?度?\s*$")
_ALSO = re.compile(r"[和及与暨](?:19|20)\d\d年[^/]*")  # 问题和2013年打算: what comes before 和 is not of that year
_STATE = re.compile(
    r"(?P<plan>计划|(?<!占)(?<!成)任务|目标|年初|预计|预期|力争|确保|拟|应[^急]|[≥≤]|不低于|不少于|下达|编制|核定|指标值|批复)"
    r"|(?P<budget>预算(?!单位|部门|绩效|执行|支出决算|财政拨款))|(?P<final>决算|执行数|支出|实际|完成|支付|拨付)"
)
_GOAL = re.compile(r"目标|预期|安排意见|力争|^计划|^下一步|^下步")
_REACHED = re.compile(r"完成|实现|达到|执行|实际|支出|支付|成效|成绩|情况分析")
_ENDING = re.compile(r"(?:预算|决算|支出|执行|完成)数?$")
_FLOW = re.compile("收入|支出|[出进]口|收购|销售")
_ASIDE = re.compile(r"（[^（）]*）")
_PLACE = re.compile(
    r"[\u4e00-\u9fff]{2}(?:(?<!全)县|(?<![社园城市辖地小新片灾])区|(?<!城)市|(?<!城)镇|(?<!城)乡|街道|(?<![农乡])村)(?![级委长民直场道容])"
)
_TOPIC = re.compile(r"[\s\d（）一二三四五六七八九十、.．①-⑳—·]*[^\d。：，]{2,16}[。：]")  # 1.兜底保障。
_MARK = re.compile("[，。；：、\n]")
_LINE = re.compile(r"[\s\d（）、.．①-⑳—·]*[^\d。，；：:]*")
_HEAD = re.compile(r"[\s\d（）一二三四五六七八九十、.．①-⑳—·]*([\u4e00-\u9fffA-Za-z“”]{2,20})")
_HEADING = re.compile(r"^[ 　]*[一二三四五六七八九十]{1,3}[ 　、.．]+([\u4e00-\u9fff]{2,14})[ 　]*$", re.MULTILINE)
_SHARE = re.compile("[，、（]?(?:仅|只|约)?(?:占|为|是)")
WIDTH = 60
FAR = 1500  # characters under a heading


class Telling:
    """One figure in its words."""

    def __init__(self, reading: Reading, mention: Mention, cell: tuple[str, str, str] | None = None) -> None:
        """`cell`: of a table's cell, what heads its row and its column, and the words over the table."""
        self.mention = mention
        self.cell = cell
        self._reading = reading
        self.way = "amount" if cell and way_of(mention) in ("mean", "then", "change") else way_of(mention)
        self.places = mention.figure.places
        self.digits = format(abs(mention.figure.value), f".{self.places}f").replace(".", "")
        name = mention.figure.unit
        self.kind = "person" if mention.dimension == "person" else "thing" if name in GENERIC else name  # 人, 名, 位

    @property
    def total(self) -> bool:
        """Whether it stands in a table's total row, or in that of a year: its column names it then."""
        return self.cell is not None and bool(_TOTAL_ROW.search(self.cell[0]))

    @property
    def significant(self) -> int:
        """How many digits its number has, without the zeros at its end."""
        return len(self.digits.strip("0"))

    @cached_property
    def own(self) -> str:
        """Its own name."""
        mention = self.mention
        if self.cell:
            return self.cell[self.total].translate(QUOTES)
        noun = mention.noun[:8] if mention.unit.counted and not _NO_NOUN.match(mention.noun) else ""
        label = mention.label[-20:]
        if len(label) < 2:  # 城乡社区支出（类）: the name stands before what is in parentheses
            label = compiled("[，：；。、\n]").split(_ASIDE.sub("", mention.lead).translate(QUOTES))[-1]
        return f"{label} {noun}"

    @cached_property
    def runs(self) -> list[str]:
        """The words of its name that say anything; of its sentence's first where it has none of its own."""
        return said(self.own) or said(self._first)

    @property
    def named(self) -> bool:
        """Whether the words beside it name it."""
        return not self.cell and bool(said(self.own)) and len(self.mention.label) > 1

    @cached_property
    def pairs(self) -> list[str]:
        """The words in twos; 支出 and 预算 at a name's end say what state it is in (`state`), no more."""
        runs = [_ENDING.sub("", run) if len(run) > 4 else run for run in self.runs]
        return [run[k : k + 2] for run in runs for k in range(len(run) - 1)]

    @cached_property
    def flow(self) -> str:
        found = _FLOW.findall(self.own)
        return found[-1] if found else ""

    @cached_property
    def _line(self) -> tuple[int, int]:
        start = self._reading.plain.rfind("\n", 0, self.mention.start) + 1
        return start, self._reading.sentences[self.mention.sentence][0]

    @cached_property
    def _first(self) -> str:
        """The last words before the first figure of its sentence."""
        if self.cell:
            return self.cell[2].translate(QUOTES)
        begin = self._line[1]
        first = next(iter(self._reading.between(begin, self.mention.start)), self.mention)
        return compiled("[，：；。]").split(self._reading.plain[max(begin, first.start - WIDTH) : first.start])[-1]

    @cached_property
    def refers(self) -> bool:
        """Whether it takes up a number told before: 据此，307户…; C级84户中…; 以307户为口径."""
        mention = self.mention
        lead = mention.lead.strip("，：；。 ")
        return bool(_REFERS_BACK.search(lead) or _TAKEN_UP.match(self._reading.plain, mention.end))

    @cached_property
    def noun_taken_up(self) -> str | None:
        """The noun of a count told before that it takes up (12个问题中…); "" where only the counter says it, None else."""
        mention = self.mention
        usable = not self.cell and (mention.unit.counted or mention.dimension == MONEY)
        told = _OF_THEM.match(self._reading.plain, mention.end) if usable else None
        clause = compiled("[，：；。、\n]").split(mention.lead)[-1].strip()
        definite = _DEFINITE.fullmatch(clause) if told is not None else None
        return told["noun"] + (definite["kept"] or "") if definite is not None else None

    @cached_property
    def item(self) -> str:
        """What its line or segment begins with, where it is an item of a list."""
        if self.cell:
            return "".join(said(self.cell[0]))
        if head := _HEAD.match(self._source_line):
            return head[1].translate(QUOTES)
        start = max(self._line[0], self._line[1], self.mention.segment[0])
        head = _HEAD.match(self._reading.plain, start, self.mention.start)
        return head[1].translate(QUOTES) if head else ""

    @cached_property
    def around(self) -> str:
        """All the words that may name it: its own, its sentence's and segment's first, its paragraph's, its headings'."""
        plain, mention = self._reading.plain, self.mention
        if self.cell:
            return "|".join((*self.cell, mention.figure.section)).translate(QUOTES)
        start, begin = self._line
        firsts = []
        for at in {begin, mention.segment[0]}:
            first = next(iter(self._reading.between(at, mention.start)), mention)
            firsts.append(plain[max(at, first.start - WIDTH) : first.start])
        head = _TOPIC.match(plain, start, begin)
        return "|".join(
            (
                mention.figure.section or self._heading,
                head[0] if head else "",
                self._source_line,
                *firsts,
                self._subject,
                mention.lead[-WIDTH:],
                _MARK.split(plain[mention.end : mention.end + 12], maxsplit=1)[0],
            )
        ).translate(QUOTES)

    @property
    def _subject(self) -> str:
        """What a share is of: the name of the amount right before it (完成7.12亿元，占年计划56.5%)."""
        mention = self.mention
        before = self._reading.mentions[mention.index - 1] if mention.index else None
        told = mention.rate and before is not None and before.segment == mention.segment and _SHARE.match(mention.lead)
        return before.label if told else ""

    @property
    def paragraph(self) -> tuple[int, int]:
        start, end = self._line[0], self._reading.plain.find("\n", self.mention.end)
        return start, end if end >= 0 else len(self._reading.plain)

    @property
    def _heading(self) -> str:
        """The short line over it that a number of its own makes a heading, where the document has no sections."""
        text, at = self._reading.document.text, self.mention.figure.start
        found = _HEADING.findall(text, max(0, at - FAR), at)
        return found[-1] if found else ""

    @cached_property
    def _source_line(self) -> str:
        """What its line begins with in the source, where lines were joined."""
        text, at = self._reading.document.text, self.mention.figure.start
        start = text.rfind("\n", 0, at) + 1
        return _LINE.match(text, start, min(at, start + 30))[0]

    @cached_property
    def near(self) -> str:
        """The words right before it and its item."""
        if self.cell:
            return self.cell[0].translate(QUOTES)
        return self.item + "|" + self._reading.plain[max(self._line[1], self.mention.start - 24) : self.mention.start]

    @cached_property
    def year(self) -> str:
        """The nearest year before it; "past" of the year before, "" where none is told."""
        plain, mention = self._reading.plain, self.mention
        for words in self.cell or (
            plain[max(self._line[1], mention.start - 150) : mention.start],
            self._opened_with,
            plain[self._line[0] : self._line[0] + 16] if self._line[0] < self._line[1] else "",
            _ALSO.sub("", mention.figure.section),
        ):
            own = len(words) - len(mention.lead) if words.endswith(mention.lead) else len(words)
            if (told := last_year(words, own)) is not None:
                return told
        return ""

    @property
    def _opened_with(self) -> str:
        """The year that a sentence of its paragraph began with last, before its own: 2009年，…。其中，…。残疾人员中，…."""
        start, end = self._line
        told = opening_years(self._reading)
        at = bisect_left(told, end, key=itemgetter(1)) - 1  # what follows the year is told before the sentence begins
        return told[at][2] if at >= 0 and told[at][0] >= start else ""

    @cached_property
    def scope(self) -> dict[str, frozenset[str]]:
        if self.cell:
            return {**scope(" ".join(self.cell[:2])), "year": frozenset()}
        found = scope(
            self._reading.plain[
                max(self._line[1], self.mention.segment[0], self.mention.start - 40) : self.mention.start
            ]
        )
        return {**found, "year": frozenset()}

    @cached_property
    def state(self) -> str:
        """Whether it is a plan, a budget or what became of it; "" where its words do not say."""
        words = self.cell[1] if self.cell else self._of_item
        told = list(_STATE.finditer(words))
        if told:
            return told[-1].lastgroup
        heading = self.mention.figure.section.rpartition(" / ")[2]
        head = ""
        if not self.cell:
            before = self._reading.plain[self._line[1] : self.mention.start]
            opened = before.rfind("：")  # 预期目标：…; 实际完成情况：…
            head = before[max(0, opened - 10) : opened] if opened >= 0 else before[:10]
        for words in (head, heading):
            if _REACHED.search(words):
                return ""
            if _GOAL.search(words):
                return "plan"
        return ""

    @property
    def _of_item(self) -> str:
        """The words before it; with those before the first measure of its item (计划改造1620个、涉及居民24.8万户)."""
        mention = self.mention
        before = self._reading.mentions[mention.index - 1] if mention.index and mention.lead.startswith("、") else None
        another = before is not None and before.dimension != mention.dimension
        return (before.lead[-16:] if another else "") + mention.lead[-16:]

    @cached_property
    def place(self) -> str:
        """The place named last in its segment."""
        if self.cell:
            return ""
        found = _PLACE.findall(
            self._reading.plain[max(self.mention.segment[0], self.mention.start - 60) : self.mention.start]
        )
        return found[-1] if found else ""


def said(words: str) -> list[str]:
    """The words of these that say anything."""
    runs = (run.strip(_EDGES) for run in _WORDS.findall(_IDLE.sub(" ", words)))
    return [run for run in runs if len(run) > 1]
