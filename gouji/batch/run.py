"""A batch from its paths to its last table: looked through, handed out, counted. It can be killed and started again."""

from __future__ import annotations

import os
import secrets
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Any

from gouji.audit import TOGETHER, suites_folder
from gouji.batch import plan, work
from gouji.batch.attempt import Attempt
from gouji.batch.inputs import Settings, code, inputs_of, suite_files
from gouji.batch.lock import only_batch
from gouji.batch.plan import Item
from gouji.batch.progress import Progress
from gouji.batch.results import Outcome
from gouji.batch.sources import on_disk
from gouji.batch.tally import Tally
from gouji.batch.work import Task
from gouji.errors import BatchError, ClusterError, GoujiError, InputError, in_a_line
from gouji.ledger import compact
from gouji.memo.index import write_index
from gouji.memo.language import languages
from gouji.storage import Place, is_url, open_place
from gouji.suites import load_suites

if TYPE_CHECKING:
    from distributed import Client, Future

HERE = 300  # so many reports are looked through in this process; more of them by the workers
CHUNK = 100  # reports that a worker looks through in one go
FOREVER = 1e6  # seconds
EXPECTED = {"jobs": "at least 1", "retries": "0 or more", "timeout": f"seconds, more than 0 and less than {FOREVER:g}"}
ALONE = 120.0  # seconds without any worker, after which a batch gives up
UNWRITTEN = 5  # failures in a row that could not be written down: the place is full, or gone


@dataclass(frozen=True)
class Orders:
    """What a batch was asked to do; see `gouji batch --help`. `out` and `paths` are paths or URLs."""

    paths: Sequence[str]
    out: str = "reports"
    langs: Sequence[str] = ("zh", "en")
    expectations: Path | None = None
    jobs: int | None = None
    scheduler: str | None = None
    memo: bool = True
    force: bool = False
    timeout: float = 600.0
    retries: int = 2

    def settings(self) -> Settings:
        """The orders, checked, as the workers take them. Raises a GoujiError for what cannot be done as asked."""
        for name, given, fits in (("jobs", self.jobs, self.jobs is None or self.jobs >= 1),
                                  ("retries", self.retries, self.retries >= 0),
                                  ("timeout", self.timeout, 0 < self.timeout < FOREVER)):
            if not fits:
                raise InputError(f"{name} is {given:g}: expected {EXPECTED[name]}")
        if self.jobs is not None and self.scheduler is not None:
            raise InputError("jobs are processes of this machine, and a scheduler has workers of its own: give one of them")
        if self.scheduler is not None and "://" not in self.scheduler:
            raise InputError(f"scheduler is {self.scheduler!r}: expected an address such as tcp://10.0.0.1:8786")
        codes = [lang.code for lang in languages(self.langs)] if self.memo else []
        folder = suites_folder(self.expectations)
        load_suites(folder)
        if codes:
            from gouji.memo.run import check_parameters, notebook_path  # takes seconds

            given = {"report": "", "expectations": folder.as_posix(), "out": self.out, "lang": ",".join(codes),
                     "fail_on": "never"}
            check_parameters(notebook_path("audit.ipynb"), given)
        out = self.out if is_url(self.out) or self.scheduler is None else str(Path(self.out).absolute())
        return Settings(out, folder.as_posix(), suite_files(folder), tuple(codes), self.timeout, self.force, code())


def run_batch(orders: Orders, progress: Progress) -> Tally:
    """Do what was ordered and return the counts; what is done stays done, whatever ends the batch.

    Raises a GoujiError where nothing could be begun: orders that cannot be done, a place that another batch holds.
    """
    settings = orders.settings()
    place = open_place(settings.out)
    tally = Tally()
    with only_batch(place) as still_ours, progress.following(place, tally), ExitStack() as stack:
        try:
            _run(orders, settings, place, tally, progress, still_ours, stack)
        except BatchError as error:
            tally.stopped = str(error)
        except KeyboardInterrupt:
            tally.stopped = "interrupted; what is done stays done, the same command goes on from here"
        _finish(settings, tally)
    return tally


