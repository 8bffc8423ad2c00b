"""What was to be signed, sealed and dated and is not.

A seal cannot be seen in text, so a seal alone proves nothing; a label 签字： with nothing after it, and 年 月 日 with no
numerals, do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from gouji.document import Document
from gouji.patterns import compiled
from gouji.prose.marks import BLANK, HAN, Both, Mark

_SP = r"[ \t\u3000\xa0_＿]"
_WHO = (
    r"(?:(?:单位|部门|项目|主管|财务|股室|科室|评价|填报)?(?:主要)?(?:负责人|责任人|领导|法定代表人|经办人|填报人|填表人|审核人|复核人|制表人|评价人|组长"
    r"|主评人|联系人|评审人|审批人|股室长|科长|局长|主任))"
)
_SIGN = re.compile(
    rf"(?:{_WHO}{_SP}{{0,6}}[（(]?(?:签字|签名|签章|签署|盖章)?(?:或盖章|盖章)?[）)]?|(?:签字|签名|签章)(?:盖章)?){_SP}{{0,6}}(?:[:：]|(?<=[）)])(?={_SP}*(?:\n|$)))(?P<rest>[^\n]{{0,60}})"
)
_DATE = re.compile(
    rf"(?P<year>(?:20\d\d|二〇[〇一二三四五六七八九]{{2}})?{BLANK}{{0,16}})年(?P<month>{BLANK}{{0,16}})月(?P<day>{BLANK}{{0,16}})日"
)
_DATE_LABEL = re.compile(rf"(?<![{HAN}])(?:填报|填表|评价|审核|签字|签署)?日期{_SP}{{0,6}}[:：]{_SP}*(?=\n|$|[|\t])")
_OPINION = re.compile(
    rf"(?:^|\n|[|\t]){_SP}*(?P<title>[{HAN}（）()]{{0,24}}(?:意见|审核结论|评审结论|审批))(?P<colon>[:：])?{_SP}*(?=\n|$|[|\t])"
)
_SEAL = re.compile(r"[（(]?(?:单位|部门)?(?:盖章|公章|签章|印章)[）)]?(?:处)?")
_LABEL = re.compile(rf"{_WHO}|联系电话|填报日期|日期|签字|签名|盖章|公章|年{_SP}*月{_SP}*日|附件|意见|单位")
_NAME = re.compile(rf"[{HAN}·]{{2,4}}(?:[、 \u3000]{{1,3}}[{HAN}·]{{2,4}}){{0,3}}$")
_NEAR = 90
_FORM_LINE = 160


@dataclass(frozen=True)
class _Slot:
    kind: str  # opinion | sign | date | seal
    start: int
    end: int
    blank: bool
    title: str = ""


def find(document: Document) -> Iterator[Mark]:
    """The blocks of a form that wait for an opinion, a signature, a seal or a date: one mark a block."""
    text = document.text
    for block in _blocks(text, _slots(text)):
        blank = [slot for slot in block if slot.blank]
        if (
            not any(slot.kind in ("sign", "date") for slot in blank)
            or len(block) == 1
            and "日期" in text[block[0].start : block[0].end]
        ):
            continue
        start, end = _first(block).start, max(slot.end for slot in block)
        kinds = list(dict.fromkeys(slot.kind for slot in block if slot.blank or slot.kind == "seal"))
        names_zh = "、".join(
            {"opinion": "意见", "sign": "签字", "date": "日期", "seal": "盖章处"}[kind] for kind in kinds
        )
        names_en = ", ".join(
            {"opinion": "opinion", "sign": "signature", "date": "date", "seal": "seal"}[kind] for kind in kinds
        )
        title = _first(block).title or "签字盖章栏"
        title_en = _first(block).title or "the form to be signed"
        yield Mark(
            "unsigned",
            "warning",
            start,
            end,
            Both(
                f"“{title}”没有填全：{names_zh}空着，看不出有人对本报告审核并负责。",
                f"“{title_en}” is not filled in: {names_en} left blank, so nobody is seen to have reviewed the report or to answer for it.",
            ),
            Both(
                "报告自带的审核意见栏要求签署意见、签字、盖章并注明日期；GB/T 9704—2012 第7.3.5条：署名、成文日期和印章。",
                "The report's own form asks for an opinion, a signature, a seal and a date; GB/T 9704-2012, 7.3.5: signature, date and seal.",
            ),
            Both(
                "请提供已签署意见、签字盖章并注明日期的原件或扫描件。",
                "Ask for the original or a scan that bears the opinion, the signature, the seal and the date.",
            ),
        )


def _first(block: list[_Slot]) -> _Slot:
    """The column that a block is about: the last heading before what was to be signed, else its first slot."""
    heads = [slot for slot in block if slot.kind == "opinion"]
    return heads[-1] if heads else block[0]


def _in_lines(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """Matches in lines as short as a form's; a paragraph is not signed in its middle."""
    start = 0
    for line in text.split("\n"):
        if len(line) < _FORM_LINE:
            yield from pattern.finditer(text, max(0, start - 1) if pattern is _OPINION else start, start + len(line))
        start += len(line) + 1


