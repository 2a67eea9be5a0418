"""Every figure of the table: saved with its words, the same bytes twice, nothing cut off."""

import json
import os
import re
import subprocess
import sys
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg

from nncore.analysis.published.judgements import write_judgements
from nncore.analysis.studies import panels_of
from nncore.language.captions import NARROW, number
from nncore.language.inline import parse
from nncore.plots.kit.drawing import log_scale
from nncore.plots.kit.histories import frame_history
from nncore.plots.kit.regions import loss_of
from nncore.plots.kit.save import save_figure
from nncore.plots.kit.style import FULL_WIDTH, LIGHT, new_figure
from nncore.plots.registry import KINDS
from tests.changing import put
from tests.plots import examples
from tests.plots.examples import CASES, Case

SUFFIXES = (".svg", ".dark.svg", ".pdf", ".png", ".json")
# What would mean that a number is missing from a caption.
NO_NUMBER = re.compile(r"\b(nan|NaN|None|inf)\b")
# One of a thing has no plural; "0.1 samples" and "class 1 lies" are something else.
WRONG_PLURAL = re.compile(r"(?<![\d.,-])1 (seeds|samples|parameters|epochs|steps|images|times)\b")

every_case = pytest.mark.parametrize("case", CASES, ids=str)


def test_every_kind_has_a_case() -> None:
    assert {case.kind for case in CASES} == {k for k, r in KINDS.items() if not r.is_film}


@pytest.mark.filterwarnings("error")
@every_case
def test_figure_is_saved_with_its_words(case: Case, tmp_path: Path) -> None:
    save_figure(case.draw(), tmp_path, "name")
    assert {path.name for path in tmp_path.iterdir()} == {f"name{suffix}" for suffix in SUFFIXES}
    assert all(0 < path.stat().st_size < 250_000 for path in tmp_path.iterdir())
    words = json.loads((tmp_path / "name.json").read_text())
    assert 60.0 <= words["width_mm"] <= FULL_WIDTH + 0.01
    assert 10.0 <= words["height_mm"] <= 250.0
    for text in (words["caption"], words["alt"]):
        assert len(text) > 20
        assert text.endswith(".")
        assert not NO_NUMBER.search(text)
        assert not WRONG_PLURAL.search(text)
        parse(text)
    assert re.search(r"\d", words["alt"]), "an alt text states numbers"


@pytest.mark.parametrize("case", [case for case in CASES if not case.note], ids=str)
def test_figure_is_the_same_bytes_again(case: Case, tmp_path: Path) -> None:
    for folder in ("one", "two"):
        save_figure(case.draw(), tmp_path / folder, "name")
    for suffix in SUFFIXES:
        one, two = (tmp_path / folder / f"name{suffix}" for folder in ("one", "two"))
        assert one.read_bytes() == two.read_bytes(), suffix


@every_case
def test_nothing_is_cut_off(case: Case) -> None:
    with LIGHT.applied():
        figure = case.draw()(LIGHT).figure
        canvas = FigureCanvasAgg(figure)
        canvas.draw()
        canvas.draw()
        drawn = figure.get_tightbbox(canvas.get_renderer())
    width, height = figure.get_size_inches()
    slack = 0.01  # inches
    assert drawn.x0 > -slack
    assert drawn.y0 > -slack
    assert drawn.x1 < width + slack
    assert drawn.y1 < height + slack


def test_diverged_seeds_are_counted_in_the_caption() -> None:
    with LIGHT.applied():
        loss = Case("loss", lambda: examples.diverged("xor", 0, 2)).draw()(LIGHT)
        bars = Case("bars", lambda: examples.diverged("variants", 1)).draw()(LIGHT)
    assert "2 of 4 seeds diverged" in loss.caption
    assert "before it diverges" in loss.alt
    assert "1 of 4 seeds (hidden = 2) and 1 of 4 seeds (hidden = 8) diverged" in bars.caption


def test_published_values_stand_where_the_document_counts_them() -> None:
    with LIGHT.applied():
        figure = Case("loss", lambda: examples.study("xor")).draw()(LIGHT).figure
    (marks,) = (line for line in figure.axes[0].lines if line.get_marker() == "D")
    assert list(marks.get_xdata()) == [1.0, 100.0]
    assert list(marks.get_ydata()) == [0.126, 0.124]


def test_captions_call_experiments_by_their_titles_and_count_classes_in_words() -> None:
    for case in CASES:
        if case.kind == "spread":
            continue
        with LIGHT.applied():
            drawing = case.draw()(LIGHT)
        id = re.escape(case.source().id)
        for text in (drawing.caption, drawing.alt):
            assert not re.search(rf"\bof {id}\b|^{id}\b", text), str(case)
            assert len(set(re.findall(r"“.*?” \([\d-]+\)", text))) == len(
                re.findall(r"“.*?” \([\d-]+\)", text)
            ), str(case)
    with LIGHT.applied():
        data = Case("data", lambda: examples.study("xor")).draw()(LIGHT)
    assert (
        data.caption
        == "The data of “Exclusive or”: 4 training samples; 2 of class 0 and 2 of class 1."
    )


