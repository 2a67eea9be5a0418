import numpy as np
import pytest

from nncore.training.batches import batch_rows, dropout_masks, take_rows
from nncore.training.streams import legacy_stream, stream
from tests.problems import streams


@pytest.mark.parametrize("sampling", ["permutation", "replacement"])
@pytest.mark.parametrize("make", [lambda seed: stream(seed, "order"), legacy_stream])
def test_an_epoch_has_n_rows_in_batches_the_last_one_short(sampling, make):
    batches = list(batch_rows([make(0), make(1)], 10, 4, sampling))
    assert [rows.shape for rows in batches] == [(2, 4), (2, 4), (2, 2)]
    order = np.concatenate(batches, axis=1)
    assert order.min() >= 0
    assert order.max() < 10
    assert (order[0] != order[1]).any()
    once = [sorted(row) == list(range(10)) for row in order]
    assert once == [sampling == "permutation"] * 2


def test_a_legacy_epoch_is_one_permutation_of_its_stream():
    rng = np.random.RandomState(4)
    (rows,) = batch_rows([legacy_stream(4)], 6, 6, "permutation")
    np.testing.assert_array_equal(rows[0], rng.permutation(6))


@pytest.mark.parametrize("n_sets", [1, 3])
def test_rows_are_taken_from_each_replicas_own_data(n_sets):
    array = np.arange(n_sets * 5 * 2.0).reshape(n_sets, 5, 2)
    rows = np.array([[0, 4], [1, 1], [3, 2]])
    taken = take_rows(array, rows)
    for replica in range(3):
        own = array[replica if n_sets > 1 else 0]
        np.testing.assert_array_equal(taken[replica], own[rows[replica]])


@pytest.mark.parametrize("make", [lambda seed: stream(seed, "dropout"), legacy_stream])
def test_masks_keep_the_mean_and_drop_at_the_rate(make):
    masks = dropout_masks([make(0), make(1)], (0.3, 0.5), (40, 20), 500)
    for mask, rate, n in zip(masks, (0.3, 0.5), (40, 20), strict=True):
        assert mask.shape == (2, 500, n)
        np.testing.assert_array_equal(np.unique(mask), [0.0, 1.0 / (1.0 - rate)])
        error = np.sqrt(rate / (1.0 - rate) / mask.size)
        assert abs(mask.mean() - 1.0) < 4 * error
    assert (masks[0][0] != masks[0][1]).any()


def test_no_rates_no_masks_and_rate_zero_keeps_everything():
    assert dropout_masks(streams("dropout", 2), (), (4,), 3) == []
    (mask,) = dropout_masks(streams("dropout", 2), (0.0,), (4,), 3)
    assert (mask == 1.0).all()
