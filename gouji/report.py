"""What a report is: whose, for which year, from where; a folder with report.yaml and source.txt, or a bare source."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from gouji.document import Document, load
from gouji.errors import InputError, ReportError
from gouji.patterns import compiled
from gouji.quantity import numeral

REPORT_FILE = "report.yaml"
ID = r"[^\s/\\.][^/\\\r\n]*"  # an id names a folder
LONGEST_ID = 120
SOURCE_SUFFIXES = (".txt", ".md")
SOURCE_NAMES = tuple(f"source{suffix}" for suffix in SOURCE_SUFFIXES)
PLACES = frozenset({"source", "folder"})  # told by where a report lies, never by its report.yaml
# Formats in which reports are published and that are not read: among others they are named, never passed over.
UNREAD_SUFFIXES = frozenset(".doc .docx .wps .pdf .ofd .rtf .odt .htm .html .mht .xls .xlsx .et".split())
_ID_LINE = re.compile(r"""^id:[ ]*(["']?)(.+?)\1[ ]*(?:[ ]#.*)?$""", re.MULTILINE)
# Files beside reports that are written for their readers, not reports themselves.
_ASIDE = re.compile(r"readme|changelog|license|contributing|glossary", re.IGNORECASE)

_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d|二[〇○零Oo0][一二三四五六七八九〇○零]{2})年")
_DATE = re.compile(
    r"((?:19|20)\d\d|二[〇○零Oo0][一二三四五六七八九〇○零]{2})[年./-]([\d一二三四五六七八九十]{1,2})"
    r"(?:[月./-]([\d一二三四五六七八九十]{1,3})日?|月)"
)
_SIGNED = re.compile(rf"(?:[^，。；！？]{{0,30}}(?:日期|时间)：|[^\d，。；：！？]{{0,30}})({_DATE.pattern})")
_BODY = re.compile(
    r"部门(?!.{0,6}(?:局|委|办))|本级|关于|整体支出|项目支出|财政支出|预算|决算|绩效|自评|专项资金"
)
_ORGAN = re.compile(
    r"[\u4e00-\u9fff（）]{1,38}"
    r"(?:局|委|办公室|办|厅|处|所|站|队|院|校|学|园|馆|社|部|会|中心|集团|公司|政府|街道|镇|乡)"
)
_NAMED = re.compile(r"(?:部门|单位)(?:名称)?(?:（(?:盖章|公章|签章)）)?：([^：，。；|\t\n]{3,40})")


