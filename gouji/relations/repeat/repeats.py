"""One quantity told in several places must be the same number.

Two signs that two figures tell one quantity:
- they stand in the same slot of a passage that was copied from one section into another (`repeat.copied`);
- they carry the same specific label in two sections, with no word between them that makes it another year, level or
  kind of budget (`repeat.labelled`).
A form that is filled in for one subject after another (each project's score and budget, each county's funds) is no
repeat: its slots differ on purpose.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable

from gouji.patterns import compiled
from gouji.relations.common.model import Relation
from gouji.relations.common.periods import common_year
from gouji.relations.common.reading import Mention, Reading
from gouji.relations.common.retold import HAN, Clusters, conflict, paragraphs, scope, tie
from gouji.relations.repeat.passages import copied, told
from gouji.relations.table.tabled import tabled


def propose(reading: Reading) -> list[Relation]:
    """All repeats of a document, each later telling tied to the first one, in the order of the later telling."""
    found = copied(reading)
    tied = {(relation.stated.id, relation.operands[0].id) for relation in found}
    joined = Clusters(len(reading.mentions))
    index = {mention.figure.id: mention.index for mention in reading.mentions}
    for later, first in tied:
        joined.join(index[later], index[first])
    for relation in [*tabled(reading), *labelled(reading), *referred(reading)]:
        a, b = index[relation.stated.id], index[relation.operands[0].id]
        if joined.root(a) != joined.root(b):
            joined.join(a, b)
            found.append(relation)
    return sorted(found, key=lambda relation: relation.stated.plain_start)


# Labels that mean one figure of a whole department or programme, wherever they stand.
_HEADLINE = re.compile(
    r"^(?:年初预算(?:批复)?数?|(?:全年|调整后?)?预算(?:总额|数)|年终决算数|(?:全年)?执行数|(?:预算)?(?:总体)?执行率|部门预算总额"
    r"|(?:部门)?整体支出|(?:总|年度|决算|财政拨款|一般公共预算财政拨款|政府性基金(?:预算)?财政拨款)+(?:支出|收入)(?:决算)?(?:总额|总数)?"
    r"|本年(?:收入|支出)(?:决算)?(?:合计)?|基本支出|项目支出|人员经费|(?:日常)?公用经费|三公经费(?:支出|决算)*(?:总额)?|机关运行经费(?:支出)?|政府采购(?:支出)?(?:总额|金额)"
    r"|(?:年末|在职|在编|实有|编制|离退休|退休)\w{0,6}(?:人员|人数|职工)|行政编制|事业编制|资产总额|固定资产(?:总额|原值)?"
    r"|(?:部门)?(?:整体)?(?:支出)?绩效自评(?:总)?得分|(?:资金|补助资金|总)(?:投入|总额))$"
)
_OWNER = re.compile(
    r"^(?:(?:19|20)\d{2}年(?:度|末)?|截[止至]\S{0,12}?(?:底|日|末)|本?年度|本年(?!收入|支出)|今年|该?[我本该](?:局|县|市|区|州|省|部门|单位|委|办|院|乡|镇|街道|中心|级|项目)"
    r"|部门(?=2|\d)|全(?:县|市|区|州|省|局)|(?:县|市|区|州|省)财政|项目(?=全年|年初|总)|的|共|已|累计|目前|现有?|实现|完成|实际|对|在)+"
)
_INNER = re.compile(r"(?:本年度?|当年|\d{4}年度?)(?=收入|支出)")
_MOVING = re.compile(
    r"增长|下降|减少|增加|提高|降低|上升|缩短|压减|相差|高于|低于|比|较|占|超|扣除|以上|以下|其他|其余|其中|部分|[各每]|人均|户均|第[一二三四五六七八九十\d]|目标值|任务"
)
_CARRIES = re.compile(r"^本年(收入|支出)")
_GRANT = re.compile(r"((?:一般公共预算|政府性基金预算|国有资本经营预算)?财政拨款)本年收入")
_PLANNED = re.compile(r"计划|力争|将|打算|下一步|下步|拟|预计|争取|确保")
_DONE = re.compile(r"完成|实现|新增|新建|建成")
_REFERS = re.compile(r"^(?:中|均|都|全部|已全部|共|里)")
_GRAND = re.compile(r"[收支][、入出]*(?:支出)?总计(?:为|均为|各)?$")
_POINTS = re.compile(r"^(?:[，。；、]|\d{1,2}[.、])?(?:全(?:县|市|州|省|区|镇)|上述|以上|这|该|对|在)?$")
_REGIONS = re.compile(r"(县|乡|镇|街道|村|社区)(?:[（、]*(?:市|区|旗|镇|街道|社区|街)）?)*(?![级委长域])")
_BARE = re.compile("(?:年初|全年|调整后?)?(?:[预决]算|执行)(?:总额|数)")
_EXPENSE = re.compile("接待|用车|车辆|出国|因公|会议费|培训费|差旅费|人员经费|公用经费|机关运行")
_NUMBERED = re.compile(r"（\d{1,2}）|\d{1,2}(?:[、．]|\.(?!\d))|[①-⑳]|——")
LEAST_LABEL = 4  # Chinese characters of a label that says enough
STALE = 1.5  # times the smaller: by no more do a number and its stale copy differ
NEAR = 6  # sentences back in which a bare "8642.5万元中" finds what it refers to


def labelled(reading: Reading) -> list[Relation]:
    """repeat.labelled: figures of one dimension that carry the same specific label in different sections.

    Assumes that a report uses one name for one quantity: "年终决算数2310.5万元" in its first section and
    "本部门年终决算数为2310.5万元" in its conclusion; 管护公益林 and 公益林管护 are one name. A label that heads list
    items, or comes in several sentences of one paragraph, belongs to each item's subject. Where one place names a
    scope that the other leaves out (财政拨款, 年初), or the label is no headline term, the words do not demand the tie.
    """
    groups: dict[tuple[str, str], list[Mention]] = defaultdict(list)
    for mention in reading.mentions:
        label = _specific(reading, mention)
        if label and mention.figure.interval is not None:
            groups["".join(sorted(label)), mention.dimension].append(mention)
    relations = []
    paragraph = paragraphs(reading)
    for members in groups.values():
        members = _of_the_whole(paragraph, members) if len(members) > 1 else []
        if len(members) < 2 or (len(members) > 2 and len({told(m) for m in members}) > 2):
            continue
        relations += _pairs(reading, members)
    return relations


def _pairs(reading: Reading, members: list[Mention]) -> Iterable[Relation]:
    """Each telling tied to the first one whose scope does not exclude it. A telling without a year is of the report's own."""
    year = frozenset(filter(None, [common_year(reading)]))
    firsts: list[tuple[Mention, dict]] = []
    for mention in members:
        own = _own_scope(reading, mention)
        for first, known in firsts:
            if _other_item(reading, first, mention) or _BARE.fullmatch(_specific(reading, mention)) and _topic(reading, first) != _topic(reading, mention):
                continue
            if not conflict(known, own):
                headline = bool(_HEADLINE.match(_specific(reading, mention)))
                same = {**known, "year": known["year"] or year} == {**own, "year": own["year"] or year}
                yield tie("repeat.labelled", first, mention, headline and same and (known == own or _near(first, mention)))
                break
        else:
            firsts.append((mention, own))


