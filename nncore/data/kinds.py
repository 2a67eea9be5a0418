"""The kinds of data sets, one record each in one table."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple, get_type_hints

from nncore.data.csv_file import csv
from nncore.data.digits import digits
from nncore.data.mat_file import mat
from nncore.data.normals import clusters, gaussians, two_normals, xor_clusters
from nncore.data.plane_regions import circle, microchips, voronoi
from nncore.data.regressions import noisy_sine, sine, square
from nncore.data.samples import Samples
from nncore.data.two_curves import moons, spirals
from nncore.data.written_points import higham, xor


class DatasetKind(NamedTuple):
    """One kind of data set.

    Attributes
    ----------
    generate : callable
        ``generate(rng, **options)`` returns the `Samples` of one draw. An option whose name does
        not say what it is says so in its annotation: ``Annotated[float, "radius of the circle"]``.
    task : str
        "classification" or "regression".
    n_inputs, n_outputs : int or None
        Known before any data are made; None when an option or a file decides.
    random : bool
        Whether `generate` draws anything: if not, all draws share one set of samples.
    description, source : str
        One sentence for the report, true with any options, and where the samples come from.
    noise : str
        The option that is the deviation of normal noise; "" for none.
    outputs_option : str
        The option that is the number of outputs where `n_outputs` is None; "" for none.
    class_names : tuple of str
        Of a classification; empty where an option or a file decides.
    images : bool
        Whether a sample is an image.
    files : tuple of str
        The options that are paths of files, relative to the working directory.
    """

    generate: Callable[..., Samples]
    task: str
    n_inputs: int | None
    n_outputs: int | None
    random: bool
    description: str
    source: str = "synthetic"
    noise: str = ""
    outputs_option: str = ""
    files: tuple[str, ...] = ()
    class_names: tuple[str, ...] = ()
    images: bool = False

    def outputs(self, options: Mapping[str, Any]) -> int | None:
        """Return the number of outputs with these options; None when a file decides."""
        return options[self.outputs_option] if self.outputs_option else self.n_outputs

    def described(self, options: Mapping[str, Any]) -> str:
        """Return the description with the noise that these options give, if any."""
        deviation = options.get(self.noise, 0.0)
        if not deviation:
            return self.description
        return f"{self.description[:-1]}, with normal noise of deviation {deviation:g}."

    def words_of(self, option: str) -> str:
        """Return what an option is, in words; by default its name."""
        hint = get_type_hints(self.generate, include_extras=True)[option]
        words = option.removeprefix("n_").replace("_", " ")
        return next((word for word in getattr(hint, "__metadata__", ())), words)

    def paths(self, options: Mapping[str, Any]) -> list[str]:
        """Return the files that are read with these options."""
        return [options[name] for name in self.files]


DATASETS: dict[str, DatasetKind] = {
    "xor": DatasetKind(
        xor,
        "classification",
        n_inputs=2,
        n_outputs=1,
        class_names=("0", "1"),
        random=False,
        description="The four points of exclusive or.",
    ),
    "higham": DatasetKind(
        higham,
        "classification",
        n_inputs=2,
        n_outputs=2,
        class_names=("A", "B"),
        random=False,
        description="Ten points of the plane, five of each class.",
        source="written down by Higham & Higham (2019)",
    ),
    "voronoi": DatasetKind(
        voronoi,
        "classification",
        n_inputs=2,
        n_outputs=2,
        class_names=("class 0", "class 1"),
        random=True,
        description="Points uniform on the unit square, each of the class of the nearest of "
        "several random sites.",
    ),
    "circle": DatasetKind(
        circle,
        "classification",
        n_inputs=2,
        n_outputs=1,
        class_names=("outside", "inside"),
        random=True,
        description="Points uniform on a square; class 1 lies inside a circle.",
    ),
    "microchips": DatasetKind(
        microchips,
        "classification",
        n_inputs=2,
        n_outputs=1,
        class_names=("rejected", "accepted"),
        random=True,
        description="Points uniform on a disc, accepted by their distance from its middle in "
        "units of a tilted ellipse.",
        noise="noise",
    ),
    "spirals": DatasetKind(
        spirals,
        "classification",
        n_inputs=2,
        n_outputs=1,
        class_names=("0", "1"),
        random=True,
        description="Two interleaved spirals, each a class.",
        noise="noise",
    ),
    "moons": DatasetKind(
        moons,
        "classification",
        n_inputs=2,
        n_outputs=1,
        class_names=("upper", "lower"),
        random=True,
        description="Two interleaved half circles, each a class.",
        noise="noise",
    ),
    "two-normals": DatasetKind(
        two_normals,
        "classification",
        n_inputs=2,
        n_outputs=1,
        class_names=("t = 0", "t = 1"),
        random=True,
        description="Two normal classes about (−1, 0) and (1, 0), as many points in each.",
    ),
    "gaussians": DatasetKind(
        gaussians,
        "classification",
        n_inputs=2,
        n_outputs=1,
        class_names=("0", "1"),
        random=True,
        description="Points about two centres, each of which is a class.",
        noise="scale",
    ),
    "xor-clusters": DatasetKind(
        xor_clusters,
        "classification",
        n_inputs=2,
        n_outputs=1,
        class_names=("0", "1"),
        random=True,
        description="Points about the corners of a square, opposite corners being one class.",
        noise="noise",
    ),
    "clusters": DatasetKind(
        clusters,
        "classification",
        n_inputs=2,
        n_outputs=None,
        random=True,
        description="Points about several centres, each of which is a class.",
        noise="scale",
        outputs_option="n_classes",
    ),
    "sine": DatasetKind(
        sine,
        "regression",
        n_inputs=1,
        n_outputs=1,
        random=True,
        description="The sine at points uniform on two periods.",
    ),
    "square": DatasetKind(
        square,
        "regression",
        n_inputs=1,
        n_outputs=1,
        random=True,
        description="The square of x at points uniform on [−2, 2].",
    ),
    "noisy-sine": DatasetKind(
        noisy_sine,
        "regression",
        n_inputs=1,
        n_outputs=1,
        random=True,
        description="The sine at points uniform on an interval about zero.",
        noise="noise",
    ),
    "digits": DatasetKind(
        digits,
        "classification",
        n_inputs=64,
        n_outputs=10,
        class_names=tuple("0123456789"),
        images=True,
        random=False,
        description="1,797 handwritten digits, images of 8 by 8 pixels.",
        source="scikit-learn's copy of the UCI optical digits (Alpaydin & Kaynak 1998)",
    ),
    "mat": DatasetKind(
        mat,
        "classification",
        n_inputs=400,
        n_outputs=10,
        class_names=tuple("0123456789"),
        images=True,
        random=False,
        description="Handwritten digits, images of 20 by 20 pixels.",
        source="the user's own file",
        files=("path",),
    ),
    "csv": DatasetKind(
        csv,
        "classification",
        n_inputs=None,
        n_outputs=1,
        class_names=("0", "1"),
        random=False,
        description="Points with a label 0 or 1.",
        source="the user's own file",
        files=("path",),
    ),
}
