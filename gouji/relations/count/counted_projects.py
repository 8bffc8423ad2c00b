"""A stated number of regions or projects is the number of those that the report then goes through."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal

from gouji.figures import Figure
from gouji.interval import Interval, plain
from gouji.relations.common.model import Relation, choose, linear
from gouji.relations.common.reading import Mention, Reading
from gouji.relations.count.counts import is_count, stated_length
from gouji.relations.count.enumerations import PART
from gouji.relations.sum.projects import Project, listed

_REGION = re.compile(r"(?:县|市|区|州|旗|乡|镇|街道)(?:[（、]*(?:市|区|县|镇|街道|旗|州)）?)*(?![级委长域])")
_BY_REGION = re.compile(r"(?:分|各)(?:县|市|区|州|乡|镇|地|街道)+[^：。\n]{0,8}：")
_REGION_ITEM = re.compile(r"^[\u4e00-\u9fff]{1,8}?(?:县|市|区|州|旗|乡|镇|街道)")
_SELF_EVALUATED = re.compile(r"自评|绩效评价|评价项目")
_PROJECTS = re.compile(r"[\u4e00-\u9fff]{0,9}项目")
_AT_HEAD = re.compile(r"^其中[，：]?")
_SELECTED = re.compile(r"其中|重点|抽取|抽查|部分|试点|其余|未")


def propose(reading: Reading) -> list[Relation]:
    """count.regions and count.projects."""
    return [*_regions(reading), *_projects(reading)]


def _regions(reading: Reading) -> Iterable[Relation]:
    """count.regions: 分县区看：甲县…；乙县…。 has as many segments as the report says that it has regions.

    Assumes that a breakdown by region leaves none out; where the report tells several numbers of regions, one must fit.
    """
    counts = [
        m for m in reading.mentions if is_count(m) and m.figure.unit == "个" and _REGION.match(reading.plain, m.end)
    ]
    for opening in _BY_REGION.finditer(reading.plain):
        sentence = reading.sentences[reading.sentence_at(opening.start())]
        segments = [s for s in reading.plain[opening.end() : sentence[1]].split("；") if s.strip("。\n")]
        before = [m for m in counts if m.start < opening.start()]
        if len(segments) >= 2 and all(_REGION_ITEM.match(s) for s in segments) and before:
            strict = len({m.figure.value for m in before}) == 1
            relation = choose([stated_length(m, [len(segments)], "=", strict, "count.regions") for m in before])
            if relation is not None:
                yield relation


def _projects(reading: Reading) -> Iterable[Relation]:
    """count.projects: the numbers of self-evaluated projects, by kind, add up to the projects that the report lists.

    Assumes that a report that says how many projects were self-evaluated (专项类项目12个、奖补类项目3个) then lists
    each of them with a number. A number by another budget (政府性基金项目1个) counts in or apart: both are tried.
    """
    projects = listed(reading)
    if len(projects) < 2:
        return
    runs = [run for run in _project_runs(reading) if run[0].start < projects[0].start]
    if not runs:
        return
    length = _length(reading, projects, runs[0][0].figure)
    readings = []
    for count in range(1, len(runs) + 1):
        figures = tuple(m.figure for run in runs[:count] for m in run)
        if len(figures) == 1:
            readings.append(stated_length(runs[0][0], [len(projects)], "=", True, "count.projects"))
        else:
            written = " + ".join(figure.text for figure in figures)
            total = plain(sum((f.value for f in figures), Decimal(0)))
            readings.append(
                Relation(
                    "count",
                    "count.projects",
                    length,
                    figures,
                    linear(len(figures)),
                    ("listed", *("part",) * len(figures)),
                    zh=f"自评项目{written}，合计{total}个，应等于逐项列出的项目数{len(projects)}个",
                    en=f"{' + '.join(figure.number for figure in figures)} = {total} self-evaluated projects should equal the {len(projects)} that are listed",
                )
            )
    # A list far shorter or longer than the number told is another list (the main projects only, say).
    near = [r for r in readings if r is not None and _near(r, len(projects))]
    relation = choose(near)
    if relation is not None:
        yield relation


def _near(relation: Relation, length: int) -> bool:
    told = sum((f.value for f in relation.figures if f.id and f.value is not None), Decimal(0))
    return Decimal("0.7") * told <= length <= Decimal("1.4") * told


def _project_runs(reading: Reading) -> list[list[Mention]]:
    """The counts of projects in the sentences on self-evaluation, one run a sentence."""
    runs = []
    for number, mentions in reading.by_sentence.items():
        begin, end = reading.sentences[number]
        if not _SELF_EVALUATED.search(reading.plain, max(0, begin - 60), end):
            continue
        run = [
            m
            for m in mentions
            if m.figure.unit in ("个", "项")
            and m.figure.value is not None
            and m.figure.qualifier == "exact"
            and not m.depth
            and (m.label.endswith("项目") or _PROJECTS.match(m.noun))
            and not _SELECTED.search(_AT_HEAD.sub("", m.lead))
        ]
        if run:
            runs.append(run)
    return runs


def _length(reading: Reading, projects: Sequence[Project], like: Figure) -> Figure:
    """The list's length as a figure that stands at the list's first heading; it has no id, for nobody wrote it."""
    first, value = projects[0], Decimal(len(projects))
    heading = first.start + len(PART.split(reading.plain[first.start : first.start + 40], maxsplit=1)[0])
    start, end = reading.document.place(first.start, heading)
    return Figure(
        id="",
        text=f"{value}{like.unit}",
        number=str(value),
        start=start,
        end=end,
        value=value,
        unit=like.unit,
        qualifier="exact",
        interval=Interval.point(value),
        section=reading.document.section_at(first.start),
        plain_start=first.start,
        plain_end=heading,
        number_start=first.start,
        number_end=heading,
    )
