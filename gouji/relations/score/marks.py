"""Scores in prose as entries: what an item could get, what it got, and what it lost, however the sentence orders them.

投入指标20分，得19分; 过程（25分）得22.5分; 得9.78分（满分10分）; 资产管理10分，扣1分，得9分 are one entry each. Assumptions about the language:
- the word right before a score tells its part (满分, 分值; 得, 自评; 扣, 失分); a bare score before what was got or lost is what
  the item could get;
- an entry goes on as long as no new name is told and its part is still open; a loss told with its reason in the sentence of an
  entry, or in a paragraph with one entry only, is a cause of that entry's loss;
- what is told with 每, 扣完为止 or 不得分 are rules of scoring, what 为优 or 以上 follows are grades: both are no scores.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from gouji import flattened as tables
from gouji.cells import Cells
from gouji.patterns import compiled
from gouji.relations.common.model import HUNDRED, Relation, linear
from gouji.relations.common.reading import SCORE, Mention, Reading, kept

ITEM, SUBTOTAL, TOTAL = "item", "subtotal", "total"
_FULL = re.compile(r"(?:满分|(?<!自评)(?<!得)分值|权重(?:分值?)?|标准分|基准分|总分值|赋分|（总分|（共)(?:值|为|是|共|：)*$")
_LOST = re.compile(r"(?:(?<!不)扣(?:除|减|掉|去)?|失分?|丢分?|减分)(?:分值?|了|为|共|：)*$")
_GOT = re.compile(
    r"(?:[得获]|得到|获得|[评得考]分|自评|评价|评定|总评|总分|打分|实得|得分值|分数|小计|合计|共计)(?:得分|结果|总分|分)?(?:值|为|是|了|共|约|：|）)*$"
)
_OPENER = re.compile(
    r"^.*(?:其中|包括|具体(?:情况)?(?:如下|[为是])?|(?:扣分|失分|丢分)[^，。；：]{0,8}[：，在是为]|[：])"
)
_ENUMERATED = re.compile(
    r"^[，；、]?(?:[一二三四五六七八九十]{1,2}是|首先|其次|再次|最后|另外|（[一二三四五六七八九十\d]{1,2}）|[①-⑳]|\d{1,2}[.、．])"
)
_FILLER = re.compile(
    r"^(?:该|本|此|这)(?:一)?(?:项(?!目)|类|部分|指标)*(?:指标|内容)?|(?:一|二|三)级|指标|合计|共计?|总计|小计|实际|自评|最终|综合|分值|权重|满分|得分?|扣分?|失分?"
    r"|应|标准|评[价分定]|考核|其中|均|各|全部|经|并|为|是|的|分|总|以上|累计|上述|了"
)
_NUMBERED = re.compile(r"^(?:[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十\d]{1,3}）|\d{1,2}[.、．]|[①-⑳])")
_RULE = re.compile(
    r"每(?!年|月)[^，。；]{0,16}[扣减加得]|[扣减]完为止|不得分|不扣分|酌情|按比例|最多[扣得加]|[扣得加减]\d[^，。；]{0,4}[-—至～~]\d|则[扣得]|可得|应扣"
    r"|[少缺多超低漏](?!分)[^，。；]{0,10}[扣减]"
)
_TO_NOUGHT = re.compile(r"分?[，；]?(?:直至)?[扣减]完为止")
_GRADE = re.compile(
    r"^(?:分)?(?:（含[^）]*）|（含）)?(?:以[上下]|及以[上下]|[-—－~～至]|之间|[^，。；\d]{0,6}[为是]?[“]?(?:优|良|中|差|合格|不合格|及格)[”秀好等]?(?:[，。；、）”]|$))"
)
_OTHER = re.compile(r"平均|最[高低]|均分|上年|去年|相差|提[高升]|下降|提[高]|较|比上|加分|附加|不[低少]于|达到|区间")
_OVERALL = re.compile(
    r"(?:综合|总体?|自评|自我评价|评价|绩效|考核|考评|评定|核定|最终|最后|合计|平均|自评总|综合自评|年度?)(?:评价|评定|自评|自评价|考核)*"
    r"(?:得分|评分|打分|总分|分数|分值|结果|总评|得)|总分|总评|共得|(?:综合评价|自评)[为得]?$|得分合计$|得分$|评分$"
)
_SUBJECT = re.compile(
    r"^(?:.*(?:部门|单位|我[局县市区委办院校镇乡中]|整体支出|本[部单局委院校中镇]|该(?:项目|单位|部门)|本?项目|项目支出|专项|专项资金|工程|年度?|绩效|资金|[局委办院校会站所处]|中心|满分100分|[县市镇乡区])(?:情况|工作)?)?$"
)
_GENERIC = re.compile(
    r"^(?:经|综上|据此|按|百分制|本次|此次|最终|共|我们|对照|以上)+|(?:综合|自评|评价|绩效|得分|评分|总分|考核|最终|最后|评定|核定|总体?|自我?|为|的|经|量化|结果|等级|整体|开展|进行了?|考评|各项|合计|打分|分数|分值|[全本]?年度?|得)+$"
)
_SUB = re.compile(r"^(?:[^，。；]{2,8}指标)?(?:以上|各项|[二三四五六七八]项)*(?:小计|合计|共计|总计|共得|合计得|小计得)(?:自评)?(?:得分|得|分)?(?:为|：)?$")


@dataclass(slots=True)
class Entry:
    """One item's scores. `start`, `end`: from its words to its last score; `opened`: what stands between it and the entry before it."""

    name: str
    kind: str
    start: int
    end: int
    paragraph: int
    sentence: int
    opened: str
    heads: bool  # whether it is the first entry of its paragraph
    full: Mention | None = None
    got: Mention | None = None
    lost: Mention | None = None
    bare: Mention | None = None
    causes: list[Mention] = field(default_factory=list)

    @property
    def first(self) -> Mention:
        return min(
            (m for m in (self.full, self.got, self.lost, self.bare, *self.causes) if m is not None),
            key=lambda m: m.index,
        )


