"""Which classes a network gets wrong: errors per class and the confusion matrix."""

from typing import Any, NamedTuple

import numpy as np
from matplotlib.ticker import MaxNLocator
from numpy.typing import NDArray

from nncore.analysis.studies import (
    called,
    n_samples,
    quantiles,
    seed_name,
    sizes_of,
    split_of_interest,
)
from nncore.experiments.run_files import Study
from nncore.functions.metrics import decide
from nncore.language.captions import count, drawn, percent, plural
from nncore.language.markup import escape
from nncore.plots.kit.drawing import Drawing, grid, published_mark
from nncore.plots.kit.fields import predictions
from nncore.plots.kit.published_marks import claims_of, note
from nncore.plots.kit.style import HALF_WIDTH, MAGNITUDES, Theme, blend, new_figure


class Answers(NamedTuple):
    """True and predicted classes of a split, (R, n) each, and the outputs (R, n, K)."""

    true: NDArray[Any]
    predicted: NDArray[Any]
    outputs: NDArray[np.floating]


def answers(study: Study, split: str, n_seeds: int | None = None) -> Answers:
    """Return what the kept parameters of the first `n_seeds` seeds answer on a split."""
    if study.dataset.task != "classification":
        raise ValueError(f"{study.id}: only a classification has classes")
    params = study.run.kept[:n_seeds]
    x, y, _ = study.dataset.split(split, len(params))
    same = len(x) == 1
    outputs = np.concatenate(
        [
            predictions(study.run.architecture, p[None], x[0 if same else r])
            for r, p in enumerate(params)
        ]
    )
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
    for place in np.flatnonzero(wrong[0] == 0):
        axes.annotate(
            "0", (place, 0), (-3, 2), textcoords="offset points", ha="right", color=theme.muted
        )
    finished = wrong[study.run.status != "diverged"]
    several = len(study.run.seeds) > 1 and len(finished) > 1
    if several:
        low, middle, high = quantiles(finished.astype(float))
        axes.vlines(places, low, high, color=theme.ink, linewidth=1.0, zorder=3)
        style: dict[str, Any] = {"color": theme.ink, "markeredgecolor": theme.ground}
        axes.plot(places, middle, "o", markersize=3, zorder=4, clip_on=False, **style)
    printed = [
        (names.index(claim.entry["class_name"]), claim.value)
        for claim in claims_of(study, "misclassified", study.run)
        if claim.entry.get("class_name") in names
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
    spread = (
        f" Dots and lines: median and 5–95 % range of {plural(len(finished), 'seed')}."
        if several
        else ""
    )
    caption = (
        f"Misclassified samples per class of {called(study)} ({sizes_of(study.run)}) in "
        f"the {split} split of {plural(n_samples(study, split), 'sample')}. Bars: "
        f"{seed_name(study.run)}.{spread}{note(bool(printed))}"
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
    n = len(names)
    table = np.zeros((n, n), dtype=int)
    np.add.at(table, (true[0], predicted[0]), 1)
    share = table / np.maximum(table.sum(axis=1, keepdims=True), 1)
    figure = new_figure(HALF_WIDTH, 82.0 if n > 3 else 66.0)
    axes = figure.subplots()
    axes.imshow(np.where(table > 0, share, np.nan), cmap=MAGNITUDES, vmin=0.0, vmax=1.0)
    for row, column in np.argwhere(table > 0):
        colour = "#000000" if share[row, column] > 0.55 else "#ffffff"
        axes.text(
            column,
            row,
            f"{table[row, column]}",
            ha="center",
            va="center",
            color=colour,
            fontsize=7.5,
        )
    axes.set_xticks(range(n), map(drawn, names))
    axes.set_yticks(range(n), map(drawn, names))
    axes.tick_params(length=0)
    axes.set(xlabel="predicted class", ylabel="true class")
    for spine in axes.spines.values():
        spine.set_visible(False)
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
