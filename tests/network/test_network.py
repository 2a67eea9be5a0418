"""Architecture, views, predictions, and the gradient against three independent derivatives."""

import itertools

import numpy as np
import pytest

from nncore.functions.activations import ACTIVATIONS
from nncore.functions.initializers import Normal
from nncore.functions.losses import LOSSES
from nncore.network import reference
from nncore.network.architecture import Architecture, initial_params, layers
from nncore.network.gradient import loss_and_gradient, predict, predict_raw
from tests.problems import network, problem, relative_error, streams

SMOOTH = [a.name for a in ACTIVATIONS.values() if a.smooth and a.elementwise]
KINKED = [a.name for a in ACTIVATIONS.values() if not a.smooth]
# Every loss with its own link, and squared error through every link there is.
LOSSES_AND_LINKS = [(name, None) for name in LOSSES] + [
    ("squared_error", link) for link in ACTIVATIONS if link != "identity"
]
WEIGHTS = np.array([0.5, 2.0, 0.0, 1.0, 3.0, 0.25, 1.5])


def widths(loss):
    return [1, 3] if LOSSES[loss].n_outputs is None else [LOSSES[loss].n_outputs]


def complex_step(task, step=1e-30, **options):
    """Derivatives of the reference loss by all parameters (P,), in one stacked call."""
    shifted = task.params + 1j * step * np.eye(task.architecture.n_params)
    return np.imag(reference.loss(task.architecture, shifted, task.x, task.y, **options)) / step


def central_difference(task, epsilon=1e-6, **options):
    shift = epsilon * np.eye(task.architecture.n_params)
    up, down = (
        reference.loss(task.architecture, task.params + sign * shift, task.x, task.y, **options)
        for sign in (1, -1)
    )
    return (up - down) / (2 * epsilon)


def assert_gradient(task, derivative, tolerance):
    """With and without L2 and sample weights, each against `derivative`."""
    for l2, weight in itertools.product((0.0, 0.3), (None, WEIGHTS)):
        options = {"l2": l2, "sample_weight": weight}
        value, gradient = loss_and_gradient(
            task.architecture, task.params, task.x, task.y, **options
        )
        expected = reference.loss(task.architecture, task.params, task.x, task.y, **options)
        assert relative_error(value, expected) < 1e-14
        assert relative_error(gradient[0], derivative(task, **options)) < tolerance


GRID = [
    (loss, link, activation, width)
    for loss, link in LOSSES_AND_LINKS
    for activation in SMOOTH
    for width in widths(loss)
    if ACTIVATIONS[link or "identity"].smooth
]


@pytest.mark.parametrize(("loss", "link", "activation", "width"), GRID)
def test_gradient_equals_complex_step(loss, link, activation, width):
    task = problem(3, 4, 3, width, activation=activation, loss=loss, link=link)
    assert_gradient(task, complex_step, 1e-12)


@pytest.mark.parametrize("biases", [True, False])
@pytest.mark.parametrize(("loss", "link"), LOSSES_AND_LINKS)
def test_gradient_without_hidden_layers_or_biases_equals_complex_step(loss, link, biases):
    for sizes in ((3, widths(loss)[-1]), (3, 4, widths(loss)[-1])):
        assert_gradient(problem(*sizes, loss=loss, link=link, biases=biases), complex_step, 1e-12)


@pytest.mark.parametrize("activation", KINKED)
@pytest.mark.parametrize("loss", LOSSES)
def test_gradient_away_from_kinks_equals_central_difference(activation, loss):
    task = problem(3, 4, 3, widths(loss)[-1], activation=activation, loss=loss, seed=3)
    assert_gradient(task, central_difference, 1e-8)


@pytest.mark.parametrize("activation", SMOOTH + KINKED)
@pytest.mark.parametrize(("loss", "link"), LOSSES_AND_LINKS)
def test_single_precision_agrees_within_its_accuracy(loss, link, activation):
    task = problem(3, 4, 3, widths(loss)[-1], activation=activation, loss=loss, link=link)
    single = task._replace(params=task.params.astype(np.float32))
    exact = task._replace(params=single.params.astype(float))
    pairs = zip(loss_and_gradient(*single, l2=0.3), loss_and_gradient(*exact, l2=0.3), strict=True)
    for ours, expected in pairs:
        assert ours.dtype == np.float32
        assert relative_error(ours, expected) < 1e-5


