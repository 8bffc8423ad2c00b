"""What lies within what, told without 其中: a stage within the one before it, an outcome within what was tried, some among all, an
amount within the limit that it was kept to, a mean between the least and the most.

Assumptions about the language:
- a stage's own name (开工, 竣工, 验收) with no subject before it goes on with the subject of the figures before it;
- so does what became of things that were tried (回访5230件，群众满意4712件), of the nearest figure of its counter that was: the
  parts told in between are none;
- N个县中有n个 counts n among the N; 控制在X以内 right behind an amount limits that amount, behind its parts the whole of them;
- cases settled may be last year's: what the words do not demand is told only where the figures bear it out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from gouji.relations.common.lists import addable, amount, of_another_time
from gouji.relations.common.model import Relation
from gouji.relations.common.reading import MONEY, Mention, Reading
from gouji.relations.order.bounds import at_most, borne_out

_STAGES = (
    re.compile(r"(?:动工|开工|启动)$"),
    re.compile(r"(?:竣工|完工|建成|完成)$"),
    re.compile(r"(?:验收)(?:合格|通过)?$"),
)
_BARE = re.compile(
    r"^[，；、（）]?(?:其中|目前|现|已|全部|累计|实际|完成|到(?:年底|\d+月(?:\d+日|底|末)?)|截至[^，]{0,10}|竣工|完工|并|且|经|乡镇|县级|市级|省级|通过)*"
    r"(?:动工|开工|启动|竣工|完工|建成|完成|验收)(?:合格|通过)?$"
)
_TRIED = re.compile(r"(?:检测|抽检|抽查|检查|抽取|回访|走访|调查|排查|测评|发放|监测|送检|样本|问卷|对)[^，。；]{0,12}$")
_OUTCOME = re.compile(
    r"^[，、；](?:其中)?(?:成功)?(?:合格|收回|回收|实收|有效|通过|达标|满意|基本满意|满意及[^，。]{2,6}|优良|成功|回访)[^，。；\d]{0,4}$"
)
_INPUT = re.compile(
    r"(?:受理|接到|收到|接收|立案|检查|抽查|抽检|检测|监测|送检|回访|走访|访问|调查|测评|评估|考核|发放|发出|发送|下发|制发|制定|提出|排查|调解|接待|开工|动工|竣工|完工|建成"
    r"|实施|改造|移交|交办|转办|反馈|申报|申请|查处|处置|摸排|梳理|征集|登记|参加|参与|安排|入库|立项|造林|新建|修建|应免|应检|应发|应到|受访|收回|有效|调处|办理|未兑付|涉及|栽植|补植|种植|对)[^，。；\d]{0,14}$|[，、；]共(?:计|有)?$"
)
_BECAME = re.compile(
    r"^[，；、）。]*(?:其中|目前|现|已|均|全部|累计|共|实际|按时|按期|及时|如期|一次|一次性|成功|经[^，。；\d]{1,6}|行政机关|被[^，。；\d]{1,6}|群众|用户|职工|学生|家长|企业|服务对象|受访者)*"
    r"(?:非常满意|比较满意|基本满意|满意|合格|通过|达标|优良|办结|审结|结案|办理完毕|调解成功|成功|有效|收回|回收|回访|受访|反馈|回复|整改|整改到位|采纳|采信|查实|成活|入住|分配入住"
    r"|竣工|完工|建成|投入使用|投用|验收|销号|答复|兑付|补发|发放到位|移送|移交|判决|及格|优秀|录取|实到|到会|开工|动工|启动|取得证书|批准|提起|实免|实检|实发|化解|发现)"
    r"(?:[及和](?:比较|较|基本)?满意|率|验收|合格|通过|完成|问题|隐患|受访|回复|答复|整改|成功|司法机关|公安机关|纪检监察机关|检察机关|到位|的|了|有|为)*[^，。；\d]{0,6}$"
)
_AMONG = re.compile(r"^[^，。；\d]{0,8}?(?<![高初集])中(?:，?(?:已|仅|就|共|还))*(?:，?[^，。；\d]{0,4}\d{2}岁(?:及)?(?:以上|以下)的?(?:就|仅)?)?有$")
_LIMIT = re.compile(r"^[，；]?(?:严格|均)?(?:控制在|未超过|没有超过|不超过|低于|不高于|未突破|在)[^，。；\d]{0,12}$")
_KEPT = re.compile(r"^[，；]?(?:严格|均|继续|全部)*(?:控制|保持|压缩)在[^，。；\d]{0,12}$")
_INSIDE = re.compile(r"[^，。；\d]{0,8}(?:以内|之内|范围内|限额内|指标内|内)$")
_MEAN = re.compile(r"平均(?:得?分数?|值|数|水平|成绩)?(?:为|达|达到)?$|均分(?:为|达)?$")
_END = re.compile(r"^[，、（]?(?:其中)?最(?P<way>[高多大低少小])(?:得?分|值|的|者)?(?:为|达|是|有)?$")
_SOME = re.compile(r"^(?:，有(?![机效关限序色线害])[^，。；：\d]{0,12}|[，、](?!其他|其余|另)[^，。；：、\d]{2,14}的)(?:有|就有|仅|只有|共)*$")
_ELSE = re.compile("[比较由从]|不属|其他|其余|另|新|同比|还有|分别|平均|人均|累计|上年|增|减|多|少|带动|惠及|派出|聘|兼")
_DUE = re.compile(r"应(缴|收|征|免|检|发|到|拨|交|退|付|补|享|保)[^，。；：\d]{0,8}$")
_PAID = re.compile(r"^[，、]?(?:已|现)?实(?:际)?(缴|收|征|免|检|发|到|拨|交|退|付|补|享|保)[^，。；：\d]{0,8}$")
_PRICES = (
    re.compile(r"(?:概算|估算|计划投资|预算价|控制价|最高限价)(?:总?投资|总额|金额|批复)?(?:为|约)?$"),
    re.compile(r"(?:中标|合同|成交)(?:总?价款?|金额|总额)(?:为)?$"),
    re.compile(r"(?:已|累计|实际)(?:支?付|拨付|支付)(?:工程款|合同款|进度款|款项)?(?:为)?$"),
)
_MARKS = "，；、。）"
BACK = 8  # figures before an outcome among which what was tried is looked for
REACH = 160  # characters


def propose(reading: Reading) -> list[Relation]:
    """All bounds of this module."""
    return [*_in_order(reading), *_limits(reading), *_about_the_mean(reading)]


def _in_order(reading: Reading) -> Iterator[Relation]:
    """Stages, outcomes and N个中有n个: each figure against the ones right before it in its sentence, an outcome in its paragraph."""
    for told in reading.by_sentence.values():
        for at, mention in enumerate(told):
            if mention.figure.value is None or not amount(mention) or of_another_time(mention):
                continue
            before = told[:at][-6:]
            alike = [b for b in before if amount(b) and addable(mention, b) and not of_another_time(b)]
            found = list(_against(reading, mention, alike, before[-1])) if alike else []
            found = found or list(_tried(reading, mention)) or (list(_due(reading, before[-1], mention)) if before else [])
            yield from found or (_some(reading, before[-1], mention) if before else ())


def _against(reading: Reading, mention: Mention, alike: Sequence[Mention], last: Mention) -> Iterator[Relation]:
    near = alike[-1]
    between = reading.plain[near.end : mention.start]
    stage = next((k for k, words in enumerate(_STAGES) if words.search(mention.lead)), -1)
    if stage > 0 and _BARE.match(mention.lead):
        for earlier in reversed(alike):
            own = next((k for k, words in enumerate(_STAGES) if words.search(earlier.lead)), -1)
            if 0 <= own < stage and earlier.figure.unit == mention.figure.unit:
                yield at_most(mention, earlier, "bound.stage", ("later", "earlier"), bool(_BARE.match(earlier.lead)))
                return
    if near is not last and len(between) > 30:
        return
    if last.depth == mention.depth and _AMONG.match(between) and near.unit.counted:
        yield at_most(mention, near, "bound.among", ("part", "whole"), near is last)
    elif (
        near.figure.unit == mention.figure.unit
        and near.unit.counted
        and _OUTCOME.match(mention.lead)
        and _TRIED.search(near.lead[-16:] + near.noun[:6])
    ):
        yield at_most(mention, near, "bound.outcome_within_tried", ("outcome", "tried"), near is last)


def _tried(reading: Reading, mention: Mention) -> Iterator[Relation]:
    """bound.outcome_within_tried: 受理诉求90件，其中咨询52件、投诉38件，按时办结88件; 开工148个小区、21360户，完工86个、11870户."""
    if mention.dimension == MONEY:
        return
    own = mention.lead[max(0, *(mention.lead.rfind(mark) for mark in _MARKS)) :]
    if own == "、" and mention.index:  # another measure of what was told right before
        before = reading.mentions[mention.index - 1]
        for relation in _tried(reading, before) if before.sentence == mention.sentence else ():
            tried = next(m for m in reversed(reading.mentions[: mention.index]) if m.figure is relation.operands[0])
            beside = reading.mentions[tried.index + 1]
            if beside.figure.unit == mention.figure.unit and beside.lead.endswith("、"):
                yield from borne_out(
                    at_most(mention, beside, "bound.outcome_within_tried", ("outcome", "tried"), False)
                )
        return
    if not _BECAME.match(own):
        return
    begin = reading.plain.rfind("\n", 0, mention.start) + 1
    for earlier in reversed(reading.between(max(begin, mention.start - REACH), mention.start)[-BACK:]):
        if "其中" in earlier.lead or earlier.lead.startswith(("、", "和", "及")) and earlier.figure.unit == mention.figure.unit:
            continue  # a part of what was tried
        if earlier.figure.unit == mention.figure.unit and amount(earlier) and _INPUT.search(_words(reading, earlier)):
            if not of_another_time(earlier) and earlier.depth <= mention.depth:
                yield from borne_out(
                    at_most(mention, earlier, "bound.outcome_within_tried", ("outcome", "tried"), False)
                )
            return


def _due(reading: Reading, before: Mention, mention: Mention) -> Iterator[Relation]:
    """bound.due: 应缴保费1260万元，实缴1218万元; bound.contract: 概算3200万元，合同价2986万元，已付2100万元. A rate right behind (收缴率
    96.7%) says as much."""
    behind = reading.mentions[mention.index + 1 : mention.index + 2]
    if behind and behind[0].rate and behind[0].segment == mention.segment:
        return
    if not (amount(before) and addable(mention, before)) or before.segment != mention.segment:
        return
    paid, due = _PAID.match(mention.lead), _DUE.search(before.lead[-12:])
    if paid and due and paid[1] == due[1]:
        yield from borne_out(at_most(mention, before, "bound.due", ("paid", "due"), False))
    stage, last = (next((k for k, p in enumerate(_PRICES) if p.search(m.lead[-10:])), -1) for m in (mention, before))
    if 0 <= last < stage and mention.dimension == MONEY:
        yield from borne_out(at_most(mention, before, "bound.contract", ("later", "earlier"), False))


def _words(reading: Reading, mention: Mention) -> str:
    """The words before a figure; with those before the one that it only goes on from (抽查9个乡镇450户)."""
    before = reading.mentions[mention.index - 1] if mention.index else None
    goes_on = before is not None and before.sentence == mention.sentence and mention.lead == before.noun
    return f"{before.lead}{mention.lead}" if goes_on else mention.lead


def _some(reading: Reading, before: Mention, mention: Mention) -> Iterator[Relation]:
    """bound.some: 残疾人47人，享受补贴的39人; 合作社812家，有示范社37家: words with no subject of their own tell some of them."""
    if (
        before.figure.unit == mention.figure.unit
        and before.unit.counted
        and amount(before)
        and before.depth == mention.depth
        and _SOME.match(mention.lead)
        and not _ELSE.search(mention.lead)
        and not of_another_time(before)
    ):
        yield from borne_out(at_most(mention, before, "bound.some", ("part", "whole"), False))


def _limits(reading: Reading) -> Iterator[Relation]:
    """bound.limit: 成灾率6.82‰，控制在8.2‰以内: the amount or rate before is kept to the limit."""
    for before, limit in zip(reading.mentions, reading.mentions[1:], strict=False):
        if before.sentence != limit.sentence or limit.figure.interval is None:
            continue
        inside = limit.figure.qualifier == "at_most" and _LIMIT.match(limit.lead)
        if not inside and not (_KEPT.match(limit.lead) and _INSIDE.match(limit.noun)):
            continue
        told = [
            m
            for m in reading.before(limit.start)
            if m.dimension == limit.dimension and m.depth == limit.depth and m.figure.qualifier == "exact"
        ]
        if not told or told[-1].sentence != limit.sentence:
            continue
        if "其中" in reading.plain[told[0].end : told[-1].start]:  # W，其中A a、B b，控制在X以内: W is
            yield from borne_out(at_most(told[0], limit, "bound.limit", ("kept", "limit"), False))
        elif limit.start - told[-1].end < 60:
            sure = told[-1] is before and not of_another_time(before)
            yield at_most(told[-1], limit, "bound.limit", ("kept", "limit"), sure)


def _about_the_mean(reading: Reading) -> Iterator[Relation]:
    """bound.mean: 平均92分，最高98分，最低85分: the mean lies between the ends told right behind it."""
    for mean in reading.mentions:
        if mean.figure.value is None or not _MEAN.search(mean.lead[-8:]):
            continue
        for end in reading.mentions[mean.index + 1 : mean.index + 3]:
            told = _END.match(end.lead)
            if told is None or end.sentence != mean.sentence or end.figure.unit != mean.figure.unit:
                break
            pair = (mean, end) if told["way"] in "高多大" else (end, mean)
            yield at_most(*pair, "bound.mean", ("less", "more"))
