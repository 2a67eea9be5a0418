"""The environment of every job: this project's library, this interpreter, nobody's activation."""

import os
import sys
from pathlib import Path


def prepare(root: Path) -> None:
    """Let jobs import nncore from `root`, installed or not, and call this interpreter `python`."""
    for name, folder in (("PYTHONPATH", root), ("PATH", Path(sys.executable).parent)):
        parts = [str(folder), *filter(None, [os.environ.get(name)])]
        os.environ[name] = os.pathsep.join(parts)
