"""Properties of the configuration's errors: misspelt keys, any value anywhere."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

from nncore.config.load import ConfigError, resolve
from nncore.config.models.claims import Published
from nncore.config.models.documents import Dataset, Document
from nncore.config.models.subjects import Experiment, Gradcheck, Root
from nncore.config.models.training_block import EarlyStopping, Network
from nncore.config.reading.messages import nearest, unknown
from nncore.config.reading.override import overridden, steps_of
from nncore.config.records.configuration import Configuration
from nncore.functions.optimizers import OPTIMIZERS
from tests.config.config_example import changed

BLOCKS = (Root, Document, Dataset, Experiment, Network, EarlyStopping, Published, Gradcheck)
LETTERS = "abcdefghijklmnopqrstuvwxyz_0123456789"
SLOW = settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow], deadline=None)


@st.composite
def misspelt(draw: st.DrawFn, names: list[str]) -> tuple[str, str]:
    """A name, and the name with one letter dropped, doubled, changed, or two exchanged."""
    name = draw(st.sampled_from(names))
    i = draw(st.integers(0, len(name) - 1))
    other = draw(st.sampled_from(LETTERS))
    wrong = draw(
        st.sampled_from(
            [
                name[:i] + name[i + 1 :],
                name[:i] + name[i] + name[i:],
                name[:i] + other + name[i + 1 :],
                name[:i] + name[i : i + 2][::-1] + name[i + 2 :],
                name.upper(),
                name.replace("_", "-"),
            ]
        )
    )
    return name, wrong


@pytest.mark.parametrize("block", BLOCKS, ids=lambda block: str(block.__name__))
@SLOW
@given(data=st.data())
def test_a_misspelt_key_gets_a_suggestion(block: type[BaseModel], data: st.DataObject) -> None:
    keys = list(block.model_fields)
    name, wrong = data.draw(misspelt([key for key in keys if len(key) > 2]))
    guess = nearest(wrong, keys)
    # One letter away from a key, another key can be just as near; it is a key in any case.
    assert guess in keys
    if len(name) > 6:
        assert guess == name


@SLOW
@given(pair=misspelt([key for key in Experiment.model_fields if len(key) > 6]))
def test_a_misspelt_key_of_an_experiment_is_named_with_its_place(pair: tuple[str, str]) -> None:
    name, wrong = pair
    if wrong in Experiment.model_fields:
        return
    with pytest.raises(ConfigError) as caught:
        resolve(changed({f"experiments/full/{wrong}": 1}))
    lines = [line for line in str(caught.value).splitlines() if "unknown key" in line]
    assert len(lines) == 1
    assert lines[0].startswith("config.yaml: experiments.full.")
    assert f'did you mean "{name}"?' in lines[0]


@SLOW
@given(pair=misspelt(list(OPTIMIZERS)))
def test_a_misspelt_optimizer_gets_a_suggestion(pair: tuple[str, str]) -> None:
    name, wrong = pair
    if wrong not in OPTIMIZERS:
        assert f'did you mean "{name}"' in unknown("optimizer", wrong, OPTIMIZERS)


JUNK = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-3, 10**9)
    | st.floats()
    | st.sampled_from(["adam", "softmax", "1e-3", "", "plain", "modern", "loss"])
    | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["name", "kind", "x", "hidden"]), inner, max_size=3)
    ),
    max_leaves=6,
)


def _paths(value: Any, path: tuple[str, ...] = ()) -> list[str]:
    found = ["/".join(path)] if path else []
    if isinstance(value, dict):
        for key, entry in value.items():
            found += _paths(entry, (*path, str(key)))
    return found


_OPTIONAL = [
    f"experiments/{id}/{key}" for id in ("plain", "full") for key in Experiment.model_fields
]
# A key below a list or of a number is no place for another value.
_PLACES = sorted(p for p in {*_paths(changed({})), *_OPTIONAL} if "/at/" not in p)


@settings(max_examples=300, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(changes=st.dictionaries(st.sampled_from(_PLACES), JUNK, min_size=1, max_size=2))
def test_any_value_anywhere_is_resolved_or_refused_with_places(changes: dict[str, Any]) -> None:
    try:
        mapping = changed(changes)
    except (TypeError, AttributeError, KeyError):
        return  # one change took away the place of the other
    try:
        config = resolve(mapping)
    except ConfigError as error:
        lines = str(error).splitlines()
        assert lines
        assert all(line.startswith("config.yaml: ") for line in lines), lines
        assert all(line.count(": ") >= 2 for line in lines), lines
        return
    assert Configuration.model_validate_json(config.model_dump_json()) == config


@given(
    st.dictionaries(
        st.sampled_from(["a", "b", "a.b", "c.d.e"]), st.integers(), min_size=1, max_size=3
    ),
    st.integers(),
)
def test_an_existing_key_with_dots_is_one_key(block: dict[str, int], value: int) -> None:
    for key in block:
        if not any(key.startswith(f"{other}.") for other in block):
            assert steps_of(block, key) == (key,)
            assert overridden(block, {key: value}) == {**block, key: value}
