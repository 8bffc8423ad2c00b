"""Doubled words and punctuation, brackets without a partner, numbers that cannot be read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

import numpy as np

from gouji.document import Document
from gouji.patterns import compiled
from gouji.prose.marks import HAN, Both, Mark, quoted

# AB AB: two or more characters told twice in a row. One character twice is mostly a word of its own (逐逐, 常常, 层层).
_LONGEST = 16
_CHARACTERS = re.compile(r"(?<![目底])的的(?!确)|(?<!为)了了(?![解结却然])")
_CLAUSE = re.compile(rf"[{HAN}、“”]{{4,40}}")
_BETWEEN = re.compile(r"[，；。]{1,2}")
_STUTTER = re.compile(rf"(?P<word>[已将且也的])[，、；。](?P=word)(?=[{HAN}])")
_BRACKETED = re.compile(rf"（(?P<word>[{HAN}]{{1,6}})）")
_UNITS = frozenset("个 户 人 名 件 宗 项 栋 幢 套 台 辆 座 处 次 场 份 家 所 条 批 期 亩 公顷 平方米 公里 米 吨 公斤 元 万元 人次".split())
_MARKS = re.compile(r"[。，；、：？！](?:[。，；、：？！]+(?: [。，；、：？！]+)?| [。，；、：？！]+)")  # two and more
_MARK_PAIRS = frozenset(
    "。。 。， 。； 。、 。： ，， ，。 ，； ，、 ，： 、、 、， 、。 、； 、： ；； ；。 ；， ；、 ；： ：： ：。 ：， ：； ？。 ！。".split()
)
_LEGIT = re.compile(  # verbs and measure words that Chinese doubles, and words of which one closes and one opens
    r"[一每逐].|.[一点步对比靠]$|研究|讨论|商量|考虑|学习|交流|了解|认识|比较|检查|调研|思考|整改$|服务|社区|[年月日天人家户村乡县市区省级次个项条层]{2}|许多|好多|很多|非常|哈|谢谢|再三|多多"
)
_COMPOUND = ("项目", "资金", "绩效", "预算", "工作", "支出", "经费", "管理", "专项")


def doubled(document: Document) -> Iterator[Mark]:
    """Words, clauses and punctuation told twice in a row, and brackets and quotes without a partner."""
    plain = document.plain
    found: list[tuple[int, int, str, str, str]] = []
    for start, run, length in _twice(plain):
        word = plain[start : start + length]
        if len(set(word)) == 1 or any(
            _LEGIT.match(plain, at, at + length) for at in range(start, start + run - length + 1)
        ):
            continue
        found.append(
            (
                start,
                start + 2 * length,
                "info" if word in _COMPOUND else "warning",
                f"“{word}”连写了两次。",
                f"“{word}” is written twice in a row.",
            )
        )
    for match in _CHARACTERS.finditer(plain) if "的的" in plain or "了了" in plain else ():
        found.append(
            (*match.span(), "info", f"“{match[0][0]}”字重复。", f"The character “{match[0][0]}” is written twice.")
        )
    for start, end, clause in _clauses_twice(plain):
        found.append((start, end, "warning", f"“{clause}”紧接着重复了一遍。", f"“{clause}” is told twice in a row."))
    for match in _STUTTER.finditer(plain):
        found.append(
            (
                *match.span(),
                "info",
                f"“{match[0]}”：标点前后的“{match['word']}”重复，句子改动后没有理顺。",
                f"“{match[0]}”: “{match['word']}” stands on both sides of the mark; the sentence was not smoothed after a change.",
            )
        )
    for match in _echoes(plain):
        echo = plain[match.start() - len(match["word"]) : match.end()]
        found.append(
            (
                match.end() - len(echo),
                match.end(),
                "info",
                f"“{echo}”：括号里重复了括号前的字，疑为误写。",
                f"“{echo}”: the bracket repeats the word before it; probably a slip.",
            )
        )
    for match in filter(_too_many, _MARKS.finditer(plain)):
        found.append(
            (*match.span(), "info", f"标点“{match[0]}”重复或误连。", f"Punctuation “{match[0]}”: one mark too many.")
        )
    found.extend(_partners(document))
    last = -1
    for start, end, severity, zh, en in sorted(found):
        if start < last:
            continue
        last = end
        a, b = document.place(start, end)
        yield Mark("doubled", severity, a, b, Both(zh, en), _CRITERIA, _ASK)


def _twice(plain: str) -> Iterator[tuple[int, int, int]]:
    """Where words of two or more Chinese characters are written twice in a row: start, run, length of the word.

    A word of length n is doubled where a run of at least n characters equals those n places on; a longer run can be read
    from several places (务服务服 and 服务服务). Of words of several lengths the shortest is told.
    """
    codes = np.frombuffer(plain.encode("utf-32-le"), dtype=np.uint32)
    han = ((codes >= 0x4E00) & (codes <= 0x9FFF)) | ((codes >= 0x3400) & (codes <= 0x4DBF))
    taken: set[int] = set()
    for length in range(2, min(_LONGEST, len(codes) // 2) + 1):
        same = (codes[:-length] == codes[length:]) & han[:-length]
        edges = np.flatnonzero(np.diff(np.concatenate(([False], same, [False])).astype(np.int8)))
        for start, end in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True):
            if end - start >= length and not any(at in taken for at in range(start, start + 2 * length)):
                taken.update(range(start, end + length))
                yield start, end - start, length


def _clauses_twice(plain: str) -> Iterator[tuple[int, int, str]]:
    """Whole clauses of four characters or more that are told again right after themselves."""
    if not any(one == two for one, two in pairwise(_CLAUSE.findall(plain))):
        return
    clauses = [
        match for match in _CLAUSE.finditer(plain) if plain[match.start() - 1 : match.start()] in ("", *"，。；：\n")
    ]
    for one, two in zip(clauses, clauses[1:], strict=False):
        closed = plain[two.end() : two.end() + 1] in ("", *"，；。\n")
        if one[0] == two[0] and closed and _BETWEEN.fullmatch(plain, one.end(), two.start()):
            yield one.start(), two.end(), one[0]


def _too_many(marks: re.Match[str]) -> bool:
    """Two marks of which one is idle; three 。 or more stand for an ellipsis, ？！ and ！！ for a tone."""
    written = marks[0].replace(" ", "")
    ellipsis = len(written) > 2 and set(written) == {"。"}
    return not ellipsis and any(written[at : at + 2] in _MARK_PAIRS for at in range(len(written) - 1))


def _echoes(plain: str) -> Iterator[re.Match[str]]:
    return (
        match
        for match in _BRACKETED.finditer(plain)
        if plain.endswith(match["word"], 0, match.start()) and not _heads(plain, match)
    )


def _heads(plain: str, match: re.Match[str]) -> bool:
    """The unit in a table's head: 拆除楼栋（栋） is a column of 栋, not a word told twice."""
    start, end = plain.rfind("\n", 0, match.start()) + 1, plain.find("\n", match.end())
    return match["word"] in _UNITS and not compiled("[，。；]").search(plain[start : end if end >= 0 else len(plain)])


