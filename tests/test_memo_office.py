"""The Word paper: its XML, the layout of GB/T 9704-2012, every finding in it, hostile text, and as LibreOffice opens it."""

from __future__ import annotations

import io
import re
import subprocess
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import memo_sample
import pdfplumber
import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from lxml.etree import tostring
from test_memo import HOSTILE, with_findings

from gouji.memo.cards import Composer
from gouji.memo.language import language
from gouji.memo.office.grids import grid
from gouji.memo.office.inline import legal, parsed, run, run_xml, strong
from gouji.memo.office.layout import CHARACTERS, CHINESE, ENGLISH, LINES, WIDTH
from gouji.memo.office.paper import docx
from gouji.memo.tables import Column
from gouji.memo.view import Paper

CODES = ["zh", "en"]
BEYOND = f"{HOSTILE}\ufffe\uffff\ufdd0\ud800\u2028\x1b</w:t></w:r> ]]> مرحبا \t\n"


def written(paper: Paper, code: str) -> bytes:
    return docx(Composer(paper, language(code)))


def opened(paper: Paper | None = None, code: str = "zh") -> Any:
    return Document(io.BytesIO(kept("sample", code) if paper is None else written(paper, code)))


@cache
def kept(paper: str, code: str) -> bytes:
    """The paper of one of PAPERS, made once."""
    return written(PAPERS[paper](), code)


def words(element: Any) -> str:
    return "".join(text.text or "" for text in element.iter(qn("w:t")))


def hostile() -> Paper:
    """A report whose every word is against us."""
    both = memo_sample.both(BEYOND, BEYOND)
    texts = dict.fromkeys("title condition criteria cause effect recommendation".split(), both)
    decision = {"status": "explained", "reason": BEYOND, "who": BEYOND, "when": "2024-01-01", "until": None}
    tables = memo_sample.tables()
    tables["projects"]["name"] = BEYOND
    tables["progress"]["item"] = "W" * 5000
    report = {**memo_sample.result()["report"], "title": BEYOND * 20, "entity": BEYOND, "source": BEYOND}
    findings = [{**item, **texts, "disposition": decision} for item in memo_sample.result()["findings"]]
    return memo_sample.paper(
        report=report,
        findings=findings,
        errors=[BEYOND],
        tables=tables,
        made={"origin": BEYOND, "notices": [both], "verdict": both, "parameters": {"lang": BEYOND}},
    )


PAPERS: dict[str, Callable[[], Paper]] = {
    "sample": memo_sample.paper,
    "hostile": hostile,
    "no findings": lambda: memo_sample.paper(findings=[], checks=[], made={"asks": []}),
    "nothing": lambda: memo_sample.paper(
        figures=[],
        findings=[],
        checks=[],
        coverage={"figures": 0, "checked": 0, "unchecked": []},
        tables={},
        made={"asks": [], "left_out": {}, "suites": []},
    ),
}


# The file


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("paper", PAPERS)
def test_the_same_audit_gives_the_same_bytes_and_no_date(paper: str, code: str) -> None:
    made = kept(paper, code)
    assert made == written(PAPERS[paper](), code)
    with ZipFile(io.BytesIO(made)) as package:
        assert package.testzip() is None
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert package.namelist()[0] == "[Content_Types].xml"
    properties = Document(io.BytesIO(made)).core_properties
    assert (properties.created, properties.modified) == (None, None)
    assert properties.author.startswith("gouji ")


