"""Gradient checks: the error against the step, and the error of every layer."""

from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import LogLocator, NullLocator
from numpy.typing import NDArray

from nncore.analysis.studies import called
from nncore.experiments.run_files import GradientStudy
from nncore.language.captions import number
from nncore.plots.kit.drawing import (
    Drawing,
    EndLabel,
    grid,
    label_ends,
    legend,
    log_scale,
    published_mark,
)
from nncore.plots.kit.published_marks import claims_of, note
from nncore.plots.kit.style import HALF_WIDTH, Theme, new_figure


def error_against_epsilon(study: GradientStudy, theme: Theme) -> Drawing:
    """Draw the relative error of central differences against epsilon, and the complex step."""
    figure = new_figure(1.35 * HALF_WIDTH, 70.0)
    axes = figure.subplots()
    epsilons = study.epsilons
    central, imaginary = map(_positive, (study.relative_by_epsilon, study.complex_by_epsilon))
    colour, other = theme.ink, theme.class_colour(0)
    axes.plot(epsilons, central, color=colour, zorder=3)
    axes.plot(epsilons, imaginary, color=other, zorder=3)
    axes.set(xscale="log", yscale="log", xlim=(epsilons.min(), epsilons.max()))
    axes.set(xlabel=r"step $\epsilon$", ylabel="relative error of the gradient")
    for axis in (axes.xaxis, axes.yaxis):
        axis.set_major_locator(LogLocator(numticks=9))
        axis.set_minor_locator(NullLocator())
    grid(axes)
    _name_sides(axes, theme, epsilons, central)
    at = study.settings.epsilon
    error, complex_error = (
        float(np.exp(np.interp(np.log(at), np.log(epsilons), np.log(errors))))
        for errors in (central, imaginary)
    )
    # Below the curves there is room on one side of the step only: where the complex step is flat.
    rising = complex_error > 1e3 * np.nanmin(imaginary)
    axes.axvline(at, color=theme.muted, linewidth=0.8, dashes=(3.5, 2.0), zorder=1)
    axes.annotate(
        f"the document's{chr(10) if rising else ' '}$\\epsilon$ = {number(at, 1)}\n"
        f"error {number(error, 2)}",
        (at, 0.06 if rising else 0.2),
        xycoords=("data", "axes fraction"),
        xytext=(4 if rising else -4, 0),
        textcoords="offset points",
        ha="left" if rising else "right",
    )
    axes.plot(at, error, "o", color=theme.class_colour(1), markeredgecolor=theme.ground, zorder=5)
    ends = [
        EndLabel(central[-1], "central\ndifference", colour),
        EndLabel(imaginary[-1], "complex\nstep", theme.readable(other)),
    ]
    label_ends(axes, ends)
    best = int(np.nanargmin(central))
    caption = (
        f"{called(study)} ({_sizes(study)}): relative error of the numerical gradient over all "
        r"parameters against the step $\epsilon$. A central difference errs by truncation at large "
        "steps and by round-off at small ones; a complex step subtracts nothing: truncation "
        "alone is left."
    )
    alt = (
        f"The central difference is best at step {number(epsilons[best], 2)} with error "
        f"{number(central[best], 2)}; at the document's step {number(at, 2)} it is "
        f"{number(error, 2)}. The least error of the complex step is "
        f"{number(float(np.nanmin(imaginary)), 2)}."
    )
    return Drawing(figure, caption, alt)


def _positive(errors: NDArray[np.floating]) -> NDArray[np.floating]:
    """Errors for a log axis: an exact zero stands at the smallest the arithmetic can show."""
    return np.where(errors == 0.0, np.finfo(float).eps / 4, errors)


def _name_sides(
    axes: Axes, theme: Theme, epsilons: NDArray[np.floating], central: NDArray[np.floating]
) -> None:
    """Write which error rules on which side of the V, beside its arms."""
    style: dict[str, Any] = {"color": theme.muted, "textcoords": "offset points"}
    left = int(np.nanargmin(central)) // 4
    axes.annotate(
        r"round-off $\propto 1/\epsilon$", (epsilons[left], central[left]), xytext=(8, 2), **style
    )
    words = r"truncation $\propto \epsilon^2$"
    axes.annotate(words, (1.0, 0.3), xycoords="axes fraction", xytext=(-2, 0), ha="right", **style)


def gradient_errors(study: GradientStudy, theme: Theme) -> Drawing:
    """Draw the error of every layer's weights and biases beside the published ones."""
    measure = study.settings.measure
    errors = [float(getattr(layer, measure)) for layer in study.layers]
    names = [f"layer {layer.layer} {layer.part}" for layer in study.layers]
    figure = new_figure(HALF_WIDTH, 18.0 + 6.0 * len(names))
    axes = figure.subplots()
    places = np.arange(len(names))[::-1]
    style: dict[str, Any] = {"color": theme.class_colour(0), "markersize": 5, "label": "here"}
    axes.plot(_positive(np.array(errors)), places, "o", **style)
    axes.set_yticks(places, names)
    axes.set_ylim(-0.6, len(names) - 0.4)
    words = "relative error" if measure == "relative" else "largest absolute error"
    axes.set_xlabel(words)
    published = _published(study, measure)
    if published:
        rows, values = zip(*published, strict=True)
        published_mark(axes, theme, values, places[list(rows)], "published")
        legend(figure, axes)
    log_scale(axes, "x")
    grid(axes)
    caption = (
        f"{called(study)} ({_sizes(study)}): {words} of every layer with step "
        rf"$\epsilon$ = {number(study.settings.epsilon, 1)}."
        f"{note(bool(published))}"
    )
    listing = ", ".join(
        f"{name} {number(error)}" for name, error in zip(names, errors, strict=True)
    )
    return Drawing(figure, caption, f"{words.capitalize()} by layer: {listing}.")


def _published(study: GradientStudy, measure: str) -> list[tuple[int, float]]:
    """Return (row, value) of the errors that the document prints for a layer and part."""
    return [
        (row, claim.value)
        for claim in claims_of(study, "layer_error")
        for row, layer in enumerate(study.layers)
        if claim.place.layer == layer.layer
        and (claim.place.part or "weights") == layer.part
        and (claim.place.measure or measure) == measure
    ]


def _sizes(study: GradientStudy) -> str:
    return "-".join(str(size) for size in study.architecture.sizes)
