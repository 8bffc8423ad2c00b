"""Why a report could not be audited is told in each page's language, whatever code said it."""

from __future__ import annotations

import ast
import json
import re
from pathlib import Path

import pytest

from gouji.batch.attempt import cause_of
from gouji.batch.plan import Item
from gouji.batch.sources import Source
from gouji.errors import GoujiError, NotebookError
from gouji.memo.causes import CAUSES, REASONS, told
from gouji.memo.index import write_index
from gouji.memo.language import language
from gouji.report import opened

GOUJI = Path(__file__).parents[1] / "gouji"
HAN = re.compile(r"[\u4e00-\u9fff]")
ZH, EN = language("zh"), language("en")
# What a report by itself can end with: raised on the way from its place to its tables.
RAISING = ["document.py", "report.py", "dispositions.py", "extraction.py", "batch/sources.py"]
NAMES = {"REPORT_FILE": "report.yaml", "told": "no source.txt", "at": " in line 3, column 1"}


def spoken(node: ast.expr) -> str:
    """A message as the code would say it, with X for what is filled in."""
    if isinstance(node, ast.Constant):
        return str(node.value)
    if isinstance(node, ast.FormattedValue):
        return NAMES.get(node.value.id, "X") if isinstance(node.value, ast.Name) else "X"
    assert isinstance(node, ast.JoinedStr), ast.dump(node)
    return "".join(map(spoken, node.values))


def raised() -> list[str]:
    found = []
    for name in RAISING:
        for node in ast.walk(ast.parse((GOUJI / name).read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("InputError", "ReportError"):
                found.append(spoken(node.args[0]))
    return found


@pytest.mark.parametrize("cause", sorted({*raised(), "X: both X and X beside report.yaml; one source is needed"} - {"X: X"}))
def test_whatever_a_report_ends_with_is_known(cause: str) -> None:
    assert HAN.search(told(cause, ZH)), cause
    assert told(cause, EN) == cause


def test_there_is_something_to_know() -> None:
    assert len(raised()) > 20


@pytest.mark.parametrize(
    ("cause", "zh"),
    [
        ("a b/c.pdf: .pdf files are not read; save the report as text (.txt) first", "a b/c.pdf：不能读取 .pdf 文件；请先将报告另存为文本（.txt）"),
        ("某局.txt: cannot be read (Permission denied)", "某局.txt：无法读取（没有权限）"),
        ("x: cannot be read (odd reason)", "x：无法读取（odd reason）"),
        ("x: no report.yaml", "x：没有 report.yaml"),
        ("x/report.yaml: year: input should be a valid integer, got 'soon'", "x/report.yaml：year 的值不合要求：input should be a valid integer，实为 'soon'"),
        ("x.txt: audit.ipynb: stopped, not at its end after 600 seconds", "x.txt：audit.ipynb 运行超过 600 秒仍未结束，已停止"),
        ("x.txt: not at its end after 600 seconds; worker a:1 was ended", "x.txt：超过 600 秒仍未结束；工作进程 a:1 已终止"),
        ("x: worker a:1 ended after 3 s: killed from outside, or out of memory (3 attempts)", "x：工作进程 a:1 在 3 秒后终止：被外部结束，或内存不足（已试 3 次）"),
        ("x.txt: audit.ipynb: a cell failed: KeyError: 'a'", "x.txt：audit.ipynb 有一个单元出错：KeyError: 'a'"),
        ("somebody else's words", "somebody else's words"),
        ("100%: no such file", "100%：没有这个文件"),
        ("", ""),
    ],
)  # fmt: skip
def test_a_cause_in_chinese(cause: str, zh: str) -> None:
    assert told(cause, ZH) == zh
    assert told(cause, EN) == cause


def test_every_message_is_found_again_as_itself() -> None:
    for message in (*CAUSES, *REASONS):
        named = {name: f"<{name}>" for name in re.findall(r"%\((\w+)\)s", message)}
        assert told(message % named, ZH) == ZH.gettext(message, **named)


@pytest.mark.parametrize(
    "error", [MemoryError(), OSError(28, "No space left on device"), NotebookError("audit.ipynb: the run broke off: x")], ids=repr
)
def test_what_befalls_a_worker_is_known(error: Exception) -> None:
    cause, _ = cause_of(error, Item(Source("a.txt", "a.txt"), "a"))
    assert HAN.search(told(cause, ZH)), cause


@pytest.mark.parametrize(
    ("name", "content", "zh"),
    [
        ("empty.txt", b"", "文件是空的"),
        ("binary.txt", b"\x00\x01\x02\xff" * 50, "不是文本文件"),
        ("report.docx", b"PK", "不能读取 .docx 文件"),
    ],
)
def test_a_page_tells_why_in_its_own_language(tmp_path: Path, name: str, content: bytes, zh: str) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(GoujiError) as error:
        opened(tmp_path / name)
    folder = tmp_path / "out" / "x"
    folder.mkdir(parents=True)
    cause = str(error.value)
    (folder / "error.json").write_text(json.dumps({"cause": cause, "when": "2024-01-01T00:00:00+00:00"}))
    write_index(tmp_path / "out")
    pages = {code: (tmp_path / "out" / page).read_text(encoding="utf-8") for code, page in (("zh", "index.html"), ("en", "index.en.html"))}
    assert zh in pages["zh"]
    said = cause.partition(": ")[2]
    assert (said in pages["en"], said in pages["zh"]) == (True, False)
