"""Rules cited although they had been repealed when the report was dated, by the register of regulations."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from gouji.document import Document
from gouji.errors import InputError
from gouji.patterns import compiled
from gouji.prose.marks import Both, Mark, sentence_at

REGISTER = Path(__file__).parents[2] / "expectations" / "regulations.csv"
COLUMNS = ("number", "title", "issued", "repealed_on", "repealed_by", "repealed_by_title", "title_alone", "note")
_NUMBER = re.compile(r"(?P<issuer>[一-鿿]{1,12})[〔（【](?P<year>(?:19|20)\d{2})年?[〕）】]第?(?P<number>\d{1,5})号")
_ORDER = re.compile(r"(?P<issuer>[一-鿿]{2,14}令)(?:[〔（]?(?P<year>20\d\d)年?[〕）]?)?（?第?(?P<number>\d{1,4})号")
_ORDER_LAST = re.compile(r"(?P<issuer>[一-鿿]{2,14})第(?P<number>\d{1,4})号令")
_YEAR, _DECREE, _DECREE_LAST = re.compile(r"[〔（【](?:19|20)\d{2}"), re.compile("令"), re.compile("号令")
_TITLE = re.compile(r"《(?P<title>[^《》\n]{3,60})》")
_BEFORE = re.compile(r"[据照按由的和与及如见部以经循遵从关于号行院国\W\d]$")
_LOCAL = re.compile(r"(?:省|市|县|州|区|盟|旗|厅|局|我[省市县区局校院])[^，。；部院]{0,6}$")
_HISTORY_AFTER = re.compile(
    r"[^。；，]{0,12}(?:已(?:于|经|被)?[^，。；]{0,10}(?:废止|失效|取代|替代|修订)|(?:同时|予以)?废止|失效|被[^，。；]{2,30}(?:取代|替代|代替))"
)
_HISTORY_BEFORE = re.compile(r"(?:原|旧|废止了?|取代了?|替代了?|代替了?)(?:的|财政部|财政部印发的|《)?$")


@dataclass(frozen=True)
class Regulation:
    """One repealed rule. `number` is normalised (财预〔2011〕285号) or empty for a law, cited by title alone."""

    number: str
    title: str
    issued: str
    repealed_on: date
    repealed_by: str
    repealed_by_title: str
    title_alone: bool
    note: str

    def named(self) -> str:
        return f"《{self.title}》（{self.number}）" if self.number else f"《{self.title}》"

    def successor(self) -> str:
        title = f"《{self.repealed_by_title}》" if self.repealed_by_title else ""
        return f"{title}（{self.repealed_by}）" if title and self.repealed_by else title or self.repealed_by


@lru_cache(maxsize=4)
def register(path: Path = REGISTER) -> tuple[Regulation, ...]:
    """The register of repealed rules. Raises InputError where it is missing or a row cannot be read."""
    try:
        with path.open(encoding="utf-8", newline="") as file:
            reader = csv.DictReader(file)
            if tuple(reader.fieldnames or ()) != COLUMNS:
                raise InputError(f"{path}: columns {reader.fieldnames}; expected {list(COLUMNS)}")
            return tuple(_row(path, number, row) for number, row in enumerate(reader, 2))
    except OSError as error:
        raise InputError(f"{path}: the register of regulations cannot be read ({error.strerror})") from None


def _row(path: Path, line: int, row: dict[str, str]) -> Regulation:
    try:
        repealed = date.fromisoformat(row["repealed_on"])
    except (TypeError, ValueError):
        raise InputError(f"{path}: line {line}: repealed_on is {row['repealed_on']!r}; expected YYYY-MM-DD") from None
    if (
        row["title_alone"] not in ("yes", "no")
        or not row["title"]
        or not (row["repealed_by"] or row["repealed_by_title"])
    ):
        raise InputError(f"{path}: line {line}: title, title_alone (yes or no) and what repealed it must be told")
    return Regulation(
        row["number"],
        row["title"],
        row["issued"],
        repealed,
        row["repealed_by"],
        row["repealed_by_title"],
        row["title_alone"] == "yes",
        row["note"],
    )


def find(
    document: Document, dated: date | None, year: int | None, regulations: Sequence[Regulation] | None = None
) -> Iterator[Mark]:
    """Citations of rules repealed before the report was dated (without a date: before its year ended), in order.

    Neither a rule told of as repealed nor what was done while it was in force is a mark.
    """
    limit = dated or (date(year, 12, 31) if year else None)
    if limit is None:
        return
    rules = register() if regulations is None else regulations
    by_number = {rule.number: rule for rule in rules if rule.number}
    by_title = {rule.title: rule for rule in rules if rule.title_alone}
    told: list[tuple[int, int]] = []
    for start, end, rule in sorted(_cited(document.plain, by_number, by_title), key=lambda each: each[:2]):
        if (
            rule.repealed_on > limit
            or any(a <= start < b for a, b in told)
            or _as_history(document.plain, start, end, rule)
        ):
            continue
        told.append((start, end))
        a, b = document.place(start, end)
        day = rule.repealed_on
        at_zh = f"报告落款日期（{limit.isoformat()}）" if dated else f"{year}年末"
        at_en = f"before the report's date, {limit.isoformat()}" if dated else f"before the end of {year}"
        yield Mark(
            "repealed_citation",
            "warning",
            a,
            b,
            Both(
                f"引用的{rule.named()}已于{day.year}年{day.month}月{day.day}日起由{rule.successor()}取代，早于{at_zh}，不能再作依据。",
                f"{rule.named()} was replaced from {day.isoformat()} by {rule.successor()}, {at_en}; it is no longer a ground to rely on.",
            ),
            Both(f"{rule.successor()}（{rule.note}）" if rule.note else rule.successor(), rule.successor()),
            Both(
                "请改引现行规定，并按其条款重新核对所作的说明。",
                "Ask for the rule now in force to be cited, and for what is said to be checked against its articles.",
            ),
        )


def _cited(
    plain: str, by_number: dict[str, Regulation], by_title: dict[str, Regulation]
) -> Iterator[tuple[int, int, Regulation]]:
    issuers = sorted({compiled(r"[〔第]").split(number)[0] for number in by_number}, key=len, reverse=True)
    for pattern, anchor in ((_NUMBER, _YEAR), (_ORDER, _DECREE), (_ORDER_LAST, _DECREE_LAST)):
        for match in _before(plain, pattern, anchor):
            run = match["issuer"] + ("令" if pattern is _ORDER_LAST else "")
            issuer = next((each for each in issuers if run.endswith(each)), None)
            if issuer is None or issuer.endswith("令") != (pattern is not _NUMBER):
                continue
            start = match.start("issuer") + len(run) - len(issuer)
            before = plain[max(0, start - 1) : start]
            number = match["number"].lstrip("0")
            rule = by_number.get(
                f"{issuer}〔{match['year']}〕{number}号" if pattern is _NUMBER else f"{issuer}第{number}号"
            )
            if rule and (not before or _BEFORE.search(before)):
                title = re.search(
                    rf"《{re.escape(rule.title)}》（?[一-鿿]{{0,9}}$",
                    plain[max(0, start - len(rule.title) - 12) : start],
                )
                closed = plain.startswith("）", match.end()) and title is not None and "（" in title[0]
                yield (start - len(title[0]) if title else start), match.end() + closed, rule
    for match in _TITLE.finditer(plain):
        name = match["title"].removeprefix("中华人民共和国")
        rule = by_title.get(match["title"]) or by_title.get(name)
        numbered = _NUMBER.match(plain, match.end() + 1) or _ORDER.match(plain, match.end() + 1)
        if (
            rule
            and not (numbered and plain[match.end()] in "（〔")
            and not _LOCAL.search(plain[max(0, match.start() - 10) : match.start()])
        ):
            yield match.start(), match.end(), rule


def _before(plain: str, pattern: re.Pattern[str], anchor: re.Pattern[str]) -> Iterator[re.Match[str]]:
    """The matches of a pattern whose end is told by an anchor: few places have one, every place has an issuer's letters."""
    done_to = 0
    for found in anchor.finditer(plain):
        match = pattern.search(plain, max(done_to, found.start() - 15), min(len(plain), found.end() + 24))
        if match and match.start() <= found.start() < match.end():
            done_to = match.end()
            yield match


def _as_history(plain: str, start: int, end: int, rule: Regulation) -> bool:
    first, last = sentence_at(plain, start, "。；\n")
    if _HISTORY_BEFORE.search(plain[max(first, start - 10) : start]) or _HISTORY_AFTER.match(
        plain[end : min(last, end + 60)].lstrip("）》")
    ):
        return True
    years = [int(each) for each in compiled(r"(?<![〔（【\d])(20\d\d)年").findall(plain[first:start])]
    return bool(years) and max(years) < rule.repealed_on.year
