"""A papermill engine that saves the notebook when it has ended, however it ended, and not at every cell."""

from __future__ import annotations

from typing import Any

from papermill.engines import NBClientEngine, NotebookExecutionManager, papermill_engines

ENGINE = "gouji-saves-at-the-end"


class SavesAtTheEnd(NBClientEngine):
    """Papermill's own engine but for the saving: that writes the whole notebook anew before and after every cell.

    A run that breaks off is saved as far as it came; one that was killed leaves the notebook as it was before it.
    """

    @classmethod
    def execute_managed_notebook(cls, nb_man: NotebookExecutionManager, kernel_name: str, **kwargs: Any) -> None:
        path, nb_man.output_path = nb_man.output_path, None
        try:
            super().execute_managed_notebook(nb_man, kernel_name, **kwargs)
        except BaseException:
            nb_man.output_path = path  # papermill saves a notebook that came to its end, or to a cell that failed
            raise


def register() -> None:
    """Make the engine known to papermill."""
    papermill_engines.register(ENGINE, SavesAtTheEnd)
