"""The search for garbage in cycles, put off while much is made that stays."""

from __future__ import annotations

import gc
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
