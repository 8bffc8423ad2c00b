"""How a batch is followed: a live display on a terminal, plain lines elsewhere, and the same in the batch's log."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from rich.console import Console, Group
from rich.live import Live
from rich.progress import BarColumn, MofNCompleteColumn, ProgressColumn, Task, TextColumn
from rich.progress import Progress as Bar
from rich.text import Text

from gouji.batch.results import Outcome, now
from gouji.batch.tally import Tally
from gouji.errors import GoujiError
from gouji.storage import Disk, Place

LOG = "batch.log"
LINES = 30.0  # seconds between plain lines
ROOM = 72  # columns that a bar with its pace takes
FEW = 5  # reports of which no pace can be told
KEPT = 60.0  # seconds between the log's copies on a store, where nothing can be added to a file
LONGEST = 2_000_000  # bytes of earlier batches' lines that are kept of a store's log


class Progress:
    """Follows one batch. `console` is where people look; on a terminal it shows a bar that is drawn again and again."""

    def __init__(self, console: Console) -> None:
        self.console = console
        self.tally = Tally()
        self.at_work = 0
        self.last = ""
        self._at_work_since = 0.0
        self._told = time.monotonic()
        self._bar = Bar(TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), _Pace(self),
                        console=console, auto_refresh=False)
        self._task = self._bar.add_task("reports", total=None)
        self._live: Live | None = None
        self._log: Log | None = None

    @contextmanager
    def following(self, place: Place, tally: Tally) -> Iterator[None]:
        """Show how a tally grows until left; the log goes to its place."""
        self.tally = tally
        with Log(place) as self._log:
            if self.console.is_terminal:
                with Live(self, console=self.console, refresh_per_second=4, transient=True) as self._live:
                    yield
            else:
                yield
            self._log.add(counted(tally))

    def say(self, line: str) -> None:
        """A line for people and the log."""
        if self._log:
            self._log.add(line)
        self._print(line)

    def ended(self, outcome: Outcome) -> None:
        """One report's end."""
        if outcome.failed:
            self.say(f"failed {outcome.item.id}: {outcome.cause}")
        else:
            if outcome.first:
                self.last = f"{outcome.item.id}: {outcome.first}"
            if self._log:
                self._log.add(f"done {outcome.item.id}: {found(outcome)} in {outcome.seconds:.1f} s")
        if not self.console.is_terminal and time.monotonic() - self._told >= LINES:
            self._told = time.monotonic()
            self._print(f"{counted(self.tally)}; {self.pace()}")

    def running(self, number: int) -> None:
        """So many reports are at work; the pace counts from the first of them."""
        if not self._at_work_since:
            self._at_work_since = time.monotonic()
        self.at_work = number

    def pace(self) -> str:
        """Reports a minute, and the time left at that pace."""
        made = self.tally.done + self.tally.failed
        minutes = (time.monotonic() - self._at_work_since) / 60
        if made < FEW or not self._at_work_since:
            return "no pace yet"
        left = (self.tally.total - self.tally.ended) * minutes / made * 60
        return f"{made / minutes:.0f} reports/min, {_clock(left)} left"

    def __rich__(self) -> Group:
        self._bar.update(self._task, completed=self.tally.ended, total=self.tally.total or None)
        told = [f"{counted(self.tally)}, {self.at_work} running", f"last finding: {self.last}" if self.last else ""]
        if self.narrow:  # beside the bar there is no room for the pace, nor in a line for all counts
            tally = self.tally
            told[:1] = [self.pace(), f"{tally.ended - tally.failed} done, {tally.failed} failed of {tally.total}"]
        lines = [Text(line, style="dim", overflow="ellipsis", no_wrap=True) for line in told]
        return Group(self._bar, *lines)

    @property
    def narrow(self) -> bool:
        """Whether the terminal, as wide as it is now, takes no more than a bar in a line."""
        return self.console.width < ROOM

    def _print(self, line: str) -> None:
        (self._live.console if self._live else self.console).print(Text(line))


class Log:
    """The batch's log, batch.log among the results. A log that cannot be written stops nothing."""

    def __init__(self, place: Place) -> None:
        self.place = place
        self._lines: list[str] = []
        self._before = b""
        self._written = time.monotonic()

    def __enter__(self) -> Log:
        if not isinstance(self.place, Disk):
            with suppress(GoujiError):
                self._before = (self.place.read(LOG) or b"")[-LONGEST:]
        return self

    def __exit__(self, *_: object) -> None:
        self._write()

    def add(self, line: str) -> None:
        self._lines.append(f"{now()} {line}\n")
        if isinstance(self.place, Disk) or time.monotonic() - self._written > KEPT:
            self._write()

    def _write(self) -> None:
        content = "".join(self._lines).encode("utf-8", "replace")
        self._written = time.monotonic()
        if isinstance(self.place, Disk):
            self._lines.clear()
            with suppress(OSError), Path(self.place.path, LOG).open("ab") as file:
                file.write(content)
        else:
            with suppress(GoujiError):
                self.place.put("", {LOG: self._before + content})


class _Pace(ProgressColumn):
    def __init__(self, progress: Progress) -> None:
        super().__init__()
        self._progress = progress

    def render(self, task: Task) -> Text:
        return Text("" if self._progress.narrow else self._progress.pace())


def counted(tally: Tally) -> str:
    """The counts in a line."""
    return f"{tally.done} done, {tally.kept} done before, {tally.failed} failed of {tally.total}"


def found(outcome: Outcome) -> str:
    return ", ".join(f"{number} {severity}" for severity, number in outcome.findings.items()) or "nothing"


def _clock(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
