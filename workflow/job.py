"""What every job does before its work: make sure that it is the job that was planned."""

import argparse
import json
from collections.abc import Callable
from dataclasses import is_dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

ROOT = Path(__file__).resolve().parent.parent


def options(words: str | None, **kinds: Any) -> argparse.Namespace:
    """Return the options of a script, by name; its `code`, after all imports, is as planned.

    What an option holds is a function of its text, `[function]` for many, `bool` for a switch.
    `slice`, a record or `plan`, is the job's part of the configuration.
    """
    parser = argparse.ArgumentParser(description=words)
    for name, kind in {"code": Path, **kinds}.items():
        if kind is bool:
            parser.add_argument(f"--{name}", action="store_true")
        elif isinstance(kind, list):
            parser.add_argument(f"--{name}", type=kind[0], nargs="*", required=True)
        else:
            is_record = is_dataclass(kind) or hasattr(kind, "model_fields")
            read = read_as(kind) if is_record else kind
            parser.add_argument(f"--{name}", type=read, required=True)
    found = parser.parse_args()
    check_code(found.code)
    return found


def planned(path: Path | str) -> bytes:
    """Return the content of a file whose name holds its checksum, ``name.CHECKSUM.json``."""
    path = Path(path)
    if not path.is_file():
        raise SystemExit(f"{path}: no such file; run snakemake again, without --no-hooks")
    content = path.read_bytes()
    if sha256(content).hexdigest()[:16] != path.stem.rpartition(".")[2]:
        raise SystemExit(f"{path} was changed by hand: delete it and run snakemake again")
    return content


def read_as(record: Any) -> Callable[[str], Any]:
    """Return what reads a record of the configuration from such a file."""
    return lambda path: TypeAdapter(record).validate_json(planned(path))


def plan(path: Path | str) -> Any:
    """Return the plain JSON of such a file."""
    return json.loads(planned(path))


def check_code(path: Path) -> None:
    """End the job unless its code is that with which it was planned."""
    for name, checksum in plan(path).items():
        source = ROOT / name
        if not source.is_file() or sha256(source.read_bytes()).hexdigest() != checksum:
            raise SystemExit(f"{name} changed after this run was planned: run snakemake again")