# The order of elements that the schema asks for; Word calls a paper damaged that has another.
ORDERS = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore tabs snapToGrid spacing ind jc outlineLvl",
    "rPr": "rStyle rFonts b spacing sz szCs u lang",
    "tblPr": "tblStyle tblW jc tblInd tblBorders tblLayout tblCellMar tblLook",
    "tcPr": "tcW vAlign",
    "style": "name basedOn next uiPriority semiHidden qFormat pPr rPr tblPr",
    "sectPr": "footerReference footerReference pgSz pgMar docGrid",
    "settings": "zoom defaultTabStop evenAndOddHeaders characterSpacingControl compat themeFontLang decimalSymbol listSeparator",
    "font": "altName charset family pitch",
}


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("paper", PAPERS)
def test_elements_stand_in_the_order_of_the_schema(paper: str, code: str) -> None:
    with ZipFile(io.BytesIO(kept(paper, code))) as package:
        roots = [parse_xml(package.read(name)) for name in package.namelist() if name.endswith(("xml", "rels"))]
    seen = set()
    for element in (element for root in roots for element in root.iter()):
        name = element.tag.rpartition("}")[2]
        if name in ORDERS:
            seen.add(name)
            order = ORDERS[name].split()
            places = [order.index(child.tag.rpartition("}")[2]) for child in element]
            assert places == sorted(places), (name, [child.tag for child in element])
    assert seen == set(ORDERS)


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("paper", PAPERS)
def test_bookmarks_are_each_one_and_whatever_leads_to_one_finds_it(paper: str, code: str) -> None:
    body = Document(io.BytesIO(kept(paper, code))).element.body
    starts = [(mark.get(qn("w:id")), mark.get(qn("w:name"))) for mark in body.iter(qn("w:bookmarkStart"))]
    assert len({number for number, _ in starts}) == len({name for _, name in starts}) == len(starts)
    assert [mark.get(qn("w:id")) for mark in body.iter(qn("w:bookmarkEnd"))] == [number for number, _ in starts]
    told = " ".join(text.text for text in body.iter(qn("w:instrText")))
    led = set(re.findall(r"(?:PAGE)?REF (\S+)", told)) | {
        item.get(qn("w:anchor")) for item in body.iter(qn("w:hyperlink"))
    }
    assert led
    assert led <= {name for _, name in starts}
    kinds = [mark.get(qn("w:fldCharType")) for mark in body.iter(qn("w:fldChar"))]
    assert kinds.count("begin") == kinds.count("separate") == kinds.count("end")


# The layout


def test_the_page_is_that_of_the_standard() -> None:
    (section,) = opened().sections
    for length, wanted in (
        (section.page_width, 210),
        (section.page_height, 297),
        (section.top_margin, 37),
        (section.bottom_margin, 35),
        (section.left_margin, 28),
        (section.right_margin, 26),
    ):
        assert abs(length - Mm(wanted)) < Mm(0.05)
    line = opened().styles["Normal"].paragraph_format.line_spacing
    assert Pt(28) <= line <= Pt(29)
    text = section.page_height - section.top_margin - section.bottom_margin
    assert LINES * line <= text < (LINES + 1) * line
    assert (CHINESE.size * 20 - CHINESE.closer) * CHARACTERS <= WIDTH


FACES = [
    ("Title", "方正小标宋简体", 22),
    ("Normal", "仿宋_GB2312", 16),
    ("Heading 1", "黑体", 16),
    ("Heading 2", "楷体_GB2312", 16),
    ("Heading 3", "仿宋_GB2312", 16),
    ("Heading 4", "仿宋_GB2312", 16),
    ("Footer", "宋体", 14),
    ("Attachment", "黑体", 16),
    ("Attachment Title", "方正小标宋简体", 22),
]


@pytest.mark.parametrize(("name", "face", "size"), FACES)
def test_typefaces_are_those_of_the_standard(name: str, face: str, size: int) -> None:
    made = opened()
    style = made.styles[name].element
    look = style.rPr if style.rPr is not None else made.styles.element.find(f".//{qn('w:rPrDefault')}/{qn('w:rPr')}")
    assert look.find(qn("w:rFonts")).get(qn("w:eastAsia")) == face
    assert look.find(qn("w:sz")).get(qn("w:val")) == str(size * 2)


@pytest.mark.parametrize("code", CODES)
def test_every_look_names_a_font_for_each_script_and_one_that_may_stand_in(code: str) -> None:
    with ZipFile(io.BytesIO(kept("sample", code))) as package:
        styles, table = (package.read(f"word/{name}.xml").decode() for name in ("styles", "fontTable"))
    assert "Theme" not in styles
    named = set(re.findall(r'w:eastAsia="([^"]+)"', re.sub(r"<w:lang[^>]*>", "", styles)))
    assert named
    assert named <= set(re.findall(r'<w:font w:name="([^"]+)"><w:altName', table))


def test_the_first_line_stands_two_characters_in_and_headings_have_their_levels() -> None:
    made = opened()
    indent = made.styles["Normal"].element.pPr.find(qn("w:ind"))
    assert indent.get(qn("w:firstLineChars")) == "200"
    for level in range(1, 5):
        style = made.styles[f"Heading {level}"].element
        assert style.pPr.find(qn("w:outlineLvl")).get(qn("w:val")) == str(level - 1)
        assert style.pPr.find(qn("w:keepNext")) is not None


