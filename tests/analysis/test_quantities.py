import numpy as np
import pytest

from nncore.analysis import readings
from nncore.analysis.quantities import QUANTITIES
from nncore.experiments.run_files import GradientStudy
from nncore.report.parts.summary import summary
from tests.report.report_studies import studies

# What a quantity must be told, besides the study.
WHERE = {
    "prediction": {"sample": 2},
    "class_count": {"class_name": "inside"},
    "loss_at_step": {"epoch": 10},
    "layer_error": {"layer": 1},
    "hardest_class": {"class_name": "inside"},
    "easiest_class": {"class_name": "inside"},
    **{name: {"epoch": 40} for name in ("settled", "stationary", "undecided")},
}
# Studies that have what a quantity reads; the circle has all else.
STUDIES = {"train_mse": "sine", "test_mse": "sine", "keeps_improving": "xor"}


@pytest.mark.parametrize("name", QUANTITIES)
def test_every_quantity_gives_one_value_for_each_replica(name):
    quantity = QUANTITIES[name]
    id = "check" if quantity.source == "gradient" else STUDIES.get(name, "circle")
    study = studies()[id]
    where = WHERE.get(name, {})
    values = readings.value(study, name, **where)
    n = 1 if isinstance(study, GradientStudy) else study.run.n_replicas
    assert values.shape in ((n,), (1,))
    assert np.isfinite(values).all()
    assert readings.label(study, name, **where)
    assert readings.shown(study, name, float(values[0]))


@pytest.mark.parametrize("name", ["train_loss", "test_loss", "train_accuracy", "test_accuracy"])
def test_the_kept_value_is_that_of_the_history_at_the_best_epoch(name):
    run = studies()["circle"].run
    columns = np.searchsorted(run.epochs, run.best_epoch)
    expected = run.history[name][np.arange(run.n_replicas), columns]
    np.testing.assert_allclose(readings.value(studies()["circle"], name), expected, rtol=1e-12)


def test_a_value_at_an_epoch_is_that_of_the_history():
    study = studies()["xor"]
    values = readings.value(study, "train_loss", epoch=10)
    np.testing.assert_array_equal(values, study.run.history["train_loss"][:, 1])


def test_predictions_are_those_of_the_network():
    study = studies()["xor"]
    x = study.dataset.split("train", 6).x
    expected = study.run.predict(x)[:, 3, 0]
    np.testing.assert_allclose(readings.value(study, "prediction", sample=3), expected, rtol=1e-12)


def test_misclassified_samples_add_up_over_classes():
    study = studies()["circle"]
    classes = [
        readings.value(study, "misclassified", class_name=name)
        for name in study.dataset.class_names
    ]
    total = readings.value(study, "misclassified")
    np.testing.assert_array_equal(sum(classes), total)
    n_test = study.dataset.test.shape[1]
    accuracy = readings.value(study, "test_accuracy")
    np.testing.assert_allclose(1 - total / n_test, accuracy)


def test_diverged_seeds_are_counted_and_left_out():
    sample = readings.sample(studies()["circle"], "train_loss", variant="huge rate")
    assert sample.n_diverged + len(sample.values) == 6
    assert sample.n_diverged > 0
    assert np.isfinite(sample.values).all()


def test_a_scale_multiplies():
    study = studies()["xor"]
    plain = readings.sample(study, "train_loss").values
    np.testing.assert_allclose(readings.sample(study, "train_loss", 8.0).values, 8 * plain)


def test_labels_say_which_value():
    study = studies()["xor"]
    assert readings.label(study, "train_loss", epoch=10) == "training loss at epoch 10"
    assert readings.label(study, "train_loss", epoch=11, printed_epoch=10).endswith("10")
    assert readings.label(study, "prediction", sample=1) == "prediction for (0, 1)"
    check = readings.label(studies()["check"], "layer_error", layer=2, part="biases")
    assert check == "relative error of layer 2, biases"


@pytest.mark.parametrize(
    ("id", "name", "where", "message"),
    [
        ("xor", "los", {}, "no quantity 'los'"),
        ("xor", "train_loss", {"sample": 1}, "takes no sample"),
        ("xor", "prediction", {}, "needs sample"),
        ("xor", "prediction", {"sample": 9}, "no sample 9; there are 4"),
        ("xor", "train_loss", {"epoch": 7}, "epoch 7 of train_loss is not among the recorded"),
        ("xor", "train_loss", {"variant": "x"}, "no variant 'x'"),
        ("xor", "test_loss", {}, "no test split"),
        ("xor", "train_mse", {}, "xor has no train_mse"),
        ("xor", "class_count", {"class_name": "2"}, "no class '2'; there are 0, 1"),
        ("xor", "layer_error", {"layer": 1}, "not a quantity of an experiment"),
        ("check", "train_loss", {}, "not a quantity of a gradient check"),
        ("check", "layer_error", {"layer": 9}, "no weights in a layer 9"),
    ],
)
def test_what_does_not_exist_is_an_error_with_its_name(id, name, where, message):
    with pytest.raises(ValueError, match=message):
        readings.value(studies()[id], name, **where)


def test_the_summary_lists_layers_and_parameters():
    study = studies()["xor"]
    text = summary(study)
    assert "hidden 1" in text
    assert "2 -> 3" in text
    assert "Training loss" in text
    total = next(line for line in text.splitlines() if line.startswith("total"))
    assert total.split()[-1] == str(study.run.architecture.n_params)
    assert all(line == line.rstrip() for line in text.splitlines())


def test_the_summary_of_a_diverged_network_shows_no_loss():
    study = studies()["circle"]
    run = next(run for run in study.runs if run.label == "huge rate")
    assert run.status[0] == "diverged"
    assert "diverged" in summary(study, run)
    assert "Training loss" not in summary(study, run)
