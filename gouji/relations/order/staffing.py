"""bound.staff_within_posts: 核定编制97名（行政14名，事业83名），实有91人（行政13人，事业78人): staff within posts, each kind by its name;
so vehicles and beds within what an office may have of them.

Basis: posts (编制) are what an office may fill at most.

Assumptions about the language:
- posts are told before staff, and until the next posts of that kind are told they are what the staff fills;
- what is counted behind 编制 or 核定 with no word of staff is posts; behind 实有, 在职, 在岗 or 在编 it is staff; the kinds of both
  (行政, 事业, 工勤, 后勤) go on in the parallel items behind;
- an office may have more staff than posts and say so, so that the words do not demand the tie, unless they say that it has not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from gouji.relations.common.model import Relation
from gouji.relations.common.reading import Mention, Reading
from gouji.relations.order.bounds import at_most, borne_out

_POSTS = re.compile(r"(?:编制|控制数|定编|编制限额|编制核定|编制[床病]位)(?:总|人|名|员|额|数|共|为|有|计|是|：|\s|（|各类)*$|核定(?:各类)?(?:人员|岗位)?$")
_POSTS_BEHIND = re.compile(r"[^，。；\d]{0,6}编制")
_STAFF = re.compile(
    r"(?:实有|在职|在岗|在编|现有|实际)(?:在职|在编|在岗|开放|[床病]位|正式|人员|人数|干部|公务员|职工|教职工|教职员工|教师|工作人员|行政|参公|事业|工勤|后勤|机关|单位|车辆|公务用车|总|员|人|数|共|为|有|合计|总计|：|\s)*$"
)
_KINDS = (
    ("参公", re.compile("参公|参照")),
    ("工勤", re.compile("工勤|工人")),
    ("后勤", re.compile("后勤")),
    ("事业", re.compile("事业")),
    ("行政", re.compile("行政(?!单位)|机关|公务员")),
)
_OTHERS = re.compile(r"编外|超编|缺编|空编|满编|临聘|聘用(?!人员控制)|借调|劳务|派遣|离退休|退休|离休|遗属|人均|平均|新增|调[入出整]|招|增加|减少|上年|年初|去年")
_NOT_OVER = re.compile(r"(?:无|没有|未|不存在)(?:出现)?超(?:出|过)?编|控制在[^，。；\d]{0,4}编制[^，。；\d]{0,4}(?:之内|以内|内)")
_PLACES = ("辆", "张")  # vehicles and beds, which an office may have so many of
_PIECE = re.compile(r"[，。；：、（）\n\t]")
FAR = 300  # characters behind posts within which their staff is told


def propose(reading: Reading) -> Iterator[Relation]:
    """All staff that the text tells of beside its posts."""
    if "编" not in reading.plain:
        return
    posts: dict[str, Mention] = {}
    run: list[Mention] = []  # the posts told one after the other
    telling, end = "", 0
    for mention in reading.mentions:
        if mention.start - end > FAR:
            posts, telling = {}, ""
        if mention.figure.value is None or not mention.unit.counted:
            continue
        words = _PIECE.split(mention.lead.rstrip("：:　 "))[-1]
        kind, people = _kind(words), mention.dimension == "person" or mention.figure.unit in _PLACES
        if _OTHERS.search(mention.lead[-12:]):
            telling = ""
            continue
        if people and _STAFF.search(words):
            telling = "staff"
            if (behind := _in_brackets(reading, mention)) is not None:
                yield from borne_out(at_most(mention, [behind], "bound.staff_within_posts", ("staff", "posts"), False))
        elif _POSTS.search(words) or _POSTS_BEHIND.match(mention.noun):
            if telling != "posts":
                run = []
                posts = posts if kind and kind not in posts else {}
            telling = "posts"
        elif not kind or not telling:
            continue
        end = mention.end
        if telling == "posts":
            run.append(mention)
            posts.setdefault(kind, mention)
            continue
        whole = [posts[kind]] if kind in posts else []
        if not kind and run:
            whole = run[:1] if len(run) == 1 or not _kind(_PIECE.split(run[0].lead)[-1]) else run
        if whole and all((mention.figure.unit == unit) == (whole[0].figure.unit == unit) for unit in _PLACES):
            told = reading.plain[mention.end : mention.end + 80].partition("\n")[0]
            sure = not kind and bool(_NOT_OVER.search(told))
            yield from borne_out(at_most(mention, whole, "bound.staff_within_posts", ("staff", "posts"), sure))


def _in_brackets(reading: Reading, staff: Mention) -> Mention | None:
    """现有职工128人（编制169人）: the posts told right behind the staff."""
    behind = reading.mentions[staff.index + 1 : staff.index + 2]
    told = behind and behind[0].paren == staff.end and _POSTS.search(behind[0].lead) and behind[0].figure.unit == staff.figure.unit
    return behind[0] if told and behind[0].figure.value is not None else None


def _kind(words: str) -> str:
    return next((name for name, pattern in _KINDS if pattern.search(words)), "")
