"""Writes a paper block by block: headings, paragraphs, quotations, tables, pictures, contents."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from docx.document import Document as WordDocument
from docx.shared import Emu, Twips

from gouji.memo.drawing import Chart
from gouji.memo.office.inline import (
    Element,
    Words,
    bookmark,
    element,
    field,
    legal,
    link,
    paragraph,
    run,
)
from gouji.memo.office.layout import WIDTH, Layout

SHARE = 0.86  # of the text's width that a picture takes
WORKED_OUT = "–"  # a page's number before Word has counted the pages


class Writer:
    """Adds blocks to the end of a paper; numbers headings, tables, pictures and bookmarks."""

    def __init__(self, made: WordDocument, layout: Layout) -> None:
        self.layout = layout
        self._made = made
        self._body = made.element.body
        self._end = self._body.sectPr
        self._numbers = [0, 0, 0, 0]
        self._entries: list[tuple[int, str, str]] = []
        self._contents: Element | None = None
        self._marks = 0
        self._counted: dict[str, int] = {}

    def add(self, *blocks: Element) -> None:
        for block in blocks:
            self._end.addprevious(block)

    def write(self, words: Words, style: str = "Normal", *, keep: bool = False) -> None:
        """A paragraph; `keep` keeps it on one page with what comes next."""
        made = paragraph(style, words)
        if keep:
            made.pPr.append(element("w:keepNext"))
        self.add(made)

    def heading(self, words: str, level: int) -> None:
        """A heading with its number."""
        self._numbers[level - 1] += 1
        self._numbers[level:] = [0] * (len(self._numbers) - level)
        self._headed(f"Heading{level}", self.layout.number(level, self._numbers[level - 1]) + words, level)

    def finding(self, number: int, words: str) -> None:
        """The heading of a finding: its own number, under the bookmark that references repeat."""
        digits, after = str(number), self.layout.number(3, number).removeprefix(str(number))
        self.add(paragraph("Heading3", [*self._marked(f"finding_{number}", [run(digits)]), run(after + words)]))

    def attachment(self, label: str, title: str) -> None:
        """The head of an attachment, on a page of its own."""
        self.write(label, "Attachment")
        self._headed("AttachmentTitle", title, 1, f"{label}{self.layout.gap}")

    def contents(self, title: str) -> None:
        """The place of the contents; they are written by `close`, when all headings are known."""
        self.write(title, "TOCHeading")
        self._contents = element("w:p")
        self.add(self._contents)

    def table(self, title: str, made: Element) -> None:
        """A table under its numbered title."""
        caption = self._captioned(self.layout.table, title)
        caption.pPr.append(element("w:keepNext"))
        self.add(caption, made, paragraph("Note"))

    def picture(self, title: str, chart: Chart) -> None:
        """A chart above its numbered title, with what it shows in words for whoever cannot see it."""
        width = Twips(round(WIDTH * SHARE))
        inline = self._made.part.new_pic_inline(io.BytesIO(chart.png()), width=Emu(width), height=None)
        shown: Any = inline.docPr
        shown.set("name", legal(chart.name))
        shown.set("title", legal(title))
        shown.set("descr", legal(f"{chart.title}: {chart.summary}"))
        self.add(
            paragraph("Picture", [element("w:r", element("w:drawing", inline))]),
            self._captioned(self.layout.picture, title),
        )

    def close(self) -> None:
        """Write the contents."""
        if self._contents is None:
            return
        lines = [self._entry(*entry) for entry in self._entries] or [paragraph("TOC1")]
        opened = field('TOC \\o "1-2" \\h \\z \\u', [])
        for piece in reversed(opened[:3]):
            lines[0].pPr.addnext(piece)
        lines[-1].append(opened[3])
        for line in lines:
            self._contents.addprevious(line)
        self._body.remove(self._contents)

    def _headed(self, style: str, words: str, level: int, before: str = "") -> None:
        """A heading; those of the first two levels are in the contents, with `before` put before them there."""
        if level > 2:
            self.write(words, style)
            return
        name = f"_Toc{len(self._entries) + 1:08d}"
        self.add(paragraph(style, self._marked(name, [run(words)])))
        self._entries.append((level, before + words, name))

    def _entry(self, level: int, words: str, name: str) -> Element:
        page = field(f"PAGEREF {name} \\h", [run(WORKED_OUT)])
        return paragraph(f"TOC{level}", [link(name, [run(words), element("w:r", element("w:tab")), *page])])

    def _captioned(self, kind: str, title: str) -> Element:
        """A title that Word numbers; tables and pictures each have their own row of numbers."""
        self._counted[kind] = number = self._counted.get(kind, 0) + 1
        counted = field(f"SEQ {kind.strip()} \\* ARABIC", [run(str(number))])
        return paragraph("Caption", [run(kind), *counted, run(f"{self.layout.gap}{title}")])

    def _marked(self, name: str, inside: Sequence[Element]) -> list[Element]:
        self._marks += 1
        return bookmark(name, self._marks, inside)
