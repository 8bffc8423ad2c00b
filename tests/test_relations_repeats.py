"""One quantity in several places: what is a repeat, what only looks like one, and which differences are found."""

from __future__ import annotations

from pathlib import Path
from time import process_time

import pytest
from relating import alarms

from gouji import document, figures
from gouji.relations.common.reading import read
from gouji.relations.fault.diagnosis import diagnose
from gouji.relations.repeat import repeats

REPORT = Path(__file__).parents[1] / "data" / "longshan-natural-resources-2023" / "source.txt"
WORKS = "二、履职情况\n全年开展河湖巡查1286次，清理河道垃圾340余吨，封堵排污口17处，沿河村镇环境面貌明显改善。\n"
PROJECT = "三、项目情况\n（1）河道保洁项目：通过项目实施，"


def relations(text: str):
    loaded = document.load(text.encode())
    return repeats.propose(read(loaded, figures.find(loaded)))


def told(text: str) -> list[tuple]:
    return [(r.operands[0].text, r.stated.text, r.holds) for r in relations(text)]


def copy_of(passage: str) -> str:
    return WORKS + PROJECT + passage


@pytest.mark.parametrize(("passage", "expected"), [
    ("全年开展河湖巡查1286次，清理河道垃圾340余吨，封堵排污口17处，沿河村镇环境面貌明显改善。",
     [("1286次", "1286次", True), ("340余吨", "340余吨", True), ("17处", "17处", True)]),
    ("全年开展河湖巡查1268次，清理河道垃圾340余吨，封堵排污口17处，沿河村镇环境面貌明显改善。",
     [("1286次", "1268次", False), ("340余吨", "340余吨", True), ("17处", "17处", True)]),
    ("全年开展河湖巡查1286次，清理河道垃圾390余吨，封堵排污口17处，沿河村镇环境面貌明显改善。",
     [("1286次", "1286次", True), ("340余吨", "390余吨", False), ("17处", "17处", True)]),
    # Chinese numerals and other punctuation are the same copy
    ("全年开展河湖巡查1286次；清理河道垃圾340余吨、封堵排污口十七处，沿河村镇环境面貌明显改善。",
     [("1286次", "1286次", True), ("340余吨", "340余吨", True), ("17处", "十七处", True)]),
])
def test_a_copied_passage_ties_each_figure(passage, expected):
    assert told(copy_of(passage)) == expected


def test_a_single_figure_needs_many_words():
    text = ("二、履职情况\n建立健全县、乡、村三级群测群防监测预警体系，目前共有监测员263名。\n三、项目情况\n"
    "（1）防灾项目："
            "通过项目实施，建立健全县、乡、村三级群测群防监测预警体系，目前共有监测员236名。\n")
    assert [r for r in told(text) if r[2] is False] == [("263名", "236名", False)]


@pytest.mark.parametrize("text", [
    # one form for two projects
    "二、项目情况\n（1）甲水库项目绩效自评综述：根据年初设定的绩效目标，项目自评得分98分。"
    "项目全年预算数120万元，执行数110万元，"
    "完成预算的91.67%。主要产出和效果：通过项目实施，水质好转。\n"
    "（2）乙道路项目绩效自评综述：根据年初设定的绩效目标，项目自评得分98分。"
    "项目全年预算数80万元，执行数76万元，完成预算的95%。主要产出和效果：通过项目实施，出行方便。\n",
    # ... for many subjects, where one slot is nearly always the same
    "".join(f"（{n}）{name}卫生院绩效自评综述：根据年初设定的绩效目标，自评得分{score}分。资金足额到位，"
            f"到位率{rate}%。\n"
            for n, name, score, rate in [(1, "东山", 98, 100), (2, "西河", 96, 100), (3, "南坪", 95, 100), (4,
             "北岭", 97, 98)]),
    # regions one after another
    "青石县到位资金6.02亿元，核拨资金5.59亿元、资金核拨率达到92.86%。白水县到位资金3.30亿元，"
    "核拨资金3.19亿元、资金核拨率达到96.67%。",
    # another year
    "一、上年情况\n2022年，全县共办理不动产登记业务26218件，颁发不动产权证书16055本，群众满意度不断提升。\n"
    "二、本年情况\n"
    "2023年，全县共办理不动产登记业务28330件，颁发不动产权证书16055本，群众满意度不断提升。\n",
    # budget and outcome of the same items
    "一、预算\n2023年三公经费预算8.20万元，其中：公务接待费预算3.10万元。\n二、决算\n"
    "2023年三公经费决算7.40万元，其中：公务接待费决算2.10万元。\n",
    # one label in parallel paragraphs
    "一、分县情况\n（一）青石县\n执行数120.35万元，完成较好。\n（二）白水县\n执行数120.85万元，完成较好。\n"
    "（三）红岩县\n执行数95.2万元。\n",
    # one sentence is no second telling
    "2022年督察反馈整改任务46个，已整改完成39个，整改率85%；2023年督察反馈整改任务59个，已整改完成30个，整改率51%。",
    # a plan is not what was done
    "一、工作成效\n今年新建智慧安防小区1836个，群众安全感上升。\n二、工作计划\n2024年，"
    "我局将新建智慧安防小区1536个。\n",
    # a project's own budget is not the department's
    "一、资金情况\n全年预算数5297.90万元，已全部执行。\n二、项目情况\n"
    "（1）乡村振兴项目绩效自评综述：全年预算数5297.91万元。\n",
    # another kind of budget
    "一、一般公共预算\n一般公共预算财政拨款收入1234.56万元。\n二、政府性基金\n"
    "政府性基金预算财政拨款收入1234.58万元。\n",
])
def test_what_is_no_repeat_raises_no_alarm(text):
    failed = [r for r in relations(text) if r.holds is False]
    assert [r.zh for r in failed if r.strict or diagnose(r).explains] == []


