"""Names that complement one another: which kinds of a thing are all there are, so that their figures make the whole.

Three signs, none of which looks at a number: a division that the field knows (基本支出 and 项目支出, 正高 and 副高), a list that
ends with 其他, and a whole that is named by its parts (“非农化”“非粮化”图斑: 非农化, 非粮化; 门急诊: 门诊, 急诊).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from os.path import commonprefix

from gouji.patterns import compiled
from gouji.relations.common.reading import Mention

_COMPLEMENTS = [
    ("基本支出", "项目支出"),
    ("人员", "公用"),
    ("一般公共预算", "政府性基金"),
    ("一般公共预算", "政府性基金", "国有资本"),
    ("男", "女"),
    ("一般债", "专项债"),
    ("城市", "农村"),
    ("城镇", "农村"),
    ("集中", "分散"),
    ("公办", "民办"),
    ("货物", "工程", "服务"),
    ("工资性", "经营", "财产", "转移"),
    ("货物", "服务"),
    ("购置", "运行"),
    ("因公出国", "公务用车", "公务接待"),
    ("公务用车", "公务接待"),
    ("运行", "购置", "接待"),
    ("因公出国", "运行", "购置", "接待"),
    ("因公出国", "运行", "接待"),
    ("运行", "接待"),
    ("国内", "国外"),
    ("国内", "外事"),
    ("中央", "省", "市"),
    ("中央", "省", "市", "县"),
    ("省", "市", "县"),
    ("站内", "站外"),
    ("财政拨款", "其他"),
    ("行政", "事业"),
    ("行政", "事业", "后勤"),
    ("公务员", "事业"),
    ("公务员", "工勤"),
    ("公务员", "事业", "工勤"),
    ("公务员", "参公", "事业"),
    ("公务员", "参公", "事业", "工勤"),
    ("机关", "事业", "工勤"),
    ("行政", "事业", "工勤"),
    ("行政", "参公", "事业"),
    ("管理", "专业技术", "工勤"),
    ("在职", "退休"),
    ("在职", "离退休"),
    ("新建", "改"),
    ("新建", "续建"),
    ("内资", "外资"),
    ("水田", "旱地"),
    ("上级", "本级"),
    ("线上", "线下"),
    ("一产", "二产", "三产"),
    ("第一产业", "第二产业", "第三产业"),
    ("出口", "进口"),
    ("结转", "结余"),
    ("结转", "本年收入"),
    ("结转", "本年支出"),
    ("本年收入", "非财政拨款结余", "结转"),
    ("本年支出", "结余分配", "结转"),
    ("数量指标", "质量指标"),
    ("投入", "过程", "产出", "效果"),
    ("决策", "过程", "产出", "效益"),
    ("产出", "效益"),
    ("小学", "初中"),
    ("公费", "自费"),
    ("城镇", "乡村"),
    ("夏粮", "秋粮"),
    ("中央", "地方"),
    ("第一批", "第二批"),
    ("第一批", "第二批", "第三批"),
    ("一季度", "二季度", "三季度", "四季度"),
    ("一季度", "二季度", "三季度"),
    ("一季度", "二季度"),
    ("上半年", "下半年"),
    ("流动资产", "固定资产", "无形资产"),
    ("满意", "基本满意", "不满意"),
    ("盈利", "持平", "亏损"),
    ("盈利", "亏损"),
    ("直补", "项目"),
    ("新建", "改造"),
    ("新打", "维修"),
    ("上年结转", "当年"),
    ("党委", "总支", "支部"),
    ("执业医师", "助理"),
    ("国有", "集体"),
    ("普通", "重点"),
    ("已办结", "在办"),
    ("竣工", "在建"),
    ("完工", "在建"),
    ("建成", "在建"),
    ("完成", "正在"),
    ("应收", "应付"),
    ("批准", "不批准"),
    ("起诉", "不起诉"),
    ("优秀", "良好", "合格"),
    ("初中", "高中"),
    ("税收", "非税"),
    ("门诊", "急诊"),
    ("门急诊", "住院"),
    ("本金", "利息"),
    ("新增", "存量"),
    ("新增", "历史"),
    ("左岸", "右岸"),
    ("国家级", "省级", "市级"),
    ("国家级", "省级", "市级", "县级"),
    ("县级", "乡镇"),
    ("县级", "乡级"),
    ("市本级", "县"),
    ("县道", "乡道", "村道"),
    ("国道", "省道", "县道", "乡道", "村道"),
    ("伤残", "死亡"),
    ("硕士", "本科", "大专"),
    ("研究生", "本科", "大专"),
    ("检察官", "检察辅助", "司法行政"),
    ("法官", "审判辅助", "司法行政"),
    ("民警", "辅警"),
    ("一般程序", "简易程序"),
    ("全额", "差额", "自收自支"),
    ("在编", "聘用"),
    ("在编", "编外"),
    ("早稻", "中稻", "晚稻"),
    ("夏粮", "早稻", "秋粮"),
    ("地方", "上划中央", "上划省"),
    ("来信", "来访"),
    ("来信", "来访", "网"),
    ("合格", "不合格"),
    ("按期", "逾期"),
    ("倒塌", "损坏"),
    ("小学", "初中", "高中"),
    ("幼儿园", "小学", "初中", "高中"),
    ("普通高中", "中等职业"),
    ("职工", "居民"),
    ("专项资金", "自筹"),
    ("财政", "自筹"),
    ("焚烧", "填埋"),
    ("流出", "流入"),
    ("一孩", "二孩及以上"),
    ("一孩", "二孩", "多孩"),
    ("一孩", "二孩", "三孩"),
]
# Divisions that leave nothing over by what the words mean; of others a third kind may be untold (竣工、在建 and 未开工).
_EXHAUSTIVE = [
    ("男", "女"),
    ("满意", "基本满意", "不满意"),
    ("一般债", "专项债"),
    ("货物", "工程", "服务"),
    ("本金", "利息"),
    ("合格", "不合格"),
    ("左岸", "右岸"),
]
THREE_EXPENSES = (re.compile("出国|出境"), re.compile("用车|公车|车辆"), re.compile("接待"))  # 三公经费, which are these and no other
_LEVELS = [("国家", "省"), ("省级", "市级"), ("省级", "县级"), ("市级", "县")]  # a third may be untold, but for a total
_WORDS = re.compile("|".join(sorted({word for words in _COMPLEMENTS for word in words}, key=len, reverse=True)))
_LEVEL = re.compile(r"中央|上级|省|市|州|县|区|镇|乡|本级|地方|社会|群众|企业|单位自筹|自筹|银行|贷款|其他")
_NO_LETTER, _TO_SOURCE = re.compile("[^\u4e00-\u9fff]"), re.compile(r"^.*(?:来源|为)")
_OF_LENGTH = {length: [words for words in _COMPLEMENTS if len(words) == length] for length in map(len, _COMPLEMENTS)}
# what overlaps, and divides nothing
TRAITS = re.compile(
    r"女|党员|少数民族|本科|大专|学历|学位|职称|高级|中级|教授|讲师|[正副]高|专任|研究生|博士|硕士|岁|贫困|脱贫|残疾|重点"
)
NARROWED = re.compile(r"普惠|优质|示范|达标|规模以上")
LONGEST = 24  # characters before a whole in which its parts may be named


def complete(parts: Sequence[Mention]) -> bool:
    """Whether the parts' names say that they are all: complements of one another, or the last is 其他."""
    return complete_names([_whole_name(part) for part in parts])


