"""What was to be signed, sealed and dated and is not, and attachments named that are not there.

A seal cannot be seen in text, so a seal alone proves nothing; a label 签字： with nothing after it, and 年 月 日 with no
numerals, do.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from gouji.document import Document
from gouji.prose.marks import BLANK, HAN, Both, Mark, quoted

_SP = r"[ \t\u3000\xa0_＿]"
_WHO = (r"(?:(?:单位|部门|项目|主管|财务|股室|科室|评价|填报)?(?:主要)?(?:负责人|责任人|领导|法定代表人|经办人|填报人|填表人|审核人|复核人|制表人|评价人|组长"
        r"|主评人|联系人|评审人|审批人|股室长|科长|局长|主任))")
_SIGN = re.compile(rf"(?:{_WHO}{_SP}{{0,6}}[（(]?(?:签字|签名|签章|签署|盖章)?(?:或盖章|盖章)?[）)]?|(?:签字|签名|签章)(?:盖章)?){_SP}{{0,6}}(?:[:：]|(?<=[）)])(?={_SP}*(?:\n|$)))(?P<rest>[^\n]{{0,60}})")
_DATE = re.compile(rf"(?P<year>(?:20\d\d|二〇[〇一二三四五六七八九]{{2}})?{BLANK}{{0,16}})年(?P<month>{BLANK}{{0,16}})月(?P<day>{BLANK}{{0,16}})日")
_DATE_LABEL = re.compile(rf"(?<![{HAN}])(?:填报|填表|评价|审核|签字|签署)?日期{_SP}{{0,6}}[:：]{_SP}*(?=\n|$|[|\t])")
_OPINION = re.compile(rf"(?:^|\n|[|\t]){_SP}*(?P<title>[{HAN}（）()]{{0,24}}(?:意见|审核结论|评审结论|审批))(?P<colon>[:：])?{_SP}*(?=\n|$|[|\t])")
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


def unsigned(document: Document) -> Iterator[Mark]:
    """The blocks of a form that wait for an opinion, a signature, a seal or a date: one mark a block."""
    text = document.text
    for block in _blocks(text, _slots(text)):
        blank = [slot for slot in block if slot.blank]
        if not any(slot.kind in ("sign", "date") for slot in blank) or len(block) == 1 and "日期" in text[block[0].start : block[0].end]:
            continue
        start, end = _first(block).start, max(slot.end for slot in block)
        kinds = list(dict.fromkeys(slot.kind for slot in block if slot.blank or slot.kind == "seal"))
        names_zh = "、".join({"opinion": "意见", "sign": "签字", "date": "日期", "seal": "盖章处"}[kind] for kind in kinds)
        names_en = ", ".join({"opinion": "opinion", "sign": "signature", "date": "date", "seal": "seal"}[kind] for kind in kinds)
        title = _first(block).title or "签字盖章栏"
        title_en = _first(block).title or "the form to be signed"
        yield Mark(
            "unsigned", "warning", start, end,
            Both(f"“{title}”没有填全：{names_zh}空着，看不出有人对本报告审核并负责。",
                 f"“{title_en}” is not filled in: {names_en} left blank, so nobody is seen to have reviewed the report or to answer for it."),
            Both("报告自带的审核意见栏要求签署意见、签字、盖章并注明日期；GB/T 9704—2012 第7.3.5条：署名、成文日期和印章。",
                 "The report's own form asks for an opinion, a signature, a seal and a date; GB/T 9704-2012, 7.3.5: signature, date and seal."),
            Both("请提供已签署意见、签字盖章并注明日期的原件或扫描件。",
                 "Ask for the original or a scan that bears the opinion, the signature, the seal and the date."))


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
        if (match["month"] or match["day"] or match["year"].strip()) and (alone or not re.match(rf"[{HAN}\d]", before)) and not _dated_in_words(text, match):
            found.append(_Slot("date", match.start() + len(match[0]) - len(match[0].lstrip(" \t\u3000\xa0")), match.end(), True))
    for match in _in_lines(_DATE_LABEL, text):
        if not re.match(r"[\s|]*(?:20|二)", text[match.end() : match.end() + 40]):
            found.append(_Slot("date", match.start(), match.end(), True))
    for match in _in_lines(_OPINION, text):
        following = re.match(rf"(?:{BLANK}|\n|\|)*", text[match.end() :][:400])
        after = match.end() + following.end()
        blank = bool(_SEAL.match(text, after) or _SIGN.match(text, after) or after >= len(text) or _DATE.match(text, after))
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
        if block and (slot.kind == "opinion" and any(each.kind != "opinion" for each in block) or prose > 30 or len(between) > 4 * _NEAR):
            yield block
            block = []
        block.append(slot)
    if block:
        yield block


_LIST = re.compile(r"(?:^|\n)[ \t\u3000]*附[ \u3000]*件?(?:清单|目录)?[ \u3000]*(?P<number>[0-9一二三四五六七八九十]{0,2})[ \u3000]*[:：][ \t\u3000]*(?P<name>[^\n]*\S)")
_ITEM = re.compile(r"[ \t\u3000]*(?:附件)?[ \u3000]*(?P<number>\d{1,2}|[一二三四五六七八九十])[ \u3000]*[.．、:：][ \t\u3000]*(?P<name>[^\n]{2,60}?)[ \t\u3000]*(?:\n|$)")
_HEAD = re.compile(r"(?:^|\n)[ \t\u3000#*]*附[ \u3000]*(?P<kind>件|表|图)[ \u3000]*(?P<number>[0-9一二三四五六七八九十]{0,2})[ \t\u3000]*(?P<sep>[:：]?)[ \t\u3000]*(?P<name>[^\n]{0,60})")
_REFERENCE = re.compile(r"(?:详见|参见|具体见|另见|见|请见)[ \u3000]?[“《]?(?P<what>附[件表图])[ \u3000]?(?P<number>\d{1,2}|[一二三四五六七八九十])?(?!》)")
_WORD = {name: str(number) for number, name in enumerate("一 二 三 四 五 六 七 八 九 十".split(), 1)}
_NOISE = re.compile(r"[\s《》“”\"（）()：:、.．。；;\d]|20\d\d年度?")


def missing(document: Document, attachments: Iterable[str] = ()) -> Iterator[Mark]:
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
            yield Mark("missing_attachment", "warning", start, end,
                       Both(f"报告列出{len(items)}个附件，{f'其中{count}个' if count < len(items) else '均'}不在所报文本里：{names}。",
                            f"The report lists {len(items)} attachment{'s' if len(items) > 1 else ''}; {count if count < len(items) else 'none'} "
                            f"of them is in what was filed: {names}." if count == len(items) else
                            f"The report lists {len(items)} attachments; not in what was filed: {names}."),
                       _FORM, Both("请补送上述附件，再核对其中的基础数据与正文是否一致。",
                                   "Ask for these attachments, and check their figures against the text."))
    for match in _REFERENCE.finditer(text):
        number = _WORD.get(match["number"] or "", match["number"] or "")
        if any(start <= match.start() < end for start, end, _ in listed) or number in told or (not number and told):
            continue
        if not any(_heading(text, head, match["what"], number) for head in _HEAD.finditer(text)) and not beside:
            yield Mark("missing_attachment", "info", match.start(), match.end(),
                       Both(f"正文引用“{match[0]}”，所报文本里没有这个{match['what']}。",
                            f"The text refers to “{match[0]}”; no such attachment is in what was filed."),
                       _FORM, Both("请补送所引用的附件。", "Ask for what is referred to."))


_FORM = Both("GB/T 9704—2012 第7.3.4条和第7.3.7条：附件应当与正文一起装订，附件说明与附件的序号和名称应当一致。",
             "GB/T 9704-2012, 7.3.4 and 7.3.7: attachments go with the text they belong to, under the number and name it gives.")


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
    return len(re.findall(r"\S", text[end : end + 400])) > 60


def _present(text: str, end: int, number: str, name: str, beside: list[str]) -> bool:
    flat = _flat(name)
    if any(flat in each or each and each in flat for each in beside):
        return True
    for head in _HEAD.finditer(text, end):
        if _heading(text, head, "附件", number):
            return True
    for line in re.finditer(r"[^\n]+", text[end:]):
        got = _flat(line[0])
        if got and len(got) <= len(flat) + 16 and len(flat) >= 4 and (flat in got or got in flat and len(got) * 4 >= len(flat) * 3):
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
