"""Attachments that a report lists or refers to and that are not there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from gouji.document import Document
from gouji.patterns import compiled
from gouji.prose.marks import Both, Mark

_LIST = re.compile(
    r"(?:^|\n)[ \t\u3000]*附[ \u3000]*件?(?:清单|目录)?[ \u3000]*(?P<number>[0-9一二三四五六七八九十]{0,2})[ \u3000]*[:：][ \t\u3000]*(?P<name>[^\n]*\S)"
)
_ITEM = re.compile(
    r"[ \t\u3000]*(?:附件)?[ \u3000]*(?P<number>\d{1,2}|[一二三四五六七八九十])[ \u3000]*[.．、:：][ \t\u3000]*(?P<name>[^\n]{2,60}?)[ \t\u3000]*(?:\n|$)"
)
_HEAD = re.compile(
    r"(?:^|\n)[ \t\u3000#*]*附[ \u3000]*(?P<kind>件|表|图)[ \u3000]*(?P<number>[0-9一二三四五六七八九十]{0,2})[ \t\u3000]*(?P<sep>[:：]?)[ \t\u3000]*(?P<name>[^\n]{0,60})"
)
_REFERENCE = re.compile(
    r"(?:详见|参见|具体见|另见|见|请见)[ \u3000]?[“《]?(?P<what>附[件表图])[ \u3000]?(?P<number>\d{1,2}|[一二三四五六七八九十])?(?!》)"
)
_WORD = {name: str(number) for number, name in enumerate("一 二 三 四 五 六 七 八 九 十".split(), 1)}
_NOISE = re.compile(r"[\s《》“”\"（）()：:、.．。；;\d]|20\d\d年度?")


def find(document: Document, attachments: Iterable[str] = ()) -> Iterator[Mark]:
    """Attachments that the report lists or refers to and neither contains nor has beside it (`attachments`: file names)."""
    text = document.text
    beside = [_flat(name.rsplit(".", 1)[0]) for name in attachments]
    told: set[str] = set()
    listed = list(_lists(text))
    for start, end, items in listed:
        absent = [(number, name) for number, name in items if not _present(text, end, number, name, beside)]
        told |= {number for number, _ in items}
        if absent:
            names = "、".join(f"《{name.strip('《》；;。 ')}》" for _, name in absent)
            count = len(absent)
            yield Mark(
                "missing_attachment",
                "warning",
                start,
                end,
                Both(
                    f"报告列出{len(items)}个附件，{f'其中{count}个' if count < len(items) else '均'}不在所报文本里：{names}。",
                    f"The report lists {len(items)} attachment{'s' if len(items) > 1 else ''}; {count if count < len(items) else 'none'} "
                    f"of them is in what was filed: {names}."
                    if count == len(items)
                    else f"The report lists {len(items)} attachments; not in what was filed: {names}.",
                ),
                _FORM,
                Both(
                    "请补送上述附件，再核对其中的基础数据与正文是否一致。",
                    "Ask for these attachments, and check their figures against the text.",
                ),
            )
    for match in _REFERENCE.finditer(text):
        number = _WORD.get(match["number"] or "", match["number"] or "")
        if any(start <= match.start() < end for start, end, _ in listed) or number in told or (not number and told):
            continue
        if not any(_heading(text, head, match["what"], number) for head in _HEAD.finditer(text)) and not beside:
            yield Mark(
                "missing_attachment",
                "info",
                match.start(),
                match.end(),
                Both(
                    f"正文引用“{match[0]}”，所报文本里没有这个{match['what']}。",
                    f"The text refers to “{match[0]}”; no such attachment is in what was filed.",
                ),
                _FORM,
                Both("请补送所引用的附件。", "Ask for what is referred to."),
            )


_FORM = Both(
    "GB/T 9704—2012 第7.3.4条和第7.3.7条：附件应当与正文一起装订，附件说明与附件的序号和名称应当一致。",
    "GB/T 9704-2012, 7.3.4 and 7.3.7: attachments go with the text they belong to, under the number and name it gives.",
)


def _lists(text: str) -> Iterator[tuple[int, int, list[tuple[str, str]]]]:
    """The lists of attachments: their stretch, and number and name of each item."""
    last = 0
    for match in _LIST.finditer(text):
        if match.start() < last:
            continue
        start = match.start() + len(match[0]) - len(match[0].lstrip())
        first = _ITEM.match(text, match.start("name"))
        own = _WORD.get(match["number"], match["number"])
        if own and not first:
            items, end = [(own, match["name"])], match.end()
        elif first and not own:
            items, end = [(_WORD.get(first["number"], first["number"]), first["name"])], first.end()
        else:
            items, end = [(own or "1", match["name"])], match.end()
        while more := _ITEM.match(text, end + (text[end : end + 1] == "\n")):
            number = _WORD.get(more["number"], more["number"])
            if number != str(int(items[-1][0]) + 1 if items[-1][0].isdigit() else 0) or len(more["name"]) > 50:
                break
            items.append((number, more["name"]))
            end = more.end()
        last = end
        if len(items) == 1 and _content_after(text, end):
            continue  # 附件：name with something under it is the attachment itself
        yield start, start + len(text[start:end].rstrip()), items


def _content_after(text: str, end: int) -> bool:
    """Whether something other than a signature and a date follows, as it does where a heading 附件1：… has its table."""
    return len(compiled(r"\S").findall(text[end : end + 400])) > 60


def _present(text: str, end: int, number: str, name: str, beside: list[str]) -> bool:
    flat = _flat(name)
    if any(flat in each or each and each in flat for each in beside):
        return True
    for head in _HEAD.finditer(text, end):
        if _heading(text, head, "附件", number):
            return True
    for line in compiled(r"[^\n]+").finditer(text[end:]):
        got = _flat(line[0])
        if (
            got
            and len(got) <= len(flat) + 16
            and len(flat) >= 4
            and (flat in got or got in flat and len(got) * 4 >= len(flat) * 3)
        ):
            return _content_after(text, end + line.end())
    return False


def _heading(text: str, head: re.Match[str], what: str, number: str) -> bool:
    """Whether a line is the heading of that attachment, with content under it."""
    got = _WORD.get(head["number"], head["number"])
    if head["kind"] != what[-1] or number and got != number:
        return False
    return bool(text[: head.start()].strip()) and _content_after(text, head.end())


def _flat(name: str) -> str:
    return _NOISE.sub("", name)