class Report(BaseModel):
    """One document of one department for one year.

    `id` names it in every table and path; `source` is the path of its text, as it was reached, `folder` that of its
    report.yaml (None: a bare source); `suites` gives the parameters of suites by suite name. What a bare source does
    not tell is "" or None.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: Annotated[str, Field(pattern=f"^{ID}$", max_length=LONGEST_ID)]
    title: str = ""
    entity: str = ""
    year: Annotated[int, Field(ge=1949, le=2100)] | None = None
    dated: date | None = None
    source: Path
    folder: Path | None = None
    origin: str = ""
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    suites: dict[str, dict[str, Any]] = Field(default_factory=dict)


def find_reports(path: Path | str) -> list[Path]:
    """The reports at a path, sorted: the path itself, or what lies in it at any depth.

    In a folder, files in formats that are not read are listed too, so that opening them says so.
    Raises InputError where there is no such path or no report in it.
    """
    path = Path(path)
    if not path.exists():
        raise InputError(f"{path}: no such file or folder")
    if not path.is_dir() or _holds_report(path):
        return [path]
    found = sorted(_walk(path), key=lambda p: p.parts)
    if not found:
        raise InputError(f"{path}: no report in this folder (a report is a folder with {REPORT_FILE} and source.txt, "
                         "or a .txt or .md file)")
    return found


def open_report(path: Path | str) -> Report:
    """The report at a path: a folder with report.yaml and its source, or a bare source file.

    Raises InputError where there is none or its text cannot be read, ReportError where report.yaml is broken or does
    not fit the source.
    """
    return opened(path)[0]


def opened(path: Path | str) -> tuple[Report, Document | None]:
    """As `open_report`, with the text where opening has read it: of a bare source, which alone tells whose it is."""
    path = Path(path)
    if path.is_dir():
        return _from_folder(path), None
    if path.name == REPORT_FILE and path.exists():
        return _from_folder(path.parent), None
    if path.suffix.lower() in UNREAD_SUFFIXES:
        raise InputError(f"{path}: {path.suffix.lower()} files are not read; save the report as text (.txt) first")
    document = load(path)
    return _from_source(path, document), document


def _holds_report(folder: Path) -> bool:
    return any((folder / name).is_file() for name in (REPORT_FILE, *SOURCE_NAMES))


def _walk(folder: Path) -> Iterator[Path]:
    for root, folders, names in os.walk(folder):
        here = Path(root)
        if _holds_report(here):
            folders.clear()
            yield here
            continue
        folders[:] = [name for name in folders if not name.startswith(".")]
        yield from (here / name for name in names if may_be_report(name))


def may_be_report(name: str) -> bool:
    """Whether a file in a folder counts as a report, by its name: a text, or a format that is not read."""
    aside = name.startswith((".", "~$")) or _ASIDE.match(name)
    return Path(name).suffix.lower() in {*SOURCE_SUFFIXES, *UNREAD_SUFFIXES} and not aside


# --- a report folder -----------------------------------------------------------------------------------------------


class _Loader(yaml.SafeLoader):
    """YAML without doubled keys, which PyYAML would settle in silence by taking the last."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict:
        seen = set()
        for key, _ in node.value:
            name = self.construct_object(key, deep=True)
            if isinstance(name, str) and name in seen:
                raise yaml.constructor.ConstructorError(None, None, f"the key {name!r} stands twice", key.start_mark)
            seen.add(str(name))
        return super().construct_mapping(node, deep)


def _from_folder(folder: Path) -> Report:
    file = folder / REPORT_FILE
    if not file.is_file():
        there = next((name for name in SOURCE_NAMES if (folder / name).is_file()), None)
        if there:
            raise InputError(f"{folder}: {there} is there, but no {REPORT_FILE} that says whose report it is")
        raise InputError(f"{folder}: no report in this folder ({REPORT_FILE} and source.txt are missing)")
    sources = [folder / name for name in SOURCE_NAMES if (folder / name).is_file()]
    if len(sources) != 1:
        told = "no source.txt" if not sources else "both " + " and ".join(s.name for s in sources)
        raise InputError(f"{folder}: {told} beside {REPORT_FILE}; one source is needed")
    fields = _read_yaml(file)
    for key in PLACES & fields.keys():
        raise ReportError(f"{file}: unknown key {key!r} (known: {_keys()})")
    try:
        report = Report(**fields, source=sources[0], folder=folder)
    except ValidationError as error:
        raise ReportError(f"{file}: {_told(error)}") from None
    try:
        actual = hashlib.sha256(sources[0].read_bytes()).hexdigest()
    except OSError as error:
        raise InputError(f"{sources[0]}: cannot be read ({error.strerror})") from None
    if actual != report.sha256:
        raise ReportError(f"{file}: sha256 does not fit {sources[0].name}: got {actual}, expected {report.sha256}")
    return report


