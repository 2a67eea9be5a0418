"""Every worded claim comes out true on data that bear it out and false on data that do not."""

from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest

from nncore.analysis import readings
from nncore.analysis.quantities import QUANTITIES
from nncore.analysis.worded import CLAIMS
from tests.report.report_studies import studies

EPOCHS = np.arange(0, 201, 10)
FALLING = np.exp(-EPOCHS / 30.0)
WAVING = FALLING + 0.1 * (-1.0) ** np.arange(len(EPOCHS))
FLAT = np.full(len(EPOCHS), 0.5)
# Falls, then rises: best at epoch 100.
VALLEY = 0.2 + ((EPOCHS - 100) / 100.0) ** 2


def study(best_epoch=100, snapshots=(0, 100, 200), **history):
    """A study of one seed whose histories are given; what is not given is flat."""
    names = ("train_loss", "test_loss", "train_accuracy", "test_accuracy", "gradient_norm")
    curves = {name: np.asarray(history.get(name, FLAT))[None] for name in names}
    circle = studies()["circle"]
    run = replace(
        circle.run,
        epochs=EPOCHS,
        history=curves,
        best_epoch=np.array([best_epoch]),
        seeds=circle.run.seeds[:1],
        status=circle.run.status[:1],
        snapshot_steps=np.array(snapshots),
    )
    return replace(circle, runs=(run,))


def classified(wrong_of_six):
    """A study of three classes, six test samples each, so many of each class wrong."""
    truth = np.repeat(np.arange(3), 6)
    answers = truth.copy()
    for number, count in enumerate(wrong_of_six):
        answers[number * 6 : number * 6 + count] = (number + 1) % 3
    one_hot = np.eye(3)
    dataset = SimpleNamespace(
        class_names=("a", "b", "c"),
        test=np.zeros((1, 18), dtype=int),
        train=np.zeros((1, 0), dtype=int),
        split=lambda split, n: (np.zeros((1, 18, 2)), one_hot[truth][None], None),
    )
    run = SimpleNamespace(n_replicas=1, predict=lambda x: one_hot[answers][None])
    return SimpleNamespace(id="classes", dataset=dataset, run=run, runs=(run,))


def checked(errors=(1e-9, 2e-8)):
    """A gradient check with these relative errors by layer."""
    check = studies()["check"].check
    layers = tuple(check.layers[0]._replace(relative=error) for error in errors)
    return replace(studies()["check"], check=replace(check, layers=layers))


# quantity: where it is read, a study on which it holds, studies on which it does not.
CASES = {
    "hardest_class": ({"class_name": "b"}, classified((1, 3, 2)), classified((1, 2, 3)),
                      classified((1, 3, 3)), classified((0, 0, 0))),
    "easiest_class": ({"class_name": "a"}, classified((1, 3, 2)), classified((3, 2, 1)),
                      classified((1, 1, 3)), classified((0, 0, 0))),
    "settled": ({"epoch": 200}, study(train_loss=0.5 + 1e-6 * FALLING),
                study(train_loss=FALLING), study(test_loss=FALLING)),
    "stationary": ({"epoch": 200}, study(gradient_norm=1e-4 + FALLING**2),
                   study(), study(gradient_norm=0.01 + FALLING)),
    "overfitted": ({}, study(train_loss=FALLING, test_loss=VALLEY),
                   study(train_loss=VALLEY, test_loss=VALLEY),
                   study(train_loss=FALLING, test_loss=FALLING),
                   study(train_loss=FALLING, test_loss=1 + 1e-4 * VALLEY),
                   study(best_epoch=200, train_loss=FALLING, test_loss=FALLING)),
    "falls_more_in_training": ({}, study(train_loss=FALLING, test_loss=0.5 * FALLING),
                               study(train_loss=0.5 * FALLING, test_loss=FALLING),
                               study(train_loss=FALLING, test_loss=-FALLING)),
    "separated": ({"epoch": 200}, study(train_accuracy=np.ones(len(EPOCHS))),
                  study(train_accuracy=np.r_[FLAT[:-1], 0.99])),
    "undecided": ({"epoch": 100}, study(), study(train_loss=FALLING)),
    "keeps_improving": ({}, study(train_loss=FALLING), study(train_loss=VALLEY), study()),
    "oscillates": ({}, study(train_loss=WAVING), study(train_loss=FALLING), study()),
    "passed": ({}, checked(), checked((1e-9, 2e-7)), checked((1e-9, np.nan))),
}  # fmt: skip


def test_every_worded_claim_has_cases():
    assert set(CASES) == {claim.name for claim in CLAIMS}


@pytest.mark.parametrize("name", CASES)
def test_a_claim_is_true_on_data_that_bear_it_out_and_false_on_others(name):
    where, holds, *fails = CASES[name]
    assert QUANTITIES[name].form == "claim"
    assert readings.value(holds, name, **where).tolist() == [1.0]
    for study_ in fails:
        assert readings.value(study_, name, **where).tolist() == [0.0]


@pytest.mark.parametrize("claim", CLAIMS, ids=lambda claim: claim.name)
def test_a_claim_says_when_it_is_true(claim):
    assert claim.definition.startswith("True where ")
    assert claim.definition.endswith(".")


def test_a_truth_is_written_as_a_word():
    words = [readings.shown(study(), "overfitted", x) for x in (0.0, 1.0)]
    assert words == ["no", "yes"]


def test_labels_of_claims_name_class_and_epoch():
    circle = studies()["circle"]
    label = readings.label(circle, "hardest_class", class_name="inside")
    assert label == "largest share of errors of class inside"
    assert readings.label(circle, "settled", epoch=40) == "losses settled at epoch 40"


def test_the_largest_error_is_that_of_all_layers():
    check = checked((1e-9, 2e-8, 3e-9))
    assert readings.value(check, "largest_error", measure="relative").tolist() == [2e-8]
    assert readings.label(check, "largest_error") == "relative error, maximum of all layers"
    assert readings.label(check, "passed") == "gradient check passed"
