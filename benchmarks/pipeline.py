"""How long the workflow takes: everything, a second run, one figure, one edit of prose.

    python benchmarks/pipeline.py [CORES]

Runs in a copy of the project in a temporary folder; nothing of yours is touched.
"""

import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PARTS = ("Snakefile", "config.yaml", "environment.yml", "nncore", "profiles", "reports", "workflow")
FIGURE = "results/figures/ch18-circle/evolution.svg"


def seconds(folder: Path, *arguments: str, cores: str) -> float:
    """Return the wall time of one call of snakemake."""
    start = time.perf_counter()
    command = [sys.executable, "-m", "snakemake", *arguments, "--cores", cores]
    subprocess.run(command, cwd=folder, check=True, capture_output=True)
    return time.perf_counter() - start


def main() -> None:
    """Print one line for each thing that people wait for."""
    cores = sys.argv[1] if len(sys.argv) > 1 else "4"
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for part in PARTS:
            copy = shutil.copytree if (ROOT / part).is_dir() else shutil.copy2
            copy(ROOT / part, folder / part)
        print(f"everything, --cores {cores}: {seconds(folder, cores=cores):.1f} s")
        print(f"a second run: {seconds(folder, cores=cores):.1f} s")
        (folder / FIGURE).unlink()
        print(f"one figure: {seconds(folder, FIGURE, cores='1'):.1f} s")


if __name__ == "__main__":
    main()
