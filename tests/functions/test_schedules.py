import numpy as np
import optax
import pytest

from nncore.functions.schedules import SCHEDULES, Cosine, Steps, WarmUp

# Each with its counterpart in optax; inverse time, which optax lacks, with its formula.
ORACLES = {
    "constant": ({"rate": 0.3}, optax.constant_schedule(0.3)),
    "steps": (
        {"rates": [0.4, 0.2, 0.1], "boundaries": [5, 12]},
        optax.piecewise_constant_schedule(0.4, {5: 0.5, 12: 0.5}),
    ),
    "exponential": (
        {"initial": 0.5, "decay": 0.7, "every": 4},
        optax.exponential_decay(0.5, transition_steps=4, decay_rate=0.7),
    ),
    "inverse_time": (
        {"initial": 0.5, "decay": 0.2, "every": 2},
        lambda step: 0.5 / (1 + 0.2 * step / 2),
    ),
    "cosine": (
        {"initial": 0.5, "n_steps": 15, "final": 0.05},
        optax.cosine_decay_schedule(0.5, decay_steps=15, alpha=0.1),
    ),
    "warm_up": (
        {"peak": 0.5, "n_warmup": 6, "n_steps": 18, "final": 0.05},
        optax.warmup_cosine_decay_schedule(0.0, 0.5, 6, 18, end_value=0.05),
    ),
}


def test_every_schedule_has_an_oracle():
    assert set(ORACLES) == set(SCHEDULES)


@pytest.mark.parametrize("name", ORACLES)
def test_rates_equal_the_oracle(name):
    options, oracle = ORACLES[name]
    schedule = SCHEDULES[name](**options)
    ours = [schedule(step) for step in range(25)]
    np.testing.assert_allclose(ours, [float(oracle(step)) for step in range(25)], rtol=1e-12)


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: Steps([0.1], [3]), "1 rates need 0 boundaries between them, not 1"),
        (lambda: Steps([3, 2, 1], [5, 5]), r"boundaries must increase: \[5, 5\]"),
        (lambda: WarmUp(0.1, 10, 10), "need 0 < n_warmup < n_steps, not 10 and 10"),
        (lambda: Cosine(0.1, 0), "n_steps must be at least 1, not 0"),
    ],
)
def test_impossible_shapes_are_refused(make, message):
    with pytest.raises(ValueError, match=message):
        make()
