"""Claims that the report's own figures or words contradict, and claims that they do not."""

from __future__ import annotations

import pandas as pd
import pytest
from prose_sample import DATED, marks, quotes

from gouji import figures, prose
from gouji.document import load


def progress(*rows: tuple[str, str, str]) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {
                "item": item,
                "task": task,
                "done": done,
                "unit": "个",
                "stated_rate": "",
                "task_figure": f"F{n}1",
                "done_figure": f"F{n}2",
                "rate_figure": "",
            }
            for n, (item, task, done) in enumerate(rows)
        ]
    )


SHORT = progress(
    ("铁塔视频监测点建设任务", "143", "30"),
    ("2023年国家例行督察反馈整改任务", "59", "30"),
    ("田长制公示牌", "200", "200"),
)
REACHED = progress(("田长制公示牌", "200", "200"), ("整改任务", "59", "61"))
ABOUT_ALL = [
    "我部门未出现未完成绩效目标或偏离绩效目标较大项目",
    "本单位不存在未完成绩效目标的情况。",
    "2023年无偏离绩效目标的项目。",
    "（三）未完成的绩效目标：无。",
    "3.未完成的绩效目标。\n无。\n",
    "偏离绩效目标的原因及下一步改进措施：无。",
    "（四）绩效目标未完成原因和改进措施\n无\n",
    "2023年绩效目标未出现偏离情况。",
    "各项绩效目标均已完成。",
    "年初设定的绩效目标全部实现。",
    "圆满完成年度各项目标任务。",
    "全面完成了年初确定的各项工作任务。",
    "我局2023年度所有指标均达到预期。",
    "全部完成年初设定的绩效指标。",
    "绩效目标完成率为100%。",
    "高质量完成全年目标任务。",
]


@pytest.mark.parametrize("text", ABOUT_ALL)
def test_a_claim_about_everything_against_every_count(text: str) -> None:
    [row] = marks(text, "claim", progress=SHORT)
    assert "143个，完成30个（21%）" in row["statement_zh"]
    assert "59个，完成30个（51%）" in row["statement_zh"]
    assert "公示牌" not in row["statement_zh"]
    assert row["figures"] == "F01 F02 F11 F12"
    assert quotes(text, "claim", progress=REACHED) == []
    assert quotes(text, "claim") == []


NO_CLAIM = [
    "下一步，我局将确保各项绩效目标全部完成。",
    "力争圆满完成年度各项目标任务。",
    "要求各单位全面完成年度目标任务。",
    "各项目标任务基本完成。",
    "除铁塔视频监测点外，各项绩效目标均已完成。",
    "部分绩效目标未完成。",
    "绩效目标：全面完成各项工作任务。",
    "《关于全面完成年度目标任务的通知》已印发。",
    "为全面完成年度目标任务，我局成立了专班。",
    "年初县政府下达的罚没收入预案任务已顺利完成。",
    "完成了耕地保护专项规划编制工作。",
    "超额完成省州规定的任务量。",
    "预算控制率偏低，年内预算追加金额较大；预算总体执行率为100%。",
]


@pytest.mark.parametrize("text", NO_CLAIM)
def test_what_does_not_claim_everything(text: str) -> None:
    assert quotes(text, "claim", progress=SHORT) == []


def test_a_claim_about_a_subject_is_set_against_the_counts_of_that_subject() -> None:
    [row] = marks("各项整改任务均已完成。", "claim", progress=SHORT)
    assert "督察反馈整改任务" in row["statement_zh"]
    assert "铁塔" not in row["statement_zh"]
    assert quotes("各项招生任务均已完成。", "claim", progress=SHORT) == []


LOCAL = [
    ("督察反馈整改任务59个，已整改30个，现已全部完成整改。", 1),
    ("督察反馈整改任务59个，已整改30个。历史遗留矿山图斑39个，现已全部完成修复。", 0),
    ("督察反馈整改任务59个，已整改30个，其中省级下发的12个已全部完成整改。", 0),
    ("督察反馈整改任务59个，已整改30个，尚未全部完成整改。", 0),
    ("督察反馈整改任务59个，已整改30个，力争全部完成整改。", 0),
]


@pytest.mark.parametrize(("text", "count"), LOCAL)
def test_a_claim_about_its_own_sentence(text: str, count: int) -> None:
    document = load(text.encode())
    found = figures.find(document)
    ids = {figure.number: figure.id for figure in found}
    table = pd.DataFrame(
        [
            {
                "item": "督察反馈整改任务",
                "task": "59",
                "done": "30",
                "unit": "个",
                "stated_rate": "",
                "task_figure": ids["59"],
                "done_figure": ids["30"],
                "rate_figure": "",
            }
        ]
    )
    rows = prose.read(document, DATED, 2023, table, figures=found)
    assert (rows["kind"] == "claim").sum() == count


def test_projects_without_full_marks_are_told_beside_the_counts() -> None:
    scores = pd.DataFrame(
        [{"score": score, "executed": "1", "unit": "万元", "executed_figure": ""} for score in ("100", "98", "95")]
    )
    [row] = marks("各项绩效目标均已完成。", "claim", progress=SHORT, projects=scores)
    assert "2个项目自评未得满分" in row["statement_zh"]
    assert "2 of 3 projects" in row["statement_en"]


AGAINST_WORDS = [
    (
        "所有专项资金都要全部编制绩效目标，实现全覆盖。\n追加的专项资金未进行绩效申报。\n",
        "所有专项资金都要全部编制绩效目标",
    ),
    ("全部项目支出均设定了绩效目标。\n部分追加项目未编制绩效目标。\n", "全部项目支出均设定了绩效目标"),
    ("2023年无政府性基金预算支出。\n政府性基金预算支出176万元，用于增减挂钩。\n", "无政府性基金预算支出"),
    ("本年无因公出国（境）费用，未发生公务用车购置费。\n公务用车购置费18.5万元。\n", "未发生公务用车购置费"),
    ("年末无结转结余，资金全部使用。\n结转结余为12.3万元，结转下年使用。\n", "无结转结余"),
]


@pytest.mark.parametrize(("text", "quote"), AGAINST_WORDS)
def test_a_claim_against_the_report_s_own_words(text: str, quote: str) -> None:
    assert quotes(text, "claim") == [quote]


AGREEING = [
    "下一步，对所有专项资金编制绩效目标，实现全覆盖。\n追加的专项资金未进行绩效申报。\n",
    "所有专项资金都编制了绩效目标。\n未按规定申报绩效目标的项目，不得安排预算。\n",
    "2023年无国有资本经营预算支出。\n政府性基金预算支出176万元。\n",
    "年末无结转结余。\n上年结转结余12.3万元已全部使用。\n",
    "无公务用车购置费。\n公务用车购置费0万元。\n",
    "无障碍设施改造支出35万元，无偿献血宣传经费2万元。\n",
    "资产管理制度健全但没有开展资产清查工作。\n",
]


@pytest.mark.parametrize("text", AGREEING)
def test_words_that_agree(text: str) -> None:
    assert quotes(text, "claim") == []
