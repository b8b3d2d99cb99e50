"""Answer pictures by threads: they wait in a queue, and each one ends exactly once."""

from __future__ import annotations

import contextlib
import os
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from desktop.services.answerers import Answerers
from desktop.services.asking import ask
from desktop.services.photo import Failure
from desktop.services.progress import Meter, Progress
from desktop.services.tasks import Outcome, Task
from petsight.machine import processors

_NICE: Final = 10


@dataclass(frozen=True, slots=True)
class _UnderWay:
    """What a thread is at, and the moment from which on nobody waits for it."""

    task: Task
    until: float


class AnswerQueue:
    """Pictures wait, are answered by threads, and are taken away. Safe to share between threads.

    A task that was submitted ends in exactly one `Outcome`, or is returned by `cancel`, or is
    dropped by `close`. A file that keeps a thread for longer than anybody has patience ends as a
    failure; another thread takes over, and what the first one may still bring is dropped.
    """

    def __init__(
        self, wake: Callable[[], None], workers: int | None = None, patience_s: float = 60.0
    ) -> None:
        """Start no thread yet.

        Args:
            wake: Called from any thread when there is something to take where there was nothing.
            workers: Pictures decoded at a time; by default one for each processor that this process
                may use.
            patience_s: Seconds that one picture may take.
        """
        self._wake = wake
        self._workers = workers or processors()
        self._turn = threading.BoundedSemaphore(self._workers)
        self._patience_s = patience_s
        self._lock = threading.Lock()
        self._work = threading.Condition(self._lock)
        self._waiting: deque[Task] = deque()
        self._under_way: dict[threading.Thread, _UnderWay] = {}
        self._ended: deque[Outcome] = deque()
        self._threads: list[threading.Thread] = []
        self._watch: threading.Thread | None = None
        self._answerers: Answerers | None = None
        self._meter = Meter()
        self._paused = False
        self._closing = threading.Event()

    def use(self, answerers: Answerers | None) -> None:
        """Have pictures answered by these from now on; what is under way keeps the former ones.

        Args:
            answerers: Who answers; None holds the queue until somebody can.
        """
        with self._lock:
            self._answerers = answerers
            self._staff()

    def submit(self, tasks: Sequence[Task], *, first: bool = False) -> None:
        """Let pictures wait for their turn.

        Args:
            tasks: What is asked, in order.
            first: Whether they come before all that waits already.
        """
        with self._lock:
            if self._closing.is_set():
                return
            if first:
                self._waiting.extendleft(reversed(tasks))
            else:
                self._waiting.extend(tasks)
            self._meter.add(len(tasks))
            self._staff()

    def take(self, limit: int) -> list[Outcome]:
        """Return what has ended, the longest ago first, each outcome once.

        `wake` is called again only after fewer than `limit` were returned.

        Args:
            limit: How many at most.
        """
        with self._lock:
            return [self._ended.popleft() for _ in range(min(limit, len(self._ended)))]

    @property
    def progress(self) -> Progress:
        """How far the batch has come; one begins when something is submitted to an idle queue."""
        with self._lock:
            return self._meter.now

    @property
    def paused(self) -> bool:
        """Whether no further picture is begun."""
        return self._paused

    def pause(self) -> None:
        """Begin no further picture; what is under way ends."""
        self._set_paused(paused=True)

    def resume(self) -> None:
        """Go on."""
        self._set_paused(paused=False)

    def cancel(self) -> list[Task]:
        """Drop what waits, at once; what is under way still ends in an outcome.

        Returns:
            What was dropped, in the order in which it waited.
        """
        with self._lock:
            dropped = list(self._waiting)
            self._waiting.clear()
            self._meter.take_back(len(dropped))
            return dropped

    def close(self, seconds: float = 2.0) -> None:
        """End the threads; what waits is dropped, and what has ended can still be taken.

        Args:
            seconds: How long to wait for pictures that are under way. A thread that is stuck is
                left behind, and keeps nobody from ending the process.
        """
        deadline = time.monotonic() + seconds
        with self._lock:
            self._closing.set()
            self._waiting.clear()
            threads = [*self._threads, *([self._watch] if self._watch else [])]
            self._work.notify_all()
        for thread in threads:
            thread.join(max(0.0, deadline - time.monotonic()))

    def _set_paused(self, paused: bool) -> None:
        with self._lock:
            self._paused = paused
            self._meter.pause(paused)
            self._staff()

    def _staff(self) -> None:
        """Have as many threads as there is work for; under the lock."""
        self._work.notify_all()
        wanted = min(self._places(), len(self._waiting) + len(self._under_way))
        if self._watch is None and wanted:
            self._watch = self._start(self._look_for_overdue)
        while len(self._threads) < wanted:
            self._threads.append(self._start(self._answer))

    def _start(self, body: Callable[[], None]) -> threading.Thread:
        thread = threading.Thread(target=body, name="petsight-answers", daemon=True)
        thread.start()
        return thread

    def _places(self) -> int:
        if self._answerers is None or self._closing.is_set():
            return 0
        return self._workers + self._answerers.concurrency

    def _answer(self) -> None:
        """Answer one picture after the other; the body of a thread."""
        _step_back()
        while (begun := self._begin()) is not None:
            task, answerers = begun
            outcome = ask(task, answerers, self._turn)
            with self._lock:
                if self._under_way.pop(threading.current_thread(), None) is None:
                    return  # this thread was given up, and the task has ended
                wake = self._end(outcome)
            if wake:
                self._wake()

    def _begin(self) -> tuple[Task, Answerers] | None:
        """Wait for a task; None says that this thread is not needed any more."""
        me = threading.current_thread()
        with self._lock:
            while True:
                if self._closing.is_set() or len(self._threads) > max(1, self._places()):
                    self._threads.remove(me)
                    return None
                if self._waiting and self._answerers is not None and not self._paused:
                    break
                self._work.wait()
            task = self._waiting.popleft()
            self._under_way[me] = _UnderWay(task, time.monotonic() + self._patience_s)
            return task, self._answerers

    def _end(self, outcome: Outcome) -> bool:
        """Take note of an outcome, under the lock; tell whether somebody is to be woken."""
        self._ended.append(outcome)
        self._meter.end(failed=outcome.failure is not None)
        return len(self._ended) == 1 and not self._closing.is_set()

    def _look_for_overdue(self) -> None:
        """Give up threads that take too long; the body of a thread."""
        while not self._closing.wait(self._until_overdue()):
            with self._lock:
                wake = self._give_up_overdue()
            if wake:
                self._wake()

    def _until_overdue(self) -> float:
        """Return seconds for which nothing can become overdue, whatever is begun meanwhile."""
        now = time.monotonic()
        with self._lock:
            ends = [work.until for work in self._under_way.values()]
        return max(0.0, min(ends, default=now + self._patience_s) - now)

    def _give_up_overdue(self) -> bool:
        """Let others take over, under the lock; tell whether somebody is to be woken."""
        now = time.monotonic()
        wake = False
        for thread, work in list(self._under_way.items()):
            if work.until <= now:
                del self._under_way[thread]
                self._threads.remove(thread)
                wake |= self._end(Outcome(work.task, failure=self._too_slow()))
        self._staff()
        return wake

    def _too_slow(self) -> Failure:
        waited = f"{self._patience_s:.0f} seconds"
        return Failure("too_slow", f"after {waited} the disk or the network share did not answer")


def _step_back() -> None:
    """Let the window go first where a thread can have a priority of its own."""
    if sys.platform == "linux":
        with contextlib.suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), _NICE)