def _near(first: Mention, later: Mention) -> bool:
    """Whether two numbers are so near that one may be the other's, left over from an earlier text."""
    small, large = sorted((first.size, later.size))
    return large <= small * STALE


def _other_item(reading: Reading, first: Mention, mention: Mention) -> bool:
    """Whether both stand in numbered paragraphs with different headings: 1.行政运行（项）。年初预算… is not that of
    2.住房公积金（项）."""
    a, b = _item(reading, first), _item(reading, mention)
    return bool(a and b) and a != b


def _topic(reading: Reading, mention: Mention) -> str:
    """The expense that a bare 预算数 or 决算数 is said of: told before it in its paragraph, else in the heading over it."""
    begin = reading.plain.rfind("\n", 0, mention.start) + 1
    told = _EXPENSE.findall(reading.plain, begin, mention.start) or _EXPENSE.findall(mention.figure.section.rpartition(" / ")[2])
    return told[-1] if told else ""


def _item(reading: Reading, mention: Mention) -> str:
    """The heading of a figure's numbered paragraph: its words up to the first mark or figure."""
    begin = reading.plain.rfind("\n", 0, mention.start) + 1
    numbered = _NUMBERED.match(reading.plain, begin)
    return compiled(r"[。，：；\d]").split(reading.plain[numbered.end() : numbered.end() + 40])[0] if numbered else ""


def _specific(reading: Reading, mention: Mention) -> str:
    """The normalised label where it is specific enough to mean one quantity; "" else."""
    label = mention.label
    if carried := _CARRIES.match(label):
        label = _carried(reading, mention) + carried[1]
    if mention.unit.counted and len(mention.noun) <= 8:
        label += mention.noun
    label = _INNER.sub("", _OWNER.sub("", label))
    if _MOVING.search(label) or mention.depth or len(label) > 24:
        return ""
    return label if len(HAN.findall(label)) >= LEAST_LABEL or _HEADLINE.match(label) else ""


