import numpy as np
import pytest

from nncore.functions.activations import ACTIVATIONS, LEAK, RELU
from tests.problems import relative_error

Z = np.random.default_rng(0).normal(scale=2.0, size=(2, 5, 4))
TABLE = pytest.mark.parametrize("activation", ACTIVATIONS.values(), ids=ACTIVATIONS)


def value(activation, z):
    out = np.empty_like(z)
    activation.value(z, out)
    return out


def pullback(activation, z, delta):
    pulled = delta.copy()
    activation.pullback(z, value(activation, z), pulled, np.empty_like(z))
    return pulled


def definition(activation, z):
    return activation.definition(z, np)


@TABLE
def test_value_is_the_definition(activation):
    assert relative_error(value(activation, Z), definition(activation, Z)) < 1e-15


@TABLE
def test_record_is_complete(activation):
    assert ACTIVATIONS[activation.name] is activation
    assert activation.latex
    assert activation.gain in (1.0, 2.0)


@TABLE
def test_pullback_is_the_derivative_of_the_definition(activation):
    """For every unit k: the pullback of delta = e_k is the gradient of output k."""
    step, delta = 1e-30, np.random.default_rng(1).normal(size=Z.shape)
    expected = np.empty_like(Z)
    for k in range(Z.shape[-1]):
        direction = np.eye(Z.shape[-1])[k]
        slope = np.imag(definition(activation, Z + 1j * step * direction)) / step
        expected[..., k] = (delta * slope).sum(axis=-1)
    assert relative_error(pullback(activation, Z, delta), expected) < 1e-14


@pytest.mark.parametrize("activation", [a for a in ACTIVATIONS.values() if not a.reads_input])
def test_outputs_may_overwrite_inputs_that_the_pullback_does_not_read(activation):
    z = Z.copy()
    activation.value(z, z)
    np.testing.assert_array_equal(z, value(activation, Z))
    pulled = np.ones_like(z)
    activation.pullback(z, z, pulled, np.empty_like(z))  # the network passes the same memory twice
    np.testing.assert_array_equal(pulled, pullback(activation, Z, np.ones_like(Z)))


@TABLE
def test_extreme_inputs_give_finite_outputs_and_derivatives(activation):
    z = np.array([[[-1e4, 1e4, 0.0, -700.0, 750.0]]])
    with np.errstate(over="ignore"):
        assert np.isfinite(value(activation, z)).all()
        assert np.isfinite(pullback(activation, z, np.ones_like(z))).all()


def test_derivatives_at_the_kink_are_the_documented_ones():
    zero, one = np.zeros((1, 1, 1)), np.ones((1, 1, 1))
    assert pullback(RELU, zero, one) == 0.0
    assert pullback(ACTIVATIONS["leaky_relu"], zero, one) == LEAK
