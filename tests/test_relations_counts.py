"""Numbers that tell the length of a list: which lists they count, and when they are wrong."""

from __future__ import annotations

from pathlib import Path

import pytest
from relating import alarms

from gouji import document, figures
from gouji.relations.common.reading import read
from gouji.relations.common.written import written
from gouji.relations.count import counted_projects, counts

REPORT = Path(__file__).parents[1] / "data" / "longshan-natural-resources-2023" / "source.txt"


def relations(text: str):
    loaded = document.load(text.encode())
    told = read(loaded, figures.find(loaded))
    return [*counts.propose(told), *counted_projects.propose(told)]


def told(text: str) -> list[tuple]:
    return [(r.stated.text, r.holds) for r in relations(text)]


@pytest.mark.parametrize(("text", "expected"), [
    ("实施完成青山村、白水村、红岩村等三个土地整治项目。", [("三个", True)]),
    ("实施完成青山村、白水村、红岩村、黑石村等三个土地整治项目。", [("三个", False)]),
    ("实施完成青山村、白水村等五个土地整治项目。", [("五个", True)]),
    ("划定生态保护区、农田保护区、城镇发展区及矿产能源发展区等4个分区。", [("4个", True)]),
    ("划定生态保护区、农田保护区、城镇发展区及矿产能源发展区等3个分区。", [("3个", True)]),  # one name may hold 及
    ("划定生态保护区、农田保护区、城镇发展区及矿产能源发展区等2个分区。", [("2个", False)]),
    ("其中青石县、白水县、高新区3个县区低于全市平均水平。", [("3个", True)]),
    ("其中青石县、白水县、高新区4个县区低于全市平均水平。", [("4个", False)]),
    ("建立市、县、乡、村四级河长体系。", [("四级", True)]),
    ("建立市、县、乡、村三级河长体系。", [("三级", False)]),
    ("形成市县乡三级联动。", [("三级", True)]),
    ("形成市县乡镇村四级联动。", [("四级", True)]),
    ("形成市县乡村三级联动。", [("三级", False)]),
    ("化解张村、李村、王村等1个问题。", [("1个", False)]),
    ("投入320万元完成文峰塔、庆云桥、林氏宗祠等3处文物修缮。", [("3处", True)]),
    ("化解“时代广场”和“边区商城”两个历史遗留项目。", [("两个", True)]),
    ("用于支持粮油绿色高产、优势特色产业、农业社会化服务和农机购置四个方向。", [("四个", True)]),
    ("三家企业（恒泰纸业、粤华陶瓷、兴宁水泥）完成改造。", [("三家", True)]),
    ("4家企业（恒泰纸业、粤华陶瓷、兴宁水泥）完成改造。", [("4家", False)]),
    ("项目涉及5个乡镇：青石镇、白水镇、红岩乡、黑石乡、黄土乡。", [("5个", True)]),
    ("项目涉及6个乡镇：青石镇、白水镇、红岩乡、黑石乡、黄土乡。", [("6个", False)]),
    ("覆盖3个镇，分别为青石镇、白水镇、红岩镇。", [("3个", True)]),
    ("主要存在三个问题：一是进度偏慢；二是编制不细；三是力量不足。", [("三个", True)]),
    ("支出集中在三个行业，依次是教育，卫生健康，农林水。", [("三个", True)]),
    ("支出集中在四个行业，依次是教育，卫生健康，农林水。", []),
    ("下设3个所，单位名称分别为：林业站，种苗站，资源站。", [("3个", True)]),
    ("主要存在三个问题：一是进度偏慢；二是编制不细。", [("三个", False)]),
    ("下一步抓好4个方面工作：\n1.抓进度。\n2.抓质量。\n3.抓监管。\n4.抓绩效。\n", [("4个", True)]),
    ("下一步抓好4个方面工作：\n1.抓进度。\n2.抓质量。\n3.抓监管。\n", [("4个", False)]),
    ("采取四项措施：一是抓进度。二是抓质量。三是抓监管。四是抓绩效。\n三、问题\n一是不细。", [("四项", True)]),
    ("早稻13.7万亩、中稻16.8万亩、晚稻10.6万亩，三项合计41.1万亩。", [("三项", True)]),
    ("早稻13.7万亩、中稻16.8万亩、晚稻10.6万亩，两项合计41.1万亩。", [("两项", False)]),
    ("青石县3120套、白水县2260套、高新区1750套，3个县区分别已开工2685、1812、1319套。", [("3个", True)]),
    ("我市4个县（区）情况如下。\n分县区看：甲石县到位5万元；白水县到位3万元；红岩县到位2万元；城关区到位1万元。",
     [("4个", True)]),
    ("我市5个县（区）情况如下。\n分县区看：甲石县到位5万元；白水县到位3万元；红岩县到位2万元；城关区到位1万元。",
     [("5个", False)]),
])
def test_lists(text, expected):
    assert told(text) == expected


