"""A hundred wrong configurations: refused with file, line and cure, and all of them at once."""

import re
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
import yaml

from nncore.check import load
from nncore.config.load import ConfigError
from nncore.config.models.words import Words
from tests.config.config_example import written

BASE: dict[str, Any] = yaml.safe_load("""
seed: 3
replicas: 4
documents:
  chapter: {title: A chapter, author: A. Author, year: 2020, cite: chapter, summary: One sentence.}
datasets:
  xor: {kind: xor, draws: 4}
  circle: {kind: circle, draws: 4, n_samples: 50, test_fraction: 0.2}
  clusters: {kind: clusters, draws: 4, n_samples: 60, n_classes: 3}
  sine: {kind: sine, draws: 4, n_samples: 20}
  digits: {kind: digits, draws: 4, test_fraction: 0.2}
gradchecks:
  check:
    document: chapter
    words: {title: A gradient check, question: "Is it the derivative?"}
    network: {hidden: [4], activation: sigmoid, loss: squared_error, biases: [true, false]}
    data: {n_inputs: 3, n_outputs: 2, n_samples: 5}
    published:
      - {quantity: layer_error, kind: order, evidence: same recipe, layer: 1, part: weights,
         value: "2e-11"}
experiments:
  plain:
    document: chapter
    words:
      title: Exclusive or
      question: Can it be learned?
      mathematics: [forward]
      body: >-
        It ends at {{ value("train_loss") | significant }} ([@chapter], [curve](#sec-curve)); of
        {{ n_seeds() }} seeds {{ share("train_accuracy", at_least=1.0) | percent }} solve it.
    data: xor
    network: {hidden: [4], activation: sigmoid, output: sigmoid, loss: squared_error}
    learning_rate: 2.0
    epochs: 100
    record_every: 10
    snapshots: [0, 50, 100]
    figures: [loss, region, filmstrip]
    animations: [training]
    published:
      - {quantity: train_loss, kind: distribution, evidence: same recipe, at: {50: "0.2"}}
      - {quantity: prediction, kind: distribution, evidence: same recipe, sample: 0, value: "0.1"}
  curve:
    document: chapter
    words: {title: Sine, question: "Is it followed?"}
    data: sine
    network: {hidden: [4], activation: tanh, loss: squared_error}
    learning_rate: 0.1
    epochs: 50
    figures: [fit, data]
  read:
    document: chapter
    words: {title: Digits, question: "Are they read?"}
    data: digits
    network: {hidden: [8], activation: relu, loss: log_loss}
    learning_rate: 0.1
    epochs: 5
    figures: [curves, confusion, misclassified]
  sweep:
    document: chapter
    words: {title: Units and rates, question: "Which solve it?"}
    data: xor
    network: {hidden: [4], activation: sigmoid, output: sigmoid, loss: squared_error}
    learning_rate: 2.0
    epochs: 100
    variants:
      "2": {network.hidden: [2], learning_rate: 1.0}
      "8": {network.hidden: [8], learning_rate: 2.0}
    figures:
      - {name: map, kind: heatmap}
      - {name: units, kind: against-setting, setting: network.hidden}
      - {name: reach, kind: epochs-to-reach, at_most: 0.01}
  line:
    document: chapter
    words: {title: Logistic regression, question: "Where does it go?"}
    data: circle
    network: {hidden: [], loss: binary_log_loss, biases: false}
    learning_rate: 1.0
    epochs: 10
    snapshots: [0, 5, 10]
    figures: [{name: surface, kind: loss-surface, extent: [-5, 5, -5, 5]}]
""")
PLAIN, CURVE, READ, SWEEP, LINE = (
    f"experiments/{id}/" for id in ("plain", "curve", "read", "sweep", "line")
)
CHECK, CIRCLE = "gradchecks/check/", "datasets/circle/"
GONE = object()


def figure(kind: str, **options: Any) -> list[Any]:
    return [{"name": "mine", "kind": kind, **options}]


