"""Workers: processes on this machine, or those of a running Dask scheduler. Only this module starts or asks Dask."""

from __future__ import annotations

import logging
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import Any

import dask.config
import distributed
from distributed import Client, LocalCluster, WorkerPlugin

from gouji.batch.inputs import Settings
from gouji.errors import ClusterError

PATIENCE = 60  # seconds for a scheduler to answer, and for its first worker to be there
CONFIG: Mapping[str, Any] = {
    "distributed.worker.daemon": False,  # a worker has kernels as children
    "distributed.scheduler.allowed-failures": 0,  # how often is tried again is the batch's to say, report by report
    "distributed.scheduler.worker-saturation": 1.0,  # a report waits here, not behind one that may kill its worker
    "distributed.worker.memory.target": False,  # results are small: what grows is a report at work, and nothing spills
    "distributed.worker.memory.spill": False,
    "distributed.worker.memory.pause": False,
    "distributed.worker.memory.terminate": 0.95,
    "distributed.worker.profile.enabled": False,
    "distributed.admin.tick.interval": "1s",  # three processes that look fifty times a second whether they are late cost a twentieth of a core
    "distributed.admin.system-monitor.interval": "2s",
    "distributed.admin.large-graph-warning-threshold": "1 GB",
    "distributed.comm.timeouts.connect": f"{PATIENCE}s",
}
UNSEEN = {"dashboard": False, "dashboard_address": "127.0.0.1:0"}  # Dask opens a port for pages all the same: any free one


class Ready(WorkerPlugin):
    """What each worker is given once, also one that comes later or is started again: the batch's settings."""

    def __init__(self, settings: Settings, batch: str) -> None:
        self.settings, self.name = settings, batch

    def setup(self, worker: distributed.Worker) -> None:
        # what a killed worker leaves there, Dask clears away when the next one starts
        tempfile.tempdir = worker.local_directory


@contextmanager
def workers(jobs: int, scheduler: str | None, settings: Settings, batch: str) -> Iterator[Client]:
    """A client of so many processes of our own, or of a scheduler's workers, each given the batch's settings.

    Raises ClusterError where the scheduler does not answer, has no worker, or one of several threads.
    """
    # what becomes of workers is told by what becomes of their reports
    logging.getLogger("distributed").setLevel(logging.CRITICAL)
    with dask.config.set(CONFIG):
        if scheduler is None:
            with (
                LocalCluster(n_workers=jobs, threads_per_worker=1, processes=True, dashboard_address=None,
                             scheduler_kwargs=UNSEEN, silence_logs=50) as cluster,
                _given(Client(cluster, set_as_default=False), settings, batch) as client,
            ):
                yield client
        else:
            with _given(_reached(scheduler), settings, batch) as client:
                yield client


def threads(client: Client) -> int:
    """How many tasks its workers can do at once. Raises ClusterError where the scheduler is gone."""
    try:
        return sum(client.nthreads().values())
    except Exception as error:  # noqa: BLE001 - Dask's comms raise many kinds
        raise ClusterError(f"the scheduler is gone ({type(error).__name__}); what is done stays done") from None


def _reached(scheduler: str) -> Client:
    try:
        client = Client(scheduler, timeout=PATIENCE, set_as_default=False)
    except Exception as error:  # noqa: BLE001 - an address may be wrong in many ways
        raise ClusterError(f"{scheduler}: no Dask scheduler answers there ({type(error).__name__})") from None
    try:
        client.wait_for_workers(1, timeout=PATIENCE)
        wide = [address for address, number in client.nthreads().items() if number != 1]
    except Exception as error:  # noqa: BLE001 - as above
        client.close()
        raise ClusterError(f"{scheduler}: no worker within {PATIENCE} s ({type(error).__name__})") from None
    if wide:
        client.close()
        raise ClusterError(f"{scheduler}: worker {wide[0]} has several threads; start workers with --nthreads 1, "
                           "and more of them with --nworkers")
    return client


@contextmanager
def _given(client: Client, settings: Settings, batch: str) -> Iterator[Client]:
    with client:
        client.register_plugin(Ready(settings, batch), name=batch)
        try:
            yield client
        finally:
            with suppress(Exception):  # gone, or going anyway
                client.unregister_worker_plugin(batch)
