"""What is a figure and what is not, with unit and place; and the counts of what was left out."""

from collections import Counter

import pytest

from gouji.document import Document, normalise
from gouji.figures import find


def found(text):
    plain, origin = normalise(text)
    return find(Document(text, plain, origin))


def told(text):
    return [(figure.number, figure.unit) for figure in found(text)]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("2023年1月5日印发", "date"), ("《规划（2021-2035年）》成果", "date"), ("截至12月底完成", "date"), ("1～9月份", "date"),
        ("2023.6.20发布", "date"), ("二〇二三年六月二十日", "date"), ("财预〔2011〕285号文件", "document_number"),
        ("湘政办发[2020]27号", "document_number"), ("县政府第29次常务会", "ordinal"), ("第十四条规定", "ordinal"),
        ("一、基本情况", "heading"), ("（3）其他工作", "heading"), ("一是加强领导", "heading"), ("2.严守红线", "heading"),
        ("联系电话：0743-6221234", "phone"), ("咨询13812345678", "phone"), ("拨打12345热线反映", "phone"),
        ("上午9:30召开", "time_of_day"), ("编制1:1万图件", "ratio_mark"), ("PM2.5均值达标", "identifier"), ("沿G65高速", "identifier"),
        ("实行“6310”机制", "code_name"), ("推行1+3+N模式", "code_name"), ("“十四五”规划", "code_name"), ("65岁以上老年人", "age"),
        ("3.2080505机关事业单位基本养老保险缴费支出", "identifier"),
        ("见附件2", "label"), ("统一管理", "word"), ("三公经费", "word"), ("两横两纵一环", "word"), ("获一等奖", "word"), ("一批项目", "word"),
        ("二类医院", "word"), ("千方百计", "word"),
    ],
)
def test_digits_that_state_no_quantity_are_left_out_and_counted(text, reason):
    made = found(text)
    assert list(made) == []
    assert reason in made.left_out


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("分别为4125.49、4143.91万元", [("4125.49", "万元"), ("4143.91", "万元")]),
        ("各下降23.51%、38.28%", [("23.51", "%"), ("38.28", "%")]),
        ("甲、乙两地各9件", [("两", "地"), ("9", "件")]),
        ("总投资80亿，已到位30亿元", [("80", "亿"), ("30", "亿元")]),
        ("整改率为91，其余推进", [("91", "%")]),
        ("补助570元/人·月、6840元/人·年", [("570", "元/人·月"), ("6840", "元/人·年")]),
        ("亩产400公斤/亩，合6000公斤/公顷", [("400", "公斤/亩"), ("6000", "公斤/公顷")]),
        ("出动300人次、车辆20台次", [("300", "人次"), ("20", "台次")]),
        ("购置农机9,463台（套）", [("9,463", "台（套）")]),
        ("单位：万元\n|项目|预算|执行|\n|甲项目|12.50|12|\n|乙项目|7|6.5|\n", [("12.50", "万元"), ("12", "万元"), ("7", "万元"), ("6.5", "万元")]),
        ("投资34.568.64万元", [("34.568.64", "万元")]),
        ("三个土地开发项目、五大产业", [("三", "个"), ("五", "大")]),
        ("县、乡、村三级联动", [("三", "级")]),
        ("节约3.76万元", [("3.76", "万元")]),
        ("线路全长12 .7\n公里。", [("12 .7", "公里")]),
        ("累计巡河6.9万人次", [("6.9", "万人次")]),
        ("甲镇、乙镇、丙镇三镇合计9件，另两地下降", [("三", "镇"), ("9", "件"), ("两", "地")]),
        ("武汉三镇新增9件", [("9", "件")]),
        # a unit told once for a list, before it or behind it
        ("学校26所（小学15、初中8、高中3）", [("26", "所"), ("15", "所"), ("8", "所"), ("3", "所")]),
        ("立案126件（其中：营运47，超限79）。", [("126", "件"), ("47", "件"), ("79", "件")]),
        ("任务为羊场1900、者黑1600、木兰1450（单位：万元）", [("1900", "万元"), ("1600", "万元"), ("1450", "万元")]),
        ("任务为 羊场1900 者黑1600 木兰1450 环城1100（单位：万元）",
         [("1900", "万元"), ("1600", "万元"), ("1450", "万元"), ("1100", "万元")]),
        ("设备5台（型号1、型号2、型号9）", [("5", "台")]),  # more than five: no parts
        # and for a whole prose
        ("支出说明\n（金额单位：万元）\n公务接待12.4，年初预算14，差值1.6；接待64批次，见表1。",
         [("12.4", "万元"), ("14", "万元"), ("1.6", "万元"), ("64", "批次")]),
        ("支出说明\n（单位：万元）\n公务接待12.4万元，年初预算为14，接待64批次。", [("12.4", "万元"), ("14", ""), ("64", "批次")]),
        ("事业收入、经营收入均为0；其他收入685.22万元。", [("0", "万元"), ("685.22", "万元")]),
        ("由5118升至9260。", [("5118", ""), ("9260", "")]), ("由1204上升到1503件", [("1204", "件"), ("1503", "件")]),
        ("医护比1:0.93，生师比，小学17.92:1", [("0.93", ""), ("17.92", "")]), ("按1:2配套，编制1:1万图件", []),
        ("死亡率20.68/10万，每10万人拥有9260人", [("20.68", "/10万"), ("9260", "人")]),
        ("周转量7.46亿吨公里、4732万人公里", [("7.46", "亿吨公里"), ("4732", "万人公里")]),
        ("可支付18个多月", [("18", "个月")]), ("结转两年以上的资金", [("两", "年")]), ("三年行动", []),
        ("发现五类11个问题，", [("五", "类"), ("11", "个")]), ("三类97655人", [("97655", "人")]),
        ("县十八届人大二次会议", []), ("\n5.12345热线坐席外包。预算160万元", [("160", "万元")]),
        ("八县市报账3万元，三年平均5万元", [("八", "县市"), ("3", "万元"), ("三", "年"), ("5", "万元")]),
        ("救助132人 每人每月590元", [("132", "人"), ("590", "元")]),
        ("救助132人，每人每月补助590元", [("132", "人"), ("590", "元")]),
        ("补助20元每人", [("20", "元每人")]),
        ("新开工11户均为散户，32人均已就业", [("11", "户"), ("32", "人")]),
        ("以农民为1，城乡收入比为2.16:1", [("2.16", "")]),
        ("农业 20.00 15.00 — 70.00% —", [("20.00", ""), ("15.00", ""), ("70.00", "%")]),
        ("提前3个月完工，前5个月4件", [("3", "个月"), ("4", "件")]),
        ("工作\n3.6月21日召开会议2次", [("2", "次")]),
        ("人员15人，其中行政8人，事业7人", [("15", "人"), ("8", "人"), ("7", "人")]),
    ],
)
def test_figures_and_their_units(text, figures):
    assert told(text) == figures


