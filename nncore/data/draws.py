"""From a data set's recipe of the configuration to the data set: draws, splits and scaling."""

import numpy as np
from numpy.typing import NDArray

from nncore.arrays import Array
from nncore.data.dataset import Dataset
from nncore.data.kinds import DATASETS
from nncore.data.origins import ORIGINS, file_sha256, origin_of
from nncore.data.recipe import Recipe
from nncore.data.samples import Samples
from nncore.training.streams import Stream, legacy_stream, save_state, stream

Rows = NDArray[np.integer]


def build_dataset(name: str, recipe: Recipe) -> Dataset:
    """Make every draw of a data set.

    Parameters
    ----------
    name : str
    recipe : Recipe

    Returns
    -------
    Dataset

    Raises
    ------
    ValueError
        When the samples are not usable, naming data set, file and row.
    FileNotFoundError
        When a file of the user's is missing.
    """
    kind = DATASETS[recipe.kind]
    legacy = recipe.stream == "legacy"
    seeds = range(recipe.seed, recipe.seed + recipe.draws)
    rngs = [legacy_stream(seed) if legacy else stream(seed, "data") for seed in seeds]
    n_sets = len(rngs) if kind.random else 1
    sets = [_draw(name, recipe, seeds[draw], rngs[draw]) for draw in range(n_sets)]
    splitters = rngs if legacy else [stream(seed, "split") for seed in seeds]
    rows = [_split(rng, len(sets[0].x), recipe.test_fraction) for rng in splitters]
    scaling = [
        _scaling(sets[draw % n_sets], train, recipe.standardise)
        for draw, (train, _) in enumerate(rows)
    ]
    first, files = sets[0], kind.paths(recipe.options)
    origin = origin_of(recipe, bool(files), first.x, first.y)
    return Dataset(
        name=name,
        task=kind.task,
        seed=recipe.seed,
        x=np.stack([samples.x for samples in sets]),
        y=np.stack([samples.y for samples in sets]),
        train=np.stack([train for train, _ in rows]),
        test=np.stack([test for _, test in rows]),
        shift=np.stack([shift for shift, _ in scaling]),
        scale=np.stack([scale for _, scale in scaling]),
        feature_names=first.feature_names,
        class_names=first.class_names,
        description=kind.described(recipe.options),
        source=recipe.url or first.source or kind.source,
        origin=origin,
        document_file=recipe.stands_in_for,
        stands_in_for=recipe.stands_in_for if ORIGINS[origin].stands_in else "",
        file_sha256=file_sha256(files[0]) if files else "",
        image_shape=first.image_shape,
        extras={key: np.stack([s.extras[key] for s in sets]) for key in first.extras},
        streams=tuple(save_state(rng) for rng in rngs) if legacy else (),
    )


def _draw(name: str, recipe: Recipe, seed: int, rng: Stream) -> Samples:
    """Return one draw; what is wrong with it is said with the name of the data set."""
    kind = DATASETS[recipe.kind]
    place = f"data set {name!r}, seed {seed}" if kind.random else f"data set {name!r}"
    try:
        return kind.generate(rng, **recipe.options)
    except FileNotFoundError as error:
        raise FileNotFoundError(f"{place}: {error}") from error
    except (ValueError, OSError) as error:
        raise ValueError(f"{place}: {error}") from error


def _split(rng: Stream, n: int, test_fraction: float) -> tuple[Rows, Rows]:
    """Return the rows of the training and the test split; without a test split nothing is drawn."""
    n_test = round(n * test_fraction)
    if n_test == 0:
        return np.arange(n), np.arange(0)
    order = rng.permutation(n)
    return order[n_test:], order[:n_test]


def _scaling(samples: Samples, train: Rows, standardise: bool) -> tuple[Array, Array]:
    """Return shift and scale (m,) each, from the training rows alone."""
    n_inputs = samples.x.shape[1]
    if not standardise:
        scale = np.ones(n_inputs) if samples.scale is None else samples.scale
        return np.zeros(n_inputs), scale
    rows = samples.x[train]
    deviation = rows.std(axis=0)
    # A constant feature carries nothing; dividing by its deviation of zero would lose the rest.
    return rows.mean(axis=0), np.where(deviation > 0.0, deviation, 1.0)
