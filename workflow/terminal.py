"""What a run tells: one line per job when it ends, how far trainings are, and why a job failed.

Snakemake's own words take seven lines a job, name no experiment when one ends, and list every
input of a job that fails. They still stand in full in its log under ``.snakemake/log``.
"""

import json
import logging
import os
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from nncore.training.progress import LOG_SECONDS, WATCH_SECONDS, time_left
from workflow.failures import explain, tells_failure

# Said at every job, or of no use to somebody who runs this workflow.
UNSAID = ("Select jobs to execute", "Execute ", "Exiting because a job execution failed")
BAR = 20
CLEAR = "\r\033[K"


class Job(NamedTuple):
    """A job that was started: its name, its logs and the time, in seconds."""

    name: str
    logs: tuple[Path, ...]
    began: float


class Terminal(logging.Handler):
    """Stands in for Snakemake's handler `default` and passes on to it what it does not tell itself.

    In a terminal the last line shows how far trainings are; elsewhere a line every ten seconds.
    """

    def __init__(self, default: Any) -> None:
        super().__init__(default.level)
        self.default, self.stream = default, default.stream
        self.is_terminal = self.stream.isatty()
        self.running: dict[int, Job] = {}
        self.ended: Job | None = None
        self.failures: list[tuple[str, list[str]]] = []
        self._has_bar = False
        self._stop = threading.Event()
        threading.Thread(target=self._watch, daemon=True).start()

    def emit(self, record: logging.LogRecord) -> None:
        """Tell what happened."""
        try:
            self._clear()
            known = f"_{getattr(record, 'event', None)}"
            getattr(self, known, self._other)(record)
        except BrokenPipeError:
            raise
        except Exception:
            self.handleError(record)

    def close(self) -> None:
        """End the last line, and the thread that draws it."""
        self._stop.set()
        with self.lock:  # type: ignore[union-attr]
            self._clear()
        super().close()

    def summary(self) -> None:
        """Say at the end which jobs failed, why, where, and which log has the rest."""
        blocks = ["\n".join([f"FAILED  {name}", *text]) for name, text in self.failures]
        with self.lock:  # type: ignore[union-attr]
            self._clear()
            for block in blocks:
                self._write("\n" + block.replace("\n", "\n    "))

    # --- events of Snakemake, by their names --------------------------------------------------

    def _job_info(self, record: Any) -> None:
        name = record.rule_msg or record.rule_name
        logs = tuple(Path(path.partition(" (")[0]) for path in record.log)
        self.running[record.jobid] = Job(name, logs, time.monotonic())

    def _job_finished(self, record: Any) -> None:
        self.ended = self.running.pop(record.job_id, None)
        # A drawing that failed but left a mark, so that others could go on.
        if self.ended is not None and any(map(tells_failure, self.ended.logs)):
            self._failed(self.ended, record)

    def _progress(self, record: Any) -> None:
        if self.ended is not None and self.default.filter(record):
            job, width = self.ended, len(str(record.total))
            took = time.monotonic() - job.began
            seconds = f"  ({took:.0f} s)" if took >= 1.0 else ""
            count = f"{record.done:{width}} of {record.total}"
            self._write(f"{time.strftime('%H:%M:%S')}  {count}  {job.name}{seconds}")

    def _job_error(self, record: Any) -> None:
        job = self.running.pop(record.jobid, None)
        if job is None or not job.logs:
            self._other(record)
            return
        self._failed(job, record)

    def _failed(self, job: Job, record: logging.LogRecord) -> None:
        text = explain(job.logs[0])
        self.failures.append((job.name, text))
        first = f"{time.strftime('%H:%M:%S')}  FAILED  {job.name}: {text[0]}"
        self._write(self.default.decorate(record, first))

    def _error(self, record: logging.LogRecord) -> None:
        # That a command ended with 1, with the whole command; why, is told by the job's log.
        if "CalledProcessError" not in record.getMessage():
            self._other(record)

    def _other(self, record: logging.LogRecord) -> None:
        if not str(record.msg).startswith(UNSAID) and self.default.filter(record):
            self.default.emit(record)

    # --- how far trainings are ----------------------------------------------------------------

    def _watch(self) -> None:
        while not self._stop.wait(WATCH_SECONDS if self.is_terminal else LOG_SECONDS):
            with self.lock:  # type: ignore[union-attr]
                if not self._stop.is_set():
                    self._tell_progress()

    def _tell_progress(self) -> None:
        known = list(self._known())
        if self.is_terminal:
            self._draw([bar(name, progress) for name, progress in known])
        else:
            for name, progress in known:
                self._write(f"{time.strftime('%H:%M:%S')}  {line(name, progress)}")

    def _known(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """Yield the running jobs that tell how far they are, with what they tell."""
        for job in self.running.values():
            for log in job.logs:
                try:
                    yield job.name, json.loads(Path(f"{log}.progress").read_text(encoding="utf-8"))
                except FileNotFoundError:
                    continue

    def _draw(self, bars: list[str]) -> None:
        self._clear()
        if bars:
            width = os.get_terminal_size(self.stream.fileno()).columns or 80
            self.stream.write("   ".join(bars)[: width - 1])
            self.stream.flush()
            self._has_bar = True

    def _clear(self) -> None:
        if self._has_bar:
            self.stream.write(CLEAR)
            self.stream.flush()
            self._has_bar = False

    def _write(self, text: str) -> None:
        self.stream.write(f"{text}\n")
        self.stream.flush()


def bar(name: str, progress: dict[str, Any]) -> str:
    """Return how far a job is, as a bar."""
    done = round(BAR * progress["share"])
    return (
        f"{name} [{'#' * done}{'.' * (BAR - done)}] {100 * progress['share']:.0f} %"
        f" {time_left(progress['left'])}"
    )


def line(name: str, progress: dict[str, Any]) -> str:
    """Return how far a job is, as a line of a log."""
    share = f"{100 * progress['share']:.0f} %"
    return f"{name}: {share}, {time_left(progress['left'])} ({progress['words']})"


def install(logger: logging.Logger) -> None:
    """Put a `Terminal` in the place of Snakemake's handler, if that is there."""
    for handler in logger.handlers:
        if handler.name == "DefaultStreamHandler":
            logger.removeHandler(handler)
            logger.addHandler(Terminal(handler))
            return


def summarise(logger: logging.Logger) -> None:
    """Say at the end of a run which jobs failed."""
    for handler in logger.handlers:
        if isinstance(handler, Terminal):
            handler.summary()
