"""A copy of the project to run, edit and break."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PARTS = ("Snakefile", "environment.yml", "nncore", "profiles", "reports", "workflow")


class Project:
    """A copy of the project in a folder of its own, with a configuration of its own."""

    def __init__(self, folder: Path, config: Path | str) -> None:
        self.folder = folder
        folder.mkdir(exist_ok=True)
        for part in PARTS:
            source = ROOT / part
            copy = shutil.copytree if source.is_dir() else shutil.copy2
            copy(source, folder / part)
        text = config.read_text() if isinstance(config, Path) else config
        # Its own words, not the catalogue's: none where it has no experiment.
        (folder / "pages").mkdir()
        if "tiny-xor" in text:
            shutil.copytree(Path(__file__).with_name("pages"), folder / "pages", dirs_exist_ok=True)
        (folder / "config.yaml").write_text(text)

    def snakemake(
        self, *arguments: str, cores: int = 2, check: bool = True
    ) -> subprocess.CompletedProcess[str]:
        """Run snakemake in the copy."""
        command = [sys.executable, "-m", "snakemake", *arguments, "--cores", str(cores)]
        done = subprocess.run(
            command, cwd=self.folder, capture_output=True, text=True, stdin=subprocess.DEVNULL
        )
        if check and done.returncode:
            raise AssertionError(done.stdout + done.stderr)
        return done

    def planned(self, *targets: str) -> tuple[dict[str, int], str]:
        """Return how many jobs of each rule snakemake would run now, and what it says."""
        done = self.snakemake(*targets, "--dry-run")
        said = done.stdout + done.stderr
        table = re.search(r"^job +count\n-.*\n((?:\w+ +\d+\n)+)", said, re.MULTILINE)
        rows = (line.split() for line in table[1].splitlines()) if table else ()
        return {rule: int(count) for rule, count in rows if rule not in ("all", "total")}, said

    def tree(self) -> dict[str, tuple[int, bytes]]:
        """Return every file's time of change and content, folders with their time alone.

        Snakemake's own note of file times, ``iocache``, and Python's byte code are left out.
        """
        return {
            path.relative_to(self.folder).as_posix(): (
                path.stat().st_mtime_ns,
                path.read_bytes() if path.is_file() else b"",
            )
            for path in self.folder.rglob("*")
            if not {"__pycache__", "iocache"} & set(path.parts)
        }

    def edit(self, path: str, addition: str = "\n# edited\n") -> None:
        """Append to a file."""
        file = self.folder / path
        file.write_text(file.read_text() + addition)
