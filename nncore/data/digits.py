"""Handwritten digits that come with scikit-learn: 1,797 real images of 8 x 8 pixels."""

from nncore.data.samples import Samples, one_hot, pixel_names
from nncore.training.streams import Stream


def digits(rng: Stream) -> Samples:
    """Return the UCI optical digits (Alpaydin & Kaynak 1998), pixel values 0 to 16."""
    # Imported here: scikit-learn takes half a second that no other job needs to wait for.
    from sklearn.datasets import load_digits

    bunch = load_digits()
    return Samples(
        bunch.data.astype(float),
        one_hot(bunch.target, 10),
        feature_names=pixel_names(8, 8),
        class_names=tuple(str(digit) for digit in range(10)),
        image_shape=(8, 8),
    )
