"""One network as a printed summary: layers with shapes, parameters, loss, how training ended."""

from collections.abc import Iterator
from typing import Any

from nncore.analysis import readings
from nncore.analysis.quantities import n_samples
from nncore.experiments.run_files import Run, Study
from nncore.language.wording import name_of, plural, spelled_plural
from nncore.network.architecture import layers
from nncore.report.document.model import Code
from nncore.report.parts.content import Content, Experiment


def networks(experiment: Experiment, content: Content) -> Iterator[Code]:
    """Yield the printed networks, of variants with one architecture the first."""
    study = experiment.study
    alike: dict[Any, list[Run]] = {}
    for run in study.runs:
        alike.setdefault(_shape(run), []).append(run)
    title = "The network as printed"
    if len(alike) > 1:
        title = f"The {spelled_plural(len(alike), 'network')} as printed"
    texts = []
    for runs in alike.values():
        others = f", and {plural(len(runs) - 1, 'more variant')} of this shape"
        head = runs[0].label + (others if len(runs) > 1 else "")
        texts.append(f"{head}\n\n{summary(study, runs[0])}" if head else summary(study, runs[0]))
    yield Code("\n\n\n".join(texts), "text", title, folded=True)


def _shape(run: Run) -> tuple[Any, ...]:
    architecture = run.architecture
    links = [*(each.name for each in architecture.activations), architecture.loss.link.name]
    return architecture.sizes, tuple(links), architecture.loss.name, architecture.biases


def summary(study: Study, run: Run | None = None) -> str:
    """Return the summary of the published seed's network.

    Parameters
    ----------
    study : Study
    run : Run, optional
        One of its variants; the first by default.

    Returns
    -------
    str
        Lines of text, aligned for a fixed-width face.
    """
    run = study.run if run is None else run
    head = ("Layer", "Shape", "Weights", "Biases", "Parameters", "Activation")
    total = ("total", "", "", "", str(run.architecture.n_params), "")
    rows = [head, *_layers(run), total]
    widths = [max(len(row[place]) for row in rows) for place in range(len(rows[0]))]
    lines = [
        "  ".join(
            cell.ljust(width) if place in (0, 5) else cell.rjust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    ]
    rule = "-" * len(max(lines, key=len))
    lines = [lines[0], rule, *lines[1:-1], rule, lines[-1]]
    return "\n".join([*lines, "", *_facts(study, run)])


def _layers(run: Run) -> list[tuple[str, ...]]:
    architecture = run.architecture
    sizes = architecture.sizes
    links = [*(a.name for a in architecture.activations), architecture.loss.link.name]
    rows: list[tuple[str, ...]] = []
    for number, layer in enumerate(layers(architecture, run.params[:1]), start=1):
        last = number == len(links)
        weights, biases = layer.weights[0], layer.biases
        n_params = weights.size + (0 if biases is None else biases[0].size)
        rows.append(
            (
                "output" if last else f"hidden {number}",
                f"{sizes[number - 1]} -> {sizes[number]}",
                f"{weights.shape[0]} x {weights.shape[1]}",
                "none" if biases is None else str(biases[0].size),
                str(n_params),
                name_of(links[number - 1]),
            )
        )
    return rows


def _facts(study: Study, run: Run) -> list[str]:
    facts = [
        ("Loss", name_of(run.architecture.loss.name)),
        ("Trained", f"{run.status[0]}, seed {run.seeds[0]}"),
        ("Epochs", str(run.n_epochs[0])),
        *_measured(study, run),
    ]
    width = max(len(name) for name, _ in facts)
    return [f"{name.ljust(width)}  {words}" for name, words in facts]


def _measured(study: Study, run: Run) -> Iterator[tuple[str, str]]:
    """Loss and accuracy of both splits, at the parameters kept; nothing of a diverged network."""
    for split, word in (("train", "Training"), ("test", "Test")):
        if not n_samples(study, split):
            continue
        loss = readings.sample(study, f"{split}_loss", variant=run.label or None).first
        if loss is None:
            continue
        yield f"{word} loss", f"{loss:.6g}"
        if study.dataset.task == "classification":
            share = readings.sample(study, f"{split}_accuracy", variant=run.label or None).first
            assert share is not None
            yield f"{word} accuracy", f"{100 * share:.2f} %"
