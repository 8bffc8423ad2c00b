"""The paper's styles and fonts as WordprocessingML: Word's own names, so that headings and contents are real ones."""

from __future__ import annotations

from xml.sax.saxutils import quoteattr

from gouji.memo.office.layout import CHAR, SUBSTITUTES, WIDTH, Face, Layout

NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def styles(layout: Layout) -> str:
    """styles.xml of a layout."""
    first = f'<w:ind w:firstLineChars="{layout.indent * 100}" w:firstLine="{round(layout.indent * CHAR)}"/>'
    flat = '<w:ind w:firstLineChars="0" w:firstLine="0"/>'
    keep, plain = "<w:keepNext/><w:keepLines/>", '<w:snapToGrid w:val="0"/>'
    line = _spacing(layout.line, after=layout.after)
    tight = _spacing(layout.table_line)
    small = _spacing(layout.table_line, after=layout.after)
    loose = '<w:spacing w:before="60" w:after="60" w:line="240" w:lineRule="auto"/>'
    size, little = layout.size, layout.table_size
    above = [layout.after * 3, layout.after * 2, layout.after * 2, layout.after]
    made = [
        _style("Normal", "Normal", line + first + f'<w:jc w:val="{layout.sides}"/>', default=True),
        _style(
            "Title",
            "Title",
            keep + plain + _spacing(round(layout.title_size * 32), after=layout.line) + flat + '<w:jc w:val="center"/>',
            _run(layout.title, layout.title_size),
            following="Normal",
        ),
        *(
            _style(
                f"Heading{level}",
                f"heading {level}",
                keep
                + _spacing(layout.line, before=above[level - 1], after=layout.after)
                + first
                + '<w:jc w:val="left"/>'
                + f'<w:outlineLvl w:val="{level - 1}"/>',
                _run(face, size, closer=layout.closer),
                following="Normal",
            )
            for level, face in enumerate(layout.headings, start=1)
        ),
        _style("Addressee", "Addressee", line + flat),
        _style("Quote", "Quote", line + _quoted(layout), _run(layout.quote, size, closer=layout.closer)),
        _style("Note", "Note", plain + small + first + '<w:jc w:val="left"/>', _run(layout.body, little)),
        _style("Caption", "caption", plain + loose + flat + '<w:jc w:val="center"/>', _run(layout.table_head, little)),
        _style("Picture", "Picture", keep + plain + loose + flat + '<w:jc w:val="center"/>'),
        _style("TableText", "Table Text", plain + tight + flat + '<w:jc w:val="left"/>', _run(layout.body, little)),
        _style(
            "TableHead",
            "Table Head",
            "<w:keepNext/>" + plain + tight + flat + '<w:jc w:val="center"/>',
            _run(layout.table_head, little),
        ),
        _style(
            "TOCHeading",
            "TOC Heading",
            keep + line + flat + '<w:jc w:val="center"/>',
            _run(layout.headings[0], size, closer=layout.closer),
            following="Normal",
        ),
        *(
            _style(f"TOC{level}", f"toc {level}", _entry(layout, level), _run(layout.body, layout.page_size))
            for level in (1, 2)
        ),
        _style(
            "Attachment",
            "Attachment",
            keep + "<w:pageBreakBefore/>" + line + flat + '<w:jc w:val="left"/>',
            _run(layout.headings[0], size, closer=layout.closer),
            following="AttachmentTitle",
        ),
        _style(
            "AttachmentTitle",
            "Attachment Title",
            keep
            + plain
            + _spacing(round(layout.title_size * 32), after=layout.line // 2)
            + flat
            + '<w:jc w:val="center"/><w:outlineLvl w:val="0"/>',
            _run(layout.title, layout.title_size),
            following="Normal",
        ),
        _style("Footer", "footer", plain + _spacing(240, rule="auto") + flat, _run(layout.page, layout.page_size)),
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>',
        '<w:style w:type="character" w:styleId="Strong"><w:name w:val="Strong"/><w:qFormat/><w:rPr><w:b/></w:rPr></w:style>',
        '<w:style w:type="character" w:customStyle="1" w:styleId="Code"><w:name w:val="Code"/><w:rPr>'
        '<w:rFonts w:ascii="Courier New" w:hAnsi="Courier New" w:cs="Courier New"/><w:sz w:val="17"/></w:rPr></w:style>',
        _tables(),
    ]
    return (
        f"{HEAD}<w:styles {NAMESPACE}><w:docDefaults><w:rPrDefault>{_run(layout.body, size, tagged=True, closer=layout.closer)}</w:rPrDefault>"
        f"<w:pPrDefault><w:pPr/></w:pPrDefault></w:docDefaults>{''.join(made)}</w:styles>"
    )


def fonts() -> str:
    """fontTable.xml: what may stand in for a typeface that a machine lacks."""
    made = "".join(
        f"<w:font w:name={quoteattr(name)}><w:altName w:val={quoteattr(others)}/>"
        + (
            '<w:charset w:val="86"/><w:family w:val="auto"/>'
            if not name.isascii()
            else f'<w:charset w:val="00"/><w:family w:val="{"swiss" if name == "Arial" else "roman"}"/>'
        )
        + '<w:pitch w:val="variable"/></w:font>'
        for name, others in SUBSTITUTES.items()
    )
    return f"{HEAD}<w:fonts {NAMESPACE}>{made}</w:fonts>"


def _style(code: str, name: str, paragraph: str, run: str = "", *, following: str = "", default: bool = False) -> str:
    based = "" if default else '<w:basedOn w:val="Normal"/>'
    after = f'<w:next w:val="{following}"/>' if following else ""
    return (
        f'<w:style w:type="paragraph"{" w:default=" + quoteattr("1") if default else ""} w:styleId="{code}">'
        f'<w:name w:val="{name}"/>{based}{after}<w:qFormat/><w:pPr>{paragraph}</w:pPr>{run}</w:style>'
    )


def _run(face: Face, size: float, *, tagged: bool = False, closer: int = 0) -> str:
    """The properties of text in a typeface: each script's own font by name, never by the theme."""
    latin, chinese = quoteattr(face.latin), quoteattr(face.chinese)
    bold = "<w:b/>" if face.bold else '<w:b w:val="0"/>'
    language = '<w:lang w:val="en-US" w:eastAsia="zh-CN"/>' if tagged else ""
    return (
        f"<w:rPr><w:rFonts w:ascii={latin} w:hAnsi={latin} w:eastAsia={chinese} w:cs={latin}/>{bold}"
        f'<w:spacing w:val="{-closer}"/><w:sz w:val="{round(size * 2)}"/><w:szCs w:val="{round(size * 2)}"/>{language}</w:rPr>'
    )


def _spacing(line: int, *, before: int = 0, after: int = 0, rule: str = "exact") -> str:
    return f'<w:spacing w:before="{before}" w:after="{after}" w:line="{line}" w:lineRule="{rule}"/>'


def _quoted(layout: Layout) -> str:
    """A quotation is set in from both sides."""
    step = round(2 * CHAR)
    first = round(layout.indent * CHAR)
    return (
        f'<w:ind w:left="{step}" w:right="{step // 2}" w:firstLineChars="{layout.indent * 100}" w:firstLine="{first}"/>'
    )


def _entry(layout: Layout, level: int) -> str:
    """A line of the contents: dots to the page number at the right."""
    line = round(layout.page_size * 30)
    left = (level - 1) * round(2 * CHAR)
    return (
        f'<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{WIDTH}"/></w:tabs><w:snapToGrid w:val="0"/>{_spacing(line)}'
        f'<w:ind w:left="{left}" w:firstLineChars="0" w:firstLine="0"/><w:jc w:val="left"/>'
    )


def _tables() -> str:
    lines = "".join(
        f'<w:{side} w:val="single" w:sz="{4 if side.startswith("inside") else 8}" w:space="0" w:color="auto"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    return (
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>'
        '<w:left w:w="85" w:type="dxa"/><w:right w:w="85" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
        '<w:style w:type="table" w:styleId="TableGrid"><w:name w:val="Table Grid"/><w:basedOn w:val="TableNormal"/>'
        f"<w:tblPr><w:tblBorders>{lines}</w:tblBorders></w:tblPr></w:style>"
    )
