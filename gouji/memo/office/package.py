"""The paper as a file: an empty package in a layout, opened by python-docx, and written as the same bytes every time.

python-docx's own template is not used: it brings a hundred styles for another page, a preview picture and a date.
"""

from __future__ import annotations

import io
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from docx import Document
from docx.document import Document as WordDocument

from gouji import __version__
from gouji.memo.office import layout as page
from gouji.memo.office.layout import Layout
from gouji.memo.office.styles import HEAD, NAMESPACE, fonts, styles

RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
LONGEST = 255  # characters that a property of a package may have
PARTS = ("styles", "settings", "fontTable", "footer1", "footer2")


def empty(layout: Layout, title: str, subject: str) -> WordDocument:
    """A paper without words: page, styles, page numbers, and what it is called; no date."""
    files = {
        "[Content_Types].xml": _types(),
        "_rels/.rels": _relations(
            ("officeDocument", "word/document.xml", RELATIONS),
            ("metadata/core-properties", "docProps/core.xml", f"{PACKAGE}/relationships"),
            ("extended-properties", "docProps/app.xml", RELATIONS),
        ),
        "docProps/core.xml": (
            f'{HEAD}<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties" '
            'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"/>'
        ),
        "docProps/app.xml": (
            f'{HEAD}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
            "<Application>gouji</Application></Properties>"
        ),
        "word/document.xml": f'{HEAD}<w:document {NAMESPACE} xmlns:r="{RELATIONS}"><w:body>{_section(layout)}'
        "</w:body></w:document>",
        "word/_rels/document.xml.rels": _relations(*((name.rstrip("12"), f"{name}.xml", RELATIONS) for name in PARTS)),
        "word/styles.xml": styles(layout),
        "word/fontTable.xml": fonts(),
        "word/settings.xml": _settings(layout),
        "word/footer1.xml": _footer("right", layout),
        "word/footer2.xml": _footer("left", layout),
    }
    made = Document(io.BytesIO(_zipped({name: text.encode() for name, text in files.items()})))
    properties = made.core_properties
    properties.title, properties.subject = title[:LONGEST], subject[:LONGEST]
    properties.author, properties.language = f"gouji {__version__}", layout.tag
    return made


def written(made: WordDocument) -> bytes:
    """The paper's bytes, in which nothing tells when it was written.

    python-docx's own way packs every part, pictures too, and they would have to be unpacked again to be told without a date.
    """
    package = made.part.package
    files = {"[Content_Types].xml": _types().encode(), "_rels/.rels": package.rels.xml}
    for part in package.iter_parts():
        files[part.partname.membername] = part.blob
        if len(part.rels):
            files[part.partname.rels_uri.membername] = part.rels.xml
    return _zipped(files)


def _zipped(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with ZipFile(out, "w") as package:
        for name in sorted(files, key=lambda name: (name != "[Content_Types].xml", name)):
            entry = ZipInfo(name)  # of 1980-01-01, for want of a date
            entry.compress_type = ZIP_STORED if name.endswith(".png") else ZIP_DEFLATED  # pictures are packed already
            entry.create_system = 3
            package.writestr(entry, files[name])
    return out.getvalue()


def _types() -> str:
    kinds = {name: f"{WORD}.{name.rstrip('12')}+xml" for name in PARTS}
    made = "".join(f'<Override PartName="/word/{name}.xml" ContentType="{kind}"/>' for name, kind in kinds.items())
    return (
        f'{HEAD}<Types xmlns="{PACKAGE}/content-types">'
        f'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>'
        f'<Override PartName="/word/document.xml" ContentType="{WORD}.document.main+xml"/>{made}'
        '<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>'
        '<Override PartName="/docProps/app.xml" ContentType='
        '"application/vnd.openxmlformats-officedocument.extended-properties+xml"/></Types>'
    )


def _relations(*relations: tuple[str, str, str]) -> str:
    made = "".join(
        f'<Relationship Id="rId{number}" Type="{base}/{kind}" Target="{target}"/>'
        for number, (kind, target, base) in enumerate(relations, start=1)
    )
    return f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">{made}</Relationships>'


def _section(layout: Layout) -> str:
    """One section: A4, the standard's margins, odd and even pages apart, 22 lines a page."""
    odd, even = (f"rId{PARTS.index(name) + 1}" for name in ("footer1", "footer2"))
    grid = f'<w:docGrid w:type="lines" w:linePitch="{layout.line}"/>'
    return (
        f'<w:sectPr><w:footerReference w:type="default" r:id="{odd}"/><w:footerReference w:type="even" r:id="{even}"/>'
        f'<w:pgSz w:w="{page.PAGE[0]}" w:h="{page.PAGE[1]}"/><w:pgMar w:top="{page.TOP}" w:right="{page.RIGHT}" '
        f'w:bottom="{page.BOTTOM}" w:left="{page.LEFT}" w:header="851" w:footer="{page.FOOT}" w:gutter="0"/>'
        f"{grid if layout.grid else ''}</w:sectPr>"
    )


def _footer(side: str, layout: Layout) -> str:
    """The page number between dashes, one character in from the outer edge."""
    room = round(layout.page_size * 20)
    number = "".join(
        f"<w:r>{inner}</w:r>"
        for inner in (
            '<w:t xml:space="preserve">— </w:t>',
            '<w:fldChar w:fldCharType="begin"/>',
            '<w:instrText xml:space="preserve"> PAGE </w:instrText>',
            '<w:fldChar w:fldCharType="separate"/>',
            "<w:t>1</w:t>",
            '<w:fldChar w:fldCharType="end"/>',
            '<w:t xml:space="preserve"> —</w:t>',
        )
    )
    return (
        f'{HEAD}<w:ftr {NAMESPACE}><w:p><w:pPr><w:pStyle w:val="Footer"/>'
        f'<w:ind w:{side}="{room}" w:firstLineChars="0" w:firstLine="0"/><w:jc w:val="{side}"/></w:pPr>{number}</w:p></w:ftr>'
    )


def _settings(layout: Layout) -> str:
    told = "".join(
        f'<w:compatSetting w:name="{name}" w:uri="http://schemas.microsoft.com/office/word" w:val="{value}"/>'
        for name, value in (("compatibilityMode", 15), ("enableOpenTypeFeatures", 1), ("doNotFlipMirrorIndents", 1))
    )
    return (
        f'{HEAD}<w:settings {NAMESPACE}><w:zoom w:percent="100"/><w:defaultTabStop w:val="420"/><w:evenAndOddHeaders/>'
        '<w:characterSpacingControl w:val="compressPunctuation"/>'
        f'<w:compat><w:useFELayout/>{told}</w:compat><w:themeFontLang w:val="{layout.tag}" w:eastAsia="zh-CN"/>'
        '<w:decimalSymbol w:val="."/><w:listSeparator w:val=","/></w:settings>'
    )
