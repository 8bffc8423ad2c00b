"""What stands in a line: runs of text, marked words, bookmarks, links to them, fields.

Text is written as text, whatever is in it: what XML cannot hold, or what would hide or reorder it, by its code point.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from html import escape
from typing import Any

from docx.oxml.ns import nsmap, qn
from docx.oxml.parser import oxml_parser
from lxml.etree import fromstring

from gouji.memo.source import written_out

Element = Any  # an lxml element
Words = str | Sequence["Element | str"]  # text, or pieces in a row
NAMES = {"w": nsmap["w"]}
NONCHARACTERS = re.compile("[\ufdd0-\ufdef\ufffe\uffff]")


_full = cache(qn)  # a name with its namespace


def legal(text: str) -> str:
    """The text as XML can hold it and a reader can see it."""
    return NONCHARACTERS.sub(lambda char: f"⟨U+{ord(char[0]):04X}⟩", written_out(str(text)))


def element(tag: str, /, *children: Element, **attributes: object) -> Element:
    """An element of WordprocessingML; an attribute has its prefix, `w:val` is given as `val`."""
    made = oxml_parser.makeelement(_full(tag), nsmap=NAMES)
    for key, value in attributes.items():
        made.set(_full(f"w:{key}"), str(value))
    made.extend(children)
    return made


def run(text: str, *, style: str = "", bold: bool = False, underlined: bool = False) -> Element:
    """Text of one look; a line break in it stays one."""
    made = element("w:r")
    look = [element("w:rStyle", val=style)] if style else []
    look += [element("w:b")] if bold else []
    look += [element("w:u", val="single")] if underlined else []
    if look:
        made.append(element("w:rPr", *look))
    for number, line in enumerate(legal(text).replace("\t", " ").split("\n")):
        if number:
            made.append(element("w:br"))
        made.append(_text("w:t", line))
    return made


def run_xml(text: str) -> str:
    """Text without a look of its own as `run` makes it, in XML."""
    lines = escape(legal(text).replace("\t", " "), quote=False).split("\n")
    told = "<w:br/>".join(f'<w:t xml:space="preserve">{line}</w:t>' for line in lines)
    return f"<w:r>{told}</w:r>"


def parsed(xml: str) -> Element:
    """An element that holds these in XML; text that is empty is so, and not missing."""
    made = fromstring(f'<w:body xmlns:w="{NAMES["w"]}">{xml}</w:body>', oxml_parser)
    for text in made.iter(_full("w:t")):
        text.text = text.text or ""
    return made


def strong(text: str) -> Element:
    return run(text, bold=True)


def code(text: str) -> Element:
    return run(text, style="Code")


def runs(words: Words) -> list[Element]:
    """The pieces as runs."""
    pieces: Iterable[Element | str] = [words] if isinstance(words, str) else words
    return [run(piece) if isinstance(piece, str) else piece for piece in pieces]


def words_of(piece: Element | str) -> str:
    """What a piece shows."""
    return piece if isinstance(piece, str) else "".join(text.text or "" for text in piece.iter(qn("w:t")))


def bookmark(name: str, number: int, inside: Sequence[Element]) -> list[Element]:
    """What a link leads to, or a reference repeats."""
    return [element("w:bookmarkStart", id=number, name=name), *inside, element("w:bookmarkEnd", id=number)]


def link(name: str, inside: Sequence[Element]) -> Element:
    """A link to a bookmark."""
    return element("w:hyperlink", *inside, anchor=name, history=1)


def reference(name: str, shown: str) -> list[Element]:
    """The words under a bookmark, repeated and leading there; `shown` until the fields are updated."""
    return field(f"REF {name} \\h", [run(shown)])


def field(instruction: str, result: Sequence[Element]) -> list[Element]:
    """A field with the result that is shown until Word works it out itself."""
    return [
        element("w:r", element("w:fldChar", fldCharType="begin")),
        element("w:r", _text("w:instrText", f" {instruction} ")),
        element("w:r", element("w:fldChar", fldCharType="separate")),
        *result,
        element("w:r", element("w:fldChar", fldCharType="end")),
    ]


def paragraph(style: str, words: Words = ()) -> Element:
    """A paragraph in a style."""
    return element("w:p", element("w:pPr", element("w:pStyle", val=style)), *runs(words))


def _text(name: str, text: str) -> Element:
    made = element(name)
    made.text = text
    made.set(_full("xml:space"), "preserve")
    return made
