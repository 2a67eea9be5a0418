"""A data set drawn once for trial: what its generator refuses is known before any job.

Nothing is drawn for kinds that read files or bring their data along, nor where there is much.
"""

import json
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import numpy as np

from nncore.data.kinds import DATASETS, DatasetKind

_MOST = 20_000  # samples, classes
# What may happen by chance, such as a class without a sample, happens to one stream or another.
_STREAMS = 3


def refusal(kind: str, options: Mapping[str, Any]) -> str | None:
    """Return why a generator does not take these options, None when it does."""
    return _trial(kind, json.dumps(options))[0]


def number_of_samples(kind: DatasetKind, options: Mapping[str, Any]) -> int | None:
    """Return how many samples a data set has, None where only a file knows."""
    name = next(name for name, record in DATASETS.items() if record is kind)
    return options.get("n_samples") or _trial(name, json.dumps(options))[1]


@lru_cache(maxsize=1024)
def _trial(name: str, options: str) -> tuple[str | None, int | None]:
    kind, values = DATASETS[name], json.loads(options)
    sizes = [value for value in values.values() if isinstance(value, int)]
    if kind.files or kind.images or max(sizes, default=0) > _MOST:
        return None, None
    message: str | None = None
    for seed in range(_STREAMS):
        try:
            return None, len(kind.generate(np.random.default_rng(seed), **values).x)
        except (ValueError, ArithmeticError, TypeError) as error:
            message = str(error)
    return message, None
