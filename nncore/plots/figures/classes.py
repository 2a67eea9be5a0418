"""Which classes a network gets wrong: errors per class and the confusion matrix."""

from typing import Any, NamedTuple

import numpy as np
from matplotlib.ticker import MaxNLocator
from numpy.typing import NDArray

from nncore.analysis.studies import (
    Panel,
    called,
    lost_note,
    n_samples,
    seed_name,
    sizes_of,
    split_of_interest,
)
from nncore.experiments.run_files import Study
from nncore.functions.metrics import decide
from nncore.language.captions import count, drawn, percent, plural
from nncore.language.markup import escape
from nncore.plots.kit.drawing import Drawing, grid, published_mark
from nncore.plots.kit.matrices import draw_matrix
from nncore.plots.kit.published_marks import claims_of, note
from nncore.plots.kit.spreads import draw_spread, spread_words
from nncore.plots.kit.style import HALF_WIDTH, Theme, blend, new_figure


class Answers(NamedTuple):
    """True and predicted classes of a split, (R, n) each, and the outputs (R, n, K)."""

    true: NDArray[Any]
    predicted: NDArray[Any]
    outputs: NDArray[np.floating]


def answers(study: Study, split: str, n_seeds: int | None = None) -> Answers:
    """Return what the kept parameters of the first `n_seeds` seeds answer on a split."""
    if study.dataset.task != "classification":
        raise ValueError(f"{study.id}: only a classification has classes")
    x, y, _ = study.dataset.split(split, study.run.n_replicas)
    with np.errstate(all="ignore"):
        outputs = study.run.predict(x[0] if len(x) == 1 else x)
    outputs, y = outputs[:n_seeds], y[:n_seeds]
    true = np.broadcast_to(decide(y), outputs.shape[:2])
    return Answers(true, decide(np.nan_to_num(outputs)), outputs)


def errors_per_class(study: Study, theme: Theme) -> Drawing:
    """Draw how many samples of each class are misclassified, in the test split if there is one."""
    split = split_of_interest(study)
    true, predicted, _ = answers(study, split)
    names = study.dataset.class_names
    wrong = np.stack(
        [((true == c) & (predicted != c)).sum(axis=-1) for c in range(len(names))], axis=-1
    )
    of_class = [int((true[0] == c).sum()) for c in range(len(names))]
    figure = new_figure(HALF_WIDTH, 58.0)
    axes = figure.subplots()
    places = np.arange(len(names))
    pale = blend(theme.class_colour(0), theme.ground, 0.6)
    axes.bar(places, wrong[0], width=0.7, color=pale, zorder=2)
    for none in np.flatnonzero(wrong[0] == 0):
        axes.annotate(
            "0", (none, 0), (-3, 2), textcoords="offset points", ha="right", color=theme.muted
        )
    finished = wrong[study.run.status != "diverged"]
    for place, of_seeds in enumerate(finished.T.astype(float)):
        draw_spread(axes, theme, place, of_seeds, theme.ink, dots="none")
    printed = [
        (names.index(claim.place.class_name), claim.value)
        for claim in claims_of(study, "misclassified", study.run)
        if claim.place.class_name in names
    ]
    if printed:
        of_classes, values = zip(*printed, strict=True)
        published_mark(axes, theme, of_classes, values)
    axes.set_xticks(places, map(drawn, names))
    axes.set(xlabel="true class", ylabel=f"misclassified {split} samples")
    # A network without errors has bars too, of no height: they stand on the axis like all others.
    axes.set_ylim(0.0, max(axes.get_ylim()[1], 1.0))
    axes.yaxis.set_major_locator(MaxNLocator(nbins=6, integer=True))
    grid(axes, "y")
    worst, best = int(wrong[0].argmax()), int(wrong[0].argmin())
    caption = (
        f"Misclassified samples per class of {called(study)} ({sizes_of(study.run)}) in "
        f"the {split} split of {plural(n_samples(study, split), 'sample')}. "
        f"{spread_words(study.run, f'Columns: {seed_name(study.run)}')}."
        f"{lost_note([Panel('', study, study.run)])}{note(bool(printed))}"
    )
    alt = (
        f"{called(study)} misclassifies {count(wrong[0].sum())} of {count(sum(of_class))} {split} "
        f"samples; most of class {escape(names[worst])} ({wrong[0][worst]} of {of_class[worst]}), "
        f"fewest of class {escape(names[best])} "
        f"({wrong[0][best]} of {of_class[best]})."
    )
    return Drawing(figure, caption, alt)


def confusion(study: Study, theme: Theme) -> Drawing:
    """Draw the confusion matrix of the first seed, on the test split where there is one."""
    split = split_of_interest(study)
    true, predicted, _ = answers(study, split, 1)
    names = study.dataset.class_names
    n, labels = len(names), list(map(drawn, names))
    table = np.zeros((n, n), dtype=int)
    np.add.at(table, (true[0], predicted[0]), 1)
    share = table / np.maximum(table.sum(axis=1, keepdims=True), 1)
    figure = new_figure(HALF_WIDTH, 82.0 if n > 3 else 66.0)
    axes = figure.subplots()
    words, titles = np.char.mod("%d", table), ("true class", "predicted class")
    draw_matrix(axes, np.where(table > 0, share, np.nan), words, (labels, labels), titles)
    axes.set_aspect("equal")
    right = float(np.trace(table) / max(table.sum(), 1))
    caption = (
        f"Confusion matrix of {called(study)} ({sizes_of(study.run)}), {seed_name(study.run)}, in "
        f"the {split} split: "
        "numbers of samples, coloured by their share of the true class."
    )
    alt = (
        f"{called(study)}: {percent(right, table.sum())} of {count(table.sum())} {split} samples "
        "on the diagonal"
    )
    return Drawing(figure, caption, f"{alt}{_most_confused(table, names)}.")


def _most_confused(table: NDArray[np.integer], names: tuple[str, ...]) -> str:
    wrong = table - np.diag(np.diag(table))
    if not wrong.any():
        return ""
    row, column = np.unravel_index(wrong.argmax(), wrong.shape)
    return (
        f"; most often {escape(names[row])} is taken for {escape(names[column])}, "
        f"{plural(int(wrong.max()), 'time')}"
    )
