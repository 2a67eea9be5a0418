"""What the trainer records, when it stops, and what it refuses."""

import warnings
from dataclasses import replace

import numpy as np
import pytest

from nncore.arrays import Split
from nncore.functions.activations import ACTIVATIONS
from nncore.functions.metrics import ACCURACY, MSE
from nncore.functions.optimizers import OPTIMIZERS, Optimizer, gradient_norm
from nncore.network import reference
from nncore.network.architecture import layers
from nncore.network.gradient import loss_and_gradient, predict
from nncore.training.batches import dropout_masks
from nncore.training.settings import EarlyStopping, Settings
from nncore.training.train import train
from tests.problems import problem, relative_error, streams

TASK = problem(3, 5, 1, n_replicas=3, n=20, loss="binary_log_loss")
VALIDATION = problem(3, 1, n=9, loss="binary_log_loss", seed=1).split
DESCENT = Settings(learning_rate=0.3, max_epochs=10)


def run(settings, task=TASK, data=None, **options):
    return train(task.architecture, task.params, data or task.split, settings, **options)


def with_streams(n_replicas=3):
    return {
        "order_rngs": streams("order", n_replicas),
        "dropout_rngs": streams("dropout", n_replicas),
    }


@pytest.mark.parametrize("batch_size", [None, 6])
@pytest.mark.parametrize("metric", [ACCURACY, MSE])
def test_history_holds_what_the_snapshots_give(metric, batch_size):
    per_epoch = 1 if batch_size is None else 4
    settings = replace(
        DESCENT,
        metrics=(metric,),
        batch_size=batch_size,
        l2=0.1,
        record_epochs=np.array([0, 3, 10]),
        snapshot_steps=per_epoch * np.array([0, 3, 10]),
    )
    fit = run(settings, validation=VALIDATION, **with_streams())
    np.testing.assert_array_equal(fit.epochs, [0, 3, 10])
    np.testing.assert_array_equal(fit.snapshots[:, -1], fit.params)
    for column in range(3):
        params = fit.snapshots[:, column]
        for name, (x, y, _) in {"train": TASK.split, "validation": VALIDATION}.items():
            loss = reference.loss(TASK.architecture, params, x, y)
            score = metric.value(predict(TASK.architecture, params, x), y)
            assert relative_error(fit.history[f"{name}_loss"][:, column], loss) < 1e-14
            assert relative_error(fit.history[f"{name}_{metric.name}"][:, column], score) < 1e-14
        gradient = loss_and_gradient(TASK.architecture, params, TASK.x, TASK.y, l2=0.1)[1]
        norm = fit.history["gradient_norm"][:, column]
        assert relative_error(norm, gradient_norm(gradient)) < 1e-14


@pytest.mark.parametrize("monitor", [None, "train_loss", "validation_accuracy", "gradient_norm"])
def test_the_best_recorded_epoch_is_kept(monitor):
    settings = replace(
        DESCENT, learning_rate=3.0, monitor=monitor, max_epochs=40, snapshot_steps=np.arange(41)
    )
    fit = run(settings, validation=VALIDATION)
    values = fit.history[monitor or "validation_loss"]
    best = (values.argmax if monitor == "validation_accuracy" else values.argmin)(axis=1)
    np.testing.assert_array_equal(fit.best_epoch, best)
    np.testing.assert_array_equal(fit.best_params, fit.snapshots[np.arange(3), best])


def test_early_stopping_ends_after_patience_without_improvement():
    stopping = EarlyStopping(patience=5, monitor="train_loss", min_delta=0.02)
    fit = run(replace(DESCENT, max_epochs=200, early_stopping=stopping, snapshot_steps=(3, 200)))
    assert set(fit.status) == {"stopped early"}
    for loss, end in zip(fit.history["train_loss"], fit.n_epochs, strict=True):
        reference_loss, since = np.inf, 0
        for epoch in range(end + 1):
            improved = loss[epoch] < reference_loss - 0.02
            reference_loss, since = (loss[epoch], 0) if improved else (reference_loss, since + 1)
            assert (since >= 5) == (epoch == end)
        assert np.isnan(loss[end + 1 :]).all()
    np.testing.assert_array_equal(fit.snapshots[:, -1], fit.params)


