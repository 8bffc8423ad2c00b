"""What a gap looks like: one rule for each way in which a value can be missing from running text.

A blank alone proves nothing (table heads have 万元 with no numeral), so each pattern asks for what can only be a gap.
Masked names and numbers (张××, 138****1234), chemical formulas and Roman numerals are no gaps.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from gouji.patterns import compiled
from gouji.prose.marks import HAN, MONEY, Both

_GAP = r"[ \t\u3000\xa0\u2002\u2003]"
_COUNTED = (
    rf"{MONEY}|个(?![人别性])|家(?![庭长园])|户(?![籍口])|件|宗|项(?!目)|万?亩|公顷|平方米|平方公里|公里|吨|公斤"
    r"|人次|人(?![员才民工大口均力社类居为])|名(?!称)|次|场(?![所地])|份|套|台|辆|座|处|[%％]|分(?=[，。；,;])"
)
_COUNTED_ALONE = "个(?![人别性])|家(?![庭长园])|户(?![籍口])|件(?!数)|宗|万?亩|公顷|平方米|公里|吨|人次|名(?!称)|次(?![数要序年])|[%％]"
_FORMULA = re.compile(r"(?:CO|SO|NO|H|N|O|CH|NH|PM|Cl|Fe|Al|Na|Ca|Si|TiO|ZnO|HCO|HNO)[₀-₉.]+[A-Za-z₀-₉]*$")
_SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱林何郭马罗梁宋郑谢韩唐冯董程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶余潘杜戴夏钟汪田姜范石姚谭廖邹熊陆郝孔崔康邱秦顾侯邵孟雷钱汤尹黎贺赖龚向覃"
_SHARED = re.compile(r"(?:等|、|，|。|）|\)|同志|先生|女士|家|户|案|的|[一两二三四五六七八九十\d]{1,3}[户人名家])")


@dataclass(frozen=True)
class Rule:
    """`pattern`, what stands in the gap (`{got}`: as written), and `keep`: whether a match is one, in its surroundings."""

    pattern: re.Pattern[str]
    what: Both
    severity: str = "warning"
    keep: Callable[[str, re.Match[str]], bool] = lambda text, match: True
    back: bool = False  # the gap alone says nothing to a reader: cite it with the words before it
    needs: tuple[str, ...] = ("",)  # a text with none of these has no match, and need not be searched


def line_of(text: str, at: int) -> tuple[int, int]:
    """The line around a place, without its line break."""
    end = text.find("\n", at)
    return text.rfind("\n", 0, at) + 1, len(text) if end < 0 else end


def _no_formula(text: str, match: re.Match[str]) -> bool:
    return not _FORMULA.match(match["code"])


def _no_mask(text: str, match: re.Match[str]) -> bool:
    """张××等 is a name withheld, not a name left out; so are the digits of a telephone: 029-××××××××."""
    if compiled(r"(?<!\d)0\d{2,3}[）)]?[-－—]?$").search(text[max(0, match.start() - 7) : match.start()]):
        return False
    before = text[match.start() - 1 : match.start()]
    return not (before and before in _SURNAMES and _SHARED.match(text, match.end()))


def _no_bold(text: str, match: re.Match[str]) -> bool:
    """In Markdown ** opens and closes bold type: a gap has no partner before it in its line."""
    start, _ = line_of(text, match.start())
    return text.count("**", start, match.start()) % 2 == 0


def _in_prose(text: str, match: re.Match[str]) -> bool:
    """Not the unit of a table, not a text with spaces between all characters."""
    start, end = line_of(text, match.start())
    before = text[max(start, match.start() - 24) : match.start()].rstrip()
    if before[-3:].rstrip("：:为是").endswith("单位") or compiled("每[^，。]{0,6}$|以$").search(before):
        return False
    around = text[max(start, match.start() - 30) : min(end, match.end() + 30)]
    return len(re.findall(rf"(?<=[{HAN}]){_GAP}(?=[{HAN}])", around)) <= 3


def _no_rule_line(text: str, match: re.Match[str]) -> bool:
    """A line of underscores parts a page; a gap has words beside it."""
    start, end = line_of(text, match.start())
    return bool(re.search(rf"[{HAN}]", text[start:end]))


def _no_choice(text: str, match: re.Match[str]) -> bool:
    start, end = line_of(text, match.start())
    return (
        re.match(rf"[{HAN}]", before := text[match.start() - 1 : match.start()]) is not None
        and before not in "是否有无"
        and len(text[start:end].strip()) >= 12
    )


_HUNDREDS = "一二三四五六七八九十百千万亿零〇两几数多余来半近上超逾过"


def _lacks_number(text: str, match: re.Match[str]) -> bool:
    before = text[match.start() - 1 : match.start()]
    if before == "数" and text[match.start() - 2 : match.start() - 1] in tuple("算行出入总付"):
        return _in_prose(text, match)
    return bool(re.match(rf"[{HAN}：:，,]", before)) and before not in _HUNDREDS and _in_prose(text, match)


def _lacks_count(text: str, match: re.Match[str]) -> bool:
    start, end = line_of(text, match.start())
    return _lacks_number(text, match) and bool(compiled("[，。；]").search(text[start:end]))


def _after_words(text: str, match: re.Match[str]) -> bool:
    return match[0][0] == "第" or bool(re.match(rf"[{HAN}]", text[match.start() - 1 : match.start()]))


def _after_han(text: str, match: re.Match[str]) -> bool:
    bracket = match[0][0] in "（(【["
    return (bracket or bool(re.match(rf"[{HAN}]", text[match.start() - 1 : match.start()]))) and _in_prose(text, match)


_CROSSES = tuple("XxＸｘ×╳✕Ⅹ*＊")
CODE = Both("代码“{got}”，没有数字", "the code “{got}” and no number")
_CROSS = Both("“{got}”，没有填内容", "“{got}” and nothing filled in")
_BLANK = Both("空白，没有数字", "a blank and no number")
_LINE = Both("下划线，没有填内容", "a line to be filled and nothing on it")
_DOCNO = Both("空着的文号", "a document number left blank")
_EMPTY = Both("空的“{got}”，没有名称或内容", "empty “{got}”, with no name or words inside")
_FIELD = Both("模板变量或填写提示“{got}”", "the template's variable or cue “{got}”")
_ERROR = Both("“{got}”，没有数据", "“{got}” and no data")

_SUB = tuple("₀₁₂₃₄₅₆₇₈₉")
_GAPS = tuple(" \t\u3000\xa0\u2002\u2003")
RULES = (
    Rule(
        re.compile(rf"(?<![A-Za-z0-9_.\-/&])(?P<code>[A-Za-z]{{1,3}}\d{{0,3}}[₀-₉]{{1,3}}){_GAP}?(?:{_COUNTED})"),
        CODE,
        "critical",
        _no_formula,
        needs=_SUB,
    ),
    Rule(
        re.compile(
            rf"(?P<code>[A-WYZa-wyz](?<![A-Za-z0-9_.\-/&＆][A-WYZa-wyz])[A-WYZa-wyz]?\d{{0,3}}){_GAP}?(?:{MONEY})"
        ),
        CODE,
        "critical",
        _no_formula,
    ),
    Rule(re.compile(r"20\d?[XxＸｘ×*＊]{1,2}(?=年)"), _CROSS, needs=_CROSSES),
    Rule(
        re.compile(
            rf"[XxＸｘ×╳✕Ⅹ](?<![A-Za-z0-9０-９XxＸｘ×╳✕Ⅹ][XxＸｘ×╳✕Ⅹ])[XxＸｘ×╳✕Ⅹ]+(?![A-Za-z0-9０-９XxＸｘ×╳✕Ⅹ])(?:{_GAP}?(?:{_COUNTED}))?"
        ),
        _CROSS,
        "warning",
        _no_mask,
        needs=_CROSSES,
    ),
    Rule(
        re.compile(rf"(?<=[{HAN}，。、：:（(])[XxＸｘ]{_GAP}?(?:{_COUNTED}|年(?!级)|月(?![亮球嫂])|日(?!常))"),
        _CROSS,
        needs=_CROSSES,
    ),
    Rule(
        re.compile(rf"[*＊](?<=[{HAN}，。、：:（(][*＊])[*＊]+(?:{_COUNTED})"), _CROSS, "warning", _no_bold, needs=_CROSSES
    ),
    Rule(
        re.compile(rf"(?<![一二三四五六七八九十〇○零])[○〇]{{2,}}(?=[{HAN}])(?![一二三四五六七八九十])"),
        _CROSS,
        needs=tuple("○〇"),
    ),
    Rule(
        re.compile(rf"(?<=[{HAN}])(?:…+|\.{{3,6}}|。{{3,6}}){_GAP}?(?:{MONEY}|亩|公顷|个(?![人别性])|[%％])"),
        _BLANK,
        "critical",
        back=True,
        needs=("…", "...", "。。。"),
    ),
    Rule(
        re.compile(rf"[_＿]{{2,}}(?:{_COUNTED})|[_＿]{{3,}}"),
        _LINE,
        "warning",
        _no_rule_line,
        back=True,
        needs=("__", "＿＿"),
    ),
    Rule(
        re.compile(rf"{_GAP}{{1,12}}(?:{MONEY})(?=[，。；、,;）){HAN}])"),
        _BLANK,
        "critical",
        _lacks_number,
        back=True,
        needs=_GAPS,
    ),
    Rule(
        re.compile(
            r"(?:(?:预算|执行|决算)数|涉及资金|资金(?:总额|共计?)|[总金]额为?|支出|收入|经费|补助)万元(?=[，。；,;])"
        ),
        _BLANK,
        "critical",
        _in_prose,
        needs=("数万元", "金万元", "额万元", "计万元", "共万元", "为万元", "出万元", "入万元", "费万元", "助万元"),
    ),
    Rule(
        re.compile(rf"{_GAP}{{2,12}}(?:{_COUNTED_ALONE})(?=[，。；、,;）){HAN}])"),
        _BLANK,
        "critical",
        _lacks_count,
        back=True,
        needs=tuple(2 * gap for gap in _GAPS),
    ),
    Rule(
        re.compile(
            rf"(?:(?:完成|执行|占)[{HAN}]{{0,12}}[的为]|得分率为|达到?|占比为?){_GAP}{{0,12}}[%％](?=[，。；、,;）)]|$)"
        ),
        _BLANK,
        "critical",
        needs=tuple(f"{before}{sign}" for before in "的为达到占比 \t\u3000\xa0" for sign in "%％"),
    ),
    Rule(
        re.compile(rf"得分{_GAP}{{0,12}}分(?=[，。；,;])"),
        _BLANK,
        "critical",
        needs=("得分分", "得分 ", "得分\u3000", "得分\xa0", "得分\t"),
    ),
    Rule(
        re.compile(
            rf"[〔［\[【]{_GAP}{{0,8}}(?:20\d?)?{_GAP}{{0,8}}[〕］\]】]{_GAP}{{0,4}}\d{{0,5}}{_GAP}{{0,8}}号"
            rf"|[（(]{_GAP}{{1,8}}[）)]{_GAP}{{0,4}}\d{{0,5}}{_GAP}{{0,8}}号|[〔［\[【（(](?:19|20)\d\d[〕］\]】）)]{_GAP}{{0,8}}号|第{_GAP}{{1,8}}号"
        ),
        _DOCNO,
        "warning",
        _after_words,
        needs=("号",),
    ),
    Rule(
        re.compile(rf"(?:[（(【\[]{_GAP}{{0,8}}[）)】\]]|[?？]{{1,4}}|[-—－]{{1,4}}){_GAP}?(?:{MONEY}|亩|公顷|[%％])"),
        _BLANK,
        "critical",
        _after_han,
        back=True,
        needs=tuple("）)】]?？-—－"),
    ),
    Rule(
        re.compile(r"[（(](?:预算|项目|主管)?(?:单位|部门|项目)(?:（单位）)?名称[）)](?=[^|\t\n]{4})"),
        _FIELD,
        needs=("名称）", "名称)"),
    ),
    Rule(re.compile(r"《\s{0,8}》|“\s{0,8}”|「\s{0,8}」|【\s{0,8}】"), _EMPTY),
    Rule(re.compile(rf"[（(]{_GAP}{{0,8}}[）)](?!{_GAP}{{0,4}}\d{{0,5}}号)"), _EMPTY, "warning", _no_choice),
    Rule(
        re.compile(r"\{\{[^{}\n]{1,60}\}\}|\$\{[^{}\n]{1,60}\}|\{%[^%\n]{1,80}%\}|<%[^%\n]{1,80}%>|«[^«»\n]{1,40}»"),
        _FIELD,
        needs=tuple("{%«"),
    ),
    Rule(
        re.compile(
            r"[【\[［<＜〈]请?(?:填写|填入|填报|待填|待补|待核|待定|待确认|插入|金额|数字|数值|[^\s】\]］>＞〉]{0,6}名称|具体|年份|日期)"
            r"[^】\]］>＞〉\n]{0,20}[】\]］>＞〉]"
        ),
        _FIELD,
    ),
    Rule(
        re.compile(
            r"[（(](?:待填|待补充|待核实|待确认|待定|填写|填入)[^（()）\n]{0,12}[）)]|此处(?:填写|填入|待填)"
            r"|(?<![招接看])待填(?:写|入|报|列)?(?![埋充补平海坑方])"
        ),
        _FIELD,
        needs=("待", "填"),
    ),
    Rule(
        re.compile(
            r"#(?:N/A|REF!|DIV/0!|VALUE!|NAME\?|NUM!|NULL!)|(?<![A-Za-z/#])N/A(?![A-Za-z/])"
            r"|(?<![A-Za-z_.])(?:TBD|TODO|NaN|undefined|null)(?![A-Za-z_.])|(?<=[ \t|，：])#{5,}(?=[ \t|，。\n]|$)"
        ),
        _ERROR,
        needs=("#", "N/A", "TBD", "TODO", "NaN", "undefined", "null"),
    ),
)
