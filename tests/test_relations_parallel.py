"""Sums that stand apart or side by side: numbered headings over theirs, wholes with what is counted twice in them, townships, and lists
that tell the same items."""

from __future__ import annotations

import pytest
from relating import alarms, ties

from gouji.relations.inferred import parallel_lists
from gouji.relations.sum import outline, overlapping

SCORES = "三、自评结论（自评得分88分）\n（一）产出指标（得分46分）较好。\n（二）效益指标（得分33分）较好。\n（三）满意度指标（得分9分）较好。"
OUTLAY = "一、全年支出900万元\n（一）教育支出500万元\n1.小学300万元\n2.中学200万元\n（二）卫生支出400万元\n二、其他说明\n（一）车辆20万元\n（二）房屋30万元"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (SCORES, [("88", "46", "33", "9", True)]),
        (SCORES.replace("46", "45"), [("88", "45", "33", "9", False)]),
        # each heading over the next level; what another heading has below it is no part
        (OUTLAY, [("500", "300", "200", True), ("900", "500", "400", True)]),
        # no word demands it of amounts: 910 is no sum of them
        (OUTLAY.replace("900", "910"), [("500", "300", "200", True)]),
        # a level may be left out
        ("二、项目支出1200万元\n1．修缮860万元\n2．购置340万元", [("1200", "860", "340", True)]),
        ("二、项目支出0万元\n1．修缮0万元\n2．购置0万元", [("0", "0", "0", True)]),
    ],
)
def test_outlines(text, expected):
    assert sorted(ties(outline, text)) == expected


@pytest.mark.parametrize(
    "text",
    [
        SCORES.replace("（得分9分）", ""),  # one of them tells no score
        SCORES.replace("自评得分88", "满分100"),  # what could be got, over what was
        "三、自评结论（自评得分46分）\n（一）产出指标（得分46分）较好。",  # a single one
        "二、支出说明。全年支出1200万元\n1．修缮860万元\n2．购置340万元",  # a full stop before the number
        "二、本年度项目支出的安排及其后来由财政部门批复调整、追加、核减并经审计确认的全部1200万元\n1．修缮860万元\n2．购置340万元",  # far behind
        "二、项目支出1200万元\n1．修缮比上年增加860万元\n2．购置比上年增加340万元",  # changes
        "二、项目支出1200万元\n1．修缮860平方米\n2．购置340台",
        "二、项目支出1200万元\n三、修缮860万元\n四、购置340万元",  # all of one level
    ],
)
def test_headings_that_are_no_outline_of_it(text):
    assert ties(outline, text) == []


def test_scores_that_miss_their_heading_are_an_alarm():
    assert alarms(SCORES) == []
    assert alarms(SCORES.replace("46", "45")) != []
    assert alarms(SCORES.replace("自评得分88", "满分100")) == []


WATER = "全市水资源总量38.6亿立方米，其中地表水资源量36.2亿立方米，地下水资源量11.5亿立方米，两者重复计算量9.1亿立方米。"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (WATER, [("38.6", "36.2", "11.5", "9.1", True)]),
        (WATER.replace("11.5", "12.5"), [("38.6", "36.2", "12.5", "9.1", False)]),
        (WATER.replace("9.1", "0").replace("38.6", "47.7"), [("47.7", "36.2", "11.5", "0", True)]),
        (WATER.replace("，其中", "。"), []),  # no whole in its sentence
        (WATER.replace("地下水资源量11.5亿立方米，", ""), []),  # a single part
        (WATER.replace("重复计算量9.1亿立方米", "重复计算费用9.1万元"), []),
        (WATER.replace("重复计算量", "重复利用量"), []),  # used twice, not counted twice
        ("全年受理信访156件，其中来信98件，来访58件，重复信访12件。", []),
    ],
)
def test_wholes_whose_parts_overlap(text, expected):
    assert ties(overlapping, text) == expected


def test_what_is_counted_twice_is_an_alarm_where_it_misses():
    assert alarms(WATER) == []
    assert alarms(WATER.replace("11.5", "12.5")) != []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("全县辖7镇5乡，人口31.4万人。目前12个乡镇全部通了客车。", [("12", "7", "5", True)]),
        ("全区辖6镇、2乡和3街道。11个镇街道均设便民中心。", [("11", "6", "2", "3", True)]),
        ("全县辖7镇5乡。13个乡镇中，有2个是去年划入的。", []),  # another time's, or another county's
        ("全县辖7镇5乡。12个村全部通了客车。", []),
        ("全县辖7镇，另有5乡由邻县代管。12个乡镇全部通了客车。", []),
        ("全县辖12镇。12个乡镇全部通了客车。", []),  # a single kind
        ("全县辖12镇0乡。12个乡镇全部通了客车。", []),
    ],
)
def test_townships(text, expected):
    assert ties(overlapping, text) == expected
    assert alarms(text) == []


