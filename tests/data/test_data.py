"""Every kind of data set: sizes, draws, splits, scaling, and the file it is kept in."""

import dataclasses
import inspect
from pathlib import Path

import numpy as np
import pytest

from nncore.config.load import resolve
from nncore.data.dataset import Dataset, load_dataset, save_dataset, summary
from nncore.data.kinds import DATASETS
from nncore.files import read_arrays, write_arrays
from nncore.training.streams import legacy_stream, save_state
from tests.data.data_example import block, dataset, options_of

KINDS = pytest.mark.parametrize("kind", DATASETS)
STREAMS = pytest.mark.parametrize("stream", ["modern", "legacy"])


def assert_same(one: Dataset, other: Dataset) -> None:
    for field in dataclasses.fields(Dataset):
        ours, theirs = getattr(one, field.name), getattr(other, field.name)
        if field.name == "extras":
            assert list(ours) == list(theirs)
            for name in ours:
                np.testing.assert_array_equal(ours[name], theirs[name])
        else:
            np.testing.assert_array_equal(ours, theirs)


def test_the_block_of_an_example_is_what_a_configuration_resolves_to() -> None:
    resolved = resolve({"seed": 3, "datasets": {"circle": {"kind": "circle", "radius": 0.7}}})
    full = block("circle", radius=0.7, n_samples=500, half_width=1.0)
    assert resolved.datasets["circle"] == full


@KINDS
@STREAMS
def test_a_kind_generates_what_its_record_declares(kind: str, stream: str, tmp_path: Path) -> None:
    record, options = DATASETS[kind], options_of(kind, tmp_path)
    data = dataset(kind, stream=stream, draws=2, **options)
    n_sets = 2 if record.random else 1
    n_inputs, n_outputs = data.x.shape[2], data.y.shape[2]
    assert data.x.shape == (n_sets, data.n_samples, n_inputs)
    assert data.y.shape == (n_sets, data.n_samples, n_outputs)
    assert record.n_inputs in (None, n_inputs)
    defaults = {
        name: parameter.default
        for name, parameter in inspect.signature(record.generate).parameters.items()
    }
    assert record.outputs(defaults | options) in (None, n_outputs)
    assert data.x.dtype == data.y.dtype == np.float64
    for array in (data.x, data.y, data.shift, data.scale, *data.extras.values()):
        assert np.isfinite(array).all()
    assert len(data.feature_names) == n_inputs
    assert all(len(array) == n_sets for array in data.extras.values())
    if data.image_shape:
        assert np.prod(data.image_shape) == n_inputs


@KINDS
def test_a_kind_tells_its_classes_and_source(kind: str, tmp_path: Path) -> None:
    record = DATASETS[kind]
    data = dataset(kind, draws=2, **options_of(kind, tmp_path))
    assert data.task == record.task
    assert bool(data.class_names) == (record.task == "classification")
    assert data.description.endswith(".")
    assert data.source
    for draw in range(2):
        if data.class_names:
            assert set(data.labels(draw)) == set(range(len(data.class_names)))
    counts = summary(data)["classes"]
    assert sum(counts.values()) == (data.n_samples if data.class_names else 0)


@KINDS
@STREAMS
def test_a_seed_gives_the_same_set_wherever_it_stands(
    kind: str, stream: str, tmp_path: Path
) -> None:
    options = options_of(kind, tmp_path)
    together = dataset(kind, stream=stream, seed=3, draws=3, test_fraction=0.25, **options)
    assert_same(
        together, dataset(kind, stream=stream, seed=3, draws=3, test_fraction=0.25, **options)
    )
    for draw in range(3):
        alone = dataset(kind, stream=stream, seed=3 + draw, test_fraction=0.25, **options)
        np.testing.assert_array_equal(alone.x[0], together.x[draw % len(together.x)])
        np.testing.assert_array_equal(alone.y[0], together.y[draw % len(together.y)])
        np.testing.assert_array_equal(alone.test[0], together.test[draw])


@KINDS
@STREAMS
def test_draws_differ_where_the_kind_is_random(kind: str, stream: str, tmp_path: Path) -> None:
    data = dataset(kind, stream=stream, draws=4, **options_of(kind, tmp_path))
    draws = {data.x[draw].tobytes() for draw in range(len(data.x))}
    assert len(draws) == (4 if DATASETS[kind].random else 1)


@KINDS
def test_the_two_streams_differ_where_the_kind_is_random(kind: str, tmp_path: Path) -> None:
    options = options_of(kind, tmp_path)
    modern, legacy = (dataset(kind, stream=name, **options) for name in ("modern", "legacy"))
    assert np.array_equal(modern.x, legacy.x) != DATASETS[kind].random
    assert (modern.streams, len(legacy.streams)) == ((), 1)
    untouched = save_state(legacy_stream(3))
    assert (legacy.streams[0] == untouched) != DATASETS[kind].random


@pytest.mark.parametrize("kind", [kind for kind, record in DATASETS.items() if record.random])
def test_draws_of_neighbouring_seeds_share_no_point(kind: str) -> None:
    data = dataset(kind, draws=2)
    assert not np.isin(data.x[0], data.x[1]).all(axis=-1).any()


@KINDS
@STREAMS
def test_a_data_set_is_read_as_it_was_written(kind: str, stream: str, tmp_path: Path) -> None:
    data = dataset(kind, stream=stream, draws=2, test_fraction=0.4, **options_of(kind, tmp_path))
    save_dataset(tmp_path / "set.npz", data)
    save_dataset(tmp_path / "again.npz", data)
    assert_same(data, load_dataset(tmp_path / "set.npz"))
    assert (tmp_path / "set.npz").read_bytes() == (tmp_path / "again.npz").read_bytes()


def test_what_is_changed_in_the_file_is_noticed(tmp_path: Path) -> None:
    path = tmp_path / "set.npz"
    save_dataset(path, dataset("circle", stream="legacy", n_samples=9, radius=0.7))
    arrays = read_arrays(path)
    for name, array in arrays.items():
        if array.size == 0 or name == "sha256":
            continue
        changed = array.copy()
        changed.flat[0] = "other" if array.dtype.kind == "U" else changed.flat[0] + 1
        write_arrays(path, arrays | {name: changed})
        with pytest.raises(ValueError, match=r"set\.npz: .* checksum; delete the file"):
            load_dataset(path)
    write_arrays(path, {name: arrays[name] for name in arrays if name != "scale"})
    with pytest.raises(ValueError, match=r"not a data set of this program, 'scale' is missing"):
        load_dataset(path)
