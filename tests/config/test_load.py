"""The configuration: what a valid one resolves to, and how files are read."""

import json
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest
import yaml
from pydantic import TypeAdapter

from nncore.config.load import ConfigError, load_config, main, resolve
from nncore.config.models import subjects
from nncore.config.records.configuration import Experiment
from nncore.config.records.figures import FigureEntry
from nncore.config.records.training import Choice, Network, Samples, Training
from nncore.experiments.training_from_block import build_settings
from tests.config.config_example import MISSING, changed, valid, written

ROOT = Path(__file__).resolve().parents[2]
P, F = "experiments/plain/", "experiments/full/"


def block(id: str = "plain", changes: dict[str, Any] | None = None) -> Experiment:
    return valid(changes).experiments[id]


def training(id: str = "plain", changes: dict[str, Any] | None = None) -> Training:
    return block(id, changes).training


def test_the_configuration_of_the_project_is_valid() -> None:
    assert load_config(ROOT / "config.yaml").experiments


def test_names_become_names_with_options() -> None:
    full = training("full")
    options = {"beta1": 0.8, "beta2": 0.999, "epsilon": 1e-8}
    assert full.optimizer == Choice(name="adam", options=options)
    options = {"initial": 0.1, "n_steps": 500, "final": 0.0}
    assert full.learning_rate == Choice(name="cosine", options=options)
    assert training().optimizer == Choice(name="gradient_descent", options={})
    assert training().learning_rate == 2.0


def test_a_network_is_spread_over_its_layers() -> None:
    assert training("full").network == Network(
        hidden=(64, 32),
        activation=("relu", "tanh"),
        output="softmax",
        loss="log_loss",
        biases=(True, True, True),
    )
    linear = {"hidden": [], "loss": "squared_error", "biases": False}
    single = training("plain", {P + "network": linear})
    assert single.network == Network(
        hidden=(), activation=(), output="identity", loss="squared_error", biases=(False,)
    )
    assert training("full", {F + "dropout": 0.25}).dropout == (0.25, 0.25)
    assert single.dropout == ()


def test_seed_and_replicas_come_from_block_data_set_or_configuration() -> None:
    assert (training().seed, training().replicas) == (42, 5)
    assert training("full").seed == 3
    own = training("full", {F + "seed": 7, F + "replicas": 2})
    assert (own.seed, own.replicas) == (7, 2)
    config = valid()
    assert config.datasets["xor"].seed == 42
    assert config.datasets["circle"].seed == 3
    assert config.gradchecks["check"].settings.seed == 3


def test_monitor_and_table_follow_the_data() -> None:
    assert training().monitor == "train_loss"
    assert block().table == ("train_loss", "train_accuracy")
    assert training("full").monitor == "validation_loss"
    assert block("full").table == (
        *("train_loss", "train_accuracy", "test_loss", "test_accuracy", "best_epoch"),
    )


def test_data_sets_and_gradient_checks_resolve() -> None:
    config = valid()
    assert asdict(config.datasets["circle"]) == {
        "kind": "circle",
        "stream": "modern",
        "seed": 3,
        "draws": 5,
        "test_fraction": 0.2,
        "standardise": False,
        "stands_in_for": "",
        "document_file": None,
        "url": None,
        "sha256": None,
        "options": {"n_samples": 50, "radius": 0.5, "half_width": 1.0},
    }
    check = config.gradchecks["check"].settings
    assert check.epsilon == 1e-7
    assert check.data == Samples(n_inputs=3, n_outputs=2, n_samples=5, x=None, y=None)
    written = {"x": [[1, 2, 3], [4, 5, 6]], "y": [[1], [0]]}
    check = valid({"gradchecks/check/data": written}).gradchecks["check"].settings
    assert check.data.model_dump() == {
        "n_inputs": 3,
        "n_outputs": 1,
        "n_samples": 2,
        "x": ((1.0, 2.0, 3.0), (4.0, 5.0, 6.0)),
        "y": ((1.0,), (0.0,)),
    }


def test_figures_have_name_kind_others_and_options() -> None:
    options = {"epochs": [0, 100], "steps": None, "extent": None}
    assert block().figures == (
        FigureEntry(name="loss", kind="loss", options={"scale": "auto"}),
        FigureEntry(name="evolution", kind="evolution", options=options),
    )
    (both,) = block("full").figures
    assert (both.name, both.kind, both.others) == ("both", "comparison", ("plain",))


def test_an_experiment_without_variants_has_one_without_a_label() -> None:
    plain = training()
    (variant,) = plain.variants
    assert variant.label == ""
    assert variant.model_dump() == plain.model_dump(exclude={"variants"})


