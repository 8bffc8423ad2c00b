"""Heading numbers: what is out of order, and the ways in which sound reports number."""

from __future__ import annotations

import pytest
from prose_sample import marks, quotes

P = "我局认真履行职责，各项工作有序推进。"  # a paragraph under a heading
FAULTS = {
    "first level begins in another style": (f"1、资金情况\n{P}\n二、绩效情况\n{P}\n三、问题\n{P}\n", ["1、"]),
    "second level begins in another style": (f"一、概况\n1.职能\n{P}\n（二）机构\n{P}\n（三）人员\n{P}\n", ["1."]),
    "told twice": (f"二、绩效\n（一）整体\n{P}\n（二）亮点\n{P}\n（二）项目\n{P}\n三、做法\n{P}\n", ["（二）"]),
    "left out": (f"一、概况\n{P}\n二、绩效\n{P}\n四、问题\n{P}\n", ["四、"]),
    "left out, second level": (f"一、概况\n（一）职能\n{P}\n（三）人员\n{P}\n二、绩效\n", ["（三）"]),
    "left out, Arabic in brackets": (
        "\n".join(f"({n})第{n}项工程绩效自评综述：{P}" for n in (12, 13, 15, 16)),
        ["(15)"],
    ),
    "told twice, Arabic": (f"1.规划\n{P}\n2.耕地\n{P}\n2.要素\n{P}\n3.生态\n{P}\n", ["2."]),
    "back": (f"一、概况\n{P}\n二、绩效\n{P}\n三、问题\n{P}\n二、建议\n{P}\n", ["二、"]),
    "an idle first item": (f"四、问题\n（一）{P}\n（二）1、{P}\n（三）{P}\n", ["1、"]),
    "ordinals as headings": (f"三、做法\n一、是{P}\n二、是{P}\n三、是{P}\n四、问题\n{P}\n", ["一、是"]),
    "two ways in one list": (f"1.规划\n{P}\n2、耕地\n{P}\n3.要素\n{P}\n", ["2、"]),
    "chapters": (f"第一部分 概况\n{P}\n第二部分 决算\n{P}\n第四部分 附件\n{P}\n", ["第四部分"]),
    "inline, left out": (f"一是{P}二是{P}四是{P}", ["四是"]),
    "inline, told twice": (f"一是{P}二是{P}二是{P}三是{P}", ["二是"]),
    "inline, in brackets": ("目标应当：（1）指向明确；（2）具体细化；（4）合理可行。", ["（4）"]),
    "inline, circled": ("主要包括：①宣传；②培训；④考核。", ["④"]),
    "inline, in words": ("第一，制度不健全；\n存在三点不足。第一，意识不强。第三，手段不多。", ["第三"]),
    "half bracket": (f"1）规划{P}\n2）耕地{P}\n4）要素{P}\n", ["4）"]),
    "residue before a number does not hide it": (
        f"(12)调查项目：{P}\n[bookmark: _GoBack](13)挂钩项目：{P}\n(13)耕地项目：{P}\n(14)征管项目：{P}\n",
        ["(13)"],
    ),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_number_out_of_order(name: str) -> None:
    text, expected = FAULTS[name]
    assert quotes(text, "numbering") == expected


SOUND = {
    "three levels": f"一、概况\n（一）职能\n1.规划\n{P}\n2.耕地\n{P}\n（二）机构\n1.内设\n{P}\n2.下属\n{P}\n二、绩效\n（一）投入\n{P}\n（二）产出\n{P}\n三、问题\n{P}\n",
    "contents and then the text": f"目录\n一、概况\n二、绩效\n三、问题\n\n一、概况\n{P}\n二、绩效\n{P}\n三、问题\n{P}\n",
    "parts begin again": f"第一部分 概况\n一、职责\n{P}\n二、机构\n{P}\n第二部分 决算\n一、收入\n{P}\n二、支出\n{P}\n三、其他\n{P}\n第三部分 名词解释\n一、财政拨款\n{P}\n",
    "first item inside a paragraph": f"（一）完成情况\n重点完成了以下工作：1.突出规划引领。一是{P}二是{P}三是{P}\n2.严守耕地。{P}\n3.强化要素。{P}\n（二）亮点\n{P}\n",
    "one item only": f"一、概况\n（一）职能\n{P}\n二、绩效\n1.产出\n{P}\n（一）数量\n{P}\n三、问题\n{P}\n",
    "a missing item lost its line break": f"一、概况\n（一）职能。{P}（二）机构。{P}\n（三）人员。{P}\n二、绩效\n{P}\n",
    "section numbers with points": f"1.1 概况\n{P}\n1.2 机构\n{P}\n2.1 投入\n{P}\n3.5万亩耕地全部保护到位。\n",
    "dates and amounts at a line's start": f"2023年我局开展自评。\n5.2万元用于培训。\n12、13日召开会议。\n{P}\n",
    "rows of a table": "一、一般公共预算财政拨款收入\n3126.60\n一、一般公共服务支出\n20.5\n二、政府性基金预算财政拨款收入\n176\n二、外交支出\n0\n四、上级补助收入\n12\n",
    "rows of a table with pipes": "| 一、一般公共预算 | 1 |\n| 二、政府性基金 | 2 |\n| 二、外交支出 | 3 |\n",
    "inline ordinals begin again in each paragraph": f"一是{P}二是{P}\n一是{P}二是{P}三是{P}\n二是{P}\n",
    "one is one": "坚持一是一、二是二，实事求是。统一是前提，唯一是标准，其中之一是资金。",
    "list begins again under an unnumbered heading": f"数量指标\n1.道路\n{P}\n2.桥梁\n{P}\n质量指标\n1.合格率\n{P}\n2.优良率\n{P}\n",
    "markdown": f"# 报告\n\n## 一、资金安排\n\n{P}\n\n## 二、完成情况\n\n1. 养护：{P}\n2. 农村公路：{P}\n\n## 三、下一步打算\n\n{P}\n",
    "past ten": "\n".join(
        f"{n}、{P}" for n in ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二"]
    ),
    "circled begin again": "①数量指标：道路5公里；②质量指标：合格率100%。①经济效益：增收；②社会效益：就业。",
    "citing one article": "根据第十四条规定：（3）合理可行。制定绩效目标时要经过调查研究。",
}


@pytest.mark.parametrize("name", SOUND)
def test_sound_numbering(name: str) -> None:
    assert quotes(SOUND[name], "numbering") == []


def test_what_should_have_stood_there_is_told() -> None:
    [row] = marks(FAULTS["told twice"][0], "numbering")
    assert "此处应为“（三）”" in row["statement_zh"]
    assert "“（三）” should follow" in row["statement_en"]
