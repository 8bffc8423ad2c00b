"""The working text: one way of writing, and every character's place in the source."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouji.document import FOLD, Document, Translation, _table, half_width, load, normalise
from gouji.errors import InputError


def document(text):
    plain, origin = normalise(text)
    return Document(text, plain, origin)


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("全县共 投入１，２３４．５６万元", "全县共投入1,234.56万元"),
        ("占９０ .5％", "占90.5%"),
        ("我 局 共 投 入 1 2 . 5 万 元 ， 占 5 0 %", "我局共投入12.5万元，占50%"),
        ("執行數億元，畝、萬個", "执行数亿元，亩、万个"),
        ("合計(jì)收長(zhǎng)途件（jiàn）數(shù)12件，綠(lǜ)地3處", "合计收长途件数12件，绿地3处"),
        ("甲类(a)与乙类(an)、丙(ab)级、café(è)", "甲类（a）与乙类（an）、丙（ab）级、café（è）"),
        ("共25，300人", "共25，300人"),
        ("共25,300人", "共25,300人"),
        ("1. 2023年工作", "1. 2023年工作"),
        ("水质(pH值)合格;达标:3个", "水质（pH值）合格；达标：3个"),
        ("财政拨款基本匹配，较\n好地履行了职责。", "财政拨款基本匹配，较好地履行了职责。"),
        ("部门预算总额为5846.20万\n元，其中年初3962.75万元。", "部门预算总额为5846.20万元，其中年初3962.75万元。"),
        ("一、基本情况\n我局共有3个股室。\n二、其他", "一、基本情况\n我局共有3个股室。\n二、其他"),
        ("项目\n预算数\n100.00", "项目\n预算数\n100.00"),
        ("临河镇，面积9.42万亩，金额1022万元\n高台镇，面积8.15万亩，金额884万元", "临河镇，面积9.42万亩，金额1022万元\n高台镇，面积8.15万亩，金额884万元"),
        ("| 合计 | 12 |\n| 其中 | 3 |", "|合计|12|\n|其中|3|"),
    ],
)
def test_working_text(text, plain):
    assert document(text).plain == plain


@given(st.text(alphabet="我县共投入元万亩１２３.5，。；\n 　\t(（%％億畝|", max_size=80))
def test_every_character_leads_back_to_the_source(text):
    made = document(text)
    assert len(made.plain) == len(made.origin)
    assert all(a < b for a, b in zip(made.origin, made.origin[1:], strict=False))
    for index in range(len(made.plain)):
        start, end = made.place(index, index + 1)
        assert 0 <= start < end <= len(text)
        assert made.plain_at(start) == index


def test_offsets_are_of_the_source():
    made = document("全县　共 投入 １２３ 万元。")
    at = made.plain.index("123")
    assert made.text[slice(*made.place(at, at + 3))] == "１２３"


def test_sections_are_paths_of_headings():
    made = document("一、概况\n甲。\n二、情况\n（一）完成情况\n乙。\n1、任务\n丙。\n三、问题\n丁。")
    told = {made.plain[i]: made.section_at(i) for i in range(len(made.plain)) if made.plain[i] in "甲乙丙丁"}
    assert told == {"甲": "一、概况", "乙": "二、情况 / （一）完成情况", "丙": "二、情况 / （一）完成情况 / 1、任务", "丁": "三、问题"}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16"])
def test_encodings(tmp_path, encoding):
    path = tmp_path / "a.txt"
    text = "某某县水利局2023年部门整体支出绩效自评报告。全年预算数100万元，执行数100万元。\n"
    path.write_bytes(text.encode(encoding))
    assert load(path).text == text


@pytest.mark.parametrize(
    ("content", "said"),
    [(b"", "empty"), (b"  \n\n", "empty"), (bytes(range(256)) * 8, "not a text file"), (b"\x89PNG\r\n\x1a\n" + b"\x00" * 40, "not a text file"),
     (b"---\n***\n", "not a text file")],
)
def test_what_is_no_text_is_refused_in_one_line(tmp_path, content, said):
    path = tmp_path / "a.txt"
    path.write_bytes(content)
    with pytest.raises(InputError, match=said) as error:
        load(path)
    assert "\n" not in str(error.value)


def test_a_missing_file_and_a_folder_are_refused(tmp_path):
    with pytest.raises(InputError, match="no such file"):
        load(tmp_path / "none.txt")
    with pytest.raises(InputError, match="cannot be read"):
        load(tmp_path)


def test_a_line_of_any_length_takes_linear_time():
    long = "共投入1.5万元，" * 7000
    assert len(document(long).plain) == len(long)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # a word that something must follow ends no line, whatever stands in it
        ("1.住房保障支出12.72万元：主要用于本单位在\n住房改革方面的支出。", "1.住房保障支出12.72万元：主要用于本单位在住房改革方面的支出。"),
        # an item a line, and a line of words over the next list
        ("男性38人，占51%\n性别构成\n女性36人，占49%", "男性38人，占51%\n性别构成\n女性36人，占49%"),
        ("15-59岁412806人，占66.31%\n60岁及以上118742人，占19.07%", "15-59岁412806人，占66.31%\n60岁及以上118742人，占19.07%"),
        # but a share may stand in the middle of a sentence that was broken
        ("全年税收收入完成情况较好，其中增值税收入12.5亿元，比上年同期增长12%\n以上，增收1.3亿元。", "全年税收收入完成情况较好，其中增值税收入12.5亿元，比上年同期增长12%以上，增收1.3亿元。"),
    ],
)
def test_where_a_line_was_broken(text, expected):
    assert normalise(text)[0] == expected


@given(st.text(st.characters(exclude_categories=()), max_size=20))
def test_a_whole_text_is_translated_as_by_str_translate(text):
    assert FOLD.of(text) == text.translate(FOLD)
    assert half_width(text) == text.translate(_table())


def test_a_translation_that_was_asked_for_single_characters_before_is_still_good_for_a_whole_text():
    table = Translation({ord("Ａ"): "A"})
    assert "甲Ａ乙".translate(table) == "甲A乙" == table.of("甲Ａ乙")


def test_a_table_that_was_used_character_by_character_still_folds_whole_texts():
    table = Translation({ord("１"): "1"})
    assert "甲１".translate(table) == "甲1"
    assert table.of("甲１") == "甲1"