@pytest.mark.parametrize(("text", "expected"), [
    ("一、基本情况\n我局年终决算数为2310.56万元。\n四、自评结论\n本部门年终决算数2310.65万元，执行良好。\n",
     [("2310.56万元", "2310.65万元", False)]),
    ("一、基本情况\n年终决算数为12.31亿元。\n四、自评结论\n年终决算数123087.45万元，执行良好。\n",
     [("12.31亿元", "123087.45万元", True)]),
    ("一、基本情况\n年终决算数为12.31亿元。\n四、自评结论\n年终决算数123287.45万元，执行良好。\n",
     [("12.31亿元", "123287.45万元", False)]),
    ("一、基本情况\n机关运行经费支出87.36万元。\n四、自评结论\n2023年度机关运行经费支出约87万元。\n",
     [("87.36万元", "约87万元", True)]),
    ("一、目标\n年度目标：国家级公益林管护118.47万亩。\n二、完成情况\n管护国家级公益林118.74万亩，成活率高。\n",
     [("118.47万亩", "118.74万亩", False)]),
    ("一、收支\n本年基本支出1128.46万元，项目支出777.31万元。\n二、结构\n基本支出1128.46万元中，"
     "工资福利支出942.70万元。\n",
     [("1128.46万元", "1128.46万元", True)]),
    ("一、安排\n全市共下达资金8642.5万元。\n8642.5万元中，粮油2160万元，农机3060万元。\n", [("8642.5万元",
     "8642.5万元", True)]),
    ("一、概况\n涉及全县14所学校，其中小学9所。\n二、进度\n14所学校中已完工13所。\n", [("14所", "14所", True)]),
    ("一、概况\n资金下达到4个县（区），核拨及时。\n二、进度\n四个县区中，青石县最快。\n", [("4个", "四个", True)]),
])
def test_one_label_in_two_sections(text, expected):
    assert told(text) == expected


FUNDS = ("资金情况（单位：万元）\n资金来源\n年初预算数\n全年预算数\n全年执行数\n执行率\n"
         "年度资金总额\n3250.00\n3986.40\n3728.55\n93.53%\n其中：中央补助\n2100.00\n2100.00\n2100.00\n100.00%\n县级资金\n1150.00\n1886.40\n1628.55\n86.33%\n\n"
         "情况说明：\n")


@pytest.mark.parametrize(("prose", "expected"), [
    ("项目全年预算数3986.40万元，年中有追加。实际支出3728.55万元，执行率93.53%。\n",
     [("3986.40", "3986.40万元", True), ("3728.55", "3728.55万元", True), ("93.53%", "93.53%", True)]),
    ("项目全年预算数3968.40万元，年中有追加。执行率91.56%。\n",
     [("3986.40", "3968.40万元", False), ("93.53%", "91.56%", False)]),
    ("其中中央补助执行率100%，县级资金执行率86.33%。\n", []),
    ("比上年全年预算数增加120.50万元。\n", []),
])
def test_prose_beside_a_table(prose, expected):
    assert [t for t in told(FUNDS + prose) if t[0] in ("3986.40", "3728.55", "93.53%")] == expected