def _finish(settings: Settings, tally: Tally) -> None:
    """What is made once of all reports: few parts of the ledger's many, and the index."""
    try:
        if tally.done:
            compact(settings.ledger)
        pages, tally.said = write_index(settings.out)
        tally.index = [str(page) for page in pages]
    except GoujiError as error:
        tally.said = [str(error)]


def _run(
    orders: Orders, settings: Settings, place: Place, tally: Tally, progress: Progress, still_ours: Callable[[], None],
    stack: ExitStack,
) -> None:
    batch = f"{datetime.now(UTC):%Y%m%dT%H%M%S}-{secrets.token_hex(3)}"
    clients: list[Client] = []

    def client() -> Client:
        if not clients:
            from gouji.batch.cluster import workers

            progress.say("starting workers")
            clients.append(stack.enter_context(workers(orders.jobs or cores(), orders.scheduler, settings, batch)))
        return clients[0]

    progress.say(f"batch {batch} into {place.where}")
    sources, tally.errors = plan.found(orders.paths)
    for error in tally.errors:
        progress.say(error)
    named = [name for names in _each(plan.looked_at, sources, client) for name in names]
    items, refused = plan.distinct(named)
    tally.total = len(named)
    for one in refused:
        attempt = Attempt(place, one.item, settings, batch)
        progress.ended(_count(tally, attempt.failed_as(one.cause, "report")))
    waiting = items
    if not settings.force:
        waiting = []
        looked = _each(lambda some: work.kept(some, settings), items, client)
        for item, known in zip(items, (known for some in looked for known in some), strict=True):
            if known:
                _count(tally, known)
            else:
                waiting.append(item)
    progress.say(f"{tally.total} reports: {tally.kept} done before, {len(refused)} refused, {len(waiting)} to do")
    if waiting:
        Head(client(), settings, place, tally, progress, still_ours, batch, orders.retries).run(waiting)


