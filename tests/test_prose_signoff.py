"""What was to be signed and is not, and attachments that are not there."""

from __future__ import annotations

import pytest
from prose_sample import marks, quotes

BODY = "2023年我局认真组织开展绩效自评，现将有关情况报告如下，请审阅。\n"
BLANK_FORMS = [
    (
        "预算单位上报意见\n\t   \n                盖章\n 负责人签字： \n              年   月  日\n",
        1,
        ["意见", "签字", "日期"],
    ),
    (
        "预算单位意见\n\n盖章\n负责人签字：\n  年  月  日\n\n财政归口股室意见\n\n盖章\n负责人签字：\n 年  月  日\n",
        2,
        ["意见", "签字", "日期"],
    ),
    ("评价组组长（签字）：\n年   月   日\n", 1, ["签字", "日期"]),
    ("单位负责人（签字）：            填报人（签字）：            填报日期：2024年  月  日\n", 1, ["签字", "日期"]),
    ("单位负责人签字：____________    日期：____年____月____日\n", 1, ["签字", "日期"]),
    ("主管部门审核意见：\n\n\n（公章）\n2024年　　月　　日\n", 1, ["意见", "日期"]),
    ("填报人：　　　　　　联系电话：\n负责人：\n", 1, ["签字"]),
    ("| 主管部门意见 |  |\n| 负责人签字： | 年 月 日 |\n", 1, ["签字", "日期"]),
    ("评价工作组意见：绩效自评结果真实、合规，同意上报。\n组长签名：李建国\n   年   月   日\n", 1, ["日期"]),
    ("评价组组长（签字）\n\n填报日期：\n", 1, ["签字", "日期"]),
    ("負責人簽字：\n　　年　　月　　日\n", 1, ["日期"]),
]


@pytest.mark.parametrize(("form", "count", "named"), BLANK_FORMS)
def test_a_form_that_waits_for_its_signatures(form: str, count: int, named: list[str]) -> None:
    found = marks(BODY + form, "unsigned")
    assert len(found) == count
    for word in named:
        assert word in found[0]["statement_zh"]


SIGNED = [
    "单位负责人签字：张伟    填报人：李静    联系电话：0739-5221234\n2024年6月20日\n",
    "预算单位意见\n自评结果真实，同意上报。\n盖章\n负责人签字：王强\n2024年4月18日\n",
    "预算单位意见\n同意。\n负责人签字：\n王强\n2024年4月18日\n",
    "龙山县自然资源局（盖章）\n2024年6月20日\n",
    "（公章）\n",
    "经单位负责人签字并加盖公章后，于2024年3月底前报送财政局绩效评价股。\n",
    "登记内容包括姓名、性别、出生年月日、签字盖章等，广泛征求群众意见。\n",
    "三、存在的问题及意见\n（一）部分项目绩效目标编制不够细化。\n",
    "各方意见\n已全部采纳，其中采纳人大代表意见3条。\n",
    "我局将群众签名、按手印的申请材料归档，签字率100%。\n",
    "填报日期：\n2024年4月12日\n填报人：李静\n",
    "索引号：qsxczj/2023-00178\n成文日期：\n公开方式：公开\n发布日期：\n",
    "合同签订日期：2023年3月5日\n",
    "自评得分96分，等级为优。\n二〇二四年六月二十日\n",
]


@pytest.mark.parametrize("form", SIGNED)
def test_a_signed_form_or_none(form: str) -> None:
    assert quotes(BODY + form, "unsigned") == []


def test_a_blank_date_of_a_form_is_not_a_placeholder_too() -> None:
    kinds = [row["kind"] for row in marks(BODY + "单位负责人签字：________  日期：____年____月____日\n")]
    assert kinds == ["unsigned"]


LIST = "附件：1、部门整体支出绩效评价基础数据表\n2、 部门整体支出绩效自评表\n3、 绩效自评完成情况汇总表\n\n某局\n2024年6月20日\n"
TABLE = "指标\t目标值\t完成值\n" + "".join(f"数量指标{n}\t{n}00\t{n}00\n" for n in range(1, 12))
ABSENT = [
    (LIST, 3),
    ("附件：部门整体支出绩效自评表\n\n某局\n2024年6月20日\n", 1),
    ("附件1：项目支出绩效自评表\n附件2：佐证材料清单\n\n某局\n2024年6月20日\n", 2),
    ("附件：1.自评表\n      2.佐证材料\n\n某局\n", 2),
    ("附：部门整体支出绩效自评表\n某局\n", 1),
    ("附　件：1．自评表；2．佐证材料\n某局\n", 1),
    (LIST + "附件1\n部门整体支出绩效评价基础数据表\n" + TABLE, 2),
]


@pytest.mark.parametrize(("tail", "absent"), ABSENT)
def test_attachments_listed_and_not_there(tail: str, absent: int) -> None:
    [row] = marks(BODY * 3 + tail, "missing_attachment")
    assert row["statement_zh"].count("《") == absent
    assert row["severity"] == "warning"


THERE = [
    "附件 7\n" + BODY,
    "附件：部门整体支出绩效自评表\n\n某局\n2024年6月20日\n\n附件\n部门整体支出绩效自评表\n" + TABLE,
    LIST + "附件1\n" + TABLE + "\n附件2\n" + TABLE + "\n附件3\n" + TABLE,
    LIST
    + "部门整体支出绩效评价基础数据表\n"
    + TABLE
    + "部门整体支出绩效自评表\n"
    + TABLE
    + "绩效自评完成情况汇总表\n"
    + TABLE,
    BODY + "附件1：项目支出绩效自评表\n" + TABLE,
    BODY + "附：项目支出绩效自评表\n" + TABLE,
    BODY + "指标完成情况详见附表1。\n附表1\n" + TABLE,
    BODY + "根据《管理办法》附件2的规定评分，邮件附件已发送。\n",
    BODY + "该附件厂生产汽车附件：轮毂。\n",
]


@pytest.mark.parametrize("text", THERE)
def test_attachments_that_are_there_or_were_never_meant(text: str) -> None:
    assert quotes(text, "missing_attachment") == []


REFERRED = [
    ("具体完成情况详见附件2。", "详见附件2"),
    ("各项目得分见附表。", "见附表"),
    ("（详见附件：绩效自评表）", "详见附件"),
    ("评分明细参见附表三。", "参见附表三"),
]


@pytest.mark.parametrize(("sentence", "quote"), REFERRED)
def test_a_reference_to_what_is_not_there(sentence: str, quote: str) -> None:
    [row] = marks(BODY + sentence + "\n", "missing_attachment")
    assert row["quote"] == quote
    assert row["severity"] == "info"


def test_files_beside_the_report_count_as_its_attachments() -> None:
    files = ["1部门整体支出绩效评价基础数据表.xlsx", "部门整体支出绩效自评表.docx", "绩效自评完成情况汇总表.xlsx"]
    assert marks(BODY + LIST, "missing_attachment", attachments=files) == []
    [row] = marks(BODY + LIST, "missing_attachment", attachments=files[:2])
    assert "绩效自评完成情况汇总表" in row["statement_zh"]
    assert "基础数据表" not in row["statement_zh"]
