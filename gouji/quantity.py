"""Numeral + unit + qualifier -> the interval of values that a stated figure allows.

Units of measure come from `units.txt` through pint; whatever is counted (个, 宗, 户 ...) is exact and has a counting
class, because persons, visits and households never add up although all of them are counts.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

import cn2an
import pint

from gouji.interval import Interval

SCALES = {
    "十": 1,
    "百": 2,
    "千": 3,
    "万": 4,
    "十万": 5,
    "百万": 6,
    "千万": 7,
    "亿": 8,
    "十亿": 9,
    "百亿": 10,
    "千亿": 11,
    "万亿": 12,
    "兆": 12,
}
SCALE_NAMES = tuple(sorted(SCALES, key=len, reverse=True))

# What prose counts in, by class: figures of different classes are different quantities.
COUNTERS = {
    "person": "人 名 位 员 人员 口 口人 名人".split(),
    "visit": "人次 人·次 人天 人日 天次".split(),
    "household": "户 家庭 户次".split(),
    "time": "次 场次 场 车次 批次 批 趟 轮 轮次 班次 架次 航次 届 期 回 遍 船次 艘次 台次 户次 件次 头次 台班 频次 例次 家次 证次 亩次 项次 辆次 册次 组次 店次 宗次 团次 床次 台时 校次".split(),
    "thing": (
        "个 项 件 具 宗 起 处 座 台 套 辆 份 本 张 家 所 条 篇 只 头 匹 羽 尾 株 棵 支 枚 块 片 间 栋 幢 层 孔 口井 眼 盏 根 艘 架 "
        "部 组 类 种 款 把 副 付 双 盘 桶 瓶 盒 箱 袋 包 册 级 卷 幅 面 顶 门 扇 道 段 节 环 对 例 单 发 笔 例次 则 封 批件 标段 "
        "票 图斑 斑块 地块 宗地 地 省 州 者 县市 县区 区县 市县 市州 村 镇 乡 县 市 区 街道 社区 学校 医院 企业 单位 部门 科室 支部 乡镇 床 床位 张床位 车位 泊位 "
        "学位 班 车 站 点 网点 井 桩 塘 池 坝 库 厂 店 案 题 人份 剂 剂次 针次 粒 颗 颗粒 杆 盆 茬 朵 丛 捆 筐 网格 "
        "平台 系统 例数 校 院 园 馆 站点 路 标 标准箱 标箱 词 字 页 号 问 岗 兵 团 连 排 队 帧 大 方面 环节 角度 层面 步 行 "
        "篇次 条次 件套 台套 台（套） 台(套) 处次 个次 宗次 点位 样 样本 股 端 户头 案件 线 架 门课 课 届次 "
        "票 版 首 集 讲 堂 席 席位 桌 列 列次 箱次 客位 机位 井位 断面 版块 餐 针 学分 块次 卷次 间次 栋次 门次"
    ).split(),
}
COUNTER_CLASS = {name: kind for kind, names in COUNTERS.items() for name in names}

# Signs that pint cannot take for names.
SPELLINGS = {
    "%": "百分比",
    "％": "百分比",
    "‰": "千分比",
    "‱": "万分比",
    "/万": "万分比",
    "/10万": "十万分比",
    "/十万": "十万分比",
    "㎡": "平方米",
    "m²": "平方米",
    "㎢": "平方公里",
    "km²": "平方公里",
    "hm²": "公顷",
    "hm": "公顷",  # its raised 2 lost: nothing is measured in hectometres
    "m³": "立方米",
    "℃": "摄氏度",
    "°C": "摄氏度",
    "¥": "元",
}

# Counters that in Chinese numerals are part of set phrases more often than of a count (四级, 二期, 三线, 九路).
NEEDS_DIGITS = frozenset(
    "角 园 元 支 届 号 线 路 库 省 州 者 区 县 市 村 镇 乡 地 员 口 面 门 道 节 排 连 团 兵 字 池 车 站 井 环 步 行 层 度 平 方 里 "
    "包 对 单 标 问 案 题 段 街道 社区 分 成员 方 院 校 班 队 端 股 样 角度 岗 点 月 日".split()
)


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as stated: `factor` base units of `dimension` each; `counted` things are exact."""

    name: str
    dimension: str
    factor: Decimal
    counted: bool = False
    scaled: bool = False  # stated in 万, 亿 ...: even a count is then rounded


