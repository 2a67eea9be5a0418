"""What a run tells: one line per job when it ends, how far trainings are, and why a job failed.

Snakemake's own words take seven lines a job, name no experiment when one ends, and list every
input of a job that fails. They still stand in full in its log under ``.snakemake/log``.
"""

import json
import logging
import os
import re
import threading
import time
from pathlib import Path
from typing import Any, NamedTuple

from nncore.training.progress import LOG_SECONDS, WATCH_SECONDS, as_bar, as_line

ROOT = Path(__file__).resolve().parent.parent
# Said at every job, or of no use to somebody who runs this workflow.
UNSAID = ("Select jobs to execute", "Execute ", "Exiting because a job execution failed")
TRACEBACK = "Traceback (most recent call last):"
MOST_LINES = 12
CLEAR = "\r\033[K"


class Job(NamedTuple):
    """A job that was started, its log, and when, in seconds."""

    name: str
    log: Path
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
        self.failures: list[str] = []
        self._stop = threading.Event()
        threading.Thread(target=self._watch, daemon=True).start()

    def emit(self, record: logging.LogRecord) -> None:
        """Tell what happened: by the method named like the event, if there is one."""
        try:
            getattr(self, f"_{getattr(record, 'event', None)}", self._other)(record)
        except BrokenPipeError:
            raise
        except Exception:
            self.handleError(record)

    def summary(self) -> None:
        """Say at the end which jobs failed, why, where, and which log has the rest."""
        self._stop.set()
        with self.lock:
            self._write("".join(f"\n{failure}\n" for failure in self.failures), "")

    def _job_info(self, record: Any) -> None:
        log = Path(record.log[0].partition(" (")[0]) if record.log else Path()
        # The name under which logs and durations know the job too.
        name = record.rule_msg or "/".join(log.with_suffix("").parts[2:])
        self.running[record.jobid] = Job(name, log, time.monotonic())

    def _job_finished(self, record: Any) -> None:
        self.ended = self.running.pop(record.job_id, None)
        # A drawing that failed but left a mark, so that others could go on.
        if self.ended is not None and TRACEBACK in text_of(self.ended.log):
            self._failed(self.ended, record)

    def _progress(self, record: Any) -> None:
        if self.ended is not None and self.default.filter(record):
            took = time.monotonic() - self.ended.began
            count = f"{record.done:{len(str(record.total))}} of {record.total}"
            seconds = f"  ({took:.0f} s)" if took >= 1.0 else ""
            self._write(f"{_now()}  {count}  {self.ended.name}{seconds}")

    def _job_error(self, record: Any) -> None:
        job = self.running.pop(record.jobid, None)
        if job is None or job.log == Path():
            self._other(record)
        else:
            self._failed(job, record)

    def _failed(self, job: Job, record: logging.LogRecord) -> None:
        lines = explain(job.log)
        self.failures.append("\n    ".join([f"FAILED  {job.name}", *lines]))
        first = f"{_now()}  FAILED  {job.name}: {lines[0]}"
        self._write(self.default.decorate(record, first))

    def _error(self, record: logging.LogRecord) -> None:
        # That a command ended with 1, with the whole command; why, is told by the job's log.
        if "CalledProcessError" not in record.getMessage():
            self._other(record)

    def _other(self, record: logging.LogRecord) -> None:
        if not str(record.msg).startswith(UNSAID) and self.default.filter(record):
            self._write("", "")
            self.default.emit(record)

    def _watch(self) -> None:
        while not self._stop.wait(WATCH_SECONDS if self.is_terminal else LOG_SECONDS):
            with self.lock:
                known = [(job, told) for job in self.running.values() if (told := _told(job))]
                if self.is_terminal:
                    bars = "   ".join(f"{job.name} {as_bar(told)}" for job, told in known)
                    width = os.get_terminal_size(self.stream.fileno()).columns or 80
                    self._write(bars[: width - 1], "")
                    continue
                for job, told in known:
                    self._write(f"{_now()}  {job.name}: {as_line(told)}")

    def _write(self, text: str, end: str = "\n") -> None:
        """Write, in a terminal over the bars that stand in the last line."""
        self.stream.write(f"{CLEAR * self.is_terminal}{text}{end}")
        self.stream.flush()


def _now() -> str:
    return time.strftime("%H:%M:%S")


def _told(job: Job) -> dict[str, Any] | None:
    """Return how far a job says that it is."""
    told = text_of(Path(f"{job.log}.progress"))
    return json.loads(told) if told else None


def text_of(log: Path) -> str:
    """Return what a log says, nothing for one that was never written or is gone."""
    try:
        return log.read_text(encoding="utf-8", errors="replace").strip()
    except OSError:
        return ""


def explain(log: Path) -> list[str]:
    """Return the lines that tell why a job with this log failed, where, and which log it is."""
    text = text_of(log)
    _, header, last = text.rpartition(TRACEBACK)
    lines = [line for line in last.splitlines() if line]
    # The lines of a traceback are indented, that of the exception is not.
    first = next((i for i, line in enumerate(lines) if not line.startswith(" ")), len(lines))
    lines = lines[first:][:MOST_LINES] if header else lines[-3:]
    if lines == ["KeyboardInterrupt"]:
        return ["interrupted; the next run goes on", f"log: {log}"]
    places = re.findall(r'^  File "(.+)", line (\d+), in ', text, re.MULTILINE)
    inside = [(Path(path), line) for path, line in places if Path(path).is_relative_to(ROOT)]
    at = [f"at {path.relative_to(ROOT).as_posix()}, line {line}" for path, line in inside[-1:]]
    return [
        *(lines or ["it said nothing: it was killed, or ran out of memory"]),
        *at,
        f"log: {log}",
    ]


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
