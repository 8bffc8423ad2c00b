"""Template residue: instructions of the form and traces of the editor that were left in what was filed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gouji.document import Document
from gouji.prose.marks import Both, Mark, quoted

_OPEN, _SHUT = "[（(【\\[]", "[）)】\\]]"
_IN = r"[^（()）【】\[\]\n]"

_EDITOR = re.compile(
    r"\[bookmark:[^\]\n]{0,60}\]|(?<![A-Za-z_])_(?:GoBack|Toc\d+|Ref\d+|Hlk\d+)"
    r"|Error! ?(?:Reference source not found|Bookmark not defined|No text of specified style)[^\n]{0,20}?(?=[.。；，\s]|$)\.?"
    r"|错误 ?[!！] ?(?:未找到引用源|未定义书签|使用[^\n。]{0,30}|文档中没有指定样式的文字|超链接引用无效)"
    r"|\{ ?(?=[A-Z])[A-Z]{3,12} [^\n}]{0,60}\}|(?<![A-Za-z])(?:HYPERLINK ?[\"“][^\"”\n]{0,200}[\"”]|(?:PAGEREF ?_|MERGEFIELD |FORMTEXT|FORMCHECKBOX|EMBED [A-Z]\w+\.|SEQ [A-Za-z]+ ?\\|TOC ?\\o|REF _)[^\n}]{0,60})"
    r"|\\\* ?(?:MERGEFORMAT|CHARFORMAT)|MERGEFORMAT"
    r"|&(?:nbsp|ensp|emsp|amp|lt|gt|quot|ldquo|rdquo|lsquo|rsquo|mdash|middot|#\d{2,5}|#x[0-9A-Fa-f]{2,5});"
    r"|</?(?:p|br|span|div|b|i|u|strong|em|font|a|td|tr|th|table|tbody|img|style|script|o:p|w:\w+|v:\w+|ul|ol|li|h[1-6])(?:\s[^<>\n]{0,200})?/?>"
    r"|<!--[^\n]{0,200}?-->"
    r"|[\[【](?:批注|Comment|comment)[^\]】\n]{0,60}[\]】]|批注 ?\[[A-Za-z0-9]{1,6}\] ?[:：]|带格式的?[:：](?:字体|缩进|左|右|居中|行距|两端|列出)[^\n]{0,40}"
    r"|删除的内容[:：][^\n]{0,40}|\x13|\x14|\x15"
)
_EDITOR_STARTS = re.compile(r"[\[_E错{HPMSTRF\\&<【批带删\x13-\x15]")
_TELLS = (  # what only the author of a template says, inside brackets
    r"原则上(?:必须|应当?|须|要)(?:是|为|达到|等于|填)"
    r"|^(?:必须|应当?|须)(?:是|为|等于) ?\d"
    r"|请(?:在此|根据|按照?|结合|如实|务必|逐[项一条]|简要|详细|对照|自行|填|写|说明|注明|删除|列(?!席)|描述|介绍|分析|概述|插入|补充)"
    r"|(?:此处|这里|本处|该处)(?:填|写|应|请|需|插入|添加|粘贴|说明|列|可|不)"
    r"|^(?:必填|选填|可?不填|据实填[写列报]|如实填[写列报]|按(?:照)?实际(?:情况)?填[写列报]?|可加[行页]|可续页|可另附页)(?:项)?$|标红|红色字体|蓝色字体|黄色底纹"
    r"|填写(?:说明|要求|示例|内容|时|完|本)|填报(?:说明|要求)|撰写(?:说明|要求)|填(?:完|写)后|写作(?:提示|要求)"
    r"|(?:可|应|自行|完成后)删除|没有的?(?:可)?(?:不填|填|删)|[如若]无(?:则|可|请|，|,)?(?:不填|填|删|写)|不涉及的?(?:可|请|则)?(?:不填|删|填)"
    r"|根据(?:实际|具体)(?:情况|内容)?(?:自行)?(?:填写|填列|增减|调整|修改|增删|添加)|可(?:根据|视|按)(?:实际|具体)?(?:情况)?(?:自行)?(?:增减|增加|调整|增删|添加)"
    r"|^(?:简要|详细|重点|具体|逐项|分项)?(?:概述|简述|描述|阐述|说明|介绍|分析|列示|列明)(?:项目|单位|部门|本|各|主要|资金|绩效|目标|上述|存在|预算|未)"
    r"|(?:不少于|不超过|不得超过|控制在|限)\s?\d+\s?字"
)
_BRACKETED = re.compile(rf"{_OPEN}(?P<inside>{_IN}{{2,120}}){_SHUT}")
_TELLING = re.compile(_TELLS)
_SPECIMEN = re.compile(
    rf"{_OPEN}\s?(?:示例|样例|举例|例文|(?:示例|样例)(?:数据|文字|内容)|(?:参考)?(?:模板|样本|样式|范本|范文|格式|式样|提纲)|参考(?:提纲|格式|文本))\d?\s?{_SHUT}"
    r"|(?:^|\n)[ \t\u3000]*(?:示例|样例|例文|范例)\d?\s?[:：]"
)
_NOTE = re.compile(
    r"(?:^|\n)[ \t\u3000]*(?P<note>(?:填写说明|撰写说明|撰写要求|编写说明|写作提示|写作说明|温馨提示)[:：][^\n]{0,80}"
    r"|(?:注|说明|提示|备注)[:：][^\n]{0,120}(?:请(?:予以)?删除|删除(?:本|此|该)(?:说明|提示|注|段|行)|(?:填写|使用)(?:时|后)请)[^\n]{0,40})"
)
# words that none of them is without
_SPECIMENS = ("示例", "样例", "举例", "例文", "范例", "模板", "样本", "样式", "范本", "范文", "格式", "式样", "提纲")
_NOTES = ("填写说明", "撰写说明", "撰写要求", "编写说明", "写作提示", "写作说明", "温馨提示", "删除", "时请", "后请")
_PROMPT = re.compile(
    r"(?:请)?(?:单击|点击|双击)(?:或点击)?(?:此处|这里)(?:添加|输入|编辑|插入)[^\n，。]{0,12}|请在此处?(?:填写|输入|插入|添加|粘贴)[^\n，。]{0,16}"
    r"|(?:Click|Tap)(?: or tap)? here to enter text\.?|Type your text here|在此处?键入[^\n，。]{0,12}|Lorem ipsum"
)
_DRAFT = re.compile(rf"{_OPEN}\s?(?:初稿|草稿|讨论稿|征求意见稿|送审稿|审核稿|修改稿|第?[一二三四\d]稿)\s?{_SHUT}")
_REFERS = re.compile(r"见|附件|附表|按照?《|依据")

_CRITERIA = Both(
    "报告格式的填写提示和编辑软件的标记不属于报告正文（GB/T 9704—2012《党政机关公文格式》：公文正文应当完整、准确）。",
    "Cues of the form and marks of the editor are no part of what is reported (GB/T 9704-2012, Format of official documents).",
)
_ASK = Both(
    "请删去该内容后重新报送，并核对此处应填的内容是否已按实际填列。",
    "Ask for the report without it, and whether what belongs there was filled in as it is.",
)


def find(document: Document) -> Iterator[Mark]:
    """Template residue in the order of the source; what lies inside another stretch is told once."""
    text = document.text
    found = [*_editor(text), *_instructions(text), *_headed(text)]
    last = 0
    for mark in sorted(found, key=lambda each: (each.start, -each.end)):
        if mark.start >= last:
            last = mark.end
            yield mark


def _mark(text: str, start: int, end: int, severity: str, zh: str, en: str) -> Mark:
    got = quoted(text[start:end])
    return Mark("template_residue", severity, start, end, Both(zh.format(got), en.format(got)), _CRITERIA, _ASK)


def _editor(text: str) -> Iterator[Mark]:
    last = 0
    for start in _EDITOR_STARTS.finditer(text):
        match = _EDITOR.match(text, start.start()) if start.start() >= last else None
        if match is None:
            continue
        last = match.end()
        line = text.rfind("\n", 0, match.start()) + 1
        if match[0].lower().startswith("<br") and text[line : match.start()].lstrip().startswith("|"):
            continue  # a line break inside a Markdown table's cell
        yield _mark(
            text,
            match.start(),
            match.end(),
            "warning",
            "正文中留有编辑软件或网页的标记“{}”。",
            "A mark of the editor or of a web page, “{}”, was left in the text.",
        )


def _instructions(text: str) -> Iterator[Mark]:
    for match in _BRACKETED.finditer(text):
        inside = match["inside"].strip()
        if (told := _TELLING.search(inside)) and not _REFERS.search(inside[: told.end() + 6]):
            yield _mark(
                text,
                match.start(),
                match.end(),
                "warning",
                "模板的填写要求“{}”没有删除，被当作正文报出。",
                "An instruction of the template, “{}”, was not removed and went out as text.",
            )
    for match in _PROMPT.finditer(text) if any(cue in text for cue in ("击", "在此", "here", "ipsum")) else ():
        yield _mark(
            text,
            match.start(),
            match.end(),
            "warning",
            "模板的输入提示“{}”仍留在正文中。",
            "The template's cue “{}” is still in the text.",
        )


def _headed(text: str) -> Iterator[Mark]:
    for match in _SPECIMEN.finditer(text) if any(word in text for word in _SPECIMENS) else ():
        start = match.start() + len(match[0]) - len(match[0].lstrip())
        yield _mark(
            text,
            start,
            match.end(),
            "warning",
            "“{}”表明此处仍是模板的示例文字。",
            "“{}” tells that this is still the template's specimen.",
        )
    for match in _NOTE.finditer(text) if any(word in text for word in _NOTES) else ():
        yield _mark(
            text,
            match.start("note"),
            match.end("note"),
            "warning",
            "模板的填写说明“{}”没有删除。",
            "The template's note on how to fill it in, “{}”, was not removed.",
        )
    head = 0
    for _ in range(4):  # a title stands in the first lines
        at = text.find("\n", head)
        head = at + 1 if at >= 0 else len(text)
    for match in _DRAFT.finditer(text, 0, min(head, 400)):
        yield _mark(
            text,
            match.start(),
            match.end(),
            "info",
            "标题中注有“{}”，报出的不是定稿。",
            "The title says “{}”: what was filed is not final.",
        )