@kept
def entries(reading: Reading) -> list[Entry]:
    """All entries of a document's prose, in its order."""
    found: list[Entry] = []
    cells = Cells(tables.find(reading.document))
    for m in _scores(reading, cells):
        paragraph = reading.plain.rfind("\n", 0, m.start) + 1
        part, words = _part(m)
        name = _name(words)
        entry = found[-1] if found and found[-1].paragraph == paragraph else None
        if entry is not None and _continues(entry, m, part, words, name):
            _put(entry, m, part)
            continue
        alone = entry is not None and entry.heads and len([e for e in found[-2:] if e.paragraph == paragraph]) == 1
        if part == "lost" and entry is not None and _is_cause(entry, m, alone):
            entry.causes.append(m)
            entry.end = max(entry.end, m.end)
            continue
        before, kind = found[-1] if found else None, _kind(m, part, words)
        made = Entry(
            name or _name(m.label) or (_heading(reading, paragraph) if entry is None else ""),
            kind,
            m.start - len(m.lead),
            m.end,
            paragraph,
            m.sentence,
            reading.plain[before.end : m.start] if before is not None and m.start - before.end < 120 else "\n",
            entry is None,
        )
        _put(made, m, part)
        found.append(made)
    for entry in found:
        if entry.kind == TOTAL and entry.full is not None and entry.full.figure.value != HUNDRED:
            entry.kind = ITEM
    for entry in found:
        if entry.kind == TOTAL and not entry.heads and entry.full is None and (head := _head(found, entry)) is not None:
            entry.kind = SUBTOTAL if head.got is None and entry.got is not None and entry.got.figure.value <= head.first.figure.value else TOTAL
    return found


def _head(told: Sequence[Entry], entry: Entry) -> Entry | None:
    """The item whose marks open the paragraph of an entry: 投入（15分）。…自评得分14分 is its score."""
    head = next((e for e in told if e.heads and e.paragraph == entry.paragraph), None)
    return head if head is not None and head.kind == ITEM and (head.full or head.bare) is head.first else None


def _scores(reading: Reading, cells: Cells) -> Iterator[Mention]:
    """The scores of prose that tell what an item could get, got or lost."""
    for m in reading.mentions:
        figure = m.figure
        if m.dimension != SCORE or figure.value is None or figure.qualifier != "exact" or figure.value > 1000:
            continue
        if cells.end(m.start) is not None or _RULE.search(_around(reading, m)) or _TO_NOUGHT.match(reading.plain, m.end):
            continue
        clause = compiled("[，；。：（]").split(m.lead)[-1]
        if _GRADE.match(reading.plain[m.end : m.end + 16]) and not _GOT.search(m.lead) or _OTHER.search(clause):
            continue
        line = reading.plain[reading.plain.rfind("\n", 0, m.start) + 1 : m.start]
        if "|" in line or "\t" in line:
            continue
        yield m


def _around(reading: Reading, m: Mention) -> str:
    """The clause of a score, up to the next comma."""
    left = max(reading.plain.rfind(mark, 0, m.start) for mark in "，。；：\n（")
    right = re.compile("[，。；\n）]|$").search(reading.plain, m.end).start()
    return reading.plain[left + 1 : right]


def _part(m: Mention) -> tuple[str, str]:
    """Which part of an entry a score is, and the words before it without those that say so."""
    lead = m.lead.rstrip()
    for part, pattern in (("full", _FULL), ("lost", _LOST), ("got", _GOT)):
        if told := pattern.search(lead):
            if part == "got" and m.figure.value == 100 and lead.endswith(("总分", "总分为", "总分：")):
                part = "full"
            return part, lead[: told.start()]
    return "bare", lead


def _name(words: str) -> str:
    """What names an item in the words before its score; "" where they only say that it is a score."""
    words = _ENUMERATED.sub("", _OPENER.sub("", words))
    words = (
        compiled(r"[，。；）]").split(words)[-1]
        if not words.endswith(("（", "，"))
        else compiled(r"[，。；）]").split(words[:-1])[-1]
    )
    bare = compiled(r"[\s“”（）()：、，\-—]").sub("", words)
    return bare if len(_FILLER.sub("", bare)) >= 2 else ""


