"""Claims that the report's own figures or words contradict.

A claim about everything (各项绩效目标, 未出现未完成……) is set against every count of tasks and of tasks done; one about a
subject (各项整改任务) against the counts of that subject; 现已全部完成 only against the counts of its own sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

import pandas as pd

from gouji.document import Document
from gouji.frames import records
from gouji.interval import plain as shown
from gouji.patterns import compiled
from gouji.prose.marks import HAN, Both, Mark, quoted, sentence_at
from gouji.searching import where

_DONE = "完成|实现|达成|达到|达标|兑现|落实"
_EVERY = "各项|所有|全部|每[一项个]|年度|全年|全局|年初|预期|预定|既定|设定|总体|整体|部门"
_GOALS = r"(?:绩效)?(?:总?目标|指标|任务|目标任务|工作任务|目标责任)"
# No shortfall anywhere: 未出现未完成绩效目标……, 不存在偏离绩效目标……, 未完成的绩效目标：无。
_NONE_MISSED = re.compile(
    r"(?:未出现|没有(?:出现)?|不存在|未发生|未发现|无)(?:任何)?(?:未(?:能)?完成|未达到?|未实现|偏离|没有完成)[^，。；\n]{0,6}(?:绩效|年度|预期|既定|设定)?(?:目标|指标|任务)[^，。；\n]{0,24}"
    r"|(?:未完成|偏离)(?:的)?(?:绩效)?(?:目标|指标)[^，。；\n无]{0,16}[：。\n]{1,2}无(?=[。；\n]|$)"
    r"|(?:绩效)?(?:目标|指标)(?:未完成|偏离|偏差)(?:的)?(?:原因|情况)[^，。；\n无]{0,16}[：。\n]{1,2}无(?=[。；\n]|$)"
    r"|(?:绩效目标|各项指标)[^，。；\n]{0,6}(?:未|没有|不存在)(?:出现|发生)?[^，。；\n]{0,4}(?:偏离|偏差)(?:情况|现象|问题)?(?=[，。；\n]|$)"
)
# Everything done: 各项绩效目标均已完成, 圆满完成年度各项目标任务, 所有指标全部达标.
_ALL_DONE = re.compile(
    rf"(?:各项|所有|全部|年初(?:设定|确定|下达)的?(?:各项|所有|全部)?|年度)(?P<subject>[{HAN}“”]{{0,8}}?){_GOALS}(?:任务)?[^，。；\n]{{0,6}}?(?:均|都|全部|已全部|全面|悉数)(?:已经?|得到|按期|如期|按时|圆满|顺利|全面|超额|全部)*(?:{_DONE})"
    rf"|(?:圆满|全面|全部|顺利|超额|高质量|百分之百|100%)(?:地)?(?:完成|实现)(?:了)?(?:[^，。；、\n]{{0,10}}?)(?:{_EVERY})(?P<subject2>[{HAN}“”]{{0,10}}?)(?:{_GOALS}|工作)(?=[，。；\n）]|$)"
    rf"|(?:绩效|年度|总体|整体)(?:绩效)?(?:目标|指标|任务)(?:的)?(?:完成率|实现率|达成率)[^，。；\n\d]{{0,4}}100%"
)
_NONE_BEGINS, _ALL_BEGINS = re.compile("[未没不无偏绩目指各]"), re.compile("[各所全年圆顺超高百1绩总整]")
_OWN = re.compile(
    r"(?:全部|均已|全面|悉数|百分之百)(?:按[时期]|如期)?(?:完成|整改|化解|销号|办结|到位|处置|竣工|验收|兑付|发放)[^，。；\n]{0,16}"
)
_HEDGED = re.compile(
    r"确保|力争|争取|要求|应当?|必须|力求|将|计划|拟|努力|^为|如果|若|是否|尽快|基本|尚未|未能|没有(?=[^。]{0,4}(?:全部|全面))|不能|目标[：:]|保证|推动|促进|督促"
)
_EXCEPT = re.compile(r"除(?!了)[^。；\n]{1,30}外，?[^，。；\n]{0,6}$")
_GENERIC = re.compile(
    r"绩效|年度|全年|年初|总体|整体|部门|预期|预定|既定|设定|确定|下达|制定|签订|各项|所有|全部|主要|重点|工作|本[年级]|数量|质量|产出|效益|目标|任务|[一-鿿]?[局县市]|的|和|与"
)


@dataclass(frozen=True)
class _Count:
    """One row of progress: of `task`, `done`; `at` is the place of the done figure in the source, if known."""

    item: str
    task: Decimal
    done: Decimal
    unit: str
    at: int | None
    figures: tuple[str, ...]

    @property
    def short(self) -> bool:
        return self.done < self.task

    def told(self) -> str:
        return f"{self.item}{shown(self.task)}{self.unit}，完成{shown(self.done)}{self.unit}（{_percent(self)}）"

    def told_en(self) -> str:
        return f"{self.item}: {shown(self.done)} of {shown(self.task)} ({_percent(self)})"


def _percent(count: _Count) -> str:
    return f"{count.done / count.task * 100:.0f}%" if count.task else "—"


def find(
    document: Document,
    progress: pd.DataFrame | None,
    projects: pd.DataFrame | None = None,
    figures: Iterable[object] = (),
) -> Iterator[Mark]:
    """The claims of a report that its own progress table, amounts or words contradict."""
    counts = _counts(document, progress, list(figures))
    yield from _about_all(document, counts, projects)
    yield from _about_itself(document, counts)
    yield from _about_none(document)
    yield from _about_coverage(document)


_CRITERIA = Both(
    "财预〔2020〕10号《项目支出绩效评价管理办法》：对预算执行率偏低、自评结果较差的项目要单独说明原因，提出整改措施；自评应客观反映绩效。",
    "财预〔2020〕10号: where execution is low or results are poor, the reasons and the remedy are to be told; a self-evaluation is to be objective.",
)


def _counts(document: Document, progress: pd.DataFrame | None, figures: list) -> list[_Count]:
    if progress is None or not len(progress):
        return []
    places = {figure.id: figure.start for figure in figures}
    rows = []
    for row in records(progress):
        task, done = _decimal(row.get("task")), _decimal(row.get("done"))
        if task is None or done is None or task <= 0:
            continue
        ids = tuple(str(row[name]) for name in ("task_figure", "done_figure", "rate_figure") if row.get(name))
        at = places.get(str(row.get("done_figure")))
        rows.append(_Count(str(row.get("item") or ""), task, done, str(row.get("unit") or ""), at, ids))
    return rows


def _decimal(text: object) -> Decimal | None:
    try:
        value = Decimal(str(text)) if text not in (None, "") else None
    except InvalidOperation:
        return None
    return value if value is not None and value.is_finite() else None


def _about_all(document: Document, counts: Sequence[_Count], projects: pd.DataFrame | None) -> Iterator[Mark]:
    plain = document.plain
    for pattern, begins in ((_NONE_MISSED, _NONE_BEGINS), (_ALL_DONE, _ALL_BEGINS)):
        for match in where(begins, pattern, plain):
            clause = max(plain.rfind(stop, 0, match.start()) for stop in "，。；\n") + 1
            before = plain[clause : match.start()]
            if (
                pattern is _ALL_DONE
                and _HEDGED.search(before + match[0])
                or _EXCEPT.search(plain, max(0, match.start() - 40), match.start())
                or plain.count("《", clause, match.start()) > plain.count("》", clause, match.start())
            ):
                continue
            named = match.groupdict()
            subject = _GENERIC.sub("", (named.get("subject") or "") + (named.get("subject2") or ""))
            short = [count for count in counts if count.short and (len(subject) < 2 or _shares(subject, count.item))]
            if not short:
                continue
            yield _contradicted(document, match, short, _unfull(projects) if len(subject) < 2 else None)


def _shares(subject: str, item: str) -> bool:
    return any(subject[i : i + 2] in item for i in range(len(subject) - 1))


def _unfull(projects: pd.DataFrame | None) -> tuple[int, int] | None:
    """How many projects scored less than 100, of how many with a score."""
    if projects is None or not len(projects):
        return None
    scores = [score for score in map(_decimal, projects["score"]) if score is not None]
    below = sum(score < 100 for score in scores)
    return (below, len(scores)) if below and max(scores) == 100 else None


def _contradicted(
    document: Document,
    match: re.Match[str],
    short: list[_Count],
    unfull: tuple[int, int] | None,
    about_all: bool = True,
) -> Mark:
    start, end = document.place(match.start(), match.start() + len(match[0].rstrip("\n")))
    worst = sorted(short, key=lambda count: count.done / count.task)
    many_zh = f"等{len(short)}项" if len(short) > 4 else ""
    many_en = f", {len(short)} counts in all" if len(short) > 4 else ""
    also_zh = f"；另有{unfull[0]}个项目自评未得满分" if unfull else ""
    also_en = f"; besides, {unfull[0]} of {unfull[1]} projects scored less than full marks" if unfull else ""
    told = quoted(document.text[start:end])
    grave = about_all and worst[0].done * 100 < worst[0].task * 60  # below 60 is 差
    return Mark(
        "claim",
        "critical" if grave else "warning",
        start,
        end,
        Both(
            f"“{told}”与报告自己的数不符：{'；'.join(count.told() for count in worst[:4])}{many_zh}{also_zh}。",
            f"“{told}” does not agree with the report's own figures: {'; '.join(count.told_en() for count in worst[:4])}{many_en}{also_en}.",
        ),
        _CRITERIA,
        Both(
            "请逐项说明未完成的数量、原因和整改时限，并说明绩效目标是否包括这些任务；据此更正结论和自评分。",
            "Ask, count by count, what is not done, why and by when it will be, and whether these tasks are among the targets; then for the conclusion "
            "and the score to be corrected.",
        ),
        tuple(dict.fromkeys(figure for count in worst for figure in count.figures)),
    )


def _about_itself(document: Document, counts: Sequence[_Count]) -> Iterator[Mark]:
    """已全部完成 against the counts in its own sentence."""
    plain = document.plain
    placed = [(document.plain_at(count.at), count) for count in counts if count.short and count.at is not None]
    if not placed:
        return
    for match in _OWN.finditer(plain):
        first, last = sentence_at(plain, match.start(), "。；！？\n")
        clause = max(plain.rfind(stop, first, match.start()) for stop in "，。；\n") + 1
        if _HEDGED.search(plain[clause : match.start()]):
            continue
        own = [count for at, count in placed if first <= at < last and not _another(plain, at, match.start())]
        if own:
            yield _contradicted(document, match, own, None, about_all=False)


def _another(plain: str, one: int, other: int) -> bool:
    """Whether the claim is about a different group than the count: 其中……已全部完成."""
    between = plain[min(one, other) : max(one, other)]
    return bool(compiled(r"其中|其余|剩余|另|前者|后者|分别").search(between))


_NO_SPENDING = re.compile(
    rf"(?:无|没有|未发生|未安排)(?:年末|本年)?(?P<what>(?!形|偿|人|线|障|害|论|法|锡|为)[{HAN}“”]{{2,14}}?(?:支出|费用|经费|购置费|接待费|结余|结转结余|结余资金|结转资金|欠款|债务))(?=[，。；\n）]|$)"
)


def _about_none(document: Document) -> Iterator[Mark]:
    """无……支出, and an amount of that very spending elsewhere in the report."""
    plain = document.plain
    for match in _NO_SPENDING.finditer(plain):
        what = match["what"].strip("“”")
        if (
            len(what) < 3
            or plain[match.start() - 1 : match.start()] in tuple("有毫并")
            or compiled(r"上年|预算(?:安排)?$").search(plain[max(0, match.start() - 8) : match.start()])
        ):
            continue
        for other in re.finditer(
            rf"{re.escape(what)}(?:总额|合计|决算数|共计?|为|数)?(?:为)?(?P<amount>\d+(?:,\d{{3}})*(?:\.\d+)?)(?P<unit>亿元|万元|元)",
            plain,
        ):
            before = compiled("[。；\n]").split(plain[max(0, other.start() - 14) : other.start()])[-1]
            if not Decimal(other["amount"].replace(",", "")) or compiled(r"上年|去年|年初|以前|20\d\d年[^。]{0,6}$|减少|节约|每|人均|预算").search(before):
                continue
            start, end = document.place(*match.span())
            told, against = (
                quoted(document.text[start:end]),
                quoted(document.text[slice(*document.place(*other.span()))]),
            )
            yield Mark(
                "claim",
                "warning",
                start,
                end,
                Both(
                    f"“{told}”，而报告另一处写“{against}”，两处不能同时成立。",
                    f"“{told}”, yet elsewhere the report says “{against}”: both cannot be so.",
                ),
                _CRITERIA,
                Both(
                    "请按决算账表说明该项是否发生，更正其中一处。",
                    "Ask, from the final accounts, which of the two is right, and for the other to be corrected.",
                ),
            )
            break


_LABEL = re.compile(r"^(?:[（(][一二三四五六七八九十\d]+[）)]|[一二三四五六七八九十\d]+[、.．]|\s)+")
_COVERED = re.compile(
    r"(?:所有|全部|各项|一切)[^。；，\n]{0,16}(?:项目|资金|支出|经费)[^。；，\n]{0,12}绩效(?:目标)?|绩效(?:目标)?(?:申报|编制|管理)[^。；，\n]{0,6}全覆盖|(?:实现|做到)[^。；，\n]{0,16}绩效目标[^。；，\n]{0,8}全覆盖"
)
_UNCOVERED = re.compile(
    r"(?:未|没有)(?:进行|开展|编制|申报|设置|设定|填报|制定|实行|纳入)[^。；，\n]{0,4}绩效(?:目标)?(?:申报|编制|设定|管理)?|(?:未|没有)(?:对)?(?:全部|所有)[^。；，\n]{0,12}(?:项目|资金)[^。；，\n]{0,6}(?:编制|申报|设定)绩效目标"
)


def _about_coverage(document: Document) -> Iterator[Mark]:
    """Targets for all money, told as what was done; and further on, money that had none."""
    plain = document.plain
    admitted = next(filter(None, (_admission(plain, match) for match in _UNCOVERED.finditer(plain))), None)
    if admitted is None:
        return
    for match in _COVERED.finditer(plain):
        first, last = sentence_at(plain, match.start(), "。；\n")
        sentence = plain[first:last]
        if (
            first <= admitted[0] < last
            or compiled(r"下一步|今后|将|计划|力争|尚未|未能|未实现").search(sentence)
            or plain[match.start() - 2 : match.start()] in ("未对", "没有")
        ):
            continue
        clause = max(plain.rfind(stop, 0, match.start()) for stop in "，。；\n") + 1
        end = min((at for stop in "，。；\n" if (at := plain.find(stop, match.end())) >= 0), default=len(plain))
        start, stop = document.place(clause, end)
        told = quoted(document.text[start:stop], 60)
        against = quoted(_LABEL.sub("", document.text[slice(*document.place(*admitted))].strip()), 60)
        yield Mark(
            "claim",
            "warning",
            start,
            stop,
            Both(
                f"“{told}”作为做法写出，报告另一处却承认“{against}”，全覆盖没有做到。",
                f"“{told}” is told as the practice, yet the report itself admits “{against}”: not everything was covered.",
            ),
            Both(
                "《项目支出绩效评价管理办法》（财预〔2020〕10号）：绩效评价以绩效目标为依据，没有目标的资金无从自评。",
                "财预〔2020〕10号: an evaluation rests on targets; money without a target cannot be self-evaluated.",
            ),
            Both(
                "请列出未申报绩效目标的资金项目和金额，说明自评分如何得出。",
                "Ask for the projects and amounts without targets, and what their scores rest on.",
            ),
        )
        return


def _admission(plain: str, match: re.Match[str]) -> tuple[int, int] | None:
    """The clause that says some money had no target; None where it is a condition or a ban."""
    start = max(plain.rfind(stop, 0, match.start()) for stop in "，。；\n") + 1
    told = plain[start : match.end() + 10]
    of_money = compiled(r"(?:项目|资金|支出|经费)[^。；，\n]{0,6}$").search(plain[start : match.start()]) or match[
        0
    ].startswith(("未对", "没有对"))
    if not of_money or compiled(r"如|若|凡|对").match(told) or "不得" in told or "不予" in told:
        return None
    return start, match.end()
