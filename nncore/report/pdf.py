"""From LaTeX source to PDF: the same bytes every time, and no silent trouble in the log."""

import os
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

RUNS = 4
OVERFULL = 10.0  # points a line may stick out
# No time and no path in the PDF; long lines in the log so that messages stay in one piece.
SETTINGS = {
    "SOURCE_DATE_EPOCH": "0",
    "FORCE_SOURCE_DATE": "1",
    "TZ": "UTC",
    "LC_ALL": "C",
    "max_print_line": "10000",
}


class LatexError(RuntimeError):
    """What the log of a TeX run complains about."""


def compile_pdf(source: Path, target: Path, engine: str = "pdflatex") -> None:
    """Compile `source` to `target`, which appears whole or not at all.

    The engine runs in the folder of `source`, to which figures are relative, until references stand
    still; what it writes on the way stays in a temporary folder.

    Raises
    ------
    FileNotFoundError
        When the engine is not installed.
    LatexError
        For an error, an undefined or repeated reference, a line that sticks out by more than 10 pt.
    """
    program = shutil.which(engine)
    if program is None:
        raise FileNotFoundError(f"{engine} is not installed: no PDF can be made of {source}")
    with tempfile.TemporaryDirectory() as aside:
        for _ in range(RUNS):
            log = _run(program, source, Path(aside))
            if not re.search(r"Rerun to get|rerun LaTeX|Rerun LaTeX|has changed\. Rerun", log):
                break
        else:
            raise LatexError(f"{source.name}: references still move after {RUNS} runs")
        complaints = problems(log)
        if complaints:
            raise LatexError("\n  ".join([f"{source.name}:", *complaints]))
        target.parent.mkdir(parents=True, exist_ok=True)
        beside = target.with_name(f".{target.name}.part")
        shutil.copyfile(Path(aside) / f"{source.stem}.pdf", beside)
        beside.replace(target)


def _run(program: str, source: Path, aside: Path) -> str:
    """One run of the engine; its log."""
    outcome = subprocess.run(
        [
            program,
            "-interaction=nonstopmode",
            "-halt-on-error",
            "-no-shell-escape",
            f"-output-directory={aside}",
            source.name,
        ],
        cwd=source.parent,
        env=os.environ | SETTINGS,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    path = aside / f"{source.stem}.log"
    said = outcome.stdout.decode("utf-8", "replace")
    log = path.read_text(encoding="utf-8", errors="replace") if path.exists() else said
    if outcome.returncode:
        errors = re.findall(r"^! .*(?:\n(?!!).*){0,6}", log, re.MULTILINE) or [said[-2000:]]
        raise LatexError(f"{source.name}: " + "\n".join(errors[:3]))
    return log


def problems(log: str) -> list[str]:
    """What is wrong by the log of the last run, one line each."""
    parts = "Reference|Citation|Hyper reference|Label"
    found = re.findall(rf"LaTeX Warning: ((?:{parts}) .*?(?:undefined|multiply).*)", log)
    found += re.findall(r"pdfTeX warning.*?: (name\{.*?\} has been referenced.*)", log)
    found += re.findall(r"(Missing character: .*)", log)
    boxes = r"(Overfull \\[hv]box \(([\d.]+)pt too \w+\).*(?:\n.*)?)"
    for message, points in re.findall(boxes, log):
        if float(points) > OVERFULL:
            found.append(" ".join(message.split()))
    return list(dict.fromkeys(found))
