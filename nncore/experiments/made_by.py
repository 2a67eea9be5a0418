"""What made a run, as far as it is the same on every machine with the same lock file."""

import sys
from importlib.metadata import version
from typing import Any

from nncore import __version__
from nncore.data.dataset import Dataset


def made_by(dataset: Dataset | None = None) -> dict[str, Any]:
    """Return versions and the checksum of the data; durations and machine facts lie elsewhere."""
    record: dict[str, Any] = {
        "versions": {
            "nncore": __version__,
            "python": ".".join(map(str, sys.version_info[:3])),
            **{name: version(name) for name in ("numpy", "scipy")},
        }
    }
    if dataset is not None:
        record["data"] = {"name": dataset.name, "sha256": dataset.checksum()}
    return record
