"""A block that lists no figures has those of its kind of problem."""

import pytest

from tests.config.config_example import MISSING, valid

P, F, G = "experiments/plain/", "experiments/full/", "gradchecks/check/"
MODERN = {P + "stream": "modern", P + "published": []}
LINE = MODERN | {
    P + "data": "sine",
    P + "network": {"hidden": [3], "activation": "tanh", "loss": "squared_error"},
}
UNITS, RATES, L2 = {"network.hidden": [[2], [3]]}, {"learning_rate": [0.1, 1, 2]}, {"l2": [0, 0.5]}
PLANE = ["region", "evolution", "architecture"]
BESIDE = {"name": "comparison", "line": "median"}
BARS = [BESIDE, {"name": "bars", "metric": "train_accuracy"}]
MAP = {"name": "heatmap", "rows": "network.hidden", "columns": "learning_rate"}
AGAINST = {"name": "against-setting", "quantities": ["weight_norm", "train_accuracy"]}

# What is changed -> the block, and the figures that it has without naming them.
USUAL = {
    "classes in a plane": ({}, P, ["loss", *PLANE]),
    "without snapshots": ({P + "snapshots": []}, P, ["loss", "region", "architecture"]),
    "a test split": ({P + "data": "circle", **MODERN}, P, ["curves", *PLANE]),
    "images": ({}, F, ["curves", "misclassified", "errors-per-class", "confusion", PLANE[-1]]),
    "a line": (LINE, P, ["loss", "fit", "architecture"]),
    "variants": ({P + "variants": {"a": {}, "b": {"l2": 1, "keep": "best"}}}, P, BARS),
    "names": ({P + "grid": {"optimizer": ["adam", "rmsprop"]}}, P, BARS),
    "two settings": ({P + "grid": UNITS | RATES}, P, [MAP]),
    "two settings, not every combination": ({P + "grid": [UNITS, RATES]}, P, BARS),
    "numbers": ({P + "grid": L2}, P, [AGAINST]),
    "a line with variants": (
        LINE | {P + "grid": UNITS | L2},
        P,
        [BESIDE, {"name": "bars", "metric": "train_mse"}],
    ),
    "a search": ({P + "searches": "full", P + "grid": L2}, P, ["bars"]),
    "a gradient check": ({}, G, ["error-against-epsilon"]),
}


@pytest.mark.parametrize("case", USUAL)
def test_figures_are_those_of_the_kind_of_problem(case):
    changes, block, expected = USUAL[case]
    usual = valid(changes | {block + "figures": MISSING})
    by_hand = valid(changes | {block + "figures": expected})
    assert usual == by_hand
