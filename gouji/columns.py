"""What a table's column or row is, by the words of its head: an amount, a rate, a score, a serial number; and in what
unit.

Assumes that a head ends with the word that tells what is measured (预算执行率, 人均支出, 得分), that a unit in it
stands in parentheses or after a slash at its end (金额（万元）, 里程/公里), and that 单位：万元、公里 over a table
names the units of its columns, each for the columns whose words measure in it.
"""

from __future__ import annotations

import re
from functools import lru_cache

from gouji.patterns import compiled
from gouji.quantity import COUNTER_CLASS, SCALE_NAMES, measures, unit

_IN_HEAD = re.compile(
    r"[（〔](?:单位：)?(?P<a>[^（）〔〕，。；]{1,8})[）〕]$|/(?P<b>[^/\d（）]{1,4})$|(?P<c>[%‰])(?:[）〕])?$"
)
_FULL_MARKS = re.compile(r"[（〔](?:满分)?\d+(?P<unit>分)[）〕]$")
_KINDS = (  # the first that fits decides; all but `amount`, `score` and `share` are never summed
    ("serial", re.compile(r"^(?:序号?|编号|行次|栏次|列次|排名|名次|位次|排序|No\.?|顺序号?)$")),
    (
        "text",
        re.compile(
            r"(?:编码|代码|年份|时间|日期|月份|电话|文号|联系方式|联系人|备注|说明|原因|措施|编号|型号|规格|"
            r"起止年限?)$|^(?:年度|年|月|单位|计量单位)$"
        ),
    ),
    (
        "growth",
        re.compile(
            r"(?:[增减升降涨跌]|变动|变化)[^得]{0,6}(?:率|速|幅度?|百分比|比例|百分点)$|(?:增长|增减|升降|变动|变化)比$|(?:同比|环比)$|(?:增速|"
            r"增幅|降幅|涨幅)$|^幅度$"
        ),
    ),
    ("share", re.compile(r"占比$|比重$|构成比?$|份额$|占[^完]{0,10}(?:比例|百分比|比率)$|所占比例$")),
    ("rate", re.compile(r"[^效汇费税利]率$|进度$|比例$|百分比$|百分数$|覆盖面$|满意度$|完成情况$")),
    ("score", re.compile(r"得分|分值|权重|满分|标准分|评分|自评分|分数|扣分")),
    ("target", re.compile(r"指标值|目标值|完成值|标准值|实际值|指标完成|评价标准|(?:年度|绩效)?(?:指标|目标)$")),
    (
        "mean",
        re.compile(
            r"人均|户均|亩均|车均|次均|平均|均价|单价|标准$|补助标准|定额|指数|系数|年限|期限|工期|均值|费率|税率|"
            r"利率|汇率|[人户亩]均"
        ),
    ),
)
_CHANGE = re.compile(r"增|减|升|降|涨|跌|变动|变化|同比|环比|超")
_MEASURED = (  # words that tell what a column measures, when the table's 单位 names several units or money only
    (re.compile(r"里程|长度|公里数"), "公里 千米 米 里 km m".split(), ""),
    (re.compile(r"面积|亩数"), "亩 万亩 公顷 平方米 平方公里 ㎡ 万平方米".split(), ""),
    (re.compile(r"人次|人·次"), "人次 万人次".split(), "人次"),
    (re.compile(r"人数|人口|人员数|职工数|学生数|编制"), "人 万人 名".split(), "人"),
    (re.compile(r"户数|家庭数"), "户 万户".split(), "户"),
    (re.compile(r"(?:发病|病例|患病)数?$"), "例 人".split(), "例"),
    (re.compile(r"批次"), "批次 批".split(), "批次"),
    (re.compile(r"产量|重量|吨数|用水量|用电量"), "吨 万吨 公斤 立方米 万立方米 千瓦时".split(), ""),
    (re.compile(r"车辆|辆数|保有量"), "辆 台".split(), "辆"),
    (re.compile(r"(?:个|件|宗|家|处|座|套|台|起|所|条|项)数$"), [], ""),
    (re.compile(r"数量|项目数|次数|任务数?$|计划数?$|完成数?$|件$"), "个 项 件 处 座 宗 次 起 套 台 家 所".split(), ""),
)
_FEES = re.compile(r"(?:费用?|经费|支出|资金|金额)$")
_VISITS = re.compile(r"(?:人次|批次)$")
_COUNTED = re.compile(r"(?P<counter>个|件|宗|家|处|座|套|台|起|所|条|项)数$|(?P<times>次)数$")
_NUMBER = re.compile("数量?$|[个户人件项宗]$|人员|面积|里程")
_MONEY_WORDS = re.compile(r"金额|资金|经费|预算|决算|支出|收入|投资|执行|到位|拨付|结余|结转|费|款|补助|合计|小计|总计|经济损失")


@lru_cache(maxsize=1)
def _names() -> frozenset[str]:
    return frozenset({*measures(), *COUNTER_CLASS}) - {"年", "号", "月", "日"}


@lru_cache(maxsize=2048)
def known(name: str) -> bool:
    """Whether a word is a unit of measure or a counter, scaled or not; 元/人 where both sides are."""
    if name in _names():
        return True
    head, mark, per = name.partition("/")
    if mark:
        return bool(head and per) and known(head) and len(per) <= 4
    return any(name.startswith(scale) and (name == scale or name[len(scale) :] in _names()) for scale in SCALE_NAMES)


