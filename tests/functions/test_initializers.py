import numpy as np
import pytest

from nncore.functions.initializers import INITIALIZERS, Given, LayerShape, Normal, VarianceScaling
from nncore.network.architecture import initial_params, layers
from nncore.training.streams import legacy_stream, stream
from tests.problems import network

# Variance of the weights of a layer n_in = 40, n_out = 60 with gain 2 (He et al., Glorot & Bengio).
VARIANCES = {
    "automatic": 2 / 40,
    "xavier_normal": 2 / 100,
    "xavier_uniform": 2 / 100,
    "he_normal": 2 / 40,
    "he_uniform": 2 / 40,
    "variance_scaling": 2 / 50,
    "normal": 1.0,
}
SHAPE = LayerShape(0, 40, 60, 2.0)


def test_every_random_initializer_has_its_variance_here():
    assert set(VARIANCES) == set(INITIALIZERS) - {"given"}


@pytest.mark.parametrize("name", VARIANCES)
def test_mean_is_zero_and_variance_is_the_published_one(name):
    initialize = INITIALIZERS[name]()
    draws = np.stack([initialize(stream(seed, "init"), SHAPE) for seed in range(20)])
    assert draws.shape == (20, 40, 60)
    assert abs(draws.mean()) < 4 * np.sqrt(VARIANCES[name] / draws.size)
    assert draws.var() == pytest.approx(VARIANCES[name], rel=0.03)
    if name.endswith("uniform"):
        assert abs(draws).max() <= np.sqrt(3 * VARIANCES[name])


def test_automatic_is_xavier_for_gain_one():
    shape = SHAPE._replace(gain=1.0)
    np.testing.assert_array_equal(
        INITIALIZERS["automatic"]()(stream(0, "init"), shape),
        INITIALIZERS["xavier_normal"]()(stream(0, "init"), shape),
    )


def test_streams_are_spent_as_textbooks_do():
    """Layer by layer, weights as an (n_out, n_in) array, then biases."""
    architecture = network(2, 3, 1)
    drawn = initial_params(architecture, Normal(), [legacy_stream(5)], bias_initializer=Normal(0.1))
    stream_of_textbook = np.random.RandomState(5)
    for layer in layers(architecture, drawn):
        m, n = layer.weights.shape[1:]
        np.testing.assert_array_equal(
            layer.weights[0].T, stream_of_textbook.standard_normal((n, m))
        )
        np.testing.assert_array_equal(layer.biases[0, 0], 0.1 * stream_of_textbook.randn(n))


def test_given_weights_are_taken_as_they_are_and_biases_stay_zero():
    weights = [np.arange(6.0).reshape(2, 3), np.ones((3, 1))]
    first, second = layers(
        network(2, 3, 1), initial_params(network(2, 3, 1), Given(weights), [None])
    )
    np.testing.assert_array_equal(first.weights[0], weights[0])
    np.testing.assert_array_equal(second.weights[0], weights[1])
    assert not first.biases.any()


@pytest.mark.parametrize("weights", [[np.ones((2, 3))], [np.ones((2, 3)), np.ones((1, 3))]])
def test_given_weights_that_do_not_fit_are_refused(weights):
    with pytest.raises(ValueError, match=r"layer 2 needs weights \(3, 1\)"):
        initial_params(network(2, 3, 1), Given(weights), [None])


@pytest.mark.parametrize("option", [{"mode": "both"}, {"distribution": "cauchy"}])
def test_unknown_options_are_refused_when_named(option):
    with pytest.raises(ValueError, match="take one of"):
        VarianceScaling(**option)
