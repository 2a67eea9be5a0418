"""Numbers of one run, judged together."""

import numpy as np
import pytest

from nncore.analysis.published.together import together
from nncore.analysis.readings import Sample
from nncore.language.printed import Printed


def printed(*values):
    return [Printed.parse(f"{value:.4f}") for value in values]


def samples(columns):
    return [Sample(column[0], column, 0, np.arange(len(column))) for column in columns]


def test_numbers_that_are_common_alone_may_be_rare_together():
    rng = np.random.default_rng(1)
    loss = rng.normal(size=100)
    accuracy = -loss + 0.05 * rng.normal(size=100)
    p, n = together(printed(1.0, 1.0), samples([loss, accuracy]))
    assert (p, n) == (pytest.approx(1 / 101), 100)
    p, _ = together(printed(1.0, -1.0), samples([loss, accuracy]))
    assert p > 0.1


def test_the_rank_is_uniform_for_one_more_draw_whatever_the_distributions():
    rng = np.random.default_rng(2)
    found = []
    for _ in range(400):
        first = rng.exponential(size=25)
        second = np.round(first + rng.normal(size=25), 1)
        values = np.array([first, second])
        p, _ = together(printed(*values[:, 0]), samples(values[:, 1:]))
        found.append(p)
    # Three deviations of the simulation.
    assert np.mean(np.array(found) <= 0.1) <= 0.1 + 3 * np.sqrt(0.09 / 400)
    assert np.mean(found) == pytest.approx(0.5, abs=0.08)


def test_constants_are_dropped_and_copies_count_once():
    values = np.random.default_rng(3).normal(size=30)
    constant = np.full(30, 5130.0)
    assert together(printed(0.1, 5130), samples([values, constant])) == (None, 30)
    other = np.random.default_rng(4).normal(size=30)
    p, _ = together(printed(3.0, 0.0), samples([values, other]))
    again, _ = together(printed(3.0, 0.0, 3.0), samples([values, other, values]))
    assert again == pytest.approx(p)


def test_seeds_without_a_value_of_some_quantity_are_left_out():
    values = np.random.default_rng(5).normal(size=(2, 30))
    first, second = samples(values)
    cut = Sample(None, second.values[1:], 1, second.replicas[1:])
    assert together(printed(0, 0), [first, cut])[1] == 29
    none = Sample(None, np.empty(0), 30)
    assert together(printed(0, 0), [first, none]) == (None, 0)
