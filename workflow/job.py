"""What every job does before its work: make sure that it is the job that was planned."""

import json
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel

Model = TypeVar("Model", bound=BaseModel)

ROOT = Path(__file__).resolve().parent.parent


def planned(path: Path | str) -> bytes:
    """Return the content of a file whose name holds its checksum, ``name.CHECKSUM.json``."""
    path = Path(path)
    if not path.is_file():
        raise SystemExit(f"{path}: no such file; run snakemake again, without --no-hooks")
    content = path.read_bytes()
    if sha256(content).hexdigest()[:16] != path.stem.rpartition(".")[2]:
        raise SystemExit(f"{path} was changed by hand: delete it and run snakemake again")
    return content


def read_as(record: type[Model]) -> Callable[[str], Model]:
    """Return what reads a record of the configuration from such a file."""
    return lambda path: record.model_validate_json(planned(path))


def read_plan(path: Path | str) -> Any:
    """Return the plain JSON of such a file."""
    return json.loads(planned(path))


def check_code(path: Path) -> None:
    """End the job unless its code is that with which it was planned; call it after all imports."""
    for name, checksum in read_plan(path).items():
        source = ROOT / name
        if not source.is_file() or sha256(source.read_bytes()).hexdigest() != checksum:
            raise SystemExit(f"{name} changed after this run was planned: run snakemake again")
