"""Microseconds per update and network, one network alone against a stack, ratios in one run.

    python benchmarks/training.py

The ratio is what counts: absolute times are those of this machine and its load.
"""

import time
from typing import NamedTuple

import numpy as np

from nncore.arrays import Split
from nncore.functions.activations import SIGMOID
from nncore.functions.initializers import XavierNormal
from nncore.functions.losses import LOG_LOSS, SQUARED_ERROR, Loss, with_link
from nncore.functions.optimizers import OPTIMIZERS
from nncore.network.architecture import Architecture, initial_params
from nncore.training.settings import Settings
from nncore.training.streams import stream
from nncore.training.train import train

N_STACKED = 32


class Case(NamedTuple):
    """A network of the report, on as many samples, for as many updates."""

    sizes: tuple[int, ...]
    n_samples: int
    optimizer: str
    loss: Loss
    n_updates: int


SIGMOID_ERROR = with_link(SQUARED_ERROR, SIGMOID)
CASES = (
    Case((2, 2, 8, 2), 40, "adam", SIGMOID_ERROR, 2000),
    Case((2, 4, 1), 4, "gradient_descent", SIGMOID_ERROR, 4000),
    Case((2, 8, 1), 500, "gradient_descent", SIGMOID_ERROR, 1000),
    Case((1, 16, 1), 200, "gradient_descent", SIGMOID_ERROR, 1000),
    Case((64, 64, 10), 1438, "gradient_descent", LOG_LOSS, 60),
)


def microseconds(case: Case, n_networks: int) -> float:
    """Return the time of one update of one network, the best of three runs."""
    rng = np.random.default_rng(0)
    x = rng.standard_normal((case.n_samples, case.sizes[0]))
    y = np.eye(max(case.sizes[-1], 2))[rng.integers(0, 2, case.n_samples)][:, : case.sizes[-1]]
    n_layers = len(case.sizes) - 1
    architecture = Architecture(
        case.sizes, (SIGMOID,) * (n_layers - 1), case.loss, (True,) * n_layers
    )
    rngs = [stream(seed, "init") for seed in range(n_networks)]
    params = initial_params(architecture, XavierNormal(), rngs)
    settings = Settings(
        optimizer=OPTIMIZERS[case.optimizer](),
        learning_rate=0.01,
        max_epochs=case.n_updates,
        record_epochs=np.array([0, case.n_updates]),
    )
    times = []
    for _ in range(3):
        start = time.perf_counter()
        train(architecture, params, Split(x, y), settings)
        times.append(time.perf_counter() - start)
    return min(times) / case.n_updates / n_networks * 1e6


def main() -> None:
    """Print one line for each case."""
    print(f"{'network':<12}{'samples':>8}{'alone':>10}{f'of {N_STACKED}':>10}{'ratio':>8}")
    for case in CASES:
        alone, stacked = microseconds(case, 1), microseconds(case, N_STACKED)
        name = "-".join(map(str, case.sizes))
        print(
            f"{name:<12}{case.n_samples:>8}{alone:>9.1f}u{stacked:>9.1f}u{alone / stacked:>7.1f}x"
        )


if __name__ == "__main__":
    main()