def test_tolerance_is_looked_at_after_every_full_batch_step():
    settings = replace(DESCENT, l2=0.5, max_epochs=500, gradient_tolerance=1e-3)
    every = run(settings)
    seldom = run(replace(settings, record_epochs=np.array([0, 500])))
    assert set(every.status) == set(seldom.status) == {"converged"}
    np.testing.assert_array_equal(every.n_epochs, seldom.n_epochs)
    np.testing.assert_array_equal(every.params, seldom.params)
    for norm, end in zip(every.history["gradient_norm"], every.n_epochs, strict=True):
        assert norm[end] < 1e-3 <= norm[end - 1]


def test_divergence_ends_one_replica_is_recorded_and_loses_nothing():
    task = problem(3, 5, 2, n_replicas=3, activation="relu", n=20)
    settings = Settings(
        learning_rate=np.array([0.01, 50.0, 0.01]),
        max_epochs=60,
        record_epochs=np.arange(0, 61, 2),
        snapshot_steps=np.arange(61),
    )
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        fit = run(settings, task)
    np.testing.assert_array_equal(fit.status, ["completed", "diverged", "completed"])
    assert 0 < fit.n_epochs[1] < 60
    loss = fit.history["train_loss"]
    assert np.isnan(loss[1, fit.n_epochs[1] // 2 :]).all()
    for values in fit.history.values():
        assert not np.isinf(values).any()
        assert (np.isnan(values) >= np.isnan(loss)).all()
    last = np.isfinite(loss[1]).nonzero()[0][-1]
    np.testing.assert_array_equal(fit.params[1], fit.snapshots[1, 2 * last])
    assert np.isfinite(fit.snapshots).all()
    assert np.isfinite(loss[[0, 2]]).all()


def test_divergence_after_the_last_recorded_epoch_is_noticed():
    task = problem(3, 5, 2, activation="relu", n=20)
    fit = run(Settings(learning_rate=50.0, max_epochs=200, record_epochs=np.array([0])), task)
    assert fit.status == ["diverged"]
    np.testing.assert_array_equal(fit.params, task.params)


def test_progress_is_told_at_recorded_epochs():
    told = []
    run(replace(DESCENT, record_epochs=np.array([0, 4, 10])), callback=told.append)
    assert [(p.epoch, p.max_epochs, p.n_active) for p in told] == [
        (0, 10, 3),
        (4, 10, 3),
        (10, 10, 3),
    ]
    assert told[0].train_loss > told[1].train_loss > told[2].train_loss


def test_batches_without_any_weight_leave_the_parameters_alone():
    weight = np.zeros(20)
    weight[3] = 1.0
    fit = run(
        replace(DESCENT, batch_size=2), data=TASK.split._replace(weight=weight), **with_streams()
    )
    assert set(fit.status) == {"completed"}


@pytest.mark.parametrize("activation", ["tanh", "gelu"])
def test_dropout_follows_the_gradient_of_the_thinned_network(activation):
    """One step of rate 1 against the complex step of a forward pass with the same masks."""
    task = problem(3, 6, 5, 2, n=8, activation=activation)
    rates, n_params = (0.3, 0.5), task.architecture.n_params
    settings = Settings(learning_rate=1.0, max_epochs=1, dropout=rates)
    fit = run(settings, task, dropout_rngs=streams("dropout", 1))
    masks = dropout_masks(streams("dropout", 1), rates, (6, 5), 8)
    f = ACTIVATIONS[activation].definition
    a = task.x
    stack = layers(task.architecture, task.params + 1e-30j * np.eye(n_params))
    for layer, mask in zip(stack, masks, strict=False):
        a = f(a @ layer.weights + layer.biases, np) * mask
    raw = a @ stack[-1].weights + stack[-1].biases
    loss = 0.5 * ((raw - task.y) ** 2).sum(axis=(1, 2)) / 8
    assert relative_error(task.params - fit.params, [loss.imag / 1e-30]) < 1e-12


def test_lists_and_integers_are_samples_too():
    data = Split(np.arange(6).reshape(3, 2).tolist(), [[0], [1], [1]])
    task = problem(2, 3, 1, loss="binary_log_loss")
    expected = Split(np.arange(6.0).reshape(3, 2), np.array([[0.0], [1.0], [1.0]]))
    np.testing.assert_array_equal(
        run(DESCENT, task, data).params, run(DESCENT, task, expected).params
    )


def poisoned(value):
    x = np.repeat(TASK.x, 3, axis=0)
    x[2, 5, 1] = value
    return Split(x, TASK.y)


def weighted(weight):
    return Split(TASK.x, TASK.y, np.asarray(weight))


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (Split(TASK.x[..., :2], TASK.y), r"train x has shape \(1, 20, 2\): the network needs"),
        (Split(TASK.x, TASK.y[:, :5]), r"train y has shape \(1, 5, 1\)"),
        (Split(np.repeat(TASK.x, 2, axis=0), TASK.y), "one set or 3"),
        (Split(TASK.x[0, 0], TASK.y), "train x has shape"),
        (Split(TASK.x[:, :0], TASK.y[:, :0]), "train has no samples"),
        (poisoned(np.nan), r"train x is not finite at \(2, 5, 1\)"),
        (poisoned(-np.inf), r"train x is not finite at \(2, 5, 1\)"),
        (weighted(np.full(20, -1.0)), r"train weights must be finite and not negative.*\(0, 0\)"),
        (weighted([np.nan] * 20), "train weights must be finite"),
        (weighted(np.zeros(20)), "train weights of replica 0 are all zero"),
        (weighted(np.ones(19)), r"train weights have shape \(1, 19\): needed are \(20,\)"),
        (weighted(np.ones((2, 20))), r"train weights have shape \(2, 20\)"),
    ],
)
def test_data_that_do_not_fit_are_refused(data, message):
    with pytest.raises(ValueError, match=message):
        run(DESCENT, data=data)


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"max_epochs": 0}, "max_epochs must be at least 1, not 0"),
        ({"batch_size": 0}, "batch_size must be at least 1, not 0"),
        ({"dtype": "half"}, "dtype must be float64 or float32, not 'half'"),
        ({"clip_norm": 0.0}, "clip_norm must be positive, not 0"),
        ({"sampling": "shuffle"}, "sampling must be permutation or replacement, not 'shuffle'"),
        ({"l2": -0.1}, "l2 must be finite and not negative"),
        ({"l2": np.ones(2)}, r"l2 has shape \(2,\): needed is one number, or 3"),
        ({"learning_rate": -1.0}, "learning_rate must be finite and not negative"),
        ({"learning_rate": np.ones(2)}, r"learning_rate has shape \(2,\)"),
        ({"dropout": (1.0,)}, r"dropout must be probabilities below 1"),
        ({"dropout": (0.1, 0.1)}, "2 dropout rates for 1 hidden layers"),
        ({"record_epochs": np.array([0, 11])}, "record_epochs must increase from 0 to 10 at most"),
        ({"record_epochs": np.array([5, 5])}, "record_epochs must increase"),
        ({"snapshot_steps": (4, 11)}, "snapshot_steps must increase from 0 to 10 at most"),
        ({"gradient_tolerance": -1.0}, "gradient_tolerance must be finite and not negative"),
        ({"monitor": "validation_loss"}, "cannot monitor 'validation_loss': recorded are"),
        ({"early_stopping": EarlyStopping(5, "loss")}, "cannot monitor 'loss'"),
        ({"early_stopping": EarlyStopping(0, "train_loss")}, "patience must be at least 1, not 0"),
        ({"batch_size": 5}, "order_rngs has 0 streams for 3 replicas"),
        ({"dropout": (0.5,)}, "dropout_rngs has 0 streams for 3 replicas"),
    ],
)
def test_settings_that_do_not_fit_are_refused(settings, message):
    with pytest.raises(ValueError, match=message):
        run(replace(DESCENT, **settings))


@pytest.mark.parametrize("params", [np.zeros((3, 7)), np.zeros(26), np.full((3, 26), np.nan)])
def test_parameters_that_do_not_fit_are_refused(params):
    with pytest.raises(ValueError, match="params"):
        train(TASK.architecture, params, TASK.split, DESCENT)


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_single_precision_trains_to_what_double_does(name):
    settings = Settings(OPTIMIZERS[name](), 0.02, 20, l2=0.01)
    if issubclass(OPTIMIZERS[name], Optimizer):
        settings = replace(settings, batch_size=6, dropout=(0.3,), clip_norm=0.5)
    double, single = (
        run(replace(settings, dtype=dtype), **with_streams()) for dtype in ("float64", "float32")
    )
    for array in (single.params, single.best_params, single.snapshots):
        assert array.dtype == np.float32
    moved = double.params - TASK.params
    assert relative_error(single.params, double.params) > 0
    assert relative_error(single.params - TASK.params, moved) < 1e-3
    assert (single.history["train_loss"][:, -1] < single.history["train_loss"][:, 0]).all()
