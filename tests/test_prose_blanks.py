"""Placeholders and template residue: what was left in, and what only looks like it."""

from __future__ import annotations

import pandas as pd
import pytest
from prose_sample import marks, quotes

LEFT_OPEN = [
    ("本次绩效自评共涉及资金C2₁万元，占支出总额的100%。", "C2₁万元"),
    ("涉及财政资金A1万元，已全部拨付。", "A1万元"),
    ("全年预算数N万元，执行数N万元。", "N万元"),
    ("全年完成培训X次，参训X人次。", "X次"),
    ("项目全年预算数XX万元，执行数59.02万元。", "XX万元"),
    ("项目全年预算数ＸＸ万元，执行数59.02万元。", "ＸＸ万元"),
    ("我局共有下属事业单位××家，编制50名。", "××家"),
    ("XX县财政局：现将有关情况报告如下。", "XX"),
    ("20XX年度部门整体支出绩效自评报告", "20XX"),
    ("拨付专项资金**万元用于道路维修。", "**万元"),
    ("拨付专项资金____万元用于道路维修。", "拨付专项资金____万元"),
    ("拨付专项资金＿＿＿万元用于道路维修。", "拨付专项资金＿＿＿万元"),
    ("全年共安排资金   万元，用于设备采购。", "全年共安排资金   万元"),
    ("全年共安排资金　　万元，用于设备采购。", "全年共安排资金　　万元"),
    ("全年共安排资金 万元，用于设备采购。", "全年共安排资金 万元"),
    ("本年共实施项目   个，涉及乡镇5个。", "本年共实施项目   个"),
    ("项目全年预算数万元，执行数20万元，完成预算的100%。", "预算数万元"),
    ("共涉及资金……万元，均已到位。", "共涉及资金……万元"),
    ("完成年度任务的  %，进度正常。", "完成年度任务的  %"),
    ("部门整体支出绩效自评得分   分，等级为优。", "得分   分"),
    ("根据《关于开展绩效自评的通知》（县财绩〔〕号）要求。", "〔〕号"),
    ("根据《关于开展绩效自评的通知》（县财绩〔2024〕 号）要求。", "〔2024〕 号"),
    ("根据《关于开展绩效自评的通知》（县财绩[  ]15号）要求。", "[  ]15号"),
    ("按照县人民政府第 号会议纪要办理。", "第 号"),
    ("根据《》的要求，我局开展了自评。", "《》"),
    ("本单位为{{单位名称}}的下属事业单位。", "{{单位名称}}"),
    ("本年度执行数为${executed}万元。", "${executed}"),
    ("本单位为【填写单位名称】的下属事业单位。", "【填写单位名称】"),
    ("社会效益：此处填写项目带来的社会效益。", "此处填写"),
    ("服务对象满意度为待填，目标值为95%。", "待填"),
    ("预算执行率为#DIV/0!，请以决算为准。", "#DIV/0!"),
    ("成本指标完成情况：N/A，详见决算报表说明。", "N/A"),
    ("人均成本为NaN元，与上年持平。", "NaN"),
]


@pytest.mark.parametrize(("text", "quote"), LEFT_OPEN, ids=[quote for _, quote in LEFT_OPEN])
def test_a_gap_is_cited(text: str, quote: str) -> None:
    assert quote in quotes(text, "placeholder")


FILLED = [
    "减排CO₂3200吨、SO₂12吨，PM2.5年均浓度32微克/立方米。",
    "项目全年预算数59.02 万元，执行数59.02 万元。",
    "收缴罚没款480余 万元，投入数百 万元，补助近 万元。",
    "单位： 万元",
    "金额单位：万元，面积单位为万元产值能耗。",
    "预算数（万元） 执行数（万元） 执行率（%）",
    "| 项目 | 预算数 万元 | 执行数 万元 |\n| --- | --- | --- |\n| 道路 | 5 | 5 |",
    "化解张××等5户历史遗留问题，走访李XX、王XX两户家庭。",
    "联系电话：138****1234，身份证号433130**********12。",
    "新建5G基站20个、采购CT 2台、推广APP 1个，建设3A景区1个、A级旅游厕所3座。",
    "实施PPP项目2个、EPC项目1个，K12教育覆盖率100%。",
    "全年GDP 120亿元，R&D投入2.1亿元。",
    "二〇〇八年建成，二〇二三年维修。",
    "**重点工作** 完成情况如下，其中**5**万元用于培训。",
    "一、基本情况\n________________________\n二、自评结论",
    "是否纳入预算：是（ ）否（ ）",
    "场地长20米×宽30米，共600平方米，20×30=600。",
    "公称直径DN100管道5公里，采用C30混凝土1200立方米。",
    "完 成 投 资 万 元 以 上 项 目 3 个 。",
    "每投入 万元，可新增就业1人；万元以上设备3台。",
    "新建垃圾填埋场1座，日处理待填埋垃圾20吨，招待填写意见簿1本。",
    "根据《湖南省财政厅关于做好绩效自评的通知》（湘财绩〔2024〕3号）要求。",
    "文件名为report__final_v2.docx。",
    "开展“双随机、一公开”检查XIII类事项12次。",
    "完成率达100%，满意度达到95%以上，占比为12%。",
]


