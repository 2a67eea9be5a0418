"""What is known of an experiment before it runs: its data, its variants and their sizes."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Literal

from nncore.config.checks.fit import Data, data_of
from nncore.config.models.documents import Dataset
from nncore.config.models.trial import number_of_samples
from nncore.data.kinds import DATASETS


@dataclass(frozen=True)
class Facts:
    """What is known of an experiment or a gradient check before it runs.

    Attributes
    ----------
    source : {"study", "gradient"}
        What figures and quantities call an experiment and a gradient check.
    data : Data
    block : Experiment or Gradcheck
    runs : mapping
        Label -> the block of a variant; one with the label "" where there are no variants.
    n_inputs : int or None
    images : bool
    class_names : tuple of str
        Empty where they are not known.
    n_samples : int or None
    """

    source: Literal["study", "gradient"]
    data: Data
    block: Any
    runs: Mapping[str, Any]
    n_inputs: int | None
    images: bool = False
    class_names: tuple[str, ...] = ()
    n_samples: int | None = None

    def n_params(self, run: Any) -> int | None:
        """Return the number of weights and biases of a run; None where the data decide it."""
        if self.n_inputs is None or self.data.n_outputs is None:
            return None
        sizes = (self.n_inputs, *run.network.hidden, self.data.n_outputs)
        biases = run.network.biases
        if len(biases) != len(sizes) - 1:
            biases = biases[:1] * (len(sizes) - 1)
        weights = sum(a * b for a, b in pairwise(sizes))
        return weights + sum(n for n, has in zip(sizes[1:], biases, strict=True) if has)


def facts_of_experiment(block: Any, dataset: Dataset, variants: Mapping[str, Any]) -> Facts:
    """Return what is known of an experiment on a data set."""
    kind, data = DATASETS[dataset.kind], data_of(block.data, dataset)
    names = kind.class_names
    if kind.outputs_option and data.n_outputs:
        names = tuple(str(number) for number in range(data.n_outputs))
    n_samples = number_of_samples(kind, dataset.options())
    runs = variants or {"": block}
    return Facts("study", data, block, runs, kind.n_inputs, kind.images, names, n_samples)


def facts_of_gradcheck(id: str, block: Any) -> Facts:
    """Return what is known of a gradient check."""
    data = Data(f"gradchecks.{id}.data", block.data["n_outputs"])
    return Facts("gradient", data, block, {"": block}, block.data["n_inputs"])