@pytest.mark.parametrize(
    ("layout", "numbers"),
    [(CHINESE, ["一、", "（一）", "1.", "（1）", "十二、"]), (ENGLISH, ["1. ", "(a) ", "1. ", "(1) ", "12. "])],
    ids=CODES,
)
def test_headings_are_numbered_by_level(layout: Any, numbers: list[str]) -> None:
    asked = [(1, 1), (2, 1), (3, 1), (4, 1), (1, 12)]
    assert [layout.number(level, number) for level, number in asked] == numbers


@pytest.mark.parametrize(("even", "side"), [(False, "right"), (True, "left")], ids=["odd", "even"])
def test_pages_are_numbered_at_the_outer_edge(even: bool, side: str) -> None:
    made = opened()
    assert made.settings.odd_and_even_pages_header_footer
    footer = made.sections[0].even_page_footer if even else made.sections[0].footer
    (line,) = footer.paragraphs
    assert line.text == "— 1 —"
    assert line._p.pPr.find(qn("w:jc")).get(qn("w:val")) == side
    assert line._p.pPr.find(qn("w:ind")).get(qn(f"w:{side}")) == "280"
    assert " PAGE " in [text.text for text in line._p.iter(qn("w:instrText"))]


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("paper", PAPERS)
def test_tables_fill_the_width_repeat_their_heads_and_keep_their_rows(paper: str, code: str) -> None:
    tables = Document(io.BytesIO(kept(paper, code))).element.body.findall(qn("w:tbl"))
    assert len(tables) >= 3
    for table in tables:
        lengths = [int(column.get(qn("w:w"))) for column in table.tblGrid]
        assert sum(lengths) == WIDTH
        assert min(lengths) > 300
        rows = table.findall(qn("w:tr"))
        assert all(row.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None for row in rows)
        heads = [row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None for row in rows]
        assert heads == [True] + [False] * (len(rows) - 1) or table is tables[-2]  # where names are signed


# What is in it


@pytest.mark.parametrize("code", CODES)
def test_the_parts_follow_one_another(code: str) -> None:
    made = opened(code=code)
    found = [item.text for item in made.paragraphs if item.style.name in ("Heading 1", "Attachment Title")]
    if code == "zh":
        assert found == [
            "一、结论",
            "二、首先应问的 2 件事",
            "三、疑点",
            "四、主要数据",
            "五、分领域勾稽情况",
            "六、未核对的数据及原因",
            "七、本备忘录的编制方法",
            "规则套件",
        ]
    levels = ("Heading 1", "Heading 2", "Attachment Title")
    headed = [item.text for item in made.paragraphs if item.style.name in levels]
    lines = [words(item._p) for item in made.paragraphs if item.style.name in ("toc 1", "toc 2")]
    assert [line.endswith(f"{heading}–") for line, heading in zip(lines, headed, strict=True)] == [True] * len(headed)
    assert found[0] in " ".join(lines)


@pytest.mark.parametrize("code", CODES)
def test_every_finding_is_there_with_all_its_parts(code: str) -> None:
    lang, paper = language(code), memo_sample.paper()
    text = words(opened(paper, code).element.body)
    for finding in paper.findings:
        for name in "title condition criteria cause effect recommendation".split():
            assert lang.pick(finding[name]) in text
        assert finding["fingerprint"] in text
        for quote in finding["quotes"]:
            assert quote["text"] in text
    assert lang.pick(paper.made["verdict"]) in text
    assert paper.report["sha256"] in text
    assert paper.made["suites"][0]["sha256"] in text


def test_what_to_ask_first_refers_to_its_finding() -> None:
    body = opened().element.body
    told = "".join(text.text for text in body.iter(qn("w:instrText")))
    assert re.findall(r"REF (finding_\d+) ", told)[:2] == ["finding_1", "finding_2"]
    (mark,) = [item for item in body.iter(qn("w:bookmarkStart")) if item.get(qn("w:name")) == "finding_2"]
    assert words(mark.getnext()) == "2"
    assert words(mark.getparent()) == "2.P001 的标题"


def test_the_findings_own_figures_are_bold_and_what_is_meant_is_underlined() -> None:
    found = [run for item in opened().paragraphs if item.style.name == "Quote" for run in item.runs]
    assert [run.text for run in found if run.bold] == ["17", "5", "2", "22"]
    assert "".join(run.text for run in found if run.underline) == "年底前可完成10个村的规划年初预算数3126.60万元"