def _whole_name(part: Mention) -> str:
    """A name with the words before a parenthesis in it: 因公出国（境）费."""
    if "）" not in part.lead:
        return part.name
    return compiled(r"[，。；：、\n]").split(compiled(r"（[^（）]{0,4}）").sub("", part.lead))[-1] + part.noun


def complete_names(names: Sequence[str]) -> bool:
    """Whether these names complement one another (基本支出 and 项目支出), or end with 其他."""
    if len(names) >= 2 and names[-1].startswith(("其他", "其它", "其余")):
        return True
    if 0 < sum(bool(NARROWED.search(name)) for name in names) < len(names):
        return False  # 公办园 and 普惠性民办园: others are neither
    levels = [match[0] for name in names if (match := _LEVEL.match(_TO_SOURCE.sub("", name)))]
    if len(levels) == len(names) >= 3 and len(set(levels)) == len(levels):
        return True  # 中央、省级、县级 and 自筹: who pays
    if not _WORDS.search(names[0]):
        return False
    if any(name.endswith(("购置费", "购置")) for name in names) and not any("运行" in name for name in names):
        return False  # 公务接待费、公务用车购置费: what the cars cost to run is not told
    told = "\n".join(names)
    return any(_one_each(names, words) for words in _OF_LENGTH.get(len(names), ()) if words[0] in told and words[1] in told)


def _one_each(names: Sequence[str], words: Sequence[str]) -> bool:
    return all(any(word in name for name in names) for word in words) and all(
        any(word in name for word in words) for name in names
    )


def of_two_levels(parts: Sequence[Mention]) -> bool:
    """Whether two parts are of two levels (国家督察图斑, 省级下发图斑): all there are where their whole is told as added up."""
    names = [_whole_name(part) for part in parts]
    return any(_one_each(names, words) for words in _LEVELS if len(words) == len(names))


def exhaustive(parts: Sequence[Mention]) -> bool:
    """Whether the parts' names leave nothing over by what they mean: 满意、基本满意、不满意."""
    names = [_whole_name(part) for part in parts]
    return any(_one_each(names, words) for words in _EXHAUSTIVE if len(words) == len(names))


def composed(whole: Mention, parts: Sequence[Mention]) -> bool:
    """Whether the whole's name is made of its parts' names: “非农化”“非粮化”图斑120个，其中“非农化”图斑88个、“非粮化”32个; 门急诊 of
    门诊 and 急诊. What all names share at their ends is left aside, and what is left of each must be its own."""
    names = [_letters(part.label) for part in parts]
    common = shared_ending(names)
    own = [name.removesuffix(common) for name in names]
    if min(map(len, own)) < 2:
        own = names
    if len(set(own)) < len(own) or min(map(len, own)) < 2 or max(map(len, own)) > 6:
        return False
    said = _letters(whole.lead[-LONGEST:] + whole.noun)
    if any(character not in said for name in own for character in name):
        return False  # mostly; a pattern for each name is dear to make
    found = [re.search(".{0,2}".join(map(re.escape, name)), said) for name in own]
    return all(found) and len({match.span() for match in found}) == len(found)


def _letters(words: str) -> str:
    return _NO_LETTER.sub("", words)


def shared_ending(words: Sequence[str]) -> str:
    """The longest ending that all words share."""
    shared = commonprefix([word[::-1] for word in words])
    return shared[::-1]


def parallel(parts: Sequence[Mention]) -> bool:
    """Whether the parts' names end alike (宝塔园区, 高铁园区): parts of one division."""
    names = [part.name for part in parts]
    one_kind = sum(bool(NARROWED.search(name)) for name in names) in (0, len(names))
    return len(parts) >= 2 and one_kind and len(shared_ending(names)) >= 2