def _heading(reading: Reading, paragraph: int) -> str:
    """The words that a paragraph begins with, without its number."""
    return compiled(r"[，。：；（\d]|满分|得分").split(_NUMBERED.sub("", reading.plain[paragraph : paragraph + 40]))[0][:20]


def _continues(entry: Entry, m: Mention, part: str, words: str, name: str) -> bool:
    """Whether a score tells another part of the entry before it."""
    if name or _ENUMERATED.match(m.lead) or m.sentence > entry.sentence + 1:
        return False
    if m.sentence != entry.sentence and (not entry.heads or part == "bare"):
        return False
    if "其中" in m.lead or "；" in m.lead and part == "bare":
        return False
    if part == "bare":  # 决策（15分）14分
        return (
            entry.got is None and entry.lost is None and (entry.full or entry.bare) is not None and m.lead[:1] == "）"
        )
    if part == "got" and entry.got is not None and entry.full is None and _out_of(entry.got) and entry.lost is None:
        return entry.sentence == m.sentence  # 产出指标总分50分，自评得分49分
    slot = {"full": entry.full, "got": entry.got, "lost": entry.lost}[part]
    if slot is not None or part == "lost" and m.sentence != entry.sentence:
        return False
    if _SUB.match(compiled(r"^[，。；\s]+").sub("", m.lead)):
        return False
    return part != "full" or entry.bare is None or entry.got is None


def _out_of(m: Mention) -> bool:
    """Whether a score told as 总分 may be what could be got."""
    return m.lead.rstrip("为是：").endswith(("总分", "总分值"))


def _put(entry: Entry, m: Mention, part: str) -> None:
    """Enter a score; a bare one before what was got or lost turns out to be what could be got, one before its marks what was got."""
    if part == "bare":
        if entry.bare is None and entry.full is None and entry.got is None:
            entry.bare = m
        elif entry.full is None and entry.bare is not None:
            entry.full, entry.bare, entry.got = entry.bare, None, m
        else:
            entry.got = m
    else:
        if part == "got" and entry.got is not None:
            entry.full = entry.got
        setattr(entry, part, m)
        if entry.bare is not None:
            if part == "full":
                entry.got, entry.bare = entry.bare, None
            else:
                entry.full, entry.bare = entry.bare, None
    entry.end = max(entry.end, m.end)


def _is_cause(entry: Entry, m: Mention, alone: bool) -> bool:
    """Whether a loss told with its reason is one of the entry before it."""
    if entry.got is None and entry.full is None or _ENUMERATED.match(m.lead) and not alone:
        return False
    if entry.sentence == m.sentence and entry.lost is None and entry.kind == ITEM:
        return "；" not in reading_gap(entry, m)
    return (
        alone
        and entry.kind == ITEM
        or entry.lost is not None
        and entry.sentence == m.sentence
        and m.depth > entry.lost.depth
    )


def reading_gap(entry: Entry, m: Mention) -> str:
    """The words between an entry and a score, as far as they are the score's own."""
    return m.lead if m.start - len(m.lead) >= entry.end else ""


def _kind(m: Mention, part: str, words: str) -> str:
    """Whether an entry that opens with this score is an item, a sum of those before it, or the whole."""
    clause = compiled(r"[，。；：（]").split(m.lead.rstrip("：:为是了约共 "))[-1]
    clause = compiled(r"\s").sub("", clause)
    if part == "full" and m.figure.value == HUNDRED:
        return TOTAL
    if part not in ("got", "lost") and not (part == "bare" and m.figure.value == HUNDRED):
        return ITEM
    if _SUB.match(clause):
        return SUBTOTAL
    if part == "lost":
        own = _LOST.sub("", clause)
        return TOTAL if compiled(r"共|合计|总|自评|累计").search(own) and not _name(own) else ITEM
    told = list(_OVERALL.finditer(clause))
    subject = _GENERIC.sub("", clause)
    return TOTAL if told and told[-1].end() >= len(clause) - 2 and _SUBJECT.match(subject) else ITEM


def score_of(told: Sequence[Mention]) -> Decimal:
    """The sum of scores."""
    return sum((m.figure.value for m in told), Decimal(0))


def summed(whole: Mention, parts: Sequence[Mention], rule: str, zh: str, en: str, strict: bool = True) -> Relation:
    """A whole told as the sum of its parts; `zh`, `en`: what is summed."""
    figures = tuple(part.figure for part in parts)
    if len(figures) == 1:
        words = (
            f"“{whole.label[-12:]}”{zh}{whole.figure.text}应与其唯一下级一致",
            f"the only part's {en} should be {whole.figure.text}",
        )
        return Relation("repeat", rule, whole.figure, figures, linear(1), ("whole", "part"), *words, strict=strict)
    return Relation(
        "sum",
        rule,
        whole.figure,
        figures,
        linear(len(figures)),
        ("whole", *("part",) * len(figures)),
        f"各项{zh}之和应等于总{zh}{whole.figure.text}",
        f"the items' {en} should sum to {whole.figure.text}",
        strict=strict,
    )
