"""`make batch-demo`: 200 reports as a county has them, 5 of them broken in different ways, for `gouji batch` to run through.

    python -m benchmarks.demo FOLDER [--reports N]

Folders and text files in turn, of every style of the generator, some with an error seeded; always the same for the same N.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import shutil
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import yaml

from benchmarks.seeding import KINDS, seed
from benchmarks.styles import STYLES, make

SEEDED = 4  # every so many-th report has an error
MARK = ".demo"  # tells a folder of ours, which may be made anew


def _empty(place: Path, text: str) -> None:
    (place / "empty.txt").write_text("", encoding="utf-8")


def _no_text(place: Path, text: str) -> None:
    (place / "scanned.txt").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)) * 8)


def _broken_yaml(place: Path, text: str) -> None:
    (_folder(place / "broken-keys", text) / "report.yaml").write_text("id: broken-keys\ntitle: [某局报告\n", encoding="utf-8")


def _other_source(place: Path, text: str) -> None:
    with (_folder(place / "changed-source", text) / "source.txt").open("a", encoding="utf-8") as file:
        file.write("后来添上的一句。\n")


def _climbing_id(place: Path, text: str) -> None:
    _folder(place / "hostile-id", text, id="../../somewhere-else")


BROKEN: Sequence[Callable[[Path, str], None]] = (_empty, _no_text, _broken_yaml, _other_source, _climbing_id)


def reports(place: Path, number: int) -> None:
    """So many reports in a folder, the last five of them broken. Raises SystemExit where the folder holds other things."""
    if place.exists() and any(place.iterdir()) and not (place / MARK).exists():
        raise SystemExit(f"{place}: not a folder of the demo, so it stays as it is; name another")
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir(parents=True)
    (place / MARK).touch()
    styles = list(STYLES)
    for at in range(max(0, number - len(BROKEN))):
        text = _text(styles[at % len(styles)], at)
        name = f"{at:04}-{styles[at % len(styles)]}"
        if at % 2:
            (place / f"{name}.txt").write_text(text, encoding="utf-8")
        else:
            _folder(place / name, text)
    for breaking in BROKEN[:number]:
        breaking(place, _text("works", number))


def _text(style: str, at: int) -> str:
    report = make(style, at)
    if at % SEEDED == 0:
        rng = random.Random(at)
        seeded = seed(report, rng.choice(sorted(KINDS)), rng)
        return seeded.report.text if seeded else report.text
    return report.text


def _folder(place: Path, text: str, **more: object) -> Path:
    place.mkdir()
    content = text.encode()
    (place / "source.txt").write_bytes(content)
    told = {"id": place.name, "title": text.strip().splitlines()[0][:80], "sha256": hashlib.sha256(content).hexdigest(), **more}
    (place / "report.yaml").write_text(yaml.safe_dump(told, allow_unicode=True, sort_keys=False), encoding="utf-8")
    return place


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.demo", description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--reports", type=int, default=200)
    options = parser.parse_args(arguments)
    reports(options.folder, options.reports)
    return 0


if __name__ == "__main__":
    sys.exit(main())
