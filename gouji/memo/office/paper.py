"""The whole paper in one language: which part follows which."""

from __future__ import annotations

from gouji.memo.cards import Composer
from gouji.memo.office import sections
from gouji.memo.office.findings import findings
from gouji.memo.office.inline import legal
from gouji.memo.office.layout import layout_of
from gouji.memo.office.package import empty, written
from gouji.memo.office.writer import Writer


def docx(composer: Composer) -> bytes:
    """The memo as a .docx file: the same bytes for the same audit."""
    layout = layout_of(composer.lang.code)
    made = empty(layout, legal(sections.title(composer)), legal(composer._("Audit memo")))
    writer = Writer(made, layout)
    sections.opening(writer, composer)
    sections.conclusion(writer, composer)
    sections.asks(writer, composer)
    writer.contents(composer._("Contents"))
    findings(writer, composer)
    sections.figures(writer, composer)
    sections.areas(writer, composer)
    sections.unchecked(writer, composer)
    sections.made(writer, composer)
    sections.signoff(writer, composer)
    sections.attachment(writer, composer)
    writer.close()
    return written(made)