THREE = "在册隐患点（东镇1253处、西镇1096处、南镇847处、北镇966处），已治理（东镇688处、西镇517处、南镇429处、北镇531处），未治理（东镇565处、西镇579处、南镇418处、北镇435处）。"
OF_THREE = [("1096", "517", "579", True), ("1253", "688", "565", True), ("847", "429", "418", True)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (THREE, [*OF_THREE, ("966", "531", "435", True)]),
        (THREE.replace("435", "485"), [*OF_THREE, ("966", "531", "485", False)]),
        (THREE.replace("435", "485").replace("418", "488"), []),  # two of four do not bear it out
        (THREE.replace("（东镇565", "（中镇565"), []),  # not the same items
        (THREE.replace("，未治理（东镇565处、西镇579处、南镇418处、北镇435处）", ""), []),  # two lists
        (THREE.replace("688处", "约688处"), []),
    ],
)
def test_lists_that_tell_the_same_items(text, expected):
    assert sorted(ties(parallel_lists, text)) == sorted(expected)


def test_an_item_that_misses_what_its_fellows_bear_out():
    assert alarms(THREE) == []
    assert alarms(THREE.replace("1253", "1258")) != []
    assert alarms(THREE.replace("435", "485")) == []  # three digits are one away from others by accident


VOTES = "道路改造（同意45票、反对12票、弃权3票）；垃圾分类（同意51票、反对7票、弃权2票）；加装电梯（同意48票、反对9票、弃权3票）；停车收费（同意39票、反对15票、弃权6票）。"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # 60 votes each time: 51 = 60 - 7 - 2, and so on
        (
            VOTES,
            [
                ("51", "45", "12", "3", "7", "2", True),
                ("48", "45", "12", "3", "9", "3", True),
                ("39", "45", "12", "3", "15", "6", True),
            ],
        ),
        (
            VOTES.replace("15", "16"),
            [
                ("51", "45", "12", "3", "7", "2", True),
                ("48", "45", "12", "3", "9", "3", True),
                ("39", "45", "12", "3", "16", "6", False),
            ],
        ),
        (VOTES.replace("15", "16").replace("51", "53"), []),  # 60, 62, 60, 61: other people each time
        (VOTES.replace("；停车收费（同意39票、反对15票、弃权6票）", ""), []),  # three lists
        ("；".join(f"第{n}项（同意30票、反对20票、弃权10票）" for n in "一二三四") + "。", []),  # one list told again
        ("甲项（同意8票、反对2票）；乙项（同意7票、反对3票）；丙项（同意6票、反对4票）；丁项（同意5票、反对5票）。", []),  # few
        (VOTES.replace("票", "万元"), []),  # no votes: money need not come to one number
    ],
)
def test_votes_come_to_one_number(text, expected):
    assert ties(parallel_lists, text) == expected


def test_votes_that_do_not_are_an_alarm():
    assert alarms(VOTES) == []
    assert alarms(VOTES.replace("15", "16")) != []
    assert alarms(VOTES.replace("15", "16").replace("51", "53")) == []


SIDES = "城镇常住人口、就业人员分别占全市的66.2%和58.4%。农村常住人口、就业人员分别占全市的33.8%和41.6%。"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (SIDES, [("33.8", "66.2", True), ("41.6", "58.4", True)]),
        (SIDES.replace("41.6", "41.8"), []),  # nothing says that there are but two sides
        (SIDES.replace("和41.6%", ""), []),
        (SIDES.replace("。农村", "。就业稳定。物价平稳。农村"), []),  # three sentences on
        (SIDES.replace("分别占全市的33.8", "分别达到33.8"), []),
    ],
)
def test_shares_of_two_sides(text, expected):
    assert ties(parallel_lists, text) == expected
    assert alarms(text) == []


ANEW = "按产业分，一产从业3215人、二产从业4178人、三产从业6294人。按城乡分，城镇从业8106人、乡村从业5581人。"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (ANEW, [("3215", "8106", "5581", "4178", "6294", True)]),  # 13687 both times
        (ANEW.replace("5581", "5582"), []),
        (ANEW.replace("8106人", "8106户").replace("5581人", "5581户"), []),
        (ANEW.replace("按城乡分", "举办招聘会12场。按城乡分"), []),  # other figures between
        ("按产业分，一产从业321人、二产从业417人。按城乡分，城镇从业538人、乡村从业200人。", []),  # 738: too few digits to tell
        ("按产业分，一产从业3215人、二产从业4178人。全县从业7393人、退休0人。", []),  # a list and its total
    ],
)
def test_one_whole_divided_anew(text, expected):
    assert ties(parallel_lists, text) == expected
    assert alarms(text) == []