_CRITERIA = Both(
    "GB/T 15834—2011《标点符号用法》；公文文字应当准确、精炼。",
    "GB/T 15834-2011, General rules for punctuation; official writing is exact.",
)
_ASK = Both(
    "请改正文字后重新报送，并核对同一处的数据在改动时是否一并更新。",
    "Ask for it to be put right, and whether the figures there were updated with the words.",
)

_PAIRS = {"（": "）", "《": "》", "“": "”", "‘": "’", "【": "】", "〔": "〕", "「": "」", "『": "』", "〈": "〉"}
_CLOSES = {close: opened for opened, close in _PAIRS.items()}
_SIGNS = re.compile("[" + "".join(_PAIRS) + "".join(_CLOSES) + "]")
_ITEM = re.compile(r"(?:^|[\s。；，：、\n])(?:\d{1,2}|[a-zA-Z]|[一二三四五六七八九十]{1,2}|[①-⑳])$")
_RANGE = re.compile(r"[（〔【\[(]\s?[-+]?[\d.]*%?分?\s?[，,、~～—-]\s?[-+]?(?:[\d.]+%?分?|∞)?\s?[）〕】\])]")


def _partners(document: Document) -> Iterator[tuple[int, int, str, str, str]]:
    plain = document.plain
    for start, end in document.paragraphs:
        skip = [match.span() for match in _RANGE.finditer(plain, start, end)]
        open_: list[tuple[str, int]] = []
        lonely: list[tuple[str, int]] = []
        for match in _SIGNS.finditer(plain, start, end):
            at, sign = match.start(), match[0]
            if skip and any(a <= at < b for a, b in skip):
                continue
            if sign == "’" and plain[at - 1 : at].isascii() and plain[at + 1 : at + 2].isascii():
                continue  # an apostrophe
            if sign in _PAIRS:
                open_.append((sign, at))
            elif open_ and open_[-1][0] == _CLOSES[sign]:
                open_.pop()
            elif any(opened == _CLOSES[sign] for opened, _ in open_):
                while open_[-1][0] != _CLOSES[sign]:
                    lonely.append(open_.pop())
                open_.pop()
            elif sign == "）" and _ITEM.search(plain[max(start, at - 4) : at]):
                continue
            else:
                lonely.append((sign, at))
        lonely += open_
        if len(lonely) > 3 or (end - start > 12 and plain[start:end].count("\t") > 2):
            continue  # a table, or a text whose quotes follow another convention
        for sign, at in sorted(lonely, key=lambda each: each[1]):
            if sign in _PAIRS and at == max(i for _, i in lonely) and _goes_on(plain, end, _PAIRS[sign]):
                continue
            around = quoted(plain[max(start, at - 8) : min(end, at + 10)])
            if sign in _PAIRS:
                yield (
                    at,
                    min(end, at + 1),
                    "info",
                    f"“{sign}”没有配对的“{_PAIRS[sign]}”：……{around}……",
                    f"“{sign}” without its “{_PAIRS[sign]}”: …{around}…",
                )
            else:
                yield (
                    at,
                    at + 1,
                    "info",
                    f"“{sign}”没有配对的“{_CLOSES[sign]}”：……{around}……",
                    f"“{sign}” without its “{_CLOSES[sign]}”: …{around}…",
                )


