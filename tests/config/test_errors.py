"""Every mistake in a block of the configuration: place, what is wrong and cure, all at once."""

from types import SimpleNamespace
from typing import Any

import pytest

from nncore.analysis.quantities import QUANTITIES
from nncore.config.load import resolve
from tests.config.config_example import MISSING, changed, errors_of

P, F, G = "experiments/plain/", "experiments/full/", "gradchecks/check/"

# What is changed -> the beginning of the line, and words of the cure.
SINGLE: dict[str, tuple[dict[str, Any], str, str]] = {
    # keys and names
    "unknown key": ({P + "epoch": 5}, "experiments.plain.epoch:", 'did you mean "epochs"?'),
    "unknown top key": ({"experimentz": {}}, "experimentz:", 'did you mean "experiments"?'),
    "unknown network key": (
        {P + "network/layers": 2},
        "experiments.plain.network.layers:",
        "known: hidden, activation, output, loss, biases",
    ),
    "unknown optimizer": (
        {P + "optimizer": "adamm"},
        'experiments.plain.optimizer: unknown optimizer "adamm";',
        'did you mean "adam"? (known: gradient_descent, ',
    ),
    "unknown optimizer option": (
        {F + "optimizer": {"name": "adam", "beta": 0.9}},
        'experiments.full.optimizer.beta: unknown key "beta"',
        "known: name, beta1, beta2, epsilon",
    ),
    "optimizer without a name": (
        {F + "optimizer": {"nam": "adam"}},
        "experiments.full.optimizer.nam:",
        'did you mean "name"?',
    ),
    "wrong type of option": (
        {F + "optimizer": {"name": "adam", "beta1": "high"}},
        'experiments.full.optimizer.beta1: is the text "high";',
        "a number is needed",
    ),
    "unknown activation": (
        {P + "network/activation": "sigmoidd"},
        "experiments.plain.network.activation: unknown activation",
        'did you mean "sigmoid"?',
    ),
    "unknown activation in a list": (
        {F + "network/activation": ["relu", "tan"]},
        "experiments.full.network.activation[1]: unknown activation",
        'did you mean "tanh"?',
    ),
    "unknown output": (
        {P + "network/output": "sigmid"},
        "experiments.plain.network.output: unknown activation",
        'did you mean "sigmoid"?',
    ),
    "unknown loss": (
        {P + "network/loss": "square_error"},
        "experiments.plain.network.loss: unknown loss",
        'did you mean "squared_error"?',
    ),
    "unknown initializer": (
        {P + "initializer": "xavier"},
        "experiments.plain.initializer: unknown initializer",
        'did you mean "xavier_normal"?',
    ),
    "unknown schedule": (
        {F + "learning_rate/schedule": "cosin"},
        "experiments.full.learning_rate.schedule: unknown schedule",
        'did you mean "cosine"?',
    ),
    "missing schedule option": (
        {F + "learning_rate": {"schedule": "cosine", "initial": 0.1}},
        "experiments.full.learning_rate.n_steps: is missing;",
        "cosine needs it",
    ),
    "schedule that does not fit itself": (
        {F + "learning_rate": {"schedule": "steps", "rates": [1.0], "boundaries": [5]}},
        "experiments.full.learning_rate:",
        "1 rates need 0 boundaries",
    ),
    "unknown data set kind": (
        {"datasets/xor/kind": "xorr"},
        "datasets.xor.kind: unknown data set kind",
        'did you mean "xor"?',
    ),
    "unknown data set option": (
        {"datasets/circle/radiu": 1.0},
        "datasets.circle.radiu: unknown key",
        'did you mean "radius"?',
    ),
    "unknown data set": (
        {F + "data": "digit"},
        "experiments.full.data: unknown data set",
        'did you mean "digits"?',
    ),
    "unknown document": (
        {P + "document": "chaptr"},
        "experiments.plain.document: unknown document",
        'did you mean "chapter"?',
    ),
    "unknown figure": (
        {P + "figures": ["los"]},
        "experiments.plain.figures[0]: unknown figure",
        'did you mean "loss"?',
    ),
    "unknown figure kind": (
        {P + "figures": [{"name": "mine", "kind": "los"}]},
        "experiments.plain.figures[0].kind: unknown figure kind",
        'did you mean "loss"?',
    ),
    "unknown figure option": (
        {P + "figures": [{"name": "loss", "scal": "log"}]},
        "experiments.plain.figures[0].scal: unknown key",
        'did you mean "scale"?',
    ),
    "unknown animation": (
        {P + "animations": ["trainin"]},
        "experiments.plain.animations[0]: unknown animation",
        'did you mean "training"?',
    ),
    "figure of gradient checks": (
        {P + "figures": ["error-against-epsilon"]},
        "experiments.plain.figures[0]:",
        "drawn from a gradient check",
    ),
    "unknown experiment beside": (
        {F + "figures": [{"name": "both", "kind": "comparison", "with": ["plane"]}]},
        "experiments.full.figures[0].with[0]: unknown experiment",
        'did you mean "plain"?',
    ),
    "figure that draws one experiment": (
        {F + "figures": [{"name": "data", "with": ["plain"]}]},
        "experiments.full.figures[0].with:",
        'leave "with" out',
    ),
    "unknown experiment to repair": (
        {F + "repairs": "plane"},
        "experiments.full.repairs: unknown experiment",
        'did you mean "plain"?',
    ),
    "repair of itself": ({F + "repairs": "full"}, "experiments.full.repairs:", "another one"),
    "search for an unknown experiment": (
        {F + "searches": "plane", F + "variants": {"longer": {"epochs": 40}}},
        "experiments.full.searches: unknown experiment",
        'did you mean "plain"?',
    ),
    "search without changes": (
        {F + "searches": "plain", F + "epochs": 200, F + "record_every": 50},
        "experiments.full.variants: is empty",
        "list the changes",
    ),
    "search that does not record a printed epoch": (
        {F + "searches": "plain", F + "record_every": 7, F + "variants": {"a": {"epochs": 90}}},
        'experiments.full.record_every: plain prints a number at epoch 1, which "a" does not',
        "must be a divisor",
    ),
    "unknown history": (
        {F + "monitor": "validation_los"},
        "experiments.full.monitor: unknown history",
        'did you mean "validation_loss"?',
    ),
    "choosing an epoch by what is called test": (
        {F + "early_stopping/monitor": "test_loss"},
        'experiments.full.early_stopping.monitor: is "test_loss"',
        "what chooses an epoch is validation, use validation_loss",
    ),
    "unknown precision": (
        {F + "network/dtype": "float16"},
        "experiments.full.network.dtype: ",
        "float32",
    ),
    "unknown column": (
        {F + "table": ["best_epok"]},
        "experiments.full.table[0]: unknown column",
        'did you mean "best_epoch"?',
    ),
    # types
    "text for a number": (
        {P + "learning_rate": "fast"},
        'experiments.plain.learning_rate: is the text "fast";',
        "a number or {schedule: name",
    ),
    "true for a number": (
        {P + "l2": True},
        "experiments.plain.l2: is true;",
        "a number is needed",
    ),
    "quoted number": (
        {P + "l2": "0.5"},
        'experiments.plain.l2: is the text "0.5";',
        "remove the quotation marks",
    ),
    "part of an epoch": (
        {P + "epochs": 10.5},
        "experiments.plain.epochs: is 10.5;",
        "a whole number is needed",
    ),
    "true for an integer": (
        {P + "epochs": True},
        "experiments.plain.epochs: is true;",
        "a whole number is needed",
    ),
    "number for a list": (
        {P + "network/hidden": 4},
        "experiments.plain.network.hidden: is 4;",
        "a list is needed, such as [4]",
    ),
    "text for a block": (
        {P + "network": "small"},
        'experiments.plain.network: is the text "small";',
        "a mapping is needed, with keys hidden",
    ),
    "list for a section": (
        {"experiments": []},
        "experiments: is a list;",
        "a mapping (key: value)",
    ),
    "list for an experiment": (
        {"experiments/plain": [1]},
        "experiments.plain: is a list;",
        "a mapping is needed, with keys document",
    ),
    "number for a name": (
        {P + "optimizer": 3},
        "experiments.plain.optimizer: is 3;",
        "the name of an optimizer is needed",
    ),
    "number for text": (
        {P + "words/title": 3},
        "experiments.plain.words.title: is 3;",
        "text is needed",
    ),
    "nothing for a number": (
        {P + "epochs": None},
        "experiments.plain.epochs: is empty;",
        "a whole number is needed",
    ),
    "infinite number": ({P + "l2": float("inf")}, "experiments.plain.l2: is inf;", "finite number"),
    "text for true": (
        {"datasets/digits/standardise": "on"},
        "datasets.digits.standardise:",
        "true or false is needed",
    ),
    "unknown stream": (
        {F + "stream": "legasy"},
        "experiments.full.stream:",
        'did you mean "legacy"?',
    ),
    "missing key": ({P + "data": MISSING}, "experiments.plain.data: is missing;", "data set"),
    "missing block": (
        {P + "network": MISSING},
        "experiments.plain.network: is missing;",
        "network",
    ),
    "unsafe id": (
        {"datasets/My Data": {"kind": "sine"}},
        'datasets."My Data":',
        "safe as a file name",
    ),
    "id that leaves the folder": (
        {"datasets/..": {"kind": "sine"}},
        'datasets."..":',
        "safe as a file name",
    ),
    "unsafe figure name": (
        {P + "figures": [{"name": "a.b", "kind": "loss"}]},
        "experiments.plain.figures[0].name:",
        "safe as a file name",
    ),
    # ranges
    "negative rate": (
        {P + "learning_rate": -0.1},
        "experiments.plain.learning_rate: is -0.1;",
        "greater than 0",
    ),
    "negative rate in a schedule": (
        {F + "learning_rate/initial": -0.1},
        "experiments.full.learning_rate.initial: is -0.1;",
        "at least 0",
    ),
    "zero epochs": ({P + "epochs": 0}, "experiments.plain.epochs: is 0;", "at least 1"),
    "zero batch": ({F + "batch_size": 0}, "experiments.full.batch_size: is 0;", "at least 1"),
    "zero replicas": ({"replicas": 0}, "replicas: is 0;", "at least 1"),
    "zero draws": ({"datasets/xor/draws": 0}, "datasets.xor.draws: is 0;", "at least 1"),
    "no samples": (
        {"datasets/circle/n_samples": 0},
        "datasets.circle.n_samples: is 0;",
        "at least 1",
    ),
    "negative l2": ({P + "l2": -1}, "experiments.plain.l2: is -1;", "at least 0"),
    "negative layer": (
        {F + "network/hidden": [4, -1]},
        "experiments.full.network.hidden[1]: is -1;",
        "at least 1",
    ),
    "dropout of all": ({F + "dropout": [0.0, 1.0]}, "experiments.full.dropout[1]:", "less than 1"),
    "test split of all": (
        {"datasets/digits/test_fraction": 1.0},
        "datasets.digits.test_fraction: is 1",
        "less than 1",
    ),
    "negative seed": ({"seed": -1}, "seed: is -1;", "at least 0"),
    "no patience": (
        {F + "early_stopping/patience": 0},
        "experiments.full.early_stopping.patience: is 0;",
        "at least 1",
    ),
    "negative tolerance": (
        {P + "gradient_tolerance": -1e-7},
        "experiments.plain.gradient_tolerance:",
        "at least 0",
    ),
    "step of a gradient check": ({G + "epsilon": 0}, "gradchecks.check.epsilon:", "greater than 0"),
}


