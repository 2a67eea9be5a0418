"""What a job is made from, by content: its slice of the configuration, its code, its inputs.

Snakemake compares checksums only where an input is newer than an output, so that dates decide. A
job's parameters hold checksums instead, and a job runs again when one of them differs, whatever
the clock said.
"""

import json
from collections.abc import Iterable
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from nncore.files import write_text


class Plan:
    """Files that tell jobs what to do, each named by its content; written when a run starts.

    A file once written is never changed: a job finds what it was planned with, even if somebody
    edits the configuration meanwhile. Planning alone, as a dry run does, writes nothing.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._waiting: dict[Path, str] = {}
        self._has_begun = False

    def file(self, name: str, value: Any) -> str:
        """Return the path of a file ``name.CHECKSUM.json`` that a run will find."""
        plain = value.model_dump(mode="json") if isinstance(value, BaseModel) else value
        text = f"{json.dumps(plain, indent=1, ensure_ascii=False)}\n"
        path = self.folder / f"{name}.{checksum_of([text])}.json"
        self._waiting[path] = text
        if self._has_begun:
            self.begin()
        return str(path)

    def begin(self) -> None:
        """Write what does not stand there yet."""
        self._has_begun = True
        for path, text in self._waiting.items():
            if not path.exists():
                write_text(path, text)
        self._waiting.clear()


def checksum_of(texts: Iterable[str]) -> str:
    """Return one checksum of texts without line breaks."""
    return sha256("\n".join(texts).encode()).hexdigest()[:16]


def contents(*groups: str | Iterable[str]) -> str:
    """Return one checksum of the contents of files; a file that is missing counts as such."""
    paths = [path for group in groups for path in ([group] if isinstance(group, str) else group)]
    return checksum_of(f"{path}\0{_checksum(path)}" for path in paths)


def _checksum(path: str) -> str:
    try:
        found = Path(path).stat()
    except FileNotFoundError:
        return "missing"
    return _checksum_of(path, found.st_ino, found.st_size, found.st_mtime_ns)


@cache
def _checksum_of(path: str, *version: int) -> str:
    """Return the checksum of a file; `version` changes when it is written anew during this run."""
    return sha256(Path(path).read_bytes()).hexdigest()
