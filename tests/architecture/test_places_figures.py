"""A kind of figure and a kind of film added in one place each: the table of figures."""

import json
from copy import deepcopy

import numpy as np
import pytest

from nncore.check import load
from nncore.config.known_names import names
from nncore.config.load import ConfigError
from nncore.config.records.figures import FigureJob, Shown
from nncore.data.dataset import save_dataset
from nncore.experiments.run_files import save_study
from nncore.plots.draw import draw
from nncore.plots.kit.animation import Animation
from nncore.plots.kit.drawing import Drawing
from nncore.plots.kit.style import HALF_WIDTH, new_figure
from nncore.plots.registry import KINDS, FigureKind, Option
from tests.config.config_example import written
from tests.config.test_mistakes import BASE
from tests.plots import examples


def toy(study, theme, *, others, most):
    figure = new_figure(HALF_WIDTH, 40.0)
    figure.subplots().plot(range(most), color=theme.ink)
    return Drawing(figure, f"{most} of {study.id}.", f"{len(others)} others.")


def toy_film(study, theme, *, frames):
    still = np.zeros((32, 64, 4), dtype=np.uint8)
    return Animation(iter([still] * frames), 64, 32, 2, frames, f"Film of {study.id}.", "Black.")


TOYS = (
    FigureKind(
        "toy", __name__, {"most": Option("count", 3)},
        requires=("snapshots",), takes_others=True, shows_frames=True,
    ),
    FigureKind("toy-film", __name__, {"frames": Option("count", 4)}, is_film=True),
)  # fmt: skip


@pytest.fixture(autouse=True)
def toys(monkeypatch):
    for record in TOYS:
        monkeypatch.setitem(KINDS, record.kind, record)


def problems(tmp_path, id, **changes):
    config = deepcopy(BASE)
    config["experiments"][id] |= {"figures": [], "animations": []} | changes
    try:
        load(written(tmp_path, config))
    except ConfigError as error:
        return str(error)
    return ""


def test_a_configuration_may_use_them_and_their_options_are_checked(tmp_path):
    assert "  toy(with: [ids], most = 3)\n" in names()
    figures = ["toy", {"name": "five", "kind": "toy", "most": 5, "with": ["line"]}]
    assert not problems(tmp_path, "plain", figures=figures, animations=["toy-film"])
    wrong = [{"name": "five", "kind": "toy", "most": 0}]
    assert "figures[0].most" in problems(tmp_path, "plain", figures=wrong)
    wrong = [{"name": "five", "kind": "toy", "mots": 5}]
    assert 'did you mean "most"' in problems(tmp_path, "plain", figures=wrong)
    assert '"toy" is drawn from snapshots' in problems(tmp_path, "curve", figures=["toy"])
    assert 'unknown figure "toy-film"' in problems(tmp_path, "plain", figures=["toy-film"])


@pytest.mark.parametrize(
    ("kind", "options", "suffix", "caption"),
    [
        ("toy", {}, ".svg", "3 of xor."),
        ("toy", {"most": 5}, ".svg", "5 of xor."),
        ("toy-film", {"frames": 2}, ".mp4", "Film of xor."),
    ],
)
def test_they_are_drawn_through_the_one_entry(tmp_path, kind, options, suffix, caption):
    study = examples.study("xor")
    save_study(tmp_path / "xor.npz", study, {})
    save_dataset(tmp_path / "data/xor.npz", study.dataset)
    shown = {"xor": Shown(title="Exclusive or")}
    entry = FigureJob(name="toy", kind=kind, options=options, shown=shown)
    output = tmp_path / f"figures/name{suffix}"
    draw(entry, [tmp_path / "xor.npz"], [tmp_path / "data/xor.npz"], output)
    assert output.stat().st_size > 100
    assert json.loads((output.parent / "name.json").read_text())["caption"] == caption