@pytest.mark.parametrize("name", SINGLE)
def test_one_mistake_gives_one_line_with_place_and_cure(name: str) -> None:
    changes, start, cure = SINGLE[name]
    lines = errors_of(changed(changes))
    assert len(lines) == 1, "\n".join(lines)
    assert lines[0].startswith(f"config.yaml: {start}"), lines[0]
    assert cure in lines[0].removeprefix(f"config.yaml: {start}"), lines[0]


def test_all_mistakes_are_reported_at_once_in_the_order_of_the_file() -> None:
    changes = {
        P + "epochs": 0,
        P + "learning_rate": -1,
        P + "titel": "Again",
        "datasets/circle/radius": "wide",
        F + "network/output": "identity",
        F + "document": "book",
        "replicas": "many",
    }
    places = [line.split(": ")[1] for line in errors_of(changed(changes))]
    assert places == [
        "replicas",
        "datasets.circle.radius",
        "experiments.plain.learning_rate",
        "experiments.plain.epochs",
        "experiments.plain.titel",
        "experiments.full.document",
        "experiments.full.network.output",
    ]


def test_what_follows_from_a_mistake_is_not_reported_beside_it() -> None:
    changes = {F + "network/los": "log_loss", F + "network/loss": MISSING}
    places = [line.split(": ")[1] for line in errors_of(changed(changes))]
    assert places == ["experiments.full.network.los"]
    lines = errors_of(changed({"datasets/digits/kind": "digit"}))
    assert len(lines) == 1, lines


