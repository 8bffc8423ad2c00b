"""Stale promises: the report is about 2023 and dated 20 June 2024 unless a case says otherwise."""

from __future__ import annotations

from datetime import date

import pytest
from prose_sample import marks, quotes

STALE = [
    ("目前县级总规成果已报省厅审查，年底前完成国土空间总体规划编制工作。", "年底前完成国土空间总体规划编制工作"),
    ("目前已完成台账编制，12月底前可完成10个重点村的成果质量提升。", "12月底前可完成10个重点村的成果质量提升"),
    ("规划已于9月启动编制工作，年底前可完成初步方案成果。", "年底前可完成初步方案成果"),
    ("正在进行人工湿地建设，预计12月底可完成试点项目建设。", "预计12月底可完成试点项目建设"),
    ("二期工程正在收尾，预计2023年11月底竣工。", "预计2023年11月底竣工"),
    ("该项目主体已封顶，预计今年年底投入使用。", "预计今年年底投入使用"),
    ("设备已到货，将于10月安装调试。", "将于10月安装调试"),
    ("招标已结束，将在第四季度开工建设。", "将在第四季度开工建设"),
    ("验收材料已报送，力争年底前通过验收。", "力争年底前通过验收"),
    ("余下3个村正在施工，确保12月31日前全部完工。", "确保12月31日前全部完工"),
    ("资金缺口正在协调，争取国庆前拨付到位。", "争取国庆前拨付到位"),
    ("剩余2公里有望于2023年底建成通车。", "有望于2023年底建成通车"),
    ("系统正在试运行，十二月底前将全面上线。", "十二月底前将全面上线"),
    ("学校已开工，下半年可投入使用。", "下半年可投入使用"),
    ("预计到2023年底，城镇化率可达到62%。", "预计到2023年底"),
    ("水厂扩建已完成80%，计划12月底前建成供水。", "计划12月底前建成供水"),
    ("目前尚有5户正在整改，2023年12月底前全部整改到位。", "2023年12月底前全部整改到位"),
    ("预计该工程于12月底完工。", "预计该工程于12月底完工"),
    ("目前正在公示，拟于6月上旬发放到户。", "拟于6月上旬发放到户"),
    ("全部款项预计2024年3月底前支付完毕。", "预计2024年3月底前支付完毕"),
    ("預計２０２３年１２月底完成驗收。", "預計２０２３年１２月底完成驗收"),
    ("正在进行 截洪沟 建设，预计 12 月 底可完成 试点项目建设。", "预计 12 月 底可完成 试点项目建设"),
    ("下一步，我局将于2023年12月底前完成整改。", "将于2023年12月底前完成整改"),
    ("目前设备正在采购，上半年可完成安装。", "上半年可完成安装"),
]


@pytest.mark.parametrize(("text", "quote"), STALE, ids=[quote for _, quote in STALE])
def test_a_promise_that_ran_out(text: str, quote: str) -> None:
    found = quotes(text, "stale_promise")
    assert len(found) == 1
    assert quote in found[0]


NO_PROMISE = [
    # what was required, by whom
    "根据省自然资源厅下达今年6月底前，完成县级总规成果审批的时间节点要求，我局积极推进编制工作。",
    "县政府要求各乡镇12月底前完成问题整改，我局逐月调度。",
    "《实施方案》明确，2023年底前全面完成农村户厕改造任务。",
    "按照合同约定，2023年10月底前完成主体施工。",
    "省厅规定的12月25日前报送决算的时限，我局提前2天完成。",
    "督促各县于2023年11月底前完成资金拨付。",
    # what a target says
    "年度绩效目标：2023年12月底前完成道路硬化5公里，受益群众3000人。",
    "时效指标：项目2023年12月底前完成，目标值100%，完成值100%。",
    "| 时效指标 | 2023年12月底前完成 | 2023年12月底前完成 |",
    # what was done
    "项目已于2023年9月底前完成验收。",
    "6月底前顺利完成了管网改造，惠及居民2300户。",
    "计划12月底完工，实际于11月20日提前完成。",
    "预计12月底完成，现已全部完成。",
    "原计划2023年10月完工，因汛期推迟，于12月完工。",
    "我局于3月启动招标，5月完成评审，9月底交付使用。",
    "两个项目已于10月13日将方案报分管副县长审核通过。",
    "10月27日，洗洛镇矿区在州交易中心完成挂牌出让。",
    "项目于2023年3月开工，12月底前完成竣工验收，验收合格率100%。",
    "8月，县委组织召开推进会，强调年底前要完成目标任务。",
    # what is still to come
    "下一步，我局将于2024年12月底前完成剩余项目验收。",
    "下一步，计划9月底前完成制度修订。",
    "下一步，年底前可完成资产清查。",
    "二期工程预计2025年6月底建成投用。",
    "明年6月底前将完成全部搬迁。",
    "计划明年3月开工，预计2024年底前完成。",
    # rules that return
    "每年12月底前完成资产盘点，每月5日前上报进度。",
    "各单位应当于次年3月底前报送自评报告。",
    # what older plans said
    "《“十三五”规划》提出，2020年底前实现村村通客车。",
    "项目计划2021年底前完成，因征地困难有所延误。",
    # titles, terms and sums
    "印发《2023年底前确保农民工工资支付工作方案》。",
    "培训时间为2023年6月1日至6月30日，共3期。",
    "截至12月底，已完成投资3200万元，占年度计划的98%。",
    "一季度完成投资1200万元，上半年完成3000万元。",
    "10月起可凭身份证在全县定点医院直接结算。",
    "群众可在每月15日前通过手机缴费。",
    "12月可持续改善环境质量的项目2个。",
]


@pytest.mark.parametrize("text", NO_PROMISE)
def test_no_promise_or_none_that_ran_out(text: str) -> None:
    assert quotes(text, "stale_promise") == []


@pytest.mark.parametrize(
    ("dated", "year", "expected"),
    [
        (date(2023, 9, 1), 2023, 0),
        (date(2023, 12, 31), 2023, 0),
        (date(2024, 1, 1), 2023, 1),
        (None, 2023, 1),  # a self-evaluation of 2023 is written when 2023 is over
        (None, None, 0),
        (date(2025, 3, 1), 2024, 1),
    ],
)
def test_the_time_is_resolved_by_the_year_and_the_date(dated: date | None, year: int | None, expected: int) -> None:
    assert len(marks("正在建设人工湿地，预计12月底可完成建设。", "stale_promise", dated=dated, year=year)) == expected


def test_a_promise_told_twice_is_marked_at_both_places() -> None:
    sentence = "目前已完成台账编制，12月底前可完成10个重点村的成果质量提升。"
    assert len(marks(f"一、工作\n{sentence}\n二、项目\n{sentence}\n", "stale_promise")) == 2


def test_the_statement_tells_the_day_and_the_date() -> None:
    [row] = marks("正在建设人工湿地，预计12月底可完成建设。", "stale_promise")
    assert "2023年12月31日" in row["statement_zh"]
    assert "2024年6月20日" in row["statement_zh"]
    assert "2023-12-31" in row["statement_en"]


def test_a_section_on_improvements_speaks_of_the_time_to_come() -> None:
    text = "四、存在的问题及改进措施\n（一）支出进度偏慢。我局将建立月通报制度，确保12月底前完成全部支付。\n"
    assert quotes(text, "stale_promise") == []
