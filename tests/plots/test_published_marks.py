"""Published numbers: every figure that marks them marks those of its own run, and only those."""

from dataclasses import replace
from typing import Any

import pytest

from nncore.experiments.run_files import GradientStudy, Study
from nncore.plots.kit.published_marks import kept_values, marks
from nncore.plots.kit.style import LIGHT
from nncore.plots.registry import KINDS
from tests.claims import claims
from tests.plots import examples
from tests.plots.examples import Case, dataset, study

# Besides the figure that is made of nothing but published numbers.
MARKING = [k for k, r in KINDS.items() if r.published and r.source != "published"]


def entry(quantity: str, **parts: Any) -> dict[str, Any]:
    return {"quantity": quantity, "kind": "exact", "evidence": "same stream", **parts}


def claimed(of: Study | GradientStudy, *published: dict[str, Any]) -> Any:
    return replace(of, claims=claims(*published))


def variants(*published: dict[str, Any]) -> Study:
    found: Study = claimed(study("variants"), *published)
    return found


SECOND = {"variant": "hidden = 8"}
WRONG = dataset("digits").class_names[3]
# A figure of each kind -> where its diamonds stand, in order.
MARKED = {
    "loss": (
        variants(entry("train_loss", at={"50": "0.12"}, counted_from=0, **SECOND)),
        {},
        [(51, 0.12)],
    ),
    "accuracy": (variants(entry("train_accuracy", at={"20": "75 %"})), {}, [(20, 0.75)]),
    "curves": (
        claimed(
            study("circle"),
            entry("best_epoch", value="12"),
            entry("test_loss", value="0.5"),
            entry("test_accuracy", value="0.625 %", read_as="62.5 %"),
        ),
        {},
        [(12, 0.5), (12, 0.625)],
    ),
    "gradient-norm": (
        variants(entry("gradient_norm", at={"7": "3e-2"}, **SECOND)),
        {},
        [(7, 0.03)],
    ),
    "comparison": (
        variants(entry("train_loss", value="12", scale=100, **SECOND)),
        {},
        [(200, 0.12)],
    ),
    "bars": (
        variants(entry("train_accuracy", value="75 %")),
        {"metric": "train_accuracy"},
        [(0.75, 1)],
    ),
    "errors-per-class": (
        claimed(study("digits"), entry("misclassified", value="7", class_name=WRONG)),
        {},
        [(3, 7)],
    ),
    "variant-groups": (variants(entry("train_loss", at={"9": "0.1"}, **SECOND)), {}, [(9, 0.1)]),
    "gradient-errors": (
        claimed(
            examples.gradient_study(),
            entry("layer_error", value="4.22e-08", layer=1, part=None),
            entry("layer_error", value="1e-9", layer=2, part="biases", measure="relative"),
            entry("layer_error", value="5e-9", layer=2, part="biases", measure="largest"),
        ),
        {},
        [(4.22e-08, 3), (1e-9, 0)],
    ),
}


def test_every_kind_that_marks_published_numbers_has_a_case() -> None:
    assert set(MARKED) == set(MARKING)


@pytest.mark.parametrize("kind", MARKING)
def test_a_figure_marks_published_numbers(kind: str) -> None:
    source, options, expected = MARKED[kind]
    assert diamonds(Case(kind, lambda: source, options)) == (expected, True)
    silent = claimed(source, entry("n_parameters", value="9"))
    assert diamonds(Case(kind, lambda: silent, options)) == ([], False)


def diamonds(case: Case) -> tuple[list[tuple[float, float]], bool]:
    """Where the diamonds of a figure stand, and whether its caption names them."""
    with LIGHT.applied():
        drawing = case.draw()(LIGHT)
    found = [
        (float(x), float(y))
        for axes in drawing.figure.axes
        for line in axes.lines
        if line.get_marker() == "D"
        for x, y in zip(line.get_xdata(), line.get_ydata(), strict=True)
    ]
    return found, "Hollow diamonds: published values." in drawing.caption


def test_numbers_without_a_place_on_the_axis_are_not_marked() -> None:
    late = claimed(study("xor"), entry("train_loss", at={"201": "0.1"}))
    assert marks(late, late.run, "train_loss") == []
    unplaced = claimed(study("circle"), entry("train_loss", value="0.1"))
    assert marks(unplaced, unplaced.run, "train_loss") == []
    assert kept_values(unplaced, unplaced.run, "train_loss") == [0.1]
    early = claimed(study("xor"), entry("train_loss", at={"20": "0.1", "200": "0.05"}))
    assert kept_values(early, early.run, "train_loss") == [0.05]
