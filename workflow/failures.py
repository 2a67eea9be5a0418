"""Why a job failed, in a few lines: the cause, where it arose, and which log has the rest."""

import re
from pathlib import Path

from workflow.job import ROOT

HEADER = "Traceback (most recent call last):"
MOST_LINES = 12


def explain(log: Path) -> list[str]:
    """Return the lines that tell about a failed job with this log."""
    text = _text(log)
    lines = _cause(text) or ["it said nothing: it was killed, or ran out of memory"]
    place = _place(text)
    if lines == ["KeyboardInterrupt"]:
        return ["interrupted; the next run goes on", f"log: {log}"]
    return [*lines[:MOST_LINES], *([f"at {place}"] if place else []), f"log: {log}"]


def tells_failure(log: Path) -> bool:
    """Return whether a log holds a traceback."""
    return HEADER in _text(log)


def _text(log: Path) -> str:
    return log.read_text(encoding="utf-8", errors="replace").strip() if log.is_file() else ""


def _cause(text: str) -> list[str]:
    """Return the lines of the last exception, or the last lines when there is none."""
    _, header, last = text.rpartition(HEADER)
    lines = last.splitlines()
    if not header:
        return [line for line in lines if line][-3:]
    # The lines of a traceback are indented, that of the exception is not.
    first = next((i for i, line in enumerate(lines) if re.match(r"[A-Za-z_]", line)), len(lines))
    return lines[first:]


def _place(text: str) -> str | None:
    """Return the last place in the project that the traceback names."""
    places = re.findall(r'^  File "(.+)", line (\d+), in ', text, re.MULTILINE)
    inside = [(path, line) for path, line in places if Path(path).is_relative_to(ROOT)]
    if not inside:
        return None
    path, line = inside[-1]
    return f"{Path(path).relative_to(ROOT).as_posix()}, line {line}"
