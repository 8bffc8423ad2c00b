"""Tables of the three public expenses, in every way a page lets their cells stand: rows, heads, units, and what is no such table."""

from __future__ import annotations

import pytest
from relating import alarms, grids, of_rules

from gouji import figures
from gouji.document import Document, normalise


def units(text: str) -> list[str]:
    return [f.number + f.unit for f in figures.find(Document(text, *normalise(text)))]


TITLE = "青岭县水利局2022年度“三公”经费支出决算表\n单位：万元\n"
ROWS = [
    ["合计", "31.60", "27.45"],
    ["因公出国（境）费", "0.00", "0.00"],
    ["公务接待费", "11.60", "9.15"],
    ["公务用车购置及运行费", "20.00", "18.30"],
    ["其中：公务用车运行维护费", "20.00", "18.30"],
    ["公务用车购置", "0.00", "0.00"],
]


def _joined(gap: str, rows=ROWS, heads=("项 目", "预 算 数", "决 算 数")) -> str:
    return TITLE + gap.join([*heads, *(cell for row in rows for cell in row)]) + gap + "\n二、情况说明\n"


@pytest.mark.parametrize(
    "text",
    [
        _joined("\n"),
        _joined("\n\n"),
        _joined(" |\n"),
        _joined(" "),
        _joined("\n", [["", *ROWS[0][1:]], *ROWS[1:]]),  # the row of all three lost its name
        TITLE.replace("单位：万元\n", "") + "（单位：万元）\n" + "\n".join(["项目 | 预算数 | 决算数 |", *(" | ".join(row) + " |" for row in ROWS)]) + "\n",
    ],
    ids=["lines", "blank lines between", "pipes at line ends", "one line", "nameless total", "rows of pipes"],
)
def test_names_with_their_amounts_in_every_layout(text):
    assert grids(text) == [(["项目", "预算数", "决算数"], ROWS)]
    assert set(units(text)) == {cell + "万元" for row in ROWS for cell in row[1:]}
    assert of_rules(text, "grid.column_sum") == [
        ("31.60", "0.00", "11.60", "20.00", True),
        ("27.45", "0.00", "9.15", "18.30", True),
        ("20.00", "20.00", "0.00", True),
        ("18.30", "18.30", "0.00", True),
    ]
    assert alarms(text) == []
    assert alarms(text.replace("9.15", "9.51"))


def test_amounts_under_a_name_that_the_page_put_elsewhere():
    text = TITLE + "项 目 预算数 决算数 合 计 31.60 27.45 0 0 公务接待费 11.60 9.15 公务用车购置及运行费 20.00 18.30 因公出国（境）费 二、情况说明\n"
    assert grids(text)[0][1] == [
        ["合计", "31.60", "27.45"],
        ["公务接待费", "11.60", "9.15"],
        ["公务用车购置及运行费", "20.00", "18.30"],
        ["因公出国（境）费", "0", "0"],
    ]


def test_heads_of_two_levels():
    text = (
        "单位：万元\n项目 | 预算数 | 决算数 | ||||\n合计 | 一般公共预算 | 政府性基金 | 合计 | 一般公共预算 | 政府性基金 | |\n"
        "因公出国（境）费 | 0 | 0 | 0 | 0 | 0 | 0 |\n公务接待费 | 12 | 9 | 3 | 8.40 | 6.20 | 2.20 |\n公务用车购置及运行费 | 30.5 | 30.5 | 0 | 28.70 | 28.70 | 0 |\n总计 | 42.5 | 39.5 | 3 | 37.10 | 34.90 | 2.20 |\n"
    )
    assert grids(text)[0][0] == ["项目", *(f"{a}·{b}" for a in ("预算数", "决算数") for b in ("合计", "一般公共预算", "政府性基金"))]
    assert ("12", "9", "3", True) in of_rules(text, "grid.row_sum")
    assert alarms(text) == []
    assert alarms(text.replace("6.20 |", "6.02 |"))


