"""One network as a printed summary: layers with shapes, parameters, loss, how training ended."""

import numpy as np

from nncore.network import layers
from nncore.report import numbers, readings
from nncore.report.wording import name_of
from nncore.report.words import plain
from nncore.runs import Run, Study


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
    rows = [("Layer", "Units", "Weights", "Biases", "Parameters", "Activation"), *_layers(run)]
    widths = [max(len(row[place]) for row in rows) for place in range(len(rows[0]))]
    lines = [
        "  ".join(
            cell.ljust(width) if place in (0, 5) else cell.rjust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    ]
    lines.insert(1, "-" * len(max(lines, key=len)))
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
        ("Parameters", str(run.architecture.n_params)),
        ("Loss", name_of(run.architecture.loss.name)),
        ("Trained", f"{run.status[0]}, seed {run.seeds[0]}"),
        ("Epochs", str(run.n_epochs[0])),
    ]
    first = readings.sample(study, "train_loss", variant=run.label or None).first
    if first is not None:
        facts.append(("Training loss", plain(numbers.significant(first, 6))))
    if study.dataset.task == "classification" and first is not None:
        share = readings.sample(study, "train_accuracy", variant=run.label or None).first
        assert share is not None
        facts.append(("Training accuracy", f"{np.round(100 * share, 2):.2f} %"))
    width = max(len(name) for name, _ in facts)
    return [f"{name.ljust(width)}  {words}" for name, words in facts]
