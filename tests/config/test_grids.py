"""Short forms: settings taken by `like`, and variants made by `grid`, are as if written by hand."""

import pytest

from nncore.config.load import ConfigError, load_config
from nncore.config.models.grids import MOST_VARIANTS
from tests.changing import put
from tests.config.config_example import changed, errors_of, valid, written

P, F, G = "experiments/plain/", "experiments/full/", "gradchecks/check/"
RATES = {"learning_rate": [0.1, 1, "1e-5"]}
MOMENTUM = {"name": "momentum", "decay": 0.8}

# Grid -> label -> dotted settings that differ.
MADE = {
    "one setting": (
        RATES,
        {f"learning rate {rate}": {"learning_rate": rate} for rate in RATES["learning_rate"]},
    ),
    "two settings, the last the fastest": (
        {"network.hidden": [[2], [3, 4]], "l2": [0, 0.5]},
        {
            f"hidden {words}, L2 {l2}": {"network.hidden": hidden, "l2": l2}
            for words, hidden in (("2", [2]), ("3-4", [3, 4]))
            for l2 in (0, 0.5)
        },
    ),
    "names and their options": (
        {"optimizer": ["adam", MOMENTUM], "batch_size": [None, 2]},
        {
            f"{words}, batch size {size}": {"optimizer": name, "batch_size": n}
            for words, name in (("Adam", "adam"), ("momentum, decay 0.8", MOMENTUM))
            for size, n in (("none", None), ("2", 2))
        },
    ),
    "labels of its own": (
        {"label": "{network.hidden} units, η = {learning_rate}", "network.hidden": [[2]], **RATES},
        {
            f"2 units, η = {rate}": {"network.hidden": [2], "learning_rate": rate}
            for rate in RATES["learning_rate"]
        },
    ),
    "several grids": (
        [{"label": "η {learning_rate}", "learning_rate": [1]}, {"label": "long", "epochs": [200]}],
        {"η 1": {"learning_rate": 1}, "long": {"epochs": 200}},
    ),
}


@pytest.mark.parametrize("case", MADE)
def test_a_grid_is_its_variants_written_out(case):
    grid, written = MADE[case]
    before = {"as it is": {}}
    config = valid({P + "grid": grid, P + "variants": before, P + "published": []})
    by_hand = valid({P + "variants": before | written, P + "published": []})
    assert config.experiments["plain"] == by_hand.experiments["plain"]


LIKE = {"document": "chapter", "words": {"title": "Another"}, "like": "full"}
# What stands beside `like: full` -> what differs from the settings of `full`.
BESIDE = {
    "nothing": ({}, {}),
    "a value": ({"epochs": 7, "seed": 4}, {"epochs": 7, "seed": 4}),
    "a block as a whole": (
        {"network": {"hidden": [2], "activation": "tanh", "loss": "log_loss"}, "dropout": 0.0},
        {"network/hidden": [2], "network/activation": "tanh", "dropout": 0.0},
    ),
    "from within": (
        {"network.activation": "tanh", "optimizer.beta2": 0.5},
        {"network/activation": "tanh", "optimizer/beta2": 0.5},
    ),
}


@pytest.mark.parametrize("case", BESIDE)
def test_like_takes_the_settings_and_what_stands_beside_it_replaces_them(case):
    beside, differs = BESIDE[case]
    shown = {F + "figures": [], F + "words/across": "Read"}
    config = valid({**shown, "experiments/new": {**LIKE, **beside}})
    by_hand = valid({F + key: value for key, value in differs.items()})
    new = config.experiments["new"]
    assert new.training == by_hand.experiments["full"].training
    assert new.words.title == "Another"
    assert new.words.across is None


def test_like_follows_a_chain_in_any_order():
    words = changed({})["gradchecks"]["check"]["words"]
    config = valid(
        {
            "documents/other": {"title": "T", "author": "A", "cite": "c", "summary": "One."},
            "experiments": {
                "first": {**LIKE, "like": "later", "document": "other"},
                "later": {key: LIKE[key] for key in LIKE if key != "document"} | {"epochs": 7},
                **changed({})["experiments"],
            },
            "gradchecks/like": {"words": words, "like": "check"},
        }
    )
    found = {id: config.experiments[id] for id in ("first", "later", "full")}
    assert [each.training.epochs for each in found.values()] == [7, 7, 20]
    assert [each.document for each in found.values()] == ["other", "chapter", "chapter"]
    check, like = (config.gradchecks[id] for id in ("check", "like"))
    assert like == put(check, {"id": "like", "figures": like.figures})