def test_places_are_of_the_numeral_in_the_source():
    text = "全县　共投入约 １，２００．５ 万元，占 比 30％。"
    for figure in found(text):
        assert text[figure.start: figure.end] == figure.number
    assert [figure.number for figure in found(text)] == ["１，２００．５", "30"]
    assert found(text).items[0].text.startswith("约")


def test_a_malformed_number_is_a_figure_without_value():
    figure = next(iter(found("投资34.568.64万元")))
    assert (figure.value, figure.interval, figure.unit) == (None, None, "万元")


def test_ids_follow_the_order_of_the_source():
    made = found("甲3个，乙5个；丙8个。")
    assert [figure.id for figure in made] == ["F001", "F002", "F003"]
    assert isinstance(made.left_out, Counter)


def test_no_figure_at_all():
    assert list(found("本年度未开展相关工作。")) == []


@pytest.mark.parametrize(
    ("text", "qualifier"),
    [
        ("约为支出的75%", "about"), ("超过11月份当月收入的1.7倍", "more_than"), ("占全县逾期金额的67.6%", "exact"),
        ("约合9.17亿元", "about"), ("节约为零的项目占9%", "exact"), ("可支付18个多月", "more_than"),
    ],
)
def test_qualifiers_before_the_base_of_a_rate(text, qualifier):
    assert [figure.qualifier for figure in found(text)] == [qualifier]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("企业职工养老　31.74　36.08　-4.34　42.55", ["31.74", "36.08", "-4.34", "42.55"]),
        ("乙 1.5 2.5 3.5 －1.0", ["1.5", "2.5", "3.5", "－1.0"]),
        ("管径400 -800mm", ["400 -800"]),  # a range in prose
        ("增长 5 -6%", ["5 -6"]),
    ],
)
def test_a_minus_of_a_tables_cell_is_its_own(text, expected):
    assert [figure.number for figure in found(text)] == expected


def test_what_a_change_is_from_has_the_unit_of_the_change():
    assert told("支出6.84万元，较上年7.12减少0.28万元。") == [("6.84", "万元"), ("7.12", "万元"), ("0.28", "万元")]


def test_lines_of_a_label_and_a_number_have_the_unit_over_them():
    text = "年度收支（单位：万元）\n收入合计 2146.35\n其他收入 57.50\n支出合计 2098.91\n人员编制 96\n"
    assert told(text)[:3] == [("2146.35", "万元"), ("57.50", "万元"), ("2098.91", "万元")]
    # 57.50支 would run into the next line's 支出
    assert told("收入合计 2146.35\n其他收入 57.50\n支出合计 2098.91\n")[1] == ("57.50", "")


def test_a_paragraph_that_opens_with_its_unit():
    text = "经费控制情况（万元）：三公经费2022年决算数18.62，2023年预算数20.00，控制率94.83%，接待29批次。\n得分95.5"
    assert told(text)[:4] == [("18.62", "万元"), ("20.00", "万元"), ("94.83%"[:-1], "%"), ("29", "批次")]