def test_a_disposition_is_told() -> None:
    decision = {"status": "explained", "reason": "票据已补", "who": "张三", "when": "2024-07-01", "expired": False}
    text = words(opened(with_findings({}, {"disposition": decision}, {})).element.body)
    assert "处理意见：已说明：票据已补，处理人 张三" in text
    assert "2024-07-01" in text
    assert text.count("处理意见：待处理") == 2


@pytest.mark.parametrize("code", CODES)
def test_charts_are_pictures_with_words_for_whoever_cannot_see_them(code: str) -> None:
    made = opened(code=code)
    shown = list(made.element.body.iter(qn("wp:docPr")))
    assert len(shown) == len(made.inline_shapes) == 4
    assert len({item.get("id") for item in shown}) == len(shown)
    assert all(item.get("title") and "5,297.90" in shown[0].get("descr") for item in shown)
    assert all(shape.width < Mm(156) and shape.height < Mm(225) for shape in made.inline_shapes)


@pytest.mark.parametrize("code", CODES)
def test_hostile_text_is_text(code: str) -> None:
    text = words(Document(io.BytesIO(kept("hostile", code))).element.body)
    for sign in (
        "<script>alert(1)</script>",
        "</w:t></w:r> ]]>",
        "⟨U+202E⟩",
        "⟨U+0000⟩",
        "⟨U+FFFE⟩",
        "⟨U+001B⟩",
        "مرحبا",
    ):
        assert sign in text
    assert "\u202e" not in text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("甲\x00乙", "甲⟨U+0000⟩乙"),
        ("\ufffe\uffff", "⟨U+FFFE⟩⟨U+FFFF⟩"),
        ("\ud800", "⟨U+D800⟩"),
        ("a\tb\nc", "a\tb\nc"),
        ("<&>", "<&>"),
    ],
)
def test_what_xml_cannot_hold_is_written_out(text: str, shown: str) -> None:
    assert legal(text) == shown


# As an office program opens it


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("paper", ["sample", "hostile"])
def test_libreoffice_opens_it(office: str, tmp_path: Path, paper: str, code: str) -> None:
    made = PAPERS[paper]()
    (tmp_path / "memo.docx").write_bytes(kept(paper, code))
    subprocess.run(
        [office, "--headless", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--convert-to", "pdf",
         "--outdir", str(tmp_path), str(tmp_path / "memo.docx")],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    with pdfplumber.open(tmp_path / "memo.pdf") as pdf:
        assert len(pdf.pages) > 3
        assert {(round(page.width), round(page.height)) for page in pdf.pages} == {(595, 842)}
        text = "".join("".join((page.extract_text() or "").split()) for page in pdf.pages)
    for finding in made.findings:
        assert finding["fingerprint"] in text
    assert "—1—" in text
    if paper == "sample":
        for finding in made.findings:
            assert "".join(language(code).pick(finding["title"]).split()) in text
        assert "17+5+2=24≠22" in text


@pytest.mark.parametrize(
    "text",
    ["", " ", "预算数", "a <b> & \"c\" 'd'", "两行\n\n文字\t后", "\u202e=1+1\x00\ufffe", ' xmlns:w="x"', "]]>", "\r\n"],
)
def test_text_as_xml_is_the_run_that_elements_make(text: str) -> None:
    (made,) = parsed(run_xml(text))
    assert tostring(made, method="c14n") == tostring(run(text), method="c14n")
    assert [piece.text for piece in made if piece.tag.endswith("}t")] == [piece.text for piece in run(text) if piece.tag.endswith("}t")]


def test_a_cell_of_pieces_stands_in_its_place() -> None:
    made = grid([Column("a", "甲", "words"), Column("b", "乙", "number")], [["x", [strong("y"), "z"]], ["", "7"]])
    cells = [["".join(text.text or "" for text in cell.iter(qn("w:t"))) for cell in row.iter(qn("w:tc"))] for row in made.iter(qn("w:tr"))]
    assert cells == [["甲", "乙"], ["x", "yz"], ["", "7"]]
    assert [len(list(row.iter(qn("w:tblHeader")))) for row in made.iter(qn("w:tr"))] == [1, 0, 0]
    assert len(list(made.iter(qn("w:b")))) == 1
