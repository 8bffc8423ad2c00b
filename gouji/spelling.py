"""How a figure is spelled in the working text: numeral, scale, unit, and the words that qualify it.

Patterns alone; what they mean together is read in figures.
"""

from __future__ import annotations

import re

from gouji.quantity import COUNTER_CLASS, SCALE_NAMES, measures

CN = "零〇一二三四五六七八九十百千万亿两"
ARABIC = (
    r"\d{1,3}(?:,\d{3})+(?:\.\d+)?(?!\d)"
    r"|(?<=[|\t\n])\d{1,3}(?: \d{3})+(?:\.\d+)?(?=[|\t\n]|$)"  # thousands set apart by spaces: a whole cell of its own,
    r"|(?<![\d|\t.] )(?<![\d.])\d{1,3}(?: \d{3})+(?:\.\d+)?(?![\d.]| \d)(?=[^\s|，。；、）])"  # or before its unit
    r"|\d+(?:\s?\.\s?\d+)*"
)
_WHOLE = r"(?:\d{1,3}(?:,\d{3})+|\d+)"
NUMERAL = re.compile(
    rf"(?P<fraction>(?:[{CN}\d]+)分之(?:[{CN}]+(?:点[{CN}]+)?|[\d.]+)|一半|半数(?=以上))"
    rf"|(?P<mixed>(?:{_WHOLE}(?:\.\d+)?亿)?{_WHOLE}万{_WHOLE}千?(?!万)|{_WHOLE}亿{_WHOLE}(?:\.\d+)?万)(?![\d.])"
    rf"|(?P<arabic>{ARABIC})"
    rf"|(?P<chinese>[{CN}]+(?:点[{CN}]+)?)"
)
NUMERAL_BEGINS = re.compile(rf"[{CN}\d半]")  # what each of its forms begins with
NAMES = sorted({*measures(), *COUNTER_CLASS}, key=lambda name: (-len(name), name))
NOT_UNIT = {  # a unit's character that begins another word here
    "分": "别类期局成为布公管组批配解年段行部中院支项级层区散包之值",
    "成": "员立果为功效品本都人",
    "位": "一于列居数",
    "次": "产元性日年",
    "大": "力学会幅量型队家于",
    "人": "民大工才口社力居体员格文",
    "名": "列称义录单校",
    "天": "然气津",
    "年": "级",
    "方": "面案针式法位向",
    "户": "籍口外",
    "付": "款费息清讫现诸出",
    "家": "庭长园",
    "里": "耶程面",
    "度": "假汛量",
    "部": "门分队署",
    "场": "所地面",
    "口": "井",
    "项": "目",
    "平": "均台安",
    "面": "积对向",
    "条": "件例款",
    "点": "多",
    "村": "级民",
    "县": "级",
    "市": "级场",
    "省": "级道份直厅略力钱事会内外区财本属辖委局院里政",
    "州": "级本属财委局",
    "区": "域级",
    "类": "似别",
    "个": "别人性",
    "单": "位",
    "组": "织",
    "段": "时",
    "本": "级年",
    "倍": "增",
    "对": "应象",
    "地": "块方点区市县级质面形税段位产貌图标理处震势铁籍道名界州租力膜灾类",
    "元": "旦",
    "升": "至到为高级值入降",
    "t": "",
    "m": "",
    "g": "",
    "h": "",
    "L": "",
    "W": "",
}

NOT_BEFORE = {
    "人": "|均(?![为已是在按未属])",
    "地": "|下(?!降|滑)|上(?!升|涨)",
}  # 32人均为女性 counts persons, 人均 is a mean


def _unit_pattern() -> str:
    names = []
    for name in NAMES:
        if name.isascii() and name[-1].isalnum():
            names.append(re.escape(name) + "(?![A-Za-z0-9])")
        elif NOT_UNIT.get(name):
            means = (
                "|均(?![为已系属按在由未可能有超达])" if "均" in NOT_UNIT[name] else ""
            )  # 11户均为新增: each of them
            after = NOT_UNIT[name].replace("均", "")
            names.append(f"{re.escape(name)}(?![{after}]{means}{NOT_BEFORE.get(name, '')})")
        else:
            names.append(re.escape(name))
    one = "(?:" + "|".join(names) + ")"
    one = f"(?:{one}(?:（{one}）)?)"  # 台（套）, 套（户）
    # 132人每人每月590元 is two figures: what is counted is not told per anything before the next number
    # 486.5万元/预算数500万元*100% is a quotient
    per = r"(?:/(?![^\W\d_]{2,14}\d[\d,.]*[^\W\d_]{0,3}[*×xX）=])|(?<![人户名位家])每|每(?![^\W\d_]{1,8}\d))"
    return rf"{one}(?:{per}(?:人|户|亩|吨|年|月|日|天|次|平方(?:米|千米|公里)|立方米|公顷|千米|公里|小时|[^\W\d_]{{1,3}}?)(?:[·•./](?:年|月|日|天|次|季|学期|人))*(?![A-Za-z]))?"


