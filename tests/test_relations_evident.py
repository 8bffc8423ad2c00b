"""Ties that the numbers give away, and how sure a fit must be; a reading of the words that the numbers refute."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from relating import alarms, reading

from gouji.relations import propose
from gouji.relations.common.evidence import Trial, one_digit
from gouji.relations.inferred import evident


def found(text):
    """The ties of numbers alone, as the figures' numbers, stated first."""
    return [tuple(figure.number for figure in tie.figures) for tie in evident.propose(reading(text), [])]


def rules(text):
    """All holding ties of a text: the rule and the figures' numbers."""
    told = reading(text)
    ties = propose(told.document, [m.figure for m in told.mentions], told)
    return [(tie.rule, *(figure.number for figure in tie.figures)) for tie in ties.items if tie.holds]


@pytest.mark.parametrize(
    ("text", "tie"),
    [
        # a rate of two amounts nearby, of which no word says that they are part and base
        ("道路硬化11232米，今年铺设10274米，进展91.47%。", ("91.47", "10274", "11232")),
        # of a total that a chapter speaks of all along
        (
            "全年接报火灾1384起，损失1528.6万元。\n从时间看，夜间237起，占17.1%；从区域看，农村803起，占58.0%。",
            ("17.1", "237", "1384"),
        ),
        # of what was told chapters ago
        (
            "本年支出18752.37万元，另有事业支出305.11万元。\n一、概况\n（略）\n二、结构\n财政拨款支出13209.44万元，占70.44%。",
            ("70.44", "13209.44", "18752.37"),
        ),
        # a whole and its list, without 其中 or 共
        (
            "登记业务26218件，核发证书16055本、证明10163份，抵押48.02亿元。",
            ("26218", "16055", "10163"),
        ),
        # paragraph by paragraph
        (
            "下达专项资金31740万元，分三批。\n3月下达14200万元，7家受益。\n7月下达10900万元。\n11月下达6640万元。",
            ("31740", "14200", "10900", "6640"),
        ),
        # an amount as price times number
        ("补贴面积48.63万亩，每亩补贴108.5元，应兑付5276.36万元。", ("108.5", "5276.36", "48.63")),
        # a change and its rate
        ("收入48236万元，增加2917万元，增幅6.44%。", ("6.44", "48236", "2917")),
        # a rest
        ("核定4680.25万元，支付4426.71万元，结余253.54万元。", ("4680.25", "4426.71", "253.54")),
        # shares that make 100%
        ("贡献率分别为10.4%、47.8%和41.8%。", ("41.8", "10.4", "47.8")),
        # one number told again under a name that shares a word
        ("治理面积28650.12亩。\n三、成效\n累计完成面积28650.12亩。", ("28650.12", "28650.12")),
    ],
)
def test_what_numbers_give_away(text, tie):
    assert tie in found(text)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("县里下达资金603万元。\n项目资金603万元已全部用完。", True),
        ("县里下达资金603万元。\n项目培训603人。", False),
        ("甲村投入12.5万元。\n乙村投入12.5万元。", False),
        ("县医院投入12.5万元。\n中医院投入12.5万元。", False),
        # five digits need no word, and may stand in one sentence
        ("收入合计18166.5万元，当年全部用完，支付18166.5万元。", True),
        ("（3）专项转移支付：增加18166万元，调整为18166万元。", True),
        ("全年收回18160万元，另有18160户受益。", False),
        # a run of words before the number or behind it
        ("在5个乡镇卫生院试点。\n数量指标：改造5个乡镇卫生院。", True),
        ("慰问困难归侨110户，标准为每户450元。\n救助每人450元。", False),
        # a rate of change, of one subject
        ("中院受理二审案件4009件，同比下降5.51%。\n全年除二审案件同比下降5.51%外，各类案件上升。", True),
        ("中院受理二审案件4009件，同比下降5.51%。\n全年接待来访同比下降5.51%。", False),
        # a score of one item and of another
        ("甲项目自评得分为96分。\n乙项目自评得分为99分；丙项目自评得分为97分；丁项目自评得分为96分。", False),
        # what is said of anything
        ("甲项目资金拨付执行率100%。\n乙项目资金拨付执行率100%。", False),
        ("新建1个乡镇卫生院。\n改造1个乡镇卫生院。", False),
    ],
)
def test_numbers_told_again(text, told):
    assert any(rule == "repeat.evident" for rule, *_ in rules(text)) is told


