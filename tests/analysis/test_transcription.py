"""Published numbers were transcribed twice: in config.yaml and, apart from it, in a table here.

`tests/published_numbers.csv` was typed from the documents, with the place where each number or
sentence stands and what a misprint must mean; epochs are counted as the document does. A digit
mistyped in either of the two, or a row that only one has, fails.
"""

import copy
import csv
import re
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[2]
PARTS = ("variant", "epoch", "sample", "layer", "part", "measure", "output", "class_name")


def normal(printed):
    """Words and digits as they are, however they are spaced."""
    return re.sub(r"\s+(?=%)", "", " ".join(str(printed).split()))


def transcribed():
    with (ROOT / "tests/published_numbers.csv").open(encoding="utf-8", newline="") as file:
        lines = list(csv.DictReader(file))
    found = {}
    for line in lines:
        assert line["place"], line
        key = (line["document"], line["block"], line["quantity"], line["where"])
        assert key not in found, f"{key} is transcribed twice"
        found[key] = (normal(line["printed"]), normal(line["read_as"]))
    return found


def configured(config):
    found = {}
    for kind in ("gradchecks", "experiments"):
        for block, settings in config[kind].items():
            for entry in settings.get("published", ()):
                for where, printed in numbers(entry):
                    key = (settings["document"], block, entry["quantity"], where)
                    assert key not in found, f"{key} is configured twice"
                    found[key] = (normal(printed), normal(meant(entry)))
    return found


def meant(entry):
    """What a misprint must mean, or words of a time in seconds."""
    return f"{entry['seconds']} s" if "seconds" in entry else entry.get("read_as", "")


def numbers(entry):
    """Every number or sentence of an entry, with where it is read."""
    at = entry.get("at") or {entry.get("epoch"): entry.get("value", entry.get("says"))}
    for epoch, printed in at.items():
        given = {**entry, "epoch": epoch}
        parts = [f"{part}={given[part]}" for part in PARTS if given.get(part) is not None]
        yield " ".join(parts), printed


def differences(config):
    """What one transcription has and the other has not, or prints otherwise."""
    ours, theirs = configured(config), transcribed()
    keys = sorted(ours.keys() | theirs.keys())
    return [
        (key, ours.get(key), theirs.get(key)) for key in keys if ours.get(key) != theirs.get(key)
    ]


@pytest.fixture(scope="module")
def config():
    """The configuration as it is written, with the documents that `like` takes from others."""
    written = yaml.safe_load((ROOT / "config.yaml").read_text(encoding="utf-8"))
    for blocks in (written["gradchecks"], written["experiments"]):
        for block in blocks.values():
            other = block
            while "document" not in other:
                other = blocks[other["like"]]
            block["document"] = other["document"]
    return written


def test_both_transcriptions_agree(config):
    assert differences(config) == []


def mistyped(text):
    """The text with its last digit one higher, or without its last letter."""
    places = [place for place, sign in enumerate(text) if sign.isdigit()]
    if not places:
        return text[:-1]
    digit = str((int(text[places[-1]]) + 1) % 10)
    return text[: places[-1]] + digit + text[places[-1] + 1 :]


def slips(config):
    """Copies of the configuration, each with one printed value changed or one entry dropped."""
    for kind in ("gradchecks", "experiments"):
        for block, settings in config[kind].items():
            for index, entry in enumerate(settings.get("published", ())):
                for key in ("value", "says", "read_as", "seconds"):
                    if key in entry:
                        yield changed(config, kind, block, index, key, mistyped(str(entry[key])))
                for epoch, printed in entry.get("at", {}).items():
                    at = {**entry["at"], epoch: mistyped(printed)}
                    yield changed(config, kind, block, index, "at", at)


def changed(config, kind, block, index, key, value):
    copied = dict(config)
    copied[kind] = {**config[kind], block: copy.deepcopy(config[kind][block])}
    copied[kind][block]["published"][index][key] = value
    return copied


def test_every_slip_of_one_digit_is_found(config):
    n_slips = 0
    for slip in slips(config):
        assert len(differences(slip)) == 1
        n_slips += 1
    assert n_slips == len(transcribed()) + sum(bool(meant) for _, meant in transcribed().values())


def test_a_row_that_only_one_has_is_found(config):
    fewer = changed(config, "experiments", "ch18-xor", 0, "at", {0: "0.126088"})
    assert len(differences(fewer)) == 10
    more = changed(config, "experiments", "ch18-xor", 1, "at", {3: "0.0288"})
    assert len(differences(more)) == 2
