"""The words around the figures: headings, openings, sentences without a figure, signatures. Dates and numbers of documents
are among them, because a figure finder must leave those alone."""

from __future__ import annotations

from benchmarks.vocabulary import Place
from benchmarks.writing import Draft

CHINESE_ORDINALS = "一二三四五六七八九十"
_PLAIN = [
    "[坚持问题导向，|]把任务细化到[股室|科室]、落实到人头，[每月|按月]调度一次，[遇到堵点现场会商|难点事项提级办理]。",
    "[班子成员|分管领导]带队[下沉一线|深入基层]，[面对面听取意见|逐项核对进度]，推动[工作落地见效|问题就地解决]。",
    "[完善|修订]内部控制制度，[采购|报销]事项[先审核后办理|实行双人复核]，[全年未发生|没有出现]违纪违规[行为|情况]。",
    "[加大|强化]宣传力度，[利用|通过]广播、短视频、宣传栏等[渠道|方式]解读政策，营造[良好氛围|浓厚氛围]。",
    "[主动|积极]与财政、审计等部门[对接|沟通]，[资金|指标]到位后[及时下达|第一时间分解]。",
    "[3月15日|5月8日|6月21日|9月12日]，[县政府|上级主管部门]召开专题会议[研究|部署]有关工作，[会后印发纪要|会议明确了责任分工]。",
    "[根据|依据]《[部门预算管理暂行办法|专项资金管理办法|政府购买服务管理办法]》第[十二|二十一|八]条规定，[严格|从严]把好支出关口。",
    "[实行|推行]值班值守制度，[每天8：30至17：30|工作日9:00—17:00]设专人接听热线，[咨询电话|服务电话]0[7]43-6225[018|931|277]。",
    "[项目|工程]编码[GX2023-0117|XM-2023-045|JS20230082]已录入管理平台，[资料|档案]按[一项目一卷|年度]归集。",
]
_PROBLEMS = [
    "[绩效指标设置|指标体系]不够[细化|科学]，[个别指标|部分指标]难以[量化|考核]",
    "[预算编制|资金测算]与[实际需求|工作实际]仍有差距，[年中调整|追加]较多",
    "[部分项目|个别工程]前期[准备不足|手续办理慢]，[支出进度|资金拨付]前松后紧",
    "[基层|一线][人员力量|专业人才]不足，[业务培训|能力提升]有待加强",
]
_PLANS = ["[提前谋划|做实]项目储备，[夯实|做细]前期工作", "[健全|完善]绩效管理制度，[强化|突出]结果应用", "[加快|督促]支出进度，[减少|压降]沉淀资金", "[加强|强化]队伍建设，[提高|提升]履职能力"]


def plain(d: Draft, count: int = 1) -> None:
    """A sentence without a figure; the same one not twice while there are others."""
    for _ in range(count):
        if not d.unsaid:
            d.unsaid = d.random.sample(_PLAIN, len(_PLAIN))
        d.say(d.unsaid.pop())


def heading(number: int, words: str) -> str:
    return f"{CHINESE_ORDINALS[number - 1]}、{words}"


def opening(d: Draft, place: Place, bureau: str, year: int) -> None:
    d.line(d.pick(
        f"[按照|根据]《{place.name}财政局关于[做好|开展]{year}年度[部门|预算]绩效自评[工作|]的通知》（[财绩|财监]〔{year + 1}〕{d.random.randint(2, 40)}号）要求，现将[有关情况|自评情况][报告如下|汇报如下]：",
        f"为[进一步|]提高财政资金使用[效益|绩效]，[我局|本部门]对{year}年度[预算|支出]开展了[全面|]自评，[现将结果报告如下|情况如下]。",
        f"{place.name}{bureau}高度重视绩效管理，[成立专班|明确专人]，[逐项对照|对照年初]目标[开展自评|组织评价]，现将{year}年度[工作|自评][情况|结果]报告如下：",
    ))


def problems_and_plans(d: Draft, number: int) -> int:
    """Two chapters without a figure. Returns the number of the next chapter."""
    d.line(heading(number, d.pick("存在的问题", "存在问题及原因", "主要问题")))
    chosen = d.random.sample(_PROBLEMS, d.random.randint(2, 3))
    d.line("".join(f"{CHINESE_ORDINALS[k]}是{text}。" for k, text in enumerate(chosen)))
    d.line(heading(number + 1, d.pick("下一步打算", "改进措施", "有关建议")))
    chosen = d.random.sample(_PLANS, d.random.randint(2, 3))
    d.line("".join(f"{CHINESE_ORDINALS[k]}是{text}。" for k, text in enumerate(chosen)))
    return number + 2


def signed(d: Draft, place: Place, bureau: str, year: int) -> None:
    d.line()
    d.line(f"{place.name}{bureau}")
    d.line(f"{year + 1}年{d.random.randint(2, 9)}月{d.random.randint(1, 28)}日")
