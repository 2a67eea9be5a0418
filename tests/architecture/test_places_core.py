"""A new activation, loss, optimiser, schedule, initialiser, metric or data set is one entry."""

import json
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = [sys.executable, "-m", "tests.architecture.toy_pieces"]


@cache
def toys():
    run = subprocess.run(SCRIPT, capture_output=True, check=False, text=True, cwd=ROOT)
    assert run.returncode == 0, run.stderr
    return json.loads(run.stdout)


@pytest.mark.parametrize(
    "line",
    [
        "  bend",
        "  log_cosh",
        "  signs(shrink: float = 1.0)",
        "  halving(initial: float, n_halves: int = 10)",
        "  alternating(size: float = 0.5)",
        "  cube(n_samples: int = 20, factor: float = 1.0)",
        "  test_largest_error",
    ],
)
def test_every_name_is_known_with_its_options(line):
    assert line in toys()["names"].splitlines()


def test_readers_are_told_their_titles_and_options():
    assert toys()["words"] == ["BEND", "LOG COSH", "LARGEST ERROR"]
    assert toys()["choices"] == {
        "initializer": "ALTERNATING, size 0.25",
        "optimizer": "SIGNS, shrink 0.5",
        "learning_rate": "HALVING, initial 0.1, n halves 10",
    }


@pytest.mark.parametrize(
    ("key", "message"),
    [
        ("unknown", 'experiments.toy.optimizer.shrnk: unknown key "shrnk"; did you mean "shrink"?'),
        ("wrong", "experiments.toy.learning_rate.n_halves: is 0; it must be at least 1"),
        ("misspelt", 'did you mean "bend"?'),
    ],
)
def test_mistakes_in_them_are_explained(key, message):
    assert message in toys()[key]


def test_a_network_of_toys_learns_toy_data():
    found = toys()
    assert 1.0 < found["factor"] <= 2.0
    assert set(found["start"]) == {0.0, 0.25}
    assert found["moves"] == [True, True]
    assert found["best"] == found["metric"]


def test_its_gradient_is_checked():
    assert max(toys()["relative"]) < 1e-7
    assert max(toys()["complex"]) < 1e-12