def test_a_stack_of_networks_has_the_gradients_of_each_alone():
    task = problem(3, 4, 2, n_replicas=4, shared=False)
    l2, weight = np.array([0.0, 0.1, 0.2, 0.3]), np.stack([WEIGHTS * (r + 1) for r in range(4)])
    together = loss_and_gradient(*task, l2=l2, sample_weight=weight)
    for replica in range(4):
        alone = loss_and_gradient(
            *task.alone(replica), l2=float(l2[replica]), sample_weight=weight[replica]
        )
        for ours, expected in zip(together, alone, strict=True):
            np.testing.assert_array_equal(ours[replica], expected[0])


@pytest.mark.parametrize(("loss", "link"), LOSSES_AND_LINKS)
def test_predictions_are_the_link_of_raw_outputs(loss, link):
    task = problem(3, 4, widths(loss)[-1], n_replicas=2, loss=loss, link=link)
    raw = predict_raw(task.architecture, task.params, task.x[0])
    expected = reference.raw_outputs(task.architecture, task.params, task.x)
    assert relative_error(raw, expected) < 1e-14
    prediction = predict(task.architecture, task.params, task.x[0])
    assert relative_error(prediction, task.architecture.loss.link.definition(expected, np)) < 1e-14


def test_predictions_of_no_samples_are_empty():
    task = problem(3, 4, 2, n_replicas=2)
    assert predict(task.architecture, task.params, np.empty((0, 3))).shape == (2, 0, 2)


def test_layers_are_views_and_the_mask_marks_weights():
    architecture = network(3, 4, 2)
    params = np.zeros((2, architecture.n_params))
    assert architecture.n_params == 3 * 4 + 4 + 4 * 2 + 2
    for number, layer in enumerate(layers(architecture, params), 1):
        assert np.shares_memory(layer.weights, params)
        layer.weights[...], layer.biases[...] = number, -number
    expected = [1] * 12 + [-1] * 4 + [2] * 8 + [-2] * 2
    np.testing.assert_array_equal(params, [expected, expected])
    np.testing.assert_array_equal(architecture.weight_mask(), np.array(expected) > 0)


def test_layers_may_lack_biases_one_by_one():
    architecture = Architecture(
        (3, 4, 2), (ACTIVATIONS["tanh"],), LOSSES["squared_error"], biases=(False, True)
    )
    first, second = layers(architecture, np.zeros((1, architecture.n_params)))
    assert first.biases is None
    assert second.biases.shape == (1, 1, 2)
    assert architecture.n_params == 3 * 4 + 4 * 2 + 2


def test_initial_params_of_a_replica_do_not_depend_on_its_neighbours():
    architecture = network(3, 4, 2)
    together = initial_params(architecture, Normal(), streams("init", 3))
    alone = initial_params(architecture, Normal(), streams("init", 1, first=2))
    np.testing.assert_array_equal(together[2], alone[0])


TANH = ACTIVATIONS["tanh"]


@pytest.mark.parametrize(
    ("parts", "message"),
    [
        (((3,), (), "squared_error", ()), "need inputs and outputs"),
        (((3, 0, 1), (TANH,), "squared_error", (True, True)), "at least one unit"),
        (((3, 4, 1), (), "squared_error", (True, True)), "2 layers need 1 hidden activations"),
        (((3, 4, 1), (TANH,), "squared_error", (True,)), "and 2 bias flags, not 1 and 1"),
        (
            ((3, 4, 2), (ACTIVATIONS["softmax"],), "log_loss", (True, True)),
            "hidden layer 1: 'softmax' belongs on the output only",
        ),
        (((3, 4, 2), (TANH,), "binary_log_loss", (True, True)), "needs 1 output, not 2"),
    ],
)
def test_parts_that_do_not_fit_are_refused(parts, message):
    sizes, activations, loss, biases = parts
    with pytest.raises(ValueError, match=message):
        Architecture(sizes, activations, LOSSES[loss], biases)
