"""What a report is: folders with report.yaml, bare sources, and all that can be wrong with them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from gouji.errors import GoujiError, InputError, ReportError
from gouji.report import find_reports, open_report

TEXT = "某局2023年度部门整体支出绩效自评报告\n一、全年预算数10万元，执行数10万元。\n"


def test_the_committed_report_says_whose_it_is_and_its_source_is_unaltered(longshan):
    report = open_report(longshan)
    assert report.id == longshan.name
    assert (report.entity, report.year, report.dated) == ("龙山县自然资源局", 2023, date(2024, 6, 20))
    assert report.source == longshan / "source.txt"
    assert report.suites["longshan-natural-resources-2023"] == {"project_budget_total": 2223.06, "project_count": 22}


def test_a_bare_source_tells_what_report_yaml_would(longshan):
    told, read = open_report(longshan), open_report(longshan / "source.txt")
    same = {"title", "entity", "year", "dated", "sha256", "source"}
    assert told.model_dump(include=same) == read.model_dump(include=same)
    assert (read.id, read.suites, read.origin) == ("source", {}, "")


@pytest.mark.parametrize(
    ("text", "entity", "year", "dated"),
    [
        pytest.param("关于2022年度江华瑶族自治县农业农村局部门整体支出绩效自评报告的说明\n正文。\n二〇二三年三月十五日",
                     "江华瑶族自治县农业农村局", 2022, date(2023, 3, 15), id="关于 before, date in Chinese numerals"),
        pytest.param("长沙市教育局\n2023年度部门整体支出绩效自评报告\n正文。\n2024年4月",
                     "长沙市教育局", 2023, date(2024, 4, 1), id="title on two lines, only year and month"),
        pytest.param("2021年部门整体支出绩效评价报告\n部门名称（盖章）：某县水利局\n正文。\n填报日期：2022/5/3",
                     "某县水利局", 2021, date(2022, 5, 3), id="form with name and date"),
        pytest.param("宁乡市人民政府玉潭街道办事处２０２３年度整体支出绩效自评报告\n一、概况",
                     "宁乡市人民政府玉潭街道办事处", 2023, None, id="full width year, not signed"),
        pytest.param("绩效自评报告\n2020年度预算10万元。\n某市医疗保障局\n2021年2月30日",
                     "某市医疗保障局", 2020, None, id="a day that does not exist is no date"),
        pytest.param("说明：2019年3月5日开会，2020年6月1日前整改到位。", "", 2019, None, id="dates in a sentence"),
        pytest.param("今天天气不错。", "", None, None, id="tells nothing"),
    ],
)
def test_what_a_bare_source_tells(tmp_path, text, entity, year, dated):
    file = tmp_path / "自评.txt"
    file.write_text(text, encoding="utf-8")
    report = open_report(file)
    assert (report.id, report.entity, report.year, report.dated) == ("自评", entity, year, dated)


def test_a_file_name_that_cannot_be_an_id_still_opens(tmp_path):
    file = tmp_path / "a\\b\n c.txt"
    file.write_text(TEXT, encoding="utf-8")
    assert open_report(file).id == "a b c"


@pytest.mark.parametrize(
    ("yaml", "message"),
    [
        ("id: a\nsha256: {sha}\nowner: me\n", "unknown key 'owner' (known: id, title, entity, year"),
        ("id: a\nsha256: {sha}\nsource: other.txt\n", "unknown key 'source'"),
        ("id: a\nsha256: {sha}\n2023: x\n", "unknown key 2023"),
        ("id: a\n", "the key 'sha256' is missing"),
        ("id: a\nsha256: 12ab\n", "sha256: string should match"),
        ("id: a\nsha256: " + "f" * 64 + "\n", "expected " + "f" * 64),
        ("id: a\nid: b\nsha256: {sha}\n", "in line 2, column 1: the key 'id' stands twice"),
        ("id: [a\n", "not YAML in line 2"),
        ("id: a\x07\n", "not YAML"),
        ("", "expected keys and values (id, title, ...), got NoneType"),
        ("- a\n", "got list"),
        ("id: a\nsha256: {sha}\ndated: 2024-06-31\n", "a value is no date"),
        ("id: a\nsha256: {sha}\ndated: in June\n", "dated: input should be a valid date"),
        ("id: a\nsha256: {sha}\nyear: 二〇二三\n", "year: input should be a valid integer"),
        ("id: a\nsha256: {sha}\nyear: 23\n", "year: input should be greater than or equal to 1949"),
        ("id: ../a\nsha256: {sha}\n", "id: string should match"),
        ("id: a\nsha256: {sha}\nsuites: [budget]\n", "suites: input should be a valid dictionary"),
    ],
)
def test_a_report_yaml_that_is_wrong_says_where(make_report, yaml, message):
    folder = make_report(TEXT)
    sha = open_report(folder).sha256
    (folder / "report.yaml").write_text(yaml.replace("{sha}", sha), encoding="utf-8")
    with pytest.raises(ReportError) as caught:
        open_report(folder)
    assert str(folder / "report.yaml") in str(caught.value)
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)


def test_all_faults_of_one_report_yaml_are_told_at_once(make_report):
    folder = make_report(TEXT, owner="me", year="soon", sha256=None)
    with pytest.raises(ReportError, match=r"year: .*the key 'sha256' is missing.*unknown key 'owner'"):
        open_report(folder)


def test_a_changed_source_does_not_fit_its_sha256(make_report):
    folder = make_report(TEXT)
    (folder / "source.txt").write_text(TEXT.replace("10", "11"), encoding="utf-8")
    with pytest.raises(ReportError, match=r"sha256 does not fit source\.txt: got [0-9a-f]{64}, expected [0-9a-f]{64}$"):
        open_report(folder)


@pytest.mark.parametrize(
    ("files", "message"),
    [
        ({}, "no report in this folder"),
        ({"source.txt": TEXT}, "source.txt is there, but no report.yaml"),
        ({"report.yaml": "id: a"}, "no source.txt beside report.yaml"),
        ({"report.yaml": "id: a", "source.txt": TEXT, "source.md": TEXT}, "both source.txt and source.md"),
    ],
)
def test_a_folder_that_is_no_whole_report(tmp_path, files, message):
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=message):
        open_report(tmp_path)


@pytest.mark.parametrize(
    ("name", "raw", "message"),
    [
        ("missing.txt", None, "no such file"),
        ("empty.txt", b"", "empty"),
        ("blank.txt", b" \n\n ", "empty"),
        ("picture.txt", bytes(range(256)) * 40, "not a text file"),
        ("report.docx", b"PK\x03\x04", r"\.docx files are not read"),
        ("report.PDF", b"%PDF-1.7", r"\.pdf files are not read"),
    ],
)
def test_a_file_that_is_no_source(tmp_path, name, raw, message):
    if raw is not None:
        (tmp_path / name).write_bytes(raw)
    with pytest.raises(InputError, match=message):
        open_report(tmp_path / name)


def test_a_file_that_may_not_be_read(tmp_path, monkeypatch):
    file = tmp_path / "a.txt"
    file.write_text(TEXT, encoding="utf-8")

    def refuse(self: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(InputError, match="cannot be read"):
        open_report(file)


def test_gbk_and_utf8_give_the_same_report(tmp_path):
    for name, encoding in [("utf8", "utf-8"), ("gbk", "gbk"), ("bom", "utf-8-sig"), ("utf16", "utf-16")]:
        (tmp_path / f"{name}.txt").write_bytes(TEXT.encode(encoding))
    reports = [open_report(path) for path in find_reports(tmp_path)]
    assert len(reports) == 4
    assert {(r.title, r.entity, r.year) for r in reports} == {(TEXT.splitlines()[0], "某局", 2023)}


def test_reports_in_a_folder_are_found_at_any_depth_and_nothing_is_passed_over(tmp_path, make_report):
    make_report(TEXT, name="b-folder")
    reports = ["a.txt", "deep/er/c.md", "deep/scan.pdf", "half/source.txt"]
    for name in [*reports, "README.md", "figures.csv", ".git/x.txt", "~$a.docx"]:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(TEXT, encoding="utf-8")
    found = [path.relative_to(tmp_path).as_posix() for path in find_reports(tmp_path)]
    assert found == ["a.txt", "b-folder", "deep/er/c.md", "deep/scan.pdf", "half"]


@pytest.mark.parametrize("name", ["nowhere", "empty"])
def test_no_report_at_a_path(tmp_path, name):
    (tmp_path / "empty" / "sub").mkdir(parents=True)
    with pytest.raises(GoujiError, match="no such file or folder|no report in this folder"):
        find_reports(tmp_path / name)


def test_a_report_folder_or_file_is_itself(longshan):
    assert find_reports(longshan) == [longshan]
    assert find_reports(longshan / "source.txt") == [longshan / "source.txt"]
    assert open_report(longshan / "report.yaml") == open_report(Path(longshan))
