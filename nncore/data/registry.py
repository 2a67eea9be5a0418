"""The kinds of data sets, one record each in one table."""

from nncore.data.csv_file import csv
from nncore.data.curves import moons, spirals
from nncore.data.digits import digits
from nncore.data.functions import noisy_sine, sine, square
from nncore.data.kinds import DatasetKind
from nncore.data.mat_file import mat
from nncore.data.normals import clusters, gaussians, two_normals, xor_clusters
from nncore.data.points import higham, xor
from nncore.data.regions import circle, microchips, voronoi

DATASETS: dict[str, DatasetKind] = {
    "xor": DatasetKind(
        xor,
        "classification",
        n_inputs=2,
        n_outputs=1,
        random=False,
        description="The four points of exclusive or.",
    ),
    "higham": DatasetKind(
        higham,
        "classification",
        n_inputs=2,
        n_outputs=2,
        random=False,
        description="Ten points of the plane, five of each class.",
        source="written down by Higham & Higham (2019)",
    ),
    "voronoi": DatasetKind(
        voronoi,
        "classification",
        n_inputs=2,
        n_outputs=2,
        random=True,
        description="Points uniform on the unit square, each of the class of the nearest of "
        "several random sites.",
    ),
    "circle": DatasetKind(
        circle,
        "classification",
        n_inputs=2,
        n_outputs=1,
        random=True,
        description="Points uniform on a square; class 1 lies inside a circle.",
    ),
    "microchips": DatasetKind(
        microchips,
        "classification",
        n_inputs=2,
        n_outputs=1,
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
        random=True,
        description="Two interleaved spirals, each a class.",
        noise="noise",
    ),
    "moons": DatasetKind(
        moons,
        "classification",
        n_inputs=2,
        n_outputs=1,
        random=True,
        description="Two interleaved half circles, each a class.",
        noise="noise",
    ),
    "two-normals": DatasetKind(
        two_normals,
        "classification",
        n_inputs=2,
        n_outputs=1,
        random=True,
        description="Two normal classes about (−1, 0) and (1, 0), as many points in each.",
    ),
    "gaussians": DatasetKind(
        gaussians,
        "classification",
        n_inputs=2,
        n_outputs=1,
        random=True,
        description="Points about two centres, each of which is a class.",
        noise="scale",
    ),
    "xor-clusters": DatasetKind(
        xor_clusters,
        "classification",
        n_inputs=2,
        n_outputs=1,
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
        random=False,
        description="1,797 handwritten digits, images of 8 by 8 pixels.",
        source="scikit-learn's copy of the UCI optical digits (Alpaydin & Kaynak 1998)",
    ),
    "mat": DatasetKind(
        mat,
        "classification",
        n_inputs=400,
        n_outputs=10,
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
        random=False,
        description="Points with a label 0 or 1.",
        source="the user's own file",
        files=("path",),
    ),
}