def test_variants_are_whole_blocks_with_their_overrides() -> None:
    variants = {
        "hidden = 2": {"network.hidden": [2]},
        "adam": {"optimizer": "adam", "optimizer.beta1": "5e-1", "learning_rate": 0.1},
    }
    plain = training("plain", {P + "variants": variants})
    first, second = plain.variants
    assert [first.label, second.label] == ["hidden = 2", "adam"]
    assert first.network.hidden == (2,)
    assert second.optimizer.options["beta1"] == 0.5
    changes = {key: getattr(second, key) for key in ("label", "optimizer", "learning_rate")}
    expected = plain.model_dump(exclude={"variants"}) | changes
    assert second == type(second).model_validate(expected)


def test_training_knows_neither_words_nor_figures() -> None:
    variants: dict[str, Any] = {
        P + "variants": {"a": {}, "b": {"epochs": 50, "snapshots": [50]}},
        P + "figures": [],
    }
    words = {P + "words/title": "T", P + "words/body": "Look", P + "words/question": "Why?"}
    one, other = training("plain", variants), training("plain", variants | words)
    assert one == other
    assert one.variants[1].record_at == (1, 100)


def test_a_printed_digit_reaches_figures_and_no_training() -> None:
    entry = {"quantity": "train_loss", "kind": "exact", "evidence": "same stream"}
    one, other = (
        block("plain", {P + "published": [{**entry, "at": {5: value}}]}) for value in ("0.1", "0.2")
    )
    assert one.training == other.training
    assert one.shown(with_claims=True) != other.shown(with_claims=True)
    assert one.shown(with_claims=False) == other.shown(with_claims=False)
    assert one.shown(with_claims=True).claims == one.claims


_NO_FIGURES: dict[str, Any] = {P + "figures": []}


def test_every_record_survives_json() -> None:
    config = valid()
    parts = [part for of in (config.datasets, config.gradchecks, config.experiments)
             for part in of.values()]  # fmt: skip
    for part in [config, *parts, *(each.training for each in config.experiments.values())]:
        record = TypeAdapter(type(part))
        assert record.validate_json(record.dump_json(part)) == part


def test_published_epochs_are_in_order_whatever_their_type_in_yaml() -> None:
    entry = {
        "quantity": "train_loss",
        "kind": "exact",
        "evidence": "same stream",
        "at": {"90": "0.1", 5: "0.2", 10: "0.3"},
    }
    found = block("plain", {P + "published": [entry]}).claims
    assert [(claim.printed_epoch, claim.text) for claim in found] == [
        (5, "0.2"), (10, "0.3"), (90, "0.1"),
    ]  # fmt: skip


def test_snapshots_are_spaced_with_further_ones_between() -> None:
    for also, steps in (([], [0, 5, 20, 45, 80]), ([7, 45], [0, 5, 7, 20, 45, 80])):
        spaced = {"count": 4, "until": 80, "also": also}
        assert training("plain", {P + "snapshots": spaced} | _NO_FIGURES).snapshots == tuple(steps)


def test_the_mapping_is_not_changed() -> None:
    config = changed({P + "variants": {"a": {"network.hidden": [2]}}})
    before = json.dumps(config, default=str)
    resolve(config)
    assert json.dumps(config, default=str) == before


@pytest.mark.parametrize("written", ["1e-3", "1E-3", ".1e-2", "1.0e-3", "0.001"])
def test_numbers_with_exponents_are_numbers_however_yaml_reads_them(written: str) -> None:
    value = yaml.safe_load(f"x: {written}")["x"]
    assert training("plain", {P + "learning_rate": value}).learning_rate == 1e-3


def test_an_exponent_is_taken_for_a_whole_number_when_it_is_one() -> None:
    assert training("plain", {P + "epochs": "1e3"}).epochs == 1000


def test_an_optimizer_that_finds_its_own_steps_needs_no_rate() -> None:
    found = training("plain", {P + "optimizer": "lbfgs", P + "learning_rate": None})
    assert found.learning_rate is None


def test_build_reads_every_key_of_a_variant() -> None:
    settings = build_settings(training("full").variants[0], _Digits())  # type: ignore[arg-type]
    assert settings.max_epochs == 20
    assert settings.early_stopping is not None
    assert settings.early_stopping.patience == 5


class _Digits:
    task = "classification"


def test_every_field_says_what_it_means() -> None:
    missing = [
        name for name, field in subjects.Experiment.model_fields.items() if not field.description
    ]
    assert not missing