@lru_cache(maxsize=1)
def _registry() -> pint.UnitRegistry:
    registry = pint.UnitRegistry(None, non_int_type=Decimal, cache_folder=None)
    registry.load_definitions(Path(__file__).with_name("units.txt").read_text(encoding="utf-8").splitlines())
    return registry


@lru_cache(maxsize=1)
def measures() -> tuple[str, ...]:
    """The names of all units of measure, longest first."""
    return tuple(sorted({*_registry()._units, *SPELLINGS}, key=lambda name: (-len(name), name)))


@lru_cache(maxsize=4096)
def unit(name: str) -> Unit:
    """What a unit's name means. A name that nobody defined is a dimension of its own; "" is the bare number."""
    name = name.replace(" ", "")
    for mark in ("/", "每") if name not in SPELLINGS else ():
        head, found, per = name.partition(mark)
        if found and head and per:
            top, bottom = unit(head), unit(per)
            return Unit(name, f"{top.dimension}/{bottom.dimension}", top.factor / bottom.factor)
    scale, base = _split_scale(name)
    base = base.partition("（")[0] or base  # 台（套） is counted like 台
    factor = Decimal(10) ** SCALES[scale] if scale else Decimal(1)
    if base in COUNTER_CLASS:
        return Unit(name, COUNTER_CLASS[base], factor, counted=True, scaled=bool(scale))
    base = SPELLINGS.get(base, base)
    try:
        quantity = _registry().Quantity(Decimal(1), base).to_base_units() if base else None
    except (pint.errors.PintError, ValueError, AttributeError, AssertionError, TypeError, ArithmeticError):  # signs, and sums (件-5), are no unit
        quantity = None
    if quantity is None:
        return Unit(name, base, factor, counted=bool(base), scaled=bool(scale))
    return Unit(name, str(quantity.units), Decimal(quantity.magnitude) * factor, scaled=bool(scale))


def _split_scale(name: str) -> tuple[str, str]:
    for scale in SCALE_NAMES:
        if (
            name.startswith(scale)
            and name != "百分点"
            and not name.startswith(("百分", "千分", "千瓦", "千米", "千克", "千伏"))
        ):
            return scale, name[len(scale) :]
    return "", name


@lru_cache(maxsize=8192)
def numeral(text: str) -> Decimal | None:
    """The value of a numeral: Arabic with thousands marks, Chinese, mixed (12万3千), fraction (八分之一). None: not one."""
    text = text.replace(" ", "").replace("−", "-").replace("－", "-").lstrip("+")
    if text in ("半", "一半", "半数"):
        return Decimal("0.5")
    if "分之" in text:
        below, _, above = text.partition("分之")
        bottom = Decimal(10) ** SCALES[below] if below in SCALES else numeral(below)
        top = numeral(above)
        return None if not bottom or top is None else top / bottom
    plain = text.replace(",", "")
    try:
        return Decimal(plain)
    except ArithmeticError:
        pass
    try:
        return Decimal(str(cn2an.cn2an(plain.replace("两", "二").replace("〇", "零"), "smart")))
    except (ValueError, KeyError, TypeError, IndexError):
        return None


def decimals(text: str) -> int:
    """How many decimals a numeral states."""
    return len(text.replace(" ", "").partition(".")[2])


def last_place(value: Decimal) -> Decimal:
    """The unit of the last non-zero digit: 250 -> 10, 3.5 -> 0.1; of zero: 1."""
    if value == 0:
        return Decimal(1)
    return Decimal(10) ** value.normalize().as_tuple().exponent


def allowed(value: Decimal, places: int, qualifier: str, kind: Unit, bound: bool = False) -> Interval:
    """The interval of one stated value in its stated unit.

    `places`: decimals of the precision; `bound`: the qualifier names a bound only (超过500), not a nearness (500余).
    """
    if qualifier == "about":
        step = last_place(value)
        return Interval(value - step / 2, value + step / 2)
    if qualifier == "more_than":
        return Interval(value, None, True) if bound else Interval(value, value + last_place(value), False, True)
    if qualifier == "less_than":
        if bound:
            return Interval(None, value, False, True)
        step = last_place(value)
        if abs(value) == step:  # 近10, 近100: the digit below, nobody means 近10 by 2
            step /= 10
        return Interval(value - step, value, False, True)
    if qualifier == "at_least":
        return Interval(value, None)
    if qualifier == "at_most":
        return Interval(None, value)
    if kind.counted and not kind.scaled and places <= 0 and value == value.to_integral_value():
        return Interval.point(value)
    half = Decimal(5).scaleb(-places - 1)
    return Interval(value - half, value + half)
