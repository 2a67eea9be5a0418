"""The reference is one definition for every array library, and its derivatives are ours."""

import itertools

import array_api_strict
import jax
import numpy as np
import pytest

from nncore.functions.activations import ACTIVATIONS
from nncore.functions.losses import LOSSES
from nncore.network import reference
from nncore.network.gradient import loss_and_gradient
from tests.problems import problem, relative_error

HIDDEN = [name for name, record in ACTIVATIONS.items() if record.elementwise]
PAIRS = list(itertools.product(LOSSES, HIDDEN))
WEIGHT = np.array([1.0, 0.0, 2.0, 0.5, 1.0, 3.0, 1.0])


def small(loss, activation):
    return problem(3, 4, 1 if loss == "binary_log_loss" else 3, loss=loss, activation=activation)


@pytest.mark.parametrize(("loss", "activation"), PAIRS)
def test_automatic_derivative_in_jax_equals_the_gradient(loss, activation):
    task = small(loss, activation)

    def total(params):
        return reference.loss(
            task.architecture,
            params,
            jax.numpy.asarray(task.x),
            jax.numpy.asarray(task.y),
            l2=0.2,
            sample_weight=jax.numpy.asarray(WEIGHT),
        ).sum()

    value, derivative = jax.jit(jax.value_and_grad(total))(jax.numpy.asarray(task.params))
    assert derivative.dtype == np.float64
    loss_value, gradient = loss_and_gradient(*task, l2=0.2, sample_weight=WEIGHT)
    assert relative_error(loss_value, [value]) < 1e-12
    assert relative_error(gradient, derivative) < 1e-12


# The error function is not in the array API standard.
@pytest.mark.parametrize(("loss", "activation"), [pair for pair in PAIRS if pair[1] != "gelu"])
def test_only_functions_of_the_standard_are_used(loss, activation):
    task = small(loss, activation)
    x, y, params, weight = map(array_api_strict.asarray, (task.x, task.y, task.params, WEIGHT))
    strict = reference.loss(task.architecture, params, x, y, l2=0.2, sample_weight=weight)
    expected = reference.loss(
        task.architecture, task.params, task.x, task.y, l2=0.2, sample_weight=WEIGHT
    )
    np.testing.assert_array_equal(np.asarray(strict), expected)


def test_a_library_without_the_error_function_is_named():
    task = small("squared_error", "gelu")
    with pytest.raises(NotImplementedError, match=r"array_api_strict.*gelu"):
        reference.loss(task.architecture, *map(array_api_strict.asarray, task[1:]))
