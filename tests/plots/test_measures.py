"""Numbers of every seed, runs of one seed, and what the figures built on them find."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from numpy.testing import assert_array_equal

from nncore.network.architecture import layers
from nncore.plots.kit import measures
from nncore.plots.kit.save import save_figure
from nncore.plots.kit.style import LIGHT
from tests.plots import examples
from tests.plots.examples import Case


def test_weight_norm_leaves_biases_and_diverged_seeds_out() -> None:
    study = examples.diverged("xor", 2)
    found = measures.weight_norm(study.run)
    for replica in (0, 1, 3):
        views = layers(study.run.architecture, study.run.kept[replica : replica + 1])
        expected = np.sqrt(sum((layer.weights**2).sum() for layer in views))
        assert found[replica] == pytest.approx(expected)
    assert np.isnan(found[2])


def test_measure_reads_the_history_at_the_kept_epoch() -> None:
    study = examples.study("circle")
    run = study.run
    found = measures.measure(study, run, "test_loss")
    for replica in range(run.n_replicas):
        column = list(run.epochs).index(run.best_epoch[replica])
        assert found[replica] == run.history["test_loss"][replica, column]


def test_first_epoch_is_the_first_recorded_one_in_range() -> None:
    run = examples.study("xor").run
    values = np.array([[0.9, 0.5, 0.2, 0.6], [0.9, 0.8, 0.7, 0.7], [0.1, np.nan, np.nan, np.nan]])
    changed = replace(
        run,
        epochs=np.array([0, 10, 20, 30]),
        seeds=run.seeds[:3],
        status=np.array(["completed", "completed", "diverged"]),
        history={"train_loss": values},
    )
    assert_array_equal(measures.first_epoch(changed, "train_loss", None, 0.5), [10.0, np.nan, 0.0])
    assert_array_equal(measures.first_epoch(changed, "train_loss", 0.85, None), [0.0, 0.0, np.nan])
    assert np.isnan(measures.first_epoch(changed, "test_loss", 0.0, None)).all()


def test_a_goal_is_one_bound() -> None:
    study = examples.study("circle")
    words = measures.goal(study, "train_accuracy", 0.99, None)
    assert words == "training accuracy of at least 99.0\N{NARROW NO-BREAK SPACE}%"
    assert measures.goal(study, "test_loss", None, 0.01) == "test loss of at most 0.0100"
    for bounds in ((None, None), (0.1, 0.2)):
        with pytest.raises(ValueError, match="either at_least or at_most"):
            measures.goal(study, "train_loss", *bounds)


def test_only_seed_takes_the_draw_of_that_seed() -> None:
    study = examples.study("circle")
    cut = measures.only_seed(study, study.run, 2)
    assert cut.run.n_replicas == 1
    assert cut.run.seeds[0] == study.run.seeds[2]
    assert_array_equal(cut.dataset.x[0], study.dataset.x[2])
    assert_array_equal(cut.dataset.train[0], study.dataset.train[2])
    x, _, _ = study.dataset.split("train", 4)
    alone, _, _ = cut.dataset.split("train")
    assert_array_equal(cut.run.predict(alone)[0], study.run.predict(x)[2])
    assert len(cut.run.snapshots) == 0
    first = measures.only_seed(study, study.run, 0)
    assert_array_equal(first.run.snapshots, study.run.snapshots)


def _words(case: Case, folder: Path) -> dict[str, str]:
    save_figure(case.draw(), folder, "name")
    words: dict[str, str] = json.loads((folder / "name.json").read_text())
    return words


def test_the_smallest_network_that_suffices_is_found(tmp_path: Path) -> None:
    study = examples.study("variants")
    small, large = study.runs
    values = {0: [0.75, 1.0, 0.5, 0.5], 1: [1.0, 1.0, 1.0, 0.5]}
    runs = tuple(
        replace(run, history=run.history | {"train_accuracy": _constant(run, values[index])})
        for index, run in enumerate((small, large))
    )
    source = replace(study, runs=runs[::-1])  # in any order
    alt = _words(Case("against-parameters", lambda: source), tmp_path)["alt"]
    assert "brings any seed to a training accuracy of at least 99.0" in alt
    assert "is 2-2-1 with 9 parameters: 25" in alt
    assert "is 2-8-1 with 33 parameters: 75" in alt
    one = _words(Case("smallest-region", lambda: source), tmp_path)["caption"]
    assert "2-2-1: a training accuracy" in one
    assert f"seed {small.seeds[1]}" in one, "the seed that reached it is drawn"
    most = _words(Case("smallest-region", lambda: source, {"share": 0.5}), tmp_path)["caption"]
    assert "2-8-1" in most
    none = _words(Case("smallest-region", lambda: source, {"share": 0.9}), tmp_path)["caption"]
    assert none.startswith("No network of “Exclusive or” suffices; nearest comes 2-8-1")


def _constant(run: examples.Run, values: list[float]) -> np.ndarray:
    return np.repeat(np.array(values)[:, None], len(run.epochs), axis=1)


def test_the_epoch_by_which_half_of_the_seeds_are_there(tmp_path: Path) -> None:
    study = examples.study("xor")
    values = np.ones((4, len(study.run.epochs)))
    values[0, 3:] = values[1, 50:] = values[2, 120:] = 0.0  # the fourth never
    source = replace(study, runs=(replace(study.run, history={"train_loss": values}),))
    alt = _words(Case("epochs-to-reach", lambda: source, {"at_most": 0.5}), tmp_path)["alt"]
    assert "3 of 4 seeds get there, half of all by epoch 50" in alt


def test_a_diverged_variant_leaves_the_others_readable() -> None:
    source = examples.diverged("variants", 0)
    with LIGHT.applied():
        draw = Case("variant-groups", lambda: source, examples.GROUPS).draw()
        axes = draw(LIGHT).figure.axes
    start = max(float(run.history["train_loss"][0, 0]) for run in source.runs)
    assert axes[0].get_ylim()[1] == pytest.approx(3.0 * start)


def test_the_optimum_may_come_from_another_study() -> None:
    path = examples.study("logistic")
    with LIGHT.applied():
        case = Case("loss-surface", lambda: path, {}, ("logistic",))
        drawing = case.draw()(LIGHT)
    (star,) = (line for line in drawing.figure.axes[0].lines if line.get_marker() == "*")
    assert_array_equal(star.get_xydata()[0], path.run.kept[0])
    assert "“Exclusive or”, by L-BFGS" in drawing.caption