def test_a_mistake_of_a_block_is_not_repeated_for_its_variants() -> None:
    variants = {"a": {"epochs": 10}, "b": {"l2": 0.1}}
    for key, wrong in {"stream": "x", "snapshots": []}.items():
        (line,) = errors_of(changed({P + "variants": variants, P + key: wrong}))
        assert line.split(": ")[1] == f"experiments.plain.{key}"


@pytest.mark.parametrize("config", [None, [], "text", 3])
def test_what_is_no_mapping_is_refused(config: Any) -> None:
    (line,) = errors_of(config)
    assert "a mapping of keys is needed" in line


def test_names_that_the_report_knows_are_checked_when_given() -> None:
    config = changed({P + "words/mathematics": ["sigmod"]})
    lines = errors_of(config, quantities=["train_los"], equations=["sigmoid"])
    assert [line.split(": ", 2)[1:] for line in lines] == [
        [
            "experiments.plain.words.mathematics[0]",
            'unknown equation "sigmod"; did you mean "sigmoid"? (known: sigmoid)',
        ],
        [
            "experiments.plain.published[0].quantity",
            'unknown quantity "train_loss"; did you mean "train_los"? (known: train_los)',
        ],
    ]


@pytest.mark.parametrize(
    ("entry", "place", "words"),
    [
        ({"sample": 0}, "layer", "is missing; error needs it"),
        ({"layer": 1, "sample": 0}, "sample", "error takes no sample; leave it out"),
        ({"layer": 1}, "", ""),
    ],
)
def test_parts_of_a_quantity_are_checked_against_its_record(
    entry: dict[str, Any], place: str, words: str
) -> None:
    record = SimpleNamespace(
        form="number",
        by_recipe=False,
        source="study",
        needs=("layer",),
        takes=("part",),
        requires=(),
    )
    published = [
        {"quantity": "error", "kind": "order", "evidence": "same recipe", "value": "1e-8", **entry}
    ]
    config = changed({P + "published": published})
    if not place:
        resolve(config, quantities={"error": record})
        return
    lines = errors_of(config, quantities={"error": record})
    assert f"config.yaml: experiments.plain.published[0].{place}: {words}" in lines


