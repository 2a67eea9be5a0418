"""Losses: each owns its link and is computed from raw outputs (logits), so log(0) never occurs.

The prediction is ``link(raw)``. Values are per sample and summed over outputs; the network takes
the mean over samples.

Shapes: raw, y are (R, B, K); values are (R, B). Targets of the log losses are probabilities: a
column of 0 and 1 for `binary_log_loss`, one-hot rows for `log_loss`.
"""

from collections.abc import Callable
from functools import cache
from typing import Any, NamedTuple

import numpy as np

from nncore.arrays import Array
from nncore.functions.activations import IDENTITY, SIGMOID, SOFTMAX, Activation
from nncore.functions.definitions import log_partition, softplus


class Loss(NamedTuple):
    """One loss function with its link.

    Attributes
    ----------
    name : str
        The name used in configurations.
    link : Activation
        Turns raw outputs into predictions.
    value : callable
        ``value(raw, y)`` returns the loss of every sample, (R, B).
    gradient : callable
        ``gradient(raw, y, out)`` writes d value / d raw into `out`, (R, B, K).
    definition : callable
        ``definition(raw, y, xp)`` returns the loss of every output, (R, B, K), in the array
        functions of any library: what value and gradient are judged by.
    latex : str
        The formula per sample, as the report prints it.
    links : tuple of str
        Names of the links that `with_link` accepts; empty for any.
    n_outputs : int or None
        The number of outputs it demands, None for any.
    title : str
        What readers call it, where that is not the name's own words.
    """

    name: str
    link: Activation
    value: Callable[[Array, Array], Array]
    gradient: Callable[[Array, Array, Array], None]
    definition: Callable[[Any, Any, Any], Any]
    latex: str
    links: tuple[str, ...] = ()
    n_outputs: int | None = None
    title: str = ""


def _squared_error(raw: Array, y: Array) -> Array:
    difference = raw - y
    difference *= difference
    return 0.5 * difference.sum(axis=-1)


def _squared_error_gradient(raw: Array, y: Array, out: Array) -> None:
    np.subtract(raw, y, out=out)


def _binary_log_loss(raw: Array, y: Array) -> Array:
    # -y ln s(z) - (1 - y) ln(1 - s(z)) with s the sigmoid, rewritten to stay finite.
    return (np.logaddexp(0.0, raw) - y * raw).sum(axis=-1)


def _binary_log_loss_gradient(raw: Array, y: Array, out: Array) -> None:
    SIGMOID.value(raw, out)
    out -= y


def _log_loss(raw: Array, y: Array) -> Array:
    shifted = raw - raw.max(axis=-1, keepdims=True)
    log_partition = np.log(np.exp(shifted).sum(axis=-1))
    return log_partition * y.sum(axis=-1) - (y * shifted).sum(axis=-1)


def _log_loss_gradient(raw: Array, y: Array, out: Array) -> None:
    SOFTMAX.value(raw, out)
    out *= y.sum(axis=-1, keepdims=True)
    out -= y


SQUARED_ERROR = Loss(
    "squared_error",
    IDENTITY,
    _squared_error,
    _squared_error_gradient,
    lambda raw, y, xp: 0.5 * (raw - y) ** 2,
    r"\tfrac{1}{2}\sum_k (\hat y_k - y_k)^2",
)
BINARY_LOG_LOSS = Loss(
    "binary_log_loss",
    SIGMOID,
    _binary_log_loss,
    _binary_log_loss_gradient,
    lambda raw, y, xp: softplus(raw, xp) - y * raw,
    r"-y \ln \hat y - (1-y) \ln(1-\hat y)",
    links=("sigmoid",),
    n_outputs=1,
)
LOG_LOSS = Loss(
    "log_loss",
    SOFTMAX,
    _log_loss,
    _log_loss_gradient,
    lambda raw, y, xp: y * (log_partition(raw, xp) - raw),
    r"-\sum_k y_k \ln \hat y_k",
    links=("softmax",),
)

LOSSES: dict[str, Loss] = {
    record.name: record for record in (SQUARED_ERROR, BINARY_LOG_LOSS, LOG_LOSS)
}


def with_link(loss: Loss, link: Activation) -> Loss:
    """Return `loss` measured on ``link(raw)`` in place of its own link.

    Squared error through a sigmoid, the loss of Nielsen (2015, chapter 2), is
    ``with_link(SQUARED_ERROR, SIGMOID)``.

    Parameters
    ----------
    loss : Loss
    link : Activation

    Returns
    -------
    Loss
        The loss of the table itself when `link` is its own.

    Raises
    ------
    ValueError
        When the loss is not defined on the outputs of `link`.
    """
    loss = LOSSES.get(loss.name, loss)  # not one that goes through another link already
    if link.name == loss.link.name:
        return loss
    if loss.links and link.name not in loss.links:
        raise ValueError(
            f"loss {loss.name!r} is computed through {' or '.join(loss.links)}, not through "
            f"{link.name!r}: leave the output activation out, or take the loss 'squared_error'"
        )
    return _linked(loss, link)


@cache
def _linked(loss: Loss, link: Activation) -> Loss:
    def value(raw: Array, y: Array) -> Array:
        prediction = np.empty_like(raw)
        link.value(raw, prediction)
        return loss.value(prediction, y)

    def gradient(raw: Array, y: Array, out: Array) -> None:
        prediction = np.empty_like(raw)
        link.value(raw, prediction)
        loss.gradient(prediction, y, out)
        link.pullback(raw, prediction, out, np.empty_like(raw))

    def definition(raw: Any, y: Any, xp: Any) -> Any:
        return loss.definition(link.definition(raw, xp), y, xp)

    return loss._replace(link=link, value=value, gradient=gradient, definition=definition)