@pytest.mark.parametrize(
    "text",
    [
        "检查8家，发现问题3个、隐患5个。",  # 8 = 3 + 5, as small numbers easily are
        "培训120人，合格率75%。新增4个，完成3个，另有16项、12项。",  # a whole percent fits too many pairs
        "支出合计2个项目，执行率100%，另2个延期。",  # equal small counts make no 100%
        "甲项目得分93.3分。\n乙项目得分93.3分。",  # the same value for different subjects
        "A村投入12.5万元。\nB村投入12.5万元。",
        "工程投资300万元，装修200万元，绿化100万元、亮化60万元。",  # the list goes on: 200 + 100 is no whole of it
    ],
)
def test_a_fit_that_chance_makes_is_none(text):
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "failing"),
    [
        # what stands between change and rate is not then: the numbers say that it is now
        ("三次产业中，支出较2016年的2488万元累计下降25.80%，今年为1846万元，节支384万元。", []),
        # the base that words name is the author's to keep: the one that fits is where the mistake came from
        (
            "全年支出13358.09万元，其中基本支出1126.84万元；项目支出12231.25万元。救助支出9804.60万元，占项目支出的73.40%。",
            ["占项目支出的73.40%"],
        ),
        # and what stands all in one item is of that item
        ("甲县应拨8352万元，实拨7100万元，拨付率80.5%。乙县应拨9000万元，实拨6725万元，拨付率74.7%。", ["拨付率80.5%"]),
    ],
)
def test_a_reading_that_the_numbers_refute_is_dropped(text, failing):
    told = alarms(text)
    assert len(told) == len(failing)
    assert all(told[k].startswith(words) for k, words in enumerate(failing))


def test_a_list_one_digit_away_from_its_whole_fails():
    right = "登记业务26218件，核发证书16055本、证明10163份。"
    assert alarms(right) == []
    assert alarms(right.replace("26218", "26281")) != []  # swapped
    assert alarms(right.replace("16055", "16095")) != []  # one digit
    assert alarms(right.replace("16055", "13872")) == []  # nobody says that the two are all


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [(9804.60, 9840.60, True), (63579, 63597, True), (48.3, 48.0, True), (1046, 1064, True), (2800, 2710, True), (7240, 6928, False), (5, 5, False)],
)
def test_one_digit(a, b, expected):
    assert one_digit(a - b, 0.01) is expected


@given(st.integers(10_000, 999_999), st.integers(0, 5), st.integers(0, 9))
def test_a_changed_digit_is_one_digit(value, place, digit):
    text = str(value)
    changed = int(text[: place % len(text)] + str(digit) + text[place % len(text) + 1 :])
    assert changed == value or one_digit(value - changed, 1)


def test_a_trial_closes_when_chance_could_make_a_fit():
    trial = Trial(50.0, 0.1)  # each candidate fits by chance in one of 500
    tried = 0
    while trial.open:
        trial.rounds(10.0)
        tried += 1
    assert 24 <= tried <= 27  # CHANCE is 0.05
    assert not trial.rounds(50.0)


def test_inferred_ties_are_told_as_inferred():
    told = reading("道路硬化11232米，今年铺设10274米，进展91.47%。")
    tie = evident.propose(told, [])[0]
    assert tie.zh.endswith("（数值相符，据此推定）")
    assert tie.en.endswith("(inferred from the numbers)")
    assert not tie.strict