def number(quantity: str, **parts: Any) -> list[Any]:
    entry = {"quantity": quantity, "kind": "distribution", "evidence": "same recipe", "value": "1"}
    return [{**entry, **parts}]


def third(settings: dict[str, Any]) -> dict[str, Any]:
    """Two settings of the sweep, and a variant that differs in a third."""
    return {
        "2": {"network.hidden": [2], "learning_rate": 1.0},
        "8": {"network.hidden": [8], "learning_rate": 2.0},
        "other": {"network.hidden": [8], "learning_rate": 2.0, **settings},
    }


FIGURES = "figures"
# What is changed in a block -> its place within the block, how the message goes on, and its cure.
BLOCKS: dict[str, tuple[str, dict[str, Any], str, str]] = {
    # figures and films need what they draw
    "film without a strip": (PLAIN, {FIGURES: ["loss"]}, 'animations[0]: "training" needs a strip',
        "add filmstrip or evolution to figures"),
    "film without snapshots": (PLAIN, {"snapshots": [], FIGURES: ["loss"]},
        'snapshots: is empty, but "training" is drawn', "list the updates under snapshots"),
    "film of images": (READ, {"animations": ["training"], "snapshots": [0, 5]},
        'animations[0]: "training" needs data with two inputs, datasets.digits has 64', "leave it"),
    "film strip without snapshots": (PLAIN, {"snapshots": [], "animations": []},
        'snapshots: is empty, but "filmstrip" is drawn', "list the updates"),
    "surface without snapshots": (LINE, {"snapshots": []},
        'snapshots: is empty, but "loss-surface" is drawn', "list the updates"),
    "surface of many parameters": (PLAIN, {FIGURES: ["filmstrip", *figure("loss-surface")]},
        'figures[1]: "loss-surface" needs a network of two parameters, this network has 17',
        "biases: false"),
    "region of images": (READ, {FIGURES: ["region"]},
        'figures[0]: "region" needs data with two inputs, datasets.digits has 64', "leave it out"),
    "region of a regression": (CURVE, {FIGURES: ["region"]},
        'figures[0]: "region" needs a classification, datasets.sine is a regression', "take fit"),
    "region beside images": (PLAIN, {FIGURES: [
        "filmstrip", *figure("region", **{"with": ["read"]})]},
        'figures[1].with[0]: "region" needs data with two inputs, datasets.digits', "leave it out"),
    "confusion of a regression": (CURVE, {FIGURES: ["confusion"]},
        'figures[0]: "confusion" needs a classification, datasets.sine is a', "take fit"),
    "errors per class of a regression": (CURVE, {FIGURES: ["errors-per-class"]},
        'figures[0]: "errors-per-class" needs a classification', "take fit"),
    "fit of classes": (READ, {FIGURES: ["fit"]},
        'figures[0]: "fit" needs a regression, datasets.digits is a class', "take region"),
    "images of points": (PLAIN, {FIGURES: ["filmstrip", "misclassified"]},
        'figures[1]: "misclassified" needs samples that are images', "a data set of digits"),
    "points of images": (READ, {FIGURES: ["data"]}, 'figures[0]: "data" needs points to draw',
        "leave it out"),
    "heat map without variants": (PLAIN, {FIGURES: ["filmstrip", "heatmap"]},
        'figures[1]: "heatmap" needs at least two variants', "list what differs under variants"),
    "setting without variants": (CURVE, {FIGURES: ["against-setting"]},
        'figures[0]: "against-setting" needs at least two variants', "list what differs"),
    "sizes without variants": (CURVE, {FIGURES: ["against-parameters"]},
        'figures[0]: "against-parameters" needs at least two variants', "list what differs"),
    "groups without variants": (CURVE, {FIGURES: ["variant-groups"]},
        'figures[0]: "variant-groups" needs at least two variants', "list what differs"),
    # options of figures
    "extent of two numbers": (LINE, {FIGURES: figure("loss-surface", extent=[-5, 5])},
        "figures[0].extent: has 2 numbers; four are needed", "left, right, bottom, top"),
    "extent backwards": (LINE, {FIGURES: figure("loss-surface", extent=[5, -5, 0, 1])},
        "figures[0].extent: is [5.0, -5.0, 0.0, 1.0];", "left < right and bottom < top"),
    "extent of words": (LINE, {FIGURES: figure("loss-surface", extent=["a", 1, 0, 1])},
        'figures[0].extent[0]: is the text "a";', "a number is needed"),
    "extent of infinity": (LINE, {FIGURES: figure("loss-surface", extent=[0, float("inf"), 0, 1])},
        "figures[0].extent[1]: is inf;", "a finite number"),
    "unknown scale": (CURVE, {FIGURES: figure("loss", scale="lin")},
        'figures[0].scale: unknown name "lin";', 'did you mean "linear"?'),
    "unknown quantity of a figure": (SWEEP, {FIGURES: figure("comparison", quantity="train_los")},
        'figures[0].quantity: unknown history "train_los";', 'did you mean "train_loss"?'),
    "unknown metric": (SWEEP, {FIGURES: figure("bars", metric="acuracy")},
        'figures[0].metric: unknown history "acuracy"', "known: train_loss, "),
    "metric of a test split": (SWEEP, {FIGURES: figure("bars", metric="test_loss")},
        "figures[0].metric: test_loss needs a test split", "use train_loss, or set"),
    "metric of a regression": (CURVE, {FIGURES: figure("comparison", quantity="train_accuracy")},
        "figures[0].quantity: train_accuracy is not recorded for a regression", "use train_mse"),
    "quantity beside": (READ, {FIGURES: figure(
        "comparison", quantity="test_loss", **{"with": ["plain"]})},
        "figures[0].with[0]: test_loss needs a test split, datasets.xor has none", "train_loss"),
    "unknown line": (SWEEP, {FIGURES: figure("comparison", line="mean")},
        'figures[0].line: unknown name "mean"', "known: seed, median"),
    "no frames": (PLAIN, {FIGURES: [{"name": "filmstrip", "frames": 0}]},
        "figures[0].frames: is 0;", "at least 1"),
    "no seconds": (PLAIN, {"animations": [{"name": "training", "seconds": 0}]},
        "animations[0].seconds: is 0;", "greater than 0"),
    "unknown split": (READ, {FIGURES: figure("misclassified", split="tst")},
        'figures[0].split: unknown name "tst"', 'did you mean "test"?'),
    "share above one": (SWEEP, {FIGURES: figure("against-parameters", share=1.5)},
        "figures[0].share: is 1.5;", "at most 1"),
    "steps without snapshots there": (PLAIN, {FIGURES: [{"name": "filmstrip", "steps": [7]}]},
        "figures[0].steps: 7: no snapshot there", "add it to snapshots"),
    "no steps": (PLAIN, {FIGURES: [{"name": "filmstrip", "steps": []}]},
        "figures[0].steps: is a list;", "at least 1 entry"),
    "goal of both": (SWEEP, {FIGURES: figure("epochs-to-reach", at_most=0.1, at_least=0.2)},
        "figures[0].at_most: and at_least are two goals", "leave one out"),
    "goal of none": (SWEEP, {FIGURES: figure("epochs-to-reach")},
        "figures[0]: has no goal for train_loss;", "such as at_most: 0.01"),
    "lower bound of a loss": (SWEEP, {FIGURES: figure("heatmap", quantity="train_loss",
        at_least=0.01)},
        "figures[0].at_least: is 0.01, but of train_loss less is better", "the bound as at_most"),
    "default bound of a loss": (SWEEP, {FIGURES: figure("heatmap", quantity="train_loss")},
        "figures[0].at_least: is 1, but of train_loss less is better", "the bound as at_most"),
    "bound in words": (SWEEP, {FIGURES: figure("heatmap", at_least="all")},
        'figures[0].at_least: is the text "all";', "a number is needed"),
    "typo in a heat map's setting": (SWEEP, {FIGURES: figure("heatmap", rows="network.hiden")},
        'figures[0].rows: no setting "network.hiden";', 'did you mean "network.hidden"?'),
    "setting that does not vary": (SWEEP, {FIGURES: figure("heatmap", rows="l2")},
        'figures[0].rows: "l2" is the same in every variant', "network.hidden"),
    "setting that is a block": (SWEEP, {FIGURES: figure("against-setting", setting="network")},
        'figures[0].setting: "network" is a block; name one of its keys', "network.hidden"),
    "heat map over a third setting": (SWEEP, {"variants": third({"l2": 0.1}),
        FIGURES: figure("heatmap")},
        'figures[0]: "heatmap" shows one variant at network.hidden [8], learning_rate 2.0, but',
        '"8" and "other" both stand there and differ in l2;'),
    "heat map of equal variants": (SWEEP, {"variants": third({}), FIGURES: figure("heatmap")},
        'figures[0]: "heatmap" shows one variant at', "differ in nothing"),
    "setting beside another": (SWEEP, {"variants": third({"learning_rate": 9.0}),
        FIGURES: figure("against-setting", setting="network.hidden")},
        'figures[0]: "against-setting" shows one variant at network.hidden [8]',
        "differ in learning_rate; draw that over setting"),
    "unknown label in a group": (SWEEP, {FIGURES: figure("variant-groups", groups={"A": ["3"]})},
        'figures[0].groups.A[0]: unknown variant "3"', "known: 2, 8"),
    "unknown label of durations": (SWEEP, {FIGURES: figure(
        "variant-groups", durations_of="3", durations=[10])},
        'figures[0].durations_of: unknown variant "3"', "known: 2, 8"),
    "duration beyond the run": (SWEEP, {FIGURES: figure(
        "variant-groups", durations_of="2", durations=[10, 1000])},
        "figures[0].durations[1]: epoch 1000 lies beyond the run of 100", "an earlier one"),
    "duration that is not recorded": (SWEEP, {"record_every": 20, FIGURES: figure(
        "variant-groups", durations_of="2", durations=[30])},
        "figures[0].durations[0]: epoch 30 is not recorded", "20 is"),
    "unknown measure": (SWEEP, {FIGURES: figure(
        "against-setting", setting="network.hidden", quantities=["norm"])},
        'figures[0].quantities[0]: unknown quantity "norm"', 'did you mean'),
    "name of the spread": (CURVE, {FIGURES: [{"name": "spread", "kind": "loss"}]},
        'figures[0].name: "spread" is the name of the figure of published', "take another"),
    # published numbers
    "accuracy of a regression": (CURVE, {"published": number("train_accuracy")},
        'published[0].quantity: "train_accuracy" needs a classification', "squared error"),
    "error of classes": (PLAIN, {"published": number("train_mse")},
        'published[0].quantity: "train_mse" needs a regression', "an accuracy"),
    "test loss without a test split": (PLAIN, {"published": number("test_loss")},
        'published[0].quantity: "test_loss" needs a test split', "set its test_fraction"),
    "unknown quantity": (PLAIN, {"published": number("train_los")},
        'published[0].quantity: unknown quantity "train_los";', 'did you mean "train_loss"?'),
    "unknown class": (LINE, {"published": number("class_count", class_name="insde")},
        'published[0].class_name: unknown class "insde";', 'did you mean "inside"?'),
    "sample beyond the data": (PLAIN, {"published": number("prediction", sample=4)},
        "published[0].sample: is 4; datasets.xor has 4 samples", "the last is 3"),
    "output beyond the network": (PLAIN, {"published": number("prediction", sample=0, output=1)},
        "published[0].output: is 1; datasets.xor has 1 outputs", "the last is 0"),
    "the same number twice": (PLAIN, {"published": number("train_loss") * 2},
        "published[1].quantity: train_loss stands here twice", "remove one"),
    "quantity of gradient checks": (PLAIN, {"published": number("layer_error", layer=1)},
        "published[0].quantity: layer_error is a quantity of a gradient check", "experiment"),
    "layer beyond the network": (CHECK, {"published": number("layer_error", layer=3)},
        "published[0].layer: is 3; the network has 2 layers", "the first is 1"),
    "biases of a layer without": (CHECK, {"published": number("layer_error", layer=2,
        part="biases")}, "published[0].part: layer 2 has no biases", "take weights"),
    # pages
    "unknown function": (PLAIN, {"body": "{{ valeu('train_loss') }}"},
        'words.body[0]: unknown function "valeu"', 'did you mean "value"'),
    "unknown quantity in a notice": (PLAIN, {"body": "{{ value('train_los') }}"},
        'words.body[0]: value("train_los"): unknown quantity "train_los";', 'mean "train_loss"?'),
    "unknown experiment in a notice": (PLAIN, {"body": "{{ n_seeds(of='curv') }}"},
        'words.body[0]: n_seeds(of="curv"): unknown experiment "curv";', 'mean "curve"?'),
    "unknown variant in a notice": (SWEEP, {"body": "{{ median('train_loss', variant='3') }}"},
        'words.body[0]: median("train_loss", variant="3"): unknown variant "3"', "known: 2, 8"),
    "unknown filter": (PLAIN, {"body": "{{ n_seeds() | procent }}"},
        'words.body[0]: unknown filter "procent"', 'did you mean "percent"'),
    "unknown argument of a filter": (PLAIN, {"body": "{{ n_seeds() | percent(m=3) }}"},
        "words.body[0]: | percent: got an unexpected keyword argument 'm'", "it takes n, digits"),
    "value never closed": (PLAIN, {"body": "It is {{ n_seeds() }."},
        "words.body[0]: {{ without its partner", "write values as {{ "),
    "program": (PLAIN, {"body": "{% if n_seeds() > 1 %}many{% endif %}"},
        "words.body[0]: {% begins a program", "name a finding"),
    "function without brackets": (PLAIN, {"body": "{{ n_seeds | count }}"},
        "words.body[0]: {{ n_seeds | count }} is no value", "write n_seeds(...)"),
    "function with too few arguments": (PLAIN, {"body": "{{ value() }}"},
        "words.body[0]: value(): missing a required argument: 'name'", "it takes name, of"),
    "part that a quantity lacks": (PLAIN, {"body": "{{ value('best_epoch', sample=1) }}"},
        'words.body[0]: value("best_epoch", sample=1): best_epoch takes no sample', "leave it out"),
    "quantity without its part": (PLAIN, {"body": "{{ value('prediction') }}"},
        'words.body[0]: value("prediction"): prediction needs sample', "give it as sample="),
    "epoch that is not recorded": (PLAIN, {"body": "{{ value('train_loss', epoch=33) }}"},
        'words.body[0]: value("train_loss", epoch=33): epoch 33 is not recorded', "30 is"),
    "epoch beyond the run": (PLAIN, {"body": "{{ value('train_loss', epoch=200) }}"},
        'words.body[0]: value("train_loss", epoch=200): epoch 200 lies beyond', "an earlier one"),
    "history in a notice": (PLAIN, {"body": "{{ first_epoch('accuracy', at_least=0.9) }}"},
        'words.body[0]: first_epoch("accuracy", at_least=0.9): unknown history', "known:"),
    "test quantity in a notice": (PLAIN, {"body": "{{ value('test_loss') }}"},
        'words.body[0]: value("test_loss"): "test_loss" needs a test split', "test_fraction"),
    "number that is not printed": (CURVE, {"body": "{{ published('train_loss') }}"},
        'words.body[0]: published("train_loss"): curve has 0 published numbers', "one is needed"),
    "seeds of a gradient check": (PLAIN, {"body": "{{ n_seeds(of='check') }}"},
        'words.body[0]: n_seeds(of="check"): check is a gradient check', "an experiment is needed"),
    "unknown finding": (PLAIN, {"body": "{{ finding('reech', 'train_loss') }}"},
        'words.body[0]: finding("reech", "train_loss"): unknown finding "reech"', "known: compare"),
    "option of a finding": (PLAIN, {"body": "{{ finding('reach', 'train_loss', sooner=1) }}"},
        'words.body[0]: finding("reach", "train_loss", sooner=1): ', "it takes"),
    "quantity of a finding": (PLAIN, {"body": "{{ finding('middle', 'train_los') }}"},
        'words.body[0]: finding("middle", "train_los"): unknown quantity', "train_loss"),
    "label of a finding": (SWEEP, {"body": "{{ finding('constant answer', '3') }}"},
        'words.body[0]: finding("constant answer", "3"): unknown variant "3"', "known: 2, 8"),
    "link of a finding": (PLAIN, {"body": "{{ finding('optimum', '[it](#sec-curv)') }}"},
        'words.body[0]: finding("optimum", "[it](#sec-curv)"): unknown experiment "curv"', "curve"),
    "finding without variants": (PLAIN, {"body": "{{ finding('ranking', 'train_loss') }}"},
        'words.body[0]: finding("ranking", "train_loss"): "ranking" needs at least two variants',
        "list what differs under variants"),
    "unknown setting": (PLAIN, {"body": "{{ setting('epoch') }}"},
        'words.body[0]: setting("epoch"): unknown setting "epoch";', 'did you mean "epochs"?'),
    "code in a page": (PLAIN, {"body": "{{ n_seeds().__class__ }}"},
        "words.body[0]: {{ n_seeds().__class__ }} is no value", "a function by its name is needed"),
    "stray dollar": (PLAIN, {"body": "It costs $5."},
        "words.body[0]: $ without its partner", "write \\$"),
    "stray backtick": (PLAIN, {"question": "Is `it?"},
        "words.question: ` without its partner", "write \\`"),
    "stray stars": (PLAIN, {"question": "Is **it?"},
        "words.question: ** without its partner", "\\*\\*"),
    "stray dollar in a question": (PLAIN, {"question": "Is $x?"},
        "words.question: $ without its partner", "write \\$"),
    "unknown command of mathematics": (PLAIN, {"body": "With $\\foobar{x}$."},
        "words.body[0]:", "is not a command known here"),
    "title of no value": (PLAIN, {"title": "A loss of nan"}, "words.title:", "stands for a value"),
    "question of no value": (PLAIN, {"question": "Is it nan?"},
        "words.question:", "stands for a value"),
    "braces of mathematics": (PLAIN, {"question": "Is $x_{1$?"}, "words.question: braces",
        "do not match"),
    "link that leads nowhere": (PLAIN, {"body": "See [it](#sec-curv)."},
        "words.body[0]: a link to #sec-curv leads nowhere", 'did you mean "#sec-curve"?'),
    "link to no figure": (PLAIN, {"body": "See @fig-plain-los."},
        "words.body[0]: a link to #fig-plain-los leads nowhere", "fig-plain-loss"),
    "unknown citation": (PLAIN, {"body": "As in [@chaptr]."},
        'words.body[0]: unknown citation "chaptr";', 'did you mean "chapter"?'),
    # data
    "disc without a point": (CIRCLE, {"radius": 0.0},
        ": no sample of class 'inside'", "every class needs one"),
    "true in words": (CIRCLE, {"standardise": "yes"}, 'standardise: is the text "yes";',
        "true or false is needed"),
}  # fmt: skip