def _carried(reading: Reading, mention: Mention) -> str:
    """What 本年支出 leaves out because the sentence said it of 本年收入: 财政拨款."""
    begin = reading.sentences[mention.sentence][0]
    before = _GRANT.search(reading.plain, begin, mention.start)
    return before[1] if before else ""


def _of_the_whole(paragraph: list[int], members: list[Mention]) -> list[Mention]:
    """The members that tell of the whole report's subject: not several of one paragraph, no items of a list."""
    places = Counter(paragraph[m.index] for m in members)
    families: dict[str, set[str]] = defaultdict(set)
    for mention in members:
        families[_parent(mention)].add(mention.figure.section)
    return [
        m
        for m in members
        if places[paragraph[m.index]] == 1
        and not _ITEM.search(m.figure.section)
        and not (_parent(m) and len(families[_parent(m)]) >= 3)
    ]


def _parent(mention: Mention) -> str:
    return mention.figure.section.rpartition(" / ")[0]


# A heading that names one of several subjects: a project, a place, a unit.
_ITEM = re.compile(r"(?:项目|工程|专项|经费|资金|县|乡|镇|村|街道|中心|所|站|院|学校)(?:绩效自评综述)?$")


def _own_scope(reading: Reading, mention: Mention) -> dict[str, frozenset[str]]:
    """What the figure's sentence says of year, level and budget; what it leaves out, its headings may say."""
    before = reading.plain[reading.sentences[mention.sentence][0] : mention.start]
    own, heading = scope(before), scope(compiled(r"与\S*?对比").sub("", mention.figure.section))
    known = {kind: own[kind] or heading[kind] for kind in own}
    goal = "目标" in before and "完成" not in before
    sided = "收" in mention.lead or "支" in mention.lead  # 收入总计 holds what was carried in, 收入 does not
    known["total"] = frozenset({"grand" if _GRAND.search(mention.lead) else "own"} if sided else ())
    known["plan"] = frozenset(
        {"plan"}
        if _PLANNED.search(before)
        else {"done"}
        if _DONE.search(mention.lead)
        else {"goal", "plan"}
        if goal
        else {"done", "goal"}
    )
    return known


def referred(reading: Reading) -> list[Relation]:
    """repeat.referred: a number taken up again to go on from it.

    Assumes that a clause that begins with a figure and 中 takes up what was just told ("3260万元中，……" after
    "共安排资金3260万元"); and that a count with its noun at a clause's head (全县14所学校中, 上述4个县区) takes up the
    same count of the same noun told before. The words do not demand it: a part may be counted with the same noun.
    """
    relations = []
    for mention in reading.mentions:
        if mention.figure.value is None or mention.depth:
            continue
        after = reading.plain[mention.end : mention.end + 16]
        if mention.unit.counted:
            first = _same_noun(reading, mention, after)
        elif after.startswith("中") and not mention.lead.strip() and not mention.rate:
            first = _justtold(reading, mention)
        else:
            continue
        if first is not None:
            relations.append(tie("repeat.referred", first, mention, False))
    return relations


def _justtold(reading: Reading, mention: Mention) -> Mention | None:
    """The amount that a bare 8642.5万元中 takes up: the first in its unit of the nearest sentence that tells one."""
    for back in range(1, NEAR + 1):
        for first in reading.by_sentence.get(mention.sentence - back, []):
            if first.figure.unit == mention.figure.unit and not first.depth and not _MOVING.search(first.label):
                return first
    return None


def _same_noun(reading: Reading, mention: Mention, after: str) -> Mention | None:
    if len(mention.lead) > 8 or not _POINTS.search(mention.lead) or not (noun := _noun(after)):
        return None
    region = _REGIONS.match(after)
    rest = after[region.end() if region else len(noun) :]
    if not (_REFERS.match(rest) or compiled(r"(?:上述|以上|这|全[县市州省区镇]|对)$").search(mention.lead)):
        return None
    named = None
    for first in reversed(reading.mentions[: mention.index]):
        if (
            first.dimension != mention.dimension
            or first.sentence == mention.sentence
            or first.figure.value is None
            or _MOVING.search(first.label)
        ):
            continue
        if reading.plain.startswith(noun[0], first.end) and _noun(reading.plain[first.end : first.end + 16]) == noun:
            return first
        if named is None and len(noun) > 1 and first.label.endswith(noun):
            named = first
    return named


def _noun(after: str) -> str:
    """The noun right after a counter, without brackets: 县（市、区） and 县市区 are one."""
    if region := _REGIONS.match(after):
        return region[1]
    match = compiled(r"[\u4e00-\u9fff（）、]{0,12}?(?=中|均|都|全部|已|共|里|开展|实施|完成|[，。；：\n]|$)").match(after)
    return compiled(r"[（）、]").sub("", match[0]) if match else ""