NEW = "experiments/new"
# What is changed -> the beginning of every line of the error, and words of the cure.
WRONG = {
    "unknown setting": (
        {P + "grid": {"learning_rat": [1]}},
        [("experiments.plain.grid.learning_rat: unknown setting", 'did you mean "learning_rate"?')],
    ),
    "unknown key within": (
        {P + "grid": {"network.hiden": [[1]]}},
        [('experiments.plain.grid."network.hiden": unknown key of network', 'mean "hidden"?')],
    ),
    "the data may not differ": (
        {P + "grid": {"data": ["xor"]}},
        [("experiments.plain.grid.data: unknown setting of a grid", "known: network, ")],
    ),
    "no list": (
        {P + "grid": {"l2": 0.1}},
        [("experiments.plain.grid.l2: is 0.1;", "a list of the values to train is needed")],
    ),
    "an empty list": (
        {P + "grid": [RATES, {"l2": []}]},
        [("experiments.plain.grid[1].l2: is an empty list;", "give the values to train")],
    ),
    "nothing varied": (
        {P + "grid": {"label": "a"}},
        [("experiments.plain.grid: is a mapping;", "settings with lists of values are needed")],
    ),
    "not even a mapping": (
        {P + "grid": "l2"},
        [('experiments.plain.grid: is the text "l2";', "{learning_rate: [0.1, 1]}")],
    ),
    "a label of another setting": (
        {P + "grid": {**RATES, "label": "{rate}"}},
        [("experiments.plain.grid.label: unknown setting of this grid", "learning_rate")],
    ),
    "a label that is no text": (
        {P + "grid": {**RATES, "label": 3}},
        [("experiments.plain.grid.label: is 3;", 'text such as "η = {learning_rate}"')],
    ),
    "labels that do not differ": (
        {P + "grid": {**RATES, "l2": [0, 1], "label": "{l2}"}},
        [('experiments.plain.grid: makes the label "0" twice;', "name every setting")],
    ),
    "a value that stands twice": (
        {P + "grid": {"l2": [0, 0]}},
        [('experiments.plain.grid: makes the label "L2 0" twice;', "or leave one out")],
    ),
    "a label that variants has": (
        {P + "grid": {"l2": [0, 1]}, P + "variants": {"L2 1": {"l2": 1}}},
        [('experiments.plain.grid: makes the label "L2 1" twice;', "variants has it too")],
    ),
    "too many": (
        {P + "grid": {"l2": list(range(20)), "epochs": list(range(1, 21))}},
        [("experiments.plain.grid: makes 400 variants;", f"at most {MOST_VARIANTS} are trained")],
    ),
    "a value that does not fit": (
        {P + "grid": {"learning_rate": [1, -1]}},
        [('experiments.plain.variants."learning rate -1".learning_rate: is -1;', "greater than 0")],
    ),
    "a value without its name": (
        {P + "grid": {"optimizer": [{"beta1": 0.5}]}},
        [('experiments.plain.variants."β₁ 0.5".optimizer.name: is missing;', "name of the opt")],
    ),
    "variants that are none": (
        {P + "grid": RATES, P + "variants": 3},
        [("experiments.plain.variants: is 3;", "a mapping (key: value) is needed")],
    ),
    "no gradient check has variants": (
        {G + "grid": RATES},
        [('gradchecks.check.grid: unknown key "grid"', "known: like, document")],
    ),
    "figures of a grid that is wrong are not spoken of": (
        {P + "grid": {"l": [1]}, P + "figures": [{"name": "heatmap", "at_most": 1}]},
        [("experiments.plain.grid.l: unknown setting", "known: ")],
    ),
    "like no experiment": (
        {NEW: {**LIKE, "like": "fulll"}},
        [('experiments.new.like: unknown experiment "fulll";', 'did you mean "full"?')],
    ),
    "like itself": (
        {NEW: {**LIKE, "like": "new"}},
        [("experiments.new.like: names the block itself;", "name another")],
    ),
    "like a gradient check": (
        {NEW: {**LIKE, "like": "check"}},
        [('experiments.new.like: "check" is a gradient check;', "name an experiment")],
    ),
    "a gradient check like an experiment": (
        {G + "like": "plain"},
        [('gradchecks.check.like: "plain" is an experiment;', "name a gradient check")],
    ),
    "like many": (
        {NEW: {**LIKE, "like": ["full"]}},
        [("experiments.new.like: is a list;", "the id of one experiment is needed")],
    ),
    "like in a circle, and one that is like one of it": (
        {NEW: LIKE, F + "like": "round", "experiments/round": {**LIKE, "like": "full"}},
        [
            ('experiments.full.like: "round" is like this one;', "write one of them out"),
            ('experiments.round.like: "full" is like this one;', "write one of them out"),
        ],
    ),
    "through what is no block": (
        {NEW: {**LIKE, "learning_rate": 1.0, "epochs.each": 3}},
        [('experiments.new."epochs.each": epochs is 20;', "replace it as a whole")],
    ),
}


@pytest.mark.parametrize("case", WRONG)
def test_every_mistake_is_named_once_with_its_cure(case):
    changes, expected = WRONG[case]
    lines = errors_of(changed(changes))
    assert len(lines) == len(expected), lines
    for line, (start, cure) in zip(sorted(lines), sorted(expected), strict=True):
        assert line.removeprefix("config.yaml: ").startswith(start), line
        assert cure in line, line


def test_what_is_made_stands_where_it_is_written(tmp_path):
    """A message leads to the values of a grid, and to the block that settings are taken from."""
    for changes, expected in (
        ({"epochs": 0}, ("experiments.plain.epochs", "    epochs: 0")),
        ({"grid": {"l2": [0, -1]}}, ('experiments.plain.variants."L2 -1".l2', "      l2:")),
    ):
        config = changed({P + key: value for key, value in changes.items()})
        config["experiments"]["new"] = {**LIKE, "like": "plain"}
        path = written(tmp_path, config)
        with pytest.raises(ConfigError) as caught:
            load_config(path)
        lines = path.read_text(encoding="utf-8").splitlines()
        ((place, name),) = [line.split(": ")[:2] for line in str(caught.value).splitlines()]
        assert (name, lines[int(place.split(":")[1]) - 1]) == expected
