"""From LaTeX source to PDF: the same bytes every time, and no silent trouble in the log."""

import os
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

RUNS = 4
SECONDS = 300.0  # for one run
OVERFULL = 10.0  # points a line may stick out
# No time and no path in the PDF; long lines in the log so that messages stay in one piece.
SETTINGS = {
    "SOURCE_DATE_EPOCH": "0",
    "FORCE_SOURCE_DATE": "1",
    "TZ": "UTC",
    "LC_ALL": "C",
    "max_print_line": "10000",
    # TeX reads and writes below its folder only, whatever a text made it ask for.
    "openin_any": "p",
    "openout_any": "p",
}
DRAWING = re.compile(r"(\\includegraphics\[[^\]]*\]\{)([^{}]+)(\})")


class LatexError(RuntimeError):
    """What the log of a TeX run complains about."""


def compile_pdf(
    source: Path, target: Path, engine: str = "pdflatex", seconds: float = SECONDS
) -> None:
    """Compile `source` to `target`, which appears whole or not at all.

    The engine runs until references stand still, at most `seconds` each time, in a temporary folder
    that holds a copy of `source` and leads to its figures; it can read nothing else of the user's.

    Raises
    ------
    FileNotFoundError
        When the engine is not installed.
    LatexError
        For an error, with the part of the report it is in; a run that takes too long; an undefined
        or repeated reference; a line that sticks out by more than 10 pt.
    """
    program = shutil.which(engine)
    if program is None:
        raise FileNotFoundError(f"{engine} is not installed: no PDF can be made of {source}")
    with tempfile.TemporaryDirectory() as aside:
        _stage(source, Path(aside))
        for _ in range(RUNS):
            log = _run(program, source, Path(aside), seconds)
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


def _stage(source: Path, aside: Path) -> None:
    """Put a copy of `source` into `aside`, its drawings named within that folder."""
    text = source.read_text(encoding="utf-8")
    folder = source.parent.resolve()
    drawings = {name: (folder / name).resolve() for _, name, _ in DRAWING.findall(text)}
    if drawings:
        root = Path(os.path.commonpath([path.parent for path in drawings.values()]))
        (aside / "drawings").symlink_to(root, target_is_directory=True)
        names = {name: path.relative_to(root).as_posix() for name, path in drawings.items()}
        text = DRAWING.sub(lambda found: f"{found[1]}drawings/{names[found[2]]}{found[3]}", text)
    (aside / source.name).write_text(text, encoding="utf-8")


def _run(program: str, source: Path, aside: Path, seconds: float) -> str:
    """One run of the engine; its log."""
    try:
        outcome = subprocess.run(
            [
                program,
                "-interaction=nonstopmode",
                "-halt-on-error",
                "-no-shell-escape",
                f"-output-directory={aside}",
                source.name,
            ],
            cwd=aside,
            env=os.environ | SETTINGS,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
            timeout=seconds,
        )
    except subprocess.TimeoutExpired:
        raise LatexError(
            f"{source.name}: {Path(program).name} was stopped after {seconds:g} s; the page is "
            "complete, and the text that holds it up stands where the log ends"
        ) from None
    path = aside / f"{source.stem}.log"
    said = outcome.stdout.decode("utf-8", "replace")
    log = path.read_text(encoding="utf-8", errors="replace") if path.exists() else said
    if outcome.returncode:
        errors = re.findall(r"^! .*(?:\n(?!!).*){0,6}", log, re.MULTILINE) or [said[-2000:]]
        raise LatexError(
            f"{source.name}: " + "\n".join(errors[:3]) + _where("\n".join(errors), source)
        )
    return log


def _where(error: str, source: Path) -> str:
    """The part of the report in which an error is: its line, and the last id before it."""
    found = re.search(r"^l\.(\d+)", error, re.MULTILINE)
    if found is None:
        return ""
    lines = source.read_text(encoding="utf-8").splitlines()[: int(found[1])]
    ids = re.findall(r"\\(?:label|hypertarget|bibitem)\{([^}]*)\}", "\n".join(lines))
    place = f"after {ids[-1]}" if ids else "before the first section"
    return f"\nThe text is {place}: {lines[-1][:300]}"


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
