"""The set-up card: every choice of a data set is on it, also those left at their defaults."""

import inspect

import pytest

from nncore.config.load import resolve
from nncore.data.kinds import DATASETS
from nncore.language.inline import parse
from nncore.language.wording import setting
from nncore.report.document.made_from import Provenance
from nncore.report.parts.content import content_of
from nncore.report.parts.pictures import Media
from nncore.report.parts.setup import setup_card
from tests.changing import put
from tests.report.report_studies import CONFIG, config, draw_all, studies


def cards(folder, changed=None):
    """The rows of every experiment's card."""
    draw_all(folder)
    content = content_of(changed or config(), studies(), (), Media(folder), Provenance("0", ""))
    cards = {e.id: next(setup_card(e, content)) for e in content.experiments()}
    return {id: dict(card.rows) for id, card in cards.items()}


def test_a_card_shows_options_seeds_and_split_of_the_data(tmp_path):
    found = cards(tmp_path)
    assert found["circle"]["Data options"] == (
        "samples: 40; radius of the circle: 0.5; half the width of the square: 1"
    )
    assert found["circle"]["Draws and splits"] == (
        "6 draws, seeds 3 to 8, modern stream; 25 % of the samples for testing; "
        "inputs not standardised"
    )
    assert "Data options" not in found["xor"]
    assert found["xor"]["Draws and splits"] == (
        "the same samples for every seed; no test split; inputs not standardised"
    )


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"draws": 1}, "one split for every seed, from seed 3, modern stream"),
        ({"stream": "legacy", "seed": 42}, "6 splits, seeds 42 to 47, legacy stream"),
    ],
)
def test_splits_of_fixed_samples_are_counted(options, words, tmp_path):
    block = {"kind": "xor", "draws": 6, "test_fraction": 1 / 3, "standardise": True} | options
    changed = resolve({**CONFIG, "datasets": {**CONFIG["datasets"], "split": block}})
    row = cards(tmp_path, put(config(), {"datasets/xor": changed.datasets["split"]}))["xor"][
        "Draws and splits"
    ]
    split = "33.33 % of the samples for testing; inputs standardised by the training samples"
    assert row == f"{words}; {split}"


@pytest.mark.parametrize("name", DATASETS)
def test_every_option_of_every_kind_is_shown_in_words(name, tmp_path):
    kind = DATASETS[name]
    parameters = inspect.signature(kind.generate).parameters.values()
    options = {
        p.name: "data/own_file.txt" if p.default is p.empty else p.default
        for p in parameters
        if p.kind is p.KEYWORD_ONLY
    }
    changes = {"datasets/xor/kind": name, "datasets/xor/options": options}
    row = cards(tmp_path, put(config(), changes))["xor"]
    assert len(row.get("Data options", "").split("; ")) == max(len(options), 1)
    for option, value in options.items():
        words = kind.words_of(option)
        assert "_" not in words
        shown = "`own_file.txt`" if option in kind.files else setting(value)
        assert f"{words}: {shown}" in row["Data options"]
        parse(row["Data options"])