@pytest.mark.parametrize("text", FILLED)
def test_what_only_looks_like_a_gap(text: str) -> None:
    assert quotes(text, "placeholder") == []


FUNDS = ("2023年项目支出2223.06万元。\n组织对2023年一般公共预算项目支出全面开展绩效自评，共涉及资金{gap}，占一般公共预算项目支出总额的100%。\n"
         "组织对1个政府性基金预算项目支出开展绩效自评，共涉及资金176万元，占政府性基金预算项目支出总额的100%。\n2023年无国有资本经营项目支出\n")
DERIVED = [
    (FUNDS.format(gap="C2₁万元"), "2223.06 − 176 = 2047.06万元"),
    (FUNDS.format(gap="____万元"), "2223.06 − 176 = 2047.06万元"),
    ("组织对一般公共预算项目支出开展自评，共涉及资金120万元；组织对政府性基金预算项目支出开展自评，共涉及资金XX万元。\n2023年项目支出500万元。",
     "500 − 120 = 380万元"),
    ("道路养护项目：全年预算数XX万元，执行数59.02万元，完成预算的100%。", "59.02万元 ÷ 100% = 59.02万元"),
    ("道路养护项目：全年预算数80万元，执行数  万元，预算执行率100%。", "80万元 × 100% = 80万元"),
    ("全年预算数5297.90万元，其中基本支出3074.84万元，项目支出XX万元。", "5297.9 − 3074.84 = 2223.06万元"),
    ("年终决算数XX万元，其中基本支出3074.84万元，项目支出2223.06万元。", "3074.84 + 2223.06 = 5297.9万元"),
]


@pytest.mark.parametrize(("text", "arithmetic"), DERIVED)
def test_the_amount_that_belongs_in_a_gap(text: str, arithmetic: str) -> None:
    [row] = marks(text, "placeholder", with_figures=True)
    assert arithmetic in row["statement_zh"]
    assert row["figures"]
    assert "推不出" not in row["statement_zh"]


UNDERIVED = [
    "组织对2023年一般公共预算项目支出开展自评，共涉及资金C2₁万元。项目支出2223.06万元。",  # of the other kinds nothing is told
    "我县投入道路养护资金XX万元，完成养护里程20公里。",
    "道路养护项目：全年预算数XX万元，执行数50万元，完成预算的83%。",  # a rounded rate determines no amount
    FUNDS.replace("项目支出全面", "基本支出全面").format(gap="XX万元"),  # not the spending on projects
    FUNDS.replace("总额的100%。\n组织", "总额的80%。\n组织").format(gap="XX万元"),
    "其中一般公共预算安排的乡村振兴项目支出XX万元，政府性基金预算项目支出共涉及资金176万元。项目支出2223.06万元。",
]


@pytest.mark.parametrize("text", UNDERIVED)
def test_an_amount_is_never_guessed(text: str) -> None:
    [row] = marks(text, "placeholder", with_figures=True)
    assert "推不出应填的金额" in row["statement_zh"]
    assert "do not determine the amount" in row["statement_en"]
    assert row["figures"] == ""


def test_the_tables_say_the_total_and_the_list_bears_it_out() -> None:
    headline = pd.DataFrame([{"item": "项目支出", "value": "2223.06", "unit": "万元", "figure": "F7"}])
    projects = pd.DataFrame([{"executed": "2047.06", "unit": "万元", "executed_figure": "F8"},
                             {"executed": "176", "unit": "万元", "executed_figure": "F9"}])
    [row] = marks(FUNDS.format(gap="C2₁万元"), "placeholder", headline=headline, projects=projects)
    assert "2223.06 − 176 = 2047.06万元" in row["statement_zh"]
    assert "与所列2个项目执行数合计一致" in row["statement_zh"]
    assert row["figures"].split()[0] == "F7"
    assert "2047.06" in row["recommendation_zh"]