def refused(tmp_path: Path, config: dict[str, Any]) -> list[str]:
    """The lines of the error of a configuration, the folder of its files left out."""
    path = written(tmp_path, config)
    with pytest.raises(ConfigError) as caught:
        load(path)
    return str(caught.value).replace(f"{tmp_path}/", "").splitlines()


def change(block: dict[str, Any], changes: dict[str, Any]) -> None:
    """Replace values of a block, or of its words."""
    for key, value in deepcopy(changes).items():
        place = block["words"] if key in Words.model_fields else block
        place[key] = value


def with_change(config: dict[str, Any], name: str, id: str | None = None) -> str:
    """Change a block, or a copy of it called `id`; return the block's dotted path."""
    block, changes, _, _ = BLOCKS[name]
    section, old = block.strip("/").split("/")
    changed = deepcopy(BASE[section][old])
    change(changed, changes)
    config[section][id or old] = changed
    return f"{section}.{id or old}"


PLACE = re.compile(r"(config\.yaml|pages/chapter/[\w-]+\.md):(\d+):(\d+): (.*)")


def test_the_base_is_right(tmp_path: Path) -> None:
    assert len(load(written(tmp_path, BASE)).experiments) == 5


@pytest.mark.parametrize("name", BLOCKS)
def test_a_mistake_is_refused_with_file_line_and_cure(tmp_path: Path, name: str) -> None:
    config = deepcopy(BASE)
    block = with_change(config, name)
    _, _, start, cure = BLOCKS[name]
    lines = refused(tmp_path, config)
    assert len(lines) == 1, "\n".join(lines)
    found = PLACE.fullmatch(lines[0])
    assert found, lines[0]
    expected = f"{block}{'' if start.startswith(':') else '.'}{start}"
    assert found[4].startswith(expected), lines[0]
    assert cure in found[4][len(expected) - len(start) :], lines[0]
    # The place is that of the key, or of its block where it is not written.
    assert (found[1] == "config.yaml") != start.startswith("words.")
    file = (tmp_path / found[1]).read_text("utf-8").splitlines()
    line, column = int(found[2]), int(found[3])
    there = file[line - 1][column - 1 :]
    keys = re.findall(r"[\w-]+", expected.split(": ")[0])
    assert there.startswith(tuple(f"{key}:" for key in keys)) or "[" in expected, lines[0]
    if found[1] == "config.yaml":
        top = next(n for n, text in enumerate(file, 1) if text == f"  {block.split('.')[1]}:")
        assert line >= top


