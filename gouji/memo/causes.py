"""Why a report could not be audited, in a page's language.

An error is told once, in English: on standard error, in error.json, in the ledger. A page finds the words again in the
list below and says them in its own language. What is not in the list, a library's own words, stays as it was told.
"""

from __future__ import annotations

import re
from functools import cache

from gouji.memo.language import Language
from gouji.memo.words import N_
from gouji.patterns import compiled

# Paths and other particulars stand for what is between the percent signs.
CAUSES = (
    N_("%(place)s: no such file"),
    N_("%(place)s: no such file or folder"),
    N_("%(place)s: no such file; `gouji extract` writes it"),
    N_("%(place)s: cannot be read (%(why)s)"),
    N_("%(place)s: cannot be read: %(why)s"),
    N_("%(place)s: cannot be written (%(why)s)"),
    N_("%(place)s: the file is empty"),
    N_("%(place)s: not a text file"),
    N_("%(place)s: not a text file in a known encoding"),
    N_("%(place)s: %(kind)s files are not read; save the report as text (.txt) first"),
    N_("%(place)s: no report.yaml"),
    N_("%(place)s: no report in this folder (a report is a folder with report.yaml and source.txt, or a .txt or .md file)"),
    N_("%(place)s: no report in this folder (report.yaml and source.txt are missing)"),
    N_("%(place)s: %(name)s is there, but no report.yaml that says whose report it is"),
    N_("%(place)s: no source.txt beside report.yaml; one source is needed"),
    N_("%(place)s: both %(one)s and %(other)s beside report.yaml; one source is needed"),
    N_("%(place)s: unknown key %(key)s (known: %(names)s)"),
    N_("%(place)s: the key %(key)s is missing"),
    N_("%(place)s: %(key)s: %(why)s, got %(got)s"),
    N_("%(place)s: sha256 does not fit %(name)s: got %(got)s, expected %(wanted)s"),
    N_("%(place)s: not YAML: %(why)s"),
    N_("%(place)s: not YAML in line %(line)s, column %(column)s: %(why)s"),
    N_("%(place)s: not proper YAML: %(why)s"),
    N_("%(place)s: a value is no date: %(why)s"),
    N_("%(place)s: expected keys and values (id, title, ...), got %(got)s"),
    N_("%(place)s: should be a list of dispositions, each beginning with '- fingerprint:'"),
    N_("%(place)s: finding %(name)s has two dispositions"),
    N_("%(place)s: disposition %(number)s (%(name)s): %(why)s"),
    N_("%(place)s: the id %(id)s is taken by the %(name)s of all reports; give it another"),
    N_("%(place)s: the id %(id)s is not its own: %(names)s would go to the same folder"),
    N_("%(place)s: memory ran out"),
    N_("%(place)s: %(name)s: stopped, not at its end after %(number)s seconds"),
    N_("%(place)s: not at its end after %(number)s seconds; worker %(worker)s was ended"),
    N_("%(place)s: worker %(worker)s ended after %(number)s s: killed from outside, or out of memory"),
    N_("%(place)s: worker %(worker)s ended after %(number)s s: killed from outside, or out of memory (%(attempts)s attempts)"),
    N_("%(place)s: %(name)s: the run broke off: %(why)s"),
    N_("%(place)s: %(name)s: a cell failed: %(why)s"),
    N_("%(place)s: audit.ipynb ran, but did not write its results whole: the audit is not done"),
    N_("internal error: %(why)s (GOUJI_DEBUG=1 shows where)"),
)
# The system's own words, where one of the above has them in it.
REASONS = (
    N_("No such file or directory"),
    N_("Permission denied"),
    N_("Is a directory"),
    N_("Not a directory"),
    N_("No space left on device"),
    N_("Input/output error"),
    N_("Read-only file system"),
)
_FIELD = re.compile(r"%\\\((\w+)\\\)s")  # as re.escape leaves one


def told(cause: str, lang: Language) -> str:
    """A cause in a language; as it is, where it is not known or is told in that language already."""
    for message, pattern in _patterns():
        if found := pattern.fullmatch(cause):
            values = {name: told(value, lang) if name == "why" else value for name, value in found.groupdict().items()}
            return lang.gettext(message, **values)
    for reason in REASONS:
        if f": {reason}" in cause:
            return cause.replace(f": {reason}", f"{lang.gettext(': ')}{lang.gettext(reason)}")
    return cause


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """The messages, those with most words of their own first: the most particular one that fits is meant."""
    made = [(message, _FIELD.sub(r"(?P<\1>.+?)", re.escape(message))) for message in (*CAUSES, *REASONS)]
    return tuple(
        (message, re.compile(pattern, re.DOTALL))
        for message, pattern in sorted(made, key=lambda pair: -len(compiled(r"%\(\w+\)s").sub("", pair[0])))
    )
