"""Images that a network gets wrong."""

import numpy as np
from matplotlib.colors import LinearSegmentedColormap

from nncore.analysis.studies import called, seed_name, sizes_of, split_of_interest
from nncore.experiments.run_files import Study
from nncore.language.captions import count, drawn, plural
from nncore.language.markup import escape
from nncore.plots.figures.classes import answers
from nncore.plots.kit.drawing import Drawing
from nncore.plots.kit.style import FULL_WIDTH, Theme, new_figure

_COLUMNS = 9


def misclassified(study: Study, theme: Theme, *, most: int, split: str) -> Drawing:
    """Draw up to `most` misclassified images that the first seed is surest of, with both labels."""
    dataset = study.dataset
    if dataset.image_shape is None:
        raise ValueError(f"figure 'misclassified' needs images; data set {dataset.name!r} has none")
    split = split if getattr(dataset, split).shape[1] else split_of_interest(study)
    true, predicted, outputs = (array[0] for array in answers(study, split, 1))
    wrong = np.flatnonzero(true != predicted)
    surest = wrong[np.argsort(-np.nan_to_num(outputs[wrong].max(axis=-1)), kind="stable")][:most]
    rows = max(-(-len(surest) // _COLUMNS), 1)
    figure = new_figure(FULL_WIDTH, rows * (FULL_WIDTH / _COLUMNS + 4.5))
    axes = list(figure.subplots(rows, _COLUMNS, squeeze=False).flat)
    for ax in axes:
        ax.set_axis_off()
    # Ink on the page in both themes, as the digit was written.
    shades = LinearSegmentedColormap.from_list("ink", [theme.ground, theme.ink])
    images = dataset.x[0][getattr(dataset, split)[0]].reshape(-1, *dataset.image_shape)
    for ax, row in zip(axes, surest, strict=False):
        ax.imshow(images[row], cmap=shades, interpolation="nearest")
        names = dataset.class_names
        ax.set_title(drawn(f"{names[true[row]]} → {names[predicted[row]]}"), loc="center")
    if not len(surest):
        axes[0].text(0.0, 0.5, f"No {split} image is misclassified.", transform=axes[0].transAxes)
    shown = (
        f"the {len(surest)} of them it is surest of" if len(surest) < len(wrong) else "all of them"
    )
    caption = (
        f"Misclassified {split} images of {called(study)} ({sizes_of(study.run)}), "
        f"{seed_name(study.run)}: "
        f"{shown}, true → predicted label above each."
    )
    pairs = ", ".join(
        escape(f"{dataset.class_names[true[r]]} as {dataset.class_names[predicted[r]]}")
        for r in surest[:6]
    )
    alt = (
        f"{called(study)} misclassifies {plural(len(wrong), 'image')} of {count(len(true))} in the "
        f"{split} split"
    )
    return Drawing(figure, caption, f"{alt}; surest of taking {pairs}." if pairs else f"{alt}.")
