"""A papermill engine that saves the notebook when it has ended, however it ended, and not at every cell; its client begins as soon as
the kernel is there."""

from __future__ import annotations

from typing import Any

from jupyter_client import AsyncKernelClient, AsyncKernelManager, KernelClient
from jupyter_client.channels import AsyncZMQSocketChannel
from papermill.engines import NBClientEngine, NotebookExecutionManager, papermill_engines
from traitlets import Type

ENGINE = "gouji-saves-at-the-end"


SILENCE_SECONDS = 0.02  # on the channel of outputs; what comes later is of no cell, and nbclient heeds none of it


class _Outputs(AsyncZMQSocketChannel):
    """The channel of a kernel's outputs: while the kernel starts, it takes a short silence for one behind the first message."""

    starting = heard = False

    async def get_msg(self, timeout: float | None = None) -> dict[str, Any]:
        if self.starting and self.heard and timeout is not None:
            timeout = min(timeout, SILENCE_SECONDS)
        message = await super().get_msg(timeout)
        self.heard = True
        return message


class _Client(AsyncKernelClient):
    """A client that begins when the kernel has answered; jupyter_client's own waits a fifth of a second more."""

    iopub_channel_class = Type(_Outputs)

    async def wait_for_ready(self, timeout: float | None = None) -> None:
        self.iopub_channel.starting = True
        try:
            await super().wait_for_ready(timeout)
        finally:
            self.iopub_channel.starting = False


class _Manager(AsyncKernelManager):
    """jupyter_client's own, with such clients."""

    client_factory = Type(_Client, klass=KernelClient)


class SavesAtTheEnd(NBClientEngine):
    """Papermill's own engine but for the saving: that writes the whole notebook anew before and after every cell.

    A run that breaks off is saved as far as it came; one that was killed leaves the notebook as it was before it.
    """

    @classmethod
    def execute_managed_notebook(cls, nb_man: NotebookExecutionManager, kernel_name: str, **kwargs: Any) -> None:
        path, nb_man.output_path = nb_man.output_path, None
        kwargs.setdefault("kernel_manager_class", _Manager)
        try:
            super().execute_managed_notebook(nb_man, kernel_name, **kwargs)
        except BaseException:
            nb_man.output_path = path  # papermill saves a notebook that came to its end, or to a cell that failed
            raise


def register() -> None:
    """Make the engine known to papermill."""
    papermill_engines.register(ENGINE, SavesAtTheEnd)
