"""Repealed rules that are cited as if in force, and the register that they are looked up in."""

from __future__ import annotations

import csv
import re
from datetime import date
from pathlib import Path

import pytest
from prose_sample import marks, quotes

from gouji.errors import InputError
from gouji.prose import citations

OLD = "根据财政部《财政支出绩效评价管理暂行办法》（{}）第十四条规定，绩效目标应指向明确。"
REPEALED = [
    OLD.format("财预〔2011〕285号"),
    OLD.format("财预[2011]285号"),
    OLD.format("财预（2011）285号"),
    OLD.format("财预【2011】285号"),
    OLD.format("财预﹝2011﹞285号"),
    OLD.format("财预〔２０１１〕２８５号"),
    OLD.format("财预〔 2011 〕 285 号"),
    OLD.format("财预〔2011〕第285号"),
    "按照财预〔2011〕285号文件要求开展自评。",
    "依據財預〔2011〕285號檔案要求開展自評。",
    "根据《财政支出绩效评价管理暂行办法》，我局制定了评价方案。",
    "依据财预〔2009〕76号开展自评。",
    "按照《行政单位会计制度》（财库〔2013〕218号）核算。",
    "严格执行《事业单位财务规则》（财政部令第68号）。",
    "执行《行政单位财务规则》（中华人民共和国财政部令第71号）。",
    "按《政府采购信息公告管理办法》（财政部第19号令）公告。",
    "根据《中华人民共和国合同法》和《物权法》签订合同。",
    "依照《城市房屋拆迁管理条例》（国务院令第305号）补偿。",
]


@pytest.mark.parametrize("text", REPEALED)
def test_a_repealed_rule_is_cited(text: str) -> None:
    found = marks(text, "repealed_citation")
    assert found
    assert all(row["severity"] == "warning" for row in found)


IN_FORCE = [
    "根据《项目支出绩效评价管理办法》（财预〔2020〕10号）开展自评。",
    "根据《湖南省财政支出绩效评价管理暂行办法》（湘财预〔2011〕285号）开展自评。",
    "按照湘财预〔2011〕285号开展自评。",
    "根据县财政局《财政支出绩效评价管理暂行办法》（龙财预〔2021〕5号）开展自评。",
    "根据我县《财政支出绩效评价管理暂行办法》开展自评。",
    "按照财预〔2011〕416号推进预算绩效管理。",
    "原《财政支出绩效评价管理暂行办法》（财预〔2011〕285号）已废止。",
    "《财政支出绩效评价管理暂行办法》（财预〔2011〕285号）同时废止。",
    "财预〔2011〕285号已被财预〔2020〕10号取代。",
    "2019年，我局按照财预〔2011〕285号组织了重点评价。",
    "执行《事业单位财务规则》（财政部令第108号）。",
    "执行《事业单位财务规则》。",
    "会议学习《民法典》《政府采购法》。",
    "签订劳动合同法律文书，宣传《劳动合同法》。",
]


@pytest.mark.parametrize("text", IN_FORCE)
def test_a_rule_in_force_or_told_of_as_history(text: str) -> None:
    assert quotes(text, "repealed_citation") == []


@pytest.mark.parametrize(
    ("dated", "year", "count"),
    [(date(2020, 2, 24), 2019, 0), (date(2020, 2, 25), 2019, 1), (None, 2019, 0), (None, 2023, 1), (None, None, 0)],
)
def test_what_counts_is_the_report_s_date(dated: date | None, year: int | None, count: int) -> None:
    assert len(marks("按照财预〔2011〕285号开展自评。", "repealed_citation", dated=dated, year=year)) == count


def test_title_and_number_are_one_citation_and_the_successor_is_named() -> None:
    [row] = marks(OLD.format("财预[2011]285号"), "repealed_citation")
    assert row["quote"] == "《财政支出绩效评价管理暂行办法》（财预[2011]285号）"
    assert "《项目支出绩效评价管理办法》（财预〔2020〕10号）" in row["statement_zh"]
    assert "2020-02-25" in row["statement_en"]


def test_the_register_is_whole() -> None:
    rules = citations.register()
    assert len(rules) >= 20
    for rule in rules:
        assert re.fullmatch(r"(?:[一-鿿]+〔(?:19|20)\d\d〕\d+号|[一-鿿]+令第\d+号|)", rule.number)
        assert re.fullmatch(r"(?:19|20)\d\d(?:-\d\d-\d\d)?", rule.issued)
        assert date(2000, 1, 1) < rule.repealed_on < date(2030, 1, 1)
        assert int(rule.issued[:4]) <= rule.repealed_on.year
        assert rule.number or rule.title_alone
        assert rule.note
        assert not rule.number or rule.number != rule.repealed_by
        if rule.title == rule.repealed_by_title:
            assert not rule.title_alone  # the title alone does not tell the old rule from the new
    numbers = [rule.number for rule in rules if rule.number]
    titles = [rule.title for rule in rules if rule.title_alone]
    assert len(set(numbers)) == len(numbers)
    assert len(set(titles)) == len(titles)


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ({"repealed_on": "2020-2-25"}, "repealed_on"),
        ({"repealed_on": ""}, "repealed_on"),
        ({"title": ""}, "title"),
        ({"title_alone": "perhaps"}, "title_alone"),
        ({"repealed_by": "", "repealed_by_title": ""}, "what repealed it"),
    ],
)
def test_a_broken_register_is_told_by_line(tmp_path: Path, row: dict[str, str], message: str) -> None:
    whole = dict(
        zip(
            citations.COLUMNS,
            ["财预〔2011〕285号", "暂行办法", "2011", "2020-02-25", "财预〔2020〕10号", "办法", "no", "注"],
            strict=True,
        )
    )
    path = tmp_path / "regulations.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, citations.COLUMNS)
        writer.writeheader()
        writer.writerow(whole | row)
    with pytest.raises(InputError, match=f"line 2: .*{message}"):
        citations.register(path)


def test_a_missing_register_or_column_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        citations.register(tmp_path / "none.csv")
    path = tmp_path / "regulations.csv"
    path.write_text("number,title\n", encoding="utf-8")
    with pytest.raises(InputError, match="expected"):
        citations.register(path)
