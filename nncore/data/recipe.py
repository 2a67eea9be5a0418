"""What makes a data set, and nothing else: the slice of its job."""

from dataclasses import dataclass
from typing import Any, Literal


@dataclass(frozen=True)
class DocumentFile:
    """How the file of a document's own data is read and known, by checksum or by shape."""

    kind: str
    numbers_sha256: str | None = None
    samples: int | None = None
    inputs: int | None = None
    per_class: int | None = None


@dataclass(frozen=True)
class Recipe:
    """Kind and options of a data set, seeds and draws, split and scaling, where files are from.

    `stands_in_for` names the document's data that these replace, `document_file` says how its file
    is known.
    """

    kind: str
    stream: Literal["modern", "legacy"]
    seed: int
    draws: int
    test_fraction: float
    standardise: bool
    stands_in_for: str
    document_file: DocumentFile | None
    url: str | None
    sha256: str | None
    options: dict[str, Any]