NAMES = "合计 | 因公出国（境）费 | 公务用车购置及运行费 | 公务接待费 | |||\n小计 | 公务用车购置费 | 公务用车运行费 | ||||\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "2023年“三公”经费支出预算表\n单位：万元\n" + NAMES.replace(" | ", " |\n").replace("||", "|") + "68 |\n0 |\n61 |\n36 |\n25 |\n7 |\n",
            (["项目", "预算数"], [["合计", "68"], ["因公出国（境）费", "0"], ["公务用车购置及运行费", "61"], ["公务用车购置费", "36"], ["公务用车运行费", "25"], ["公务接待费", "7"]]),
        ),
        (
            "“三公”经费支出决算表\n单位：万元\n" + NAMES + "预算数 | 决算数 | " * 6 + "\n19.00 | 12.30 | 13.50 | 11.80 | 13.50 | 11.80 | 5.50 | 0.50 |\n",
            (
                ["项目", "预算数", "决算数"],
                [["合计", "19.00", "12.30"], ["因公出国（境）费", "", ""], ["公务用车购置及运行费", "13.50", "11.80"], ["公务用车购置费", "", ""], ["公务用车运行费", "13.50", "11.80"], ["公务接待费", "5.50", "0.50"]],
            ),
        ),
    ],
    ids=["one line of amounts", "empty cells lost"],
)
def test_names_that_all_stand_first(text, expected):
    assert grids(text) == [expected]
    assert alarms(text) == []


def test_falls_and_rates_beside_the_amounts():
    text = (
        "单位：万元\n项目 本年年初预算数 上年年初预算数 本年预算比上年增减情况\n增减额 增减幅度\n合计 18.5 21.3 -2.8 -13.15%\n1.因公出国（境）费        \n"
        "2.公务接待费 3.5 5.3 -1.8 -33.96%\n3.公务用车购置及运行 15 16 -1 -6.25%\n其中:（1）公务用车购置费        \n（2）公务用车运行费 15 16 -1 -6.25%\n"
    )
    assert grids(text)[0][1][:3] == [["合计", "18.5", "21.3", "-2.8", "-13.15%"], ["因公出国（境）费", "", "", "", ""], ["公务接待费", "3.5", "5.3", "-1.8", "-33.96%"]]
    assert units(text)[:4] == ["18.5万元", "21.3万元", "-2.8万元", "-13.15%"]
    assert ("-2.8", "18.5", "21.3", True) in of_rules(text, "grid.difference", "difference.compared")
    assert alarms(text) == []


def test_names_that_the_page_tore_apart():
    text = (
        "财政拨款“三公”经费支出决算表\n单位：万元\n公务用车购置及运行维护费\n因公出国\n合计 公务用车 公务用车 公务接待费\n（境）费 小计\n购置费 运行维护费\n"
        + "预算数 决算数 " * 6
        + "\n13.20 4.15 0 0 9.60 3.05 0 0 9.60 3.05 3.60 1.10\n注：本表反映预决算情况。\n"
    )
    assert [row[1:] for row in grids(text)[0][1]] == [["13.20", "4.15"], ["0", "0"], ["9.60", "3.05"], ["0", "0"], ["9.60", "3.05"], ["3.60", "1.10"]]
    assert ("13.20", "0", "9.60", "3.60", True) in of_rules(text, "grid.column_sum")
    assert len(alarms(text.replace("3.60 1.10", "3.60 1.01"))) == 1


@pytest.mark.parametrize(
    "text",
    [
        "一、因公出国（境）经费\n二、公务接待费\n三、公务用车购置及运行维护费\n2021年共支出12.5万元。\n",
        "其中：因公出国（境）费 0 万元，公务用车购置及运行费 3.6 万元，公务接待费 2 万元。\n",
        "因公出国（境）团组数 | 2 |\n公务用车购置数 | 3 |\n公务接待批次 | 46 |\n",
        "（一）公务接待费\n2021年预算3万元。\n（二）公务用车购置及运行维护费\n2021年预算8万元。\n",
    ],
    ids=["headings", "prose", "counts", "chapters"],
)
def test_no_such_table(text):
    assert grids(text) == [] or "团组" in text


def test_a_line_that_fits_in_two_ways_is_left_alone():
    text = "“三公”经费支出决算表\n单位：万元\n" + NAMES + "12 | 6 | 6 |\n"  # 因公出国6 and 公务接待6, or cars and one of the others
    assert grids(text) == []
