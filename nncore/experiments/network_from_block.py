"""The network of a block: what training builds, and what reads a run file builds again."""

from nncore.config.records.training import Network
from nncore.functions.activations import ACTIVATIONS
from nncore.functions.losses import LOSSES, with_link
from nncore.network.architecture import Architecture


def build_architecture(network: Network, n_inputs: int, n_outputs: int) -> Architecture:
    """Return the architecture of a network.

    Parameters
    ----------
    network : Network
    n_inputs, n_outputs : int
        From the data.

    Raises
    ------
    ValueError
        When the parts do not fit together.
    """
    return Architecture(
        sizes=(n_inputs, *network.hidden, n_outputs),
        activations=tuple(ACTIVATIONS[name] for name in network.activation),
        loss=with_link(LOSSES[network.loss], ACTIVATIONS[network.output]),
        biases=network.biases,
    )
