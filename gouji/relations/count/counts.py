"""A stated number of listed things is the length of the list.

The list stands before the number (A、B及C等三个项目), behind it in parentheses or after a colon, as figures told one by
one (…；两项合计) or as markers (一是 … 二是 …). Regions and projects: see counted_projects.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from gouji.patterns import compiled
from gouji.relations.common.complements import shared_ending
from gouji.relations.common.lists import addable
from gouji.relations.common.model import Formula, Relation, choose
from gouji.relations.common.reading import Mention, Reading
from gouji.relations.count.enumerations import ASIDE, PART, QUOTED, agree, clause, in_one_quotation, names_of

MISCOUNT = 2  # by how much a list and its number differ where one was miscounted; further apart they are of other things
MOST = 60  # more things than this nobody lists
COUNTED = frozenset(("thing", "person", "household", "time"))
_OTHERS = re.compile(r"等(?:共计?)?$")
_TOTAL = re.compile(r"(?:共计?|合计|总共|这)$")
_NOUN = re.compile(r"[\u4e00-\u9fff]{0,12}")
_LOOKS_BACK = re.compile(r"^[，；]?(?:以上|上述|这)?$")
_OF_THE_LIST = re.compile(r"合计|共|均|分别|总|都|全部|占")
_SUMMED = re.compile(r"合计|共计|指标|总计|总额")
_RANKED = re.compile(r"(?:（[^（）]{0,30}除外）|（不[包含][^（）]{0,30}）)?的?[^，。；：（）\d]{0,6}(?:依次|分别)(?:是|为)：?")
_NO_LIST = re.compile(r"其中|含|包括|不|每|见|比|占|上年|^[如原]")
_LEVEL = re.compile(r"中央|[省市州县区乡镇村组户]")
_LEVELS = re.compile(rf"(?:{_LEVEL.pattern}){{2,7}}$")
_OPENS = re.compile(r"(?:[\u4e00-\u9fff]{2,4}名称(?:分别)?为：?|(?:分别|依次)(?:是|为)：?|即|是|包括)?")
_BY_COMMAS = re.compile(r"(?:[\u4e00-\u9fff]{2,16}(?:（[^（）]{1,12}）)?，){1,11}[\u4e00-\u9fff]{2,16}(?:（[^（）]{1,12}）)?(?=[。；\n]|$)")
_ONE_MORE = re.compile(r"，(?P<name>[\u4e00-\u9fff]{2,10})(?=[，。；\n])")
_CONCEPTS = frozenset("项 类 种 级 大 方面 个 者 条".split())  # counters of what is named, not of what a name has
_PLACES = frozenset("省 市 县 区 州 镇 乡 村 旗".split())  # counters of places that are told without their kind: 甘肃、宁夏2省
_ALTERNATIVE = re.compile(r"^(?:市|县|区|州|旗|镇|乡|村|街道|社区|户|套|台|次|人|批|股|科|室|所)$")
_MATTERS = re.compile(
    r"问题|措施|方面|做法|原因|工作|任务|建议|环节|特点|不足|成效|困难|短板|举措|机制|制度|步骤|要求|目标|点"
)
_CN = "一二三四五六七八九十"
_MARKERS = (
    [f"{c}是" for c in _CN],
    [f"第{c}，" for c in _CN],
    [f"{n}." for n in range(1, 21)],
    [f"{n}、" for n in range(1, 21)],
    [f"（{n}）" for n in range(1, 61)],
    [f"（{c}）" for c in _CN],
    list("①②③④⑤⑥⑦⑧⑨⑩"),
)


def propose(reading: Reading) -> list[Relation]:
    """The counts of a document that tell the length of a list in it."""
    found = []
    for mention in reading.mentions:
        if is_count(mention):
            relation = _before(reading, mention) or _figures_before(reading, mention) or _behind(reading, mention)
            if relation is not None:
                found.append(relation)
    return found


def is_count(mention: Mention) -> bool:
    value = mention.figure.value
    return (
        mention.figure.qualifier == "exact"
        and value is not None
        and 1 <= value <= MOST
        and value == value.to_integral_value()
        and mention.dimension in COUNTED
        and not mention.unit.scaled
    )


# --- a list of names before the number -------------------------------------------------------------------------------


def _before(reading: Reading, mention: Mention) -> Relation | None:
    """count.list_before: the names parted by 、 right before a number are what it counts.

    Assumes that 等 or nothing stands between: "设办公室、财务股、法规股等3个股室", "甲县、乙县两个县". Behind 等 there
    may be others, so that only a list longer than its number is wrong. Without 等 the noun must be what the names end
    in (甲县、乙县、丙区3个县区) to demand the tie; else it may count something that the last name has (两间生产用房).
    Levels of government need no mark (市县乡三级). 和, 与 and 及 before the last name part it or stand inside it: both
    lengths are tried.
    """
    begin = reading.sentences[mention.sentence][0]
    said = clause(reading.plain[max(begin, mention.start - 300) : mention.start])
    start = mention.start - len(said)
    others = _OTHERS.search(said)
    total = _TOTAL.search(said) if not others else None
    words = said[: (others or total).start()] if others or total else said
    if inside := [m for m in reading.between(start, mention.start) if not m.depth or mention.depth]:
        words = words[inside[-1].end - start :]
        if compiled(r"[、及和与]").match(words) or "、" not in words:
            return None
    if mention.figure.unit == "级" and (levels := _LEVELS.search(compiled("全[省市州县区]").sub("", words))) and "、" not in words:
        every = len(_LEVEL.findall(levels[0]))
        joined = len(_LEVEL.findall(levels[0].replace("乡镇", "乡").replace("县区", "县")))
        return stated_length(mention, sorted({every, joined}), "=", True, "count.list_before")
    if (told := in_one_quotation(reading.plain[max(begin, mention.start - 80) : mention.start])) is not None:
        return stated_length(mention, [told], "=", abs(mention.figure.value - told) <= MISCOUNT, "count.list_before")
    lengths, names = names_of(words)
    if not lengths:
        return None
    if others:
        return stated_length(mention, lengths, ">=", True, "count.list_before")
    fits = agree(names, mention.figure.unit + _NOUN.match(reading.plain, mention.end)[0][:8])
    quoted = all(name.endswith("”") for name in names)
    of_places = "、" in words and mention.figure.unit in _PLACES and all(2 <= len(name) <= 5 for name in names[1:])
    if not (fits or quoted or of_places or ("、" in words and mention.figure.unit in _CONCEPTS)):
        return None
    alike = len(names) > 2 and len(shared_ending(names[1:])) >= 2  # 农资综合补贴、良种补贴、农机购置补贴: nothing else ends so
    fits = fits or alike and abs(mention.figure.value - lengths[0]) <= MISCOUNT
    alone = quoted and not reading.plain[:start].endswith(("”", "”，", "”；"))  # “A”，“B”、“C”三项 begins before
    return stated_length(mention, lengths, "=", (fits or alone) and not total, "count.list_before")


# --- figures told one by one before the number -----------------------------------------------------------------------


def _figures_before(reading: Reading, mention: Mention) -> Relation | None:
    """count.figures_before: the figures of the clause before 两项合计, 三项指标均 are what it counts.

    Assumes that the number begins its clause, that 合计, 均, 分别 or 共 follows its noun, and that the figures before
    it are parted by 、: "早稻13.7万亩、中稻16.8万亩，两项合计30.5万亩". A list of several clauses is tried too.
    """
    if not _LOOKS_BACK.match(mention.lead) or mention.depth or mention.figure.value < 2:
        return None
    after = PART.split(reading.plain[mention.end : mention.end + 16], maxsplit=1)[0]
    if not _OF_THE_LIST.search(after):
        return None
    before = [m for m in reading.between(reading.sentences[mention.sentence][0], mention.start) if not m.depth]
    before = [m for m in before if not m.lead.endswith(("前", "第"))]  # 前三位 is a rank
    if not before:
        return None
    run: list[Mention] = []
    clauses = 1
    lengths: list[int] = []
    for earlier, later in zip(reversed(before), reversed([*before[1:], mention]), strict=True):
        gap = ASIDE.sub("", reading.plain[earlier.end : later.start])
        if run and "：" in gap:
            break  # 前5位依次为：A、B，两类合计: what stands before the colon is no item
        if run and ("，" in gap or "；" in gap):
            lengths += [len(run), clauses]
            clauses += 1
        if clauses > 3 and not addable(earlier, run[0]):
            break
        run.append(earlier)
    lengths += [len(run), clauses]
    lengths = [n for n in lengths if n >= 2]
    noun = mention.figure.unit + after
    if not lengths or not (mention.figure.unit in ("项", "类", "种", "者") or agree([m.label for m in run], noun)):
        return None
    summed = mention.figure.unit in _CONCEPTS and bool(_SUMMED.search(after))
    return stated_length(mention, lengths, "=", summed, "count.figures_before")


# --- a list behind the number ----------------------------------------------------------------------------------------


def _behind(reading: Reading, mention: Mention) -> Relation | None:
    """count.list_behind: what a number announces, in parentheses, after a colon or by markers.

    Assumes that names follow the number's noun at once: "三家企业（甲厂、乙厂、丙厂）", "涉及3个镇：甲镇、乙镇、丙镇",
    or markers do: "存在两个问题：一是……二是……". 含, 如 and 其中 open only a part; （市、区） widens a word.
    """
    noun = _NOUN.match(reading.plain, mention.end)[0]
    if (opens := compiled("分别[是为]").search(noun)) and (named := _each_named(reading, mention, mention.end + opens.end())) is not None:
        return named
    at = mention.end + len(noun)
    sign = reading.plain[at : at + 1]
    if mention.figure.value < 2:
        return None
    if (ranked := _RANKED.match(reading.plain, mention.end)) and compiled("[前后]$").search(mention.lead):
        return _in_rank(reading, mention, ranked.end())
    if sign == "（":
        return _in_parentheses(reading, mention, noun, at)
    if sign in ("：", "。", "，", "\n"):
        return _announced(reading, mention, noun, at, sign)
    return _run_on(reading, mention) if sign == "、" else None


def _each_named(reading: Reading, mention: Mention, start: int) -> Relation | None:
    """这两个社区分别是A社区和B社区: names behind 分别是, where they are as many."""
    words = PART.split(reading.plain[start : start + 200], maxsplit=1)[0]
    lengths, names = names_of(ASIDE.sub("", words))
    if mention.figure.value not in lengths or min(map(len, names), default=0) < 2 or reading.between(start, start + len(words)):
        return None
    return stated_length(mention, [int(mention.figure.value)], "=", False, "count.list_behind")


def _run_on(reading: Reading, mention: Mention) -> Relation | None:
    """内设7个职能科室办公室、财务部、…、档案室。: names that run on behind the noun, where they are as many."""
    words = PART.split(reading.plain[mention.end : mention.end + 200], maxsplit=1)[0]
    lengths, _ = names_of(ASIDE.sub("", words))
    if mention.figure.value < 3 or mention.figure.value not in lengths or reading.between(mention.end, mention.end + len(words)):
        return None
    return stated_length(mention, [int(mention.figure.value)], "=", False, "count.list_behind")


def _in_rank(reading: Reading, mention: Mention, start: int) -> Relation | None:
    """后十位（总量较小的除外）的依次是：A、B…: as many names as places, no more than a slip too many or too few."""
    listed = PART.split(reading.plain[start : start + 300], maxsplit=1)[0]
    lengths, names = names_of(ASIDE.sub("", listed))
    if "、" not in listed or not lengths or listed.endswith("等") or reading.between(start, start + len(listed)):
        return None
    near = abs(mention.figure.value - lengths[0]) <= MISCOUNT and all(len(name) >= 2 for name in names)
    return stated_length(mention, lengths, "=", near, "count.list_behind")


def _in_parentheses(reading: Reading, mention: Mention, noun: str, at: int) -> Relation | None:
    close = reading.closing(at)
    inside = reading.plain[at + 1 : close]
    if _NO_LIST.search(inside) or PART.search(inside) or reading.between(at, close):
        return None
    others = inside.endswith("等")
    lengths, names = names_of(inside.rstrip("等"))
    widened = mention.figure.unit != "级" and all(map(_ALTERNATIVE.match, names)) or noun == "省" and names[0] == "自治区"
    if "、" not in inside or not lengths or widened:
        return None
    told = len(names) >= 3 and all(len(name) >= 2 for name in names) and abs(mention.figure.value - len(names)) <= MISCOUNT
    strict = agree(names, mention.figure.unit + noun) or told or all(len(name) >= 3 for name in names)
    return stated_length(mention, lengths, ">=" if others else "=", strict, "count.list_behind")


def _announced(reading: Reading, mention: Mention, noun: str, at: int, sign: str) -> Relation | None:
    follow = at + 1
    while reading.plain[follow : follow + 1] == "\n":
        follow += 1
    matters = bool(_MATTERS.search(noun)) or mention.figure.unit in ("项", "方面", "点", "条")
    for markers in _MARKERS:
        if reading.plain.startswith(markers[0], follow):
            length, last = _marked(reading.plain, follow, markers)
            if not matters or length < 2 or sign == "，":
                return None
            cut = length < mention.figure.value and "\n" not in reading.plain[last:].strip()  # the text ends in it: there may be more
            return stated_length(mention, [length], "=", sign == "：" and not cut, "count.markers")
    opened = _OPENS.match(reading.plain, at + 1).end()
    if sign not in ("：", "，"):
        return None
    if opened > at + 1 and (told := _BY_COMMAS.match(reading.plain, opened)) and ASIDE.sub("", told[0]).count("，") + 1 == mention.figure.value:
        return stated_length(mention, [int(mention.figure.value)], "=", False, "count.list_behind")  # 三个行业，依次是A，B，C
    bare = sign == "，" and opened == at + 1  # 机关设置7个，办公室、政教处…: only where it is told to the number
    listed_names = PART.split(reading.plain[opened : opened + 200], maxsplit=1)[0]
    others = listed_names.endswith("等")
    lengths, names = names_of(QUOTED.sub("〇", ASIDE.sub("", listed_names.rstrip("等"))))
    pair = mention.figure.value == 2 and "分别" in reading.plain[at:opened] and compiled("[^和与及]{2,}[和与及][^和与及]{2,}").fullmatch(listed_names)
    if "、" not in listed_names and not pair or not lengths or reading.between(opened, opened + len(listed_names)):
        return None
    end = opened + len(listed_names)
    if (more := _ONE_MORE.match(reading.plain, end)) and more["name"][-1] in {name[-1:] for name in names}:
        lengths = [*lengths, lengths[0] + 1]  # A处、B处、C室，D办公室，: a comma where a、was meant
    if bare:
        whole = compiled("[。；\n]|$").match(reading.plain[opened + len(listed_names) :]) and len(names) >= 3 and lengths[0] == mention.figure.value
        return stated_length(mention, lengths[:1], "=", False, "count.list_behind") if whole and not others else None
    # 分别是 and 即 tell each of them: names, and no more than a slip too many or too few
    each = bool(compiled("分别|即").search(reading.plain[at:opened])) and all(len(name) >= 3 for name in names)
    told = each and abs(mention.figure.value - lengths[0]) <= MISCOUNT
    strict = agree(names, mention.figure.unit + noun) or told
    return stated_length(mention, lengths, ">=" if others else "=", strict, "count.list_behind")


def _marked(text: str, start: int, markers: Sequence[str]) -> tuple[int, int]:
    """How far the markers go on in order from `start`: at a clause's or paragraph's head, before they begin anew; and where the last ends."""
    again = re.compile(r"(?<=[。；：！？\n])" + re.escape(markers[0])).search(text, start + 1)
    end = again.start() if again else len(text)
    position, length = start, 0
    for marker in markers:
        match = re.compile(r"(?<![\d.])" + re.escape(marker)).search(text, position, end)
        if match is None or match.start() - position > 4000:
            break
        if length and text[match.start() - 1] not in "。；：，！？\n”）":
            break
        position, length = match.end(), length + 1
    return length, position


def stated_length(mention: Mention, lengths: Sequence[int], comparator: str, strict: bool, rule: str) -> Relation | None:
    """The count held against the lengths that the list may have."""
    figure = mention.figure
    more = {"=": ("应等于", "should equal"), ">=": ("应不少于", "should be at least")}[comparator]
    return choose(
        [
            Relation(
                "count",
                rule,
                figure,
                (),
                Formula("constant", (Decimal(length),)),
                ("stated",),
                zh=f"“{figure.text}{mention.noun[:10]}”{more[0]}所列的{length}项",
                en=f"“{figure.text}{mention.noun[:10]}” {more[1]} the {length} listed",
                comparator=comparator,
                strict=strict,
            )
            for length in lengths
        ]
    )
