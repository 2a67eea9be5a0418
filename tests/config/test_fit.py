"""What must fit together in a configuration: place, what is wrong and cure."""

from typing import Any

import pytest

from tests.config.config_example import MISSING, changed, errors_of

P, F, G = "experiments/plain/", "experiments/full/", "gradchecks/check/"
CLAIM = {"quantity": "undecided", "kind": "claim", "evidence": "same stream", "says": "Still"}
PRINTED = {"quantity": "train_loss", "kind": "exact", "evidence": "same stream", "value": "0.1"}

# What is changed -> the beginning of the line, and words of the cure.
NUMBER = {"quantity": "train_loss", "value": "0.1"}
WORDS = {"quantity": "train_loss", "says": "it overfits"}
SINGLE: dict[str, tuple[dict[str, Any], str, str]] = {
    "softmax in a hidden layer": (
        {P + "network/activation": "softmax"},
        'experiments.plain.network.activation: "softmax" is not element-wise',
        "use one of identity, sigmoid, tanh",
    ),
    "softmax with squared error": (
        {P + "network/output": "softmax"},
        'experiments.plain.network.output: "softmax" does not go with loss squared_error',
        "or for this output loss: log_loss",
    ),
    "log loss without softmax": (
        {F + "network/output": "identity"},
        'experiments.full.network.output: "identity" does not go with loss log_loss',
        "use output: softmax",
    ),
    "binary log loss of ten classes": (
        {F + "network/loss": "binary_log_loss"},
        "experiments.full.network.loss: binary_log_loss needs 1 output",
        "use loss: squared_error or log_loss",
    ),
    "log loss of one output": (
        {P + "network": {"hidden": [], "loss": "log_loss"}},
        "experiments.plain.network.loss: log_loss needs at least 2 outputs",
        "use loss: squared_error or binary_log_loss",
    ),
    "log loss of a regression": (
        {F + "data": "sine", F + "early_stopping": None, F + "network/loss": "binary_log_loss"},
        "experiments.full.network.loss: binary_log_loss is for classification",
        "use loss: squared_error",
    ),
    "gradient check of a loss that does not fit": (
        {G + "network/loss": "binary_log_loss"},
        "gradchecks.check.network.loss: binary_log_loss needs 1 output",
        "gradchecks.check.data has 2",
    ),
    "hidden layers without activation": (
        {P + "network/activation": MISSING},
        "experiments.plain.network.activation: is missing;",
        "known: identity, sigmoid",
    ),
    "too few activations": (
        {F + "network/activation": ["relu", "relu", "relu"]},
        "experiments.full.network.activation: has 3 entries for 2 hidden layers;",
        "one for each",
    ),
    "too few biases": (
        {F + "network/biases": [True, False]},
        "experiments.full.network.biases: has 2 entries for 3 layers",
        "one for each",
    ),
    "too few dropouts": (
        {F + "dropout": [0.1, 0.2, 0.3]},
        "experiments.full.dropout: has 3 entries for 2 hidden layers;",
        "one for each",
    ),
    "early stopping without a test split": (
        {"datasets/digits/test_fraction": 0.0},
        "experiments.full.early_stopping.monitor: validation_accuracy needs a test split",
        "use train_accuracy, or set datasets.digits.test_fraction",
    ),
    "best epoch on a test split that is not there": (
        {P + "keep": "best", P + "monitor": "validation_loss"},
        "experiments.plain.monitor: validation_loss needs a test split",
        "use train_loss, or set datasets.xor.test_fraction",
    ),
    "column of another task": (
        {P + "table": ["train_mse"]},
        "experiments.plain.table[0]: train_mse is not recorded for a classification",
        "use train_accuracy or train_loss",
    ),
    "legacy training on modern data": (
        {"datasets/xor/stream": "modern"},
        "experiments.plain.stream: legacy continues the stream of the data;",
        "set datasets.xor.stream: legacy",
    ),
    "legacy training from another seed": (
        {P + "seed": 1},
        "experiments.plain.seed: is 1,",
        "use datasets.xor.seed, 42",
    ),
    "more replicas than draws": (
        {F + "replicas": 9},
        "experiments.full.replicas: 9 replicas need as many draws, datasets.digits has 5;",
        "set datasets.digits.draws: 9, or replicas: 5 here",
    ),
    "snapshot after the end": (
        {P + "snapshots": [0, 100, 500]},
        "experiments.plain.snapshots: 500 lies beyond the last of 100 updates",
        "raise epochs or leave it out",
    ),
    "evolution at epochs without snapshots": (
        {P + "figures": [{"name": "evolution", "epochs": [0, 70]}]},
        "experiments.plain.figures[0].epochs: 70: no snapshot there;",
        "add it to snapshots",
    ),
    "filmstrip without snapshots": (
        {P + "snapshots": [], P + "figures": ["filmstrip"]},
        "experiments.plain.snapshots: is empty,",
        '"filmstrip" is drawn from snapshots',
    ),
    "animation without snapshots": (
        {P + "snapshots": [], P + "figures": [], P + "animations": ["training"]},
        "experiments.plain.snapshots: is empty,",
        "list the updates",
    ),
    "name of a figure twice": (
        {P + "figures": ["loss", {"name": "loss", "kind": "data"}]},
        "experiments.plain.figures[1]:",
        'give this one its own "name"',
    ),
    "id of an experiment and a gradient check": (
        {"gradchecks/plain": changed({})["gradchecks"]["check"]},
        "gradchecks.plain:",
        "rename one",
    ),
    "optimizer that finds its own steps": (
        {P + "optimizer": "lbfgs"},
        "experiments.plain.learning_rate: lbfgs finds its own steps",
        "leave learning_rate out",
    ),
    "no learning rate": (
        {P + "learning_rate": MISSING},
        "experiments.plain.learning_rate: is missing;",
        "such as 0.1",
    ),
    "replacement of a full batch": (
        {P + "sampling": "replacement"},
        "experiments.plain.sampling:",
        "needs a batch_size",
    ),
    # published numbers
    "number without quotation marks": (
        {
            P + "published": [
                {
                    "quantity": "train_loss",
                    "kind": "exact",
                    "evidence": "same stream",
                    "value": 0.12,
                }
            ]
        },
        "experiments.plain.published[0].value: is the number 0.12;",
        "in quotation marks",
    ),
    "no number": (
        {
            P + "published": [
                {
                    "quantity": "train_loss",
                    "kind": "exact",
                    "evidence": "same stream",
                    "value": "small",
                }
            ]
        },
        'experiments.plain.published[0].value: is the text "small";',
        "a printed number is needed",
    ),
    "neither value nor at": (
        {P + "published": [{"quantity": "train_loss", "kind": "exact", "evidence": "same stream"}]},
        "experiments.plain.published[0]:",
        'needs either "value" or "at"',
    ),
    "unknown kind of number": (
        {
            P + "published": [
                {"quantity": "train_loss", "kind": "exakt", "evidence": "chosen", "value": "1"}
            ]
        },
        "experiments.plain.published[0].kind:",
        'did you mean "exact"?',
    ),
    "number after the end": (
        {
            P + "published": [
                {
                    "quantity": "train_loss",
                    "kind": "exact",
                    "evidence": "same stream",
                    "at": {101: "1"},
                }
            ]
        },
        "experiments.plain.published[0].at: 101 lies beyond the run",
        "of 100 epochs",
    ),
    "claim of an epoch that is not recorded": (
        {P + "published": [{**CLAIM, "epoch": 7}], P + "record_every": 20},
        "experiments.plain.published[0].epoch: 7 is not recorded",
        "record_every must be a divisor",
    ),
    "claim after the end": (
        {P + "published": [{**CLAIM, "epoch": 101}]},
        "experiments.plain.published[0].epoch: 101 lies beyond the last of 100 epochs",
        "leave it out",
    ),
    "number with the epoch of a claim": (
        {P + "published": [{**PRINTED, "epoch": 100}]},
        "experiments.plain.published[0].epoch: is for claim and record",
        "use at",
    ),
    "time without its epochs": (
        {P + "published": [{**CLAIM, "kind": "record", "seconds": 60}]},
        "experiments.plain.published[0].seconds: is for a record",
        "with the number of epochs",
    ),
    "log after the end": (
        {P + "log_at": [100, 101]},
        "experiments.plain.log_at[1]: 101 lies beyond the last of 100 epochs",
        "leave it out",
    ),
    "log of what is not recorded": (
        {P + "log_at": [7, 20, 100], P + "record_every": 20},
        "experiments.plain.log_at[0]: 7 is not recorded",
        "record_every must be a divisor",
    ),
    "number of no epoch": (
        {
            P + "published": [
                {
                    "quantity": "train_loss",
                    "kind": "exact",
                    "evidence": "same stream",
                    "at": {"last": "1"},
                }
            ]
        },
        'experiments.plain.published[0].at: "last" is no epoch;',
        "a whole number is needed",
    ),
    "number of an unknown variant": (
        {
            P + "variants": {"big": {"network.hidden": [9]}},
            P + "published": [
                {
                    "quantity": "train_loss",
                    "kind": "exact",
                    "evidence": "same stream",
                    "value": "1",
                    "variant": "bigg",
                }
            ],
        },
        "experiments.plain.published[0].variant: unknown variant",
        'did you mean "big"?',
    ),
    "stream that is not the document's": (
        {P + "stream": "modern"},
        'experiments.plain.published[0].evidence: "same stream" needs the document\'s own',
        "set stream: legacy, or evidence: same recipe",
    ),
    "spread where the stream is fixed": (
        {P + "published": [{**NUMBER, "kind": "distribution", "evidence": "same stream"}]},
        'experiments.plain.published[0].kind: is "distribution", but "same stream"',
        "use kind: exact",
    ),
    "stand-in for nothing": (
        {P + "published": [{**NUMBER, "kind": "distribution", "evidence": "stand-in"}]},
        "experiments.plain.published[0].evidence: datasets.xor stand in for nothing;",
        "set datasets.xor.stands_in_for",
    ),
    "gradient check that stands in": (
        {G + "published": [{**NUMBER, "kind": "order", "evidence": "stand-in"}]},
        "gradchecks.check.published[0].evidence: the data of a gradient check stand in",
        "name the evidence that there is",
    ),
    "unknown evidence": (
        {P + "published": [{**NUMBER, "kind": "distribution", "evidence": "same recipes"}]},
        "experiments.plain.published[0].evidence: unknown evidence",
        'did you mean "same recipe"?',
    ),
    "claim without words": (
        {P + "published": [{**NUMBER, "kind": "claim", "evidence": "same recipe"}]},
        "experiments.plain.published[0]: a claim needs",
        '"says", the document\'s words',
    ),
    "words for a number": (
        {P + "published": [{**WORDS, "kind": "distribution", "evidence": "same recipe"}]},
        "experiments.plain.published[0]: needs either",
        '"says" is for claim and record',
    ),
    # gradient checks with data written out
    "rows of different lengths": (
        {G + "data": {"x": [[1, 2], [3]], "y": [[1], [0]]}},
        "gradchecks.check.data.x[1]: has 1 entries",
        "the first row has 2",
    ),
    "targets not in rows": (
        {G + "data": {"x": [[1, 2], [3, 4]], "y": [1, 0]}},
        "gradchecks.check.data.y: holds no rows;",
        "such as [[1, 2], [3, 4]]",
    ),
    "targets for other samples": (
        {G + "data": {"x": [[1, 2], [3, 4]], "y": [[1, 0]]}},
        "gradchecks.check.data.y: has 1 rows",
        "2 of x",
    ),
    # variants
    "unknown key of a variant": (
        {P + "variants": {"small": {"network.hiden": [2]}}},
        "experiments.plain.variants.small.network.hiden: unknown key",
        'did you mean "hidden"?',
    ),
    "wrong value of a variant": (
        {P + "variants": {"hidden = 0": {"network.hidden": [0]}}},
        'experiments.plain.variants."hidden = 0".network.hidden[0]: is 0;',
        "at least 1",
    ),
    "variant that does not fit its data": (
        {P + "variants": {"many": {"replicas": 50}}},
        "experiments.plain.variants.many.replicas: 50 replicas need as many draws",
        "set datasets.xor.draws: 50",
    ),
    "words in a variant": (
        {P + "variants": {"other": {"title": "Other"}}},
        "experiments.plain.variants.other.title: unknown key of a variant",
        "known: network",
    ),
    "data in a variant": (
        {P + "variants": {"other": {"data": "circle"}}},
        "experiments.plain.variants.other.data: unknown key of a variant",
        "known: network",
    ),
}


@pytest.mark.parametrize("name", SINGLE)
def test_one_mistake_gives_one_line_with_place_and_cure(name: str) -> None:
    changes, start, cure = SINGLE[name]
    lines = errors_of(changed(changes))
    assert len(lines) == 1, "\n".join(lines)
    assert lines[0].startswith(f"config.yaml: {start}"), lines[0]
    assert cure in lines[0].removeprefix(f"config.yaml: {start}"), lines[0]
