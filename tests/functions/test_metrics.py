import numpy as np
import pytest

from nncore.data.kinds import DATASETS
from nncore.functions.metrics import ACCURACY, METRICS, MSE, decide, metrics_of


def test_one_output_is_decided_at_one_half_and_several_by_the_largest():
    np.testing.assert_array_equal(decide(np.array([[[0.5], [0.51], [0.1]]])), [[0, 1, 0]])
    np.testing.assert_array_equal(decide(np.array([[[0.2, 0.3, 0.1], [0.4, 0.1, 0.4]]])), [[1, 0]])


def test_accuracy_counts_right_decisions_of_each_replica():
    y = np.array([[[1.0], [0.0], [1.0], [0.0]]])
    prediction = np.stack([y[0], 1.0 - y[0], np.full((4, 1), 0.9)])
    np.testing.assert_array_equal(METRICS["accuracy"].value(prediction, y), [1.0, 0.0, 0.5])


def test_mse_is_the_mean_over_samples_and_outputs():
    y = np.zeros((1, 2, 2))
    prediction = np.array([[[1.0, 0.0], [0.0, 2.0]], [[0.0, 0.0], [0.0, 0.0]]])
    np.testing.assert_array_equal(METRICS["mse"].value(prediction, y), [5 / 4, 0.0])


@pytest.mark.parametrize("name", METRICS)
def test_the_better_prediction_has_the_better_score(name):
    metric = METRICS[name]
    y = np.eye(3)[[0, 1, 2, 0]][None]
    good, bad = metric.value(np.stack([y[0], 1.0 - y[0]]), y)
    assert good > bad if metric.higher_is_better else good < bad


def test_every_task_is_measured_and_every_metric_measures_one():
    of_tasks = [
        metric for task in {kind.task for kind in DATASETS.values()} for metric in metrics_of(task)
    ]
    assert {metric.name for metric in of_tasks} == set(METRICS)
    assert [metrics_of(task)[0] for task in ("classification", "regression")] == [ACCURACY, MSE]