def _slots(text: str) -> list[_Slot]:
    found = []
    for match in _in_lines(_SIGN, text):
        label = match.end() - len(match["rest"])
        rest = re.split(rf"{_SP}{{2,}}(?=\S{{2,12}}[:：])", match["rest"])[0]
        following = _LABEL.search(rest)
        value = (rest[: following.start()] if following else rest).strip(" \t\u3000\xa0_＿|（）()")
        filled = bool(value) or _next_line_is_name(text, match.end(), rest)
        found.append(_Slot("sign", match.start(), label if not value else label + len(rest.rstrip()), not filled))
    for match in _in_lines(_DATE, text):
        before = text[match.start() - 1 : match.start()]
        alone = re.search(rf"(?:^|\n|[:：|）)]){_SP}*$", text[max(0, match.start() - 40) : match.start()])
        if (
            (match["month"] or match["day"] or match["year"].strip())
            and (alone or not re.match(rf"[{HAN}\d]", before))
            and not _dated_in_words(text, match)
        ):
            found.append(
                _Slot("date", match.start() + len(match[0]) - len(match[0].lstrip(" \t\u3000\xa0")), match.end(), True)
            )
    for match in _in_lines(_DATE_LABEL, text):
        if not compiled(r"[\s|]*(?:20|二)").match(text[match.end() : match.end() + 40]):
            found.append(_Slot("date", match.start(), match.end(), True))
    for match in _in_lines(_OPINION, text):
        following = re.match(rf"(?:{BLANK}|\n|\|)*", text[match.end() :][:400])
        after = match.end() + following.end()
        blank = bool(
            _SEAL.match(text, after) or _SIGN.match(text, after) or after >= len(text) or _DATE.match(text, after)
        )
        found.append(_Slot("opinion", match.start("title"), match.end("title"), blank, match["title"]))
    for match in _in_lines(_SEAL, text):
        if not any(slot.start <= match.start() < slot.end for slot in found):
            line = text[text.rfind("\n", 0, match.start()) + 1 : match.start()].strip(" \t\u3000\xa0|")
            if not line or line.endswith(("：", ":", "）", ")")):
                found.append(_Slot("seal", match.start(), match.end(), False))
    return sorted(found, key=lambda slot: (slot.start, slot.end))


def _next_line_is_name(text: str, at: int, rest: str) -> bool:
    """负责人签字： on one line and a name alone on the next."""
    if rest.strip(" \t\u3000\xa0_＿"):
        return False
    following = text[at : at + 60].lstrip(" \t\u3000\xa0\n").split("\n")[0].strip(" \t\u3000\xa0|")
    return bool(_NAME.match(following)) and not _LABEL.search(following) and not _OPINION.match(following)


def _dated_in_words(text: str, match: re.Match[str]) -> bool:
    """出生年月日, 签订年月日: words, not a date to fill in."""
    return not re.search(rf"{BLANK}", match[0].strip())


def _blocks(text: str, slots: list[_Slot]) -> Iterator[list[_Slot]]:
    """Slots that stand together: a new opinion column, a filled date or running text between them parts two blocks."""
    block: list[_Slot] = []
    for slot in slots:
        between = text[block[-1].end : slot.start] if block else ""
        prose = len(re.findall(rf"[{HAN}]", between))
        if block and (
            slot.kind == "opinion"
            and any(each.kind != "opinion" for each in block)
            or prose > 30
            or len(between) > 4 * _NEAR
        ):
            yield block
            block = []
        block.append(slot)
    if block:
        yield block