@pytest.mark.parametrize("text", [
    "党政、企事业单位等部门共派出干部35名。",
    "对土地、矿产开展日常动态巡查50次。",
    "兴旺煤矿收集池、稳定池、兴旺煤矿两间生产用房均已建成。",
    "共办理建设项目用地预审与选址意见书29件。",
    "涉及全县14所学校。",
    "资金分解下达到11个县（市、区）。",
    "涉及3个乡镇（街道）。",
    "12家企业（含甲水泥厂、乙造纸厂）完成改造。",
    "检查商场、超市、加油站共50家。",
    "化解田继福等5户历史遗留问题。",
    "召开推进会3次：一是部署工作；二是研究问题。",
    "细化21个乡镇主体功能区，划定5个城市化地区、2个农产品主产区及14个重点生态功能区。",
    "21个乡镇（街道）共计划设立公示牌200个，已完成199个。",
    "建成普惠托育机构7家，其中公办3家、民办4家。",
    "参与单位和个人20名。",
    "开展宣传、培训12场，发放手册、读本40份。",
])
def test_no_alarm(text):
    assert [r.zh for r in relations(text) if r.holds is False and r.strict] == []


PROJECTS = "2、项目绩效自评结果\n" + "".join(
    f"（{n}）{name}项目绩效自评综述：项目自评得分9{n}分。项目全年预算数{n}0万元，执行数{n}0万元，完成预算的100%。\n"
    for n, name in enumerate(("水渠", "道路", "桥梁", "泵站", "堤防"), 1))


@pytest.mark.parametrize(("text", "holds", "arithmetic"), [
    ("组织对项目支出开展绩效自评。其中，专项业务费项目3个、奖补类项目2个，共涉及资金150万元。\n", True, "3 + 2 = 5"),
    ("组织对项目支出开展绩效自评。其中，专项业务费项目4个、奖补类项目2个，共涉及资金150万元。\n", False, "4 + 2 = 6"),
    ("我局组织对5个项目开展绩效自评。\n", True, "5"),
    ("我局组织对6个项目开展绩效自评。\n", False, "5"),
    ("组织对专项项目3个、奖补类项目1个开展绩效自评。\n组织对1个政府性基金项目开展绩效自评。\n", True,
     "3 + 1 + 1 = 5"),
])
def test_projects_against_their_list(text, holds, arithmetic):
    (relation,) = [r for r in relations("1、预算绩效管理\n" + text + PROJECTS) if r.rule == "count.projects"]
    assert relation.holds is holds
    assert written(relation) == arithmetic


def test_the_first_report_lists_fewer_projects_than_it_counts():
    failed = [r for r in relations(REPORT.read_text(encoding="utf-8")) if r.holds is False and r.strict]
    assert [written(r) for r in failed] == ["17 + 5 + 2 = 24"]
    (relation,) = failed
    assert (relation.stated.id, relation.stated.value) == ("", 22)
    source = REPORT.read_text(encoding="utf-8")
    assert source[relation.stated.start: relation.stated.end].startswith("(1)乡村振兴项目")


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("开展“春季行动”、“打击非法占用林地”、“候鸟保护”四项专项行动。", 1),
        ("开展“春季行动”、“打击非法占用林地”、“候鸟保护”三项专项行动。", 0),
        ("开展“春季行动”，“打击非法占用林地”、“候鸟保护”三项专项行动。", 0),  # the list began before the comma
    ],
)
def test_quoted_names_are_the_list(text, number):
    assert len(alarms(text)) == number


def test_a_rank_is_no_item_of_the_list():
    assert alarms("居前三位的是手足口病1405例、流感982例、肺结核513例，三种病合计2900例。") == []


@pytest.mark.parametrize(
    ("text", "failing"),
    [
        ("下设二级单位5个，分别是市房产交易中心、市保障性住房管理中心、市白蚁防治研究所、市物业维修资金管理中心。", 1),
        ("下设二级单位4个，分别是市房产交易中心、市保障性住房管理中心、市白蚁防治研究所、市物业维修资金管理中心。", 0),
        ("下设二级单位12个，分别是市房产交易中心、市保障性住房管理中心等。", 0),
        ("发放粮食直补、农资综合补贴、良种补贴、农机购置补贴3项惠农资金。", 1),
        ("发放粮食直补、农资综合补贴、良种补贴、农机购置补贴4项惠农资金。", 0),
        ("负责农田水利、安全生产、耕地保护20项考核指标的落实。", 0),
    ],
)
def test_names_told_one_by_one(text, failing):
    assert len(alarms(text)) == failing


@pytest.mark.parametrize(("number", "failing"), [(5, 0), (6, 1)])
def test_an_office_that_goes_by_another_name(number, failing):
    assert len(alarms(f"局下设林政股、造林股、防火办、野生动植物保护股、财务股{number}个股室。")) == failing
