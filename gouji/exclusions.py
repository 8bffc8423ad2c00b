"""Digits that state no quantity: dates, document numbers, ordinals, headings, identifiers, ages, times of day.

Each rule is a shape of the working text; a numeral inside such a stretch is left out and counted under the rule's name.
"""

from __future__ import annotations

import re
from bisect import bisect_right

from gouji.proportions import is_share
from gouji.searching import at_places

_CN = "零〇一二三四五六七八九十百两"
_YEAR = r"(?:19|20)\d{2}"
_TO = r"(?:[-—～/]|至|到|、|和)"
_MEASURED = r"(?![\d.]*(?:个|万|亿|元|%|亩|公|平|人|户|吨))"

# The characters that a match can begin with: only there is a rule tried, which is what makes many rules cheap.
_DIGIT, _NUMERAL, _EITHER, _ANY = "digit", "numeral", "either", "any"
_RULES: tuple[tuple[str, str, str], ...] = (
    ("document_number", _ANY, rf"[〔（【]\s?{_YEAR}\s?[〕）】]\s?(?:第?\s?[\d{_CN}]+(?:-\d+)?\s?号)?"),
    ("document_number", _ANY, r"第(?<=字第)\d+号"),
    ("document_number", _ANY, rf"〔\s?{_YEAR}\d{{1,5}}\s?号"),  # its right bracket was lost
    ("document_number", _DIGIT, r"(?<=[字路道街巷])\d+号|\d+号(?:文件|文|令|公告|楼|线|院|地块|馆|路|门|井|矿)"),
    ("date", _DIGIT, rf"{_YEAR}\s?年?度?{_TO}{_YEAR}(?:\s?年度?|(?=[）”》](?!\s?[×xX*=])))"),
    (
        "date",
        _DIGIT,
        rf"{_YEAR}\s?年(?:度|底|初|末)?(?:{_TO}{{1,2}}(?:{_YEAR}|\d{{2}})年度?)?"
        rf"(?:\d{{1,2}}(?:{_TO}\d{{1,2}})?月(?:份|底|初|末|[上中下]旬)?(?:\d{{1,2}}[日号])?)?"
        rf"(?:{_TO}(?:\d{{1,2}}月)?\d{{1,2}}[日号])?",
    ),
    ("date", _DIGIT, rf"(?<!\d){_YEAR}\.\d{{1,2}}[-—～至]{{1,2}}{_YEAR}\.\d{{1,2}}(?!\d)"),
    ("date", _DIGIT, rf"(?<!\d){_YEAR}(?P<mark>[./-])(?:1[0-2]|0?[1-9])(?:(?P=mark)\d{{1,2}})(?![\d.])"),
    ("date", _DIGIT, rf"(?<![\d.]){_YEAR}[./-](?:1[0-2]|0[1-9])(?![\d.]){_MEASURED}"),
    (
        "date",
        _DIGIT,
        rf"(?<![\d.])\d{{1,2}}(?:{_TO}\d{{1,2}})?月(?:份|底|初|末|[上中下]旬)?"
        rf"(?:\d{{1,2}}(?:{_TO}\d{{1,2}})?[日号])?(?:{_TO}(?:\d{{1,2}}月)?\d{{1,2}}[日号])?",
    ),
    ("date", _DIGIT, r"(?<![\d.])\d{2}年\d{1,2}月\d{1,2}日"),  # 12年08月23日
    ("date", _DIGIT, r"(?<![\d.])20[0-3]\d{3,5}日(?![均元])"),  # 自201911日起: its marks were lost
    ("date", _DIGIT, rf"(?<![\d.])\d{{1,2}}(?:{_TO}\d{{1,2}})?(?:日(?!均|元|内|之内)|号(?!楼|线))"),
    (
        "date",
        _NUMERAL,
        rf"[{_CN}]{{4}}年(?:[{_CN}]{{1,3}}月)?(?:[{_CN}]{{1,3}}[日号])?|[{_CN}]{{1,3}}月(?:[{_CN}]{{1,3}}[日号])?",
    ),
    ("date", _EITHER, rf"(?<![{_CN}\d])(?:\d|[{_CN}]){{1,2}}季度|\d{{2}}年(?=度)"),
    ("date", _ANY, r"['’‘]\d{2}年(?=度)"),
    ("date", _DIGIT, r"(?<![\d.])(?:2\d|\d2)0[12]\d年(?=度|预算|决算|，)"),  # 22017年: a year with a digit too many
    ("date", _DIGIT, r"(?<![\d.,])\d{1,2}20[0-3]\d年(?:\d{1,2}月(?:\d{1,2}日)?)?"),  # 得分52021年12月, 附件12025年: what stood before it runs on
    ("date", _DIGIT, r"(?<![\d.])\d{1,2}[.．]\s?(?=20[0-3]\d年)"),  # 2.2024年度: heading 2.
    ("date", _DIGIT, r"(?<![\d.])1[01]\d年度"),  # 較111年度: counted from 1912
    ("ordinal", _NUMERAL, rf"[{_CN}]{{1,3}}届(?=全国|[省市县区]|人大|政协|[{_CN}]+[次中]|党)"),
    ("ordinal", _ANY, rf"第\s?[\d{_CN}]+(?:(?:[-～、]|至)第?[\d{_CN}]+)?"),
    ("date", _ANY, r"\n\d{1,2}\.\d{1,2}月(?:\d{1,2}[日号]|底|初|末|份|[上中下]旬)"),  # 3.6月21日: heading 3.
    ("heading", _DIGIT, r"(?:(?<=^)|(?<=\n))\d{1,2}\.\d{3,5}(?=[^\d，。；]{0,4}(?:热线|急救|平台(?!.个)|报警))"),
    ("heading", _DIGIT, r"(?:(?<=^)|(?<=\n))\d{1,2}\.(?=\d{1,3}[个项家所名人条座处件宗户种类台套辆份村次])"),
    ("heading", _DIGIT, r"(?:(?<=^)|(?<=\n))\d{1,2}(?:\.\d{1,2})+\.?(?=[^\d.%万亿元个亩人户所名项家宗次件处])"),
    (
        "heading",
        _EITHER,
        rf"(?:(?<=^)|(?<=[。；：！？\n〕]))(?:[{_CN}]{{1,3}}、|\d{{1,2}}[、．]|\d{{1,2}}\.(?=[^\d\n]))",
    ),
    (
        "identifier",
        _DIGIT,
        r"(?<![\d.])(?:\d{1,2}[.．、])?2[0-3]\d{5}(?=（?[\u4e00-\u9fff]{2})(?!(?:万|亿)?[元人户个吨亩株只头公平立千米次件份台套辆张本册尾羽家条项处座名])",
    ),  # 3.2080505机关事业单位基本养老保险缴费支出: a code of the functional classification
    ("label", _DIGIT, r"\d{1,2}[-—～~至]\d{1,2}级(?=[^，。；\d]{0,4}(?:残疾|伤残))"),
    ("date", _ANY, rf"前(?<![提目]前)(?:\d{{1,2}}|[{_CN}]{{1,2}})个?(?:月|季度)"),
    ("heading", _ANY, rf"（(?<!同期（)(?<!上年（)(?<!去年（)[\d{_CN}]{{1,3}}）"),
    ("heading", _DIGIT, r"(?<!同期（)(?<!上年（)(?<!去年（)\d{1,2}）(?=[^，。；、）×*÷/=+])"),  # no （18.6÷25）×100%
    ("heading", _NUMERAL, rf"(?:(?<=[，。；：！？、\n”）])|(?<=^))[{_CN}]{{1,2}}(?:是|要|来(?=，))"),
    ("heading", _ANY, rf"其[{_CN}](?=[，：])"),
    (
        "label",
        _ANY,
        r"(?:图|表(?<![水电气仪钟报量代发]表)|附件|附表|附录|专栏|公式|附)\s?[\d一二三四五六七八九十]{1,3}(?!\d)(?:[-.]\d+)*(?![\d.]*(?:万|亿|元|%|个|项|份|张|只|块|台|套|幅|册|本))",
    ),
    (
        "phone",
        _ANY,
        r"(?:电话|手机|传真|邮编|邮政编码|账号|帐号|编码|编号|代码|证号|身份证号|QQ|微信)(?:号码?)?[：为]?\s?[\d][\d\-— 、]*",
    ),
    ("phone", _DIGIT, r"(?<!\d)0\d{2,3}-\d{7,8}(?!\d)|(?<![\d.])1[3-9]\d{9}(?![\d.])"),
    ("phone", _DIGIT, r"(?<![\d.])\d{3,5}(?=(?:政务|市长|便民|服务|公共|救助)*(?:热线|急救|平台(?!.个)|报警))"),
    ("phone", _DIGIT, r"(?<![\d.])12[0-9]{3}(?=(?:市民|市长|省|市|县|政务|政府|便民|服务|消费|投诉|举报|维权|指挥|效能)*(?:热线|系统|平台|中心|专线|电话|来电|渠道|受理))"),
    ("phone", _DIGIT, r"(?<![\d.])1(?:10|19|20|22)类"),  # calls to 110
    ("phone", _ANY, r"“1[12]\d{3}(?=[\u4e00-\u9fff])(?=[^”]{2,20}”)"),  # “12345回音壁”栏目
    ("phone", _DIGIT, r"(?<![\d.])(?:1[12]\d{3}|96\d{3,4})(?=[^，。；：\d元万亿人户件个]{0,8}(?:系统|平台|热线|专线))"),
    (
        "time_of_day",
        _DIGIT,
        r"(?<![\d.])\d{1,2}：[0-5]\d(?:：[0-5]\d)?(?![\d.])|(?<![\d.])\d{1,2}时(?:\d{1,2}分)?(?=[，。；、至到前后许起开召，]|$)",
    ),
    ("time_of_day", _ANY, r"[上下]午\d{1,2}点"),
    (
        "ratio_mark",
        _DIGIT,
        r"(?<![\d.：])(?!\d+\.\d+：1(?![\d.：万]))(?!(?:(?<=比)|(?<=比[为是达]))1：\d*\.\d+(?![\d.：万]))\d+(?:\.\d+)?：\d+(?:\.\d+)?万?(?![\d.：])",
    ),
    (
        "ratio_mark",
        _ANY,
        r"：1(?:(?<=[^：\d.]\d\.\d：1)|(?<=[^：\d.]\d\.\d\d：1)|(?<=[^：\d.]\d\d\.\d：1)|(?<=[^：\d.]\d\d\.\d\d：1))(?![\d.：万])",
    ),  # 收入比为2.16：1, 生师比，小学17.92：1
    ("ratio_mark", _DIGIT, r"(?:(?<=比)|(?<=比[为是达]))1：(?=\d*\.\d+(?![\d.：万]))"),  # 医护比1：0.93
    ("label", _ANY, r"(?:专技|专业技术|管理|工勤|职员|技工)(?:岗位?)?\d{1,2}级(?!以)"),  # a rank of posts: 管理9级2人
    ("ratio_mark", _DIGIT, r"(?<![\d.])\d+(?:\.\d+)?(?:[*×xX]\d+(?:\.\d+)?){2,}(?![\d.]*[\u4e00-\u9fffa-zA-Z%])"),  # 规格3*1.8*2
    ("ratio_mark", _ANY, r"[×*]\s?100%"),  # 执行率=B/A×100%
    ("label", _DIGIT, r"(?<![\d.])\d{1,4}年一遇"),  # a grade of floods
    ("label", _NUMERAL, rf"[{_CN}]{{1,3}}年一遇"),
    ("per", _ANY, r"每1?0{0,3}0?万(?=[人名户])|每十万(?=[人名户])|每10+(?=[人名][^，。；\d]{0,2}(?:拥有|中|有))"),
    ("ratio_mark", _ANY, r"以[^，。；\d]{1,12}为1(?:00)?(?=[，。；）])"),
    ("identifier", _ANY, r"[A-Za-zα-ωΑ-Ω][A-Za-zα-ωΑ-Ω]*[-_]?\d[\dA-Za-z.\-]*(?<![.\-])"),
    (
        "identifier",
        _DIGIT,
        r"(?<![\d.])\d+(?:[ADGKXYZ]|[A-Za-z]*[A-Z]{2,})(?![A-Za-z/])(?<!MW)(?<!KW)(?<!kWh)(?<!KV)(?<!KVA)(?<!kVA)(?<!MPa)",
    ),
    ("identifier", _DIGIT, r"(?<![\d.,])\d{9,}(?![\d.,]|[^\n]?元|\s?(?:辆|人|户|件|亩|吨|次|册|只|羽|株|平方|立方|公斤|千克|千瓦))"),
    ("code_name", _ANY, r"[“‘《〔A-Z](?:(?<=[“‘《〔])\d+[”’》〕]|(?<=[A-Z])\+\d+)"),
    ("code_name", _DIGIT, r"\d+(?:\+[\dNnXxMm]+)+(?![\d=]|\+\d)|(?<![\d.])\d{1,2}[·•]\d{1,2}(?!\d)"),
    ("code_name", _NUMERAL, rf"[{_CN}]{{1,3}}字(?=方针|真经|[要口]?诀|经|精神|目标|要求|原则|工作法)"),
    ("code_name", _NUMERAL, rf"八项规定|[{_CN}]{{1,3}}(?<=[五六七八九十])[条项](?:规定|禁令|铁律)|三严三实|两学一做|三会一课|[三四]个意识|四个自信|两个维护|两个确立|[一两]个中心"),
    (
        "code_name",
        _NUMERAL,
        rf"十[{_CN}]五(?![十百千万亿个])|[{_CN}]{{1,3}}届(?:[{_CN}]+(?:中|次)|(?:人大|人民代表大会|人民代表|政协|党代会|委员会)(?:[{_CN}]{{1,2}}次(?=会议|全会|大会))?)|(?:十[{_CN}]?|二十)大(?=[报精以会召对代，。；、\n])",
    ),
    ("age", _DIGIT, r"(?<![\d.])\d{1,3}(?:[-～—]|至|到)?\d{0,3}(?:周岁|岁)"),
)
_COMPILED = tuple((name, begins, re.compile(pattern, re.MULTILINE)) for name, begins, pattern in _RULES)
# One pattern for all rules that begin alike: where it does not match, none of them does.
_ANY_OF = {
    begins: re.compile("|".join(f"(?:{pattern})" for _, begin, pattern in _RULES if begin == begins), re.MULTILINE)
    for begins in (_DIGIT, _NUMERAL, _EITHER)
}
_BEGIN = {
    # of digits: not of a short number within a line that is told in a unit; no rule has one of these characters behind its digits
    _DIGIT: re.compile(r"^\d+|\d{5,}|\d+(?!\d|(?:\.\d+)?[万亿元%个人户亩吨件项条])", re.MULTILINE),
    _NUMERAL: re.compile(f"[{_CN}]"),
    # of both the rules that begin with either: behind a mark, or before 季度 or 年度; the first digit of a number
    _EITHER: re.compile(
        rf"[\d{_CN}](?<!\d\d)(?:(?<=[。；：！？\n〕].)|(?<=^.)|(?=[\d{_CN}]?季度)|(?=\d年度))", re.MULTILINE
    ),
}