def cores() -> int:
    """The cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _count(tally: Tally, outcome: Outcome) -> Outcome:
    tally.add(outcome)
    return outcome


def _each(look: Callable[[Sequence[Any]], list[Any]], all_: Sequence[Any], client: Callable[[], Client]) -> Iterator[list]:
    """What `look` answers about all of them, chunk by chunk in order: here, or for many by the workers."""
    if len(all_) <= HERE:
        yield look(all_)
        return
    chunks = [all_[at : at + CHUNK] for at in range(0, len(all_), CHUNK)]
    flying: deque[Future] = deque()
    for chunk in chunks:
        flying.append(client().submit(look, chunk, pure=False))
        if len(flying) > 4 * max(1, len(client().nthreads())):
            yield flying.popleft().result()
    while flying:
        yield flying.popleft().result()


class Head:
    """Hands out tasks, no more at a time than the workers can do at once, and counts what comes back.

    So each worker has one task: where it dies, it is known on which report, and memory does not grow with their number.
    """

    def __init__(
        self, client: Client, settings: Settings, place: Place, tally: Tally, progress: Progress,
        still_ours: Callable[[], None], batch: str, retries: int,
    ) -> None:
        self.client, self.settings, self.place = client, settings, place
        self.tally, self.progress, self.still_ours = tally, progress, still_ours
        self.batch, self.retries = batch, retries
        self.fresh: Iterator[Task] = iter(())
        self.held: Task | None = None  # the next one, while no worker is free
        self.again: deque[Task] = deque()
        self.flying: dict[str, tuple[Future, Task, float]] = {}
        self.landed: SimpleQueue[Future] = SimpleQueue()
        self.width, self.asked, self.seen = 1, 0.0, time.monotonic()
        self.unwritten = 0

    def run(self, items: Sequence[Item]) -> None:
        """Do all of them. Raises BatchError where that cannot go on."""
        self._measure()
        self.fresh = self._tasks(items)
        while True:
            self.still_ours()
            more = self._hand_out()
            if not self.flying and not more:
                return
            self.progress.running(sum(len(task.items) for _, task, _ in self.flying.values()))
            try:
                future = self.landed.get(timeout=1.0)
            except Empty:
                self._measure()
                continue
            _, task, begun = self.flying.pop(future.key)
            for outcome in self._settled(future, task, begun):
                self.progress.ended(_count(self.tally, outcome))
                self._watch(outcome)

    def _tasks(self, items: Sequence[Item]) -> Iterator[Task]:
        """With a memo report by report; without so many together as still give every worker its share."""
        size = 1 if self.settings.memo else max(1, min(TOGETHER, -(-len(items) // (2 * self.width))))
        for at in range(0, len(items), size):
            yield Task(tuple(items[at : at + size]), self.batch, self.retries)

    def _hand_out(self) -> bool:
        """Hand out what the workers can take; whether there is more to be done."""
        if time.monotonic() - self.asked > 1:
            self._measure()
        while task := self.held or next(self.fresh, None) or (self.again.popleft() if self.again else None):
            self.held = task
            if len(self.flying) >= self.width:
                return True
            self.held = None
            future = self.client.submit(work.work_here, task, pure=False)
            self.flying[future.key] = (future, task, time.monotonic())
            future.add_done_callback(self.landed.put)
        return False

    def _measure(self) -> None:
        from gouji.batch.cluster import threads

        self.width, self.asked = threads(self.client), time.monotonic()
        if self.width:
            self.seen = self.asked
        elif self.asked - self.seen > ALONE:
            raise ClusterError(f"no worker for {ALONE:.0f} s; what is done stays done")

    def _settled(self, future: Future, task: Task, begun: float) -> Iterator[Outcome]:
        """The outcomes of a task that ended; what is to be tried again is put by."""
        from distributed import KilledWorker

        error = None
        if future.status == "finished":
            try:
                outcomes = future.result(timeout=60)
            except Exception as lost:  # noqa: BLE001 - the worker went with its answer
                error = lost
        elif future.status == "error":
            error = future.exception()
        if future.status in ("cancelled", "lost") or (error is not None and not isinstance(error, KilledWorker)):
            self._measure()  # says so where the scheduler is gone
            if future.status == "error":
                raise BatchError(in_a_line(error))
            self.again.append(task)
        elif error is None:
            for outcome in outcomes:
                if outcome.kind == "killed" and task.left:
                    self._try_again(Task((outcome.item,), task.batch, task.left - 1, task.attempt + 1,
                                         (*task.before, outcome.cause)))
                else:
                    yield replace(outcome, kept=False)  # done by this batch, if its first answer was lost
        else:
            self._measure()
            yield from self._died(task, time.monotonic() - begun, error)
        future.release()

    def _died(self, task: Task, seconds: float, error: Any) -> Iterator[Outcome]:
        """A worker's end under a task: of several reports each by itself again, of one as often as there are tries."""
        where = getattr(getattr(error, "last_worker", None), "address", "its worker")
        if len(task.items) > 1:
            cause = f"worker {where} ended while it had {len(task.items)} reports"
            for item in task.items:
                self.again.append(Task((item,), task.batch, task.left, task.attempt + 1, (*task.before, cause)))
            self.progress.say(f"{cause}; each of them is done by itself now")
            return
        (item,) = task.items
        late = seconds >= self.settings.timeout
        cause = f"worker {where} ended after {seconds:.0f} s: killed from outside, or out of memory"
        if late:
            cause = f"not at its end after {self.settings.timeout:g} seconds; worker {where} was ended"
        elif task.left:
            self._try_again(Task((item,), task.batch, task.left - 1, task.attempt + 1, (*task.before, cause)))
            return
        attempt = Attempt(self.place, item, self.settings, task.batch, task.attempt, task.before, seconds=seconds)
        with suppress(GoujiError, OSError), on_disk(item.source) as there:
            attempt.inputs = inputs_of(there, self.settings, datetime.now().astimezone().date())
        tries = "" if late or task.attempt == 1 else f" ({task.attempt} attempts)"
        yield attempt.failed_as(f"{item.source.shown}: {cause}{tries}", "timeout" if late else "killed")

    def _try_again(self, task: Task) -> None:
        self.again.append(task)
        self.progress.say(f"{task.items[0].id}: {task.before[-1]}; tried again")

    def _watch(self, outcome: Outcome) -> None:
        """Stop where nothing can be written any more: each further report would be worked on for nothing."""
        self.unwritten = 0 if outcome.told else self.unwritten + 1
        if self.unwritten >= UNWRITTEN:
            raise BatchError(f"{outcome.cause}; nothing can be written to {self.place.where}, so the batch stops: start "
                             "the same command again when there is room")
