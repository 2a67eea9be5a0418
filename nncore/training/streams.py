"""Random streams: one modern generator per (seed, purpose), and NumPy's legacy stream.

Modern streams of different purposes are independent, so that a change in, say, the number of
dropout draws leaves the initial weights alone. The legacy stream is one for everything: programs
written for ``numpy.random.seed`` draw data, weights and batch order from it in turn.
"""

import json
from typing import Any

import numpy as np

PURPOSES = {"data": 0, "split": 1, "init": 2, "order": 3, "dropout": 4}

Stream = np.random.Generator | np.random.RandomState


def stream(seed: int, purpose: str) -> np.random.Generator:
    """Return the generator of one purpose.

    Parameters
    ----------
    seed : int
    purpose : str
        A key of `PURPOSES`.

    Raises
    ------
    KeyError
        When the purpose is unknown.
    """
    return np.random.default_rng([seed, PURPOSES[purpose]])


def legacy_stream(seed: int) -> np.random.RandomState:
    """Return the stream that ``numpy.random.seed(seed)`` starts (Mersenne Twister)."""
    return np.random.RandomState(seed)


def save_state(rng: Stream) -> str:
    """Return the state of a stream as JSON text; `load_state` continues it bit for bit."""
    state = (
        rng.get_state(legacy=False)
        if isinstance(rng, np.random.RandomState)
        else rng.bit_generator.state
    )
    return json.dumps(state, default=lambda array: array.tolist(), sort_keys=True)


def load_state(text: str) -> Stream:
    """Return a stream in the state that `save_state` wrote."""
    state: dict[str, Any] = json.loads(text, object_hook=_with_arrays)
    if "gauss" in state:  # half of a normal pair: only the legacy stream keeps it
        legacy = np.random.RandomState()
        legacy.set_state(state)
        return legacy
    bits = getattr(np.random, state["bit_generator"])()
    bits.state = state
    return np.random.Generator(bits)


def _with_arrays(state: dict[str, Any]) -> dict[str, Any]:
    return {
        key: np.array(value, dtype=np.uint64) if isinstance(value, list) else value
        for key, value in state.items()
    }
