"""A text out of the bytes that it was kept in."""

from __future__ import annotations

import re

import charset_normalizer

from gouji.errors import InputError

_STRANGE = re.compile("[\\x00-\\x08\\x0e-\\x1f\\ue000-\\uf8ff\\ufffd]")


def decode(raw: bytes, name: str) -> tuple[str, str]:
    """The text in `raw` and its encoding: UTF-8 first, then UTF-16 with a mark, GB 18030, then what a detector says."""
    if not raw.strip():
        raise InputError(f"{name}: the file is empty")
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        tries = ["utf-16"]
    else:
        tries = ["utf-8-sig", "gb18030"]
        if b"\x00" in raw:
            raise InputError(f"{name}: not a text file")
    for encoding in tries:
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if _readable(text):
            return text, encoding
    best = charset_normalizer.from_bytes(raw).best()
    if best is not None and _readable(str(best)):
        return str(best), best.encoding
    raise InputError(f"{name}: not a text file in a known encoding")


def _readable(text: str) -> bool:
    """Prose, not bytes that happen to decode: hardly any control or private-use characters, some letters."""
    return len(_STRANGE.findall(text)) <= len(text) // 200 and any(c.isalnum() for c in text)
