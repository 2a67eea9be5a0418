"""Arrays that pass from data to training: what every floor calls them, and the samples of a split.

They stand below both, so that nothing about training counts as an input of a data set.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.floating]


class Split(NamedTuple):
    """Samples: x (n, m) or (R|1, n, m), y (n, K) or (R|1, n, K), weight (n,), (R, n) or None."""

    x: Array
    y: Array
    weight: Array | None = None
