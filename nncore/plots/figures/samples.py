"""The samples of a data set, with what is known of where they come from."""

from nncore.analysis.studies import called, n_samples, splits_of
from nncore.experiments.run_files import Study
from nncore.language.captions import count, listed, plural
from nncore.language.markup import escape
from nncore.plots.kit.drawing import Drawing, grid, legend
from nncore.plots.kit.fields import plane_extent, require_plane
from nncore.plots.kit.points import draw_points, draw_samples, feature, frame, shape_of
from nncore.plots.kit.style import HALF_WIDTH, Theme, new_figure
from nncore.plots.kit.truths import draw_landmarks, draw_target, draw_truth


def data(study: Study, theme: Theme) -> Drawing:
    """Draw the samples of the first draw, with the true boundary or target curve where known."""
    dataset = study.dataset
    if dataset.task == "regression":
        return _curve(study, theme)
    require_plane(dataset, "data")
    figure = new_figure(HALF_WIDTH, 70.0 * shape_of(plane_extent(dataset)) + 14.0)
    axes = figure.subplots()
    draw_points(axes, dataset, theme)
    has_truth = draw_truth(axes, dataset, theme)
    draw_landmarks(axes, dataset, theme)
    frame(axes, dataset)
    legend(figure, axes)
    labels = dataset.labels(0)
    counts = [
        f"{count((labels == c).sum())} of class {escape(name.removeprefix('class '))}"
        for c, name in enumerate(dataset.class_names)
    ]
    truth = " Dashed: true boundary." if has_truth else ""
    caption = (
        f"The data of {called(study)}: {_counted(study)}; {listed(counts)}.{_hollow(study)}{truth}"
    )
    return Drawing(figure, caption, f"{escape(dataset.description)} {listed(counts)}.")


def _curve(study: Study, theme: Theme) -> Drawing:
    dataset = study.dataset
    figure = new_figure(HALF_WIDTH, 56.0)
    axes = figure.subplots()
    draw_samples(axes, dataset, theme)
    draw_target(axes, dataset, theme)
    axes.set(xlabel=feature(dataset, 0), ylabel="target $y$")
    grid(axes)
    legend(figure, axes)
    y = dataset.y[0]
    alt = f"{escape(dataset.description)} Targets lie between {y.min():.3g} and {y.max():.3g}."
    return Drawing(figure, f"The data of {called(study)}: {_counted(study)}.{_hollow(study)}", alt)


def _counted(study: Study) -> str:
    words = {"train": "training sample", "test": "test sample"}
    return listed(plural(n_samples(study, split), words[split]) for split in splits_of(study))


def _hollow(study: Study) -> str:
    return " Hollow: test samples." if n_samples(study, "test") else ""
