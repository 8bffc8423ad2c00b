"""A list in YAML changed as text: one entry added or put in another's place, every other character as it was.

A YAML library that reads and writes again would keep the comments but not the rest (line ends, indents, quotes). PyYAML
tells where each entry stands, and that is all that is needed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import yaml


def with_entry(text: str, entry: Mapping[str, Any], instead_of: int | None = None, why: str = "") -> str | None:
    """The text with an entry more, or with it in the place of another, which stays above it as a comment under `why`.

    None where the list is not written as lines that begin with "-": then there is no place for one. Raises
    yaml.YAMLError for what is not YAML.
    """
    root = yaml.compose(text, Loader=yaml.SafeLoader)
    end_of_line = "\r\n" if "\r\n" in text else "\n"
    if root is None or not root.value:  # nothing, or comments alone, or []
        if isinstance(root, yaml.SequenceNode):
            text = text[: root.start_mark.index] + text[root.end_mark.index :]
        return _ended(text, end_of_line) + _written(entry, "", end_of_line)
    if not isinstance(root, yaml.SequenceNode) or root.flow_style:
        return None
    indent = " " * root.start_mark.column
    if instead_of is None:
        return _ended(text, end_of_line) + _written(entry, indent, end_of_line)
    dashes = [token.start_mark.index for token in yaml.scan(text) if isinstance(token, yaml.BlockEntryToken)]
    if len(dashes) != len(root.value):  # an entry holds a list of its own
        return None
    start, end = dashes[instead_of], _end(text, root.value[instead_of])
    old = [
        f"{indent}# {why}",
        *(f"{indent}# {line.removeprefix(indent)}".rstrip() for line in text[start:end].splitlines()),
    ]
    new = end_of_line.join([*old, _written(entry, indent, end_of_line)])
    return text[:start] + new.removeprefix(indent).removesuffix(end_of_line) + text[end:]


def _written(entry: Mapping[str, Any], indent: str, end_of_line: str) -> str:
    lines = yaml.safe_dump([dict(entry)], allow_unicode=True, sort_keys=False, width=10**6).splitlines()
    return "".join(f"{indent}{line}".rstrip() + end_of_line for line in lines)


def _ended(text: str, end_of_line: str) -> str:
    """The text, its last line ended."""
    return text if not text.strip("\ufeff") or text.endswith("\n") else text + end_of_line


def _end(text: str, node: yaml.Node) -> int:
    """Where the last line of an entry ends, a comment on it included."""
    last = max(leaf.end_mark.index for leaf in _leaves(node))
    end = text.find("\n", len(text[:last].rstrip()))
    return len(text.rstrip()) if end < 0 else end - (text[end - 1] == "\r")


def _leaves(node: yaml.Node) -> Iterator[yaml.Node]:
    if isinstance(node, yaml.MappingNode) and not node.flow_style:
        for key, value in node.value:
            yield from _leaves(key)
            yield from _leaves(value)
    else:
        yield node