LEFT_IN = [
    ("占一般公共预算项目支出总额的100%（原则上必须是100%)。", "（原则上必须是100%)"),
    ("自评覆盖率100%（应为100%）。", "（应为100%）"),
    ("一、部门概况（简要概述部门职责、机构设置、人员编制等情况）", "（简要概述部门职责、机构设置、人员编制等情况）"),
    ("（填写说明：本表由预算单位填写，一式三份）", "（填写说明：本表由预算单位填写，一式三份）"),
    ("二、项目绩效（请根据实际情况填写，不少于500字）", "（请根据实际情况填写，不少于500字）"),
    ("三、存在问题（如无则不填）", "（如无则不填）"),
    ("其他需要说明的问题（此处可根据项目特点增加内容）", "（此处可根据项目特点增加内容）"),
    ("[请在此处说明偏差原因]", "[请在此处说明偏差原因]"),
    ("2023年度项目支出绩效自评报告（参考提纲）\n一、概况", "（参考提纲）"),
    ("2023年度部门整体支出绩效自评报告（模板）", "（模板）"),
    ("示例：2023年我单位共开展培训3次。", "示例："),
    ("注：本段为填写提示，定稿时请删除", "注：本段为填写提示，定稿时请删除"),
    ("填写说明：一级指标不得更改。", "填写说明：一级指标不得更改。"),
    ("单击此处输入文字。", "单击此处输入文字"),
    ("Click here to enter text.", "Click here to enter text."),
    ("[bookmark: _GoBack](13)增减挂钩项目", "[bookmark: _GoBack]"),
    ("详见Error! Reference source not found.所列。", "Error! Reference source not found."),
    ("详见错误!未找到引用源。所列各表。", "错误!未找到引用源"),
    ("官网HYPERLINK \"http://www.example.gov.cn\"公开。", 'HYPERLINK "http://www.example.gov.cn"'),
    ("第{ PAGE  \\* MERGEFORMAT }页", "{ PAGE  \\* MERGEFORMAT }"),
    ("资金到位率&nbsp;100%，执行率&#160;98%。", "&nbsp;"),
    ("<p>资金到位率100%</p>", "<p>"),
    ("资金到位率100%<br/>执行率98%", "<br/>"),
    ("[批注：此处数据请财务科核对]预算执行率98%。", "[批注：此处数据请财务科核对]"),
    ("2023年度部门整体支出绩效自评报告（初稿）\n一、概况\n", "（初稿）"),
]


@pytest.mark.parametrize(("text", "quote"), LEFT_IN, ids=[quote for _, quote in LEFT_IN])
def test_residue_is_cited(text: str, quote: str) -> None:
    assert quote in quotes(text, "template_residue")


PART_OF_THE_REPORT = [
    "附件 7\n龙山县自然资源局2023年部门整体支出绩效自评报告",
    "（详细说明见附件1）",
    "制订出台了《关于进一步加强乡（镇）规划管理的通知》(修订稿)等政策文件。",
    "完善请示报告制度（请假须经主要领导批准），原则上每季度召开一次会议（原则上每年不超过4次）。",
    "发挥示范引领作用，建设典型示例3个，编印模板10套。",
    "注：1.其他资金包括和中央补助、地方财政资金共同投入到同一项目的自有资金。2.定量指标若为正向指标，得分按比例计算。",
    "新建厂房面积A<B且C>D，PM<35，温度<br值。",
    "| 项目 | 内容 |\n| --- | --- |\n| 道路 | 第一段<br>第二段 |",
    "依法拆除违法建（构）筑物2000余平方米，化解2名信访人（张某、李某）诉求。",
    "（单位：万元）",
    "应急演练1次（参加人员应为全体干部职工的80%以上）。",
    "R&D经费增长12%，AT&T公司参展，Q&A专栏更新30条。",
    "本办法由县财政局负责解释（说明：自印发之日起施行）。",
    "《项目支出绩效评价管理办法》规定，填报单位应如实填写自评表。",
    "通过提示、示范、填写说明书等方式加强培训。",
]


@pytest.mark.parametrize("text", PART_OF_THE_REPORT)
def test_what_belongs_to_the_report(text: str) -> None:
    assert quotes(text, "template_residue") == []