def test_all_mistakes_are_reported_in_one_list(tmp_path: Path) -> None:
    """Every mistake in a copy of its block, all copies in one file."""
    config = deepcopy(BASE)
    places = {name: with_change(config, name, f"copy-{n}") for n, name in enumerate(BLOCKS)}
    lines = refused(tmp_path, config)
    for name, block in places.items():
        _, _, start, cure = BLOCKS[name]
        dotted = f"{block}{'' if start.startswith(':') else '.'}"
        kept = re.escape(start).replace("plain", "[a-z0-9-]+").replace("curve", "[a-z0-9-]+")
        own = [line for line in lines if re.search(re.escape(dotted) + kept, line)]
        assert own, f"{name}: {start}\n" + "\n".join(x for x in lines if block in x)
        assert any(cure in line for line in own), own
    ordered = [int(line.split(":")[1]) for line in lines if line.startswith("config.yaml")]
    assert ordered == sorted(ordered)


def test_what_leads_to_a_block_that_is_wrong_is_not_judged(tmp_path: Path) -> None:
    config = deepcopy(BASE)
    body = "See [it](#sec-curve) and @fig-curve-loss, as in [@chapter]: {{ n_seeds(of='curve') }}."
    change(config["experiments"]["plain"], {"body": body})
    config["experiments"]["curve"]["epochs"] = 0
    config["documents"]["chapter"]["year"] = "long ago"
    places = [line.split(": ")[1] for line in refused(tmp_path, config)]
    assert places == ["documents.chapter.year", "experiments.curve.epochs"]