SCALE = "|".join(name + {"千": "(?![瓦米克伏分卡])", "百": "(?!分)"}.get(name, "") for name in SCALE_NAMES)
TAIL = re.compile(
    rf"\n?\s?(?P<scale>{SCALE})?(?P<more>余|多(?!\w?边)|来(?=[个人次亩年]))?(?P<scale2>{SCALE})?(?:大(?=类))?(?P<unit>{_unit_pattern()})?"
    r"(?P<post>余(?=[，。；、）])|(?<=[成倍])多|(?<=\d年)多(?=[，。；、）来])|有余|(?:（含）)?(?:及)?以上|(?:（含）)?(?:及)?以下|以内|之内|左右|上下)?"
)
POST = {
    "以上": "at_least",
    "及以上": "at_least",
    "以下": "at_most",
    "及以下": "at_most",
    "以内": "at_most",
    "之内": "at_most",
    "左右": "about",
    "上下": "about",
    "余": "more_than",
    "有余": "more_than",
    "多": "more_than",
}
PRE = re.compile(
    # 高于, 低于 and the like compare with a figure; they do not qualify it (see relations.comparisons)
    r"(?:(?P<at_least>≥|>=|不少于|不低于|不小于|至少|最少)|(?P<at_most>≤|<=|不超过|未超过|不超|不高于|不多于|不大于|至多|最多)"
    r"|(?P<below>不足|不到|未满)|(?P<near>将近|接近|(?<![最附临靠邻])近)"
    r"|(?P<above>超过|(?<![赶反])超|逾|突破)|(?P<about>大约|大概|大致|(?<![节制签合履公契预违邀条特集])约))(?:了|为|有|达到?|在|是|至|计|占|需|合)?$"
)
PRE_ENDS = frozenset("≥=≤于少过超多足到满近逾破约概致了为有达是在至计占需合\n")  # what its matches end with, or the line
OF_BASE = re.compile(  # 不足预算的八成, 超过总数的60%, 约为支出的75%: the qualifier stands before the base of the rate
    r"(?:(?P<at_least>不少于|不低于)|(?P<at_most>[不未]超过?|不高于)|(?P<less_than>不足|不到|未到|未达到?)|(?P<more_than>超过|逾(?!期))"
    r"|(?P<about>(?<![节制签合履公契预违邀条特集])约(?:为|占|是|相当于|达)))"
    r"(?!.*部分的)(?:\d{1,2}月份?|(?:19|20)\d\d年度?)?[^，。；：、（）\d%\n]{1,14}的\s?$"
)
RANGE = re.compile(rf"\s?(?P<to>[-—～]|至|到)\s?(?P<second>{ARABIC}|[{CN}]+)")
EMPTY_CELL = re.compile(r"(?m)(?<=[ \u3000])[—－](?=[ \u3000])(?=[^，。；\n]*$)")  # 15.00 — 70.00%: no range
_CELLS = re.compile(r"(?:[ \u3000\t]+[-－−–+]?\d[\d.,，]*[%％]?){3,}[ \u3000\t]*$")  # a row's cells, to the line's end
_SIGN = re.compile(r"(?<=[ \u3000\t])[-－−–](?=\d)")

_SIGNED = re.compile(r"[ \u3000\t][-－−–]\d")


def signs(text: str) -> list[int]:
    """Where a minus is a cell's own sign and makes no range: 36.08 -4.34 2.04 in a row of at least three cells."""
    found = []
    end = -1
    for place in _SIGNED.finditer(text):
        if place.start() < end:
            continue
        start, end = text.rfind("\n", 0, place.start()) + 1, text.find("\n", place.start())
        end = len(text) if end < 0 else end
        if cells := _CELLS.search(text[start:end]):
            found += [start + cells.start() + sign.start() for sign in _SIGN.finditer(cells[0])]
    return found


LISTED = re.compile(r"(?:[、，,/和及与;；]|以及){1,2}\s?")
COUNTING = re.compile(r"(?:共计?|合计|总计|累计|达到?|为|是|新增|完成|建成|得分|分别|各)$")
PLACES = re.compile(
    r"(?:\d[^，。；\d]{1,3}，|[、和及与][^、，。；：\d\n]{1,8}|另外?|其余|上述|以上|这|我[县市])$"
)  # before 四地, 三镇
AFTER_PLACES = re.compile(r"[，。；]|合计|共计?|均|都|各|同比|累计|总计|平均|分别|全部|[上下]|增|减")
ENUMERATED = re.compile(  # （小学9、初中4）, ：一级3、二级5。 behind a figure whose unit they share
    r"(?P<unit>[^，。；：（）\d\n]{1,10})[（：](?:其中：?)?"
    r"(?P<items>(?:[^，。；：、（）\d\n.%]{1,10}\d+(?:\.\d+)?[、，；]){1,30}[^，。；：、（）\d\n.%]{1,10}\d+(?:\.\d+)?)(?:[）。；\n]|$)"
)
UNIT_AT_END = re.compile(  # 羊场1900、者黑1600、木兰1450（单位：万元）
    r"(?P<items>(?:[^，。；：、（）\d\n.%]{1,12}\d[\d.]*[、，；]){2,60}[^，。；：、（）\d\n.%]{1,10}\d[\d.]*)"
    r"（(?:(?:计量|金额)?单位：)?(?P<unit>[^，。；：、（）\d\n%]{1,6})）"
)
MOVED = re.compile(r"(?:[上提]?升高?|提高|增加?|增长|上升|[下回]?降低?|下降|减少?|回落)(?:至|到|为)$")
MOVES = re.compile(r"(?:[上提]?升高?|提高|增加?|增长|上升|[下回]?降低?|下降|减少?|回落)(?:至|到|为)\d")
SET_PHRASE = re.compile(rf"[{CN}][^{CN}\W\d][{CN}]")
