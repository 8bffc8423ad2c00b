"""What an experienced auditor would ask: each question at its threshold, on both sides."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pandas as pd
import pytest

from gouji import figures, tables
from gouji.analytics import COLUMNS, ask
from gouji.analytics.question import percent, tenth
from gouji.document import load


def rows(text: str | Path, question: str = "") -> list[dict[str, str]]:
    document = load(text.encode() if isinstance(text, str) else text)
    found = figures.find(document)
    table = ask(
        document,
        found,
        tables.headline(document, found),
        tables.projects(document, found),
        tables.progress(document, found),
    )
    assert tuple(table.columns) == COLUMNS
    ids = {figure.id for figure in found}
    for row in table.to_dict("records"):
        assert all(isinstance(cell, str) for cell in row.values())
        assert set(row["figures"].split()) <= ids
        assert 0 <= int(row["start"]) < int(row["end"]) <= len(document.text)
    return [row for row in table.to_dict("records") if question in ("", row["question"])]


def arises(row: dict[str, str]) -> bool:
    value = Decimal(row["value"])
    return bool(row["low"] and value < Decimal(row["low"]) or row["high"] and value > Decimal(row["high"]))


def headline(first: str, whole: str, executed: str) -> str:
    return f"一、资金情况\n2023年我部门年初预算数{first}万元，全年预算数{whole}万元，年终决算数{executed}万元。\n"


GROWTH = [
    (("3126.60", "5297.90", "5297.90"), "69.45", True),
    (("1000", "1300", "1300"), "30", False),
    (("1000", "1300.1", "1300"), "30.01", True),
    (("1000", "700", "700"), "-30", False),
    (("1000", "650", "650"), "-35", True),
    (("1000", "1000", "900"), "0", False),
]


@pytest.mark.parametrize(("amounts", "value", "asked"), GROWTH)
def test_budget_growth(amounts: tuple[str, str, str], value: str, asked: bool) -> None:
    [row] = rows(headline(*amounts), "budget_growth")
    assert (row["value"], arises(row)) == (value, asked)
    assert ("？" in row["statement_zh"], "?" in row["statement_en"]) == (asked, asked)


@pytest.mark.parametrize(
    ("executed", "value", "asked"),
    [("800", "80", False), ("799.9", "79.99", True), ("1000", "100", False), ("1001", "100.1", True)],
)
def test_low_execution(executed: str, value: str, asked: bool) -> None:
    [row] = rows(headline("1000", "1000", executed), "low_execution")
    assert (row["value"], arises(row)) == (value, asked)


def listed(*entries: tuple[str, str, str], text: str = "通过项目实施，保障了工作正常开展。") -> str:
    """A list of projects: budget, executed, score."""
    names = "道路养护 桥梁加固 农田水利 学校食堂 医疗设备 养老服务 森林防火 饮水安全 河道治理 文化惠民".split()
    lines = []
    for number, (name, (budget, executed, score)) in enumerate(zip(names, entries, strict=False), 1):
        rate = Decimal(executed) / Decimal(budget) * 100
        lines.append(
            f"({number}){name}项目绩效自评综述：根据年初设定的绩效目标，项目自评得分{score}分。项目全年预算数{budget}万元，执行数{executed}万元，"
            f"完成预算的{rate:.2f}%。主要产出和效果：{text}"
        )
    return "二、项目绩效自评结果\n" + "\n".join(lines) + "\n"


FULL = [("50", "50", "98"), ("60.5", "60.5", "95"), ("70", "70", "92"), ("80", "80", "90"), ("90", "90", "96")]


@pytest.mark.parametrize(
    ("entries", "asked"),
    [
        (FULL, [True]),
        ([*FULL[:4], ("90", "89.9", "96")], [False]),
        ([*FULL, ("10", "9.99", "96")], [False]),
        (FULL[:4], []),  # of four, all in full is nothing unusual
    ],
)
def test_full_execution(entries: list[tuple[str, str, str]], asked: list[bool]) -> None:
    assert [arises(row) for row in rows(listed(*entries), "full_execution")] == asked


@pytest.mark.parametrize(
    ("perfect", "value", "asked"), [(5, "83.33", True), (4, "66.67", True), (3, "50", False), (0, "0", False)]
)
def test_full_scores(perfect: int, value: str, asked: bool) -> None:
    entries = [(str(10 + n), str(10 + n), "100" if n < perfect else "95") for n in range(6)]
    [row] = rows(listed(*entries), "full_scores")
    assert (row["value"], arises(row)) == (value, asked)


@pytest.mark.parametrize(
    ("text", "executed", "asked"),
    [
        ("目前已完成台账编制，12月底前可完成10个重点村的成果质量提升。", "50", [True]),
        ("主体正在施工，外墙已完成。", "50", [True]),
        ("工程尚未验收，已投入使用。", "48.6", [True]),
        ("工程尚未验收，已投入使用。", "48.5", [False]),
        ("全面启动村庄规划编制工作，已全部完成。", "50", []),
    ],
)
def test_paid_unfinished(text: str, executed: str, asked: list[bool]) -> None:
    report = (
        listed(("50", executed, "95"), text=text)
        + listed(("50", "50", "95")).split("\n")[1].replace("(1)道路", "(2)水库")
        + "\n"
    )
    assert [arises(row) for row in rows(report, "paid_unfinished")] == asked


SPENT = [
    ("完成2个治理项目，投入资金700余万元。", "700", [True]),
    ("完成2个治理项目，投入资金0.07亿元。", "700", [True]),
    ("完成2个治理项目，投入资金311.12万元。", "311.12", [False]),
    ("购置设备2台，支出18.6万元。", "18.6", [False]),
    ("完成投资311.13万元。", "311.13", [True]),
    ("向上级争取资金700万元。", "", []),
    ("撬动社会资本投入资金700万元。", "", []),
    ("为群众节约支出700万元，发放手册8000份。", "", []),
    ("历年累计投入资金900万元。", "", []),
]


@pytest.mark.parametrize(("text", "value", "asked"), SPENT)
def test_spent_over_budget(text: str, value: str, asked: list[bool]) -> None:
    report = (
        listed(("311.12", "311.12", "96"), text=text)
        + listed(("50", "50", "95")).split("\n")[1].replace("(1)道路", "(2)水库")
        + "\n"
    )
    found = rows(report, "spent_over_budget")
    assert [arises(row) for row in found] == asked
    assert [row["value"] for row in found] == [value] * len(asked)


@pytest.mark.parametrize(
    "behind",
    ["四、任务完成情况\n全县完成投资8000万元。\n", "（二）投资情况。全县完成投资8000万元。\n", "全县完成投资8000万元。\n"],
    ids=["chapter", "section", "paragraph"],
)
def test_what_follows_the_list_is_of_no_project(behind: str) -> None:
    report = listed(("311.12", "311.12", "96"), ("50", "50", "95")) + behind
    assert rows(report, "spent_over_budget") == []


RATES = [
    ("经统计，我局已完成数据入库100714宗，累计完成数据入库101017宗，完成进度102.28%。", True),
    ("全年办理业务26218件，完成率105.3%。", True),
    ("全年造林6300亩，完成率达102%。", True),
    ("完成农村公路养护438.6公里，为年度任务420公里的104.4%。", False),
    ("计划培训500人，实际培训520人，完成率104%。", False),
    ("示范片38个，目标值36个，完成率105.6%。", False),
    ("年度任务为造林6000亩。全年造林6300亩，完成率105%。", False),
    ("财政收入12.86亿元，增长102.5%。", False),
    ("整改问题27个，整改率100%。", False),
    ("群众满意度98.5%，完成率99.9%。", False),
    ("完成投资3200万元，同比增长120%。", False),
]


@pytest.mark.parametrize(("text", "asked"), RATES)
def test_rate_without_base(text: str, asked: bool) -> None:
    assert [arises(row) for row in rows(text, "rate_without_base")] == [True] * asked


def test_a_rate_without_base_is_asked_about_once_and_tells_what_the_task_would_be() -> None:
    sentence = RATES[0][0]
    [row] = rows(f"一、工作\n{sentence}\n二、项目\n{sentence}\n", "rate_without_base")
    assert "共2处" in row["statement_zh"]
    assert "任务应为98765宗" in row["statement_zh"]  # 101017 / 1.0228 = 98765.16
    assert "100.3%" in row["statement_en"]  # 101017 / 100714 = 1.003009


TASKS = [
    ("整改任务100个，已整改完成60个。", "60", False),
    ("整改任务1000个，已整改完成599个。", "59.9", True),
    ("下达监测点建设任务143个，已安装完成30个。", "20.98", True),
]


@pytest.mark.parametrize(("text", "value", "asked"), TASKS)
def test_low_progress(text: str, value: str, asked: bool) -> None:
    [row] = rows(text, "low_progress")
    assert (row["value"], arises(row)) == (value, asked)


def test_a_staff_quota_is_no_task() -> None:
    assert rows("核定编制21名，实有在职人员9人。", "low_progress") == []


@pytest.mark.parametrize(
    ("score", "done", "asked"),
    [("96", "30", [True]), ("90", "59", [True]), ("96", "60", [False]), ("89", "30", []), ("850", "30", [])],
)
def test_score_over_progress(score: str, done: str, asked: list[bool]) -> None:
    text = f"整改任务100个，已整改完成{done}个。\n综上，部门整体支出绩效自评得分{score}分。\n"
    assert [arises(row) for row in rows(text, "score_over_progress")] == asked


BALANCES = [
    (
        "因开发建设，导致我县水田规模-17.1466公顷。新增耕地36.4765公顷、水田指标数量3.7458公顷、与华容县置换水田指标入库35.00公顷，目前水田规模41.8126公顷。",
        "20.2134",
        [True],
    ),
    (
        "因开发建设，导致我县水田规模-17.1466公顷。新增水田指标数量3.7458公顷、与华容县置换水田指标入库35.00公顷，目前水田规模21.5992公顷。",
        "0",
        [False],
    ),
    ("年初结存化肥120吨，新增化肥80吨，使用化肥150吨，年末结存化肥60吨。", "10", [True]),
    ("年初结存化肥120吨，新增化肥80吨，使用化肥150吨，年末结存化肥50吨。", "0", [False]),
    ("年初结存化肥120吨，新增种子80吨，年末结存化肥50吨。", "", []),  # no change of the same thing is told
    ("新增水田3.7458公顷，目前水田规模41.8126公顷。", "", []),  # no opening is told
]


@pytest.mark.parametrize(("text", "value", "asked"), BALANCES)
def test_unexplained_balance(text: str, value: str, asked: list[bool]) -> None:
    found = rows(text + "\n" + text, "unexplained_balance")
    assert [arises(row) for row in found] == asked
    assert [row["value"] for row in found] == [value] * len(asked)


@pytest.mark.parametrize(("count", "asked"), [(0, []), (1, [False]), (2, [False]), (3, [True])])
def test_undated_cutoff(count: int, asked: list[bool]) -> None:
    text = (
        "".join(f"截止目前，完成第{n}批项目验收{n + 5}个。" for n in range(count))
        + "截至12月31日，完成项目12个。截至目前工作顺利。"
    )
    assert [arises(row) for row in rows(text, "undated_cutoff")] == asked


def test_the_real_report(longshan: Path) -> None:
    found = rows(longshan / "source.txt")
    assert [row["id"] for row in found] == [f"Q{number:03d}" for number in range(1, len(found) + 1)]
    assert [int(row["start"]) for row in found] == sorted(int(row["start"]) for row in found)
    asked = [(row["question"], row["value"]) for row in found if arises(row)]
    assert asked == [
        ("budget_growth", "69.45"),
        ("undated_cutoff", "5"),
        ("low_progress", "20.98"),
        ("unexplained_balance", "20.2134"),
        ("low_progress", "50.85"),
        ("low_progress", "48.21"),
        ("low_progress", "56.76"),
        ("rate_without_base", "102.28"),
        ("score_over_progress", "20.98"),
        ("full_execution", "100"),
        ("full_scores", "68.18"),
        ("spent_over_budget", "700"),
        ("paid_unfinished", "100"),
        ("paid_unfinished", "100"),
    ]
    [growth] = [row for row in found if row["question"] == "budget_growth"]
    assert "69.4%" in growth["statement_zh"]
    [balance] = [row for row in found if row["question"] == "unexplained_balance"]
    assert "-17.1466 + 3.7458 + 35.00 = 21.5992公顷，报告写41.8126公顷" in balance["statement_zh"]


@pytest.mark.parametrize(
    "text", ["报告", "2023年我局认真履职。", "一、资金情况\n年初预算数0万元，全年预算数0万元，决算数0万元。"]
)
def test_nothing_to_ask(text: str) -> None:
    assert rows(text) == []


@pytest.mark.parametrize(
    ("part", "whole", "share", "told"),
    [
        ("1", "3", "33.33", "33.3"),
        ("99999", "100000", "99.99", "99.99"),
        ("100", "100", "100", "100"),
        ("1", "100000", "0.01", "0.01"),
        ("100001", "100000", "100.01", "100.01"),
        ("0", "5", "0", "0"),
        ("2171.30", "3126.60", "69.45", "69.4"),
    ],
)
def test_a_share_is_never_rounded_into_all_or_nothing(part: str, whole: str, share: str, told: str) -> None:
    assert percent(Decimal(part), Decimal(whole)) == Decimal(share)
    assert tenth(Decimal(part), Decimal(whole)) == told


def test_the_tables_may_be_empty() -> None:
    document = load("报告".encode())
    found = figures.find(document)
    empty = ask(
        document,
        found,
        pd.DataFrame(columns=list(tables.HEADLINE)),
        pd.DataFrame(columns=list(tables.PROJECTS)),
        pd.DataFrame(columns=list(tables.PROGRESS)),
    )
    assert tuple(empty.columns) == COLUMNS
    assert empty.empty
