import jax.numpy as jnp
import numpy as np
import optax
import pytest

from nncore.functions.optimizers import OPTIMIZERS, Adam, Optimizer, clip_by_norm, gradient_norm
from nncore.functions.schedules import Cosine
from nncore.network.gradient import loss_and_gradient
from tests.problems import problem, relative_error

# Options of ours, and the same optimiser in optax as a function of its learning rate. An optimiser
# that minimises through SciPy has no steps to compare: tests/training/test_minimizers.py judges it.
ORACLES = {
    "gradient_descent": ({}, optax.sgd),
    "momentum": ({"decay": 0.8}, lambda rate: optax.sgd(rate, momentum=0.8)),
    "nesterov": ({"decay": 0.8}, lambda rate: optax.sgd(rate, momentum=0.8, nesterov=True)),
    "rmsprop": (
        {"decay": 0.85, "epsilon": 1e-3},
        lambda rate: optax.rmsprop(rate, decay=0.85, eps=1e-3, eps_in_sqrt=False),
    ),
    "adam": (
        {"beta1": 0.8, "beta2": 0.95, "epsilon": 1e-3},
        lambda rate: optax.adam(rate, b1=0.8, b2=0.95, eps=1e-3),
    ),
    "adamw": (
        {"beta2": 0.99, "weight_decay": 0.1},
        lambda rate: optax.adamw(rate, b2=0.99, weight_decay=0.1),
    ),
}
STEPWISE = pytest.mark.parametrize("name", ORACLES)
PROBLEM = problem(3, 5, 2, n_replicas=3, shared=False, n=9)


def gradient_of(params):
    return loss_and_gradient(PROBLEM.architecture, params, PROBLEM.x, PROBLEM.y, l2=0.05)[1]


def ours(optimizer, rate, n_steps=10, gradient=gradient_of, clip_norm=None):
    params = PROBLEM.params.copy()
    state = optimizer.init(params)
    for step in range(n_steps):
        eta = rate(step) if callable(rate) else rate
        slope = gradient(params)
        if clip_norm is not None:
            clip_by_norm(slope, clip_norm)
        optimizer.update(params, slope, state, step, eta)
    return params


def theirs(oracle, replica, n_steps=10, gradient=gradient_of):
    """The trajectory of one replica under optax, on the same gradients."""
    params = PROBLEM.params.copy()
    state = oracle.init(jnp.asarray(params[replica]))
    for _ in range(n_steps):
        own = jnp.asarray(gradient(params)[replica])
        updates, state = oracle.update(own, state, jnp.asarray(params[replica]))
        params[replica] += np.asarray(updates)
    return params[replica]


def assert_same(optimizer, rate, make_oracle, clip_norm=None, **options):
    params = ours(optimizer, rate, clip_norm=clip_norm, **options)
    # optax counts in 32 bits and would divide in them.
    their_rate = (lambda count: rate(int(count))) if callable(rate) else rate
    for replica in range(len(params)):
        expected = theirs(make_oracle(their_rate), replica, **options)
        moved = expected - PROBLEM.params[replica]
        assert np.abs(moved).max() > 1e-3
        assert relative_error(params[replica] - PROBLEM.params[replica], moved) < 1e-12


def test_every_optimizer_has_an_oracle():
    stepwise = {name for name, make in OPTIMIZERS.items() if issubclass(make, Optimizer)}
    assert set(ORACLES) == stepwise


@STEPWISE
def test_trajectory_equals_optax(name):
    options, oracle = ORACLES[name]
    assert_same(OPTIMIZERS[name](**options), 0.05, oracle)


@STEPWISE
def test_trajectory_under_a_schedule_equals_optax(name):
    options, oracle = ORACLES[name]
    assert_same(OPTIMIZERS[name](**options), Cosine(0.1, 10), oracle)


@STEPWISE
def test_clipping_each_replica_equals_optax(name):
    options, oracle = ORACLES[name]
    norms = gradient_norm(gradient_of(PROBLEM.params))
    limit = float(np.median(norms))  # clips some replicas and not others
    assert norms.min() < limit <= norms.max()
    assert_same(
        OPTIMIZERS[name](**options),
        0.05,
        lambda rate: optax.chain(optax.clip_by_global_norm(limit), oracle(rate)),
        clip_norm=limit,
    )


def test_epsilon_of_adam_stands_where_algorithm_1_puts_it():
    """With gradients of the size of epsilon, eps outside of the bias-corrected root shows."""
    tiny = 1e-8 * gradient_of(PROBLEM.params)
    assert_same(Adam(), 0.05, optax.adam, gradient=lambda params: tiny.copy())
    # One step by hand: m-hat = g, v-hat = g^2.
    step = ours(Adam(), 0.05, n_steps=1, gradient=lambda params: tiny.copy()) - PROBLEM.params
    np.testing.assert_allclose(step, -0.05 * tiny / (np.abs(tiny) + 1e-8), rtol=1e-6)


@STEPWISE
def test_a_rate_for_each_replica_is_that_of_the_replica_alone(name):
    optimizer = OPTIMIZERS[name]()
    rates = np.array([[0.01], [0.05], [0.0]])
    together = ours(optimizer, rates)
    for replica, rate in enumerate(rates[:, 0]):
        np.testing.assert_array_equal(together[replica], ours(optimizer, float(rate))[replica])
    np.testing.assert_array_equal(together[2], PROBLEM.params[2])


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_records_are_frozen_and_say_which_they_are(name):
    options, _ = ORACLES.get(name, ({}, None))
    optimizer = OPTIMIZERS[name](**options)
    assert optimizer.name == name
    assert optimizer.options.items() >= options.items()
    assert OPTIMIZERS[name](**optimizer.options) == optimizer
    with pytest.raises(AttributeError):
        optimizer.decay = 0.0
