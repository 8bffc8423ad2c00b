"""prose.read as a whole: the real report, sound prose of many departments, and texts made to be hard."""

from __future__ import annotations

import time
from datetime import date
from pathlib import Path

import pytest
from prose_sample import DATED, marks

from gouji import figures, prose, tables
from gouji.document import load

SOUND = {
    "education": "2023年，我局严格落实义务教育经费保障机制，年初预算安排资金1860.50万元，全年执行1842.37万元，预算执行率99.03%。一是改善办学条件，新建、"
    "改扩建校舍4所，新增学位2160个；二是落实学生资助政策，发放资助金312.6万元，惠及学生5213人次，做到应助尽助；三是加强教师队伍建设，招聘教师86名"
    "（其中乡镇教师52名），组织培训28期、3400余人次。项目于2023年8月底前完成设备采购，9月1日开学前已全部投入使用。",
    "health": "全年报告法定传染病11种1864例，无甲类传染病报告。按照省卫生健康委《关于做好2023年基本公共卫生服务工作的通知》（湘卫基层发〔2023〕5号）"
    "要求，12月底前须完成65岁以上老年人健康体检任务。截至12月31日，我县已完成体检30128人，管理率72.4%，高于目标值70%。购置DR、CT等设备2台（套）。",
    "transport": "全县完成农村公路养护438.6公里，为年度任务420公里的104.4%。实施K12+300至K15+800段路面大修，采用C30混凝土。路面技术状况指数（PQI）"
    "92.47，优良中等路率88.2%。处置水毁217处，抢通道路43条，投入机械1260余台班，确保了汛期道路安全畅通。",
    "civil affairs": "发放城乡低保金4218.66万元，月均保障对象1.26万人；发放特困人员供养金986.4万元。坚持应保尽保、应退尽退，动态新增387户、退出412户。"
    "临时救助困难群众1124人次，人均救助1350元。为80岁以上老年人发放高龄津贴，做到人人有档、户户有卡。资金结转结余23.5万元，按规定结转下年使用。",
    "agriculture": "（一）粮食生产。全年粮食播种面积41.2万亩，总产31.74万吨，比上年增长1.3%。（二）农机购置补贴。补贴机具946台（套），受益农户718户。"
    "（三）高标准农田。2023年建设任务2.5万亩，计划总投资3750万元，已完成投资3200万元，占计划的85.3%，其余工程因汛期影响，经批准延期至2024年5月完工，现已完工并通过验收。",
    "police": "今年以来，刑事警情同比下降12.6%，群众安全感满意度98.31%。侦破电信网络诈骗案件126起，抓获犯罪嫌疑人143名，止付冻结资金2100余万元。"
    "化解张某等3户矛盾纠纷，走访群众5600余户。110接处警平均用时5分30秒，24小时值班备勤。",
    "environment": "PM2.5年均浓度32微克/立方米，同比下降5.9%；优良天数比例89.3%。减排SO₂ 12.6吨、NOx 35.2吨、CO₂ 3200吨。地表水国控断面水质达标率100%，"
    "农村生活污水治理率达到35.6%，超额完成省定30%的目标。",
    "housing": "改造老旧小区18个、2146户，棚户区改造开工312套、建成280套。燃气管道更新改造DN100以上管道5.6公里。物业服务服务面积126万平方米，"
    "建成公共停车位（库）860个，发放租赁补贴65.28万元。",
    "finance": "县级一般公共预算收入完成12.86亿元，为预算的100.5%，增长6.2%。全年盘活存量资金3216万元，审减投资4520万元，审减率8.7%。按照《项目支出绩效"
    "评价管理办法》（财预〔2020〕10号），对56个项目开展绩效评价，其中优秀32个、良好20个、中等4个。自评得分在[90,100]的项目占57.1%。",
    "culture": "举办“百姓大舞台”文艺演出42场，观众3.8万人次；图书馆接待读者12.6万人次，新增藏书8600册。完成不可移动文物巡查126处次，修缮文物保护单位3处。"
    "打造《龙山故事》等剧目2个，获“湖湘群星奖”1项。旅游接待人次、旅游综合收入分别增长15.2%、18.6%。",
    "emergency": "一、基本情况\n县应急管理局核定编制36名，实有34人。\n二、主要成效\n（一）安全监管。检查企业1236家次，查出隐患2418处，已整改2418处，整改率100%。\n"
    "（二）防灾减灾。组织应急演练21次，参演2200余人，转移避险群众1860人次。\n三、存在的问题\n（一）基层应急力量薄弱。\n（二）个别项目支出进度偏慢。\n"
    "四、下一步工作打算\n下一步，我局将健全机制，力争12月底前实现乡镇应急站全覆盖，确保资金及时拨付到位。\n",
    "water": "下达水利发展资金5680万元，支出5396万元。完成小型水库除险加固6座、山洪沟治理2条，治理水土流失面积18平方公里；农村供水保障工程新增受益人口2.3万人。"
    "《县级水网建设规划（2023—2035年）》提出，到2025年底前农村自来水普及率达到92%。目前达到89.6%，正按计划推进。",
    "veterans": "为现役军人家庭悬挂光荣牌1200余块，发放优待金736.8万元，发放率100%。采集退役军人信息1.2万余条，开展专场招聘会4场，达成就业意向312人。"
    "评价工作组意见：项目自评真实、资料完整，评价等级为“优”。\n\n县退役军人事务局（盖章）\n2024年4月12日\n",
    "letters": "承办人大代表建议26件、政协提案18件，办结率、满意率均为100%。受理12345热线工单3216件，按期办结3208件，未按期办结的8件均已说明原因并于1月补办。",
}