@lru_cache(maxsize=2048)
def unit_in(head: str) -> str:
    """The unit that a head states at its end; "" where it states none."""
    if marks := _FULL_MARKS.search(head):
        return marks["unit"]
    told = _IN_HEAD.search(head)
    name = (told["a"] or told["b"] or told["c"]) if told else ""
    return name if name and known(name) else ""


def unit_over_marks(head: str) -> str:
    """The unit of what a head names, not of the marks that it gives for it: 预算执行（万元）（20分）."""
    return unit_in(_FULL_MARKS.sub("", head))


@lru_cache(maxsize=2048)
def bare(head: str) -> str:
    """A head without the unit or the remark in parentheses at its end."""
    short = compiled(r"[（〔][^（）〔〕]*[）〕]$").sub("", head) if head.endswith(("）", "〕")) else head
    short = compiled(r"[%％]$").sub("", short) if short != head else short  # 增速%（可比价）
    if unit_in(head) and short == head:
        short = _IN_HEAD.sub("", head)
    return compiled(r"\s").sub("", short) or head


@lru_cache(maxsize=2048)
def kind(head: str) -> str:
    """serial, text, growth, share, rate, score, target, mean or amount."""
    words, told = bare(head), unit_in(head)
    leaf = words.rpartition("·")[2] or words
    percent = told in ("%", "‰")
    if percent and _CHANGE.search(words) and not compiled(r"超额|占").search(words):
        return "growth"
    for name, pattern in _KINDS:
        if pattern.search(leaf):
            return name
    if percent:
        return "share" if "占" in words and not compiled("占[^，。]{0,6}(?:预算|计划|任务|目标)").search(words) else "rate"
    return "mean" if "/" in told else "amount"


def tells_change(head: str) -> bool:
    """Whether a head without a unit tells by how much something changed (增减额)."""
    return not unit_in(head) and _CHANGE.search(head.rpartition("·")[2]) is not None


@lru_cache(maxsize=1024)
def cell_unit(column: str, row: str, table: str, told: str = "") -> str:
    """The unit of a bare cell: from its column's head, its row's (or the row's 计量单位 cell, `told`), or 单位：…
    above."""
    sort = kind(column)
    if name := unit_in(column):
        return name
    if sort in ("rate", "share", "growth"):
        return "%"
    if sort == "score":
        return "分"
    if told and known(told):
        return told
    if name := unit_in(row):
        return name
    if kind(row) in ("rate", "share", "growth"):
        return "%"
    if "数量" in bare(column):
        told_by_row = _VISITS.search(bare(row))
        return told_by_row[0] if told_by_row else "" if compiled("或|、|/").search(column) else _table_unit(column, table)
    return "" if sort == "target" else _table_unit(column, table)


def is_money(column: str) -> bool:
    """Whether a head without a unit names money by its words or by the level that pays it."""
    return bool(
        _MONEY_WORDS.search(column)
        or compiled(r"中央|[省市县州区]级?$|省级|市级|县级|市县|自筹|其他$|地方|上级|本级|社会资本|债券").search(bare(column))
    )


_STATE = re.compile(
    r"(?:其中：?)?[男女]性?|(?:其中：?)?(?:当月|本月|当年|本年|本期|累计|实际|年度|全年|按[时期]|逾期)?(?:已经?|未|正在|尚未|待|应)?(?:全部)?"
    r"(?:处理|办理|在办|[办审执]结|完成|整改|开工|竣工|[回答]复|解决|销号|任务|计划|目标|下达|受理|不?予?受理|退回)(?:到位|完成|任务)?(?:中|数|情况|量)?"
)


def is_state(column: str) -> bool:
    """Whether a head tells how far the things got that another column names, and not what they are: 已办结, 处理中."""
    return bool(_STATE.fullmatch(bare(column).rpartition("·")[2]))


def _table_unit(column: str, table: str) -> str:
    names = [name for name in compiled(r"[、,，/和及]|\s").split(table) if name]
    if not names and _FEES.search(bare(column).rpartition("·")[0]):
        return ""
    if not names:
        return _counted(column) or next((alone for pattern, _, alone in _MEASURED if pattern.search(column)), "")
    if (
        "/" in table
        and unit(names[0]).dimension == "元"
        and len(names) == 2
        and names[1] in ("人", "户", "亩", "月", "年", "吨", "平方米")
    ):
        return table if kind(column) == "mean" else names[0]
    words = column.rpartition("·")[2] or column
    if _FEES.search(bare(column).rpartition("·")[0]) and any(unit(name).dimension == "元" for name in names):
        return next(name for name in names if unit(name).dimension == "元")  # 公务用车费·车辆购置 tells money, no vehicles
    if counted := next((name for name in names if len(names) > 1 and unit(name).counted and f"{name}数" in words), ""):
        return counted  # 件数小计 in a table of 件、万元
    money = next((name for name in names if unit(name).dimension == "元"), "")
    if len(names) > 1 and money and _MONEY_WORDS.search(words) and not _NUMBER.search(words):
        return money  # 年投资计划 in a table of 个、亿元
    for pattern, units, alone in _MEASURED:
        if not pattern.search(words):
            continue
        for name in names:
            if name in units:
                return name
        if len(names) == 1 and not (units and unit(names[0]).dimension == "元"):
            return names[0]
        if not units or alone or not compiled(r"任务|计划|完成").search(words):
            return _counted(column) or alone
    if len(names) > 1 and _MONEY_WORDS.search(words):
        return next((name for name in names if unit(name).dimension == "元"), names[0])
    return next((name for name in names if name not in ("%", "％")), names[0])


def _counted(column: str) -> str:
    told = _COUNTED.search(bare(column))
    return "" if told is None else told["counter"] or told["times"]
