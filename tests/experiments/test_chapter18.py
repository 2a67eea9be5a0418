"""The backpropagation chapter: its printed numbers, and its own algorithm as judge of other seeds.

`textbook` is the chapter's program word for word in substance: one column per sample, one legacy
stream for data, weights and order, one array per layer.
"""

import itertools

import numpy as np
import pytest

from nncore.arrays import Split
from nncore.functions.activations import SIGMOID
from nncore.functions.initializers import XavierNormal
from nncore.functions.losses import SQUARED_ERROR, with_link
from nncore.network.architecture import Architecture, initial_params
from nncore.network.gradient import predict
from nncore.training.settings import Settings
from nncore.training.streams import legacy_stream
from nncore.training.train import train


def xor(rng):
    return np.array([[0, 0, 1, 1], [0, 1, 0, 1.0]]), np.array([[0, 1, 1, 0.0]])


def circle(rng):
    x = rng.uniform(-1, 1, (2, 500))
    return x, ((x[0] ** 2 + x[1] ** 2) < 0.25).astype(float)[None]


def sine(rng):
    x = rng.uniform(-2 * np.pi, 2 * np.pi, (1, 200))
    return x / (2 * np.pi), np.sin(x)


# Data, layer sizes, learning rate, and the losses that the chapter prints, by its epoch numbers.
PRINTED = {
    "xor": (
        xor,
        (2, 4, 1),
        2.0,
        (
            "0:0.126088 500:0.086947 1000:0.008075 1500:0.002480 2000:0.001353 2500:0.000906 "
            "3000:0.000673 3500:0.000532 4000:0.000438 4500:0.000371 4999:0.000321"
        ),
    ),
    "circle": (
        circle,
        (2, 8, 1),
        5.0,
        (
            "0:0.080713 300:0.079283 600:0.079212 900:0.078966 1200:0.077210 1500:0.065074 "
            "1800:0.030372 2100:0.018973 2400:0.015537 2700:0.013791 2999:0.012668"
        ),
    ),
    "sine": (
        sine,
        (1, 16, 1),
        5.0,
        (
            "0:0.249646 500:0.198892 1000:0.196333 1500:0.195760 2000:0.195559 2500:0.195469 "
            "3000:0.195423 3500:0.195395 4000:0.195377 4500:0.195362 4999:0.195351"
        ),
    ),
}


def sigma(z):
    return 1.0 / (1.0 + np.exp(-z))


def textbook(make, sizes, eta, epochs, seed, batch_size=None):
    """Losses after every epoch, on the full data set, and the final weights and biases."""
    rng = np.random.RandomState(seed)
    X, Y = make(rng)
    pairs = list(itertools.pairwise(sizes))
    W = [rng.randn(n_out, n_in) * np.sqrt(2.0 / (n_in + n_out)) for n_in, n_out in pairs]
    b = [np.zeros((n_out, 1)) for _, n_out in pairs]
    m = X.shape[1]
    losses = []
    for _ in range(epochs):
        perm = rng.permutation(m)
        for start in range(0, m, batch_size or m):
            rows = perm[start : start + (batch_size or m)]
            a = [X[:, rows]]
            for w, bias in zip(W, b, strict=True):
                a.append(sigma(w @ a[-1] + bias))
            delta = (a[-1] - Y[:, rows]) / len(rows) * a[-1] * (1 - a[-1])
            for layer in reversed(range(len(W))):
                dW, db = delta @ a[layer].T, delta.sum(axis=1, keepdims=True)
                delta = (W[layer].T @ delta) * a[layer] * (1 - a[layer])
                W[layer] -= eta * dW
                b[layer] -= eta * db
        y_hat = X
        for w, bias in zip(W, b, strict=True):
            y_hat = sigma(w @ y_hat + bias)
        losses.append(0.5 * np.sum((y_hat - Y) ** 2) / m)
    return np.array(losses), np.concatenate(
        [p for w, c in zip(W, b, strict=True) for p in (w.T.ravel(), c.ravel())]
    )


def ours(make, sizes, eta, epochs, seeds, **settings):
    """The same with nncore, a replica for each seed, columns turned into rows."""
    rngs = [legacy_stream(seed) for seed in seeds]
    x, y = (np.stack([a.T for a in part]) for part in zip(*map(make, rngs), strict=True))
    hidden = (SIGMOID,) * (len(sizes) - 2)
    loss = with_link(SQUARED_ERROR, SIGMOID)
    architecture = Architecture(sizes, hidden, loss, (True,) * (len(sizes) - 1))
    params = initial_params(architecture, XavierNormal(), rngs)
    fit = train(
        architecture,
        params,
        Split(x, y),
        Settings(learning_rate=eta, max_epochs=epochs, **settings),
        order_rngs=rngs if "batch_size" in settings else (),
    )
    return architecture, x, y, fit


def train_as_printed(name):
    make, sizes, eta, text = PRINTED[name]
    printed = {int(e): value for e, value in (item.split(":") for item in text.split())}
    # The chapter's epoch e has e + 1 updates behind it.
    at = np.array(list(printed)) + 1
    architecture, x, y, fit = ours(make, sizes, eta, int(at[-1]), [42], record_epochs=at)
    losses = [f"{loss:.6f}" for loss in fit.history["train_loss"][0]]
    assert losses == list(printed.values())
    return architecture, x, y, fit


def test_xor_prints_as_in_the_chapter():
    architecture, x, _, fit = train_as_printed("xor")
    predictions = predict(architecture, fit.params, x).ravel()
    assert [f"{p:.4f}" for p in predictions] == ["0.0288", "0.9756", "0.9763", "0.0242"]


def test_circle_prints_as_in_the_chapter():
    _, _, y, fit = train_as_printed("circle")
    assert (y.sum(), (1 - y).sum()) == (99, 401)
    assert f"{fit.history['train_accuracy'][0, -1]:.1%}" == "97.8%"


def test_sine_prints_as_in_the_chapter():
    train_as_printed("sine")


@pytest.mark.parametrize("batch_size", [None, 32])
@pytest.mark.parametrize("name", PRINTED)
def test_other_seeds_follow_the_chapters_own_algorithm(name, batch_size):
    make, sizes, eta, _ = PRINTED[name]
    seeds = (7, 1234)
    settings = {} if batch_size is None else {"batch_size": batch_size}
    *_, fit = ours(make, sizes, eta, 200, seeds, **settings)
    for replica, seed in enumerate(seeds):
        losses, params = textbook(make, sizes, eta, 200, seed, batch_size)
        np.testing.assert_allclose(fit.history["train_loss"][replica, 1:], losses, rtol=1e-9)
        np.testing.assert_allclose(fit.params[replica], params, rtol=1e-8, atol=1e-9)