@pytest.mark.parametrize("last", [1, 2, 7, 12, 30, 250, 1000, 5130, 25_000, 100_000])
def test_ticks_of_epochs_stand_at_what_they_say(last: int) -> None:
    run = replace(examples.study("xor").run, epochs=np.array([0, last]))
    with LIGHT.applied():
        axes = new_figure(85.0, 60.0).subplots()
        frame_history(axes, run)
        ticks = [tick for tick in axes.get_xticks() if 0 <= tick <= last]
        words = [axes.xaxis.get_major_formatter()(tick) for tick in ticks]
    assert [float(said.replace(NARROW, "")) for said in words] == ticks
    assert 2 <= len(ticks) <= 7


def test_ticks_of_epochs_to_a_goal_stand_at_what_they_say() -> None:
    run = examples.study("variants").run
    short = replace(run, epochs=10 * run.epochs // run.epochs[-1])
    source = replace(examples.study("variants"), runs=(short,))
    with LIGHT.applied():
        axes = Case("epochs-to-reach", lambda: source, {"at_most": 9.0}).draw()(LIGHT).figure.axes
    said = [axes[0].xaxis.get_major_formatter()(tick) for tick in axes[0].get_xticks()]
    assert [float(words) for words in said] == list(axes[0].get_xticks())


def test_names_in_figures_are_those_readers_know() -> None:
    with LIGHT.applied():
        drawing = Case("architecture", lambda: examples.study("digits")).draw()(LIGHT)
    assert "(ReLU)" in drawing.alt
    assert "ReLU" in [text.get_text() for text in drawing.figure.axes[0].texts]


def test_a_spread_is_in_percent_where_the_document_is(tmp_path: Path) -> None:
    write_judgements(tmp_path / "x.json", [examples.row("accuracy", "75 %", [0.7, 0.75, 0.8])])
    with LIGHT.applied():
        drawing = KINDS["spread"].draw(tmp_path / "x.json", LIGHT)
    assert f"published 75.0{NARROW}%" in drawing.alt
    axis = drawing.figure.axes[0].xaxis
    assert axis.get_major_formatter()(0.75) == f"75{NARROW}%"


def test_stills_name_step_and_loss_of_the_first_seed() -> None:
    circle = examples.study("circle")
    losses = loss_of(panels_of(circle)[0], circle.run.snapshots[[1, 3]])
    with LIGHT.applied():
        figure = Case("evolution", lambda: circle, {"steps": [3, 90]}).draw()(LIGHT).figure
    titles = [axes.get_title(loc="left") or axes.get_title() for axes in figure.axes]
    assert [title.split(":")[0] for title in titles] == ["step 3", "step 90"]
    for title, loss in zip(titles, losses, strict=True):
        assert title.endswith(f"loss {number(loss)}")


def test_a_plain_loss_surface_has_levels_and_no_path() -> None:
    drawn = {}
    for path in (True, False):
        with LIGHT.applied():
            case = Case("loss-surface", lambda: examples.study("logistic"), {"path": path})
            drawing = case.draw()(LIGHT)
        (surface,) = (axes for axes in drawing.figure.axes if axes.get_xlabel())
        drawn[path] = (len(surface.lines), len(surface.texts), len(surface.child_axes))
        assert ("seed" in drawing.caption) is path
    assert drawn == {True: (2, 4, 1), False: (0, 0, 1)}


@pytest.mark.parametrize(
    ("keep", "words"), [("last", "loss at the end"), ("best", "loss at the best epoch")]
)
def test_axes_say_which_parameters_they_show(keep: str, words: str) -> None:
    before = examples.study("variants")
    runs = [replace(run, settings=put(run.settings, {"keep": keep})) for run in before.runs]
    with LIGHT.applied():
        drawing = Case("bars", lambda: replace(before, runs=tuple(runs))).draw()(LIGHT)
    assert drawing.figure.axes[0].get_xlabel() == f"training {words}"


def test_bars_of_errors_stand_on_zero_and_name_it() -> None:
    some = examples.study("digits")
    answers = some.run.predict(some.dataset.inputs(some.dataset.x[0]))[0].argmax(axis=-1)
    right = replace(some.dataset, y=np.eye(10)[answers][None])
    for study, n_zeros in ((some, range(1, 10)), (replace(some, dataset=right), [10])):
        with LIGHT.applied():
            axes = Case("errors-per-class", partial(replace, study)).draw()(LIGHT).figure.axes[0]
        heights = [bar.get_height() for bar in axes.patches]
        zeros = [text for text in axes.texts if text.get_text() == "0"]
        assert axes.get_ylim()[0] == 0.0
        assert len(zeros) == heights.count(0)
        assert len(zeros) in n_zeros


def test_bytes_depend_on_neither_hash_seed_nor_folder(tmp_path: Path) -> None:
    program = (
        "from pathlib import Path\n"
        "from nncore.plots.kit.save import save_figure\n"
        "from tests.plots.examples import CASES\n"
        "case = next(case for case in CASES if case.kind == 'region')\n"
        "save_figure(case.draw(), Path('out'), 'name')\n"
    )
    root = str(Path(__file__).parents[2])
    for name in ("1", "2"):
        (tmp_path / name).mkdir()
        environment = os.environ | {"PYTHONHASHSEED": name, "PYTHONPATH": root}
        command = [sys.executable, "-c", program]
        subprocess.run(command, cwd=tmp_path / name, env=environment, check=True)
    for suffix in SUFFIXES:
        one, two = (tmp_path / name / "out" / f"name{suffix}" for name in ("1", "2"))
        assert one.read_bytes() == two.read_bytes(), suffix


def test_a_failing_figure_leaves_no_file(tmp_path: Path) -> None:
    draw = Case("evolution", lambda: examples.study("sine"), {}).draw()
    with pytest.raises(ValueError, match="two features; data set 'sine' has 1"):
        save_figure(draw, tmp_path, "name")
    assert not list(tmp_path.iterdir())


def of(kind: str, name: str, **options: Any) -> Case:
    return Case(kind, lambda: examples.study(name), options)


REFUSED = (
    (of("evolution", "xor", epochs=[7]), "no snapshot at epoch 7"),
    (of("filmstrip", "xor", steps=[7]), "no snapshot at step 7"),
    (of("region", "digits"), "needs two features"),
    (of("fit", "xor"), "one input and one output"),
    (of("misclassified", "xor"), "needs images"),
    (of("confusion", "sine"), "only a classification"),
    (of("loss", "xor", scale="cubic"), "auto, log or linear"),
    (of("comparison", "xor", line="x"), "take seed or median"),
    (of("bars", "xor", metric="x"), "it has gradient_norm"),
    (of("loss-surface", "xor"), "needs two parameters"),
    (of("epochs-to-reach", "xor"), "either at_least or at_most"),
    (
        of("variant-groups", "variants", groups={"": ["x"]}),
        "no variant 'x'; there are 'hidden = 2', 'hidden = 8'",
    ),
    (
        of("variant-groups", "variants", durations_of="hidden = 2", durations=[7777]),
        "hidden = 2: epoch 7777 is not recorded",
    ),
    (of("heatmap", "variants", rows="network.x"), "no setting 'network.x'"),
    (
        of("heatmap", "variants", rows="l2"),
        "two variants have l2 0 and learning_rate 2; a heat map shows one of each",
    ),
    (of("heatmap", "variants", at_most=0.5), "either at_least or at_most"),
    (of("against-setting", "variants"), "two variants have the same l2; show one of each"),
    (
        of("against-setting", "variants", setting="network.hidden", quantities=["x"]),
        "no 'x'; it has gradient_norm",
    ),
    (of("against-setting", "variants", setting="network.x"), "no setting 'network.x'"),
)


@pytest.mark.parametrize(("case", "message"), REFUSED, ids=lambda value: str(value)[:30])
def test_a_figure_that_cannot_be_drawn_says_why(case: Case, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        case.draw()(LIGHT)


def test_panels_of_different_data_share_one_extent() -> None:
    with LIGHT.applied():
        case = Case("region", partial(examples.study, "xor"), others=("circle", "voronoi"))
        figure = case.draw()(LIGHT).figure
    extents = {tuple(axes.images[0].get_extent()) for axes in figure.axes if axes.images}
    assert len(extents) == 1
    (left, right, bottom, top) = extents.pop()
    for name in ("xor", "circle", "voronoi"):
        x = examples.study(name).dataset.x[0]
        assert left < x[:, 0].min()
        assert right > x[:, 0].max()
        assert bottom < x[:, 1].min()
        assert top > x[:, 1].max()


@pytest.mark.parametrize(
    ("limits", "named"),
    [
        ((0.08, 0.9), ["0.1", "0.2", "0.5"]),
        ((0.17, 5.0), ["0.2", "0.5", "1", "2", "5"]),
        ((0.3, 0.45), []),
        ((1e-3, 1.0), []),
    ],
)
def test_log_axes_of_less_than_two_decades_name_what_lies_between(
    limits: tuple[float, float], named: list[str]
) -> None:
    with LIGHT.applied():
        figure = new_figure(85.0, 60.0)
        axes = figure.subplots()
        axes.set_ylim(limits)
        log_scale(axes, "y")
        low, high = axes.get_ylim()
        ticks = [tick for tick in axes.get_yticks() if 0.999 * low <= tick <= 1.001 * high]
        words = [axes.yaxis.get_major_formatter()(tick) for tick in ticks]
    assert len(ticks) >= 2
    assert not named or words == named
    assert named == [] or (low, high) == limits