def _read_yaml(file: Path) -> dict[str, Any]:
    try:
        fields = yaml.load(file.read_text(encoding="utf-8"), Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        at = f" in line {mark.line + 1}, column {mark.column + 1}" if mark else ""
        raise ReportError(f"{file}: not YAML{at}: {error.problem or error.context}") from None
    except (yaml.YAMLError, UnicodeDecodeError, RecursionError) as error:
        raise ReportError(f"{file}: not YAML: {error}") from None
    except ValueError as error:  # PyYAML on a day like 2024-06-31
        raise ReportError(f"{file}: a value is no date: {error}") from None
    except OSError as error:
        raise InputError(f"{file}: cannot be read ({error.strerror})") from None
    if not isinstance(fields, dict):
        raise ReportError(f"{file}: expected keys and values (id, title, ...), got {type(fields).__name__}")
    odd = [key for key in fields if not isinstance(key, str)]
    if odd:
        raise ReportError(f"{file}: unknown key {odd[0]!r} (known: {_keys()})")
    return fields


def _keys() -> str:
    return ", ".join(name for name in Report.model_fields if name not in PLACES)


def _told(error: ValidationError) -> str:
    """All that pydantic found, in one line: which key, what is wrong with it, what was got."""
    parts = []
    for fault in error.errors():
        where = ".".join(str(part) for part in fault["loc"]) or "report"
        if fault["type"] == "extra_forbidden":
            parts.append(f"unknown key {where!r} (known: {_keys()})")
        elif fault["type"] == "missing":
            parts.append(f"the key {where!r} is missing")
        else:
            message = fault["msg"][:1].lower() + fault["msg"][1:]
            parts.append(f"{where}: {message}, got {str(fault['input'])[:80]!r}")
    return "; ".join(parts)


# --- a bare source -------------------------------------------------------------------------------------------------


def _from_source(path: Path, document: Document) -> Report:
    return Report(id=id_from(path.stem), title=document.title, entity=_entity(document), year=_year(document),
                  dated=_dated(document), source=path, sha256=document.sha256)


def declared_id(text: bytes) -> str | None:
    """The id that a report.yaml tells, whatever else is wrong with it; None where none can be made out."""
    try:
        fields = yaml.load(text.decode("utf-8"), Loader=_Loader)
    except (yaml.YAMLError, ValueError, RecursionError):
        told = _ID_LINE.search(text.decode("utf-8", "replace"))
        fields = {"id": told[2]} if told else None
    told = fields.get("id") if isinstance(fields, dict) else None
    return told if isinstance(told, str) and len(told) <= LONGEST_ID and compiled(ID).fullmatch(told) else None


def id_from(name: str) -> str:
    """The id of a report that has none but its file's name."""
    return (compiled(r"[/\\\s\ud800-\udfff]+").sub(" ", name).strip(" .") or "report")[:LONGEST_ID]


def _number(text: str) -> int | None:
    """A year, month or day in either writing: 2024, 二〇二四, 六, 二十."""
    if text[0] == "二" and len(text) == 4:
        text = compiled("[○零Oo0]").sub("〇", text)
        text = "".join(str("〇一二三四五六七八九".index(c)) for c in text)
    value = numeral(text)
    return int(value) if value is not None else None


def _year(document: Document) -> int | None:
    """The year that the title names, else the first year that the text reports on."""
    named = _YEAR.search(document.title)
    if named is None:
        named = re.search(_YEAR.pattern + r"度", document.plain) or _YEAR.search(document.plain[:400])
    return _number(named[1]) if named else None


def _dated(document: Document) -> date | None:
    """The date by which a report is signed: the last that stands alone or behind a name in a paragraph of its own.

    Where only year and month are told it is the month's first day, so that nothing counts as past that might not be.
    """
    for start, end in reversed(document.paragraphs):
        line = document.plain[start:end].strip("（）。 \t")
        if len(line) > 60:
            continue
        signed = _SIGNED.fullmatch(line)
        if signed:
            parts = _DATE.fullmatch(signed[1])
            year, month, day = _number(parts[1]), _number(parts[2]), _number(parts[3]) if parts[3] else 1
            try:
                return date(year or 0, month or 0, day or 0)
            except ValueError:
                continue
    return None


def _entity(document: Document) -> str:
    """Whose report it is: told by the title, by the lines above it, by a form's 单位名称, or by the signature."""
    title = re.sub(rf"(?:{_YEAR.pattern}度?|[（(][^）)]*[）)])", "", document.title).removeprefix("关于").lstrip("《")
    head = _BODY.split(title, maxsplit=1)[0]
    if _ORGAN.fullmatch(head):
        return head
    lines = [document.plain[a:b].strip(" \t") for a, b in document.paragraphs]
    if document.title in lines:
        for line in reversed(lines[: lines.index(document.title)]):
            if _ORGAN.fullmatch(line):
                return line
    named = _NAMED.search(document.plain)
    if named and _ORGAN.fullmatch(named[1].strip()):
        return named[1].strip()
    return next((line for line in reversed(lines[-6:]) if _ORGAN.fullmatch(line)), "")