@pytest.mark.parametrize("department", SOUND)
def test_sound_prose_has_no_mark(department: str) -> None:
    document = load(SOUND[department].encode())
    found = figures.find(document)
    rows = prose.read(
        document,
        DATED,
        2023,
        tables.progress(document, found),
        found,
        tables.headline(document, found),
        tables.projects(document, found),
    )
    assert rows.to_dict("records") == []


@pytest.fixture(scope="module")
def real(longshan: Path) -> list[dict[str, str]]:
    document = load(longshan / "source.txt")
    found = figures.find(document)
    table = prose.read(
        document,
        date(2024, 6, 20),
        2023,
        tables.progress(document, found),
        found,
        tables.headline(document, found),
        tables.projects(document, found),
    )
    assert tuple(table.columns) == prose.COLUMNS
    rows = table.to_dict("records")
    for row in rows:
        assert all(isinstance(cell, str) for cell in row.values())
        assert document.text[int(row["start"]) : int(row["end"])] == row["quote"] != ""
        assert all(row[name] for name in prose.COLUMNS if name != "figures")
    return rows


EXPECTED = [
    ("numbering", "1、"),
    ("stale_promise", "年底前完成国土空间总体规划编制工作"),
    ("stale_promise", "12月底前可完成10个重点村的成果质量提升"),
    ("stale_promise", "年底前可完成初步方案成果"),
    ("stale_promise", "预计12月底可完成试点项目建设"),
    ("doubled", "。；"),
    ("doubled", "库（库）"),
    ("doubled", "已，已"),
    ("doubled", "。。"),
    ("numbering", "（二）"),
    ("placeholder", "C2₁万元"),
    ("template_residue", "（原则上必须是100%)"),
    ("doubled", "保障保障"),
    ("stale_promise", "12月底前可完成10个重点村的成果质量提升"),
    ("stale_promise", "12月底前可完成10个重点村的成果质量提升"),
    ("template_residue", "[bookmark: _GoBack]"),
    ("doubled", "项目项目"),
    ("numbering", "一、是"),
    ("claim", "我局除经常性业务经费外的所有专项资金都要全部编制绩效目标"),
    ("claim", "未出现未完成绩效目标或偏离绩效目标较大项目"),
    ("numbering", "1、"),
    ("repealed_citation", "《财政支出绩效评价管理暂行办法》（财预[2011]285号）"),
    ("unsigned", None),
    ("unsigned", None),
    ("missing_attachment", None),
]


def test_the_real_report(real: list[dict[str, str]]) -> None:
    assert [
        (row["kind"], row["quote"] if row["kind"] not in ("unsigned", "missing_attachment") else None) for row in real
    ] == EXPECTED
    assert [row["id"] for row in real] == [f"P{number:03d}" for number in range(1, len(EXPECTED) + 1)]


def test_the_amount_in_the_real_report_s_gap(real: list[dict[str, str]]) -> None:
    [row] = [row for row in real if row["kind"] == "placeholder"]
    assert "2223.06 − 176 = 2047.06万元" in row["statement_zh"]
    assert "2223.06 − 176 = 2047.06 万元" in row["statement_en"]
    assert row["severity"] == "critical"


def test_the_claim_in_the_real_report(real: list[dict[str, str]]) -> None:
    [row] = [row for row in real if row["kind"] == "claim" and "未出现" in row["quote"]]
    assert "143个，完成30个（21%）" in row["statement_zh"]
    assert "59个，完成30个（51%）" in row["statement_zh"]


@pytest.mark.parametrize(
    ("unit", "least"),
    [
        ("项目资金绩效", 1),
        ("（", 0),
        ("“", 0),
        ("12月", 0),
        ("2023年", 0),
        ("一、", 0),
        ("1.", 0),
        ("_", 0),
        (" ", 0),
        ("附件：", 0),
        ("万元", 0),
        ("1,2", 0),
        ("财预〔2011〕", 0),
        ("已全部完成，", 0),
        ("各项", 0),
        ("《", 0),
        ("签字：", 0),
        ("，", 0),
        ("x", 0),
        ("X", 0),
        ("年 月 日\n", 0),
        ("一是二是", 0),
    ],
)
def test_a_line_of_50000_characters_is_read_in_linear_time(unit: str, least: int) -> None:
    document = load(("报告" + unit * (50_000 // len(unit))).encode())
    started = time.process_time()
    rows = prose.read(document, DATED, 2023)
    assert time.process_time() - started < 5
    assert len(rows) >= least


def test_the_same_text_gives_the_same_rows() -> None:
    text = "保障保障了工作，预计12月底完成。\n" * 3
    assert marks(text) == marks(text)


@pytest.mark.parametrize("text", ["报", "\n\n报告\n\n", "。。", "（", "123", "a"])
def test_hardly_any_text(text: str) -> None:
    assert isinstance(marks(text), list)