def _goes_on(plain: str, end: int, close: str) -> bool:
    """A quotation or bracket that runs over a line break is closed in the next lines."""
    following = plain[end : end + 300]
    at = following.find(close)
    return at >= 0 and not any(0 <= following.find(opened) < at for opened in (_CLOSES[close],))


_AFTER = r"(?:万元|亿元|千元|元|万亩|亩|公顷|平方米|平方公里|公里|万吨|吨|万人|人次|[%％]|个百分点|万|亿)"
# Two points, a point or comma at the end, an idle zero, a letter: only such a numeral need be looked at closely.
_SUSPECT = re.compile(r"0\d[\d.]*|[1-9]\d*(?:,\d+)*(?:[.。](?:\d*[.OoIl]|(?!\d))|。\d|[OoIl])|0\.(?:\d*[.OoIl]|(?!\d))")
_TWO_UNITS = re.compile(
    r"\d(?<![\d.,]\d)[\d.,]*(?P<unit>万元|亿元|公顷|平方米|[%％]|亩|元|个)(?P=unit)(?![人别体月位性小案股例税])"
)
_PERCENT_TWICE = re.compile(r"百分之\d+(?:\.\d+)?%")
_FAULTS: tuple[tuple[re.Pattern[str], str, str], ...] = (
    (
        re.compile(rf"(?<![A-Za-z\d.])\d+(?:,\d{{3}})*\.\d+(?:\.\d+)+(?={_AFTER})"),
        "有两个小数点",
        "has two decimal points",
    ),
    (re.compile(r"(?<![A-Za-z\d.])\d+\.\.\d+(?![\d.])"), "小数点重复", "has its decimal point twice"),
    (
        re.compile(rf"(?<![A-Za-z\d.])\d+(?:,\d+)*\.(?={_AFTER})"),
        "小数点后没有数字",
        "has nothing after its decimal point",
    ),
    (re.compile(rf"(?<=[{HAN}])\d+。\d{{1,4}}(?={_AFTER})"), "小数点误作句号", "has a full stop for a decimal point"),
    (re.compile(rf"(?<![A-Za-z\d.,])(?<!\d )0\d+(?:\.\d+)?(?={_AFTER})"), "以0开头", "starts with an idle zero"),
    (
        re.compile(
            rf"(?<![A-Za-z\d.])\d+[OoIl]\d*(?:\.\d+)?(?={_AFTER})|(?<![A-Za-z\d.])\d+\.\d*[OoIl]\d*(?={_AFTER})"
        ),
        "混入了字母",
        "has a letter among its digits",
    ),
)
_ANY_FAULT = re.compile("|".join(f"(?:{pattern.pattern})" for pattern, _, _ in _FAULTS))
_GROUPED = re.compile(rf"(?P<whole>\d(?<![A-Za-z\d.,]\d)\d*(?:,\d+)+)(?P<rest>(?:\.\d+)?)(?={_AFTER})")