@pytest.mark.parametrize(
    ("form", "by_recipe", "entry", "words"),
    [
        ("number", False, {"kind": "exact", "value": "1"}, "use kind: distribution"),
        ("number", True, {"kind": "exact", "value": "1"}, ""),
        ("number", False, {"kind": "distribution", "value": "1"}, ""),
        ("number", False, {"kind": "claim", "says": "it"}, "name a quantity that is true or false"),
        ("claim", False, {"kind": "claim", "says": "it"}, ""),
        ("claim", False, {"kind": "distribution", "value": "1"}, "use kind: claim"),
        ("claim", False, {"kind": "record", "says": "it"}, ""),
    ],
)
def test_a_quantity_is_compared_as_suits_it(
    form: str, by_recipe: bool, entry: dict[str, Any], words: str
) -> None:
    record = SimpleNamespace(
        form=form, by_recipe=by_recipe, source="study", needs=(), takes=(), requires=()
    )
    published = [{"quantity": "it", "evidence": "same recipe", **entry}]
    config = changed({P + "published": published})
    if not words:
        resolve(config, quantities={"it": record})
        return
    (line,) = errors_of(config, quantities={"it": record})
    assert line.startswith("config.yaml: experiments.plain.published[0].kind: is")
    assert words in line


def test_a_quantity_of_gradient_checks_is_none_of_an_experiment() -> None:
    record = SimpleNamespace(
        form="number", by_recipe=False, source="gradient", needs=(), takes=(), requires=()
    )
    (line,) = errors_of(changed({}), quantities={"train_loss": record})
    assert "train_loss is a quantity of a gradient check, not of an experiment" in line


def test_the_epoch_of_a_claim_stands_beside_its_words() -> None:
    claim = {"kind": "claim", "evidence": "same stream", "says": "Still undecided"}
    entries = [
        {**claim, "quantity": "undecided"},
        {**claim, "quantity": "oscillates", "epoch": 100},
        {**claim, "quantity": "undecided", "epoch": 100},
    ]
    lines = errors_of(
        changed({"experiments/plain/published": entries}), quantities=dict(QUANTITIES)
    )
    place = "config.yaml: experiments.plain.published"
    assert len(lines) == 2
    assert lines[0].startswith(f"{place}[0].epoch: is missing; undecided needs it")
    assert lines[1].startswith(f"{place}[1].epoch: oscillates takes no epoch; leave it out")