class Exclusions:
    """The stretches of a working text whose digits state no quantity."""

    def __init__(self, plain: str) -> None:
        places = {
            name: [at.start() for at in begin.finditer(plain) if _ANY_OF[name].match(plain, at.start())]
            for name, begin in _BEGIN.items()
        }
        found = [
            (match.start(), order, match.end(), name)
            for order, (name, begins, pattern) in enumerate(_COMPILED)
            for match in (pattern.finditer(plain) if begins == _ANY else at_places(pattern, plain, places[begins]))
            if match.end() > match.start() and not (name == "ratio_mark" and is_share(plain, match.start(), match.end()))
        ]
        found.sort()
        self._spans: list[tuple[int, int, str]] = []
        for start, _, end, name in found:  # the earliest, then the first rule, takes a stretch; what overlaps widens it
            if self._spans and start < self._spans[-1][1]:
                last = self._spans[-1]
                self._spans[-1] = (last[0], max(last[1], end), last[2])
            else:
                self._spans.append((start, end, name))
        self._starts = [span[0] for span in self._spans]

    def reason(self, index: int) -> str | None:
        """The rule whose stretch holds the character at `index`, if any."""
        at = bisect_right(self._starts, index) - 1
        return self._spans[at][2] if at >= 0 and index < self._spans[at][1] else None

    def end(self, index: int) -> int:
        """Where the stretch that holds `index` ends."""
        return self._spans[bisect_right(self._starts, index) - 1][1]
