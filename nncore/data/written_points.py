"""Problems of a few points that are written down: nothing is drawn."""

import numpy as np

from nncore.data.samples import Samples, one_hot, two_classes
from nncore.training.streams import Stream


def xor(rng: Stream) -> Samples:
    """The four points of exclusive or."""
    x = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
    return two_classes(x, np.array([0, 1, 1, 0]))


def higham(rng: Stream) -> Samples:
    """The ten points of Higham & Higham (2019), section 2; the first five are of one class.

    Targets are one-hot, [1, 0] for the first five.
    """
    x1 = (0.1, 0.3, 0.1, 0.6, 0.4, 0.6, 0.5, 0.9, 0.4, 0.7)
    x2 = (0.1, 0.4, 0.5, 0.9, 0.2, 0.3, 0.6, 0.2, 0.4, 0.6)
    return Samples(
        np.stack([x1, x2], axis=-1),
        one_hot(np.repeat([0, 1], 5), 2),
        feature_names=("x1", "x2"),
        class_names=("A", "B"),
    )