# --- files ---------------------------------------------------------------------------------------


WORDLESS = {f"{block}/words": MISSING for block in ("gradchecks/check", P[:-1], F[:-1])}


def test_a_file_is_read_with_overrides(tmp_path: Path) -> None:
    path = written(
        tmp_path, changed({"experiments/plain-0.5": changed({})["experiments"]["plain"]})
    )
    overrides = {"replicas": 2, "experiments.plain-0.5.epochs": 100, "experiments.plain.l2": "1e-3"}
    config = load_config(path, overrides)
    assert config.replicas == 2
    assert config.experiments["plain"].training.l2 == 1e-3
    with pytest.raises(ConfigError, match=r'experiments\."plain-0\.5"\.epochs: is 0;'):
        load_config(path, {"experiments.plain-0.5.epochs": 0})
    with pytest.raises(ConfigError, match="replace it as a whole"):
        load_config(path, {"replicas.of": 2})


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            "seed: 1\nseed: 2\n",
            'config.yaml:2:1: seed: the key "seed" stands twice in one block, in lines 1 and 2',
        ),
        (
            "experiments:\n  a: {epochs: 1, epochs: 2}\n",
            'config.yaml:2:18: experiments.a.epochs: the key "epochs" stands twice',
        ),
        ("experiments: [\n", "config.yaml:2:1: not YAML"),
        ("- a\n", "is a list; a mapping of keys is needed"),
        ("", "is empty; a mapping of keys is needed"),
    ],
)
def test_what_is_no_configuration_is_explained(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(ConfigError) as caught:
        load_config(written(tmp_path, text))
    assert str(caught.value).startswith("config.yaml:")
    assert words in str(caught.value)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"there is no file .*nothing\.yaml"):
        load_config(tmp_path / "nothing.yaml")


def test_an_anchor_serves_several_blocks(tmp_path: Path) -> None:
    text = yaml.safe_dump(changed(WORDLESS)).replace("  sine:\n", "  sine: &sine\n", 1)
    text = text.replace("datasets:\n", "datasets:\n  other: {kind: sine, draws: 5}\n", 1)
    merged = "  again:\n    <<: *sine\n    draws: 6\n"
    text = text.replace("documents:\n", f"{merged}documents:\n", 1)
    config = load_config(written(tmp_path, text))
    assert config.datasets["again"].draws == 6


def test_the_command_says_that_a_file_is_valid(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = written(tmp_path, changed({}))
    assert main([str(path)]) == 0
    assert capsys.readouterr().out == (
        f"{path} is valid: 2 experiments, 1 gradient check, 4 data sets\n"
    )


def _line_of(path: Path, words: str, n: int = 0) -> int:
    """The number of the n-th line that holds `words`, n from 0."""
    lines = path.read_text().splitlines()
    return [number for number, line in enumerate(lines, 1) if words in line][n]


def test_the_command_prints_all_errors(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = written(tmp_path, changed({P + "epochs": 0, F + "epochs": 0}))
    assert main([str(path)]) == 1
    lines = capsys.readouterr().err.splitlines()
    assert lines == [
        f"config.yaml:{_line_of(path, 'epochs: 0', n)}:5: experiments.{id}.epochs: is 0; it must "
        "be at least 1"
        for n, id in enumerate(("plain", "full"))
    ]


def test_checking_a_configuration_imports_nothing_heavy() -> None:
    code = (
        "import sys\nfrom nncore.config.load import load_config\n"
        "load_config('config.yaml')\n"
        "print([name for name in ('matplotlib', 'sklearn', 'jinja2', 'snakemake')"
        " if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout == "[]\n"


# An entry under `published` that names no kind -> the kind it is.
KINDS = {
    "distribution": {"quantity": "train_loss", "evidence": "chosen", "value": "0.1"},
    "exact": {"quantity": "train_loss", "evidence": "same stream", "value": "0.1"},
    "claim": {"quantity": "separated", "evidence": "same stream", "says": "They are apart"},
    "record": {
        "quantity": "time",
        "evidence": "chosen",
        "says": "1 h",
        "seconds": 3600,
        "epoch": 9,
    },
    "order": {"quantity": "train_loss", "evidence": "chosen", "value": "0.1", "kind": "order"},
}


@pytest.mark.parametrize("kind", KINDS)
def test_the_kind_of_what_is_published_follows_from_what_it_says(kind: str) -> None:
    (claim,) = valid({P + "published": [KINDS[kind]]}).experiments["plain"].claims
    assert claim.kind == kind
