"""Every error that a user can meet, as one tree."""

from __future__ import annotations

import os


class GoujiError(Exception):
    """What was asked could not be done; the message is one line that a user can act on.

    A message names the thing at fault (a path, a key, a rule), then what was got and what was expected.
    Line breaks that come in from other libraries are folded, so that one error is one line on standard error.
    """

    exit_code = 2

    def __init__(self, message: str) -> None:
        super().__init__(" ".join(message.split()))


class InputError(GoujiError):
    """A path or a source text cannot be read as a report."""


class ReportError(GoujiError):
    """A report.yaml is broken, or does not fit its source text."""


class SuiteError(GoujiError):
    """A suite of expectations is broken, or asks for what is not there."""


class NotebookError(GoujiError):
    """A notebook did not run to its end, or was given what it does not declare."""


class BatchError(GoujiError):
    """A batch cannot be run as it was asked for, or cannot go on."""


class ClusterError(BatchError):
    """A Dask scheduler or its workers cannot be reached, or are not as a batch needs them."""


class LedgerError(GoujiError):
    """The ledger is not there, holds what cannot be read, or was asked what it cannot answer."""


def in_a_line(error: Exception) -> str:
    """What a user is told of an error: our own in its words, any other as a fault of ours (raised if GOUJI_DEBUG)."""
    if isinstance(error, GoujiError):
        return str(error)
    if os.environ.get("GOUJI_DEBUG"):
        raise error
    return " ".join(f"internal error: {type(error).__name__}: {error} (GOUJI_DEBUG=1 shows where)".split())