def test_the_total_of_listed_projects_is_not_the_department():
    text = ("2023年全年预算数5297.90万元，全年执行数5297.90万元。\n项目支出情况表（单位：万元）\n"
            "| 项目名称 | 全年预算数 | 全年执行数 |\n|---|---|---|\n| 水渠 | 120.00 | 110.00 |\n"
            "| 道路 | 80.00 | 76.00 |\n"
            "| 合计 | 200.00 | 186.00 |\n")
    failed = [r for r in relations(text) if r.holds is False]
    assert [r.zh for r in failed if r.strict or diagnose(r).explains] == []


def test_the_statement_names_both_places():
    text = "一、基本情况\n我局年终决算数为2310.56万元。\n四、自评结论\n本部门年终决算数2310.65万元，执行良好。\n"
    (relation,) = relations(text)
    for words in ("一、基本情况", "四、自评结论", "2310.56万元", "2310.65万元"):
        assert words in relation.zh
        assert words in relation.en


def test_the_works_chapter_of_the_first_report_is_tied_to_the_projects():
    text = REPORT.read_text(encoding="utf-8")
    found = relations(text)
    assert all(r.holds for r in found)
    tied = {r.stated.text for r in found}
    for number in ("272个", "100714宗", "102.28%", "36.4765公顷", "12.6375万公斤", "84.34公顷", "48.5453万亩",
     "66余套", "259万元"):
        assert number in tied
    assert not any("预算数" in r.zh or "得分" in r.zh for r in found)


@pytest.mark.parametrize("number", [
    "100714宗", "387个", "14.38公顷", "48.8932万亩", "8000余份", "3.7458公顷", "45898本", "806户"])
def test_a_changed_figure_in_either_copy_is_found(number):
    text = REPORT.read_text(encoding="utf-8")
    places = [at for at in range(len(text)) if text.startswith(number, at)][:2]
    for at in places:
        digit = "3" if number[1] != "3" else "4"
        failed = [r for r in relations(text[:at + 1] + digit + text[at + 2:]) if r.holds is False]
        assert failed, (number, at)
        assert all(r.strict and any(f.start <= at < f.end for f in r.figures) for r in failed)


def test_cost_is_linear_in_the_length():
    def cost(text: str) -> float:
        loaded = document.load(text.encode())
        reading = read(loaded, figures.find(loaded))
        start = process_time()
        repeats.propose(reading)
        return process_time() - start

    def report(n: int) -> str:
        return "".join(f"（{k}）第{k}项工作：完成水渠清淤{k * 7 + 3}公里，投入资金{k * 3}.{k % 9}万元，"
        "惠及群众{k * 31}人。\n" for k in range(n))

    small, large = min(cost(report(100)) for _ in range(3)), min(cost(report(400)) for _ in range(3))
    assert large < 9 * small + 0.01


def test_income_and_its_grand_total_are_two_quantities():
    """收入总计 holds what was carried in, too."""
    text = (
        "（二）收入决算\n本年财政拨款收入2712.40万元。\n（四）财政拨款收支\n财政拨款收入总计2731.88万元，财政拨款支出总计2731.88万元。\n"
    )
    assert alarms(text) == []


@pytest.mark.parametrize(
    ("later", "failing"),
    [
        ("我局2022年共完成指标15项，预算执行率为93.6%。", 1),  # the report is of 2022, so that the first is too
        ("我局2022年共完成指标15项，预算执行率为95.2%。", 0),
        ("我局2021年共完成指标13项，预算执行率为93.6%。", 0),
        ("其中森林防火项目预算执行率为93.6%。", 0),
    ],
)
def test_what_is_told_without_a_year_is_of_the_reports_own(later, failing):
    text = f"2022年度自评报告。\n2022年全年支出1853.59万元，预算1947.67万元。\n预算执行率95.2%。\n二、绩效实现情况\n{later}"
    assert len(alarms(text)) == failing


@pytest.mark.parametrize(("rate", "failing"), [("88.63", 0), ("92.23", 1)], ids=["its_own", "that_of_the_total"])
def test_a_cell_is_named_by_both_its_heads(rate, failing):
    text = (
        "单位：万元\n项目\n全年预算数\n执行数\n执行率\n基本支出\n6284.50\n6218.33\n98.95%\n项目支出\n11730.20\n10396.41\n88.63%\n"
        f"合计\n18014.70\n16614.74\n92.23%\n三、存在的问题\n1.预算执行不均衡。项目支出执行率为{rate}%，进度偏慢。\n"
    )
    assert len(alarms(text)) == failing
