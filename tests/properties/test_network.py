"""Properties of predictions, losses and gradients, on networks and data drawn by hypothesis."""

import warnings

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from nncore.functions.activations import ACTIVATIONS
from nncore.functions.losses import LOSSES
from nncore.network.architecture import layers
from nncore.network.gradient import loss_and_gradient, loss_value, predict, predict_raw
from tests.problems import network, problem, relative_error

HIDDEN = st.sampled_from([name for name, record in ACTIVATIONS.items() if record.elementwise])
LINKED = st.sampled_from(
    [(name, None) for name in LOSSES] + [("squared_error", link) for link in ACTIVATIONS]
)
SEEDS = st.integers(0, 2**32 - 1)
WIDTHS = st.integers(1, 5)
HIDDEN_SIZES = st.lists(WIDTHS, max_size=2)


@st.composite
def problems(draw, hidden=HIDDEN_SIZES, loss=LINKED, **options):
    name, link = draw(loss)
    n_outputs = LOSSES[name].n_outputs or draw(WIDTHS)
    return problem(
        draw(WIDTHS),
        *draw(hidden),
        n_outputs,
        n=draw(st.integers(1, 8)),
        seed=draw(SEEDS),
        activation=draw(HIDDEN),
        loss=name,
        link=link,
        **options,
    )


@given(problems(hidden=st.lists(WIDTHS, min_size=1, max_size=2)), st.randoms(use_true_random=False))
def test_the_order_of_hidden_units_does_not_matter(task, random):
    params = task.params.copy()
    first, second = layers(task.architecture, params)[:2]
    order = list(range(first.weights.shape[-1]))
    random.shuffle(order)
    for array in (first.weights, first.biases):
        array[...] = array[..., order]
    second.weights[...] = second.weights[:, order]
    expected = predict(*task[:3])
    assert relative_error(predict(task.architecture, params, task.x), expected) < 1e-12


@given(problems(loss=st.just(("log_loss", None))), st.floats(-50.0, 50.0))
def test_softmax_does_not_see_a_shift_of_all_logits(task, shift):
    params = task.params.copy()
    layers(task.architecture, params)[-1].biases[...] += shift
    np.testing.assert_allclose(
        predict(task.architecture, params, task.x), predict(*task[:3]), atol=1e-13
    )
    ours = loss_and_gradient(task.architecture, params, task.x, task.y)
    for value, expected in zip(ours, loss_and_gradient(*task), strict=True):
        np.testing.assert_allclose(value, expected, atol=1e-12)


@given(problems(loss=st.just(("binary_log_loss", None))))
def test_log_loss_of_two_classes_is_the_binary_log_loss(task):
    """Logits 0 and z give the sigmoid of z."""
    sizes = (*task.architecture.sizes[:-1], 2)
    hidden = task.architecture.activations
    activation = hidden[0].name if hidden else "tanh"
    two = network(*sizes, activation=activation, loss="log_loss")
    params = np.zeros((1, two.n_params))
    for ours, theirs in zip(
        layers(two, params), layers(task.architecture, task.params), strict=True
    ):
        for mine, source in zip(ours, theirs, strict=True):
            mine[..., -source.shape[-1] :] = source
    one_hot = np.concatenate([1.0 - task.y, task.y], axis=-1)
    value = loss_value(two, params, task.x, one_hot)
    np.testing.assert_allclose(value, loss_value(*task), rtol=1e-12, atol=1e-15)
    np.testing.assert_allclose(
        predict(two, params, task.x)[..., 1:], predict(*task[:3]), rtol=1e-12, atol=1e-15
    )


def assert_same_loss_and_gradient(first, second):
    for value, expected in zip(first, second, strict=True):
        np.testing.assert_allclose(value, expected, rtol=1e-11, atol=1e-13)


@given(problems(), st.lists(st.integers(0, 3), min_size=8, max_size=8))
def test_integer_weights_are_repeated_rows_and_zero_weights_removed_ones(task, counts):
    n = task.x.shape[1]
    weight = np.array(counts[:n])
    if not weight.any():
        weight[0] = 1
    x, y = (np.repeat(array, weight, axis=1) for array in (task.x, task.y))
    assert_same_loss_and_gradient(
        loss_and_gradient(*task, l2=0.1, sample_weight=weight),
        loss_and_gradient(task.architecture, task.params, x, y, l2=0.1),
    )


@given(problems(), st.floats(0.1, 100.0))
def test_equal_weights_are_no_weights(task, weight):
    assert_same_loss_and_gradient(
        loss_and_gradient(*task, sample_weight=np.full(task.x.shape[1], weight)),
        loss_and_gradient(*task),
    )


@given(problems(n_replicas=3, shared=False), st.floats(0.0, 1.0))
def test_inputs_are_never_modified(task, l2):
    arrays = (task.params, task.x, task.y)
    before = [array.copy() for array in arrays]
    for array in arrays:
        array.flags.writeable = False
    loss_and_gradient(*task, l2=l2)
    predict(*task[:3])
    for array, copy in zip(arrays, before, strict=True):
        np.testing.assert_array_equal(array, copy)


@given(problems(), st.sampled_from([1e4, -1e4]))
def test_extreme_logits_give_finite_losses_and_gradients_without_a_warning(task, size):
    params = task.params.copy()
    layers(task.architecture, params)[-1].biases[...] = np.linspace(size, -size, task.y.shape[-1])
    assert abs(predict_raw(task.architecture, params, task.x)).max() > 9e3
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        value, gradient = loss_and_gradient(task.architecture, params, task.x, task.y)
        alone = loss_value(task.architecture, params, task.x, task.y)
        prediction = predict(task.architecture, params, task.x)
    for array in (value, gradient, alone, prediction):
        assert np.isfinite(array).all()
