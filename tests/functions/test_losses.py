import numpy as np
import pytest

from nncore.functions.activations import ACTIVATIONS, IDENTITY, SIGMOID, SILU, SOFTMAX
from nncore.functions.losses import BINARY_LOG_LOSS, LOG_LOSS, LOSSES, SQUARED_ERROR, with_link
from tests.problems import relative_error, targets

VARIANTS = [
    with_link(loss, link)
    for loss in LOSSES.values()
    for link in ACTIVATIONS.values()
    if not loss.links or link.name in loss.links
]
EVERY = pytest.mark.parametrize("loss", VARIANTS, ids=lambda v: f"{v.name}-{v.link.name}")
RNG = np.random.default_rng(0)
RAW = 2.0 * RNG.normal(size=(2, 6, 3))


def any_targets(loss, shape):
    """Beyond 0, 1 and one-hot rows: a loss is defined, and differentiable, for soft ones too."""
    return targets(loss.name, RNG, shape) if loss.name == "squared_error" else RNG.random(shape)


def definition(loss, raw, y):
    return loss.definition(raw, y, np).sum(axis=-1)


@EVERY
def test_value_is_the_definition(loss):
    y = any_targets(loss, RAW.shape)
    assert relative_error(loss.value(RAW.copy(), y), definition(loss, RAW, y)) < 1e-14


@EVERY
@pytest.mark.parametrize("n_outputs", [1, 3])
def test_gradient_is_the_derivative_of_the_definition(loss, n_outputs):
    raw = RAW[..., :n_outputs].copy()
    y = any_targets(loss, raw.shape)
    gradient, expected = np.empty_like(raw), np.empty_like(raw)
    loss.gradient(raw, y, gradient)
    for k in range(n_outputs):
        shifted = raw + 1e-30j * np.eye(n_outputs)[k]
        expected[..., k] = np.imag(definition(loss, shifted, y)) / 1e-30
    assert relative_error(gradient, expected) < 1e-13


@EVERY
def test_neither_value_nor_gradient_changes_its_arguments(loss):
    raw, y = RAW.copy(), targets(loss.name, RNG, RAW.shape)
    before = y.copy()
    loss.value(raw, y)
    loss.gradient(raw, y, np.empty_like(raw))
    np.testing.assert_array_equal(raw, RAW)
    np.testing.assert_array_equal(y, before)


def test_log_losses_of_extreme_logits_are_exact():
    raw, y = np.array([[[1e4], [-1e4], [1e4]]]), np.array([[[1.0], [1.0], [0.0]]])
    np.testing.assert_array_equal(BINARY_LOG_LOSS.value(raw, y), [[0.0, 1e4, 1e4]])
    pair = np.array([[[1e4, -1e4]]])
    np.testing.assert_array_equal(LOG_LOSS.value(pair, np.array([[[0.0, 1.0]]])), [[2e4]])


def test_a_link_that_the_loss_is_not_defined_on_is_refused():
    with pytest.raises(
        ValueError, match="'log_loss' is computed through softmax, not through 'silu'"
    ):
        with_link(LOG_LOSS, SILU)


def test_with_link_replaces_the_link_and_never_stacks_two():
    assert with_link(SQUARED_ERROR, IDENTITY) is SQUARED_ERROR
    assert with_link(LOG_LOSS, SOFTMAX) is LOG_LOSS
    assert with_link(with_link(SQUARED_ERROR, SIGMOID), IDENTITY) is SQUARED_ERROR
    assert with_link(with_link(SQUARED_ERROR, SILU), SIGMOID) is with_link(SQUARED_ERROR, SIGMOID)
