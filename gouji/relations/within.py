"""What lies within what, told without 其中: staff within posts, a stage within the one before it, an outcome within what was
tried, a score within the marks beside it, an amount within the limit that it was kept to.

Assumptions about the language:
- a stage's own name (开工, 竣工, 验收) with no subject before it goes on with the subject of the figures before it;
- N个县中有n个 counts n among the N; 控制在X以内 right behind an amount limits that amount;
- staff may exceed its posts and cases settled may be last year's, so that the words do not demand those ties.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from gouji.relations.lists import OTHER_TIME, addable, amount
from gouji.relations.model import Relation, linear
from gouji.relations.reading import Mention, Reading

_POSTS = re.compile(r"编制")
_STAFF = re.compile(r"(?:实有|在职|在岗|在编(?!制)|现有)")
_KINDS = ("行政", "事业", "参照", "参公", "工勤")
_OVER = re.compile(r"超编|满编超|编外|临聘|劳务派遣")
_STAGES = (
    re.compile(r"(?:动工|开工|启动)$"),
    re.compile(r"(?:竣工|完工|建成|完成)$"),
    re.compile(r"(?:验收)(?:合格|通过)?$"),
)
_BARE = re.compile(
    r"^[，；、（）]?(?:其中|目前|现|已|全部|累计|实际|到(?:年底|\d+月(?:\d+日|底|末)?)|截至[^，]{0,10}|竣工|完工|并|且|经|乡镇|县级|市级|省级|通过)*"
    r"(?:动工|开工|启动|竣工|完工|建成|完成|验收)(?:合格|通过)?$"
)
_TRIED = re.compile(r"(?:检测|抽检|抽查|检查|抽取|回访|走访|调查|排查|测评|发放|监测|送检|对)[^，。；]{0,12}$")
_OUTCOME = re.compile(
    r"^[，、；](?:其中)?(?:成功)?(?:合格|收回|回收|实收|有效|通过|达标|满意|基本满意|满意及[^，。]{2,6}|优良|成功|回访)[^，。；\d]{0,4}$"
)
_OFTEN = re.compile(r"(?<!新)(?:受理|接到|收到|立案|受案)|实施|改造|应免|应检|应发")
_OFTEN_DONE = re.compile(
    r"^[，、；](?:已|其中)?(?:审结|办结|结案|查实|批准|提起|完工|竣工|实免|实检|实发|采纳|验收)[^，。；\d]{0,6}$"
)
_AMONG = re.compile(r"^[^，。；\d]{0,8}?(?<![高初集])中(?:，?(?:已|仅|就|共|还))*有$")
_LIMIT = re.compile(r"^[，；]?(?:严格)?(?:控制在|未超过|没有超过|不超过|低于|不高于|未突破|在)[^，。；\d]{0,8}$")
_FLOOR = re.compile(r"^[，；]?(?:高于|超过|不低于|达到|大于|多于|优于)[^，。；\d]{0,8}$")


def propose(reading: Reading) -> list[Relation]:
    """All bounds of this module."""
    return [*_staff(reading), *_in_order(reading), *_limits(reading)]


def at_most(small: Mention, large: Mention, rule: str, roles: tuple[str, str], strict: bool) -> Relation:
    zh = f"{small.label[-12:]}{small.figure.text}不应超过{large.label[-14:]}{large.figure.text}"
    en = f"{small.figure.text} should not exceed {large.figure.text}"
    return Relation(
        "bound", rule, small.figure, (large.figure,), linear(1), roles, zh, en, comparator="<=", strict=strict
    )


def _staff(reading: Reading) -> Iterator[Relation]:
    """bound.staff_within_posts: 核定编制97名（行政14名，事业83名），实有91人（行政13人，事业78人): each kind by its name."""
    posts: dict[str, Mention] = {}
    paragraph, open_posts, staffed = -1, False, -1
    for mention in reading.mentions:
        begin = reading.plain.rfind("\n", 0, mention.start)
        if begin != paragraph:
            paragraph, posts, open_posts, staffed = begin, {}, False, -1
        if mention.dimension != "person" or mention.figure.value is None:
            continue
        lead = mention.lead[-14:]
        kind = next((kind for kind in _KINDS if kind in lead), "")
        if _POSTS.search(lead + mention.noun[:4]) and not _STAFF.search(lead):
            if not kind or kind in posts and not open_posts:
                posts = {}
            posts.setdefault(kind, mention)
            open_posts, staffed = True, -1
        elif _STAFF.search(lead) and posts and not _OVER.search(lead):
            open_posts, staffed = False, mention.sentence
            if kind in posts:
                yield at_most(mention, posts[kind], "bound.staff_within_posts", ("staff", "posts"), False)
        elif kind and open_posts:
            posts.setdefault(kind, mention)
        elif kind in posts and kind and staffed == mention.sentence:
            yield at_most(mention, posts[kind], "bound.staff_within_posts", ("staff", "posts"), False)
        else:
            open_posts, staffed = False, -1


def _in_order(reading: Reading) -> Iterator[Relation]:
    """Stages, outcomes and N个中有n个: each figure against the ones right before it in its sentence."""
    for told in reading.by_sentence.values():
        for at, mention in enumerate(told):
            before = told[:at][-6:]
            if not before or mention.figure.value is None:
                continue
            if amount(mention) and not OTHER_TIME.search(mention.lead[-10:]):
                alike = [b for b in before if amount(b) and addable(mention, b) and not OTHER_TIME.search(b.lead[-10:])]
                if alike:
                    yield from _against(reading, mention, alike, before[-1])


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
    elif near.figure.unit == mention.figure.unit and near.unit.counted:
        if _OUTCOME.match(mention.lead) and _TRIED.search(near.lead[-16:] + near.noun[:6]):
            yield at_most(mention, near, "bound.outcome_within_tried", ("outcome", "tried"), near is last)
        elif _OFTEN_DONE.match(mention.lead) and _OFTEN.search(near.lead[-16:]):
            yield at_most(mention, near, "bound.outcome_within_tried", ("outcome", "tried"), False)


def _limits(reading: Reading) -> Iterator[Relation]:
    """bound.limit: 成灾率6.82‰，控制在8.2‰以内: the amount or rate before is kept to the limit."""
    for before, limit in zip(reading.mentions, reading.mentions[1:], strict=False):
        if before.sentence != limit.sentence or limit.figure.qualifier != "at_most" or not _LIMIT.match(limit.lead):
            continue
        told = [
            m
            for m in reading.before(limit.start)
            if m.dimension == limit.dimension and m.depth == limit.depth and m.figure.qualifier == "exact"
        ]
        if told and told[-1].sentence == limit.sentence and limit.start - told[-1].end < 60:
            sure = told[-1] is before and not OTHER_TIME.search(before.lead[-10:])
            yield at_most(told[-1], limit, "bound.limit", ("kept", "limit"), sure)