def malformed(document: Document) -> Iterator[Mark]:
    """Numbers with a unit that no reader can take for one value; section numbers, versions, dates and addresses have no unit."""
    text = document.plain
    found: list[tuple[int, int, str, str]] = []
    for suspect in _SUSPECT.finditer(text):
        for pattern, zh, en in _FAULTS if _ANY_FAULT.match(text, suspect.start()) else ():
            if match := pattern.match(text, suspect.start()):
                found.append((*match.span(), zh, en))
                break
    for match in _TWO_UNITS.finditer(text):
        found.append((*match.span(), "单位重复", "has its unit twice"))
    for match in _PERCENT_TWICE.finditer(text):
        found.append((*match.span(), "“百分之”与“%”重复", "says percent twice"))
    for match in _GROUPED.finditer(document.text):  # in the working text such a comma is one between clauses
        groups = match["whole"].split(",")
        proper = 1 <= len(groups[0]) <= 3 and all(len(group) == 3 for group in groups[1:])
        several = "分别" in document.text[max(0, match.start() - 14) : match.start()] or (
            not match["rest"]
            and max(map(len, groups)) <= 2
            and not document.text.startswith(("万元", "亿元", "元"), match.end())
        )
        if not proper and not several:  # 1,2个 is a list
            found.append(
                (
                    document.plain_at(match.start()),
                    document.plain_at(match.end() - 1) + 1,
                    "千分位分节不对",
                    "has its thousands marks in the wrong places",
                )
            )
    last = -1
    for start, end, zh, en in sorted(found):
        if start < last:
            continue
        last = end
        unit = compiled(_AFTER).match(text[end : end + 4])
        a, b = document.place(start, end + (len(unit[0]) if unit else 0))
        got = quoted(document.text[a:b])
        yield Mark(
            "malformed_number",
            "critical",
            a,
            b,
            Both(f"“{got}”写法有误：{zh}，无法确定是多少。", f"“{got}” cannot be read: it {en}."),
            Both(
                "GB/T 15835—2011《出版物上数字用法》：小数点、千分位分节和计量单位应当规范。",
                "GB/T 15835-2011, General rules for writing numerals: decimal points, digit groups and units.",
            ),
            Both("请按账表核实后填写正确的数字。", "Ask for the right number, from the accounts."),
        )
