"""The search for garbage in cycles, put off while much is made that stays."""

from __future__ import annotations

import ctypes
import gc
import itertools
import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def put_off() -> Iterator[None]:
    """Within, no search for cycles: a report makes a hundred thousand objects, hardly one of them in a cycle, and each
    search would go through them anew. What is garbage by its count of references is freed as ever."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


EVERY = 8  # reports: a search through all that is loaded takes a sixth of a second
_reports = itertools.count(1)


def given_back() -> None:
    """Called after each report of many: `give_back` now and then. Without it a worker grows by a megabyte a report."""
    if next(_reports) % EVERY == 0:
        give_back()


def give_back() -> None:
    """Free what is left in cycles, notebooks among it, and give the memory back to the system, which glibc would keep in pieces."""
    gc.collect()
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None) if sys.platform == "linux" else None
    if trim is not None:
        trim(0)
