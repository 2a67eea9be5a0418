"""The scripts behind `make` and CI: what they say and do where something is missing."""

import subprocess
import sys
from pathlib import Path

import pytest

TOOLS = Path(__file__).resolve().parents[2] / "tools"


def shell(*command: str, path: Path) -> subprocess.CompletedProcess[str]:
    """Run a command that finds only the programs in ``path``."""
    return subprocess.run(
        ["/bin/sh", *command],
        cwd=path,
        env={"PATH": str(path)},
        capture_output=True,
        text=True,
        timeout=30,
    )


def program(folder: Path, name: str, body: str) -> None:
    path = folder / name
    path.write_text(f"#!/bin/sh\n{body}\n")
    path.chmod(0o755)


@pytest.mark.parametrize(
    ("version", "modules", "message"),
    [
        (None, True, "'python3' was not found"),
        ("3.10", True, "Python 3.11 to 3.14 is needed, 'python3' is 3.10"),
        ("3.11", False, "lacks the venv module; on Debian and Ubuntu: apt-get install python3.11"),
    ],
)
def test_set_up_says_what_is_missing(
    tmp_path: Path, version: str | None, modules: bool, message: str
) -> None:
    if version is not None:
        answers = (
            f'case "$2" in *version_info*) echo {version} ;; *) exit {int(not modules)} ;; esac'
        )
        program(tmp_path, "python3", answers)
    run = shell(str(TOOLS / "venv.sh"), "python3", path=tmp_path)
    assert run.returncode == 1
    assert message in run.stderr
    assert not (tmp_path / ".venv").exists()


@pytest.mark.parametrize("user", [0, 1000])
def test_tex_is_installed_for_root_only(tmp_path: Path, user: int) -> None:
    program(tmp_path, "id", f"echo {user}")
    program(tmp_path, "mktemp", "echo log")
    program(tmp_path, "rm", "")
    program(tmp_path, "apt-get", 'echo "$@" >> calls')
    run = shell(str(TOOLS / "tex.sh"), "install", path=tmp_path)
    assert run.returncode == 0
    assert (tmp_path / "calls").exists() == (user == 0)
    hint = shell(str(TOOLS / "tex.sh"), "hint", path=tmp_path)
    assert hint.returncode == 0
    assert hint.stdout.count("\n") == 1
    assert "apt-get install texlive-latex-base texlive-latex-recommended lmodern" in hint.stdout


def test_tex_failure_does_not_stop_the_report(tmp_path: Path) -> None:
    for name, body in {"id": "echo 0", "mktemp": "echo log", "apt-get": "exit 100"}.items():
        program(tmp_path, name, body)
    run = shell(str(TOOLS / "tex.sh"), "install", path=tmp_path)
    assert run.returncode == 0
    assert "could not install" in run.stderr


def test_nothing_is_said_about_tex_that_is_there(tmp_path: Path) -> None:
    program(tmp_path, "pdflatex", "")
    for task in ("install", "hint"):
        run = shell(str(TOOLS / "tex.sh"), task, path=tmp_path)
        assert (run.returncode, run.stdout, run.stderr) == (0, "", "")


RECORD = """<testsuites><testsuite>
<testcase classname="a" name="passed"/>
<testcase classname="a" name="expected"><skipped type="pytest.xfail" message="known"/></testcase>
{extra}
</testsuite></testsuites>"""
SKIPPED = '<testcase classname="b" name="c"><skipped type="pytest.skip" message="no"/></testcase>'
EMPTY = "<testsuites><testsuite/></testsuites>"


@pytest.mark.parametrize(
    ("text", "complete", "message"),
    [
        (RECORD.format(extra=""), True, "2 tests, none skipped"),
        (RECORD.format(extra=SKIPPED), False, "1 of 3 tests skipped:\nb::c: no"),
        (EMPTY, False, "no test was run"),
    ],
)
def test_ci_accepts_complete_runs_only(
    tmp_path: Path, text: str, complete: bool, message: str
) -> None:
    record = tmp_path / "record.xml"
    record.write_text(text)
    command = [sys.executable, str(TOOLS / "junit.py"), str(record)]
    run = subprocess.run(command, capture_output=True, text=True, timeout=30)
    assert (run.returncode == 0) == complete
    assert message in run.stdout
