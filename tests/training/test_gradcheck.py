import numpy as np
import pytest

from nncore.functions.initializers import XavierNormal
from nncore.network.architecture import initial_params, layers
from nncore.network.gradient import loss_and_gradient
from nncore.training.gradcheck import (
    BANDS,
    central_difference,
    check_gradient,
    complex_step,
    relative_error,
)
from nncore.training.streams import legacy_stream
from tests.problems import network, problem

TASK = problem(3, 4, 2, biases=True)


def of_one(task):
    return task.architecture, task.params[0], task.x[0], task.y[0]


def test_every_layer_is_judged_weights_and_biases_apart():
    check = check_gradient(*of_one(TASK), epsilon=1e-6, l2=0.1)
    places = [(error.layer, error.part) for error in check.layers]
    assert places == [(1, "weights"), (1, "biases"), (2, "weights"), (2, "biases")]
    for error in check.layers:
        assert error.relative < 1e-8
        assert error.largest < 1e-8
        assert error.complex_relative < 1e-12
        assert error.band == "correct"


def test_a_network_without_biases_has_none_to_judge():
    check = check_gradient(*of_one(problem(3, 4, 2, biases=False)))
    assert [error.part for error in check.layers] == ["weights", "weights"]


def test_numerical_derivatives_are_those_of_the_whole_loss():
    gradient = loss_and_gradient(*TASK, l2=0.3)[1][0]
    np.testing.assert_allclose(complex_step(*of_one(TASK), l2=0.3), gradient, rtol=1e-12)
    central = central_difference(*of_one(TASK), epsilon=1e-5, l2=0.3)
    np.testing.assert_allclose(central, gradient, atol=1e-9)


def test_errors_as_functions_of_epsilon_have_the_known_shapes():
    """Central differences lose digits on both sides of their best step, the complex step on one."""
    epsilons = 10.0 ** np.arange(-13, 0)
    check = check_gradient(*of_one(TASK), epsilons=epsilons.tolist())
    relative, best = check.relative_by_epsilon, check.relative_by_epsilon.argmin()
    assert 1e-8 < epsilons[best] < 1e-3
    assert relative[0] > 100 * relative[best] < relative[-1]
    assert check.complex_by_epsilon[0] < 1e-15 < check.complex_by_epsilon[-1]
    assert (check.largest_by_epsilon > 0).all()


def test_a_wrong_gradient_is_seen():
    gradient = loss_and_gradient(*TASK)[1][0]
    wrong = gradient.copy()
    first = layers(TASK.architecture, wrong[None])[0]
    first.weights[0, 0, 0] *= 1.01
    assert relative_error(wrong, complex_step(*of_one(TASK))) > 1e-5


@pytest.mark.parametrize(
    ("relative", "band"),
    [(1e-8, "correct"), (1e-6, "acceptable"), (1e-4, "suspicious"), (1e-2, "wrong")],
)
def test_bands_are_those_of_the_chapter(relative, band):
    assert next(name for limit, name in BANDS if relative < limit) == band


def test_vanishing_gradients_agree():
    assert relative_error(np.zeros(3), np.zeros(3)) == 0.0


def test_chapter_18_is_reproduced_in_order_of_magnitude():
    rng = legacy_stream(42)
    architecture = network(3, 4, 2, activation="sigmoid", link="sigmoid")
    params = initial_params(architecture, XavierNormal(), [rng])[0]
    x, y = rng.standard_normal((3, 5)).T, rng.standard_normal((2, 5)).T
    check = check_gradient(architecture, params, x, y, epsilon=1e-7)
    published = (4.22e-8, 1.03e-8, 6.99e-9, 2.67e-9)
    for error, printed in zip(check.layers, published, strict=True):
        assert printed / 10 < error.relative < printed * 10
